"""Find the acts whose time is of no use to anybody but a delayer: they need not be tried at every instant.

Partial-order reduction by dominance. Where an act can only bring the goal nearer, and calls for
nothing but duties that can be met at once, a run that avoids the goal does as well to leave it until
it must be done, and a run that seeks the goal does as well to do it as soon as it may be done. Looking
for the one, such acts are tried only when time waits for them; looking for the other, at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.base.identities import PhaseId, ProvisionId
from servanda.machine import Machine
from servanda.machine.cone import mentioned, names_in_condition, names_in_point
from servanda.model.claims import Claim, Reaches, conditions_of, points_of
from servanda.model.provisions import (
    BY_ACTS,
    BorneBy,
    Clause,
    Cure,
    Deadline,
    Otherwise,
    Particular,
    Precedent,
    Provision,
    StartBy,
    Survives,
    Trigger,
)
from servanda.model.times import (
    All,
    Amount,
    AnchorPoint,
    Any,
    Condition,
    DayPoint,
    Edge,
    ExtremePoint,
    Is,
    OffsetPoint,
    Point,
    Status,
)

_SIMPLE = (
    BorneBy,
    Cure,
    Deadline,
    Otherwise,
    Particular,
    Precedent,
    StartBy,
    Survives,
    Trigger,
)
_LASTING = frozenset({Status.FULFILLED, Status.STARTED, Status.HAPPENED})


def movable(machine: Machine, names: frozenset[str], claim: Claim) -> frozenset[ProvisionId]:
    """Give the duties in sight whose performance may be moved: only simple duties and the goal wait for it.

    A duty is simple when it can be met at once whenever it is called for: it has dates and conditions, and
    nothing else.
    """
    agreement = machine.agreement
    in_sight = [p for p in agreement.provisions.values() if p.id in names and machine.applies(p)]
    fixed = frozenset(_fixed_by_claim(claim))
    found = {
        p.id
        for p in in_sight
        if p.modality in BY_ACTS and p.id not in fixed and _is_simple(machine.clauses(p.id))
        if not _is_due_with_its_phase(machine, p)
    }
    found -= set(_mentioned_elsewhere(machine, names))
    found -= {name for p in in_sight for name in _late_if_early(machine, p)}
    while True:
        lost = {
            name
            for p in in_sight
            if p.id not in found
            for name in mentioned(machine.clauses(p.id))
            if name in found
        }
        if not lost:
            return frozenset(found)
        found -= lost


def _late_if_early(machine: Machine, provision: Provision) -> Iterator[str]:
    """Give the duties whose early performance can have another fall due before its phase begins.

    Such a duty is met at once if it belongs to the phase that runs then, or if its dates are counted from
    the beginning of its own.
    """
    agreement, clauses = machine.agreement, machine.clauses(provision.id)
    dates = [c.point for c in clauses if isinstance(c, Deadline) and c.point is not None]
    if provision.phase is None or all(_is_after(point, provision.phase) for point in dates):
        return
    conditions = [c.condition for c in clauses if isinstance(c, Trigger | Precedent)]
    names = [name for condition in conditions for name in names_in_condition(condition)]
    for name in (*names, *(name for point in dates for name in names_in_point(point))):
        other = agreement.provisions.get(ProvisionId(name))
        if other is None or other.phase != provision.phase or _survives(machine, other):
            yield name


def _is_due_with_its_phase(machine: Machine, provision: Provision) -> bool:
    """Tell whether a duty is due when its phase ends: then it may be too late to do it."""
    dates = [c.point for c in machine.clauses(provision.id) if isinstance(c, Deadline)]
    return any(
        isinstance(point, AnchorPoint)
        and point.target == provision.phase
        and point.edge is Edge.END
        for point in dates
    )


def _survives(machine: Machine, provision: Provision) -> bool:
    return any(isinstance(clause, Survives) for clause in machine.clauses(provision.id))


def _is_after(point: Point, phase: PhaseId) -> bool:
    """Tell whether a moment cannot come before a phase begins."""
    match point:
        case AnchorPoint(target=target):
            return target == phase
        case OffsetPoint(origin=origin, duration=more):
            lengths = (more.months, more.days, more.working_days, more.minutes)
            return min(lengths) >= 0 and _is_after(origin, phase)
        case DayPoint(origin=origin) if origin is not None:
            return _is_after(origin, phase)
        case ExtremePoint(first=first, second=second, is_later=is_later):
            both = _is_after(first, phase), _is_after(second, phase)
            return any(both) if is_later else all(both)
        case _:
            return False


def _is_simple(clauses: Iterable[Clause]) -> bool:
    return all(
        isinstance(clause, _SIMPLE)
        and (not isinstance(clause, Trigger | Precedent) or is_lasting(clause.condition))
        for clause in clauses
    )


def is_lasting(condition: Condition) -> bool:
    """Tell whether a condition, once it holds, holds for ever, and only waits for things to happen."""
    match condition:
        case Is(status=status):
            return status in _LASTING
        case Amount(least=least, most=most):
            return least is not None and most is None
        case All(parts=parts) | Any(parts=parts):
            return all(is_lasting(part) for part in parts)
        case _:
            return False


def _fixed_by_claim(claim: Claim) -> Iterator[str]:
    """Give the names whose time a claim itself asks about, other than as a goal to be reached."""
    formula = claim.formula
    if not isinstance(formula, Reaches):
        yield from (name for point in points_of(formula) for name in names_in_point(point))
        yield from (name for c in conditions_of(formula) for name in names_in_condition(c))
        return
    for condition in (formula.before, formula.after, formula.without):
        yield from names_in_condition(condition)
    yield from names_in_point(formula.by)
    if not is_lasting(formula.goal):
        yield from names_in_condition(formula.goal)


def _mentioned_elsewhere(machine: Machine, names: frozenset[str]) -> Iterator[str]:
    """Give what phases and events in sight speak of."""
    agreement = machine.agreement
    for phase in agreement.phases:
        if phase in names:
            yield from mentioned(machine.clauses(PhaseId(phase)))
    for event in agreement.events.values():
        if event.id in names:
            yield from (name for name, _ in event.breaks)
            for rule in event.rules:
                yield from names_in_condition(rule.only_when)
                yield from names_in_point(rule.not_before)
