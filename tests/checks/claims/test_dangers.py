"""Duties out of sight: whether they can be met bears on a claim where what happens in sight decides that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of, first

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.checks.claims import Texts, check_claims
from servanda.checks.claims.aside import can_be_met
from servanda.checks.claims.runs import Budget, Runs, TooMany
from servanda.checks.claims.texts import of_record, points_of, targets_of
from servanda.machine import Machine
from servanda.model.ambiguities import Choice
from servanda.model.claims import Verdict

PACT = """ambiguity q "Q?"
  reading one-way "one"
  reading other-way "the other"
event e by north
event f by north
event other by south
x: south must pay; by day 9
"""
NEVER = "z: north must act; by 5 days after e\n"
AT_TIMES = "z: north must act; once f; by 2 days after e; not before 5 days after e\n"
ALWAYS = "z: north must act; by day 2; not before day 5\n"


def texts(text: str) -> Texts:
    agreement = agreement_of(f'{PACT}{text}claim c "c"\n  every faithful run reaches x\n')
    return Texts(agreement=agreement, start=first(agreement.header.calendar, "2025-01-01"))


def choice(reading: str) -> Choice:
    return {AmbiguityId("q"): ReadingId(reading)}


SEEN = frozenset({"e", "f"})


@pytest.mark.parametrize(("text", "wanted"), [("", set()), (NEVER, set()), (AT_TIMES, {"z"})])
def test_a_duty_that_what_happens_in_sight_can_make_impossible(text: str, wanted: set[str]) -> None:
    """It must be done within two days of one thing, and not within five: then that cannot happen."""
    found = texts(text)
    assert found.dangers.at_times(SEEN, {}) == wanted
    assert found.dangers.at_times(SEEN | {"z"}, {}) == frozenset()


@pytest.mark.parametrize(("text", "wanted"), [(NEVER, None), (AT_TIMES, None), (ALWAYS, "z")])
def test_a_duty_that_no_run_can_meet(text: str, wanted: str | None) -> None:
    found = texts(text)
    assert found.dangers.always(SEEN, choice("one-way"), {}) == wanted
    assert found.dangers.always(SEEN | {"z"}, choice("one-way"), {}) is None


def test_the_readings_on_which_that_turns() -> None:
    """Under one reading the duty can be met, under the other it never can."""
    found = texts("z: north must act; by day 2\n  under other-way: not before day 5\n")
    assert found.dangers.ambiguities(SEEN, {}) == {"q"}
    assert found.dangers.always(SEEN, choice("one-way"), {}) is None
    assert found.dangers.always(SEEN, choice("other-way"), {}) == "z"
    assert texts(NEVER).dangers.ambiguities(SEEN, {}) == frozenset()


def test_a_reading_of_the_phase_on_which_that_turns() -> None:
    """The duty's own sentence is the same under both; the phase that it is due with may be over at once."""
    found = texts(
        "phase one\n  starts on day 3\n  under other-way: ends when one has started\n"
        "  z: north must act; by the end of one\n"
    )
    assert found.dangers.ambiguities(SEEN, {}) == {"q"}
    assert found.dangers.always(SEEN, choice("one-way"), {}) is None
    assert found.dangers.always(SEEN, choice("other-way"), {}) == "one.z"


def test_what_is_due_as_its_phase_ends_is_tested_after_that() -> None:
    """Over at the instant at which it is due, it is found late; and this can be cured by no run."""
    found = texts(
        "phase one\n  starts on entry into force\n  ends when one has started\n"
        "  z: north must act; by the end of one; not before day 7; cure within 2 days\n"
    )
    assert found.dangers.always(SEEN, choice("one-way"), {}) == "one.z"


def test_a_silence_on_which_that_turns() -> None:
    """Somebody must do it by the second day, and the text does not say whose it is to let it happen."""
    found = texts("event g by nobody named\nz: north must act; by day 2; done when g\n")
    (silence,) = [a for a in found.agreement.ambiguities if a != "q"]
    assert found.dangers.ambiguities(SEEN, {}) == {silence}


@pytest.mark.parametrize(
    ("text", "claim", "verdict"),
    [
        ("", "some faithful run reaches e", Verdict.YES),
        (NEVER, "some faithful run reaches e", Verdict.YES),
        (ALWAYS, "some faithful run reaches e", Verdict.VACUOUS),
        (ALWAYS, "some run reaches e", Verdict.YES),
        (AT_TIMES, "some faithful run reaches e", Verdict.YES),
        (AT_TIMES, "some faithful run reaches e and f", Verdict.YES),
        (AT_TIMES, "some faithful run reaches e and f by day 2", Verdict.NO),
        (AT_TIMES, "some run reaches e and f by day 2", Verdict.YES),
    ],
)
def test_claims_know_of_it(text: str, claim: str, verdict: Verdict) -> None:
    agreement = agreement_of(f'{PACT}{text}claim c "c"\n  {claim}\n')
    (found,) = check_claims(agreement, first(agreement.header.calendar, "2025-01-01"))
    assert found.verdict is verdict
    if verdict is Verdict.VACUOUS:
        (answer,) = found.answers
        assert answer.kind == "impossible duty" and answer.note.endswith("be met in time")


def test_what_a_claim_sees() -> None:
    """With what is in the way of faithful runs; a claim of all runs needs none of it."""
    found = texts(AT_TIMES)
    (claim,) = agreement_of(
        f'{PACT}claim c "c"\n  some faithful run reaches e and f\n'
    ).claims.values()
    names, seen = found.sight(claim, {})
    assert names >= {"e", "f", "z"} and "other" not in names and not seen
    (lawless,) = agreement_of(f'{PACT}claim c "c"\n  some run reaches e and f\n').claims.values()
    assert found.sight(lawless, {})[0] == {"e", "f"}


# -- what a claim speaks of ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "names", "moments"),
    [
        ("every faithful run reaches x", ["x"], 0),
        ("every faithful run reaches x before e", ["x", "e"], 0),
        ("every faithful run reaches x after e", ["x", "e"], 0),
        ("every faithful run reaches x without e", ["x", "e"], 0),
        ("every faithful run reaches x by 3 days after e", ["x", "e"], 1),
        ("every faithful run reaches x and day 3 has passed", ["x", "entry"], 1),
        ("some run keeps one running past 3 days after e", ["one", "e"], 1),
    ],
)
def test_the_names_and_moments_of_a_claim(claim: str, names: list[str], moments: int) -> None:
    pact = f"{PACT}phase one\n  starts on entry into force\n"
    agreement = agreement_of(f'{pact}claim c "c"\n  {claim}\n')
    (asked,) = agreement.claims.values()
    assert sorted(set(targets_of(asked))) == sorted(names)
    assert len(points_of(agreement, asked.formula)) == moments


def test_questions_about_the_record_are_none_of_the_text() -> None:
    """Whether a denied act happened bears on no run; who fills a silence of the text does."""
    record = (
        "2025-01-01 in force\n2025-01-03 act south x named payment\n2025-01-04 deny north payment\n"
    )
    agreement = agreement_of(f"{PACT}event g by nobody named\n", record)
    found = of_record(agreement)
    assert {name.split(".")[0] for name in found} == {"denied"}
    assert {"q", *found} < set(agreement.ambiguities)


SUSPENDED = """event w by the world; recurring
phase p
  starts on entry into force
  z: north must act
    on each w
    by 6 weeks after w
halt: south may suspend p
more: south may resume p
"""


def runs_of(found: Texts, name: str) -> Runs:
    """Lay out the runs that a duty sees itself."""
    names = found.cones.binding((name,))
    machine = Machine(found.agreement, choice("one-way"))
    return Runs(machine=machine, start=found.start, names=names, asked=frozenset())


def test_what_need_not_be_tried_is_not_looked_at() -> None:
    """Waiting will do: what a power could do again and again need not be known."""
    found = texts(SUSPENDED)
    tried, whole = runs_of(found, "p.z"), runs_of(found, "p.z")
    whole.budget = Budget(nodes=100)
    with pytest.raises(TooMany):
        for index, _ in enumerate(whole.nodes):
            whole.edges(index)
    assert can_be_met(tried, frozenset({"x"}))
    assert len(tried.nodes) < 10
