"""Tabulate what became of the rows of a table that was imported, and print it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from servanda.record.imports import Outcome
from servanda.reports.page import Page

REASONS_SHOWN = 12


class ReasonRow(Struct, frozen=True, kw_only=True):
    """Hold a reason why rows were not written, how many, and the line of the first."""

    reason: str
    rows: int
    first_line: int


class ImportTable(Struct, frozen=True, kw_only=True):
    """Count what became of the rows of a table."""

    table: str
    into: str
    rejects: str | None
    rows: int
    written: int
    entries: int
    there_already: int
    left_out: int
    rejected: int
    completed_an_earlier_import: bool
    reasons: tuple[ReasonRow, ...]


def tabulate_import(outcome: Outcome, table: str, into: str, rejects: str) -> ImportTable:
    """Make the table, the most frequent reasons first."""
    return ImportTable(
        table=table,
        into=into,
        rejects=rejects if outcome.rejected else None,
        rows=outcome.rows,
        written=outcome.written,
        entries=outcome.entries,
        there_already=outcome.there,
        left_out=outcome.left_out,
        rejected=outcome.rejected,
        completed_an_earlier_import=outcome.recovered,
        reasons=tuple(
            ReasonRow(reason=reason, rows=count, first_line=outcome.first[reason])
            for reason, count in outcome.reasons.most_common()
        ),
    )


def print_import(table: ImportTable, width: int = 80, colour: bool = False) -> str:
    """Print the counts, then the reasons."""
    page = Page(width, colour)
    page.text(f"{table.table}: {table.rows:,} row{'s' * (table.rows != 1)}", style="title")
    entries = "1 entry" if table.entries == 1 else f"{table.entries:,} entries"
    made = "" if table.entries == table.written else f", as {entries}"
    counts: Mapping[str, int] = {
        f"written to {table.into}{made}": table.written,
        "there already": table.there_already,
        "left out by a rule of the map": table.left_out,
        f"not written, kept in {table.rejects}": table.rejected,
    }
    shown = [(f"{count:,}", text) for text, count in counts.items() if count]
    page.table(shown, indent=2, right=[0])
    if table.completed_an_earlier_import:
        page.text(
            "A batch of an earlier import that was stopped was completed first.", style="quiet"
        )
    if table.reasons:
        page.blank()
        page.text("why rows were not written", style="title")
        rows = [
            (f"{each.rows:,}", f"{each.reason} (first in line {each.first_line:,})")
            for each in table.reasons[:REASONS_SHOWN]
        ]
        page.table(rows, indent=2, right=[0])
        if more := len(table.reasons) - REASONS_SHOWN:
            page.text(f"and {more:,} more reasons" if more > 0 else "", indent=2, style="quiet")
    return str(page)
