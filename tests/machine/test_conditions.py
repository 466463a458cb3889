"""Whether and since when a condition holds, asked day by day of one small record (rules O9, L19, V6)."""

from __future__ import annotations

from functools import cache

import pytest
from lived import IN_FORCE, condition, lived, told

from servanda.machine import View

PACT = """event e by north
event never by north
event bell by host; recurring
process talks "talks" between north and south
  concluded by terms
  ended by host
event terms by north and south jointly
phase one "One"
  starts on entry into force
  lasts 10 days
  then two when terms
phase two "Two"
  lasts 3 days
phase three "Three"
paid: north must pay 10 coins; total 4 by 2025-01-03; total 10 by 2025-01-08
acted: south must act; by 2025-01-05
begun: south must build; start by 2025-01-05
sworn: south must swear; certified by host
shut: south must keep quiet
open-ended: north must report
hold: south may suspend shut
hold-two: south may suspend two
level stock "stock" in tons
"""
RECORD = f"""{IN_FORCE}2025-01-02 opens talks by north
2025-01-02 exercise south hold until 2025-01-04
2025-01-03 act north paid 4 silver
2025-01-03 happens bell
2025-01-03 figure stock 7
2025-01-04 ends talks by host
2025-01-04 act south begun starts
2025-01-04 act south sworn
2025-01-05 happens bell
2025-01-05 happens e
2025-01-06 opens talks by north
2025-01-06 certify host sworn
2025-01-07 act north paid 6 gold
2025-01-07 act south acted
2025-01-08 happens terms by north, south
2025-01-08 figure stock 3
2025-01-12 exercise south hold-two until 2025-01-13
"""
SPANS = [
    # condition; the days on which it holds, first to last; since when it is said to hold, on the 9th
    ("e", "05-", "2025-01-05 00:00"),
    ("never", "", "never"),
    ("not never", "01-", ""),
    ("not e", "01-04", "never"),
    ("bell", "03-", "2025-01-03 00:00"),
    ("talks are open", "02-03 06-07", "2025-01-02 00:00"),
    ("talks are running", "02-03 06-07", "2025-01-02 00:00"),
    ("talks have ended", "04-", "2025-01-04 00:00"),
    ("talks are fulfilled", "08-", "2025-01-02 00:00"),
    ("talks have started", "02-", "2025-01-02 00:00"),
    ("one is running", "01-11", "2025-01-01 00:00"),
    ("one has ended", "12-", "never"),
    ("one has lapsed", "", "never"),
    ("one has started", "01-", "2025-01-01 00:00"),
    ("two is running", "12-14", "never"),
    ("two is suspended", "12-12", "never"),
    ("two has lapsed", "15-", "never"),
    ("three has started", "", "never"),
    ("paid is fulfilled", "07-", "2025-01-07 00:00"),
    ("acted is fulfilled", "07-", "2025-01-07 00:00"),
    ("acted is overdue", "06-06", "never"),
    ("acted is in effect", "01-06", "never"),
    ("open-ended is in effect", "01-", "2025-01-09"),
    ("shut is suspended", "02-03", "never"),
    ("begun has started", "04-", "2025-01-04 00:00"),
    ("sworn is certified", "06-", "2025-01-06 00:00"),
    ("sworn is fulfilled", "06-", "2025-01-06 00:00"),
    ("4 of paid", "03-", "2025-01-03 00:00"),
    ("5 of paid", "07-", "2025-01-07 00:00"),
    ("10 of paid", "07-", "2025-01-07 00:00"),
    ("11 of paid", "", "never"),
    ("1 of acted", "07-", "2025-01-07 00:00"),
    ("2 of acted", "", "never"),
    ("1 of begun", "", "never"),
    ("stock is at least 7", "03-07", "never"),
    ("stock is at least 8", "", "never"),
    ("stock is at most 3", "08-", "2025-01-08 00:00"),
    ("2025-01-05 has passed", "06-", "2025-01-06 00:00"),
    ("3 days after bell has passed", "07-", "2025-01-07 00:00"),
    ("3 days after never has passed", "", "never"),
    ("e and bell", "05-", "2025-01-05 00:00"),
    ("e and never", "", "never"),
    ("e or never", "05-", "2025-01-05 00:00"),
    ("bell or e", "03-", "2025-01-03 00:00"),
    ("never or never", "", "never"),
]
DAYS = range(1, 16)


def days(written: str) -> list[int]:
    """Read `02-03 06-`, from the second to the third and from the sixth on."""
    found: list[int] = []
    for span in written.split():
        start, end = span.split("-")
        found.extend(day for day in DAYS if int(start) <= day <= int(end or 99))
    return found


@cache
def on_the(day: int) -> View:
    return lived(PACT, RECORD, f"2025-01-{day:02}")


@pytest.mark.parametrize(("asked", "span", "since"), SPANS, ids=[asked for asked, _, _ in SPANS])
def test_a_condition_day_by_day(asked: str, span: str, since: str) -> None:
    """It holds at the end of just these days; and since then, as it is seen at the end of the ninth."""
    found = condition(PACT, asked)
    assert [day for day in DAYS if on_the(day).holds(found)] == days(span)
    view = on_the(9)
    if since:
        assert told(view.machine.calendar, view.first(found)) == since
