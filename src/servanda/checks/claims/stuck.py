"""Find the duties that wait for one another all round, so that no run ever comes to owe them.

What can come to be owed is the least set that holds a duty as soon as all that it waits for can come
about; what is not in it waits for itself, be it through a thousand others. Nothing of it ever changes,
and no run need look at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from servanda.base.identities import ProvisionId
from servanda.machine import Machine
from servanda.machine.cone import names_in_condition
from servanda.model.provisions import Precedent, Trigger
from servanda.model.times import All, Any, Condition, Is, Status

_BY_THE_ACT = frozenset({Status.FULFILLED, Status.STARTED, Status.HAPPENED})

Waits = Mapping[str, tuple[Condition, ...]]


def never_owed(machine: Machine, names: Iterable[str]) -> frozenset[str]:
    """Give the duties among some names that are only done once owed, and that are never owed.

    Whatever else a duty waits for, an event, a phase, the life of another, is taken to come about.
    """
    waits = dict(_waits(machine, names))
    after: dict[str, list[str]] = {}
    for name, conditions in waits.items():
        for other in {n for condition in conditions for n in names_in_condition(condition)}:
            if other in waits:
                after.setdefault(other, []).append(name)
    stuck = set(waits)
    ahead = list(waits)
    while ahead:
        name = ahead.pop()
        if name in stuck and all(_can_hold(each, stuck) for each in waits[name]):
            stuck.discard(name)
            ahead.extend(after.get(name, ()))
    return frozenset(stuck)


def _waits(machine: Machine, names: Iterable[str]) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """Give the duties that an act alone meets, each with the conditions it waits for."""
    provisions = machine.agreement.provisions
    for name in names:
        provision = ProvisionId(name)
        if provision in provisions and machine.is_met_by_an_act(provision):
            clauses = machine.clauses(name)
            yield name, tuple(c.condition for c in clauses if isinstance(c, Trigger | Precedent))


def _can_hold(condition: Condition, stuck: set[str]) -> bool:
    """Tell whether a condition can come to hold while some duties are not done."""
    match condition:
        case Is(target=target, status=status):
            return target not in stuck or status not in _BY_THE_ACT
        case All(parts=parts):
            return all(_can_hold(part, stuck) for part in parts)
        case Any(parts=parts):
            return any(_can_hold(part, stuck) for part in parts)
        case _:
            return True
