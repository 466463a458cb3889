"""Count the entries about a thing period by period, and draw how many there were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from servanda.base.calendar import Calendar
from servanda.base.quantities import Quantity, sum_of
from servanda.model.agreement import Agreement
from servanda.model.entries import Act, Entry
from servanda.record.contents import stance_of
from servanda.reports.page import Page
from servanda.reports.record_table import names_about
from servanda.reports.values import Plain, amount
from servanda.reports.verdicts import show

EIGHTHS = " ▏▎▍▌▋▊▉█"
NONE = "none"


class Span(Struct, frozen=True, kw_only=True):
    """Say which entries to count, and how: from a day to a day, in which periods, in which groups."""

    about: str
    kind: str
    by: str
    per: str
    first: date | None
    last: date | None


class SeriesPoint(Struct, frozen=True, kw_only=True):
    """Count the entries of one group in one period; what acts delivered, added up, where each says it."""

    period: str
    last_day: str
    group: str
    entries: int
    amount: Plain


class SeriesTable(Struct, frozen=True, kw_only=True):
    """Hold a series: its periods in time, and in each the groups that have entries.

    `unplaced` entries may have happened in more than one period, and are counted in none.
    """

    agreement: str
    about: str
    kind: str | None
    by: str
    per: str
    first_day: str | None
    last_day: str | None
    entries: int
    unplaced: int
    points: tuple[SeriesPoint, ...]


def _of_sources(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(c.source) for c in entry.citations if c.source))


PER: Mapping[str, Callable[[Entry], Sequence[str]]] = {
    "kind": lambda entry: (entry.kind,),
    "source": _of_sources,
    "state": lambda entry: (stance_of(entry),),
    "actor": lambda entry: entry.actors,
    "observer": lambda entry: entry.by,
}
"""The groups an entry belongs to; one of several sources belongs to each of them."""


def _week(day: date) -> tuple[date, date]:
    first = day - timedelta(days=day.weekday()) if day.toordinal() > day.weekday() else date.min
    return first, _later(first, 6)


def _month(day: date, months: int = 1) -> tuple[date, date]:
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    following = first.month + months
    year, month = first.year + (following > 12), (following - 1) % 12 + 1
    return first, date.max if year > date.max.year else date(year, month, 1) - timedelta(days=1)


def _later(day: date, days: int) -> date:
    return date.max if day.toordinal() + days > date.max.toordinal() else day + timedelta(days=days)


BY: Mapping[str, Callable[[date], tuple[date, date]]] = {
    "day": lambda day: (day, day),
    "week": _week,
    "month": _month,
    "quarter": lambda day: _month(day, 3),
    "year": lambda day: _month(day, 12),
}
"""The first and the last day of the period in which a day falls; weeks begin on Monday."""


def tabulate_series(agreement: Agreement, entries: Iterable[Entry], span: Span) -> SeriesTable:
    """Count entries by period and group; an entry whose moment spans several periods is put in none."""
    calendar = agreement.header.calendar
    kept = [entry for entry in entries if _passes(entry, span)]
    placed: dict[tuple[date, date, str], list[Entry]] = {}
    unplaced = count = 0
    for entry in kept:
        days = _days(calendar, entry)
        if days is not None and not _is_within(days, span):
            continue
        count += 1
        period = None if days is None else BY[span.by](days[0])
        if days is None or period is None or days[1] > period[1]:
            unplaced += 1
            continue
        for group in PER[span.per](entry) or (NONE,):
            placed.setdefault((*period, str(group)), []).append(entry)
    return SeriesTable(
        agreement=agreement.header.id,
        about=span.about,
        kind=span.kind or None,
        by=span.by,
        per=span.per,
        first_day=span.first.isoformat() if span.first else None,
        last_day=span.last.isoformat() if span.last else None,
        entries=count,
        unplaced=unplaced,
        points=tuple(_point(*key, found) for key, found in sorted(placed.items())),
    )


def _passes(entry: Entry, span: Span) -> bool:
    return (not span.kind or entry.kind == span.kind) and span.about in names_about(entry)


def _days(calendar: Calendar, entry: Entry) -> tuple[date, date] | None:
    """Give the first and the last day on which something may have happened; None where one is open."""
    when = entry.when
    if when.earliest is None or when.latest is None:
        return None
    return calendar.date_of(when.earliest), calendar.date_of(when.latest)


def _is_within(days: tuple[date, date], span: Span) -> bool:
    """Tell whether something may have happened in the days asked about."""
    if span.first is not None and days[1] < span.first:
        return False
    return span.last is None or days[0] <= span.last


def _point(first: date, last: date, group: str, entries: Sequence[Entry]) -> SeriesPoint:
    amounts = [_amount(entry) for entry in entries]
    told = [each for each in amounts if each is not None]
    return SeriesPoint(
        period=first.isoformat(),
        last_day=last.isoformat(),
        group=group,
        entries=len(entries),
        amount=amount(sum_of(told)) if told and len(told) == len(amounts) else None,
    )


def _amount(entry: Entry) -> Quantity | None:
    """Give what an act adds; a running total, and a figure of how many there are, add nothing."""
    what = entry.what
    return what.quantity if isinstance(what, Act) and not what.is_total else None


# -- for a person -------------------------------------------------------------------------------


def print_series(
    table: SeriesTable, width: int = 80, colour: bool = False, *, has_blocks: bool = True
) -> str:
    """Draw a bar for each period, group by group; periods without entries are told together."""
    page = Page(width, colour)
    what = f"entries of kind `{table.kind}`" if table.kind else "entries"
    page.text(f"{table.about}: {what} by {table.by}, per {table.per}", style="title")
    if not table.entries:
        page.text("There are none.")
        return str(page)
    groups: dict[str, list[SeriesPoint]] = {}
    for point in table.points:
        groups.setdefault(point.group, []).append(point)
    scale = _scale(table, page.width, has_blocks=has_blocks)
    for group, points in groups.items():
        total = sum(point.entries for point in points)
        page.blank()
        page.text(f"{group} · {total:,}", style="title")
        _bars(page, table.by, points, scale)
    page.blank()
    for note in _notes(table, groups):
        page.text(note, style="quiet")
    return str(page)


class _Scale(Struct, frozen=True, kw_only=True):
    """Say how long bars are: the same number is as long in every group."""

    most: int
    room: int
    count_width: int
    has_blocks: bool

    def bar(self, value: int) -> str:
        """Draw a bar, to an eighth of a sign where there are such signs."""
        eighths = max(value * self.room * 8 // self.most, 1)
        if not self.has_blocks:
            return "#" * max(eighths // 8, 1)
        return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def _scale(table: SeriesTable, width: int, *, has_blocks: bool) -> _Scale:
    counts = [point.entries for point in table.points]
    wide = max((len(f"{count:,}") for count in counts), default=1)
    side = max((len(_told(point)) for point in table.points), default=0)
    room = width - (2 + 10 + 2 + wide + 2 + side)
    return _Scale(
        most=max(counts, default=1), room=max(room, 10), count_width=wide, has_blocks=has_blocks
    )


def _told(point: SeriesPoint) -> str:
    return "" if point.amount is None else f"  {show(point.amount)}"


def _bars(page: Page, by: str, points: Sequence[SeriesPoint], scale: _Scale) -> None:
    before: SeriesPoint | None = None
    for point in points:
        gap = _between(by, before, point)
        if gap:
            page.text(f"{gap:,} {by}{'s' * (gap != 1)} without", indent=4, style="quiet")
        count = f"{point.entries:,}".rjust(scale.count_width)
        page.verbatim(
            f"{point.period}  {count}  {scale.bar(point.entries)}{_told(point)}", indent=2
        )
        before = point


def _between(by: str, before: SeriesPoint | None, point: SeriesPoint) -> int:
    """Count the periods between two that have entries."""
    if before is None:
        return 0
    count, day = 0, date.fromisoformat(before.last_day)
    if by == "day":
        return (date.fromisoformat(point.period) - day).days - 1
    while True:
        day = BY[by](_later(day, 1))[1]
        if day >= date.fromisoformat(point.last_day):
            return count
        count += 1


def _notes(table: SeriesTable, groups: Mapping[str, object]) -> Iterator[str]:
    """Say what the bars do not show."""
    yield f"Each {table.by} is named by its first day." if table.by != "day" else ""
    if any(point.amount is not None for point in table.points):
        yield "Behind a bar stands what these acts delivered, added up."
    if table.unplaced:
        are = "entry" if table.unplaced == 1 else "entries"
        yield (
            f"{table.unplaced:,} {are} may have happened in more than one {table.by}, "
            "and stand in none."
        )
    if len(groups) > 1 and table.per in ("source", "actor", "observer"):
        yield f"An entry with several of `{table.per}` is counted with each."
