"""Tabulate how early and how late each milestone can be, what cannot be kept, and what may never start."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ProvisionId
from servanda.base.spans import Span
from servanda.checks.circles import Circle
from servanda.checks.claims import Start
from servanda.checks.clauses import described
from servanda.checks.clocks import IdleClock
from servanda.checks.dates import Conflict, DatesResult, Milestone, Step, WindowAnswer
from servanda.model.agreement import Agreement
from servanda.reports.values import Reading, Sources, as_reading, day, deadline, quote
from servanda.reports.words import who


class ClauseRow(Struct, frozen=True, kw_only=True):
    """Hold a clause that bears on a date: what it makes wait, since when, and where it stands."""

    name: str
    why: str
    on: str | None
    text: str
    file: str | None
    line: int | None


class PartRow(Struct, frozen=True, kw_only=True):
    """Hold one date of a duty, on the run on which all comes as early as it can."""

    due: str
    slack_days: int
    text: str
    file: str
    line: int


class WindowRow(Struct, frozen=True, kw_only=True):
    """Hold how early and how late a milestone can be, under some readings.

    `latest` is null where it need never come, or comes without a limit; `open_because` says why.
    """

    id: str
    kind: str
    what: str
    by: str
    reading: Reading
    earliest: str | None
    latest: str | None
    open_because: tuple[ClauseRow, ...]
    slack_days: int | None
    dates: tuple[PartRow, ...]
    earliest_because: tuple[ClauseRow, ...]
    latest_because: tuple[ClauseRow, ...]
    file: str
    line: int


class ConflictRow(Struct, frozen=True, kw_only=True):
    """Hold a date that cannot be kept, with the fewest clauses that clash."""

    id: str
    reading: Reading
    due: str
    earliest: str
    counted_from: str | None
    clauses: tuple[ClauseRow, ...]


class CircleRow(Struct, frozen=True, kw_only=True):
    """Hold things that wait for one another in a circle, and the readings that limit it."""

    always: bool
    readings: tuple[str, ...]
    steps: tuple[ClauseRow, ...]


class ClockRow(Struct, frozen=True, kw_only=True):
    """Hold what nobody must bring about, and the dates that count from it."""

    origin: str
    clocks: tuple[ClauseRow, ...]


class DatesTable(Struct, frozen=True, kw_only=True):
    """Hold the dates that a text allows, for an entry into force on a day."""

    agreement: str
    title: str
    start: str
    start_why: str
    start_assumed: bool
    complete: bool
    milestones: tuple[WindowRow, ...]
    conflicts: tuple[ConflictRow, ...]
    circles: tuple[CircleRow, ...]
    clocks: tuple[ClockRow, ...]


def tabulate_dates(
    agreement: Agreement, start: Start, result: DatesResult, sources: Sources
) -> DatesTable:
    """Make the table of dates; `sources` give the lines of text that are quoted."""
    teller = _Teller(agreement, sources)
    return DatesTable(
        agreement=agreement.header.id,
        title=agreement.header.title,
        start=agreement.header.calendar.format(start.at),
        start_why=start.why,
        start_assumed=start.is_assumed,
        complete=result.is_settled,
        milestones=tuple(
            teller.window(milestone, answer)
            for milestone in result.milestones
            for answer in milestone.answers
        ),
        conflicts=tuple(teller.conflict(as_reading(r), c) for r, c in result.conflicts),
        circles=tuple(teller.circle(circle) for circle in result.circles),
        clocks=tuple(teller.clock(clock) for clock in result.clocks),
    )


class _Teller:
    """Tell values in words and dates, and quote the clauses they come from."""

    def __init__(self, agreement: Agreement, sources: Sources) -> None:
        self.agreement = agreement
        self.calendar: Calendar = agreement.header.calendar
        self.sources = sources

    def window(self, milestone: Milestone, answer: WindowAnswer) -> WindowRow:
        """Tell one window of a milestone."""
        window = answer.window
        provision = self.agreement.provisions.get(ProvisionId(milestone.name))
        return WindowRow(
            id=milestone.name,
            kind=milestone.kind,
            what=milestone.title,
            by="" if provision is None else who(self.agreement, provision),
            reading=as_reading(answer.reading),
            earliest=day(self.calendar, window.earliest),
            latest=self._last(window.latest, milestone.kind),
            open_because=tuple(self._clause(r.name, r.why, r.span) for r in window.reasons),
            slack_days=window.slack_days,
            dates=tuple(
                PartRow(
                    due=deadline(self.calendar, part.due),
                    slack_days=part.slack_days,
                    text=quote(self.sources, part.span),
                    file=part.span.path,
                    line=part.span.line,
                )
                for part in window.parts
            ),
            earliest_because=tuple(self._step(step) for step in window.early_chain),
            latest_because=tuple(self._step(step) for step in window.late_chain),
            file=milestone.span.path,
            line=milestone.span.line,
        )

    def _last(self, latest: Instant | None, kind: str) -> str | None:
        if latest is None:
            return None
        return day(self.calendar, latest) if kind == "start" else deadline(self.calendar, latest)

    def _step(self, step: Step) -> ClauseRow:
        return self._clause(step.name, step.why, step.span, step.at)

    def _clause(
        self, name: str, why: str, span: Span | None, at: Instant | None = None
    ) -> ClauseRow:
        return ClauseRow(
            name=name,
            why=why,
            on=day(self.calendar, at),
            text=quote(self.sources, span),
            file=None if span is None else span.path,
            line=None if span is None else span.line,
        )

    def conflict(self, reading: Reading, conflict: Conflict) -> ConflictRow:
        """Tell a date that cannot be kept."""
        node = conflict.due.node
        return ConflictRow(
            id=node.removeprefix("the beginning of "),
            reading=reading,
            due=deadline(self.calendar, conflict.due_at),
            earliest=self.calendar.format(conflict.earliest),
            counted_from=conflict.from_node or None,
            clauses=tuple(self._clause(node, why, span) for span, why in conflict.clauses),
        )

    def circle(self, circle: Circle) -> CircleRow:
        """Tell a circle of waits."""
        limits = [described(s.wait.under) for s in circle.steps if s.wait.under.options]
        return CircleRow(
            always=circle.is_always,
            readings=tuple(dict.fromkeys(limits)),
            steps=tuple(
                self._clause(step.node, f"{step.wait.manner} {step.target}", step.wait.span)
                for step in circle.steps
            ),
        )

    def clock(self, clock: IdleClock) -> ClockRow:
        """Tell what nobody must bring about, with the dates that hang on it."""
        return ClockRow(
            origin=clock.target,
            clocks=tuple(
                self._clause(provision.id, "is due counted from it", clause.span)
                for provision, clause in clock.clocks
            ),
        )
