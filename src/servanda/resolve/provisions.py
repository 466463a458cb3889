"""Read phases and provisions with their clauses."""

from collections.abc import Callable

from msgspec import Struct, field

from servanda.base.calendar import Duration
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.base.moments import parse_duration
from servanda.base.quantities import Quantity
from servanda.model import provisions as model
from servanda.model.ambiguities import Guard
from servanda.model.events import Formula
from servanda.model.provisions import Phase, Provision
from servanda.model.sources import Citation
from servanda.model.times import Is, OffsetPoint, Point, Status
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.events import head_after_title, with_silence
from servanda.resolve.formulas import read_formula
from servanda.resolve.incidents import read_counts
from servanda.resolve.instruments import read_hold_of_texts
from servanda.resolve.lines import (
    Line,
    clauses_below,
    end_of_head,
    is_provision,
    open_clause,
    unknown_clause,
)
from servanda.resolve.names import Context
from servanda.resolve.norms import read_norm
from servanda.resolve.phrases import (
    read_actor,
    read_actors,
    read_agency,
    read_duration,
    read_labels,
    read_names,
    read_quantity,
    read_whole,
    sees_duration,
    sees_quantity,
    take_citations,
)
from servanda.resolve.points import read_condition, read_point
from servanda.syntax import Kind, Sentence

PHASE_CLAUSES = ("starts", "lasts", "runs on while", "then", "ends when", "cites", "words")
KEYWORDS = tuple(
    "by, within, start by, not before, total, all by, on the same day, of which, order, in "
    "each of, on each, once, when, provided that, against, may be withheld while, in "
    "proportion to, after, done when, assigned to, borne by, does not apply, until, from, "
    "survives, cure within, certified by, to, except, counts incidents, assessed by, otherwise, at most, at "
    "least, displaces, stands beside, with notice, on recommendation of, in part, over, "
    "set out in, on the same matter as, acts under, "
    "cites, article, words, area, place, verified by, reported to, priority, purpose, note".split(
        ", "
    )
)
_PLAIN = ("article", "words", "area", "place", "priority", "purpose", "note", "carried")


class _Draft(Struct, kw_only=True):
    """Collect the clauses of a provision."""

    clauses: list[model.Clause] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    creditors: tuple[ActorId, ...] = ()


def read_phase(sentence: Sentence, context: Context) -> tuple[Phase, list[Provision]]:
    """Read a phase with the provisions that stand in it."""
    cursor, name, title = head_after_title(sentence, context)
    end_of_head(cursor, context)
    _, citations = take_citations(sentence.head.tokens, context)
    context.phase = name
    clauses: list[model.Clause] = []
    labels: tuple[str, ...] = ()
    for line in clauses_below(sentence, context, is_child=is_provision):
        try:
            if line.cursor.accept("cites"):
                labels += read_labels(line.cursor, context)
            else:
                clauses.append(phase_clause(line, context))
            line.cursor.end()
        except Unreadable as unreadable:
            context.report(unreadable)
    provisions = [
        provision
        for child in sentence.children
        if is_provision(child) and (provision := read_provision(child, context)) is not None
    ]
    context.phase = ""
    phase = Phase(
        id=PhaseId(name),
        title=title or name,
        clauses=tuple(clauses),
        labels=labels,
        citations=citations,
        span=sentence.span,
    )
    return phase, provisions


def phase_clause(line: Line, context: Context) -> model.Clause:
    """Read how a phase starts, lasts, runs on, passes over or ends."""
    cursor, under, span = line.cursor, line.under, line.span
    if cursor.accept("starts", "when") or cursor.accept("starts", "once"):
        condition = read_condition(cursor, context)
        return model.PhaseStart(condition=condition, under=under, span=span)
    if cursor.accept("starts", "on") or cursor.accept("starts"):
        return model.PhaseStart(point=read_point(cursor, context), under=under, span=span)
    if cursor.accept("lasts", "until") or cursor.accept("ends", "on"):
        return model.PhaseTerm(until=read_point(cursor, context), under=under, span=span)
    if cursor.accept("lasts"):
        return model.PhaseTerm(duration=read_duration(cursor), under=under, span=span)
    if cursor.accept("runs", "on", "while"):
        return model.RunsOn(condition=read_condition(cursor, context), under=under, span=span)
    if cursor.accept("then"):
        return _then(cursor, context, under, line)
    if cursor.accept("ends", "when"):
        return model.EndsWhen(condition=read_condition(cursor, context), under=under, span=span)
    if cursor.accept_any("words", "note", "article", "area", "purpose"):
        keyword = cursor.tokens[cursor.at - 1].text
        return model.Particular(keyword=keyword, text=cursor.rest(), under=under, span=span)
    raise Unreadable(unknown_clause(line, "a phase", PHASE_CLAUSES))


def _then(cursor: Cursor, context: Context, under: Guard, line: Line) -> model.Then:
    phase = PhaseId(context.name(cursor, "phase"))
    at_once = cursor.accept("as", "soon", "as")
    condition = None
    if at_once or cursor.accept("when") or cursor.accept("once"):
        condition = read_condition(cursor, context)
    return model.Then(
        phase=phase, condition=condition, at_once=at_once, under=under, span=line.span
    )


def provision_name(sentence: Sentence) -> str:
    """Give the name before the colon of a provision; nothing where there is none."""
    tokens = sentence.head.tokens
    if tokens and tokens[0].is_word("under"):
        colon = next((i for i, token in enumerate(tokens) if token.is_mark(":")), len(tokens))
        tokens = tokens[colon + 1 :]
    return tokens[0].text if tokens else ""


def read_provision(sentence: Sentence, context: Context) -> Provision | None:
    """Read a provision; None when its head cannot be read."""
    line = open_clause(sentence.head, context)
    if line is None:
        _only_clauses(sentence, context)
        return None
    cursor = line.cursor
    try:
        name = cursor.word("the name of the provision").text
        cursor.expect(":")
        full = f"{context.phase}.{name}" if context.phase else name
        phase = context.phase or full.rpartition(".")[0]
        norm = read_norm(cursor, context)
    except Unreadable as unreadable:
        context.report(unreadable)
        _only_clauses(sentence, context)
        return None
    draft = _Draft()
    citations: tuple[Citation, ...] = line.citations
    for below in clauses_below(sentence, context):
        citations += below.citations
        _read_clause(below, draft, context)
    return Provision(
        id=ProvisionId(full),
        phase=PhaseId(phase) if phase in context.names.of("phase") else None,
        agency=with_silence(norm.agency, full),
        modality=norm.modality,
        action=norm.action,
        effect=norm.effect,
        clauses=tuple(draft.clauses),
        labels=draft.labels,
        creditors=draft.creditors,
        under=line.under,
        citations=citations,
        span=sentence.span,
    )


def _only_clauses(sentence: Sentence, context: Context) -> None:
    """Read the clauses below a head that cannot be read, for the sake of their faults."""
    for below in clauses_below(sentence, context):
        _read_clause(below, _Draft(), context)


def _read_clause(line: Line, draft: _Draft, context: Context) -> None:
    if line.cursor.is_done:
        return
    try:
        if line.cursor.accept("cites"):
            draft.labels += read_labels(line.cursor, context)
        elif line.cursor.accept("to"):
            draft.creditors += read_actors(line.cursor, context)
        else:
            draft.clauses.append(provision_clause(line, context))
        line.cursor.end()
    except Unreadable as unreadable:
        context.report(unreadable)


def provision_clause(line: Line, context: Context) -> model.Clause:
    """Read one clause of a provision by its first words."""
    token = line.cursor.peek()
    first = token.text if token is not None else ""
    for words, read in _READERS:
        if words and first not in words:
            continue
        start = line.cursor.at
        clause = read(line, context)
        if clause is not None:
            return clause
        line.cursor.at = start
    raise Unreadable(unknown_clause(line, "a provision", KEYWORDS))


def _timing(line: Line, context: Context) -> model.Clause | None:
    cursor, under, span = line.cursor, line.under, line.span
    if cursor.accept("by"):
        return model.Deadline(point=read_point(cursor, context), under=under, span=span)
    if cursor.accept("start", "by") or cursor.accept("starts", "by"):
        return model.StartBy(point=read_point(cursor, context), under=under, span=span)
    if cursor.accept("start", "within"):
        return model.StartBy(point=_within(cursor, context, line), under=under, span=span)
    if cursor.accept("not", "before"):
        return model.NotBefore(point=read_point(cursor, context), under=under, span=span)
    if cursor.accept("complete", "by"):
        return model.Deadline(point=read_point(cursor, context), under=under, span=span)
    if cursor.accept("all", "by"):
        return model.Deadline(point=read_point(cursor, context), under=under, span=span)
    if cursor.accept("all", "within"):
        return model.Deadline(point=_within(cursor, context, line), under=under, span=span)
    if cursor.accept("on", "the", "same", "day"):
        return model.RateDelay(duration=None, under=under, span=span)
    if cursor.accept("within"):
        duration = read_duration(cursor)
        if cursor.is_done:
            return model.RateDelay(duration=duration, under=under, span=span)
        point = _counted(cursor, context, line, duration)
        return model.Deadline(point=point, under=under, span=span)
    if cursor.accept("until"):
        return model.OwnSpan(end=read_point(cursor, context), under=under, span=span)
    if cursor.accept("from"):
        start = read_point(cursor, context)
        end = read_point(cursor, context) if cursor.accept("until") else None
        return model.OwnSpan(start=start, end=end, under=under, span=span)
    if cursor.accept("cure", "within"):
        return model.Cure(duration=read_duration(cursor), under=under, span=span)
    return None


def _within(cursor: Cursor, context: Context, line: Line) -> Point:
    return _counted(cursor, context, line, read_duration(cursor))


def _counted(cursor: Cursor, context: Context, line: Line, duration: Duration) -> Point:
    if not cursor.accept_any("of", "after", "from"):
        raise cursor.fault("`of` and what it is counted from")
    return OffsetPoint(duration=duration, origin=read_point(cursor, context), span=line.span)


def _quantity(line: Line, context: Context) -> model.Clause | None:
    cursor, under, span = line.cursor, line.under, line.span
    if cursor.accept("total"):
        amount = read_formula(cursor, context)
        return _tranche_by(line, context, amount, is_total=True)
    if cursor.accept("of", "which"):
        amount_of = read_quantity(cursor)
        cursor.accept("for")
        category = cursor.word("the category").text
        is_percent = amount_of.written.endswith("%")
        return model.PartOf(
            amount=amount_of, is_percent=is_percent, category=category, under=under, span=span
        )
    if cursor.sees("at", "most") or cursor.sees("at", "least"):
        return _limit(line, context)
    if not sees_quantity(cursor):
        return None
    start = cursor.at
    read_quantity(cursor)
    if cursor.accept("more", "every") or cursor.accept("every") or cursor.accept("each"):
        return _recurring(line, context, start)
    if cursor.accept("for"):
        return _rate(line, context, start)
    cursor.at = start
    return _tranche_by(line, context, read_formula(cursor, context), is_total=False)


def _tranche_by(line: Line, context: Context, amount: Formula, *, is_total: bool) -> model.Clause:
    cursor = line.cursor
    point: Point | None
    if cursor.accept("within"):
        point = _within(cursor, context, line)
    elif cursor.accept("by") or cursor.accept("on"):
        point = read_point(cursor, context)
    elif is_total and cursor.is_done:
        point = None
    else:
        raise cursor.fault("`by` and a moment")
    return model.Deadline(
        point=point, amount=amount, is_total=is_total, under=line.under, span=line.span
    )


def _recurring(line: Line, context: Context, start: int) -> model.Clause:
    cursor = line.cursor
    every = read_duration(cursor) if sees_duration(cursor) else _single_unit(cursor)
    here = cursor.at
    cursor.at = start
    amount = read_formula(cursor, context)
    cursor.at = here
    first = read_point(cursor, context) if cursor.accept("from") else None
    until = read_point(cursor, context) if cursor.accept("until") else None
    return model.Tranche(
        amount=amount, every=every, start=first, until=until, under=line.under, span=line.span
    )


def _single_unit(cursor: Cursor) -> Duration:
    duration = parse_duration(1, cursor.word("a duration").text)
    if duration is None:
        cursor.at -= 1
        raise cursor.fault("a duration such as `7 days`")
    return duration


def _rate(line: Line, context: Context, start: int) -> model.Clause:
    cursor = line.cursor
    here = cursor.at
    cursor.at = start
    amount = read_quantity(cursor)
    cursor.at = here
    per = Quantity.exact(1) if cursor.accept("each") else read_quantity(cursor)
    category = cursor.word("a category, or `any`").text
    cursor.expect("of")
    provision = ProvisionId(context.name(cursor, "provision"))
    return model.Rate(
        amount=amount,
        per=per,
        category="" if category == "any" else category,
        provision=provision,
        parts=_rate_parts(cursor),
        under=line.under,
        span=line.span,
    )


def _rate_parts(cursor: Cursor) -> tuple[tuple[Quantity, str], ...]:
    """Read the composition of one ratio: `, of which 30 life, 20 short`."""
    parts: list[tuple[Quantity, str]] = []
    while cursor.accept(",", "of", "which") or (parts and cursor.accept(",")):
        quantity = read_quantity(cursor)
        parts.append((quantity, cursor.word("the category of this part").text))
    return tuple(parts)


def _limit(line: Line, context: Context) -> model.Clause:
    cursor = line.cursor
    is_upper = cursor.sees("at", "most")
    cursor.accept_any("at")
    cursor.take()
    start = cursor.at
    if is_upper and sees_quantity(cursor):
        read_quantity(cursor)
        if cursor.accept_any("times", "time"):
            cursor.at = start
            times = read_whole(cursor, "a number of times")
            cursor.accept_any("times", "time")
            return model.AtMostTimes(times=times, under=line.under, span=line.span)
        cursor.at = start
    amount = read_formula(cursor, context)
    if cursor.sees_kind(Kind.WORD) and not cursor.sees("from") and not cursor.sees("by"):
        cursor.take()
    if cursor.accept("by"):
        point = read_point(cursor, context)
        return model.Deadline(
            point=point, amount=amount, is_total=True, under=line.under, span=line.span
        )
    point_from = read_point(cursor, context) if cursor.accept("from") else None
    return model.Limit(
        is_upper=is_upper, amount=amount, start=point_from, under=line.under, span=line.span
    )


def _condition(line: Line, context: Context) -> model.Clause | None:
    cursor, under, span = line.cursor, line.under, line.span
    if cursor.accept("once") or cursor.accept("when"):
        return model.Trigger(condition=read_condition(cursor, context), under=under, span=span)
    if cursor.accept("provided", "that"):
        return model.Precedent(condition=read_condition(cursor, context), under=under, span=span)
    if cursor.accept("after"):
        target = context.name(cursor, "provision", "event", "phase", "process")
        status = {
            "provision": Status.FULFILLED,
            "event": Status.HAPPENED,
        }.get(context.names.kind_of(target), Status.ENDED)
        over = Is(target=target, status=status, span=span)
        return model.Precedent(condition=over, under=under, span=span)
    if cursor.accept("against"):
        other = ProvisionId(context.name(cursor, "provision"))
        return model.Against(provision=other, under=under, span=span)
    if cursor.accept("may", "be", "withheld", "while"):
        condition = read_condition(cursor, context)
        return model.WithholdWhile(condition=condition, under=under, span=span)
    if cursor.accept("in", "proportion", "to"):
        other = ProvisionId(context.name(cursor, "provision"))
        tolerance = read_quantity(cursor) if cursor.accept("within") else None
        return model.Proportion(provision=other, tolerance=tolerance, under=under, span=span)
    if cursor.accept("done", "when") or cursor.accept("fulfilled", "when"):
        return model.DoneWhen(condition=read_condition(cursor, context), under=under, span=span)
    if cursor.accept("on", "each"):
        event = EventId(context.name(cursor, "event"))
        return model.OnEach(event=event, under=under, span=span)
    return None


def _standing(line: Line, context: Context) -> model.Clause | None:
    cursor, under, span = line.cursor, line.under, line.span
    if cursor.accept("borne", "by") or cursor.accept("assigned", "to"):
        agency = read_agency(cursor, context)
        return model.BorneBy(agency=agency, under=under, span=span)
    if cursor.accept("does", "not", "apply"):
        return model.DoesNotApply(under=under, span=span)
    if cursor.accept("survives"):
        return model.Survives(under=under, span=span)
    if cursor.accept("certified", "by"):
        actor = read_actor(cursor, context)
        return model.CertifiedBy(actor=actor, under=under, span=span)
    if cursor.accept("with", "notice"):
        cursor.accept("of")
        return model.NoticeOf(duration=read_duration(cursor), under=under, span=span)
    if cursor.accept("on", "recommendation", "of"):
        actor = read_actor(cursor, context)
        return model.OnRecommendation(actor=actor, under=under, span=span)
    return None


def _other(line: Line, context: Context) -> model.Clause | None:
    cursor, under, span = line.cursor, line.under, line.span
    if cursor.accept("order"):
        return model.Order(categories=read_names(cursor), under=under, span=span)
    if cursor.accept("in", "each", "of"):
        return model.Areas(areas=read_names(cursor), under=under, span=span)
    if cursor.accept("in", "part"):
        return model.InPart(under=under, span=span)
    if cursor.accept("over"):
        return model.InPart(areas=read_names(cursor), under=under, span=span)
    if cursor.accept("except"):
        name = cursor.word("the name of the exception").text
        title = cursor.string_if_any()
        return model.ExceptionTo(name=name, title=title, under=under, span=span)
    if cursor.accept("counts", "incidents"):
        return read_counts(line, context)
    if cursor.accept("otherwise"):
        if (named := cursor.peek()) is not None:
            context.named(named, ("provision",))
        return model.Otherwise(consequence=cursor.rest(), under=under, span=span)
    for keyword in ("assessed by", "verified by", "reported to", "carried by", "led by"):
        if cursor.accept(*keyword.split()):
            unnamed = cursor.accept("nobody", "named")
            actors = () if unnamed else read_actors(cursor, context)
            return model.Particular(keyword=keyword, text="", actors=actors, under=under, span=span)
    if keyword := cursor.accept_any(*_PLAIN):
        return model.Particular(keyword=keyword, text=cursor.rest(), under=under, span=span)
    return None


# Each reader with the words its clauses may begin with; a clause of an amount may begin with any.
_Reader = Callable[[Line, Context], model.Clause | None]
_READERS: tuple[tuple[frozenset[str], _Reader], ...] = (
    (frozenset(("set", "on", "acts", "displaces", "stands")), read_hold_of_texts),
    (
        frozenset("start starts not complete by all on within until from cure".split()),
        _timing,
    ),
    (frozenset(), _quantity),
    (
        frozenset("once when provided after against may in done fulfilled on".split()),
        _condition,
    ),
    (
        frozenset("borne assigned does survives certified with on".split()),
        _standing,
    ),
    (
        frozenset(
            (
                *"order in over except counts otherwise assessed verified reported carried led".split(),
                *_PLAIN,
            )
        ),
        _other,
    ),
)
