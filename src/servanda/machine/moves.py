"""Name what may happen to a state: entry into force, acts, powers used, observations, changes."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import ActorId, EventId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.machine.state import (
    Delivery,
)
from servanda.model.entries import Change, Entry
from servanda.model.times import Point


class Enter(Struct, frozen=True, kw_only=True):
    """The agreement enters into force."""


class Occur(Struct, frozen=True, kw_only=True):
    """An event occurs."""

    event: EventId


class Perform(Struct, frozen=True, kw_only=True):
    """A provision is performed, in whole or in part."""

    provision: ProvisionId
    delivery: Delivery


class Use(Struct, frozen=True, kw_only=True):
    """A power is exercised."""

    power: ProvisionId
    until: Point | None = None
    duration: Duration | None = None
    area: str = ""


class Certify(Struct, frozen=True, kw_only=True):
    """A certificate is given."""

    provision: ProvisionId


class Observe(Struct, frozen=True, kw_only=True):
    """A level is observed."""

    level: str
    value: Quantity


class Amend(Struct, frozen=True, kw_only=True):
    """The text is changed."""

    change: Change


Move = Enter | Occur | Perform | Use | Certify | Observe | Amend


class Step(Struct, frozen=True, kw_only=True):
    """Hold a move with its time, its authors and the entry it comes from."""

    at: Instant
    move: Move
    by: tuple[ActorId, ...] = ()
    source: Entry | None = None
