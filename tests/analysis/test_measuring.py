"""Power of bodies of any size: quadrature against exact counts, and the method that is named."""

import random
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis import games as counting
from servanda.analysis import halves
from servanda.analysis.games import Game, Threshold, TooLarge, powers, swings
from servanda.analysis.measuring import Method, measured
from servanda.analysis.quadrature import nodes_of, shapley


def weighted(quota: int, *weights: int) -> Game:
    names = tuple(f"p{i}" for i in range(len(weights)))
    return Game(players=names, ways=((Threshold(quota=quota, weights=weights),),))


@st.composite
def games(draw: st.DrawFn) -> Game:
    n = draw(st.integers(1, 7))
    vectors = st.tuples(*[st.sampled_from([0, 1, 1, 2, 3, 5, 11])] * n)

    def test(weights: tuple[int, ...]) -> st.SearchStrategy[Threshold]:
        quotas = st.integers(0, sum(weights) + 3)
        return quotas.map(lambda quota: Threshold(quota=quota, weights=weights))

    way = st.lists(vectors.flatmap(test), min_size=1, max_size=3).map(tuple)
    ways = draw(st.lists(way, min_size=1, max_size=3))
    return Game(players=tuple(f"p{i}" for i in range(n)), ways=tuple(ways))


@given(games())
def test_quadrature_gives_what_orders_give(game: Game) -> None:
    exact = [power.shapley for power in powers(game)]
    assert shapley(game) == pytest.approx([float(each or 0) for each in exact], abs=1e-14)


@given(games())
def test_halves_count_what_all_coalitions_do(game: Game) -> None:
    assert halves.by_size(game) == counting.by_size(game)


def test_weights_in_millions_are_exact_for_few() -> None:
    """A double majority of 27 with weights as they come is counted; a made-up 37th member is too many."""
    chance = random.Random(2)
    people = tuple(chance.randrange(10**5, 10**8) for _ in range(9))
    each = (1,) * len(people)
    ways = (Threshold(quota=5, weights=each), Threshold(quota=sum(people) * 2 // 3, weights=people))
    game = Game(players=tuple("abcdefghi"), ways=(ways, (Threshold(quota=8, weights=each),)))
    found = measured(game, patient=False)
    assert found.method is Method.EXACT
    for place, power in enumerate(found.powers):
        turned = [
            {p for p in range(9) if mask >> p & 1}
            for mask in range(1 << 9)
            if not mask >> place & 1
            and not game.carries([p for p in range(9) if mask >> p & 1])
            and game.carries([place, *[p for p in range(9) if mask >> p & 1]])
        ]
        assert power.swings == len(turned)
    many = weighted(10**9, *[10**8] * (halves.MEMBERS_AT_MOST + 1))
    with pytest.raises(TooLarge):
        halves.by_size(many)
    assert measured(many, patient=True).method is Method.TOO_LARGE


def test_without_numpy_large_weights_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert measured(weighted(10**9, *[10**8] * 20), patient=True).method is Method.WANTS_NUMPY


@pytest.mark.parametrize("share", [0.5, 0.7, 0.85])
def test_a_skewed_body_of_a_hundred(share: float) -> None:
    """Weights as unlike as those of a fund, few enough in sum to be counted by size as well."""
    chance = random.Random(11)
    weights = [15 + int(30 * chance.paretovariate(0.9)) for _ in range(100)]
    game = weighted(int(sum(weights) * share) + 1, *weights)
    apart = [
        abs(float(exact.shapley or 0) - near)
        for exact, near in zip(powers(game), shapley(game), strict=True)
    ]
    assert max(apart) < 1e-13


def test_a_body_too_large_to_be_counted_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    game = weighted(61, 32, 24, 14, 12, 11, 7, 6, 5, 5, 4)
    exact = measured(game, patient=False)
    assert (exact.method, exact.powers) == (Method.EXACT, powers(game))
    monkeypatch.setattr(counting, "QUICK", 10)
    monkeypatch.setattr(halves, "MEMBERS_AT_MOST", 9)
    assert measured(game, patient=False).method is Method.NOT_ASKED
    steps: list[tuple[str, int, int]] = []
    found = measured(game, lambda *step: steps.append(step), patient=True)
    assert (found.method, found.nodes) == (Method.QUADRATURE, nodes_of(game))
    assert found.gap < 1e-14
    assert [(p.player, p.swings, p.banzhaf) for p in found.powers] == [
        (p.player, p.swings, p.banzhaf) for p in exact.powers
    ]
    assert [p.shapley for p in found.powers] == pytest.approx(
        [float(p.shapley or 0) for p in exact.powers], abs=1e-14
    )
    assert {what for what, _, _ in steps} == {
        "members counted in (Banzhaf)",
        "nodes integrated (Shapley)",
    }


def test_without_numpy_swings_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    game = weighted(6, 4, 3, 2, 1)
    monkeypatch.setattr(counting, "QUICK", 10)
    monkeypatch.setitem(sys.modules, "numpy", None)
    found = measured(game, patient=True)
    assert found.method is Method.SWINGS
    assert [(p.swings, p.shapley) for p in found.powers] == [
        (5, None),
        (3, None),
        (3, None),
        (1, None),
    ]
    assert found.powers[0].banzhaf == Fraction(5, 12)


def test_what_would_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "QUICK", 10)
    monkeypatch.setattr(counting, "LARGEST", 90)
    monkeypatch.setattr(halves, "MEMBERS_AT_MOST", 9)
    assert measured(weighted(51, *[10] * 10), patient=True).method is Method.TOO_LARGE


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(1, 400))
def test_swings_are_those_of_the_dual(weights: list[int], quota: int) -> None:
    game = weighted(quota, *weights)
    dual = weighted(max(sum(weights) - quota + 1, 0), *weights)
    assert swings(game) == swings(dual) == tuple(p.swings for p in powers(game))
