"""Measure `packages` on 20 provisions with one variant each, and five bodies that must all approve.

python bench/ratify/packages_servanda.py [ISSUES] [REPEATS]: prints the processor's seconds of the best
run, from the positions to the answer, the text being read before.
"""

import json
import random
import resource
import sys
import time

from servanda.analysis.ballots import Terms
from servanda.analysis.packages import packages
from servanda.analysis.positions import positions
from servanda.base.calendar import Instant
from servanda.workspace import load_text

BODIES, MEMBERS = 5, 6


def text(issues: int, with_orders: bool) -> str:
    """Write an agreement, made up: nearly everybody has a word on nearly every variant."""
    chance = random.Random(5)
    names = [f"body{b}" for b in range(BODIES)]
    lines = ['agreement accord "A made-up accord"', f"  ratified by {', '.join(names)}"]
    lines += ['actor host "Host"', 'source own "Statements"; kind party']
    voters = []
    for body in names:
        lines.append(f'body {body} "{body}"; decides by majority of seats')
        for number in range(MEMBERS):
            voters.append(f"{body}-{number}")
            lines.append(
                f'faction {voters[-1]} "{voters[-1]}"; member of {body}; seats {3 + number}'
            )
    for number in range(issues):
        lines.append(f"duty{number}: host must open duty{number}")
        lines.append(f"2025-01-01 say host proposes duty{number} named variant{number} [own]")
    for voter in voters:
        for number in range(issues):
            verb = chance.choice(["accepts"] * 15 + ["rejects"] + [""] * 4)
            thing = chance.choice([f"duty{number}", f"variant{number}"])
            if verb:
                lines.append(f"2025-01-02 say {voter} {verb} {thing} [own]")
        if with_orders:
            one, other = chance.sample(range(issues), 2)
            lines.append(f"2025-01-02 say {voter} prefers variant{one} to variant{other} [own]")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the answer's counts, the seconds and the memory, as JSON."""
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    for with_orders in (False, True):
        agreement = load_text({"accord.pact": text(issues, with_orders)}).agreement
        assert agreement is not None
        on = Instant(agreement.entries[-1].when.latest or 0)
        found = positions(agreement, on)
        best = float("inf")
        for _ in range(repeats):
            start = time.process_time()
            result = packages(agreement, found, Terms(target="accord", on=on))
            best = min(best, time.process_time() - start)
        told = {
            "combinations": result.count,
            "surely": result.sure,
            "may": result.possible,
            "undominated": len(result.undominated),
            "orders": len(result.priorities),
            "conflict": len(result.conflict),
            "seconds": best,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        print(json.dumps(told))


if __name__ == "__main__":
    main()
