"""Ask of a log whether what was asked for came within seven days, beside SQL, pm4py and a loop in Python.

Each case has requests, and 0 to 3 part-deliveries for each request. Three questions are asked, each for the
number of requests that were not met in time:

- `same`: each request is followed by a delivery for it;
- `enough`: the deliveries for a request come to what it asks for;
- `any`: each request is followed by some delivery of its case.

The number of events and that of cases are varied apart: fewer cases have more requests open at a time. All
who answer a question must give the same number, or it ends with a fault.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

DAYS, WEEK = 365, 7 * 1440
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
Event = tuple[int, str, int, int, int]
"""The minute, `X` or `Y`, the case, the request, and how many."""


def draw(requests: int, cases: int, seed: int = 7) -> list[Event]:
    """Give the events in time; one in twenty requests is met late, one in ten short."""
    found: list[Event] = []
    lot = random.Random(seed)
    for request in range(requests):
        case, at, wanted = lot.randrange(cases), lot.randrange(DAYS * 1440), lot.randint(10, 99)
        found.append((at, "X", case, request, wanted))
        parts = lot.choices((0, 1, 2, 3), (5, 35, 35, 25))[0]
        is_late, is_short = lot.random() < 0.05, lot.random() < 0.1
        for _ in range(parts):
            delay = lot.randrange(8 * 1440, 20 * 1440) if is_late else lot.randrange(1, WEEK - 1)
            many = -(-wanted // parts)
            found.append((at + delay, "Y", case, request, many * 7 // 10 if is_short else many))
    return sorted(found)


def write_log(home: Path, events: list[Event], cases: int) -> None:
    """Write the events as a record of Servanda, as lines of text, and as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = ("at", "kind", "case_id", "request", "many")
    columns = dict(zip(names, map(list, zip(*events, strict=True)), strict=True))
    pq.write_table(pa.table(columns), home / "log.parquet")
    text = home / "text"
    text.mkdir()
    pact = ['agreement log "A log"', "  zone UTC", 'party north "North", south "South"']
    pact += [f'event asked-{n} "north asks in case {n}" by north' for n in range(cases)]
    for n in range(cases):
        pact.append(f"answer-{n}: south must answer in case {n}")
        pact.append(f"  on each asked-{n}; within 168 hours of asked-{n}")
    (text / "log.pact").write_text("\n".join(pact) + "\n", "utf-8")
    with (text / "log.record").open("w") as record, (home / "log.txt").open("w") as lines:
        record.write("record of log\n2019-12-31 in force\n")
        for at, kind, case, request, many in events:
            lines.write(f"{at} {kind} {case} {request} {many}\n")
            when = (FIRST + timedelta(minutes=at)).strftime("%Y-%m-%dT%H:%MZ")
            what = f"happens asked-{case}" if kind == "X" else f"act south answer-{case}"
            record.write(f"{when} {what}\n")


def _lines(home: Path) -> Iterator[Event]:
    with (home / "log.txt").open() as lines:
        for line in lines:
            at, kind, case, request, many = line.split()
            yield int(at), kind, int(case), int(request), int(many)


def python_same(home: Path) -> int:
    """Go through the text once, with a dictionary."""
    return _summed(home, lambda many: 1, lambda wanted: 1)


def python_enough(home: Path) -> int:
    """Go through the text once, and add up."""
    return _summed(home, lambda many: many, lambda wanted: wanted)


def _summed(home: Path, give: Callable[[int], int], need: Callable[[int], int]) -> int:
    left: dict[int, list[int]] = {}
    for at, kind, _, request, many in _lines(home):
        if kind == "X":
            left[request] = [at + WEEK, need(many)]
        elif at <= left[request][0]:
            left[request][1] -= give(many)
    return sum(need > 0 for _, need in left.values())


def python_any(home: Path) -> int:
    """Go through the text once, and look each request up among the deliveries of its case."""
    asked, given = list[tuple[int, int]](), defaultdict[int, list[int]](list)
    for at, kind, case, _, _ in _lines(home):
        if kind == "X":
            asked.append((at, case))
        else:
            given[case].append(at)
    missed = 0
    for at, case in asked:
        times = given[case]
        next_ = bisect_left(times, at)
        missed += next_ == len(times) or times[next_] > at + WEEK
    return missed


def _sql(home: Path, query: str) -> int:
    import duckdb

    log = f"'{home / 'log.parquet'}'"
    parts = f"x AS (FROM {log} WHERE kind = 'X'), y AS (FROM {log} WHERE kind = 'Y')"
    found = duckdb.sql(f"WITH {parts} {query}").fetchall()
    return int(found[0][0])


def duckdb_same(home: Path) -> int:
    """Join the requests with what came in time."""
    on = f"x.request = y.request AND y.at BETWEEN x.at AND x.at + {WEEK}"
    return _sql(home, f"SELECT count(*) FROM x ANTI JOIN y ON {on}")


def duckdb_enough(home: Path) -> int:
    """Join, and add up."""
    on = f"x.request = y.request AND y.at BETWEEN x.at AND x.at + {WEEK}"
    sums = "any_value(x.many) n, coalesce(sum(y.many), 0) s"
    each = f"SELECT {sums} FROM x LEFT JOIN y ON {on} GROUP BY x.request"
    return _sql(home, f"SELECT count(*) FROM ({each}) WHERE s < n")


def duckdb_any(home: Path) -> int:
    """Find the next delivery of the case."""
    on = "x.case_id = y.case_id AND y.at >= x.at"
    late = f"y.at IS NULL OR y.at > x.at + {WEEK}"
    return _sql(home, f"SELECT count(*) FROM x ASOF LEFT JOIN y ON {on} WHERE {late}")


def pm4py_same(home: Path) -> int:
    """Add those never followed, by DECLARE, and those followed late, by a temporal profile.

    Each request is a case of its own.
    """
    import pandas as pd
    import pm4py
    import pyarrow.parquet as pq

    log = pq.read_table(home / "log.parquet").to_pandas()
    first = log[log.kind == "Y"].groupby("request", as_index=False)["at"].min()
    log = pd.concat([log[log.kind == "X"][["request", "kind", "at"]], first.assign(kind="Y")])
    named = {
        "case:concept:name": log.request.astype(str),
        "concept:name": log.kind,
        "time:timestamp": pd.to_datetime(log["at"] * 60, unit="s", utc=True),
    }
    events = pd.DataFrame(named).sort_values(["case:concept:name", "time:timestamp"])
    rule = {"response": {("X", "Y"): {"support": 1, "confidence": 1}}}
    never = sum(not each["is_fit"] for each in pm4py.conformance_declare(events, rule))
    half = WEEK * 60 / 2
    late = pm4py.conformance_temporal_profile(events, {("X", "Y"): (half, half)}, zeta=1.0)
    return never + sum(bool(each) for each in late)


def servanda_any(home: Path) -> int:
    """Ask where each duty stands: an act answers each request before it that has no answer."""
    from servanda.cli.main import run

    out = home / "out.json"
    with out.open("w") as stream:
        before, sys.stdout = sys.stdout, stream
        status = run(["status", str(home / "text"), "--on", "2021-12-31", "--format", "json"])
        sys.stdout = before
    assert status == 0
    rows = json.loads(out.read_text("utf-8"))["provisions"]
    parts = (part for row in rows for part in row["parts"] or [row])
    return sum(part["due"] is not None and bool(part["late_minutes"]) for part in parts)


WORKS: dict[str, Callable[[Path], int]] = {
    work.__name__: work
    for work in (
        *(python_same, duckdb_same, pm4py_same),
        *(python_enough, duckdb_enough),
        *(python_any, duckdb_any, servanda_any),
    )
}


def once(python: str, work: str, home: Path, seconds: float, *more: str) -> dict[str, float] | None:
    """Do a work in a process of its own; None where it takes longer than is waited for."""
    command = [python, __file__, "--work", work, "--home", str(home), *more]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        sys.exit(f"{work}: {done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print a table for each length and number of cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, nargs="+", default=[3_000, 3_000, 30_000, 350_000])
    parser.add_argument("--cases", type=int, nargs="+", default=[10, 1, 100, 1_000])
    parser.add_argument("--peers", default=sys.executable, help="the Python that has pm4py")
    parser.add_argument("--limit", type=float, default=300, help="seconds that one may take")
    parser.add_argument("--work", choices=[*WORKS, "write_log"])
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    if asked.work == "write_log":
        drawn = draw(*asked.requests, *asked.cases)
        write_log(asked.home, drawn, *asked.cases)
        print(json.dumps({"events": len(drawn)}))
        return
    if asked.work:
        answer = WORKS[asked.work](asked.home)
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu, mb = used.ru_utime, used.ru_maxrss / 1024
        print(json.dumps({"cpu": cpu, "mb": mb, "answer": answer}))
        return
    for requests, cases in zip(asked.requests, asked.cases, strict=True):
        with tempfile.TemporaryDirectory() as folder:
            home, length = Path(folder), ["--requests", str(requests), "--cases", str(cases)]
            written = once(sys.executable, "write_log", home, asked.limit, *length)
            assert written is not None
            events, asks = int(written["events"]), requests / cases * 7 / DAYS
            print(
                f"\n#### {events:,} events, {cases:,} cases, {asks:.1f} requests a week in each\n"
            )
            print(
                "| question | by | not met | CPU, s | events a second | MB |\n|---|---|---|---|---|---|"
            )
            answers: dict[str, float] = {}
            for work in WORKS:
                by, question = work.split("_")
                python = asked.peers if by == "pm4py" else sys.executable
                found = once(python, work, home, asked.limit)
                if found is None:
                    print(
                        f"| {question} | {by} | more than {asked.limit:.0f} s | | | |", flush=True
                    )
                    continue
                assert answers.setdefault(question, found["answer"]) == found["answer"], work
                rate = events / found["cpu"]
                print(
                    f"| {question} | {by} | {found['answer']:,} | {found['cpu']:.2f} "
                    f"| {rate:,.0f} | {found['mb']:,.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
