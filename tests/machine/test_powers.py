"""When the use of a power has an effect, and which (section 8 of the semantics)."""

from __future__ import annotations

import pytest
from lived import IN_FORCE, life, lived, machine_of, told

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.machine import View, obstacle
from servanda.machine.moves import Step, Use
from servanda.machine.steps import take

PACT = """event e by north
event bell by host; recurring
process talks "talks" between north and south
  opened by north
  ended by host
phase one "One"
  starts on entry into force
  lasts 10 days
phase two "Two"
  starts when e
  lasts 10 days
map: north must hand over the map; by 2025-01-05; by 2025-01-09
guns: north must hand over guns; in each of hills, coast; by 2025-01-09
whenever: north must report
"""


def view_at(power: str, record: str, day: str) -> View:
    return lived(f"{PACT}{power}\n", f"{IN_FORCE}{record}\n", f"2025-01-{day}")


# -- whether it has an effect ----------------------------------------------------------------

POWERS = [
    # power; who uses it on the 6th; what the record says before; why it has no effect
    ("stop: host may terminate map", "host", "", ""),
    ("stop: host may terminate map", "", "", ""),
    ("stop: host may terminate map", "south", "", "south does not hold this power"),
    ("stop: unnamed may terminate map", "", "", ""),
    ("stop: north and south jointly may terminate map", "north south", "", ""),
    ("stop: north and south jointly may terminate map", "", "", ""),
    (
        "stop: north and south jointly may terminate map",
        "north",
        "",
        "it needs all of its holders",
    ),
    ("stop: any of north, south may terminate map", "north", "", ""),
    ("stop: host may terminate map; does not apply", "host", "", "the text has no such power"),
    ("stop: host may terminate map; when e", "host", "", "its condition does not hold"),
    ("stop: host may terminate map; when e", "host", "2025-01-03 happens e", ""),
    ("stop: host may terminate map; provided that e", "host", "", "its condition does not hold"),
    ("stop: host may terminate map; not before 2025-01-06", "host", "", ""),
    ("stop: host may terminate map; not before 2025-01", "host", "", ""),
    (
        "stop: host may terminate map; not before 2025-01-07",
        "host",
        "",
        "it may not be used yet",
    ),
    (
        "stop: host may terminate map; not before 2 days after e",
        "host",
        "",
        "it may not be used yet",
    ),
    (
        "stop: host may suspend map; at most 2 times",
        "host",
        "2025-01-03 exercise host stop\n2025-01-04 exercise host stop",
        "it was used 2 times already",
    ),
    ("stop: host may suspend map; at most 2 times", "host", "2025-01-03 exercise host stop", ""),
    (
        "stop: host may terminate map; on recommendation of south",
        "host",
        "",
        "south did not recommend it",
    ),
    (
        "stop: host may terminate map; on recommendation of south",
        "host",
        "2025-01-03 exercise south stop",
        "",
    ),
]


@pytest.mark.parametrize(("power", "by", "record", "why"), POWERS)
def test_why_the_use_of_a_power_has_no_effect(power: str, by: str, record: str, why: str) -> None:
    view = view_at(power, record, "06 12:00")
    provision = view.machine.agreement.provisions[ProvisionId("stop")]
    actors = tuple(map(ActorId, by.split()))
    found = obstacle(view.machine, view.state, provision, actors)
    assert found.startswith(why) and bool(found) is bool(why)


@pytest.mark.parametrize(
    ("day", "has_effect"), [("2024-12-31", False), ("2025-01-05", True), ("2025-01-15", False)]
)
def test_a_power_of_a_phase_lives_with_it(day: str, has_effect: bool) -> None:
    """Phase one begins on the 1st, and is over on the 11th."""
    pact = PACT.replace("phase two", "  stop: host may terminate map\nphase two")
    view = lived(pact, IN_FORCE, day)
    provision = view.machine.agreement.provisions[ProvisionId("one.stop")]
    found = obstacle(view.machine, view.state, provision, (ActorId("host"),))
    assert found == ("" if has_effect else "phase one is not running")


def test_a_use_without_effect_stays_out_of_what_was_used() -> None:
    view = view_at("stop: host may terminate map", "2025-01-03 exercise south stop", "06")
    assert view.uses(ProvisionId("stop")) == ()
    assert life(view, "map").state.value == "overdue"


# -- which effect it has ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("power", "record", "day", "name", "state"),
    [
        ("stop: host may suspend map", "2025-01-03 exercise host stop", "06", "map", "suspended"),
        (
            "stop: host may suspend map",
            "2025-01-03 exercise host stop until 2025-01-07",
            "07 23:58",
            "map",
            "suspended",
        ),
        (
            "stop: host may suspend map",
            "2025-01-03 exercise host stop until 2025-01-07",
            "08",
            "map",
            "overdue",
        ),
        (
            "stop: host may suspend map",
            "2025-01-03 exercise host stop for 4 days",
            "06",
            "map",
            "suspended",
        ),
        (
            "stop: host may suspend map",
            "2025-01-03 exercise host stop for 4 days",
            "07",
            "map",
            "overdue",
        ),
        (
            "stop: host may suspend map\ngo: host may resume map",
            "2025-01-03 exercise host stop\n2025-01-04 exercise host go",
            "06",
            "map",
            "overdue",
        ),
        (
            "stop: host may suspend map\ngo: host may resume map",
            "2025-01-03 exercise host stop until 2025-01-04\n2025-01-05 exercise host go\n"
            "2025-01-05 exercise host stop",
            "06",
            "map",
            "suspended",
        ),
        ("stop: host may waive map", "2025-01-03 exercise host stop", "06", "map", "discharged"),
        (
            "stop: host may terminate map",
            "2025-01-03 exercise host stop",
            "06",
            "map",
            "terminated",
        ),
        (
            "stop: host may terminate map; with notice 2 days",
            "2025-01-03 exercise host stop",
            "04",
            "map",
            "in-effect",
        ),
        (
            "stop: host may terminate map; with notice 2 days",
            "2025-01-03 exercise host stop",
            "05",
            "map",
            "terminated",
        ),
        (
            "stop: host may terminate map\nagain: host may revive map",
            "2025-01-03 exercise host stop\n2025-01-04 exercise host again",
            "05",
            "map",
            "in-effect",
        ),
        (
            "stop: host may certify map\nmap-2: north must hand over; certified by host",
            "2025-01-03 exercise host stop",
            "05",
            "map-2",
            "in-effect",
        ),
        (
            "stop: host may terminate the agreement",
            "2025-01-03 exercise host stop",
            "05",
            "map",
            "terminated",
        ),
        (
            "stop: host may extend map by 3 days",
            "2025-01-03 exercise host stop",
            "12",
            "map",
            "overdue",
        ),
    ],
)
def test_what_becomes_of_a_duty(power: str, record: str, day: str, name: str, state: str) -> None:
    assert life(view_at(power, record, day), name).state.value == state


def test_a_certificate_by_a_power_certifies() -> None:
    power = "swear: north must swear; certified by host\nsign: host may certify swear"
    view = view_at(power, "2025-01-03 act north swear\n2025-01-04 exercise host sign", "05")
    assert told(view.machine.calendar, life(view, "swear").met) == "2025-01-04 00:00"


@pytest.mark.parametrize(
    ("power", "use", "due"),
    [
        ("more: host may extend map by 3 days", "exercise host more", "2025-01-12"),
        ("more: host may extend map by 3 days", "exercise host more for 5 days", "2025-01-14"),
        ("more: host may extend map", "exercise host more until 2025-01-20", "2025-01-20"),
        ("more: host may extend map", "exercise host more until 2025-02", "2025-02-28"),
        (
            "more: host may extend map by 3 days",
            "exercise host more until 2025-01-20",
            "2025-01-20",
        ),
        ("more: host may extend map", "exercise host more", "2025-01-09"),
    ],
)
def test_a_duty_is_extended(power: str, use: str, due: str) -> None:
    """Its last date is 9 January; a length moves it, a date takes its place."""
    view = view_at(power, f"2025-01-03 {use}", "04")
    assert told(view.machine.calendar, life(view, "map").tranches[-1].due) == due


def test_a_duty_without_a_date_gets_one_only_from_a_date() -> None:
    power = "more: host may extend whenever by 3 days"
    assert life(view_at(power, "2025-01-03 exercise host more", "04"), "whenever").due is None
    dated = view_at(power, "2025-01-03 exercise host more until 2025-01-20", "04")
    assert told(dated.machine.calendar, life(dated, "whenever").due) == "2025-01-20"


@pytest.mark.parametrize(
    ("power", "use", "term"),
    [
        ("more: host may renew one by 5 days", "exercise host more", "2025-01-16"),
        ("more: host may renew one by 5 days", "exercise host more for 7 days", "2025-01-18"),
        ("more: host may renew one by 5 days", "exercise host more until 2025-01-20", "2025-01-20"),
        ("more: host may extend one", "exercise host more until 2025-02", "2025-02-28"),
        ("more: host may extend one", "exercise host more", "2025-01-11"),
    ],
)
def test_a_phase_is_renewed(power: str, use: str, term: str) -> None:
    """Its term is 11 January; a second renewal goes on from the first."""
    view = view_at(power, f"2025-01-03 {use}", "04")
    assert told(view.machine.calendar, view.term(PhaseId("one"))) == term


def test_a_second_renewal_goes_on_from_the_first() -> None:
    power = "more: host may renew one by 5 days"
    view = view_at(power, "2025-01-03 exercise host more\n2025-01-04 exercise host more", "05")
    assert told(view.machine.calendar, view.term(PhaseId("one"))) == "2025-01-21"


def test_a_phase_is_revived_and_runs_on() -> None:
    """From where it began, beyond its term; what had not begun does not."""
    power = "stop: host may terminate one\nagain: host may revive one"
    record = "2025-01-03 exercise host stop\n2025-01-05 exercise host again"
    ended, revived = view_at(power, record, "04"), view_at(power, record, "05")
    calendar = ended.machine.calendar
    assert told(calendar, ended.log(PhaseId("one")).ended) == "2025-01-03 00:00"
    log = revived.log(PhaseId("one"))
    assert (log.ended, told(calendar, log.started)) == (None, "2025-01-01 00:00")
    other = "again: host may revive two"
    assert (
        view_at(other, "2025-01-05 exercise host again", "06").log(PhaseId("two")).started is None
    )


def test_what_is_suspended_over_an_area_goes_on_elsewhere() -> None:
    power = "stop: host may suspend guns; over area\ngo: host may resume guns; over area"
    power = power.replace("; over area", "; in part")
    stopped = "2025-01-03 exercise host stop over hills"
    parts = {p.id: p.state.value for p in life(view_at(power, stopped, "04"), "guns").parts}
    assert parts == {"guns/hills": "suspended", "guns/coast": "in-effect"}
    both = f"{stopped}\n2025-01-03 exercise host stop over coast"
    for over, hills, coast in (
        (" over coast", "suspended", "in-effect"),
        ("", "in-effect", "in-effect"),
    ):
        view = view_at(power, f"{both}\n2025-01-04 exercise host go{over}", "05")
        parts = {p.id: p.state.value for p in life(view, "guns").parts}
        assert parts == {"guns/hills": hills, "guns/coast": coast}


def test_a_power_declares_an_event_and_ends_talks() -> None:
    view = view_at("call: host may declare e", "2025-01-03 exercise host call", "04")
    (happening,) = view.happenings(EventId("e"))
    assert told(view.machine.calendar, happening.at) == "2025-01-03 00:00"
    power = "close: host may end talks"
    record = "2025-01-02 opens talks by north\n2025-01-03 exercise host close"
    view = view_at(power, record, "04")
    assert len(view.happenings(view.machine.agreement.processes["talks"].ended)) == 1


@pytest.mark.parametrize("words", ["amend map", "exempt north from map"])
def test_what_is_only_noted_is_a_use_without_effect(words: str) -> None:
    view = view_at(f"note: host may {words}", "2025-01-03 exercise host note", "04")
    assert len(view.uses(ProvisionId("note"))) == 1
    assert life(view, "map").state.value == "in-effect"


def test_of_two_notices_the_last_counts() -> None:
    """With two days' notice the duty would have ended before its date was over."""
    pact = f"{PACT}stop: host may terminate map; with notice 2 days; with notice 4 days\n"
    view = lived(pact, f"{IN_FORCE}2025-01-03 exercise host stop\n", "2025-01-06")
    assert life(view, "map").state.value == "overdue"


def test_those_who_recommend_do_so_only_in_their_own_hands() -> None:
    """Whoever uses a power of two stages together with its adviser does not only recommend it."""
    pact = f"{PACT}stop: south may terminate map; on recommendation of host\n"
    machine = machine_of(pact, IN_FORCE)
    at: Instant = 29_000_000
    state = View(machine, lived(pact, IN_FORCE, "2025-01-02").state).state
    power = ProvisionId("stop")
    advised = take(machine, state, Step(at=at, move=Use(power=power), by=(ActorId("host"),)))
    assert len(advised.recommended[power]) == 1 and power not in advised.uses
    nobody = take(machine, state, Step(at=at, move=Use(power=power), by=()))
    assert power not in nobody.recommended and power not in nobody.uses
    used = take(machine, advised, Step(at=at, move=Use(power=power), by=(ActorId("south"),)))
    assert len(used.uses[power]) == 1
