"""A question that has no part in what some runs show may be read either way: the answer is the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of

from oracle.drawn import seeded
from oracle.printed import text_of
from servanda.checks.claims import Texts, answer, start_of
from servanda.machine.choices import choices, stands_for
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Verdict
from servanda.workspace import load_text

QUESTION = """ambiguity q "Q?"
  reading yes "yes"
  reading no "no"
"""
OVER = """phase one "One"
  starts on entry into force
  lasts 3 days
phase two "Two"
  starts when one has lapsed
"""

TEXTS = {
    # that a phase passes over to another is why a run goes on to where it may
    "a phase that passes over": (
        f"""{OVER}  under no: then three as soon as two has started
phase three "Three"
""",
        "every faithful run reaches three has started",
    ),
    "a power of a phase to come": (
        f"""{OVER}  lever: host may terminate calm
    under yes: does not apply
calm: south must rest
""",
        "some faithful run reaches calm is fulfilled without one has lapsed",
    ),
    "a provision that takes the place of another": (
        f"""{OVER}  later: south must stand
    under no: displaces calm
    by 9 days after entry into force
calm: south must rest; by 8 days after entry into force
""",
        "every faithful run reaches calm",
    ),
}


def verdicts(agreement: Agreement, claim: Claim, fixed: Choice) -> dict[tuple[str, ...], Verdict]:
    """Give the verdict under each choice, as the lines of the answer give it."""
    texts = Texts(agreement=agreement, start=start_of(agreement, None, 0).at)
    found = answer(texts, claim, fixed).answers
    every = choices(agreement, agreement.ambiguities.keys(), fixed)
    told = {}
    for choice in every:
        pairs = tuple(sorted(choice.items()))
        (told[tuple(choice.values())],) = {
            row.verdict for row in found if stands_for(row.reading, pairs)
        }
    return told


def assert_read_alike(agreement: Agreement) -> None:
    """Hold the answer under all readings against that under each, fixed beforehand."""
    for claim in agreement.claims.values():
        together = verdicts(agreement, claim, {})
        alone: dict[tuple[str, ...], Verdict] = {}
        for choice in choices(agreement, agreement.ambiguities.keys(), {}):
            alone.update(verdicts(agreement, claim, choice))
        assert together == alone, claim.id


@pytest.mark.parametrize("name", TEXTS)
def test_what_may_yet_act_on_something_has_a_part_in_its_runs(name: str) -> None:
    text, claim = TEXTS[name]
    assert_read_alike(agreement_of(f'{QUESTION}{text}claim c "c"\n  {claim}\n'))


def test_where_a_phase_passes_over_under_one_reading_the_text_does_not_settle_it() -> None:
    text, claim = TEXTS["a phase that passes over"]
    agreement = agreement_of(f'{QUESTION}{text}claim c "c"\n  {claim}\n')
    (asked,) = agreement.claims.values()
    assert verdicts(agreement, asked, {}) == {("yes",): Verdict.NO, ("no",): Verdict.YES}


@pytest.mark.parametrize("first", range(0, 40, 20))
def test_drawn_agreements_are_answered_together_as_under_each_reading(first: int) -> None:
    for number in (*range(first, first + 20), 4268):
        agreement = load_text({"a.pact": text_of(seeded(number))}).agreement
        assert agreement is not None
        if agreement.ambiguities:
            assert_read_alike(agreement)
