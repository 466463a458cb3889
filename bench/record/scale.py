"""Count incidents under fifty provisions over a folder of Parquet, beside SQL written by hand on DuckDB.

The rows are drawn by a hash of their numbers, so that the same length gives the same rows. Each contender
runs in a process of its own, and all must give the same counts: by provision, state, and whether an incident
counts or may. Processor time is of all threads, memory the most that was resident.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROVISIONS = 50
ROWS_A_PART = 1_000_000
KINDS = tuple(f"kind-{n}" for n in range(8))
PLACES = tuple(f"place-{n}" for n in range(12))
STATES = ("alleged", "reported", "observed")
SIDES = {"Army of the North": "north", "Army of the South": "south"}
IN_FORCE, ON = "2016-01-01", "2024-06-30"
Answer = dict[str, dict[str, list[int]]]


def rule(number: int) -> tuple[str, str, str, int]:
    """Give what a provision counts: a kind, by whom, where, and from how many dead on."""
    side = tuple(SIDES)[number % 2]
    return KINDS[number % 8], side, PLACES[number * 5 % 12], number % 5


def pact() -> str:
    """Write the agreement."""
    lines = ['agreement accord "An accord of synthetic parties"', "  zone UTC"]
    lines += ['party north "North", south "South"', 'monitor mission "Mission"']
    lines += [f'kind {kind} "{kind}"' for kind in KINDS]
    lines += [f'place {place} "{place}"' for place in PLACES]
    for number in range(PROVISIONS):
        kind, side, place, dead = rule(number)
        lines.append(f"p{number}: {SIDES[side]} must not do-{number}")
        lines.append(
            f"  counts incidents of {kind} by {SIDES[side]} in {place} with at least {dead} dead"
        )
    return "\n".join(lines) + "\n"


def mapping() -> str:
    """Write the map."""
    head = """agreement = "accord"
[source]
id = "log"
title = "A synthetic log"
[columns]
id = "id"
date = "happened"
recorded = "filed"
kind = "kind"
actor = "actor"
place = "place"
[entry]
by = "mission"
unknown_actor = "unnamed"
"""
    actors = "[actors]\n" + "".join(f'"{name}" = "{side}"\n' for name, side in SIDES.items())
    kinds = "[kinds]\n" + "".join(f'{kind} = "{kind}"\n' for kind in KINDS)
    places = "[places]\n" + "".join(f'{place} = "{place}"\n' for place in PLACES)
    harm = 'harms = [{ name = "dead", column = "dead" }]\n'
    rules = "".join(
        f'[[rule]]\nwhere = {{ said = "{said}" }}\nstate = "{said}"\n{harm}' for said in STATES
    )
    return head + actors + kinds + places + rules


def write_rows(folder: Path, rows: int) -> None:
    """Write the parts; a tenth of the rows names nobody, a fiftieth a place unknown to the text."""
    import duckdb

    folder.mkdir(parents=True)
    for number, first in enumerate(range(0, rows, ROWS_A_PART)):
        last = min(first + ROWS_A_PART, rows)
        duckdb.execute(
            f"""COPY (
            SELECT 'E' || i AS id,
                   DATE '2015-01-01' + CAST(hash(i || '-1') % 3600 AS INTEGER) AS happened,
                   DATE '2015-01-01' + CAST(hash(i || '-1') % 3600 + hash(i || '-2') % 5 AS INTEGER) AS filed,
                   'kind-' || (hash(i || '-3') % 8) AS kind,
                   CASE WHEN hash(i || '-4') % 10 = 0 THEN NULL
                        WHEN hash(i || '-4') % 2 = 0 THEN 'Army of the North'
                        ELSE 'Army of the South' END AS actor,
                   CASE WHEN hash(i || '-5') % 50 = 0 THEN 'village ' || (hash(i || '-6') % 1000)
                        ELSE 'place-' || (hash(i || '-6') % 12) END AS place,
                   ['alleged', 'reported', 'observed'][1 + CAST(hash(i || '-7') % 3 AS BIGINT)] AS said,
                   CAST(hash(i || '-8') % 10 AS INTEGER) AS dead
            FROM range({first}, {last}) t(i)
            ) TO '{folder / f"{number:05}.parquet"}' (FORMAT parquet)"""
        )


def servanda(home: Path) -> Answer:
    """Let `servanda count` do it, with every check of the rows."""
    from servanda.cli.main import run

    out = home / "out.json"
    arguments = ["count", str(home / "text"), "--over", str(home / "parts")]
    arguments += ["--map", str(home / "map.toml"), "--on", ON, "--format", "json"]
    with out.open("w") as stream:
        before, sys.stdout = sys.stdout, stream
        status = run(arguments)
        sys.stdout = before
    assert status == 0, "a row is no entry"
    table = json.loads(out.read_text("utf-8"))
    found: Answer = {}
    for each in table["provisions"]:
        (clause,) = each["clauses"]
        counts = {c["state"]: [c["incidents"], c["open"]] for c in clause["counts"]}
        found[each["id"]] = counts
    return found


def _yes_and_open(number: int) -> tuple[str, str]:
    kind, side, place, dead = rule(number)
    sure = f"kind = '{kind}' AND dead >= {dead}"
    by, at = f"coalesce(actor = '{side}', false)", f"place = '{place}'"
    may_by, may_at = "actor IS NULL", "place NOT LIKE 'place-%'"
    yes = f"{sure} AND {by} AND {at}"
    return yes, f"{sure} AND ({by} OR {may_by}) AND ({at} OR {may_at}) AND NOT ({by} AND {at})"


def _tables(home: Path) -> str:
    when = f"happened BETWEEN DATE '{IN_FORCE}' AND DATE '{ON}'"
    return f"read_parquet('{home / 'parts'}/*.parquet') WHERE {when}"


def sql_rule_by_rule(home: Path) -> Answer:
    """Ask fifty queries in SQL, each for one provision, by state."""
    import duckdb

    found: Answer = {}
    for number in range(PROVISIONS):
        yes, may = _yes_and_open(number)
        rows = duckdb.sql(
            f"SELECT said, count(*) FILTER ({yes}), count(*) FILTER ({may}) "
            f"FROM {_tables(home)} AND ({yes} OR {may}) GROUP BY said"
        ).fetchall()
        found[f"p{number}"] = {said: [sure, open_] for said, sure, open_ in rows}
    return found


def sql_in_one_pass(home: Path) -> Answer:
    """Ask one query in SQL with a hundred filters."""
    import duckdb

    columns = ", ".join(
        f"count(*) FILTER ({test})" for n in range(PROVISIONS) for test in _yes_and_open(n)
    )
    rows = duckdb.sql(f"SELECT said, {columns} FROM {_tables(home)} GROUP BY said").fetchall()
    return {
        f"p{n}": {
            said: list(mine) for said, *numbers in rows if any(mine := numbers[2 * n : 2 * n + 2])
        }
        for n in range(PROVISIONS)
    }


def sql_each_row_once(home: Path) -> Answer:
    """Ask the one query, and first whether any two rows have one name, as `servanda count` does."""
    import duckdb

    again = duckdb.sql(
        f"SELECT count(*) FROM (SELECT id FROM read_parquet('{home / 'parts'}/*.parquet') "
        "GROUP BY id HAVING count(*) > 1)"
    ).fetchall()
    assert again == [(0,)]
    return sql_in_one_pass(home)


WORKS: dict[str, Callable[[Path], Answer]] = {
    work.__name__: work for work in (sql_rule_by_rule, sql_in_one_pass, sql_each_row_once, servanda)
}


def once(home: Path, work: str) -> dict[str, object]:
    """Do a work in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--work", work, "--home", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{work}: {done.stderr}")
    found: dict[str, object] = json.loads(done.stdout)
    return found


def lay_out(home: Path, rows: int) -> None:
    """Write the texts and the parts."""
    (home / "text").mkdir()
    (home / "text" / "accord.pact").write_text(pact(), "utf-8")
    record = f"record of accord\n{IN_FORCE} 00:00 in force\n"
    (home / "text" / "accord.record").write_text(record, "utf-8")
    (home / "map.toml").write_text(mapping(), "utf-8")
    write_rows(home / "parts", rows)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=list(WORKS))
    parser.add_argument("--work", choices=list(WORKS))
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    if asked.work:
        start = time.perf_counter()
        answer = WORKS[asked.work](asked.home)
        wall = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu, mb = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        print(json.dumps({"wall": wall, "cpu": cpu, "mb": mb, "answer": answer}))
        return
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            lay_out(home, rows)
            size = sum(file.stat().st_size for file in (home / "parts").iterdir()) / 2**20
            print(
                f"\n#### {rows:,} incidents, {PROVISIONS} provisions, {size:,.0f} MB of Parquet\n"
            )
            print("| work | wall, s | CPU of all threads, s | MB |\n|---|---|---|---|")
            answers = []
            for work in asked.only:
                runs = [once(home, work) for _ in range(asked.repeats)]
                answers.append(runs[0]["answer"])
                wall, cpu = (min(float(str(run[k])) for run in runs) for k in ("wall", "cpu"))
                most = max(float(str(run["mb"])) for run in runs)
                print(f"| {work} | {wall:.2f} | {cpu:.2f} | {most:,.0f} |", flush=True)
            assert all(answer == answers[0] for answer in answers), "the answers differ"


if __name__ == "__main__":
    main()
