"""Run the contenders on the bodies of `cases.py` and the outcomes of `outcomes.py` side by side.

python bench/ratify/run.py --peers PYTHON [--limit SECONDS] [--repeats N]
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cases import cases
from outcomes import SPACES

HERE = Path(__file__).parent
CONTENDERS = ("by_servanda", "by_power_bdd", "by_powerindex")


def ran(python: str, script: str, *arguments: object, limit: float) -> list[dict[str, Any]] | str:
    """Run a script as a program of its own; say why where it gives no answer."""
    command = [python, str(HERE / f"{script}.py"), *map(str, arguments)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"not in {limit:g} s"
    if ended.returncode:
        return (ended.stderr.strip().splitlines() or ["failed"])[-1][:40]
    return [json.loads(line) for line in ended.stdout.splitlines()]


def indices(peers: str, repeats: int, limit: float) -> None:
    """Print a row for each body and contender, with how far the answers are from Servanda's."""
    head = f"{'case':11} {'contender':14} {'seconds':>9} {'x':>6} {'MB':>5}"
    print(f"{head}  Banzhaf and Shapley of the first")
    for case in cases():
        first, base = None, 0.0
        for contender in CONTENDERS:
            python = sys.executable if contender == "by_servanda" else peers
            many = 1 if case.startswith("fund") else repeats
            answer = ran(python, contender, case, many, limit=limit)
            if isinstance(answer, str):
                print(f"{case:11} {contender:14} {answer}")
                continue
            found = answer[0]
            shown = [found["banzhaf"][0], (found["shapley"] or ["-"])[0]]
            first, base = first or shown, base or found["seconds"]
            apart = max(
                (abs(a - b) for a, b in zip(first, shown, strict=True) if isinstance(b, float)),
                default=0,
            )
            told = ", ".join(f"{x:.6f}" if isinstance(x, float) else x for x in shown)
            row = (
                f"{found['seconds']:9.4f} {found['seconds'] / base:6.1f} {found['megabytes']:5.0f}"
            )
            far = "" if apart < 1e-9 else f" (apart {apart:.1e})"
            print(f"{case:11} {contender:14} {row}  {told}{far}")


def frontiers(peers: str, limit: float) -> None:
    """Print a row for each space and kernel; of two kernels that agree, the same rows are left."""
    print(f"\n{'outcomes':11} {'kernel':23} {'seconds':>9} {'x':>6} {'MB':>5}  undominated")
    for space in SPACES:
        base, same = 0.0, None
        for script, python in (("frontier_servanda", sys.executable), ("frontier_negmas", peers)):
            many = 3 if space.startswith("4") else 15  # some take less than a millisecond
            many = 1 if (script, space) == ("frontier_negmas", "4^10 x 5") else many
            answer = ran(python, script, space, many, limit=limit)
            if isinstance(answer, str):
                print(f"{space:11} {script:23} {answer}")
                continue
            for kernel, found in answer[0].items():
                left = found["rows"], found["places"]
                base, same = base or found["seconds"], same or left
                row = f"{found['seconds']:9.4f} {found['seconds'] / base:6.1f} {found['megabytes']:5.0f}"
                print(
                    f"{space:11} {kernel:23} {row}  {left[0]}{'' if left == same else ' (others)'}"
                )


def alone(limit: float) -> None:
    """Print what only Servanda does: minimal sets, and packages."""
    for script in ("sets_servanda", "packages_servanda"):
        print(f"\n{script}")
        answer = ran(sys.executable, script, limit=limit)
        for found in [answer] if isinstance(answer, str) else answer:
            print(found if isinstance(found, str) else ", ".join(map(_told, found.items())))


def _told(item: tuple[str, Any]) -> str:
    name, value = item
    return (
        f"{name} {value:.4f}"
        if name == "seconds"
        else f"{name} {value:.0f}"
        if name == "megabytes"
        else f"{name} {value}"
    )


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--peers", default=sys.executable)
    asked.add_argument("--limit", type=float, default=120)
    asked.add_argument("--repeats", type=int, default=5)
    given = asked.parse_args()
    indices(given.peers, given.repeats, given.limit)
    frontiers(given.peers, given.limit)
    alone(given.limit)


if __name__ == "__main__":
    main()
