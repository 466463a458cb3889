"""Count lengths of time and numbered days from a moment, as the text counts them (rules T1 to T6, T11)."""

from __future__ import annotations

from servanda.base.calendar import Duration, Instant
from servanda.machine.machine import Machine

Stretch = tuple[Instant, Instant]
"""The first and last minute of a moment: a whole day, or the same minute twice."""


def moved(machine: Machine, origin: Stretch, duration: Duration) -> Stretch:
    """Give the stretch a duration after another one, widened to whole days unless hours count."""
    calendar = machine.calendar
    first, last = calendar.add(origin[0], duration), calendar.add(origin[1], duration)
    if machine.falls_at_hour or duration.minutes:
        return first, last
    return (
        calendar.start_of_day(calendar.date_of(first)),
        calendar.end_of_day(calendar.date_of(last)),
    )


def extreme(first: Stretch | None, second: Stretch | None, *, is_later: bool) -> Stretch | None:
    """Give the later of two moments, or the earlier; the earlier is known with one of them."""
    if first is None or second is None:
        return None if is_later else first or second
    return max(first, second) if is_later else min(first, second)


def day_of(machine: Machine, start: Instant, number: int) -> Stretch:
    """Give day `number`, where the count starts at an instant: its first and last minute."""
    calendar = machine.calendar
    at = calendar.add(start, Duration(days=number - machine.counting.first))
    if machine.falls_at_hour:
        return at, at
    day = calendar.date_of(at)
    return calendar.start_of_day(day), calendar.end_of_day(day)


def term_from(machine: Machine, started: Instant, duration: Duration) -> Instant:
    """Give the last instant of a length of time: where day 1 is the first day, it is counted in."""
    calendar = machine.calendar
    end = calendar.add(started, duration)
    if machine.falls_at_hour or duration.minutes:
        return end
    if machine.counting.first == 1:
        end = calendar.subtract(end, Duration(days=1))
    return calendar.end_of_day(calendar.date_of(end))
