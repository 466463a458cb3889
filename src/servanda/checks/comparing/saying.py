"""Say moments, conditions, amounts and agencies in words, as a text would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from servanda.base.quantities import Quantity
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Guard
from servanda.model.events import Agency, Formula, LevelOf, Manner, Number, Operation
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
    Standing,
    Stands,
    Status,
)

LONG_TITLE = 24
_OWN_MOMENTS = {"entry": "entry into force", "signature": "signature"}


def joined(names: Iterable[str], last: str = "and") -> str:
    """Join names as a sentence does.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


class Sayer:
    """Say what sentences of one agreement mean, with its names and dates."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement

    def actor(self, name: str) -> str:
        """Name an actor by its title, or by its name where the title is long."""
        found = next((a for a in self.agreement.actors.values() if a.id == name), None)
        if found is None or not found.title or len(found.title) > LONG_TITLE:
            return name
        return found.title

    def actors(self, names: Iterable[str]) -> str:
        """Name several actors."""
        return joined(self.actor(name) for name in names)

    def agency(self, agency: Agency) -> str:
        """Say who bears a thing or brings it about."""
        names = [self.actor(name) for name in agency.actors]
        match agency.manner:
            case Manner.EACH | Manner.JOINTLY if len(names) > 1:
                return f"{joined(names)} {agency.manner.value}"
            case Manner.ANY if len(names) > 1:
                return f"any of {joined(names, 'or')}"
            case Manner.ALL if len(names) > 1:
                return f"all of {joined(names)}"
            case Manner.WORLD:
                return "the world"
            case Manner.UNNAMED:
                return "nobody named"
            case _:
                return joined(names)

    def point(self, point: Point) -> str:
        """Say a moment as the text counts it."""
        match point:
            case FixedPoint():
                return point.moment.describe(self.agreement.header.calendar)
            case DayPoint():
                counted = f" from {self.point(point.origin)}" if point.origin is not None else ""
                return f"day {point.number}{counted}"
            case OffsetPoint():
                return self._offset(point)
            case AnchorPoint():
                return self._anchor(point)
            case ExtremePoint():
                which = "later" if point.is_later else "earlier"
                return f"the {which} of {self.point(point.first)} and {self.point(point.second)}"
            case _:
                assert_never(point)

    def _offset(self, point: OffsetPoint) -> str:
        length, side = point.duration.describe(), "after"
        if length.startswith("minus "):
            length, side = length.removeprefix("minus "), "before"
        return f"{length} {side} {self.point(point.origin)}"

    def _anchor(self, point: AnchorPoint) -> str:
        if point.target in _OWN_MOMENTS:
            return _OWN_MOMENTS[point.target]
        if point.edge is not Edge.HAPPENS:
            return f"{point.edge.value} {point.target}"
        if any(point.target == name for name in self.agreement.provisions):
            return f"the fulfilment of {point.target}"
        return point.target

    def condition(self, condition: Condition) -> str:
        """Say a condition."""
        match condition:
            case Is():
                return self._is(condition)
            case Amount():
                return self._amount(condition)
            case Stands():
                return self._stands(condition)
            case Passed():
                return f"{self.point(condition.point)} has passed"
            case Not():
                inner = self.condition(condition.inner)
                return (
                    f"not ({inner})" if isinstance(condition.inner, All | Any) else f"not {inner}"
                )
            case All():
                return joined(map(self._part, condition.parts))
            case Any():
                return joined(map(self._part, condition.parts), "or")
            case _:
                assert_never(condition)

    def _part(self, part: Condition) -> str:
        said = self.condition(part)
        return f"({said})" if isinstance(part, All | Any) else said

    def _is(self, condition: Is) -> str:
        target, status = condition.target, condition.status
        if status is Status.HAPPENED:
            return f"{target} has happened"
        if status in (Status.ENDED, Status.LAPSED, Status.STARTED):
            return f"{target} has {status.value}"
        verb = "are" if any(target == p for p in self.agreement.processes) else "is"
        return f"{target} {verb} {status.value}"

    def _stands(self, condition: Stands) -> str:
        where = f" in {condition.phase}" if condition.phase else ""
        named = joined(condition.provisions) if condition.is_named else ""
        actor = self.actor(condition.actor)
        match condition.asked:
            case Standing.OWES:
                return f"{actor} owes {named or 'anything'}{where}"
            case Standing.LATE:
                return f"{actor} is late{f' with {named}' if named else ''}{where}"
            case Standing.PERFORMED:
                return f"{actor} has performed {named or 'everything'}{where}"

    def _amount(self, condition: Amount) -> str:
        kind = f" {condition.category}" if condition.category else ""
        if any(condition.target == name for name in self.agreement.levels):
            bounds = [q.describe() for q in (condition.least, condition.most) if q is not None]
            return f"{condition.target} is {joined(bounds)}"
        least = condition.least.describe() if condition.least is not None else ""
        return f"{least}{kind} of {condition.target} done"

    def formula(self, formula: Formula) -> str:
        """Say an amount."""
        match formula:
            case Number():
                return amount(formula.value)
            case LevelOf():
                return formula.level
            case Operation(sign="%") | Operation(sign="*"):
                return f"{self.formula(formula.left)} of {self.formula(formula.right)}"
            case Operation():
                return f"{self.formula(formula.left)} {formula.sign} {self.formula(formula.right)}"
            case _:
                assert_never(formula)

    def guard(self, guard: Guard) -> str:
        """Name the readings to which a clause is limited; empty where it always counts."""
        return " and ".join(
            " or ".join(f"{name}.{reading}" for reading in sorted(readings))
            for name, readings in sorted(guard.options)
        )


def amount(quantity: Quantity) -> str:
    """Say an amount, in figures where it is exact.

    >>> amount(Quantity.exact(37000)), amount(Quantity.at_least(7))
    ('37,000', 'at least 7')
    """
    if quantity.written.endswith("%"):
        return quantity.written
    return quantity.describe()


def sequence(names: Sequence[str]) -> str:
    """Join names in their order."""
    return ", ".join(names)
