"""List the data of each command that prints a table, with its schema."""

from __future__ import annotations

from collections.abc import Mapping

from servanda.record.columns import ENTRIES, PROVISIONS, SOURCES, Column
from servanda.record.export import row_schema
from servanda.reports.actor_table import ActorTable
from servanda.reports.breach_table import BreachTable
from servanda.reports.compare_table import CompareTable
from servanda.reports.contacts_table import ContactsTable
from servanda.reports.count_table import CountTable
from servanda.reports.due_table import DueTable
from servanda.reports.figures_table import FiguresTable
from servanda.reports.import_table import ImportTable
from servanda.reports.incidents_table import IncidentsTable
from servanda.reports.interval_table import IntervalTable
from servanda.reports.live_page import LiveRow
from servanda.reports.mend_table import MendTable
from servanda.reports.packages_table import PackagesTable
from servanda.reports.positions_table import PositionsTable
from servanda.reports.query_table import QueryTable
from servanda.reports.ratify_table import RatifyTable
from servanda.reports.read_table import ReadTable
from servanda.reports.record_table import RecordTable
from servanda.reports.rounds_table import RoundsTable
from servanda.reports.schema import Schema, schema_of
from servanda.reports.series_table import SeriesTable
from servanda.reports.status_table import StatusTable
from servanda.reports.tally_table import TallyTable
from servanda.reports.why_table import WhyTable

TABLES: Mapping[str, type] = {
    "status": StatusTable,
    "due": DueTable,
    "why": WhyTable,
    "record": RecordTable,
    "figures": FiguresTable,
    "incidents": IncidentsTable,
    "count": CountTable,
    "tally": TallyTable,
    "interval": IntervalTable,
    "actor": ActorTable,
    "positions": PositionsTable,
    "ratify": RatifyTable,
    "packages": PackagesTable,
    "rounds": RoundsTable,
    "contacts": ContactsTable,
    "compare": CompareTable,
    "mend": MendTable,
    "breach": BreachTable,
    "import": ImportTable,
    "read": ReadTable,
    "query": QueryTable,
    "series": SeriesTable,
    "tail": LiveRow,
    "watch": LiveRow,
}


ROWS: Mapping[str, tuple[Column, ...]] = {
    "entries": ENTRIES,
    "sources": SOURCES,
    "provisions": PROVISIONS,
}


def schemas() -> dict[str, Schema]:
    """Describe the data of each command, and the rows that `servanda export` writes."""
    tables = {
        name: schema_of(table, f"The data of `servanda {name} --format json`")
        for name, table in TABLES.items()
    }
    rows = {
        f"export-{name}": row_schema(columns, f"A row of `servanda export --as jsonl`: {name}")
        for name, columns in ROWS.items()
    }
    return {**tables, **rows}
