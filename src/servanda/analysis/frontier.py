"""Which of many outcomes no other is at least as good as for all and better than for one, by numbers.

`packages` needs no numbers and does not use this: it is for those who bring values of their own for
each outcome and party, however they came by them. Nothing is added up between parties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Columns = list[NDArray[np.float64]]

_LOOKS, _FEW = 64, 500
"""In so many directions the best outcome is looked for, while more than a few others are left."""

_SAMPLED = 4096
"""Of more outcomes than these, the best of so many drawn at random thins out the rest first."""

_SWEPT = 16
"""After so many outcomes are kept, those they dominate are put out of the way."""


def undominated(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the rows that no other row dominates, in their order; of equal rows, all.

    A row holds the values of an outcome for each party. One row dominates another where it is
    nowhere less and somewhere more.

    Raises:
        ModuleNotFoundError: `numpy` is not installed.
    """
    import numpy as np  # heavy, and only those with numbers need it

    chance = np.random.default_rng(0)  # which rows and directions does not change what is found
    places = _thinned(values, chance)
    columns = [values[places, party] for party in range(values.shape[1])]
    kept: list[NDArray[np.int64]] = []
    # What is best by a sum in which every party counts is dominated by nothing, and often dominates
    # much: the plain sum nearly all, others what is good for few.
    counts = None
    for _ in range(_LOOKS):
        if len(places) <= _FEW:
            break
        columns, places = _less(columns, places, _best(columns, counts), kept)
        counts = chance.dirichlet(np.ones(len(columns)))
    order = np.lexsort([-column for column in (*reversed(columns), _sums(columns))])
    _sweep([column[order] for column in columns], places[order], kept)
    return np.sort(np.concatenate(kept)) if kept else places


def _thinned(values: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.int64]:
    """Leave out, in one look at each column, much of what the best of a sample dominates."""
    import numpy as np

    if len(values) <= _SAMPLED:
        return np.arange(len(values))
    sample = values[chance.integers(len(values), size=_SAMPLED)]
    best = sample[_sums(list(sample.T)).argmax()]
    over = values[:, 0] >= best[0]  # not only what is more: the row itself and its equals stay
    for party in range(1, values.shape[1]):
        over |= values[:, party] > best[party]
    return np.flatnonzero(over)


def _sweep(columns: _Columns, places: NDArray[np.int64], kept: list[NDArray[np.int64]]) -> None:
    """Keep what nothing dominates of rows in the order of their sums: who dominates comes before."""
    import numpy as np

    while len(places):
        is_left = np.ones(len(places), dtype=bool)
        at = 0
        for _ in range(_SWEPT):
            end = at + _alike(columns, at)
            kept.append(places[at:end])
            over = columns[0][end:] > columns[0][at]
            for column in columns[1:]:
                over |= column[end:] > column[at]
            is_left[at:end] = False
            is_left[end:] &= over
            at = int(is_left.argmax())
            if not is_left[at]:
                return
        left = np.flatnonzero(is_left)
        columns, places = [column[left] for column in columns], places[left]


def _best(columns: _Columns, counts: NDArray[np.float64] | None) -> NDArray[np.int64]:
    """Find the row of the largest sum, with all that equal it.

    Sums are rounded: of several that come to the same, that of the largest values is dominated by none.
    """
    import numpy as np

    sums = _sums(columns, counts)
    best = np.flatnonzero(sums == sums.max())
    for column in columns:
        best = best[column[best] == column[best].max()]
    return best


def _alike(columns: _Columns, at: int) -> int:
    """Count the rows from a place on that are equal."""
    many = 1
    while at + many < len(columns[0]) and all(c[at + many] == c[at] for c in columns):
        many += 1
    return many


def _sums(columns: _Columns, counts: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Add up each row; a party counts as much as any other unless it is said how much each does."""
    total: NDArray[np.float64] = columns[0].copy() if counts is None else columns[0] * counts[0]
    for party, column in enumerate(columns[1:], start=1):
        total += column if counts is None else column * counts[party]
    return total


def _less(
    columns: _Columns,
    places: NDArray[np.int64],
    best: NDArray[np.int64],
    kept: list[NDArray[np.int64]],
) -> tuple[_Columns, NDArray[np.int64]]:
    """Keep equal rows that nothing dominates, and leave out all that they dominate."""
    import numpy as np

    kept.append(places[best])
    first = best[0]
    over = columns[0] > columns[0][first]
    for column in columns[1:]:
        over |= column > column[first]
    left = np.flatnonzero(over)
    return [column[left] for column in columns], places[left]
