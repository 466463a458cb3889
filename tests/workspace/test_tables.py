"""A table that a record includes is read as entries, each at its line; what is wrong with it is told."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from servanda.cli.main import run
from servanda.diagnostics import Diagnostic, Severity, print_text
from servanda.model.entries import Figure, Incident
from servanda.workspace import Loaded, kept, load
from servanda.workspace.pipeline import load_plainly

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "record"))
from tables import HEADER, lay_out, row, write_table  # noqa: E402

INCLUDE = 'include table "log.csv" map "map.toml"\n'
Read = Callable[..., Loaded]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Load a folder whose record is a sentence that includes a table."""
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path, 0)

    def call(sentence: str = INCLUDE) -> Loaded:
        (tmp_path / "accord.record").write_text(sentence, "utf-8")
        return load(".")

    return call


def faults(loaded: Loaded) -> list[tuple[str, str]]:
    return [(fault.rule, fault.message) for fault in loaded.diagnostics]


def test_a_row_is_an_entry_at_its_line(read: Read, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1), row(2), row(3)])
    loaded = read()
    assert loaded.diagnostics == ()
    assert loaded.agreement is not None
    entries = loaded.agreement.entries
    assert [str(e.id) for e in entries if isinstance(e.what, Incident)] == [
        "log-1",
        "log-2",
        "log-3",
    ]
    assert next(str(e.id) for e in entries if isinstance(e.what, Figure)) == "log-1.rounds"
    lines = (tmp_path / "log.csv").read_text("utf-8").split("\n")
    for entry in entries:
        assert entry.span.path == "log.csv"
        number = str(entry.id).removeprefix("log-").removesuffix(".rounds")
        assert lines[entry.span.line - 1].startswith(f"{number},"), "a note of two lines counts two"


def test_a_table_says_what_its_import_would(
    read: Read, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_table(tmp_path / "log.csv", [row(number) for number in range(60)])
    read()
    told: list[list[dict[str, object]]] = []
    for _ in range(2):
        assert run(["export", ".", "--as", "jsonl"]) == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        place = ("file", "line", "column_end")
        told.append(
            sorted(
                ({k: v for k, v in each.items() if k not in place} for each in rows),
                key=lambda each: str(each["id"]),
            )
        )
        (tmp_path / "accord.record").write_text("", "utf-8")
        command = ("import", "log.csv", "--as", "csv", "--map", "map.toml", "--into", "log.record")
        assert run(command) == 0
        capsys.readouterr()
    assert len(told[0]) == 120
    assert told[0] == told[1]


def test_parquet_can_be_included(read: Read, tmp_path: Path) -> None:
    rows = [row(number) for number in range(5)]
    table = pa.table({name: [each[name] for each in rows] for name in HEADER})
    parquet.write_table(table, tmp_path / "log.parquet")
    loaded = read('include table "log.parquet" map "map.toml" as csv\n')
    assert loaded.diagnostics == ()
    assert loaded.agreement is not None
    assert {e.span.line for e in loaded.agreement.entries} == {1, 2, 3, 4, 5}


def test_rows_that_are_no_entries_are_told_reason_by_reason(read: Read, tmp_path: Path) -> None:
    rows = [
        row(1),
        row(2, who="Somebody", notes=""),
        row(3, who="Somebody", notes=""),
        row(4, happened="never"),
        row(5, type="parade"),
        row(1),
        row(1, place="elsewhere"),
    ]
    write_table(tmp_path / "log.csv", rows)
    loaded = read()
    assert loaded.agreement is not None and len(loaded.agreement.entries) == 2
    assert faults(loaded) == [
        (
            "table-rows-left-out",
            "2 rows are not in the record, the first in line 4: who 'Somebody' is not in the map",
        ),
        ("table-rows-left-out", "1 row is not in the record, line 6: happened is no date"),
        (
            "table-rows-left-out",
            "1 row is not in the record, line 12: an entry of this name says something else",
        ),
    ]
    shown = print_text(loaded.diagnostics, loaded.sources, width=80)
    assert "accord.record:1:15" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_faults_that_many_rows_share_are_told_once_with_their_number(
    read: Read, tmp_path: Path
) -> None:
    write_table(tmp_path / "log.csv", [row(number) for number in range(50)])
    text = (tmp_path / "map.toml").read_text("utf-8")
    (tmp_path / "map.toml").write_text(text.replace('"truce"', '"truse"'), "utf-8")
    found = [fault for fault in read().diagnostics if fault.rule == "unknown-name"]
    assert len(found) == 4
    assert sum(fault.message.startswith("47 more rows of the table: ") for fault in found) == 1


@pytest.mark.parametrize(
    ("sentence", "rule", "told"),
    [
        ('include table "log.csv"\n', "include-missing", "does not say which, and by which map"),
        ('include table "log.csv" by "map.toml"\n', "include-missing", "by which map"),
        ('include table "log.csv" map "map.toml" as\n', "include-missing", "by which map"),
        ('include table "lgo.csv" map "map.toml"\n', "include-missing", "no file `lgo.csv`"),
        ('include table "log.csv" map "none.toml"\n', "include-missing", "no file `none.toml`"),
        ('include table "../log.csv" map "map.toml"\n', "include-outside", "outside the folder"),
        ('include table "log.csv" map "map.toml" as excel\n', "table-map", "no kind of table"),
        ('include table "log.csv" map "accord.pact"\n', "table-map", "it is no TOML"),
        ('include table "log.csv" map "map.toml" as acled\n', "table-unread", "called `"),
        ('include table "accord.pact" map "map.toml"\n', "table-unread", "none of its"),
    ],
)
def test_what_cannot_be_read_is_a_fault_where_the_record_says_so(
    read: Read, tmp_path: Path, sentence: str, rule: str, told: str
) -> None:
    write_table(tmp_path / "log.csv", [row(1)])
    if "acled" in sentence:
        text = (tmp_path / "map.toml").read_text("utf-8")
        (tmp_path / "map.toml").write_text(text.replace('id = "id"', 'id = "ID"'), "utf-8")
    errors = [each for each in read(sentence).diagnostics if each.severity is Severity.ERROR]
    assert [(each.rule, each.span.path) for each in errors] == [(rule, "accord.record")]
    assert told in errors[0].message


def test_damage_in_a_table_leaves_what_was_read_before(read: Read, tmp_path: Path) -> None:
    rows = [row(number) for number in range(5_000)]
    table = pa.table({name: [each[name] for each in rows] for name in HEADER})
    parquet.write_table(table, tmp_path / "log.parquet", row_group_size=500)
    data = bytearray((tmp_path / "log.parquet").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4_000] = bytes(range(250)) * 16
    (tmp_path / "log.parquet").write_bytes(data)
    loaded = read('include table "log.parquet" map "map.toml"\n')
    (fault,) = loaded.diagnostics
    assert fault.rule == "table-unread" and "damaged Parquet after row" in fault.message


def test_a_missing_part_is_named(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    loaded = read('include table "log.parquet" map "map.toml"\n')
    fault: Diagnostic = next(iter(loaded.diagnostics))
    assert fault.rule == "table-unread" and "servanda[tables]" in fault.help


def test_a_source_is_declared_once(read: Read, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1)])
    shutil.copy(tmp_path / "log.csv", tmp_path / "more.csv")
    write_table(tmp_path / "more.csv", [row(2)])
    more = 'include table "more.csv" map "map.toml"\n'
    assert read(INCLUDE + more).diagnostics == ()
    declared = read(f'source log "The log"\n{INCLUDE}{more}')
    assert declared.diagnostics == ()
    assert declared.agreement is not None
    assert [source.title for source in declared.agreement.sources.values()] == ["The log"]


def test_a_table_of_another_agreement_is_refused(read: Read, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1)])
    text = (tmp_path / "map.toml").read_text("utf-8")
    other = text.replace('agreement = "accord"', 'agreement = "other"')
    (tmp_path / "map.toml").write_text(other, "utf-8")
    loaded = read()
    assert [fault.rule for fault in loaded.diagnostics] == ["record-of-another"]
    assert loaded.agreement is not None and loaded.agreement.entries == ()


def test_what_is_kept_notices_a_change_of_table_and_map(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_table(tmp_path / "log.csv", [row(1)])
    read()
    reads: list[object] = []
    monkeypatch.setattr(kept, "load_plainly", lambda path: reads.append(path) or load_plainly(path))
    place = tmp_path / "cache"
    for _ in range(2):
        loaded = kept.load_kept(".", place)
        assert "log.csv" in loaded.sources
    assert len(reads) == 1
    write_table(tmp_path / "log.csv", [row(1), row(2)])
    changed = kept.load_kept(".", place).agreement
    assert changed is not None and len(changed.entries) == 4
    text = (tmp_path / "map.toml").read_text("utf-8")
    (tmp_path / "map.toml").write_text(text.replace("figures = [", "# ["), "utf-8")
    changed = kept.load_kept(".", place).agreement
    assert changed is not None and len(changed.entries) == 2
    assert len(reads) == 3
