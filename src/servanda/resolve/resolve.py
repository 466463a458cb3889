"""Make a model of the trees: first every name is collected, then every sentence is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Calendar
from servanda.base.identities import (
    ActorId,
    AmbiguityId,
    ClaimId,
    EventId,
    PhaseId,
    ProvisionId,
    SourceId,
)
from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic, Severity, suggest
from servanda.model.actors import Actor
from servanda.model.agreement import Agreement, Header
from servanda.model.ambiguities import Ambiguity, OpenWord
from servanda.model.claims import Claim
from servanda.model.entries import Amendment, Entry
from servanda.model.events import Event, Level, Process
from servanda.model.incidents import IncidentKind, Place
from servanda.model.provisions import Phase, Provision
from servanda.model.sources import Instrument, Label, Source
from servanda.resolve.actors import ROLES, declared_actors, read_actors_of
from servanda.resolve.claims import read_claim
from servanda.resolve.cursor import Unreadable
from servanda.resolve.declarations import (
    read_ambiguity,
    read_calendar,
    read_header,
    read_label,
    read_open_word,
    read_source,
)
from servanda.resolve.entries import additions, entry_name, is_entry, read_entry
from servanda.resolve.events import head_after_title, read_event, read_level, read_process
from servanda.resolve.implicit import with_implicit
from servanda.resolve.incidents import circles, declared, read_kinds, read_places, shared_spellings
from servanda.resolve.instruments import read_instrument, with_precedence
from servanda.resolve.lines import end_of_head, is_provision, one_of, report_clauses
from servanda.resolve.names import Context, Names
from servanda.resolve.parties import with_duties
from servanda.resolve.phrases import take_citations
from servanda.resolve.provisions import provision_name, read_phase, read_provision
from servanda.resolve.stated import Stated
from servanda.syntax import Clause, Document, Kind, Sentence, parse

if TYPE_CHECKING:
    from servanda.resolve.bulk import Plainly

KEYWORDS = (
    "agreement",
    "record",
    "include",
    "source",
    "label",
    "instrument",
    "ambiguity",
    "open",
    "silent",
    "event",
    "process",
    "level",
    "phase",
    "claim",
    "kind",
    "place",
    *ROLES,
)
_NAMED = ("source", "label", "instrument", "ambiguity", "event", "process", "level", "phase")


class _Draft(Struct, kw_only=True):
    """Collect the parts of an agreement."""

    header: Header | None = None
    actors: dict[ActorId, Actor] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    sources: dict[SourceId, Source] = field(default_factory=dict)
    ambiguities: dict[AmbiguityId, Ambiguity] = field(default_factory=dict)
    open_words: dict[str, OpenWord] = field(default_factory=dict)
    events: dict[EventId, Event] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    phases: dict[PhaseId, Phase] = field(default_factory=dict)
    provisions: dict[ProvisionId, Provision] = field(default_factory=dict)
    claims: dict[ClaimId, Claim] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    silent_on: frozenset[str] = frozenset()
    instruments: dict[str, Instrument] = field(default_factory=dict)
    kinds: dict[str, IncidentKind] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def resolve(
    documents: Sequence[Document], hypothetical: Sequence[Document] = ()
) -> tuple[Agreement | None, tuple[Diagnostic, ...]]:
    """Make the agreement and record that documents stand for, with all their faults.

    `hypothetical` documents hold entries that are assumed rather than recorded.
    """
    stated, faults = state(documents, hypothetical)
    return complete(stated, faults) if stated is not None else (None, faults)


def complete(
    stated: Stated, faults: Sequence[Diagnostic]
) -> tuple[Agreement, tuple[Diagnostic, ...]]:
    """Add what follows from what is stated: which text prevails, and the questions nobody declared."""
    agreement, more = with_precedence(stated.agreement)
    return with_implicit(agreement), _once([*faults, *more])


def state(
    documents: Sequence[Document],
    hypothetical: Sequence[Document] = (),
    listening: Context | None = None,
) -> tuple[Stated | None, tuple[Diagnostic, ...]]:
    """Read what the sentences of documents state, with all their faults; a context may listen to it.

    The plain entries of long records are read by their shapes; where more than themselves turns on one of
    them, or there is no agreement that they are of, all is parsed.
    """
    if any(document.plain is not None for document in documents):
        from servanda.resolve.bulk import (
            Doubtful,  # records of some length alone have plain entries
        )

        try:
            stated, faults = _state(documents, hypothetical, listening)
        except Doubtful:
            stated = None
        if stated is None:
            whole = [parse(document.file) for document in documents]
            stated, faults = _state([document for document, _ in whole], hypothetical, listening)
            faults = _once([*(f for _, found in whole for f in found), *faults])
        return stated, faults
    return _state(documents, hypothetical, listening)


def _state(
    documents: Sequence[Document], hypothetical: Sequence[Document], listening: Context | None
) -> tuple[Stated | None, tuple[Diagnostic, ...]]:
    context = listening or Context(names=Names(), calendar=Calendar())
    every = (*documents, *hypothetical)
    mine = only_this_agreement([s for d in every for s in d.sentences], context)
    kept = {id(s) for d in every for s in d.sentences if id(s) in mine and collect(s, context)}
    plainly = _plainly(documents, context)
    sentences: list[tuple[Sentence, bool]] = []
    for document in every:
        found = [sentence for sentence in document.sentences if id(sentence) in kept]
        if plainly is not None:
            found = plainly.with_parsed(document, found)
        sentences.extend((sentence, document in hypothetical) for sentence in found)
    draft = _Draft()
    for sentence, is_hypothetical in sentences:
        try:
            _read(sentence, draft, context, is_hypothetical)
        except Unreadable as unreadable:
            context.report(unreadable)
            _read_provisions_below(sentence, context)
    if draft.header is None:
        if documents:
            context.faults.append(_no_agreement(documents[0].file))
        return None, _once(context.faults)
    agreement = Agreement(
        header=draft.header,
        actors=draft.actors,
        labels=draft.labels,
        sources=draft.sources,
        ambiguities=draft.ambiguities,
        open_words=draft.open_words,
        events=draft.events,
        processes=draft.processes,
        levels=draft.levels,
        phases=draft.phases,
        provisions=draft.provisions,
        claims={n: with_duties(c, draft.provisions) for n, c in draft.claims.items()},
        entries=tuple(draft.entries) if plainly is None else plainly.rows(draft.entries),
        silent_on=draft.silent_on,
        instruments=draft.instruments,
        kinds=draft.kinds,
        places=draft.places,
    )
    context.faults.extend((*circles(draft.kinds), *circles(draft.places)))
    context.faults.extend(shared_spellings(draft.places))
    return Stated(agreement=agreement, names=context.names), _once(context.faults)


def read_alone(sentence: Sentence, context: Context) -> None:
    """Read one sentence with the names that are known, for the sake of what it looks for."""
    try:
        _read(sentence, _Draft(), context, hypothetical=False)
    except Unreadable as unreadable:
        context.report(unreadable)
        _read_provisions_below(sentence, context)


def _plainly(documents: Sequence[Document], context: Context) -> Plainly | None:
    """Read the plain entries of documents, where there are any and all are of this agreement."""
    plain = [document for document in documents if document.plain is not None]
    if not plain:
        return None
    from servanda.resolve.bulk import Doubtful, Plainly

    if any(fault.rule == "record-of-another" for fault in context.faults):
        raise Doubtful
    return Plainly(documents, context)


def _read_provisions_below(sentence: Sentence, context: Context) -> None:
    """Read the provisions below a sentence that cannot be read, for the sake of their faults."""
    for child in sentence.children:
        if is_provision(child):
            read_provision(child, context)


def _once(faults: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out what was found twice because a head was read twice: for its name and its sense."""
    return tuple(dict.fromkeys(faults))


def _no_agreement(file: SourceFile) -> Diagnostic:
    end = min(len(file.line_text(1)), 1) + 1
    return Diagnostic(
        rule="no-agreement",
        severity=Severity.ERROR,
        message="no sentence declares an agreement",
        span=Span(path=file.path, line=1, column=1, end_column=end),
        expected='a line such as `agreement NAME "Title"`',
        help="a record alone needs `include` and the file of its agreement",
    )


def only_this_agreement(sentences: list[Sentence], context: Context) -> set[int]:
    """Find the agreement's header and calendar; leave out the records of other agreements."""
    header = next((s for s in sentences if s.head.tokens[0].is_word("agreement")), None)
    name = ""
    if header is not None:
        context.keep_time_by(read_calendar(header, context))
        tokens = header.head.tokens
        name = tokens[1].text if len(tokens) > 1 else ""
    kept: set[int] = set()
    files: dict[str, str] = {}
    for sentence in sentences:
        tokens = sentence.head.tokens
        path = tokens[0].path
        if tokens[0].is_word("record") and len(tokens) > 2 and tokens[1].is_word("of"):
            files[path] = tokens[2].text
            if header is not None and tokens[2].text != name:
                context.faults.append(_other_record(sentence, name))
        if files.get(path, name) == name or not is_entry(sentence):
            kept.add(id(sentence))
    return kept


def _other_record(sentence: Sentence, name: str) -> Diagnostic:
    token = sentence.head.tokens[2]
    guess = suggest(token.text, [name])
    return Diagnostic(
        rule="record-of-another",
        severity=Severity.ERROR,
        message=f"this is a record of `{token.text}`, not of `{name}`; its entries are left out",
        span=token.span,
        found=token.text,
        expected=name,
        help=f"did you mean `{guess}`?" if guess else "move the file, or correct its first line",
        guess=guess or "",
    )


def collect(sentence: Sentence, context: Context) -> bool:
    """Note the names a sentence declares; False where it is left out as a second declaration."""
    token = sentence.head.tokens[0]
    try:
        if is_entry(sentence):
            for added in additions(sentence):
                context.declare("provision", provision_name(added), added.span)
            name = entry_name(sentence)
            return not name or context.declare("entry", name, sentence.span)
        if is_provision(sentence):
            return context.declare("provision", provision_name(sentence), sentence.span)
        if token.text in ROLES:
            found = [
                context.declare("actor", name, cursor.tokens[0].span)
                for name, _, cursor in declared_actors(sentence, context)
            ]
            _collect_weights(sentence, context)
            return all(found)
        if token.text in ("kind", "place"):
            names = [name for name, _, _ in declared(sentence, context)]
            new = [context.declare(token.text, name, sentence.span) for name in names]
            return all(new)
        if token.is_word("agreement"):
            _, name, _ = head_after_title(sentence, context)
            return context.declare("agreement", name, sentence.span)
        if token.text in _NAMED or token.is_word("claim"):
            return _collect_named(sentence, token.text, context)
        if token.is_word("open"):
            return context.declare("open word", sentence.head.tokens[2].text, sentence.span)
    except (Unreadable, IndexError):
        pass
    return True


def _collect_named(sentence: Sentence, kind: str, context: Context) -> bool:
    _, name, _ = head_after_title(sentence, Context(names=context.names, calendar=Calendar()))
    if not context.declare(kind, name, sentence.span):
        return False
    if kind == "phase":
        for child in sentence.children:
            if is_provision(child):
                context.declare("provision", f"{name}.{provision_name(child)}", child.span)
    elif kind == "process":
        for edge in ("opened", "ended"):
            context.declare("event", f"{name}.{edge}", sentence.span)
            context.names.declare("reading", f"{name}.{edge}.nobody", sentence.span)
    elif kind == "ambiguity":
        _collect_readings(sentence, name, context)
    elif kind == "event":
        context.names.declare("reading", f"{name}.nobody", sentence.span)
    return True


def _collect_weights(sentence: Sentence, context: Context) -> None:
    """Note the weights that a sentence of actors gives; several actors have the same."""
    for clause in _clauses_below(sentence):
        tokens = clause.tokens
        if tokens[0].is_word("weight") and len(tokens) > 1:
            context.names.declare("weight", tokens[1].text, clause.span)


def _clauses_below(sentence: Sentence) -> list[Clause]:
    clauses = [*sentence.clauses[1:]]
    for child in sentence.children:
        clauses.extend(child.clauses)
    return clauses


def _collect_readings(sentence: Sentence, name: str, context: Context) -> None:
    for clause in _clauses_below(sentence):
        tokens = clause.tokens
        if tokens[0].is_word("reading") and len(tokens) > 1:
            context.declare("reading", f"{name}.{tokens[1].text}", clause.span)


def _read(sentence: Sentence, draft: _Draft, context: Context, hypothetical: bool) -> None:
    if is_entry(sentence):
        entry = read_entry(sentence, context, hypothetical=hypothetical)
        if entry is not None:
            draft.entries.append(entry)
            for added in additions(sentence) if isinstance(entry.what, Amendment) else ():
                provision = read_provision(added, context)
                if provision is not None:
                    draft.provisions[provision.id] = replace(provision, is_added=True)
        return
    if is_provision(sentence):
        provision = read_provision(sentence, context)
        if provision is not None:
            draft.provisions[provision.id] = provision
        return
    keyword = sentence.head.tokens[0]
    if keyword.kind is not Kind.WORD or keyword.text not in KEYWORDS:
        context.cursor(sentence.head.tokens, sentence.span).offer(*KEYWORDS)
        raise Unreadable(unknown_sentence(sentence))
    if keyword.text in ROLES:
        for actor in read_actors_of(sentence, context):
            draft.actors[actor.id] = actor
        return
    _read_declaration(sentence, keyword.text, draft, context)


def _read_declaration(sentence: Sentence, keyword: str, draft: _Draft, context: Context) -> None:
    if keyword in ("include", "record"):
        report_clauses(sentence, f"`{keyword}`", context)
        if keyword == "record":
            cursor = context.cursor(sentence.head.tokens, sentence.span)
            cursor.expect("record", "of")
            context.named(cursor.word("the name of the agreement"), ("agreement",))
            cursor.end()
        return
    if keyword == "kind":
        draft.kinds.update({kind.id: kind for kind in read_kinds(sentence, context)})
        return
    if keyword == "place":
        draft.places.update({place.id: place for place in read_places(sentence, context)})
        return
    if keyword == "silent":
        draft.silent_on |= _silent_on(sentence, context)
        return
    if keyword == "open":
        tokens, _ = take_citations(sentence.head.tokens, context)
        cursor = context.cursor(tokens, sentence.span)
        cursor.expect("open", "word")
        name, title = cursor.word("the open word").text, cursor.string_if_any()
        end_of_head(cursor, context)
        draft.open_words[name] = read_open_word(sentence, name, title, context)
        return
    cursor, name, title = head_after_title(sentence, context)
    if keyword in ("agreement", "source", "label", "ambiguity"):
        end_of_head(cursor, context)
    match keyword:
        case "agreement":
            if draft.header is None:
                draft.header = read_header(sentence, name, title or name, context)
            else:
                raise Unreadable(_second(sentence, draft.header))
        case "source":
            draft.sources[SourceId(name)] = read_source(sentence, name, title or name, context)
        case "instrument":
            end_of_head(cursor, context)
            draft.instruments[name] = read_instrument(sentence, name, title, context)
        case "label":
            draft.labels[name] = read_label(sentence, name, title, context)
        case "ambiguity":
            draft.ambiguities[AmbiguityId(name)] = read_ambiguity(sentence, name, title, context)
        case "event":
            draft.events[EventId(name)] = read_event(sentence, context)
        case "process":
            draft.processes[name], edges = read_process(sentence, context)
            draft.events.update({edge.id: edge for edge in edges})
        case "level":
            draft.levels[name] = read_level(sentence, context)
        case "phase":
            draft.phases[PhaseId(name)], provisions = read_phase(sentence, context)
            for provision in provisions:
                draft.provisions.setdefault(provision.id, provision)
        case "claim":
            claim = read_claim(sentence, context)
            if claim is not None:
                draft.claims[claim.id] = claim
        case _:
            return


def _silent_on(sentence: Sentence, context: Context) -> frozenset[str]:
    """Read on which provisions a record has no rows, so that their lateness is not known."""
    tokens, _ = take_citations(sentence.head.tokens, context)
    cursor = context.cursor(tokens, sentence.span)
    cursor.take()
    cursor.expect("on")
    names = [context.name(cursor, "provision")]
    while cursor.accept(",") or cursor.accept("and"):
        names.append(context.name(cursor, "provision"))
    cursor.end()
    return frozenset(names)


def _second(sentence: Sentence, header: Header) -> Diagnostic:
    return Diagnostic(
        rule="second-agreement",
        severity=Severity.ERROR,
        message=f"a second agreement is declared beside `{header.id}`, and was left out",
        span=sentence.span,
        expected="one agreement",
        help="keep each agreement in a folder of its own; name earlier texts with `instrument`",
    )


def unknown_sentence(sentence: Sentence) -> Diagnostic:
    """Say that a sentence begins with no word of the language."""
    token = sentence.head.tokens[0]
    guess = suggest(token.text, KEYWORDS)
    return Diagnostic(
        rule="unknown-sentence",
        severity=Severity.ERROR,
        message=f"no sentence begins with `{token.text}`",
        span=token.span,
        found=token.text,
        expected="a date, the `NAME:` of a provision, or a keyword",
        help=f"did you mean `{guess}`?" if guess else one_of(KEYWORDS),
        guess=guess or "",
    )
