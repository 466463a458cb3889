"""Claims that are asked together of one text share the runs they walk, and are answered as if alone."""

from pathlib import Path

import pytest

from servanda.checks.claims import Texts, answer, single, start_of
from servanda.checks.claims.judge import Judgement
from servanda.checks.claims.reach import beginnings_of
from servanda.checks.claims.runs import Runs
from servanda.checks.claims.texts import targets_of
from servanda.checks.claims.watch import Watch
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Verdict
from servanda.workspace import load, load_text

EXAMPLES = Path(__file__).parents[3] / "examples"

PACT = """
agreement shared "Shared"
party north "North", south "South"
event told "South is told"
  by north
phase one "One"
  starts on entry into force
  leave: north must leave the valley
    provided that two.enter or told
phase two "Two"
  starts when one.leave is fulfilled
  enter: south must enter the valley
claim leaves "the valley is left"; some faithful run reaches one.leave
claim enters "the valley is entered"; some faithful run reaches two.enter
"""


def asked(agreement: Agreement, fixed: Choice, *, is_together: bool) -> list[object]:
    claims = [*agreement.claims.values(), *beginnings_of(agreement)]
    together = list(claims) if is_together else []
    start = start_of(agreement, None, 0).at
    texts = Texts(agreement=agreement, start=start, together=together)
    found = (answer(texts, claim, fixed) for claim in claims)
    return [
        (r.verdict, [(row.reading, row.verdict, row.kind, row.steps) for row in r.answers])
        for r in found
    ]


@pytest.mark.parametrize(
    ("name", "fixed"),
    [
        ("gaza-2024", {}),
        ("korea-1953", {}),
        ("montreal-protocol-1987", {}),
        ("minsk-2-2015", {"whom-c10-names": "no-state-named", "order": "politics-first"}),
    ],
)
def test_each_claim_is_answered_as_if_alone(name: str, fixed: Choice) -> None:
    agreement = load(str(EXAMPLES / name)).agreement
    assert agreement is not None
    assert asked(agreement, fixed, is_together=True) == asked(agreement, fixed, is_together=False)


def loaded() -> Agreement:
    agreement = load_text({"a.pact": PACT}).agreement
    assert agreement is not None
    return agreement


def test_claims_that_see_the_same_walk_the_same_runs() -> None:
    agreement = loaded()
    claims = list(agreement.claims.values())
    counts = []
    for together in (list(claims), []):
        texts = Texts(agreement=agreement, start=0, together=together)
        for claim in claims:
            assert answer(texts, claim, {}).verdict is Verdict.YES
        counts.append(len(texts._runs))
    assert counts == [1, 2]


def test_a_claim_is_looked_at_alone_where_what_is_shared_is_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    agreement = loaded()
    claim = agreement.claims["leaves"]
    judge, asked = single.judge, list[frozenset[str] | None]()

    def tired(runs: Runs, watch: Watch, claim: Claim) -> Judgement:
        asked.append(runs.asked)
        if runs.asked != frozenset(targets_of(claim)):
            return Judgement(verdict=Verdict.UNKNOWN, states=len(runs.nodes))
        return judge(runs, watch, claim)

    monkeypatch.setattr(single, "judge", tired)
    texts = Texts(agreement=agreement, start=0, together=list(agreement.claims.values()))
    assert answer(texts, claim, {}).verdict is Verdict.YES
    assert asked == [{"one.leave", "two.enter"}, {"one.leave"}]
