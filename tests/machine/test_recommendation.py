"""A power of two stages has an effect only when one has recommended it and another uses it."""

from datetime import date

from servanda.base.identities import ProvisionId
from servanda.checks.claims import check_claims
from servanda.model.claims import Verdict
from servanda.monitor import Question, status
from servanda.workspace import load_text

PACT = """
agreement two-stage "Two stages"
party north "North", south "South"
monitor watch "Watch"
phase one "One"
  starts on entry into force
  patrol: north must patrol the road; by 2025-02-01
  stop: south may terminate one
    on recommendation of watch
claim ends "phase one can be ended"; some faithful run reaches the end of one
"""


def ended(record: str) -> bool:
    """Tell whether phase one is ended in March 2025."""
    agreement = load_text({"a.pact": PACT, "a.record": record}).agreement
    assert agreement is not None
    on = agreement.header.calendar.end_of_day(date(2025, 3, 1))
    found = status(agreement, Question(on=on)).phases[0].answers[0].verdict
    assert ProvisionId("one.stop") in agreement.provisions
    return found.ended is not None


START = "record of two-stage\n2025-01-01 in force\n"


def test_the_second_stage_alone_has_no_effect() -> None:
    """South alone cannot end the phase."""
    assert not ended(START + "2025-01-10 exercise south one.stop\n")


def test_the_first_stage_alone_has_no_effect() -> None:
    """A recommendation ends nothing."""
    assert not ended(START + "2025-01-10 exercise watch one.stop\n")


def test_both_stages_in_order_take_effect() -> None:
    """Recommended, then used."""
    both = "2025-01-09 exercise watch one.stop\n2025-01-10 exercise south one.stop\n"
    assert ended(START + both)


def test_the_checker_finds_both_stages() -> None:
    """A run to the end of the phase has both steps."""
    agreement = load_text({"a.pact": PACT}).agreement
    assert agreement is not None
    (result,) = check_claims(agreement, 0)
    assert result.verdict is Verdict.YES
    assert any(told.what.startswith("recommends") for told in result.answers[0].run)
