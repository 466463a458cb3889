"""Part a claim into claims that can be answered each for itself, with less in sight and fewer readings.

What has happened stays so: a run reaches all of several such goals when it reaches each. Goals joined
by `or` are reached when one of them is. And where what two goals rest on is wholly apart, a run that
avoids the one and a run that avoids the other make one run together that avoids both.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from servanda.checks.claims.enduring import GIVEN, stays_true
from servanda.checks.claims.texts import Texts
from servanda.machine.cone import ENTRY, names_in_point
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Reaches
from servanda.model.times import (
    All,
    Any,
    Condition,
)


class Joined(Enum):
    """Say how the answers of the parts make that of the whole: it is yes if all are, or if any is."""

    ALL = "all"
    ANY = "any"


class Parted(Struct, frozen=True, kw_only=True):
    """Hold the claims that a claim falls into.

    `is_one_run` where the runs of all parts, taken together, are the run that shows the verdict.
    """

    how: Joined
    claims: tuple[Claim, ...]
    is_one_run: bool = False


def parted(texts: Texts, claim: Claim, fixed: Choice) -> Parted | None:
    """Part a claim by its goal; None where it must be answered as one."""
    formula = claim.formula
    if not isinstance(formula, Reaches) or not isinstance(formula.goal, All | Any):
        return None
    is_all = isinstance(formula.goal, All)
    is_every = claim.quantifier is Quantifier.EVERY
    is_no = claim.quantifier is Quantifier.NO
    agreement = texts.agreement
    lasts = all(stays_true(agreement, part) for part in formula.goal.parts)
    if is_all is is_every:  # of each run by itself: all goals of every run, some goal of some run
        if is_all and not lasts:
            return None
        claims = tuple(_with_goal(claim, part) for part in formula.goal.parts)
        how = Joined.ANY if claim.quantifier is Quantifier.SOME else Joined.ALL
        return Parted(how=how, claims=claims)
    if is_all and not lasts:
        return None
    groups = _apart(texts, claim, formula.goal.parts, fixed)
    if len(groups) < 2:
        return None
    claims = tuple(_with_goal(claim, _rejoined(formula.goal, group)) for group in groups)
    how = Joined.ANY if is_every or is_no else Joined.ALL
    return Parted(how=how, claims=claims, is_one_run=True)


def _with_goal(claim: Claim, goal: Condition) -> Claim:
    assert isinstance(claim.formula, Reaches)
    return replace(claim, formula=replace(claim.formula, goal=goal))


def _rejoined(goal: All | Any, parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else replace(goal, parts=tuple(parts))


def _apart(
    texts: Texts, claim: Claim, parts: Sequence[Condition], fixed: Choice
) -> list[list[Condition]]:
    """Group goals by what they rest on: goals of different groups have nothing in common.

    One group where that is not certain, as where a duty out of sight rests on several of them.
    """
    formula = claim.formula
    assert isinstance(formula, Reaches)
    is_limited = formula.before or formula.after or formula.without
    if is_limited or not set(names_in_point(formula.by)) <= {ENTRY}:
        return [list(parts)]
    groups: list[tuple[frozenset[str], list[Condition]]] = []
    for part in parts:
        names = texts.sight(_with_goal(claim, part), fixed)[0] - GIVEN
        touching = [group for group in groups if group[0] & names]
        merged = names.union(*(group[0] for group in touching))
        goals = [goal for group in touching for goal in group[1]]
        groups = [g for g in groups if not g[0] & names] + [(merged, [*goals, part])]
    together = texts.sight(claim, fixed)[0] - GIVEN
    if together - frozenset().union(*(group[0] for group in groups)):
        return [list(parts)]
    return [goals for _, goals in groups]
