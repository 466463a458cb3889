"""Compare the timetables of two texts for the same start: which dates moved, came and went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.checks.comparing.timetable import Dated, Dates, Line, timetable
from servanda.model.agreement import Agreement


class DateDifference(Struct, frozen=True, kw_only=True):
    """Hold a date that moved: of which thing and what, under which reading, before and after.

    `days` counts the midnights by which it moved; none where only one text has the date.
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
    """List the dates that moved of the phases and provisions that both texts have."""
    before = {renamed.get(name, name): rows for name, rows in timetable(old, start).items()}
    after = timetable(new, start)
    both = {*new.phases, *new.provisions}
    had = {renamed.get(name, name) for name in (*old.phases, *old.provisions)}
    names = [name for name in (*new.phases, *new.provisions) if name in both & had]
    calendar = new.header.calendar
    found: list[DateDifference] = []
    for name in names:
        mine, theirs = after.get(name, ()), before.get(name, ())
        if mine != theirs:
            found.extend(_moved(calendar, name, theirs, mine))
    return tuple(found)


def _moved(
    calendar: Calendar, name: str, old: tuple[Dated, ...], new: tuple[Dated, ...]
) -> Iterator[DateDifference]:
    """Pair dates under the same readings; readings that only one text tells apart stand for all."""
    lines = dict.fromkeys(row.reading for row in (*new, *old))
    finest = [line for line in lines if not any(_refines(other, line) for other in lines)]
    seen: set[object] = set()
    for line in finest:
        for what, first, last in _paired(_under(old, line), _under(new, line)):
            days = None if first is None or last is None else calendar.days_between(first, last)
            key = (what, first, last)
            if first != last and key not in seen:
                seen.add(key)
                yield DateDifference(
                    name=name, what=what, reading=line, old=first, new=last, days=days
                )


def _refines(one: Line, other: Line) -> bool:
    """Tell whether a line of readings says all that another says, and more."""
    return one != other and set(other) < set(one)


def _under(rows: tuple[Dated, ...], line: Line) -> Dates:
    """Give the dates under a line of readings: of the row that it falls under."""
    chosen = dict(line)
    for row in rows:
        if all(
            name not in chosen or set(chosen[name].split(" or ")) <= set(readings.split(" or "))
            for name, readings in row.reading
        ):
            return row.dates
    return ()


def _paired(old: Dates, new: Dates) -> Iterator[tuple[str, Instant | None, Instant | None]]:
    """Pair dates of the same words, in their order; what is left over has no counterpart.

    Where only the amount due on a day differs, no date moved.
    """
    left, alone = list(old), []
    for what, at in new:
        other = next((pair for pair in left if pair[0] == what), None)
        if other is None:
            alone.append((what, at))
            continue
        left.remove(other)
        yield what, other[1], at
    days = {at for _, at in left}
    unmoved = {at for _, at in alone if at in days}
    yield from ((what, None, at) for what, at in alone if at not in unmoved)
    yield from ((what, at, None) for what, at in left if at not in unmoved)
