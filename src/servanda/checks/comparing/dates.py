"""Compare the dates of two texts for the same start: how early and how late each thing can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.checks.dates import Milestone, Window, dates
from servanda.machine.choices import Line
from servanda.model.agreement import Agreement

Dates = tuple[tuple[str, Instant | None], ...]
"""What each date is of, in words, and its instant: None where there is none, as `NONE` says."""

EARLIEST, LATEST, DUE = "earliest", "latest", "due"
FIRST_DUE, LAST_DUE = "first due", "last due"
NONE: Mapping[str, str] = {EARLIEST: "on no run", LATEST: "open"}
"""What it means that a thing has no such date; where nothing is said here, it has none."""

_KINDS = {
    "start": "begins",
    "end": "ends",
    "beginning": "begun",
    "event": "",
    "act": "",
    "power": "",
}


class DateDifference(Struct, frozen=True, kw_only=True):
    """Hold a date that moved: of which thing and what, under which reading, before and after.

    `days` counts the midnights by which it moved; none where a text has no such date.
    """

    name: str
    what: str
    reading: Line
    old: Instant | None
    new: Instant | None
    days: int | None


def compare_dates(
    old: Agreement, new: Agreement, start: Instant, renamed: Mapping[str, str]
) -> tuple[DateDifference, ...]:
    """List the dates that moved of the phases, events and provisions that both texts have."""
    before = {(renamed.get(m.name, m.name), m.kind): m for m in dates(old, start).milestones}
    calendar = new.header.calendar
    found: list[DateDifference] = []
    for milestone in dates(new, start).milestones:
        other = before.get((milestone.name, milestone.kind))
        if other is not None:
            found.extend(_moved(calendar, other, milestone))
    return tuple(found)


def _moved(calendar: Calendar, old: Milestone, new: Milestone) -> Iterator[DateDifference]:
    """Pair dates under the same readings; readings that only one text tells apart stand for all."""
    lines = dict.fromkeys(answer.reading for answer in (*new.answers, *old.answers))
    finest = [line for line in lines if not any(_refines(other, line) for other in lines)]
    seen: set[object] = set()
    for line in finest:
        before, after = dict(_under(old, line)), dict(_under(new, line))
        for what in dict.fromkeys((*after, *before)):
            first, last = before.get(what), after.get(what)
            if first == last or (what, first, last) in seen:
                continue
            seen.add((what, first, last))
            days = None if first is None or last is None else calendar.days_between(first, last)
            kind = _KINDS[new.kind]
            yield DateDifference(
                name=new.name,
                what=f"{kind}, {what}" if kind else what,
                reading=line,
                old=first,
                new=last,
                days=days,
            )


def _refines(one: Line, other: Line) -> bool:
    """Tell whether a line of readings says all that another says, and more."""
    return one != other and set(other) < set(one)


def _under(milestone: Milestone, line: Line) -> Dates:
    """Give the dates under a line of readings: of the row that it falls under."""
    chosen = dict(line)
    for answer in milestone.answers:
        if all(
            name not in chosen or set(chosen[name].split(" or ")) <= set(readings.split(" or "))
            for name, readings in answer.reading
        ):
            return tuple(_dates(answer.window))
    return ()


def _dates(window: Window) -> Iterator[tuple[str, Instant | None]]:
    """Give how early and how late a thing can be, and the dates it is due by if all comes early."""
    yield EARLIEST, window.earliest
    yield LATEST, window.latest
    dues = [part.due for part in window.parts]
    if len(dues) == 1:
        yield DUE, dues[0]
    elif dues:
        yield FIRST_DUE, min(dues)
        yield LAST_DUE, max(dues)


def none_of(what: str) -> str:
    """Say what it means that a thing has no such date.

    >>> none_of("ends, latest"), none_of("due")
    ('open', 'no such date')
    """
    return NONE.get(what.rpartition(", ")[2], "no such date")
