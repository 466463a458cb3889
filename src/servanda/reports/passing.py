"""Find the entries that a question lets through, in time; of a long record without making the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import overload

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.moments import Moment
from servanda.model.entries import Entry, Record
from servanda.reports.record_table import Filter, happened, passes
from servanda.reports.values import Sources

Takes = Callable[[Moment], bool]


class Passing(Sequence[Entry]):
    """Hold entries by their places in the record; each is made when it is looked at."""

    def __init__(self, entries: Sequence[Entry], places: Sequence[int]) -> None:
        self._entries = entries
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Passing: ...
    def __getitem__(self, at: int | slice) -> Entry | Passing:
        if isinstance(at, slice):
            return Passing(self._entries, self._places[at])
        return self._entries[self._places[at]]

    def __iter__(self) -> Iterator[Entry]:
        return (self._entries[place] for place in self._places)

    def saying(self, words: str, sources: Sources) -> Passing:
        """Give those in whose line, or own words where no text has them, some words stand in any case."""
        wanted = words.casefold()
        entries, kept = self._entries, []
        for place in self._places:
            path, line = _stands_at(entries, place)
            source = sources.get(path)
            told = entries[place].words if source is None else source.line_text(line)
            if wanted in told.casefold():
                kept.append(place)
        return Passing(entries, kept)


def _stands_at(entries: Sequence[Entry], place: int) -> tuple[str, int]:
    if isinstance(entries, Record):
        return entries.stands_at(place)
    span = entries[place].span
    return span.path, span.line


def in_time(entries: Sequence[Entry], takes: Takes, known: Instant | None = None) -> Passing:
    """Give the entries whose date is taken, and that were recorded by then, by when they happened."""
    found = _dated(entries, range(len(entries)), takes)
    if known is not None:
        found = [pair for pair in found if _is_known(entries[pair[1]], known)]
    return Passing(entries, [place for _, place in sorted(found)])


def passing(entries: Sequence[Entry], wanted: Filter, source: str = "") -> Passing:
    """Give the entries that a filter lets through, by when they happened, then in the order of the record.

    With a `source`, only those that cite it.
    """
    if wanted.about or wanted.known is not None or not isinstance(entries, Record):
        found = [
            (happened(e), at)
            for at, e in enumerate(entries)
            if passes(e, wanted) and _cites(e, source)
        ]
        return Passing(entries, [place for _, place in sorted(found)])
    found = []
    for sample, places in _alike(entries, wanted):
        if not _cites(sample, source):
            continue
        found.extend(_dated(entries, places, lambda when: _is_by(when, wanted.on)))
    return Passing(entries, [place for _, place in sorted(found)])


def _cites(entry: Entry, source: str) -> bool:
    return not source or any(cited.source == source for cited in entry.citations)


class Counts(Struct, frozen=True, kw_only=True):
    """Hold how many entries there are of each kind, from each source, and by or with each actor."""

    kinds: Mapping[str, int]
    sources: Mapping[str, int]
    actors: Mapping[str, int]


def counts(entries: Sequence[Entry], wanted: Filter) -> Counts:
    """Count the entries that a filter lets through."""
    kinds: dict[str, int] = {}
    sources: dict[str, int] = {}
    actors: dict[str, int] = {}
    for entry, number in _numbers(entries, wanted):
        kinds[entry.kind] = kinds.get(entry.kind, 0) + number
        for name in {str(c.source) for c in entry.citations if c.source}:
            sources[name] = sources.get(name, 0) + number
        for actor in {*entry.actors, *entry.by}:
            actors[actor] = actors.get(actor, 0) + number
    return Counts(kinds=kinds, sources=sources, actors=actors)


def last_dated(entries: Sequence[Entry]) -> str | None:
    """Give the latest date of an entry as it is written; None where none has a last day."""
    if isinstance(entries, Record):
        moments = [entries.when(date) for date in entries.dates_in(range(len(entries)))]
    else:
        moments = [entry.when for entry in entries]
    dated = [(when.latest, when.written) for when in moments if when.latest is not None]
    return max(dated)[1] if dated else None


def _numbers(entries: Sequence[Entry], wanted: Filter) -> Iterator[tuple[Entry, int]]:
    """Give entries that stand for so many that are counted alike."""
    if wanted.about or wanted.known is not None or not isinstance(entries, Record):
        yield from ((entry, 1) for entry in entries if passes(entry, wanted))
        return
    for sample, places in _alike(entries, wanted):
        yield sample, len(_dated(entries, places, lambda when: _is_by(when, wanted.on)))


def _alike(record: Record, wanted: Filter) -> Iterator[tuple[Entry, Sequence[int]]]:
    """Give the groups of alike entries that a filter lets through, whenever they happened."""
    whenever = Filter(kind=wanted.kind, of=wanted.of)
    for group in record.alike((object,)):  # type: ignore[arg-type]
        if passes(group.sample, whenever):
            yield group.sample, group.places


def _dated(
    entries: Sequence[Entry], places: Iterable[int], takes: Takes
) -> list[tuple[Instant, int]]:
    """Give the places of entries whose date is taken, each with when it happened."""
    if not isinstance(entries, Record):
        return [(happened(entries[at]), at) for at in places if takes(entries[at].when)]
    found: list[tuple[Instant, int]] = []
    for date, mine in entries.by_date(places).items():
        when = entries.when(date)
        if takes(when):
            first = _first(when)
            found.extend((first, at) for at in mine)
    return found


def _first(when: Moment) -> Instant:
    first = when.earliest if when.earliest is not None else when.latest
    return first if first is not None else 0


def _is_by(when: Moment, on: Instant | None) -> bool:
    return on is None or _first(when) <= on


def _is_known(entry: Entry, known: Instant) -> bool:
    return (entry.recorded.earliest or 0) <= known
