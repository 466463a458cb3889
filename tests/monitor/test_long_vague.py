"""In a long record fewer vague entries are moved; a verdict that might turn on the others says so."""

import sys
from pathlib import Path

import pytest

from servanda.base.calendar import Instant
from servanda.model.agreement import Agreement
from servanda.monitor import ProvisionStatus, Question, status
from servanda.monitor.status import MORE_ORDERS
from servanda.workspace.pipeline import load, load_text

EXAMPLES = Path(__file__).parents[2] / "examples"
PACT = """agreement accord "Accord"
party north "North", south "South"
captives: south must release 2 captives; by 2024-03-10
guns: north must hand over 2 guns; by 2024-03-10
"""
RECORD = """2024-01-01 in force
between 2024-03-01 and 2024-03-20 act south captives 1
between 2024-03-05 and 2024-03-25 act south captives 1
2024-03-09 act north guns 2
"""


def at_most(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    monkeypatch.setattr(sys.modules["servanda.monitor.orders"], "STEPS_AT_MOST", steps)


def rows(agreement: Agreement, on: Instant) -> dict[str, ProvisionStatus]:
    found = status(agreement, Question(on=on))
    return {str(row.provision.id): row for row in found.provisions}


def says_more(row: ProvisionStatus) -> bool:
    return any(reason.text == MORE_ORDERS for reason in row.because)


def end_of(agreement: Agreement) -> Instant:
    return max(e.when.latest for e in agreement.entries if e.when.latest is not None)


def test_a_verdict_on_vague_acts_of_a_long_record_says_that_more_orders_are_possible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    agreement = load_text({"accord.pact": PACT, "accord.record": RECORD}).agreement
    assert agreement is not None
    whole = rows(agreement, end_of(agreement))
    assert not says_more(whole["captives"])
    at_most(monkeypatch, 1)
    part = rows(agreement, end_of(agreement))
    assert says_more(part["captives"]) and not says_more(part["guns"])
    (mine,), (all_,) = part["captives"].answers, whole["captives"].answers
    assert mine.verdict.met == all_.verdict.met  # both ends are always looked at
    assert mine.verdict.late_minutes == all_.verdict.late_minutes


@pytest.mark.parametrize("name", ["gaza-2025", "minsk-2-2015"])
@pytest.mark.parametrize("steps", [1, 300])
def test_a_verdict_that_does_not_say_so_is_that_of_all_orders(
    name: str, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = load(EXAMPLES / name).agreement
    assert agreement is not None
    on = end_of(agreement)
    whole = rows(agreement, on)
    at_most(monkeypatch, steps)
    part = rows(agreement, on)
    for id_, row in part.items():
        if not says_more(row):
            assert row.answers == whole[id_].answers
            assert row.parts == whole[id_].parts
    assert any(map(says_more, part.values())) or steps > 1
