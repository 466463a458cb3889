"""Lay text out on a page of so many columns, in any script, with or without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.diagnostics.glyphs import columns, printable
from servanda.diagnostics.wrapping import wrap

STYLES = {
    "title": "1",
    "quiet": "2",
    "bad": "1;31",
    "open": "1;33",
    "held": "33",
    "good": "32",
    "plain": "",
}


class Page:
    """Collect the lines of a page; no line is wider than the page."""

    def __init__(self, width: int, colour: bool = False) -> None:
        self.width = max(width, 40)
        self.colour = colour
        self._lines: list[str] = []

    def __str__(self) -> str:
        lines = self._lines
        while lines and not lines[-1]:
            lines = lines[:-1]
        return "".join(f"{line}\n" for line in lines)

    def blank(self) -> None:
        """Leave one line empty, but never two."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def text(self, text: str, indent: int = 0, hang: int = 0, style: str = "plain") -> None:
        """Write a paragraph; lines after the first are indented by `hang` more."""
        for line in wrap(text, self.width - indent, hang):
            self._lines.append(" " * indent + self.paint(line, style))

    def verbatim(self, text: str, indent: int = 0, style: str = "plain") -> None:
        """Write a line as it is, with its spaces; what does not fit on the page is cut."""
        shown = clip(text, self.width - indent)
        self._lines.append((" " * indent + self.paint(shown, style)).rstrip())

    def items(self, items: Sequence[str], indent: int = 0, style: str = "plain") -> None:
        """Write items side by side where they fit on a line, else each on a line of its own."""
        together = " · ".join(printable(item) for item in items)
        if columns(together) <= self.width - indent:
            self.text(together, indent, style=style)
            return
        for item in items:
            self.text(item, indent, 2, style)

    def row(self, head: str, text: str, indent: int, column: int, style: str = "plain") -> None:
        """Write a head and, from a column on, a text; a long head takes a line of its own."""
        room = column - indent - 1
        shown = printable(head)
        body = wrap(text, self.width - column)
        if columns(shown) > room:
            for line in wrap(shown, self.width - indent, 2):
                self._lines.append(" " * indent + self.paint(line, style))
        else:
            space = " " * (column - indent - columns(shown))
            first = body[0] if body else ""
            line = f"{' ' * indent}{self.paint(shown, style)}{space}{first}"
            self._lines.append(line.rstrip())
            body = body[1:]
        self._lines.extend(" " * column + line for line in body)

    def table(
        self, rows: Sequence[Sequence[str]], indent: int = 0, right: Iterable[int] = ()
    ) -> None:
        """Write rows in columns as wide as their cells; the last column is wrapped."""
        cells = [[printable(cell) for cell in row] for row in rows]
        count = max((len(row) for row in cells), default=0)
        sizes = [
            max((columns(row[i]) for row in cells if i < len(row)), default=0) for i in range(count)
        ]
        aligned = set(right)
        for row in cells:
            head = ""
            for place, cell in enumerate(row[:-1]):
                pad = " " * (sizes[place] - columns(cell))
                head += (pad + cell if place in aligned else cell + pad) + "  "
            self.row(head.rstrip(), row[-1], indent, indent + sum(sizes[:-1]) + 2 * (count - 1))

    def paint(self, text: str, style: str) -> str:
        """Colour a text, where the page has colour; what it says does not depend on it."""
        code = STYLES[style]
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def clip(text: str, width: int) -> str:
    """Shorten a text to so many columns, with a mark where something is left out."""
    shown = printable(text)
    if columns(shown) <= width:
        return shown
    kept, used = "", 0
    for character in shown:
        size = columns(character)
        if used + size > width - 1:
            break
        kept, used = kept + character, used + size
    return kept.rstrip() + "…"
