"""A log grows without copies, and is what a tuple of the same values is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.base.quantities import Quantity, sum_of
from servanda.machine.log import Log, longer, summed

pytestmark = pytest.mark.hypothesis


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 99)), max_size=120))
def test_logs_that_part_stay_apart(steps: list[tuple[int, int]]) -> None:
    """Each step goes on from some log made before; every log stays what it was."""
    logs: list[tuple[object, tuple[int, ...]]] = [((), ())]
    for back, value in steps:
        log, plain = logs[max(0, len(logs) - 1 - back * 7)]
        logs.append((longer(log, value), (*plain, value)))  # type: ignore[arg-type]
    for log, plain in logs:
        assert tuple(log) == plain  # type: ignore[arg-type]
        assert len(log) == len(plain)  # type: ignore[arg-type]
        if plain:
            assert (log[0], log[-1], tuple(log[1:-1])) == (plain[0], plain[-1], plain[1:-1])  # type: ignore[index]
        amount = summed(log, Quantity.exact) if plain else Quantity.exact(0)  # type: ignore[arg-type]
        assert amount == sum_of(map(Quantity.exact, plain)) or len(plain) == 1


def test_a_log_is_asked_for_no_place_it_has_not() -> None:
    log = longer(tuple(range(40)), 40)
    assert isinstance(log, Log)
    for place in (41, -42):
        with pytest.raises(IndexError):
            log[place]
    assert (log == tuple(range(41)), hash(log) == hash(tuple(range(41)))) == (True, True)
