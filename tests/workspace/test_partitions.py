"""What is counted part by part is what the record's own engine says of the same rows, whatever the parts."""

import json
import pickle
import sys
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

sys.path.insert(0, str(Path(__file__).parent))

from parted import COLUMNS, MAP, PACT, RECORD, ROW, Row, ask, lay_out, quiet, write


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


def embedded(folder: Path) -> Loaded:
    """Read all rows as entries of the record."""
    text = 'include table "all.parquet" map "map.toml" as csv\n'
    (folder / "accord.record").write_text(RECORD + text, "utf-8")
    return load(folder)


def evaluator(folder: Path) -> Evaluator:
    (folder / "accord.record").write_text(RECORD, "utf-8")
    mapping = read_map((folder / "map.toml").read_text("utf-8"), "csv")
    return Evaluator(load_with_source(folder, mapping), mapping)


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
