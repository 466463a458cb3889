"""The frontier of numeric outcomes against comparing each with each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis import frontier
from servanda.analysis.frontier import undominated

ROWS = st.integers(1, 4).flatmap(
    lambda parties: st.lists(
        st.lists(st.integers(0, 4), min_size=parties, max_size=parties), min_size=1, max_size=40
    )
)


@pytest.mark.parametrize("sampled", [4096, 2])
@given(rows=ROWS)
def test_what_is_left_is_what_nothing_dominates(sampled: int, rows: list[list[int]]) -> None:
    """Also where the best of a few rows thins out the rest first."""

    def dominated(row: list[int]) -> bool:
        return any(
            all(a >= b for a, b in zip(other, row, strict=True)) and other != row for other in rows
        )

    expected = [place for place, row in enumerate(rows) if not dominated(row)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontier, "_SAMPLED", sampled)
        assert undominated(np.array(rows, dtype=float)).tolist() == expected


def test_rounding_of_sums_does_not_hide_a_better_row() -> None:
    """The sums of both rows are the same number; the second is dominated all the same."""
    rows = np.array([[1e16, 1.0], [1e16, 0.0]])
    assert rows[0].sum() == rows[1].sum()
    assert undominated(rows).tolist() == [0]
    assert undominated(rows[::-1]).tolist() == [1]


def test_many_outcomes_are_thinned_out_rightly(monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without looking in many directions first, the same is left."""
    rows = np.random.default_rng(3).integers(0, 30, (9000, 3)).astype(float)
    thinned = undominated(rows).tolist()
    monkeypatch.setattr(frontier, "_LOOKS", 0)
    monkeypatch.setattr(frontier, "_SAMPLED", len(rows))
    assert undominated(rows).tolist() == thinned
    best = rows[thinned]
    for row in rows[::50]:
        assert any(
            ((each >= row).all() and (each > row).any()) or (each == row).all() for each in best
        )


def test_none_of_none() -> None:
    assert undominated(np.empty((0, 3))).tolist() == []
