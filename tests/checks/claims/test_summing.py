"""Answers joined from parts, and summed up over readings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.checks.claims import ClaimAnswer, ClaimResult
from servanda.checks.claims.answer import _summed
from servanda.checks.claims.joined import _Apart, joined
from servanda.checks.claims.outcome import Rows, fits, pairs_of
from servanda.checks.claims.parts import Joined, Parted
from servanda.checks.claims.story import Told
from servanda.model.claims import Verdict

YES, NO, UNKNOWN, VACUOUS = Verdict.YES, Verdict.NO, Verdict.UNKNOWN, Verdict.VACUOUS


def row(verdict: Verdict, kind: str = "", **more: Any) -> ClaimAnswer:
    return ClaimAnswer(reading=(), verdict=verdict, kind=kind, **more)


# -- of parts --------------------------------------------------------------------------------


def of(how: Joined, *parts: ClaimAnswer, is_one_run: bool = False) -> ClaimAnswer:
    return joined(Parted(how=how, claims=(), is_one_run=is_one_run), parts)


@pytest.mark.parametrize(
    ("how", "verdicts", "wanted"),
    [
        (Joined.ALL, (YES, YES), YES),
        (Joined.ALL, (YES, NO), NO),
        (Joined.ALL, (UNKNOWN, NO), NO),
        (Joined.ALL, (UNKNOWN, YES), UNKNOWN),
        (Joined.ALL, (VACUOUS, NO), VACUOUS),
        (Joined.ANY, (NO, NO), NO),
        (Joined.ANY, (YES, NO), YES),
        (Joined.ANY, (UNKNOWN, YES), YES),
        (Joined.ANY, (UNKNOWN, NO), UNKNOWN),
        (Joined.ANY, (VACUOUS, YES), VACUOUS),
    ],
)
def test_the_verdict_of_the_whole(
    how: Joined, verdicts: tuple[Verdict, ...], wanted: Verdict
) -> None:
    assert of(how, *map(row, verdicts)).verdict is wanted
    assert of(how, *map(row, reversed(verdicts))).verdict is wanted


def test_the_shortest_run_of_a_part_shows_it() -> None:
    long, short = row(NO, "lapse", steps=5), row(NO, "deadlock", steps=2)
    assert of(Joined.ALL, long, short).kind == of(Joined.ALL, short, long).kind == "deadlock"


def test_where_no_run_shows_it_all_states_are_counted() -> None:
    """And the note says of what there was none."""
    small, large = row(YES, states=3, note="3"), row(YES, states=40, note="40")
    whole = of(Joined.ALL, small, large)
    assert (whole.states, whole.note) == (43, "no run to the contrary among 43 states")
    assert of(Joined.ANY, row(NO, states=1_000), row(NO)).note == "no such run among 1,000 states"


def told(on: int, what: str, *, is_repeated: bool = False) -> Told:
    return Told(on=on, what=what, is_repeated=is_repeated)


BEGINS = told(1, "begins")
PAID = row(YES, "run", run=(BEGINS, told(4, "pays"), told(4, "reached")), steps=2, states=3)
MET = row(YES, "run", run=(BEGINS, told(2, "meets"), told(3, "reached too")), steps=1, states=4)


def test_runs_that_have_nothing_to_do_with_one_another_are_told_as_one() -> None:
    """In the order of their dates, what they share once, and the later end at the end."""
    whole = of(Joined.ALL, PAID, MET, is_one_run=True)
    assert [each.what for each in whole.run] == ["begins", "meets", "pays", "reached"]
    assert (whole.steps, whole.states, whole.kind) == (3, 7, "run")


def test_runs_are_told_as_one_only_where_each_part_has_one() -> None:
    assert of(Joined.ALL, PAID, MET).run in (PAID.run, MET.run)
    other = of(Joined.ALL, PAID, row(YES, states=9), is_one_run=True)
    assert other.run == () and other.states == 12


def test_runs_that_go_round_without_end_are_not_told_as_one() -> None:
    again = told(3, "renews", is_repeated=True)
    looping = row(YES, "endless renewal", run=(BEGINS, again, told(3, "and so on")))
    with pytest.raises(_Apart):
        of(Joined.ALL, looping, MET, is_one_run=True)


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        (("run", "lapse"), "lapse"),
        (("deadlock", "talks without end"), "talks without end"),
        (("talks without end", "lapse"), "lapse"),
        (("blocked by north", "blocked by south"), "postponement"),
        (("blocked by north", "blocked by north"), "blocked by north"),
        (("deadlock", "blocked by north"), "deadlock"),
    ],
)
def test_of_what_kind_the_joint_run_is(kinds: tuple[str, str], wanted: str) -> None:
    parts = [row(YES, kind, run=(BEGINS, told(2, kind))) for kind in kinds]
    assert of(Joined.ALL, *parts, is_one_run=True).kind == wanted


# -- over readings ---------------------------------------------------------------------------

A, B = AmbiguityId("a"), AmbiguityId("b")


def summed(**answers: ClaimAnswer) -> ClaimResult:
    """Sum up answers named by the readings they stand under: `a1b1=…`."""
    (claim,) = agreement_of('event e by north\nclaim c "c"; some run reaches e\n').claims.values()
    rows = {
        tuple((AmbiguityId(w[i]), ReadingId(w[i : i + 2])) for i in range(0, len(w), 2)): answer
        for w, answer in answers.items()
    }
    return _summed(claim, Rows(questions=(A, B), answers=rows))


def lines(result: ClaimResult) -> list[str]:
    return [
        f"{' '.join(f'{name}={reading}' for name, reading in each.reading)}: {each.kind}".strip()
        for each in result.answers
    ]


@pytest.mark.parametrize(
    ("verdicts", "wanted"),
    [
        ((YES, YES), YES),
        ((YES, NO), Verdict.UNSETTLED),
        ((YES, UNKNOWN), UNKNOWN),
        ((VACUOUS, YES), Verdict.UNSETTLED),
    ],
)
def test_one_verdict_or_what_the_text_does_not_settle(
    verdicts: tuple[Verdict, Verdict], wanted: Verdict
) -> None:
    first, second = map(row, verdicts)
    result = summed(a1b1=first, a2b1=second)
    assert result.verdict is wanted
    assert result.is_expected is (wanted is YES)


def test_three_verdicts_of_which_one_is_unknown() -> None:
    result = summed(a1b1=row(YES), a2b1=row(NO), a1b2=row(UNKNOWN), a2b2=row(NO))
    assert result.verdict is Verdict.UNSETTLED


def test_a_line_for_each_way_to_read_what_decides() -> None:
    lapse, loop = row(NO, "lapse"), row(NO, "endless renewal")
    result = summed(a1b1=lapse, a1b2=loop, a2b1=row(YES), a2b2=row(YES))
    assert lines(result) == ["a=a1 b=b1: lapse", "a=a1 b=b2: endless renewal", "a=a2:"]


def test_all_that_merely_rests_is_one_line() -> None:
    """Whom it waits for may differ; the first that was found is told."""
    kinds = ("deadlock", "postponement", "blocked by north", "blocked by south")
    parts = [row(NO, kind) for kind in kinds]
    result = summed(a1b1=parts[0], a1b2=parts[1], a2b1=parts[2], a2b2=parts[3])
    assert lines(result) == [": deadlock"]
    other = summed(a1b1=row(NO, "lapse"), a1b2=parts[1], a2b1=parts[2], a2b2=parts[3])
    assert lines(other) == ["a=a1 b=b1: lapse", "a=a1 b=b2: postponement", "a=a2: blocked by north"]


def test_the_answer_of_a_line_is_one_of_its_readings() -> None:
    first, second = row(NO, "lapse", steps=1), row(NO, "lapse", steps=2)
    result = summed(a1b1=row(YES), a1b2=first, a2b1=second, a2b2=row(YES, steps=9))
    by_line = {tuple(each.reading): each.steps for each in result.answers}
    assert by_line[(A, "a1"), (B, "b2")] == 1
    assert by_line[(A, "a2"), (B, "b1")] == 2


def test_choices_and_the_questions_they_settle() -> None:
    choice = {A: ReadingId("a1"), B: ReadingId("b2")}
    assert pairs_of(choice, (B,)) == ((B, "b2"),)
    rows = Rows(questions=(A,), answers={((A, ReadingId("a1")),): row(YES)})
    assert rows.at(choice).verdict is YES
    one, other = ((A, ReadingId("a1")),), ((A, ReadingId("a2")), (B, ReadingId("b2")))
    assert fits(one, ((B, ReadingId("b1")),)) and fits(one, one) and not fits(one, other)
