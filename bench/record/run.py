"""Measure how fast records of several lengths are read, beside a floor and Beancount's parser."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from make_record import DATE, ENTRY, write_record

HERE = Path(__file__).parent
ADDED = "2025-04-01 figure trucks 500 by un cites R11 [un-reports, verified]\n"
QUOTED = re.compile(r'"[^"]*"')


def write_same(record: Path, path: Path) -> None:
    """Write the entries as directives of Beancount: the words of an entry and its texts are values."""
    with path.open("w", encoding="utf-8") as stream:
        for line in record.read_text("utf-8").split("\n"):
            day = DATE.search(line)
            if not ENTRY.match(line) or day is None:
                continue
            words = QUOTED.sub("", line.partition("  #")[0]).replace("\\", "")
            texts = " ".join(QUOTED.findall(line))
            stream.write(f'{day[0]} custom "entry" {texts}\n')
            stream.write(f'  said: "{" ".join(words.split())}"\n  line: "record"\n\n')


def measure(python: str, work: str, folder: Path) -> dict[str, float] | None:
    """Do one work in a process of its own; nothing where it cannot be done."""
    done = subprocess.run(
        [python, str(HERE / "work.py"), work, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        print(f"{work}: left out, {last}", file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout)
    return found


def round_of(home: Path, entries: int, peers: str) -> dict[str, dict[str, float]]:
    """Do every work once on a record of one length."""
    folder = home / "text"
    pact = write_record(folder, entries)
    record = pact.with_suffix(".record")
    write_same(record, home / "same.beancount")
    for file in (home / "cache").glob("*.kept"):
        file.unlink()
    steps = [
        ("lines cut by a regular expression (a floor)", sys.executable, "lines_by_regex"),
        ("Beancount: its parser, the same entries", peers, "beancount"),
        ("Servanda: trees", sys.executable, "trees"),
        ("Servanda: every entry parsed", sys.executable, "read"),
        ("Servanda: ordinary entries by their shapes", sys.executable, "plainly"),
        ("Servanda: the same, and every entry made", sys.executable, "made"),
        ("Servanda: read by shapes, and kept", sys.executable, "kept"),
        ("Servanda: unchanged, from what was kept", sys.executable, "kept"),
        ("Servanda: 300 entries added, from what was kept", sys.executable, "kept"),
    ]
    found: dict[str, dict[str, float]] = {}
    for name, python, work in steps:
        if "added" in name:
            with record.open("a", encoding="utf-8") as stream:
                stream.write(ADDED * 300)
        measured = measure(python, work, folder)
        if measured is not None:
            found[name] = measured
    return found


def main() -> None:
    """Print a table for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default="python3", help="the Python that has beancount")
    parser.add_argument("--entries", type=int, nargs="+", default=[1_000, 10_000, 50_000, 200_000])
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    for entries in asked.entries:
        times: dict[str, list[dict[str, float]]] = defaultdict(list)
        with tempfile.TemporaryDirectory() as home:
            for _ in range(asked.repeats):
                for name, measured in round_of(Path(home), entries, asked.peers).items():
                    times[name].append(measured)
        print(
            f"\n#### {entries:,} entries\n\n| work | CPU, s | entries a second | MB |\n|---|---|---|---|"
        )
        for name, all_of_it in times.items():
            cpu = median(each["cpu"] for each in all_of_it)
            most = max(each["mb"] for each in all_of_it)
            print(f"| {name} | {cpu:.2f} | {entries / cpu:,.0f} | {most:,.0f} |")


if __name__ == "__main__":
    main()
