"""Say whose faith a run supposes, which duties keep time from passing for them, and who is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from servanda.base.identities import ActorId, ProvisionId
from servanda.machine import Life, LifeState, View
from servanda.machine.asleep import is_asleep
from servanda.model.events import Manner
from servanda.model.provisions import Provision


class Faith(Struct, frozen=True):
    """Say who is faithful: everybody, or some actors only, or nobody; the rest may do anything they can.

    Of the faithful, some duties may be supposed not to bind: `freed` names them.
    """

    is_everybody: bool
    freed: frozenset[ProvisionId] = frozenset()
    actors: frozenset[ActorId] = frozenset()

    def binds(self, bearers: Iterable[ActorId]) -> bool:
        """Tell whether a duty of some bearers binds any of the faithful."""
        return self.is_everybody or not self.actors.isdisjoint(bearers)

    def blames(self, debtors: frozenset[ActorId]) -> bool:
        """Tell whether it is the faithful alone who let a date pass."""
        return self.is_everybody or (bool(debtors) and debtors <= self.actors)


EVERYBODY = Faith(True)
NOBODY = Faith(False)


class Debt(NamedTuple):
    """Hold a duty that is due, not done and not excused, and those who together could do it."""

    duty: ProvisionId
    debtors: frozenset[ActorId]


def broken(provisions: Iterable[Provision], view: View, faith: Faith) -> tuple[Debt, ...]:
    """Give the duties of the faithful that are due, not done, and not excused."""
    if not faith.is_everybody and not faith.actors:
        return ()
    binding = (p for p in provisions if p.id not in faith.freed)
    debts = (Debt(p.id, debtors) for p in binding for debtors in _debtors(view, p))
    return tuple(debt for debt in debts if faith.blames(debt.debtors))


def late(provisions: Iterable[Provision], view: View) -> frozenset[frozenset[ActorId]]:
    """Give who is late without excuse: each time all those who together could have acted in time."""
    return frozenset(debtors for p in provisions for debtors in _debtors(view, p))


def _debtors(view: View, provision: Provision) -> Iterator[frozenset[ActorId]]:
    if is_asleep(view, provision.id):
        return
    life = view.life(provision.id)
    if life.state is not LifeState.OVERDUE:
        return
    bearer = view.machine.bearer(provision)
    if provision.agency.silence is not None and not bearer.actors:
        return
    if bearer.manner in (Manner.EACH, Manner.ALL) and life.parts:
        for part in life.parts:
            if _is_late(part):
                actor = ActorId(part.id.removeprefix(f"{provision.id}/"))
                yield frozenset((actor,) if actor in bearer.actors else bearer.actors)
    elif any(map(_is_late, life.parts or (life,))):
        if bearer.manner is Manner.ANY:
            yield from (frozenset((actor,)) for actor in bearer.actors)
        else:
            yield frozenset(bearer.actors)


def _is_late(life: Life) -> bool:
    return life.state is LifeState.OVERDUE and not life.is_curable
