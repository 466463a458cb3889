"""Compare moments that are written relative to something: which of two surely comes first."""

from collections.abc import Iterator
from typing import assert_never

from servanda.base.calendar import MINUTES_PER_DAY, Duration
from servanda.base.spans import Span
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    Clause,
    Deadline,
    Limit,
    NotBefore,
    OwnSpan,
    PhaseStart,
    PhaseTerm,
    StartBy,
    Tranche,
)
from servanda.model.times import (
    AnchorPoint,
    DayPoint,
    ExtremePoint,
    FixedPoint,
    OffsetPoint,
    Point,
)


def points_of(clause: Clause) -> tuple[Point, ...]:
    """Give the moments that a clause names."""
    match clause:
        case Deadline(point=point) | StartBy(point=point) | NotBefore(point=point):
            found = (point,)
        case PhaseStart(point=point):
            found = (point,)
        case PhaseTerm(until=until):
            found = (until,)
        case OwnSpan(start=start, end=end):
            return tuple(each for each in (start, end) if each is not None)
        case Tranche(start=start, until=until):
            return tuple(each for each in (start, until) if each is not None)
        case Limit(start=start):
            found = (start,)
        case _:
            found = (None,)
    return tuple(point for point in found if point is not None)


def all_points(agreement: Agreement) -> Iterator[tuple[Point, Span]]:
    """Give every moment of the text with the clause in which it stands."""
    lists = [phase.clauses for phase in agreement.phases.values()]
    lists.extend(provision.clauses for provision in agreement.provisions.values())
    for clauses in lists:
        for clause in clauses:
            for point in points_of(clause):
                yield point, clause.span


def point_key(point: Point) -> tuple[object, ...]:
    """Reduce a moment to what it says, so that two clauses can be compared."""
    match point:
        case FixedPoint(moment=moment):
            return ("date", moment.earliest, moment.latest)
        case DayPoint(number=number, origin=origin):
            return ("day", number, point_key(origin) if origin is not None else ())
        case AnchorPoint(target=target, edge=edge):
            return ("anchor", target, edge)
        case OffsetPoint(duration=duration, origin=origin):
            return ("offset", minutes_of(duration), duration.months, point_key(origin))
        case ExtremePoint(first=first, second=second, is_later=is_later):
            return ("extreme", is_later, point_key(first), point_key(second))
        case _:
            assert_never(point)


def minutes_of(duration: Duration) -> int | None:
    """Give the length of a duration in minutes; None where it has no fixed length."""
    if duration.months or duration.working_days:
        return None
    return duration.days * MINUTES_PER_DAY + duration.minutes


def surely_before(first: Point, second: Point) -> bool:
    """Tell whether one moment comes before another, whatever happens; false where nobody knows."""
    if isinstance(first, FixedPoint) and isinstance(second, FixedPoint):
        return first.moment.surely_before(second.moment)
    one, other = _counted(first), _counted(second)
    return one is not None and other is not None and one[0] == other[0] and one[1] < other[1]


def _counted(point: Point) -> tuple[tuple[object, ...], int] | None:
    """Say from what a moment is counted, and how many minutes on it lies."""
    match point:
        case DayPoint(number=number, origin=origin):
            key = point_key(origin) if origin is not None else ()
            return ("day", *key), number * MINUTES_PER_DAY
        case AnchorPoint():
            return point_key(point), 0
        case OffsetPoint(duration=duration, origin=origin):
            inner, minutes = _counted(origin), minutes_of(duration)
            if inner is None or minutes is None:
                return None
            return inner[0], inner[1] + minutes
        case _:
            return None
