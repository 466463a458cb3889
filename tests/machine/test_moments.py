"""When a moment of the text falls, asked at the end of a day of one small record (rules T1 to T13)."""

from __future__ import annotations

import pytest
from lived import IN_FORCE, life, lived, point, told

from servanda.base.identities import ProvisionId

PACT = """event e by north
event late by north
event never by north
event bell by host; recurring
process talks "talks" between north and south
  opened by north
  concluded by terms
  ended by host
event terms by north and south jointly
phase one "One"
  starts on entry into force
  lasts 10 days
  then two
phase two "Two"
  starts when late
  lasts 3 days
phase free "Without end"
  starts on entry into force
paid: north must pay 10 coins; by 2025-01-08
built: south must build; start by 2025-01-05
stop: south may terminate paid
"""
RECORD = f"""{IN_FORCE}2025-01-02 04:30 opens talks by north
2025-01-03 happens bell
2025-01-04 act south built starts
2025-01-05 act north paid 10
2025-01-05 happens e
2025-01-06 happens bell
2025-01-06 act south built
2025-01-07 ends talks by host
2025-01-09 opens talks by north
2025-01-10 ends talks by host
2025-01-20 happens late
"""
MOMENTS = [
    ("2025-03-01", "2025-03-01 00:00", "2025-03-01"),
    ("2025-03-01 22:00", "2025-03-01 22:00", "2025-03-01 22:00"),
    ("2025-02", "2025-02-01 00:00", "2025-02-28"),
    ("day 0", "2025-01-01 00:00", "2025-01-01"),
    ("day 3", "2025-01-04 00:00", "2025-01-04"),
    ("day 3 from e", "2025-01-08 00:00", "2025-01-08"),
    ("day 3 from never", "never", "never"),
    ("day 2 of one", "2025-01-03 00:00", "2025-01-03"),
    ("entry into force", "2025-01-01 00:00", "2025-01-01 00:00"),
    ("signature", "2024-12-20 00:00", "2024-12-20 00:00"),
    ("2 days after e", "2025-01-07 00:00", "2025-01-07"),
    ("36 hours after e", "2025-01-06 12:00", "2025-01-06 12:00"),
    ("2 days before e", "2025-01-03 00:00", "2025-01-03"),
    ("2 days after never", "never", "never"),
    ("e", "2025-01-05 00:00", "2025-01-05 00:00"),
    ("bell", "2025-01-03 00:00", "2025-01-03 00:00"),
    ("the last bell", "2025-01-06 00:00", "2025-01-06 00:00"),
    ("paid", "2025-01-05 00:00", "2025-01-05 00:00"),
    ("the start of built", "2025-01-04 00:00", "2025-01-04 00:00"),
    ("the end of built", "2025-01-06 00:00", "2025-01-06 00:00"),
    ("the start of one", "2025-01-01 00:00", "2025-01-01 00:00"),
    ("the end of free", "never", "never"),
    ("the start of talks", "2025-01-02 04:30", "2025-01-02 04:30"),
    ("the end of talks", "2025-01-07 00:00", "2025-01-07 00:00"),
    ("the earlier of e and never", "2025-01-05 00:00", "2025-01-05 00:00"),
    ("the earlier of never and e", "2025-01-05 00:00", "2025-01-05 00:00"),
    ("the earlier of e and day 9", "2025-01-05 00:00", "2025-01-05 00:00"),
    ("the earlier of day 9 and e", "2025-01-05 00:00", "2025-01-05 00:00"),
    ("the later of e and never", "never", "never"),
    ("the later of e and day 9", "2025-01-10 00:00", "2025-01-10"),
    ("the later of day 9 and e", "2025-01-10 00:00", "2025-01-10"),
]
SIGNED = "signed 2024-12-20"


@pytest.mark.parametrize(("asked", "begins", "ends"), MOMENTS, ids=[m[0] for m in MOMENTS])
def test_a_moment_at_the_end_of_the_tenth(asked: str, begins: str, ends: str) -> None:
    view = lived(PACT, RECORD, "2025-01-10", SIGNED)
    calendar = view.machine.calendar
    found = view.stretch(point(PACT, asked))
    edges = (None, None) if found is None else found
    assert (told(calendar, edges[0]), told(calendar, edges[1])) == (begins, ends)


@pytest.mark.parametrize(
    ("day", "ends"),
    [("2025-01-01", "2025-01-11"), ("2025-01-11", "2025-01-11"), ("2025-01-25", "2025-01-11")],
)
def test_the_end_of_a_phase_is_its_term_until_it_is_over(day: str, ends: str) -> None:
    """Phase one begins on the 1st and lasts ten days, day 0 being the first."""
    view = lived(PACT, RECORD, day)
    found = view.stretch(point(PACT, "the end of one"))
    assert found is not None and told(view.machine.calendar, found[0]) == ends


def test_what_has_not_happened_yet_is_no_moment() -> None:
    view = lived(PACT, RECORD, "2025-01-02 04:29")
    for asked in (
        "e",
        "bell",
        "paid",
        "the start of built",
        "the start of talks",
        "the end of talks",
    ):
        assert view.stretch(point(PACT, asked)) is None, asked


def test_a_phase_past_its_term_has_no_end_in_sight() -> None:
    """While talks let it run on, nobody can say when it ends; nor while it waits for its own end."""
    pact = PACT.replace(
        "  lasts 10 days\n", "  lasts 10 days\n  runs on while not never\n"
    ).replace("  then two\n", "  then two when never\n")
    within, beyond = lived(pact, RECORD, "2025-01-11"), lived(pact, RECORD, "2025-01-12")
    end = point(pact, "the end of one")
    assert within.stretch(end) is not None
    assert beyond.stretch(end) is None
    own = "phase own\n  starts on entry into force\n  lasts until 2 days after the end of own\n"
    assert (
        lived(PACT + own, RECORD, "2025-01-03").stretch(point(PACT + own, "the end of own")) is None
    )


def test_a_power_is_fulfilled_when_it_is_first_used() -> None:
    record = f"{RECORD}2025-01-21 exercise south stop\n"
    view = lived(PACT, record, "2025-01-22")
    assert told(view.machine.calendar, view.fulfilled(ProvisionId("stop"))) == "2025-01-21 00:00"
    before = lived(PACT, record, "2025-01-20")
    assert before.fulfilled(ProvisionId("stop")) is None
    assert life(before, "stop").met is None
