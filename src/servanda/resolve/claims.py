"""Read claims."""

from msgspec import Struct, field

from servanda.base.identities import ActorId, ClaimId
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.claims import Claim, Verdict
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.demands import RUNS, Body, read_body
from servanda.resolve.events import head_after_title
from servanda.resolve.lines import Line, clauses_below, end_of_head, unknown_clause
from servanda.resolve.names import Context
from servanda.resolve.phrases import read_actors, read_labels, take_citations
from servanda.syntax import Sentence

_CLAUSES = (*RUNS, "whenever", "expected", "demanded by", "cites", "words")


class _Draft(Struct, kw_only=True):
    """Collect what a claim says."""

    demanded_by: tuple[ActorId, ...] = ()
    body: Body | None = None
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
    elif any(cursor.sees(word) for word in (*RUNS, "whenever")):
        draft.words = " ".join(token.text for token in cursor.tokens).replace(" ,", ",")
        draft.body = read_body(cursor, context)
    else:
        raise Unreadable(unknown_clause(line, "a claim", _CLAUSES))


def _expected(cursor: Cursor) -> Verdict:
    word = cursor.accept_any(*(verdict.value for verdict in Verdict))
    if not word:
        raise cursor.fault("`yes`, `no`, `unsettled`, `vacuous` or `unknown`")
    return Verdict(word)
