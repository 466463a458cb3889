"""Print what falls due, for a person."""

from __future__ import annotations

from servanda.model.agreement import Agreement
from servanda.reports.asked import assumed
from servanda.reports.due_table import DueRow, DueTable
from servanda.reports.page import Page
from servanda.reports.verdicts import show
from servanda.reports.words import ReadingNames

INDENT, COLUMN = 2, 20


def print_due(table: DueTable, agreement: Agreement, width: int = 80, colour: bool = False) -> str:
    """Print what is overdue, then what falls due, date by date."""
    page = Page(width, colour)
    page.text(table.title, style="title")
    page.text(f"What falls due from {table.on} to {table.until}")
    page.text(assumed(agreement, table.assumptions), style="quiet")
    if not table.in_force:
        page.blank()
        page.text("Not in force: nothing is due. To see what would be, assume a date:")
        page.text(f'servanda due PATH --on {table.on} --if "{table.on[:10]} in force"', indent=2)
    overdue = [row for row in table.items if row.overdue]
    coming = [row for row in table.items if not row.overdue and not row.expected]
    expected = [row for row in table.items if row.expected]
    if table.in_force and not table.items:
        page.blank()
        page.text("Nothing is overdue, and nothing falls due.")
    _section(page, agreement, "overdue already", overdue, "bad")
    _section(page, agreement, "falls due", coming, "title")
    _section(page, agreement, "expected, if nothing else happens", expected, "title")
    return str(page)


def _section(page: Page, agreement: Agreement, head: str, rows: list[DueRow], style: str) -> None:
    if not rows:
        return
    page.blank()
    page.text(head, style=style)
    names = ReadingNames(agreement)
    for row, readings in _together(names, rows):
        when = f"{row.on} {row.time}" if row.time else row.on
        page.row(when, row.what, INDENT, COLUMN)
        under = [f"under {', or under '.join(readings)}"] if readings else []
        page.text(" · ".join([*_notes(row), *under]), indent=COLUMN, style="quiet")


def _together(names: ReadingNames, rows: list[DueRow]) -> list[tuple[DueRow, list[str]]]:
    """Show a date once, with all the readings under which it falls due."""
    found: dict[tuple[object, ...], tuple[DueRow, list[str]]] = {}
    for row in rows:
        key = (row.on, row.time, row.id, row.kind, row.amount)
        under = [names.all(row.reading)] if row.reading else []
        told = found.setdefault(key, (row, []))[1]
        told.extend(each for each in under if each not in told)
    return list(found.values())


def _notes(row: DueRow) -> list[str]:
    notes = [row.id]
    if row.kind != "deadline":
        notes.append(KINDS.get(row.kind, row.kind))
    is_told = row.amount not in (None, "unknown") and (row.unit or row.amount != 1)
    if is_told and row.kind != "limit":
        amount = show(row.amount)
        is_one = amount.split()[-1:] == ["1"]  # units are written in the plural, as in the text
        notes.append(f"{amount if is_one else f'{amount} {row.unit}'.strip()} still owed")
    if row.kind == "limit" and row.amount is not None:
        notes.append(f"from then {show(row.amount)}")
    if row.cites:
        notes.append(", ".join(row.cites))
    return notes


KINDS = {
    "tranche": "part",
    "start": "to be begun",
    "limit": "a new limit",
    "end": "its span ends",
    "earliest": "not before",
    "term": "end of the term",
}
