"""Measure with powerindex: generating functions in lists; one threshold only."""

import sys

from cases import Case
from contender import Indices, main
from powerindex.powerindex import Game


def measure(case: Case) -> Indices:
    """Give both indices of every player."""
    if len(case) > 1 or len(case[0]) > 1:
        sys.exit("one threshold only")
    quota, weights = case[0][0]
    game = Game(quota, list(weights))
    game.calc_banzhaf()
    game.calc_shapley_shubik()
    return list(game.banzhaf), list(game.shapley_shubik)


if __name__ == "__main__":
    main(measure)
