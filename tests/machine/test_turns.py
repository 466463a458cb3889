"""When something may change by the mere passing of time."""

from __future__ import annotations

import pytest
from lived import IN_FORCE, first, last, lived, point, told

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, PhaseId
from servanda.machine import View, advance, next_turn
from servanda.machine.steps import points_in, turns_of, turns_of_powers
from servanda.machine.turning import around, turns_of_event, watched

PACT = """ambiguity q "Q?"
  reading one-way "one"
  reading other-way "the other"
event e by north
event never by north
event bell by host; recurring
event ruled by host; not before 2025-01; only when 2025-01-10 has passed; recurring
event apart by host; recurring; not within 3 days of apart
event read by host
  under other-way: not before 2025-01-20
phase one "One"
  starts on 2025-01-03 12:00
  lasts 10 days
  ends when 2025-01-09 has passed and e
  runs on while not 2025-01-20 has passed
  then two when not (2025-01-30 has passed or e)
phase two "Two"
  starts when 2025-02-01 has passed
  lasts until 2025-02-20
stop: host may terminate x
hold: host may suspend x
x: north must act
"""


def view_on(day: str, record: str = "", **readings: str) -> View:
    return lived(PACT, f"{IN_FORCE}{record}\n", f"2025-{day}", "", **readings)


def dates(view: View, instants: list[Instant]) -> list[str]:
    return sorted(told(view.machine.calendar, instant) for instant in instants)


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("once 2025-01-05 has passed", [("2025-01-05", True)]),
        ("provided that not 2025-01-05 has passed", [("2025-01-05", True)]),
        ("may be withheld while e and 2025-01-05 has passed", [("2025-01-05", True)]),
        (
            "done when 2025-01-05 has passed or 2025-01-06 has passed",
            [("2025-01-05", True), ("2025-01-06", True)],
        ),
        ("not before 2025-01-05", [("2025-01-05", False)]),
        ("from 2025-01-05; until 2025-01-07", [("2025-01-05", False), ("2025-01-07", True)]),
        ("until 2025-01-07", [("2025-01-07", True)]),
        ("from 2025-01-05", [("2025-01-05", False)]),
        ("by 2025-01-05", []),
        ("once e", []),
    ],
)
def test_what_a_clause_waits_for(clause: str, wanted: list[tuple[str, bool]]) -> None:
    """That a moment has passed counts from its last instant on, that it has come from its first."""
    pact = f"{PACT}y: south must act; {clause}\n"
    view = lived(pact, IN_FORCE, "2025-01-02")
    calendar = view.machine.calendar
    found = []
    for each in view.machine.clauses("y"):
        for at, is_after in watched(each):
            stretch = view.stretch(at)
            assert stretch is not None
            found.append((told(calendar, stretch[1]), is_after))
    assert found == wanted


def test_from_when_the_rules_on_an_event_let_it_come_about() -> None:
    view = view_on("01-02")
    event = view.machine.agreement.events
    assert dates(view, list(turns_of_event(view, event[EventId("ruled")]))) == [
        "2025-01-01 00:00",
        "2025-01-11 00:00",
    ]
    assert list(turns_of_event(view, event[EventId("e")])) == []


def test_not_so_soon_again() -> None:
    """Three days after the last time it happened."""
    record = "2025-01-02 happens apart\n2025-01-06 happens apart"
    for day, wanted in (
        ("01-01", []),
        ("01-03", ["2025-01-05 00:00"]),
        ("01-07", ["2025-01-09 00:00"]),
    ):
        view = view_on(day, record)
        found = list(turns_of_event(view, view.machine.agreement.events[EventId("apart")]))
        assert dates(view, found) == wanted


def test_a_rule_under_a_reading_counts_under_it() -> None:
    for reading, wanted in (("one-way", []), ("other-way", ["2025-01-20 00:00"])):
        view = view_on("01-02", q=reading)
        found = list(turns_of_event(view, view.machine.agreement.events[EventId("read")]))
        assert dates(view, found) == wanted


def test_a_rule_whose_clock_has_not_started() -> None:
    rules = "not before 3 days after never; only when 2 days after never has passed"
    pact = f"{PACT}event late by host; {rules}\n"
    view = lived(pact, IN_FORCE, "2025-01-02")
    assert list(turns_of_event(view, view.machine.agreement.events[EventId("late")])) == []


def test_around_a_moment() -> None:
    """Its last instant, and the one after it; nothing while its clock has not started."""
    view = view_on("01-02")
    found = dates(view, list(around(view, point(PACT, "2025-01"))))
    assert found == ["2025-01-31", "2025-02-01 00:00"]
    assert list(around(view, point(PACT, "2 days after never"))) == []


@pytest.mark.parametrize(
    ("day", "one", "two"),
    [
        ("01-02", ["2025-01-03 12:00"], ["2025-02-02 00:00"]),
        (
            "01-04",
            ["2025-01-10 00:00", "2025-01-13", "2025-01-21 00:00", "2025-01-31 00:00"],
            ["2025-02-02 00:00"],
        ),
        ("02-10", [], ["2025-02-20"]),
        ("02-25", [], []),
    ],
)
def test_when_a_phase_may_start_or_end_by_itself(day: str, one: list[str], two: list[str]) -> None:
    view = view_on(day)
    assert dates(view, list(turns_of(view, PhaseId("one")))) == one
    assert dates(view, list(turns_of(view, PhaseId("two")))) == two


def test_when_suspensions_begin_and_end_and_terminations_take_effect() -> None:
    record = (
        "2025-01-02 exercise host hold until 2025-01-05\n2025-01-02 exercise host hold\n"
        "2025-01-06 exercise host stop"
    )
    holds = ["2025-01-02 00:00", "2025-01-02 00:00", "2025-01-05"]
    for day, wanted in (("01-03", holds), ("01-07", [*holds, "2025-01-06 00:00"])):
        view = view_on(day, record)
        assert dates(view, list(turns_of_powers(view))) == wanted


def test_the_next_turn_is_after_now() -> None:
    view = view_on("01-02")
    calendar = view.machine.calendar
    state = view.state
    turns = []
    for _ in range(4):
        turn = next_turn(view.machine, state)
        assert turn is not None and state.now is not None and turn > state.now
        turns.append(told(calendar, turn))
        state = advance(view.machine, state, turn)
    assert turns == ["2025-01-03 12:00", "2025-01-10 00:00", "2025-01-13", "2025-01-21 00:00"]


def test_time_stops_where_a_phase_may_end() -> None:
    """In one stride or day by day: the state is the same, down to the minute at which a phase ended."""
    view = view_on("01-02")
    machine, calendar = view.machine, view.machine.calendar
    far = last(calendar, "2025-02-25")
    stride = advance(machine, view.state, far)
    state = view.state
    for day in range(3, 57):
        state = advance(machine, state, first(calendar, "2025-01-01") + day * 24 * 60)
    state = advance(machine, state, far)
    assert state.phases == stride.phases
    log = stride.phase(PhaseId("one"))
    assert told(calendar, log.ended) == "2025-01-13"
    assert advance(machine, stride, first(calendar, "2025-01-05")) is stride


def test_the_moments_in_a_condition() -> None:
    pact = f"{PACT}y: south must act; once e and not (2025-01-05 has passed or 2 of x)\n"
    view = lived(pact, IN_FORCE, "2025-01-02")
    (clause,) = view.machine.clauses("y")
    found = [view.stretch(each) for each in points_in(clause.condition)]  # type: ignore[attr-defined]
    assert [told(view.machine.calendar, each[1]) for each in found if each] == ["2025-01-05"]
