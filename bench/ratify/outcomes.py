"""Numeric outcomes to measure frontiers on: values of each party for each option, added up over issues."""

import numpy as np

SPACES = {
    f"{options}^10 x {parties}": (options, parties) for options in (3, 4) for parties in (2, 3, 5)
}


def values(options: int, parties: int) -> np.ndarray:
    """Give a row for each combination of the options of ten issues, a column for each party."""
    chance = np.random.default_rng(parties)
    total = np.zeros((1, parties))
    for _ in range(10):
        worth = chance.random((options, parties))
        total = (total[:, None, :] + worth[None, :, :]).reshape(-1, parties)
    return total
