"""Hold what has happened so far: the facts from which every verdict is derived."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeVar

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.model.entries import Change, Entry, Part

ENTRY = "entry"
"""The name under which entry into force and signature are known."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event occurred; `source` is the entry that says so, none inside the checker."""

    at: Instant
    by: tuple[ActorId, ...] = ()
    source: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Somebody performed; no quantity means all that was owed."""

    at: Instant
    by: tuple[ActorId, ...]
    quantity: Quantity | None = None
    category: str = ""
    parts: tuple[Part, ...] = ()
    area: str = ""
    is_start: bool = False
    is_total: bool = False
    defect: str = ""
    source: Entry | None = None


class Ending(Enum):
    """Say how a phase ended."""

    PASSED = "passed"
    LAPSED = "lapsed"
    ENDED = "ended"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseLog:
    """Hold when a phase started, since when it has run past its term, and how it ended."""

    started: Instant | None = None
    prolonged: Instant | None = None
    ended: Instant | None = None
    how: Ending | None = None
    extended_to: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A suspension, from when to when, and which power made it."""

    since: Instant
    power: ProvisionId
    until: Instant | None = None
    area: str = ""
    source: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A figure for a level, as somebody gave it."""

    at: Instant
    value: Quantity
    source: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A change of the text, in force from a moment."""

    at: Instant
    change: Change
    source: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Hold the facts up to an instant. Lives of provisions are derived from it, never stored."""

    now: Instant | None = None
    entry: Happening | None = None
    signed: Instant | None = None
    happened: Mapping[EventId, tuple[Happening, ...]] = field(default_factory=dict)
    delivered: Mapping[ProvisionId, tuple[Delivery, ...]] = field(default_factory=dict)
    phases: Mapping[PhaseId, PhaseLog] = field(default_factory=dict)
    holds: Mapping[str, tuple[Hold, ...]] = field(default_factory=dict)
    uses: Mapping[ProvisionId, tuple[Happening, ...]] = field(default_factory=dict)
    recommended: Mapping[ProvisionId, tuple[Happening, ...]] = field(default_factory=dict)
    certificates: Mapping[ProvisionId, tuple[Happening, ...]] = field(default_factory=dict)
    waived: Mapping[str, Happening] = field(default_factory=dict)
    terminated: Mapping[str, Happening] = field(default_factory=dict)
    extended: Mapping[str, Instant] = field(default_factory=dict)
    observed: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict)
    amended: tuple[Amended, ...] = ()

    def phase(self, phase: PhaseId) -> PhaseLog:
        """Give the log of a phase; an empty one before it starts."""
        return self.phases.get(phase, _UNSTARTED)

    def with_phase(self, phase: PhaseId, log: PhaseLog) -> "State":
        """Give the state with another log of a phase."""
        return replace(self, phases={**self.phases, phase: log})


_UNSTARTED = PhaseLog()


def added(old: Mapping[K, tuple[V, ...]], key: K, value: V) -> dict[K, tuple[V, ...]]:
    """Give a mapping with one more value under a key."""
    return {**old, key: (*old.get(key, ()), value)}


def facts_of(state: State) -> tuple[tuple[str, object], ...]:
    """List the facts of a state, each under the name it is about, so that states can be compared."""
    entry = state.entry.at if state.entry is not None else None
    facts: list[tuple[str, object]] = [(ENTRY, (entry, state.signed))]
    for mapping in (state.happened, state.uses, state.recommended, state.certificates):
        for name, found in mapping.items():
            facts.append((name, tuple((h.at, h.by) for h in found)))
    for provision, deliveries in state.delivered.items():
        facts.append((provision, tuple(map(_content, deliveries))))
    facts.extend((phase, log) for phase, log in state.phases.items())
    facts.extend((target, holds) for target, holds in state.holds.items())
    facts.extend((target, ("waived", here.at)) for target, here in state.waived.items())
    facts.extend((target, ("ended", here.at)) for target, here in state.terminated.items())
    facts.extend((target, ("extended", at)) for target, at in state.extended.items())
    for level, seen in state.observed.items():
        facts.append((level, tuple((o.at, o.value) for o in seen)))
    return tuple(facts)


def _content(delivery: Delivery) -> tuple[object, ...]:
    quantity = delivery.quantity
    amount = None if quantity is None else (quantity.low, quantity.high)
    return delivery.at, delivery.by, amount, delivery.category, delivery.area, delivery.is_start
