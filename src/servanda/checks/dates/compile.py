"""Turn moments and conditions of the text into forms over the things of a network."""

from __future__ import annotations

from servanda.base.calendar import Duration
from servanda.base.identities import PhaseId
from servanda.checks.dates.forms import At, Day, First, Fixed, Form, Last, Never, Next, Shift
from servanda.checks.waits import end_of, start_of
from servanda.machine import Machine
from servanda.model.provisions import PhaseStart
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

ENTRY, SIGNATURE, BEGIN = "entry into force", "signature", "the beginning"
"""The things that every network knows; runs begin with entry, or with signature if it binds."""

_CERTAIN_ENDS = (Status.ENDED, Status.LAPSED)


def term_of(phase: str) -> str:
    """Name the node at which the term of a phase is over, if nothing ends it before."""
    return f"the term of {phase}"


def begun(provision: str) -> str:
    """Name the node at which a provision is begun."""
    return f"the beginning of {provision}"


class Compiler:
    """Turn moments and conditions into forms, under one choice of readings."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.agreement = machine.agreement
        self._days: dict[int, Form] = {}

    def point(self, point: Point, *, is_due: bool = False) -> Form:
        """Turn a moment into a form; in a date that is due, a phase ends with its term."""
        match point:
            case FixedPoint(moment=moment):
                known = [i for i in (moment.earliest, moment.latest) if i is not None]
                return Fixed(known[0], known[-1]) if known else Never("the date is not known")
            case DayPoint(number=number, origin=None) if self.machine.counting.origin is None:
                if number not in self._days:
                    self._days[number] = Day(At(ENTRY), number)
                return self._days[number]
            case DayPoint(number=number, origin=origin):
                chosen = origin or self.machine.counting.origin
                assert chosen is not None
                return Day(self.point(chosen, is_due=is_due), number)
            case OffsetPoint(origin=origin, duration=duration):
                return Shift(self.point(origin, is_due=is_due), duration)
            case AnchorPoint(target=target, edge=edge):
                return self._anchor(target, edge, is_due=is_due)
            case ExtremePoint(first=first, second=second, is_later=is_later):
                parts = (self.point(first, is_due=is_due), self.point(second, is_due=is_due))
                return Last(parts) if is_later else First(parts)

    def _anchor(self, target: str, edge: Edge, *, is_due: bool) -> Form:
        agreement = self.agreement
        if target == "entry":
            return At(ENTRY)
        if target == SIGNATURE:
            return At(SIGNATURE)
        if target in agreement.phases:
            if edge is not Edge.END:
                return At(start_of(target))
            return At(term_of(target)) if is_due else At(end_of(target))
        if target in agreement.processes:
            if edge is Edge.END:
                return At(end_of(target))
            return At(agreement.processes[target].opened)
        if target in agreement.provisions and edge is Edge.START:
            return At(begun(target))
        return At(target)

    def condition(self, condition: Condition) -> Form:
        """Turn a condition into the form of the instant at which it can first hold."""
        match condition:
            case Is():
                return self._is(condition)
            case Amount(target=target):
                if target in self.agreement.provisions:
                    return At(target)
                return At(BEGIN)  # a level may be anything at any time
            case Stands():
                return At(BEGIN)  # so may what a party owes
            case Passed(point=point):
                return Next(self.point(point))
            case Not(inner=inner):
                return self._not(inner)
            case All(parts=parts):
                return Last(tuple(self.condition(part) for part in parts))
            case Any(parts=parts):
                return First(tuple(self.condition(part) for part in parts))

    def _is(self, condition: Is) -> Form:
        target, status = condition.target, condition.status
        if target in self.agreement.processes:
            is_over = status in _CERTAIN_ENDS
            return self._anchor(target, Edge.END if is_over else Edge.START, is_due=False)
        if target in self.agreement.phases:
            is_over = status in (*_CERTAIN_ENDS, Status.FULFILLED)
            return At(end_of(target)) if is_over else At(start_of(target))
        if status is Status.OVERDUE:
            return Never(f"{target} is never overdue where everybody keeps the text")
        if status is Status.STARTED and target in self.agreement.provisions:
            return At(begun(target))
        if status is Status.IN_EFFECT and target in self.agreement.provisions:
            phase = self.agreement.provisions[target].phase  # type: ignore[index]
            return At(start_of(phase)) if phase is not None else At(BEGIN)
        return At(target)

    def _not(self, inner: Condition) -> Form:
        """Let what is not so yet hold from the beginning; a phase that runs from it ends first."""
        if isinstance(inner, Is) and inner.target in self.agreement.phases:
            if inner.status in (Status.RUNNING, Status.OPEN, Status.IN_EFFECT):
                if self.starts_with_entry(PhaseId(inner.target)):
                    return At(end_of(inner.target))
            elif inner.status is Status.STARTED and self.starts_with_entry(PhaseId(inner.target)):
                return Never(f"{inner.target} starts with entry into force")
        return At(BEGIN)

    def starts_with_entry(self, phase: PhaseId) -> bool:
        """Tell whether a phase starts with entry into force."""
        points = (c.point for c in self.machine.clauses(phase) if isinstance(c, PhaseStart))
        return any(isinstance(p, AnchorPoint) and p.target == "entry" for p in points)

    def plus(self, form: Form, duration: Duration | None) -> Form:
        """Give a form a duration later, or itself where there is none."""
        return form if duration is None else Shift(form, duration)
