"""Move stretches of time as the machine does (rules T1 to T6 and T11), without a state to look at."""

from __future__ import annotations

from servanda.base.calendar import MINUTES_PER_DAY, Duration, Instant
from servanda.machine import Machine
from servanda.machine.view import Stretch

_CLOCKS_CHANGE = 26 * 60
"""No zone has ever moved its clocks by more minutes than this at once."""


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


def day_of(machine: Machine, start: Instant, number: int) -> Stretch:
    """Give day `number`, where the count starts at an instant."""
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


def minutes_of(machine: Machine, duration: Duration) -> tuple[int, int]:
    """Bound the length of a duration in minutes, wherever it begins: at least, and at most."""
    sign = -1 if min(duration.months, duration.days, duration.working_days) < 0 else 1
    low = high = 0
    if duration.months:
        months = abs(duration.months)
        low, high = low + months * 304 // 10 - 3, high + months * 305 // 10 + 4
    days = abs(duration.days)
    low, high = low + days, high + days
    working = abs(duration.working_days)
    if working:
        rest = len(machine.calendar.holidays)
        low, high = low + working, high + 7 * working + 7 + 7 * rest
    if sign < 0:
        low, high = -high, -low
    slack = 0
    if duration.months or duration.days or duration.working_days:
        slack = 0 if _is_steady(machine) else _CLOCKS_CHANGE
    return (
        low * MINUTES_PER_DAY + duration.minutes - slack,
        high * MINUTES_PER_DAY + duration.minutes + slack,
    )


def _is_steady(machine: Machine) -> bool:
    zone = machine.calendar.zone
    return zone in ("UTC", "Z") or zone[:1] in ("+", "-")
