"""Read when something happened or falls due, as vaguely as the source says it.

Comes in: the wording of a date, and the calendar of the text it stands in. Goes out: a moment, with
the earliest and the latest instant it may mean, or a fault that says what was found. It refuses to
round: a month stays a month.

How wide the vague words are taken to be is written in `dates`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.base.calendar import MINUTES_PER_HOUR, Calendar, Duration, Instant
from servanda.base.dates import MomentFault, read_bounds

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["Moment", "MomentFault", "parse_duration", "parse_moment"]


class Moment(Struct, frozen=True, kw_only=True):
    """Hold a time known only within bounds.

    Both bounds belong to the moment. None leaves that side open: nothing is known there.
    """

    earliest: Instant | None
    latest: Instant | None
    written: str = ""

    def __post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise ValueError("a moment cannot end before it begins")

    @property
    def is_exact(self) -> bool:
        """Tell whether only one instant is meant."""
        return self.earliest is not None and self.earliest == self.latest

    def is_day(self, calendar: Calendar) -> bool:
        """Tell whether one whole civil day is meant, no more and no less."""
        if self.earliest is None or self.latest is None:
            return False
        day = calendar.date_of(self.earliest)
        return (self.earliest, self.latest) == (
            calendar.start_of_day(day),
            calendar.end_of_day(day),
        )

    def contains(self, instant: Instant) -> bool:
        """Tell whether the moment may be this instant."""
        return (self.earliest is None or self.earliest <= instant) and (
            self.latest is None or instant <= self.latest
        )

    def overlaps(self, other: Moment) -> bool:
        """Tell whether both moments may be the same instant."""
        return not (self.surely_before(other) or other.surely_before(self))

    def surely_before(self, other: Moment) -> bool:
        """Tell whether this comes before the other, whatever instants are meant."""
        if self.latest is None or other.earliest is None:
            return False
        return self.latest < other.earliest

    def possibly_before(self, other: Moment) -> bool:
        """Tell whether this comes before the other for some of the instants that may be meant."""
        if self.earliest is None or other.latest is None:
            return True
        return self.earliest < other.latest

    def shift(self, calendar: Calendar, duration: Duration) -> Moment:
        """Return the moment a span of calendar time later, as vague as this one.

        Where the clocks change at a bound, that bound may be off by as much as they change.
        """
        earliest, latest = self.earliest, self.latest
        first = last = None
        if earliest is not None:
            first = calendar.add(earliest, duration)
        if latest is not None:
            last = calendar.add(latest, duration)
        # Several days may land on one: 30 and 31 January a month on, Friday and Saturday a working
        # day on. Then the time of day of the outermost day does not bound the others.
        if duration.months or duration.days or duration.working_days:
            if earliest is not None and first is not None:
                inner = _start_of_next_day(calendar, earliest)
                if inner is not None and (latest is None or inner <= latest):
                    first = min(first, calendar.add(inner, duration))
            if latest is not None and last is not None:
                inner = _end_of_previous_day(calendar, latest)
                if inner is not None and (earliest is None or inner >= earliest):
                    last = max(last, calendar.add(inner, duration))
        if first is not None and last is not None and last < first:
            first, last = last, first
        return Moment(earliest=first, latest=last)

    def describe(self, calendar: Calendar) -> str:
        """Say the moment as written, or else by its bounds."""
        if self.written:
            return self.written
        if self.earliest is None:
            if self.latest is None:
                return "an unknown time"
            return f"no later than {calendar.format(self.latest)}"
        if self.latest is None:
            return f"no earlier than {calendar.format(self.earliest)}"
        return _describe_bounds(calendar, self.earliest, self.latest)


def parse_moment(text: str, calendar: Calendar) -> Moment | MomentFault:
    """Read the wording of a date, a time or an interval.

    A zone in the text outranks the calendar's.

    >>> parse_moment("early 2024-12", Calendar()).describe(Calendar())
    'early 2024-12'
    >>> parse_moment("2025-02-30", Calendar()).message
    'month 2025-02 has no day 30'
    """
    written = " ".join(text.split())
    bounds = read_bounds(written, calendar)
    if isinstance(bounds, MomentFault):
        return bounds
    return Moment(earliest=bounds[0], latest=bounds[1], written=written)


def parse_duration(number: Fraction | int, unit: str) -> Duration | None:
    """Return the span that a number of units is, or None if it is not a whole number of any unit.

    Half a week or half a month has no agreed length; half an hour and half a year have.

    >>> parse_duration(6, "weeks").days
    42
    """
    name = " ".join(unit.lower().split())
    size = _UNIT_SIZES.get(name)
    if size is None:
        return None
    field, per_unit = size
    whole, rest = divmod(number.numerator * per_unit, number.denominator)
    if rest:
        return None
    written = f"{_decimal(number)} {name}"
    match field:
        case "months":
            return Duration(months=whole, written=written)
        case "days":
            return Duration(days=whole, written=written)
        case "working_days":
            return Duration(working_days=whole, written=written)
        case _:
            return Duration(minutes=whole, written=written)


_UNIT_SIZES = {
    "minute": ("minutes", 1),
    "minutes": ("minutes", 1),
    "hour": ("minutes", MINUTES_PER_HOUR),
    "hours": ("minutes", MINUTES_PER_HOUR),
    "day": ("days", 1),
    "days": ("days", 1),
    "week": ("days", 7),
    "weeks": ("days", 7),
    "month": ("months", 1),
    "months": ("months", 1),
    "year": ("months", 12),
    "years": ("months", 12),
    "working day": ("working_days", 1),
    "working days": ("working_days", 1),
}


def _decimal(number: Fraction | int) -> str:
    # A fraction that is a whole number of units has a small denominator, so two places suffice
    # except for thirds, which are written as they are.
    hundredths, rest = divmod(number.numerator * 100, number.denominator)
    if number.denominator == 1 or rest:
        return str(number)
    sign, size = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    return f"{sign}{size // 100}.{size % 100:02}".rstrip("0").rstrip(".")


def _describe_bounds(calendar: Calendar, earliest: Instant, latest: Instant) -> str:
    first, last = calendar.date_of(earliest), calendar.date_of(latest)
    whole_days = earliest == calendar.start_of_day(first) and latest == calendar.end_of_day(last)
    if not whole_days:
        shown = [
            calendar.local(instant).isoformat(" ", "minutes") for instant in (earliest, latest)
        ]
        return shown[0] if earliest == latest else f"{shown[0]} to {shown[1]}"
    if first == last:
        return first.isoformat()
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
        years = (f"{first.year:04}", f"{last.year:04}")
        return years[0] if first.year == last.year else f"{years[0]} to {years[1]}"
    if first.day == 1 and _is_month_end(last, first):
        return f"{first.year:04}-{first.month:02}"
    return f"{first.isoformat()} to {last.isoformat()}"


def _start_of_next_day(calendar: Calendar, instant: Instant) -> Instant | None:
    day = calendar.date_of(instant)
    return calendar.start_of_day(day + timedelta(days=1)) if day < date.max else None


def _end_of_previous_day(calendar: Calendar, instant: Instant) -> Instant | None:
    day = calendar.date_of(instant)
    return calendar.end_of_day(day - timedelta(days=1)) if day > date.min else None


def _is_month_end(day: date, first: date) -> bool:
    """Tell whether a day is the last of the month that another day begins."""
    if (day.year, day.month) != (first.year, first.month):
        return False
    return day == date.max or (day + timedelta(days=1)).day == 1
