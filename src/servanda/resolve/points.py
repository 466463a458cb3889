"""Read moments and conditions as a text words them."""

from msgspec.structs import replace

from servanda.base.calendar import Duration
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.model.times import (
    All,
    Amount,
    AnchorPoint,
    Any,
    Condition,
    DayPoint,
    Edge,
    ExtremePoint,
    FixedPoint,
    Is,
    Not,
    OffsetPoint,
    Passed,
    Point,
    Status,
)
from servanda.resolve.cursor import Cursor
from servanda.resolve.lengths import counted_day
from servanda.resolve.names import Context
from servanda.resolve.parties import read_standing, sees_standing
from servanda.resolve.phrases import (
    read_duration,
    read_moment,
    read_quantity,
    read_whole,
    sees_date,
    sees_duration,
    sees_moment,
    sees_quantity,
)
from servanda.syntax import Kind

ENTRY = "entry"
SIGNATURE = "signature"
_TIMED = ("phase", "provision", "event", "process")
_ASKED = ("phase", "provision", "event", "process", "level")
_BARE = {
    "event": Status.HAPPENED,
    "provision": Status.FULFILLED,
    "phase": Status.STARTED,
    "process": Status.OPEN,
}
_STATUSES = {
    ("happened",): Status.HAPPENED,
    ("occurred",): Status.HAPPENED,
    ("fulfilled",): Status.FULFILLED,
    ("done",): Status.FULFILLED,
    ("met",): Status.FULFILLED,
    ("performed",): Status.FULFILLED,
    ("complete",): Status.FULFILLED,
    ("completed",): Status.FULFILLED,
    ("exercised",): Status.FULFILLED,
    ("been", "exercised"): Status.FULFILLED,
    ("open",): Status.OPEN,
    ("running",): Status.RUNNING,
    ("ended",): Status.ENDED,
    ("over",): Status.ENDED,
    ("lapsed",): Status.LAPSED,
    ("suspended",): Status.SUSPENDED,
    ("overdue",): Status.OVERDUE,
    ("certified",): Status.CERTIFIED,
    ("in", "effect"): Status.IN_EFFECT,
    ("in", "force"): Status.IN_EFFECT,
    ("started",): Status.STARTED,
    ("begun",): Status.STARTED,
}


def read_point(cursor: Cursor, context: Context) -> Point:
    """Read a moment relative to the calendar or to what happens."""
    with cursor.deeper():
        return _point(cursor, context, cursor.span())


def _point(cursor: Cursor, context: Context, span: Span) -> Point:
    if cursor.sees("the"):
        if cursor.accept("the", "earlier", "of") or cursor.accept("the", "earliest", "of"):
            return _extreme(cursor, context, span, is_later=False)
        if cursor.accept("the", "later", "of") or cursor.accept("the", "latest", "of"):
            return _extreme(cursor, context, span, is_later=True)
        if cursor.sees("the", "end", "of") or cursor.sees("the", "start", "of"):
            return _edge(cursor, context, span)
    if unit := cursor.accept_any("day", "week"):
        return _day(cursor, context, span, unit)
    if sees_duration(cursor):
        return _offset(cursor, context, span)
    if sees_moment(cursor):
        return read_fixed(cursor, context)
    if cursor.accept("entry", "into", "force"):
        return AnchorPoint(target=ENTRY, edge=Edge.HAPPENS, span=span)
    if cursor.accept("signature"):
        return AnchorPoint(target=SIGNATURE, edge=Edge.HAPPENS, span=span)
    if cursor.accept("("):
        point = read_point(cursor, context)
        cursor.expect(")")
        return point
    cursor.accept("the", "day", "of")
    if cursor.accept("the", "last"):
        event = context.name(cursor, "event")
        return AnchorPoint(target=event, edge=Edge.LAST, span=span)
    target = context.name(cursor, *_TIMED, what="date, day, event, phase or provision")
    return AnchorPoint(target=target, edge=Edge.HAPPENS, span=span)


def read_fixed(cursor: Cursor, context: Context) -> FixedPoint:
    """Read a date of the calendar."""
    start, span = cursor.at, cursor.span()
    moment = read_moment(cursor, context)
    has_hour = any(token.kind is Kind.TIME for token in cursor.tokens[start : cursor.at])
    return FixedPoint(moment=moment, is_day=not has_hour, span=span)


def _extreme(cursor: Cursor, context: Context, span: Span, *, is_later: bool) -> Point:
    first = read_point(cursor, context)
    cursor.expect("and")
    second = read_point(cursor, context)
    return ExtremePoint(first=first, second=second, is_later=is_later, span=span)


def _edge(cursor: Cursor, context: Context, span: Span) -> Point:
    cursor.accept("the")
    edge = Edge.END if cursor.accept_any("end", "start") == "end" else Edge.START
    cursor.expect("of")
    if cursor.sees_kind(Kind.NUMBER) or sees_date(cursor) or cursor.sees("week"):
        return read_point(cursor, context)
    if cursor.sees("day"):
        return read_point(cursor, context)
    target = context.name(cursor, *_TIMED)
    return AnchorPoint(target=target, edge=edge, span=span)


def _day(cursor: Cursor, context: Context, span: Span, unit: str) -> Point:
    start = cursor.at - 1
    number = read_whole(cursor, "the number of the day")
    number = counted_day(number * 7 if unit == "week" else number, cursor.tokens[start : cursor.at])
    origin: Point | None = None
    if cursor.accept("of") or cursor.accept("from"):
        origin = read_point(cursor, context)
    return DayPoint(number=number, origin=origin, span=span)


def _offset(cursor: Cursor, context: Context, span: Span) -> Point:
    duration = read_duration(cursor)
    if cursor.accept("before"):
        duration = negative(duration)
    elif not cursor.accept_any("after", "from", "of", "following"):
        raise cursor.fault("`after` or `before` and what it is counted from")
    origin = read_point(cursor, context)
    return OffsetPoint(duration=duration, origin=origin, span=span)


def negative(duration: Duration) -> Duration:
    """Count a duration backwards, keeping its wording."""
    return replace(-duration, written=duration.written)


def read_condition(cursor: Cursor, context: Context, *, is_linked: bool = True) -> Condition:
    """Read a condition: parts joined by `or`, each of parts joined by `and`.

    Not `is_linked`, a thing and its state stand side by side, as in `talks open`.
    """
    span = cursor.span()
    if not is_linked:
        return _side_by_side(cursor, context, span)
    parts = [_conjunction(cursor, context)]
    while cursor.accept("or"):
        parts.append(_conjunction(cursor, context))
    return parts[0] if len(parts) == 1 else Any(parts=tuple(parts), span=span)


def _conjunction(cursor: Cursor, context: Context) -> Condition:
    span = cursor.span()
    parts = [_atom(cursor, context)]
    while not cursor.sees("and", "then") and cursor.accept("and"):
        parts.append(_atom(cursor, context))
    return parts[0] if len(parts) == 1 else All(parts=tuple(parts), span=span)


def _atom(cursor: Cursor, context: Context) -> Condition:
    with cursor.deeper():
        return _plain_atom(cursor, context, cursor.span())


def _plain_atom(cursor: Cursor, context: Context, span: Span) -> Condition:
    if cursor.accept("not"):
        return Not(inner=_atom(cursor, context), span=span)
    if cursor.accept("("):
        inner = read_condition(cursor, context)
        cursor.expect(")")
        return inner
    if cursor.accept("entry", "into", "force"):
        return Passed(point=AnchorPoint(target=ENTRY, edge=Edge.HAPPENS, span=span), span=span)
    if cursor.sees("the", "end", "of") or cursor.sees("the", "start", "of"):
        return _edge_condition(cursor, context, span)
    if cursor.sees("day") or cursor.sees("week") or cursor.sees("the") or sees_duration(cursor):
        return _passed(cursor, context, span)
    if sees_date(cursor) and not cursor.sees_kind(Kind.NUMBER):
        return _passed(cursor, context, span)
    if sees_quantity(cursor):
        return _amount(cursor, context, span)
    if sees_standing(cursor, context):
        return read_standing(cursor, context)
    return _named(cursor, context, span)


def _passed(cursor: Cursor, context: Context, span: Span) -> Condition:
    point = read_point(cursor, context)
    cursor.accept("has", "passed")
    return Passed(point=point, span=span)


def _edge_condition(cursor: Cursor, context: Context, span: Span) -> Condition:
    point = _edge(cursor, context, span)
    if not isinstance(point, AnchorPoint) or cursor.accept("has", "passed"):
        return Passed(point=point, span=span)
    status = Status.ENDED if point.edge is Edge.END else Status.STARTED
    return Is(target=point.target, status=status, span=span)


def _amount(cursor: Cursor, context: Context, span: Span) -> Condition:
    quantity = read_quantity(cursor)
    category = ""
    if not cursor.sees("of"):
        category = cursor.word("the category or `of`").text
    cursor.expect("of")
    target = context.name(cursor, "provision", "level")
    return _bounded(target, quantity, span, category)


def _named(cursor: Cursor, context: Context, span: Span) -> Condition:
    target = context.name(cursor, *_ASKED, what="event, phase, provision, process or level")
    kind = context.names.kind_of(target)
    linked = cursor.accept_any("is", "are", "has", "have")
    if not linked:
        if kind == "level":
            raise cursor.fault("`is at least` and a quantity")
        return Is(target=target, status=_BARE[kind], span=span)
    is_negated = cursor.accept("not")
    held: Condition
    if sees_quantity(cursor):
        held = _bounded(target, read_quantity(cursor), span)
    else:
        held = Is(target=target, status=_status(cursor), span=span)
    return Not(inner=held, span=span) if is_negated else held


def _bounded(target: str, quantity: Quantity, span: Span, category: str = "") -> Condition:
    """Read an amount that is asked for, such as `7`, `at least 7`, `at most 7` or `5 to 7`; 7 is a least."""
    is_least = bool(quantity.low) and (quantity.high is None or quantity.is_exact)
    is_most = quantity.high is not None and not quantity.low
    least = None if is_most else quantity
    most = None if is_least else quantity
    return Amount(target=target, least=least, most=most, category=category, span=span)


def _side_by_side(cursor: Cursor, context: Context, span: Span) -> Condition:
    """Read a thing and its state without a verb between them."""
    target = context.name(cursor, *_ASKED, what="event, phase, provision, process or level")
    return Is(target=target, status=_status(cursor), span=span)


def sees_status(cursor: Cursor, ahead: int) -> bool:
    """Tell whether a state of a thing is named, so many words on."""
    return any(cursor.sees(*words, ahead=ahead) for words in _STATUSES)


def _status(cursor: Cursor) -> Status:
    for words, status in _STATUSES.items():
        if cursor.accept(*words):
            return status
    raise cursor.fault("a state such as `fulfilled`, `open`, `running` or `ended`")
