"""Read claims."""

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.identities import ActorId, ClaimId, PhaseId
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.claims import Claim, KeepsRunning, Quantifier, Reaches, Verdict
from servanda.model.times import OffsetPoint
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.events import head_after_title
from servanda.resolve.lines import Line, clauses_below, end_of_head, unknown_clause
from servanda.resolve.names import Context
from servanda.resolve.phrases import read_actors, read_duration, read_labels, take_citations
from servanda.resolve.points import read_condition, read_point
from servanda.syntax import Sentence

_CLAUSES = ("every", "no", "some", "expected", "demanded by", "cites", "words")


class _Draft(Struct, kw_only=True):
    """Collect what a claim says."""

    demanded_by: tuple[ActorId, ...] = ()
    body: tuple[Quantifier, bool, Reaches | KeepsRunning] | None = None
    expected: Verdict = Verdict.YES
    labels: tuple[str, ...] = ()
    words: str = ""
    faulty: bool = field(default=False)


def read_claim(sentence: Sentence, context: Context) -> Claim | None:
    """Read a claim; None when it says nothing that can be read."""
    cursor, name, title = head_after_title(sentence, context)
    _, citations = take_citations(sentence.head.tokens, context)
    draft = _Draft()
    if cursor.accept("demanded", "by"):
        draft.demanded_by = read_actors(cursor, context)
    end_of_head(cursor, context)
    for line in clauses_below(sentence, context):
        citations += line.citations
        try:
            _clause(line, draft, context)
            line.cursor.end()
        except Unreadable as unreadable:
            draft.faulty = True
            context.report(unreadable)
    if draft.body is None:
        if not draft.faulty:
            context.faults.append(_empty(sentence, name))
        return None
    quantifier, is_faithful, formula = draft.body
    return Claim(
        id=ClaimId(name),
        title=title,
        demanded_by=draft.demanded_by,
        quantifier=quantifier,
        is_faithful=is_faithful,
        formula=formula,
        expected=draft.expected,
        words=draft.words,
        labels=draft.labels,
        citations=citations,
        span=sentence.span,
    )


def _empty(sentence: Sentence, name: str) -> Diagnostic:
    return Diagnostic(
        rule="empty-claim",
        severity=Severity.ERROR,
        message=f"the claim `{name}` claims nothing",
        span=sentence.span,
        expected="a line such as `every faithful run reaches two`",
    )


def _clause(line: Line, draft: _Draft, context: Context) -> None:
    cursor = line.cursor
    if cursor.accept("demanded", "by"):
        draft.demanded_by += read_actors(cursor, context)
    elif cursor.accept("expected"):
        draft.expected = _expected(cursor)
    elif cursor.accept("cites"):
        draft.labels += read_labels(cursor, context)
    elif cursor.accept("words"):
        cursor.rest()
    elif word := cursor.accept_any("every", "no", "some"):
        draft.words = " ".join(token.text for token in cursor.tokens)
        is_faithful = cursor.accept("faithful")
        cursor.expect("run")
        draft.body = (Quantifier(word), is_faithful, _formula(cursor, context))
    else:
        raise Unreadable(unknown_clause(line, "a claim", _CLAUSES))


def _expected(cursor: Cursor) -> Verdict:
    word = cursor.accept_any(*(verdict.value for verdict in Verdict))
    if not word:
        raise cursor.fault("`yes`, `no`, `unsettled`, `vacuous` or `unknown`")
    return Verdict(word)


def _formula(cursor: Cursor, context: Context) -> Reaches | KeepsRunning:
    if cursor.accept("keeps"):
        phase = PhaseId(context.name(cursor, "phase"))
        cursor.expect("running", "past")
        return KeepsRunning(phase=phase, past=read_point(cursor, context))
    cursor.expect("reaches")
    formula = Reaches(goal=read_condition(cursor, context))
    while not cursor.is_done:
        formula = _limit(formula, cursor, context)
    return formula


def _limit(formula: Reaches, cursor: Cursor, context: Context) -> Reaches:
    if cursor.accept("before"):
        return replace(formula, before=read_condition(cursor, context))
    if cursor.accept("after"):
        return replace(formula, after=read_condition(cursor, context))
    if cursor.accept("without"):
        return replace(formula, without=read_condition(cursor, context))
    if cursor.accept("by"):
        return replace(formula, by=read_point(cursor, context))
    if cursor.accept("within"):
        span = cursor.span()
        duration = read_duration(cursor)
        if not cursor.accept_any("of", "after", "from"):
            raise cursor.fault("`of` and what it is counted from")
        point = OffsetPoint(duration=duration, origin=read_point(cursor, context), span=span)
        return replace(formula, by=point)
    raise cursor.fault("`before`, `after`, `without`, `by`, `within` or the end of the claim")
