"""Claims fall into parts: each has its own readings, and the whole is answered from the parts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from servanda.checks.claims import ClaimResult, Texts, answer
from servanda.checks.claims.parts import Joined, parted
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.workspace import load_text

HEAD = """agreement case "A case"
  counting day 1 is the day of entry into force
party north "North", south "South"
mediator host "Host"
event terms "terms are agreed" by north and south jointly
event alarm "an alarm" by host; recurring
process talks "talks" between north and south
  concluded by terms
  ended by any of north, south
"""
START = 28_928_160  # 2025-01-01 00:00 in UTC


def agreement_of(text: str) -> Agreement:
    loaded = load_text({"case.pact": HEAD + text})
    assert not loaded.has_errors, loaded.diagnostics
    assert loaded.agreement is not None
    return loaded.agreement


def asked(text: str) -> ClaimResult:
    texts = Texts(agreement=agreement_of(text), start=START)
    (claim,) = texts.agreement.claims.values()
    return answer(texts, claim, {})


ROADS = "a: north must clear the road; by day 10\nb: south must clear the bridge\n"


@pytest.mark.parametrize(
    ("claim", "how"),
    [
        ("every faithful run reaches a and b", Joined.ALL),
        ("every faithful run reaches a and b before terms", Joined.ALL),
        ("every faithful run reaches a or b", Joined.ANY),
        ("every faithful run reaches a or b by day 12", Joined.ANY),
        ("every faithful run reaches a or b before terms", None),
        ("every faithful run reaches a or b by 3 days after terms", None),
        ("every faithful run reaches a and talks are open", None),
        ("every faithful run reaches a and not b", None),
        ("some faithful run reaches a or b", Joined.ANY),
        ("some faithful run reaches a and b", Joined.ALL),
        ("some faithful run reaches a and b without terms", None),
        ("no faithful run reaches a or b", Joined.ALL),
        ("no faithful run reaches a or talks are open", Joined.ALL),
        ("no faithful run reaches a and b", Joined.ANY),
        ("no faithful run reaches a", None),
    ],
)
def test_a_claim_falls_into_parts_where_that_is_sound(claim: str, how: Joined | None) -> None:
    texts = Texts(agreement=agreement_of(f'{ROADS}claim c "c"\n  {claim}\n'), start=START)
    found = parted(texts, next(iter(texts.agreement.claims.values())), {})
    assert (found.how if found else None) is how


def test_a_procedure_does_not_stay_done() -> None:
    """A report answers one alarm; the next alarm calls for another."""
    text = "r: host must report; on each alarm; within 5 days of alarm\n" + ROADS
    texts = Texts(
        agreement=agreement_of(f'{text}claim c "c"\n  every faithful run reaches r and a\n'),
        start=START,
    )
    assert parted(texts, next(iter(texts.agreement.claims.values())), {}) is None


def test_what_one_duty_joins_is_not_apart() -> None:
    joint = ROADS + "both: north must do both; by day 20; done when a and b are done\n"
    joint = joint.replace(" are done", "")
    texts = Texts(
        agreement=agreement_of(f'{joint}claim c "c"\n  every faithful run reaches a or b\n'),
        start=START,
    )
    assert parted(texts, next(iter(texts.agreement.claims.values())), {}) is None


def test_two_runs_that_have_nothing_in_common_are_told_as_one() -> None:
    roads = "a: north must clear the road\nb: south must clear the bridge; by day 10\n"
    result = asked(f'{roads}claim c "c"\n  some faithful run reaches a and b\n')
    assert result.verdict is Verdict.YES
    told = [step.what for step in result.answers[0].run]
    assert [what for what in told if what.startswith("performs")] == [
        "performs a: clear the road",
        "performs b: clear the bridge",
    ]
    assert told.count("the agreement enters into force") == 1
    assert told[-1] == "and so the goal is reached"
    assert all(a.on <= b.on for a, b in pairwise(result.answers[0].run))


def test_what_is_done_twice_on_a_day_is_told_twice() -> None:
    text = """a: north must deliver 2 lots
  total 1 by day 3
b: south must clear the bridge
"""
    result = asked(f'{text}claim c "c"\n  some faithful run reaches a and b\n')
    told = [step.what for step in result.answers[0].run if step.what.startswith("performs")]
    assert told == ["performs a: deliver 2 lots (1)"] * 2 + ["performs b: clear the bridge"]


def test_two_runs_that_avoid_two_goals_avoid_both() -> None:
    roads = "a: north must clear the road\nb: south must clear the bridge\n"
    result = asked(f'{roads}claim c "c"\n  every faithful run reaches a or b\n')
    assert result.verdict is Verdict.NO
    assert len(result.answers[0].run) == 2
    dated = roads.replace("the bridge", "the bridge; by day 10")
    assert (
        asked(f'{dated}claim c "c"\n  every faithful run reaches a or b\n').verdict is Verdict.YES
    )


def test_a_part_without_any_faithful_run_leaves_none_to_the_whole() -> None:
    text = (
        "a: north must clear the road; by day 10\nb: south must wait; by day 5; not before day 9\n"
    )
    for claim in ("reaches a and b", "reaches a or b"):
        result = asked(f'{text}claim c "c"\n  every faithful run {claim}\n')
        assert result.verdict is Verdict.VACUOUS


def questions(count: int, *, is_chain: bool = False) -> str:
    lines = []
    for n in range(count):
        lines += [f'ambiguity q{n} "{n}?"', f"  reading dated-{n}", f"  reading undated-{n}"]
        after = f"; after d{n - 1}" if is_chain and n else ""
        lines += [f"d{n}: south must clear field {n}{after}", f"  under dated-{n}: by day {9 + n}"]
    return "\n".join(lines) + '\nclaim c "c"\n  every faithful run reaches '


def test_a_dozen_questions_about_a_dozen_duties() -> None:
    """All 4,096 combinations are answered from 24 texts."""
    names = [f"d{n}" for n in range(12)]
    wants_all = asked(questions(12) + " and ".join(names) + "\n")
    assert wants_all.verdict is Verdict.UNSETTLED
    assert [row.verdict for row in wants_all.answers].count(Verdict.YES) == 1
    yes = next(row for row in wants_all.answers if row.verdict is Verdict.YES)
    assert dict(yes.reading) == {f"q{n}": f"dated-{n}" for n in range(12)}
    wants_any = asked(questions(12) + " or ".join(names) + "\n")
    assert [row.verdict for row in wants_any.answers].count(Verdict.NO) == 1
    no = next(row for row in wants_any.answers if row.verdict is Verdict.NO)
    assert dict(no.reading) == {f"q{n}": f"undated-{n}" for n in range(12)}


def test_what_a_run_does_not_come_to_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the third duty of a chain has no date, the dates of those after it do not matter."""
    explored = []
    runs = Texts.runs

    def counted(*given: object) -> object:
        found = runs(*given)  # type: ignore[arg-type]
        explored.append(id(found))
        return found

    monkeypatch.setattr(Texts, "runs", counted)
    result = asked(questions(9, is_chain=True) + "d8\n")
    assert result.verdict is Verdict.UNSETTLED
    assert len(result.answers) == 10
    assert len(explored) == 10  # of 512 combinations


def test_a_question_cut_short_is_unknown_and_harms_no_other() -> None:
    text = """duty: north must clear the road; by day 10
hard: south must clear the bridge; by day 5; not before day 3; after duty
claim c "c"
  every faithful run reaches duty and hard
"""
    texts = Texts(agreement=agreement_of(text), start=START)
    (claim,) = texts.agreement.claims.values()
    cut = answer(texts, claim, {}, seconds=1e-9)
    assert cut.verdict is Verdict.UNKNOWN
    assert cut.answers[0].note.startswith("unknown after 1e-09 s")
    assert answer(texts, claim, {}).verdict is Verdict.YES


# -- why ---------------------------------------------------------------------------------------


def reasons(text: str, claim: str) -> list[tuple[str, list[str]]]:
    """Give, for each line that all runs bear out, its readings and the sentences that force it."""
    texts = Texts(agreement=agreement_of(f'{text}claim c "c"\n  {claim}\n'), start=START)
    (asked_of,) = texts.agreement.claims.values()
    found = answer(texts, asked_of, {}, with_reasons=True)
    return [
        (" ".join(reading for _, reading in row.reading), [part.name for part in row.because.parts])
        for row in found.answers
        if row.because is not None
    ]


DATED = "a: north must clear the road; by day 10\nb: south must clear the bridge; by day 12\n"
ONE = DATED.replace("; by day 10", "")


@pytest.mark.parametrize(
    ("text", "claim", "names"),
    [
        # all of them are needed for all, one that does for any
        (DATED, "every faithful run reaches a and b", ["a", "b"]),
        (DATED, "every faithful run reaches a or b", ["a"]),
        (ONE, "every faithful run reaches a or b", ["b"]),
        # goals that one run cannot reach together are looked at together
        (
            "event e by north; breaks calm\ncalm: north must not shoot\n"
            "a: south must act; once e\nb: south must clear the bridge\n",
            "some faithful run reaches a and b",
            ["calm", "a"],
        ),
    ],
)
def test_what_forces_a_claim_of_parts(text: str, claim: str, names: list[str]) -> None:
    ((_, found),) = reasons(text, claim)
    assert sorted(found) == sorted(names)


def test_what_forces_one_of_several_under_each_reading() -> None:
    """Where a question decides which of two has a date, the one that has it is the reason."""
    text = """ambiguity q "Which?"
  reading first "the road"
  reading second "the bridge"
a: north must clear the road
  under first: by day 10
b: south must clear the bridge
  under second: by day 10
"""
    found = reasons(text, "every faithful run reaches a or b")
    assert found == [
        ("", ["a"])
    ]  # one of the two readings is told of: the verdict is the same under both


def test_readings_that_need_one_another_are_not_taken_apart() -> None:
    """The second reading of one needs the second of the other: of four combinations there are three."""
    text = """ambiguity q "Q?"
  reading q-one "one"
  reading q-two "two"
    requires r.r-two
ambiguity r "R?"
  reading r-one "one"
  reading r-two "two"
a: north must clear the road
  under q-two: by day 10
b: south must clear the bridge
  under r-two: by day 10
"""
    found = asked(f'{text}claim c "c"\n  every faithful run reaches a and b\n')
    told = {tuple(reading for _, reading in row.reading): row.verdict for row in found.answers}
    yes = [reading for reading, verdict in told.items() if verdict is Verdict.YES]
    assert found.verdict is Verdict.UNSETTLED
    assert yes == [("q-two",)]
