"""Find duties that are alike but for their names: what holds of the dates of one holds of all.

A drafter's hundred duties are of a few dozen sorts: bound by the same phase, due on the same day, each
waiting for at most one other, which is of one sort again. A duty that anything else speaks of, or that
says anything unusual, is of a sort of its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property

from servanda.base.identities import ProvisionId
from servanda.machine import Machine
from servanda.machine.cone import mentioned, names_in_condition, names_in_point
from servanda.model.provisions import (
    BorneBy,
    Clause,
    Counts,
    Cure,
    Deadline,
    Displaces,
    ExceptionTo,
    NotBefore,
    Order,
    Otherwise,
    Particular,
    Precedent,
    Provision,
    StartBy,
    Survives,
    Trigger,
)
from servanda.model.times import AnchorPoint, Condition, DayPoint, Is, OffsetPoint, Point

_MUTE = frozenset({BorneBy, Counts, Cure, ExceptionTo, Order, Otherwise, Particular})
"""Clauses that say nothing about when a duty can be met, beyond what the machine says of its bearer."""


class Sorts:
    """Sort the provisions of a machine; sorts are numbers."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._sorts: dict[str, int] = {}
        self._numbers: dict[Hashable, int] = {}

    def of(self, provision: ProvisionId) -> int:
        """Give the sort of a provision, and of the chain of those it waits for."""
        name: ProvisionId | None = provision
        chain: dict[ProvisionId, ProvisionId | None] = {}
        while name is not None and name not in self._sorts and name not in chain:
            chain[name] = self._read[name][1]
            name = chain[name]
        for name, waited_for in reversed(chain.items()):
            content = self._read[name][0]
            if waited_for is not None:
                before = self._sorts.get(waited_for)  # none where it waits for itself in the end
                content = (content, before) if before is not None else name
            self._sorts[name] = self._numbers.setdefault(content, len(self._numbers))
        return self._sorts[provision]

    def waiting_for(self, names: Iterable[str]) -> set[str]:
        """Give the provisions that wait for some names, directly or through others."""
        found: set[str] = set()
        ahead = [name for name in names if name in self.machine.agreement.provisions]
        while ahead:
            for name in self._after.get(ahead.pop(), ()):
                if name not in found:
                    found.add(name)
                    ahead.append(name)
        return found

    @cached_property
    def _after(self) -> dict[str, list[str]]:
        """Map each provision to those that wait for it."""
        found: dict[str, list[str]] = {}
        for name, (_, waited_for) in self._read.items():
            if waited_for is not None:
                found.setdefault(waited_for, []).append(name)
        return found

    @cached_property
    def _read(self) -> dict[ProvisionId, tuple[Hashable, ProvisionId | None]]:
        """Map each provision to what it says of its dates, and the one other it waits for."""
        machine = self.machine
        spoken_of = frozenset(_spoken_of(machine))
        found: dict[ProvisionId, tuple[Hashable, ProvisionId | None]] = {}
        for name, provision in machine.agreement.provisions.items():
            found[name] = name, None
            if name not in spoken_of and machine.is_met_by_an_act(name):
                reader = _Reader(machine)
                content = reader.content(provision)
                if content is not None:
                    found[name] = content, reader.waited_for
        return found


class _Reader:
    """Read one provision, and note the one other that it names."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.provisions = machine.agreement.provisions
        self.waited_for: ProvisionId | None = None

    def content(self, provision: Provision) -> Hashable:
        """Give what a provision says of its dates; None where it is unusual."""
        found: list[Hashable] = []
        for clause in self.machine.clauses(provision.id):
            content = self._clause(clause)
            if content is None:
                return None
            if content:
                found.append(content)
        is_borne = provision.agency.silence is None or bool(self.machine.bearer(provision).actors)
        return provision.modality, provision.phase, provision.effect is None, is_borne, *found

    def _clause(self, clause: Clause) -> tuple[Hashable, ...] | None:
        kind = type(clause)
        if kind in _MUTE:
            return ()
        if isinstance(clause, Trigger | Precedent):
            return self._condition(kind, clause.condition)
        if isinstance(clause, Deadline):
            return (kind,) if clause.point is None else self._point(kind, clause.point)
        if isinstance(clause, StartBy | NotBefore):
            return self._point(kind, clause.point)
        return (kind,) if kind is Survives else None

    def _condition(self, kind: type, condition: Condition) -> tuple[Hashable, ...] | None:
        if type(condition) is not Is:
            return None
        name = self._name(condition.target)
        return None if name is None else (kind, name, condition.status)

    def _point(self, kind: type, point: Point) -> tuple[Hashable, ...] | None:
        if isinstance(point, DayPoint):
            if point.origin is None:
                return kind, point.number
            rest = self._point(DayPoint, point.origin)
            return None if rest is None else (kind, point.number, *rest)
        if isinstance(point, OffsetPoint):
            rest = self._point(OffsetPoint, point.origin)
            return None if rest is None else (kind, point.duration, *rest)
        if isinstance(point, AnchorPoint):
            name = self._name(point.target)
            return None if name is None else (kind, name, point.edge)
        return None

    def _name(self, name: str) -> str | None:
        """Give a name as it counts: of the one provision that is waited for only its sort does."""
        if name not in self.provisions:
            return name
        if self.waited_for not in (None, name):
            return None
        self.waited_for = ProvisionId(name)
        return _THE_OTHER


_THE_OTHER = ""


def _spoken_of(machine: Machine) -> Iterator[str]:
    """Give what phases, events and powers speak of, and what is displaced."""
    agreement = machine.agreement
    for phase in agreement.phases.values():
        yield from mentioned(phase.clauses)
    for event in agreement.events.values():
        yield from (name for name, _ in event.breaks)
        for rule in event.rules:
            yield from names_in_condition(rule.only_when)
            yield from names_in_point(rule.not_before)
    for provision in agreement.provisions.values():
        if provision.effect is not None:
            yield provision.effect.target
        for clause in provision.clauses:
            if type(clause) is Displaces:
                yield clause.provision
