"""Write moments and conditions as a text does: relative to what happens."""

from enum import Enum
from typing import Union

from msgspec import Struct

from servanda.base.calendar import Duration
from servanda.base.identities import ActorId, ProvisionId
from servanda.base.moments import Moment
from servanda.base.quantities import Quantity
from servanda.base.spans import Span


class FixedPoint(Struct, frozen=True, kw_only=True):
    """Name a date of the calendar; `is_day` when no hour is given."""

    moment: Moment
    is_day: bool
    span: Span


class DayPoint(Struct, frozen=True, kw_only=True):
    """Count days from the agreement's origin, or from another point."""

    number: int
    origin: Union["Point", None]
    span: Span


class Edge(Enum):
    """Say which edge of a phase or provision a moment means."""

    START = "the start of"
    END = "the end of"
    LAST = "the last"
    HAPPENS = ""


class AnchorPoint(Struct, frozen=True, kw_only=True):
    """Name the moment at which something happens: an event, an edge of a phase, a fulfilment.

    `entry` and `signature` are the agreement's own moments.
    """

    target: str
    edge: Edge
    span: Span


class OffsetPoint(Struct, frozen=True, kw_only=True):
    """Count a duration from another point; backwards when the duration is negative."""

    duration: Duration
    origin: "Point"
    span: Span


class ExtremePoint(Struct, frozen=True, kw_only=True):
    """Take the earlier or the later of two points."""

    first: "Point"
    second: "Point"
    is_later: bool
    span: Span


Point = FixedPoint | DayPoint | AnchorPoint | OffsetPoint | ExtremePoint


class Status(Enum):
    """Name what a condition may ask of a thing."""

    HAPPENED = "happened"
    FULFILLED = "fulfilled"
    OPEN = "open"
    RUNNING = "running"
    ENDED = "ended"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    OVERDUE = "overdue"
    CERTIFIED = "certified"
    IN_EFFECT = "in effect"
    STARTED = "started"


class Is(Struct, frozen=True, kw_only=True):
    """Hold while the target has the status; many statuses, once true, stay true."""

    target: str
    status: Status
    span: Span


class Amount(Struct, frozen=True, kw_only=True):
    """Hold when a provision's performances, or a level, have reached a quantity."""

    target: str
    least: Quantity | None
    most: Quantity | None
    category: str
    span: Span


class Standing(Enum):
    """Name what a condition may ask of a party's duties."""

    OWES = "owes"
    LATE = "late"
    PERFORMED = "performed"


class Stands(Struct, frozen=True, kw_only=True):
    """Hold while a party owes some duties, is late with one, or has performed all of them.

    `provisions` names the duties asked about; under a reading by which they bind another, or do not
    exist, they do not count. `phase` is where they were looked for, empty where they are named.
    """

    actor: ActorId
    asked: Standing
    provisions: tuple[ProvisionId, ...]
    is_named: bool = False
    phase: str = ""
    span: Span


class Passed(Struct, frozen=True, kw_only=True):
    """Hold from a moment on."""

    point: Point
    span: Span


class Not(Struct, frozen=True, kw_only=True):
    """Hold while the other does not."""

    inner: "Condition"
    span: Span


class All(Struct, frozen=True, kw_only=True):
    """Hold while every part holds."""

    parts: tuple["Condition", ...]
    span: Span


class Any(Struct, frozen=True, kw_only=True):
    """Hold while some part holds."""

    parts: tuple["Condition", ...]
    span: Span


Condition = Is | Amount | Stands | Passed | Not | All | Any
