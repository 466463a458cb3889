"""The frontier of numeric outcomes against comparing each with each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis import frontier
from servanda.analysis.frontier import undominated

VALUES = st.integers(0, 4) | st.sampled_from([1e16, 1e16 + 2, -1e300, 1e300, float("inf"), 0.1])
ROWS = st.integers(1, 4).flatmap(
    lambda parties: st.lists(
        st.lists(VALUES, min_size=parties, max_size=parties), min_size=1, max_size=60
    )
)
WAYS = {
    "as it is": {},
    "after a sample": {"_SAMPLED": 2},
    "through every step": {"_SAMPLED": 2, "_FEW": 0, "_LOOKS": 4, "_BLOCK": 3, "_CHUNK": 2},
    "by cells alone": {"_FEW": 0, "_LOOKS": 0, "_BLOCK": 1},
}


def by_hand(rows: list[list[float]]) -> list[int]:
    """Compare each row with each."""

    def dominated(row: list[float]) -> bool:
        return any(
            all(a >= b for a, b in zip(other, row, strict=True)) and other != row for other in rows
        )

    return [place for place, row in enumerate(rows) if not dominated(row)]


@pytest.mark.parametrize("way", WAYS)
@given(rows=ROWS)
def test_what_is_left_is_what_nothing_dominates(way: str, rows: list[list[float]]) -> None:
    """However the rows are thinned out before; with equal values, infinite ones and ones far apart."""
    with pytest.MonkeyPatch.context() as patch, np.errstate(all="ignore"):
        for name, value in WAYS[way].items():
            patch.setattr(frontier, name, value)
        assert undominated(np.array(rows, dtype=float)).tolist() == by_hand(rows)


def test_rounding_of_sums_does_not_hide_a_better_row() -> None:
    """The sums of both rows are the same number; the second is dominated all the same."""
    rows = np.array([[1e16, 1.0], [1e16, 0.0]])
    assert rows[0].sum() == rows[1].sum()
    assert undominated(rows).tolist() == [0]
    assert undominated(rows[::-1]).tolist() == [1]


@pytest.mark.parametrize("parties", [2, 3, 5])
def test_many_outcomes_are_thinned_out_rightly(
    parties: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With and without thinning out first, the same is left; what is left out, a row left dominates."""
    rows = np.random.default_rng(3).integers(0, 30, (9000, parties)).astype(float)
    thinned = undominated(rows).tolist()
    monkeypatch.setattr(frontier, "_FEW", len(rows))
    monkeypatch.setattr(frontier, "_SAMPLED", len(rows))
    assert undominated(rows).tolist() == thinned
    best = rows[thinned]
    for row in rows[::50]:
        assert any(
            ((each >= row).all() and (each > row).any()) or (each == row).all() for each in best
        )


def test_a_grid_leaves_out_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of rows all over a square most lie in cells that another cell beats; the best is not among them."""
    rows = np.random.default_rng(5).random((2000, 2))
    columns = list(rows.T)
    left = frontier._by_cells(columns, np.random.default_rng(0))
    assert set(undominated(rows)) <= set(left)
    assert len(left) < 200
    level = [np.zeros(2000), rows[:, 0]]  # what all have alike does not keep a row
    assert set(undominated(np.array(level).T)) <= set(
        frontier._by_cells(level, np.random.default_rng(0))
    )
    assert len(frontier._by_cells(level, np.random.default_rng(0))) < 10


def test_all_alike_and_more_ranks_than_two_bytes_hold() -> None:
    assert undominated(np.ones((5000, 2))).tolist() == list(range(5000))
    falling = np.arange(40_000.0)
    stairs = np.stack([falling, -falling], axis=1)
    assert len(undominated(stairs)) == 40_000
    worse = np.stack([falling, -falling - 0.5], axis=1)
    assert undominated(np.concatenate([worse, stairs])).tolist() == list(range(40_000, 80_000))
    among_three = np.column_stack([np.tile(stairs, (2, 1)), np.repeat([0.0, 1.0], 40_000)])
    few = among_three[np.r_[0:600, 40_000:40_600]]
    assert undominated(few).tolist() == list(range(600, 1200))
    ranks = frontier._ranks(falling)
    assert (ranks.dtype, ranks.tolist()) == (np.int32, list(range(40_000)))
    assert frontier._ranks(falling % 7).dtype == np.int16


def test_none_of_none() -> None:
    assert undominated(np.empty((0, 3))).tolist() == []
