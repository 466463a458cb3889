"""Draw a table of any columns on a page, whole: cells are wrapped, and never cut."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.diagnostics.glyphs import columns, printable
from servanda.diagnostics.wrapping import wrap
from servanda.reports.page import Page

GAP = 2
LEAST = 8
"""How narrow a column of texts may become before a table is drawn row by row instead."""


def draw(
    page: Page, names: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int]
) -> None:
    """Draw rows in columns, or, where they are too many for the page, each row as a list of its cells.

    The columns in `right` are numbers: they stand at the right edge, and are not wrapped.
    """
    heads = [printable(name) for name in names]
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = _widths(page.width, heads, cells, right)
    if widths is None:
        _in_lists(page, heads, cells)
        return
    _line(page, heads, widths, right, style="title")
    page.verbatim((" " * GAP).join("-" * width for width in widths), style="quiet")
    for row in cells:
        _line(page, row, widths, right)


def _widths(
    page: int, heads: Sequence[str], cells: Sequence[Sequence[str]], right: frozenset[int]
) -> list[int] | None:
    """Find widths that fit on a page, taking room from the widest texts; None where there are none."""
    natural = [
        max([columns(head), *(columns(row[at]) for row in cells)]) for at, head in enumerate(heads)
    ]
    room = page - GAP * (len(heads) - 1)
    least = [
        width if at in right else min(width, max(LEAST, _longest_word(heads[at])))
        for at, width in enumerate(natural)
    ]
    if sum(least) > room:
        return None
    widths = list(natural)
    while sum(widths) > room:
        wide = max(range(len(widths)), key=lambda at: widths[at] - least[at])
        others = [w for at, w in enumerate(widths) if at != wide]
        level = max([w for w in others if w < widths[wide]], default=0)
        widths[wide] = max(least[wide], min(widths[wide] - 1, max(level, room - sum(others))))
    return widths


def _longest_word(text: str) -> int:
    return max((columns(word) for word in text.split()), default=0)


def _line(
    page: Page,
    row: Sequence[str],
    widths: Sequence[int],
    right: frozenset[int],
    style: str = "plain",
) -> None:
    """Write one row, on as many lines as its highest cell takes."""
    wrapped = [wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts = []
        for at, (lines, width) in enumerate(zip(wrapped, widths, strict=True)):
            text = lines[number] if number < len(lines) else ""
            pad = " " * (width - columns(text))
            parts.append(pad + text if at in right else text + pad)
        page.verbatim((" " * GAP).join(parts).rstrip(), style=style)


def _in_lists(page: Page, heads: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Write each row as a list of what is in it."""
    column = min(max(map(columns, heads)), page.width // 2) + GAP
    for number, row in enumerate(cells, start=1):
        page.blank()
        page.text(f"row {number:,}", style="title")
        for head, cell in zip(heads, row, strict=True):
            if cell:
                page.row(head, cell, 2, column + 2)
