"""Find the clauses that look at whether a duty was performed, or at what a breach of it is."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import ProvisionId
from servanda.checks.breach.result import Mention
from servanda.machine import Machine
from servanda.machine.cone import names_in_condition, names_in_point
from servanda.model.provisions import (
    Against,
    Clause,
    Deadline,
    DoneWhen,
    EndsWhen,
    Modality,
    NotBefore,
    OnEach,
    Otherwise,
    OwnSpan,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Proportion,
    Provision,
    Rate,
    RunsOn,
    StartBy,
    Then,
    Trigger,
    WithholdWhile,
)
from servanda.model.provisions import Tranche as Recurring


def mentions_of(machine: Machine, provision: Provision) -> tuple[Mention, ...]:
    """Give the clauses, under a choice, that look at a duty, or at what fulfils or breaks it."""
    names = looked_at(machine, provision)
    found: list[Mention] = []
    for clause in machine.clauses(provision.id):
        if isinstance(clause, Otherwise):
            found.append(Mention(name=clause.consequence, how="otherwise", span=clause.span))
    agreement = machine.agreement
    for other in agreement.provisions.values():
        if other.id != provision.id and machine.applies(other):
            found.extend(_in_clauses(machine, other.id, names, _how(other)))
    for phase in agreement.phases:
        found.extend(_in_clauses(machine, phase, names, "phase"))
    for event in agreement.events.values():
        for rule in event.rules:
            if not rule.under.admits(machine.choice):
                continue
            asked = set(names_in_condition(rule.only_when)) | set(names_in_point(rule.not_before))
            if asked & names:
                found.append(Mention(name=event.id, how="event", span=event.span))
    return tuple(dict.fromkeys(found))


def looked_at(machine: Machine, provision: Provision) -> set[str]:
    """Give the names under which a duty's performance, or an act against it, can be looked at."""
    names: set[str] = {provision.id}
    for clause in machine.clauses(provision.id):
        if isinstance(clause, DoneWhen):
            names.update(n for n in names_in_condition(clause.condition) if _is_act(machine, n))
    for process in machine.agreement.processes.values():
        if process.id in names:
            names.add(process.opened)
    for event in machine.agreement.events.values():
        if any(n == provision.id and g.admits(machine.choice) for n, g in event.breaks):
            names.add(event.id)
    if provision.modality is Modality.MAINTAIN and provision.action.target:
        names.add(provision.action.target)
    return names


def _is_act(machine: Machine, name: str) -> bool:
    return name in machine.agreement.events or name in machine.agreement.processes


def _how(provision: Provision) -> str:
    return "power" if provision.modality is Modality.POWER else "duty"


def _in_clauses(machine: Machine, name: str, names: set[str], what: str) -> Iterator[Mention]:
    for clause in machine.clauses(ProvisionId(name)):
        how = _asks(clause, names)
        if how:
            yield Mention(name=name, how=how if what == "duty" else what, span=clause.span)


def _asks(clause: Clause, names: set[str]) -> str:
    """Say how a clause looks at some names; empty where it does not."""
    match clause:
        case Against() if clause.provision in names:
            return "against"
        case Proportion() if clause.provision in names:
            return "in proportion"
        case Rate() if clause.provision in names:
            return "exchange"
        case WithholdWhile() if names & set(names_in_condition(clause.condition)):
            return "may be withheld"
        case Trigger() if names & set(names_in_condition(clause.condition)):
            return "trigger"
        case Precedent() if names & set(names_in_condition(clause.condition)):
            return "condition precedent"
        case EndsWhen() | RunsOn() if names & set(names_in_condition(clause.condition)):
            return "phase"
        case PhaseStart() | Then() if names & set(names_in_condition(clause.condition)):
            return "phase"
        case OnEach() if clause.event in names:
            return "on each"
        case _ if names & set(_dated_by(clause)):
            return "a date is counted from it"
        case _:
            return ""


def _dated_by(clause: Clause) -> Iterator[str]:
    match clause:
        case Deadline() | StartBy() | NotBefore():
            yield from names_in_point(clause.point)
        case OwnSpan():
            yield from names_in_point(clause.start)
            yield from names_in_point(clause.end)
        case PhaseStart():
            yield from names_in_point(clause.point)
        case PhaseTerm():
            yield from names_in_point(clause.until)
        case Recurring():
            yield from names_in_point(clause.start)
        case _:
            return
