"""Say whose faith a run supposes, and which duties keep time from passing for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.base.identities import ActorId, ProvisionId
from servanda.machine import Life, LifeState, View
from servanda.model.events import Manner
from servanda.model.provisions import Provision


@dataclass(frozen=True, slots=True)
class Faith:
    """Hold who stays faithful: everybody, or those named; the rest may do anything they can."""

    bound: frozenset[ActorId] | None = None

    @property
    def is_everybody(self) -> bool:
        """Tell whether all are faithful."""
        return self.bound is None

    def binds(self, actors: Iterable[ActorId]) -> bool:
        """Tell whether one of some actors is faithful; what nobody is named for binds with the rest."""
        return self.bound is None or any(actor in self.bound for actor in actors)

    def binds_all(self, actors: tuple[ActorId, ...]) -> bool:
        """Tell whether all of some actors are faithful, and there are any."""
        return self.bound is None or (bool(actors) and all(a in self.bound for a in actors))


EVERYBODY = Faith()
NOBODY = Faith(frozenset())


def broken(provisions: Iterable[Provision], view: View, faith: Faith) -> tuple[ProvisionId, ...]:
    """Name the duties of the faithful that are due, not done, and not excused."""
    if faith.bound is not None and not faith.bound:
        return ()
    return tuple(p.id for p in provisions if _is_broken(view, p, faith))


def _is_broken(view: View, provision: Provision, faith: Faith) -> bool:
    life = view.life(provision.id)
    if life.state is not LifeState.OVERDUE:
        return False
    bearer = view.machine.bearer(provision)
    if provision.agency.silence is not None and not bearer.actors:
        return False
    if faith.is_everybody:
        return not life.is_curable
    if bearer.manner in (Manner.EACH, Manner.ALL) and life.parts:
        return any(_is_own(part, provision, faith) for part in life.parts)
    if bearer.manner is Manner.ANY:
        return not life.is_curable and faith.binds(bearer.actors)
    return not life.is_curable and faith.binds_all(bearer.actors)


def _is_own(part: Life, provision: Provision, faith: Faith) -> bool:
    """Tell whether an instance is overdue for somebody who is faithful."""
    if part.state is not LifeState.OVERDUE or part.is_curable:
        return False
    actor = ActorId(part.id.removeprefix(f"{provision.id}/"))
    return faith.binds((actor,))
