"""Change the machine and the checker in small places, and see which changes no test notices.

    python -m mutants [MODULE …] [--sample N | --all] [--seed TEXT]

A MODULE is named from `servanda` on: `machine`, `checks.claims`, `machine.steps`. Without any, all are
looked at. It ends with 1 if a module's score is below 85 %, if a listed survivor is noticed after all,
or if one that is listed is no change to the text any more.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutants import report
from mutants.accepted import accepted, stale
from mutants.change import Mutant
from mutants.operators import mutants_of, parsed
from mutants.running import Job, Outcome, run

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "servanda"
SCOPE = ("machine", "checks.claims", "checks.strategy")
TESTS = (
    "tests/semantics",
    "tests/machine",
    "tests/checks",
    "tests/oracle",
    "tests/cli",
    "tests/examples",
    "src/servanda/machine",
    "src/servanda/checks",
)
KEPT = ROOT / ".mutants"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; give the exit status."""
    asked = _asked(arguments)
    paths = dict(_modules(asked.modules or SCOPE))
    if not paths:
        print("mutants: no such module", file=sys.stderr)
        return 2
    trees = {module: parsed(path.read_text("utf-8")) for module, path in paths.items()}
    made = {module: mutants_of(module, tree) for module, tree in trees.items()}
    every = {module: [mutant for mutant, _ in found] for module, found in made.items()}
    known = accepted()
    gone = stale(known, (each for found in every.values() for each in found), paths)
    chosen = [each for found in every.values() for each in _drawn(found, asked)]
    chosen = [each for each in chosen if asked.function in each.function]
    if asked.list:
        for each in chosen:
            print(f"{each.module}:{each.line}: {each.function}: {each.operator}: {each.change}")
        return 0
    os.chdir(ROOT)
    os.environ.setdefault("SERVANDA_HYPOTHESIS", "ci")
    os.environ.setdefault("SERVANDA_AGREEMENTS", "30")
    outcomes: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        outcomes.append(outcome)
        path = str(paths[outcome.mutant.module].relative_to(ROOT))
        if not outcome.is_noticed and outcome.mutant.key not in known:
            print(report.survivor(outcome, path), flush=True)
        elif outcome.is_noticed and outcome.mutant.key in known:
            print(f"listed, but noticed by {outcome.test}: {report.survivor(outcome, path)}")
        if sys.stderr.isatty():
            print(f"\r{len(outcomes)} of {len(chosen)}", end="", file=sys.stderr, flush=True)

    job = Job(
        mutants=chosen,
        trees=trees,
        makes={mutant.key: make for found in made.values() for mutant, make in found},
        paths=paths,
        tests=asked.tests or TESTS,
        kept=KEPT,
        digest=_digest(),
        slowest=asked.slowest,
        patience=asked.patience,
        without=asked.without,
        tell=tell,
    )
    run(job)
    found = report.scores({m: len(each) for m, each in every.items()}, outcomes, known)
    print("\n".join(["", *report.table(found)]))
    for key in gone:
        print(f"listed, but no change to the text any more: {key}")
    is_wrong = gone or any(o.is_noticed and o.mutant.key in known for o in outcomes)
    return int(bool(is_wrong) or any(each.share < report.WANTED for each in found))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--sample", type=int, default=30, help="mutants of each module; default 30")
    parser.add_argument("--all", action="store_true", help="run every mutant")
    parser.add_argument("--seed", default="1", help="which sample; default 1")
    parser.add_argument(
        "--function", default="", help="only in functions whose name has this in it"
    )
    parser.add_argument("--tests", nargs="*", metavar="PATH", help="the tests to look through")
    parser.add_argument(
        "--slowest", type=float, default=6.0, help="leave out tests of more seconds"
    )
    parser.add_argument(
        "--patience", type=float, default=120.0, help="seconds of tests for one mutant; default 120"
    )
    parser.add_argument("--without", default="", help="leave out tests whose name has this in it")
    parser.add_argument("--list", action="store_true", help="list the mutants, and run none")
    return parser.parse_args(arguments)


def _modules(names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Give the modules that some names stand for, with their files."""
    for name in names:
        place = SOURCE.joinpath(*name.split("."))
        files = sorted(place.glob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
        for path in files:
            if path.exists() and path.name != "__init__.py":
                yield ".".join(path.relative_to(ROOT / "src").with_suffix("").parts), path


def _drawn(found: list[Mutant], asked: argparse.Namespace) -> list[Mutant]:
    """Draw a sample that stays the same for the changes that stay the same."""
    if asked.all or len(found) <= asked.sample:
        return found

    def lot(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{asked.seed} {mutant.key}".encode()).digest()

    drawn = set(sorted(found, key=lot)[: asked.sample])
    return [mutant for mutant in found if mutant in drawn]


def _digest() -> str:
    """Name what the tests are and what they run, so that a change of either is noticed."""
    found = hashlib.sha256()
    for folder in ("src", "tests", "examples", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
