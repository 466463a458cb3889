"""Decide the claims that ask for order, for what is kept or avoided, and for answers: day by day.

Such a claim is watched by a small machine of its own, which says after each look whether the run is won or
lost for good, and whether it is, so far, as the claim would have it.
"""

from __future__ import annotations

from oracle import small as s
from oracle.layout import State
from oracle.rules import Rules

WON, LOST = 1, 2
Seen = tuple[int, ...]
"""Whether it is decided; whether it is as it should be; then what the form itself keeps in mind."""

START: Seen = (0, 0, 0, 0)


def begin(claim: s.Claim) -> Seen:
    """Give what is seen before a run: nothing waits for an answer yet."""
    return (0, 1, 0, -1) if claim.form == "whenever" else START


def is_kept(claim: s.Claim, seen: Seen) -> bool:
    """Tell whether a run that is not decided is as the claim would have it."""
    return bool(claim.form) and seen[0] == 0 and seen[1] == 1


def night(claim: s.Claim, seen: Seen) -> Seen:
    """Let a day pass: what must be answered within days may now be late."""
    if claim.form != "whenever" or not claim.within:
        return seen
    decided, kept, held, left = seen
    if decided or left < 0:
        return seen
    return (0, kept, held, left - 1) if left else (LOST, 0, held, left)


def look(rules: Rules, claim: s.Claim, state: State, seen: Seen) -> Seen:
    """Look at a state; what is decided stays so."""
    if seen[0]:
        return seen
    assert claim.goal is not None
    first = rules.holds(state, claim.goal)
    second = claim.second is not None and rules.holds(state, claim.second)
    match claim.form:
        case "then":
            return _then(first, second, seen)
        case "keeps":
            return _keeps(first, second, has_begun=bool(seen[2]) or first)
        case "avoids":
            return _keeps(not first, second, has_begun=True)
        case "whenever":
            return _whenever(claim, first, second, seen)
        case _:
            raise AssertionError(f"a form {claim.form!r}")


def _then(first: bool, second: bool, seen: Seen) -> Seen:
    """Want the second after the first, and that it was not there before the first was reached."""
    _, _, reached, before = seen
    if (reached or first) and second and not before:
        return WON, 0, 1, 0
    return 0, 0, int(reached or first), int(second)


def _keeps(holds: bool, until: bool, *, has_begun: bool) -> Seen:
    if until:
        return (WON, 0, 1, 0) if has_begun else (LOST, 0, 0, 0)
    if has_begun and not holds:
        return LOST, 0, 1, 0
    return 0, int(has_begun), int(has_begun), 0


def _whenever(claim: s.Claim, trigger: bool, answer: bool, seen: Seen) -> Seen:
    """Wait, from when the trigger comes to hold, so many days; -1 while nothing waits, 0 for ever."""
    _, _, held, left = seen
    if answer:
        left = -1
    elif trigger and not held and left < 0:
        left = claim.within
    return 0, int(left < 0), int(trigger), left
