"""Read the entries that come after a text was read, without reading the text again."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from msgspec.structs import replace

from servanda.base.calendar import Calendar
from servanda.diagnostics import Diagnostic
from servanda.model.entries import Denial, Entry, Figure
from servanda.resolve.entries import additions, entry_name, is_entry, read_entry
from servanda.resolve.names import Context, Names
from servanda.resolve.resolve import collect, only_this_agreement
from servanda.resolve.stated import Stated
from servanda.syntax import Document, Sentence


class Appending:
    """Hold the names that a text declares, and read entries after it as `resolve` would.

    An entry that bears on how others are read is not read here: what declares a name that is no entry's, an
    amendment that adds a provision, a denial, and a figure of a level, of which observers may differ.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        levels: Container[str],
        faults: Iterable[Diagnostic] = (),
    ) -> None:
        """Take the documents as they were read, with the faults that were found in them."""
        sentences = [sentence for document in documents for sentence in document.sentences]
        self._begin(Context(names=Names(), calendar=Calendar()), levels, faults)
        mine = only_this_agreement(sentences, self._context)
        for sentence in sentences:
            if id(sentence) in mine:
                collect(sentence, self._context)

    @classmethod
    def after(cls, stated: Stated, faults: Iterable[Diagnostic]) -> Appending:
        """Go on after what was stated, where the documents are no longer there."""
        found = cls.__new__(cls)
        spaces = {kind: dict(names) for kind, names in stated.names.spaces.items()}
        names = replace(stated.names, spaces=spaces)
        agreement = stated.agreement
        found._begin(
            Context(names=names, calendar=agreement.header.calendar), agreement.levels, faults
        )
        return found

    def _begin(
        self, context: Context, levels: Container[str], faults: Iterable[Diagnostic]
    ) -> None:
        self._context, self._levels = context, levels
        self._missing = {fault.found for fault in faults}

    def read(
        self, sentences: Sequence[Sentence]
    ) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]] | None:
        """Read entries with their faults; None where all is to be read anew."""
        if any(not is_entry(sentence) or additions(sentence) for sentence in sentences):
            return None
        context = self._context
        names = [name for sentence in sentences if (name := entry_name(sentence))]
        if any(name in self._missing for name in names):
            return None  # an earlier sentence was waiting for this name
        if context.names.plain is not None and any(n in context.names.plain for n in names):
            return None  # of two entries with one name the later is left out
        context.faults = []
        kept = [sentence for sentence in sentences if collect(sentence, context)]
        found = [read_entry(sentence, context) for sentence in kept]
        entries = tuple(entry for entry in found if entry is not None)
        if any(self._bears_on_others(entry) for entry in entries):
            return None
        self._missing.update(fault.found for fault in context.faults)
        return entries, tuple(dict.fromkeys(context.faults))

    def _bears_on_others(self, entry: Entry) -> bool:
        what = entry.what
        return isinstance(what, Denial) or (isinstance(what, Figure) and what.name in self._levels)
