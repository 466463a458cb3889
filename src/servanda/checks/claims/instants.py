"""Say when something in sight may next change by the mere passing of time.

A system of bounds on differences of dates that has a solution has one in which every date is a date of
the text plus or minus lengths of time of the text (its least solution: Dechter, Meiri and Pearl,
Temporal constraint networks, 1991). So it is enough to let acts fall at the instants at which
something changes, and, while a clock has not started, at those from which it would run out at such an
instant or just after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any, NamedTuple

from servanda.base.calendar import Calendar, Duration, Instant
from servanda.base.identities import PhaseId
from servanda.checks.claims.outlooks import (
    event_ahead,
    moments_ahead,
    phase_ahead,
    points_of,
    points_of_event,
    process_ahead,
    provision_ahead,
)
from servanda.checks.claims.signature import (
    Outlook,
    numbered,
)
from servanda.machine import Machine, View
from servanda.machine.cone import ENTRY, names_in_point
from servanda.machine.memory import Key, Place
from servanda.machine.steps import turns_of_powers
from servanda.model.events import Event
from servanda.model.provisions import (
    EffectKind,
    NoticeOf,
    PhaseTerm,
    Provision,
    RateDelay,
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


class _Look(NamedTuple):
    """Hold how something in sight is looked up at a state, and the place where that is kept.

    It is about a name; about none where it is part of the question itself.
    """

    name: str
    key: Key
    work: Callable[[View], Any]
    place: Place | None

    def up(self, view: View) -> Any:
        """Look it up at a state."""
        if self.place is not None:
            known = view.known(self.key, self.place)
            if known is not None:
                return known.value
        return view.recall(self.key, lambda: self.work(view))


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
    _extensions: list[Duration] = field(init=False)
    _looks: list[_Look] = field(init=False)
    _narrowed: dict[frozenset[str], tuple[list[_Look], _Look]] = field(default_factory=dict)
    _outlooks: tuple[View, list[Outlook]] | None = None

    def __post_init__(self) -> None:
        agreement, names = self.machine.agreement, self.names
        found = agreement.provisions.values()
        self.provisions = [p for p in found if p.id in names and self.machine.applies(p)]
        self.phases = [phase for phase in agreement.phases if phase in names]
        self.events = [event for event in agreement.events.values() if event.id in names]
        processes = agreement.processes.values()
        self.edges = frozenset(edge for p in processes for edge in (p.opened, p.ended))
        self._extensions = [
            effect.duration
            for p in self.provisions
            if (effect := p.effect) is not None
            and effect.kind in (EffectKind.EXTEND, EffectKind.RENEW)
            and effect.duration is not None
        ]
        self._looks = [
            self._look(name, ("outlook", name), partial(_outlook, work=work))
            for name, work in self._all_looks()
        ]
        if self.points:
            look = partial(_outlook, work=partial(moments_ahead, points=self.points))
            key = ("moments", *self.points), ENTRY
            self._looks.append(self._look("", key, look, self.points))

    def _narrow(self, live: frozenset[str]) -> tuple[list[_Look], _Look]:
        """Give what to look up where only some names matter still, and the clocks not yet started."""
        known = self._narrowed.get(live)
        if known is None:
            looks = [look for look in self._looks if not look.name or look.name in live]
            clocks = [c for c in dict.fromkeys(self._all_clocks(live)) if self._can_be_set(c[0])]
            origins = [origin for origin, _ in clocks if origin is not None]
            work = partial(_clocks_to_start, clocks=clocks)
            unstarted = self._look("", (("clocks", *clocks), ENTRY), work, origins)
            known = self._narrowed[live] = looks, unstarted
        return known

    def _can_be_set(self, origin: Point | None) -> bool:
        """Tell whether anybody can choose when a clock starts; else no act need be timed for it."""
        memory = self.machine.memory
        return memory is None or origin is None or memory.turns_on_acts(origin)

    def _look(
        self, name: str, key: Key, work: Callable[[View], object], points: Iterable[Point] = ()
    ) -> _Look:
        memory = self.machine.memory
        names = [other for point in points for other in names_in_point(point)]
        place = None if memory is None else memory.place(self.machine, key, names)
        return _Look(name, key, work, place)

    def _all_looks(self) -> Iterator[tuple[str, Callable[[View], Outlook]]]:
        """Give each name in sight with what looks it up at a state."""
        agreement = self.machine.agreement
        for phase in self.phases:
            yield phase, partial(phase_ahead, phase=agreement.phases[phase])
        for event in self.events:
            yield event.id, partial(event_ahead, event=event, is_edge=event.id in self.edges)
        for process in agreement.processes.values():
            yield process.id, partial(process_ahead, process=process)
        for provision in self.provisions:
            yield provision.id, partial(provision_ahead, provision=provision)

    def outlooks(self, view: View, live: frozenset[str]) -> list[Outlook]:
        """Give what each name that matters still adds to a state."""
        known = self._outlooks
        if known is None or known[0] is not view:
            looks, _ = self._narrow(live)
            known = self._outlooks = (view, [look.up(view) for look in looks])
        return known[1]

    def ahead(self, view: View, live: frozenset[str]) -> list[Instant]:
        """Give the instants after now at which something that matters still can change."""
        found = {at for outlook in self.outlooks(view, live) for at in outlook.turns}
        if view.state.holds or view.state.terminated or view.state.pending:
            found.update(turns_of_powers(view))
        now = view.now
        return [at for at in found if at > now]

    def next(self, view: View, ahead: list[Instant], live: frozenset[str]) -> Instant | None:
        """Give the first instant to look at: of those ahead, or one from which a clock leads there."""
        if not ahead:
            return None
        first = min(ahead)
        lengths = self.clocks_to_start(view, live)
        if not lengths:
            return first
        later = {self._added(at, more) for at in ahead for more in self._extensions}
        return min(_before(self._origins, {*ahead, *later}, lengths, view.now))

    def _added(self, at: Instant, more: Duration) -> Instant:
        """Give the instant a length of time after another one; the same ones come up at every state."""
        known = self.machine.added.get((at, more))
        if known is None:
            known = self.machine.added[at, more] = self.machine.calendar.add(at, more)
        return known

    # -- clocks that have not started --------------------------------------------------------

    def clocks_to_start(self, view: View, live: frozenset[str]) -> list[Duration]:
        """Give the lengths of the clocks that matter still and have not started."""
        _, unstarted = self._narrow(live)
        lengths: list[Duration] = unstarted.up(view)
        return lengths

    def _origins(self, at: Instant, length: Duration) -> tuple[Instant, ...]:
        known = self.machine.origins.get((at, length))
        if known is None:
            known = _origins(self.machine.calendar, at, length)
            self.machine.origins[at, length] = known
        return known

    def _all_clocks(self, live: frozenset[str]) -> Iterator[tuple[Point | None, Duration]]:
        """List the lengths of time that matter still, each with the moment it is counted from.

        None where the clock starts anew with every use, as that of a notice.
        """
        machine = self.machine
        for point in self.points:
            yield from _lengths(point)
        for name in (*self.phases, *(p.id for p in self.provisions)):
            for clause in machine.clauses(name) if name in live else ():
                for point in points_of(clause):
                    yield from _lengths(point)
                if isinstance(clause, PhaseTerm) and clause.duration is not None:
                    start = AnchorPoint(target=name, edge=Edge.START, span=clause.span)
                    yield start, clause.duration
                elif isinstance(clause, NoticeOf):
                    yield None, clause.duration
                if isinstance(clause, RateDelay) and clause.duration is not None:
                    yield None, clause.duration
        for event in self.events:
            for point in points_of_event(event) if event.id in live else ():
                yield from _lengths(point)


def _clocks_to_start(view: View, clocks: list[tuple[Point | None, Duration]]) -> list[Duration]:
    """Give the lengths of the clocks that have not started."""
    return [length for at, length in clocks if at is None or view.stretch(at) is None]


def _outlook(view: View, work: Callable[[View], Outlook]) -> Outlook:
    return numbered(view, work(view))


def _before(
    origins: Callable[[Instant, Duration], tuple[Instant, ...]],
    ahead: set[Instant],
    lengths: list[Duration],
    now: Instant,
) -> set[Instant]:
    """Add the days from which clocks of some lengths would run out at what lies ahead, or a day on."""
    found = set(ahead)
    latest = ahead
    for _ in range(_BACKWARD_AT_MOST):
        room = _INSTANTS_AT_MOST - len(found)
        earlier = set[Instant]()
        for at, length in product(latest, lengths):
            for instant in origins(at, length):
                if instant > now and instant not in found:
                    earlier.add(instant)
            if len(earlier) > room:
                return found
        if not earlier:
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
