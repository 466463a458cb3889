"""Put days on a line, and choose which of them to write beneath it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import Struct

TICKS_AT_MOST = 12
CHARACTER = 7.0
"""So wide is a character of what is written at a tick, at most."""
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_DAYS = (1, 2, 7, 14)


class Scale(Struct, frozen=True, kw_only=True):
    """Put the days from a first to a last between two places of a drawing."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Give the place of a day; days beyond the ends stand at the ends."""
        whole = max((self.last - self.first).days, 1)
        part = (min(max(day, self.first), self.last) - self.first).days / whole
        return self.left + part * (self.right - self.left)

    def ticks(self) -> list[date]:
        """Choose days to write: as many as there is room for, at even distances."""
        days = max((self.last - self.first).days, 1)
        for step in _DAYS:
            if days / step <= TICKS_AT_MOST:
                return list(self._each_days(step))
        months = next((m for m in _MONTHS if days / (30.4 * m) <= TICKS_AT_MOST), _MONTHS[-1])
        return list(self._each_months(months))

    def labelled(self, write: Callable[[date], str]) -> Iterator[tuple[float, str]]:
        """Give where each tick stands, and what is written at it: nothing where two would run together."""
        end = -1.0e9
        for tick in self.ticks():
            x, told = self.x(tick), write(tick)
            half = len(told) * CHARACTER / 2
            if x - half < end:
                yield x, ""
                continue
            end = x + half + CHARACTER
            yield x, told

    def _each_days(self, step: int) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += timedelta(days=step)

    def _each_months(self, step: int) -> Iterator[date]:
        month = self.first.year * 12 + self.first.month - 1
        month -= month % step
        while True:
            year, number = divmod(month, 12)
            if year > 9998:
                return
            day = date(max(year, 1), number + 1, 1)
            if day > self.last:
                return
            if day >= self.first:
                yield day
            month += step


def as_date(written: object) -> date | None:
    """Read the day of a value; None where it has none that could be drawn.

    >>> as_date("2025-02-03 06:00"), as_date("9999-12-31"), as_date(None)
    (datetime.date(2025, 2, 3), None, None)
    """
    try:
        found = date.fromisoformat(str(written)[:10])
    except ValueError:
        return None
    return found if 1000 <= found.year <= 9000 else None


def bounds(value: object) -> tuple[date, date] | None:
    """Read the earliest and the latest day of a value."""
    first, last = value if isinstance(value, tuple) else (value, value)
    found = as_date(first), as_date(last)
    known = [each for each in found if each is not None]
    return (known[0], known[-1]) if known else None
