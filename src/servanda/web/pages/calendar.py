"""Make the calendar: a month, day by day: what falls due, what was done, and what else was recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from servanda.base.moments import Moment
from servanda.model.entries import Entry
from servanda.reports.passing import in_time
from servanda.reports.record_pages import entry_sentence
from servanda.reports.record_table import entry_row
from servanda.reports.status_table import Cells, PartRow, ProvisionRow
from servanda.reports.tongue import marked
from servanda.reports.values import Plain, Reading, Value
from servanda.web.charts.scale import bounds
from servanda.web.page import Page, Row
from servanda.web.view import View
from servanda.workspace import CannotRun

ENTRIES_ON_A_DAY = 6
_MONTH = re.compile(r"\d{4}-\d{2}")
KINDS = {
    "due": marked("falls due"),
    "met": marked("was due, and done"),
    "overdue": marked("was due, and not done"),
    "expected": marked("expected, if nothing else happens"),
    "phase": marked("a phase"),
}


class DayItem(Struct, frozen=True, kw_only=True):
    """Hold what falls due on a day, or did, and under which reading; `kind` is one of `KINDS`."""

    kind: str
    id: str
    words: str
    amount: Plain
    unit: str
    time: str | None
    reading: Reading


class DayEntry(Struct, frozen=True, kw_only=True):
    """Hold an entry of the record of a day."""

    words: str
    file: str
    line: int


class DayCell(Struct, frozen=True, kw_only=True):
    """Hold a day; `more` entries of it are not listed."""

    day: str
    is_in_month: bool
    is_asked: bool
    items: tuple[DayItem, ...]
    entries: tuple[DayEntry, ...]
    more: int


class CalendarPage(Struct, frozen=True, kw_only=True):
    """Hold a month, in weeks; `before` and `after` are the months beside it."""

    agreement: str
    title: str
    on: str
    known: str | None
    month: str
    before: str
    after: str
    weeks: tuple[tuple[DayCell, ...], ...]


def tabulate(view: View) -> CalendarPage:
    """Make the value of the page."""
    first = _first(view)
    last = _next(first) - timedelta(days=1)
    start = first - timedelta(days=(first.weekday() - view.speech.first_weekday) % 7)
    end = last + timedelta(days=(view.speech.first_weekday - 1 - last.weekday()) % 7)
    items = _items(view, start, end)
    entries = _entries(view, start, end)
    days = [
        _cell(view, start + timedelta(days=at), first, items, entries)
        for at in range((end - start).days + 1)
    ]
    now = view.status()
    return CalendarPage(
        agreement=now.agreement,
        title=now.title,
        on=now.on,
        known=now.known,
        month=first.isoformat()[:7],
        before=(first - timedelta(days=1)).isoformat()[:7],
        after=_next(first).isoformat()[:7],
        weeks=tuple(tuple(days[at : at + 7]) for at in range(0, len(days), 7)),
    )


def _first(view: View) -> date:
    """Give the first day of the month that is asked for, or of that of the date asked about."""
    written = view.filter("month")
    if not written:
        return view.on_date.replace(day=1)
    year, _, month = written.partition("-")
    if not _MONTH.fullmatch(written) or not 1 <= int(month) <= 12 or not 1 < int(year) < 9999:
        raise CannotRun(f"month {written[:20]} is no month such as 2025-03")
    return date(int(year), int(month), 1)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


Found = dict[date, list[DayItem]]


def _items(view: View, start: date, end: date) -> Found:
    """Find what falls due in a stretch of days: by where things stand, and by what is to come."""
    found: Found = {}
    seen: set[tuple[str, date]] = set()

    def put(day: date, item: DayItem) -> None:
        if start <= day <= end and item not in found.setdefault(day, []):
            found[day].append(item)
            seen.add((item.id, day))

    for row in view.status().provisions:
        if not view.takes_provision(row.id):
            continue
        for day, item in _dated(view, row):
            put(day, item)
    ahead = (end - view.on_date).days
    for due in view.due(ahead).items if ahead > 0 else ():
        day = date.fromisoformat(due.on)
        is_taken = due.id not in view.agreement.provisions or view.takes_provision(due.id)
        if due.overdue or (due.id, day) in seen or not is_taken:
            continue
        is_phase = due.id in view.agreement.phases
        kind = "expected" if due.expected else "phase" if is_phase else "due"
        item = DayItem(
            kind=kind,
            id=due.id,
            words=due.what,
            amount=due.amount,
            unit=due.unit,
            time=due.time,
            reading=due.reading,
        )
        if start <= day <= end and item not in found.setdefault(day, []):
            found[day].append(item)
    return found


def _dated(view: View, row: ProvisionRow) -> Iterator[tuple[date, DayItem]]:
    """Give the dates of a provision under each reading: those of its schedule, or its only one."""
    dated = [part for part in row.parts if part.is_date]
    things: Sequence[PartRow | ProvisionRow] = dated or [row]
    for thing in things:
        answers: list[tuple[Reading, Cells]] = [(r.reading, r.cells) for r in thing.readings]
        for reading, cells in answers or [((), thing.cells)]:
            due = cells.amended_due or cells.due
            day = _last_day(due)
            if day is None or cells.state in ("inapplicable", "discharged"):
                continue
            yield (
                day,
                DayItem(
                    kind=_kind(view, cells, day),
                    id=row.id,
                    words=row.words,
                    amount=cells.owed,
                    unit=row.unit,
                    time=_time(due),
                    reading=reading,
                ),
            )


def _kind(view: View, cells: Cells, day: date) -> str:
    if cells.met is not None or cells.state in ("fulfilled", "fulfilled-late"):
        return "met"
    is_late = cells.state in ("overdue", "missed", "excused", "withheld")
    return "overdue" if is_late and day <= view.on_date else "due"


def _last_day(due: Value) -> date | None:
    found = bounds(due)
    return found[1] if found else None


def _time(due: Value) -> str | None:
    last = due[1] if isinstance(due, tuple) else due
    return str(last)[11:16] or None


def _entries(view: View, start: date, end: date) -> dict[date, list[Entry]]:
    """Find the entries of each day, of those that happened on one day and count on the date."""
    on, known = view.question.on, view.question.known
    date_of = view.calendar.date_of

    def takes(when: Moment) -> bool:
        first, last = when.earliest, when.latest
        if first is None or last is None or first > on:
            return False
        return start <= date_of(first) <= end and date_of(first) == date_of(last)

    found: dict[date, list[Entry]] = {}
    for entry in in_time(view.agreement.entries, takes, known):
        found.setdefault(date_of(entry.when.earliest or 0), []).append(entry)
    return found


def _cell(
    view: View, day: date, first: date, items: Found, entries: dict[date, list[Entry]]
) -> DayCell:
    mine = entries.get(day, [])
    order = list(KINDS)
    return DayCell(
        day=day.isoformat(),
        is_in_month=(day.year, day.month) == (first.year, first.month),
        is_asked=day == view.on_date,
        items=tuple(sorted(items.get(day, ()), key=lambda item: order.index(item.kind))),
        entries=tuple(
            DayEntry(
                words=entry_sentence(view.agreement, entry_row(view.agreement, entry), view.speech),
                file=entry.span.path,
                line=entry.span.line,
            )
            for entry in mine[:ENTRIES_ON_A_DAY]
        ),
        more=max(len(mine) - ENTRIES_ON_A_DAY, 0),
    )


def rows(table: CalendarPage) -> Iterable[Row]:
    """Give one row for each thing of each day."""
    yield "day", "kind", "id", "words", "amount", "unit", "time", "reading"
    for week in table.weeks:
        for cell in week:
            for item in cell.items:
                named = "; ".join(f"{ambiguity}={value}" for ambiguity, value in item.reading)
                head = (cell.day, item.kind, item.id, item.words)
                yield *head, item.amount, item.unit, item.time, named
            for entry in cell.entries:
                yield cell.day, "entry", f"{entry.file}:{entry.line}", entry.words, "", "", "", ""


def ics(view: View) -> bytes:
    """Write what falls due in the year after the date, as `servanda export --format ics` does."""
    import io
    from importlib.util import find_spec

    if find_spec("icalendar") is None:
        raise CannotRun(
            "a calendar needs icalendar, which a base installation leaves out; "
            "`pip install 'servanda[exchange]'` brings it"
        )
    from servanda.monitor.due import due
    from servanda.record.ical import write_ical
    from servanda.reports.due_calendar import calendar_items

    until = view.calendar.end_of_day(view.on_date + timedelta(days=DAYS_AHEAD))
    found = due(view.agreement, view.question, until)
    table = view.due(DAYS_AHEAD)
    items = calendar_items(table, found, view.agreement)
    stream = io.BytesIO()
    header = view.agreement.header
    write_ical(header.id, header.title, items, view.question.on, stream)
    return stream.getvalue()


DAYS_AHEAD = 366

PAGE = Page(
    name="calendar",
    title=marked("Calendar"),
    says=marked("What falls due and what was done, month by month"),
    template="calendar.html",
    value=CalendarPage,
    filters=("month", "party"),
    tabulate=tabulate,
    rows=rows,
    ics=ics,
)
