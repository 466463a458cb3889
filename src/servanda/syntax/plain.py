"""Part a long record into the entries of an ordinary form, and all that is not.

Most lines of a long record say the same of other days: they differ in their date, their quoted texts, their
numbers and their names. Here these are masked, in the whole text at once, so that what is left of a line
is its shape, and a line is held as four numbers. What a shape means, the parser says, of one line of it;
nothing here knows the grammar of entries.

An entry with anything out of the ordinary is parsed: one with an escaped or unclosed text, with a blank line
in it, or whose date is a lone year; and so is every sentence of another kind.
"""

from __future__ import annotations

import re
from array import array
from itertools import accumulate

from msgspec import Struct

from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic
from servanda.syntax.parser import LINE_AT_MOST, parse
from servanda.syntax.tree import Document, Sentence

TEXT, NUMBER, NAME, DATE, REFERENCE, LINE = "\0", "\1", "\2", "\3", "\4", "\5"
"""What stands in a shape for a quoted text (after a quotation mark) or a comment, a number, the name of an
entry, a date, the name of another entry, and the beginning of a line below."""

_TEXT_INSIDE = r'[^"\\\n¶]*'
_NUMBER_INSIDE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?"
_NAME_INSIDE = r"[A-Za-z][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*"
_DATE_INSIDE = r"\d[\dTZ:+/~?-]*"
_END = r"(?=[ ;\n\]]|,(?!\d)|\Z)"

_MASKS = (
    (re.compile(f'"{_TEXT_INSIDE}"'), '"' + TEXT),
    (re.compile(r"#[^\n]*"), TEXT),
    (re.compile(rf" named {_NAME_INSIDE}{_END}"), " named " + NAME),
    (re.compile(rf" recorded {_DATE_INSIDE}(?= )"), " recorded " + DATE),
    (re.compile(rf" (?<!credibility ){_NUMBER_INSIDE}{_END}"), " " + NUMBER),
    (re.compile(rf"¶{_NUMBER_INSIDE}{_END}"), "¶" + NUMBER),
)
_PARTS = re.compile(f'("{TEXT}|[{TEXT}{NUMBER}{NAME}{DATE}{REFERENCE}])')
_BELOW = re.compile(r"\n(?=[ \t]+[^ \t\n])")
_DAY = rf"\d{{4}}-[^ {LINE}]+(?: \d\d:\d\d)?"
_HEAD = re.compile(rf"(?:[a-z]+ )?{_DAY}(?: and {_DAY})?(?= [A-Za-z])")
_ODD = re.compile(
    rf'"(?!{TEXT})|\\|(?<![\w.-])named(?![\w.-]| {NAME})|{LINE}\s*adds\b|^[^A-Za-z]|^$'
)
_NO_SHAPE = -1


class PlainLines(Struct, kw_only=True):
    """Hold the lines of a text that are entries of an ordinary form, in columns.

    For each: its shape (a place in `keys`), its date (a place in `dates`), its line from 1, and where in the
    text it starts. `named` are the rows that give themselves `names`.
    """

    file: SourceFile
    keys: list[str]
    dates: list[str]
    shape: array[int]
    date: array[int]
    line: array[int]
    start: array[int]
    named: array[int]
    names: list[str]


def parse_plainly(file: SourceFile) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a text as `parse` does, but hold the lines that are ordinary entries as such.

    The document has the sentences of all other lines, with all their faults.
    """
    found = _parted(file)
    if found is None or not found[0].shape:
        return parse(file)
    plain, others = found
    lines = file.lines
    sentences: list[Sentence] = []
    faults: list[Diagnostic] = []
    for begin, end in others:
        piece = SourceFile(path=file.path, text="\n".join(lines[begin:end]))
        document, more = parse(piece, begin)
        sentences.extend(document.sentences)
        faults.extend(more)
    return Document(file=file, sentences=tuple(sentences), plain=plain), tuple(faults)


class Shape(Struct, frozen=True):
    """Hold what is masked in all lines of a shape, and the words that stand between."""

    key: str
    masks: tuple[str, ...]
    pieces: tuple[str, ...]

    def texts(self, text: str, start: int) -> list[str]:
        """Give the masked texts of a line whose shape, behind its date, begins at a place in a text.

        What is masked never holds the sign with which goes on what stands behind it.
        """
        found = []
        at = start + len(self.pieces[0])
        for piece in self.pieces[1:]:
            end = text.find(piece or "\n", at)
            if end < 0:
                end = len(text)  # only the last line of a text has no end
            found.append(text[at:end])
            at = end + len(piece)
        return found


def shape_of(key: str) -> Shape:
    """Part a shape into what is masked and what is not; quotation marks are no part of the text they hold."""
    parts = _PARTS.split(key)
    masks, pieces = parts[1::2], [piece.replace(LINE, "\n") for piece in parts[::2]]
    for at, mask in enumerate(masks):
        if mask == '"' + TEXT:
            pieces[at] += '"'
            pieces[at + 1] = '"' + pieces[at + 1]
    return Shape(key, tuple(masks), tuple(pieces))


def _parted(file: SourceFile) -> tuple[PlainLines, list[tuple[int, int]]] | None:
    """Part a text into plain entries and the other stretches of lines; None where it has strange signs."""
    masked = file.text
    if "\r" in masked or any(
        mask in masked for mask in (TEXT, NUMBER, NAME, DATE, REFERENCE, LINE)
    ):
        return None
    lengths = [len(line) + 1 for line in file.lines]
    if max(lengths) > LINE_AT_MOST:
        return None
    names: list[str] = []
    for pattern, mask in _MASKS:
        if mask.endswith(NAME):
            names = [found.removeprefix(" named ") for found in pattern.findall(masked)]
        masked = pattern.sub(mask, masked)
    starts = list(accumulate(lengths, initial=0))
    return _Parting(file).part(_BELOW.sub(LINE, masked).split("\n"), starts, names)


class _Parting:
    """Go along a masked text once, sentence by sentence with the lines below it."""

    def __init__(self, file: SourceFile) -> None:
        self._shapes: dict[str, int] = {}
        self._dates: dict[str, int] = {}
        self._plain = PlainLines(
            file=file,
            keys=[],
            dates=[],
            shape=array("i"),
            date=array("i"),
            line=array("i"),
            start=array("q"),
            named=array("i"),
            names=[],
        )

    def part(
        self, masked: list[str], starts: list[int], names: list[str]
    ) -> tuple[PlainLines, list[tuple[int, int]]] | None:
        shapes, dates, plain = self._shapes, self._dates, self._plain
        add_shape, add_date = plain.shape.append, plain.date.append
        add_line, add_start = plain.line.append, plain.start.append
        others: list[tuple[int, int]] = []
        named = 0  # how many of the names stand before a line
        begun: int | None = None  # where the stretch of other lines begins that is not over
        number = 0
        for line in masked:
            at = number
            number += 1 + line.count(LINE)
            head, _, rest = line.partition(" ")
            date, shape = dates.get(head), shapes.get(rest)
            if date is None or shape is None:
                date, shape = self._new(line)
            before, named = named, named + line.count(NAME) if names else 0
            if date >= 0 and shape >= 0:
                if named > before:
                    plain.named.append(len(plain.shape))
                    plain.names.append(names[before])
                if begun is not None:
                    others.append((begun, at))
                    begun = None
                add_shape(shape)
                add_date(date)
                add_line(at + 1)
                add_start(starts[at])
                continue
            if not line or line.isspace() or (line[0] == TEXT and LINE not in line):
                continue
            if begun is None:
                begun = at
                if not line[0].isalnum():  # it, or what is below it, may belong to what is above
                    last = self._take_back()
                    if last is None:
                        return None
                    begun = last
        if begun is not None:
            others.append((begun, number))
        return plain, others

    def _take_back(self) -> int | None:
        """Take the last plain entry out again, since what comes belongs to it; None where there is none."""
        plain = self._plain
        if not plain.line:
            return None
        for column in (plain.shape, plain.date, plain.start):
            column.pop()
        if plain.named and plain.named[-1] == len(plain.shape):
            plain.named.pop()
            plain.names.pop()
        return plain.line.pop() - 1

    def _new(self, line: str) -> tuple[int, int]:
        """Find the date and the shape of a line that begins with a date as none did before."""
        head = _HEAD.match(line)
        if head is None:
            return _NO_SHAPE, _NO_SHAPE
        date, rest = head[0], line[head.end() + 1 :]
        if " " in date and LINE in rest:  # where it stands is told by the first word of its date
            return _NO_SHAPE, _NO_SHAPE
        if date not in self._dates:
            self._dates[date] = len(self._plain.dates)
            self._plain.dates.append(date)
        if rest not in self._shapes:
            is_plain = not _ODD.search(rest) and rest.count(NAME) < 2
            self._shapes[rest] = len(self._plain.keys) if is_plain else _NO_SHAPE
            if is_plain:
                self._plain.keys.append(rest)
        return self._dates[date], self._shapes[rest]
