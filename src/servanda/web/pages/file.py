"""Make the page of a text as it was written, with one line marked."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from servanda.reports.tongue import marked
from servanda.web.page import Page, Row
from servanda.web.view import View
from servanda.workspace import CannotRun

AROUND = 200
"""So many lines are shown before and after the one that is asked for."""


class LineRow(Struct, frozen=True, kw_only=True):
    """Hold a line of a text."""

    number: int
    text: str
    is_marked: bool


class FilePage(Struct, frozen=True, kw_only=True):
    """Hold a stretch of a text; `marked` is the line that was asked for, 0 for none."""

    file: str
    marked: int
    first: int
    last: int
    total: int
    lines: tuple[LineRow, ...]


def tabulate(view: View) -> FilePage:
    """Make the value of the page. Only texts that were read as the agreement's are there to be shown."""
    asked = view.filter("of")
    sources = view.snapshot.loaded.sources
    shown = next((each for each in sources if view.site.short(each) == asked), None)
    line = 0
    if shown is None:
        shown, line = view.find_line(asked)
    lines = sources[shown].lines
    if line > len(lines):
        raise CannotRun(f"{asked[:200]}: the text has {len(lines):,} lines")
    first = max(1, line - AROUND)
    last = min(len(lines), max(line, 1) + AROUND)
    return FilePage(
        file=view.site.short(shown),
        marked=line,
        first=first,
        last=last,
        total=len(lines),
        lines=tuple(
            LineRow(number=number, text=lines[number - 1], is_marked=number == line)
            for number in range(first, last + 1)
        ),
    )


def rows(table: FilePage) -> Iterable[Row]:
    """Give one row for each line."""
    yield "line", "text"
    for line in table.lines:
        yield line.number, line.text


PAGE = Page(
    name="file",
    title=marked("Text file"),
    says=marked("The text as it was written"),
    template="file.html",
    value=FilePage,
    filters=("of",),
    tabulate=tabulate,
    rows=rows,
)
