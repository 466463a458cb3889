"""Say a verdict in words: its state, its dates, what was done of what was owed, who contests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from servanda.model.agreement import Agreement
from servanda.reports.status_table import Cells, ContestRow
from servanda.reports.values import Value
from servanda.reports.words import actors, listed

STATES = {
    "created": "not yet in effect",
    "in-effect": "in effect",
    "fulfilled": "done",
    "fulfilled-late": "done late",
    "overdue": "overdue",
    "excused": "excused",
    "withheld": "withheld",
    "suspended": "suspended",
    "discharged": "discharged",
    "terminated": "ended",
    "missed": "missed",
    "exceeded": "over its limit",
    "exercised": "used",
    "inapplicable": "no such provision",
    "unrecorded": "not in the record",
    "open": "open",
}


def state_word(state: str | None) -> str:
    """Name a state for a person."""
    return STATES.get(state or "", state or "depends on the reading")


def span_of(value: Value, joint: str = " to ") -> str:
    """Write one value, or the earliest and the latest, without what both have in common.

    >>> span_of(("2025-01-27 06:00", "2025-01-27 08:00")), span_of(("2025-02-26", "2025-02-27"))
    ('2025-01-27 06:00 to 08:00', '2025-02-26 to 27')
    """
    if not isinstance(value, tuple):
        return show(value)
    first, last = (show(each) for each in value)
    whole = _whole(first, last)
    if whole:
        return whole
    common = next((size for size in (_DAY, _MONTH) if _shares(first, last, size)), 0)
    return f"{first}{joint}{last[common:]}"


_DAY, _MONTH = len("2025-01-27 "), len("2025-01-")


def _shares(first: str, last: str, size: int) -> bool:
    """Tell whether two dates have their day in common, or two days without hours their month."""
    if not first[:4].isdigit() or len(first) != len(last) or len(first) < len("2025-01-27"):
        return False
    has_hours = " " in first
    return first[:size] == last[:size] and has_hours == (size == _DAY)


def _whole(first: str, last: str) -> str:
    """Write a whole month or year as such.

    >>> _whole("2020-03-01", "2020-03-31"), _whole("2020-01-01", "2020-12-31")
    ('2020-03', '2020')
    """
    if len(first) != len("2020-03-01") or first[4:5] != "-" or len(last) != len(first):
        return ""
    if first[:4] == last[:4] and (first[5:], last[5:]) == ("01-01", "12-31"):
        return first[:4]
    if first[:7] != last[:7] or not first.endswith("-01") or last.startswith("9999"):
        return ""
    is_last = (date.fromisoformat(last) + timedelta(days=1)).day == 1
    return first[:7] if is_last else ""


def show(value: object) -> str:
    """Write a plain value for a person.

    >>> show(37000), show("about 5"), show(True)
    ('37,000', 'about 5', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    return "" if value is None else str(value)


def verdict(
    cells: Cells, unit: str = "", *, has_parts: bool = False, is_limit: bool = False
) -> str:
    """Say a verdict in one line; parts are told apart from it, and a limit is no amount owed."""
    pieces = [_state(cells)]
    progress = _limit(cells, unit) if is_limit else _progress(cells, unit)
    if progress and not has_parts:
        pieces.append(progress)
    due = _due(cells)
    if due:
        pieces.append(due)
    if cells.is_curable:
        pieces.append("still within its time to cure")
    return ", ".join(pieces)


def _state(cells: Cells) -> str:
    if cells.state == "open" and cells.states:
        return f"open: {listed([state_word(s) for s in cells.states], 'or')}"
    word = state_word(cells.state)
    late = lateness(cells)
    if cells.state == "fulfilled":
        return f"{word} {span_of(cells.met)}" if cells.met else word
    if cells.state == "fulfilled-late":
        met = f" {span_of(cells.met)}" if cells.met else ""
        return f"done{met}, {late} late" if late else f"{word}{met}"
    if cells.state == "overdue" and cells.start_overdue:
        return f"not begun in time, by {late}" if late else "not begun in time"
    if cells.state in ("overdue", "missed") and late:
        return f"{word} by {late}"
    if cells.state == "in-effect" and late:
        return f"{word}, {late} late so far"
    return word


def lateness(cells: Cells) -> str:
    """Say how late, in days, or in hours and minutes within a day."""
    days = cells.late_days
    if days in (0, None):
        minutes = cells.late_minutes
        if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes == 0:
            return ""
        hours, rest = divmod(minutes, 60)
        shown = [f"{hours} h"] if hours else []
        return " ".join([*shown, f"{rest} min"] if rest else shown)
    return "1 day" if days == 1 else f"{span_of(days)} days"


def _progress(cells: Cells, unit: str) -> str:
    if cells.state in ("inapplicable", "created", "open") or cells.owed is None:
        return ""
    if cells.owed == 1 and cells.done in (0, 1, None):
        return ""
    if cells.done is None:
        return f"no act recorded of {show(cells.owed)} {unit}".strip()
    return f"{show(cells.done)} of {show(cells.owed)} {unit}".strip()


def _limit(cells: Cells, unit: str) -> str:
    if cells.owed is None:
        return ""
    limit = f"limit {show(cells.owed)} {unit}".strip()
    return f"{limit}, observed {show(cells.done)}" if cells.done is not None else limit


def _due(cells: Cells) -> str:
    if cells.due is None or cells.state == "inapplicable":
        return ""
    due = f"due {span_of(cells.due)}"
    if cells.amended_due is not None:
        due += f", amended to {span_of(cells.amended_due)}"
    return due


def contested(
    agreement: Agreement,
    findings: Sequence[ContestRow],
    incidents: Sequence[ContestRow],
    notices: Sequence[ContestRow] = (),
) -> list[str]:
    """Say who notifies, finds or alleges what, by name; nothing is added up across observers."""
    lines = [f"notice by {actors(agreement, row.by)} on {row.on}: {row.says}" for row in notices]
    for row in findings:
        words = f": “{row.words}”" if row.words else ""
        lines.append(f"found {row.says} by {actors(agreement, row.by)} on {row.on}{words}")
    counts: dict[tuple[tuple[str, ...], tuple[str, ...], str], list[str]] = {}
    for row in incidents:
        counts.setdefault((row.against, row.by, row.says), []).append(row.on)
    for (against, by, says), dates in counts.items():
        number = "1 incident" if len(dates) == 1 else f"{len(dates)} incidents"
        author = f" by {actors(agreement, by)}" if by else ""
        by_whom = f" against {actors(agreement, against)}" if against else ""
        when = dates[0] if len(dates) == 1 else f"{dates[0]} … {dates[-1]}"
        lines.append(f"{number} {says}{author}{by_whom} ({when})")
    return lines
