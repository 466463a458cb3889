"""Of a phase that others only wait to begin, only the beginning is in sight."""

from __future__ import annotations

from servanda.checks.claims import Texts, answer
from servanda.machine.beginnings import mark
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.workspace import load_text

HEAD = """agreement case "A case"
  counting day 1 is the day of entry into force
party north "North", south "South"
event terms "terms are agreed" by north and south jointly
phase one "First phase"
  starts on entry into force
  lasts 10 days
  longer: north and south jointly may renew one by 5 days; at most 9 times
"""
START = 28_928_160  # 2025-01-01 00:00 in UTC


def agreement_of(text: str) -> Agreement:
    loaded = load_text({"case.pact": HEAD + text})
    assert not loaded.has_errors, loaded.diagnostics
    assert loaded.agreement is not None
    return loaded.agreement


def sight(text: str, claim: str) -> frozenset[str]:
    agreement = agreement_of(f'{text}claim c "c"\n  {claim}\n')
    texts = Texts(agreement=agreement, start=START)
    return texts.sight(agreement.claims["c"], {})[0]  # type: ignore[index]


def test_who_may_renew_a_phase_does_not_bear_on_what_begins_with_it() -> None:
    second = 'phase two "Second"\n  starts on 2 days after the start of one\n  lasts 3 days\n'
    names = sight(second, "every faithful run reaches the end of two")
    assert {"one", "two", mark("one")} <= names
    assert "one.longer" not in names
    assert mark("two") not in names


def test_what_waits_for_the_end_of_a_phase_sees_all_of_it() -> None:
    for start in ("2 days after the end of one", "the end of one"):
        second = f'phase two "Second"\n  starts on {start}\n  lasts 3 days\n'
        names = sight(second, "every faithful run reaches the end of two")
        assert "one.longer" in names
        assert mark("one") not in names


def test_a_power_to_end_a_phase_bears_on_its_beginning() -> None:
    second = 'phase two "Second"\n  starts on 2 days after the start of one\n  lasts 3 days\n'
    names = sight(
        f"stop: north may terminate one\n{second}", "every faithful run reaches the end of two"
    )
    assert "stop" in names
    assert "one.longer" not in names


def test_nothing_is_told_of_the_end_of_a_phase_that_is_not_in_sight() -> None:
    """Phase one passes to phase three when terms are agreed; this claim sees nothing of that."""
    text = """  then three when terms
phase two "Second"
  starts on 2 days after the start of one
  pay: south must pay
phase three "Third"
claim c "c"
  every faithful run reaches two.pay
"""
    agreement = agreement_of(text)
    (claim,) = agreement.claims.values()
    result = answer(Texts(agreement=agreement, start=START), claim, {})
    assert result.verdict is Verdict.NO
    assert result.answers[0].kind == "blocked by south"
    told = [step.what for step in result.answers[0].run]
    assert "phase one begins" in told
    assert not any("phase one reaches" in what or "phase one ends" in what for what in told)
