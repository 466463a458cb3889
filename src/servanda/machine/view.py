"""Look at a state: when a moment of the text falls, whether and since when a condition holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity, Truth, at_least, more_than
from servanda.machine.lengths import Stretch, day_of, extreme, moved
from servanda.machine.machine import Machine
from servanda.machine.recall import ALWAYS_BEFORE, Recall, Window
from servanda.machine.state import Happening, PhaseLog, State, counted
from servanda.model.events import Formula, LevelOf, Number, Operation
from servanda.model.provisions import DoneWhen, Provision
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

if TYPE_CHECKING:
    from servanda.machine.life import Life


class View(Recall):
    """Answer questions about one state of one machine, remembering answers; it changes nothing.

    `bound` gives the occurrence that a procedure's own clock counts from.
    """

    def __init__(
        self,
        machine: Machine,
        state: State,
        bound: dict[EventId, Instant] | None = None,
        window: Window | None = None,
    ) -> None:
        super().__init__(machine, state, window)
        self.bound = bound or {}
        self._is_remembered = self._is_remembered and not bound
        self._whole: View | None = None
        self._open: set[str] = set()
        self._levels: set[str] = set()
        self._ends: set[PhaseId] = set()

    def take_up(self) -> None:
        """Look at this state again: who asks for a look at it gets this one."""
        self.machine.last_look = self

    def bound_to(self, event: EventId, at: Instant) -> View:
        """Look at the same state from one occurrence of an event, which a procedure counts from."""
        view = View(self.machine, self._state, {event: at}, self._window)
        view._whole = self
        return view

    def term(self, phase: PhaseId) -> Instant | None:
        """Say when the term of a running phase is over; None where it has none, or has not begun."""
        from servanda.machine.terms import worked_out

        if self.bound:  # the term of a phase is not counted from what an instance is counted from
            return (self._whole or view_of(self.machine, self._state)).term(phase)
        return self.recall(("term", phase), lambda: worked_out(self, phase))

    # -- moments -----------------------------------------------------------------------------

    def stretch(self, point: Point) -> Stretch | None:
        """Say when a moment falls; None while its clock has not started."""
        match point:
            case FixedPoint():
                moment = point.moment
                if moment.earliest is None or moment.latest is None:
                    known = moment.latest if moment.earliest is None else moment.earliest
                    return None if known is None else (known, known)
                return moment.earliest, moment.latest
            case DayPoint():
                return self._day(point)
            case OffsetPoint():
                return self._offset(point)
            case AnchorPoint():
                at = self.anchor(point.target, point.edge)
                return None if at is None else (at, at)
            case ExtremePoint():
                first, second = self.stretch(point.first), self.stretch(point.second)
                return extreme(first, second, is_later=point.is_later)

    def _day(self, point: DayPoint) -> Stretch | None:
        origin = point.origin or self.machine.counting.origin
        start = self.anchor("entry", Edge.HAPPENS) if origin is None else self._start_of(origin)
        if start is None:
            return None
        return day_of(self.machine, start, point.number)

    def _start_of(self, point: Point) -> Instant | None:
        stretch = self.stretch(point)
        return None if stretch is None else stretch[0]

    def _offset(self, point: OffsetPoint) -> Stretch | None:
        origin = self.stretch(point.origin)
        return None if origin is None else moved(self.machine, origin, point.duration)

    def anchor(self, target: str, edge: Edge) -> Instant | None:
        """Say when the thing a moment is counted from happened."""
        if target == "entry":
            return self.entry.at if self.entry else None
        if target == "signature":
            return self.signed
        agreement = self.machine.agreement
        if target in self.bound:
            return self.bound[EventId(target)]
        if target in agreement.events:
            found = self.happenings(EventId(target))
            if not found:
                return None
            return found[-1].at if edge is Edge.LAST else found[0].at
        if target in agreement.phases:
            log = self.log(PhaseId(target))
            return self._end_of(PhaseId(target), log) if edge is Edge.END else log.started
        if target in agreement.processes:
            return self._process_edge(target, edge)
        return self._provision_edge(ProvisionId(target), edge)

    def _end_of(self, phase: PhaseId, log: PhaseLog) -> Instant | None:
        """Say when a phase ended, or while it runs within its term, when that will be over."""
        if log.ended is not None or log.prolonged is not None:
            return log.ended
        if phase in self._ends:
            self._awaited.add(f"end of {phase}")
            return None
        self._ends.add(phase)
        term = self.term(phase)
        self._ends.discard(phase)
        self._awaited.discard(f"end of {phase}")
        return None if term is None or self.is_past(term) else term

    def _process_edge(self, target: str, edge: Edge) -> Instant | None:
        process = self.machine.agreement.processes[target]
        if edge is not Edge.END:
            found = self.happenings(process.opened)
            return found[0].at if found else None
        return min((closing.at for closing in self._closed(target)), default=None)

    def _closed(self, target: str) -> list[Happening]:
        process = self.machine.agreement.processes[target]
        names = list(self.machine.ends_of_processes[target])
        if process.concluded_by is not None:
            names.append(process.concluded_by)
        return [h for name in names for h in self.happenings(name)]

    def _provision_edge(self, target: ProvisionId, edge: Edge) -> Instant | None:
        if edge is Edge.START:
            return min((d.at for d in self.deliveries(target)), default=None)
        return self.fulfilled(target)

    # -- conditions --------------------------------------------------------------------------

    def holds(self, condition: Condition) -> bool:
        """Tell whether a condition holds now."""
        match condition:
            case Is():
                return self._is(condition)
            case Amount():
                return self._reached(condition) is not None
            case Stands():
                return self._stands(condition) is not None
            case Passed():
                stretch = self.stretch(condition.point)
                return stretch is not None and self.is_past(stretch[1])
            case Not():
                return not self.holds(condition.inner)
            case All():
                return all(self.holds(part) for part in condition.parts)
            case Any():
                return any(self.holds(part) for part in condition.parts)

    def first(self, condition: Condition) -> Instant | None:
        """Say since when a condition has held, or when it first came to hold; None if it never did."""
        match condition:
            case Is():
                return self._since(condition)
            case Amount():
                return self._reached(condition)
            case Stands():
                return self._stands(condition)
            case Passed():
                stretch = self.stretch(condition.point)
                if stretch is None or not self.is_past(stretch[1]):
                    return None
                return stretch[1] + 1
            case Not():
                return ALWAYS_BEFORE if not self.holds(condition.inner) else None
            case All():
                parts = [self.first(part) for part in condition.parts]
                known = [part for part in parts if part is not None]
                return max(known) if len(known) == len(parts) else None
            case Any():
                found = [self.first(part) for part in condition.parts]
                return min((part for part in found if part is not None), default=None)

    def _is(self, condition: Is) -> bool:
        target, status = condition.target, condition.status
        agreement = self.machine.agreement
        if target in agreement.processes:
            return self._process_is(target, status)
        if target in agreement.phases:
            return self._phase_is(PhaseId(target), status)
        if target in agreement.provisions and status in _OF_LIFE:
            return self._life_is(ProvisionId(target), status)
        return self._since(condition) is not None

    def _process_is(self, target: str, status: Status) -> bool:
        process = self.machine.agreement.processes[target]
        opened, closed = self.happenings(process.opened), self._closed(target)
        match status:
            case Status.OPEN | Status.RUNNING | Status.IN_EFFECT:
                return bool(opened) and (not closed or _last(opened) > _last(closed))
            case Status.ENDED | Status.LAPSED:
                return bool(closed)
            case Status.FULFILLED:
                event = process.concluded_by
                return event is not None and bool(self.happenings(event))
            case _:
                return bool(opened)

    def _phase_is(self, phase: PhaseId, status: Status) -> bool:
        log = self.log(phase)
        match status:
            case Status.RUNNING | Status.OPEN | Status.IN_EFFECT:
                return log.started is not None and log.ended is None
            case Status.ENDED | Status.FULFILLED:
                return log.ended is not None
            case Status.LAPSED:
                return log.how is not None and log.how.value == "lapsed"
            case Status.SUSPENDED:
                return self.held(phase) is not None
            case _:
                return log.started is not None

    def _life_is(self, provision: ProvisionId, status: Status) -> bool:
        state = self.life(provision).state.value
        match status:
            case Status.SUSPENDED:
                return self.held(provision) is not None
            case Status.OVERDUE:
                return state == "overdue"
            case _:
                return state in ("in-effect", "overdue", "excused", "withheld")

    def _since(self, condition: Is) -> Instant | None:
        target, status = condition.target, condition.status
        agreement = self.machine.agreement
        if target in agreement.events:
            found = self.happenings(EventId(target))
            return found[0].at if found else None
        if target in agreement.processes:
            is_over = status in (Status.ENDED, Status.LAPSED)
            return self._process_edge(target, Edge.END if is_over else Edge.START)
        if target in agreement.phases:
            return self._phase_since(PhaseId(target), status)
        return self._provision_since(ProvisionId(target), status)

    def _phase_since(self, phase: PhaseId, status: Status) -> Instant | None:
        """Say since when, or when first: that a phase ran stays true when it is over."""
        log = self.log(phase)
        match status:
            case Status.ENDED | Status.FULFILLED:
                return log.ended
            case Status.LAPSED:
                return log.ended if self._phase_is(phase, status) else None
            case Status.SUSPENDED:
                return self.held(phase)
            case _:
                return log.started

    def _provision_since(self, target: ProvisionId, status: Status) -> Instant | None:
        if status is Status.CERTIFIED:
            found = self.certificates(target)
            return found[0].at if found else None
        if status is Status.STARTED:
            return self._provision_edge(target, Edge.START)
        if status in _OF_LIFE:
            return self._life_since(target, status) if self._life_is(target, status) else None
        return self.fulfilled(target)

    def _life_since(self, target: ProvisionId, status: Status) -> Instant:
        """Say since when a provision is late or suspended; else that it is so now."""
        late_since = self.life(target).late_since
        if status is Status.OVERDUE and late_since is not None:
            return late_since + 1
        held = self.held(target) if status is Status.SUSPENDED else None
        return self.now if held is None else held

    def _stands(self, condition: Stands) -> Instant | None:
        """Say since when a party owes some duties, is late with them, or has performed them all."""
        from servanda.machine.owing import stands

        return stands(self, condition)

    def _reached(self, condition: Amount) -> Instant | None:
        """Say when a total or a level first reached a quantity; of a bound from above, whether it is kept."""
        if condition.target in self.machine.agreement.levels:
            value = self.level(condition.target)
            if value is None:
                return None
            return self._level_since(condition) if _is_within(value, condition) else None
        total, since = Quantity.exact(0), None
        for at, amount in self._performed(ProvisionId(condition.target), condition.category):
            total = total + amount
            if since is None and condition.least is not None and _reaches(total, condition.least):
                since = at
        if condition.most is None:
            return since
        if not _is_within(total, condition):  # a most, unlike a least, is of the moment
            return None
        return since if condition.least is not None else ALWAYS_BEFORE

    def _level_since(self, condition: Amount) -> Instant:
        """Say since when the figures for a level have lain within what is asked; now, if it is computed."""
        since = self.now
        for figure in reversed(self.figures(condition.target)):
            if not _is_within(figure.value, condition):
                break
            since = figure.at
        return since

    def _performed(
        self, provision: ProvisionId, category: str
    ) -> Iterator[tuple[Instant, Quantity]]:
        """Give what was performed of a category, and when; what happens may perform all of a duty."""
        from servanda.machine.schedule import ONE, asked_in_all

        whole = asked_in_all(self.machine.agreement.provisions[provision]) or ONE
        clauses = self.machine.clauses(provision, self.amended)
        if not category and any(isinstance(clause, DoneWhen) for clause in clauses):
            met = self.life(provision).met
            if met is not None:
                yield met, whole
            return
        for delivery in self.deliveries(provision):
            if delivery.is_start or delivery.defect:
                continue
            is_whole = delivery.quantity is None and not category
            yield delivery.at, whole if is_whole else counted(delivery, category)

    # -- provisions and levels ---------------------------------------------------------------

    def life(self, provision: ProvisionId) -> Life:
        """Give the life of a provision at this state."""
        if provision in self._open and ("life", provision) not in self._answers:
            from servanda.machine.life import unknown_life

            self._awaited.add(provision)
            return unknown_life(self.machine.agreement.provisions[provision])
        return self.recall(("life", provision), lambda: self._lived(provision))

    def _lived(self, provision: ProvisionId) -> Life:
        from servanda.machine.living import live

        self._open.add(provision)
        life = live(self, self.machine.agreement.provisions[provision])
        self._open.discard(provision)
        self._awaited.discard(provision)
        return life

    def fulfilled(self, provision: ProvisionId) -> Instant | None:
        """Say when a provision was fulfilled."""
        uses = self.uses(provision)
        if uses:
            return uses[0].at
        if self.machine.is_met_by_an_act(provision) and not self.amended:
            deliveries = self.deliveries(provision)
            if not deliveries:
                return None
            if len(deliveries) == 1 and deliveries[0].is_all_of_it:
                return deliveries[0].at
        return self.life(provision).met

    def held(self, target: str, area: str = "", spared: str = "") -> Instant | None:
        """Say since when a provision or phase is suspended, in an area if one is named.

        A suspension of what is `spared` leaves it alone.
        """
        provision = self.machine.agreement.provisions.get(ProvisionId(target))
        names = [target]
        if provision is not None and provision.phase is not None:
            names.append(provision.phase)
        names.append("agreement")
        for name in names:
            if name == spared:
                continue
            for hold in self.holds_on(name):
                if hold.area and hold.area != area:
                    continue
                is_over = hold.until is not None and self.has_come(hold.until)
                if self.has_come(hold.since) and not is_over:
                    return hold.since
        return None

    def level(self, name: str) -> Quantity | None:
        """Give a level as last observed, else as computed, else as it started."""
        observed = self.figures(name)
        if observed:
            return observed[-1].value
        level = self.machine.agreement.levels[name]
        if name in self._levels:
            self._awaited.add(f"level {name}")
            return None
        self._levels.add(name)
        formulas = [f for guard, f in level.formulas if guard.admits(self.machine.choice)]
        value = self.value(formulas[-1]) if formulas else None
        if value is None and level.starts_at is not None:
            value = self.value(level.starts_at)
        self._levels.discard(name)
        self._awaited.discard(f"level {name}")
        return value

    def value(self, formula: Formula) -> Quantity | None:
        """Compute a formula; None where a level in it is unknown."""
        match formula:
            case Number():
                return formula.value
            case LevelOf():
                return self.level(formula.level)
            case Operation():
                left, right = self.value(formula.left), self.value(formula.right)
                if left is None or right is None:
                    return None
                return _operate(formula.sign, left, right)

    def life_of_all(self) -> list[tuple[Provision, Life]]:
        """Give every provision with its life, in the order of the text."""
        return [(p, self.life(p.id)) for p in self.machine.agreement.provisions.values()]


def view_of(machine: Machine, state: State) -> View:
    """Look at a state; the look last taken through a machine is taken up again where it is the same."""
    last = machine.last_look
    if isinstance(last, View) and last._state is state:
        return last
    view = machine.last_look = View(machine, state)
    if isinstance(last, View):
        view.follow(last)
    return view


def _last(found: Iterable[Happening]) -> tuple[Instant, int]:
    """Say when something happened last, with its place within the minute."""
    return max((h.at, h.order) for h in found)


_OF_LIFE = frozenset({Status.SUSPENDED, Status.OVERDUE, Status.IN_EFFECT})


def _reaches(value: Quantity, least: Quantity) -> bool:
    """Tell whether a value certainly reaches a least, such as `at least 7` or `over 7`."""
    if least.low is None:
        return True
    floor = Quantity.exact(least.low)
    reached = more_than(value, floor) if least.low_open else at_least(value, floor)
    return reached is Truth.YES


def _is_within(value: Quantity, asked: Amount) -> bool:
    """Tell whether a value certainly lies within what is asked."""
    if asked.least is not None and not _reaches(value, asked.least):
        return False
    if asked.most is not None and asked.most.high is not None:
        ceiling = Quantity.exact(asked.most.high)
        above = at_least(value, ceiling) if asked.most.high_open else more_than(value, ceiling)
        return above is Truth.NO
    return True


def _operate(sign: str, left: Quantity, right: Quantity) -> Quantity | None:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    try:
        return left / right
    except ZeroDivisionError:
        return None
