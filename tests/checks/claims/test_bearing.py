"""What can still bear on a question: what is over, and what only bore on that, is not looked at any more."""

from __future__ import annotations

import pytest

from servanda.checks.claims import check_claims
from servanda.checks.claims.bearing import Bearing, Live
from servanda.checks.claims.faith import EVERYBODY, NOBODY, Faith
from servanda.checks.claims.runs import Runs
from servanda.machine import Machine
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.workspace import load_text

START = 28_928_160  # 2025-01-01 00:00 in UTC
PACT = """agreement case "A case"
  in force on 2025-01-01
party north "North"
party south "South"
event accord "the accord" by north and south jointly
event storm "a storm" by the world
phase one "First"
  starts on entry into force
  lasts 10 days
  then two when accord
phase two "Second"
  map: south must draw the map
    once storm
{more}
"""

LATER = """agreement case "Case"
  in force on 2025-01-01
party north "North"
mediator host "Host"
phase one "First"
  starts on entry into force
  lasts 5 days
  then two
  map: north must draw the map; {how}
phase two "Second"
  lasts 5 days
claim c "c"
  {claim}
"""


def agreement_of(more: str) -> Agreement:
    loaded = load_text({"case.pact": PACT.format(more=more)})
    assert loaded.agreement is not None
    assert not loaded.has_errors, loaded.diagnostics
    return loaded.agreement


def everything(agreement: Agreement) -> frozenset[str]:
    found = (agreement.events, agreement.phases, agreement.provisions)
    return frozenset(name for things in found for name in things)


def seen(more: str, faith: Faith = NOBODY) -> tuple[set[str], set[str]]:
    """Give what may still change when runs begin, and when a phase has lapsed without accord."""
    agreement = agreement_of(more)
    machine, names = Machine(agreement, {}), everything(agreement)
    runs = Runs(machine=machine, start=START, names=names, faith=faith)
    bearing = Bearing(machine=machine, names=names, asked=frozenset({"two.map"}), faith=faith)
    first, index = bearing.at(runs.nodes[0].view), 0
    last: Live | None = None
    while index < len(runs.nodes):
        view = runs.nodes[index].view
        is_over = view.log(agreement.phases["one"].id).ended is not None
        if last is None and is_over and not view.state.happened:
            last = bearing.at(view)
        runs.edges(index)
        index += 1
    assert last is not None
    return set(first.open_ones) - {"entry"}, set(last.open_ones) - {"entry"}


def test_when_a_phase_cannot_begin_any_more_nothing_in_it_matters() -> None:
    first, last = seen("")
    assert first == {"two.map", "two", "one", "accord", "storm"}
    assert last == set()


@pytest.mark.parametrize(
    ("more", "still"),
    [
        ("again: north may revive one", {"one", "two.map", "two", "again", "accord", "storm"}),
        ("stop: north may terminate one", set()),
        ("road: north must clear the road; by day 30", set()),
    ],
)
def test_only_a_power_to_revive_brings_back_what_is_over(more: str, still: set[str]) -> None:
    assert seen(more)[1] == still


@pytest.mark.parametrize(
    ("faith", "is_seen"),
    [
        (EVERYBODY, True),
        (Faith(False, actors=frozenset({"north"})), True),  # type: ignore[arg-type]
        (Faith(False, actors=frozenset({"south"})), False),  # type: ignore[arg-type]
        (NOBODY, False),
    ],
)
def test_duties_of_the_faithful_matter_until_they_are_done(faith: Faith, is_seen: bool) -> None:
    first, last = seen("road: north must clear the road; by day 30", faith)
    assert ("road" in first) == ("road" in last) == is_seen


def test_fewer_states_are_laid_out_where_something_is_asked() -> None:
    agreement = agreement_of("")
    machine, names = Machine(agreement, {}), everything(agreement)

    def count(asked: frozenset[str] | None) -> int:
        runs = Runs(machine=machine, start=START, names=names, asked=asked)
        index = 0
        while index < len(runs.nodes):
            runs.edges(index)
            index += 1
        return index

    assert count(frozenset({"two.map"})) < count(None)


@pytest.mark.parametrize(
    ("how", "claim"),
    [
        ("done when two has ended", "every faithful run reaches one.map"),
        (
            "certified by host",
            "some faithful run reaches two has started and then one.map is fulfilled",
        ),
    ],
)
def test_what_may_count_as_done_once_it_has_ended_is_not_over(how: str, claim: str) -> None:
    """The phase of a duty has passed; but the event that it is done by, or a certificate, may come after."""
    text = LATER.format(how=how, claim=claim)
    agreement = load_text({"case.pact": text}).agreement
    assert agreement is not None
    (found,) = check_claims(agreement, START)
    assert found.verdict is Verdict.YES


def test_what_is_due_as_its_phase_ends_is_late_just_after_and_may_still_be_done() -> None:
    agreement = load_text(
        {
            "case.pact": LATER.format(
                how="by the end of one", claim="some run reaches one.map"
            ).replace("lasts 5 days\n  then two", "ends when not (two has started)")
        }
    ).agreement
    assert agreement is not None
    (found,) = check_claims(agreement, START)
    assert found.verdict is Verdict.YES
