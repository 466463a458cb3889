"""Run Servanda and z3 side by side on the hard shapes, and write the table.

    python bench/checker/run_shapes.py --peers .venv-bench/bin/python

Every run is a process of its own with a time limit. Deciding is timed with the model in memory on
both sides; reading the text counts as building. A run that meets the limit says so, and larger
sizes of that shape are not tried with that contender.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from statistics import median

from run import machine, measure
from shapes import SHAPES

HERE = Path(__file__).parent
CONTENDERS = ("shape_servanda", "shape_z3")


def main() -> None:
    """Run what is asked for, and print the table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--servanda", default=sys.executable, help="the Python that has Servanda")
    asked.add_argument("--peers", default=sys.executable, help="the Python that has z3")
    asked.add_argument("--shapes", nargs="+", default=list(SHAPES), choices=list(SHAPES))
    asked.add_argument("--repeats", type=int, default=3)
    asked.add_argument("--limit", type=float, default=30, help="seconds for one run")
    options = asked.parse_args()
    pythons = [os.path.abspath(path) for path in (options.servanda, options.peers)]
    print(f"Measured {machine()}; median of {options.repeats} repeats.\n")
    heads = "shape; size; verdict; Servanda; build, CPU s; decide, CPU s; MB"
    heads += "; z3; build, CPU s; decide, CPU s; MB"
    print(f"| {heads.replace(';', ' |')} |\n{'|---' * 11}|", flush=True)
    for shape in options.shapes:
        gone: set[str] = set()
        for size in SHAPES[shape].sizes:
            cells = [f"{shape.replace('_', ' ')}", f"{size:,}", SHAPES[shape].verdict]
            for name, python in zip(CONTENDERS, pythons, strict=True):
                cells.extend(_cells(name, python, shape, size, options, gone))
            print(f"| {' | '.join(cells)} |", flush=True)


def _cells(
    name: str, python: str, shape: str, size: int, options: argparse.Namespace, gone: set[str]
) -> list[str]:
    if name in gone:
        return ["not tried", "", "", ""]
    command = [python, str(HERE / f"{name}.py"), str(size), shape, "1"]
    runs = []
    for _ in range(options.repeats):
        runs.append(measure(command, options.limit))
        if runs[-1].trouble:
            gone.add(name)
            return [runs[-1].trouble, "", "", ""]
    said = [json.loads(run.said) for run in runs]
    verdict = said[0]["verdict"]
    shown = verdict if verdict == SHAPES[shape].verdict else f"**{verdict}**"
    if verdict == "unknown":
        shown = said[0]["run"]
    build, decide = (median(each[part][0][1] for each in said) for part in ("build", "decide"))
    megabytes = max(run.megabytes for run in runs)
    return [shown, f"{build:.3f}", f"{decide:.3f}", f"{megabytes:.0f}"]


if __name__ == "__main__":
    main()
