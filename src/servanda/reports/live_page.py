"""Say what changed in verdicts, a line for each thing that stands otherwise, and as rows of data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from servanda.model.entries import Entry
from servanda.monitor.live import Transition, Verdict
from servanda.reports.page import Page
from servanda.reports.values import Reading, as_reading
from servanda.reports.verdicts import STATES

NONE = "not in the text"


class StateRow(Struct, frozen=True, kw_only=True):
    """Hold the states that are possible under a reading; no reading where all agree."""

    reading: Reading
    states: tuple[str, ...]


class ChangeRow(Struct, frozen=True, kw_only=True):
    """Hold a phase or provision that stands otherwise; no states where it is not in the text."""

    name: str
    before: tuple[StateRow, ...]
    after: tuple[StateRow, ...]


class EntryAt(Struct, frozen=True, kw_only=True):
    """Hold an entry, and where it stands."""

    entry: str
    kind: str
    on: str
    file: str
    line: int


class LiveRow(Struct, frozen=True, kw_only=True):
    """Hold what changed at once: `cause` is `entries`, `text` or `time`.

    Of several entries it is only known that together they changed what is said here.
    """

    cause: str
    at: str
    entries: tuple[EntryAt, ...]
    changes: tuple[ChangeRow, ...]


def live_row(cause: str, at: str, entries: Iterable[Entry], found: Iterable[Transition]) -> LiveRow:
    """Lay out what changed."""
    return LiveRow(
        cause=cause,
        at=at,
        entries=tuple(
            EntryAt(entry=e.id, kind=e.kind, on=e.when.written, file=e.span.path, line=e.span.line)
            for e in entries
        ),
        changes=tuple(
            ChangeRow(name=each.name, before=_states(each.before), after=_states(each.after))
            for each in found
        ),
    )


def _states(verdict: Verdict | None) -> tuple[StateRow, ...]:
    return tuple(
        StateRow(reading=as_reading(reading), states=states) for reading, states in verdict or ()
    )


def print_live(row: LiveRow, quoted: Sequence[str], width: int, colour: bool) -> str:
    """Print what changed below what changed it: the lines of the entries, or the words given."""
    page = Page(width, colour)
    for line in quoted:
        page.text(line, 0, 2, style="title")
    for change in row.changes:
        for text in _lines(change):
            page.text(text, 2, 2)
    return str(page)


def _lines(change: ChangeRow) -> Iterator[str]:
    before, after = change.before, change.after
    if len(before) <= 1 and len(after) <= 1:
        yield f"{change.name}: {_words(before[:1])} → {_words(after[:1])}"
        return
    for row in after:
        old = [each for each in before if _goes_with(each, row)]
        if not any(each.states == row.states for each in old) or len(old) > 1:
            where = " and ".join(f"{name} is {reading}" for name, reading in row.reading)
            told = f"{change.name} where {where}" if where else change.name
            yield f"{told}: {_words(old)} → {_words([row])}"


def _goes_with(one: StateRow, other: StateRow) -> bool:
    mine = dict(one.reading)
    return all(mine.get(name, reading) == reading for name, reading in other.reading)


def _words(rows: Sequence[StateRow]) -> str:
    states = dict.fromkeys(state for row in rows for state in row.states)
    return " or ".join(STATES.get(state, state) for state in states) or NONE
