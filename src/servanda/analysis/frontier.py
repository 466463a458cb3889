"""Which of many outcomes no other is at least as good as for all and better than for one, by numbers.

`packages` needs no numbers and does not use this: it is for those who bring values of their own for
each outcome and party, however they came by them. Nothing is added up between parties.

Most outcomes are far from the best, and it is cheap to see that of many at once: first by one good
outcome, then by a coarse grid, then by what is best in some directions. What is left is compared row
by row, in blocks, as ranks: whole numbers of two bytes, many of which are compared in one step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Columns = list[NDArray[Any]]

_SAMPLED = 4096
"""Of more outcomes than these, the best of so many drawn at random thins out the rest first."""

_CELLS = 1 << 20
"""A grid has at most so many cells, and about eight for each outcome."""

_LOOKS, _FEW = 16, 250
"""In so many directions the best outcome is looked for, while more than a few others are left."""

_BLOCK, _CHUNK = 512, 128
"""So many rows are compared at once, with so many that are kept."""


def undominated(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the rows that no other row dominates, in their order; of equal rows, all.

    A row holds the values of an outcome for each party. One row dominates another where it is
    nowhere less and somewhere more. Every value is a number, none of them NaN.

    Raises:
        ModuleNotFoundError: `numpy` is not installed.
    """
    import numpy as np  # heavy, and only those with numbers need it

    chance = np.random.default_rng(0)  # which rows and directions does not change what is found
    places = _thinned(values, chance)
    columns: _Columns = [values[places, party] for party in range(values.shape[1])]
    for step in (_by_cells, *[_by_a_look] * _LOOKS):
        if len(places) <= _FEW:
            break
        left = step(columns, chance)
        columns, places = [column[left] for column in columns], places[left]
    return np.sort(places[_of_two(*columns) if len(columns) == 2 else _first(columns)])


def _thinned(values: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.int64]:
    """Leave out, in one look at each column, much of what the best of a sample dominates."""
    import numpy as np

    if len(values) <= _SAMPLED:
        return np.arange(len(values))
    sample = values[chance.integers(len(values), size=_SAMPLED)]
    sums = sample[:, 0].copy()
    for column in sample.T[1:]:  # quicker than a sum along each short row
        sums += column
    return _beyond(list(values.T), sample[sums.argmax()])


def _by_a_look(columns: _Columns, chance: np.random.Generator) -> NDArray[np.int64]:
    """Leave out what is dominated by the best row in a direction that is drawn at random."""
    direction = chance.dirichlet([1.0] * len(columns))
    sums = columns[0] * direction[0]
    for column, weight in zip(columns[1:], direction[1:], strict=True):
        sums += column * weight
    best = int(sums.argmax())
    return _beyond(columns, [column[best] for column in columns])


def _beyond(columns: _Columns, row: Any) -> NDArray[np.int64]:
    """Give the rows that are not less than one for the first party, or more for another.

    What is left out is dominated. The row itself and its equals stay.
    """
    import numpy as np

    over = columns[0] >= row[0]
    for column, value in zip(columns[1:], row[1:], strict=True):
        over |= column > value
    return np.flatnonzero(over)


def _by_cells(columns: _Columns, chance: np.random.Generator) -> NDArray[np.int64]:
    """Leave out the rows of each cell of a grid where a cell that is further in every direction has one.

    Rounding is no matter: of two rows in different slices of a column, the one that is further is
    more, since a difference and a product are never rounded past another.
    """
    import numpy as np

    tops = [(column.max(), column.max() - column.min()) for column in columns]
    wide = [(c, top, width) for c, (top, width) in zip(columns, tops, strict=True) if width > 0]
    slices = int(min(_CELLS, 8 * len(columns[0])) ** (1 / max(len(wide), 1)))
    if slices < 3 or not wide or not all(np.isfinite(width) for _, _, width in wide):
        return np.arange(len(columns[0]))
    cell = np.zeros(len(columns[0]), dtype=np.intp)
    for column, top, width in wide:  # the first slice is of the largest values
        cell *= slices
        cell += np.minimum((top - column) * (slices / width), slices - 1).astype(np.intp)
    beaten = np.zeros((slices,) * len(wide), dtype=bool)
    beaten.ravel()[cell] = True
    for axis in range(len(wide)):
        along = np.moveaxis(beaten, axis, 0)
        for place in range(1, slices):
            along[place] |= along[place - 1]
    inner = beaten[(slice(None, -1),) * len(wide)].copy()
    beaten[:] = False
    beaten[(slice(1, None),) * len(wide)] = inner
    return np.flatnonzero(~beaten.ravel()[cell])


def _of_two(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.int64]:
    """Give the rows that none dominates, of two columns: by one order, however many they are."""
    import numpy as np

    order = np.lexsort((-other, -one))
    one, other = one[order], other[order]
    starts = np.flatnonzero(np.append(True, one[1:] != one[:-1]))[: len(one)]
    best = other[starts]  # of the rows alike in the first column
    beats = np.append(True, best[1:] > np.maximum.accumulate(best)[:-1])[: len(best)]
    sizes = np.diff(np.append(starts, len(one)))
    found: NDArray[np.int64] = order[np.repeat(beats, sizes) & (other == np.repeat(best, sizes))]
    return found


def _first(columns: _Columns) -> NDArray[np.int64]:
    """Give the rows that none dominates, comparing each with those that are kept before it.

    Who dominates has the larger sum of ranks, so it comes before; equal rows have the same.
    """
    import numpy as np

    ranks: _Columns = [_ranks(column) for column in columns]
    sums: NDArray[np.int64] = np.sum(np.array(ranks), axis=0, dtype=np.int64)
    order = np.argsort(-sums, kind="stable")
    rows: _Columns = [rank[order] for rank in (_ranks(sums), *ranks)]
    kept: _Columns = [row[:0] for row in rows]
    found = [order[:0]]
    for at in range(0, len(order), _BLOCK):
        block, places = [row[at : at + _BLOCK] for row in rows], order[at : at + _BLOCK]
        for start in range(0, len(kept[0]), _CHUNK):
            open_ = ~_dominated([row[start : start + _CHUNK] for row in kept], block)
            block, places = [row[open_] for row in block], places[open_]
        open_ = ~_dominated(block, block)
        kept = [np.concatenate([old, new[open_]]) for old, new in zip(kept, block, strict=True)]
        found.append(places[open_])
    return np.concatenate(found)


def _dominated(kept: _Columns, block: _Columns) -> NDArray[np.bool_]:
    """Tell which rows of a block a kept row dominates: one of a larger sum, and nowhere of less rank."""
    import numpy as np

    over = np.asarray(np.greater.outer(kept[0], block[0]))
    for old, new in zip(kept[1:], block[1:], strict=True):
        np.logical_and(over, np.greater_equal.outer(old, new), out=over)
    return np.asarray(over.any(axis=0))


def _ranks(column: NDArray[Any]) -> NDArray[Any]:
    """Number the values of a column by size, equal ones alike, in short whole numbers."""
    import numpy as np

    different, ranks = np.unique(column, return_inverse=True)
    return ranks.astype(np.int16 if len(different) < 1 << 15 else np.int32)
