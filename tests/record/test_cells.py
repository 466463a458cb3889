"""No cell of a table that is written is a formula, and nothing is lost by that."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.record.cells import guard, unguard
from servanda.record.columns import Column, Table, Type
from servanda.record.export import write_csv

SIGNS = "=+-@\t\r\n＝＋－＠"
PERILOUS = st.text(st.sampled_from("'=+-@\t\r\n a1＝")) | st.text()


@given(PERILOUS)
def test_taking_the_guard_off_gives_the_text_back(text: str) -> None:
    assert unguard(guard(text)) == text


@given(PERILOUS)
def test_what_is_guarded_begins_with_no_sign_of_a_formula(text: str) -> None:
    assert guard(text)[:1] not in set(SIGNS)


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1", "\t=1", "＝1+1"])
def test_a_formula_is_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"


@given(st.lists(st.tuples(PERILOUS, st.lists(PERILOUS, max_size=3), st.integers(-9, 9))))
def test_a_table_of_anything_can_be_read_back(
    rows: list[tuple[str, list[str], int]],
) -> None:
    columns = (
        Column("text", Type.TEXT, ""),
        Column("texts", Type.TEXTS, ""),
        Column("number", Type.NUMBER, ""),
    )
    cells = [(text, tuple(texts), float(number)) for text, texts, number in rows]
    stream = io.BytesIO()
    assert write_csv(Table(name="t", columns=columns, rows=cells), stream) == len(rows)
    read = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8"), newline="")))
    assert read[0] == ["text", "texts", "number"]
    for (text, texts, number), (first, second, third) in zip(rows, read[1:], strict=True):
        assert unguard(first) == text
        assert unguard(second) == "; ".join(texts)
        assert third == str(number)
        assert {first[:1], second[:1]} & set(SIGNS) == set()
