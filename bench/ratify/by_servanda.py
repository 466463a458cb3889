"""Measure with Servanda, by the method that `servanda ratify --power` takes for the size of the body."""

from cases import Case
from contender import Indices, main

from servanda.analysis.games import Game, Threshold
from servanda.analysis.measuring import measured


def measure(case: Case) -> Indices:
    """Give both indices of every player."""
    ways = tuple(tuple(Threshold(quota=q, weights=w) for q, w in way) for way in case)
    game = Game(players=tuple(map(str, range(len(case[0][0][1])))), ways=ways)
    found = measured(game, patient=True).powers
    by_orders = [None if p.shapley is None else float(p.shapley) for p in found]
    known = [each for each in by_orders if each is not None]
    return [float(p.banzhaf) for p in found], known or None


if __name__ == "__main__":
    main(measure)
