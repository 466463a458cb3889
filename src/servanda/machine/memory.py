"""Remember lives from state to state, and from machine to machine where the text they rest on is the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from servanda.machine.cone import ENTRY, Cones
from servanda.machine.machine import Machine

if TYPE_CHECKING:
    from servanda.machine.life import Life


class Memory:
    """Hold the lives worked out so far for one agreement, by the text and the facts they rest on."""

    def __init__(self, cones: Cones) -> None:
        self.lives: dict[object, Life] = {}
        self._cones = cones
        self._texts: dict[object, int] = {}
        self._known: dict[tuple[int, str], tuple[int, frozenset[str]]] = {}
        self._machines: list[Machine] = []

    def rests_on(self, machine: Machine, name: str) -> tuple[int, frozenset[str]]:
        """Give the number of the text a life rests on, and the names whose facts it can depend on."""
        key = (id(machine), name)
        if key not in self._known:
            if machine not in self._machines:
                self._machines.append(machine)  # kept alive, so that its id stays its own
            names = self._cones.names(name) | {ENTRY}
            text = text_of(machine, names)
            self._known[key] = self._texts.setdefault(text, len(self._texts)), names
        return self._known[key]


def text_of(machine: Machine, names: Iterable[str]) -> object:
    """Describe the text in sight as a choice has it: choices that give the same text give one answer.

    Who fills a silence does not matter to a run, only whether anybody does.
    """
    agreement = machine.agreement
    names = frozenset(names)
    clauses = tuple((name, tuple(map(id, machine.clauses(name)))) for name in sorted(names))
    able = tuple(e.id for e in agreement.events.values() if machine.can_happen(e))
    rules = tuple(
        (
            e.id,
            tuple(r.under.admits(machine.choice) for r in e.rules),
            tuple(under.admits(machine.choice) for _, under in e.breaks),
        )
        for e in agreement.events.values()
        if e.id in names
    )
    norms = tuple(
        (p.id, machine.applies(p), bool(machine.bearer(p).actors))
        for p in agreement.provisions.values()
        if p.id in names
    )
    ends = tuple((p, ends) for p, ends in machine.ends_of_processes.items() if p in names)
    return clauses, able, rules, norms, ends
