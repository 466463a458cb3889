"""The search: what it finds, in which order, at whose cost, and when it says that it does not know."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import pytest

from servanda.base.identities import ActorId, ClaimId
from servanda.checks.mending import Mending, Outcome, Wanted, mend
from servanda.checks.mending.bench import bench_of, sight
from servanda.checks.mending.costs import Change, Standing
from servanda.checks.mending.hands import in_hands
from servanda.checks.mending.search import candidates_for
from servanda.model.claims import Verdict
from servanda.workspace import load_text

START = 28_600_000
TALKS = """\
agreement example "An example"
party north "North", south "South"
mediator us "United States"
event agreed "phase two is agreed" by north and south jointly
phase one "Truce"
  starts on entry into force
  lasts 6 weeks
  then two when agreed
phase two "Peace"
  lasts 6 weeks
  leave: north must leave the valley; by the end of two
claim valley-left "the valley is left" demanded by south
  every faithful run reaches two.leave
"""
RENEWED = TALKS.replace(
    "  then two when agreed\n",
    "  then two when agreed\n  prolong: north and south jointly may renew one by 2 weeks\n",
)
KEPT = """\
claim no-way-back "no second phase unless it is agreed" demanded by north
  no faithful run reaches two before agreed
"""


def found(
    text: str,
    *claims: str,
    most: int = 3,
    fixed: dict[str, str] | None = None,
    left: float = 1e9,
    say: Callable[[str], None] = print,
) -> Mending:
    loaded = load_text({"example.pact": text})
    assert loaded.diagnostics == ()
    wanted = Wanted(
        claims=tuple(ClaimId(name) for name in claims),
        start=START,
        fixed=fixed or {},  # type: ignore[arg-type]
        edits_at_most=most,
    )
    return mend(loaded.documents, wanted, lambda: left, say)


def kinds(mending: Mending) -> list[tuple[str, ...]]:
    return [tuple(edit.kind for edit in each.edits) for each in mending.mends]


def test_what_holds_needs_no_mend() -> None:
    mending = found(TALKS.replace("then two when agreed", "then two"), "valley-left")
    assert mending.outcome is Outcome.HOLDS
    assert mending.tried == 0
    assert mending.mends == ()


@pytest.mark.parametrize("then", ["then two", "then two when agreed"])
@pytest.mark.parametrize("left", [-1.0, 0.0, 1e-9])
def test_when_the_time_is_up_before_it_is_known_what_bears_on_a_claim(
    monkeypatch: pytest.MonkeyPatch, then: str, left: float
) -> None:
    """Whether a duty out of sight can be met takes a look at its runs; nothing is taken for granted."""
    monkeypatch.setattr("servanda.checks.mending.bench._SECONDS_AT_LEAST", 0.0)
    beside = (
        "storm: us must warn; once agreed; by 2 days after agreed; not before 5 days after agreed\n"
    )
    mending = found(TALKS.replace("then two when agreed", then) + beside, "valley-left", left=left)
    assert mending.outcome is Outcome.UNKNOWN
    assert mending.before[0].verdict is Verdict.UNKNOWN


def test_single_edits_come_first_and_nothing_that_contains_one() -> None:
    mending = found(TALKS, "valley-left")
    assert mending.outcome is Outcome.MENDED
    assert kinds(mending) == [("default",), ("automatic-renewal",), ("guarantor-step",)]


def test_two_edits_are_found_where_one_does_not_do() -> None:
    assert found(RENEWED, "valley-left", most=1).outcome is Outcome.NONE
    mending = found(RENEWED, "valley-left", most=2)
    assert ("default", "limit-renewals") in kinds(mending)
    assert all(len(each.edits) == 2 for each in mending.mends)


def test_each_edit_of_a_mend_is_needed() -> None:
    loaded = load_text({"example.pact": RENEWED})
    bench = bench_of(loaded.documents, START, {})
    assert bench is not None
    claim = bench.base.agreement.claims[ClaimId("valley-left")]
    for each in found(RENEWED, "valley-left", most=2).mends:
        for fewer in (part for n in range(2) for part in combinations(each.edits, n)):
            text = bench.read(fewer)
            assert text is not None
            assert bench.ask(text, claim).verdict is not Verdict.YES
        whole = bench.read(each.edits)
        assert whole is not None
        assert bench.ask(whole, claim).verdict is Verdict.YES


def test_a_mend_is_a_change_of_text_that_reads_the_same_from_its_file() -> None:
    (first, *_) = found(TALKS, "valley-left").mends
    (file,) = first.files
    again = load_text({file.path: file.text})
    assert again.diagnostics == ()
    assert found(file.text, "valley-left").outcome is Outcome.HOLDS
    assert "-  then two when agreed" in first.diff
    assert "+  then two" in first.diff


def test_what_costs_nobody_comes_before_what_costs_somebody() -> None:
    mending = found(TALKS + KEPT, "valley-left")
    losers = [each.losers for each in mending.mends]
    assert losers == sorted(losers, key=len)
    costly = next(each for each in mending.mends if each.edits[0].kind == "default")
    (loss,) = costly.losses
    assert (loss.claim, loss.demanded_by) == ("no-way-back", ("north",))
    assert (loss.before.verdict, loss.after.verdict) == (Verdict.YES, Verdict.NO)
    (gain,) = costly.gains
    assert (gain.claim, gain.demanded_by) == ("valley-left", ("south",))


def test_larger_sets_are_not_tried_once_a_mend_costs_nobody() -> None:
    assert found(RENEWED, "valley-left", most=2).mends[0].losses == ()
    said: list[str] = []
    found(RENEWED, "valley-left", most=3, say=said.append)
    sizes = {words.partition(" ")[0] for words in said}
    assert sizes == {"1", "2"}


def test_an_effort_to_agree_costs_less_than_a_phase_that_follows_unagreed() -> None:
    text = TALKS.replace(
        "  then two when agreed\n",
        "  then two when agreed\n  talk: north and south each must try to conclude talks; by week 5\n",
    ).replace(
        "phase one",
        'process talks "talks" between north and south\n  concluded by agreed\nphase one',
        1,
    )
    mending = found(text + KEPT, "valley-left")
    assert kinds(mending)[0] == ("effort-to-result",)
    assert mending.mends[0].losses == ()
    assert ("default",) in kinds(mending)
    assert next(m for m in mending.mends if m.edits[0].kind == "default").losers == ("north",)


def test_none_is_said_with_how_much_was_tried() -> None:
    text = """\
agreement example "An example"
party north "North"
event rain "it rains" by the world
claim wet "it rains"
  every faithful run reaches rain
"""
    mending = found(text, "wet")
    assert mending.outcome is Outcome.NONE
    assert mending.is_complete
    assert mending.tried == mending.candidates == 0


def test_out_of_time_is_unknown_and_never_none() -> None:
    mending = found(RENEWED, "valley-left", left=0.0)
    assert mending.outcome is Outcome.UNKNOWN
    assert not mending.is_complete


def test_a_condition_that_nothing_can_meet_takes_the_duty_out_in_effect() -> None:
    text = """\
agreement example "An example"
party north "North", south "South"
event victory "north wins" by north
  breaks calm
calm: north and south each must not attack
peace: north and south jointly must declare peace; by day 30
claim victory-first "no peace before victory" demanded by north
  no faithful run reaches peace before victory
"""
    mending = found(text, "victory-first")
    assert mending.outcome is Outcome.NONE
    assert mending.refused == (("no faithful run fulfils peace any more", 1),)
    possible = text.replace("  breaks calm\n", "")
    assert kinds(found(possible, "victory-first")) == [("condition",)]


def test_a_reading_that_is_fixed_is_not_asked_again() -> None:
    text = """\
agreement example "An example"
party north "North", south "South"
ambiguity pace "Is the month binding?"
  reading binding "it is"
  reading hoped-for "it is a hope"
leave: north must leave the valley
  under binding: by day 30
claim valley-left "the valley is left" demanded by south
  every faithful run reaches leave
"""
    assert kinds(found(text, "valley-left")) == [("settle-reading",)]
    assert found(text, "valley-left", fixed={"pace": "binding"}).outcome is Outcome.HOLDS


def standing(verdict: str, can_be_met: str) -> Standing:
    return Standing(verdict=Verdict(verdict), can_be_met=Verdict(can_be_met))


def cases() -> Iterator[tuple[str, str, bool, bool]]:
    yield "no yes", "yes yes", True, False
    yield "yes yes", "no yes", False, True
    yield "unsettled yes", "unsettled unsettled", False, True
    yield "no no", "no yes", True, False
    yield "unsettled no", "no yes", True, True
    yield "no yes", "vacuous vacuous", False, True
    yield "no no", "vacuous vacuous", False, False
    yield "yes yes", "unknown unknown", False, True
    yield "no no", "unknown unknown", False, False
    yield "unknown unknown", "no no", False, False


@pytest.mark.parametrize(("before", "after", "is_gain", "is_loss"), list(cases()))
def test_better_and_worse(before: str, after: str, is_gain: bool, is_loss: bool) -> None:
    change = Change(
        claim=ClaimId("c"),
        demanded_by=(),
        before=standing(*before.split()),
        after=standing(*after.split()),
    )
    assert (change.is_gain, change.is_loss) == (is_gain, is_loss)


def test_a_demand_that_its_party_could_see_to_alone_is_lost_when_it_no_longer_can() -> None:
    text = TALKS.replace(
        "party north", 'person envoy "An envoy"; speaks for north\nparty north', 1
    ) + ('claim no-peace "no peace" demanded by envoy\n  no faithful run reaches two\n')
    mending = found(text, "valley-left")
    default = next(each for each in mending.mends if each.edits[0].kind == "default")
    (loss,) = default.losses
    assert loss.claim == "no-peace"
    assert loss.before == Standing(
        verdict=Verdict.NO, can_be_met=Verdict.YES, in_hands_of=(ActorId("north"),)
    )
    assert loss.after == Standing(verdict=Verdict.NO, can_be_met=Verdict.NO, in_hands_of=())


def test_what_two_must_agree_on_is_in_the_hands_of_neither() -> None:
    bench = bench_of(load_text({"example.pact": TALKS}).documents, START, {})
    assert bench is not None
    claim = bench.base.agreement.claims[ClaimId("valley-left")]
    assert in_hands(bench, bench.base, claim) == ()
    alone = TALKS.replace("by north and south jointly", "by south")
    bench = bench_of(load_text({"example.pact": alone}).documents, START, {})
    assert bench is not None
    assert in_hands(bench, bench.base, claim) == ("south",)


def test_a_reading_settles_what_follows_from_it_both_ways() -> None:
    text = """\
agreement example "An example"
party north "North", south "South"
ambiguity pace "Is the month binding?"
  reading binding "it is"; requires count.strict
  reading hoped-for "it is a hope"; held by north
ambiguity count "How is it counted?"
  reading strict "day by day"
  reading loose "about"; held by south
leave: north must leave the valley
  under binding: by day 30
  under strict: not before day 3
claim valley-left "the valley is left" demanded by south
  every faithful run reaches leave
"""
    loaded = load_text({"example.pact": text})
    bench = bench_of(loaded.documents, START, {})
    assert bench is not None
    claims = tuple(bench.base.agreement.claims.values())
    edits = candidates_for(bench.base, claims, sight(bench.base, claims))
    settled = {dict(edit.settles).get("pace"): dict(edit.settles) for edit in edits}
    assert settled["binding"] == {"pace": "binding", "count": "strict"}
    loose = next(e for e in edits if dict(e.settles).get("count") == "loose")
    assert dict(loose.settles) == {"count": "loose", "pace": "hoped-for"}
    assert loose.binds == ()
    assert [line for line in found(text, "valley-left").mends[0].diff if line[0] in "+-"][2:] == [
        "-  under binding: by day 30",
        "-  under strict: not before day 3",
        "+  by day 30",
        "+  not before day 3",
    ]


def patched(text: str, diff: Sequence[str]) -> str:
    """Apply a unified diff as a program for patches would: each hunk where its lines stand."""
    old, new, place = text.split("\n"), list[str](), 0
    for line in diff[2:]:
        if line.startswith("@@"):
            start = int(line.split()[1].lstrip("-").partition(",")[0]) - 1
            new.extend(old[place:start])
            place = start
            continue
        kind, words = line[:1], line[1:]
        if kind in " -":
            assert old[place] == words
            place += 1
        if kind in " +":
            new.append(words)
    return "\n".join([*new, *old[place:]])


@pytest.mark.parametrize("text", [TALKS, RENEWED, TALKS + KEPT])
def test_the_diff_of_each_mend_applies_and_what_it_gives_holds(text: str) -> None:
    mending = found(text, "valley-left")
    assert mending.mends
    for each in mending.mends:
        after = patched(text, each.diff)
        assert after != text
        (file,) = each.files
        assert after == file.text
        loaded = load_text({"example.pact": after})
        assert not loaded.has_errors
        assert found(after, "valley-left").outcome is Outcome.HOLDS
