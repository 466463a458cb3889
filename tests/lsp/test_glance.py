"""What was just typed in a long text is told at once, and told as the whole reading tells it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from editor import editing, errors
from lsprotocol import types
from two_banks import ACCORD, RECORD

from servanda.base.spans import SourceFile
from servanda.workspace.glance import LINES_AT_MOST, glance
from servanda.workspace.pipeline import check, load_text

ROWS = "".join(f'2024-07-{1 + n % 28:02} note truce "row {n}" [agency]\n' for n in range(60))
TEXT = RECORD + ROWS
LINES = TEXT.count("\n")
ROW = LINES - 30
"""A line among the last rows, counted from 0."""


def edited(text: str, first: int, last: int, new: list[str]) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:first], *new, *lines[last:]])


@pytest.mark.parametrize(
    ("first", "last", "new"),
    [
        (ROW, ROW + 1, ["2024-07-03 act nroth captives 1 [agency]"]),
        (ROW, ROW + 1, ["2024-07-03 act north captives"]),
        (ROW, ROW, ["2024-13-03 act north captives 1"]),
        (ROW, ROW, ["2024-07-03 act north", "  captives 3", "  by nobody at all"]),
        (ROW, ROW + 1, []),
        (ROW, ROW + 20, []),
        (ROW, ROW, ["", "# a remark", ""]),
        (ROW, ROW, ['2024-07-03 note truce "open']),
        (LINES, LINES, ["2024-08-01 act north captives 1 [agancy]"]),
        (LINES, LINES, ["2024-08-01 sings north"]),
        (ROW, ROW, ["20"]),
        (ROW, ROW, ["x2024-07-03 act north captives 1"]),
        (ROW, ROW + 1, ["  an indented line that belongs to the row above"]),
    ],
)
def test_a_glance_tells_what_the_whole_reading_tells(first: int, last: int, new: list[str]) -> None:
    """From a text with faults of its own, above and below what is typed."""
    before = edited(TEXT, LINES - 2, LINES - 2, ["2024-07-09 act soutt hand-over 1"])
    before = edited(before, 8, 8, ["2024-06-40 act north captives 1"])
    loaded = load_text({"accord.pact": ACCORD, "accord.record": before})
    now = edited(before, first, last, new)
    whole = check(load_text({"accord.pact": ACCORD, "accord.record": now}))
    told = glance(loaded, check(loaded), SourceFile(path="accord.record", text=now))
    assert told is not None
    assert {(f.rule, f.span, f.message) for f in told} == {
        (f.rule, f.span, f.message) for f in whole
    }


def test_what_is_more_than_entries_is_left_to_the_whole_reading() -> None:
    loaded = load_text({"accord.pact": ACCORD, "accord.record": TEXT})
    faults = check(loaded)
    for new in (
        ["party west"],
        ['include "more.record"'],
        [f'2024-07-01 note truce "{n}"' for n in range(LINES_AT_MOST + 1)],
    ):
        now = SourceFile(path="accord.record", text=edited(TEXT, ROW, ROW, new))
        assert glance(loaded, faults, now) is None
    elsewhere = SourceFile(path="other.record", text=TEXT)
    assert glance(loaded, faults, elsewhere) is None


def test_a_fault_in_a_long_record_is_told_before_it_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "accord.pact").write_text(ACCORD)
    rows = [f'2024-07-{1 + n % 28:02} note truce "row {n}" [agency]\n' for n in range(8_000)]
    text = RECORD + "".join(rows)
    (tmp_path / "accord.record").write_text(text)
    uri = (tmp_path / "accord.record").as_uri()
    at = types.Position(text.count("\n") - 4_000, 0)

    async def session() -> None:
        async with editing(tmp_path) as editor:
            begun = time.process_time_ns(), time.monotonic()
            assert errors(await editor.open(uri, text)) == []
            whole = time.monotonic() - begun[1]
            begun = 0, time.monotonic()
            typed = "2024-07-03 act nroth captives 1\n"
            found = errors(await editor.change(uri, typed, types.Range(at, at)))
            assert [each.code for each in found] == ["unknown-name"]
            assert found[0].range.start.line == at.line
            assert time.monotonic() - begun[1] < max(whole, 1.0)
            gone = types.Range(at, types.Position(at.line + 1, 0))
            assert errors(await editor.change(uri, "", gone)) == []

    asyncio.run(session())
