"""Read actors: who they are, where they belong, and how bodies decide."""

from msgspec.structs import replace

from servanda.base.identities import ActorId
from servanda.model.actors import Actor, Membership, Office, Role
from servanda.model.decisions import DecisionRule
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.decision_rules import read_quorum, read_rule
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
from servanda.syntax import Sentence

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
    "quorum",
    "weight",
    "delegates to",
    "cites",
    "words",
)


def declared_actors(sentence: Sentence, context: Context) -> list[tuple[str, str, Cursor]]:
    """List the names a sentence of actors declares, with their titles."""
    tokens, _ = take_citations(sentence.head.tokens, context)
    cursor = context.cursor(tokens, sentence.span)
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
        title = cursor.string()
        since, until = _dates(cursor)
        office = Office(title=title, since=since, until=until)
        return replace(actor, office=title, offices=(*actor.offices, office))
    if cursor.accept("speaks", "for"):
        spoken = _memberships(cursor, context)
        dated = tuple(each for each in spoken if each.since or each.until)
        return replace(
            actor,
            speaks_for=(*actor.speaks_for, *(each.body for each in spoken)),
            mandates=actor.mandates + dated,
        )
    if cursor.accept("answered", "for", "by"):
        return replace(actor, answered_for_by=read_actor(cursor, context))
    if cursor.accept("allied", "to"):
        return replace(actor, allied_to=read_actors(cursor, context))
    if cursor.accept("seats"):
        return replace(actor, seats=read_whole(cursor, "a number of seats"))
    if cursor.accept("decides", "by"):
        before = actor.rule or DecisionRule(written="")
        rule = replace(read_rule(cursor, context), veto=before.veto, quorum=before.quorum)
        return replace(actor, rule=rule)
    if cursor.accept("veto", "by"):
        rule = actor.rule or DecisionRule(written="")
        return replace(actor, rule=replace(rule, veto=read_actors(cursor, context)))
    if cursor.accept("quorum"):
        rule = actor.rule or DecisionRule(written="")
        return replace(actor, rule=replace(rule, quorum=read_quorum(cursor, context)))
    if cursor.accept("weight"):
        name = cursor.word("the name of a weight, such as `population`").text
        many = read_whole(cursor, "how much of it the actor brings")
        return replace(actor, weights=(*actor.weights, (name, many)))
    if cursor.accept("delegates", "to"):
        return replace(actor, delegates=actor.delegates + _memberships(cursor, context))
    if cursor.accept("cites"):
        return replace(actor, labels=actor.labels + read_labels(cursor, context))
    if cursor.accept("words"):
        return replace(actor, words=cursor.rest())
    raise Unreadable(unknown_clause(line, "an actor", _CLAUSES))


def _memberships(cursor: Cursor, context: Context) -> tuple[Membership, ...]:
    bodies = read_actors(cursor, context)
    since, until = _dates(cursor)
    return tuple(Membership(body=body, since=since, until=until) for body in bodies)


def _dates(cursor: Cursor) -> tuple[str, str]:
    """Read since when and until when, where the text says so."""
    since = _date(cursor) if cursor.accept("from") or cursor.accept("since") else ""
    return since, _date(cursor) if cursor.accept("until") else ""


def _date(cursor: Cursor) -> str:
    if not sees_date(cursor):
        raise cursor.fault("a date")
    return cursor.take().text
