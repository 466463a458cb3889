"""Put phases in the order in which they are asked what becomes of them, whatever the order of the text.

A phase is asked after those on which it rests: the phases that its own sentences speak of, be it through
provisions, and those that pass over to it. Phases that rest on one another all round stand together, and
are asked at once, on the state before any of them changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from servanda.base.identities import PhaseId, ProvisionId
from servanda.machine.cone import mentioned
from servanda.model.entries import Amendment, telling_of
from servanda.model.provisions import Clause, Displaces, Then

if TYPE_CHECKING:
    from servanda.machine.machine import Machine


def strata(machine: Machine) -> tuple[tuple[PhaseId, ...], ...]:
    """Give the phases in groups, each after those that it rests on."""
    text = _Text(machine)
    reach = {phase: text.reached(phase) for phase in machine.agreement.phases}
    over = {phase: _closed(phase, reach) for phase in reach}
    groups: list[tuple[PhaseId, ...]] = []
    placed: set[PhaseId] = set()
    while len(placed) < len(reach):
        for phase in reach:
            if phase in placed:
                continue
            group = tuple(p for p in reach if p == phase or (p in over[phase] and phase in over[p]))
            if over[phase] <= placed.union(group):
                groups.append(group)
                placed.update(group)
    return tuple(groups)


def _closed(phase: PhaseId, reach: Mapping[PhaseId, frozenset[PhaseId]]) -> frozenset[PhaseId]:
    """Give all the phases that one rests on, through others too."""
    found: set[PhaseId] = set()
    ahead = list(reach[phase])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(reach[name])
    return frozenset(found)


class _Text:
    """Say which phases a phase rests on by its own sentences, with those that the record may bring."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._changes: dict[str, list[Clause]] = {}
        self._displacers: dict[str, list[str]] = {}
        for entry in telling_of(machine.agreement.entries, Amendment):
            if isinstance(entry.what, Amendment):
                for change in entry.what.changes:
                    self._changes.setdefault(change.target, []).append(change.clause)
        for name in machine.agreement.provisions:
            for clause in self._said(name):
                if isinstance(clause, Displaces):
                    self._displacers.setdefault(clause.provision, []).append(name)

    def reached(self, phase: PhaseId) -> frozenset[PhaseId]:
        """Give the phases that one speaks of, be it through provisions, or that pass over to it."""
        agreement = self._machine.agreement
        found = {
            other
            for other in agreement.phases
            if any(isinstance(c, Then) and c.phase == phase for c in self._said(other))
        }
        seen: set[str] = set()
        ahead = list(mentioned(self._said(phase)))
        while ahead:
            name = ahead.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in agreement.phases:
                found.add(PhaseId(name))
            elif name in agreement.provisions:
                ahead.extend(self._below(ProvisionId(name)))
        return frozenset(found)

    def _below(self, name: ProvisionId) -> Iterator[str]:
        """Name what the life of a provision rests on: its phase, its sentences, and what displaces it."""
        provision = self._machine.agreement.provisions[name]
        if provision.phase is not None:
            yield provision.phase
        yield from mentioned(self._said(name))
        yield from self._displacers.get(name, ())

    def _said(self, name: str) -> Iterable[Clause]:
        return (*self._machine.clauses(name), *self._changes.get(name, ()))
