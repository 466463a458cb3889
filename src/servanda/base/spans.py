"""Say where in a text something stands."""

from dataclasses import dataclass, field

from msgspec import Struct


class Span(Struct, frozen=True, kw_only=True, order=True, gc=False):
    """Mark a stretch of one line: lines and columns count from 1, and the end is exclusive.

    Columns count code points, as Python does; a language server converts them to its own units.
    """

    path: str
    line: int
    column: int
    end_column: int

    def to(self, other: "Span") -> "Span":
        """Widen this span over another on its line; a span on another line leaves it as it is.

        >>> first = Span(path="a.pact", line=3, column=5, end_column=8)
        >>> first.to(Span(path="a.pact", line=3, column=10, end_column=14)).end_column
        14
        """
        if (self.path, self.line) != (other.path, other.line):
            return self
        return Span(
            path=self.path,
            line=self.line,
            column=min(self.column, other.column),
            end_column=max(self.end_column, other.end_column),
        )

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """Hold a text under the path by which spans name it.

    Lines end at a line feed, with or without a carriage return before it, and nowhere else: editors
    count lines so, and `str.splitlines` does not.
    """

    path: str
    text: str
    _lines: tuple[str, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the lines without their ends; a long text is parted only where that is asked."""
        if self._lines is None:
            lines = self.text.split("\n")
            if "\r" in self.text:
                lines = [line.removesuffix("\r") for line in lines]
            object.__setattr__(self, "_lines", tuple(lines))
            assert self._lines is not None
        return self._lines

    def line_text(self, line: int) -> str:
        r"""Return a line without its end, or nothing where the text has no such line.

        >>> SourceFile(path="a.pact", text="one\ntwo\n").line_text(2)
        'two'
        """
        if not 1 <= line <= len(self.lines):
            return ""
        return self.lines[line - 1]
