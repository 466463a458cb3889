"""Bound lengths of time in minutes, where it is not known yet from when they are counted."""

from __future__ import annotations

from servanda.base.calendar import MINUTES_PER_DAY, Duration
from servanda.machine import Machine

_CLOCKS_CHANGE = 26 * 60
"""No zone has ever moved its clocks by more minutes than this at once."""


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
