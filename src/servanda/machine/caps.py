"""Judge a cap on a flow: of so many in each day or month, what was done in each is counted against it."""

from __future__ import annotations

from servanda.base.calendar import Instant
from servanda.base.quantities import Quantity, Truth, more_than
from servanda.machine.case import Case
from servanda.machine.life import Life, LifeState, Reason
from servanda.machine.schedule import ZERO


def capped(case: Case, life: Life) -> Life:
    """Judge a prohibition of more than so many per day or month by what was done in each of them.

    It is exceeded while that is certainly so of the day, or the calendar month, that it is now; what was
    too much before is told. `done` is what was done in the present one.
    """
    action = case.provision.action
    quantity = action.quantity
    if not action.per or quantity is None or quantity.low is None:
        return life
    cap = Quantity.exact(quantity.low, f"{quantity.low:,} per {action.per}")
    life = life._replace(owed=cap)
    sums: dict[str, Quantity] = {}
    for delivery in case.deliveries():
        if delivery.quantity is not None and not delivery.defect:
            period = _period(case, delivery.at)
            sums[period] = sums.get(period, ZERO) + delivery.quantity
    if not sums:
        return life
    over = {period: done for period, done in sums.items() if more_than(done, cap) is Truth.YES}
    reasons = tuple(
        Reason(
            text=f"in {period}: {done.describe()}, where at most {cap.describe()} is allowed",
            span=case.provision.span,
        )
        for period, done in over.items()
    )
    now = _period(case, case.view.now)
    return life._replace(
        state=LifeState.EXCEEDED if now in over else life.state,
        done=sums.get(now, ZERO),
        reasons=(*life.reasons, *reasons),
    )


def _period(case: Case, at: Instant) -> str:
    """Name the civil day, or the calendar month, of an instant."""
    day = case.view.machine.calendar.date_of(at).isoformat()
    return day if case.provision.action.per == "day" else day[:7]
