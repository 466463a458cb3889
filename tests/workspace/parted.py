"""Lay out a folder with an agreement, a map and parts of a table, for the tests of counting by parts."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from servanda.cli.main import run

PACT = """\
agreement accord "An accord of synthetic parties"
  zone UTC
party north "North", south "South"
monitor mission "The mission"
kind violence "Force", search "Search of a house"
kind shelling "Fire", raid "Raid"; part of violence
place strip "The strip"
place ford "The ford"; also called "the second ford"; part of strip
place hill "The hill"; part of strip
ambiguity calm "Does the calm bind outside the strip?"
  reading everywhere
  reading inside
phase one "First phase"
  starts on entry into force
  lasts 40 days
  quiet: north and south each must not attack the other
    counts incidents of violence by north, south upon north, south in strip
    under everywhere: counts incidents of violence with at least 5 dead
calm-week: north and south each must not fire
  counts incidents of shelling with at least 3 dead except raid
searches: south must not search houses
"""
RECORD = """\
record of accord
2024-02-01 04:00 in force
2024-02-03 incident north raid alleged by south upon south in hill
2024-02-05/2024-02-09 incident south shelling reported by mission upon north in ford 3 dead
"""
MAP = """\
agreement = "accord"
[source]
id = "log"
title = "A synthetic log"
[columns]
id = "id"
date = "happened"
date_end = "until"
recorded = "filed"
kind = "type"
actor = "who"
upon = "upon"
place = "place"
words = "notes"
[entry]
by = "mission"
unknown_actor = "%s"
[actors]
N = "north"
S = "south"
[kinds]
shelling = "shelling"
raid = "raid"
[places]
"Ford (east)" = "ford"
[[rule]]
where = { type = "parade" }
leave_out = "parades bear on nothing"
[[rule]]
where = { type = "raid", who = "S" }
against = "searches"
state = "alleged"
[[rule]]
where = { sure = ["yes", 1] }
state = "attributed"
harms = [{ name = "dead", low = "low", high = "high" }]
[[rule]]
where = { sure = "" }
unless = { type = "raid" }
harms = [{ name = "dead", column = "low" }]
"""
COLUMNS = (
    "id",
    "happened",
    "until",
    "filed",
    "type",
    "who",
    "upon",
    "place",
    "notes",
    "sure",
    "low",
    "high",
)
Row = dict[str, str | None]


def write(path: Path, rows: Sequence[Row]) -> None:
    arrays = [pa.array([row[name] for row in rows], pa.string()) for name in COLUMNS]
    parquet.write_table(pa.table(arrays, names=list(COLUMNS)), path, row_group_size=5)


def lay_out(folder: Path, unknown: str) -> None:
    folder.mkdir(parents=True)
    (folder / "accord.pact").write_text(PACT, "utf-8")
    (folder / "map.toml").write_text(MAP % unknown, "utf-8")


def quiet(done: int, total: int) -> None:
    """Look on."""


ROW: Row = {
    "id": "1",
    "happened": "2024-02-20",
    "until": None,
    "filed": "2024-02-21",
    "type": "shelling",
    "who": "N",
    "upon": "S",
    "place": "hill",
    "notes": "a note",
    "sure": "yes",
    "low": "3",
    "high": "4",
}


def ask(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    arguments = ["count", ".", "--over", "parts", "--map", "map.toml", "--on", "2024-06-01"]
    status = run([*arguments, *options])
    said = capsys.readouterr()
    return status, said.out + said.err
