"""When something in sight may change by itself, when runs begin, and who is late: one small look each."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import IN_FORCE, agreement_of, first, lived, machine_of, point, told

from servanda.base.calendar import Calendar, Duration, Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.checks.claims import Texts, answer, start_of
from servanda.checks.claims.faith import EVERYBODY, NOBODY, broken, late
from servanda.checks.claims.instants import Sight, _before, _origins
from servanda.checks.claims.outlooks import (
    event_ahead,
    moments_ahead,
    phase_ahead,
    points_of,
    provision_ahead,
)
from servanda.machine import View
from servanda.model.claims import Verdict

PACT = """event e by north
event never by north
event bell by host; recurring
event ruled by host; not before 2025-01-09; only when 2025-01-12 has passed
process talks "talks" between north and south
  opened by north
  ended by north
phase one "One"
  starts on 2025-01-04 12:00
  lasts 10 days
  ends when 2025-01-09 has passed and e
phase two "Two"
  starts when 2025-02-01 has passed
  lasts until 2025-02-20
"""


def dates(view: View, instants: tuple[Instant, ...]) -> list[str]:
    return sorted({told(view.machine.calendar, instant) for instant in instants})


# -- when it may change ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clauses", "record", "turns"),
    [
        ("", "", []),
        ("by 2025-01-05", "", ["2025-01-05", "2025-01-06 00:00"]),
        ("by 2025-01-05", "2025-01-02 act north x", []),
        (
            "total 3 by 2025-01-05; total 9 by 2025-01-07",
            "2025-01-02 act north x 3",
            ["2025-01-07", "2025-01-08 00:00"],
        ),
        ("once e; by 2025-01-05", "", ["2025-01-05", "2025-01-06 00:00"]),
        (
            "once 2025-01-05 has passed; by 3 days after e",
            "",
            ["2025-01-06 00:00"],
        ),
        ("not before 2025-01-05", "", ["2025-01-05 00:00"]),
        ("from 2025-01-05; until 2025-01-07", "", ["2025-01-05 00:00", "2025-01-08 00:00"]),
        ("start by 2025-01-05", "", ["2025-01-05", "2025-01-06 00:00"]),
        (
            "by 2025-01-02; cure within 3 days",
            "",
            ["2025-01-02", "2025-01-03 00:00", "2025-01-05", "2025-01-06 00:00"],
        ),
        (
            "may be withheld while 2025-01-05 has passed",
            "",
            ["2025-01-06 00:00"],
        ),
    ],
)
def test_when_a_duty_may_change_by_itself(clauses: str, record: str, turns: list[str]) -> None:
    """Seen at the end of the third: what is over is told as well, what lies ahead is chosen later."""
    pact = f"{PACT}x: north must free 9 men{'; ' if clauses else ''}{clauses}\n"
    view = lived(pact, f"{IN_FORCE}{record}\n", "2025-01-03")
    found = provision_ahead(view, view.machine.agreement.provisions[ProvisionId("x")])
    assert dates(view, found.turns) == turns


def test_each_part_of_a_duty_may_change_by_itself() -> None:
    pact = f"{PACT}x: north and south each must act; by 2025-01-05; cure within 1 days\n"
    record = f"{IN_FORCE}2025-01-02 act north x\n"
    view = lived(pact, record, "2025-01-06")
    found = provision_ahead(view, view.machine.agreement.provisions[ProvisionId("x")])
    assert dates(view, found.turns) == [
        *("2025-01-05", "2025-01-06", "2025-01-06 00:00", "2025-01-07 00:00"),
    ]


@pytest.mark.parametrize(
    ("phase", "day", "turns"),
    [
        (
            "one",
            "05",
            ["2025-01-10 00:00", "2025-01-14", "2025-01-15 00:00"],
        ),
        ("one", "03", ["2025-01-04 12:00"]),
        ("two", "03", ["2025-02-02 00:00", "2025-02-20", "2025-02-21 00:00"]),
    ],
)
def test_when_a_phase_may_change_by_itself(phase: str, day: str, turns: list[str]) -> None:
    view = lived(PACT, IN_FORCE, f"2025-01-{day}")
    found = phase_ahead(view, view.machine.agreement.phases[PhaseId(phase)])
    assert dates(view, found.turns) == turns


def test_when_an_event_may_come_about() -> None:
    """From when its rules let it; and one that recurs may come again a minute later, three times in all."""
    view = lived(PACT, IN_FORCE, "2025-01-03")
    events = view.machine.agreement.events
    ruled = event_ahead(view, events[EventId("ruled")], is_edge=False)
    assert dates(view, ruled.turns) == ["2025-01-09 00:00", "2025-01-13 00:00"]
    for times, turns in ((0, []), (1, ["2025-01-02 00:01"]), (2, ["2025-01-02 00:01"]), (3, [])):
        record = IN_FORCE + "2025-01-02 happens bell\n" * times
        view = lived(PACT, record, "2025-01-02 00:00")
        found = event_ahead(view, view.machine.agreement.events[EventId("bell")], is_edge=False)
        assert dates(view, found.turns) == turns
        edge = event_ahead(view, view.machine.agreement.events[EventId("bell")], is_edge=True)
        assert edge.turns == ()
    later = lived(PACT, IN_FORCE + "2025-01-02 happens bell\n", "2025-01-03")
    found = event_ahead(later, later.machine.agreement.events[EventId("bell")], is_edge=False)
    assert found.turns == ()


def test_when_moments_come() -> None:
    view = lived(PACT, IN_FORCE, "2025-01-03")
    points = (point(PACT, "2025-01"), point(PACT, "2 days after never"))
    found = moments_ahead(view, points)
    assert dates(view, found.turns) == ["2025-01-31", "2025-02-01 00:00"]
    assert found.fixed == (True, False)
    assert dates(view, found.dates) == ["2025-01-01 00:00", "2025-01-31"]


@pytest.mark.parametrize(
    ("clause", "named"),
    [
        ("by day 3", 1),
        ("all by day 3", 1),
        ("start by day 3", 1),
        ("not before day 3", 1),
        ("from day 3", 1),
        ("until day 3", 1),
        ("once day 3 has passed", 1),
        ("provided that day 3 has passed and day 4 has passed", 2),
        ("may be withheld while day 3 has passed", 1),
        ("done when day 3 has passed", 1),
        ("against y", 0),
        ("once e", 0),
    ],
)
def test_the_moments_a_clause_names(clause: str, named: int) -> None:
    pact = f"{PACT}y: south must act\nx: north must act; {clause}\n"
    (found,) = machine_of(pact).clauses("x")
    assert len(list(points_of(found))) == named


@pytest.mark.parametrize(
    ("clause", "named"),
    [
        ("starts on day 3", 1),
        ("starts when day 3 has passed", 1),
        ("lasts until day 3", 1),
        ("lasts 3 days", 0),
        ("ends when day 3 has passed", 1),
        ("runs on while not day 3 has passed", 1),
        ("then two when day 3 has passed", 1),
        ("then two", 0),
    ],
)
def test_the_moments_a_clause_of_a_phase_names(clause: str, named: int) -> None:
    (found,) = machine_of(f"{PACT}phase three\n  {clause}\n").clauses("three")
    assert len(list(points_of(found))) == named


# -- when clocks must start ------------------------------------------------------------------

CALENDAR = machine_of("").calendar


def at(text: str) -> Instant:
    return first(CALENDAR, text)


def shown(calendar: Calendar, instants: set[Instant] | tuple[Instant, ...]) -> list[str]:
    return [told(calendar, each) for each in sorted(instants)]


def test_when_a_clock_must_start_to_run_out_at_an_instant() -> None:
    """By days at the first minute of a day, or on the day after; by hours at the minute, or the next."""
    noon = at("2025-01-10 12:00")
    assert shown(CALENDAR, _origins(CALENDAR, noon, Duration(days=3))) == [
        "2025-01-07 00:00",
        "2025-01-08 00:00",
    ]
    assert shown(CALENDAR, _origins(CALENDAR, noon, Duration(minutes=90))) == [
        "2025-01-10 10:30",
        "2025-01-10 10:31",
    ]


def test_the_instants_from_which_clocks_lead_to_what_lies_ahead() -> None:
    """Three clocks back at most, and none before now."""
    ahead, now = {at("2025-01-20")}, at("2025-01-02")
    found = _before(partial(_origins, CALENDAR), ahead, [Duration(days=5)], now)
    assert shown(CALENDAR, found) == [
        *("2025-01-05 00:00", "2025-01-06 00:00", "2025-01-07 00:00", "2025-01-08 00:00"),
        *("2025-01-10 00:00", "2025-01-11 00:00", "2025-01-12 00:00"),
        *("2025-01-15 00:00", "2025-01-16 00:00", "2025-01-20 00:00"),
    ]
    near = _before(partial(_origins, CALENDAR), ahead, [Duration(days=5)], at("2025-01-15"))
    assert shown(CALENDAR, near) == ["2025-01-16 00:00", "2025-01-20 00:00"]
    assert _before(partial(_origins, CALENDAR), ahead, [Duration(days=30)], now) == ahead


def test_so_many_clocks_that_their_instants_are_left_out() -> None:
    lengths = [Duration(days=days) for days in range(1, 72, 2)]
    ahead = {at("2025-03-20")}
    assert _before(partial(_origins, CALENDAR), ahead, lengths, at("2025-01-02")) == ahead


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("x: north must act; by 3 days after e", {3}),
        ("x: north must act; by 3 days after 4 days after e", {3, 4}),
        ("x: north must act; by day 3 from e", {3}),
        ("x: north must act; by the later of 3 days after e and 4 days after never", {3, 4}),
        ("x: north must act; by 2025-03-01", set()),
        ("x: north must act; once 3 days after e has passed", {3}),
        ("x: north may terminate y; with notice 3 days", {3}),
        ("x: north must free men; 3 for each any of y; within 3 days", {3}),
        ("x: north must free men; 3 for each any of y; on the same day", set()),
        ("phase x\n  starts when e\n  lasts 3 days", {3}),
        ("event x by north; not before 3 days after e", {3}),
    ],
)
def test_the_clocks_in_sight(sentence: str, days: set[int]) -> None:
    """Their lengths, while what they are counted from has not happened."""
    machine = machine_of(f"event e by north\nevent never by south\ny: south must act\n{sentence}\n")
    view = View(machine, lived("", IN_FORCE, "2025-01-02").state)
    sight = Sight(machine=machine, names=frozenset({"x"}), points=())
    assert {length.days for length in sight.clocks_to_start(view, sight.names)} == days
    away = Sight(machine=machine, names=frozenset({"y"}), points=())
    assert away.clocks_to_start(view, away.names) == []


def test_a_clock_that_has_started_is_none_to_start() -> None:
    pact = "event e by north\nx: north must act; by 3 days after e\n"
    view = lived(pact, f"{IN_FORCE}2025-01-02 happens e\n", "2025-01-03")
    sight = Sight(machine=view.machine, names=frozenset({"x", "e"}), points=())
    assert sight.clocks_to_start(view, sight.names) == []


def test_what_is_in_sight() -> None:
    pact = f"{PACT}x: north must act; by 2025-01-05\ny: south must act; by 2025-01-04\n"
    view = lived(pact, IN_FORCE, "2025-01-03")
    names = frozenset({"x", "one", "e", "talks.opened"})
    sight = Sight(machine=view.machine, names=names, points=(point(pact, "2025-01-08"),))
    assert [p.id for p in sight.provisions] == ["x"]
    assert sight.phases == ["one"]
    assert [event.id for event in sight.events] == ["e", "talks.opened"]
    assert sight.edges == {"talks.opened", "talks.ended"}
    assert dates(view, tuple(sight.ahead(view, sight.names))) == [
        *("2025-01-04 12:00", "2025-01-05", "2025-01-06 00:00"),
        *("2025-01-08", "2025-01-09 00:00"),
    ]


@pytest.mark.parametrize(
    ("use", "turn"),
    [("hold until 2025-01-20", "2025-01-20"), ("stop", "2025-01-30 00:00")],
)
def test_suspensions_and_terminations_turn_in_sight(use: str, turn: str) -> None:
    pact = (
        f"{PACT}x: north must act\nhold: host may suspend x\n"
        "stop: host may terminate x; with notice 28 days\n"
    )
    view = lived(pact, f"{IN_FORCE}2025-01-02 exercise host {use}\n", "2025-01-03")
    sight = Sight(machine=view.machine, names=frozenset({"x"}), points=())
    assert turn in dates(view, tuple(sight.ahead(view, sight.names)))


# -- when runs begin -------------------------------------------------------------------------

PROPOSED = (
    "2024-05-31 propose host case\n2024-06-10 propose host case\n2024-07-01 sign north case\n"
)


@pytest.mark.parametrize(
    ("header", "record", "given", "at_", "why", "is_assumed"),
    [
        ("", IN_FORCE, "2025-03-01", "2025-03-01", "as given", True),
        ("in force on 2025-02-01", "", None, "2025-02-01", "entry into force", False),
        ("", PROPOSED + IN_FORCE, None, "2025-01-01", "entry into force", False),
        ("", PROPOSED, None, "2024-06-11", "the day after it was last proposed", True),
        ("", "2024-07-01 sign north case\n", None, "2025-09-01", "today", True),
        ("", "", None, "2025-09-01", "today", True),
    ],
)
def test_when_runs_begin(
    header: str, record: str, given: str | None, at_: str, why: str, is_assumed: bool
) -> None:
    agreement = agreement_of("", record, header)
    asked = None if given is None else at(given)
    found = start_of(agreement, asked, at("2025-09-01"))
    assert (found.at, found.why, found.is_assumed) == (at(at_), why, is_assumed)


# -- who is late -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "acts", "debtors"),
    [
        ("north", "", ["north"]),
        ("north", "north", []),
        ("north and south jointly", "", ["north+south"]),
        ("north and south each", "", ["north", "south"]),
        ("north and south each", "north", ["south"]),
        ("any of north, south", "", ["north", "south"]),
        ("all of north, south", "south", ["north"]),
        ("unnamed", "", []),
    ],
)
def test_who_is_late(who: str, acts: str, debtors: list[str]) -> None:
    """Each time all those who together could have acted in time."""
    pact = f"x: {who} must act; by 2025-01-05\n"
    record = IN_FORCE + "".join(f"2025-01-02 act {actor} x\n" for actor in acts.split())
    for day, wanted in (("05", []), ("06", debtors)):
        view = lived(pact, record, f"2025-01-{day}")
        provisions = list(view.machine.agreement.provisions.values())
        found = sorted("+".join(sorted(each)) for each in late(provisions, view))
        assert found == wanted
        owing = broken(provisions, view, EVERYBODY)
        assert sorted("+".join(sorted(debt.debtors)) for debt in owing) == wanted
        assert {debt.duty for debt in owing} <= {"x"}
        assert broken(provisions, view, NOBODY) == ()


def test_an_area_that_is_late_makes_its_bearers_late() -> None:
    pact = "x: north and south each must leave; in each of hills, coast; by 2025-01-05\n"
    view = lived(pact, f"{IN_FORCE}2025-01-02 act north, south x in hills\n", "2025-01-06")
    provisions = list(view.machine.agreement.provisions.values())
    assert late(provisions, view) == {frozenset({"north", "south"})}


def test_lateness_that_may_be_cured_is_none_yet() -> None:
    pact = "x: north must act; by 2025-01-05; cure within 2 days\n"
    for day, is_late in (("07", False), ("08", True)):
        view = lived(pact, IN_FORCE, f"2025-01-{day}")
        assert bool(late(list(view.machine.agreement.provisions.values()), view)) is is_late


# -- the later of two moments ---------------------------------------------------------------------

LATER = """event accord by host
phase one "One"
  starts on 2025-01-02
  then three when accord
phase two "Two"
  starts on the later of 2025-01-06 and 1 day after accord
  map: host must deliver; by day 2 of three
phase three "Three"
claim c "c"
  some faithful run reaches three has started
"""


def test_an_act_may_wait_for_the_date_beside_which_it_counts() -> None:
    """Before the fifth it would set a date that is over when the duty begins."""
    agreement = agreement_of(LATER)
    (claim,) = agreement.claims.values()
    start = first(agreement.header.calendar, "2025-01-01")
    assert answer(Texts(agreement=agreement, start=start), claim, {}).verdict is Verdict.YES


@pytest.mark.parametrize(
    ("clause", "turns"),
    [
        (
            "by the later of 2025-01-06 and 1 day after e",
            ["2025-01-06", "2025-01-07 00:00"],
        ),
        (
            "by 3 days after the later of 2025-01-06 and e",
            ["2025-01-06", "2025-01-07 00:00"],
        ),
        (
            "by day 3 of the later of 2025-01-06 and e",
            ["2025-01-06", "2025-01-07 00:00"],
        ),
        ("by the later of bell and 1 day after e", []),
    ],
)
def test_the_known_one_of_two_moments_is_looked_at(clause: str, turns: list[str]) -> None:
    view = lived(f"{PACT}x: north must act; once bell; {clause}\n", IN_FORCE, "2025-01-02")
    found = provision_ahead(view, view.machine.agreement.provisions[ProvisionId("x")])
    assert dates(view, found.turns) == sorted(turns)
