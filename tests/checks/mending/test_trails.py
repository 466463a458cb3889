"""Runs to the contrary, followed from text to text, and verdicts found without a shortest one."""

from pathlib import Path

import pytest

from servanda.base.identities import ClaimId
from servanda.checks.claims import start_of
from servanda.checks.claims.answer import answer
from servanda.checks.mending.bench import Bench, Text, bench_of
from servanda.checks.mending.trails import Trail
from servanda.model.claims import Verdict
from servanda.workspace import load, load_text

EXAMPLES = Path(__file__).parents[3] / "examples"
START = 28_600_000
TALKS = """\
agreement example "An example"
party north "North", south "South"
event agreed "phase two is agreed" by north and south jointly
phase one "Truce"
  starts on entry into force
  lasts 6 weeks
  then two when agreed
  prolong: north and south jointly may renew one by 2 weeks
  names: south must hand over the names; by day 10
phase two "Peace"
  lasts 6 weeks
  leave: north must leave the valley; by the end of two
claim valley-left "the valley is left" demanded by south
  every faithful run reaches two.leave
claim no-peace "no peace" demanded by north
  no faithful run reaches two
"""


def set_up(text: str) -> Bench:
    loaded = load_text({"example.pact": text})
    assert loaded.diagnostics == ()
    bench = bench_of(loaded.documents, START, {})
    assert bench is not None
    return bench


def trail_of(bench: Bench, text: Text, name: str) -> Trail:
    (found,) = bench.trails(text, text.agreement.claims[ClaimId(name)], {})
    return found


def changed(text: str) -> Text:
    return set_up(text).base


@pytest.mark.parametrize("folder", ["gaza-2024", "korea-1953", "mindanao-2014"])
def test_a_search_in_depth_gives_the_verdict_of_the_shortest_runs(folder: str) -> None:
    loaded = load(EXAMPLES / folder)
    assert loaded.agreement is not None
    bench = bench_of(loaded.documents, start_of(loaded.agreement, None, 0).at, {})
    assert bench is not None
    text = bench.base
    for claim in text.agreement.claims.values():
        assert bench.verdict(text, claim) is answer(text.texts, claim, {}).verdict, claim.id


def test_a_run_to_the_contrary_can_be_followed_on_its_own_text() -> None:
    bench = set_up(TALKS)
    for name in ("valley-left", "no-peace"):
        trail = trail_of(bench, bench.base, name)
        assert trail.verdict is Verdict.NO
        again = bench.follow(bench.base, trail)
        assert again is not None
        assert again.key == trail.key


def test_a_change_that_touches_it_not_leaves_it_as_it_was() -> None:
    bench = set_up(TALKS)
    trail = trail_of(bench, bench.base, "valley-left")
    moved = changed(TALKS.replace("by day 10", "by day 12"))
    again = bench.follow(moved, trail)
    assert again is not None
    assert again.key == trail.key


def test_a_change_that_cuts_it_leaves_nothing_to_follow() -> None:
    bench = set_up(TALKS)
    trail = trail_of(bench, bench.base, "valley-left")
    assert trail.again is None
    assert bench.follow(changed(TALKS.replace("then two when agreed", "then two")), trail) is None


def test_a_renewal_for_ever_is_followed_as_a_loop_until_it_is_limited() -> None:
    unagreed = TALKS.replace("then two when agreed", "then two")
    bench = set_up(unagreed)
    trail = trail_of(bench, bench.base, "valley-left")
    assert trail.again is not None
    assert trail.acts is not None
    assert [act.words for act in trail.acts[trail.again :]] == [
        "renew one by 2 weeks (one.prolong)"
    ]
    again = bench.follow(changed(unagreed.replace("by day 10", "by day 12")), trail)
    assert again is not None
    assert again.key == trail.key
    limited = changed(unagreed.replace("by 2 weeks\n", "by 2 weeks; at most 2 times\n"))
    assert bench.follow(limited, trail) is None
    assert trail_of(bench, limited, "valley-left").verdict is Verdict.YES


def test_what_then_falls_due_is_done_on_the_way_and_makes_it_another_run() -> None:
    bench = set_up(TALKS)
    trail = trail_of(bench, bench.base, "valley-left")
    more = TALKS.replace("  names:", "  seal: north must seal the list; by day 5\n  names:")
    owed = more.replace("by the end of two", "by the end of two; after one.seal")
    again = bench.follow(changed(owed), trail)
    assert again is not None
    assert again.key != trail.key
    assert [act.words for act in again.acts or ()] == ["performs one.seal: seal the list"]


def test_what_is_remembered_of_a_text_holds_for_every_text_that_says_the_same() -> None:
    bench = set_up(TALKS)
    claim = bench.base.agreement.claims[ClaimId("valley-left")]
    spaced = changed("\n# a comment\n" + TALKS.replace('"Truce"', '"A truce"'))
    said = [
        bench._contents.of_text(text.cones, bench.sight(text, claim, {})[0], {})
        for text in (bench.base, spaced, changed(TALKS.replace("6 weeks", "7 weeks")))
    ]
    assert said[0] == said[1]
    assert said[0] != said[2]
