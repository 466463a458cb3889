"""Follow a record that grows: complete sentences are taken from it, and read after what was read before."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry
from servanda.resolve import Appending, resolve
from servanda.syntax import Document, parse


class Piece(Struct, frozen=True):
    """Hold complete sentences, with the number of lines before them."""

    text: str
    before: int


class Sentences:
    """Cut what comes in, in pieces of any size, into complete sentences.

    A sentence is complete when the next one begins, or when it is said that nothing more comes for now.
    """

    def __init__(self, before: int = 0) -> None:
        self._lines = before
        self._held = ""
        self._return = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes) -> None:
        """Take more of the text."""
        text = self._return + self._decoder.decode(data)
        # What ends here may go on with the line feed that belongs to it.
        self._return = "\r" if text.endswith("\r") else ""
        whole = text.removesuffix("\r")
        self._held += whole.replace("\r\n", "\n").replace("\r", "\n")

    def take(self, *, is_idle: bool = False, is_end: bool = False) -> Piece | None:
        """Give the sentences that are complete; all whole lines where nothing more comes for now."""
        if is_end and self._return:
            self._held, self._return = f"{self._held}\n", ""
        cut = len(self._held) if is_end else self._held.rfind("\n") + 1
        if not (is_idle or is_end):
            cut = self._last_begin()
        text, self._held = self._held[:cut], self._held[cut:]
        if not text:
            return None
        piece = Piece(text=text, before=self._lines)
        self._lines += text.count("\n")
        return piece

    def _last_begin(self) -> int:
        """Find where the last sentence begins: at a line that is not indented."""
        held = self._held
        end = len(held)
        while end > 0:
            begin = held.rfind("\n", 0, end) + 1
            if begin < len(held) and held[begin] not in " \t\r\n":
                return begin
            end = begin - 1
        return 0


def runs(piece: Piece) -> Iterator[Piece]:
    """Part a piece where entries begin or end, so that what declares names stands apart from them."""
    lines = piece.text.split("\n")
    starts = [
        (at, bool(_DATED.match(line)))
        for at, line in enumerate(lines)
        if line.strip() and line[0] not in " \t#"
    ]
    cuts = [at for (_, was), (at, now) in pairwise(starts) if was != now]
    for begin, end in pairwise([0, *cuts, len(lines)]):
        text = "\n".join(lines[begin:end]) + ("\n" if end < len(lines) else "")
        if text:
            yield Piece(text=text, before=piece.before + begin)


_DATED = re.compile(
    r"(early|mid|late|before|after|about|between|spring|summer|autumn|winter)?\s*\d"
)


class Grown(Struct, frozen=True, kw_only=True):
    """Hold what came of a piece: entries that were added, or an agreement that was read anew."""

    entries: tuple[Entry, ...] = ()
    anew: Agreement | None = None
    faults: tuple[Diagnostic, ...] = ()


class Growing:
    """Hold the documents of a text, the last of which grows.

    Where a piece declares names, bears on how others are read, or brings a name for which an earlier sentence
    was waiting, all is read anew: the result is the same, and takes as long as reading it.
    """

    def __init__(self, base: Sequence[Document], shown: str, text: str) -> None:
        self._base, self.shown = tuple(base), shown
        self._pieces = [text] if text else []
        self._told: set[Diagnostic] = set()
        self._appending: Appending | None = None
        self.agreement, self.faults = self._read()

    def more(self, piece: Piece) -> Grown:
        """Read a piece that comes after all before it."""
        self._pieces.append(piece.text)
        document, faults = parse(SourceFile(path=self.shown, text=piece.text), piece.before)
        is_next = piece.text[:1] not in (" ", "\t")
        if self._appending is not None and is_next:
            read = self._appending.read(document.sentences)
            if read is not None:
                entries, more = read
                return Grown(entries=entries, faults=self._new((*faults, *more)))
        agreement, found = self._read()
        return Grown(anew=agreement, faults=found)

    def _read(self) -> tuple[Agreement | None, tuple[Diagnostic, ...]]:
        self._pieces = ["".join(self._pieces)]
        document, faults = parse(SourceFile(path=self.shown, text=self._pieces[0]))
        documents = [*self._base, document]
        agreement, more = resolve(documents)
        found = (*faults, *more)
        self._appending = None
        if agreement is not None:
            self._appending = Appending(documents, agreement.levels, found)
        return agreement, self._new(found)

    def forget(self) -> None:
        """Tell all faults again that are found from now on."""
        self._told.clear()

    def _new(self, faults: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Give the faults that were not told before."""
        new = tuple(fault for fault in dict.fromkeys(faults) if fault not in self._told)
        self._told.update(new)
        return new
