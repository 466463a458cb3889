"""Have thousands of random small agreements decided by Servanda and by the oracles: `make nightly`.

Ends with 1 where anything is disputed, each dispute told with a text as small as shows it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from oracle.census import table
from oracle.drawn import seeded
from oracle.harvest import Harvest, gather, smallest

_BATCH = 50
_TOLD = 10


def _batch(first: int, at_most: int) -> Harvest:
    numbered = ((number, seeded(number)) for number in range(first, first + _BATCH))
    return gather(numbered, wanted=_BATCH, at_most=at_most)


def main(words: Sequence[str] | None = None) -> int:
    """Compare as many as asked for, and print the table of what they were made of."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agreements", type=int, default=5_000, help="how many to compare")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--states", type=int, default=4_000, help="how many states to walk at most")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    asked = parser.parse_args(words)
    whole, first = Harvest(), asked.first
    with ProcessPoolExecutor(asked.jobs) as pool:
        while whole.agreements < asked.agreements:
            starts = range(first, first + _BATCH * 2 * asked.jobs, _BATCH)
            first = starts.stop
            for harvest in pool.map(_batch, starts, [asked.states] * len(starts)):
                whole.join(harvest)
                for number, claim in sorted(
                    {(d.number, d.difference.claim) for d in harvest.disputes}
                ):
                    print(f"disputed: agreement {number}, claim {claim}", flush=True)
            print(f"up to number {first:,}: {whole.summary()}", flush=True)
    print(table(whole.made_of, whole.reckoned, whole.agreements))
    _tell(whole, asked.states)
    return 1 if whole.disputes else 0


def _tell(whole: Harvest, states: int) -> None:
    """Tell the first disputes, each text once."""
    told: set[str] = set()
    for dispute in whole.disputes:
        found = smallest(dispute, states).told()
        if found not in told:
            print(f"\n{found}", flush=True)
            told.add(found)
        if len(told) == _TOLD:
            return


if __name__ == "__main__":
    sys.exit(main())
