"""Write moments and conditions as a text does: relative to what happens."""

from dataclasses import dataclass
from enum import Enum
from typing import Union

from servanda.base.calendar import Duration
from servanda.base.moments import Moment
from servanda.base.quantities import Quantity
from servanda.base.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPoint:
    """Name a date of the calendar; `is_day` when no hour is given."""

    moment: Moment
    is_day: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPoint:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorPoint:
    """Name the moment at which something happens: an event, an edge of a phase, a fulfilment.

    `entry` and `signature` are the agreement's own moments.
    """

    target: str
    edge: Edge
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetPoint:
    """Count a duration from another point; backwards when the duration is negative."""

    duration: Duration
    origin: "Point"
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtremePoint:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """Hold while the target has the status; many statuses, once true, stay true."""

    target: str
    status: Status
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Hold when a provision's performances, or a level, have reached a quantity."""

    target: str
    least: Quantity | None
    most: Quantity | None
    category: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """Hold from a moment on."""

    point: Point
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Hold while the other does not."""

    inner: "Condition"
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Hold while every part holds."""

    parts: tuple["Condition", ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """Hold while some part holds."""

    parts: tuple["Condition", ...]
    span: Span


Condition = Is | Amount | Passed | Not | All | Any
