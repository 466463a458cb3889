"""Tabulate the time between two moments."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.calendar import Calendar
from servanda.monitor.interval import Interval
from servanda.reports.values import Reading, Value, days, pair


class IntervalCells(Struct, frozen=True, kw_only=True):
    """Hold one count: civil days, and minutes where both moments are known to the minute."""

    days: Value
    minutes: Value
    from_: Value
    to: Value


class IntervalReading(Struct, frozen=True, kw_only=True):
    """Hold the count under one reading."""

    reading: Reading
    cells: IntervalCells


class IntervalTable(Struct, frozen=True, kw_only=True):
    """Hold the count, and its rows where readings differ."""

    agreement: str
    from_is: str
    to_is: str
    cells: IntervalCells
    readings: tuple[IntervalReading, ...]


def interval_cells(calendar: Calendar, found: Interval) -> IntervalCells:
    """Lay out a count."""
    start, end = found.start, found.end
    bounded_start = _bounds(start.earliest, start.latest)
    bounded_end = _bounds(end.earliest, end.latest)
    by_day = start.is_day(calendar) or end.is_day(calendar)
    return IntervalCells(
        days=pair(*found.days) if found.days is not None else None,
        minutes=pair(*found.minutes) if found.minutes is not None and not by_day else None,
        from_=days(calendar, bounded_start),
        to=days(calendar, bounded_end),
    )


def _bounds(earliest: int | None, latest: int | None) -> tuple[int, int] | None:
    return None if earliest is None or latest is None else (earliest, latest)
