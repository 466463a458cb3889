"""Read kinds of incidents, places, and which incidents a provision counts."""

from collections.abc import Iterator, Mapping

from servanda.base.identities import ActorId
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.incidents import IncidentKind, Place
from servanda.model.provisions import Counts
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.lines import Line, clauses_below, unknown_clause
from servanda.resolve.names import Context
from servanda.resolve.phrases import read_actors, read_quantity, take_citations
from servanda.syntax import Kind, Sentence


def declared(sentence: Sentence, context: Context) -> Iterator[tuple[str, str, Cursor]]:
    """Give the names and titles that `kind …` or `place …` declares, with the cursor after them."""
    tokens, _ = take_citations(sentence.head.tokens, context)
    cursor = context.cursor(tokens, sentence.span)
    cursor.take()
    while True:
        name = cursor.word("a name").text
        yield name, cursor.string_if_any() or name, cursor
        if not cursor.accept(","):
            return


def read_kinds(sentence: Sentence, context: Context) -> list[IncidentKind]:
    """Read kinds of incidents; `part of` gives all of a sentence their wider kind."""
    found = [(name, title) for name, title, cursor in _heads(sentence, context)]
    within = ""
    for line in clauses_below(sentence, context):
        try:
            if not line.cursor.accept("part"):
                raise Unreadable(unknown_clause(line, "a kind of incident", ("part of",)))
            within = _wider(line, context, "kind", [name for name, _ in found])
        except Unreadable as unreadable:
            context.report(unreadable)
    return [
        IncidentKind(id=name, title=title, within=within, span=sentence.span)
        for name, title in found
    ]


def read_places(sentence: Sentence, context: Context) -> list[Place]:
    """Read places; `part of` gives all of a sentence the place in which they lie."""
    found = [(name, title) for name, title, cursor in _heads(sentence, context)]
    within, also = "", list[str]()
    for line in clauses_below(sentence, context):
        try:
            if line.cursor.accept("also", "called"):
                also.append(line.cursor.string())
                while line.cursor.accept(","):
                    also.append(line.cursor.string())
                line.cursor.end()
                continue
            if not line.cursor.accept("part"):
                raise Unreadable(unknown_clause(line, "a place", ("part of", "also called")))
            within = _wider(line, context, "place", [name for name, _ in found])
        except Unreadable as unreadable:
            context.report(unreadable)
    return [
        Place(id=name, title=title, also_called=tuple(also), within=within, span=sentence.span)
        for name, title in found
    ]


def _heads(sentence: Sentence, context: Context) -> list[tuple[str, str, Cursor]]:
    heads = list(declared(sentence, context))
    heads[-1][2].end()
    return heads


def _wider(line: Line, context: Context, space: str, mine: list[str]) -> str:
    """Read the wider thing of which these are parts; a thing is no part of itself."""
    line.cursor.expect("of")
    name = context.name(line.cursor, space, what=_CALLED[space])
    line.cursor.end()
    if name in mine:
        raise Unreadable(_circle(name, line.span))
    return name


_CALLED = {"kind": "kind of incident", "place": "place"}


def circles(things: Mapping[str, IncidentKind | Place]) -> Iterator[Diagnostic]:
    """Report the things that lie in one another all round, each circle once."""
    told: set[str] = set()
    for name, thing in things.items():
        seen: list[str] = []
        while name and name not in seen and name in things:
            seen.append(name)
            name = things[name].within
        if name in seen and not told.intersection(seen):
            told.update(seen)
            yield _circle(thing.id, thing.span)


def shared_spellings(places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """Report a spelling that two places have: an entry that uses it could mean either."""
    taken: dict[str, Place] = {}
    for place in places.values():
        for spelling in dict.fromkeys(
            text.casefold() for text in (place.id, place.title, *place.also_called)
        ):
            other = taken.setdefault(spelling, place)
            if other is not place:
                yield Diagnostic(
                    rule="declared-twice",
                    severity=Severity.ERROR,
                    message=f"`{spelling}` could be the place `{other.id}` or the place `{place.id}`",
                    span=place.span,
                    found=spelling,
                    expected="a spelling that no other place has",
                    help="give one of the two another title, or remove the spelling",
                    labels=(Label(span=other.span, message="it is a spelling of this one, too"),),
                )


def _circle(name: str, span: Span) -> Diagnostic:
    """Make the fault of a thing that is declared to be a part of itself."""
    return Diagnostic(
        rule="syntax",
        severity=Severity.ERROR,
        message=f"`{name}` cannot be a part of itself",
        span=span,
        found=name,
        expected="something wider",
        help="name the wider kind or place, or remove the clause",
    )


def read_counts(line: Line, context: Context) -> Counts:
    """Read what comes after `counts incidents`: kinds, actors, those struck, places, harm, exceptions."""
    cursor = line.cursor
    kinds = _names(cursor, context, "kind") if cursor.accept("of") else ()
    by: tuple[ActorId, ...] = read_actors(cursor, context) if cursor.accept("by") else ()
    upon: tuple[ActorId, ...] = read_actors(cursor, context) if cursor.accept("upon") else ()
    places = _names(cursor, context, "place") if cursor.accept("in") else ()
    harms = _harms(cursor) if cursor.accept("with") else ()
    excepted = _names(cursor, context, "kind") if cursor.accept("except") else ()
    return Counts(
        kinds=kinds,
        by=by,
        upon=upon,
        places=places,
        harms=harms,
        excepted=excepted,
        under=line.under,
        span=line.span,
    )


def _names(cursor: Cursor, context: Context, space: str) -> tuple[str, ...]:
    names = [context.name(cursor, space, what=_CALLED[space])]
    while cursor.accept(",") or cursor.accept("or") or cursor.accept("and"):
        names.append(context.name(cursor, space, what=_CALLED[space]))
    return tuple(dict.fromkeys(names))


def _harms(cursor: Cursor) -> tuple[tuple[Quantity, str], ...]:
    """Read how much harm it takes: `at least 3 dead or at least 5 wounded`."""
    found: list[tuple[Quantity, str]] = []
    while True:
        quantity = read_quantity(cursor)
        if not cursor.sees_kind(Kind.WORD):
            raise cursor.fault("what was counted, such as `dead`")
        found.append((quantity, cursor.take().text))
        if not cursor.accept("or"):
            return tuple(found)
