"""Make the machine of an agreement: its text under one choice of readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.machine.state import Amended
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import NOBODY, Choice
from servanda.model.events import Agency, Event, Manner
from servanda.model.provisions import (
    BY_ACTS,
    Added,
    Against,
    BorneBy,
    Clause,
    Counts,
    CountsActsUnder,
    Cure,
    Deadline,
    Displaces,
    DoesNotApply,
    ExceptionTo,
    NotBefore,
    Order,
    Otherwise,
    OwnSpan,
    Particular,
    PhaseTerm,
    Precedent,
    Proportion,
    Provision,
    SetOutIn,
    StartBy,
    Survives,
    Trigger,
    WithholdWhile,
)
from servanda.model.times import All, Condition, Is, Status

if TYPE_CHECKING:
    from servanda.machine.memory import Memory


class Machine:
    """Hold the clauses that count under a choice: M(ρ). It never changes; states pass through it."""

    def __init__(self, agreement: Agreement, choice: Choice) -> None:
        self.agreement = agreement
        self.choice = choice
        self.calendar = agreement.header.calendar
        self.counting = agreement.header.counting
        self.falls_at_hour = agreement.header.falls_at_hour
        self.last_look: object = None
        self.memory: Memory | None = None
        self._clauses: dict[str, tuple[Clause, ...]] = {}
        self._applying: dict[ProvisionId, bool] = {}
        self._bearers: dict[ProvisionId, Agency] = {}
        self._plain: dict[ProvisionId, bool] = {}
        self._awaited: dict[ProvisionId, tuple[ProvisionId, ...]] = {}
        self._displacers: dict[int, dict[ProvisionId, list[Provision]]] = {}
        self.lengths: dict[tuple[Instant, Duration], Instant] = {}
        self.added: dict[tuple[Instant, Duration], Instant] = {}
        self.origins: dict[tuple[Instant, Duration], tuple[Instant, ...]] = {}
        self._amended: dict[tuple[str, int], tuple[Clause, ...]] = {}

    def clauses(self, target: str, amended: tuple[Amended, ...] = ()) -> tuple[Clause, ...]:
        """Give the clauses of a provision or phase that count, with the changes made to them."""
        base = self._clauses.get(target)
        if base is None:
            base = self._clauses[target] = tuple(self._admitted(self._written(target)))
        if not amended:
            return base
        key = (target, len(amended))
        if key not in self._amended:
            changes = [a.change.clause for a in amended if a.change.target == target]
            self._amended[key] = _changed(base, list(self._admitted(changes)))
        return self._amended[key]

    def _written(self, target: str) -> tuple[Clause, ...]:
        provision = self.agreement.provisions.get(ProvisionId(target))
        if provision is not None:
            return provision.clauses
        phase = self.agreement.phases.get(PhaseId(target))
        return phase.clauses if phase is not None else ()

    def _admitted(self, clauses: Iterable[Clause]) -> Iterable[Clause]:
        return (clause for clause in clauses if clause.under.admits(self.choice))

    def displacers(self, target: ProvisionId, amended: tuple[Amended, ...] = ()) -> list[Provision]:
        """Give the provisions that put themselves in the place of another."""
        size = len(amended)
        if size not in self._displacers:
            found: dict[ProvisionId, list[Provision]] = {}
            for provision in self.agreement.provisions.values():
                if not self.applies(provision, amended):
                    continue
                for clause in self.clauses(provision.id, amended):
                    if isinstance(clause, Displaces) and not clause.stands_beside:
                        found.setdefault(clause.provision, []).append(provision)
            self._displacers[size] = found
        return self._displacers[size].get(target, [])

    @cached_property
    def strata(self) -> tuple[tuple[PhaseId, ...], ...]:
        """Give the phases in groups, each after those that it rests on."""
        from servanda.machine.strata import strata

        return strata(self)

    @cached_property
    def heirs(self) -> dict[ProvisionId, tuple[ProvisionId, ...]]:
        """Give, for each provision, those for which what is done under it counts, too."""
        found: dict[ProvisionId, tuple[ProvisionId, ...]] = {}
        for heir in self.agreement.provisions:
            for clause in self.clauses(heir):
                if isinstance(clause, CountsActsUnder):
                    found[clause.provision] = (*found.get(clause.provision, ()), heir)
        return found

    def applies(self, provision: Provision, amended: tuple[Amended, ...] = ()) -> bool:
        """Tell whether the text has this provision, under the choice."""
        if amended:
            return self._applies(provision, amended)
        if provision.id not in self._applying:
            self._applying[provision.id] = self._applies(provision, ())
        return self._applying[provision.id]

    def _applies(self, provision: Provision, amended: tuple[Amended, ...]) -> bool:
        if not provision.under.admits(self.choice):
            return False
        if provision.is_added and not any(_adds(a, provision) for a in amended):
            return False
        return not any(isinstance(c, DoesNotApply) for c in self.clauses(provision.id, amended))

    def bearer(self, provision: Provision) -> Agency:
        """Give who bears a provision, under the choice."""
        known = self._bearers.get(provision.id)
        if known is None:
            known = self._bearers[provision.id] = self._spoken(self._named(provision))
        return known

    def _named(self, provision: Provision) -> Agency:
        named = [c.agency for c in self.clauses(provision.id) if isinstance(c, BorneBy)]
        return named[-1] if named else provision.agency

    def is_borne_in_silence(self, provision: Provision) -> bool:
        """Tell whether the text names nobody who bears a provision, so that its readings do."""
        return self._named(provision).silence is not None

    def agency(self, event: Event) -> Agency:
        """Give who brings an event about, under the choice."""
        return self._spoken(self._told(event))

    def _told(self, event: Event) -> Agency:
        admitted = (agency for guard, agency in event.agency_under if guard.admits(self.choice))
        return next(admitted, event.agency)

    def _spoken(self, agency: Agency) -> Agency:
        """Fill the silence of the text as the choice has it."""
        if agency.silence is None:
            return agency
        reading = self.choice.get(agency.silence, NOBODY)
        for actor in self.agreement.actors.values():
            if str(actor.id) == reading:
                return Agency(actors=(actor.id,), manner=Manner.ONE)
        return Agency(actors=(), manner=Manner.UNNAMED)

    def is_met_by_an_act(self, target: ProvisionId) -> bool:
        """Tell whether a provision is met with an act and in no other way, whatever else is so.

        Then nobody need look at its life, and at those it waits for, to see whether it is fulfilled.
        """
        known = self._plain.get(target)
        if known is None:
            provision = self.agreement.provisions[target]
            known = self._plain[target] = self._is_plain(provision)
        return known

    def acts_awaited(self, target: ProvisionId) -> tuple[ProvisionId, ...]:
        """Give the provisions met with an act alone, each of which must be before this one is owed."""
        known = self._awaited.get(target)
        if known is None:
            conditions = [
                clause.condition
                for clause in self.clauses(target)
                if isinstance(clause, Trigger | Precedent)
            ]
            found = [n for condition in conditions for n in self._acts_in(condition)]
            known = self._awaited[target] = tuple(dict.fromkeys(found))
        return known

    def _acts_in(self, condition: Condition) -> Iterator[ProvisionId]:
        if isinstance(condition, All):
            for part in condition.parts:
                yield from self._acts_in(part)
        elif isinstance(condition, Is) and condition.status is Status.FULFILLED:
            name = ProvisionId(condition.target)
            if name in self.agreement.provisions and self.is_met_by_an_act(name):
                yield name

    def _is_plain(self, provision: Provision) -> bool:
        if provision.modality not in BY_ACTS or provision.action.per:
            return False
        if provision.action.quantity is not None or not self.applies(provision):
            return False
        agency = self.bearer(provision)
        if agency.manner in (Manner.EACH, Manner.ALL) and len(agency.actors) > 1:
            return False
        return all(
            clause.amount is None if isinstance(clause, Deadline) else type(clause) in _PLAIN
            for clause in self.clauses(provision.id)
        )

    def is_silent_on(self, event: Event) -> bool:
        """Tell whether the text names nobody who brings an event about, so that its readings do."""
        return self._told(event).silence is not None

    def can_happen(self, event: Event) -> bool:
        """Tell whether anybody at all may bring an event about."""
        return self.agency(event).manner is not Manner.UNNAMED

    @cached_property
    def edges_of_processes(self) -> dict[EventId, frozenset[EventId]]:
        """Give, for each event that opens or closes a process, all that open or close it, too."""
        found: dict[EventId, frozenset[EventId]] = {}
        for process in self.agreement.processes.values():
            ends = self.ends_of_processes[process.id]
            also = () if process.concluded_by is None else (process.concluded_by,)
            edges = frozenset((process.opened, *ends, *also))
            for event in edges:
                found[event] = found.get(event, frozenset()) | edges
        return found

    @cached_property
    def ends_of_processes(self) -> dict[str, tuple[EventId, ...]]:
        """Give, for each process, the events that end it without conclusion."""
        return {
            process.id: (
                process.ended,
                *(event for event, guard in process.ended_by if guard.admits(self.choice)),
            )
            for process in self.agreement.processes.values()
        }


def _adds(amended: Amended, provision: Provision) -> bool:
    return amended.change.target == provision.id and isinstance(amended.change.clause, Added)


_PLAIN = frozenset(
    {
        Against,
        BorneBy,
        Counts,
        CountsActsUnder,
        Cure,
        Displaces,
        ExceptionTo,
        NotBefore,
        Order,
        Otherwise,
        OwnSpan,
        Particular,
        Precedent,
        Proportion,
        SetOutIn,
        StartBy,
        Survives,
        Trigger,
        WithholdWhile,
    }
)
"""Clauses that say when a duty binds, or what excuses it, and not what it takes to meet it."""

_REPLACED = (PhaseTerm, StartBy, OwnSpan)


def _changed(base: tuple[Clause, ...], changes: list[Clause]) -> tuple[Clause, ...]:
    """Apply changes: a deadline for everything moves the last one; a term or a span is replaced.

    A limit is added: of those that have begun, the last counts.
    """
    clauses = list(base)
    for change in changes:
        if isinstance(change, Deadline) and change.amount is None:
            dated = [c for c in clauses if isinstance(c, Deadline)]
            whole = [c for c in dated if c.amount is None]
            if dated and not whole:
                change = replace(change, amount=dated[-1].amount, is_total=dated[-1].is_total)
            moved = whole or dated[-1:]
            clauses = [c for c in clauses if c not in moved]
        elif isinstance(change, _REPLACED):
            clauses = [c for c in clauses if type(c) is not type(change)]
        clauses.append(change)
    return tuple(clauses)
