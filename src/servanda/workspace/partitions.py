"""Evaluate an agreement over a table that stands in parts: count each, add up, ask the monitor once.

What a part gives is a tally, which is small, can be sent from one machine to another, and adds up to that of
the whole in whatever order. What the tally means is asked of the machine and the monitor as of any record:
of each thing that rows say it is asked once on which provisions it bears, of each date once what was in
effect.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from servanda.base.identities import SourceId
from servanda.base.moments import Moment
from servanda.base.spans import SourceFile
from servanda.machine.incidents import bearings, may_count, place_named
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Incident
from servanda.model.provisions import Counts, Provision
from servanda.monitor.counting import CountedUnder, Group, count
from servanda.monitor.question import Question
from servanda.record.imports import MapFault, Rejected, Unreadable, read_map
from servanda.record.imports.mapping import Mapping as Map
from servanda.record.imports.names import check_names, check_words, head_of
from servanda.reports.count_table import CountTable, tabulate_count
from servanda.resolve.bulk.learning import sentence_at
from servanda.resolve.entries import read_entry
from servanda.resolve.names import Context
from servanda.syntax import parse
from servanda.syntax.plain import parse_plainly
from servanda.workspace.asking import last_minute
from servanda.workspace.load import Texts, read_texts
from servanda.workspace.pipeline import Loaded, resolved
from servanda.workspace.refusal import CannotRun

if TYPE_CHECKING:
    from servanda.record.tallying import Tally

ANY_DAY = "2000-01-01"
HEAD = "what the map writes"
ENDING = ".parquet"


class Unread(Struct, frozen=True, kw_only=True):
    """Say of which part nothing was counted, and why."""

    part: str
    why: str


class Found(Struct, frozen=True, kw_only=True):
    """Hold the tally of a table, how many parts it has, and which of them could not be read."""

    tally: Tally
    parts: int
    unread: tuple[Unread, ...]


class Evaluator:
    """Evaluate one agreement over parts of a table that a map explains. Raises `MapFault` and `CannotRun`."""

    def __init__(self, loaded: Loaded, mapping: Map) -> None:
        from servanda.record.tallying import check_countable

        check_words(mapping)
        check_countable(mapping)
        assert loaded.agreement is not None and loaded.stated is not None
        check_names(mapping, loaded.agreement)
        self.mapping, self.loaded = mapping, loaded
        self.agreement: Agreement = loaded.agreement
        self._context = Context(names=loaded.stated.names, calendar=self.agreement.header.calendar)
        self._entries: dict[str, Entry] = {}
        self._alike: dict[object, str] = {}
        self._said: dict[str, str | Rejected] = {}
        self._near: dict[tuple[str, str], list[Provision]] = {}

    # -- what rows say -------------------------------------------------------------------------------

    def entry_of(self, text: str) -> Entry | Rejected:
        """Make an entry of what rows say."""
        if text not in self._entries:
            line = f"{ANY_DAY} {text}"
            sentence, has_faults = sentence_at(line, self.mapping.source.id, 1)
            mine = self._context
            apart = Context(names=mine.names, calendar=mine.calendar, moments=mine.moments)
            entry = None if has_faults else read_entry(sentence, apart)
            if entry is None or apart.faults:
                told = apart.faults[0].message if apart.faults else "it is no entry"
                return Rejected(told, told)
            self._entries[text] = entry
        return self._entries[text]

    def say(self, text: str) -> str | Rejected:
        """Give what stands for all that counts alike: in one state, and bearing alike on each provision."""
        if text not in self._said:
            self._said[text] = self._stand_in(text)
        return self._said[text]

    def _stand_in(self, text: str) -> str | Rejected:
        entry = self.entry_of(text)
        if isinstance(entry, Rejected):
            return entry
        what = entry.what
        assert isinstance(what, Incident)
        bearing = tuple(
            (provision.id, b.is_said, b.clause and b.clause.span, b.counts.value, b.unknown)
            for provision in self._on(what)
            for b in bearings(self.agreement, provision, (entry,))
        )
        return self._alike.setdefault((what.state, bearing), text)

    def _on(self, what: Incident) -> list[Provision]:
        """Give the provisions on which incidents of a kind may bear at all."""
        key = (what.kind, what.provision)
        if key not in self._near:
            self._near[key] = [
                provision
                for provision in self.agreement.provisions.values()
                if provision.id == what.provision
                or any(
                    may_count(self.agreement, clause, what.kind)
                    for clause in provision.clauses
                    if isinstance(clause, Counts)
                )
            ]
        return self._near[key]

    def means(self, place: str) -> bool:
        """Tell whether the text knows a place by this wording."""
        wording = " ".join(place.split())
        return wording in self.mapping.places or bool(place_named(self.agreement, wording))

    # -- parts ---------------------------------------------------------------------------------------

    def over_folder(self, folder: Path, say: Callable[[int, int], None]) -> Found:
        """Tally the Parquet files of a folder, each once; what is damaged is told and left out."""
        from servanda.record.tallying import Part, Tallying, merged, parquet_part

        paths = parts_of(folder)
        unread: list[Unread] = []
        with tempfile.TemporaryDirectory(prefix="servanda-") as temporary:
            tallying = Tallying(self.mapping, self.say, self.means, temporary)
            try:
                parts: list[Part] = []
                for path in paths:
                    shown = os.path.relpath(path, folder) if folder.is_dir() else path.name
                    try:
                        parts.append(parquet_part(tallying, str(path), shown))
                    except (Unreadable, OSError) as fault:
                        unread.append(Unread(part=shown, why=str(fault)))
                parts = _whole(tallying, parts, unread)
                tallies: list[Tally] = []
                for number, part in enumerate(parts):
                    say(number, len(parts))
                    try:
                        tallies.append(tallying.tally(part))
                    except Unreadable as fault:
                        unread.append(Unread(part=part.shown, why=str(fault)))
                say(len(parts), len(parts))
            finally:
                tallying.close()
        return Found(tally=merged(tallies), parts=len(paths), unread=tuple(unread))

    def over_rows(self, rows: Any, shown: str) -> Tally:
        """Tally rows in memory, a table of Arrow. Raises `Unreadable` where columns are missing."""
        from servanda.record.tallying import Tallying, given_part

        with tempfile.TemporaryDirectory(prefix="servanda-") as temporary:
            tallying = Tallying(self.mapping, self.say, self.means, temporary)
            try:
                part = given_part(tallying, rows, shown)
                tallying.find_again([part])
                return tallying.tally(part)
            finally:
                tallying.close()

    def evaluate(self, tally: Tally, question: Question) -> tuple[CountedUnder, ...]:
        """Say where each provision stands, and count what bears on it, of the record and of a tally."""
        groups: list[Group] = []
        moments: dict[str, Moment] = {}
        for text, counts in tally.counts.items():
            entry = self.entry_of(text)
            assert not isinstance(entry, Rejected), "what no entry says is in no tally"
            groups.append(Group(entry, counts))
            for when in counts:
                moment = self._context.moment(when)
                assert isinstance(moment, Moment), "an import writes dates that can be read"
                moments[when] = moment
        return count(self.agreement, question, groups, moments)


def _whole(tallying: Any, parts: Sequence[Any], unread: list[Unread]) -> list[Any]:
    """Find the names that several rows have; where a part is damaged, without that part."""
    if not parts:
        return []
    try:
        tallying.find_again(parts)
    except Unreadable:
        kept = []
        for part in parts:
            try:
                tallying.read_whole(part)
            except Unreadable as fault:
                unread.append(Unread(part=part.shown, why=str(fault)))
            else:
                kept.append(part)
        if len(kept) == len(parts):
            raise
        return _whole(tallying, kept, unread)
    return list(parts)


def parts_of(folder: Path) -> list[Path]:
    """List the Parquet files in a folder and those below, in the order of their names; a file is itself."""
    if not folder.exists():
        raise CannotRun(f"there is no folder {folder}")
    if not folder.is_dir():
        return [folder]
    found = [path for path in folder.rglob(f"*{ENDING}") if path.is_file()]
    if not found:
        raise CannotRun(f"{folder} holds no file that ends in {ENDING}")
    return sorted(found)


def load_with_source(path: str | Path, mapping: Map) -> Loaded:
    """Read an agreement and its record, and let it know the source of a table, which it may not declare."""
    read = read_texts(Path(path), parse_plainly)
    _declare(read, mapping)
    return resolved(read)


def load_text_with_source(texts: Mapping[str, str], mapping: Map) -> Loaded:
    """Read an agreement of texts in memory, as `load_with_source` does of files."""
    read = Texts()
    for shown, text in texts.items():
        source = SourceFile(path=shown, text=text)
        document, faults = parse(source)
        read.documents.append(document)
        read.sources[shown] = source
        read.faults.extend(faults)
    _declare(read, mapping)
    return resolved(read)


def _declare(read: Texts, mapping: Map) -> None:
    declared = {
        SourceId(sentence.head.tokens[1].text)
        for document in read.documents
        for sentence in document.sentences
        if sentence.head.tokens[0].is_word("source") and len(sentence.head.tokens) > 1
    }
    head = head_of(mapping, None, is_declared=mapping.source.id in declared)
    if head.strip():
        source = SourceFile(path=HEAD, text=head)
        document, faults = parse(source)
        read.documents.append(document)
        read.sources[HEAD] = source
        read.faults.extend(faults)


VERDICTS: Mapping[str, str] = {
    "agreement": "string",
    "provision": "string",
    "state": "string",
    "clause": "int",
    "source": "string",
    "incident_state": "string",
    "incidents": "long",
    "may_count": "long",
}
"""The columns of verdicts as plain rows. `state` is empty where readings differ; `clause` is its line."""


class OverMany(Struct, frozen=True, kw_only=True):
    """Evaluate each of many agreements over its rows, as plain rows; it can be pickled and sent.

    `texts` are the texts of each agreement, by its name and their paths, `mapping` the text of the map for
    `kind`, `on` the date that is asked of. Called with a name that has no texts, it gives nothing.
    """

    texts: Mapping[str, Mapping[str, str]]
    mapping: str
    kind: str
    on: str

    def __call__(self, name: str, rows: Any) -> list[tuple[object, ...]]:
        """Give the verdicts on an agreement over a table of Arrow."""
        if name not in self.texts:
            return []
        mapping = read_map(self.mapping, self.kind)
        loaded = load_text_with_source(self.texts[name], mapping)
        if loaded.agreement is None:
            raise CannotRun(f"the texts of {name} declare no agreement")
        here = Evaluator(loaded, mapping)
        calendar = here.agreement.header.calendar
        question = Question(on=last_minute(calendar, "on", self.on, 0))
        found = here.evaluate(here.over_rows(rows, name), question)
        return list(verdicts(name, tabulate_count(here.agreement, found, self.on, loaded.sources)))


def verdicts(name: str, table: CountTable) -> Iterator[tuple[object, ...]]:
    """Give a table of counts as plain rows; a provision under which nothing counts has one, too."""
    for each in table.provisions:
        head = (name, each.id, each.state)
        counts = [(clause.line, cell) for clause in each.clauses for cell in clause.counts]
        for line, cell in counts:
            yield (*head, line, cell.source, cell.state, cell.incidents, cell.open)
        if not counts:
            yield (*head, None, None, None, 0, 0)


__all__ = [
    "VERDICTS",
    "Evaluator",
    "Found",
    "MapFault",
    "OverMany",
    "Unread",
    "load_text_with_source",
    "load_with_source",
    "parts_of",
    "verdicts",
]
