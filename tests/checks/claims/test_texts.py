"""Runs are laid out once for each text, whatever the readings; and what bears on which of them are one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of, first

from servanda.base.identities import ActorId, ProvisionId
from servanda.checks.claims import Texts
from servanda.checks.claims.faith import EVERYBODY, NOBODY, Faith
from servanda.checks.claims.runs import Runs
from servanda.checks.claims.texts import asks_of_parties, is_filled, of_record, points_of
from servanda.machine import Machine
from servanda.machine.choices import choices, default_choice
from servanda.model.claims import Claim
from servanda.model.times import Edge, OffsetPoint

OWING = "no faithful run has north owing anything after day 9"
NORTH, SOUTH = ActorId("north"), ActorId("south")
Q = 'ambiguity q "Q?"\n  reading one-way "one"\n  reading other-way "the other"\n'


def texts(text: str, claim: str = "every faithful run reaches x") -> tuple[Texts, Claim]:
    agreement = agreement_of(f'{text}claim c "c"\n  {claim}\n')
    start = first(agreement.header.calendar, "2025-01-01")
    return Texts(agreement=agreement, start=start), next(iter(agreement.claims.values()))


def all_runs(text: str, claim: str = "every faithful run reaches x", *faiths: Faith) -> list[Runs]:
    """Give the runs under each choice over what is in sight, and under each faith that is named."""
    found, asked = texts(text, claim)
    names, seen = found.sight(asked, {})
    return [
        found.runs(asked, names, choice, faith)
        for choice in choices(found.agreement, seen, {})
        for faith in (faiths or (None,))
    ]


def different(runs: list[Runs]) -> int:
    return len({id(each) for each in runs})


# -- the same text, the same runs ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{Q}x: north must act; under one-way: by day 5\n", 2),
        # who brings an event about, and who fills a silence, does not matter to what runs there are
        (f"{Q}event e by north\n  under other-way: by south\nx: north must act; once e\n", 1),
        ("event e by nobody named\nx: north must act; once e\n", 2),
        # who bears a duty of which the text says nothing: that matters where it can be late
        ("x: unnamed must act; by day 5\n", 2),
    ],
)
def test_readings_that_give_the_same_text_share_its_runs(text: str, count: int) -> None:
    assert different(all_runs(text)) == count


def test_claims_that_ask_of_parties_see_the_order_of_several() -> None:
    text = "x: north and south each must act; by day 5\n"
    (plain,) = all_runs(text)
    (asking,) = all_runs(text, OWING)
    assert (plain.in_order, asking.in_order) == (True, False)
    assert asks_of_parties(texts(text, OWING)[1])
    assert not asks_of_parties(texts(text)[1])


def test_only_a_claim_leaves_open_when_its_acts_fall() -> None:
    """For all runs acts fall as late as they may, for some run as early; who decides sees every time."""
    text = "y: north must act; by day 5\nx: south must act; once y; by day 9\n"
    (every,), (some,) = all_runs(text), all_runs(text, "some faithful run reaches x")
    assert every.late == {"x", "y"} and not every.early
    assert some.early and not some.late
    (deciding,) = all_runs(text, "every faithful run reaches x", EVERYBODY)
    assert not deciding.late and not deciding.early and not deciding.in_order


def test_a_claim_of_all_runs_supposes_nobody_faithful() -> None:
    (faithful,) = all_runs("x: north must act\n")
    (lawful_or_not,) = all_runs("x: north must act\n", "every run reaches x")
    assert (faithful.faith, lawful_or_not.faith) == (EVERYBODY, NOBODY)


# -- whose faith matters ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "actors", "is_alike"),
    [
        ("x: north must act; by day 5\n", {NORTH}, True),
        ("x: north must act; by day 5\n", {SOUTH}, False),
        ("x: north must act; by day 5\n", set(), False),
        ("x: north and south each must act; by day 5\n", {NORTH}, False),
        ("x: north and south each must act; by day 5\n", {NORTH, SOUTH}, True),
        ("y: south must act; by day 3\nx: north must act; once y; by day 5\n", {NORTH}, False),
        # what is out of sight does not matter
        ("z: south must act; by day 3\nx: north must act; by day 5\n", {NORTH}, True),
        # what breaks a prohibition may be done by whoever is not faithful
        (
            "event e by north; breaks calm\ncalm: north must not shoot\nx: north must act; once e\n",
            {NORTH},
            False,
        ),
        ("event e by south\nx: north must act; once e; by day 5\n", {NORTH}, True),
    ],
)
def test_the_faith_of_all_who_are_bound_is_that_of_everybody(
    text: str, actors: set[ActorId], is_alike: bool
) -> None:
    faith = Faith(False, actors=frozenset(actors))
    one, other = all_runs(text, "some faithful run reaches x", EVERYBODY, faith)
    assert (one is other) is is_alike


def test_a_duty_supposed_not_to_bind_binds_nobody() -> None:
    freed = Faith(False, frozenset({ProvisionId("x")}), frozenset({NORTH}))
    one, other = all_runs(
        "x: north must act; by day 5\n", "every faithful run reaches x", EVERYBODY, freed
    )
    assert one is not other


# -- what stands in a text -------------------------------------------------------------------


def test_who_fills_a_silence() -> None:
    agreement = agreement_of("x: unnamed must act\ny: north must act\nz: unnamed may act\n")
    machine = Machine(agreement, default_choice(agreement, {}))
    filled = [name for name, p in agreement.provisions.items() if is_filled(machine, p)]
    assert filled == ["x"]


def test_a_question_with_a_point_in_its_name_may_be_of_the_text() -> None:
    """Only what the record denies, and figures that differ, are questions of the record alone."""
    phase = "phase figures\n  starts on entry into force\n  x: unnamed must act; by day 5\n"
    found, claim = texts(phase, "every faithful run reaches figures.x")
    assert of_record(found.agreement) == frozenset()
    assert "figures.x" in found.sight(claim, {})[1]


@pytest.mark.parametrize(
    ("what", "edges"),
    [("e", [Edge.LAST]), ("p", [Edge.HAPPENS, Edge.END]), ("x", [Edge.HAPPENS])],
)
def test_from_when_an_answer_is_due(what: str, edges: list[Edge]) -> None:
    text = "event e by south\nx: north must act\nphase p\n  starts on entry into force\n  lasts 5 days\n"
    verb = {"e": "e", "p": "p is over", "x": "x is fulfilled"}[what]
    found, claim = texts(text, f"whenever {verb}, every faithful run reaches x within 3 days")
    points = [p for p in points_of(found.agreement, claim.formula) if isinstance(p, OffsetPoint)]
    assert [getattr(p.origin, "edge", None) for p in points] == edges
