"""Measure with Servanda: exact whole numbers and fractions, both indices where sizes fit in memory."""

from cases import Case
from contender import Indices, main

from servanda.analysis.games import Game, Threshold, TooLarge, powers, swings


def measure(case: Case) -> Indices:
    """Give both indices of every player."""
    ways = tuple(tuple(Threshold(quota=q, weights=w) for q, w in way) for way in case)
    game = Game(players=tuple(map(str, range(len(case[0][0][1])))), ways=ways)
    try:
        found = powers(game)
    except TooLarge:
        counts = swings(game)
        return [count / sum(counts) for count in counts], None
    return [float(p.banzhaf) for p in found], [float(p.shapley) for p in found]


if __name__ == "__main__":
    main(measure)
