"""Read events, processes and levels."""

from msgspec.structs import replace

from servanda.base.identities import AmbiguityId, EventId
from servanda.model.ambiguities import Guard
from servanda.model.events import Agency, Event, EventRule, Level, Manner, Process
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.formulas import read_formula
from servanda.resolve.lines import Line, clauses_below, end_of_head, unknown_clause
from servanda.resolve.names import Context
from servanda.resolve.phrases import (
    read_actors,
    read_agency,
    read_duration,
    read_labels,
    take_citations,
)
from servanda.resolve.points import read_condition, read_point
from servanda.syntax import Sentence

_EVENT_CLAUSES = ("by", "breaks", "only when", "not before", "not within", "recurring", "cites")
_PROCESS_CLAUSES = ("between", "opened by", "concluded by", "ended by", "cites", "words")
_LEVEL_CLAUSES = ("is", "in", "starts at", "cites", "words")


def head_after_title(sentence: Sentence, context: Context) -> tuple[Cursor, str, str]:
    """Read keyword, name and title of a declaration; the cursor stands after them."""
    tokens, _ = take_citations(sentence.head.tokens, context)
    cursor = context.cursor(tokens, sentence.span)
    cursor.take()
    name = cursor.word("a name").text
    return cursor, name, cursor.string_if_any()


def with_silence(agency: Agency, name: str) -> Agency:
    """Give an unnamed agency the implicit ambiguity that stands for the text's silence."""
    if agency.manner is not Manner.UNNAMED:
        return agency
    return replace(agency, silence=AmbiguityId(name))


def read_event(sentence: Sentence, context: Context) -> Event:
    """Read an event."""
    cursor, name, title = head_after_title(sentence, context)
    _, citations = take_citations(sentence.head.tokens, context)
    agency = None
    if cursor.accept("by"):
        agency = with_silence(read_agency(cursor, context), name)
    event = Event(
        id=EventId(name),
        title=title or name,
        agency=agency or with_silence(Agency(actors=(), manner=Manner.UNNAMED), name),
        citations=citations,
        span=sentence.span,
    )
    end_of_head(cursor, context)
    for line in clauses_below(sentence, context):
        try:
            event = _event_clause(line, event, context)
            line.cursor.end()
        except Unreadable as unreadable:
            context.report(unreadable)
    return event


def _event_clause(line: Line, event: Event, context: Context) -> Event:
    cursor = line.cursor
    if cursor.accept("by"):
        agency = with_silence(read_agency(cursor, context), event.id)
        if line.under.options:
            return replace(event, agency_under=(*event.agency_under, (line.under, agency)))
        return replace(event, agency=agency)
    if cursor.accept("breaks"):
        return replace(event, breaks=event.breaks + _breaks(cursor, line.under, context))
    if cursor.accept("only", "when"):
        return _ruled(event, EventRule(only_when=read_condition(cursor, context), under=line.under))
    if cursor.accept("not", "before"):
        return _ruled(event, EventRule(not_before=read_point(cursor, context), under=line.under))
    if cursor.accept("not", "within"):
        duration = read_duration(cursor)
        cursor.expect("of")
        cursor.accept("the", "last")
        context.name(cursor, "event")
        return _ruled(event, EventRule(apart=duration, under=line.under))
    if cursor.accept("recurring"):
        return replace(event, is_recurring=True)
    if cursor.accept("cites"):
        return replace(event, labels=event.labels + read_labels(cursor, context))
    if cursor.accept("words"):
        cursor.rest()
        return event
    raise Unreadable(unknown_clause(line, "an event", _EVENT_CLAUSES))


def _ruled(event: Event, rule: EventRule) -> Event:
    return replace(event, rules=(*event.rules, rule))


def _breaks(cursor: Cursor, under: Guard, context: Context) -> tuple[tuple[str, Guard], ...]:
    found = [(context.name(cursor, "provision"), under)]
    while cursor.accept(",") or cursor.accept("and"):
        found.append((context.name(cursor, "provision"), under))
    return tuple(found)


def read_process(sentence: Sentence, context: Context) -> tuple[Process, list[Event]]:
    """Read a process, and make the events that open and end it."""
    cursor, name, title = head_after_title(sentence, context)
    _, citations = take_citations(sentence.head.tokens, context)
    process = Process(
        id=name,
        title=title or name,
        between=read_actors(cursor, context) if cursor.accept("between") else (),
        concluded_by=None,
        citations=citations,
        span=sentence.span,
    )
    end_of_head(cursor, context)
    jointly = Agency(actors=process.between, manner=Manner.JOINTLY)
    unnamed = Agency(actors=(), manner=Manner.UNNAMED)
    agencies = {"opened": jointly if process.between else unnamed, "ended": unnamed}
    openings: list[tuple[Guard, Agency]] = []
    endings: list[tuple[Guard, Agency]] = []
    for line in clauses_below(sentence, context):
        try:
            process = _process_clause(line, process, agencies, openings, endings, context)
            line.cursor.end()
        except Unreadable as unreadable:
            context.report(unreadable)
    opened = _edge_event(process, "opened", f"{process.title}: opened", agencies)
    ended = _edge_event(process, "ended", f"{process.title}: declared ended", agencies)
    return process, [
        replace(opened, agency_under=tuple(openings)),
        replace(ended, agency_under=tuple(endings)),
    ]


def _process_clause(
    line: Line,
    process: Process,
    agencies: dict[str, Agency],
    openings: list[tuple[Guard, Agency]],
    endings: list[tuple[Guard, Agency]],
    context: Context,
) -> Process:
    cursor = line.cursor
    if cursor.accept("between"):
        between = read_actors(cursor, context)
        agencies["opened"] = Agency(actors=between, manner=Manner.JOINTLY)
        return replace(process, between=between)
    if cursor.accept("opened", "by"):
        agency = read_agency(cursor, context)
        if line.under.options:
            openings.append((line.under, with_silence(agency, f"{process.id}.opened")))
        else:
            agencies["opened"] = agency
        return process
    if cursor.accept("ended", "by"):
        token = cursor.peek()
        if token is not None and context.named(token, ("event",)):
            event = EventId(cursor.take().text)
            return replace(process, ended_by=(*process.ended_by, (event, line.under)))
        agency = read_agency(cursor, context)
        if line.under.options:
            name = f"{process.id}.ended"
            endings.append((line.under, with_silence(agency, name)))
        else:
            agencies["ended"] = agency
        return process
    if cursor.accept("concluded", "by"):
        return replace(process, concluded_by=EventId(context.name(cursor, "event")))
    if cursor.accept("cites"):
        return replace(process, labels=process.labels + read_labels(cursor, context))
    if cursor.accept("words"):
        cursor.rest()
        return process
    raise Unreadable(unknown_clause(line, "a process", _PROCESS_CLAUSES))


def _edge_event(process: Process, edge: str, title: str, agencies: dict[str, Agency]) -> Event:
    name = f"{process.id}.{edge}"
    return Event(
        id=EventId(name),
        title=title,
        agency=with_silence(agencies[edge], name),
        rules=(),
        is_recurring=True,
        labels=process.labels,
        span=process.span,
    )


def read_level(sentence: Sentence, context: Context) -> Level:
    """Read a level, what it is computed from, or what it starts at."""
    cursor, name, title = head_after_title(sentence, context)
    _, citations = take_citations(sentence.head.tokens, context)
    unit = cursor.rest() if cursor.accept("in") else ""
    end_of_head(cursor, context)
    level = Level(id=name, title=title or name, unit=unit, citations=citations, span=sentence.span)
    for line in clauses_below(sentence, context):
        try:
            level = _level_clause(line, level, context)
            line.cursor.end()
        except Unreadable as unreadable:
            context.report(unreadable)
    return level


def _level_clause(line: Line, level: Level, context: Context) -> Level:
    cursor = line.cursor
    if cursor.accept("is"):
        formula = read_formula(cursor, context)
        return replace(level, formulas=(*level.formulas, (line.under, formula)))
    if cursor.accept("starts", "at"):
        return replace(level, starts_at=read_formula(cursor, context))
    if cursor.accept("in"):
        return replace(level, unit=cursor.rest())
    if cursor.accept("cites"):
        return replace(level, labels=level.labels + read_labels(cursor, context))
    if cursor.accept("words") or cursor.accept("of"):
        cursor.rest()
        return level
    raise Unreadable(unknown_clause(line, "a level", _LEVEL_CLAUSES))
