"""What is counted part by part is what the record's own engine says of the same rows, whatever the parts."""

import json
import pickle
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from servanda.cli.main import run
from servanda.monitor import Question
from servanda.monitor.counting import count
from servanda.record.imports import read_map
from servanda.record.tallying import merged
from servanda.reports.count_table import tabulate_count
from servanda.workspace import Loaded, load
from servanda.workspace.asking import last_minute
from servanda.workspace.partitions import (
    VERDICTS,
    Evaluator,
    OverMany,
    load_text_with_source,
    load_with_source,
    verdicts,
)

ROOT = Path(__file__).parents[2]
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


def _of(*values: str | None) -> st.SearchStrategy[str | None]:
    return st.sampled_from(values)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": _of(*map(str, range(40)), "7.0", " 7", "", None, "a b", "x_y"),
            "happened": _of(
                "2024-01-20",
                "2024-02-01",
                "2024-02-03",
                "2024-02-01T03:59",
                "2024-02-01T04:00Z",
                "2024-03-11",
                "2024-03-12",
                "2024-03-13",
                "2024-05-01",
                "1970-01-01",
                "9999-12-31",
                "0000-13-01",
                "soon",
                None,
            ),
            "until": _of(None, None, None, "", "2024-02-04", "2024-03-20"),
            "filed": _of("2024-05-02", "2024-05-02", "2024-02-02T10:00Z", "1900-01-01", "never"),
            "type": _of("shelling", "shelling", "raid", "raid", "parade", "picnic", None),
            "who": _of("N", "S", "S ", "Others", "", None),
            "upon": _of("N", "S", "Others", None),
            "place": _of("hill", "THE  second ford", "Ford (east)", "elsewhere", "", None),
            "notes": _of(None, "a note", "several\nlines", "long " * 1_900, "long " * 4_100),
            "sure": _of("yes", "1", "1.0", "", None, "perhaps"),
            "low": _of("0", "3", "4.0", "-1", "many", "2.5"),
            "high": _of("2", "3", "9", ""),
        }
    ),
    max_size=25,
)


def write(path: Path, rows: Sequence[Row]) -> None:
    arrays = [pa.array([row[name] for row in rows], pa.string()) for name in COLUMNS]
    parquet.write_table(pa.table(arrays, names=list(COLUMNS)), path, row_group_size=5)


def embedded(folder: Path) -> Loaded:
    """Read all rows as entries of the record."""
    text = 'include table "all.parquet" map "map.toml" as csv\n'
    (folder / "accord.record").write_text(RECORD + text, "utf-8")
    return load(folder)


def evaluator(folder: Path) -> Evaluator:
    (folder / "accord.record").write_text(RECORD, "utf-8")
    mapping = read_map((folder / "map.toml").read_text("utf-8"), "csv")
    return Evaluator(load_with_source(folder, mapping), mapping)


def lay_out(folder: Path, unknown: str) -> None:
    folder.mkdir(parents=True)
    (folder / "accord.pact").write_text(PACT, "utf-8")
    (folder / "map.toml").write_text(MAP % unknown, "utf-8")


def quiet(done: int, total: int) -> None:
    """Look on."""


def plain(loaded: Loaded, found: Any) -> Any:
    """Give the table of what was counted, and every reason, as data."""
    assert loaded.agreement is not None
    table = tabulate_count(loaded.agreement, found, "", loaded.sources)
    reasons = {each.status.provision.id: Counter(r.text for r in each.because) for each in found}
    data = json.loads(msgspec.json.encode(table).replace(b"\\", b"/"))
    return data, reasons


@settings(max_examples=25)
@given(
    ROWS,
    st.lists(st.integers(0, 25), max_size=3),
    st.sampled_from(["reject", "unnamed"]),
    st.sampled_from(["2024-02-10", "2024-03-12", "2030-01-01"]),
)
def test_parts_say_what_the_record_says(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[Row],
    cuts: list[int],
    unknown: str,
    on: str,
) -> None:
    folder = tmp_path_factory.mktemp("parts") / "a"
    lay_out(folder, unknown)
    parts = folder / "parts"
    parts.mkdir()
    bounds = sorted({0, len(rows), *(min(cut, len(rows)) for cut in cuts)})
    spans = list(pairwise(bounds)) or [(0, 0)]
    for number, (first, last) in enumerate(spans):
        write(parts / f"{number}.parquet", rows[first:last])
    write(folder / "all.parquet", rows)

    whole = embedded(folder)
    assert whole.agreement is not None
    question = Question(on=last_minute(whole.agreement.header.calendar, "--on", on, 0))
    counting = evaluator(folder)
    found = counting.over_folder(parts, quiet)
    assert found.unread == ()
    mine = plain(counting.loaded, counting.evaluate(found.tally, question))
    assert mine == plain(whole, count(whole.agreement, question))

    told = [f.message for f in whole.diagnostics if f.rule == "table-rows-left-out"]
    left_out = {
        message.rpartition(": ")[2]: int(message.split()[0].replace(",", "")) for message in told
    }
    if len(told) <= 10:
        assert left_out == {
            reason.rpartition(": ")[2]: each.rows for reason, each in found.tally.reasons.items()
        }
    tally = found.tally
    counted = sum(sum(each.values()) for each in tally.counts.values())
    none = sum(each.rows for each in tally.reasons.values())
    assert tally.rows == len(rows) == counted + tally.again + tally.left_out + none
    own = 2
    assert len([e for e in whole.agreement.entries if e.kind == "incident"]) == counted + own


@settings(max_examples=5)
@given(ROWS, st.integers(0, 25))
def test_tallies_add_up_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], cut: int
) -> None:
    """Two machines may each count a part, where no name stands in both."""
    one = [{**row, "id": f"a{at}"} for at, row in enumerate(rows[:cut])]
    other = [{**row, "id": f"b{at}"} for at, row in enumerate(rows[cut:])]
    mapping = read_map(MAP % "unnamed", "csv")
    texts = {"accord.pact": PACT, "accord.record": RECORD}

    def tally(part: Sequence[Row], name: str) -> Any:
        arrays = [pa.array([row[n] for row in part], pa.string()) for n in COLUMNS]
        here = Evaluator(load_text_with_source(texts, mapping), mapping)
        return here.over_rows(pa.table(arrays, names=list(COLUMNS)), name)

    asked = Evaluator(load_text_with_source(texts, mapping), mapping)
    question = Question(on=last_minute(asked.agreement.header.calendar, "--on", "2024-04-01", 0))
    both = [tally(one, "1"), tally(other, "2")]
    answers = [
        plain(asked.loaded, asked.evaluate(found, question))
        for found in (merged(both), merged(reversed(both)), tally([*one, *other], "1"))
    ]
    assert answers[0] == answers[1] == answers[2]


def test_what_is_sent_to_another_machine_says_the_same(tmp_path: Path) -> None:
    """Spark pickles what it sends; `make spark` runs it there."""
    lay_out(tmp_path / "a", "unnamed")
    texts = {"accord": {"accord.pact": PACT, "accord.record": RECORD}}
    sent = OverMany(texts=texts, mapping=MAP % "unnamed", kind="csv", on="2024-06-01")
    rows = [{**ROW, "id": str(n), "low": str(n % 7), "high": "6"} for n in range(20)]
    table = pa.table({name: [row[name] for row in rows] for name in COLUMNS})
    found = pickle.loads(pickle.dumps(sent))("accord", table)

    write(tmp_path / "a" / "all.parquet", rows)
    whole = embedded(tmp_path / "a")
    assert whole.agreement is not None
    on = last_minute(whole.agreement.header.calendar, "--on", "2024-06-01", 0)
    counts = tabulate_count(
        whole.agreement, count(whole.agreement, Question(on=on)), "", whole.sources
    )
    assert found == list(verdicts("accord", counts))
    assert any(row[4:6] == ("The mission", "attributed") and row[6] for row in found)
    assert all(len(row) == len(VERDICTS) for row in found)
    assert sent("another", table) == []


def test_threads_and_groups_of_rows_change_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {
            **ROW,
            "id": str(n % 2_900),
            "happened": f"2024-0{1 + n % 5}-{1 + n % 28:02}",
            "filed": "2024-06-01",
            "type": ("shelling", "raid", "parade")[n % 3],
            "place": ("hill", "Ford (east)", "elsewhere")[n % 7 % 3],
            "who": ("N", "S", "Others", None)[n % 5 % 4],
        }
        for n in range(3_000)
    ]
    real = duckdb.connect
    answers = []
    for threads, size in ((1, 3_000), (2, 100), (4, 7)):
        table = pa.table({n: pa.array([row[n] for row in rows], pa.string()) for n in COLUMNS})
        parquet.write_table(table, here / "1.parquet", row_group_size=size)

        def connect(*of: Any, threads: int = threads, **more: Any) -> Any:
            found = real(*of, **more)
            found.execute(f"SET threads = {threads}")
            return found

        monkeypatch.setattr("servanda.record.tallying.duckdb.connect", connect)
        answers.append(ask(capsys, "--format", "json"))
    assert answers[0] == answers[1] == answers[2]
    table_ = json.loads(answers[0][1])["table"]
    (told,) = table_["no_entries"]
    assert (table_["rows"], told["reason"]) == (3_000, "an entry of this name says something else")
    assert table_["counted"] > 1_900


# -- bad parts -------------------------------------------------------------------------------------


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


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(tmp_path / "a", "unnamed")
    (tmp_path / "a" / "accord.record").write_text(RECORD, "utf-8")
    (tmp_path / "a" / "parts").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    return tmp_path / "a" / "parts"


def ask(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    arguments = ["count", ".", "--over", "parts", "--map", "map.toml", "--on", "2024-06-01"]
    status = run([*arguments, *options])
    said = capsys.readouterr()
    return status, said.out + said.err


def test_a_damaged_part_is_named_and_the_others_are_counted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "1.parquet", [ROW])
    rows = [{**ROW, "id": f"b{n}", "notes": f"note {n} " * 20} for n in range(200)]
    write(here / "2.parquet", rows)
    data = bytearray((here / "2.parquet").read_bytes())
    data[40:3_000] = bytes(2_960)
    (here / "2.parquet").write_bytes(data)
    (here / "3.parquet").write_bytes((here / "1.parquet").read_bytes()[:300])
    (here / "4.parquet").write_bytes(b"")
    (here / "5.parquet").write_text("id,happened\n1,2024-02-20\n", "utf-8")
    status, said = ask(capsys)
    assert status == 1
    for number in "2345":
        assert f"{number}.parquet: it is" in said or f"{number}.parquet: none" in said
    assert "1  counted as incidents" in said
    assert "Traceback" not in said


def test_parts_with_other_columns_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "1.parquet", [ROW])
    other = pa.table({**{n: [v] for n, v in ROW.items() if n != "happened"}, "hapened": ["x"]})
    parquet.write_table(other, here / "2.parquet")
    turned = pa.table({n: [ROW[n]] for n in reversed(COLUMNS)}).append_column("more", [["x"]])
    parquet.write_table(turned.set_column(11, "id", [["2"]]), here / "3.parquet")
    status, said = ask(capsys)
    assert status == 1
    assert "2.parquet: none of its 12 columns is called `happened`; did you mean `hapened`?" in (
        " ".join(said.split())
    )
    assert "2  counted as incidents" in said, (
        "the order of columns, and others besides, are all one"
    )


def test_types_may_differ_from_part_to_part(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import datetime

    write(here / "1.parquet", [ROW])
    day = datetime.date(2024, 2, 20)
    typed = {
        **{name: [value] for name, value in ROW.items()},
        "id": [1.0],
        "happened": [day],
        "filed": [datetime.datetime(2024, 2, 21)],
        "low": [3],
        "high": [4.0],
        "until": pa.array([None], pa.date32()),
    }
    parquet.write_table(pa.table(typed), here / "2.parquet")
    zoned = pa.timestamp("us", tz="Asia/Beirut")
    moment = datetime.datetime(2024, 2, 21, tzinfo=datetime.UTC)
    odd = {**typed, "id": [2], "filed": pa.array([moment], zoned)}
    parquet.write_table(pa.table(odd), here / "3.parquet")
    status, said = ask(capsys, "--format", "json")
    table = json.loads(said)["table"]
    assert (status, table["rows"], table["counted"], table["again"]) == (0, 3, 2, 0 + 1)


def test_an_empty_folder_and_a_missing_one_are_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = ask(capsys)
    assert (status, said) == (2, "servanda: parts holds no file that ends in .parquet\n")
    here.rmdir()
    status, said = ask(capsys)
    assert (status, said) == (2, "servanda: there is no folder parts\n")


def test_a_part_without_rows_counts_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "1.parquet", [])
    status, said = ask(capsys)
    assert status == 0
    assert "parts: 0 rows in 1 part" in said


def test_ten_thousand_columns_are_no_trouble(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wide = pa.table({**{n: [v] for n, v in ROW.items()}, **{f"c{n}": [n] for n in range(10_000)}})
    parquet.write_table(wide, here / "1.parquet")
    parquet.write_table(wide.drop_columns(["filed"]), here / "2.parquet")
    status, said = ask(capsys)
    assert status == 1
    assert "1  counted as incidents" in said
    assert "2.parquet: none of its 10,011 columns is called `filed`" in said


def test_placeholders_are_no_dates(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["1970-01-01", "1900-01-01", "9999-12-31", "2024-02-20"]
    write(here / "1.parquet", [{**ROW, "id": str(n), "happened": d} for n, d in enumerate(days)])
    status, said = ask(capsys)
    assert status == 1
    for day in days[:3]:
        assert f"1  happened is {day}, which stands for no date (first: 1.parquet" in said


def test_a_map_that_writes_more_than_incidents_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "1.parquet", [ROW])
    path = here.parent / "map.toml"
    text = path.read_text("utf-8")
    rule = '[[rule]]\nwrite = "act"\nprovision = "searches"\n'
    path.write_text(text + rule, "utf-8")
    status, said = ask(capsys)
    assert status == 2
    assert "[[rule]] 5 writes acts, and in parts only incidents are counted" in said


def test_a_name_with_marks_of_patterns_is_a_name(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "a[1]*'?.parquet", [ROW])
    write(here / "b.parquet", [{**ROW, "id": "2"}])
    status, said = ask(capsys, "--format", "json")
    assert status == 0
    data = json.loads(said)
    assert data["table"]["counted"] == 2
    kept = ROOT / "docs" / "reference" / "json" / "count.schema.json"
    Draft202012Validator(json.loads(kept.read_text("utf-8"))).validate(data)


def test_both_options_go_together(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["count", ".", "--over", "parts"]) == 2
    assert "give both, or neither" in capsys.readouterr().err


def test_the_record_alone_is_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["count", ".", "--on", "2024-06-01"]) == 0
    said = capsys.readouterr().out
    assert "one.quiet: North and South each must not attack the other" in said
    assert "incidents, by whom" in said
