"""Lay out what a duty owes as tranches: how much in all, by when."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from servanda.base.calendar import Instant
from servanda.base.identities import ProvisionId
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.machine.state import Delivery, counted
from servanda.model.entries import Part
from servanda.model.events import Formula, Number
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


def asked(quantity: Quantity) -> Quantity:
    """Give what a text asks for: where it sets only a least, such as `at least 5`, the least is enough.

    More than 5 whole things are 6.
    """
    low = quantity.low
    if quantity.high is not None or low is None:
        return quantity
    return Quantity.exact(low.__floor__() + 1 if quantity.low_open else low, quantity.describe())


def asked_in_all(provision: Provision) -> Quantity | None:
    """Give what a duty asks for in all; None where its words name no amount."""
    quantity = provision.action.quantity
    return None if quantity is None else asked(quantity)


class Tranche(NamedTuple):
    """Owe so much in all by an instant; `met` is when that was reached.

    `is_open_ended` when more may yet fall due, as in an exchange for each of a counterpart's acts;
    `is_unclear` when something was done and nobody can tell whether it is enough.
    """

    due: Instant | None
    owed: Quantity
    span: Span
    met: Instant | None = None
    is_open_ended: bool = False
    is_unclear: bool = False


def schedule(
    view: View,
    provision: Provision,
    clauses: tuple[Clause, ...],
    began: Instant,
    owed_from: Instant,
    area: str = "",
) -> tuple[tuple[Tranche, ...], Quantity | None]:
    """Lay out the tranches of a duty in effect since `began`, and the total owed if it is known.

    `owed_from` is when its conditions came to hold: nothing falls due before.
    """
    total = asked_in_all(provision)
    rates = [c for c in clauses if isinstance(c, Rate)]
    if rates:
        return _exchange(view, clauses, rates, total)
    if provision.action.per:
        return _flow(view, provision, began)
    found = [*_fixed(view, clauses, owed_from), *_repeated(view, clauses, total, began)]
    laid = sorted(found, key=_by_due)
    if total is None and any(each.amount is not None for each in laid):
        total = _sum_of(laid)
    tranches = _accumulated(laid, total)
    if not tranches:
        tranches = [Tranche(due=None, owed=total or ONE, span=provision.span)]
    extension = view.extension(provision.id, area)
    if extension is not None:
        tranches[-1] = tranches[-1]._replace(due=extension)
    return tuple(tranches), total


class _Asked(NamedTuple):
    """Hold what one clause asks for: by when, how much more, or how much in all."""

    due: Instant | None
    amount: Quantity | None
    is_total: bool
    span: Span
    is_open_ended: bool = False


def _sum_of(laid: list[_Asked]) -> Quantity:
    running = ZERO
    for each in laid:
        if each.amount is not None:
            running = each.amount if each.is_total else running + each.amount
    return running


def _accumulated(laid: list[_Asked], total: Quantity | None) -> list[Tranche]:
    """Add up what is asked, in the order in which it falls due; nothing is owed beyond the total."""
    tranches: list[Tranche] = []
    running = ZERO
    for each in laid:
        if each.amount is None:
            running = total or ONE
        else:
            running = each.amount if each.is_total else running + each.amount
            if total is not None and total.high is not None and (running.low or 0) > total.high:
                running = total
        if tranches and each.amount is not None and _are_alike(tranches[-1].owed, running):
            continue
        tranches.append(
            Tranche(due=each.due, owed=running, span=each.span, is_open_ended=each.is_open_ended)
        )
    return tranches


def _are_alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether two amounts have the same bounds, however they are written."""
    return (one.low, one.high) == (other.low, other.high)


def _by_due(each: _Asked) -> tuple[bool, Instant]:
    return each.due is None, each.due or 0


def falls_due(view: View, clause: Deadline, owed_from: Instant) -> Instant | None:
    """Say when a deadline falls; None while its clock has not started.

    One that passed before the conditions of the duty held falls due on that day.
    """
    stretch = view.stretch(clause.point) if clause.point is not None else None
    if stretch is None or stretch[1] >= owed_from:
        return None if stretch is None else stretch[1]
    calendar = view.machine.calendar
    return calendar.end_of_day(calendar.date_of(owed_from))


def _fixed(view: View, clauses: tuple[Clause, ...], owed_from: Instant) -> list[_Asked]:
    """Lay out deadlines; one that passed before the conditions held falls due on that day."""
    laid: list[_Asked] = []
    for clause in clauses:
        if not isinstance(clause, Deadline):
            continue
        due = falls_due(view, clause, owed_from)
        amount = None
        if clause.amount is not None:
            amount = _amount(view, clause.amount)
            amount = Quantity.unknown() if amount is None else amount.ceiling()
        laid.append(_Asked(due, amount, clause.is_total, clause.span))
    return laid


def _amount(view: View, formula: Formula) -> Quantity | None:
    """Give what a clause asks for; a share of a level is as vague as the level."""
    value = view.value(formula)
    return asked(value) if value is not None and isinstance(formula, Number) else value


def _repeated(
    view: View, clauses: tuple[Clause, ...], total: Quantity | None, began: Instant
) -> list[_Asked]:
    """Lay out recurring tranches, up to their end, to the total, or to the next one from now."""
    laid: list[_Asked] = []
    for clause in clauses:
        if isinstance(clause, Recurring):
            amount = _amount(view, clause.amount)
            first = _first_due(view, clause, clauses, began)
            if amount is not None and first is not None:
                laid.extend(_series(view, clause, amount, first, total))
    return laid


def _first_due(
    view: View, clause: Recurring, clauses: tuple[Clause, ...], began: Instant
) -> Instant | None:
    """Say when a recurring tranche first falls due: as stated, else after the last one before it."""
    calendar = view.machine.calendar
    if clause.start is not None:
        stretch = view.stretch(clause.start)
        return None if stretch is None else stretch[1]
    numbered = [c for c in clauses if isinstance(c, Deadline) and c.amount is not None]
    before = [view.stretch(c.point) for c in numbered if c.point is not None]
    known = [stretch[1] for stretch in before if stretch is not None]
    origin = max(known, default=calendar.end_of_day(calendar.date_of(began)))
    return calendar.add(origin, clause.every)


def _series(
    view: View, clause: Recurring, amount: Quantity, first: Instant, total: Quantity | None
) -> list[_Asked]:
    calendar = view.machine.calendar
    until = view.stretch(clause.until) if clause.until is not None else None
    open_ended = until is None and total is None
    horizon = calendar.add(view.now, clause.every) if open_ended else None
    laid: list[_Asked] = []
    running, due = ZERO, first
    while len(laid) < _TRANCHES_AT_MOST:
        if until is not None and due > until[1]:
            break
        if horizon is not None and due > horizon:
            break
        if total is not None and (running.low or 0) >= (total.high or 0):
            break
        running = running + amount
        laid.append(_Asked(due, amount, False, clause.span, open_ended))
        due = calendar.add(due, clause.every)
    return laid


def _exchange(
    view: View, clauses: tuple[Clause, ...], rates: list[Rate], total: Quantity | None
) -> tuple[tuple[Tranche, ...], Quantity | None]:
    """Lay out what is owed for each of the counterpart's performances, and by agreed lists."""
    listed = [c for c in clauses if isinstance(c, Deadline) and c.point is not None]
    owed_at = _for_each(view, clauses, rates, _whole_by(view, listed))
    owed_by: dict[Instant | None, Quantity] = {}
    for clause in listed:
        stretch = view.stretch(clause.point) if clause.point is not None else None
        amount = _amount(view, clause.amount) if clause.amount is not None else total
        if stretch is None or amount is None:
            continue
        if clause.is_total or clause.amount is None:
            owed_by[stretch[1]] = amount
        else:
            owed_at[stretch[1]] = owed_at.get(stretch[1], ZERO) + amount
    tranches: list[Tranche] = []
    running = ZERO
    is_open = total is None and not all(_is_over(view, rate.provision) for rate in rates)
    for due in sorted({**owed_at, **owed_by}, key=lambda at: (at is None, at or 0)):
        running = running + owed_at.get(due, ZERO)
        least = owed_by.get(due)
        if least is not None and (running.low or 0) < (least.low or 0):
            running = least
        if total is not None and total.high is not None and (running.low or 0) > total.high:
            running = total
        tranches.append(Tranche(due=due, owed=running, span=rates[0].span, is_open_ended=is_open))
    return tuple(tranches), total or (running if tranches else None)


def _whole_by(view: View, listed: list[Deadline]) -> Instant | None:
    """Say by when everything is owed, where the text gives a date for it."""
    points = [c.point for c in listed if c.amount is None and c.point is not None]
    found = [stretch[1] for point in points if (stretch := view.stretch(point)) is not None]
    return max(found, default=None)


def _for_each(
    view: View, clauses: tuple[Clause, ...], rates: list[Rate], last: Instant | None
) -> dict[Instant | None, Quantity]:
    """Add up what each performance of a counterpart brings to be owed, by when it falls due."""
    delays = [c for c in clauses if isinstance(c, RateDelay)]
    owed_at: dict[Instant | None, Quantity] = {}
    for rate in rates:
        seen = owed = ZERO
        for delivery in view.deliveries(rate.provision):
            if delivery.is_start or delivery.defect:
                continue
            share = share_of(view, delivery, rate)
            if share.low == 0 and share.high == 0:
                continue
            seen = seen + share
            now_owed = at_rate(rate, seen)
            due = _due_of(view, delivery, delays) if delays else last
            more = now_owed - owed
            if more.low != 0 or more.high != 0:
                owed_at[due] = owed_at.get(due, ZERO) + more
            owed = now_owed
    return owed_at


def _due_of(view: View, delivery: Delivery, delays: list[RateDelay]) -> Instant:
    """Say when an exchange for a delivery falls due, as the text says how long after it."""
    calendar, duration = view.machine.calendar, delays[-1].duration
    at = delivery.at if duration is None else calendar.add(delivery.at, duration)
    return calendar.end_of_day(calendar.date_of(at))


def _is_over(view: View, counterpart: ProvisionId) -> bool:
    """Tell whether a counterpart has nothing more to do, so that nothing more is owed for it."""
    from servanda.machine.life import DONE

    return view.life(counterpart).state in DONE


def at_rate(rate: Rate, seen: Quantity) -> Quantity:
    """Owe the amount once for every full group of what was seen."""
    low = Fraction(0) if seen.low is None else seen.low
    high = low if seen.high is None else seen.high
    per = rate.per.low or Fraction(1)
    return Quantity.between(low // per, high // per) * asked(rate.amount)


def share_of(view: View, delivery: Delivery, rate: Rate) -> Quantity:
    """Give how much of a counterpart's delivery a rate counts; one without a quantity is all it owed."""
    if delivery.quantity is None and (not rate.category or delivery.source is None):
        return asked_in_all(view.machine.agreement.provisions[rate.provision]) or ONE
    return counted(delivery, rate.category)


def _flow(
    view: View, provision: Provision, began: Instant
) -> tuple[tuple[Tranche, ...], Quantity | None]:
    """Owe a daily or monthly quantity for each full day or month in effect."""
    calendar = view.machine.calendar
    rate = asked_in_all(provision) or ZERO
    end = view.now
    if provision.phase is not None:
        ended = view.log(provision.phase).ended
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
