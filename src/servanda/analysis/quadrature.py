"""The Shapley-Shubik index of bodies too large to be counted by the size of coalitions, by quadrature.

Let each player vote yes with probability t, each for himself. The probability that one of them then
turns the result is a polynomial in t, of a degree one less than there are players, and its integral
from 0 to 1 is the player's index (Owen, 1972). Gauss's rule with half as many nodes as players
integrates it without an error of method; what is left is that of rounding.

At each node the chances of all sums are made once for all players, one player after the other; those
without a player follow by an alternating sum. That sum is steady where t is at most a half. What
turns a result at t turns it in the dual game at 1 - t, so the other half of the nodes asks the same
chances about the dual.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from servanda.analysis.games import (
    LARGEST,
    NEVER,
    Game,
    Layout,
    TooLarge,
    Watch,
    each_kind,
    unwatched,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Chances = dict[tuple[int, ...], NDArray[np.float64]]

PLAYERS_AT_MOST = 900
"""With more players, products of chances would leave the range of floating-point numbers."""

_BLOCK = 1 << 15
"""So many chances are added at a time, so that they stay near the processor."""

_Needed = Callable[[tuple[int, ...]], int]


def nodes_of(game: Game) -> int:
    """Count the nodes that integrate the chances of a game of so many players."""
    return (len(game.players) + 1) // 2


def shapley(game: Game, watch: Watch = unwatched) -> tuple[float, ...]:
    """Measure every player to about twelve digits.

    Raises:
        TooLarge: the chances of all sums would not fit, or there are too many players.
        ModuleNotFoundError: `numpy` is not installed.
    """
    import numpy as np  # heavy, and few bodies need it

    layout = Layout.of(game, with_sizes=False)
    whole = tuple(sum(kind) for kind in layout.small), sum(layout.heavy)
    size = _size(layout, whole)
    if len(game.players) > PLAYERS_AT_MOST or size * 8 > LARGEST:
        raise TooLarge
    found = np.zeros(len(game.players))
    points, shares = np.polynomial.legendre.leggauss(nodes_of(game))
    lower = [(float(x + 1) / 2, float(w) / 2) for x, w in zip(points, shares, strict=True)]
    lower = [(t, share) for t, share in lower if t <= 0.5]  # the others are these, turned round
    for done, (t, share) in enumerate(lower):
        watch("nodes integrated (Shapley)", done, len(lower))
        chances = _chances(layout, size, t)
        found += share * np.array(_turning(game, layout, layout.needed, chances, t))
        if t < 0.5:
            dual = _dual(layout, whole)
            found += share * np.array(_turning(game, layout, dual, chances, t))
    return tuple(map(float, found))


def _size(layout: Layout, whole: tuple[tuple[int, ...], int]) -> int:
    """Count the sums of the heaviest weight that matter in a game or in its dual."""
    if layout.small:
        return layout.size
    least = min((quota for _, quota in layout.ways), default=0)
    return max(layout.size, whole[1] - least + 1, 1)


def _dual(layout: Layout, whole: tuple[tuple[int, ...], int]) -> _Needed:
    """Give what is needed in the dual game: there a coalition carries when those outside it do not."""
    small, heavy = whole

    def needed(key: tuple[int, ...]) -> int:
        outside = layout.needed(tuple(map(int.__sub__, small, key)))
        if outside == NEVER:
            return 0
        return NEVER if outside <= 0 else max(heavy - outside + 1, 0)

    return needed


def _chances(layout: Layout, size: int, t: float) -> _Chances:
    """Give, for each key, the chance that a coalition comes to it and to at most each heaviest sum.

    Each player is in it with chance t, which is at most a half.
    """
    import numpy as np

    ratio = t / (1 - t)
    start = np.zeros(size)
    start[0] = 1.0
    tables: _Chances = {(0,) * len(layout.small): start}
    reach = 0
    for place in sorted(range(len(layout.heavy)), key=layout.heavy.__getitem__):
        own = tuple(kind[place] for kind in layout.small)
        weight = layout.heavy[place]
        for key in sorted(tables, reverse=True):  # what is added to was read before
            there = tuple(map(int.__add__, key, own))
            if there not in tables:
                if (len(tables) + 1) * size * 8 > LARGEST:
                    raise TooLarge
                tables[there] = np.zeros(size)
            _add(tables[there], tables[key], ratio, weight, min(size, reach + weight + 1))
        reach += weight
    for table in tables.values():
        table *= (1 - t) ** len(layout.heavy)
        np.cumsum(table, out=table)
    return tables


def _add(
    into: NDArray[np.float64], table: NDArray[np.float64], ratio: float, weight: int, end: int
) -> None:
    """Add a table to one, moved by a weight; from the end, since the two may be the same."""
    stop = end
    while stop > weight:
        start = max(weight, stop - _BLOCK)
        into[start:stop] += table[start - weight : stop - weight] * ratio
        stop = start


def _turning(
    game: Game, layout: Layout, needed: _Needed, chances: _Chances, t: float
) -> tuple[float, ...]:
    """Give the chance of each player to turn the result."""
    import numpy as np

    size = len(next(iter(chances.values())))
    ratio = t / (1 - t)

    def without(key: tuple[int, ...], low: int, high: int, place: int) -> float:
        """Give the chance that the others come to a key and a heaviest sum from low up to high."""
        own = tuple(kind[place] for kind in layout.small)
        weight = layout.heavy[place]
        if not any(own):
            if not weight:
                return 0.0
            ends = np.arange(high, -1, -weight)
            signs = (-ratio) ** np.arange(len(ends))
            return float(signs @ _between(chances[key], ends - (high - low), ends)) / (1 - t)
        total, sign = 0.0, 1.0
        while high >= 0 and key in chances:
            ends = np.array([high])
            total += sign * float(_between(chances[key], ends - (high - low), ends)[0])
            key = tuple(map(int.__sub__, key, own))
            low, high, sign = low - weight, high - weight, -sign * ratio
        return total / (1 - t)

    def turns(place: int) -> float:
        own = tuple(kind[place] for kind in layout.small)
        weight = layout.heavy[place]
        total = 0.0
        for key in chances:
            with_it = needed(tuple(map(int.__add__, key, own)))
            if with_it == NEVER:
                continue
            alone = needed(key)
            fails_below = size if alone == NEVER else min(alone, size)
            low = min(max(with_it - weight, 0), fails_below)
            if low < fails_below:
                total += without(key, low, fails_below - 1, place)
        return total

    return each_kind(game, turns)


def _between(
    table: NDArray[np.float64], first: NDArray[np.int64], last: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Give the chances of sums from some first to some last ones, those below nothing cut off."""
    import numpy as np

    below = np.where(first > 0, table[np.maximum(first - 1, 0)], 0.0)
    return table[last] - below
