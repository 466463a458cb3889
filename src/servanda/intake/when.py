"""Read the dates of news, relative to the day of the report, as vague as they are said.

A weekday is the nearest one before the report or on its day, and the next one where the verb looks
ahead. "Last Thursday" on a Thursday is a week ago. A month without a year is the latest that has begun.
Half a day ("late on Monday") keeps the day; a week is its days from Monday to Sunday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from servanda.intake.datelines import DATE, MONTH, MONTHS, read_day

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = "(?:" + "|".join(day.capitalize() for day in WEEKDAYS) + ")"
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNT = rf"(?:a|an|\d+|{'|'.join(_NUMBERS)})"

# What stands before a date that only bounds something else: "until Friday", "since January".
_BOUNDING = re.compile(
    r"\b(?:since|until|till|by|before|after|within|from|every|each)\s+(?:the\s+)?"
    r"(?:(?:end|start|middle) of )?$",
    re.I,
)
_HALF = r"(?:(?P<half>[Ee]arly|[Ll]ate|[Ll]ater|[Mm]id)(?: on| in|-)? )?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<date>{DATE})\b",
        rf"{_HALF}\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|past|coming)? ?(?P<weekday>{_WEEKDAY})(?!['’]s? )\b",
        r"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|past|[Ee]arlier this|[Ll]ater this|the previous) "
        r"(?P<unit>week|month|year|weekend)\b",
        rf"\b(?P<count>{_COUNT}) (?P<units>days?|weeks?|months?|years?) (?P<away>ago|earlier)\b",
        r"\b(?P<word>today|yesterday|tomorrow|tonight)\b",
        rf"{_HALF}\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his)? ?(?P<month>{MONTH})(?: (?P<year>\d{{4}}))?\b",
    )
)


_ANY = re.compile(
    rf"\d|{_WEEKDAY}|{MONTH}|\b(?:week|month|year|day|weekend|ago|earlier|to(?:day|morrow|night)|yesterday)"
)
"""What a text has at least, if it has a date."""


class Said(Struct, frozen=True, kw_only=True):
    """Hold a date as said, where it stands, and how the language writes it.

    `bounds` marks one that limits something else, as "until Friday" does. `day` is the day, where one is
    meant.
    """

    start: int
    end: int
    written: str
    bounds: bool = False
    day: date | None = None
    rule: str = ""


def find_dates(text: str, base: date, *, ahead: bool = False) -> tuple[Said, ...]:
    """Find the dates in a sentence; `ahead` says that its verb looks into the future.

    >>> [said.written for said in find_dates("He met her late on Monday.", date(2024, 6, 11))]
    ['2024-06-10']
    """
    found: list[Said] = []
    if _ANY.search(text) is None:
        return ()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            start += len(match[0]) - len(match[0].lstrip())
            if any(start < other.end and other.start < end for other in found):
                continue
            read = _read(match.groupdict(), match[0], base, ahead)
            if read is None:
                continue
            written, day, rule = read
            bounds = _BOUNDING.search(text[:start]) is not None
            found.append(
                Said(start=start, end=end, written=written, bounds=bounds, day=day, rule=rule)
            )
    return tuple(sorted(found, key=lambda said: said.start))


_Read = tuple[str, date | None, str]


def _read(parts: dict[str, str | None], text: str, base: date, ahead: bool) -> _Read | None:
    if parts.get("date"):
        return _whole(text, base, ahead)
    if weekday := parts.get("weekday"):
        return _weekday(weekday.lower(), (parts.get("which") or "").lower(), base, ahead)
    if unit := parts.get("unit"):
        return _unit(unit, (parts.get("which") or "").lower(), base)
    if units := parts.get("units"):
        return _ago(parts.get("count") or "", units.rstrip("s"), base)
    if word := parts.get("word"):
        shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
        return _day(base + timedelta(days=shift), "date.word")
    if month := parts.get("month"):
        return _month(month, parts, text, base)
    return None


def _day(day: date, rule: str) -> _Read:
    return day.isoformat(), day, rule


def _whole(text: str, base: date, ahead: bool) -> _Read | None:
    """Read a day and a month; without a year, the latest before the report unless the verb looks ahead."""
    day = read_day(text, base.year)
    if day is None:
        return None
    if not re.search(r"\d{4}", text):
        if day > base and not ahead:
            day = read_day(text, base.year - 1) or day
        elif day < base and ahead:
            day = read_day(text, base.year + 1) or day
    return _day(day, "date.whole")


def _weekday(name: str, which: str, base: date, ahead: bool) -> _Read:
    back = (base.weekday() - WEEKDAYS.index(name)) % 7
    if which in ("next", "coming") or (ahead and which not in ("last", "past")):
        return _day(
            base + timedelta(days=(7 - back) % 7 or (7 if which else 0)), "date.weekday-ahead"
        )
    if which in ("last", "past"):
        return _day(base - timedelta(days=back or 7), "date.last-weekday")
    return _day(base - timedelta(days=back), "date.weekday")


def _unit(unit: str, which: str, base: date) -> _Read | None:
    shift = {"last": -1, "past": -1, "the previous": -1, "next": 1}.get(which, 0)
    if unit in ("week", "weekend"):
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        last = monday + timedelta(days=6)
        if shift == 0 and which.startswith(("earlier", "this")):
            last = min(last, base)
        return f"{first.isoformat()}/{max(first, last).isoformat()}", None, f"date.{unit}"
    if unit == "month":
        year, month = divmod(base.year * 12 + base.month - 1 + shift, 12)
        return f"{year:04}-{month + 1:02}", None, "date.month"
    return f"{base.year + shift:04}", None, "date.year"


def _ago(count: str, unit: str, base: date) -> _Read | None:
    number = 1 if count in ("a", "an") else _number(count)
    if unit == "day" and number <= 366:
        return _day(base - timedelta(days=number), "date.ago")
    if unit == "week" and number <= 60:
        return f"about {(base - timedelta(weeks=number)).isoformat()}", None, "date.ago"
    if unit == "month" and number <= 24:
        year, month = divmod(base.year * 12 + base.month - 1 - number, 12)
        return f"about {year:04}-{month + 1:02}", None, "date.ago"
    if unit == "year" and number <= 100:
        return f"about {base.year - number:04}", None, "date.ago"
    return None


def _number(count: str) -> int:
    return int(count) if count.isdigit() else _NUMBERS.index(count) + 1


def _month(name: str, parts: dict[str, str | None], text: str, base: date) -> _Read | None:
    """Read a month; the word "may" and "march" at a start are looked at as written, in capitals."""
    month = MONTHS[name.rstrip(".").lower()]
    said = parts.get("year")
    year = int(said) if said else base.year - (month > base.month)
    if not said:
        which = (parts.get("which") or "").lower()
        year += 1 if which == "next" else 0
        if which == "last" and month == base.month:
            year -= 1
    half = (parts.get("half") or "").lower()
    written = f"{year:04}-{month:02}"
    if half in ("early", "mid", "late") and monthrange(year, month)[1]:
        written = f"{half} {written}"
    return written, None, "date.month-name"
