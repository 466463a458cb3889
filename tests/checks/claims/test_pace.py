"""Which acts need not be tried at every instant: what only brings the goal nearer, and hinders nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of, condition, machine_of

from servanda.checks.claims.pace import is_lasting, movable

PACT = """event e by host
event never by host
process talks "talks" between north and south
level stock "stock" in guns
phase one "One"
  starts on entry into force
  lasts 20 days
  in-one: north must act; by day 5
phase two "Two"
  lasts 20 days
p: north must pay; by day 5
q: south must pay; by day 9
"""
NAMES = frozenset({"p", "q", "x", "one", "two", "one.in-one", "two.y", "e", "one.z", "ruled"})


def moved(text: str, claim: str = "every faithful run reaches q") -> set[str]:
    machine = machine_of(f'{PACT}{text}\nclaim c "c"\n  {claim}\n')
    (asked,) = machine.agreement.claims.values()
    return set(movable(machine, NAMES, asked)) - {"p", "q", "one.in-one"}


def kept(text: str, claim: str = "every faithful run reaches q") -> set[str]:
    """Give which of p, q and the duty in phase one are not moved."""
    machine = machine_of(f'{PACT}{text}\nclaim c "c"\n  {claim}\n')
    (asked,) = machine.agreement.claims.values()
    return {"p", "q", "one.in-one"} - set(movable(machine, NAMES, asked))


@pytest.mark.parametrize(
    ("duty", "is_moved"),
    [
        ("north must act", True),
        ("north must act; by day 3; cure within 2 days; otherwise p", True),
        ("north must try to act; start by day 3", True),
        ("north should act", True),
        ("north must act; once p is fulfilled", True),
        ("north must act; once e; survives", True),
        ("north must act; provided that 3 of p", True),
        ("north must act; once p is fulfilled and e or q is fulfilled", True),
        ("north must not act", False),
        ("north may act", False),
        ("north must act; not before day 3", False),
        ("north must act; until day 3", False),
        ("north must act; against p", False),
        ("north must act; certified by host", False),
        ("north must act; done when e", False),
        ("north must act; may be withheld while e", False),
        ("north must act; once talks are open", False),
        ("north must act; once not e", False),
        ("north must act; once e and p is overdue", False),
        ("north must act; provided that day 3 has passed", False),
        ("north must act; does not apply", False),
    ],
)
def test_a_duty_that_can_be_met_at_once_whenever_it_is_called_for(
    duty: str, is_moved: bool
) -> None:
    assert moved(f"x: {duty}") == ({"x"} if is_moved else set())


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("", set()),
        # What waits for it, and cannot be moved itself, has it stay where it is.
        ("x: north must act; against p", {"p"}),
        ("x: north may waive q; when p is fulfilled", {"p"}),
        ("x: north must act; by 3 days after p; not before day 2", {"p"}),
        ("x: north must act; once p is fulfilled", set()),
        ("x: north must act; once q is fulfilled; not before day 2", {"q"}),
        # What waits for that in turn does, too.
        ("ruled: north must act; once p is fulfilled\nx: south must act; against ruled", {"p"}),
        # Phases and events that speak of it look at when it is done.
        ("phase three\n  starts when p is fulfilled", set()),
        ("event ruled by host; only when p is fulfilled", {"p"}),
        ("event ruled by host; not before 3 days after p", {"p"}),
    ],
)
def test_what_else_depends_on_when_it_is_done(text: str, lost: set[str]) -> None:
    assert kept(text) == lost


def test_a_phase_in_sight_that_speaks_of_it() -> None:
    text = PACT.replace("phase two", "  ends when p is fulfilled\nphase two")
    machine = machine_of(f'{text}claim c "c"\n  every faithful run reaches q\n')
    (asked,) = machine.agreement.claims.values()
    assert "p" not in movable(machine, NAMES, asked)
    assert "p" in movable(machine, NAMES - {"one"}, asked)
    assert "q" not in movable(machine, NAMES - {"q"}, asked)


@pytest.mark.parametrize(
    ("claim", "lost"),
    [
        ("every faithful run reaches q", set()),
        ("some faithful run reaches p and q", set()),
        ("every faithful run reaches q before p", {"p"}),
        ("every faithful run reaches q after p", {"p"}),
        ("every faithful run reaches q without p", {"p"}),
        ("every faithful run reaches q by 3 days after p", {"p"}),
        ("some faithful run reaches p is overdue", {"p"}),
        ("some faithful run reaches not p is fulfilled", {"p"}),
        ("some faithful run keeps one running past 3 days after p", {"p"}),
    ],
)
def test_what_the_claim_itself_asks_about(claim: str, lost: set[str]) -> None:
    assert kept("", claim) == lost


@pytest.mark.parametrize(
    ("date", "other", "is_lost"),
    [
        # Before phase two begins, day 9 may be over: done early, p makes what waits for it late.
        ("by day 9", "p", True),
        ("by 2025-03-01", "p", True),
        ("by 3 days after the start of two", "p", False),
        ("by day 9 from the start of two", "p", False),
        ("by the later of day 9 and 3 days after the start of two", "p", False),
        ("by the earlier of day 9 and 3 days after the start of two", "p", True),
        ("by 3 days before the start of two", "p", True),
        ("by 3 days after the end of one", "p", True),
        # What is done in the phase itself is done while it runs.
        ("by day 9", "two.z", False),
    ],
)
def test_what_would_make_a_duty_of_a_later_phase_late(date: str, other: str, is_lost: bool) -> None:
    pact = PACT.replace(
        'phase two "Two"\n  lasts 20 days\n',
        f'phase two "Two"\n  lasts 20 days\n  z: north must act\n'
        f"  y: north must act; {date}; once {other} is fulfilled\n",
    )
    machine = machine_of(f'{pact}claim c "c"\n  every faithful run reaches q\n')
    (asked,) = machine.agreement.claims.values()
    assert (other not in movable(machine, NAMES | {"two.z"}, asked)) is is_lost


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("e", True),
        ("p is fulfilled", True),
        ("talks have started", True),
        ("3 of p", True),
        ("stock is at most 3", False),
        ("p is overdue", False),
        ("not e", False),
        ("e and p is fulfilled", True),
        ("e or p is fulfilled", True),
        ("e and p is overdue", False),
        ("e or p is overdue", False),
        ("day 3 has passed", False),
    ],
)
def test_what_holds_for_ever_once_it_holds(asked: str, wanted: bool) -> None:
    assert agreement_of(PACT)
    assert is_lasting(condition(PACT, asked)) is wanted
