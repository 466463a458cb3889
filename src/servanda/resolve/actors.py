"""Read actors: who they are, where they belong, and how bodies decide."""

from fractions import Fraction

from msgspec.structs import replace

from servanda.base.identities import ActorId
from servanda.model.actors import Actor, DecisionRule, Membership, Role
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.lines import Line, clauses_below, unknown_clause
from servanda.resolve.names import Context
from servanda.resolve.phrases import (
    read_actor,
    read_actors,
    read_labels,
    read_whole,
    sees_date,
    take_citations,
)
from servanda.syntax import Kind, Sentence

ROLES = tuple(role.value for role in Role)
_CLAUSES = (
    "also called",
    "also",
    "member of",
    "members",
    "office",
    "speaks for",
    "answered for by",
    "allied to",
    "seats",
    "decides by",
    "chaired by",
    "hosted by",
    "veto by",
    "cites",
    "words",
)
_FRACTIONS = {
    ("two", "thirds"): Fraction(2, 3),
    ("three", "quarters"): Fraction(3, 4),
    ("three", "fifths"): Fraction(3, 5),
}


def declared_actors(sentence: Sentence, context: Context) -> list[tuple[str, str, Cursor]]:
    """List the names a sentence of actors declares, with their titles."""
    tokens, _ = take_citations(sentence.head.tokens, context)
    cursor = Cursor(tokens, sentence.span)
    cursor.take()
    found: list[tuple[str, str, Cursor]] = []
    try:
        while not found or cursor.accept(","):
            start = cursor.at
            name = cursor.word("the name of an actor").text
            found.append((name, cursor.string_if_any(), Cursor(tokens[start:], sentence.span)))
        cursor.end()
    except Unreadable as unreadable:
        context.report(unreadable)
    return found


def read_actors_of(sentence: Sentence, context: Context) -> list[Actor]:
    """Read the actors of a sentence; its clauses hold for each of them."""
    _, citations = take_citations(sentence.head.tokens, context)
    role = Role(sentence.head.tokens[0].text)
    drafts = [
        Actor(
            id=ActorId(name),
            title=title or name,
            roles=(role,),
            citations=citations,
            span=cursor.tokens[0].span,
        )
        for name, title, cursor in declared_actors(sentence, context)
    ]
    for line in clauses_below(sentence, context):
        start = line.cursor.at
        for index, actor in enumerate(drafts):
            line.cursor.at = start
            try:
                drafts[index] = _clause(line, actor, context)
                line.cursor.end()
            except Unreadable as unreadable:
                context.report(unreadable)
                break
    return drafts


def _clause(line: Line, actor: Actor, context: Context) -> Actor:
    cursor = line.cursor
    if line.under.options:
        return replace(actor, disputed=(*actor.disputed, (line.under, cursor.rest())))
    if cursor.accept("chaired", "by"):
        return replace(actor, chaired_by=read_actors(cursor, context))
    if cursor.accept("hosted", "by"):
        return replace(actor, hosted_by=read_actors(cursor, context))
    if cursor.accept("also", "called"):
        names = [cursor.string()]
        while cursor.accept(","):
            names.append(cursor.string())
        return replace(actor, also_called=actor.also_called + tuple(names))
    if cursor.accept("also"):
        role = cursor.accept_any(*ROLES)
        if not role:
            raise cursor.fault("a role such as `mediator`")
        return replace(actor, roles=(*actor.roles, Role(role)))
    if cursor.accept("member", "of"):
        return replace(actor, memberships=actor.memberships + _memberships(cursor, context))
    if cursor.accept("members"):
        return replace(actor, members=actor.members + read_actors(cursor, context))
    if cursor.accept("office"):
        return replace(actor, office=cursor.string())
    if cursor.accept("speaks", "for"):
        return replace(actor, speaks_for=read_actors(cursor, context))
    if cursor.accept("answered", "for", "by"):
        return replace(actor, answered_for_by=read_actor(cursor, context))
    if cursor.accept("allied", "to"):
        return replace(actor, allied_to=read_actors(cursor, context))
    if cursor.accept("seats"):
        return replace(actor, seats=read_whole(cursor, "a number of seats"))
    if cursor.accept("decides", "by"):
        veto = actor.rule.veto if actor.rule else ()
        return replace(actor, rule=replace(_rule(cursor, context), veto=veto))
    if cursor.accept("veto", "by"):
        rule = actor.rule or DecisionRule(written="")
        return replace(actor, rule=replace(rule, veto=read_actors(cursor, context)))
    if cursor.accept("cites"):
        return replace(actor, labels=actor.labels + read_labels(cursor, context))
    if cursor.accept("words"):
        return replace(actor, words=cursor.rest())
    raise Unreadable(unknown_clause(line, "an actor", _CLAUSES))


def _memberships(cursor: Cursor, context: Context) -> tuple[Membership, ...]:
    bodies = read_actors(cursor, context)
    since = _date(cursor) if cursor.accept("from") or cursor.accept("since") else ""
    until = _date(cursor) if cursor.accept("until") else ""
    return tuple(Membership(body=body, since=since, until=until) for body in bodies)


def _date(cursor: Cursor) -> str:
    if not sees_date(cursor):
        raise cursor.fault("a date")
    return cursor.take().text


def _rule(cursor: Cursor, context: Context) -> DecisionRule:
    start = cursor.at
    rule = _read_rule(cursor, context)
    written = " ".join(token.text for token in cursor.tokens[start : cursor.at])
    return replace(rule, written=written)


def _read_rule(cursor: Cursor, context: Context) -> DecisionRule:
    half = Fraction(1, 2)
    if cursor.accept("majority", "of", "seats") or cursor.accept("absolute", "majority"):
        return DecisionRule(written="", share=half, of_all=True)
    if cursor.accept("majority", "in", "each", "of"):
        return DecisionRule(written="", share=half, each_of=read_actors(cursor, context))
    if cursor.accept("majority"):
        return DecisionRule(written="", share=half)
    for words, share in _FRACTIONS.items():
        if cursor.accept(*words):
            of_all = cursor.accept("of", "seats")
            return DecisionRule(written="", share=share, or_equal=True, of_all=of_all)
    if cursor.accept("consensus") or cursor.accept("unanimity"):
        return DecisionRule(written="", share=Fraction(1), or_equal=True, of_all=True)
    if cursor.accept("all", "of"):
        return DecisionRule(written="", everyone=read_actors(cursor, context))
    if cursor.accept("decision", "of"):
        return DecisionRule(written="", everyone=read_actors(cursor, context))
    cursor.accept("at", "least")
    needed = read_whole(cursor, "a rule such as `majority`, `at least 61` or `9 of 15`")
    if cursor.accept("of") and cursor.sees_kind(Kind.NUMBER):
        cursor.take()
    return DecisionRule(written="", needed=needed)
