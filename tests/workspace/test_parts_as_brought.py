"""Folders of parts as users bring them: damaged, of other columns, of other types, empty, oddly named."""

import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from jsonschema import Draft202012Validator

from servanda.cli.main import run

sys.path.insert(0, str(Path(__file__).parent))

from parted import COLUMNS, ROW, ask, write

ROOT = Path(__file__).parents[2]


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
