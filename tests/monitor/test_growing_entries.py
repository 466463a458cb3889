"""Entries to which others are added are found by kind as in one list of all."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.entries import Act, Amendment, Entry, Figure, Growth, Incident, telling_of
from servanda.monitor.replay import Moving
from servanda.workspace import load

pytestmark = pytest.mark.hypothesis

GAZA = Path(__file__).parents[2] / "examples" / "gaza-2025"
KINDS = ((Act,), (Figure, Act), (Amendment,), (Incident, Figure))


def every() -> Sequence[Entry]:
    agreement = load(GAZA).agreement
    assert agreement is not None
    return tuple(agreement.entries)


ENTRIES = every()


@given(
    st.lists(st.integers(0, len(ENTRIES)), max_size=4),
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=6),
    st.sampled_from((None, Moving(frozenset()), Moving(frozenset({"captives.alive"})))),
)
def test_what_is_found_of_some_kinds_is_as_in_one_list(
    cuts: list[int], asked: list[tuple[type, ...]], which: Moving | None
) -> None:
    ends = [0, *sorted(cuts), len(ENTRIES)]
    grown, at = Growth(), 0
    for begin, end in pairwise(ends):
        grown = grown.with_more(ENTRIES[begin:end])
        kinds, at = asked[at % len(asked)], at + 1
        expected = list(telling_of(ENTRIES[:end], *kinds, which=which))
        assert list(telling_of(grown, *kinds, which=which)) == expected
    assert tuple(grown) == ENTRIES
    for kinds in asked:
        expected = list(telling_of(ENTRIES, *kinds, which=which))
        assert list(telling_of(grown, *kinds, which=which)) == expected
