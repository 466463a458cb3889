"""Count time as agreements do: instants, spans of calendar time, and civil days in a named zone.

Comes in: civil dates, wall-clock times, spans such as "6 weeks". Goes out: instants, which are
whole minutes. It refuses to know what day it is, and what any agreement counts.

An instant outside the years 1 to 9999 has no civil date. Sums stop at the edge of those years and
never fail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = [
    "MINUTES_PER_DAY",
    "MINUTES_PER_HOUR",
    "Calendar",
    "Duration",
    "Instant",
    "valid_zone",
]

Instant = int
"""Minutes since 1970-01-01T00:00Z. No agreement we know counts seconds."""

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR

_DAYS_PER_WEEK = 7
_MONTHS_PER_YEAR = 12
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_FIRST_ORDINAL = date.min.toordinal()
_LAST_ORDINAL = date.max.toordinal()
# A day is kept free on both edges, so that no zone can push a conversion out of the range of dates.
_FIRST_WALL = (_FIRST_ORDINAL - _EPOCH_ORDINAL) * MINUTES_PER_DAY
_LAST_WALL = (_LAST_ORDINAL + 1 - _EPOCH_ORDINAL) * MINUTES_PER_DAY - 1
_WIDEST_OFFSET = 18 * MINUTES_PER_HOUR
# These names mean whatever the computer at hand says, so a text that used them would mean nothing.
_LONGEST_NAME, _MOST_SLASHES = 60, 2
_UNFIXED_ZONES = frozenset({"localtime", "Factory", "posixrules"})


class Duration(Struct, frozen=True, kw_only=True):
    """Hold a span of calendar time as the text has it.

    Years are 12 months, weeks are 7 days, hours are 60 minutes. Months, days and minutes are never
    turned into one another: a month has no fixed number of days, nor a civil day of hours.

    >>> Duration(days=42).describe()
    '6 weeks'
    """

    months: int = 0
    days: int = 0
    working_days: int = 0
    minutes: int = 0
    written: str = ""

    def __neg__(self) -> Duration:
        """Turn the span around, so that adding it goes back in time."""
        written = self.written
        if written.startswith("minus "):
            written = written.removeprefix("minus ")
        elif written:
            written = f"minus {written}"
        return Duration(
            months=-self.months,
            days=-self.days,
            working_days=-self.working_days,
            minutes=-self.minutes,
            written=written,
        )

    @property
    def is_zero(self) -> bool:
        """Tell whether adding this span changes nothing."""
        return not (self.months or self.days or self.working_days or self.minutes)

    def describe(self) -> str:
        """Say the span in words: as written where we have that, else in the largest whole units."""
        if self.written:
            return self.written
        years, months = _split(self.months, _MONTHS_PER_YEAR)
        weeks, days = _split(self.days, _DAYS_PER_WEEK)
        if days:
            weeks, days = 0, self.days
        hours, minutes = _split(self.minutes, MINUTES_PER_HOUR)
        counted = (
            (years, "year"),
            (months, "month"),
            (weeks, "week"),
            (days, "day"),
            (self.working_days, "working day"),
            (hours, "hour"),
            (minutes, "minute"),
        )
        parts = [(number, unit) for number, unit in counted if number]
        if not parts:
            return "0 days"
        if all(number < 0 for number, _ in parts):
            return "minus " + _join([(-number, unit) for number, unit in parts])
        return _join(parts)


def _split(number: int, size: int) -> tuple[int, int]:
    """Divide towards zero, so that minus 14 months is minus 1 year and minus 2 months."""
    whole, rest = divmod(abs(number), size)
    return (whole, rest) if number >= 0 else (-whole, -rest)


def _join(parts: list[tuple[int, str]]) -> str:
    words = [
        f"{number} {unit}" if abs(number) == 1 else f"{number} {unit}s" for number, unit in parts
    ]
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + " and " + words[-1]


class _Offsets(Protocol):
    """Tell how far the clocks of a zone are ahead of UTC, in minutes."""

    def at_instant(self, instant: Instant) -> int: ...

    def to_instant(self, wall: int) -> Instant: ...


class _FixedOffsets:
    """Serve UTC and offsets such as +02:00 without loading any table of zones."""

    __slots__ = ("_minutes",)

    def __init__(self, minutes: int) -> None:
        self._minutes = minutes

    def at_instant(self, instant: Instant) -> int:
        return self._minutes

    def to_instant(self, wall: int) -> Instant:
        return wall - self._minutes


class _ZoneOffsets:
    """Serve a named zone, and remember the offset of each day already asked about.

    An offset with seconds (local mean time, before about 1940) is taken to the nearest minute.
    """

    __slots__ = ("_around", "_by_day", "_zone")

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._by_day: dict[int, int | None] = {}
        self._around: dict[int, int | None] = {}

    def at_instant(self, instant: Instant) -> int:
        day = instant // MINUTES_PER_DAY
        try:
            offset = self._by_day[day]
        except KeyError:
            start = self._look_up(day * MINUTES_PER_DAY)
            end = self._look_up((day + 1) * MINUTES_PER_DAY)
            offset = self._by_day[day] = start if start == end else None
        return self._look_up(instant) if offset is None else offset

    def to_instant(self, wall: int) -> Instant:
        day = wall // MINUTES_PER_DAY
        try:
            steady = self._around[day]
        except KeyError:
            steady = self._around[day] = self._steady_around(day)
        if steady is not None:
            return wall - steady
        before = self.at_instant(wall - MINUTES_PER_DAY)
        after = self.at_instant(wall + MINUTES_PER_DAY)
        candidates = sorted((wall - before, wall - after))
        for instant in candidates:
            if instant + self.at_instant(instant) == wall:
                return instant
        # The clocks skipped this time. By the old offset it falls as long after the change as it
        # was written after the hour at which the clocks changed.
        return wall - before

    def _steady_around(self, day: int) -> int | None:
        """Return the one offset of the day and its neighbours, or None where the clocks change."""
        offset = self.at_instant(day * MINUTES_PER_DAY)
        days = [self._by_day[day]]
        for neighbour in (day - 1, day + 1):
            self.at_instant(neighbour * MINUTES_PER_DAY)
            days.append(self._by_day[neighbour])
        return offset if all(each == offset for each in days) else None

    def _look_up(self, instant: Instant) -> int:
        inside = min(max(instant, _FIRST_WALL + _WIDEST_OFFSET), _LAST_WALL - _WIDEST_OFFSET)
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=inside)
        offset = moment.astimezone(self._zone).utcoffset()
        if offset is None:
            return 0
        return (offset.days * 86400 + offset.seconds + 30) // 60


_KNOWN_OFFSETS: dict[str, _Offsets] = {}


def _fixed_minutes(name: str) -> int | None:
    """Read "UTC", "Z" or an offset such as "+02:00"; None if it is neither."""
    if name in ("UTC", "Z"):
        return 0
    if len(name) != len("+hh:mm") or name[0] not in "+-" or name[3] != ":":
        return None
    digits = name[1:3] + name[4:6]
    if not (digits.isascii() and digits.isdigit()):
        return None
    hours, minutes = int(name[1:3]), int(name[4:6])
    total = hours * MINUTES_PER_HOUR + minutes
    if minutes >= MINUTES_PER_HOUR or total > _WIDEST_OFFSET:
        return None
    return -total if name[0] == "-" else total


def _offsets_of(name: str) -> _Offsets | None:
    known = _KNOWN_OFFSETS.get(name)
    if known is not None:
        return known
    fixed = _fixed_minutes(name)
    if fixed is not None:
        offsets: _Offsets = _FixedOffsets(fixed)
    else:
        # A name is checked before the table is opened: the lookup reads files named by its caller,
        # and calls itself for each of their folders.
        if len(name) > _LONGEST_NAME or name.count("/") > _MOST_SLASHES:
            return None
        plain = name.replace("/", "").replace("_", "").replace("-", "").replace("+", "")
        if not (name[:1].isalpha() and plain.isalnum() and name.isascii()):
            return None
        if name in _UNFIXED_ZONES or name.startswith(("posix/", "right/")):
            return None
        # Loaded here: agreements in UTC never pay for the table of zones.
        import zoneinfo

        try:
            offsets = _ZoneOffsets(zoneinfo.ZoneInfo(name))
        except (KeyError, ValueError, OSError):
            return None
    _KNOWN_OFFSETS[name] = offsets
    return offsets


def valid_zone(name: str) -> bool:
    """Tell whether a name is UTC, an offset such as +02:00, or a zone of the IANA table.

    >>> valid_zone("Asia/Seoul"), valid_zone("Mars/Olympus"), valid_zone("+02:00")
    (True, False, True)
    """
    return _offsets_of(name) is not None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Relate instants to the civil days and wall clocks of one zone.

    `rest_days` are weekdays counted from Monday = 0. Working days skip them and the `holidays`.
    A zone that does not exist is a fault of the caller: ask `valid_zone` first.

    >>> calendar = Calendar("Asia/Jerusalem")
    >>> calendar.format(calendar.at(date(2025, 1, 19), 11, 15))
    '2025-01-19 11:15'
    """

    zone: str = "UTC"
    rest_days: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()
    _offsets: _Offsets = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        offsets = _offsets_of(self.zone)
        if offsets is None:
            raise ValueError(f"no zone is named {self.zone!r}")
        if not self.rest_days < frozenset(range(_DAYS_PER_WEEK)):
            raise ValueError("rest days are weekdays 0 to 6, and at least one day is worked")
        object.__setattr__(self, "_offsets", offsets)

    def __reduce__(self) -> tuple[type[Calendar], tuple[str, frozenset[int], frozenset[date]]]:
        """Pickle what was given, and look the zone up anew."""
        return (Calendar, (self.zone, self.rest_days, self.holidays))

    def start_of_day(self, day: date) -> Instant:
        """Return the first minute of a civil day: midnight, unless the clocks skip it."""
        return self._start(day.toordinal())

    def end_of_day(self, day: date) -> Instant:
        """Return the last minute of a civil day."""
        ordinal = day.toordinal()
        # A zone that crossed the date line skipped a whole day; the day then has one minute.
        return max(self._start(ordinal), self._start(ordinal + 1) - 1)

    def at(self, day: date, hour: int, minute: int) -> Instant:
        """Return the instant at which clocks show this time on this day.

        A time that the clocks skip moves forward by as much as they skip. Of a time that they show
        twice, this is the first.
        """
        wall = (day.toordinal() - _EPOCH_ORDINAL) * MINUTES_PER_DAY
        return self._offsets.to_instant(wall + hour * MINUTES_PER_HOUR + minute)

    def date_of(self, instant: Instant) -> date:
        """Return the civil day on which an instant falls."""
        return date.fromordinal(self._wall(instant) // MINUTES_PER_DAY + _EPOCH_ORDINAL)

    def local(self, instant: Instant) -> datetime:
        """Return what the calendar and clock on the wall show, without a zone."""
        days, minutes = divmod(self._wall(instant), MINUTES_PER_DAY)
        day = date.fromordinal(days + _EPOCH_ORDINAL)
        hour, minute = divmod(minutes, MINUTES_PER_HOUR)
        return datetime(day.year, day.month, day.day, hour, minute)

    def add(self, instant: Instant, duration: Duration) -> Instant:
        """Return the instant that lies a span of calendar time later.

        Months are counted first, to the same day of the month or the last one it has. Days and
        working days then keep the time on the wall clock. Minutes are elapsed time, whatever the
        clocks do. No working days at all move nothing, not even off a rest day.
        """
        if not (duration.months or duration.days or duration.working_days):
            return instant + duration.minutes
        days, minutes = divmod(self._wall(instant), MINUTES_PER_DAY)
        ordinal = _add_months(days + _EPOCH_ORDINAL, duration.months)
        ordinal = _keep_inside(ordinal + duration.days)
        ordinal = self._add_working_days(ordinal, duration.working_days)
        wall = (ordinal - _EPOCH_ORDINAL) * MINUTES_PER_DAY + minutes
        return self._offsets.to_instant(wall) + duration.minutes

    def subtract(self, instant: Instant, duration: Duration) -> Instant:
        """Return the instant that lies a span of calendar time earlier, months counted first."""
        return self.add(instant, -duration)

    def days_between(self, earlier: Instant, later: Instant) -> int:
        """Count the midnights from one instant to another: the difference of their civil dates."""
        return self._wall(later) // MINUTES_PER_DAY - self._wall(earlier) // MINUTES_PER_DAY

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is neither a rest day nor a holiday."""
        return day.weekday() not in self.rest_days and day not in self.holidays

    def format(self, instant: Instant) -> str:
        """Write an instant as "2025-01-19 11:15", or as the day alone at either end of it."""
        shown = self.local(instant)
        day = shown.date()
        if (shown.hour, shown.minute) in ((0, 0), (23, 59)) or instant == self.start_of_day(day):
            return day.isoformat()
        return f"{day.isoformat()} {shown.hour:02}:{shown.minute:02}"

    def _wall(self, instant: Instant) -> int:
        """Return the minutes since 1970 that the wall clock shows, inside the years 1 to 9999."""
        wall = instant + self._offsets.at_instant(instant)
        return min(max(wall, _FIRST_WALL), _LAST_WALL)

    def _start(self, ordinal: int) -> Instant:
        return self._offsets.to_instant((ordinal - _EPOCH_ORDINAL) * MINUTES_PER_DAY)

    def _add_working_days(self, ordinal: int, count: int) -> int:
        if not count:
            return ordinal
        step = 1 if count > 0 else -1
        worked_per_week = _DAYS_PER_WEEK - len(self.rest_days)
        # Whole weeks at once; at least one day is left, since the count must end on a working day.
        weeks = (abs(count) - 1) // worked_per_week
        reached = _keep_inside(ordinal + step * weeks * _DAYS_PER_WEEK)
        left = abs(count) - weeks * worked_per_week
        low, high = sorted((ordinal + step, reached))
        if weeks:
            left += sum(
                1
                for day in self.holidays
                if low <= day.toordinal() <= high and day.weekday() not in self.rest_days
            )
        while left and _FIRST_ORDINAL < reached < _LAST_ORDINAL:
            reached += step
            left -= self.is_working_day(date.fromordinal(reached))
        return reached


def _keep_inside(ordinal: int) -> int:
    return min(max(ordinal, _FIRST_ORDINAL), _LAST_ORDINAL)


def _add_months(ordinal: int, months: int) -> int:
    if not months:
        return ordinal
    day = date.fromordinal(ordinal)
    year, month = divmod(day.year * _MONTHS_PER_YEAR + day.month - 1 + months, _MONTHS_PER_YEAR)
    if year < date.min.year:
        return _FIRST_ORDINAL
    if year > date.max.year:
        return _LAST_ORDINAL
    first = date(year, month + 1, 1)
    return first.toordinal() + min(day.day, _month_length(first)) - 1


def _month_length(first: date) -> int:
    """Return the number of days of the month that begins on this day."""
    if first.month == _MONTHS_PER_YEAR:
        return 31
    return first.replace(month=first.month + 1).toordinal() - first.toordinal()
