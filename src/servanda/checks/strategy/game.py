"""Play the runs of a text as a game: can a coalition force a goal, or keep it from being reached?

The coalition stays faithful; the others are faithful too, or may do anything. Whoever acts first at an
instant is resolved against the coalition, a joint act needs all who are named for it, and nobody gains
by holding up time. Attractors after Zielonka and McNaughton, as in Alur, Henzinger and Kupferman,
Alternating-time temporal logic (2002). Both sides know the whole state.
"""

from __future__ import annotations

from collections import deque
from enum import Enum

from msgspec import Struct, field

from servanda.base.identities import ActorId
from servanda.checks.claims.judge import Search
from servanda.checks.claims.runs import Edge, Node
from servanda.model.events import Manner

Coalition = frozenset[ActorId]


class Side(Enum):
    """Say in whose hands an act is."""

    OURS = "ours"
    THEIRS = "theirs"
    JOINT = "joint"
    TIME = "time"
    SHUT = "shut"


def side_of(edge: Edge, coalition: Coalition) -> Side:
    """Say in whose hands an edge is; what nobody does is in the hands of the others."""
    if edge.option is None:
        return Side.TIME
    ours = [actor in coalition for actor in edge.by]
    if ours and all(ours):
        return Side.OURS
    return Side.JOINT if any(ours) else Side.THEIRS


class Arena(Struct, kw_only=True):
    """Hold the places of a game, all laid out: where the goal is won, where it is lost for good."""

    search: Search
    before: dict[int, set[int]] = field(default_factory=dict)
    lasting: set[int] = field(default_factory=set)
    moves: list[list[tuple[Edge, int]]] = field(default_factory=list)
    """The ways on from each place that was laid out, with the places they lead to."""

    @classmethod
    def of(cls, search: Search) -> Arena:
        """Lay out all runs that a search can see.

        Raises:
            TooMany: when the budget of the runs is spent.
        """
        arena, queue = cls(search=search), search.begin()
        while queue:
            index = queue.popleft()
            if not search.places[index].seen.is_decided:
                search.widen(index, queue)
        for index, place in enumerate(search.places):
            if search.runs.goes_on(place.node):
                arena.lasting.add(index)
            edges = search.runs.nodes[place.node].edges if place.targets else None
            arena.moves.append(list(zip(edges or (), place.targets, strict=True)))
            for target in place.targets:
                arena.before.setdefault(target, set()).add(index)
        return arena

    def players(self) -> list[ActorId]:
        """Give everybody who can do anything, in the order of the text."""
        found = {
            actor
            for place in self.search.places
            for edge in self.search.runs.nodes[place.node].edges or ()
            for actor in edge.by
        }
        return [actor for actor in self.search.runs.machine.agreement.actors if actor in found]

    def node(self, index: int) -> Node:
        """Give the node of a place."""
        return self.search.runs.nodes[self.search.places[index].node]


class Game(Struct, kw_only=True):
    """Hold a game for one coalition over an arena; `is_free` when the others may do anything."""

    arena: Arena
    coalition: Coalition
    is_free: bool

    def is_open(self, index: int) -> bool:
        """Tell whether the coalition is still faithful at a place: none of its duties is late."""
        if not self.is_free:
            return True
        return not any(debtors <= self.coalition for debtors in self.arena.node(index).late)

    def side(self, edge: Edge) -> Side:
        """Say in whose hands an edge is; an act that the coalition must not do is in nobody's."""
        side = side_of(edge, self.coalition)
        if edge.option is not None and edge.option.is_breach and side is not Side.THEIRS:
            return Side.SHUT
        return side

    def forces(self) -> dict[int, int]:
        """Give the places from which the coalition can force the goal, each with its distance."""
        arena = self.arena
        places = enumerate(arena.search.places)
        won = [i for i, p in places if p.seen.is_won and i in arena.lasting and self.is_open(i)]
        rank = dict.fromkeys(won, 0)
        queue = deque(won)
        while queue:
            index = queue.popleft()
            for source in arena.before.get(index, ()):
                if source not in rank and self.is_open(source) and self._leads_into(source, rank):
                    rank[source] = rank[index] + 1
                    queue.append(source)
        return rank

    def _leads_into(self, index: int, inside: dict[int, int]) -> bool:
        if not self._holds_others(index, inside):
            return False
        ours, time, joint = self._own_ways(index, inside)
        return ours or time or joint or self._they_must(index)

    def keeps_off(self) -> set[int]:
        """Give the places from which the coalition can see to it that the goal is never reached."""
        arena = self.arena
        places = arena.search.places
        inside = {i for i in arena.lasting if not places[i].seen.is_won and self.is_open(i)}
        queue = deque(sorted(inside))
        waiting = set(queue)
        while queue:
            index = queue.popleft()
            waiting.discard(index)
            if index not in inside or self._stays_in(index, inside):
                continue
            inside.discard(index)
            for source in arena.before.get(index, ()):
                if source in inside and source not in waiting:
                    waiting.add(source)
                    queue.append(source)
        return inside

    def _stays_in(self, index: int, inside: set[int]) -> bool:
        if self.arena.search.places[index].seen.is_lost:
            return True
        if not self._holds_others(index, inside):
            return False
        if self.arena.node(index).is_forever:
            return True
        ours, time, joint = self._own_ways(index, inside)
        return ours or time or joint or self._they_must(index)

    def _holds_others(self, index: int, inside: dict[int, int] | set[int]) -> bool:
        """Tell whether nothing the others may do leads out."""
        lasting = self.arena.lasting
        return all(
            target in inside or (not self.is_free and target not in lasting)
            for edge, target in self.arena.moves[index]
            if self.side(edge) is Side.THEIRS
        )

    def _own_ways(self, index: int, inside: dict[int, int] | set[int]) -> tuple[bool, bool, bool]:
        """Tell whether an act of ours, the passing of time, or an act all owe leads inside."""
        sides = [self.side(edge) for edge, target in self.arena.moves[index] if target in inside]
        is_joint = Side.JOINT in sides and self._all_must(index)
        return Side.OURS in sides, Side.TIME in sides, is_joint

    def _they_must(self, index: int) -> bool:
        """Tell whether time waits for a duty of the others, who have a way to do it."""
        if self.is_free:
            return False
        lasting = self.arena.lasting
        can = any(
            self.side(edge) is Side.THEIRS and target in lasting
            for edge, target in self.arena.moves[index]
        )
        return can and any(set(b) - self.coalition for b in self._bearers(index))

    def _all_must(self, index: int) -> bool:
        """Tell whether time waits for a duty that members of the coalition and others bear together."""
        return not self.is_free and any(
            set(bearers) - self.coalition and set(bearers) & self.coalition
            for bearers in self._bearers(index)
        )

    def _bearers(self, index: int) -> list[tuple[ActorId, ...]]:
        """Give who bears the duties that keep time from passing at a place."""
        machine = self.arena.search.runs.machine
        found: list[tuple[ActorId, ...]] = []
        for name in self.arena.node(index).blocked:
            agency = machine.bearer(machine.agreement.provisions[name])
            is_each = agency.manner in (Manner.EACH, Manner.ALL)
            found.extend([(actor,) for actor in agency.actors] if is_each else [agency.actors])
        return found
