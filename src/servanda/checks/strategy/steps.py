"""Show a strategy as dated steps: what the coalition does, what it withholds, if the others wait."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct, field

from servanda.checks.claims.runs import Edge
from servanda.checks.claims.story import Told, told_along
from servanda.checks.strategy.game import Game, Side
from servanda.checks.strategy.hands import handed

_WAIT_FIRST = [Side.TIME, Side.OURS, Side.JOINT, Side.THEIRS]
_ACT_FIRST = [Side.OURS, Side.JOINT, Side.TIME, Side.THEIRS]


class Plan(Struct, frozen=True, kw_only=True):
    """Hold a strategy along one course of events, the others doing only what they must."""

    steps: tuple[Told, ...]
    withheld: tuple[str, ...]


def plan_to_force(game: Game, rank: dict[int, int]) -> Plan:
    """Show how a coalition forces the goal: each step leads nearer to it."""
    course = _Course(game=game)
    course.force(rank)
    return course.told()


def plan_to_keep_off(game: Game, inside: set[int]) -> Plan:
    """Show how a coalition keeps the goal from being reached, until nothing new happens."""
    course = _Course(game=game)
    course.keep_off(inside)
    return course.told()


def plan_to_give_up(game: Game, rank: dict[int, int], regions: list[set[int]]) -> Plan:
    """Show how a coalition brings the run to where it only has to keep it as it is, and keeps it so."""
    course = _Course(game=game)
    course.force(rank)
    course.keep_off(next((r for r in regions if course.index in r), set(rank)))
    return course.told()


class _Course(Struct, kw_only=True):
    """Follow a strategy from place to place, the others doing only what they must."""

    game: Game
    index: int = 0
    way: list[Edge] = field(default_factory=list)
    withheld: dict[str, None] = field(default_factory=dict)

    def force(self, rank: dict[int, int]) -> None:
        """Go nearer to a goal with each step, up to where it is reached."""
        while rank[self.index] > 0:
            self._withhold(rank)
            moves, here = self.game.arena.moves[self.index], rank[self.index]
            near = [(e, t) for e, t in moves if rank.get(t, here) < here]
            if not near:  # it waits for others, who could only hold up time by going round
                return
            self._go(near, _ACT_FIRST)

    def keep_off(self, inside: set[int]) -> None:
        """Keep within some places, until the run is at rest or comes back to where it was."""
        passed: set[int] = set()
        arena = self.game.arena
        while self.index not in passed:
            passed.add(self.index)
            self._withhold(inside)
            ways = [move for move in arena.moves[self.index] if move[1] in inside]
            is_lost = arena.search.places[self.index].seen.is_lost
            if not ways or is_lost or arena.node(self.index).is_forever:
                return
            self._go(ways, _WAIT_FIRST)

    def told(self) -> Plan:
        """Tell the course as dated steps."""
        arena = self.game.arena
        steps = told_along(arena.search.runs, [handed(edge, arena.hands) for edge in self.way])
        done = {told.what for told in steps}
        return Plan(steps=tuple(steps), withheld=tuple(w for w in self.withheld if w not in done))

    def _go(self, ways: list[tuple[Edge, int]], order: list[Side]) -> None:
        edge, self.index = min(ways, key=lambda move: order.index(self.game.side(move[0])))
        self.way.append(edge)

    def _withhold(self, inside: Container[int]) -> None:
        """Name the acts that need the coalition, and that it does not take part in here."""
        for edge, target in self.game.arena.moves[self.index]:
            is_own = self.game.side(edge) in (Side.OURS, Side.JOINT)
            if edge.option is not None and target not in inside and is_own:
                self.withheld[edge.option.words] = None
