"""Judge what a duty owes against what was done: met, late, excused, withheld, or not yet due."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from servanda.base.calendar import Instant
from servanda.base.identities import ProvisionId
from servanda.base.quantities import Quantity, Truth, at_least
from servanda.base.spans import Span
from servanda.machine.case import Case
from servanda.machine.kept import departures
from servanda.machine.life import DONE, Life, LifeState, Reason
from servanda.machine.schedule import ONE, ZERO, Tranche, schedule
from servanda.machine.state import Delivery
from servanda.machine.view import View
from servanda.model.provisions import (
    Against,
    CertifiedBy,
    Cure,
    Deadline,
    DoneWhen,
    Modality,
    Order,
    PartOf,
    Proportion,
    StartBy,
    WithholdWhile,
)

_SOFT = frozenset({Modality.EFFORT, Modality.RECOMMENDATION})


def owed(case: Case, life: Life, began: Instant, owed_from: Instant) -> Life:
    """Judge what is owed against what was done."""
    view, provision = case.view, case.provision
    tranches, total = schedule(view, provision, case.clauses, began, owed_from, case.area)
    deliveries = case.deliveries()
    met_by = [c for c in case.clauses if isinstance(c, DoneWhen)]
    is_unseen = bool(provision.action.per) and not deliveries
    done = None if is_unseen else done_so_far(deliveries, total)
    tranches = tuple(_meet(t, deliveries, total) for t in tranches)
    if met_by:
        times = [view.first(clause.condition) for clause in met_by]
        since = None if None in times else max(t for t in times if t is not None)
        since = None if since is None else max(since, began)
        tranches = tuple(t._replace(met=since) for t in tranches)
        done = (total or ONE) if since is not None else ZERO
    tranches = _certified(case, tranches)
    life = life._replace(owed=total, done=done, tranches=tranches)
    life = life._replace(reasons=(*delivery_reasons(deliveries), *_stopped_clocks(case)))
    life = _judged(case, life)
    if any(isinstance(clause, Order | PartOf) for clause in case.clauses):
        kept = departures(case, total, is_done=life.state in DONE)
        life = life._replace(reasons=(*life.reasons, *kept))
    return life


def _stopped_clocks(case: Case) -> tuple[Reason, ...]:
    """Name the deadlines whose clocks have not started."""
    return tuple(
        Reason(text="its clock has not started", span=clause.span)
        for clause in case.clauses
        if isinstance(clause, Deadline)
        and clause.point is not None
        and case.view.stretch(clause.point) is None
    )


def delivery_reasons(deliveries: list[Delivery]) -> tuple[Reason, ...]:
    """Name the entries that record performances."""
    return tuple(
        Reason(text="begun" if d.is_start else d.defect or "performed", entry=d.source)
        for d in deliveries
        if d.source is not None
    )


def done_so_far(deliveries: list[Delivery], total: Quantity | None) -> Quantity | None:
    """Add up what was performed; a performance without a quantity is all that was owed."""
    done = ZERO
    for delivery in deliveries:
        if delivery.is_start or delivery.defect:
            continue
        if delivery.quantity is None:
            return total or ONE
        done = done + delivery.quantity
    return done


def _meet(tranche: Tranche, deliveries: list[Delivery], total: Quantity | None) -> Tranche:
    """Say when the performances reached what a tranche asks for."""
    done = ZERO
    if tranche.owed.high == 0:
        return tranche._replace(met=tranche.due)
    for delivery in deliveries:
        if delivery.is_start or delivery.defect:
            continue
        if delivery.quantity is None:
            return tranche._replace(met=delivery.at)
        done = done + delivery.quantity
        reached = at_least(done, tranche.owed)
        if reached is Truth.YES:
            return tranche._replace(met=delivery.at)
        if reached is Truth.OPEN:
            tranche = tranche._replace(is_unclear=True)
    return tranche


def _certified(case: Case, tranches: tuple[Tranche, ...]) -> tuple[Tranche, ...]:
    """Count nothing as done before its certificate, where one is needed."""
    if not case.of(CertifiedBy):
        return tranches
    given = case.view.certificates(case.provision.id)
    if not given:
        return tuple(t._replace(met=None) for t in tranches)
    return tuple(t if t.met is None else t._replace(met=max(t.met, given[0].at)) for t in tranches)


class _Start(NamedTuple):
    """Hold by when a duty is to be begun, how late that was or is, and whether it is still not begun."""

    due: Instant
    late: int
    is_missing: bool
    span: Span


def _judged(case: Case, life: Life) -> Life:
    view = case.view
    open_ones = [t for t in life.tranches if t.met is None]
    overdue = [t for t in open_ones if t.due is not None and view.is_past(t.due)]
    coming = [t.due for t in open_ones if t.due is not None]
    dues = [t.due for t in life.tranches if t.due is not None]
    owed_now = [t.owed for t in life.tranches if t.due is None or view.has_come(t.due)]
    starts = _starts(case, life)
    missed = [start for start in starts if start.is_missing]
    late = [*(t.due for t in overdue if t.due is not None), *(start.due for start in missed)]
    life = life._replace(
        due=min(coming) if coming else max(dues, default=None),
        owed_by_now=max(owed_now, key=lambda q: q.low or 0, default=None),
        late_minutes=max([_lateness(life.tranches, view), *(start.late for start in starts)]),
        late_since=min(late, default=None),
    )
    life = _told_of_start(case, life, starts)
    if life.tranches and not open_ones and _is_complete(case, life):
        met = max(t.met for t in life.tranches if t.met is not None)
        state = LifeState.FULFILLED_LATE if life.late_minutes else LifeState.FULFILLED
        return life._replace(state=state, met=met)
    if late and case.provision.id in case.view.machine.agreement.silent_on:
        reason = Reason(text="the record is silent on it")
        return life._replace(
            state=LifeState.UNRECORDED,
            late_minutes=0,
            reasons=(*life.reasons, reason),
        )
    if overdue and not missed and all(t.is_unclear for t in overdue):
        reason = Reason(text="whether it is enough cannot be told", span=overdue[0].span)
        return life._replace(state=LifeState.OPEN, reasons=(*life.reasons, reason))
    if late:
        life = life._replace(state=LifeState.OVERDUE, start_overdue=bool(missed))
        return _late(case, life)
    return life._replace(state=LifeState.IN_EFFECT)


def _starts(case: Case, life: Life) -> list[_Start]:
    """Say whether a duty was begun by the time by which it is to be begun; what is done was begun."""
    begun = [d.at for d in case.deliveries() if not d.defect]
    begun += [t.met for t in life.tranches if t.met is not None]
    found = []
    for clause in case.clauses:
        stretch = case.view.stretch(clause.point) if isinstance(clause, StartBy) else None
        if stretch is None:
            continue
        due = stretch[1]
        if begun:
            found.append(_Start(due, max(min(begun) - due, 0), False, clause.span))
        elif case.view.is_past(due):
            found.append(_Start(due, case.view.minutes_since(due), True, clause.span))
        else:
            found.append(_Start(due, 0, False, clause.span))
    return found


def _told_of_start(case: Case, life: Life, starts: list[_Start]) -> Life:
    """Note a beginning that came late, or not at all; while nothing else is due its date is the next."""
    for start in starts:
        if start.late:
            text = "not begun in time" if start.is_missing else "begun late"
            life = life._replace(reasons=(*life.reasons, Reason(text=text, span=start.span)))
        is_begun = bool(case.deliveries())
        if life.due is None and (start.is_missing or not is_begun):
            life = life._replace(due=start.due)
    return life


def _lateness(tranches: tuple[Tranche, ...], view: View) -> int:
    """Count the minutes of lateness: of the first open date, else of the last, else the worst."""
    dated = [(t.due, t.met) for t in tranches if t.due is not None]
    late = [view.minutes_since(due) if met is None else met - due for due, met in dated]
    open_ones = [view.minutes_since(due) for due, met in dated if met is None]
    if open_ones and max(open_ones) > 0:
        return max(open_ones)
    if late and not open_ones and late[-1] > 0:
        return late[-1]
    return max([0, *late])


def _is_complete(case: Case, life: Life) -> bool:
    """Tell whether nothing more can fall due: an exchange goes on as long as its counterpart."""
    if life.tranches and life.tranches[-1].is_open_ended:
        return False
    return life.owed is None or life.done is None or reaches(life.done, life.owed)


def reaches(done: Quantity, owed: Quantity) -> bool:
    """Tell whether what was done surely reaches what is owed."""
    return at_least(done, owed) is Truth.YES


def _late(case: Case, life: Life) -> Life:
    """Soften lateness: an effort is missed, an exchange may be excused, a power may withhold."""
    if case.provision.modality in _SOFT:
        return life._replace(state=LifeState.MISSED, late_minutes=0)
    view = case.view
    for clause in case.clauses:
        if isinstance(clause, Against) and not _tendered(view, clause.provision, case.area):
            reason = Reason(
                text=f"excused while {clause.provision} is not tendered", span=clause.span
            )
            return life._replace(
                state=LifeState.EXCUSED, late_minutes=0, reasons=(*life.reasons, reason)
            )
        if isinstance(clause, Proportion) and _is_ahead(view, life, clause):
            reason = Reason(text=f"in proportion to {clause.provision}", span=clause.span)
            return life._replace(
                state=LifeState.EXCUSED, late_minutes=0, reasons=(*life.reasons, reason)
            )
        if isinstance(clause, WithholdWhile) and view.holds(clause.condition):
            reason = Reason(text="may be withheld", span=clause.span)
            return life._replace(
                state=LifeState.WITHHELD, late_minutes=0, reasons=(*life.reasons, reason)
            )
    cures = [c.duration for c in case.clauses if isinstance(c, Cure)]
    if cures and life.late_since is not None:
        until = view.machine.calendar.add(life.late_since, cures[-1])
        life = life._replace(is_curable=not view.is_past(until))
    return life


def _tendered(view: View, other: ProvisionId, area: str = "") -> bool:
    """Tell whether the counterpart has done all that was due from it by now, area by area."""
    life = view.life(other)
    for part in life.parts:
        if area and part.id == f"{other}/{area}":
            return part.state in DONE
    if life.state in DONE:
        return True
    if not view.deliveries(other):
        return False
    return all(t.met is not None for t in life.tranches if t.due is None or view.is_past(t.due))


def _is_ahead(view: View, life: Life, clause: Proportion) -> bool:
    """Tell whether this side's share done is at least the other's, within the tolerance."""
    mine, theirs = _share(life), _share(view.life(clause.provision))
    if mine is None or theirs is None:
        return False
    slack = clause.tolerance.high if clause.tolerance is not None else None
    return mine + (slack or 0) >= theirs


def _share(life: Life) -> Fraction | None:
    """Give the share done of what is owed in all; of a duty without an amount all is done, or nothing."""
    owed = life.owed or ONE
    if life.done is None or not owed.low or life.done.low is None:
        return None
    return Fraction(life.done.low) / Fraction(owed.low)
