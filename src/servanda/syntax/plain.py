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
from collections.abc import Sequence
from itertools import accumulate, chain, compress
from operator import add, itemgetter
from typing import cast

from msgspec import Struct

from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic
from servanda.syntax.masks import (
    LINE,
    MARKS,
    NAME,
    TEXT,
    masked,
    numbers_masked,
    with_digits_alike,
)
from servanda.syntax.parser import LINE_AT_MOST, parse
from servanda.syntax.tree import Document, Sentence

_PARTS = re.compile(f'("{TEXT}|[{MARKS}])')
_DAY = rf"\d{{4}}-[^ {LINE}]+(?: \d\d:\d\d)?"
_HEAD = re.compile(rf"(?:[a-z]+ )?{_DAY}(?: and {_DAY})?(?= [A-Za-z])")
_MARKED = re.compile(f"[{MARKS}]")
_ODD = re.compile(
    rf'"(?!{TEXT})|\\|(?<![\w.-])named(?![\w.-]| {NAME})|{LINE}\s*adds\b|^[^A-Za-z]|^$'
)
_NO_SHAPE, _NO_DATE = -1, -1
AT_ONCE = 1 << 18
"""So many signs of a text are masked at a time: what is made on the way stays small."""


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


def parse_plainly(
    file: SourceFile, at_once: int = AT_ONCE
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a text as `parse` does, but hold the lines that are ordinary entries as such.

    The document has the sentences of all other lines, with all their faults. `at_once` signs are gone through
    at a time; what is found does not depend on it.
    """
    found = _parted(file, at_once)
    if found is None or not found[0].shape:
        return parse(file)
    plain, others = found
    sentences: list[Sentence] = []
    faults: list[Diagnostic] = []
    for before, text in others:
        document, more = parse(SourceFile(path=file.path, text=text), before)
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


def _parted(file: SourceFile, at_once: int) -> tuple[PlainLines, list[tuple[int, str]]] | None:
    """Part a text into plain entries and the rest; None where it has strange signs.

    The rest is in stretches, each with the number of lines before it.
    """
    text = file.text
    if "\r" in text or any(mask in text for mask in (*MARKS, LINE)):
        return None
    parting, begin = _Parting(file), 0
    while begin <= len(text):
        end = _end_of_lines(text, begin + at_once)
        if not parting.add(begin, text[begin:end]):
            return None
        begin = end + 1
    return parting.part()


def _end_of_lines(text: str, at: int) -> int:
    """Find the end of a line behind a place, below which no line goes on with what is above."""
    end = text.find("\n", at)
    while end >= 0 and text[end + 1 : end + 2] in (" ", "\t"):
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


class _Forms:
    """Hold what is alike in sentences that differ in digits alone, under numbers.

    `head` are the signs of the date, `shape` is None where a digit stands in the shape, so that sentences
    have shapes of their own. `is_nothing` are blank lines and comments; what `may_go_on` begins with no word.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.head: list[int] = []
        self.shape: list[int | None] = []
        self.height: list[int] = []
        self.names: list[int] = []
        self.is_nothing: list[bool] = []
        self.may_go_on: list[bool] = []

    def of(self, lines: list[str]) -> list[int]:
        """Give the forms of sentences whose digits are alike."""
        new = [line for line in dict.fromkeys(lines) if line not in self._numbers]
        for line, with_numbers in zip(new, numbers_masked(new), strict=True) if new else ():
            self._numbers[line] = len(self.head)
            self._learn(line, with_numbers)
        return list(map(self._numbers.__getitem__, lines))

    def _learn(self, line: str, masked: str) -> None:
        is_nothing = not line or line.isspace() or (line[0] == TEXT and LINE not in line)
        head, shape = self._parted(masked)
        self.head.append(head)
        self.shape.append(shape)
        self.height.append(1 + line.count(LINE))
        self.names.append(line.count(NAME))
        self.is_nothing.append(is_nothing)
        self.may_go_on.append(not is_nothing and not line[0].isalnum())

    def _parted(self, masked: str) -> tuple[int, int | None]:
        head = _HEAD.match(masked)
        if head is None or _MARKED.search(head[0]):
            return 0, _NO_SHAPE
        if (
            " " in head[0] and LINE in masked
        ):  # where it stands is told by the first word of its date
            return 0, _NO_SHAPE
        rest = masked[head.end() + 1 :]
        return head.end(), None if "0" in rest else self.shape_of(rest)

    def shape_of(self, rest: str) -> int:
        """Number what follows a date, once it is masked."""
        found = self.keys.get(rest)
        if found is None:
            if _ODD.search(rest) or rest.count(NAME) > 1:
                return _NO_SHAPE
            found = self.keys[rest] = len(self.keys)
        return found


class _Parting:
    """Go along a text once, a good many lines at a time, and hold each sentence with what is below it.

    For each: its form, its shape, its date, its line from 0 and where it starts.
    """

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._forms = _Forms()
        self._dates: dict[str, int] = {"": _NO_DATE}
        self._names: list[str] = []
        self._form, self._shape, self._date = array("i"), array("i"), array("i")
        self._line, self._start = array("i"), array("q")
        self._lines = 0

    def add(self, begin: int, text: str) -> bool:
        """Add some lines of the text, which begin at a place in it; tell whether none is too long."""
        lines = text.split("\n")
        lengths = list(map(len, lines))
        if max(lengths) >= LINE_AT_MOST:
            return False
        found, names = masked(text)
        forms = self._forms.of(with_digits_alike(found).split("\n"))
        self._names.extend(names)
        self._place(begin, lines, lengths, forms)
        self._form.extend(forms)
        shapes = list(map(self._forms.shape.__getitem__, forms))
        if None in shapes:
            self._shape_alone(found.split("\n"), forms, shapes)
        self._shape.extend(cast("list[int]", shapes))
        return True

    def _shape_alone(self, lines: list[str], forms: list[int], shapes: list[int | None]) -> None:
        """Give a shape to those whose form has none."""
        rests = {
            at: lines[at][self._forms.head[forms[at]] + 1 :]
            for at, shape in enumerate(shapes)
            if shape is None
        }
        distinct = dict.fromkeys(rests.values())
        found = dict(
            zip(distinct, map(self._forms.shape_of, numbers_masked(distinct)), strict=True)
        )
        for at, rest in rests.items():
            shapes[at] = found[rest]

    def _place(
        self, begin: int, lines: list[str], lengths: list[int], forms: Sequence[int]
    ) -> None:
        """Hold where each sentence stands, and its date."""
        starts = list(map(add, accumulate(lengths, initial=begin), range(len(lines))))
        heads, before = list(map(self._forms.head.__getitem__, forms)), self._lines
        self._lines += len(lines)
        if len(forms) == len(lines):
            self._line.extend(range(before, self._lines))
        else:
            heights = map(self._forms.height.__getitem__, forms)
            firsts = list(accumulate(heights, initial=0))[:-1]
            lines = list(map(lines.__getitem__, firsts))
            starts = list(map(starts.__getitem__, firsts))
            self._line.extend(map(before.__add__, firsts))
        self._start.extend(starts)
        if len(set(heads)) == 1:
            mine = list(map(itemgetter(slice(heads[0])), lines))
        else:
            mine = [line[:head] for line, head in zip(lines, heads, strict=True)]
        dates = self._dates
        for date in dict.fromkeys(mine):
            dates.setdefault(date, len(dates) - 1)
        self._date.extend(map(dates.__getitem__, mine))

    def part(self) -> tuple[PlainLines, list[tuple[int, str]]] | None:
        """Part the plain entries from the other stretches; None where the first line goes on with nothing."""
        parted = self._stretches()
        if parted is None:
            return None
        runs, others = parted
        plain = PlainLines(
            file=self._file,
            keys=list(self._forms.keys),
            dates=list(self._dates)[1:],
            shape=array("i"),
            date=array("i"),
            line=array("i"),
            start=array("q"),
            named=array("i"),
            names=[],
        )
        names = list(map(self._forms.names.__getitem__, self._form)) if self._names else []
        ends = array("i", accumulate(names, initial=0))
        for begin, end in runs:
            if names:
                rows = range(len(plain.shape), len(plain.shape) + end - begin)
                plain.named.extend(compress(rows, names[begin:end]))
                plain.names.extend(self._names[ends[begin] : ends[end]])
            plain.shape.extend(self._shape[begin:end])
            plain.date.extend(self._date[begin:end])
            plain.line.extend(map((1).__add__, self._line[begin:end]))
            plain.start.extend(self._start[begin:end])
        return plain, [(self._line[begin], self._text(begin, end)) for begin, end in others]

    def _text(self, begin: int, end: int) -> str:
        """Give the text of some sentences, without its end of line."""
        last = self._start[end] - 1 if end < len(self._start) else None
        return self._file.text[self._start[begin] : last]

    def _stretches(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]] | None:
        """Give the runs of plain sentences, and those of others between them; None as for `part`."""
        is_nothing, may_go_on = self._forms.is_nothing, self._forms.may_go_on
        runs: list[tuple[int, int]] = []
        others: list[tuple[int, int]] = []
        begun: int | None = None  # where the run of others begins that is not over
        done, total = 0, len(self._form)
        odd = (at for at, shape in enumerate(self._shape) if shape < 0)
        for at in chain(odd, (total,)):
            if at > done:
                if begun is not None:
                    others.append((begun, done))
                    begun = None
                runs.append((done, at))
            done = at + 1
            if at == total or begun is not None or is_nothing[self._form[at]]:
                continue
            begun = at
            if may_go_on[self._form[at]]:  # it, or what is below it, may belong to what is above
                if not runs:
                    return None
                first, last = runs.pop()
                begun = last - 1
                if first < begun:
                    runs.append((first, begun))
        if begun is not None:
            others.append((begun, total))
        return runs, others
