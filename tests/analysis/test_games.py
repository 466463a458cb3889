"""Power and minimal sets: published tables, brute force on small games, and the laws of the indices."""

from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.games import (
    Game,
    Threshold,
    TooLarge,
    minimal_blocking,
    minimal_carrying,
    powers,
    swings,
)


def weighted(quota: int, *weights: int) -> Game:
    names = tuple(f"p{i}" for i in range(len(weights)))
    return Game(players=names, ways=((Threshold(quota=quota, weights=weights),),))


COUNCIL = Game(
    players=tuple(f"p{i}" for i in range(15)),
    ways=(
        (
            Threshold(quota=9, weights=(1,) * 15),
            Threshold(quota=5, weights=(1,) * 5 + (0,) * 10),
        ),
    ),
)


# -- published values --------------------------------------------------------------------------


def test_the_security_council() -> None:
    found = powers(COUNCIL)
    assert [p.swings for p in found] == [848] * 5 + [84] * 10
    assert [p.shapley for p in found] == [Fraction(421, 2145)] * 5 + [Fraction(4, 2145)] * 10
    assert round(float(found[0].banzhaf), 5) == 0.16693
    assert round(float(found[-1].banzhaf), 5) == 0.01654


@pytest.mark.parametrize(
    ("game", "banzhaf"),
    [
        (weighted(6, 4, 3, 2, 1), ("5/12", "1/4", "1/4", "1/12")),
        (weighted(58, 31, 31, 28, 21, 2, 2), ("1/3", "1/3", "1/3", "0", "0", "0")),  # Nassau, 1964
    ],
)
def test_textbook_cases(game: Game, banzhaf: tuple[str, ...]) -> None:
    assert tuple(str(p.banzhaf) for p in powers(game)) == banzhaf


def test_the_knesset_of_2022() -> None:
    found = powers(weighted(61, 32, 24, 14, 12, 11, 7, 6, 5, 5, 4))
    assert round(float(found[0].banzhaf), 5) == 0.30642
    assert found[0].shapley == Fraction(263, 840)
    assert round(float(found[-1].banzhaf), 6) == 0.026265
    assert found[-1].shapley == Fraction(1, 40)


def test_eighty_equal_voters() -> None:
    """A case in which fixed-width arithmetic overflows: each is pivotal C(79, 40) times."""
    game = weighted(41, *[1] * 80)
    found = powers(game)
    assert {p.shapley for p in found} == {Fraction(1, 80)}
    assert round(found[0].swings / 2**79, 4) == 0.0889


# -- against brute force -----------------------------------------------------------------------


@st.composite
def games(draw: st.DrawFn) -> Game:
    n = draw(st.integers(1, 6))
    vectors = st.tuples(*[st.sampled_from([0, 1, 1, 2, 3, 5])] * n)

    def test(weights: tuple[int, ...]) -> st.SearchStrategy[Threshold]:
        quotas = st.integers(0, sum(weights) + 3)
        return quotas.map(lambda quota: Threshold(quota=quota, weights=weights))

    way = st.lists(vectors.flatmap(test), min_size=1, max_size=3).map(tuple)
    ways = draw(st.lists(way, min_size=1, max_size=3))
    return Game(players=tuple(f"p{i}" for i in range(n)), ways=tuple(ways))


def sets(game: Game) -> list[frozenset[int]]:
    n = len(game.players)
    return [frozenset(i for i in range(n) if number >> i & 1) for number in range(1 << n)]


@given(games())
def test_swings_are_those_that_one_can_count(game: Game) -> None:
    expected = tuple(
        sum(game.carries(s | {i}) and not game.carries(s) for s in sets(game) if i not in s)
        for i in range(len(game.players))
    )
    assert tuple(p.swings for p in powers(game)) == expected
    assert swings(game) == expected


@given(games())
def test_shapley_is_the_share_of_orders(game: Game) -> None:
    n = len(game.players)
    turned = [0] * n
    orders = list(permutations(range(n)))
    for order in orders:
        for place in range(n):
            if game.carries(order[: place + 1]) and not game.carries(order[:place]):
                turned[order[place]] += 1
    assert [p.shapley for p in powers(game)] == [Fraction(t, len(orders)) for t in turned]


@given(games())
def test_minimal_sets_are_those_that_one_can_list(game: Game) -> None:
    everybody = frozenset(range(len(game.players)))

    def blocks(s: frozenset[int]) -> bool:
        return not game.carries(everybody - s)

    for found, holds in (
        (minimal_carrying(game), game.carries),
        (minimal_blocking(game), blocks),
    ):
        expected = [s for s in sets(game) if holds(s) and not any(holds(s - {i}) for i in s)]
        assert {frozenset(each) for each in found} == set(expected)
        assert len(found) == len(expected)


# -- laws --------------------------------------------------------------------------------------


@given(games())
def test_the_power_of_all_comes_to_one_or_to_none(game: Game) -> None:
    whole = 1 if game.carries(range(len(game.players))) and not game.carries(()) else 0
    assert sum(p.shapley for p in powers(game)) == whole
    assert sum(p.banzhaf for p in powers(game)) == whole


@given(games(), st.integers(0, 5), st.integers(0, 5))
def test_players_who_are_alike_have_the_same_power(game: Game, one: int, other: int) -> None:
    n = len(game.players)
    one, other = one % n, other % n
    alike = all(t.weights[one] == t.weights[other] for way in game.ways for t in way)
    if alike:
        found = powers(game)
        assert found[one].shapley == found[other].shapley
        assert found[one].swings == found[other].swings


@given(games())
def test_a_null_player_has_none(game: Game) -> None:
    for place, power in enumerate(powers(game)):
        if all(t.weights[place] == 0 for way in game.ways for t in way):
            assert (power.swings, power.shapley) == (0, 0)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=7), st.integers(1, 30))
def test_a_heavier_player_has_no_less_power(weights: list[int], quota: int) -> None:
    found = powers(weighted(quota, *weights))
    ordered = sorted(zip(weights, found, strict=True), key=lambda pair: pair[0])
    for (_, lighter), (_, heavier) in pairwise(ordered):
        assert lighter.swings <= heavier.swings
        assert lighter.shapley <= heavier.shapley


def test_too_many_players_are_refused_and_not_tried() -> None:
    with pytest.raises(TooLarge):
        minimal_carrying(weighted(20, *[1] * 40))
