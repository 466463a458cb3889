"""What stands in the columns of a record's tables."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from servanda.model.agreement import Agreement
from servanda.record.arrow import arrow_table
from servanda.record.columns import (
    ENTRIES,
    PROVISIONS,
    SOURCES,
    entries_table,
    provisions_table,
    sources_table,
)
from servanda.workspace import load, load_text

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(folder for folder in (ROOT / "examples").iterdir() if folder.is_dir())

PACT = """\
agreement accord "An accord"
  zone Asia/Jerusalem
party north "North", south "South"
monitor mission "The mission"
person envoy "An envoy"
truce: south must not attack north
one-names: north must release 33 captives; by 2025-02-01
"""
RECORD = """\
source rep "A report"
  publisher "The mission"
2025-01-19 11:15 in force
before 2025-01-22 recorded 2025-01-23 act north one-names 3 civilian [rep ¶2, verified]
2025-01 incident south against truce alleged by north, mission via envoy at "the ford" words "shots"
2025-01-27 figure alive more than 25 of 33 people by mission [rep, recalled]
9999-12-31 note "the last day there is"
1970-01-01 note "the first minute counted"
"""


@pytest.fixture
def accord() -> Agreement:
    agreement = load_text({"accord.pact": PACT, "accord.record": RECORD}).agreement
    assert agreement is not None
    return agreement


def test_an_entry_is_laid_out_as_it_stands(accord: Agreement) -> None:
    rows = arrow_table(entries_table(accord)).to_pylist()
    act, incident, figure = rows[1], rows[2], rows[3]
    assert act["earliest"] is None
    assert act["day_latest"] == date(2025, 1, 21)
    assert act["latest"] == datetime(2025, 1, 21, 21, 59)
    assert act["recorded_earliest"] == datetime(2025, 1, 22, 22, 0)
    assert (act["provision"], act["unit"]) == ("one-names", "civilian")
    assert (act["quantity_low"], act["quantity_high"]) == (3.0, 3.0)
    assert (act["sources"], act["passages"], act["certainty"]) == (["rep"], ["¶2"], "verified")
    assert (act["file"], act["line"], act["column"]) == ("accord.record", 4, 1)
    assert incident["actors"] == ["south"]
    assert incident["by"] == ["north", "mission"]
    assert incident["via"] == ["envoy"]
    assert (incident["stance"], incident["place"]) == ("alleged", "the ford")
    assert (incident["day_earliest"], incident["day_latest"]) == (
        date(2025, 1, 1),
        date(2025, 1, 31),
    )
    assert (figure["quantity_low"], figure["quantity_high"]) == (25.0, None)
    assert (figure["quantity"], figure["out_of"]) == ("more than 25", "33")
    assert figure["provision"] is None and figure["target"] == "alive"


def test_the_first_and_the_last_day_there_are_can_be_laid_out(accord: Agreement) -> None:
    rows = arrow_table(entries_table(accord)).to_pylist()
    assert rows[4]["day_latest"] == date(9999, 12, 31)
    assert rows[5]["earliest"] == datetime(1969, 12, 31, 22, 0)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_example_can_be_laid_out(folder: Path) -> None:
    agreement = load(folder).agreement
    assert agreement is not None
    table = arrow_table(entries_table(agreement))
    table.validate(full=True)
    assert table.num_rows == len(agreement.entries)
    assert table.column("line").to_pylist() == [e.span.line for e in agreement.entries]
    assert arrow_table(sources_table(agreement)).num_rows == len(agreement.sources)
    assert arrow_table(provisions_table(agreement)).num_rows == len(agreement.provisions)


def test_an_empty_record_has_its_columns() -> None:
    agreement = load_text({"accord.pact": PACT}).agreement
    assert agreement is not None
    table = arrow_table(entries_table(agreement))
    assert table.num_rows == 0
    assert table.column_names == [column.name for column in ENTRIES]
    assert table.schema.field("actors").type == pa.list_(pa.string())


@pytest.mark.parametrize("columns", [ENTRIES, SOURCES, PROVISIONS])
def test_the_page_on_tables_tells_every_column(columns: tuple[object, ...]) -> None:
    page = (ROOT / "docs" / "reference" / "tables.md").read_text("utf-8")
    told = "\n".join(f"| `{c.name}` | {c.type.value} | {c.meaning} |" for c in columns)  # type: ignore[attr-defined]
    assert told in page, told
