"""Look at what is in sight at a state: what it adds to the state, and when it may change by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from servanda.base.calendar import Instant
from servanda.checks.claims.moves import TIMES_AT_MOST, time_to_prolong
from servanda.checks.claims.signature import (
    Outlook,
    of_event,
    of_phase,
    of_points,
    of_process,
    of_provision,
)
from servanda.machine import Life, LifeState, View, points_in
from servanda.machine.steps import turns_of
from servanda.machine.turning import around, turns_of_event, watched
from servanda.model.events import Event, Process
from servanda.model.provisions import (
    Clause,
    Cure,
    Deadline,
    DoneWhen,
    EndsWhen,
    Modality,
    NotBefore,
    OwnSpan,
    Phase,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Provision,
    RunsOn,
    StartBy,
    Then,
    Trigger,
    WithholdWhile,
)
from servanda.model.times import (
    DayPoint,
    ExtremePoint,
    OffsetPoint,
    Point,
)


def moments_ahead(view: View, points: tuple[Point, ...]) -> Outlook:
    """Look at some moments: whether each is known, and when it comes."""
    turns = [at for point in points for at in around(view, point)]
    turns += _of_the_parts(view, points)
    return Outlook(*of_points(view, points), tuple(turns))


def phase_ahead(view: View, phase: Phase) -> Outlook:
    """Look at a phase: how far it has come, and when it may start or end by itself."""
    turns = turns_of(view, phase.id)
    term = view.term(phase.id)
    clauses = view.machine.clauses(phase.id, view.amended)
    fixed, dates = of_phase(view, phase)
    points = [point for clause in clauses for point in points_of(clause)]
    known, more = of_points(view, points)
    turns = (*turns, *_of_the_parts(view, points), *(() if term is None else (term + 1,)))
    if view.log(phase.id).started is None:  # a term that is over by then runs out at once
        terms = [c.until for c in clauses if isinstance(c, PhaseTerm) and c.until is not None]
        turns = (*turns, *(at for point in terms for at in around(view, point)))
    return Outlook((fixed, known), (*dates, *more), turns)


def process_ahead(view: View, process: Process) -> Outlook:
    """Look at a process: whether it is open."""
    return Outlook(*of_process(view, process), ())


def event_ahead(view: View, event: Event, is_edge: bool) -> Outlook:
    """Look at an event: how often it occurred, and from when its rules let it occur."""
    points = list(points_of_event(event))
    turns = (*_turns_of_event(view, event, is_edge), *_of_the_parts(view, points))
    fixed, dates = of_event(view, event, is_edge=is_edge)
    known, more = of_points(view, points)
    return Outlook((fixed, known), (*dates, *more), turns)


def points_of_event(event: Event) -> Iterator[Point]:
    """Give the moments that the rules on an event name."""
    for rule in event.rules:
        if rule.not_before is not None:
            yield rule.not_before
        if rule.only_when is not None:
            yield from points_in(rule.only_when)


def provision_ahead(view: View, provision: Provision) -> Outlook:
    """Look at a provision: its life, and when that may change by itself."""
    turns = list(_turns_of_life(view, view.life(provision.id)))
    clauses = view.machine.clauses(provision.id, view.amended)
    for clause in clauses:
        turns.extend(_turns_of_clause(view, provision, clause))
    if provision.modality is Modality.POWER:
        turns.extend(_turns_of_power(view, provision, clauses))
    is_created = view.life(provision.id).state is LifeState.CREATED
    points = [
        point
        for clause in clauses
        if is_created or not isinstance(clause, Deadline)
        for point in points_of(clause)
    ]
    turns.extend(_of_the_parts(view, points))
    fixed, dates = of_provision(view, provision)
    known, more = of_points(view, points)
    return Outlook((fixed, known), (*dates, *more), tuple(turns))


def _turns_of_power(view: View, power: Provision, clauses: Sequence[Clause]) -> Iterator[Instant]:
    """Give the last instant at which a power may be used, and the first at which it is used early."""
    first = time_to_prolong(view, power)
    if first is not None:
        yield first
    for clause in clauses:
        if isinstance(clause, OwnSpan) and clause.end is not None:
            stretch = view.stretch(clause.end)
            if stretch is not None:
                yield stretch[1]


def _turns_of_life(view: View, life: Life) -> Iterator[Instant]:
    """Give when something falls due, and just after: then it is done, excused, or late.

    What is due as its phase ends is over at that instant, and may be late just after.
    """
    for each in (life, *life.parts):
        if each.state is LifeState.TERMINATED and each.due is not None and view.is_now(each.due):
            yield each.due + 1
        for tranche in each.tranches:
            if tranche.due is not None and tranche.met is None:
                yield tranche.due
                yield tranche.due + 1


def _turns_of_clause(view: View, provision: Provision, clause: Clause) -> Iterator[Instant]:
    if isinstance(clause, StartBy):
        yield from around(view, clause.point)
    elif isinstance(clause, Deadline) and clause.point is not None:
        if view.life(provision.id).state is LifeState.CREATED:
            yield from around(view, clause.point)
    elif isinstance(clause, Cure):
        life = view.life(provision.id)
        for each in (life, *life.parts):
            if each.late_since is not None:
                until = view.machine.calendar.add(each.late_since, clause.duration)
                yield until
                yield until + 1
    for point, is_after in watched(clause):
        stretch = view.stretch(point)
        if stretch is not None:
            yield stretch[1] + 1 if is_after else stretch[0]


def _turns_of_event(view: View, event: Event, is_edge: bool) -> Iterator[Instant]:
    happened = view.happenings(event.id)
    is_again = event.is_recurring and not is_edge and 0 < len(happened) < TIMES_AT_MOST
    if is_again and view.is_now(happened[-1].at):
        yield happened[-1].at + 1
    yield from turns_of_event(view, event)


def _of_the_parts(view: View, points: Iterable[Point]) -> Iterator[Instant]:
    """Give when the known part of a later of two moments falls, while the other is not known.

    Whether the other comes before that or after it may matter: somebody may wait for it.
    """
    for point in points:
        match point:
            case ExtremePoint(first=first, second=second) if view.stretch(point) is None:
                for part in (first, second):
                    yield from around(view, part)
                yield from _of_the_parts(view, (first, second))
            case OffsetPoint(origin=origin):
                yield from _of_the_parts(view, (origin,))
            case DayPoint(origin=origin) if origin is not None:
                yield from _of_the_parts(view, (origin,))
            case _:
                pass


def points_of(clause: Clause) -> Iterator[Point]:
    """Give the moments a clause names."""
    match clause:
        case Deadline(point=point) if point is not None:
            yield point
        case StartBy(point=point) | NotBefore(point=point):
            yield point
        case OwnSpan(start=start, end=end):
            yield from (p for p in (start, end) if p is not None)
        case PhaseTerm(until=until) if until is not None:
            yield until
        case PhaseStart(point=point, condition=condition):
            if point is not None:
                yield point
            if condition is not None:
                yield from points_in(condition)
        case Trigger() | Precedent() | WithholdWhile() | DoneWhen() | RunsOn() | EndsWhen():
            yield from points_in(clause.condition)
        case Then(condition=condition) if condition is not None:
            yield from points_in(condition)
        case _:
            return
