"""Say when something in sight may next change by the mere passing of time.

A system of bounds on differences of dates that has a solution has one in which every date is a date of
the text plus or minus lengths of time of the text (its least solution: Dechter, Meiri and Pearl,
Temporal constraint networks, 1991). So it is enough to let acts fall at the instants at which
something changes, and, while a clock has not started, at those from which it would run out at such an
instant or just after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from servanda.base.calendar import Calendar, Duration, Instant
from servanda.base.identities import PhaseId
from servanda.checks.claims.moves import TIMES_AT_MOST
from servanda.checks.claims.signature import (
    Outlook,
    joined,
    of_event,
    of_phase,
    of_points,
    of_process,
    of_provision,
)
from servanda.machine import Life, LifeState, Machine, View, points_in
from servanda.machine.memory import Place
from servanda.machine.steps import turns_of, turns_of_powers
from servanda.model.events import Event, Process
from servanda.model.provisions import (
    Clause,
    Cure,
    Deadline,
    DoneWhen,
    EffectKind,
    EndsWhen,
    NotBefore,
    NoticeOf,
    OwnSpan,
    Phase,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Provision,
    RateDelay,
    RunsOn,
    StartBy,
    Then,
    Trigger,
    WithholdWhile,
)
from servanda.model.times import (
    AnchorPoint,
    DayPoint,
    Edge,
    ExtremePoint,
    OffsetPoint,
    Point,
)

_BACKWARD_AT_MOST = 3
_INSTANTS_AT_MOST = 64


_Look = Callable[[View], Outlook]


class _Group(NamedTuple):
    """Hold names in sight that rest on the same facts, and the place where their outlook is kept."""

    key: tuple[str, str]
    looks: tuple[_Look, ...]
    place: Place | None

    def outlook(self, view: View) -> Outlook:
        """Give what the names add to a state."""
        if self.place is not None:
            known: Outlook | None = view.find(self.place)
            if known is not None:
                return known
        return view.recall(*self.key, lambda: joined(view, [look(view) for look in self.looks]))


@dataclass(slots=True, kw_only=True)
class Sight:
    """Hold what a claim can see of a machine, listed once: provisions, phases, events, clocks."""

    machine: Machine
    names: frozenset[str]
    points: tuple[Point, ...]
    provisions: list[Provision] = field(init=False)
    phases: list[PhaseId] = field(init=False)
    events: list[Event] = field(init=False)
    edges: frozenset[str] = field(init=False)
    _clocks: list[tuple[Point | None, Duration]] = field(init=False)
    _extensions: list[Duration] = field(init=False)
    _groups: list[_Group] = field(init=False)
    _outlooks: tuple[View, list[Outlook]] | None = None

    def __post_init__(self) -> None:
        agreement, names = self.machine.agreement, self.names
        found = agreement.provisions.values()
        self.provisions = [p for p in found if p.id in names and self.machine.applies(p)]
        self.phases = [phase for phase in agreement.phases if phase in names]
        self.events = [event for event in agreement.events.values() if event.id in names]
        processes = agreement.processes.values()
        self.edges = frozenset(edge for p in processes for edge in (p.opened, p.ended))
        self._clocks = list(dict.fromkeys(self._all_clocks()))
        self._extensions = [
            effect.duration
            for p in self.provisions
            if (effect := p.effect) is not None
            and effect.kind in (EffectKind.EXTEND, EffectKind.RENEW)
            and effect.duration is not None
        ]
        self._groups = list(self._all_groups())

    def _all_groups(self) -> Iterator[_Group]:
        """Put the names in sight together that rest on the same facts."""
        memory = self.machine.memory
        alike: dict[object, list[tuple[str, _Look]]] = {}
        for name, look in self._all_looks():
            rests_on = name if memory is None else memory.rests_on(self.machine, name)
            alike.setdefault(rests_on, []).append((name, look))
        for found in alike.values():
            names = [name for name, _ in found]
            key = (f"outlook of {' '.join(names)}", names[0])
            place = None if memory is None else memory.place(self.machine, key)
            yield _Group(key, tuple(look for _, look in found), place)

    def _all_looks(self) -> Iterator[tuple[str, _Look]]:
        """Give each name in sight with what looks it up at a state."""
        agreement = self.machine.agreement
        for phase in self.phases:
            yield phase, partial(_of_phase, phase=agreement.phases[phase])
        for event in self.events:
            yield event.id, partial(_of_event, event=event, is_edge=event.id in self.edges)
        for process in agreement.processes.values():
            yield process.id, partial(_of_process, process=process)
        for provision in self.provisions:
            yield provision.id, partial(_of_provision, provision=provision)

    def outlooks(self, view: View) -> list[Outlook]:
        """Give what the names in sight add to a state, those together that rest on the same facts."""
        known = self._outlooks
        if known is None or known[0] is not view:
            found = [group.outlook(view) for group in self._groups]
            if self.points:
                found.append(Outlook(*of_points(view, self.points), ()))
            known = self._outlooks = (view, found)
        return known[1]

    def ahead(self, view: View) -> list[Instant]:
        """Give the instants after now at which something in sight can change."""
        found = {at for outlook in self.outlooks(view) for at in outlook.turns}
        if view.state.holds or view.state.terminated:
            found.update(turns_of_powers(view))
        for point in self.points:
            found.update(_edges(view, point))
        now = view.now
        return [at for at in found if at > now]

    def next(self, view: View, ahead: list[Instant]) -> Instant | None:
        """Give the first instant to look at: of those ahead, or one from which a clock leads there."""
        if not ahead:
            return None
        first = min(ahead)
        lengths = [
            length
            for origin, length in self._clocks
            if origin is None or view.stretch(origin) is None
        ]
        if not lengths:
            return first
        calendar = self.machine.calendar
        later = {calendar.add(at, more) for at in ahead for more in self._extensions}
        return min(_before(calendar, {*ahead, *later}, lengths, view.now))

    # -- clocks that have not started --------------------------------------------------------

    def _all_clocks(self) -> Iterator[tuple[Point | None, Duration]]:
        """List the lengths of time in sight, each with the moment it is counted from.

        None where the clock starts anew with every use, as that of a notice.
        """
        machine = self.machine
        for point in self.points:
            yield from _lengths(point)
        for name in (*self.phases, *(p.id for p in self.provisions)):
            for clause in machine.clauses(name):
                for point in _points_of(clause):
                    yield from _lengths(point)
                if isinstance(clause, PhaseTerm) and clause.duration is not None:
                    start = AnchorPoint(target=name, edge=Edge.START, span=clause.span)
                    yield start, clause.duration
                elif isinstance(clause, NoticeOf):
                    yield None, clause.duration
                if isinstance(clause, RateDelay) and clause.duration is not None:
                    yield None, clause.duration
        for event in self.events:
            for point in _points_of_event(event):
                yield from _lengths(point)


# -- what changes by itself ------------------------------------------------------------------


def _of_phase(view: View, phase: Phase) -> Outlook:
    turns = turns_of(view, phase.id)
    term = view.term(phase.id)
    clauses = view.machine.clauses(phase.id, view.state.amended)
    fixed, dates = of_phase(view, phase)
    known, more = of_points(view, [point for clause in clauses for point in _points_of(clause)])
    turns = turns if term is None else (*turns, term + 1)
    return Outlook((fixed, known), (*dates, *more), turns)


def _of_process(view: View, process: Process) -> Outlook:
    return Outlook(*of_process(view, process), ())


def _of_event(view: View, event: Event, is_edge: bool) -> Outlook:
    turns = tuple(_turns_of_event(view, event, is_edge))
    fixed, dates = of_event(view, event, is_edge=is_edge)
    known, more = of_points(view, list(_points_of_event(event)))
    return Outlook((fixed, known), (*dates, *more), turns)


def _points_of_event(event: Event) -> Iterator[Point]:
    for rule in event.rules:
        if rule.not_before is not None:
            yield rule.not_before
        if rule.only_when is not None:
            yield from points_in(rule.only_when)


def _of_provision(view: View, provision: Provision) -> Outlook:
    turns = list(_turns_of_life(view.life(provision.id)))
    clauses = view.machine.clauses(provision.id, view.state.amended)
    for clause in clauses:
        turns.extend(_turns_of_clause(view, provision, clause))
    is_created = view.life(provision.id).state is LifeState.CREATED
    points = [
        point
        for clause in clauses
        if is_created or not isinstance(clause, Deadline)
        for point in _points_of(clause)
    ]
    fixed, dates = of_provision(view, provision)
    known, more = of_points(view, points)
    return Outlook((fixed, known), (*dates, *more), tuple(turns))


def _turns_of_life(life: Life) -> Iterator[Instant]:
    """Give when something falls due, and just after: then it is done, excused, or late."""
    for each in (life, *life.parts):
        for tranche in each.tranches:
            if tranche.due is not None and tranche.met is None:
                yield tranche.due
                yield tranche.due + 1


def _turns_of_clause(view: View, provision: Provision, clause: Clause) -> Iterator[Instant]:
    found: list[tuple[Point, bool]] = []
    if isinstance(clause, Trigger | Precedent | WithholdWhile | DoneWhen):
        found = [(point, True) for point in points_in(clause.condition)]
    elif isinstance(clause, NotBefore):
        found = [(clause.point, False)]
    elif isinstance(clause, StartBy):
        yield from _edges(view, clause.point)
    elif isinstance(clause, Deadline) and clause.point is not None:
        if view.life(provision.id).state is LifeState.CREATED:
            yield from _edges(view, clause.point)
    elif isinstance(clause, OwnSpan):
        found = [(p, last) for p, last in ((clause.start, False), (clause.end, True)) if p]
    elif isinstance(clause, Cure):
        life = view.life(provision.id)
        for each in (life, *life.parts):
            if each.late_since is not None:
                until = view.machine.calendar.add(each.late_since, clause.duration)
                yield until
                yield until + 1
    for point, after in found:
        stretch = view.stretch(point)
        if stretch is not None:
            yield stretch[1] + 1 if after else stretch[0]


def _turns_of_event(view: View, event: Event, is_edge: bool) -> Iterator[Instant]:
    happened = view.state.happened.get(event.id, ())
    is_again = event.is_recurring and not is_edge and 0 < len(happened) < TIMES_AT_MOST
    if is_again and view.is_now(happened[-1].at):
        yield happened[-1].at + 1
    for rule in event.rules:
        if rule.not_before is not None:
            stretch = view.stretch(rule.not_before)
            if stretch is not None:
                yield stretch[0]
        if rule.only_when is not None:
            for point in points_in(rule.only_when):
                stretch = view.stretch(point)
                if stretch is not None:
                    yield stretch[1] + 1
        if rule.apart is not None and happened:
            yield view.machine.calendar.add(happened[-1].at, rule.apart)


def _edges(view: View, point: Point) -> Iterator[Instant]:
    """Give the last instant of a moment and the one after it, once its clock has started."""
    stretch = view.stretch(point)
    if stretch is not None:
        yield stretch[1]
        yield stretch[1] + 1


def _before(
    calendar: Calendar, ahead: set[Instant], lengths: list[Duration], now: Instant
) -> set[Instant]:
    """Add the days from which clocks of some lengths would run out at what lies ahead, or a day on."""
    found = set(ahead)
    latest = ahead
    for _ in range(_BACKWARD_AT_MOST):
        earlier = {
            instant
            for at in latest
            for length in lengths
            for instant in _origins(calendar, at, length)
            if instant > now and instant not in found
        }
        if not earlier or len(found) + len(earlier) > _INSTANTS_AT_MOST:
            break
        found |= earlier
        latest = earlier
    return found


def _origins(calendar: Calendar, at: Instant, length: Duration) -> tuple[Instant, ...]:
    """Give when a clock must start to run out at an instant, and just after."""
    origin = calendar.subtract(at, length)
    if length.minutes:
        return origin, origin + 1
    day = calendar.date_of(origin)
    return calendar.start_of_day(day), calendar.end_of_day(day) + 1


def _lengths(point: Point) -> Iterator[tuple[Point, Duration]]:
    """Give the lengths of time in a moment, each with what it is counted from."""
    match point:
        case OffsetPoint(duration=duration, origin=origin):
            yield origin, duration
            yield from _lengths(origin)
        case DayPoint(number=number, origin=origin) if origin is not None:
            yield origin, Duration(days=number)
            yield from _lengths(origin)
        case ExtremePoint(first=first, second=second):
            yield from _lengths(first)
            yield from _lengths(second)
        case _:
            return


def _points_of(clause: Clause) -> Iterator[Point]:
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
