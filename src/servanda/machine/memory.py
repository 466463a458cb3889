"""Remember answers from state to state, and across machines where the text they rest on is the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, NamedTuple

from servanda.base.calendar import Instant
from servanda.machine.cone import ENTRY, Cones, names_in_point
from servanda.machine.machine import Machine
from servanda.machine.state import State, facts_by_kind
from servanda.model.provisions import Order
from servanda.model.times import Point

_SHAPES_AT_MOST = 12

Key = tuple[Hashable, str]
"""The kind of a question, and the name it is about."""


class Answer(NamedTuple):
    """Hold what was worked out, from the facts about which names, and from when to when it is so.

    No names where it may rest on anything.
    """

    first: Instant
    last: Instant
    value: Any
    names: dict[str, None] | None


class Shape(NamedTuple):
    """Hold the answers that rest on the facts about the same names, by these facts."""

    names: tuple[str, ...]
    answers: dict[tuple[object, ...], list[Answer]]


class Place:
    """Hold the answers to one question about one name in one text."""

    __slots__ = ("_by_names", "_names", "shapes")

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(sorted(names))
        self.shapes: list[Shape] = []
        self._by_names: dict[tuple[str, ...], Shape] = {}

    def keep(self, answer: Answer, facts: Mapping[str, object]) -> None:
        """Keep an answer under the facts it rests on."""
        names = self._names if answer.names is None else tuple(sorted(answer.names))
        if names not in self._by_names and len(self.shapes) >= _SHAPES_AT_MOST:
            names = tuple(sorted({*self._names, *names}))
        shape = self._by_names.get(names)
        if shape is None:
            shape = self._by_names[names] = Shape(names, {})
            self.shapes.append(shape)
        shape.answers.setdefault(tuple(map(facts.get, names)), []).append(answer)


class Memory:
    """Hold what was worked out so far for one agreement, by the text and the facts it rests on."""

    def __init__(self, cones: Cones) -> None:
        self._cones = cones
        self._places: dict[object, Place] = {}
        self._by_machine: dict[Machine, dict[Key, Place]] = {}
        self._numbers: dict[object, int] = {}
        # What is known by its id is kept with its numbers, so that its id stays its own.
        self._by_identity: dict[tuple[str, int], tuple[object, dict[str, int]]] = {}
        self._facts: dict[tuple[str, int], tuple[object, int]] = {}

    def places(self, machine: Machine) -> dict[Key, Place]:
        """Give the places known for a machine, by what they are for."""
        return self._by_machine.setdefault(machine, {})

    def place(self, machine: Machine, key: Key, also: Iterable[str] = ()) -> Place:
        """Give the place for a kind of question about a name; it may rest on other names, too."""
        mine = self.places(machine)
        place = mine.get(key)
        if place is None:
            origin = names_in_point(machine.counting.origin)
            names = frozenset((ENTRY,)).union(*map(self._cones.names, (key[1], *origin, *also)))
            text = (key, text_of(machine, names))
            if text not in self._places:
                self._places[text] = Place(names)
            place = mine[key] = self._places[text]
        return place

    def turns_on_acts(self, point: Point) -> bool:
        """Tell whether anything that somebody does, or that happens, can bear on when a moment falls."""
        agreement = self._cones.agreement
        return any(
            below not in agreement.phases and below != ENTRY
            for name in names_in_point(point)
            for below in self._cones.names(name)
        )

    def number(self, content: object) -> int:
        """Give the number of some content: the same one for the same content, so that it compares fast."""
        return self._numbers.setdefault(content, len(self._numbers))

    def facts(self, state: State) -> Mapping[str, object]:
        """Number the facts of a state by the names they are about: alike facts have one number."""
        entry = state.entry.at if state.entry is not None else None
        found: dict[str, object] = {ENTRY: (entry, state.signed)}
        for kind, facts, content in facts_by_kind(state):
            for name, number in self._of_kind(kind, facts, content).items():
                found[name] = (found[name], number) if name in found else number
        return found

    def _of_kind(
        self, kind: str, facts: Mapping[str, object], content: Callable[[Any], object]
    ) -> dict[str, int]:
        """Number the facts of one kind; most are the very ones that another state had."""
        known = self._by_identity.get((kind, id(facts)))
        if known is None:
            numbers = dict[str, Any]()
            for n, fact in facts.items():  # what befell a part is a fact about the whole
                name, number = n.partition("/")[0], self._of_fact(kind, fact, content)
                is_part = name in numbers or name != n
                numbers[name] = self.number((numbers.get(name), n, number)) if is_part else number
            known = self._by_identity[kind, id(facts)] = (facts, numbers)
        return known[1]

    def _of_fact(self, kind: str, fact: object, content: Callable[[Any], object]) -> int:
        known = self._facts.get((kind, id(fact)))
        if known is None:
            known = self._facts[kind, id(fact)] = (fact, self.number((kind, content(fact))))
        return known[1]


def text_of(machine: Machine, names: Iterable[str]) -> object:
    """Describe the text in sight as a choice has it: choices that give the same text give one answer.

    Who fills a silence does not matter to a run, only whether anybody does; nor does the order within a duty.
    """
    agreement = machine.agreement
    names = frozenset(names)
    clauses = tuple(
        (name, tuple(id(c) for c in machine.clauses(name) if not isinstance(c, Order)))
        for name in sorted(names)
    )
    events = [e for e in agreement.events.values() if e.id in names]
    able = tuple(e.id for e in events if machine.can_happen(e))
    rules = tuple(
        (
            e.id,
            tuple(r.under.admits(machine.choice) for r in e.rules),
            tuple(under.admits(machine.choice) for _, under in e.breaks),
        )
        for e in events
    )
    norms = tuple(
        (p.id, machine.applies(p), bool(machine.bearer(p).actors))
        for p in agreement.provisions.values()
        if p.id in names
    )
    ends = tuple((p, ends) for p, ends in machine.ends_of_processes.items() if p in names)
    return clauses, able, rules, norms, ends
