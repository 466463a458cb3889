"""Set an act against the order and the composition that a text asks for: arithmetic, never a breach."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.quantities import Quantity, Truth, at_least, sum_of
from servanda.machine.case import Case
from servanda.machine.life import Reason
from servanda.machine.state import Delivery, counted
from servanda.model.provisions import Order, PartOf


def departures(case: Case, total: Quantity | None, *, is_done: bool) -> tuple[Reason, ...]:
    """Say where the acts told depart from the order of a text, or once all is done from its composition."""
    told = [
        d for d in case.deliveries() if d.source is not None and not d.is_start and not d.defect
    ]
    found: list[Reason] = []
    for clause in case.clauses:
        if isinstance(clause, Order):
            found.extend(_out_of_order(case, clause, told))
        elif isinstance(clause, PartOf) and is_done and total is not None:
            asked = total * clause.amount if clause.is_percent else clause.amount
            done = sum_of(counted(delivery, clause.category) for delivery in told)
            if at_least(done, asked) is Truth.NO:
                text = f"{done.describe()} {clause.category} of {asked.describe()} asked for"
                found.append(Reason(text=text, span=clause.span))
    return tuple(found)


def _out_of_order(case: Case, clause: Order, told: list[Delivery]) -> Iterator[Reason]:
    """Name the acts of an earlier category that came after acts of a later one."""
    calendar = case.view.machine.calendar
    last: tuple[int, str] | None = None
    for delivery in sorted(told, key=lambda each: each.at):
        places = [
            place
            for place, category in enumerate(clause.categories)
            if counted(delivery, category).high != 0
        ]
        for place in places[:1]:
            if last is not None and place < last[0]:
                text = (
                    f"{clause.categories[place]} on {calendar.format(delivery.at)}, after "
                    f"{clause.categories[last[0]]} on {last[1]}: not in the order of the text"
                )
                yield Reason(text=text, span=clause.span, entry=delivery.source)
        for place in places[-1:]:
            if last is None or place > last[0]:
                last = place, calendar.format(delivery.at)
