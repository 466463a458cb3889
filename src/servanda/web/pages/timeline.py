"""Make the timeline: when things were promised, to when they were amended, and when they were done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from servanda.model.entries import Act, Entry, telling_of
from servanda.reports.attention import mark
from servanda.reports.readings import told
from servanda.reports.record_pages import entry_sentence
from servanda.reports.record_table import entry_row, names_about
from servanda.reports.status_table import PhaseCells, PhaseRow, ProvisionRow
from servanda.reports.tongue import marked
from servanda.reports.values import Plain, Reading, Value
from servanda.web.charts.scale import as_date, bounds
from servanda.web.page import Elsewhere, Page, Row
from servanda.web.view import View
from servanda.workspace import CannotRun

ACTS_AT_MOST = 200


class ActMark(Struct, frozen=True, kw_only=True):
    """Hold an act in the record: the bounds of its date, and what was done."""

    when: Value
    words: str
    file: str
    line: int


class Lane(Struct, frozen=True, kw_only=True):
    """Hold the dates of a thing under some readings.

    Of a phase `promised` is the end of its term; of a provision `started` and `ended` are empty.
    """

    read_as: str
    state: str | None
    promised: Value
    amended: Value
    done: Value
    started: Value
    ended: Value
    is_running: bool
    is_late: bool
    asked: str


class TimelineRow(Struct, frozen=True, kw_only=True):
    """Hold a phase, or a provision with the acts about it."""

    kind: str
    id: str
    name: str
    words: str
    who: str
    phase: str | None
    mark: str
    lanes: tuple[Lane, ...]
    acts: tuple[ActMark, ...]


class TimelinePage(Struct, frozen=True, kw_only=True):
    """Hold the timeline, from its first day to its last; `undated` names provisions without any date."""

    agreement: str
    title: str
    on: str
    known: str | None
    today: str
    first: str
    last: str
    rows: tuple[TimelineRow, ...]
    undated: tuple[str, ...]


def tabulate(view: View) -> TimelinePage:
    """Make the value of the page."""
    now = view.status()
    acts = _acts(view)
    provisions = [
        _provision(view, row, acts.get(row.id, []))
        for row in now.provisions
        if view.takes_provision(row.id)
    ]
    dated = [row for row in provisions if any(_dates(row))]
    phases = [_phase(view, phase) for phase in now.phases]
    rows: list[TimelineRow] = []
    for phase in phases:
        rows.append(phase)
        rows.extend(row for row in dated if row.phase == phase.id)
    rows.extend(row for row in dated if row.phase is None)
    first, last = _range(view, rows)
    _move(view, first)
    kept = {row.id for row in dated}
    return TimelinePage(
        agreement=now.agreement,
        title=now.title,
        on=now.on,
        known=now.known,
        today=view.calendar.date_of(view.today).isoformat(),
        first=first.isoformat(),
        last=last.isoformat(),
        rows=tuple(rows),
        undated=tuple(row.id for row in provisions if row.id not in kept),
    )


def _phase(view: View, phase: PhaseRow) -> TimelineRow:
    found = (
        [((), phase.cells)]
        if not phase.readings
        else [(r.reading, r.cells) for r in phase.readings]
    )
    lanes = [(reading, _phase_lane(view, cells)) for reading, cells in found]
    return TimelineRow(
        kind="phase",
        id=phase.id,
        name=phase.id,
        words=phase.title,
        who="",
        phase=phase.id,
        mark="",
        lanes=_distinct(view, lanes),
        acts=(),
    )


def _phase_lane(view: View, cells: PhaseCells) -> Lane:
    return Lane(
        read_as="",
        state=cells.state,
        promised=cells.term,
        amended=None,
        done=None,
        started=cells.started,
        ended=cells.ended,
        is_running=cells.state == "running",
        is_late=False,
        asked=view.on,
    )


def _provision(view: View, row: ProvisionRow, acts: Sequence[Entry]) -> TimelineRow:
    found = [((), row.cells)] if not row.readings else [(r.reading, r.cells) for r in row.readings]
    lanes = [
        (
            reading,
            Lane(
                read_as="",
                state=cells.state,
                promised=None if cells.state == "inapplicable" else cells.due,
                amended=cells.amended_due,
                done=cells.met,
                started=None,
                ended=None,
                is_running=False,
                is_late=cells.state in ("overdue", "missed"),
                asked=view.on,
            ),
        )
        for reading, cells in found
    ]
    return TimelineRow(
        kind="provision",
        id=row.id,
        name=row.name,
        words=row.words,
        who=row.who,
        phase=row.phase,
        mark=mark(row, view.on_date),
        lanes=_distinct(view, lanes),
        acts=tuple(_act(view, entry) for entry in acts[-ACTS_AT_MOST:]),
    )


def _distinct(view: View, lanes: Sequence[tuple[Reading, Lane]]) -> tuple[Lane, ...]:
    """Keep each different lane, with the readings that lead to it."""
    from msgspec.structs import replace

    by_text = {repr(lane): lane for _, lane in lanes}
    pairs = told(view.names, ((reading, repr(lane)) for reading, lane in lanes))
    return tuple(replace(by_text[text], read_as=reading) for text, reading in pairs)


def _acts(view: View) -> dict[str, list[Entry]]:
    """Find the acts about each provision that count on the date."""
    on, known = view.question.on, view.question.known
    found: dict[str, list[Entry]] = {}
    for entry in telling_of(view.agreement.entries, Act):
        if entry.when.earliest is None:
            continue
        if entry.when.earliest > on or (
            known is not None and (entry.recorded.earliest or 0) > known
        ):
            continue
        for name in names_about(entry):
            found.setdefault(name, []).append(entry)
    return found


def _act(view: View, entry: Entry) -> ActMark:
    def written(instant: int | None) -> Plain:
        return None if instant is None else view.calendar.date_of(instant).isoformat()

    first, last = written(entry.when.earliest), written(entry.when.latest)
    return ActMark(
        when=first if first == last else (first, last),
        words=entry_sentence(view.agreement, entry_row(view.agreement, entry), view.speech),
        file=entry.span.path,
        line=entry.span.line,
    )


def _dates(row: TimelineRow) -> Iterator[date]:
    for lane in row.lanes:
        for value in (lane.promised, lane.amended, lane.done, lane.started, lane.ended):
            yield from bounds(value) or ()
    for act in row.acts:
        yield from bounds(act.when) or ()


def _range(view: View, rows: Sequence[TimelineRow]) -> tuple[date, date]:
    """Give the days between which all is drawn, with some room around."""
    known = view.agreement.header.in_force or view.agreement.header.signed
    begun = as_date(view.calendar.format(known.earliest)) if known and known.earliest else None
    found = [day for row in rows for day in _dates(row)]
    found.extend(
        each for each in (begun, as_date(view.on) if not view.asked.is_today else None) if each
    )
    first, last = (min(found), max(found)) if found else (view.on_date, view.on_date)
    room = timedelta(days=max((last - first).days // 40, 3))
    return first - room, last + room


def _move(view: View, first: date) -> None:
    """Turn the places of the sliders into dates, and go to their address."""
    changes: dict[str, object] = {}
    for slider, name in (("day", "on"), ("known-day", "known")):
        written = view.filter(slider)
        if not written:
            continue
        if not written.isdigit() or int(written) > 400_000:
            raise CannotRun(f"{slider} {written[:20]} is no number of days")
        changes[name] = (first + timedelta(days=int(written))).isoformat()
        changes[slider] = None
    if changes:
        raise Elsewhere(view.address.with_(**changes).path("timeline"))


def rows(table: TimelinePage) -> Iterable[Row]:
    """Give one row for each thing and reading."""
    yield (
        "kind",
        "id",
        "words",
        "reading",
        "state",
        "started",
        "promised",
        "amended",
        "done",
        "ended",
    )
    for row in table.rows:
        for lane in row.lanes:
            head = (row.kind, row.id, row.words, lane.read_as, lane.state, lane.started)
            yield *head, lane.promised, lane.amended, lane.done, lane.ended


PAGE = Page(
    name="timeline",
    title=marked("Timeline"),
    says=marked("What was promised for when, to when it was amended, and when it was done"),
    template="timeline.html",
    value=TimelinePage,
    filters=("party", "day", "known-day"),
    tabulate=tabulate,
    rows=rows,
)
