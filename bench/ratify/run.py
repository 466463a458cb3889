"""Run the contenders on the bodies of `cases.py` side by side, and print one table.

python bench/ratify/run.py --peers PYTHON [--limit SECONDS] [--repeats N]
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from cases import cases

HERE = Path(__file__).parent
CONTENDERS = ("by_servanda", "by_power_bdd", "by_powerindex")


def ran(
    python: str, contender: str, case: str, repeats: int, limit: float
) -> dict[str, object] | str:
    """Run one contender as a program of its own; say why where it gives no answer."""
    command = [python, str(HERE / f"{contender}.py"), case, str(repeats)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"not in {limit:g} s"
    if ended.returncode:
        return (ended.stderr.strip().splitlines() or ["failed"])[-1][:40]
    found: dict[str, object] = json.loads(ended.stdout)
    return found


def main() -> None:
    """Print a row for each case and contender, with how far the answers are from Servanda's."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--peers", default=sys.executable)
    asked.add_argument("--limit", type=float, default=120)
    asked.add_argument("--repeats", type=int, default=3)
    given = asked.parse_args()
    print(
        f"{'case':10} {'contender':14} {'seconds':>9} {'MB':>6}  Banzhaf and Shapley of the first"
    )
    for case in cases():
        first = None
        for contender in CONTENDERS:
            python = sys.executable if contender == "by_servanda" else given.peers
            repeats = 1 if case.startswith("fund") else given.repeats
            found = ran(python, contender, case, repeats, given.limit)
            if isinstance(found, str):
                print(f"{case:10} {contender:14} {found}")
                continue
            shown = [found["banzhaf"][0], (found["shapley"] or ["–"])[0]]  # type: ignore[index]
            first = first or shown
            apart = max(
                (abs(a - b) for a, b in zip(first, shown, strict=True) if isinstance(b, float)),
                default=0,
            )
            told = ", ".join(f"{x:.6f}" if isinstance(x, float) else x for x in shown)
            row = f"{found['seconds']:9.4f} {found['megabytes']:6.0f}  {told}"
            print(
                f"{case:10} {contender:14} {row}{'' if apart < 1e-9 else f' (apart {apart:.1e})'}"
            )


if __name__ == "__main__":
    main()
