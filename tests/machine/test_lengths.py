"""Lengths of time and numbered days, counted in the machine (rules T1 to T6, T11)."""

import pytest
from lived import first, machine_of, told

from servanda.base.calendar import Duration
from servanda.machine.lengths import day_of, moved, term_from

HOURS = "deadlines fall at the exact hour"
DAY_1 = "counting day 1 is the day of entry into force"
HOURS_FROM_DAY_1 = f"{DAY_1}\n  {HOURS}"


@pytest.mark.parametrize(
    ("clause", "length", "begins", "ends"),
    [
        ("", Duration(days=2), "2025-01-03 00:00", "2025-01-07"),
        ("", Duration(minutes=60), "2025-01-01 05:00", "2025-01-05 07:30"),
        (HOURS, Duration(days=2), "2025-01-03 04:00", "2025-01-07 06:30"),
    ],
)
def test_a_length_after_a_stretch_moves_both_its_edges(
    clause: str, length: Duration, begins: str, ends: str
) -> None:
    """From 1 January 04:00 to 5 January 06:30: by days to whole days, by hours to the minute."""
    machine = machine_of("", header=clause)
    calendar = machine.calendar
    origin = first(calendar, "2025-01-01 04:00"), first(calendar, "2025-01-05 06:30")
    found = moved(machine, origin, length)
    assert (told(calendar, found[0]), told(calendar, found[1])) == (begins, ends)


@pytest.mark.parametrize(
    ("clause", "begins", "ends"),
    [
        (DAY_1, "2025-01-03 00:00", "2025-01-03"),
        ("", "2025-01-04 00:00", "2025-01-04"),
        (HOURS, "2025-01-04 04:00", "2025-01-04 04:00"),
    ],
)
def test_day_three(clause: str, begins: str, ends: str) -> None:
    """Day 3 from 1 January 04:00: a whole day, unless what is due falls at the hour."""
    machine = machine_of("", header=clause)
    calendar = machine.calendar
    found = day_of(machine, first(calendar, "2025-01-01 04:00"), 3)
    assert (told(calendar, found[0]), told(calendar, found[1])) == (begins, ends)


@pytest.mark.parametrize(
    ("clause", "length", "ends"),
    [
        (DAY_1, Duration(days=3), "2025-01-03"),
        ("", Duration(days=3), "2025-01-04"),
        (DAY_1, Duration(minutes=90), "2025-01-01 05:30"),
        ("", Duration(minutes=90), "2025-01-01 05:30"),
        (HOURS, Duration(days=3), "2025-01-04 04:00"),
        (HOURS_FROM_DAY_1, Duration(days=3), "2025-01-04 04:00"),
        (HOURS, Duration(minutes=90), "2025-01-01 05:30"),
    ],
)
def test_a_term_that_begins_on_1_january_at_four(clause: str, length: Duration, ends: str) -> None:
    """Where day 1 is the first day it is counted in; hours are elapsed time."""
    machine = machine_of("", header=clause)
    calendar = machine.calendar
    found = term_from(machine, first(calendar, "2025-01-01 04:00"), length)
    assert told(calendar, found) == ends
