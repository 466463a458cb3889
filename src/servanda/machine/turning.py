"""Say when clauses and events may change something by the mere passing of time."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.calendar import Instant
from servanda.machine.steps import points_in
from servanda.machine.view import View
from servanda.model.events import Event
from servanda.model.provisions import (
    Clause,
    DoneWhen,
    NotBefore,
    OwnSpan,
    Precedent,
    Trigger,
    WithholdWhile,
)
from servanda.model.times import Point


def watched(clause: Clause) -> list[tuple[Point, bool]]:
    """Give the moments a clause waits for, and whether it is their passing that counts, not their coming."""
    match clause:
        case Trigger() | Precedent() | WithholdWhile() | DoneWhen():
            return [(point, True) for point in points_in(clause.condition)]
        case NotBefore(point=point):
            return [(point, False)]
        case OwnSpan(start=start, end=end):
            return [(p, is_end) for p, is_end in ((start, False), (end, True)) if p is not None]
        case _:
            return []


def turns_of_event(view: View, event: Event) -> Iterator[Instant]:
    """Give the instants from which an event may come about, or may no more, past ones included."""
    happened = view.happenings(event.id)
    for rule in event.rules:
        if not rule.under.admits(view.machine.choice):
            continue
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


def around(view: View, point: Point) -> Iterator[Instant]:
    """Give the last instant of a moment and the one after it, once its clock has started."""
    stretch = view.stretch(point)
    if stretch is not None:
        yield stretch[1]
        yield stretch[1] + 1
