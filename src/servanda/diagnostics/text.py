"""Print diagnostics for a person: the place, the line, and marks under what is meant."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics.diagnostic import Diagnostic, Fix, Label, in_order
from servanda.diagnostics.excerpt import Excerpt, excerpt
from servanda.diagnostics.glyphs import columns, printable
from servanda.diagnostics.wrapping import wrap

NARROWEST = 40
STYLES = {"error": "1;31", "warning": "1;33", "note": "1;36", "frame": "1;34", "message": "1"}


def print_text(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, SourceFile],
    width: int = 80,
    colour: bool = False,
) -> str:
    """Print each diagnostic with its excerpts, in order of file, line, column and rule.

    No line but one that names a file is wider than `width` columns, or than 40.
    """
    blocks = (
        _Block(
            diagnostic=diagnostic,
            sources=sources,
            width=max(width, NARROWEST),
            colour=colour,
            gutter=_gutter(diagnostic),
        )
        for diagnostic in in_order(diagnostics)
    )
    return "\n".join(f"{block.print()}\n" for block in blocks)


def _gutter(diagnostic: Diagnostic) -> int:
    spans = (diagnostic.span, *(label.span for label in diagnostic.labels))
    return max(len(str(span.line)) for span in spans)


class _Block(Struct, frozen=True, kw_only=True):
    """Lay out one diagnostic; the gutter is as wide as its longest line number."""

    diagnostic: Diagnostic
    sources: Mapping[str, SourceFile]
    width: int
    colour: bool
    gutter: int

    def print(self) -> str:
        rows = (self._head(), *self._primary(), *self._labels(), *self._remarks())
        return "\n".join(row.rstrip() for row in rows)

    def _head(self) -> str:
        severity = self.diagnostic.severity.value
        rule = f"{severity}[{printable(self.diagnostic.rule)}]"
        first, *others = wrap(f"{rule}: {printable(self.diagnostic.message)}", self.width, 2)
        head = self._paint(rule, severity) + self._paint(first.removeprefix(rule), "message")
        return "\n".join([head, *(self._paint(other, "message") for other in others)])

    def _primary(self) -> Iterator[str]:
        diagnostic = self.diagnostic
        severity = diagnostic.severity.value
        yield from self._place("-->", diagnostic.span, _annotation(diagnostic), "^", severity)
        for label in diagnostic.labels:
            if self._shares_excerpt(label):
                yield from self._underline(label.span, label.message, "-", "frame")

    def _labels(self) -> Iterator[str]:
        for label in self.diagnostic.labels:
            if not self._shares_excerpt(label):
                yield from self._place(":::", label.span, label.message, "-", "frame")

    def _remarks(self) -> Iterator[str]:
        yield from self._remark("note", self.diagnostic.note)
        yield from self._remark("help", self.diagnostic.help)
        if self.diagnostic.fix:
            yield from self._remark("fix", self._describe(self.diagnostic.fix))

    def _place(self, arrow: str, span: Span, message: str, mark: str, style: str) -> Iterator[str]:
        place = self._paint(" " * self.gutter + arrow, "frame") + f" {printable(str(span))}"
        if not self._has_line(span):
            yield f"{place} {printable(message)}"
            return
        yield place
        yield self._framed("", "")
        yield self._framed(str(span.line), self._excerpt(span).text)
        yield from self._underline(span, message, mark, style)

    @property
    def _room(self) -> int:
        """Count the columns to the right of the frame."""
        return self.width - self.gutter - len(" | ")

    def _excerpt(self, span: Span) -> Excerpt:
        return excerpt(self._line(span), span.column, span.end_column, self._room)

    def _underline(self, span: Span, message: str, mark: str, style: str) -> Iterator[str]:
        """Mark a place, and say beside the marks what is there, or below them where it is long."""
        marks = self._excerpt(span).underline(span.column, span.end_column, mark)
        blank = marks[: -len(marks.lstrip())]
        beside = f"{marks} {printable(message)}"
        if columns(beside) <= self._room:
            yield self._framed("", blank + self._paint(beside.lstrip(), style))
            return
        yield self._framed("", blank + self._paint(marks.lstrip(), style))
        indent = blank[: self._room // 2]
        for line in wrap(printable(message), self._room - len(indent)):
            yield self._framed("", indent + self._paint(line, style))

    def _framed(self, number: str, content: str) -> str:
        return self._paint(f"{number:>{self.gutter}} |", "frame") + f" {content}"

    def _remark(self, name: str, text: str) -> Iterator[str]:
        if not text:
            return
        indent = " " * (self.gutter + len(f" = {name}: "))
        width = self.width - len(indent)
        first, *others = [line for part in text.split("\n") for line in wrap(part, width)] or [""]
        frame = self._paint(" " * self.gutter + " =", "frame")
        yield f"{frame} {self._paint(f'{name}:', 'message')} {first}"
        yield from (indent + other for other in others)

    def _describe(self, fix: Fix) -> str:
        span = fix.span
        is_near = span.path == self.diagnostic.span.path
        place = f"{span.line}:{span.column}" if is_near else str(span)
        care = "safe" if fix.safe else "unsafe: read it before you take it"
        return f"{self._edit(fix)} at {place} ({care})"

    def _edit(self, fix: Fix) -> str:
        span, new = fix.span, _quoted(fix.replacement)
        if span.column == span.end_column:
            return f"insert {new}"
        old = self._line(span)[span.column - 1 : span.end_column - 1]
        if not fix.replacement:
            return f"remove {_quoted(old)}" if old else "remove the text"
        return f"replace {_quoted(old)} with {new}" if old else f"write {new}"

    def _shares_excerpt(self, label: Label) -> bool:
        span, primary = label.span, self.diagnostic.span
        if (span.path, span.line) != (primary.path, primary.line) or not self._has_line(span):
            return False
        return not self._excerpt(span).is_cut

    def _has_line(self, span: Span) -> bool:
        source = self.sources.get(span.path)
        return source is not None and 1 <= span.line <= len(source.lines)

    def _line(self, span: Span) -> str:
        source = self.sources.get(span.path)
        return source.line_text(span.line) if source else ""

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{STYLES[style]}m{text.rstrip()}\x1b[0m" if self.colour else text


def _annotation(diagnostic: Diagnostic) -> str:
    """Say beside the marks what was found; where something was expected, say that first."""
    if not diagnostic.expected:
        return diagnostic.found
    expected = f"expected {diagnostic.expected}"
    return f"{expected}, found {diagnostic.found}" if diagnostic.found else expected


def _quoted(text: str) -> str:
    first, *others = text.strip("\n").split("\n")
    if not others:
        return f"`{first}`"
    more = "line" if len(others) == 1 else "lines"
    return f"`{first}` and {len(others)} more {more}"
