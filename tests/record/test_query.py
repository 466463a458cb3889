"""Ask the record in SQL: what is found, how it is drawn, and what cannot be reached."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as parquet
import pytest
from jsonschema import Draft202012Validator

from servanda.cli import extras
from servanda.cli.main import run
from servanda.monitor import Question, status
from servanda.record.columns import Column, Table, Type
from servanda.record.sql import Refused, ask
from servanda.reports.grid import draw
from servanda.reports.page import Page
from servanda.reports.states_table import STATES
from servanda.workspace import load

ROOT = Path(__file__).parents[2]
COLOMBIA = str(ROOT / "examples" / "colombia-2016")


class Outcome(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = json.loads(self.out)["rows"]
        return rows


Query = Callable[..., Outcome]


@pytest.fixture
def query(capsys: pytest.CaptureFixture[str]) -> Query:
    def call(sql: str, *more: str, path: str = COLOMBIA, form: str = "json") -> Outcome:
        given = run(["query", path, sql, "--format", form, *more])
        captured = capsys.readouterr()
        return Outcome(given, captured.out, captured.err)

    return call


# -- what is found ------------------------------------------------------------------------------


def test_entries_are_counted_as_they_stand_in_the_record(query: Query) -> None:
    agreement = load(COLOMBIA).agreement
    assert agreement is not None
    found = query("SELECT kind, count(*) FROM entries GROUP BY kind ORDER BY kind").rows
    kinds = sorted({entry.kind for entry in agreement.entries})
    assert found == [
        [kind, sum(entry.kind == kind for entry in agreement.entries)] for kind in kinds
    ]


def test_lists_can_be_taken_apart_and_joined_to_sources(query: Query) -> None:
    found = query(
        "SELECT s.title, count(*) FROM (SELECT unnest(sources) AS source FROM entries) e "
        "JOIN sources s ON s.id = e.source WHERE s.kind = 'press' GROUP BY 1"
    ).rows
    agreement = load(COLOMBIA).agreement
    assert agreement is not None
    cited = [c.source for e in agreement.entries for c in e.citations if c.source == "press"]
    assert found == [["Press reports", len(cited)]]


def test_the_state_of_every_provision_on_every_day_is_one_query(query: Query) -> None:
    agreement = load(COLOMBIA).agreement
    assert agreement is not None
    found = query(
        "SELECT id, day, reading, state FROM states_by_day WHERE kind = 'provision'",
        *("--from", "2016-12-01", "--to", "2017-03-31"),
    ).rows
    days = (date(2017, 3, 31) - date(2016, 12, 1)).days + 1
    assert {row[0] for row in found} == set(agreement.provisions)
    assert len({(row[0], row[1]) for row in found}) == days * len(agreement.provisions)
    for offset in (0, 40, 77, 120):
        day = date(2016, 12, 1) + timedelta(days=offset)
        on = agreement.header.calendar.end_of_day(day)
        wanted = {
            (p.provision.id, a.verdict.state)
            for p in status(agreement, Question(on=on)).provisions
            for a in p.answers
        }
        assert {(row[0], row[3]) for row in found if row[1] == day.isoformat()} == wanted


def test_incidents_have_their_state_and_both_dates(tmp_path: Path, query: Query) -> None:
    (tmp_path / "a.pact").write_text(
        'agreement accord "An accord"\n  zone UTC\nparty north "North", south "South"\n'
        "truce: south must not attack\n"
        "2025-01-05 recorded 2025-01-09 incident south against truce alleged by north\n"
        "2025-01 incident south against truce unverifiable by north\n"
        '2025-01-06 note "nothing"\n'
    )
    found = query(
        "SELECT provision, state, actors, day_earliest, day_latest, recorded_earliest FROM incidents",
        path=str(tmp_path),
    )
    assert found.rows == [
        ["truce", "alleged", ["south"], "2025-01-05", "2025-01-05", "2025-01-09T00:00"],
        ["truce", "unverifiable", ["south"], "2025-01-01", "2025-01-31", "2025-01-01T00:00"],
    ]


def test_states_are_worked_out_only_for_a_query_that_asks(
    query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.cli.query.stretches", lambda *a, **k: pytest.fail("asked"))
    assert query("SELECT count(*) FROM entries").status == 0


def test_every_form_says_the_same(query: Query, tmp_path: Path) -> None:
    sql = (
        "SELECT id, actors, quantity_low, hypothetical, day_earliest, earliest FROM entries "
        "ORDER BY line"
    )
    as_json = query(sql)
    schema = json.loads((ROOT / "docs/reference/json/query.schema.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(json.loads(as_json.out))) == []
    assert query(sql, "--out", str(tmp_path / "a.parquet"), form="parquet").status == 0
    kept = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    read = list(csv.reader(io.StringIO(query(sql, form="csv").out, newline="")))
    assert read[0] == list(kept[0])
    for row, columns, cells in zip(as_json.rows, kept, read[1:], strict=True):
        name, actors, low, is_assumed, day, instant = row
        assert [name, actors, low, is_assumed] == list(columns.values())[:4]
        assert cells[:2] == [name, "; ".join(actors)]
        assert cells[2] == ("" if low is None else f"{low:g}" if low < 1e6 else str(int(low)))
        assert cells[4:] == [day or "", instant or ""]


def test_a_text_that_a_spreadsheet_might_run_is_guarded(query: Query) -> None:
    assert query("SELECT '=1+1' AS \"=x\", -1 AS n", form="csv").out.splitlines() == [
        "'=x,n",
        "'=1+1,-1",
    ]


# -- what cannot be reached ---------------------------------------------------------------------

NUMBERS = Table(name="numbers", columns=(Column("n", Type.WHOLE, ""),), rows=((1,), (2,)))
secret = "the value of a variable in Python"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM '{file}'",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_blob('{file}')",
        "SELECT * FROM read_json('{file}')",
        "SELECT * FROM read_parquet('{file}')",
        "SELECT * FROM parquet_metadata('{file}')",
        "SELECT * FROM sniff_csv('{file}')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM query('SELECT * FROM read_text(''{file}'')')",
        "SELECT * FROM query_table('{file}')",
        "SELECT * FROM read_parquet('https://localhost/x.parquet')",
        "COPY numbers TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/out.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET enable_external_access",
        "PRAGMA enable_external_access = true",
        "CREATE TABLE t AS SELECT 1",
        "DROP VIEW numbers",
        "INSERT INTO numbers VALUES (3)",
        "UPDATE numbers SET n = 3",
        "DELETE FROM numbers",
        "CALL pragma_version()",
        "SELECT getenv('HOME')",
        "SELECT * FROM secret",
        "SELECT 1; SELECT 2",
        "",
        "SELECT FROM WHERE",
    ],
)
def test_a_query_reaches_nothing_but_the_tables(tmp_path: Path, sql: str) -> None:
    file = tmp_path / "file.csv"
    file.write_text("a,b\n1,2\n", "utf-8")
    assert ask([NUMBERS], "SELECT n FROM numbers").rows == [(1,), (2,)]
    with pytest.raises(Refused):
        ask([NUMBERS], sql.format(file=file, folder=tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == ["file.csv"]
    assert file.read_text("utf-8") == "a,b\n1,2\n"


def test_a_table_is_what_it_was_after_a_query() -> None:
    assert ask([NUMBERS], "SELECT sum(n) FROM numbers").rows == [(3,)]
    assert ask([NUMBERS], "EXPLAIN SELECT sum(n) FROM numbers").names[0] == "explain_key"


def test_a_fault_of_a_query_is_told_in_a_sentence(query: Query) -> None:
    outcome = query("SELECT knd FROM entries")
    assert outcome.status == 2
    assert "the query was not run" in outcome.err and '"kind"' in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_missing_part_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, query: Query
) -> None:
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: None)
    outcome = query("SELECT 1")
    assert outcome.status == 2
    assert "servanda[tables]" in outcome.err


# -- how it is drawn ----------------------------------------------------------------------------


@pytest.mark.parametrize("wide", [40, 60, 80, 200])
@pytest.mark.parametrize("sql", ["SELECT * FROM entries", "SELECT id, words, line FROM entries"])
def test_no_line_is_wider_than_the_page_and_nothing_is_cut(
    query: Query, monkeypatch: pytest.MonkeyPatch, wide: int, sql: str
) -> None:
    monkeypatch.setattr("servanda.cli.query.width", lambda: wide)
    text = query(sql, form="text").out
    assert max(map(len, text.splitlines())) <= wide
    agreement = load(COLOMBIA).agreement
    assert agreement is not None
    together = "".join(text.split())
    for entry in agreement.entries:
        for word in entry.words.split():
            assert "".join(word.split()) in together or len(word) > 8


def test_numbers_stand_at_the_right_and_lists_where_there_is_no_room() -> None:
    page = Page(40)
    draw(page, ["name", "n"], [["a", "1"], ["bc", "1,200"]], frozenset({1}))
    assert str(page) == "name      n\n----  -----\na         1\nbc    1,200\n"
    page = Page(40)
    draw(page, [f"column-{n}" for n in range(8)], [["x"] * 7 + [""]], frozenset())
    lines = str(page).splitlines()
    assert lines[0] == "row 1"
    assert lines[1].split() == ["column-0", "x"]
    assert len(lines) == 8, "what is empty is left out"


def test_the_page_on_tables_tells_the_columns_of_states() -> None:
    page = (ROOT / "docs" / "reference" / "tables.md").read_text("utf-8")
    assert "\n".join(f"| `{c.name}` | {c.type.value} | {c.meaning} |" for c in STATES) in page


def test_the_tables_and_their_columns_can_be_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["query", "--tables"]) == 0
    text = capsys.readouterr().out
    for name in ("entries", "sources", "provisions", "states", "incidents", "states_by_day"):
        assert name in text
