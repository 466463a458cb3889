"""Hold what has happened so far: the facts from which every verdict is derived."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

from msgspec import Struct

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity, sum_of
from servanda.machine.log import longer
from servanda.model.entries import Change, Entry, Part
from servanda.model.times import Point

ENTRY = "entry"
"""The name under which entry into force and signature are known."""

K = TypeVar("K")
V = TypeVar("V")
Facts = tuple[str, Mapping[Any, Any], Callable[[Any], object]]
"""The facts of one kind by name, and what says what one of them holds."""


class Happening(Struct, frozen=True, kw_only=True):
    """An event occurred; `source` is the entry that says so, none inside the checker.

    `order` tells apart, within one minute, what opens a process from what closes it; `area` is the part
    that a power was used over, empty for the whole.
    """

    at: Instant
    by: tuple[ActorId, ...] = ()
    source: Entry | None = None
    order: int = 0
    area: str = ""


class Refusal(Struct, frozen=True, kw_only=True):
    """A power was used, and the text gives that no effect, for a reason."""

    at: Instant
    why: str
    source: Entry


class Pending(Struct, frozen=True, kw_only=True):
    """A power was used, and its notice still runs: the effect comes when that is over.

    `until` and `duration` are what the use itself says of the effect.
    """

    at: Instant
    here: Happening
    until: Point | None = None
    duration: Duration | None = None


class Delivery(Struct, frozen=True, kw_only=True):
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

    @property
    def is_all_of_it(self) -> bool:
        """Tell whether the act, by itself, is all that was owed."""
        return self.quantity is None and not (self.is_start or self.defect)


def counted(delivery: Delivery, category: str) -> Quantity:
    """Give how much of a delivery is of a category; all of it for no category.

    What the checker supposes to be delivered is of whatever category is asked about.
    """
    is_supposed = delivery.source is None and not delivery.category and not delivery.parts
    if not category or is_supposed:
        return delivery.quantity or Quantity.exact(0)
    if delivery.parts:
        return sum_of(p.quantity for p in delivery.parts if p.category == category)
    if delivery.category == category and delivery.quantity is not None:
        return delivery.quantity
    return Quantity.exact(0)


class Ending(Enum):
    """Say how a phase ended."""

    PASSED = "passed"
    LAPSED = "lapsed"
    ENDED = "ended"
    TERMINATED = "terminated"


class PhaseLog(Struct, frozen=True, kw_only=True):
    """Hold when a phase started, since when it has run past its term, and how it ended.

    `is_without_term` where it was revived when its term was over: it runs until something ends it.
    `is_expired` where it ended after the acts of its last minute, when terms run out.
    """

    started: Instant | None = None
    prolonged: Instant | None = None
    ended: Instant | None = None
    how: Ending | None = None
    extended_to: Instant | None = None
    is_without_term: bool = False
    is_expired: bool = False


class Hold(Struct, frozen=True, kw_only=True):
    """A suspension, from when to when, and which power made it."""

    since: Instant
    power: ProvisionId
    until: Instant | None = None
    area: str = ""
    source: Entry | None = None


class Observation(Struct, frozen=True, kw_only=True):
    """A figure for a level, as somebody gave it."""

    at: Instant
    value: Quantity
    source: Entry | None = None


class Amended(Struct, frozen=True, kw_only=True):
    """A change of the text, in force from a moment."""

    at: Instant
    change: Change
    source: Entry


_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


class State(NamedTuple):
    """Hold the facts up to an instant. Lives of provisions are derived from it, never stored.

    A plain tuple, since the checker makes many thousands of them.
    """

    now: Instant | None = None
    entry: Happening | None = None
    signed: Instant | None = None
    happened: Mapping[EventId, Sequence[Happening]] = _NOTHING
    delivered: Mapping[ProvisionId, Sequence[Delivery]] = _NOTHING
    phases: Mapping[PhaseId, PhaseLog] = _NOTHING
    holds: Mapping[str, Sequence[Hold]] = _NOTHING
    uses: Mapping[ProvisionId, Sequence[Happening]] = _NOTHING
    recommended: Mapping[ProvisionId, Sequence[Happening]] = _NOTHING
    certificates: Mapping[ProvisionId, Sequence[Happening]] = _NOTHING
    waived: Mapping[str, Happening] = _NOTHING
    terminated: Mapping[str, Happening] = _NOTHING
    extended: Mapping[str, Instant] = _NOTHING
    observed: Mapping[str, Sequence[Observation]] = _NOTHING
    amended: tuple[Amended, ...] = ()
    pending: Mapping[ProvisionId, Sequence[Pending]] = _NOTHING
    refused: Mapping[ProvisionId, Sequence[Refusal]] = _NOTHING

    def phase(self, phase: PhaseId) -> PhaseLog:
        """Give the log of a phase; an empty one before it starts."""
        return self.phases.get(phase, _UNSTARTED)

    def with_phase(self, phase: PhaseId, log: PhaseLog) -> "State":
        """Give the state with another log of a phase."""
        return self._replace(phases={**self.phases, phase: log})


_UNSTARTED = PhaseLog()
_FACTS = attrgetter(*(f for f in State._fields if f not in ("now", "entry", "signed", "amended")))


def added(old: Mapping[K, Sequence[V]], key: K, value: V) -> dict[K, Sequence[V]]:
    """Give a mapping with one more value under a key."""
    return {**old, key: longer(old.get(key, ()), value)}


def part_of(target: str, area: str) -> str:
    """Name a part of a provision, a phase or the agreement; the whole, where no area is named."""
    return f"{target}/{area}" if area else target


def facts_by_kind(state: State) -> Iterator[Facts]:
    """Give the facts of each kind by name, with what says what such a fact holds."""
    yield "happened", state.happened, _acts
    yield "delivered", state.delivered, _deliveries
    yield "phase", state.phases, _itself
    if state.uses:
        yield "used", state.uses, _acts
    if state.recommended:
        yield "recommended", state.recommended, _acts
    if state.certificates:
        yield "certified", state.certificates, _acts
    if state.holds:
        yield "held", state.holds, _itself
    if state.waived:
        yield "waived", state.waived, lambda here: ("waived", here.at)
    if state.terminated:
        yield "ended", state.terminated, lambda here: ("ended", here.at)
    if state.extended:
        yield "extended", state.extended, lambda at: ("extended", at)
    if state.observed:
        yield "observed", state.observed, _figures
    if state.pending:
        yield "pending", state.pending, _notices
    if state.refused:
        yield "refused", state.refused, _itself


def changed_names(before: State, after: State) -> frozenset[str]:
    """Name what the facts of two states differ about; more may be named than differs, never less."""
    names: set[str] = set()
    if before.entry is not after.entry or before.signed != after.signed:
        names.add(ENTRY)
    for old, new in zip(_FACTS(before), _FACTS(after), strict=True):
        if old is not new:
            names.update(_changed(old, new))
    return frozenset(names)


def _changed(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """Name what the facts of one kind differ about; what befell a part is a fact about the whole."""
    for name in old.keys() | new.keys():
        if old.get(name) is not new.get(name):
            yield name.partition("/")[0]


def _itself(fact: object) -> object:
    return fact


def _acts(found: Sequence[Happening]) -> object:
    return tuple((h.at, h.by, h.order, h.area) for h in found)


def _notices(found: Sequence[Pending]) -> object:
    return tuple((p.at, p.here.by, p.here.area, p.until, p.duration) for p in found)


def _figures(seen: Sequence[Observation]) -> object:
    return tuple((o.at, o.value) for o in seen)


def _deliveries(deliveries: Sequence[Delivery]) -> object:
    return tuple(map(_content, deliveries))


def _content(delivery: Delivery) -> tuple[object, ...]:
    quantity = delivery.quantity
    amount = None if quantity is None else (quantity.low, quantity.high)
    return delivery.at, delivery.by, amount, delivery.category, delivery.area, delivery.is_start
