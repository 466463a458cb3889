"""Test where things stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.base.spans import SourceFile, Span


def span(line: int, column: int, end_column: int, path: str = "a.pact") -> Span:
    return Span(path=path, line=line, column=column, end_column=end_column)


def test_a_span_is_written_as_editors_read_it() -> None:
    assert str(span(41, 5, 19)) == "a.pact:41:5"


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        (span(3, 10, 14), span(3, 5, 14)),
        (span(3, 1, 2), span(3, 1, 8)),
        (span(3, 6, 7), span(3, 5, 8)),
        (span(4, 10, 14), span(3, 5, 8)),
        (span(3, 10, 14, "b.pact"), span(3, 5, 8)),
    ],
)
def test_a_span_widens_on_its_own_line_only(other: Span, wanted: Span) -> None:
    assert span(3, 5, 8).to(other) == wanted


def test_spans_sort_as_they_are_read() -> None:
    wanted = [span(2, 9, 10), span(10, 1, 5), span(10, 2, 3), span(1, 1, 2, "b.pact")]
    assert sorted([wanted[2], wanted[0], wanted[3], wanted[1]]) == wanted


def test_lines_end_at_a_line_feed_only() -> None:
    source = SourceFile(path="a.pact", text="one\r\ntwo\u2028still two\x0c\n\nfour")
    assert source.lines == ("one", "two\u2028still two\x0c", "", "four")
    assert source.line_text(2) == "two\u2028still two\x0c"
    assert source.line_text(4) == "four"


@pytest.mark.parametrize("line", [-1, 0, 3, 99])
def test_a_line_that_is_not_there_is_empty(line: int) -> None:
    assert SourceFile(path="a.pact", text="one\n").line_text(line) == ""


@given(st.text())
def test_the_lines_are_the_text(text: str) -> None:
    source = SourceFile(path="a.pact", text=text)
    assert "\n".join(source.lines).replace("\r", "") == text.replace("\r", "")
    assert len(source.lines) == text.count("\n") + 1
