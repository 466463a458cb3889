"""What rules a mend out though the claims hold: duties nobody can meet, errors, claims left empty."""

import pytest

from servanda.base.identities import ClaimId
from servanda.checks.mending import Edit
from servanda.checks.mending.bench import Bench, bench_of
from servanda.checks.mending.costs import Change, Standing, emptied, new_findings, ruled_out
from servanda.checks.mending.text import Insert
from servanda.model.claims import Verdict
from servanda.workspace import load_text

TEXT = """\
agreement example "An example"
party north "North", south "South"
event storm "a storm" by the world
event victory "north wins" by north
  breaks calm
leave: north must leave the valley; by day 30
calm: north and south each must not attack
claim left "the valley is left" demanded by south
  every faithful run reaches leave
"""


def bench() -> Bench:
    made = bench_of(load_text({"example.pact": TEXT}).documents, 28_600_000, {})
    assert made is not None
    return made


def inserted(line: str, *, after: int = 6, kind: str = "default", touches: str = "leave") -> Edit:
    change = Insert(path="example.pact", after=after, lines=(line,))
    return Edit(kind=kind, words=line, changes=(change,), touches=frozenset({touches}))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("rest: south must rest; by day 5", ""),
        (
            "rest: south must rest; by day 5; not before day 9",
            "the deadline of `rest` runs out before the act may come",
        ),
        (
            "rest: south must rest; by day 5; done when victory",
            "no faithful run fulfils rest any more",
        ),
        ("rest: south must rest; by day 5; done when storm", ""),
    ],
)
def test_a_new_duty_must_be_one_that_some_run_fulfils(line: str, why: str) -> None:
    set_up = bench()
    edit = inserted(line)
    text = set_up.read([edit])
    assert text is not None
    assert ruled_out(set_up, text, [edit]) == why


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("storm", ""),
        ("victory", "no faithful run fulfils leave any more"),
    ],
)
def test_a_duty_that_is_narrowed_must_stay_possible(condition: str, why: str) -> None:
    set_up = bench()
    edit = inserted(f"  provided that {condition}", kind="condition")
    text = set_up.read([edit])
    assert text is not None
    assert ruled_out(set_up, text, [edit]) == why


def test_a_text_with_a_new_fault_is_not_even_answered() -> None:
    assert bench().read([inserted("  by the end of nowhere")]) is None
    assert bench().read([inserted("  survives")]) is not None


def test_what_the_rules_find_anew_is_told_and_what_they_found_before_is_not() -> None:
    set_up = bench()
    assert new_findings(set_up, set_up.base) == []
    text = set_up.read([inserted("rest: unnamed must rest; by day 5")])
    assert text is not None
    assert "no-obligated-actor" in [rule for rule, _, _ in new_findings(set_up, text)]


def test_a_claim_that_is_left_without_runs_is_named() -> None:
    fine = Standing(verdict=Verdict.YES, can_be_met=Verdict.YES)
    empty = Standing(verdict=Verdict.VACUOUS, can_be_met=Verdict.VACUOUS)
    change = Change(claim=ClaimId("left"), demanded_by=(), before=fine, after=empty)
    assert emptied([change]) == "no faithful run is left that left could speak of"
    same = Change(claim=ClaimId("left"), demanded_by=(), before=empty, after=empty)
    assert emptied([same]) == ""
