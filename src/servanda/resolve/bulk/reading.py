"""Read plain entries: declare their names, learn their shapes, and part off what is to be parsed."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import compress

from servanda.base.spans import SourceFile
from servanda.model.entries import Entry
from servanda.resolve.bulk.learning import Learned, is_moment, learn
from servanda.resolve.bulk.recipes import Irregular
from servanda.resolve.bulk.rows import PARSED, Columns, PlainNames, Rows
from servanda.resolve.entries import is_entry
from servanda.resolve.names import Context
from servanda.syntax import Document, Sentence, parse
from servanda.syntax.masks import LINE, REFERENCE
from servanda.syntax.plain import PlainLines, shape_of

FEW = 3
"""Shapes of fewer lines are not worth learning."""

_WORD = re.compile(r"(?<= )[A-Za-z][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*(?=[ ,;\n]|\Z)")
_DIGIT = re.compile(r"\d")


class Doubtful(Exception):
    """Leave plain entries where more than themselves turns on them; the texts are to be parsed whole."""


class Plainly:
    """Hold the plain entries of documents, and what was learned of them."""

    def __init__(self, documents: Sequence[Document], context: Context) -> None:
        """Declare the names of the entries, once all other names are declared, and learn their shapes."""
        self._context = context
        self._documents = documents
        self.columns = Columns(context)
        self._names = PlainNames(self.columns)
        self._names.lines = {}
        self._texts = [
            _Lines(document.plain) for document in documents if document.plain is not None
        ]
        if len({lines.path for lines in self._texts}) < len(self._texts):
            raise Doubtful
        for lines in self._texts:
            self._declare(lines)
        context.names.plain = self._names
        self._leaves: dict[str, set[int]] = {
            lines.path: lines.learn(context) for lines in self._texts
        }
        self.columns.texts = {lines.path: lines.text for lines in self._texts}

    def _declare(self, lines: _Lines) -> None:
        mine, known = lines.named(self._context), self._names.lines
        assert known is not None
        others = [
            self._context.names.spaces.get("entry", {}).keys(),
            *map(dict.keys, known.values()),
        ]
        if mine is None or not all(map(mine.keys().isdisjoint, others)):
            raise Doubtful  # the second of two is left out, whichever it is
        known[lines.path] = mine

    def with_parsed(self, document: Document, sentences: list[Sentence]) -> list[Sentence]:
        """Add to sentences of a document those of its plain entries that are parsed, in order."""
        if document.plain is None:
            return sentences
        (lines,) = (each for each in self._texts if each.path == document.file.path)
        found = list(sentences)
        for row in self._leaves[lines.path]:
            parsed, faults = parse(*lines.piece(row))
            found.extend(parsed.sentences)
            self._context.faults.extend(faults)
        found.sort(key=lambda sentence: sentence.head.tokens[0].line)
        return found

    def rows(self, entries: Sequence[Entry]) -> Rows:
        """Put the plain entries and those that were parsed in the order of the texts."""
        by_path: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_path[entry.span.path].append(entry)
        by_text = {lines.path: lines for lines in self._texts}
        for document in self._documents:
            path = document.file.path
            if document.plain is None and path in by_text:
                continue  # what stands before the rows of a table declares no entry
            parsed = by_path.pop(path, [])
            begin = len(self.columns.shape)
            if path in by_text:
                by_text[path].put(self.columns, self._leaves[path], parsed)
            else:
                for entry in parsed:
                    self.columns.put(entry)
            self.columns.blocks[path] = (begin, len(self.columns.shape))
        for assumed in by_path.values():
            for entry in assumed:
                self.columns.put(entry)
        return Rows(self.columns)


class _Lines:
    """Hold the plain entries of one text, by shapes that may name other entries."""

    def __init__(self, plain: PlainLines) -> None:
        self._plain = plain
        self.path, self.text = plain.file.path, plain.file.text
        self._shapes = [shape_of(key) for key in plain.keys]
        self._heights = [1 + key.count(LINE) for key in plain.keys]
        self.shape = plain.shape
        self._learned: dict[int, Learned] = {}

    def _texts_of(self, row: int) -> list[str]:
        date = self._plain.dates[self._plain.date[row]]
        begin = self._plain.start[row] + len(date) + 1
        return [date, *self._shapes[self.shape[row]].texts(self.text, begin)]

    def _rows_of(self, wanted: set[int]) -> Iterator[tuple[int, int]]:
        if not wanted:
            return iter(())
        are_wanted = map(wanted.__contains__, self.shape)
        return compress(enumerate(self.shape), are_wanted)

    def named(self, context: Context) -> dict[str, int] | None:
        """Give the names that the entries give themselves, with their lines; None where two have one.

        What begins with no date is no entry, and names nothing.
        """
        plain, strange = self._plain, self._strange(context)
        names, rows = plain.names, plain.named
        if strange:
            mine = [r for r in rows if plain.date[r] not in strange or self._is_entry(r)]
            kept = frozenset(mine)
            names = [n for n, r in zip(names, rows, strict=True) if r in kept]
            rows = array("i", mine)
        found = dict(zip(names, map(plain.line.__getitem__, rows), strict=True))
        return found if len(found) == len(rows) else None

    def _strange(self, context: Context) -> set[int]:
        """Give the dates, by their place, that are no moments."""
        return {at for at, date in enumerate(self._plain.dates) if not is_moment(date, context)}

    def _is_entry(self, row: int) -> bool:
        document, _ = parse(*self.piece(row))
        return all(map(is_entry, document.sentences))

    def piece(self, row: int) -> tuple[SourceFile, int]:
        """Give an entry as a text of its own, with the number of lines before it."""
        begin = end = self._plain.start[row]
        for _ in range(self._heights[self._plain.shape[row]]):
            end = self.text.find("\n", end) + 1 or len(self.text) + 1
        return SourceFile(path=self.path, text=self.text[begin : end - 1]), self._plain.line[
            row
        ] - 1

    def learn(self, context: Context) -> set[int]:
        """Learn the shapes, and give the rows that are to be parsed."""
        self._gather(context)
        counts = Counter(self.shape)
        backwards = range(len(self.shape) - 1, -1, -1)
        firsts = dict(zip(reversed(self.shape), backwards, strict=True))
        for at, count in counts.items():
            if count >= FEW:
                texts = self._texts_of(firsts[at])
                line = self._plain.line[firsts[at]]
                found = learn(self._shapes[at], self.path, line, texts, context)
                if found is not None:
                    self._learned[at] = found
        leaves = {row for row, _ in self._rows_of(set(counts) - set(self._learned))}
        strange = self._strange(context)
        if strange:
            leaves.update(row for row, date in enumerate(self._plain.date) if date in strange)
        leaves.update(self._failing(context))
        return leaves

    def _gather(self, context: Context) -> None:
        """Mask the names of other entries in shapes that few lines have, so that more lines have one."""
        counts = Counter(self.shape)
        few = {at for at, count in counts.items() if count < FEW}
        keys = {shape.key: at for at, shape in enumerate(self._shapes)}
        turned: dict[int, int] = {}
        for at in few:
            key = _WORD.sub(lambda word: _masked(word[0], context), self._shapes[at].key)
            if key not in keys:
                keys[key] = len(self._shapes)
                self._shapes.append(shape_of(key))
            if keys[key] != at:
                turned[at] = keys[key]
        if turned:
            self.shape = array("i", [turned.get(shape, shape) for shape in self.shape])

    def _failing(self, context: Context) -> Iterator[int]:
        """Give the rows whose numbers or dates cannot stand where they do."""
        tested = {at: learned for at, learned in self._learned.items() if learned.tested}
        for row, shape in self._rows_of(set(tested)):
            learned = tested[shape]
            here = learned.layout.fill(self.path, 1, self._texts_of(row))
            try:
                for part in learned.tested:
                    part.make(here, context.moment)
            except Irregular:
                yield row

    def put(self, columns: Columns, leaves: set[int], parsed: Sequence[Entry]) -> None:
        """Add the entries of the text to columns, with those that were parsed where they stand."""
        numbers = [PARSED] * len(self._shapes)
        for number, at in enumerate(self._learned, len(columns.shapes)):
            numbers[at] = number
        columns.shapes.extend(self._learned.values())
        columns.paths.extend(self.path for _ in self._learned)
        plain, begin = self._plain, len(columns.dates)
        columns.dates.extend(plain.dates)
        shape = array("i", map(numbers.__getitem__, self.shape))
        date = array("i", map(begin.__add__, plain.date)) if begin else plain.date
        events: list[tuple[int, int]] = [(row, -1) for row in leaves]
        events.extend((bisect_left(plain.line, e.span.line), n) for n, e in enumerate(parsed))
        done = 0
        for row, which in (*sorted(events), (len(shape), -1)):
            columns.shape.extend(shape[done:row])
            columns.date.extend(date[done:row])
            columns.line.extend(plain.line[done:row])
            columns.start.extend(plain.start[done:row])
            if which >= 0:
                columns.put(parsed[which])
            done = max(done, row + (which < 0))


def _masked(word: str, context: Context) -> str:
    """Mask the name of an entry that can be neither another thing nor a word of the language."""
    spaces = context.names.spaces
    is_entry = _DIGIT.search(word) is not None and word in context.names.of("entry")
    is_other = any(word in space for kind, space in spaces.items() if kind != "entry")
    return REFERENCE if is_entry and not is_other and word not in context.names.shorts else word
