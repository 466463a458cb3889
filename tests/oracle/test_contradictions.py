"""Hold the games to the law that no two coalitions apart can both have their way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from oracle.contradictions import contradictions
from oracle.drawn import seeded
from oracle.printed import text_of
from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.checks.claims import Texts
from servanda.checks.strategy import Can, Course, Standing, strategies
from servanda.model.agreement import Agreement
from servanda.workspace.pipeline import load_text

EXAMPLES = Path(__file__).parents[2] / "examples"
DRAWN = 120
AT_MOST = 2.0
"""How many seconds a claim may take: what is not found out by then contradicts nothing."""


def faults_of(agreement: Agreement, start: Instant) -> list[str]:
    """Name the contradictions in who can do what about the claims of an agreement."""
    texts = Texts(agreement=agreement, start=start)
    return [
        f"{found.claim.id} under {row.reading}: {fault}"
        for found in strategies(texts, {}, AT_MOST)
        for row in found.rows
        for fault in contradictions(row)
    ]


def read(texts: dict[str, str]) -> tuple[Agreement, Instant]:
    """Read a text, and say when its runs begin."""
    agreement = load_text(texts).agreement
    assert agreement is not None
    in_force, calendar = agreement.header.in_force, agreement.header.calendar
    if in_force is None or in_force.earliest is None:
        return agreement, calendar.start_of_day(date(2024, 7, 1))
    return agreement, in_force.earliest


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir()))
def test_no_two_coalitions_of_an_example_can_both_have_their_way(name: str) -> None:
    found = EXAMPLES.joinpath(name).glob(f"{name}.*")
    assert not faults_of(*read({path.name: path.read_text("utf-8") for path in found}))


def test_no_two_coalitions_of_a_drawn_agreement_can_both_have_their_way() -> None:
    faults = [
        f"agreement {number}: {fault}"
        for number in range(7_000, 7_000 + DRAWN)
        for fault in faults_of(*read({"drawn.pact": text_of(seeded(number))}))
    ]
    assert not faults, "\n".join(faults[:10])


def course(who: str, can: Can, *, is_able: bool = True) -> Course:
    """Give a course of some actors, named by their first letters."""
    coalition = tuple(ActorId(letter) for letter in who)
    return Course(coalition=coalition, can=can, if_faithful=is_able, if_free=False)


@pytest.mark.parametrize(
    ("stop", "bring", "is_able", "count"),
    [("n", "s", True, 1), ("n", "ns", True, 0), ("n", "s", False, 0), ("", "n", True, 1)],
)
def test_the_law_is_broken_only_by_those_who_have_nobody_in_common(
    stop: str, bring: str, is_able: bool, count: int
) -> None:
    courses = course(stop, Can.STOP), course(bring, Can.BRING_ABOUT, is_able=is_able)
    assert len(list(contradictions(Standing(reading=(), courses=courses)))) == count
