"""Run one contender on one case: print its first and last index and the processor's seconds, as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable

from cases import Case, cases

Indices = tuple[list[float], list[float] | None]


def main(measure: Callable[[Case], Indices]) -> None:
    """Measure the case named on the command line, so many times, and print the best."""
    case, repeats = cases()[sys.argv[1]], int(sys.argv[2])
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        banzhaf, shapley = measure(case)
        best = min(best, time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "banzhaf": [banzhaf[0], banzhaf[-1]],
        "shapley": None if shapley is None else [shapley[0], shapley[-1]],
        "seconds": best,
        "megabytes": peak,
    }
    print(json.dumps(found))
