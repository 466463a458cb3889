"""Minimal sets of few players against all minimal sets."""

from math import comb

from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.few import SETS_TRIED, few_blocking, few_carrying, most_tried
from servanda.analysis.games import Game, Threshold, minimal_blocking, minimal_carrying


@st.composite
def games(draw: st.DrawFn) -> Game:
    n = draw(st.integers(1, 7))
    weights = st.tuples(*[st.integers(0, 6)] * n)
    test = st.builds(lambda w, q: Threshold(weights=w, quota=q), weights, st.integers(0, 20))
    way = st.lists(test, min_size=1, max_size=3).map(tuple)
    ways = draw(st.lists(way, min_size=1, max_size=2))
    return Game(players=tuple("abcdefg"[:n]), ways=tuple(ways))


@given(games(), st.integers(1, 7))
def test_they_are_the_smallest_of_all(game: Game, most: int) -> None:
    for few, every in ((few_carrying, minimal_carrying), (few_blocking, minimal_blocking)):
        assert set(few(game, most)) == {each for each in every(game) if len(each) <= most}


def test_how_many_are_tried_depends_on_the_body() -> None:
    assert [most_tried(n) for n in (0, 1, 7, 30, 200, 50_000)] == [1, 1, 7, 4, 2, 1]
    for n in (30, 200):
        assert sum(comb(n, k) for k in range(1, most_tried(n) + 1)) <= SETS_TRIED


def test_four_of_twenty_seven_block() -> None:
    """Three of the four largest hold more than 35 per cent; the rule lets no three block."""
    people = (83, 67, 60, 47, 38, *[9] * 10, *[3] * 12)
    each = (1,) * 27
    half = (Threshold(quota=15, weights=each), Threshold(quota=273, weights=people))
    game = Game(
        players=tuple(map(str, range(27))),
        ways=(half, (Threshold(quota=24, weights=each),)),
    )
    found = few_blocking(game, 4)
    assert {len(each) for each in found} == {4}
    assert (0, 1, 2, 26) in found
    assert few_carrying(game, 4) == ()
