"""Measure the minimal blocking and winning sets of parliaments of 120 seats with 15 lists.

python bench/ratify/sets_servanda.py [REPEATS]
"""

import json
import resource
import sys
import time

from servanda.analysis.games import Game, Threshold, minimal_blocking, minimal_carrying

PARLIAMENTS = {
    "skewed": (32, 24, 14, 12, 8, 6, 5, 4, 4, 3, 2, 2, 2, 1, 1),
    "even": (8,) * 15,
    "mixed": (17, 15, 13, 11, 10, 9, 8, 7, 7, 6, 5, 4, 4, 3, 1),
}


def main() -> None:
    """Print how many sets there are, and the processor's seconds of the best run for both lists."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for name, seats in PARLIAMENTS.items():
        test = Threshold(quota=61, weights=seats)
        game = Game(players=tuple(map(str, range(len(seats)))), ways=((test,),))
        best, found = float("inf"), ((), ())
        for _ in range(repeats):
            start = time.process_time()
            found = (minimal_carrying(game), minimal_blocking(game))
            best = min(best, time.process_time() - start)
        told = {
            "parliament": name,
            "seats": sum(seats),
            "winning": len(found[0]),
            "blocking": len(found[1]),
            "seconds": best,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        print(json.dumps(told))


if __name__ == "__main__":
    main()
