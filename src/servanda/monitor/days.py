"""Say where each provision and phase stands on every day of a stretch of time, by as few looks as that takes.

Where a thing stands can change only on some days: those at which an entry in its sight may have happened,
or surely has; those from which a settlement or a denial counts; and those at which time alone turns something
in its sight. Each thing is looked at on these days, with the inquiry that `status` makes; in between nothing
is computed, for nothing can change. The later turns of time are found as one goes: each look tells which come
next.

The cost is that of a look at one thing (as in `why`), times the days on which something in its sight may
change. What merely happens, without moving the machine, costs nothing.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import AmbiguityId, PhaseId, ProvisionId
from servanda.machine import View
from servanda.machine.cone import ENTRY, TOUCHING, Cones, names_in_point, touched
from servanda.machine.steps import turns_of_powers
from servanda.model.agreement import Agreement
from servanda.model.entries import Denial, Entry, Holding, Settlement, telling_of
from servanda.model.times import (
    AnchorPoint,
    DayPoint,
    ExtremePoint,
    FixedPoint,
    OffsetPoint,
    Point,
)
from servanda.monitor.orders import turning_points
from servanda.monitor.phases import OPEN, phase_state
from servanda.monitor.question import Inquiry, Looks, Question
from servanda.monitor.replay import Moving, bounds_of

Reading = tuple[tuple[AmbiguityId, str], ...]


class Stand(Struct, frozen=True):
    """Hold where a thing stands: its state, all that vague moments leave possible, when it is due at last."""

    state: str
    states: tuple[str, ...]
    due: Instant | None


class Stretch(Struct, frozen=True, kw_only=True):
    """Hold where a thing stands under a reading, from a day to a day, both included."""

    target: str
    is_phase: bool
    reading: Reading
    stand: Stand
    first: date
    last: date


Answers = tuple[tuple[Reading, Stand], ...]
Watch = Callable[[date, int], None]


class _Target(Struct, kw_only=True):
    """Follow one thing through time: what is in its sight, and what was last found of it."""

    name: str
    is_phase: bool
    sight: frozenset[str]
    days: list[date]
    since: date
    answers: Answers = ()
    found: list[Stretch] = field(default_factory=list)


def stretches(
    agreement: Agreement,
    question: Question,
    first: date,
    last: date,
    only: Iterable[str] | None = None,
    watch: Watch = lambda day, looks: None,
) -> tuple[Stretch, ...]:
    """Say where each thing stands on each day from `first` to `last`, as `question` asks but for its date.

    `only` names phases and provisions, all if absent; `watch` is told the day and the number of looks so far.
    """
    if last < first:
        return ()
    follower = _Follower(agreement, question, first, last, only)
    follower.run(watch)
    return tuple(follower.result())


def _in_sight(entries: Iterable[Entry], sight: frozenset[str]) -> Iterator[Entry]:
    """Give the entries that may move what is in sight: those that touch nothing by name may move anything."""
    for entry in entries:
        touches = touched(entry)
        if not touches or not sight.isdisjoint(touches):
            yield entry


class _Follower:
    """Look at each thing on the days on which it may change."""

    def __init__(
        self,
        agreement: Agreement,
        question: Question,
        first: date,
        last: date,
        only: Iterable[str] | None,
    ) -> None:
        which = Moving(frozenset(agreement.levels))
        moving = tuple(telling_of(agreement.entries, *MOVING, which=which))
        self.agreement = replace(agreement, entries=moving)
        self.question, self.first, self.last = question, first, last
        self.calendar: Calendar = agreement.header.calendar
        self.end = self.calendar.end_of_day(last)
        wanted = None if only is None else frozenset(only)
        cones = Cones(self.agreement)
        names = [*agreement.phases, *agreement.provisions]
        self.targets = [
            self._target(cones, name, name in agreement.phases)
            for name in names
            if wanted is None or name in wanted
        ]
        if wanted is not None:  # what is out of sight of all of them moves none
            sight = frozenset[str]().union(*(target.sight for target in self.targets))
            self.agreement = replace(agreement, entries=tuple(_in_sight(moving, sight)))

    def _target(self, cones: Cones, name: str, is_phase: bool) -> _Target:
        origin = self.agreement.header.counting.origin
        counted = names_in_point(origin) if origin is not None else ()
        sight = frozenset({name}).union(*map(cones.names, (name, ENTRY, *counted)))
        seen = _in_sight(self.agreement.entries, sight)
        days = {day for entry in seen for day in self._days(entry)}
        header = self.agreement.header
        for moment in (header.in_force, header.signed):
            if moment is not None:
                days.update(map(self.calendar.date_of, bounds_of(moment)))
        return _Target(
            name=name,
            is_phase=is_phase,
            sight=sight,
            days=sorted(days),
            since=self.first,
        )

    def _days(self, entry: Entry) -> Iterator[date]:
        """Give the days from which an entry may count and surely counts."""
        return map(self.calendar.date_of, bounds_of(entry.when))

    def run(self, watch: Watch) -> None:
        """Go from day to day, and look at what may have changed on it."""
        queue = [(self.first, number) for number in range(len(self.targets))]
        heapq.heapify(queue)
        looks = 0
        while queue:
            day = queue[0][0]
            on = self.calendar.end_of_day(day)
            inquiry = Inquiry(self.agreement, replace(self.question, on=on))
            turns = _Turns(self.end)
            while queue and queue[0][0] == day:
                number = heapq.heappop(queue)[1]
                target = self.targets[number]
                coming = self._look(inquiry, turns, target, day)
                looks += 1
                if coming is not None and coming <= self.last:
                    heapq.heappush(queue, (coming, number))
            watch(day, looks)

    def _look(self, inquiry: Inquiry, turns: _Turns, target: _Target, day: date) -> date | None:
        """Look at a thing on a day; give the next day on which it may change."""
        on = inquiry.question.on
        coming: list[Instant] = []

        def judge(looks: Looks) -> Stand:
            for view in dict.fromkeys((*looks.every, looks.original)):
                coming.extend(turns.after(view, target.sight, on))
            return _stand(looks, target)

        answers = inquiry.ask([target.name], judge)
        self._note(target, tuple((a.reading, a.verdict) for a in answers), day)
        at = bisect_right(target.days, day)
        days = target.days[at : at + 1]
        if coming:
            days.append(self.calendar.date_of(min(coming)))
        return min(days, default=None)

    def _note(self, target: _Target, answers: Answers, day: date) -> None:
        """Close a stretch where what is found differs from what was."""
        if answers == target.answers:
            return
        self._close(target, day - timedelta(days=1) if day > self.first else day)
        target.answers, target.since = answers, day

    def _close(self, target: _Target, last: date) -> None:
        for reading, stand in target.answers:
            target.found.append(
                Stretch(
                    target=target.name,
                    is_phase=target.is_phase,
                    reading=reading,
                    stand=stand,
                    first=target.since,
                    last=last,
                )
            )

    def result(self) -> Iterator[Stretch]:
        """Give all stretches, thing by thing."""
        for target in self.targets:
            self._close(target, self.last)
            yield from target.found


MOVING = (*TOUCHING, Settlement, Denial, Holding)
"""What can change where anything stands."""


def moves(entry: Entry) -> bool:
    """Tell whether an entry can change where anything stands."""
    return bool(touched(entry)) or isinstance(entry.what, Settlement | Denial | Holding)


class _Turns:
    """Find the next instants at which time alone turns something, remembering what was found of a state."""

    def __init__(self, end: Instant) -> None:
        self._end = end
        self._found: dict[tuple[View, str], tuple[Instant, ...]] = {}

    def after(self, view: View, names: Iterable[str], now: Instant) -> Iterator[Instant]:
        """Give the turns of some names after an instant, up to the end."""
        for name in names:
            key = (view, name)
            if key not in self._found:
                self._found[key] = tuple(self._turns(view, name))
            yield from (at for at in self._found[key] if now < at <= self._end)
        yield from (at for at in turns_of_powers(view) if now < at <= self._end)

    def _turns(self, view: View, name: str) -> Iterator[Instant]:
        yield from turning_points(view, name)
        for clause in view.machine.clauses(name, view.amended):
            for point in _points(clause):
                stretch = view.stretch(point)
                if stretch is not None:
                    yield from (stretch[0], stretch[1], stretch[1] + 1)
        if name in view.machine.agreement.provisions:
            # What falls due again and again is laid out only as far as one looks.
            ahead = View(view.machine, view.state._replace(now=self._end), view.bound)
            life = ahead.life(ProvisionId(name))
            for each in (life, *life.parts):
                yield from (t.due + 1 for t in each.tranches if t.due is not None)
            yield from _periods_after(view, ProvisionId(name))


def _periods_after(view: View, name: ProvisionId) -> Iterator[Instant]:
    """Give the beginnings of the day, or the month, after each act: of a flow, each is counted anew."""
    per = view.machine.agreement.provisions[name].action.per
    calendar = view.machine.calendar
    for delivery in view.state.delivered.get(name, ()) if per else ():
        day = calendar.date_of(delivery.at)
        month = day.replace(day=1) + timedelta(days=31)
        yield calendar.start_of_day(day + timedelta(days=1))
        yield calendar.start_of_day(month.replace(day=1))


def _points(value: object) -> Iterator[Point]:
    """Give every moment that stands anywhere in a clause, whatever it is for."""
    if isinstance(value, _POINTS):
        yield value
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _points(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _points(each)


_POINTS = (FixedPoint, DayPoint, OffsetPoint, AnchorPoint, ExtremePoint)


def _stand(looks: Looks, target: _Target) -> Stand:
    """Put together what every order of the vague moments leads to."""
    if target.is_phase:
        states = dict.fromkeys(
            phase_state(v.state.phase(PhaseId(target.name))) for v in looks.every
        )
        dues: list[Instant] = []
    else:
        lives = [view.life(ProvisionId(target.name)) for view in looks.every]
        states = dict.fromkeys(life.state.value for life in lives)
        dues = [life.due for life in lives if life.due is not None]
    found = tuple(states)
    state = found[0] if len(found) == 1 else OPEN
    return Stand(state, found, max(dues, default=None))
