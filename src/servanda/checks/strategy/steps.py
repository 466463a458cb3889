"""Show a strategy as dated steps: what the coalition does, what it withholds, if the others wait."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct

from servanda.checks.claims.runs import Edge
from servanda.checks.claims.story import Told, told_along
from servanda.checks.strategy.game import Game, Side
from servanda.checks.strategy.hands import handed

_WAIT_FIRST = [Side.TIME, Side.OURS, Side.JOINT, Side.THEIRS, Side.SHUT]
_ACT_FIRST = [Side.OURS, Side.JOINT, Side.TIME, Side.THEIRS, Side.SHUT]


class Plan(Struct, frozen=True, kw_only=True):
    """Hold a strategy along one course of events, the others doing only what they must."""

    steps: tuple[Told, ...]
    withheld: tuple[str, ...]


def plan_to_force(game: Game, rank: dict[int, int]) -> Plan:
    """Show how a coalition forces the goal: each step leads nearer to it."""
    index, way, withheld = 0, list[Edge](), dict[str, None]()
    while rank[index] > 0:
        withheld.update(dict.fromkeys(_withheld(game, index, rank)))
        near = [
            (e, t) for e, t in game.arena.moves[index] if rank.get(t, rank[index]) < rank[index]
        ]
        if not near:  # it waits for others, who could only hold up time by going round
            break
        edge, index = min(near, key=lambda move: _ACT_FIRST.index(game.side(move[0])))
        way.append(edge)
    return _told(game, way, withheld)


def plan_to_keep_off(game: Game, inside: set[int]) -> Plan:
    """Show how a coalition keeps the goal from being reached, until nothing new happens."""
    index, way, withheld = 0, list[Edge](), dict[str, None]()
    passed: set[int] = set()
    while index not in passed:
        passed.add(index)
        withheld.update(dict.fromkeys(_withheld(game, index, inside)))
        ways = [move for move in game.arena.moves[index] if move[1] in inside]
        is_at_rest = game.arena.node(index).is_forever
        if not ways or is_at_rest or game.arena.search.places[index].seen.is_lost:
            break
        edge, index = min(ways, key=lambda move: _WAIT_FIRST.index(game.side(move[0])))
        way.append(edge)
    return _told(game, way, withheld)


def _withheld(game: Game, index: int, inside: Container[int]) -> list[str]:
    """Name the acts that need the coalition, and that it does not take part in here."""
    return [
        edge.option.words
        for edge, target in game.arena.moves[index]
        if edge.option is not None
        and target not in inside
        and game.side(edge) in (Side.OURS, Side.JOINT)
    ]


def _told(game: Game, way: list[Edge], withheld: dict[str, None]) -> Plan:
    hands = game.arena.hands
    steps = told_along(game.arena.search.runs, [handed(edge, hands) for edge in way])
    done = {told.what for told in steps}
    return Plan(steps=tuple(steps), withheld=tuple(w for w in withheld if w not in done))
