"""Read the wording of a date, a time of day or an interval into the bounds it leaves.

Comes in: the wording, and the calendar of the text it stands in. Goes out: the earliest and the
latest instant it may mean, or a fault that says what was found. It refuses to guess what the words
leave out: a date without a year is no date.

How wide the vague words are taken to be:

- `2024-06-10~`, `about 2024-06-10`: 3 days on both sides; of a month, 1 month; of a year, 1 year;
  of a time of day, 1 hour;
- `early`, `mid`, `late` 2024-12: days 1 to 10, 11 to 20, 21 to the last; of a year, four months
  each;
- `spring`, `summer`, `autumn`, `winter` 2024: from March, June, September and December, three
  months each, as the northern hemisphere counts them; winter 2024 ends in February 2025;
- `2024-06-10?`: the source doubts it; the bounds stay, and the wording keeps the doubt.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from servanda.base.calendar import MINUTES_PER_HOUR, Calendar, Instant, valid_zone

__all__ = ["Bounds", "MomentFault", "read_bounds"]

Bounds = tuple[Instant | None, Instant | None]
"""The earliest and the latest instant; None where that side is open."""

_KINDS = "a date such as 2024-06-10, 2024-06, 2024, early 2024-06 or 2024-06-10/2024-06-12"
_THIRDS = ("early", "mid", "late")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_ABOUT = ("about ", "around ", "circa ", "c. ", "ca. ", "approximately ")
_MARGIN_DAYS = 3


class MomentFault(Struct, frozen=True, kw_only=True):
    """Say why a wording is no moment: what was found, and what is possible there."""

    message: str
    expected: str


class _Days(Struct, frozen=True, kw_only=True):
    """Hold the civil days that a wording covers, and the unit by which "about" widens them."""

    first: date
    last: date
    unit: str  # "day", "month" or "year"


def _fault(message: str, expected: str) -> MomentFault:
    return MomentFault(message=message, expected=expected)


def read_bounds(text: str, calendar: Calendar) -> Bounds | MomentFault:
    """Read a wording whose spaces are single, as `parse_moment` makes them."""
    lower = text.lower()
    if lower.startswith("before "):
        return _read_before(text[len("before ") :], calendar)
    if lower.startswith("after "):
        return _read_after(text[len("after ") :], calendar)
    if lower.startswith("between "):
        ends = _partition_and(text[len("between ") :])
        if ends is None:
            return _fault(
                f"'{_clip(text)}' names one end of a time only",
                "two dates, as in between 2024-06-10 and 2024-06-12",
            )
        return _from_to(*ends, calendar)
    return _read_interval(text, calendar)


def _read_before(text: str, calendar: Calendar) -> Bounds | MomentFault:
    bounds = _read_interval(text, calendar)
    if isinstance(bounds, MomentFault):
        return bounds
    earliest, _ = bounds
    if earliest is None:
        return _fault("nothing comes before a time without a beginning", _KINDS)
    return None, earliest - 1


def _read_after(text: str, calendar: Calendar) -> Bounds | MomentFault:
    bounds = _read_interval(text, calendar)
    if isinstance(bounds, MomentFault):
        return bounds
    _, latest = bounds
    if latest is None:
        return _fault("nothing comes after a time without an end", _KINDS)
    return latest + 1, None


def _partition_and(text: str) -> tuple[str, str] | None:
    words = text.split(" ")
    for at, word in enumerate(words):
        if word.lower() == "and":
            return " ".join(words[:at]), " ".join(words[at + 1 :])
    return None


def _read_interval(text: str, calendar: Calendar) -> Bounds | MomentFault:
    rest, about = _strip_about(text)
    slashes = [at for at, sign in enumerate(rest) if sign == "/" and not _is_in_zone(rest, at)]
    if len(slashes) > 1:
        return _fault(
            f"'{_clip(text)}' has {len(slashes)} slashes",
            "year-month-day, as in 2024-06-10; one slash parts the ends of an interval",
        )
    if slashes:
        return _from_to(rest[: slashes[0]], rest[slashes[0] + 1 :], calendar, about=about)
    return _read_point(rest, calendar, about=about)


def _is_in_zone(text: str, at: int) -> bool:
    """Tell whether a slash stands inside a zone's name, between two letters."""
    return 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()


def _strip_about(text: str) -> tuple[str, bool]:
    lower = text.lower()
    word = next((word for word in _ABOUT if lower.startswith(word)), "")
    return text[len(word) :], bool(word)


def _from_to(
    start: str, end: str, calendar: Calendar, *, about: bool = False
) -> Bounds | MomentFault:
    start, end = start.strip(), end.strip()
    if not start or not end:
        return _fault(
            "one end of the interval is missing",
            "a date on both sides, or .. where an end is open, as in 2024-06-10/..",
        )
    no_bounds: Bounds = (None, None)
    first = no_bounds if start == ".." else _read_point(start, calendar, about=about)
    if isinstance(first, MomentFault):
        return first
    last = no_bounds if end == ".." else _read_point(end, calendar, about=about)
    if isinstance(last, MomentFault):
        return last
    earliest, latest = first[0], last[1]
    if earliest is not None and latest is not None and latest < earliest:
        return _fault(
            f"the interval ends ({_clip(end)}) before it starts ({_clip(start)})",
            "the earlier date first",
        )
    return earliest, latest


def _read_point(text: str, calendar: Calendar, *, about: bool) -> Bounds | MomentFault:
    """Read one date, or one date and time, with its marks of doubt and its zone."""
    text, by_word = _strip_about(text)
    text, by_mark = _strip_marks(text)
    text, zone = _split_zone(text)
    text, by_inner_mark = _strip_marks(text)
    about = about or by_word or by_mark or by_inner_mark
    if zone and not valid_zone(zone):
        return _fault(
            f"'{_clip(zone)}' is no time zone",
            "Z, an offset such as +02:00, or a name such as Asia/Jerusalem",
        )
    if zone and zone != calendar.zone:
        calendar = Calendar(zone, calendar.rest_days, calendar.holidays)
    day_text, time_text = _split_time(text)
    if time_text and not day_text:
        return _fault(f"'{_clip(text)}' is no date with a time of day", "as in 2024-06-10 11:15")
    days = _read_days(day_text)
    if isinstance(days, MomentFault):
        return days
    if time_text:
        return _read_time(days, day_text, time_text, calendar, about=about)
    if about:
        days = _widen(days)
    return calendar.start_of_day(days.first), calendar.end_of_day(days.last)


def _strip_marks(text: str) -> tuple[str, bool]:
    """Take the EDTF marks off: ~ is approximate, ? is doubted, % is both."""
    bare = text.rstrip("~?% ")
    marks = text[len(bare) :]
    return bare.strip(), "~" in marks or "%" in marks


def _split_zone(text: str) -> tuple[str, str]:
    """Part a date or time from the zone written after it; the second part is empty without one."""
    bare, _, name = text.rpartition(" ")
    if bare[-1:] in tuple("0123456789X~?%") and name[:1].isalpha():
        return bare, name
    if text[-1:] == "Z" and text[-2:-1].isdigit():
        return text[:-1], "Z"
    at = len(text) - len("+02:00")
    if at <= 0 or text[at] not in "+-" or text[at + 3] != ":":
        return text, ""
    # In "2024-06-11:15" the sign belongs to the date, and the writer forgot something.
    if text[at] == "-" and text[at - 1] != " " and ":" not in text[:at]:
        return text, ""
    return text[:at].rstrip(), text[at:]


def _split_time(text: str) -> tuple[str, str]:
    """Part "2024-06-10T11:15" and "2024-06-10 11:15"; the second part is empty for a date."""
    head, colon, tail = text.partition(":")
    if not colon:
        day, mark, time = text.partition("T")
        return (day, time or mark) if mark and day[-1:].isdigit() else (text, "")
    at = max(head.rfind("T"), head.rfind(" "))
    return head[: max(at, 0)].strip(), head[at + 1 :] + colon + tail


def _read_time(
    days: _Days, day_text: str, time_text: str, calendar: Calendar, *, about: bool
) -> Bounds | MomentFault:
    if days.first != days.last:
        return _fault(
            f"'{_clip(day_text)}' is more than one day, so a time in it is not known",
            "a single day before a time, as in 2024-06-10 11:15",
        )
    parts = time_text.split(":")
    if len(parts) != 2 or not all(len(part) == 2 and _is_number(part) for part in parts):
        return _fault(
            f"'{_clip(time_text)}' is no time of day",
            "two digits each for hour and minute, as in 11:15",
        )
    hour, minute = int(parts[0]), int(parts[1])
    if minute > 59:
        return _fault(
            f"'{time_text}' is no time of day: an hour has no minute {minute}", "minutes 00 to 59"
        )
    if hour > 24 or (hour == 24 and minute):
        return _fault(
            f"'{time_text}' is no time of day: a day ends at 24:00",
            "00:00 to 23:59, or 24:00 for the end of the day",
        )
    instant = calendar.at(days.first, hour, minute)
    margin = MINUTES_PER_HOUR if about else 0
    return instant - margin, instant + margin


def _read_days(text: str) -> _Days | MomentFault:
    if not text:
        return _fault("a date is missing", _KINDS)
    word, _, rest = text.partition(" ")
    word = word.lower()
    if word in _THIRDS and rest:
        return _read_third(_THIRDS.index(word), rest, text)
    if word in _SEASONS:
        return _read_season(word, rest)
    return _read_numeric(_name_to_number(text))


def _read_third(third: int, rest: str, text: str) -> _Days | MomentFault:
    days = _read_numeric(_name_to_number(rest))
    if isinstance(days, MomentFault):
        return days
    first, last = days.first, days.last
    if days.unit == "month" and (first.year, first.month) == (last.year, last.month):
        begin = 1 + 10 * third
        end = last.day if third == 2 else begin + 9
        return _Days(first=first.replace(day=begin), last=last.replace(day=end), unit="day")
    if days.unit == "year" and first.year == last.year:
        begin = 1 + 4 * third
        return _Days(
            first=date(first.year, begin, 1), last=_month_end(first.year, begin + 3), unit="month"
        )
    return _fault(
        f"'{_clip(text)}' divides what is neither a month nor a year",
        "early, mid or late before a month or a year, as in early 2024-12",
    )


def _read_season(season: str, rest: str) -> _Days | MomentFault:
    if len(rest) != 4 or not _is_number(rest):
        found = f"{season} {rest}".strip()
        return _fault(f"'{_clip(found)}' names no year of four digits", f"{season} 2024")
    year, month = int(rest), _SEASONS[season]
    if year < date.min.year:
        return _fault(f"year {rest} is out of range", _YEARS)
    end_year, end_month = (year, month + 2) if month < 12 else (year + 1, 2)
    last = _month_end(end_year, end_month) if end_year <= date.max.year else date.max
    return _Days(first=date(year, month, 1), last=last, unit="month")


def _name_to_number(text: str) -> str:
    """Turn "10 June 2024" and "June 2024" into digits; leave what names no month as it is."""
    parts = text.split(" ")
    if len(parts) not in (2, 3) or parts[-2].lower() not in _MONTHS:
        return text
    month = _MONTHS.index(parts[-2].lower()) + 1
    day = f"-{parts[0]:0>2}" if len(parts) == 3 else ""
    return f"{parts[-1]}-{month:02}{day}"


_YEARS = "years 0001 to 9999"


def _read_numeric(text: str) -> _Days | MomentFault:
    """Read a year, a month or a day in digits, with X for each digit the source does not know."""
    parts = text.split("-")
    fault = _shape_fault(text, parts)
    if fault is not None:
        return fault
    years = _range_of(parts[0], date.min.year, date.max.year)
    if years is None:
        return _fault(f"year {parts[0]} is out of range", _YEARS)
    if len(parts) == 1:
        return _Days(first=date(years[0], 1, 1), last=date(years[1], 12, 31), unit="year")
    months = _range_of(parts[1], 1, 12)
    if months is None:
        return _fault(
            f"a year has no month {parts[1]}", "months 01 to 12; a season as in spring 2024"
        )
    first, last = date(years[0], months[0], 1), _month_end(years[1], months[1])
    if len(parts) == 2 or "X" in parts[1]:
        return _Days(first=first, last=last, unit="month")
    days = _range_of(parts[2], 1, last.day)
    if days is None:
        return _fault(
            f"month {parts[0]}-{parts[1]} has no day {parts[2]}", f"days 01 to {last.day}"
        )
    return _Days(first=first.replace(day=days[0]), last=last.replace(day=days[1]), unit="day")


def _shape_fault(text: str, parts: list[str]) -> MomentFault | None:
    if not all(_is_masked(part) for part in parts):
        return _fault(f"'{_clip(text)}' is no date", _KINDS)
    if _is_number(parts[0]) and len(parts[0]) > 4:
        return _fault(f"year {_clip(parts[0])} is out of range", _YEARS)
    if len(parts) > 3 or [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
        return _fault(
            f"'{_clip(text)}' is no date",
            "four digits for the year, two each for month and day, as in 2024-06-01",
        )
    for coarse, fine in pairwise(parts):
        if "X" in coarse and fine != "XX":
            return _fault(
                f"'{text}' knows a part of a date better than the part before it",
                "X for every digit after the first unknown one, as in 2024-XX-XX or 202X",
            )
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_masked(text: str) -> bool:
    """Tell whether there are digits, then X for those unknown, and nothing else."""
    bare = text.rstrip("X")
    return bool(text) and (not bare or _is_number(bare))


def _range_of(masked: str, lowest: int, highest: int) -> tuple[int, int] | None:
    low = max(int(masked.replace("X", "0")), lowest)
    high = min(int(masked.replace("X", "9")), highest)
    return (low, high) if low <= high else None


def _month_end(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _widen(days: _Days) -> _Days:
    """Add the margin that "about" stands for, up to the first and last date there is."""
    first, last = days.first, days.last
    match days.unit:
        case "day":
            margin = timedelta(days=_MARGIN_DAYS)
            first = first - margin if first - date.min > margin else date.min
            last = last + margin if date.max - last > margin else date.max
        case "month":
            # Days counted in months begin and end with a month.
            if (first.year, first.month) != (date.min.year, 1):
                before = first.replace(day=1) - timedelta(days=1)
                first = before.replace(day=1)
            if (last.year, last.month) != (date.max.year, 12):
                after = _month_end(last.year, last.month) + timedelta(days=1)
                last = _month_end(after.year, after.month)
        case _:
            first = date(max(first.year - 1, date.min.year), 1, 1)
            last = date(min(last.year + 1, date.max.year), 12, 31)
    return _Days(first=first, last=last, unit=days.unit)


def _clip(text: str) -> str:
    """Shorten what is quoted in a message, so that it fits a tooltip."""
    return text if len(text) <= 40 else text[:37] + "..."
