"""Name what can happen, go on and be measured."""

from enum import Enum
from typing import Union

from msgspec import Struct

from servanda.base.calendar import Duration
from servanda.base.identities import ActorId, AmbiguityId, EventId
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.model.ambiguities import Guard
from servanda.model.sources import Citation
from servanda.model.times import Condition, Point


class Manner(Enum):
    """Say how several actors bring a thing about or bear it."""

    ONE = "by"
    EACH = "each"
    JOINTLY = "jointly"
    ANY = "any of"
    ALL = "all of"
    WORLD = "by the world"
    UNNAMED = "by nobody named"


class Agency(Struct, frozen=True, kw_only=True, eq=False):
    """Say who brings a thing about; `silence` is the implicit ambiguity of an unnamed actor."""

    actors: tuple[ActorId, ...]
    manner: Manner
    silence: AmbiguityId | None = None


class EventRule(Struct, frozen=True, kw_only=True, eq=False):
    """Limit when an event may come about; each part may be absent."""

    only_when: Condition | None = None
    not_before: Point | None = None
    apart: Duration | None = None
    under: Guard


class Event(Struct, frozen=True, kw_only=True, eq=False):
    """Name something that can happen, and who brings it about."""

    id: EventId
    title: str
    agency: Agency
    agency_under: tuple[tuple[Guard, Agency], ...] = ()
    rules: tuple[EventRule, ...] = ()
    breaks: tuple[tuple[str, Guard], ...] = ()
    is_recurring: bool = False
    labels: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    span: Span


class Process(Struct, frozen=True, kw_only=True, eq=False):
    """Name something that goes on between an opening and an end, such as talks.

    It has the events `ID.opened` and `ID.ended`, and is concluded by an event of its own.
    """

    id: str
    title: str
    between: tuple[ActorId, ...]
    concluded_by: EventId | None
    ended_by: tuple[tuple[EventId, Guard], ...] = ()
    labels: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    span: Span

    @property
    def opened(self) -> EventId:
        """Name the event that opens it."""
        return EventId(f"{self.id}.opened")

    @property
    def ended(self) -> EventId:
        """Name the event by which it is declared at an end."""
        return EventId(f"{self.id}.ended")


class Number(Struct, frozen=True, kw_only=True, eq=False):
    """Stand for a number in a formula."""

    value: Quantity
    span: Span


class LevelOf(Struct, frozen=True, kw_only=True, eq=False):
    """Stand for the level of that name, taken at the moment asked, times a share."""

    level: str
    span: Span


class Operation(Struct, frozen=True, kw_only=True, eq=False):
    """Combine two formulas; `%` takes the left as a percentage of the right."""

    sign: str
    left: "Formula"
    right: "Formula"
    span: Span


Formula = Union[Number, LevelOf, Operation]  # noqa: UP007 - the union refers to itself


class Level(Struct, frozen=True, kw_only=True, eq=False):
    """Name something measured that rises and falls; unknown between observations."""

    id: str
    title: str
    unit: str
    formulas: tuple[tuple[Guard, Formula], ...] = ()
    starts_at: Formula | None = None
    labels: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    span: Span
