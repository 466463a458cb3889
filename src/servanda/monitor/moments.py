"""Say what a moment of the text is counted from, and when it falls."""

from __future__ import annotations

from servanda.base.calendar import Calendar, Instant
from servanda.machine import View
from servanda.model.times import (
    AnchorPoint,
    DayPoint,
    Edge,
    ExtremePoint,
    FixedPoint,
    OffsetPoint,
    Point,
)


def explain(view: View, point: Point) -> str:
    """Say a moment in words, with its date or with what its clock waits for."""
    words = describe(view, point)
    stretch = view.stretch(point)
    if stretch is None:
        return f"{words}: a clock that has not started"
    if isinstance(point, FixedPoint):
        return words
    return f"{shown(view.machine.calendar, stretch[1])} ({words})"


def shown(calendar: Calendar, instant: Instant) -> str:
    """Write a latest moment: the day where it is the end of one, else the minute."""
    local = calendar.local(instant)
    if instant == calendar.end_of_day(local.date()):
        return local.date().isoformat()
    return local.isoformat(" ", "minutes")


def describe(view: View, point: Point) -> str:
    """Say a moment as the text counts it."""
    match point:
        case FixedPoint():
            return point.moment.describe(view.machine.calendar)
        case DayPoint():
            return _day(view, point)
        case OffsetPoint():
            return _offset(view, point)
        case AnchorPoint():
            return _anchor(view, point)
        case ExtremePoint():
            which = "later" if point.is_later else "earlier"
            both = (describe(view, each) for each in (point.first, point.second))
            return f"the {which} of {' and '.join(both)}"


def _day(view: View, point: DayPoint) -> str:
    counting = view.machine.counting
    origin = point.origin or counting.origin
    start = view.anchor("entry", Edge.HAPPENS) if origin is None else None
    if origin is not None:
        stretch = view.stretch(origin)
        start = stretch[0] if stretch is not None else None
    what = "entry into force" if origin is None else describe(view, origin)
    day = f"day {point.number}"
    if start is None:
        return f"{day} from {what}"
    date = view.machine.calendar.date_of(start).isoformat()
    return f"{day}, with {date} as day {counting.first}"


def _offset(view: View, point: OffsetPoint) -> str:
    length = point.duration.describe()
    side = "after"
    if length.startswith("minus "):
        length, side = length.removeprefix("minus "), "before"
    origin = describe(view, point.origin)
    stretch = view.stretch(point.origin)
    when = ""
    if stretch is not None and not isinstance(point.origin, FixedPoint | DayPoint):
        when = f" on {view.machine.calendar.format(stretch[0])}"
    return f"{length} {side} {origin}{when}"


def _anchor(view: View, point: AnchorPoint) -> str:
    names = {"entry": "entry into force", "signature": "signature"}
    if point.target in names:
        return names[point.target]
    agreement = view.machine.agreement
    if point.edge is not Edge.HAPPENS:
        return f"{point.edge.value} {point.target}"
    if point.target in agreement.provisions:
        return f"the fulfilment of {point.target}"
    return point.target
