"""Bound a share and a rate by exact intervals, from what was counted.

Both are exact in the sense of their authors: the interval covers the true value at least as often as
its level says, however few were counted. They suppose that what was counted is a fair sample, which a
record seldom is.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, fsum, inf, lgamma, log

LEVEL = 0.95
_STEPS = 200


def share_interval(counted: int, of: int, level: float = LEVEL) -> tuple[float, float]:
    """Bound a share, of which so many out of so many were counted.

    C. J. Clopper and E. S. Pearson, *The use of confidence or fiducial limits illustrated in the case
    of the binomial*, Biometrika 26 (1934), 404-413. Raises `ValueError` for counts that cannot be.

    >>> [round(bound, 4) for bound in share_interval(3, 10)]
    [0.0667, 0.6525]
    """
    if not 0 <= counted <= of or of == 0:
        raise ValueError(f"{counted} of {of} is no count")
    tail = (1 - level) / 2
    low, high = 0.0, 1.0
    if counted > 0:
        low = _root(lambda p: _binomial(counted, of, of, p) - tail, 0.0, 1.0)
    if counted < of:
        high = _root(lambda p: tail - _binomial(0, counted, of, p), 0.0, 1.0)
    return low, high


def count_interval(counted: int, level: float = LEVEL) -> tuple[float, float]:
    """Bound the mean of a count that comes about at a steady rate, of which so many were counted.

    F. Garwood, *Fiducial limits for the Poisson distribution*, Biometrika 28 (1936), 437-442. A rate
    follows by dividing both bounds by the length of time. Raises `ValueError` below zero.

    >>> [round(bound, 3) for bound in count_interval(10)]
    [4.795, 18.39]
    """
    if counted < 0:
        raise ValueError(f"{counted} is no count")
    tail = (1 - level) / 2
    most = counted + 10 * (counted + 10) ** 0.5 + 20
    low = 0.0
    if counted > 0:
        low = _root(lambda mean: 1 - _poisson(counted - 1, mean) - tail, 0.0, most)
    return low, _root(lambda mean: tail - _poisson(counted, mean), 0.0, most)


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Find where a rising function passes zero, by halving as often as floats allow."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _binomial(first: int, last: int, of: int, share: float) -> float:
    """Give the chance of a count between two, each of so many happening with a probability."""
    if share <= 0 or share >= 1:
        sure = 0 if share <= 0 else of
        return float(first <= sure <= last)
    return fsum(
        exp(
            lgamma(of + 1)
            - lgamma(count + 1)
            - lgamma(of - count + 1)
            + count * log(share)
            + (of - count) * log(1 - share)
        )
        for count in range(first, last + 1)
    )


def _poisson(last: int, mean: float) -> float:
    """Give the chance of a count up to one, by the mean."""
    scale = log(mean) if mean > 0 else -inf
    return fsum(
        exp((count * scale if count else 0.0) - mean - lgamma(count + 1))
        for count in range(last + 1)
    )
