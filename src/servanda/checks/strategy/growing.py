"""Tell who succeeds without laying out more of a game than is needed to tell.

What is not laid out yet is taken for lost, and then for won: where both give the same answer, it is the
answer. On-the-fly solving, as in Cassez, David, Fleury, Larsen and Lime, Efficient on-the-fly algorithms
for the analysis of timed games (2005).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush

from servanda.checks.strategy.game import Arena, Coalition, Game
from servanda.checks.strategy.hands import acting

PLACES_AT_FIRST = 32
"""How many places are laid out before it is asked who succeeds; then twice as many, and so on."""


def succeeds_freely(arena: Arena, coalition: Coalition, succeeds: Callable[[Game], bool]) -> bool:
    """Tell whether a coalition succeeds while the others may do anything.

    Raises:
        TooMany: when the budget of the runs is spent before it is known.
    """
    while True:
        for hopes in (False, True):
            game = Game(arena=arena, coalition=coalition, is_free=True, hopes=hopes)
            if succeeds(game) is not hopes:
                return not hopes
        _grow(arena, coalition, PLACES_AT_FIRST + len(arena.moves))


def _grow(arena: Arena, coalition: Coalition, places: int) -> None:
    """Lay out so many places more: first where the coalition does least, then where anybody does.

    Whoever can wait succeeds by waiting more often than not.

    Raises:
        TooMany: when the budget of the runs is spent.
    """
    ahead = [(0, 0, 0)]
    seen: set[int] = set()
    while ahead and places > 0:
        own, acts, index = heappop(ahead)
        if index in seen:
            continue
        seen.add(index)
        if index not in arena.moves:
            arena.lay_out(index, found := deque[int]())
            arena.ahead.discard(index)
            arena.ahead.update(found)
            places -= 1
        for edge, target in arena.moves[index]:
            is_own = not coalition.isdisjoint(acting(edge, arena.hands))
            is_act = edge.option is not None
            heappush(ahead, (own + is_own, acts + is_act, target))
