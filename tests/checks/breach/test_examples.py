"""Breaches of the examples, judged by what the case sheets say of their texts."""

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from servanda.base.identities import ProvisionId
from servanda.checks.breach import BreachPath, BreachResult, breaches
from servanda.checks.breach.breaches import can_be_broken, ground_of
from servanda.checks.breach.compare import compare
from servanda.checks.breach.course import Departure, depart, follow, reach_of
from servanda.checks.breach.hypotheses import breaches_on
from servanda.checks.claims import start_of
from servanda.machine import Machine
from servanda.machine.choices import default_choice
from servanda.model.agreement import Agreement
from servanda.workspace import load

sys.path.insert(0, str(Path(__file__).parent))
from breach_cases import day, effects

EXAMPLES = Path(__file__).parents[3] / "examples"


def example(name: str) -> Agreement:
    agreement = load(EXAMPLES / name).agreement
    assert agreement is not None
    return agreement


def asked(agreement: Agreement, of: str | None = None, **fixed: str) -> BreachResult:
    start = start_of(agreement, None, 0).at
    name = None if of is None else ProvisionId(of)
    return breaches(agreement, start, fixed, of=name)  # type: ignore[arg-type]


def paths(agreement: Agreement, of: str, **fixed: str) -> tuple[BreachPath, ...]:
    (provision,) = asked(agreement, of, **fixed).provisions
    return provision.paths


def test_captives_not_released_on_day_42() -> None:
    """Israel owes fewer prisoners and need not leave Philadelphi; the text gives it no power at all."""
    agreement = example("gaza-2025")
    last = paths(agreement, "one.captives")[-1]
    assert [day(agreement, due) for due in last.due] == ["2025-03-01"]
    assert last.reading == ()
    assert effects(last) == {
        "one.prisoners": "less is owed",
        "one.philadelphi": "never comes into effect",
    }
    assert last.means == ()
    assert [(each.event, each.by) for each in last.anyway] == [("two-agreed", ("israel",))]
    assert {"two.captives", "two.withdrawal"} <= set(last.stays)


def test_captives_not_released_on_day_7_leave_everything_else_owed() -> None:
    agreement = example("gaza-2025")
    first = paths(agreement, "one.captives")[0]
    assert day(agreement, first.due[-1]) == "2025-01-25"
    assert {"one.road", "one.walkers"} <= set(effects(first))
    assert {"one.truce", "one.aid", "one.homes", "one.detainees"} <= set(first.stays)
    assert first.back.returns


@pytest.mark.parametrize("name", ["gaza-2024", "gaza-2025"])
def test_released_after_phase_one_has_passed_the_exchange_is_gone(name: str) -> None:
    """What is owed for each captive ends with its phase: a captive released later brings nothing."""
    agreement = example(name)
    last = paths(agreement, "one.captives")[-1]
    assert not last.back.returns
    assert [effect.name for effect in last.back.lost] == ["one.prisoners"]


def test_talks_never_opened() -> None:
    agreement = example("gaza-2025")
    lapses = paths(agreement, "one.open-talks", **{"end-of-one": "lapses"})[0]
    runs_on = paths(agreement, "one.open-talks", **{"end-of-one": "continues"})[0]
    assert effects(lapses)["one"] == "phase lapses: nothing follows it"
    assert effects(runs_on)["one"] == "phase never ends"
    assert effects(lapses)["two"] == effects(runs_on)["two"] == "phase never begins"


def test_nothing_answers_late_shelter_or_a_broken_truce() -> None:
    without = asked(example("gaza-2025")).without_consequence
    assert {"one.truce", "one.homes", "one.detainees", "two.withdrawal"} <= set(without)
    assert not {"one.captives", "two.captives", "one.open-talks"} & set(without)


def test_the_withdrawal_waits_for_the_army_only_as_israel_reads_it() -> None:
    agreement = example("lebanon-2024")
    found = {dict(p.reading).get("pace"): effects(p) for p in paths(agreement, "one.deploy")}  # type: ignore[call-overload]
    assert found == {"in-step": {"one.withdraw": "may be held back"}, "flat-limit": {}}


def test_a_shot_by_hezbollah_opens_no_power() -> None:
    """Nobody rules on a breach, and no sanction is named: only self-defence, which is there in any case."""
    agreement = example("lebanon-2024")
    judged, unjudged = paths(agreement, "restrain", answering="its-own")
    assert judged.event == "hezbollah-fires" and judged.by == ("hezbollah",)
    assert effects(judged) == {} and judged.means == ()
    assert "no-offensive" in judged.stays
    (exception,) = judged.exceptions
    assert (exception.prohibition, exception.name) == ("no-offensive", "own-defence")
    assert exception.assessors == ("israel",)
    assert [each.assessors for each in unjudged.exceptions] == [()]
    (none,) = paths(agreement, "restrain", answering="care-only")
    assert none.event is None and none.exceptions == ()


def test_a_conference_that_is_not_held_ends_nothing() -> None:
    agreement = example("korea-1953")
    (found,) = paths(agreement, "conference.talks-owed", **{"conference-force": "owed"})
    assert effects(found) == {} and found.back.is_at_any_time
    assert "regime.ceasefire" in found.stays
    (found,) = paths(agreement, "disengagement.leave-zone")
    assert effects(found) == {"disengagement": "phase never ends"}


def test_a_withdrawal_that_does_not_come_stops_the_clocks_of_minsk() -> None:
    """Where the days run from the withdrawal itself, dialogue and release have no date without it."""
    agreement = example("minsk-2-2015")
    fact = paths(agreement, "military.withdraw-entities", **{"who-certifies": "the-fact"})[0]
    found = effects(fact)
    assert found["political.dialogue-opens"] == "its date never comes"
    assert found["humanitarian.release"] == "its date never comes"
    told = paths(agreement, "military.withdraw-entities", **{"who-certifies": "a-certificate"})[0]
    assert "political.dialogue-opens" not in effects(told)


def test_no_elections_no_border() -> None:
    agreement = example("minsk-2-2015")
    (found,) = paths(
        agreement, "political.elections", order="politics-first", **{"end-of-2015": "lapses"}
    )
    assert effects(found)["border"] == "phase never begins"


def test_no_police_no_third_phase() -> None:
    agreement = example("mindanao-2014")
    fixed = {
        "commensurate": "all-commitments",
        "package-due": "cash-enough",
        "compliance": "nobody",
    }
    found = {
        dict(p.reading).get("police-first"): effects(p).get("three")  # type: ignore[call-overload]
        for p in paths(agreement, "police", **fixed)
    }
    assert found == {"needs-police": "phase never begins", "counts-anyway": None}


@pytest.mark.parametrize("name", sorted(f.name for f in EXAMPLES.iterdir() if f.is_dir()))
def test_no_example_lets_one_breach_end_all(name: str) -> None:
    """None of the nine texts gives one side such a power; and each answer has its place in the text."""
    result = asked(example(name))
    assert result.voids_all == ()
    for provision in result.provisions:
        assert provision.paths
        assert provision.span.path.endswith(".pact")


@pytest.mark.parametrize("name", ["lebanon-2024", "korea-1953", "minsk-2-2015", "mindanao-2014"])
def test_following_only_what_is_affected_changes_nothing(name: str) -> None:
    """A run that follows everything anew comes to the same as one that replays what is not affected."""
    agreement = example(name)
    ground = ground_of(agreement, start_of(agreement, None, 0).at, {})
    machine = Machine(agreement, default_choice(agreement, {}))
    every = (agreement.provisions, agreement.phases, agreement.events, agreement.processes)
    names = frozenset(str(name) for mapping in every for name in mapping)
    count = 0
    for provision in agreement.provisions.values():
        if not can_be_broken(provision) or not machine.applies(provision):
            continue
        course = ground.course_of(machine, provision)
        for breach in breaches_on(course, provision):
            reach = reach_of(ground.cones, breach.roots)
            sliced = Departure(
                turn=breach.turn,
                affected=reach.affected,
                in_sight=reach.in_sight,
                kept_back=breach.kept_back,
                besides=() if breach.step is None else (breach.step,),
            )
            whole = replace(sliced, affected=names, in_sight=names)
            found = compare(course, depart(course, sliced), breach.kept_back)
            assert found == compare(course, depart(course, whole), breach.kept_back)
            count += 1
    assert count > 8


@pytest.mark.parametrize("name", sorted(f.name for f in EXAMPLES.iterdir() if f.is_dir()))
def test_the_course_is_followed_to_its_end_and_time_never_runs_back(name: str) -> None:
    agreement = example(name)
    machine = Machine(agreement, default_choice(agreement, {}))
    course = follow(machine, start_of(agreement, None, 0).at)
    instants = [state.now for state in course.turns]
    assert course.is_complete
    assert instants == sorted(instants)  # type: ignore[type-var]


@pytest.mark.parametrize("name", sorted(f.name for f in EXAMPLES.iterdir() if f.is_dir()))
def test_a_departure_from_nothing_comes_to_the_same(name: str) -> None:
    """Followed anew from any turn with nothing kept back, the course goes as it went."""
    agreement = example(name)
    machine = Machine(agreement, default_choice(agreement, {}))
    course = follow(machine, start_of(agreement, None, 0).at)
    every = (agreement.provisions, agreement.phases, agreement.events, agreement.processes)
    names = frozenset(str(name) for mapping in every for name in mapping)
    for turn in {0, len(course.turns) // 2, len(course.turns) - 1}:
        again = depart(course, Departure(turn=turn, affected=names, in_sight=names))
        assert compare(course, again, frozenset()) == ()
        assert [d.name for d in again.deeds] == [d.name for d in course.deeds]
