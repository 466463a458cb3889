"""What stays so once it has come about, and which moments are never moved."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of, condition, point

from servanda.checks.claims.enduring import is_settled, stays_true

PACT = """event e by north
event bell by host; recurring
process talks "talks" between north and south
  concluded by e
level stock "stock" in guns
phase one "One"
  starts on entry into force
phase two "Two"
phase three "Three"
again: host may revive two
p: north must pay
men: north must free 9 men
ban: north must not shoot
calm: north must keep quiet
power: host may terminate p
procedure: north must report; on each bell
rate: north must free men; 3 for each any of men
ratio: north must free 9 men; in proportion to men
more: north must free 9 men; 3 more every 5 days
limit: north must keep stock; at most 9 guns
seen: north must act; done when e
seen-p: north must act; done when p is fulfilled
seen-open: north must act; done when talks are open
ring: north must act; done when gnir is fulfilled
gnir: north must act; done when ring is fulfilled
"""


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("e", True),
        ("bell", True),
        ("talks are open", False),
        ("talks have ended", True),
        ("talks have started", True),
        ("talks are fulfilled", True),
        ("one has started", True),
        ("one is running", False),
        ("one has ended", True),
        ("one has lapsed", True),
        ("two has ended", False),
        ("two has lapsed", False),
        ("two has started", True),
        ("p is fulfilled", True),
        ("p has started", True),
        ("p is overdue", False),
        ("p is suspended", False),
        ("p is certified", True),
        ("power is fulfilled", True),
        ("ban is fulfilled", False),
        ("procedure is fulfilled", False),
        ("rate is fulfilled", False),
        ("ratio is fulfilled", False),
        ("more is fulfilled", False),
        ("limit is fulfilled", False),
        ("seen is fulfilled", True),
        ("seen-p is fulfilled", True),
        ("seen-open is fulfilled", False),
        ("ring is fulfilled", False),
        ("3 of men", True),
        ("stock is at least 3", False),
        ("stock is at most 3", False),
        ("2025-03-01 has passed", True),
        ("3 days after bell has passed", True),
        ("3 days after the last bell has passed", False),
        ("3 days after the end of one has passed", False),
        ("e and p is fulfilled", True),
        ("e and talks are open", False),
        ("e or p is fulfilled", True),
        ("e or talks are open", False),
        ("not e", False),
    ],
)
def test_what_stays_so(asked: str, wanted: bool) -> None:
    assert stays_true(agreement_of(PACT), condition(PACT, asked)) is wanted


def test_a_power_to_revive_the_agreement_may_bring_any_phase_back() -> None:
    pact = PACT.replace("revive two", "revive the agreement")
    try:
        agreement = agreement_of(pact)
    except AssertionError:
        pytest.fail("the agreement can be revived")
    assert not stays_true(agreement, condition(pact, "one has ended"))


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("2025-03-01", True),
        ("entry into force", True),
        ("signature", True),
        ("day 3", True),
        ("day 3 from e", True),
        ("day 3 from the last bell", False),
        ("3 days after e", True),
        ("3 days after the end of one", False),
        ("e", True),
        ("bell", True),
        ("the last bell", False),
        ("the start of one", True),
        ("the end of one", False),
        ("p", False),
        ("the earlier of e and day 3", False),
    ],
)
def test_a_moment_that_is_never_moved(asked: str, wanted: bool) -> None:
    assert is_settled(agreement_of(PACT), point(PACT, asked)) is wanted
