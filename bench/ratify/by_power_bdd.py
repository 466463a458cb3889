"""Measure with power_bdd (Bolus 2011): decision diagrams of each threshold, joined by and and or."""

from functools import reduce
from operator import and_, or_

from cases import Case
from contender import Indices, main
from power_bdd.bdd import BDD, WeightedGame


def measure(case: Case) -> Indices:
    """Give both indices of every player; the package gives Banzhaf as a share of all coalitions."""
    whole = reduce(
        or_, (reduce(and_, (BDD(WeightedGame(q, list(w))) for q, w in w_)) for w_ in case)
    )
    banzhaf, shapley = whole.calc_banzhaf(), whole.calc_shapley()
    return [each / sum(banzhaf) for each in banzhaf], list(shapley)


if __name__ == "__main__":
    main(measure)
