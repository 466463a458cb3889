"""Show a line of source text, whole or cut around a place, and underline places in it."""

from itertools import accumulate

from msgspec import Struct

from servanda.diagnostics.glyphs import columns, glyph

CUT = "…"


class Excerpt(Struct, frozen=True, kw_only=True):
    """Hold a shown line, and where each of its code points begins on the terminal.

    `edges` has one more entry than the shown code points: the last is where the line ends. `first`
    is the index in the source line of the first code point shown.
    """

    text: str
    edges: tuple[int, ...]
    first: int
    is_cut: bool

    def underline(self, column: int, end_column: int, mark: str) -> str:
        """Draw marks under the columns of the source line, at least one."""
        start, end = self._edge(column), self._edge(end_column)
        return " " * start + mark * max(end - start, 1)

    def _edge(self, column: int) -> int:
        index = column - 1 - self.first
        return self.edges[min(max(index, 0), len(self.edges) - 1)]


def excerpt(line: str, column: int, end_column: int, width: int) -> Excerpt:
    """Show a line; one that is wider than `width` columns is cut around the given ones."""
    if len(line) <= width:
        whole = _show(line, first=0)
        if whole.edges[-1] <= width:
            return whole
    start = min(max(column - 1, 0), len(line))
    stop = min(max(end_column - 1, start), len(line))
    return _cut(line, *_window(line, start, stop, width - 2 * len(CUT)))


def _show(line: str, first: int) -> Excerpt:
    glyphs = [glyph(character) for character in line]
    edges = tuple(accumulate(map(columns, glyphs), initial=0))
    return Excerpt(text="".join(glyphs), edges=edges, first=first, is_cut=False)


def _cut(line: str, first: int, last: int) -> Excerpt:
    shown = _show(line[first:last], first)
    before = CUT if first else ""
    after = CUT if last < len(line) else ""
    return Excerpt(
        text=before + shown.text + after,
        edges=tuple(edge + len(before) for edge in shown.edges),
        first=first,
        is_cut=True,
    )


def _window(line: str, start: int, stop: int, width: int) -> tuple[int, int]:
    """Choose which code points to show: from the start of the span, then evenly around it."""
    first, last, room = start, start, width
    while last < stop and (cost := _cost(line, last)) <= room:
        last, room = last + 1, room - cost
    while room > 0 and (first > 0 or last < len(line)):
        if first > 0:
            first, room = first - 1, room - _cost(line, first - 1)
        if last < len(line):
            last, room = last + 1, room - _cost(line, last)
    return first, last


def _cost(line: str, index: int) -> int:
    """Count what a code point adds to the window; even what takes no column costs one."""
    return max(columns(glyph(line[index])), 1)
