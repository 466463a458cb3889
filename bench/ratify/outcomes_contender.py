"""Run kernels on one space: print the size of the frontier, a sum over it and the seconds, as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
from outcomes import SPACES, values

Kernel = Callable[[np.ndarray], np.ndarray]


def main(kernels: dict[str, Kernel]) -> None:
    """Measure each kernel on the space named on the command line, so many times."""
    rows, repeats = values(*SPACES[sys.argv[1]]), int(sys.argv[2])
    found = {}
    for name, kernel in kernels.items():
        best, places = float("inf"), np.array([])
        for _ in range(repeats):
            start = time.process_time()
            places = kernel(rows)
            best = min(best, time.process_time() - start)
        found[name] = {
            "rows": len(places),
            "places": int(np.sum(places)),
            "seconds": best,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    print(json.dumps(found))


if __name__ == "__main__":
    sys.exit("started by frontier_servanda.py and frontier_negmas.py")
