"""Tabulate what falls due in a window, and what is overdue already."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality
from servanda.monitor.due import DueItem
from servanda.reports.asked import Asked, Assumptions, asked_on, assumptions
from servanda.reports.status_table import certainty
from servanda.reports.values import Plain, Reading, amount, as_reading, deadline
from servanda.reports.words import sentence, who

_SOFT = frozenset({Modality.EFFORT, Modality.RECOMMENDATION})


class DueRow(Struct, frozen=True, kw_only=True):
    """Hold one date: what falls due, from whom, how much, and under which reading."""

    on: str
    time: str | None
    what: str
    id: str
    kind: str
    by: str
    amount: Plain
    unit: str
    reading: Reading
    cites: tuple[str, ...]
    overdue: bool
    expected: bool
    certainty: str | None
    file: str
    line: int


class DueTable(Struct, frozen=True, kw_only=True):
    """Hold what falls due up to a date, in time."""

    agreement: str
    title: str
    on: str
    until: str
    in_force: bool
    assumptions: Assumptions
    items: tuple[DueRow, ...]


def tabulate_due(
    agreement: Agreement,
    asked: Asked,
    until: Instant,
    items: tuple[DueItem, ...],
    *,
    is_in_force: bool,
) -> DueTable:
    """Make the table of what falls due."""
    return DueTable(
        agreement=agreement.header.id,
        title=agreement.header.title,
        on=asked_on(agreement, asked),
        until=deadline(agreement.header.calendar, until),
        in_force=is_in_force,
        assumptions=assumptions(agreement, asked),
        items=tuple(_row(agreement, item) for item in items),
    )


def _row(agreement: Agreement, item: DueItem) -> DueRow:
    day, _, time = deadline(agreement.header.calendar, item.due.at).partition(" ")
    provision, phase = item.provision, item.phase
    if provision is not None:
        kind = item.due.kind
        if provision.modality in _SOFT and kind in ("deadline", "tranche"):
            kind = "effort" if provision.modality is Modality.EFFORT else "recommendation"
        what, by, unit = sentence(agreement, provision), who(agreement, provision), ""
        unit = provision.action.unit
        labels, citations, name = provision.labels, provision.citations, str(provision.id)
    else:
        assert phase is not None
        kind = item.due.kind
        verb = "begins" if kind == "phase begins" else "comes to the end of its term"
        what, by, unit = f"phase {phase.id} ({phase.title}) {verb}", "", ""
        labels, citations, name = phase.labels, phase.citations, str(phase.id)
    return DueRow(
        on=day,
        time=time or None,
        what=what,
        id=name,
        kind=kind,
        by=by,
        amount=amount(item.due.amount),
        unit=unit,
        reading=as_reading(item.reading),
        cites=labels,
        overdue=item.due.is_overdue,
        expected=item.due.is_expected,
        certainty=certainty(citations),
        file=item.due.span.path,
        line=item.due.span.line,
    )
