"""Remember answers from state to state, and across machines where the text they rest on is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from servanda.base.calendar import Instant
from servanda.machine.cone import ENTRY, Cones, names_in_point
from servanda.machine.machine import Machine
from servanda.machine.state import State, facts_by_kind


class Answer(NamedTuple):
    """Hold what was worked out, and the first and last instant at which it is so."""

    first: Instant
    last: Instant
    value: Any


class Place:
    """Hold the answers to one question about one name in one text, by the facts they rest on."""

    __slots__ = ("answers", "names")

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        self.answers: dict[tuple[object, ...], list[Answer]] = {}


class Memory:
    """Hold what was worked out so far for one agreement, by the text and the facts it rests on."""

    def __init__(self, cones: Cones) -> None:
        self._cones = cones
        self._places: dict[object, Place] = {}
        self._by_machine: dict[Machine, dict[tuple[str, str], Place]] = {}
        self._numbers: dict[object, int] = {}
        self._by_identity: dict[str, dict[int, tuple[object, int]]] = {}

    def place(self, machine: Machine, key: tuple[str, str], also: str = "") -> Place:
        """Give the place for a kind of question about a name; it may rest on another name, too."""
        mine = self._by_machine.get(machine)
        if mine is None:
            mine = self._by_machine[machine] = {}
        place = mine.get(key)
        if place is None:
            kind, name = key
            names = self.rests_on(machine, name)
            if also:
                names |= self._cones.names(also)
            text = (kind, name, text_of(machine, names))
            if text not in self._places:
                self._places[text] = Place(names)
            place = mine[key] = self._places[text]
        return place

    def rests_on(self, machine: Machine, name: str) -> frozenset[str]:
        """Give the names whose facts an answer about a name can depend on."""
        counted_from = names_in_point(machine.counting.origin)
        return self._cones.names(name).union((ENTRY, *counted_from))

    def number(self, content: object) -> int:
        """Give the number of some content: the same one for the same content, so that it compares fast."""
        return self._numbers.setdefault(content, len(self._numbers))

    def facts(self, state: State) -> Mapping[str, object]:
        """Number the facts of a state by the names they are about: alike facts have one number."""
        entry = state.entry.at if state.entry is not None else None
        found: dict[str, object] = {ENTRY: (entry, state.signed)}
        for kind, facts, content in facts_by_kind(state):
            numbers = self._by_identity.setdefault(kind, {})
            for name, fact in facts.items():
                known = numbers.get(id(fact))
                if known is None:  # the fact is kept with its number, so that its id stays its own
                    number = self.number((kind, content(fact)))
                    known = numbers[id(fact)] = (fact, number)
                found[name] = (found[name], known[1]) if name in found else known[1]
        return found


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
