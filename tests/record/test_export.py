"""Write a record for other programs: CSV, JSON Lines, Parquet, iCalendar, PROV."""

import csv
import io
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pyarrow.parquet as parquet
import pytest
from jsonschema import Draft202012Validator
from prov.model import ProvDocument

from servanda.cli import extras
from servanda.cli.main import run
from servanda.record.files import replacing
from servanda.workspace import load

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(folder for folder in (ROOT / "examples").iterdir() if folder.is_dir())
Export = Callable[..., Path]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Export a folder to a file."""

    def call(folder: Path, form: str, *more: str) -> Path:
        out = tmp_path / f"out.{form}"
        assert run(["export", str(folder), "--as", form, "--out", str(out), *more]) == 0
        return out

    return call


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("table", ["entries", "sources", "provisions"])
def test_the_three_forms_of_a_table_say_the_same(export: Export, folder: Path, table: str) -> None:
    lines = export(folder, "jsonl", "--table", table).read_text("utf-8").splitlines()
    objects = [json.loads(line) for line in lines]
    schema = ROOT / "docs" / "reference" / "json" / f"export-{table}.schema.json"
    validator = Draft202012Validator(json.loads(schema.read_text("utf-8")))
    assert [fault.message for row in objects for fault in validator.iter_errors(row)] == []
    kept = parquet.read_table(export(folder, "parquet", "--table", table)).to_pylist()
    text = export(folder, "csv", "--table", table).read_bytes().decode("utf-8")
    cells = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(objects) == len(kept) == len(cells)
    for row, columns, strings in zip(objects, kept, cells, strict=True):
        assert list(row) == list(columns) == list(strings)
        for name, value in row.items():
            assert _same(value, columns[name]), (name, value, columns[name])
            assert (value in (None, [])) == (strings[name] == "")


def _same(plain: Any, column: Any) -> bool:
    if isinstance(plain, str) and not isinstance(column, str):
        return plain.startswith(column.isoformat()[:16])
    return bool(plain == column)


def test_a_calendar_has_what_falls_due(export: Export, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ROOT / "examples" / "gaza-2025"
    out = export(folder, "ics", "--on", "2025-02-20", "--within", "30d")
    calendar = icalendar.Calendar.from_ical(out.read_bytes())
    events = {str(e["summary"]): e for e in calendar.walk("VEVENT")}
    capsys.readouterr()
    assert (
        run(["due", str(folder), "--on", "2025-02-20", "--within", "30d", "--format", "json"]) == 0
    )
    due = json.loads(capsys.readouterr().out)["items"]
    assert set(events) == {item["what"] for item in due}
    talks = events["Israel and Hamas each must try to conclude talks"]
    assert talks["dtstart"].dt == date(2025, 2, 22)


@pytest.mark.parametrize(
    ("name", "on", "some_are_sure"),
    [("colombia-2016", "2016-12-02", False), ("gaza-2025", "2025-01-20", True)],
)
def test_what_only_some_readings_make_due_is_tentative(
    export: Export, capsys: pytest.CaptureFixture[str], name: str, on: str, some_are_sure: bool
) -> None:
    folder, asked = ROOT / "examples" / name, ("--on", on, "--within", "1y")
    found = icalendar.Calendar.from_ical(export(folder, "ics", *asked).read_bytes())
    capsys.readouterr()
    assert run(["due", str(folder), *asked, "--format", "json"]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    sure = {(i["what"], i["on"]) for i in items if not i["reading"] and not i["expected"]}
    events = found.walk("VEVENT")
    seen = {(str(e["summary"]), e["dtstart"].dt.isoformat()[:10]): e for e in events}
    assert seen.keys() == {(item["what"], item["on"]) for item in items}
    assert {key for key, e in seen.items() if e["status"] == "CONFIRMED"} == sure
    assert bool(sure) is some_are_sure and len(sure) < len(seen)
    under = next(i for i in items if i["reading"])
    told = str(seen[under["what"], under["on"]]["description"])
    assert told.count("under ") >= 1


def test_a_calendar_that_is_exported_again_names_its_events_alike(export: Export) -> None:
    folder = ROOT / "examples" / "gaza-2025"

    def names(on: str) -> dict[str, str]:
        out = export(folder, "ics", "--on", on, "--within", "60d")
        found = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
        return {str(e["uid"]): str(e["summary"]) for e in found}

    first, second = names("2025-02-20"), names("2025-02-21")
    assert len(first) > 3
    shared = first.keys() & second.keys()
    assert len(shared) > len(first) / 2
    assert all(first[uid] == second[uid] for uid in shared)


def test_a_text_that_is_not_in_force_gives_an_empty_calendar_and_says_so(
    export: Export, capsys: pytest.CaptureFixture[str]
) -> None:
    out = export(ROOT / "examples" / "gaza-2024", "ics", "--on", "2024-07-01")
    assert "not in force" in capsys.readouterr().err
    assert icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT") == []


def test_the_chain_of_relay_can_be_followed(export: Export) -> None:
    folder = ROOT / "examples" / "gaza-2024"
    document: Any = ProvDocument.deserialize(export(folder, "prov"), format="json")
    data = json.loads(document.serialize(format="json"))
    agreement = load(folder).agreement
    assert agreement is not None
    relayed = [entry for entry in agreement.entries if entry.via]
    assert relayed
    used = {(u["prov:activity"], u["prov:entity"]) for u in data["used"].values()}
    made = {(g["prov:entity"], g["prov:activity"]) for g in data["wasGeneratedBy"].values()}
    with_whom: dict[str, set[str]] = {}
    for each in data["wasAssociatedWith"].values():
        with_whom.setdefault(each["prov:activity"], set()).add(each["prov:agent"])
    assert len(used) == sum(len(entry.via) for entry in relayed)
    for entry in relayed:
        name = next(n for n in data["entity"] if _stands_for(data["entity"][n], entry.span.line))
        for carrier in reversed(entry.via):
            activity = next(a for e, a in made if e == name)
            assert with_whom[activity] == {f"actor:{carrier}"}
            name = next(e for a, e in used if a == activity)
        said = next(a for e, a in made if e == name)
        assert with_whom[said] == {f"actor:{actor}" for actor in entry.by or entry.actors}


def _stands_for(entity: Any, line: int) -> bool:
    found = entity.get("servanda:line") if isinstance(entity, dict) else None
    return found == line or (isinstance(found, dict) and int(found["$"]) == line)


def test_a_vague_moment_is_given_no_time_in_prov(export: Export, tmp_path: Path) -> None:
    (tmp_path / "a.pact").write_text(
        'agreement accord "An accord"\nparty north "North"\n'
        '2024-06 say north "soon"\n2024-06-10 18:30 say north "now"\n'
    )
    data = json.loads(export(tmp_path / "a.pact", "prov").read_text("utf-8"))
    times = [activity.get("prov:startTime") for activity in data["activity"].values()]
    assert times == [None, "2024-06-10T18:30:00+00:00"]


def test_a_missing_part_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: None)
    for form, extra in (("parquet", "tables"), ("ics", "exchange"), ("prov", "exchange")):
        assert run(["export", str(EXAMPLES[0]), "--as", form]) == 2
        assert f"servanda[{extra}]" in capsys.readouterr().err
    assert run(["export", str(EXAMPLES[0]), "--as", "csv"]) == 0


def test_help_and_a_csv_load_no_heavy_part() -> None:
    code = (
        "import sys; from servanda.cli.main import run; "
        f"run(['--help']); run(['export', {str(EXAMPLES[0])!r}, '--as', 'csv']); "
        "sys.exit(bool({'pyarrow', 'duckdb', 'icalendar', 'prov'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_file_is_replaced_wholly_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("as it was")
    with pytest.raises(RuntimeError), replacing(out) as stream:
        stream.write(b"half of the ne")
        raise RuntimeError
    assert out.read_text() == "as it was"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_a_full_disk_leaves_the_old_file_and_says_so(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("as it was")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "from servanda.cli.main import main; main()",
            *("export", str(EXAMPLES[0]), "--as", "csv", "--out", str(out)),
        ],
        capture_output=True,
        preexec_fn=small,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert ended.returncode == 2
    assert b"cannot be written: file too large" in ended.stderr
    assert out.read_text() == "as it was"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]
