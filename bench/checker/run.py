"""Run Servanda and its peers side by side on one agreement, and write the table.

    python bench/checker/run.py --peers .venv-bench/bin/python

Whole process: from the start of a program to its end; Servanda reads the agreement as text and also
looks for faults by its rules, a peer makes its model from the numbers of the agreement. Text in: the
same, but where a peer can, it reads a text of its own language that says the agreement. Decision
only: the model is in memory on both sides, and what is timed is finding the verdict. Repeats are
interleaved: every contender once, then every contender again; what is shown is the median. Ratios
(×, Servanda being 1) are of processor time, which other work on the machine hardly changes. Memory
is the largest resident size of the program. A contender that meets the time limit, or whose programs
are missing here, is named with the reason, and is not tried on anything larger.
"""

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from make_agreement import EXPECTED, agreement

HERE = Path(__file__).parent
SERVANDA = "by_servanda"
FLOOR = "by_sketch"
CONTENDERS = {
    SERVANDA: "Servanda",
    "by_clingo_moments": "clingo, days of acts",
    "by_z3_moments": "z3, days of acts",
    "by_cpsat": "CP-SAT, days of acts",
    "by_storm": "Storm, states",
    "by_spin": "SPIN, states",
    "by_tlc": "TLC, states",
    "by_clingo_days": "clingo, day by day",
    "by_z3_days": "z3, day by day",
    "by_telingo": "telingo, day by day",
    FLOOR: "a sketch in Python",
}
"""The programs, with the names by which they go where they cannot say their own."""

READERS = {"by_clingo_moments": "text_clingo", "by_z3_moments": "text_z3"}
"""Of some peers, the programs that read the agreement from a text in the peer's own language."""


class Run(NamedTuple):
    """Hold what one start of a program took, and the last line it printed."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    said: str
    trouble: str = ""


class Cell(NamedTuple):
    """Hold what one contender did on one agreement."""

    verdict: str
    engine: str
    is_complete: bool
    run: str
    whole: float | None
    cpu: float | None
    text: float | None
    build: float | None
    decide: float | None
    decide_cpu: float | None
    megabytes: float | None
    trouble: str = ""


def measure(command: Sequence[str], limit: float) -> Run:
    """Run a program to its end or to the limit, and say what it took."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=errors, cwd=HERE, start_new_session=True
        )
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, stop)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        said = output.read().decode("utf-8", "replace").strip()
        fault = errors.read().decode("utf-8", "replace").strip()
    trouble = ""
    if stopped.is_set():
        trouble = f"no verdict in {limit:.0f} s"
    elif not said or (fault and process.returncode):
        trouble = fault.splitlines()[-1] if fault else "said nothing"
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, usage.ru_maxrss / 1024, said.splitlines()[-1] if said else "", trouble)


class Bench:
    """Run the contenders, interleaved."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.gone: dict[str, str] = {}

    def python_of(self, name: str) -> str:
        """Say which Python runs a contender: Servanda's own, or that of the peers."""
        return self.options.servanda if name in (SERVANDA, FLOOR) else self.options.peers

    def row(self, count: int, variant: str) -> dict[str, Cell]:
        """Run every contender on one agreement."""
        wholes: dict[str, list[Run]] = {}
        parts: dict[str, list[dict[str, Any]]] = {}
        self.texts: dict[str, list[Run]] = {}
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "bench.pact"
            text.write_text(agreement(count, variant), "utf-8")
            for _ in range(self.options.repeats):
                for name in self.options.contenders:
                    if name not in self.gone:
                        self._once(name, count, variant, text, wholes, parts)
        return {name: self._cell(name, wholes, parts) for name in self.options.contenders}

    def _once(
        self,
        name: str,
        count: int,
        variant: str,
        text: Path,
        wholes: dict[str, list[Run]],
        parts: dict[str, list[dict[str, Any]]],
    ) -> None:
        script = [self.python_of(name), str(HERE / f"{name}.py"), str(count), variant]
        inside = measure([*script, "1"], self.options.limit)
        if inside.trouble:
            self.gone[name] = inside.trouble
            return
        parts.setdefault(name, []).append(json.loads(inside.said))
        command = script
        if name == SERVANDA:
            start = [self.options.servanda, "-c", "from servanda.cli.main import main; main()"]
            command = [*start, "check", str(text), "--format", "concise"]
        whole = measure(command, self.options.limit)
        wholes.setdefault(name, []).append(whole)
        if name == SERVANDA:
            self.texts.setdefault(name, []).append(whole)
        elif name in READERS:
            self.texts.setdefault(name, []).append(self._from_text(name, count, variant, text))

    def _from_text(self, name: str, count: int, variant: str, beside: Path) -> Run:
        """Run a peer on a text of its own, which is written first, out of the time."""
        reader = [self.python_of(name), str(HERE / f"{READERS[name]}.py")]
        text = beside.with_suffix(f".{name}")
        if not text.exists():
            subprocess.run([*reader, "--write", str(text), str(count), variant], check=True)
        run = measure([*reader, str(text)], self.options.limit)
        if run.trouble or run.said != EXPECTED[variant]:
            raise SystemExit(f"{READERS[name]}: {run.trouble or run.said}")
        return run

    def _cell(
        self, name: str, wholes: dict[str, list[Run]], parts: dict[str, list[dict[str, Any]]]
    ) -> Cell:
        if name in self.gone or not parts.get(name):
            trouble = self.gone.get(name, "not run")
            return Cell("", CONTENDERS[name], False, "", *[None] * 7, trouble)
        said, runs = parts[name], wholes[name]
        verdicts = {str(each["verdict"]) for each in said}
        return Cell(
            verdict="/".join(sorted(verdicts)),
            engine=str(said[0]["engine"]),
            is_complete=bool(said[0]["complete"]),
            run=str(said[0]["run"]),
            whole=median(run.seconds for run in runs),
            cpu=median(run.cpu_seconds for run in runs),
            text=median(run.cpu_seconds for run in self.texts[name])
            if name in self.texts
            else None,
            build=_middle(said, "build", PROCESSOR),
            decide=_middle(said, "decide", CLOCK),
            decide_cpu=_middle(said, "decide", PROCESSOR),
            megabytes=max(run.megabytes for run in runs),
        )


CLOCK, PROCESSOR = 0, 1
"""Where a contender puts the seconds by the clock, and those of the processor."""


def _middle(said: list[dict[str, Any]], part: str, which: int) -> float:
    return median(each[part][0][which] for each in said)


def lines(count: int, variant: str, cells: dict[str, Cell]) -> Iterator[str]:
    """Write the table of one agreement, with ratios to Servanda of the same run."""
    mine = cells.get(SERVANDA)
    yield f"### {count:,} duties in each of three phases, variant {variant}: {EXPECTED[variant]}"
    yield ""
    heads = "contender; verdict; run to the contrary; whole, s; CPU, s; ×; text in, CPU s; ×"
    heads += "; build, CPU s"
    heads += "; decide, s; CPU, s; ×; MB"
    yield f"| {heads.replace(';', ' |')} |"
    yield "|---" * 13 + "|"
    for name, cell in cells.items():
        if cell.trouble:
            yield f"| {cell.engine} | {cell.trouble} | | | | | | | | | | | |"
            continue
        verdict = cell.verdict
        if name == FLOOR:
            verdict += " (floor)"
        elif not cell.is_complete:
            verdict += " (lapses only)"
        if cell.verdict != EXPECTED[variant]:
            verdict = f"**{verdict}**"
        whole = _times(cell.cpu, mine and mine.cpu)
        text = "" if cell.text is None else f"{cell.text:.2f}"
        text += f" | {_times(cell.text, mine and mine.text)}"
        decide = _times(cell.decide_cpu, mine and mine.decide_cpu)
        yield (
            f"| {cell.engine} | {verdict} | {cell.run} | {cell.whole:.2f} | {cell.cpu:.2f} | {whole} | {text}"
            f" | {cell.build:.4f} | {cell.decide:.4f} | {cell.decide_cpu:.4f} | {decide}"
            f" | {cell.megabytes:.0f} |"
        )
    yield ""


def _times(theirs: float | None, mine: float | None) -> str:
    return f"{theirs / mine:.2f}" if theirs is not None and mine else ""


def machine() -> str:
    """Describe what the figures were measured on."""
    return (
        f"{date.today()}, {os.cpu_count()} cores ({platform.machine()}), "
        f"Python {platform.python_version()}"
    )


def main() -> None:
    """Run what is asked for, and print the tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--servanda", default=sys.executable, help="the Python that has Servanda")
    asked.add_argument("--peers", default=sys.executable, help="the Python that has the peers")
    asked.add_argument("--duties", type=int, nargs="+", default=[60, 1000])
    asked.add_argument("--variants", nargs="+", default=["A", "B"], choices=list(EXPECTED))
    asked.add_argument(
        "--contenders", nargs="+", default=list(CONTENDERS), choices=list(CONTENDERS)
    )
    asked.add_argument("--repeats", type=int, default=5)
    asked.add_argument("--limit", type=float, default=60, help="seconds for one run")
    asked.add_argument("--json", type=Path, help="where to put the figures as data")
    options = asked.parse_args()
    # A path such as .venv/bin/python is a link: it is named in full, and not followed.
    options.servanda, options.peers = map(os.path.abspath, (options.servanda, options.peers))
    bench = Bench(options)
    found: dict[str, dict[str, dict[str, object]]] = {}
    print(f"Measured {machine()}; median of {options.repeats} interleaved repeats.\n", flush=True)
    for count in options.duties:
        gone = dict(bench.gone)
        for variant in options.variants:
            bench.gone = dict(gone)
            cells = bench.row(count, variant)
            gone |= {name: why for name, why in bench.gone.items() if "variant" not in why}
            found[f"{count}{variant}"] = {name: cell._asdict() for name, cell in cells.items()}
            print("\n".join(lines(count, variant, cells)), flush=True)
        bench.gone = gone
    if options.json:
        data = {"measured": machine(), "repeats": options.repeats, "rows": found}
        options.json.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
