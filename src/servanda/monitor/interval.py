"""Find moments by name, and count the time between two of them."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.base.moments import Moment
from servanda.machine import View
from servanda.machine.cone import ENTRY
from servanda.model.agreement import Agreement
from servanda.monitor.question import Answer, Inquiry, Looks, Question

DUE, AMENDED_DUE, DONE, START, END = "due", "due-amended", "done", "start", "end"
EDGES = (DUE, AMENDED_DUE, DONE, START, END)

Bounds = tuple[Instant, Instant]


class Interval(Struct, frozen=True, kw_only=True):
    """Hold the days and minutes from one moment to another, at least and at most."""

    start: Moment
    end: Moment
    days: tuple[int, int] | None
    minutes: tuple[int, int] | None


def interval(calendar: Calendar, start: Moment, end: Moment) -> Interval:
    """Count civil days and minutes; a moment that is open on one side gives no count."""
    first = _difference(start.latest, end.earliest)
    last = _difference(start.earliest, end.latest)
    days = None
    if first is not None and last is not None:
        days = (
            calendar.days_between(first[0], first[1]),
            calendar.days_between(last[0], last[1]),
        )
    minutes = None if first is None or last is None else (first[1] - first[0], last[1] - last[0])
    return Interval(start=start, end=end, days=days, minutes=minutes)


def _difference(start: Instant | None, end: Instant | None) -> Bounds | None:
    return None if start is None or end is None else (start, end)


def named_moments(
    agreement: Agreement, question: Question, edge: str, name: str
) -> tuple[Answer[Bounds | None], ...]:
    """Say when a named thing happened or falls due, under every reading that matters.

    Without an edge, the name is an entry, an event or a phase; with one, a provision or a phase.
    """
    if not edge:
        for entry in agreement.entries:
            if entry.id == name:
                return (Answer(reading=(), verdict=_bounds(entry.when)),)
    inquiry = Inquiry(agreement, question)
    late_edge = edge or START

    def judge(looks: Looks) -> Bounds | None:
        views = (looks.original,) if edge == DUE else looks.every
        found = [_at(view, late_edge, name) for view in views]
        known = [instant for instant in found if instant is not None]
        return (min(known), max(known)) if known else None

    targets = [] if name == ENTRY else [name]
    return inquiry.ask(targets, judge)


def _bounds(moment: Moment) -> Bounds | None:
    if moment.earliest is None or moment.latest is None:
        return None
    return moment.earliest, moment.latest


def _at(view: View, edge: str, name: str) -> Instant | None:
    """Find one instant in a state."""
    agreement = view.machine.agreement
    if name == ENTRY:
        return view.state.entry.at if view.state.entry is not None else None
    if EventId(name) in agreement.events:
        found = view.state.happened.get(EventId(name), ())
        return found[0].at if found else None
    if PhaseId(name) in agreement.phases:
        log = view.state.phase(PhaseId(name))
        return log.started if edge == START else log.ended
    if ProvisionId(name) not in agreement.provisions:
        return None
    if edge in (DUE, AMENDED_DUE):
        return view.life(ProvisionId(name)).due
    if edge == DONE:
        return view.fulfilled(ProvisionId(name))
    return min((d.at for d in view.state.delivered.get(ProvisionId(name), ())), default=None)


def is_named(agreement: Agreement, edge: str, name: str) -> bool:
    """Tell whether a name can be asked about in this way."""
    if edge in (DUE, AMENDED_DUE, DONE):
        return ProvisionId(name) in agreement.provisions
    if edge in (START, END):
        return PhaseId(name) in agreement.phases or ProvisionId(name) in agreement.provisions
    return (
        name == ENTRY
        or EventId(name) in agreement.events
        or PhaseId(name) in agreement.phases
        or any(entry.id == name for entry in agreement.entries)
    )


def at_the_end(agreement: Agreement, question: Question) -> Question:
    """Ask as of the last entry of the record, so that all that was done is seen."""
    last = max((e.when.latest or 0 for e in agreement.entries), default=question.on)
    return replace(question, on=max(last, question.on))
