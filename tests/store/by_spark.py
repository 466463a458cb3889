"""Evaluate many agreements on Apache Spark, and hold the verdicts to those of the engine within.

Each agreement's rows are drawn, spread over the files of a folder of Parquet by chance, and evaluated twice:
by Spark, and as entries of the agreement's own record, which includes them as a table. Run by `make spark`.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from servanda.monitor import Question
from servanda.monitor.counting import count
from servanda.reports.count_table import tabulate_count
from servanda.store.spark import over_agreements
from servanda.workspace import load
from servanda.workspace.asking import last_minute
from servanda.workspace.partitions import VERDICTS, OverMany, verdicts

ON = "2024-06-30"
KINDS, PLACES, ACTORS = (
    ("shelling", "raid", "patrol"),
    ("ford", "hill", "Elsewhere"),
    ("N", "S", "?", None),
)
MAP = """\
[source]
id = "log"
title = "A synthetic log"
[columns]
id = "id"
date = "happened"
recorded = "filed"
kind = "kind"
actor = "who"
place = "place"
[entry]
by = "mission"
unknown_actor = "unnamed"
[actors]
N = "north"
S = "south"
[kinds]
shelling = "shelling"
raid = "raid"
[[rule]]
where = { sure = "true" }
state = "attributed"
harms = [{ name = "dead", column = "dead" }]
[[rule]]
harms = [{ name = "dead", column = "dead" }]
"""


def session() -> Any:
    """Start Spark on this machine; its workers run the Python that runs this."""
    from pyspark.sql import SparkSession  # only `make spark` installs it

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def texts(number: int, draw: random.Random) -> dict[str, str]:
    """Write an agreement, and a record that brings it into force on a day of its own."""
    pact = f"""\
agreement accord-{number} "Synthetic accord {number}"
  zone UTC
party north "North", south "South"
monitor mission "Mission"
kind violence "Force"
kind shelling "Fire", raid "Raid"; part of violence
place strip "Strip"
place ford "Ford", hill "Hill"; part of strip
phase one "First phase"
  starts on entry into force
  lasts {draw.randint(10, 90)} days
  quiet: north and south each must not attack
    counts incidents of violence by north in strip with at least {draw.randint(1, 4)} dead
calm: south must not fire
  counts incidents of {draw.choice(KINDS[:2])} in {draw.choice(PLACES[:2])}
"""
    record = f"record of accord-{number}\n2024-0{draw.randint(1, 5)}-15 10:00 in force\n"
    return {"accord.pact": pact, "accord.record": record}


def rows(number: int, many: int, draw: random.Random) -> list[dict[str, object]]:
    """Draw the incidents of an agreement."""
    return [
        {
            "agreement": f"accord-{number}",
            "id": f"{number}-{draw.randrange(many * 3)}",
            "happened": f"2024-{draw.randint(1, 6):02}-{draw.randint(1, 28):02}",
            "filed": "2024-07-01",
            "kind": draw.choice(KINDS),
            "who": draw.choice(ACTORS),
            "place": draw.choice(PLACES),
            "dead": draw.randrange(6),
            "sure": draw.random() < 0.3,
        }
        for _ in range(many)
    ]


def once_each(found: list[dict[str, object]]) -> list[dict[str, object]]:
    """Keep the first row of each name: which is first is not settled where rows are spread by chance."""
    return list({str(row["id"]): row for row in reversed(found)}.values())


def within(
    folder: Path, here: dict[str, str], mine: list[dict[str, object]]
) -> list[tuple[object, ...]]:
    """Evaluate an agreement with its rows as entries of the record."""
    folder.mkdir()
    record = here["accord.record"] + 'include table "rows.parquet" map "map.toml" as csv\n'
    for name, text in {**here, "accord.record": record, "map.toml": MAP}.items():
        (folder / name).write_text(text, "utf-8")
    parquet.write_table(pa.Table.from_pylist(mine), folder / "rows.parquet")
    loaded = load(folder)
    assert loaded.agreement is not None
    calendar = loaded.agreement.header.calendar
    found = count(loaded.agreement, Question(on=last_minute(calendar, "on", ON, 0)))
    table = tabulate_count(loaded.agreement, found, ON, loaded.sources)
    return list(verdicts(loaded.agreement.header.id, table))


def main() -> None:
    """Compare, and end with 1 where any verdict differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agreements", type=int, default=40)
    parser.add_argument("--rows", type=int, default=300)
    asked = parser.parse_args()
    draw = random.Random(4)
    with tempfile.TemporaryDirectory() as home:
        every, expected, of = [], [], {}
        for number in range(asked.agreements):
            name = f"accord-{number}"
            of[name] = texts(number, draw)
            mine = once_each(rows(number, asked.rows, draw))
            expected += within(Path(home) / name, of[name], mine)
            every += mine
        draw.shuffle(every)
        for part in range(7):
            parquet.write_table(pa.Table.from_pylist(every[part::7]), f"{home}/{part}.parquet")
        spark = session()
        start = time.perf_counter()
        frame = spark.read.parquet(f"{home}/*.parquet")
        over = OverMany(texts=of, mapping=MAP, kind="csv", on=ON)
        found = [
            tuple(row) for row in over_agreements(frame, "agreement", over, VERDICTS).collect()
        ]
        seconds = time.perf_counter() - start
        spark.stop()
    mine_, theirs = Counter(found), Counter(expected)
    for verdict in (mine_ - theirs) | (theirs - mine_):
        print("differs:", verdict)
    total = sum(int(str(row[6])) + int(str(row[7])) for row in expected)
    said = "the same" if mine_ == theirs else "NOT the same"
    print(
        f"{asked.agreements} agreements, {len(every):,} rows: {len(expected)} verdicts over "
        f"{total:,} incidents that count or may; {said}; Spark took {seconds:.1f} s"
    )
    sys.exit(mine_ != theirs or not total)


if __name__ == "__main__":
    main()
