"""List the smallest sets of few players in a game of many, where all minimal sets would be too many.

The sets are tried by size, each by adding up its weights; those that hold one found before are left
out. How large a set may be depends on how many there are of that size.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import comb

from servanda.analysis.games import Game

SETS_TRIED = 40_000
"""At most so many sets are tried: all of four in a body of thirty, all of two in one of two hundred."""

Sets = tuple[tuple[int, ...], ...]


def most_tried(players: int) -> int:
    """Say up to which size all sets of so many players are tried; one player at least."""
    size, tried = 1, players
    while size < players and tried + comb(players, size + 1) <= SETS_TRIED:
        size += 1
        tried += comb(players, size)
    return size


def few_carrying(game: Game, most: int) -> Sets:
    """List the minimal coalitions of at most so many players that carry."""
    ways = [[(test.quota, test.weights) for test in way] for way in game.ways]

    def carries(places: tuple[int, ...]) -> bool:
        return any(all(sum(w[i] for i in places) >= q for q, w in way) for way in ways)

    return _minimal(len(game.players), most, carries)


def few_blocking(game: Game, most: int) -> Sets:
    """List the minimal coalitions of at most so many players without which the others do not carry."""
    spare = [[(sum(test.weights) - test.quota, test.weights) for test in way] for way in game.ways]

    def blocks(places: tuple[int, ...]) -> bool:
        return all(any(sum(w[i] for i in places) > s for s, w in way) for way in spare)

    return _minimal(len(game.players), most, blocks)


def _minimal(players: int, most: int, serves: Callable[[tuple[int, ...]], bool]) -> Sets:
    """Try the sets by size, and leave out those that hold a smaller one that serves."""
    found: dict[tuple[int, ...], None] = {}
    for size in range(most + 1):
        for places in combinations(range(players), size):
            if serves(places) and not any(
                part in found for less in range(size) for part in combinations(places, less)
            ):
                found[places] = None
    return tuple(found)
