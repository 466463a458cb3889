"""Place moments and conditions of the text, counted from the things they name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import PhaseId, ProvisionId
from servanda.checks.dates.arithmetic import minutes_of
from servanda.checks.dates.happens import (
    free_events,
    is_stable,
)
from servanda.checks.dates.placed import (
    AT_ONCE,
    CALENDAR,
    UNTOLD,
    Length,
    Placed,
    Term,
    Terms,
    after,
    dated,
    first_of,
    instant_of,
    last_of,
    named,
)
from servanda.checks.waits import end_of, start_of
from servanda.machine import Machine, initial
from servanda.machine.lengths import day_of, moved
from servanda.machine.steps import is_signature
from servanda.model.provisions import (
    EffectKind,
    PhaseStart,
    Provision,
)
from servanda.model.times import (
    All,
    Amount,
    AnchorPoint,
    Any,
    Condition,
    DayPoint,
    Edge,
    ExtremePoint,
    FixedPoint,
    Is,
    Not,
    OffsetPoint,
    Passed,
    Point,
    Stands,
    Status,
)

_DEPTH_AT_MOST = 60
_MOVES_A_PHASE = frozenset(
    {
        EffectKind.SUSPEND,
        EffectKind.TERMINATE,
        EffectKind.WITHDRAW,
        EffectKind.END,
        EffectKind.EXTEND,
        EffectKind.RENEW,
        EffectKind.REVIVE,
    }
)

_DAY = 24 * 60


class Moments:
    """Place moments under one choice of readings; `outside` names what comes as it comes.

    Where the things come that moments are counted from, those say who know phases and acts.
    """

    def __init__(self, machine: Machine, start: Instant, outside: frozenset[str]) -> None:
        self.machine = machine
        self.start = start
        self.outside = outside
        self.signed = initial(machine).signed
        self.base = self._beginning()
        self._days: dict[int, Placed] = {}
        self._moved: dict[tuple[Placed, Duration, bool], Placed] = {}
        self._lengths: dict[Duration, tuple[int, int, Length]] = {}

    def _beginning(self) -> Instant:
        """Give the instant at which runs begin: signature, where a phase binds from it."""
        if self.signed is None or self.signed >= self.start:
            return self.start
        clauses = (c for p in self.machine.agreement.phases for c in self.machine.clauses(p))
        points = (c.point for c in clauses if isinstance(c, PhaseStart) and c.point is not None)
        return self.signed if any(map(is_signature, points)) else self.start

    # -- what may disturb --------------------------------------------------------------------

    @cached_property
    def powers(self) -> Mapping[str, tuple[Provision, ...]]:
        """Map each name to the powers in the cone that may be used on it."""
        found: dict[str, tuple[Provision, ...]] = {}
        for provision in self.machine.agreement.provisions.values():
            effect = provision.effect
            if effect is None or provision.id not in self.outside:
                continue
            if self.machine.applies(provision):
                found[effect.target] = (*found.get(effect.target, ()), provision)
        return found

    def moved_by_power(self, target: str) -> bool:
        """Tell whether a power in the cone may move, stop or end a phase or the agreement."""
        powers = (*self.powers.get(target, ()), *self.powers.get("agreement", ()))
        return any(p.effect is not None and p.effect.kind in _MOVES_A_PHASE for p in powers)

    @cached_property
    def free(self) -> frozenset[str]:
        """Give the events outside the cone that somebody must bring about, and can at once."""
        return free_events(self.machine, self.outside)

    def start_of(self, phase: PhaseId) -> Placed:
        """Place the start of a phase."""
        raise NotImplementedError

    def end_of(self, phase: PhaseId) -> Placed:
        """Place the end of a phase."""
        raise NotImplementedError

    def act(self, provision: ProvisionId) -> Placed:
        """Place an act."""
        raise NotImplementedError

    def point(self, point: Point, *, is_last: bool) -> Placed:
        """Place the first or the last minute of a moment."""
        match point:
            case FixedPoint(moment=moment):
                known = [i for i in (moment.earliest, moment.latest) if i is not None]
                return dated(known[-1 if is_last else 0]) if known else UNTOLD
            case DayPoint():
                return self._day(point, is_last=is_last)
            case OffsetPoint(origin=origin, duration=duration):
                place = self.point(origin, is_last=is_last)
                return self.shifted(place, duration, is_last=is_last)
            case AnchorPoint():
                return self._anchor(point.target, point.edge)
            case ExtremePoint():
                parts = (
                    self.point(point.first, is_last=is_last),
                    self.point(point.second, is_last=is_last),
                )
                return last_of(parts) if point.is_later else first_of(parts)

    def _day(self, point: DayPoint, *, is_last: bool) -> Placed:
        key = 2 * point.number + is_last
        origin = point.origin or self.machine.counting.origin
        if origin is None and key in self._days:
            return self._days[key]
        place = dated(self.start) if origin is None else self.point(origin, is_last=False)
        at = instant_of(place)
        if at is None:
            days = Duration(days=point.number - self.machine.counting.first)
            return self.shifted(place, days, is_last=is_last)
        found = dated(day_of(self.machine, at, point.number)[is_last])
        if origin is None:
            self._days[key] = found
        return found

    def shifted(self, place: Placed, duration: Duration, *, is_last: bool) -> Placed:
        """Place what comes a duration after a thing, to the first or the last minute of its day."""
        key = (place, duration, is_last)
        found = self._moved.get(key)
        if found is not None:
            return found

        def each(terms: Terms) -> Terms:
            return tuple(self._shifted(term, duration, is_last=is_last) for term in terms)

        latest = None if place.latest is None else each(place.latest)
        found = Placed(latest, tuple(each(option) for option in place.earliest))
        self._moved[key] = found
        return found

    def _shifted(self, term: Term, duration: Duration, *, is_last: bool) -> Term:
        """Move a term; its `low` and `high` hold to the minute, its length leaves rounding out."""
        if term.name == CALENDAR:
            low = moved(self.machine, (term.low, term.low), duration)[is_last]
            high = moved(self.machine, (term.high, term.high), duration)[is_last]
            return Term(CALENDAR, low, high)
        if duration not in self._lengths:
            own = (duration.months, duration.days, duration.working_days, duration.minutes)
            self._lengths[duration] = (*minutes_of(self.machine, duration), own)
        low, high, known = self._lengths[duration]
        is_whole = not (self.machine.falls_at_hour or duration.minutes)
        early, late = (0, _DAY) if is_last else (-_DAY, 0)
        early, late = (early, late) if is_whole else (0, 0)
        is_once = term.length is not None and not any(term.length) and not duration.is_zero
        length = known if is_once else None
        return Term(term.name, term.low + low + early, term.high + high + late, length)

    def _anchor(self, target: str, edge: Edge) -> Placed:
        agreement = self.machine.agreement
        if target == "entry":
            return dated(self.start)
        if target == "signature":
            return named("signature") if self.signed is None else dated(self.signed)
        if target in agreement.phases:
            phase = PhaseId(target)
            if edge is Edge.END:
                return self.end_of(phase)
            is_sure = not self.moved_by_power(phase)
            return self.start_of(phase) if is_sure else named(start_of(phase))
        if target in agreement.events:
            return named(f"the last {target}") if edge is Edge.LAST else self.event(target)
        if target in agreement.processes:
            process = agreement.processes[target]
            return named(end_of(target)) if edge is Edge.END else self.event(process.opened)
        return self.act(ProvisionId(target))

    def event(self, event: str) -> Placed:
        """Place an event: at once if somebody must bring it about and can, else by its name."""
        return dated(self.base) if event in self.free else named(event)

    def condition(self, condition: Condition) -> Placed:
        """Place the instant at which a condition first holds."""
        match condition:
            case Is():
                return self._is(condition)
            case Amount(target=target, least=least, category=category):
                provision = self.machine.agreement.provisions.get(ProvisionId(target))
                whole = provision.action.quantity if provision is not None else None
                asked = least.low if least is not None else None
                if provision is None or whole is None or category or asked is None:
                    return named(f"{target} reaches {id(condition)}")
                is_part = whole.low is not None and asked <= whole.low
                return self.act(provision.id) if is_part else named(f"more of {target}")
            case Passed(point=point):
                place = self.point(point, is_last=True)
                return Placed(
                    after(place.latest, 1), tuple(after(o, 1) or () for o in place.earliest)
                )
            case Stands():
                return UNTOLD
            case Not(inner=inner):
                return AT_ONCE if is_stable(self.machine, inner) else UNTOLD
            case All(parts=parts):
                return last_of(self.condition(part) for part in parts)
            case Any(parts=parts):
                return first_of(self.condition(part) for part in parts)

    def _is(self, condition: Is) -> Placed:
        target, status = condition.target, condition.status
        agreement = self.machine.agreement
        if target in agreement.processes:
            is_over = status in (Status.ENDED, Status.LAPSED)
            return self._anchor(target, Edge.END if is_over else Edge.START)
        if target in agreement.phases:
            if status in (Status.ENDED, Status.FULFILLED):
                return self.end_of(PhaseId(target))
            if status in (Status.LAPSED, Status.SUSPENDED):
                return named(f"{target} {status.value}")
            return self._anchor(target, Edge.START)
        if target in agreement.events:
            return self.event(target)
        if status in (Status.OVERDUE, Status.SUSPENDED, Status.IN_EFFECT):
            return named(f"{target} {status.value}")
        return self.act(ProvisionId(target))
