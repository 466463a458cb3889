"""Turn what falls due into items of a calendar."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.model.agreement import Agreement
from servanda.monitor.due import DueItem
from servanda.record.ical import CalendarItem
from servanda.reports.due_page import KINDS
from servanda.reports.due_table import DueTable
from servanda.reports.words import ReadingNames


def calendar_items(
    table: DueTable, items: tuple[DueItem, ...], agreement: Agreement
) -> Iterator[CalendarItem]:
    """Give one item for each date, with all readings under which it falls due in its description."""
    names = ReadingNames(agreement)
    readings: dict[tuple[str, ...], list[str]] = {}
    first: dict[tuple[str, ...], int] = {}
    for at, row in enumerate(table.items):
        key: tuple[str, ...] = (row.id, row.kind, row.on, row.time or "", str(row.amount))
        first.setdefault(key, at)
        readings.setdefault(key, []).extend([names.all(row.reading)] if row.reading else [])
    for key, at in first.items():
        row, under = table.items[at], list(dict.fromkeys(readings[key]))
        notes = [f"{row.id}: {KINDS.get(row.kind, row.kind)}"]
        if row.amount is not None and (row.unit or row.amount != 1):
            notes.append(f"{row.amount} {row.unit}".strip())
        notes.extend([f"under {', or under '.join(under)}"] if under else [])
        notes.extend(["expected, if nothing else happens"] if row.expected else [])
        notes.extend(
            [f"overdue at {table.on}: arithmetic, nobody's finding"] if row.overdue else []
        )
        notes.extend([", ".join(row.cites)] if row.cites else [])
        notes.append(f"{row.file}:{row.line}")
        yield CalendarItem(
            key=key,
            day=row.on,
            at=items[at].due.at if row.time else None,
            summary=row.what,
            description="\n".join(notes),
            categories=(KINDS.get(row.kind, row.kind),),
            is_tentative=bool(under) or row.expected,
        )
