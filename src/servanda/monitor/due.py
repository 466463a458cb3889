"""Find what falls due in a window, and what is overdue already, under every reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.machine import DONE, Life, LifeState, View, advance, term_of
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    Limit,
    NotBefore,
    OwnSpan,
    Phase,
    Provision,
    StartBy,
)
from servanda.model.times import Point
from servanda.monitor.question import Inquiry, Looks, Question

_OVER = DONE | {
    LifeState.TERMINATED,
    LifeState.DISCHARGED,
    LifeState.INAPPLICABLE,
    LifeState.EXERCISED,
}


class Due(Struct, frozen=True, kw_only=True):
    """Hold one thing that falls due: when, what kind of date it is, and how much is owed by it.

    `is_expected` marks dates that come only if nothing happens in between: of phases yet to begin.
    """

    at: Instant
    kind: str
    amount: Quantity | None = None
    is_overdue: bool = False
    is_expected: bool = False
    span: Span


class DueItem(Struct, frozen=True, kw_only=True):
    """Hold a date with the thing it belongs to, and the reading under which it falls due."""

    due: Due
    provision: Provision | None
    phase: Phase | None
    reading: tuple[tuple[AmbiguityId, str], ...]


def due(
    agreement: Agreement, question: Question, until: Instant, inquiry: Inquiry | None = None
) -> tuple[DueItem, ...]:
    """List what is overdue and what falls due up to an instant, in time; `inquiry` as in `status`."""
    inquiry = inquiry or Inquiry(agreement, question)
    found: list[DueItem] = []
    for provision in agreement.provisions.values():
        found.extend(_of_provision(inquiry, provision, until))
    for phase in agreement.phases.values():
        found.extend(_of_phase(inquiry, phase, until))
    return tuple(sorted(found, key=lambda item: item.due.at))


def _of_provision(inquiry: Inquiry, provision: Provision, until: Instant) -> Iterator[DueItem]:
    def judge(looks: Looks) -> tuple[Due, ...]:
        return tuple(dates(looks.early, provision, until))

    for due_, reading in _merged(inquiry, provision.id, judge):
        yield DueItem(due=due_, provision=provision, phase=None, reading=reading)


def _of_phase(inquiry: Inquiry, phase: Phase, until: Instant) -> Iterator[DueItem]:
    def judge(looks: Looks) -> tuple[Due, ...]:
        return tuple(_terms(looks.early, phase, until))

    for due_, reading in _merged(inquiry, phase.id, judge):
        yield DueItem(due=due_, provision=None, phase=phase, reading=reading)


_Judge = Callable[[Looks], tuple[Due, ...]]


def _merged(
    inquiry: Inquiry, target: str, judge: _Judge
) -> Iterator[tuple[Due, tuple[tuple[AmbiguityId, str], ...]]]:
    """Give each date once where all readings have it, else once for each reading that has."""
    answers = inquiry.ask([target], judge)
    seen: set[Due] = set()
    for answer in answers:
        for found in answer.verdict:
            if all(found in other.verdict for other in answers):
                if found not in seen:
                    seen.add(found)
                    yield found, ()
            else:
                yield found, answer.reading


def dates(view: View, provision: Provision, until: Instant) -> Iterator[Due]:
    """Give the dates of a provision up to an instant."""
    for notice in view.state.pending.get(provision.id, ()):
        if view.now <= notice.at <= until:
            yield Due(at=notice.at, kind="notice ends", span=provision.span)
    life = view.life(provision.id)
    if life.state in _OVER:
        return
    if life.state is LifeState.CREATED:
        yield from _expected(view, provision, until)
        return
    ahead = View(view.machine, view.state._replace(now=until), view.bound)
    yield from _tranches(view, life, ahead.life(provision.id), until)
    yield from _edges(view, provision, until)


def _expected(view: View, provision: Provision, until: Instant) -> Iterator[Due]:
    """Give the dates of a provision that comes into effect by the mere passing of time."""
    later = View(view.machine, advance(view.machine, view.state, until))
    life = later.life(provision.id)
    if life.state in _OVER or life.state is LifeState.CREATED:
        return
    for found in _tranches(view, life, life, until):
        yield replace(found, is_expected=True, is_overdue=False)


def _tranches(view: View, life: Life, ahead: Life, until: Instant) -> Iterator[Due]:
    """Give each date of a schedule that is not met, with what it adds to the one before."""
    if ahead.parts:
        for part in ahead.parts:
            yield from _tranches(view, part, part, until)
        return
    reached = life.done or Quantity.exact(0)
    several = len(ahead.tranches) > 1
    for tranche in ahead.tranches:
        if tranche.due is None or tranche.met is not None or tranche.due > until:
            continue
        yield Due(
            at=tranche.due,
            kind="tranche" if several else "deadline",
            amount=_left(tranche.owed, reached),
            is_overdue=tranche.due < view.now,
            span=tranche.span,
        )
        reached = _greater(reached, tranche.owed)


def _left(owed: Quantity, reached: Quantity) -> Quantity:
    """Say how much is left of what is owed; of vague totals, what their least amounts leave."""
    if owed.is_exact and reached.is_exact:
        left = owed - reached
        return left if (left.low or 0) > 0 else owed
    if owed.low is None or reached.low is None or owed.low <= reached.low:
        return owed
    difference = owed.low - reached.low
    return Quantity.at_most(difference) if owed.is_exact else Quantity.at_least(difference)


def _greater(one: Quantity, other: Quantity) -> Quantity:
    return other if (other.low or 0) > (one.low or 0) else one


def _edges(view: View, provision: Provision, until: Instant) -> Iterator[Due]:
    """Give the other dates of a provision: its beginning, its limits, its span, its suspension."""
    begun = bool(view.state.delivered.get(provision.id))
    for clause in view.machine.clauses(provision.id, view.state.amended):
        if isinstance(clause, StartBy) and not begun:
            yield from _dated(view, clause.point, "start", clause.span, until, late=True)
        elif isinstance(clause, NotBefore):
            yield from _dated(view, clause.point, "earliest", clause.span, until)
        elif isinstance(clause, Limit) and clause.start is not None:
            amount = view.value(clause.amount)
            for found in _dated(view, clause.start, "limit", clause.span, until):
                yield replace(found, amount=amount)
        elif isinstance(clause, OwnSpan) and clause.end is not None:
            yield from _dated(view, clause.end, "end", clause.span, until)
    for hold in view.state.holds.get(provision.id, ()):
        if hold.until is not None and view.now <= hold.until <= until:
            yield Due(at=hold.until, kind="suspension ends", span=provision.span)
        if view.now < hold.since <= until:
            yield Due(at=hold.since, kind="suspension begins", span=provision.span)


def _dated(
    view: View, point: Point, kind: str, span: Span, until: Instant, *, late: bool = False
) -> Iterator[Due]:
    stretch = view.stretch(point)
    if stretch is None:
        return
    at = stretch[0] if kind in ("limit", "earliest") else stretch[1]
    if view.now <= at <= until or (late and at < view.now):
        yield Due(at=at, kind=kind, is_overdue=at < view.now, span=span)


def _terms(view: View, phase: Phase, until: Instant) -> Iterator[Due]:
    """Give the end of a phase's term, where it runs and has one."""
    log = view.state.phase(phase.id)
    if log.ended is not None or log.prolonged is not None:
        return
    state, is_expected = view.state, False
    if log.started is None:
        state, is_expected = advance(view.machine, view.state, until), True
        log = state.phase(phase.id)
        if log.started is None:
            return
        yield Due(at=log.started, kind="phase begins", is_expected=True, span=phase.span)
    term = log.ended if is_expected and log.ended is not None else None
    term = term if term is not None else term_of(view.machine, state, phase.id)
    if term is not None and view.now <= term <= until:
        yield Due(at=term, kind="term", is_expected=is_expected, span=phase.span)
    for power, found in view.state.terminated.items():
        if power == phase.id and view.now < found.at <= until:
            yield Due(at=found.at, kind="notice ends", span=phase.span)
