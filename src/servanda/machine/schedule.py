"""Lay out what a duty owes as tranches: how much in all, by when."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from servanda.base.calendar import Instant
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.machine.state import Delivery
from servanda.model.entries import Part
from servanda.model.provisions import (
    Clause,
    Deadline,
    PartOf,
    Provision,
    Rate,
    RateDelay,
)
from servanda.model.provisions import Tranche as Recurring

if TYPE_CHECKING:
    from servanda.machine.view import View

_TRANCHES_AT_MOST = 2000
ZERO, ONE = Quantity.exact(0), Quantity.exact(1)


class Tranche(NamedTuple):
    """Owe so much in all by an instant; `met` is when that was reached.

    `is_open_ended` when more may yet fall due, as in an exchange for each of a counterpart's acts.
    """

    due: Instant | None
    owed: Quantity
    span: Span
    met: Instant | None = None
    category: str = ""
    is_open_ended: bool = False


def schedule(
    view: View, provision: Provision, clauses: tuple[Clause, ...], began: Instant
) -> tuple[tuple[Tranche, ...], Quantity | None]:
    """Lay out the tranches of a duty in effect since `began`, and the total owed if it is known."""
    total = provision.action.quantity
    rates = [c for c in clauses if isinstance(c, Rate)]
    if rates:
        return _exchange(view, clauses, rates, total)
    if provision.action.per:
        return _flow(view, provision, began)
    deadlines = [c for c in clauses if isinstance(c, Deadline)]
    recurring = [c for c in clauses if isinstance(c, Recurring)]
    tranches = _fixed(view, deadlines, total, began)
    for clause in recurring:
        tranches.extend(_repeated(view, clause, tranches, total, began))
    if total is None and tranches:
        total = max((t.owed for t in tranches), key=lambda q: q.low or 0)
    if not tranches:
        owed = total or ONE
        tranches = [Tranche(due=_extended(view, provision, None), owed=owed, span=provision.span)]
    elif provision.id in view.state.extended:
        last = tranches[-1]
        tranches[-1] = Tranche(
            due=_extended(view, provision, last.due), owed=last.owed, span=last.span
        )
    return tuple(sorted(tranches, key=_by_due)), total


def _by_due(tranche: Tranche) -> tuple[bool, Instant, Fraction]:
    return tranche.due is None, tranche.due or 0, tranche.owed.low or Fraction(0)


def _extended(view: View, provision: Provision, due: Instant | None) -> Instant | None:
    return view.state.extended.get(provision.id, due)


def _fixed(
    view: View, deadlines: list[Deadline], total: Quantity | None, began: Instant
) -> list[Tranche]:
    """Lay out deadlines; one that passed before the duty came into effect falls due that day."""
    tranches: list[Tranche] = []
    sum_so_far = ZERO
    for clause in deadlines:
        stretch = view.stretch(clause.point) if clause.point is not None else None
        due = None if stretch is None else stretch[1]
        if due is not None and due < began:
            due = view.machine.calendar.end_of_day(view.machine.calendar.date_of(began))
        if clause.amount is None:
            owed = total or ONE
        else:
            amount = view.value(clause.amount)
            if amount is None:
                continue
            owed = amount if clause.is_total else _owed_before(tranches, due, sum_so_far) + amount
            owed = owed.ceiling() if total is None or total.is_exact else owed
        sum_so_far = owed
        tranches.append(Tranche(due=due, owed=owed, span=clause.span))
    return tranches


def _owed_before(tranches: list[Tranche], due: Instant | None, last: Quantity) -> Quantity:
    """Give what a further quantity is added to: the total owed by an earlier date, if any is."""
    if due is None:
        return last
    earlier = [t.owed for t in tranches if t.due is not None and t.due < due]
    return max(earlier, key=lambda owed: owed.low or 0, default=ZERO)


def _repeated(
    view: View,
    clause: Recurring,
    before: list[Tranche],
    total: Quantity | None,
    began: Instant,
) -> list[Tranche]:
    """Lay out a recurring tranche, up to its end or the total."""
    amount = view.value(clause.amount)
    if amount is None:
        return []
    calendar = view.machine.calendar
    known = [t for t in before if t.due is not None]
    stretch = view.stretch(clause.start) if clause.start is not None else None
    until = view.stretch(clause.until) if clause.until is not None else None
    if clause.start is not None and stretch is None:
        return []
    if stretch is not None:
        due = stretch[1]
        base = [t for t in known if t.due is not None and t.due < due]
    else:
        base = [t for t in known if t.owed != total]
        last = base[-1].due if base else None
        origin = last if last is not None else calendar.end_of_day(calendar.date_of(began))
        due = calendar.add(origin, clause.every)
    owed = base[-1].owed if base else ZERO
    limit = until[1] if until is not None else None
    tranches: list[Tranche] = []
    while len(tranches) < _TRANCHES_AT_MOST:
        owed = owed + amount
        if limit is not None and due > limit:
            break
        if total is not None and (owed.low or 0) >= (total.high or 0):
            if limit is None and not known_total(before, total):
                tranches.append(Tranche(due=due, owed=total, span=clause.span))
            break
        if limit is None and total is None and due > calendar.add(view.now, clause.every):
            break
        tranches.append(
            Tranche(due=due, owed=owed, span=clause.span, is_open_ended=total is None)
        )
        due = calendar.add(due, clause.every)
    return tranches


def known_total(tranches: list[Tranche], total: Quantity) -> bool:
    """Tell whether a deadline already asks for everything."""
    return any(t.owed == total for t in tranches)


def _exchange(
    view: View, clauses: tuple[Clause, ...], rates: list[Rate], total: Quantity | None
) -> tuple[tuple[Tranche, ...], Quantity | None]:
    """Lay out what is owed for each of the counterpart's performances, and by agreed lists."""
    calendar = view.machine.calendar
    delays = [c for c in clauses if isinstance(c, RateDelay)]
    owed_at: dict[Instant, Quantity] = {}
    for rate in rates:
        seen = ZERO
        owed = ZERO
        for delivery in view.state.delivered.get(rate.provision, ()):
            seen = seen + _share_of(delivery, rate.category)
            now_owed = _at_rate(rate, seen)
            due = calendar.end_of_day(calendar.date_of(delivery.at))
            if delays and delays[-1].duration is not None:
                due = calendar.end_of_day(
                    calendar.date_of(calendar.add(delivery.at, delays[-1].duration))
                )
            more = now_owed - owed
            if more.low != 0 or more.high != 0:
                owed_at[due] = owed_at.get(due, ZERO) + more
            owed = now_owed
    listed = [c for c in clauses if isinstance(c, Deadline) and c.point is not None]
    for clause in listed:
        stretch = view.stretch(clause.point) if clause.point is not None else None
        amount = view.value(clause.amount) if clause.amount is not None else None
        if stretch is not None and amount is not None:
            owed_at[stretch[1]] = amount
    tranches: list[Tranche] = []
    running = ZERO
    for due in sorted(owed_at):
        running = running + owed_at[due]
        tranches.append(
            Tranche(due=due, owed=running, span=rates[0].span, is_open_ended=total is None)
        )
    return tuple(tranches), total or (running if tranches else None)


def _at_rate(rate: Rate, seen: Quantity) -> Quantity:
    """Owe the amount once for every full group of what was seen."""
    low = Fraction(0) if seen.low is None else seen.low
    high = low if seen.high is None else seen.high
    per = rate.per.low or Fraction(1)
    return Quantity.between(low // per, high // per) * rate.amount


def _share_of(delivery: Delivery, category: str) -> Quantity:
    from servanda.machine.view import counted

    if category:
        return counted(delivery, category)
    return delivery.quantity or ZERO


def _flow(
    view: View, provision: Provision, began: Instant
) -> tuple[tuple[Tranche, ...], Quantity | None]:
    """Owe a daily or monthly quantity for each full day or month in effect."""
    calendar = view.machine.calendar
    rate = provision.action.quantity or ZERO
    end = view.now
    if provision.phase is not None:
        ended = view.state.phase(provision.phase).ended
        end = min(end, ended) if ended is not None else end
    days = calendar.days_between(began, end) + (1 if end >= began else 0)
    count = days if provision.action.per == "day" else days // 30
    owed = rate * Fraction(max(count, 0))
    return (Tranche(due=None, owed=owed, span=provision.span, is_open_ended=True),), owed


def composition(clauses: tuple[Clause, ...], total: Quantity) -> tuple[Part, ...]:
    """Say how much of a total must be of each category."""
    return tuple(
        Part(quantity=(total * c.amount if c.is_percent else c.amount), category=c.category)
        for c in clauses
        if isinstance(c, PartOf)
    )
