"""A claim that is so is so for reasons: sentences of the text, none of which could be left out."""

from __future__ import annotations

import pytest

from servanda.checks.claims import ClaimResult, Reason, Texts, answer, reasons
from servanda.model.claims import Verdict
from servanda.workspace import load_text

HEAD = """agreement case "A case"
  counting day 1 is the day of entry into force
party north "North", south "South"
mediator host "Host"
event terms "terms are agreed" by north and south jointly
"""
START = 28_928_160  # 2025-01-01 00:00 in UTC
FIRST = HEAD.count("\n") + 1

PHASES = """phase one "First phase"
  starts on entry into force
  lasts 42 days
  then two
  list: south must hand over the list
    by day 5
  map: north must hand over the map
    by day 10
phase two "Second phase"
  leave: north must leave the valley
    by 30 days after the start of two
  pay: south must pay
    by 40 days after the start of two
"""


def asked(text: str, claim: str) -> ClaimResult:
    loaded = load_text({"case.pact": f'{HEAD}{text}claim c "c"\n  {claim}\n'})
    assert not loaded.has_errors, loaded.diagnostics
    assert loaded.agreement is not None
    texts = Texts(agreement=loaded.agreement, start=START)
    (only,) = texts.agreement.claims.values()
    return answer(texts, only, {}, with_reasons=True)


def forced_by(text: str, claim: str) -> dict[str, list[str]]:
    """Give the names that force a claim, each with the lines of its clauses as they are written."""
    result = asked(text, claim)
    found = result.answers[0].because
    assert found is not None and found.is_minimal
    lines = text.split("\n")
    return {
        part.name: [lines[span.line - FIRST].strip() for span in part.clauses]
        for part in found.parts
    }


def test_the_reason_for_a_duty_is_what_starts_it_and_when_it_is_due() -> None:
    assert forced_by(PHASES, "every faithful run reaches two.leave") == {
        "one": ["starts on entry into force", "lasts 42 days", "then two"],
        "two.leave": ["by 30 days after the start of two"],
    }
    assert forced_by(PHASES, "every faithful run reaches one.map by day 12") == {
        "one": ["starts on entry into force"],
        "one.map": ["by day 10"],
    }


def test_the_reasons_of_parts_are_put_together() -> None:
    both = forced_by(PHASES, "every faithful run reaches one.map and one.list")
    assert both["one.map"] == ["by day 10"]
    assert both["one.list"] == ["by day 5"]
    assert list(both) == ["one", "one.list", "one.map"]


@pytest.mark.parametrize(
    "claim",
    [
        "every faithful run reaches two.leave",
        "every faithful run reaches two.pay by day 90",
        "every faithful run keeps one running until two",
        "no faithful run has south owing one.list after day 5",
    ],
)
def test_without_any_one_clause_of_the_reason_it_is_not_so(claim: str) -> None:
    result = asked(PHASES, claim)
    assert result.verdict is Verdict.YES
    found = result.answers[0].because
    assert found is not None and found.is_minimal and found.parts
    lines = PHASES.split("\n")
    for span in (span for part in found.parts for span in part.clauses):
        gone = span.line - FIRST
        text = "\n".join(line for at, line in enumerate(lines) if at != gone)
        assert asked(text, claim).verdict is not Verdict.YES, lines[gone]


def test_what_never_comes_is_held_back_by_conditions() -> None:
    text = "map: north must hand over the map\n  after list\nlist: south must hand over the list\n"
    claim = "no faithful run reaches map before list"
    assert forced_by(text, claim) == {"map": ["after list"]}
    ban = 'calm: north must not open fire\nevent fire "fire" by north; breaks calm\n'
    assert forced_by(ban, "no faithful run reaches fire") == {"calm": []}


def test_what_comes_only_later_is_held_back_by_a_term() -> None:
    claim = "no faithful run reaches two before day 30"
    assert forced_by(PHASES, claim) == {"one": ["lasts 42 days"]}


def test_what_nothing_brings_about_needs_no_clause() -> None:
    result = asked(PHASES, "no faithful run reaches one is suspended")
    assert result.answers[0].because == reasons.Reasons()


def test_a_no_that_no_run_shows_has_a_reason_too() -> None:
    """That no run at all does a thing is forced as well."""
    result = asked(PHASES, "some faithful run keeps one running past day 50")
    assert result.verdict is Verdict.NO
    found = result.answers[0].because
    assert found is not None
    assert [part.name for part in found.parts] == ["one"]
    assert [span.line - FIRST for span in found.parts[0].clauses] == [2]


def test_what_a_run_shows_has_no_reason() -> None:
    assert asked(PHASES, "every faithful run reaches terms").answers[0].because is None
    assert asked(PHASES, "some faithful run reaches terms").answers[0].because is None


def test_reasons_that_take_too_long_are_said_not_to_be_minimal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reasons, "ASKED_AT_MOST", 2)
    found = asked(PHASES, "every faithful run reaches two.leave").answers[0].because
    assert found is not None and not found.is_minimal
    assert {"one", "two.leave"} <= {part.name for part in found.parts}
    assert all(isinstance(part, Reason) for part in found.parts)


def test_what_leaves_a_claim_open_is_named_with_its_words_and_clauses() -> None:
    text = """ambiguity end "Does phase one run on?"
  words "as long as talks continue"
  reading on; held by north
  reading off
ambiguity other "Is the map to scale?"
  reading scaled
  reading drawn
open word valley "Which valley?"; about two.leave
phase one "First phase"
  starts on entry into force
  lasts 42 days
  under off: ends when terms
  under on: runs on while not terms
  then two when terms
phase two "Second phase"
  leave: north must leave the valley
    by 30 days after the start of two
"""
    result = asked(text, "some faithful run keeps one running past day 50")
    assert result.verdict is Verdict.UNSETTLED
    (opening,) = result.openings
    assert opening.question == "end"
    lines = text.split("\n")
    assert [lines[place.span.line - FIRST].strip() for place in opening.places] == [
        "under off: ends when terms",
        "under on: runs on while not terms",
    ]
    assert result.open_words == ()
    beside = asked(text, "every faithful run reaches two.leave")
    assert [word.id for word in beside.open_words] == ["valley"]


def test_a_reason_that_counts_under_one_reading_only_says_so() -> None:
    text = """ambiguity when "When is the map due?"
  reading early
  reading late
map: north must hand over the map
  under early: by day 5
  under late: by day 9
"""
    result = asked(text, "every faithful run reaches map")
    assert result.verdict is Verdict.YES and len(result.answers) == 1
    found = result.answers[0].because
    assert found is not None and found.under == (("when", "early"),)
    split = asked(text, "every faithful run reaches map by day 7")
    yes = next(row for row in split.answers if row.verdict is Verdict.YES)
    assert yes.because is not None and yes.because.under == ()
