"""Say in which quality somebody took part in a thing: his offices, for whom he spoke, where he sat."""

from __future__ import annotations

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.base.moments import Moment
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.entries import (
    Dissolution,
    Division,
    Mandate,
    MembershipChange,
    OfficeChange,
    telling_of,
)
from servanda.monitor.roster import members_of, offices_of, spoken_for

_CHANGES = (Dissolution, Division, Mandate, MembershipChange, OfficeChange)
_LONG_AGO: Instant = -(10**12)
"""Before anything that a text can date: for a moment of which only the end is known."""


class Presence(Struct, frozen=True, kw_only=True):
    """Hold who took part in something, and in which quality, throughout the moment of it.

    `perhaps` are offices, principals and bodies that a vague moment leaves open.
    """

    actor: ActorId
    offices: tuple[str, ...] = ()
    speaks_for: tuple[ActorId, ...] = ()
    bodies: tuple[ActorId, ...] = ()
    perhaps: tuple[str, ...] = ()

    @property
    def stands_for(self) -> frozenset[ActorId]:
        """Give all whom this one surely is, speaks for or sits among."""
        return frozenset((self.actor, *self.speaks_for, *self.bodies))


class Presences:
    """Work out qualities by the roster of a text and its record, as known at a date."""

    def __init__(self, agreement: Agreement, on: Instant, known: Instant | None) -> None:
        changes = tuple(telling_of(agreement.entries, *_CHANGES))
        # The roster looks at these entries only, and at every one of them each time.
        self._agreement = replace(agreement, entries=changes)
        self._on, self._known = on, known
        able = _with_members(agreement)
        self._bodies = tuple(name for name in agreement.actors if name in able)
        self._held = cache(self._held_at)
        self._members = cache(self._members_at)

    def of(self, actor: ActorId, moment: Moment) -> Presence:
        """Say in which quality an actor took part in something of that moment."""
        held = [self._held(actor, instant) for instant in self._instants(moment)]
        sure = [tuple(x for x in held[-1][i] if all(x in h[i] for h in held)) for i in range(3)]
        every = [dict.fromkeys(x for h in held for x in h[i]) for i in range(3)]
        return Presence(
            actor=actor,
            offices=sure[0],
            speaks_for=tuple(ActorId(x) for x in sure[1]),
            bodies=tuple(ActorId(x) for x in sure[2]),
            perhaps=tuple(x for i in range(3) for x in every[i] if x not in sure[i]),
        )

    def _instants(self, moment: Moment) -> list[Instant]:
        """Give the instants of a moment between which nobody's quality changes."""
        first = moment.earliest if moment.earliest is not None else _LONG_AGO
        last = moment.latest if moment.latest is not None else max(self._on, first)
        between = (e.when.earliest or 0 for e in self._agreement.entries)
        return sorted({first, last, *(at for at in between if first < at < last)})

    def _held_at(self, actor: ActorId, on: Instant) -> tuple[tuple[str, ...], ...]:
        agreement, known = self._agreement, self._known
        if actor not in agreement.actors:
            return (), (), ()
        offices = tuple(o.what for o in offices_of(agreement, actor, on, known) if o.is_sure)
        principals = self._principals(actor, on)
        them = {actor, *principals}
        bodies = tuple(
            name for name in self._bodies if name not in them and them & self._members(name, on)
        )
        return offices, principals, bodies

    def _principals(self, actor: ActorId, on: Instant) -> tuple[ActorId, ...]:
        """Give those for whom an actor speaks, and those for whom these speak in turn."""
        found: dict[ActorId, None] = {}
        ahead = [actor]
        while ahead:
            for name in spoken_for(self._agreement, ahead.pop(), on, self._known):
                if name not in found and name != actor:
                    found[name] = None
                    ahead.append(name)
        return tuple(found)

    def _members_at(self, body: ActorId, on: Instant) -> frozenset[ActorId]:
        members = members_of(self._agreement, body, on, self._known)
        return frozenset(m.actor for m in members if m.is_sure)


def _with_members(agreement: Agreement) -> frozenset[ActorId]:
    """Name all that ever have a member, by the text or the record."""
    found = {name for name, actor in agreement.actors.items() if actor.members}
    found |= {each.body for actor in agreement.actors.values() for each in actor.memberships}
    for entry in telling_of(agreement.entries, MembershipChange, Division):
        match entry.what:
            case MembershipChange(body=body):
                found.add(body)
            case Division(into=parts):
                found.update(parts)
            case _:
                pass
    return frozenset(found)


def is_body(agreement: Agreement, name: ActorId) -> bool:
    """Tell whether a name is that of a body, whose members sit together."""
    found = agreement.actors.get(name)
    return found is not None and Role.BODY in found.roles
