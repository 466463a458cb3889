"""Read the header, sources, labels, and the questions a text leaves open."""

from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Calendar, Duration, valid_zone
from servanda.base.identities import ActorId, AmbiguityId, ReadingId, SourceId
from servanda.base.moments import Moment
from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Severity, suggest
from servanda.model.agreement import Counting, Header
from servanda.model.ambiguities import ALWAYS, Ambiguity, Holder, OpenWord, Reading
from servanda.model.sources import Label, Source
from servanda.model.times import DayPoint, ExtremePoint, OffsetPoint, Point
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.lines import Line, Said, clauses_below, report_clauses, unknown_clause
from servanda.resolve.names import Context
from servanda.resolve.phrases import (
    read_actors,
    read_duration,
    read_labels,
    read_moment,
    read_reading,
    read_whole,
    sees_date,
    sees_duration,
    take_citations,
)
from servanda.resolve.points import read_point
from servanda.syntax import Sentence, Token

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_HEADER_CLAUSES = tuple(
    "instrument class purpose area zone counting deadlines signed status text rest holidays in "
    "term precedence cites words map ratified".split()
)


def read_calendar(sentence: Sentence, context: Context) -> Calendar:
    """Read the zone and the days of rest of an agreement, before any date is read.

    What cannot be read is left out here, and reported when the header is read.
    """
    zone, rest, holidays = "", frozenset({5, 6}), frozenset[date]()
    for line in clauses_below(sentence, Context(names=context.names, calendar=Calendar())):
        cursor = line.cursor
        if cursor.accept("zone"):
            text = cursor.rest().replace(" ", "")
            zone = zone or (text if valid_zone(text) else "UTC")
        elif cursor.accept("rest", "days"):
            weekdays = map(_weekday, _listed(cursor))
            rest = frozenset(day for day in weekdays if day is not None)
        elif cursor.accept("holidays"):
            days = map(_day, _listed(cursor))
            holidays = frozenset(day for day in days if day is not None)
    if len(rest) == len(_WEEKDAYS):
        rest = frozenset[int]()
    return Calendar(zone or "UTC", rest, holidays)


def _listed(cursor: Cursor) -> list[Token]:
    """List what stands between commas in the rest of a clause."""
    tokens = cursor.tokens[cursor.at :]
    return [token for token in tokens if not (token.is_mark(",") or token.is_word("and"))]


def _weekday(token: Token) -> int | None:
    return _WEEKDAYS.index(token.text) if token.text in _WEEKDAYS else None


def _day(token: Token) -> date | None:
    try:
        return date.fromisoformat(token.text)
    except ValueError:
        return None


def _check_rest_days(cursor: Cursor, context: Context) -> None:
    listed = _listed(cursor)
    for token in listed:
        if _weekday(token) is None:
            context.faults.append(_no_weekday(token))
    if len({token.text for token in listed} & set(_WEEKDAYS)) == len(_WEEKDAYS):
        raise cursor.fault("at least one day that is worked")
    cursor.rest()


def _no_weekday(token: Token) -> Diagnostic:
    guess = suggest(token.text, _WEEKDAYS)
    return Diagnostic(
        rule="unknown-name",
        severity=Severity.ERROR,
        message=f"no day of the week is called `{token.text}`",
        span=token.span,
        found=token.text,
        expected="days such as `friday, saturday`",
        help=f"did you mean `{guess}`?" if guess else "write the day in full and in lower case",
        guess=guess or "",
    )


def _check_holidays(cursor: Cursor, context: Context) -> None:
    for token in _listed(cursor):
        if _day(token) is None:
            context.faults.append(_no_day(token))
    cursor.rest()


def _no_day(token: Token) -> Diagnostic:
    return Diagnostic(
        rule="impossible-date",
        severity=Severity.ERROR,
        message=f"`{token.text}` is no day of the calendar",
        span=token.span,
        found=token.text,
        expected="days such as `2025-04-13, 2025-04-14`",
    )


class _Draft(Struct, kw_only=True):
    """Collect what a header says."""

    counting: Counting = field(default_factory=Counting)
    falls_at_hour: bool = False
    signed: Moment | None = None
    in_force: Moment | None = None
    term: Duration | None = None
    remarks: dict[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    ratified_by: tuple[ActorId, ...] = ()


_SAID_ONCE = frozenset({"counting", "deadlines", "signed", "in", "term", "zone"})


def read_header(sentence: Sentence, name: str, title: str, context: Context) -> Header:
    """Read what an agreement says of itself."""
    draft, said = _Draft(), Said(context=context)
    for line in clauses_below(sentence, context):
        keyword = line.cursor.tokens[0].text if line.cursor.tokens else ""
        if keyword in _SAID_ONCE and not said.allows(keyword, line):
            continue
        try:
            _header_clause(line, draft, context)
        except Unreadable as unreadable:
            context.report(unreadable)
    return Header(
        id=name,
        title=title,
        calendar=context.calendar,
        counting=draft.counting,
        falls_at_hour=draft.falls_at_hour,
        signed=draft.signed,
        in_force=draft.in_force,
        term=draft.term,
        remarks=draft.remarks,
        labels=draft.labels,
        ratified_by=draft.ratified_by,
        span=sentence.span,
    )


def _header_clause(line: Line, draft: _Draft, context: Context) -> None:
    cursor = line.cursor
    if line.under != ALWAYS:
        raise Unreadable(_of_one_reading(line))
    if cursor.accept("cites"):
        draft.labels += read_labels(cursor, context)
    elif cursor.accept("ratified", "by"):
        draft.ratified_by += read_actors(cursor, context)
    elif cursor.accept("counting"):
        draft.counting = _counting(cursor, context)
    elif cursor.accept("deadlines"):
        draft.falls_at_hour = _falls_at_hour(cursor)
    elif cursor.accept("signed"):
        draft.signed = read_moment(cursor, context)
    elif cursor.accept("in", "force", "on"):
        draft.in_force = read_moment(cursor, context)
    elif cursor.accept("term"):
        if sees_duration(cursor):
            draft.term = read_duration(cursor)
        draft.remarks["term"] = draft.term.describe() if draft.term else cursor.rest()
    elif cursor.accept("zone"):
        _check_zone(line)
        cursor.rest()
    elif cursor.accept("rest", "days"):
        _check_rest_days(cursor, context)
    elif cursor.accept("holidays"):
        _check_holidays(cursor, context)
    elif cursor.accept_any(*_HEADER_CLAUSES):
        keyword = cursor.tokens[cursor.at - 1].text
        text = cursor.rest()
        known = draft.remarks.get(keyword)
        draft.remarks[keyword] = f"{known}; {text}" if known else text
    else:
        raise Unreadable(unknown_clause(line, "an agreement", _HEADER_CLAUSES))
    cursor.end()


def _of_one_reading(line: Line) -> Diagnostic:
    return Diagnostic(
        rule="syntax",
        severity=Severity.ERROR,
        message="what an agreement says of itself cannot hang on a reading",
        span=line.span,
        help="write what differs below the phases and provisions that it concerns, or, "
        "for the entry into force, in the record: `DATE in force under READING`",
    )


def _check_zone(line: Line) -> None:
    text = "".join(token.text for token in line.cursor.tokens[1:])
    if not valid_zone(text):
        raise Unreadable(
            Diagnostic(
                rule="unknown-zone",
                severity=Severity.ERROR,
                message=f"`{text}` is no time zone; times are read as UTC",
                span=line.span,
                found=text,
                expected="a zone such as `Asia/Jerusalem`, `UTC` or `+02:00`",
            )
        )


def _counting(cursor: Cursor, context: Context) -> Counting:
    cursor.expect("day")
    first = read_whole(cursor, "`0` or `1`")
    cursor.expect("is")
    origin = None
    if not cursor.accept("the", "day", "of", "entry", "into", "force"):
        cursor.accept("the", "day", "of")
        before = cursor.at
        origin = read_point(cursor, context)
        if _is_counted(origin):
            cursor.at = before
            raise cursor.fault(
                "a moment that is no day of this very count, such as `the start of PHASE`",
                message="the days of the agreement are counted from one of these days themselves",
            )
    return Counting(first=first, origin=origin, is_stated=True)


def _is_counted(point: Point) -> bool:
    """Tell whether a moment rests on a day of the agreement's own count."""
    match point:
        case DayPoint(origin=origin):
            return origin is None or _is_counted(origin)
        case OffsetPoint(origin=origin):
            return _is_counted(origin)
        case ExtremePoint(first=first, second=second):
            return _is_counted(first) or _is_counted(second)
        case _:
            return False


def _falls_at_hour(cursor: Cursor) -> bool:
    cursor.expect("fall", "at", "the")
    if cursor.accept("exact", "hour"):
        return True
    cursor.expect("end", "of", "the", "day")
    return False


_RELIABILITIES = frozenset("ABCDEF")
_SOURCE_CLAUSES = tuple("publisher dated reliability kind address words title".split())


def read_source(sentence: Sentence, name: str, title: str, context: Context) -> Source:
    """Read a source: who published it, when, and how reliable it is held to be."""
    values: dict[str, str] = {}
    for line in clauses_below(sentence, context):
        keyword = line.cursor.accept_any(*_SOURCE_CLAUSES)
        if not keyword:
            context.report(Unreadable(unknown_clause(line, "a source", _SOURCE_CLAUSES)))
            continue
        values[keyword] = line.cursor.rest()
        if keyword == "reliability" and values[keyword] not in _RELIABILITIES:
            context.faults.append(_bad_rating(line.span, values.pop(keyword)))
    return Source(
        id=SourceId(name),
        title=title,
        publisher=values.get("publisher", ""),
        dated=values.get("dated", ""),
        kind=values.get("kind", ""),
        reliability=values.get("reliability", ""),
        address=values.get("address", ""),
        words=values.get("words", ""),
        span=sentence.span,
    )


def _bad_rating(span: Span, found: str) -> Diagnostic:
    return Diagnostic(
        rule="unknown-rating",
        severity=Severity.ERROR,
        message=f"`{found}` is no grade of reliability",
        span=span,
        found=found,
        expected="a letter from A (reliable) to F (cannot be judged)",
        help="rate the source here; an entry's own `credibility` is a number from 1 to 6",
    )


def read_label(sentence: Sentence, name: str, title: str, context: Context) -> Label:
    """Read a label."""
    _, citations = take_citations(sentence.head.tokens, context)
    report_clauses(sentence, "a label", context)
    return Label(id=name, title=title, citations=citations, span=sentence.span)


_AMBIGUITY_CLAUSES = ("cites", "about", "reading", "words")


def read_ambiguity(sentence: Sentence, name: str, title: str, context: Context) -> Ambiguity:
    """Read an ambiguity with its readings."""
    _, citations = take_citations(sentence.head.tokens, context)
    ambiguity = Ambiguity(
        id=AmbiguityId(name), title=title, readings=(), citations=citations, span=sentence.span
    )
    readings: list[Reading] = []
    for line in clauses_below(sentence, context):
        try:
            if line.cursor.accept("reading"):
                readings.append(_reading(line))
            elif line.cursor.accept("cites"):
                labels = read_labels(line.cursor, context)
                ambiguity = replace(ambiguity, labels=ambiguity.labels + labels)
            elif line.cursor.accept("about"):
                ambiguity = replace(ambiguity, about=_about(line.cursor, context))
            elif line.cursor.accept("words"):
                ambiguity = replace(ambiguity, words=line.cursor.string())
                line.cursor.end()
            elif readings:
                readings[-1] = _of_reading(line, readings[-1], context)
            else:
                raise Unreadable(unknown_clause(line, "an ambiguity", _AMBIGUITY_CLAUSES))
        except Unreadable as unreadable:
            context.report(unreadable)
    if len(readings) < 2:
        context.faults.append(_too_few(sentence.span, name))
    return replace(ambiguity, readings=tuple(readings))


def _reading(line: Line) -> Reading:
    name = line.cursor.word("the name of the reading").text
    title = line.cursor.string_if_any()
    line.cursor.end()
    return Reading(id=ReadingId(name), title=title, span=line.span)


def _of_reading(line: Line, reading: Reading, context: Context) -> Reading:
    """Read a clause below a reading: who holds it, and what it goes or does not go with."""
    cursor = line.cursor
    if cursor.accept("held", "by"):
        actors = read_actors(cursor, context)
        since = ""
        if cursor.accept("since"):
            since = cursor.take().text if sees_date(cursor) else cursor.rest()
        cursor.end()
        holders = tuple(Holder(actor=a, since=since, citations=line.citations) for a in actors)
        return replace(reading, held_by=reading.held_by + holders)
    if cursor.accept("requires"):
        return replace(reading, requires=(*reading.requires, read_reading(cursor, context)))
    if cursor.accept("excludes"):
        return replace(reading, excludes=(*reading.excludes, read_reading(cursor, context)))
    raise Unreadable(
        unknown_clause(line, "a reading", ("held by", "requires", "excludes", "reading", "cites"))
    )


def _too_few(span: Span, name: str) -> Diagnostic:
    return Diagnostic(
        rule="one-reading",
        severity=Severity.ERROR,
        message=f"the ambiguity `{name}` has fewer than two readings",
        span=span,
        expected="at least two lines that begin with `reading`",
        help="a word that is open and has no readings is declared with `open word`",
    )


def _about(cursor: Cursor, context: Context) -> tuple[str, ...]:
    found = [context.name(cursor, *ABOUT)]
    while cursor.accept(",") or cursor.accept("and"):
        found.append(context.name(cursor, *ABOUT))
    return tuple(found)


ABOUT = ("phase", "provision", "event", "process", "level", "agreement", "label", "actor", "claim")


def read_open_word(sentence: Sentence, name: str, title: str, context: Context) -> OpenWord:
    """Read a word declared open without readings."""
    about: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    for line in clauses_below(sentence, context):
        try:
            if line.cursor.accept("about"):
                about = _about(line.cursor, context)
            elif line.cursor.accept("cites"):
                labels = read_labels(line.cursor, context)
            elif line.cursor.accept("words"):
                line.cursor.rest()
            else:
                raise Unreadable(unknown_clause(line, "an open word", ("about", "cites", "words")))
        except Unreadable as unreadable:
            context.report(unreadable)
    return OpenWord(id=name, title=title, about=about, labels=labels, span=sentence.span)
