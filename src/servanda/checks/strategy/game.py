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
from collections.abc import Collection, Iterable
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


def side_of(edge: Edge, coalition: Coalition, hands: Hands = AS_WRITTEN) -> Side:
    """Say in whose hands an edge is; what nobody does is in the hands of the others."""
    return Side.TIME if edge.option is None else _side_of_act(acting(edge, hands), coalition)


def _side_of_act(actors: Collection[ActorId], coalition: Coalition) -> Side:
    ours = [actor in coalition for actor in actors]
    if ours and all(ours):
        return Side.OURS
    return Side.JOINT if any(ours) else Side.THEIRS


class Ways(Struct, frozen=True):
    """Hold where the ways on from a place lead: by the passing of time, and by whose acts.

    Breaches of a prohibition stand apart. `actors` are all who act there.
    """

    time: frozenset[int]
    acts: dict[tuple[Coalition, bool], frozenset[int]]
    actors: Coalition


class Parted(Struct, frozen=True):
    """Hold where the acts of a coalition alone lead from a place, and those of the others alone."""

    ours: frozenset[int]
    theirs: frozenset[int]


class Arena(Struct, kw_only=True):
    """Hold the places of a game, as far as laid out: where the goal is won, where it is lost for good.

    `hands` says in whose hands the acts are that the text leaves to its readings; `ahead` are the places
    that were seen and are not laid out yet.
    """

    search: Search
    ahead: set[int]
    hands: Hands = AS_WRITTEN
    before: dict[int, set[int]] = field(default_factory=dict)
    lasting: set[int] = field(default_factory=set)
    moves: dict[int, list[tuple[Edge, int]]] = field(default_factory=dict)
    """The ways on from each place that was laid out, with the places they lead to."""
    _circles: list[set[int]] | None = None
    _circled: int = 0
    _called: dict[int, frozenset[int]] = field(default_factory=dict)
    _ways: dict[int, Ways] = field(default_factory=dict)
    _parted: dict[tuple[int, Coalition], Parted] = field(default_factory=dict)

    @classmethod
    def of(cls, search: Search) -> Arena:
        """Lay out all runs that a search can see.

        Raises:
            TooMany: when the budget of the runs is spent.
        """
        arena = cls.begun(search)
        arena.lay_out_all()
        return arena

    @classmethod
    def begun(cls, search: Search) -> Arena:
        """Give the place where all runs begin; nothing is laid out yet."""
        return cls(search=search, ahead=set(search.begin()))

    def lay_out_all(self) -> None:
        """Lay out all that is left, what is reached with fewest steps first.

        Raises:
            TooMany: when the budget of the runs is spent.
        """
        queue = deque(sorted(self.ahead))
        while queue:
            self.lay_out(queue[0], queue)
            self.ahead.discard(queue.popleft())

    def lay_out(self, index: int, queue: deque[int]) -> None:
        """Look at all ways on from a place; what was not seen before goes into the queue.

        Raises:
            TooMany: when the budget of the runs is spent.
        """
        search = self.search
        if not search.places[index].seen.is_decided:
            search.widen(index, queue)
        place, runs = search.places[index], search.runs
        if runs.goes_on(place.node):
            self.lasting.add(index)
        edges = runs.nodes[place.node].edges if place.targets else None
        self.moves[index] = list(zip(edges or (), place.targets, strict=True))
        for target in place.targets:
            self.before.setdefault(target, set()).add(index)

    def in_hands(self, hands: Hands) -> Arena:
        """Give the same places under a reading that differs only in who acts."""
        return replace(self, hands=hands, _called={}, _circles=None, _ways={}, _parted={})

    def ways(self, index: int) -> Ways:
        """Give where the ways on from a place that is laid out lead."""
        found = self._ways.get(index)
        if found is None:
            found = self._ways[index] = _ways(self.moves[index], self.hands)
        return found

    def parted(self, index: int, coalition: Coalition) -> Parted:
        """Part the acts at a place into those of a coalition and those of the others."""
        ways = self.ways(index)
        key = index, coalition & ways.actors
        found = self._parted.get(key)
        if found is None:
            found = self._parted[key] = _parted(ways, coalition)
        return found

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
        found = frozenset[ActorId]().union(*(self.ways(index).actors for index in self.moves))
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
        if self._circles is None or self._circled != len(self.moves):
            acts = {
                index: [target for edge, target in moves if edge.option is not None]
                for index, moves in self.moves.items()
            }
            self._circled = len(self.moves)
            self._circles = [set(part) for part in components(acts) if len(part) > 1]
        return self._circles


def _ways(moves: Iterable[tuple[Edge, int]], hands: Hands) -> Ways:
    time: set[int] = set()
    acts: dict[tuple[Coalition, bool], set[int]] = {}
    for edge, target in moves:
        if edge.option is None:
            time.add(target)
        else:
            who = frozenset(acting(edge, hands))
            acts.setdefault((who, edge.option.is_breach), set()).add(target)
    return Ways(
        time=frozenset(time),
        acts={way: frozenset(targets) for way, targets in acts.items()},
        actors=frozenset[ActorId]().union(*(who for who, _ in acts)),
    )


def _parted(ways: Ways, coalition: Coalition) -> Parted:
    ours: set[int] = set()
    theirs: set[int] = set()
    for (who, is_breach), targets in ways.acts.items():
        match _side_of_act(who, coalition):
            case Side.OURS if not is_breach:
                ours |= targets
            case Side.THEIRS:
                theirs |= targets
    return Parted(ours=frozenset(ours), theirs=frozenset(theirs))


class Game(Struct, kw_only=True):
    """Hold a game for one coalition over an arena; `is_free` when the others may do anything.

    What is not laid out yet is won for the coalition where it `hopes`, and lost where it does not.
    `ours` and `theirs` are the places to which the coalition, or the others, can go from each.
    """

    arena: Arena
    coalition: Coalition
    is_free: bool
    hopes: bool = False
    ours: dict[int, frozenset[int]] = field(default_factory=dict)
    theirs: dict[int, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Part all acts; others who are faithful only go to where a run goes on."""
        lasting = self.arena.lasting
        for index in self.arena.moves:
            parted = self.arena.parted(index, self.coalition)
            self.ours[index] = parted.ours
            self.theirs[index] = parted.theirs if self.is_free else parted.theirs & lasting

    @property
    def hoped(self) -> frozenset[int]:
        """Give the places of which it is taken for granted that all goes well from there."""
        return frozenset(self.arena.ahead) if self.hopes else frozenset()

    def side(self, edge: Edge) -> Side:
        """Say in whose hands an edge is."""
        return side_of(edge, self.coalition, self.arena.hands)

    # -- to force the goal -------------------------------------------------------------------

    def forces(self) -> dict[int, int]:
        """Give the places from which the coalition can force the goal, each with its distance."""
        return self.forces_into(self.arena.won | self.hoped)

    def forces_into(self, goals: Iterable[int]) -> dict[int, int]:
        """Give the places from which the coalition can force one of some, each with its distance."""
        won = sorted(goals)
        rank = dict.fromkeys(won, 0)
        inside = set(won)
        while won:
            self._draw_in(rank, inside, deque(won))
            won = self._where_others_go_round(inside)
            distance = 1 + max(rank.values(), default=0)
            rank.update(dict.fromkeys(won, distance))
            inside.update(won)
        return rank

    def _draw_in(self, rank: dict[int, int], inside: set[int], queue: deque[int]) -> None:
        """Add the places from which all that may happen leads in, one by one."""
        before = self.arena.before
        while queue:
            index = queue.popleft()
            for source in before.get(index, ()):
                if source not in inside and self.leads_into(source, inside):
                    rank[source] = rank[index] + 1
                    inside.add(source)
                    queue.append(source)

    def leads_into(self, index: int, inside: set[int]) -> bool:
        """Tell whether from a place the coalition can bring the run into some, in one step."""
        return self.holds_others(index, inside) and self._gets_into(index, inside)

    def _where_others_go_round(self, inside: set[int]) -> list[int]:
        """Give the places among which the others may go round, but only to hold up time.

        From each of them the coalition could get inside, if the others let it.
        """
        found: list[int] = []
        for circle in self.arena.circles():
            round_ = {i for i in circle - inside if self._gets_into(i, inside)}
            while round_:
                both = inside | round_
                lost = {i for i in round_ if not self.holds_others(i, both)}
                if not lost:
                    break
                round_ -= lost
            found.extend(round_)
        return sorted(found)

    # -- to keep the goal off ----------------------------------------------------------------

    def keeps_off(self) -> set[int]:
        """Give the places from which the coalition can see to it that the goal is never reached."""
        arena, hoped = self.arena, self.hoped
        return self.keeps_within((arena.lasting - arena.won) | hoped, arena.lost | hoped)

    def keeps_within(self, places: Iterable[int], safe: Collection[int]) -> set[int]:
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
        self, inside: set[int], safe: Collection[int], *, ours: set[int], later: set[int]
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

    def _where_time_goes_on(self, inside: set[int], safe: Collection[int]) -> set[int]:
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

    def _stays_in(self, index: int, inside: set[int], ours: set[int], later: set[int]) -> bool:
        if not self.holds_others(index, inside):
            return False
        return (
            self.arena.node(index).is_forever
            or self.lets_time_pass(index, later)
            or not self.ours[index].isdisjoint(ours)
            or self._may_wait(index, ours)
        )

    # -- whose move it is --------------------------------------------------------------------

    def holds_others(self, index: int, inside: set[int]) -> bool:
        """Tell whether nothing the others may do leads out."""
        return self.theirs[index] <= inside

    def lets_time_pass(self, index: int, inside: set[int]) -> bool:
        """Tell whether time may pass at a place, into some."""
        return not self.arena.ways(index).time.isdisjoint(inside)

    def _gets_into(self, index: int, inside: set[int]) -> bool:
        """Tell whether an act of ours or the passing of time leads in, or the others must act."""
        return (
            not self.ours[index].isdisjoint(inside)
            or self.lets_time_pass(index, inside)
            or self._may_wait(index, inside)
        )

    def _may_wait(self, index: int, inside: set[int]) -> bool:
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
