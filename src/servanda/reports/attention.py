"""Say which provisions need attention: the late first, then what a reading decides, then the near."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from servanda.reports.status_table import Cells, ProvisionRow
from servanda.reports.tongue import ENGLISH, Tongue, marked
from servanda.reports.verdicts import verdict

SOON_DAYS = 14
MARKS: Mapping[str, str] = {
    "!": marked("late"),
    "?": marked("depends on a reading, or on a vague date"),
    "~": marked("excused, withheld or suspended"),
    ">": marked("due within 14 days"),
    "*": marked("in effect, and contested"),
}
"""Each mark, the gravest first, with what it stands for."""

_LATE = frozenset({"overdue", "exceeded", "missed"})
_HELD = frozenset({"excused", "withheld", "suspended"})


def mark(row: ProvisionRow, today: date) -> str:
    """Say what kind of attention a provision needs; empty for none."""
    state = row.cells.state
    if state in _LATE:
        return "!"
    if state == "open" or (row.readings and len(verdicts_of(row)) > 1):
        return "?"
    if state in _HELD:
        return "~"
    if state == "in-effect" and _is_soon(row.cells, today):
        return ">"
    if state == "in-effect" and (row.findings or row.incidents or row.notices):
        return "*"
    return ""


def verdicts_of(row: ProvisionRow) -> set[str]:
    """Give the different verdicts that readings lead to, as a person sees them."""
    return {verdict_of(row, each.cells) for each in row.readings}


def verdict_of(row: ProvisionRow, cells: Cells, tongue: Tongue = ENGLISH) -> str:
    """Say the verdict on a provision in one line."""
    has_parts = any(not part.is_date for part in row.parts)
    limit = is_limit(row)
    return verdict(cells, row.unit, has_parts=has_parts, is_limit=limit, tongue=tongue)


def is_limit(row: ProvisionRow) -> bool:
    """Tell whether the provision bounds a level, rather than asking for an amount."""
    return row.modality == "must keep" and row.cells.due is None


def _is_soon(cells: Cells, today: date) -> bool:
    due = cells.amended_due or cells.due
    if isinstance(due, tuple):
        due = due[0]
    if not isinstance(due, str):
        return False
    return 0 <= (date.fromisoformat(due[:10]) - today).days <= SOON_DAYS
