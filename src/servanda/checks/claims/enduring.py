"""Tell which conditions, once they have held on a run, hold for ever."""

from __future__ import annotations

from servanda.base.identities import PhaseId, ProvisionId
from servanda.machine.cone import ENTRY
from servanda.model.agreement import Agreement
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

GIVEN = frozenset({ENTRY, "signature"})
"""What is given on every run."""

_RESTLESS = (OnEach, Rate, Proportion, Tranche, Limit)
"""Clauses under which more may come to be owed when all was done."""


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
            is_own = target in GIVEN
            is_first = target in agreement.events and edge is not Edge.LAST
            is_start = target in agreement.phases and edge in (Edge.START, Edge.HAPPENS)
            return is_own or is_first or is_start
        case _:
            return False
