"""Play the runs of a text as a game: can a coalition force a goal, or keep it from being reached?

The coalition stays faithful; the others are faithful too, or may do anything. Whoever acts first at an
instant is resolved against the coalition, a joint act needs all who are named for it, and who holds up
time loses: by leaving undone what time waits for, or by doing and undoing without end. Attractors after
Zielonka and McNaughton, as in Alur, Henzinger and Kupferman, Alternating-time temporal logic (2002); who
is to blame where time stands still, after de Alfaro, Faella, Henzinger, Majumdar and Stoelinga, The
element of surprise in timed games (2003). Both sides know the whole state.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable
from enum import Enum

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.identities import ActorId
from servanda.checks.claims.judge import Search
from servanda.checks.claims.loops import components
from servanda.checks.claims.runs import Edge, Node
from servanda.checks.strategy.due import called_for
from servanda.checks.strategy.hands import AS_WRITTEN, Hands, acting

Coalition = frozenset[ActorId]


class Side(Enum):
    """Say in whose hands an act is."""

    OURS = "ours"
    THEIRS = "theirs"
    JOINT = "joint"
    TIME = "time"
    SHUT = "shut"


def side_of(edge: Edge, coalition: Coalition, hands: Hands = AS_WRITTEN) -> Side:
    """Say in whose hands an edge is; what nobody does is in the hands of the others."""
    if edge.option is None:
        return Side.TIME
    ours = [actor in coalition for actor in acting(edge, hands)]
    if ours and all(ours):
        return Side.OURS
    return Side.JOINT if any(ours) else Side.THEIRS


class Arena(Struct, kw_only=True):
    """Hold the places of a game, all laid out: where the goal is won, where it is lost for good.

    `hands` says in whose hands the acts are that the text leaves to its readings.
    """

    search: Search
    hands: Hands = AS_WRITTEN
    before: dict[int, set[int]] = field(default_factory=dict)
    lasting: set[int] = field(default_factory=set)
    moves: list[list[tuple[Edge, int]]] = field(default_factory=list)
    """The ways on from each place that was laid out, with the places they lead to."""
    _circles: list[set[int]] | None = None
    _called: dict[int, frozenset[int]] = field(default_factory=dict)

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

    def in_hands(self, hands: Hands) -> Arena:
        """Give the same places under a reading that differs only in who acts."""
        return replace(self, hands=hands, _called={})

    @property
    def won(self) -> frozenset[int]:
        """Give the places at which the goal is reached on a run that goes on."""
        places = self.search.places
        return frozenset(index for index in self.lasting if places[index].seen.is_won)

    @property
    def lost(self) -> frozenset[int]:
        """Give the places from which the goal can be reached no more, on a run that goes on."""
        places = self.search.places
        return frozenset(index for index in self.lasting if places[index].seen.is_lost)

    def players(self) -> list[ActorId]:
        """Give everybody who can do anything, in the order of the text."""
        found = {
            actor
            for place in self.search.places
            for edge in self.search.runs.nodes[place.node].edges or ()
            for actor in acting(edge, self.hands)
        }
        return [actor for actor in self.search.runs.machine.agreement.actors if actor in found]

    def node(self, index: int) -> Node:
        """Give the node of a place."""
        return self.search.runs.nodes[self.search.places[index].node]

    def called_for(self, index: int) -> frozenset[int]:
        """Give the ways on, by number, that time waits for at a place; none where it can pass.

        Raises:
            TooMany: when the budget of the runs is spent.
        """
        node = self.search.places[index].node
        if node not in self._called:
            self._called[node] = called_for(self.search.runs, node, self.hands)
        return self._called[node]

    def circles(self) -> list[set[int]]:
        """Give the sets of places among which one can go round by acts alone, while no time passes."""
        if self._circles is None:
            acts = {
                index: [target for edge, target in moves if edge.option is not None]
                for index, moves in enumerate(self.moves)
            }
            self._circles = [set(part) for part in components(acts) if len(part) > 1]
        return self._circles


class Game(Struct, kw_only=True):
    """Hold a game for one coalition over an arena; `is_free` when the others may do anything."""

    arena: Arena
    coalition: Coalition
    is_free: bool

    def side(self, edge: Edge) -> Side:
        """Say in whose hands an edge is; an act that the coalition must not do is in nobody's."""
        side = side_of(edge, self.coalition, self.arena.hands)
        if edge.option is not None and edge.option.is_breach and side is not Side.THEIRS:
            return Side.SHUT
        return side

    # -- to force the goal -------------------------------------------------------------------

    def forces(self) -> dict[int, int]:
        """Give the places from which the coalition can force the goal, each with its distance."""
        return self.forces_into(self.arena.won)

    def forces_into(self, goals: Iterable[int]) -> dict[int, int]:
        """Give the places from which the coalition can force one of some, each with its distance."""
        won = sorted(goals)
        rank = dict.fromkeys(won, 0)
        while won:
            self._draw_in(rank, deque(won))
            won = self._where_others_go_round(rank)
            distance = 1 + max(rank.values(), default=0)
            rank.update(dict.fromkeys(won, distance))
        return rank

    def _draw_in(self, rank: dict[int, int], queue: deque[int]) -> None:
        """Add the places from which all that may happen leads in, one by one."""
        before = self.arena.before
        while queue:
            index = queue.popleft()
            for source in before.get(index, ()):
                if source not in rank and self.leads_into(source, rank):
                    rank[source] = rank[index] + 1
                    queue.append(source)

    def leads_into(self, index: int, inside: Container[int]) -> bool:
        """Tell whether from a place the coalition can bring the run into some, in one step."""
        return self.holds_others(index, inside) and self._gets_into(index, inside)

    def _where_others_go_round(self, rank: dict[int, int]) -> list[int]:
        """Give the places among which the others may go round, but only to hold up time.

        From each of them the coalition could get in, if the others let it.
        """
        found: list[int] = []
        for circle in self.arena.circles():
            inside = {i for i in circle if i not in rank}
            inside = {i for i in inside if self._gets_into(i, rank)}
            while inside:
                both = inside | rank.keys()
                lost = {i for i in inside if not self.holds_others(i, both)}
                if not lost:
                    break
                inside -= lost
            found.extend(inside)
        return sorted(found)

    # -- to keep the goal off ----------------------------------------------------------------

    def keeps_off(self) -> set[int]:
        """Give the places from which the coalition can see to it that the goal is never reached."""
        return self.keeps_within(self.arena.lasting - self.arena.won, self.arena.lost)

    def keeps_within(self, places: Iterable[int], safe: Container[int]) -> set[int]:
        """Give those of some places among which the coalition can keep the run for ever.

        Where one of them is `safe`, nothing more matters.
        """
        inside = set(places)
        while True:
            self._pare(inside, safe, ours=inside, later=inside)
            if not any(len(inside & circle) > 1 for circle in self.arena.circles()):
                return inside
            moving = self._where_time_goes_on(inside, safe)
            if len(moving) == len(inside):
                return inside
            inside = moving

    def _pare(
        self, inside: set[int], safe: Container[int], *, ours: Container[int], later: Container[int]
    ) -> None:
        """Take out, one by one, the places within which the coalition cannot keep the others.

        An act of its own has to lead to one of `ours`, the passing of time to one of `later`.
        """
        queue = deque(sorted(inside))
        waiting = set(queue)
        while queue:
            index = queue.popleft()
            waiting.discard(index)
            if index not in inside or index in safe or self._stays_in(index, inside, ours, later):
                continue
            inside.discard(index)
            for source in self.arena.before.get(index, ()):
                if source in inside and source not in waiting:
                    waiting.add(source)
                    queue.append(source)

    def _where_time_goes_on(self, inside: set[int], safe: Container[int]) -> set[int]:
        """Leave out where the coalition could only stay by doing and undoing things itself.

        Places at which it need not act come first, then those at which an act of its own leads to these.
        """
        found: set[int] = set()
        while True:
            within = set(inside)
            self._pare(within, safe, ours=found, later=inside)
            if len(within) == len(found):
                return found
            found = within

    def _stays_in(
        self, index: int, inside: Container[int], ours: Container[int], later: Container[int]
    ) -> bool:
        if not self.holds_others(index, inside):
            return False
        if self.arena.node(index).is_forever:
            return True
        for edge, target in self.arena.moves[index]:
            match self.side(edge):
                case Side.TIME if target in later:
                    return True
                case Side.OURS if target in ours:
                    return True
        return self._may_wait(index, ours)

    # -- whose move it is --------------------------------------------------------------------

    def holds_others(self, index: int, inside: Container[int]) -> bool:
        """Tell whether nothing the others may do leads out."""
        lasting = self.arena.lasting
        return all(
            target in inside or (not self.is_free and target not in lasting)
            for edge, target in self.arena.moves[index]
            if self.side(edge) is Side.THEIRS
        )

    def _gets_into(self, index: int, inside: Container[int]) -> bool:
        """Tell whether an act of ours or the passing of time leads in, or the others must act."""
        own = (Side.OURS, Side.TIME)
        moves = self.arena.moves[index]
        if any(target in inside and self.side(edge) in own for edge, target in moves):
            return True
        return self._may_wait(index, inside)

    def _may_wait(self, index: int, inside: Container[int]) -> bool:
        """Tell whether it is the others who hold up time at a place, if the coalition waits.

        Time waits for nothing that the coalition could do alone, and it is ready for whatever time waits
        for that it could do with others.
        """
        if self.is_free:
            return False
        called = self.arena.called_for(index)
        for number in called:
            edge, target = self.arena.moves[index][number]
            side = self.side(edge)
            if side is Side.OURS or (side is Side.JOINT and target not in inside):
                return False
        return bool(called)
