"""Read the phrases that many sentences share: amounts, durations, citations, actors, readings."""

import re
from collections.abc import Sequence

from servanda.base.calendar import Duration
from servanda.base.identities import ActorId, AmbiguityId, ReadingId, SourceId
from servanda.base.moments import Moment, MomentFault, parse_duration
from servanda.base.quantities import Quantity, QuantityFault, parse_quantity
from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.ambiguities import ALWAYS, Guard
from servanda.model.events import Agency, Manner
from servanda.model.sources import Certainty, Citation
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.lengths import counted, joined
from servanda.resolve.names import Context
from servanda.syntax import Kind, Token

UNITS = frozenset(
    "minute minutes hour hours day days week weeks month months year years working".split()
)
_QUALIFIERS = (
    ("at", "least"),
    ("at", "most"),
    ("more", "than"),
    ("fewer", "than"),
    ("less", "than"),
    ("no", "more", "than"),
    ("up", "to"),
    ("about",),
    ("around",),
    ("roughly",),
    ("nearly",),
    ("almost",),
    ("over",),
    ("approximately",),
    ("around",),
    ("~",),
)
_QUALIFYING = frozenset(words[0] for words in _QUALIFIERS)
VAGUE = frozenset({"some", "several", "many", "few", "unknown"})
_SCALES = ("thousand", "million", "billion")
_NO_ACTORS = frozenset({"the", "nobody", "unnamed", "any", "all", "both"})
_CERTAINTIES = {certainty.value: certainty for certainty in Certainty}
_YEAR = re.compile(r"\d{4}")


def sees_quantity(cursor: Cursor) -> bool:
    """Tell whether a quantity comes next."""
    token = cursor.peek()
    if token is None or token.kind is Kind.STRING:
        return False
    return token.kind is Kind.NUMBER or token.text in VAGUE or _qualified(cursor) > 0


def _qualified(cursor: Cursor) -> int:
    """Count the words such as `at least` that come before the number which comes next."""
    token = cursor.peek()
    if token is None or token.text not in _QUALIFYING:
        return 0
    for words in _QUALIFIERS:
        if cursor.sees(*words) and cursor.sees_kind(Kind.NUMBER, len(words)):
            return len(words)
    return 0


def read_quantity(cursor: Cursor) -> Quantity:
    """Read a quantity as written."""
    start = cursor.at
    cursor.at += _qualified(cursor)
    if cursor.at == start and cursor.accept_from(VAGUE):
        return _quantity(cursor, start)
    if not cursor.sees_kind(Kind.NUMBER):
        raise cursor.fault("a number")
    cursor.take()
    if cursor.sees("to") and cursor.sees_kind(Kind.NUMBER, 1):
        cursor.take()
        cursor.take()
    cursor.accept_from(_SCALES)
    return _quantity(cursor, start)


def _quantity(cursor: Cursor, start: int) -> Quantity:
    read = cursor.tokens[start : cursor.at]
    text = " ".join(token.text for token in read)
    if text in ("several", "many", "few"):
        return Quantity.at_least(2, written=text)
    quantity = parse_quantity(text)
    if isinstance(quantity, QuantityFault):
        raise Unreadable(
            _error("impossible-quantity", quantity.message, read, text, quantity.expected)
        )
    return quantity


def read_whole(cursor: Cursor, what: str) -> int:
    """Read a plain whole number."""
    quantity = read_quantity(cursor)
    if quantity.low is None or quantity.low != quantity.high or quantity.low.denominator != 1:
        cursor.at -= 1
        raise cursor.fault(what)
    return int(quantity.low)


def sees_duration(cursor: Cursor) -> bool:
    """Tell whether a number and a unit of time come next."""
    return cursor.sees_kind(Kind.NUMBER) and cursor.sees_from(UNITS, ahead=1)


def read_duration(cursor: Cursor) -> Duration:
    """Read a duration such as `6 weeks` or `10 working days`."""
    start = cursor.at
    if not sees_duration(cursor):
        raise cursor.fault("a duration such as `6 weeks`")
    number = parse_quantity(cursor.take().text)
    unit = cursor.take().text
    if unit == "working":
        unit = f"working {cursor.take().text}"
    read = cursor.tokens[start : cursor.at]
    low = number.low if isinstance(number, Quantity) else None
    duration = counted(parse_duration(low, unit) if low is not None else None, read)
    if cursor.sees("and") and sees_duration(_ahead(cursor)):
        cursor.take()
        with cursor.deeper():
            both_lengths = joined(duration, read_duration(cursor))
        duration = counted(both_lengths, cursor.tokens[start : cursor.at])
    return duration


def _ahead(cursor: Cursor) -> Cursor:
    return Cursor(cursor.tokens[cursor.at + 1 :], cursor.home)


def sees_date(cursor: Cursor) -> bool:
    """Tell whether a date, or a year, comes next."""
    token = cursor.peek()
    return token is not None and is_date(token)


def is_date(token: Token) -> bool:
    """Tell whether a token is a date or a year."""
    if token.kind is Kind.DATE:
        return True
    return token.kind is Kind.NUMBER and _YEAR.fullmatch(token.text) is not None


_BEFORE_A_DATE = frozenset("early mid late before after about spring summer".split())
_SEASONS = ("early", "mid", "late", "spring", "summer", "autumn", "winter", "about")


def sees_moment(cursor: Cursor) -> bool:
    """Tell whether a date comes next, plain or vague such as `early 2024-12` or `summer 1999`."""
    token = cursor.peek()
    if token is not None and token.text in _SEASONS:
        return sees_date(_ahead(cursor))
    return sees_date(cursor)


def read_moment(cursor: Cursor, context: Context) -> Moment:
    """Read a date with its hour, zone and vagueness."""
    start = cursor.at
    if _stands_alone(cursor):
        cursor.take()
    elif cursor.accept("between"):
        _date(cursor)
        cursor.expect("and")
        _date(cursor)
    else:
        cursor.accept_from(_BEFORE_A_DATE)
        cursor.accept_any("autumn", "winter")
        _date(cursor)
    read = cursor.tokens[start : cursor.at]
    text = as_written(read)
    moment = context.moment(text)
    if isinstance(moment, MomentFault):
        raise Unreadable(_error("impossible-date", moment.message, read, text, moment.expected))
    return moment


def _stands_alone(cursor: Cursor) -> bool:
    """Tell whether a date comes next and nothing that belongs to it, as most dates stand."""
    following = cursor.peek(1)
    return cursor.sees_kind(Kind.DATE) and (following is None or following.kind is Kind.WORD)


def _date(cursor: Cursor) -> None:
    if not sees_date(cursor):
        raise cursor.fault("a date such as `2025-01-19`")
    cursor.take()
    if cursor.sees_kind(Kind.TIME):
        cursor.take()
        cursor.accept("~")
        _zone(cursor)
    if cursor.sees("/") and cursor.sees_kind(Kind.DATE, 1):
        cursor.take()
        with cursor.deeper():
            _date(cursor)


def _zone(cursor: Cursor) -> None:
    """Read a zone after an hour: `Z`, an offset such as `+02:00`, or a name with slashes."""
    if cursor.sees_kind(Kind.TIME, 1) and cursor.accept_any("+", "-"):
        cursor.take()
        return
    zone = cursor.peek()
    if zone is not None and (zone.text in ("Z", "UTC") or _sees_part_of_zone(cursor, 1)):
        cursor.take()
        while _sees_part_of_zone(cursor, 0):
            cursor.take()
            cursor.take()


def _sees_part_of_zone(cursor: Cursor, ahead: int) -> bool:
    return cursor.sees("/", ahead=ahead) and cursor.sees_kind(Kind.WORD, ahead + 1)


def as_written(tokens: Sequence[Token]) -> str:
    """Join tokens with a space where the text has one."""
    if len(tokens) == 1:
        return tokens[0].text
    text = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        is_joined = before is not None and before.column + before.width == token.column
        text += token.text if is_joined else f" {token.text}"
    return text.strip()


def _error(
    rule: str, message: str, tokens: Sequence[Token], found: str, expected: str
) -> Diagnostic:
    return Diagnostic(
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        span=tokens[0].span.to(tokens[-1].span),
        found=found,
        expected=expected,
    )


def take_citations(
    tokens: Sequence[Token], context: Context
) -> tuple[tuple[Token, ...], tuple[Citation, ...]]:
    """Part the bracketed citations of a clause from its words."""
    texts = [token.text for token in tokens]
    if "[" not in texts:
        return tuple(tokens), ()
    first = texts.index("[")
    words = list(tokens[:first])
    citations: list[Citation] = []
    inside: list[Token] | None = None
    for token in tokens[first:]:
        sign = token.text if token.kind is Kind.MARK else ""
        if inside is None:
            if sign == "[":
                inside = [token]
            else:
                words.append(token)
        elif sign == "]":
            citations.extend(_citations(inside, token, context))
            inside = None
        else:
            inside.append(token)
    if inside is not None:
        context.faults.append(
            _error("unclosed-citation", "a citation is not closed", inside, "[", "a closing `]`")
        )
    return tuple(words), tuple(citations)


def _citations(inside: list[Token], last: Token, context: Context) -> list[Citation]:
    """Read what stands between brackets: a source, a place in it, and a certainty."""
    span = inside[0].span.to(last.span)
    body = inside[1:]
    certainty = None
    kept: list[Token] = []
    for token in body:
        if token.kind is Kind.WORD and token.text in _CERTAINTIES:
            certainty = _CERTAINTIES[token.text]
        else:
            kept.append(token)
    while kept and kept[-1].is_mark(","):
        kept.pop()
    if not kept:
        return [Citation(source=None, place="", certainty=certainty, span=span)]
    source = context.named(kept[0], ("source",))
    if source is None:
        context.faults.append(context.unknown(kept[0], ("source",)))
        return [Citation(source=None, place="", certainty=certainty, span=span)]
    place = _place_in_source(kept[1:])
    return [Citation(source=SourceId(source), place=place, certainty=certainty, span=span)]


def _place_in_source(tokens: list[Token]) -> str:
    if not tokens:
        return ""
    place = " ".join(token.text for token in tokens).replace("¶ ", "¶").replace(" ,", ",")
    return place.strip(" ,")


def read_actors(cursor: Cursor, context: Context) -> tuple[ActorId, ...]:
    """Read a list of actors; an unknown one is reported, the others stand."""
    actors: list[ActorId] = []
    while True:
        token = cursor.word("an actor")
        found = context.named(token, ("actor",))
        if found is None:
            context.faults.append(context.unknown(token, ("actor",)))
        else:
            actors.append(ActorId(found))
        if not _more(cursor):
            return tuple(dict.fromkeys(actors))


def read_actor(cursor: Cursor, context: Context) -> ActorId:
    """Read the one actor that is named."""
    return ActorId(context.name(cursor, "actor"))


def _more(cursor: Cursor) -> bool:
    token = cursor.peek()
    if token is None or token.text not in (",", "and") or token.kind is Kind.STRING:
        return False
    if cursor.accept(",", "and"):
        return True
    if cursor.sees_kind(Kind.WORD, 1):
        cursor.take()
        return True
    return False


def read_agency(cursor: Cursor, context: Context) -> Agency:
    """Read who brings a thing about or bears it, and how several do."""
    if cursor.sees_from(_NO_ACTORS):
        agency = _read_special(cursor, context)
        if agency is not None:
            return agency
    span = cursor.span()
    actors = read_actors(cursor, context)
    if cursor.accept("each"):
        return Agency(actors=actors, manner=Manner.EACH)
    if cursor.accept("jointly"):
        return Agency(actors=actors, manner=Manner.JOINTLY)
    if len(actors) > 1:
        context.faults.append(_unclear(span))
        return Agency(actors=actors, manner=Manner.EACH)
    return Agency(actors=actors, manner=Manner.ONE)


def _read_special(cursor: Cursor, context: Context) -> Agency | None:
    """Read an agency that begins with another word than an actor's name."""
    if cursor.accept("the", "world"):
        return Agency(actors=(), manner=Manner.WORLD)
    if cursor.accept("nobody", "named") or cursor.accept("unnamed"):
        return Agency(actors=(), manner=Manner.UNNAMED)
    if cursor.accept("any", "of"):
        return Agency(actors=read_actors(cursor, context), manner=Manner.ANY)
    if cursor.accept("all", "of"):
        return Agency(actors=read_actors(cursor, context), manner=Manner.ALL)
    cursor.accept("both")
    return None


def _unclear(span: Span) -> Diagnostic:
    return Diagnostic(
        rule="each-or-jointly",
        severity=Severity.ERROR,
        message="several actors are named, and not whether each of them or all together",
        span=span,
        expected="`each` or `jointly` after the last name",
        help="`israel and hamas each` binds each alone; `jointly` lets each withhold it",
    )


def read_names(cursor: Cursor) -> tuple[str, ...]:
    """Read plain words separated by commas."""
    words = [cursor.word().text]
    while cursor.accept(","):
        words.append(cursor.word().text)
    return tuple(words)


def read_labels(cursor: Cursor, context: Context) -> tuple[str, ...]:
    """Read the labels a thing cites; an unknown one is reported."""
    labels: list[str] = []
    while True:
        token = cursor.take()
        if context.named(token, ("label",)) is not None:
            labels.append(token.text)
        else:
            context.faults.append(context.unknown(token, ("label",)))
        if not cursor.accept(","):
            return tuple(labels)


def read_guard(cursor: Cursor, context: Context) -> Guard:
    """Read `under A.r or A.s and B.t`, after the word `under`."""
    options: dict[AmbiguityId, set[ReadingId]] = {}
    while True:
        for ambiguity, reading in _alternatives(cursor, context):
            options.setdefault(ambiguity, set()).add(reading)
        if not cursor.accept("and"):
            break
    return Guard(options=tuple((a, frozenset(r)) for a, r in options.items()))


def _alternatives(cursor: Cursor, context: Context) -> list[tuple[AmbiguityId, ReadingId]]:
    found = [read_reading(cursor, context)]
    while cursor.accept("or"):
        found.append(read_reading(cursor, context))
    if len({ambiguity for ambiguity, _ in found}) > 1:
        raise cursor.fault("readings of one ambiguity on both sides of `or`")
    return found


def read_reading(cursor: Cursor, context: Context) -> tuple[AmbiguityId, ReadingId]:
    """Read a reading by its own name, or as `ambiguity.reading`."""
    token = cursor.word("a reading")
    if token.text in context.names.of("reading"):
        context.mark(token, "reading", token.text)
        ambiguity, _, reading = token.text.rpartition(".")
        return AmbiguityId(ambiguity), ReadingId(reading)
    owners = context.names.readings.get(token.text, [])
    if len(owners) == 1:
        context.mark(token, "reading", f"{owners[0]}.{token.text}")
        return AmbiguityId(owners[0]), ReadingId(token.text)
    if len(owners) > 1:
        raise Unreadable(
            _error(
                "unclear-name",
                f"several ambiguities have a reading `{token.text}`",
                [token],
                token.text,
                f"such as `{owners[0]}.{token.text}`",
            )
        )
    context.named(token, ("reading",))
    raise Unreadable(context.unknown(token, ("reading",)))


def both(first: Guard, second: Guard) -> Guard:
    """Limit by two guards at once."""
    if first is ALWAYS or not first.options:
        return second
    if not second.options:
        return first
    options = dict(first.options)
    for ambiguity, readings in second.options:
        options[ambiguity] = options.get(ambiguity, readings) & readings
    return Guard(options=tuple(options.items()))
