"""Count the coalitions of a body of few members with very large weights, such as populations.

Where weights run into millions no table holds every sum. A body of some thirty members has few enough
coalitions in each half of its members to write all of those down: a coalition of one half carries with
those of the other that have what it lacks, and these are counted by looking once into their sums, which
stand in order (Horowitz and Sahni, 1974, for sums of a given size).

Carrying coalitions are counted by size, for each member that is in them. Whoever joins never harms, so
those with a member, less those without, are those which the member turns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.analysis.games import NEVER, Game, Layout, TooLarge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEMBERS_AT_MOST = 36
"""Half of so many members have 262,144 coalitions."""

_PAIRS = 20_000
"""Groups of coalitions, alike in all sums but the heaviest, are taken in at most so many pairs."""

_WHOLE = 1 << 62
"""Sums, and sums of keys, stay below this, so that whole numbers of eight bytes hold them."""


def by_size(game: Game) -> tuple[tuple[int, ...], ...]:
    """Count for each player, by size, the coalitions of others that it turns: exactly.

    Raises:
        TooLarge: there are too many players, or too many sums of weights other than the heaviest.
        ModuleNotFoundError: `numpy` is not installed.
    """
    n = len(game.players)
    layout = Layout.of(game, with_sizes=True)
    if n > MEMBERS_AT_MOST or sum(layout.heavy) >= _WHOLE:
        raise TooLarge
    import numpy as np  # heavy, and few bodies need it

    low, high = _groups(layout, range(n // 2)), _groups(layout, range(n // 2, n))
    if len(low) * len(high) > _PAIRS:
        raise TooLarge
    carrying = np.zeros((n, n + 2), dtype=np.int64)  # those with a player, by size
    whole = np.zeros(n + 2, dtype=np.int64)
    for first in low:
        for second in high:
            needed = layout.needed(tuple(map(int.__add__, first.key, second.key)))
            if needed == NEVER:
                continue
            size = first.size + second.size
            found = first.reaching(needed, second)
            whole[size] += found.sum()
            carrying[: n // 2, size] += found @ first.members
            carrying[n // 2 :, size] += second.reaching(needed, first) @ second.members
    turned = carrying[:, 1:] + carrying[:, :-1] - whole[:-1]
    return tuple(tuple(map(int, row[:n])) for row in turned)


class _Group:
    """Hold the coalitions of one half that are alike in all sums but the heaviest, by the heaviest."""

    __slots__ = ("heavy", "key", "members", "size")

    def __init__(
        self,
        key: tuple[int, ...],
        size: int,
        heavy: NDArray[np.int64],
        members: NDArray[np.int64],
    ) -> None:
        self.key, self.size, self.heavy, self.members = key, size, heavy, members

    def reaching(self, needed: int, other: _Group) -> NDArray[np.int64]:
        """Count, for each coalition here, those of another half with which it comes to what is needed."""
        import numpy as np

        below = np.searchsorted(other.heavy, needed - self.heavy)
        return len(other.heavy) - below


def _groups(layout: Layout, places: range) -> list[_Group]:
    """Write down all coalitions of some players, those alike in all sums but the heaviest together."""
    import numpy as np

    heavy = _sums([layout.heavy[place] for place in places])
    small = [_sums([kind[place] for place in places]) for kind in layout.small]
    sizes = _sums([1] * len(places))
    order = np.lexsort((heavy, *small))
    members = (np.arange(len(heavy))[:, None] >> np.arange(len(places))) & 1
    keys = np.stack(small, axis=1)[order]
    starts = np.flatnonzero(np.append(True, (keys[1:] != keys[:-1]).any(axis=1)))
    if len(starts) > _PAIRS:
        raise TooLarge
    return [
        _Group(
            key=tuple(map(int, keys[start])),
            size=int(sizes[order[start]]),
            heavy=heavy[order[start:end]],
            members=members[order[start:end]],
        )
        for start, end in zip(starts, [*starts[1:], len(heavy)], strict=True)
    ]


def _sums(weights: list[int]) -> NDArray[np.int64]:
    """Give the sum of each coalition, at the number whose bits name its players."""
    import numpy as np

    found = np.zeros(1, dtype=np.int64)
    for weight in weights:
        found = np.concatenate([found, found + weight])
    return found
