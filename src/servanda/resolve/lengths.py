"""Hold lengths of time to what the calendar has room for: it ends with the year 9999."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.base.calendar import MINUTES_PER_DAY, Duration
from servanda.diagnostics import Diagnostic, Severity
from servanda.resolve.cursor import Unreadable
from servanda.syntax import Token

DAYS_AT_MOST = 3_652_059
"""The days of the calendar, from the year 1 to the end of 9999."""
_ENDS = "the calendar ends with the year 9999"


def counted(duration: Duration | None, read: Sequence[Token]) -> Duration:
    """Give a length of time that can be counted; a fault where it cannot, or outruns the calendar."""
    if duration is None:
        raise _fault(read, "{} is no duration", "such as `6 weeks`", rule="impossible-duration")
    days = duration.months * 30 + duration.days + duration.working_days
    if days + duration.minutes // MINUTES_PER_DAY > DAYS_AT_MOST:
        expected = f"a length the calendar has room for: {_ENDS}"
        raise _fault(read, "{} is longer than the calendar", expected, rule="impossible-duration")
    return duration


def counted_day(number: int, read: Sequence[Token]) -> int:
    """Give the number of a day; a fault where the calendar is over before it."""
    if number > DAYS_AT_MOST:
        expected = f"a day that comes: {_ENDS}"
        raise _fault(read, "there is no {}", expected, rule="impossible-date")
    return number


def joined(first: Duration, second: Duration) -> Duration:
    """Give two lengths of time one after the other."""
    return Duration(
        months=first.months + second.months,
        days=first.days + second.days,
        working_days=first.working_days + second.working_days,
        minutes=first.minutes + second.minutes,
        written=f"{first.describe()} and {second.describe()}",
    )


def _fault(read: Sequence[Token], message: str, expected: str, *, rule: str) -> Unreadable:
    text = " ".join(token.text for token in read)
    return Unreadable(
        Diagnostic(
            rule=rule,
            severity=Severity.ERROR,
            message=message.format(f"`{text}`"),
            span=read[0].span.to(read[-1].span),
            found=text,
            expected=expected,
        )
    )
