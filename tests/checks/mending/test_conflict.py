"""Claims that no run meets together: proved, with clauses each of which is needed."""

from pathlib import Path

import pytest

from servanda.base.identities import ClaimId
from servanda.checks.claims import Texts
from servanda.checks.mending import Conflict, find_conflict
from servanda.checks.mending.bench import Bench, bench_of
from servanda.checks.mending.joint import joint_runs
from servanda.checks.mending.limits import limits_of, without
from servanda.model.claims import Claim
from servanda.workspace import load_text

START = 28_600_000
TEXT = """\
agreement example "An example"
party north "North", south "South"
event victory "north wins" by north
  breaks calm
calm: north and south each must not attack
peace: north and south jointly must declare peace
home: south must bring the captives home
  by day 60
  after peace
claim victory-first "no peace before victory" demanded by north
  no faithful run reaches peace before victory
claim all-home "the captives come home" demanded by north
  every faithful run reaches home
claim peace-comes "peace comes" demanded by south
  every faithful run reaches peace
"""


def set_up(text: str, *names: str) -> tuple[Bench, list[Claim]]:
    loaded = load_text({"example.pact": text})
    assert loaded.diagnostics == (), loaded.diagnostics
    bench = bench_of(loaded.documents, START, {})
    assert bench is not None
    return bench, [bench.base.agreement.claims[ClaimId(name)] for name in names]


def conflict(text: str, *names: str) -> Conflict | None:
    return find_conflict(*set_up(text, *names))


def line(text: str, number: int) -> str:
    return text.splitlines()[number - 1].strip()


def test_a_conflict_names_the_claims_and_the_clauses() -> None:
    found = conflict(TEXT, "victory-first", "peace-comes")
    assert found is not None
    assert found.claims == ("victory-first", "peace-comes")
    assert found.readings == ()
    assert [line(TEXT, limit.span.line) for limit in found.clauses] == ["breaks calm"]


def test_what_leads_to_a_conflict_is_named_with_it() -> None:
    found = conflict(TEXT, "victory-first", "all-home")
    assert found is not None
    named = [line(TEXT, limit.span.line) for limit in found.clauses]
    assert named == ["breaks calm", "after peace"]


@pytest.mark.parametrize("other", ["peace-comes", "all-home"])
def test_without_any_one_of_the_clauses_there_is_a_run(other: str) -> None:
    found = conflict(TEXT, "victory-first", other)
    assert found is not None
    assert found.clauses
    bench, claims = set_up(TEXT, "victory-first", other)
    names = bench.base.texts.sight(claims[0], {})[0] | bench.base.texts.sight(claims[1], {})[0]
    kept = {(limit.name, limit.breaks, limit.place) for limit in found.clauses}
    every = limits_of(bench.base.agreement, names)
    rest = [limit for limit in every if (limit.name, limit.breaks, limit.place) not in kept]
    core = [limit for limit in every if limit not in rest]
    assert all(met is False for met in met_without(bench, claims, rest))
    for limit in core:
        assert any(met_without(bench, claims, [*rest, limit])), limit


def met_without(bench: Bench, claims: list[Claim], gone: list) -> list[bool | None]:  # type: ignore[type-arg]
    texts = Texts(agreement=without(bench.base.agreement, gone), start=START)
    return [met for _, met in joint_runs(texts, claims, {})]


@pytest.mark.parametrize(
    ("old", "new"),
    [("  breaks calm\n", ""), ("  after peace\n", "  not before day 5\n")],
)
def test_without_the_clause_in_the_text_itself_there_is_no_conflict(old: str, new: str) -> None:
    assert conflict(TEXT, "victory-first", "all-home") is not None
    assert conflict(TEXT.replace(old, new), "victory-first", "all-home") is None


def test_the_fewest_claims_are_named() -> None:
    found = conflict(TEXT, "all-home", "victory-first", "peace-comes")
    assert found is not None
    assert len(found.claims) == 2


def test_a_demand_that_a_date_alone_rules_out_stands_alone_with_it() -> None:
    dated = TEXT.replace("declare peace\n", "declare peace; by day 30\n")
    found = conflict(dated, "victory-first", "peace-comes")
    assert found is not None
    assert found.claims == ("victory-first",)
    named = [line(dated, limit.span.line) for limit in found.clauses]
    assert named == ["breaks calm", "peace: north and south jointly must declare peace; by day 30"]


def test_claims_that_go_together_are_in_no_conflict() -> None:
    assert conflict(TEXT, "all-home", "peace-comes") is None


def test_a_claim_that_no_run_meets_stands_alone() -> None:
    text = TEXT + 'claim win "north wins"\n  every faithful run reaches victory\n'
    found = conflict(text, "all-home", "win")
    assert found is not None
    assert found.claims == ("win",)


def test_a_conflict_under_one_reading_names_it() -> None:
    text = TEXT.replace(
        "peace: north",
        'ambiguity binds "Is the day binding?"\n  reading is-due "it is"\n'
        '  reading is-hoped "it is not"\npeace: north',
    ).replace("declare peace\n", "declare peace\n  under is-due: by day 30\n")
    text = text.replace("  by day 60\n  after peace\n", "  by day 60\n")
    found = conflict(text, "victory-first", "all-home")
    assert found is not None
    assert found.readings == ((("binds", "is-due"),),)
    named = [line(text, limit.span.line) for limit in found.clauses]
    assert named == ["breaks calm", "under is-due: by day 30"]


def test_two_claims_of_some_run_may_be_met_by_two_runs() -> None:
    text = """\
agreement example "An example"
party north "North"
event up "up" by north
  only when not down
event down "down" by north
  only when not up
claim goes-up "up"; some faithful run reaches up
claim goes-down "down"; some faithful run reaches down
claim always-up "up"; every faithful run reaches up
"""
    assert conflict(text, "goes-up", "goes-down") is None
    found = conflict(text, "always-up", "goes-down")
    assert found is not None
    assert {limit.name for limit in found.clauses} <= {"up", "down"}


def test_gaza_2024_names_what_keeps_the_demands_apart() -> None:
    text = (Path(__file__).parents[3] / "examples/gaza-2024/gaza-2024.pact").read_text("utf-8")
    record = (Path(__file__).parents[3] / "examples/gaza-2024/gaza-2024.record").read_text("utf-8")
    loaded = load_text({"gaza.pact": text, "gaza.record": record})
    bench = bench_of(loaded.documents, START, {})
    assert bench is not None
    claims = bench.base.agreement.claims
    pair = [claims[ClaimId("permanent-end")], claims[ClaimId("no-end-before-war-aims")]]
    found = find_conflict(bench, pair)
    assert found is not None
    assert found.readings == ()
    assert [line(text, limit.span.line) for limit in found.clauses] == [
        "breaks one.truce",
        "breaks two.calm",
    ]
