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

from servanda.base.identities import PhaseId, ProvisionId
from servanda.checks.claims.texts import Texts
from servanda.machine.cone import ENTRY, names_in_point
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Reaches
from servanda.model.provisions import (
    BY_ACTS,
    DoneWhen,
    EffectKind,
    Limit,
    Modality,
    OnEach,
    Proportion,
    Provision,
    Rate,
    Tranche,
)
from servanda.model.times import (
    All,
    Amount,
    AnchorPoint,
    Any,
    Condition,
    DayPoint,
    Edge,
    FixedPoint,
    Is,
    OffsetPoint,
    Passed,
    Point,
    Status,
)

_RESTLESS = (OnEach, Rate, Proportion, Tranche, Limit)
"""Clauses under which more may come to be owed when all was done."""


_SHARED = frozenset({ENTRY, "signature"})
"""What is given on every run, so that it joins nothing."""


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
        names = texts.sight(_with_goal(claim, part), fixed)[0] - _SHARED
        touching = [group for group in groups if group[0] & names]
        merged = names.union(*(group[0] for group in touching))
        goals = [goal for group in touching for goal in group[1]]
        groups = [g for g in groups if not g[0] & names] + [(merged, [*goals, part])]
    together = texts.sight(claim, fixed)[0] - _SHARED
    if together - frozenset().union(*(group[0] for group in groups)):
        return [list(parts)]
    return [goals for _, goals in groups]


# -- what stays true -------------------------------------------------------------------------


def stays_true(agreement: Agreement, condition: Condition) -> bool:
    """Tell whether a condition certainly holds for ever once it has held on a run."""
    return _stays(agreement, condition, frozenset())


def _stays(agreement: Agreement, condition: Condition, asked: frozenset[str]) -> bool:
    match condition:
        case Is():
            return _status_stays(agreement, condition, asked)
        case Amount(target=target, least=least, most=most):
            return target in agreement.provisions and least is not None and most is None
        case Passed(point=point):
            return is_settled(agreement, point)
        case All(parts=parts) | Any(parts=parts):
            return all(_stays(agreement, part, asked) for part in parts)
        case _:
            return False


def _status_stays(agreement: Agreement, condition: Is, asked: frozenset[str]) -> bool:
    target, status = condition.target, condition.status
    if target in agreement.events or status is Status.CERTIFIED:
        return True
    if target in agreement.processes:
        return status in (Status.ENDED, Status.FULFILLED, Status.STARTED)
    if target in agreement.phases:
        is_end = status in (Status.ENDED, Status.FULFILLED, Status.LAPSED)
        if is_end:
            return not _can_be_revived(agreement, PhaseId(target))
        return status is Status.STARTED
    provision = agreement.provisions.get(ProvisionId(target))
    if provision is None or target in asked:
        return False
    if status is Status.STARTED:
        return True
    return status is Status.FULFILLED and _stays_done(agreement, provision, asked | {target})


def _can_be_revived(agreement: Agreement, phase: PhaseId) -> bool:
    effects = (p.effect for p in agreement.provisions.values() if p.effect is not None)
    return any(e.kind is EffectKind.REVIVE and e.target in (phase, "agreement") for e in effects)


def _stays_done(agreement: Agreement, provision: Provision, asked: frozenset[str]) -> bool:
    """Tell whether a provision that is fulfilled, or a power that was used, remains so."""
    if provision.modality is Modality.POWER:
        return True
    if provision.modality not in BY_ACTS:
        return False
    if any(isinstance(clause, _RESTLESS) for clause in provision.clauses):
        return False
    done = (c.condition for c in provision.clauses if isinstance(c, DoneWhen))
    return all(_stays(agreement, condition, asked) for condition in done)


def is_settled(agreement: Agreement, point: Point) -> bool:
    """Tell whether a moment, once it is known, is never moved: no renewal and no later act moves it."""
    match point:
        case FixedPoint():
            return True
        case DayPoint(origin=origin):
            return origin is None or is_settled(agreement, origin)
        case OffsetPoint(origin=origin):
            return is_settled(agreement, origin)
        case AnchorPoint(target=target, edge=edge):
            is_own = target in _SHARED
            is_first = target in agreement.events and edge is not Edge.LAST
            is_start = target in agreement.phases and edge in (Edge.START, Edge.HAPPENS)
            return is_own or is_first or is_start
        case _:
            return False
