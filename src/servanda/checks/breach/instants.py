"""Say when, after a state, anything in the text can change by the mere passing of time."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import PhaseId
from servanda.machine import Life, LifeState, View, term_of
from servanda.machine.steps import turns
from servanda.machine.turning import around, turns_of_event, watched
from servanda.model.provisions import (
    Clause,
    Cure,
    OwnSpan,
    Provision,
    StartBy,
)
from servanda.model.times import Point


class Ahead(Struct, frozen=True, kw_only=True):
    """Hold the next instants: `firm` ones, and those of parts that fall due again without end."""

    firm: Instant | None
    endless: Instant | None


def ahead_of(view: View, provisions: tuple[Provision, ...]) -> Ahead:
    """Give the next instant after now at which something may change of itself."""
    now = view.now
    firm = min((at for at in _firm(view, provisions) if at > now), default=None)
    endless = min((at for at in _endless(view, provisions) if at > now), default=None)
    return Ahead(firm=firm, endless=endless)


def has_dates_ahead(view: View, phase: PhaseId, provisions: tuple[Provision, ...]) -> bool:
    """Tell whether a running phase has a term ahead, or a dated duty that is still to be done."""
    term = term_of(view.machine, view.state, phase)
    if term is not None and term >= view.now:
        return True
    mine = (p for p in provisions if p.phase == phase)
    return any(at > view.now for p in mine for at in _last_days(view, p))


def _last_days(view: View, provision: Provision) -> Iterator[Instant]:
    """Give the instants by which something is to be done under a provision, done or begun."""
    open_ones = [
        tranche
        for instance in instances(view.life(provision.id))
        for tranche in instance.tranches
        if tranche.met is None
    ]
    yield from (t.due for t in open_ones if t.due is not None and not t.is_open_ended)
    points: list[Point] = []
    for clause in view.machine.clauses(provision.id, view.state.amended):
        if isinstance(clause, OwnSpan) and clause.end is not None and open_ones:
            points.append(clause.end)
        if isinstance(clause, StartBy) and not view.state.delivered.get(provision.id):
            points.append(clause.point)
    for point in points:
        stretch = view.stretch(point)
        if stretch is not None:
            yield stretch[1]


def instances(life: Life) -> tuple[Life, ...]:
    """Give the instances of a provision: one for each area, bearer or occurrence, or itself."""
    return life.parts or (life,)


def _firm(view: View, provisions: tuple[Provision, ...]) -> Iterator[Instant]:
    yield from turns(view)
    for phase in view.machine.agreement.phases:
        term = term_of(view.machine, view.state, phase)
        if term is not None:
            yield term + 1
    for provision in provisions:
        yield from _of_provision(view, provision)
    for event in view.machine.agreement.events.values():
        yield from turns_of_event(view, event)


def _of_provision(view: View, provision: Provision) -> Iterator[Instant]:
    life = view.life(provision.id)
    for instance in instances(life):
        for tranche in instance.tranches:
            if tranche.due is not None and tranche.met is None and not tranche.is_open_ended:
                yield tranche.due
                yield tranche.due + 1
    for clause in view.machine.clauses(provision.id, view.state.amended):
        yield from _of_clause(view, clause, life)


def _endless(view: View, provisions: tuple[Provision, ...]) -> Iterator[Instant]:
    for provision in provisions:
        for instance in instances(view.life(provision.id)):
            for tranche in instance.tranches:
                if tranche.due is not None and tranche.met is None and tranche.is_open_ended:
                    yield tranche.due


def _of_clause(view: View, clause: Clause, life: Life) -> Iterator[Instant]:
    if isinstance(clause, StartBy):
        yield from around(view, clause.point)
    if isinstance(clause, Cure) and life.state is LifeState.OVERDUE and life.late_since is not None:
        until = view.machine.calendar.add(life.late_since, clause.duration)
        yield until
        yield until + 1
    for point, is_after in watched(clause):
        stretch = view.stretch(point)
        if stretch is not None:
            yield from (stretch[1], stretch[1] + 1) if is_after else (stretch[0],)
