"""Name the dates of a duty's schedule, and say where each of them stands."""

from __future__ import annotations

from servanda.base.quantities import Quantity, Truth, at_least
from servanda.machine import Life, LifeState, Tranche, View
from servanda.model.provisions import Deadline, Provision
from servanda.model.times import DayPoint

_LATE_BUT_NOT_OVERDUE = frozenset(
    {
        LifeState.EXCUSED,
        LifeState.WITHHELD,
        LifeState.SUSPENDED,
        LifeState.DISCHARGED,
        LifeState.TERMINATED,
        LifeState.MISSED,
    }
)


def milestones(view: View, provision: Provision, life: Life) -> tuple[Life, ...]:
    """Give the life of each date of a schedule; none where it has only one.

    A date is named as the text counts it, `day-7`, or else by its day of the calendar.
    """
    if life.parts or len(life.tranches) < 2:
        return ()
    named: dict[str, Life] = {}
    for tranche in life.tranches:
        name = f"{provision.id}/{_name(view, provision, tranche)}"
        named.setdefault(name, _life(view, life, tranche, name))
    return tuple(named.values())


def _name(view: View, provision: Provision, tranche: Tranche) -> str:
    for clause in view.machine.clauses(provision.id, view.state.amended):
        if not isinstance(clause, Deadline) or clause.span != tranche.span:
            continue
        if isinstance(clause.point, DayPoint) and clause.point.origin is None:
            return f"day-{clause.point.number}"
    if tranche.due is None:
        return "no-date"
    return view.machine.calendar.date_of(tranche.due).isoformat()


def _life(view: View, life: Life, tranche: Tranche, name: str) -> Life:
    """Judge one date as if it were a duty of its own."""
    until = tranche.met if tranche.met is not None else view.now
    late = max(until - tranche.due, 0) if tranche.due is not None else 0
    return life._replace(
        id=name,
        state=_state(life, tranche, late),
        due=tranche.due,
        owed=tranche.owed,
        done=_capped(life.done, tranche.owed),
        met=tranche.met,
        late_minutes=late,
        late_since=tranche.due if late and tranche.met is None else None,
        start_overdue=False,
        tranches=(tranche,),
        reasons=(),
    )


def _state(life: Life, tranche: Tranche, late: int) -> LifeState:
    if tranche.met is not None:
        return LifeState.FULFILLED_LATE if late else LifeState.FULFILLED
    if life.state in _LATE_BUT_NOT_OVERDUE:
        return life.state
    return LifeState.OVERDUE if late else LifeState.IN_EFFECT


def _capped(done: Quantity | None, owed: Quantity) -> Quantity | None:
    """Count towards one date no more than it asks for."""
    if done is None or at_least(done, owed) is not Truth.YES:
        return done
    return owed
