"""Read dated entries: when, what, and the clauses that follow."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from servanda.base.identities import EntryId, ProvisionId
from servanda.base.moments import Moment
from servanda.diagnostics import Diagnostic, Severity, suggest
from servanda.model import entries as model
from servanda.model.ambiguities import ALWAYS
from servanda.model.entries import Entry
from servanda.model.provisions import Added
from servanda.resolve.acts import ACTED, CLAUSE_WORDS, HEADS, read_counts
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.lines import Line, is_provision, one_of, open_clause
from servanda.resolve.names import Context
from servanda.resolve.phrases import (
    both,
    is_date,
    read_actor,
    read_actors,
    read_guard,
    read_labels,
    read_moment,
    read_quantity,
    sees_quantity,
    take_citations,
)
from servanda.resolve.provisions import phase_clause, provision_clause, provision_name
from servanda.syntax import Kind, Sentence, Token

VAGUE = frozenset("early mid late before after about between spring summer autumn winter".split())
_TEXTS = ("because", "warns", "if", "words", "note")


def is_entry(sentence: Sentence) -> bool:
    """Tell whether a sentence begins with a date, plain or after a word such as `early`."""
    tokens = sentence.clauses[0].tokens
    first = tokens[0]
    if first.text in VAGUE and first.kind is not Kind.STRING:
        return len(tokens) > 1 and is_date(tokens[1])
    return is_date(first)


def entry_name(sentence: Sentence) -> str:
    """Find the name an entry gives itself; empty for none."""
    for tokens in _all_clauses(sentence):
        for token, following in pairwise(tokens):
            if token.text == "named" and token.is_word("named") and following.kind is Kind.WORD:
                return following.text
    return ""


def _all_clauses(sentence: Sentence) -> Iterator[tuple[Token, ...]]:
    for clause in sentence.clauses:
        yield clause.tokens
    for child in sentence.children:
        yield from _all_clauses(child)


def read_entry(sentence: Sentence, context: Context, *, hypothetical: bool = False) -> Entry | None:
    """Read an entry; None when its date or its head cannot be read."""
    tokens, citations = take_citations(sentence.head.tokens, context)
    span = sentence.span
    cursor = context.cursor(tokens, span)
    times = _times(cursor, context)
    acted = _acted(cursor, context) if times is not None or _sees_kind(cursor) else None
    when, recorded = times or (_NEVER, _NEVER)
    kind, (actors, what, words) = acted or _unreadable(cursor)
    entry = Entry(
        id=EntryId(f"{span.path}:{span.line}"),
        kind="in force" if kind == "in" else kind,
        when=when,
        recorded=recorded,
        what=what,
        actors=actors,
        words=words,
        under=ALWAYS,
        citations=citations,
        is_hypothetical=hypothetical,
        span=span,
    )
    if acted is not None:
        entry = _clauses(entry, cursor, context)
    entry = _below(entry, sentence, context)
    return entry if acted is not None and times is not None else None


_NEVER = Moment(earliest=None, latest=None)


def _times(cursor: Cursor, context: Context) -> tuple[Moment, Moment] | None:
    """Read when it happened and when we learned it; None when a date cannot be read."""
    try:
        when = read_moment(cursor, context)
        return when, read_moment(cursor, context) if cursor.accept("recorded") else when
    except Unreadable as unreadable:
        context.report(unreadable)
        return None


def _sees_kind(cursor: Cursor) -> bool:
    token = cursor.peek()
    return token is not None and token.text in HEADS


def _acted(cursor: Cursor, context: Context) -> tuple[str, ACTED] | None:
    """Read what happened; None when it cannot be read."""
    try:
        kind = _kind(cursor)
        return kind, HEADS[kind](cursor, context, kind)
    except Unreadable as unreadable:
        context.report(unreadable)
        return None


def _unreadable(cursor: Cursor) -> tuple[str, ACTED]:
    """Stand for a head that cannot be read, so that the faults below it are found as well."""
    if any(token.is_word("amend") for token in cursor.tokens):
        return "amend", ((), model.Amendment(changes=()), "")
    act = model.Act(
        provision=ProvisionId(""),
        quantity=None,
        category="",
        parts=(),
        area="",
        is_start=False,
        defect="",
    )
    return "act", ((), act, "")


def _kind(cursor: Cursor) -> str:
    token = cursor.word("what happened, such as `act` or `say`")
    if token.text in HEADS:
        return token.text
    cursor.at -= 1
    cursor.offer(*HEADS)
    guess = suggest(token.text, HEADS)
    raise Unreadable(
        Diagnostic(
            rule="unknown-entry",
            severity=Severity.ERROR,
            message=f"no kind of entry is called `{token.text}`",
            span=token.span,
            found=token.text,
            expected="a kind of entry",
            help=f"did you mean `{guess}`?" if guess else one_of(HEADS),
            guess=guess or "",
        )
    )


def _below(entry: Entry, sentence: Sentence, context: Context) -> Entry:
    """Read what follows the head: after semicolons, and on the lines below."""
    for clause in sentence.clauses[1:]:
        line = open_clause(clause, context, of_entry=True)
        if line is not None:
            entry = _line(entry, line, context)
    for child in sentence.children:
        if isinstance(entry.what, model.Amendment) and not _is_clause(child):
            entry = _change(entry, child, context)
            continue
        line = open_clause(child.head, context, of_entry=True)
        if line is not None:
            entry = _line(entry, line, context)
        entry = _below(entry, child, context)
    return entry


def added_sentence(child: Sentence) -> Sentence:
    """Give the provision that a line `adds NAME: …` of an amendment brings into the text."""
    head = replace(child.head, tokens=child.head.tokens[1:])
    return replace(child, clauses=(head, *child.clauses[1:]))


def additions(sentence: Sentence) -> list[Sentence]:
    """Give the provisions that an amendment adds."""
    return [
        added
        for child in sentence.children
        if child.head.tokens[0].is_word("adds") and len(child.head.tokens) > 3
        for added in (added_sentence(child),)
        if is_provision(added)
    ]


def _is_clause(child: Sentence) -> bool:
    first = child.head.tokens[0]
    return first.is_mark("[") or (first.kind is Kind.WORD and first.text in CLAUSE_WORDS)


def _line(entry: Entry, line: Line, context: Context) -> Entry:
    entry = replace(
        entry,
        citations=entry.citations + line.citations,
        under=both(entry.under, line.under),
    )
    return _clauses(entry, line.cursor, context)


def _clauses(entry: Entry, cursor: Cursor, context: Context) -> Entry:
    try:
        while not cursor.is_done:
            entry = _clause(entry, cursor, context)
    except Unreadable as unreadable:
        context.report(unreadable)
    return entry


def _clause(entry: Entry, cursor: Cursor, context: Context) -> Entry:
    """Read one clause of an entry."""
    if isinstance(entry.what, model.Contact) and sees_quantity(cursor):
        return _times_in_contact(entry, entry.what, cursor)
    if isinstance(entry.what, model.Incident) and (
        sees_quantity(cursor) or cursor.sees("upon") or cursor.sees("in")
    ):
        return _of_incident(entry, entry.what, cursor, context)
    word = cursor.accept_from(CLAUSE_WORDS)
    match word:
        case "" if cursor.accept(","):
            return entry
        case "" if _has_parts(entry) and _sees_part(cursor):
            return _part(entry, cursor, context)
        case "of" if cursor.accept("which"):
            return _part(entry, cursor, context)
        case "by":
            return replace(entry, by=entry.by + read_actors(cursor, context))
        case "via":
            return replace(entry, via=entry.via + read_actors(cursor, context))
        case "to" | "with":
            return replace(entry, to=entry.to + read_actors(cursor, context))
        case "through":
            return _detail(entry, "through", ", ".join(read_actors(cursor, context)))
        case "named":
            return replace(entry, id=EntryId(cursor.word("a name for the entry").text))
        case "cites":
            return replace(entry, labels=entry.labels + read_labels(cursor, context))
        case "under":
            return replace(entry, under=both(entry.under, read_guard(cursor, context)))
        case "recorded":
            return replace(entry, recorded=read_moment(cursor, context))
        case "answers":
            return _detail(entry, word, context.name(cursor, "entry", what="named entry"))
        case "met" | "unmet":
            in_part = word == "met" and cursor.accept("in", "part")
            return _detail(entry, "outcome", "partly" if in_part else word)
        case "among":
            return _part_vote(entry, cursor, context)
        case "credibility":
            return _credibility(entry, cursor)
        case "defective":
            return _defective(entry, cursor)
        case "words":
            return _words(entry, cursor)
        case "in" | "at" | "over" | "place":
            return _place(entry, word, cursor)
        case "abstaining":
            return _detail(entry, word, ", ".join(read_actors(cursor, context)))
        case "about" | "after" | "since" | "as" | "for" | "until" | "because" | "warns" | "if":
            return _detail(entry, word, _free(cursor))
        case "upon":
            raise cursor.fault("`upon` only below an `incident`")
        case "note" | "share" | "turnout" | "absent" | "abstain" | "against" | "of":
            return _detail(entry, word, _free(cursor))
    raise cursor.fault("a clause such as `by`, `via`, `in`, `because`, `named` or `cites`")


def _of_incident(entry: Entry, incident: model.Incident, cursor: Cursor, context: Context) -> Entry:
    """Read what it cost: `3 dead`, whom it struck: `upon north`, and where: `in` a place or words."""
    if cursor.accept("upon"):
        upon = (*incident.upon, *read_actors(cursor, context))
        return replace(entry, what=replace(incident, upon=upon))
    if cursor.accept("in"):
        token = cursor.peek()
        is_place = token is not None and context.named(token, ("place",)) is not None
        return _detail(entry, "place", cursor.take().text if is_place else _free(cursor))
    quantity = read_quantity(cursor)
    part = model.Part(
        quantity=quantity, category=cursor.word("what was counted, such as `dead`").text
    )
    return replace(entry, what=replace(incident, harm=(*incident.harm, part)))


def _times_in_contact(entry: Entry, contact: model.Contact, cursor: Cursor) -> Entry:
    """Read how often people were in contact: `3 times`, `several times`, `at least 1 time`."""
    quantity = read_quantity(cursor)
    if not cursor.accept_any("times", "time"):
        raise cursor.fault("`times`")
    return replace(entry, what=replace(contact, times=quantity))


def _has_parts(entry: Entry) -> bool:
    return isinstance(entry.what, model.Act | model.Figure) and bool(entry.what.parts)


def _sees_part(cursor: Cursor) -> bool:
    return cursor.sees_kind(Kind.NUMBER)


def _part(entry: Entry, cursor: Cursor, context: Context) -> Entry:
    """Read a part: so many of a category, or so many that count `for` another provision."""
    what = entry.what
    if not isinstance(what, model.Act | model.Figure):
        raise cursor.fault("parts only below an `act` or a `figure`")
    quantity = read_quantity(cursor)
    if cursor.accept("for"):
        other = ProvisionId(context.name(cursor, "provision"))
        part = model.Part(quantity=quantity, category=other, provision=other)
    else:
        category = cursor.word("the category of this part").text
        part = model.Part(quantity=quantity, category=category)
    return replace(entry, what=replace(what, parts=(*what.parts, part)))


def _part_vote(entry: Entry, cursor: Cursor, context: Context) -> Entry:
    """Read how a part of a body voted."""
    what = entry.what
    if not isinstance(what, model.Vote):
        raise cursor.fault("counts of a part only below a `vote`")
    part = read_actor(cursor, context)
    counts = read_counts(cursor, {})
    voted = model.PartVote(
        part=part,
        in_favour=counts.get("for"),
        against=counts.get("against"),
        abstaining=counts.get("abstain"),
    )
    return replace(entry, what=replace(what, parts=(*what.parts, voted)))


def _detail(entry: Entry, key: str, text: str) -> Entry:
    return replace(entry, details=(*entry.details, (key, text)))


def _free(cursor: Cursor) -> str:
    """Read a quoted text, or the words up to the next clause."""
    if cursor.sees_kind(Kind.STRING):
        return cursor.string()
    words: list[str] = []
    while (token := cursor.peek()) is not None:
        if words and token.kind is Kind.WORD and token.text in CLAUSE_WORDS:
            break
        words.append(cursor.take().text)
    if not words:
        raise cursor.fault("words, best in quotes")
    return " ".join(words)


def _words(entry: Entry, cursor: Cursor) -> Entry:
    text = cursor.string()
    return replace(entry, words=f"{entry.words} {text}".strip())


def _place(entry: Entry, word: str, cursor: Cursor) -> Entry:
    text = _free(cursor)
    what = entry.what
    if isinstance(what, model.Act | model.Exercise) and word in ("in", "over"):
        return replace(entry, what=replace(what, area=text))
    return _detail(entry, "place", text)


def _credibility(entry: Entry, cursor: Cursor) -> Entry:
    token = cursor.take()
    if token.text not in ("1", "2", "3", "4", "5", "6"):
        cursor.at -= 1
        raise cursor.fault(
            "a grade from 1 (confirmed) to 6 (cannot be judged)", rule="unknown-rating"
        )
    return replace(entry, credibility=token.text)


def _defective(entry: Entry, cursor: Cursor) -> Entry:
    text = cursor.string_if_any() or "defective"
    what = entry.what
    if isinstance(what, model.Act):
        return replace(entry, what=replace(what, defect=text))
    return _detail(entry, "defective", text)


def _change(entry: Entry, child: Sentence, context: Context) -> Entry:
    """Read a line of an amendment: what is changed, and the clause that changes it."""
    what = entry.what
    assert isinstance(what, model.Amendment)
    changes = list(what.changes)
    if child.head.tokens[0].is_word("adds"):
        added = added_sentence(child)
        target = provision_name(added)
        clause = Added(under=entry.under, span=child.span)
        changes.append(model.Change(target=target, clause=clause))
        return replace(entry, what=model.Amendment(changes=tuple(changes)))
    target = ""
    for part in child.clauses:
        line = open_clause(part, context)
        if line is None:
            continue
        try:
            if not target:
                target = context.name(line.cursor, "provision", "phase")
            context.phase = target.rpartition(".")[0]
            if not line.cursor.is_done:
                read = phase_clause if target in context.names.of("phase") else provision_clause
                change = model.Change(target=target, clause=read(line, context))
                line.cursor.end()
                changes.append(change)
        except Unreadable as unreadable:
            context.report(unreadable)
            break
        finally:
            context.phase = ""
    citations = take_citations(child.head.tokens, context)[1]
    return replace(
        entry, what=model.Amendment(changes=tuple(changes)), citations=entry.citations + citations
    )
