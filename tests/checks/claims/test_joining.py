"""Parts are asked under their own readings, without what does not matter to them; reasons go part by part."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.checks.claims import ClaimAnswer, Texts
from servanda.checks.claims import joined as module
from servanda.checks.claims.joined import Joining
from servanda.checks.claims.outcome import Rows
from servanda.checks.claims.parts import Joined, Parted
from servanda.checks.claims.reasons import Reasons
from servanda.checks.claims.runs import Budget
from servanda.checks.claims.single import Single
from servanda.checks.claims.story import Told
from servanda.machine.choices import Pairs
from servanda.model.claims import Claim, Verdict

START = 28_928_160  # 2025-01-01 00:00 in UTC
PACT = """ambiguity q "Which?"
  reading road "the road"
  reading bridge "the bridge"
ambiguity free "Anything?"
  reading free-one "one"
  reading free-two "two"
ambiguity needs "Needs?"
  reading needs-one "one"
  reading needs-two "two"
    requires free.free-two
ambiguity bars "Bars?"
  reading bars-one "one"
  reading bars-two "two"
    excludes free.free-two
a: north must clear the road
  under road: by 2025-01-10
b: south must clear the bridge
  under bridge: by 2025-01-12
claim c "c"
  every faithful run reaches a or b
"""
ROAD, BRIDGE = (("q", "road"),), (("q", "bridge"),)
YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN


def joining() -> tuple[Joining, Claim]:
    agreement = agreement_of(PACT)
    texts = Texts(agreement=agreement, start=START)
    (claim,) = agreement.claims.values()
    return Joining(texts=texts, fixed={}, budget=Budget.of(None)), claim


def pairs(*chosen: tuple[str, str]) -> Pairs:
    return tuple((AmbiguityId(name), ReadingId(reading)) for name, reading in chosen)


def rows(*answers: tuple[Pairs, Verdict], is_whole: bool = True) -> Rows:
    questions = tuple(name for name, _ in answers[0][0])
    found = {chosen: ClaimAnswer(reading=(), verdict=verdict) for chosen, verdict in answers}
    return Rows(questions=questions, answers=found, is_whole=is_whole)


def both(other: str, verdicts: tuple[Verdict, Verdict], *, is_whole: bool = True) -> Rows:
    """Give rows over two questions, in which the second changes nothing."""
    return rows(
        *(
            (pairs(("q", reading), (other, f"{other}-{number}")), verdict)
            for reading, verdict in zip(("road", "bridge"), verdicts, strict=True)
            for number in ("one", "two")
        ),
        is_whole=is_whole,
    )


# -- what does not matter to a part ---------------------------------------------------------------


def test_a_question_on_which_a_part_does_not_turn_is_left_out() -> None:
    found = joining()[0]._shortened(both("free", (YES, NO)))
    assert found.questions == ("q",)
    assert {key: row.verdict for key, row in found.answers.items()} == {
        pairs(*ROAD): YES,
        pairs(*BRIDGE): NO,
    }


@pytest.mark.parametrize("bound", ["needs", "bars"])
def test_questions_whose_readings_bind_others_are_kept(bound: str) -> None:
    given = both(bound, (YES, NO))
    assert joining()[0]._shortened(given) is given


def test_nothing_is_left_out_where_not_all_is_known() -> None:
    given = both("free", (YES, NO), is_whole=False)
    assert joining()[0]._shortened(given) is given


@pytest.mark.parametrize(
    ("first", "second", "too_many", "wanted"),
    [
        (True, True, False, True),
        (False, True, False, False),
        (True, False, False, False),
        (False, False, False, False),
        (True, True, True, False),
        (False, True, True, False),
    ],
)
def test_the_whole_is_known_where_each_part_is_and_their_readings_are_not_too_many(
    monkeypatch: pytest.MonkeyPatch, first: bool, second: bool, too_many: bool, wanted: bool
) -> None:
    asked, claim = joining()
    parts = iter([both("free", (YES, NO), is_whole=first), both("free", (NO, NO), is_whole=second)])
    monkeypatch.setattr(Joining, "rows", lambda _self, _claim: next(parts))
    monkeypatch.setattr(module, "are_too_many", lambda *_: too_many)
    found = asked._joined(Parted(how=Joined.ANY, claims=(claim, claim)))
    assert found.is_whole is wanted
    verdicts = {dict(key)[AmbiguityId("q")]: row.verdict for key, row in found.answers.items()}
    assert verdicts == {"road": YES, "bridge": NO}


# -- reasons --------------------------------------------------------------------------------------


def named(found: Reasons) -> list[str]:
    return [part.name for part in found.parts]


@pytest.mark.parametrize(("chosen", "name"), [(ROAD, "a"), (BRIDGE, "b")])
def test_of_two_parts_that_which_is_forced_under_a_reading_is_the_reason(
    chosen: tuple[tuple[str, str], ...], name: str
) -> None:
    asked, claim = joining()
    found = asked.reasons(claim, pairs(*chosen))
    assert named(found) == [name]
    assert dict(found.under) == dict(pairs(*chosen))


def test_a_part_that_is_forced_under_one_of_the_readings_left_open_will_do() -> None:
    asked, claim = joining()
    assert named(asked.reasons(claim, ())) == ["a"]


def test_where_no_part_is_forced_the_whole_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, claim = joining()
    Single(texts=asked.texts, claim=claim, fixed={}, budget=asked.budget).rows()
    unknown = rows((pairs(*ROAD), UNKNOWN), (pairs(*BRIDGE), UNKNOWN))
    monkeypatch.setattr(Joining, "rows", lambda _self, _claim: unknown)
    assert named(asked.reasons(claim, pairs(*BRIDGE))) == ["b"]


def test_readings_that_exclude_one_another_give_no_reason() -> None:
    """Nothing is asked of a text that cannot be."""
    text = PACT.replace("under road", "under needs-two").replace("under bridge", "under free-two")
    agreement = agreement_of(text)
    (claim,) = agreement.claims.values()
    texts = Texts(agreement=agreement, start=START)
    asked = Joining(texts=texts, fixed={}, budget=Budget.of(None))
    chosen = pairs(("needs", "needs-two"), ("free", "free-one"))
    assert asked._reasons_of_one(claim, chosen) == Reasons(is_minimal=False)


# -- one run of several ---------------------------------------------------------------------------


def test_what_is_noted_of_the_first_part_stays_with_the_run_of_all() -> None:
    parts = [
        ClaimAnswer(reading=(), verdict=NO, run=(Told(on=day, what="rests"),), note=note)
        for day, note in ((3, "first"), (2, "second"))
    ]
    whole = module.joined(Parted(how=Joined.ANY, claims=(), is_one_run=True), parts)
    assert (whole.note, whole.run[-1].on) == ("first", 3)
