"""Exact intervals for shares and rates: against published tables, and by what defines them."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.intervals import count_interval, share_interval


# Two-sided limits of 95 per cent as printed in tables after Clopper and Pearson.
@pytest.mark.parametrize(
    ("counted", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (0, 1, 0.0, 0.9750),
        (10, 100, 0.0490, 0.1762),
    ],
)
def test_a_share_is_bounded_as_in_the_tables(
    counted: int, of: int, low: float, high: float
) -> None:
    assert share_interval(counted, of) == pytest.approx((low, high), abs=6e-5)


# Two-sided limits of 95 per cent for the mean of a Poisson count, as printed in tables after Garwood.
@pytest.mark.parametrize(
    ("counted", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (20, 12.217, 30.888)],
)
def test_a_count_is_bounded_as_in_the_tables(counted: int, low: float, high: float) -> None:
    assert count_interval(counted) == pytest.approx((low, high), abs=6e-4)


@given(st.integers(1, 40).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_each_bound_leaves_its_tail(counts: tuple[int, int]) -> None:
    counted, of = counts
    low, high = share_interval(counted, of)
    if counted > 0:
        assert _tail(of, range(counted, of + 1), low) == pytest.approx(0.025, abs=1e-9)
    if counted < of:
        assert _tail(of, range(counted + 1), high) == pytest.approx(0.025, abs=1e-9)


def _tail(of: int, counts: range, share: float) -> float:
    """Add up the chances in fractions, which have no rounding."""
    p = Fraction(share)
    return float(sum(comb(of, k) * p**k * (1 - p) ** (of - k) for k in counts))


@given(st.integers(1, 60), st.integers(0, 60))
def test_shares_mirror(of: int, counted: int) -> None:
    counted = min(counted, of)
    low, high = share_interval(counted, of)
    other_low, other_high = share_interval(of - counted, of)
    assert (low, high) == pytest.approx((1 - other_high, 1 - other_low), abs=1e-9)


@given(st.integers(0, 300))
def test_more_counted_is_more(counted: int) -> None:
    low, high = count_interval(counted)
    more_low, more_high = count_interval(counted + 1)
    assert low <= counted <= high
    assert low < more_low
    assert high < more_high


@pytest.mark.parametrize(("counted", "of"), [(-1, 3), (4, 3), (0, 0)])
def test_what_is_no_count_is_refused(counted: int, of: int) -> None:
    with pytest.raises(ValueError, match="no count"):
        share_interval(counted, of)
    with pytest.raises(ValueError, match="no count"):
        count_interval(-1)
