"""Pin what is not decided: the bounds of the checker, each said aloud where it is reached."""

from __future__ import annotations

import pytest

from servanda.checks.claims import check_claims, runs, single
from servanda.machine.choices import choices
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.workspace import load_text

HEAD = """agreement case "A case"
  counting day 1 is the day of entry into force
party north "North", south "South"
mediator host "Host"
"""
START = 28_928_160  # 2025-01-01 00:00 in UTC


def agreement_of(text: str) -> Agreement:
    loaded = load_text({"case.pact": HEAD + text})
    assert not loaded.has_errors, loaded.diagnostics
    assert loaded.agreement is not None
    return loaded.agreement


def verdicts(text: str) -> dict[str, tuple[Verdict, str]]:
    found = check_claims(agreement_of(text), START)
    return {result.claim.id: (result.verdict, result.answers[0].note) for result in found}


def test_more_states_than_can_be_looked_at_leave_a_claim_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """(B1)"""
    text = """a: north must clear the road; by day 10
b: south must clear the bridge; by day 10
claim both "both are cleared"
  every faithful run reaches a and b
"""
    assert verdicts(text)["both"][0] is Verdict.YES
    assert runs.NODES_AT_MOST == 20_000
    monkeypatch.setattr(runs, "NODES_AT_MOST", 2)
    verdict, note = verdicts(text)["both"]
    assert verdict is Verdict.UNKNOWN
    assert note.startswith("undecided after ")


def questions(count: int) -> str:
    return "".join(
        f'ambiguity q{n} "Question {n}?"\n  reading yes-{n} "yes"\n  reading no-{n} "no"\n'
        for n in range(count)
    )


def test_more_choices_than_can_be_multiplied_vary_one_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """(B2)"""
    agreement = agreement_of(questions(3))
    assert len(list(choices(agreement, agreement.ambiguities, {}))) == 8
    assert len(list(choices(agreement, agreement.ambiguities, {}, 4))) == 4
    assert (single.COMBINATIONS_AT_MOST, single.TEXTS_AT_MOST) == (65_536, 512)
    text = questions(3) + "".join(
        f"a{n}: north must clear road {n}; under yes-{n}: by day {n + 5}\n" for n in range(3)
    )
    text += 'claim all "all are cleared"\n  some faithful run reaches a0 and a1 and a2 before a2\n'
    text += 'claim may "all may be cleared"\n  some faithful run reaches a0 and a1 and a2\n'
    assert verdicts(text)["may"][0] is Verdict.YES
    assert verdicts(text)["all"][0] is Verdict.NO
    monkeypatch.setattr(single, "COMBINATIONS_AT_MOST", 4)
    assert verdicts(text)["all"] == (
        Verdict.UNKNOWN,
        "no under 4 choices of readings, of more than could be seen",
    )


def test_more_texts_than_can_be_explored_leave_the_rest_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """(B2)"""
    text = questions(3) + "".join(
        f"a{n}: north must clear road {n}; under yes-{n}: by day {n + 5}\n" for n in range(3)
    )
    text += 'claim none "none before the last"\n  no faithful run reaches a0 and a1 before a2\n'
    assert verdicts(text)["none"][0] is Verdict.NO
    monkeypatch.setattr(single, "TEXTS_AT_MOST", 3)
    (result,) = check_claims(agreement_of(text), START)
    assert result.verdict is Verdict.UNKNOWN
    assert [row.verdict for row in result.answers].count(Verdict.UNKNOWN) == 2
    assert "not looked at" in next(row.note for row in result.answers if row.note)


def test_a_recurring_event_is_tried_three_times() -> None:
    """(B3)"""
    text = """event incident "an incident" by any of north, south; recurring
inquiry: host must report on the incident
  on each incident
  within 5 days of incident
claim three "three reports may be owed"
  some faithful run reaches 3 of inquiry
claim four "four reports may be owed"
  some faithful run reaches 4 of inquiry
"""
    assert verdicts(text)["three"][0] is Verdict.YES
    assert verdicts(text)["four"][0] is not Verdict.YES


def test_a_renewal_of_no_stated_length_is_as_long_as_the_term() -> None:
    """(B4)"""
    text = """phase one "First phase"
  starts on entry into force
  lasts 42 days
  prolong: north and south jointly may renew one
    at most 1 times
claim twice "it may last twice as long"
  some faithful run keeps one running past day 83
claim longer "it may last longer"
  some faithful run keeps one running past day 85
"""
    assert verdicts(text)["twice"][0] is Verdict.YES
    assert verdicts(text)["longer"][0] is Verdict.NO


def test_a_renewal_that_may_be_lost_is_tried_as_early_as_its_length() -> None:
    """(B5)"""
    text = """phase one "First phase"
  starts on entry into force
  lasts 10 days
  prolong: north and south jointly may renew one by 5 days
    until day 7
claim once "it may last once longer"
  some faithful run keeps one running past day 14
claim twice "it may be prolonged twice at once"
  some faithful run keeps one running past day 16
"""
    assert verdicts(text)["once"][0] is Verdict.YES
    assert verdicts(text)["twice"][0] is Verdict.NO
    limited = text.replace("until day 7", "until day 7\n    at most 2 times")
    assert verdicts(limited)["twice"][0] is Verdict.YES
