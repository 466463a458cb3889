"""What lies near in time is found by bounds; the definition, which asks each of each, gives the same."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.base.calendar import MINUTES_PER_DAY
from servanda.monitor.neighbours import Dated, Neighbours, may_swap
from servanda.monitor.orders import Own, candidates

pytestmark = pytest.mark.hypothesis

DAY = MINUTES_PER_DAY


@st.composite
def entries(draw: st.DrawFn) -> list[Dated]:
    found = []
    for number in range(draw(st.integers(1, 9))):
        first = draw(st.integers(0, 8)) * DAY // 2
        last = first + draw(st.sampled_from([0, 30, DAY - 1, DAY - 1, 2 * DAY, 9 * DAY]))
        found.append(Dated(str(number), first, last, draw(st.sampled_from(["", "act a", "act b"]))))
    return found


def by_definition(
    entry: Dated, entries: Sequence[Dated], turns: set[int], own: Own
) -> tuple[int, ...]:
    """Try an entry at the ends of each stretch between the turns and edges that lie within its bounds."""
    if entry.first == entry.last:
        return ()
    beside = [e for e in entries if e is not entry]
    others = [e for e in beside if may_swap(entry, e)]
    fixed = turns - own.turns
    edges = {edge for e in others for edge in (e.first, e.last + 1)}
    beyond = fixed | {edge for e in beside for edge in (e.first, e.last + 1)}
    pushed = {edge - lag for lag in own.lags for edge in beyond}
    is_pushing = any(
        entry.first + lag <= e.last and e.first < entry.last + lag
        for lag in own.lags
        for e in beside
    )
    cuts = sorted(t for t in fixed | edges | pushed if entry.first < t <= entry.last)
    if not cuts and not is_pushing and (not others or entry.is_within_a_day):
        return ()
    picked = {entry.first, entry.last}
    for first, last in zip([entry.first, *cuts], [*(c - 1 for c in cuts), entry.last], strict=True):
        if first == last and any(e.first == e.last == first for e in others):
            continue
        if any(e.first < e.last and e.first <= last and first <= e.last for e in others):
            picked |= {first, last}
        elif last != entry.last:
            picked.add(first)
    return tuple(sorted(picked))


@given(
    entries(),
    st.sets(st.integers(0, 12 * DAY), max_size=4),
    st.sets(st.integers(0, 12 * DAY), max_size=3),
    st.frozensets(st.sampled_from([0, 60, DAY, 3 * DAY]), max_size=2),
)
def test_what_is_tried_is_what_the_definition_tries(
    found: list[Dated], turns: set[int], brought: set[int], lags: frozenset[int]
) -> None:
    own = Own(lags, frozenset(sorted(turns)[:1])) if lags else Own()
    near = Neighbours(found)
    for entry in found:
        tried = candidates(entry, near, sorted(turns), brought, own)
        assert tried == by_definition(entry, found, turns | brought, own)


@given(entries(), st.integers(0, 5 * DAY), st.integers(0, 3 * DAY))
def test_those_around_a_stretch_are_those_that_overlap_it(
    found: list[Dated], first: int, length: int
) -> None:
    last = first + length
    for entry in found:
        bounds = {
            (e.first, e.last, e.kind)
            for e in found
            if e is not entry and e.first <= last and first <= e.last
        }
        got = [(e.first, e.last, e.kind) for e in Neighbours(found).around(first, last, entry)]
        assert set(got) == bounds
        assert len(got) == len(bounds)
