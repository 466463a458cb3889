"""What mends cost on the proposal of 2024, where each side demands what the other fears."""

from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from servanda.base.identities import ClaimId
from servanda.checks.claims import start_of
from servanda.checks.mending import Edit
from servanda.checks.mending.bench import Bench, Text, bench_of, sight
from servanda.checks.mending.costs import Standing, standing
from servanda.checks.mending.search import candidates_for
from servanda.checks.mending.text import can_stand_together
from servanda.model.claims import Verdict
from servanda.syntax import parse, print_document
from servanda.workspace import load, load_text

EXAMPLE = Path(__file__).parents[3] / "examples" / "gaza-2024"
CLAIMS = ("full-withdrawal", "all-captives-home", "no-end-before-war-aims")


@pytest.fixture(scope="module")
def bench() -> Bench:
    loaded = load(EXAMPLE)
    assert loaded.agreement is not None
    made = bench_of(loaded.documents, start_of(loaded.agreement, None, 0).at, {})
    assert made is not None
    return made


@pytest.fixture(scope="module")
def edits(bench: Bench) -> list[Edit]:
    claims = tuple(bench.base.agreement.claims[ClaimId(name)] for name in CLAIMS)
    return candidates_for(bench.base, claims, sight(bench.base, claims))


def named(edits: list[Edit], *words: str) -> list[Edit]:
    return [next(edit for edit in edits if edit.words.startswith(each)) for each in words]


def stand(bench: Bench, text: Text, name: str) -> Standing:
    return standing(bench, text, text.agreement.claims[ClaimId(name)])


UNAGREED = "phase two follows at the term of one"
LIMITED = "one.prolong may be used at most 2 times"


def test_a_default_alone_leaves_an_endless_renewal(bench: Bench, edits: list[Edit]) -> None:
    text = bench.read(named(edits, UNAGREED))
    assert text is not None
    assert stand(bench, text, "full-withdrawal").verdict is Verdict.UNSETTLED


def test_full_withdrawal_costs_israel_its_hold_on_the_end_of_the_war(
    bench: Bench, edits: list[Edit]
) -> None:
    text = bench.read(named(edits, UNAGREED, LIMITED))
    assert text is not None
    assert stand(bench, text, "full-withdrawal").verdict is Verdict.YES
    before = stand(bench, bench.base, "no-end-before-war-aims")
    after = stand(bench, text, "no-end-before-war-aims")
    assert before.can_be_met is Verdict.YES
    assert before.in_hands_of == ("israel",)
    assert after.can_be_met is Verdict.UNSETTLED
    assert after.in_hands_of == ()


def test_the_war_aims_first_leave_no_end_of_the_war_and_no_captives_home(
    bench: Bench, edits: list[Edit]
) -> None:
    text = bench.read(named(edits, "order-of-end is settled as after-war-aims"))
    assert text is not None
    assert stand(bench, text, "no-end-before-war-aims").verdict is Verdict.YES
    for name in ("permanent-end", "all-captives-home"):
        assert stand(bench, bench.base, name).can_be_met is Verdict.UNSETTLED
        assert stand(bench, text, name).can_be_met is Verdict.NO


def test_settling_who_must_come_first_reaches_the_captives(bench: Bench, edits: list[Edit]) -> None:
    text = bench.read(named(edits, UNAGREED, LIMITED, "order-of-end is settled as before-exchange"))
    assert text is not None
    assert stand(bench, text, "all-captives-home").verdict is Verdict.YES
    after = stand(bench, text, "no-end-before-war-aims")
    assert (after.verdict, after.can_be_met) == (Verdict.NO, Verdict.NO)


def test_any_two_edits_that_go_together_give_a_text_without_a_new_fault(
    bench: Bench,
) -> None:
    read = load(EXAMPLE)
    laid = {p: print_document(parse(f)[0]) for p, f in read.sources.items()}
    loaded = load_text(laid)
    again = bench_of(loaded.documents, bench.start, {})
    assert again is not None
    claims = tuple(again.base.agreement.claims.values())
    found = candidates_for(again.base, claims, sight(again.base, claims))
    pairs = [
        pair
        for pair in combinations(found, 2)
        if can_stand_together(change for edit in pair for change in edit.changes)
    ]
    assert len(pairs) > 100
    for pair in Random(3).sample(pairs, 40):
        assert again.read(pair) is not None, [edit.words for edit in pair]
        for file in again.changed_files(pair).values():
            assert print_document(parse(file)[0]) == file.text, [edit.words for edit in pair]
