"""Name what may happen to a state: entry into force, acts, powers used, observations, changes."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import ActorId, EventId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.machine.state import (
    Delivery,
)
from servanda.model.entries import Change, Entry
from servanda.model.times import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """The agreement enters into force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occur:
    """An event occurs."""

    event: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class Perform:
    """A provision is performed, in whole or in part."""

    provision: ProvisionId
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A power is exercised."""

    power: ProvisionId
    until: Point | None = None
    duration: Duration | None = None
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certify:
    """A certificate is given."""

    provision: ProvisionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Observe:
    """A level is observed."""

    level: str
    value: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend:
    """The text is changed."""

    change: Change


Move = Enter | Occur | Perform | Use | Certify | Observe | Amend


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Hold a move with its time, its authors and the entry it comes from."""

    at: Instant
    move: Move
    by: tuple[ActorId, ...] = ()
    source: Entry | None = None
