"""Which powers to prolong a phase may be lost before its last day, and which duties are never owed at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import machine_of

from servanda.checks.claims.losable import losable
from servanda.checks.claims.stuck import never_owed

PACT = """event e by north
process talks "talks" between north and south
phase one "One"
  starts on entry into force
  lasts 9 days
phase two "Two"
  lasts 9 days
p: north must pay; by day 9
"""


@pytest.mark.parametrize(
    ("text", "is_lost"),
    [
        ("x: host may renew one by 5 days", False),
        ("x: host may extend one by 5 days", False),
        ("x: host may renew one by 5 days; until day 5", True),
        ("x: host may renew one by 5 days; from day 5", False),
        ("x: host may renew one by 5 days; when talks are open", True),
        ("x: host may renew one by 5 days; when e", False),
        ("x: host may renew one by 5 days; provided that p is overdue", True),
        ("x: host may extend p by 5 days; until day 5", False),
        ("x: host may suspend one; until day 5", False),
        ("x: host may renew one by 5 days\ny: host may suspend x", True),
        ("x: host may renew one by 5 days\ny: host may terminate x", True),
        ("x: host may renew one by 5 days\ny: host may waive x", True),
        ("x: host may renew one by 5 days\ny: host may terminate the agreement", True),
        ("x: host may renew one by 5 days\ny: host may suspend p", False),
        ("x: host may renew one by 5 days\ny: host may resume x", False),
        ("x: host may renew one by 5 days; does not apply; until day 5", False),
    ],
)
def test_a_power_to_prolong_that_may_be_lost(text: str, is_lost: bool) -> None:
    assert losable(machine_of(f"{PACT}{text}\n")) == ({"x"} if is_lost else set())


def test_a_power_of_a_phase_is_lost_with_it() -> None:
    """Unless that is the phase which it prolongs."""
    own = PACT.replace("phase two", "  x: host may renew one by 5 days\nphase two")
    other = PACT.replace("phase two", "  x: host may renew two by 5 days\nphase two")
    assert losable(machine_of(own)) == set()
    assert losable(machine_of(other)) == {"one.x"}
    taken = "y: host may suspend one\n"
    assert losable(machine_of(own + taken)) == {"one.x"}


@pytest.mark.parametrize(
    ("text", "stuck"),
    [
        ("a: north must act; once b is fulfilled\nb: south must act", ""),
        ("a: north must act; once b is fulfilled\nb: south must act; once a is fulfilled", "a b"),
        (
            "a: north must act; once b is fulfilled\nb: south must act; once c is fulfilled\n"
            "c: host must act; once a is fulfilled",
            "a b c",
        ),
        (
            "a: north must act; once b is fulfilled or e\nb: south must act; once a is fulfilled",
            "",
        ),
        (
            "a: north must act; once b is fulfilled and e\nb: south must act; once a is fulfilled",
            "a b",
        ),
        (
            "a: north must act; provided that b is fulfilled\n"
            "b: south must act; provided that a has started",
            "a b",
        ),
        ("a: north must act; once b is overdue\nb: south must act; once a is fulfilled", ""),
        ("a: north must act; once not b is fulfilled\nb: south must act; once a is fulfilled", ""),
        (
            "a: north must act; once b is fulfilled\nb: south must act; done when a is fulfilled",
            "",
        ),
        (
            "a: north must act; once b is fulfilled\nb: south must act; once a is fulfilled\n"
            "c: host must act; once b is fulfilled",
            "a b c",
        ),
        ("a: north must act; once a is fulfilled", "a"),
        ("a: north must act; once p is fulfilled", ""),
    ],
)
def test_duties_that_wait_for_one_another_all_round(text: str, stuck: str) -> None:
    names = ("a", "b", "c", "e", "p", "elsewhere")
    assert never_owed(machine_of(f"{PACT}{text}\n"), names) == set(stuck.split())
