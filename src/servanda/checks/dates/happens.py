"""Ask of events and conditions what a schedule needs to know: who must, who can, what stays true."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.machine import Machine
from servanda.machine.cone import names_in_condition
from servanda.model.provisions import (
    Clause,
    DoneWhen,
    EndsWhen,
    Modality,
    OnEach,
    Phase,
    PhaseStart,
    PhaseTerm,
    Rate,
    RunsOn,
    Then,
)
from servanda.model.times import All, Amount, Any, Condition, Is, Not, Passed, Stands, Status

OWED = frozenset({Modality.DUTY, Modality.PROCURE, Modality.MAINTAIN})
"""The norms that fall due, and whose lateness no faithful run has."""

_OF_THE_MOMENT = frozenset(
    {Status.OPEN, Status.RUNNING, Status.SUSPENDED, Status.OVERDUE, Status.IN_EFFECT}
)


def comes_by_expiry(machine: Machine, phase: PhaseId) -> bool:
    """Tell whether a phase may begin as a term runs out: acts come before that (S3), not after it."""
    for clause in machine.clauses(phase):
        if isinstance(clause, PhaseStart) and mentions_a_phase(machine, clause.condition):
            return True
    for before in machine.agreement.phases:
        clauses = machine.clauses(before)
        has_term = any(isinstance(c, PhaseTerm) for c in clauses)
        for clause in clauses:
            if isinstance(clause, Then) and clause.phase == phase:
                if has_term and not clause.at_once:
                    return True
                if mentions_a_phase(machine, clause.condition):
                    return True
    return False


def mentions_a_phase(machine: Machine, condition: Condition | None) -> bool:
    """Tell whether a condition may come to hold as a term runs out."""
    return any(name in machine.agreement.phases for name in names_in_condition(condition))


def free_events(machine: Machine, outside: frozenset[str]) -> frozenset[str]:
    """Give the events outside a cone that a duty asks for, and that can come about at once."""
    agreement = machine.agreement
    ends = {process.ended for process in agreement.processes.values()}
    wanted: set[str] = set()
    for provision in agreement.provisions.values():
        if provision.modality in OWED and provision.id not in outside:
            for clause in machine.clauses(provision.id):
                if isinstance(clause, DoneWhen):
                    wanted.update(_asked(machine, clause.condition))
    found: set[str] = set()
    for name in wanted - outside:
        event = agreement.events.get(EventId(name))
        if event is None or event.id in ends or not machine.can_happen(event):
            continue
        is_ruled = any(rule.under.admits(machine.choice) for rule in event.rules)
        breaks = any(under.admits(machine.choice) for _, under in event.breaks)
        if not is_ruled and not breaks:
            found.add(name)
    return frozenset(found)


def _asked(machine: Machine, condition: Condition) -> Iterator[str]:
    """Give the events that would make a condition hold, where nothing in it is negated."""
    match condition:
        case Is(target=target, status=status):
            process = machine.agreement.processes.get(target)
            if process is None:
                yield target
            elif status not in (Status.ENDED, Status.LAPSED):
                yield process.opened
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from _asked(machine, part)
        case _:
            return


def is_stable(machine: Machine, condition: Condition) -> bool:
    """Tell whether a condition, once it holds, holds for good."""
    match condition:
        case Is(target=target, status=status):
            return status not in _OF_THE_MOMENT and not _is_open_ended(machine, target)
        case Amount(target=target, most=most):
            return target in machine.agreement.provisions and most is None
        case Passed():
            return True
        case Not() | Stands():
            return False
        case All(parts=parts) | Any(parts=parts):
            return all(is_stable(machine, part) for part in parts)


def _is_open_ended(machine: Machine, target: str) -> bool:
    """Tell whether what is fulfilled may have to be fulfilled again."""
    if target not in machine.agreement.provisions:
        return False
    clauses = machine.clauses(ProvisionId(target))
    return any(isinstance(clause, Rate | OnEach | DoneWhen) for clause in clauses)


def may_come_back(machine: Machine, condition: Condition) -> bool:
    """Tell whether a condition may cease to hold and hold again, as if it had never not held."""
    match condition:
        case Not(inner=inner):
            return not is_stable(machine, inner)
        case All(parts=parts) | Any(parts=parts):
            return any(may_come_back(machine, part) for part in parts)
        case _:
            return False


def condition_that_ends(clause: Clause, *, has_term: bool) -> Condition | None:
    """Give the condition by which a clause ends a phase at once."""
    if isinstance(clause, EndsWhen):
        return clause.condition
    if isinstance(clause, Then) and (clause.at_once or not has_term):
        return clause.condition
    return None


def names_that_end(machine: Machine, phase: Phase) -> frozenset[str]:
    """Give the names of what may end a phase, or let it go on, at the instant at which it happens."""
    found: set[str] = set()
    for clause in machine.clauses(phase.id):
        if isinstance(clause, EndsWhen | Then | RunsOn):
            found.update(names_in_condition(clause.condition))
    for name in tuple(found):
        process = machine.agreement.processes.get(name)
        if process is not None:
            found.update((process.opened, *machine.ends_of_processes[name]))
            found.update([process.concluded_by] if process.concluded_by is not None else ())
    return frozenset(found)
