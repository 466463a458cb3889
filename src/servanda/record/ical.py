"""Write dates as an iCalendar file (RFC 5545), for the calendars people already look at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant


class CalendarItem(Struct, frozen=True, kw_only=True):
    """Hold a date to be entered in a calendar: a whole day, or a minute of it.

    `key` tells the items of one agreement apart, and stays the same from one export to the next.
    `is_tentative` marks what comes only under some reading, or if nothing else happens.
    """

    key: tuple[str, ...]
    day: str
    at: Instant | None
    summary: str
    description: str
    categories: tuple[str, ...]
    is_tentative: bool


def write_ical(
    agreement: str, title: str, items: Iterable[CalendarItem], stamp: Instant, stream: BinaryIO
) -> int:
    """Write items as events; `stamp` is the instant as of which they were worked out. Needs icalendar."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Servanda//servanda export//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    count = 0
    for item in items:
        event = icalendar.Event()
        event.add("uid", _uid(agreement, item.key))
        event.add("dtstamp", _utc(stamp))
        if item.at is None:
            day = date.fromisoformat(item.day)
            event.add("dtstart", day)
            if day < date.max:
                event.add("dtend", day + timedelta(days=1))
        else:
            event.add("dtstart", _utc(item.at))
        event.add("summary", item.summary)
        event.add("description", item.description)
        event.add("categories", list(item.categories))
        event.add("status", "TENTATIVE" if item.is_tentative else "CONFIRMED")
        event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
        calendar.add_component(event)
        count += 1
    stream.write(calendar.to_ical())
    return count


def _utc(instant: Instant) -> datetime:
    return Calendar().local(instant).replace(tzinfo=UTC)


def _uid(agreement: str, key: tuple[str, ...]) -> str:
    """Name an item for good, so that a calendar that takes the file again replaces what it has."""
    digest = hashlib.sha256("\0".join((agreement, *key)).encode("utf-8")).hexdigest()
    return f"{digest[:32]}@servanda"
