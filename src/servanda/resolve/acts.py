"""Read the heads of dated entries: what is said to have happened."""

from collections.abc import Callable

from servanda.base.calendar import Duration
from servanda.base.identities import ActorId, AmbiguityId, EventId, ProvisionId, ReadingId
from servanda.base.quantities import Quantity
from servanda.model import entries as model
from servanda.model.times import Point
from servanda.resolve.cursor import Cursor
from servanda.resolve.decision_rules import read_rule
from servanda.resolve.declarations import ABOUT
from servanda.resolve.names import Context
from servanda.resolve.phrases import (
    read_actors,
    read_duration,
    read_quantity,
    read_whole,
    sees_quantity,
)
from servanda.resolve.points import read_point
from servanda.syntax import Kind

ACTED = tuple[tuple[ActorId, ...], model.What, str]
"""Who acted, what it was, and free words read with it."""

STANCES = tuple(
    "supports accepts rejects demands proposes conditions threatens welcomes commits blames "
    "criticises announces denies describes warns urges promises asks holds abstains "
    "prefers not-stated".split()
)
CLAUSE_WORDS = frozenset(
    "by via to with in at because warns if words named cites under credibility defective "
    "recorded of as for against abstain abstaining absent share turnout through until over "
    "since after about note place among answers met unmet upon".split()
)
_VERDICTS = tuple("breached late excused fulfilled not-met unclear partly".split())
_TARGETS = (*ABOUT, "ambiguity", "entry", "open word", "source")


def _target(cursor: Cursor, context: Context, first: tuple[str, ...] = ()) -> str:
    """Read the name of what an entry is about; none where a clause or a text comes next.

    A name that several kinds of thing share means the first of them.
    """
    token = cursor.peek()
    if token is None or token.kind is not Kind.WORD:
        return ""
    if token.text in CLAUSE_WORDS and context.find(token.text, _TARGETS) is None:
        return ""
    return context.name(cursor, *first, *_TARGETS)


def _signing(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    return actors, model.Signing(verb=verb, target=_target(cursor, context)), ""


def _saying(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    if cursor.sees_kind(Kind.STRING):
        return actors, model.Saying(stance="", target=""), cursor.string()
    stance = cursor.accept_any(*STANCES)
    if not stance:
        raise cursor.fault("a stance or a quoted text", among=STANCES)
    first = ("claim",) if stance in ("demands", "asks") else ()
    target = _target(cursor, context, first)
    over = _over(cursor, context) if stance == "prefers" else ()
    return actors, model.Saying(stance=stance, target=target, over=over), cursor.string_if_any()


def _over(cursor: Cursor, context: Context) -> tuple[str, ...]:
    """Read what a thing is preferred to: `to B`, and what that is preferred to: `to C`."""
    found: list[str] = []
    while not found or cursor.sees("to"):
        if not cursor.accept("to"):
            raise cursor.fault("`to`, and what it is preferred to")
        found.append(context.name(cursor, *_TARGETS))
    return tuple(found)


def _contact(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    return actors, model.Contact(verb=verb), cursor.string_if_any()


def _vote(cursor: Cursor, context: Context, verb: str) -> ACTED:
    body = _body(cursor, context)
    outcome = cursor.accept_any("adopts", "rejects", "approves", "fails", "on")
    if not outcome:
        raise cursor.fault("`adopts` or `rejects`, or `on` where the outcome is not known")
    target = _target(cursor, context)
    shares: dict[str, Quantity] = {}
    counts = read_counts(cursor, shares)
    vote = model.Vote(
        body=body,
        adopts=None if outcome == "on" else outcome in ("adopts", "approves"),
        target=target,
        in_favour=counts.get("for"),
        against=counts.get("against"),
        abstaining=counts.get("abstain"),
        share=shares.get("share"),
        turnout=shares.get("turnout"),
    )
    return (body,), vote, ""


def read_counts(cursor: Cursor, shares: dict[str, Quantity]) -> dict[str, int]:
    """Read how many voted for, against or not at all, and put shares where they belong."""
    counts: dict[str, int] = {}
    while word := cursor.accept_any("for", "against", "abstain", "absent", "share", "turnout"):
        if word in ("share", "turnout"):
            shares[word] = read_quantity(cursor)
        else:
            counts[word] = read_whole(cursor, "a number of votes")
    return counts


def _membership(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    body = _body(cursor, context)
    return actors, model.MembershipChange(body=body, joins=verb == "join"), ""


def _body(cursor: Cursor, context: Context) -> ActorId:
    return ActorId(context.name(cursor, "actor", what="body"))


def _dissolution(cursor: Cursor, context: Context, verb: str) -> ACTED:
    body = _body(cursor, context)
    return (body,), model.Dissolution(body=body), ""


def _division(cursor: Cursor, context: Context, verb: str) -> ACTED:
    body = _body(cursor, context)
    cursor.expect("into")
    return (body,), model.Division(body=body, into=read_actors(cursor, context)), ""


def _mandate(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    cursor.expect("for")
    of = read_actors(cursor, context)
    return actors, model.Mandate(of=of, begins=verb == "authorise"), ""


def _office(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    return actors, model.OfficeChange(office=cursor.string(), takes=verb == "appoint"), ""


def _new_rule(cursor: Cursor, context: Context, verb: str) -> ACTED:
    body = _body(cursor, context)
    cursor.expect("decides", "by")
    return (body,), model.RuleChange(body=body, rule=read_rule(cursor, context)), ""


def _act(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    provision = ProvisionId(context.name(cursor, "provision"))
    is_start = cursor.accept("starts") or cursor.accept("begins")
    quantity, category = None, ""
    is_total = cursor.accept("total")
    if sees_quantity(cursor):
        quantity = read_quantity(cursor)
        token = cursor.peek()
        if token is not None and token.kind is Kind.WORD and token.text not in CLAUSE_WORDS:
            category = cursor.take().text
    act = model.Act(
        provision=provision,
        quantity=quantity,
        category=category,
        parts=(),
        area="",
        is_start=is_start,
        defect="",
        is_total=is_total,
    )
    return actors, act, ""


def _happens(cursor: Cursor, context: Context, verb: str) -> ACTED:
    return (), model.Occurrence(event=EventId(context.name(cursor, "event"))), ""


def _process(cursor: Cursor, context: Context, verb: str) -> ACTED:
    process = context.name(cursor, "process")
    edge = "opened" if verb == "opens" else "ended"
    return (), model.Occurrence(event=EventId(f"{process}.{edge}")), ""


def _exercise(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    power = ProvisionId(context.name(cursor, "provision", what="power"))
    until: Point | None = None
    duration: Duration | None = None
    while word := cursor.accept_any("until", "for"):
        if word == "until":
            until = read_point(cursor, context)
        else:
            duration = read_duration(cursor)
    return actors, model.Exercise(power=power, until=until, duration=duration, area=""), ""


def _certificate(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    cursor.accept("that")
    provision = ProvisionId(context.name(cursor, "provision"))
    return actors, model.Certificate(provision=provision, is_given=verb == "certify"), ""


def _amend(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context) if cursor.accept("by") else ()
    return actors, model.Amendment(changes=()), ""


def _declaration(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    cursor.accept("the")
    return actors, model.Declaration(verb=verb, target=_target(cursor, context)), ""


def _notice(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    if cursor.sees_kind(Kind.STRING):
        return actors, model.Notice(verb="", target=""), cursor.string()
    said = cursor.word("what is notified, such as `suspends`").text
    target = _target(cursor, context)
    return actors, model.Notice(verb=said, target=target), cursor.string_if_any()


def _figure(cursor: Cursor, context: Context, verb: str) -> ACTED:
    counted = cursor.word("what the figure counts")
    context.named(counted, ("level",))
    value = read_quantity(cursor)
    of = read_quantity(cursor) if cursor.accept("of") else None
    unit: list[str] = []
    while (token := cursor.peek()) is not None and token.kind is Kind.WORD:
        if token.text in CLAUSE_WORDS:
            break
        unit.append(cursor.take().text)
    return (), model.Figure(name=counted.text, value=value, of=of, unit=" ".join(unit)), ""


def _incident(cursor: Cursor, context: Context, verb: str) -> ACTED:
    token = cursor.peek()
    named = token is not None and context.find(token.text, ("actor",)) is not None
    is_kind = token is not None and not named and token.text in context.names.of("kind")
    actors = () if cursor.sees("against") or is_kind else read_actors(cursor, context)
    kind = _kind(cursor, context)
    provision = ProvisionId("")
    if not kind or cursor.sees("against"):
        cursor.expect("against")
        provision = ProvisionId(context.name(cursor, "provision"))
    words = cursor.string_if_any()
    states = tuple(state.value for state in model.IncidentState)
    word = cursor.accept_any(*states)
    if not word:
        raise cursor.fault(f"how far it is established: {', '.join(states)}")
    state = model.IncidentState(word)
    return actors, model.Incident(provision=provision, state=state, kind=kind), words


def _kind(cursor: Cursor, context: Context) -> str:
    """Read the kind of an incident, if a word comes that is none of the others of its head."""
    token = cursor.peek()
    states = [state.value for state in model.IncidentState]
    if token is None or token.kind is not Kind.WORD or token.text in ("against", *states):
        return ""
    if not context.names.of("kind"):
        return ""
    return context.name(cursor, "kind", what="kind of incident")


def _identity(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    entries = [context.name(cursor, "entry", what="named entry")]
    while cursor.accept(",") or cursor.accept("and"):
        entries.append(context.name(cursor, "entry", what="named entry"))
    if len(entries) < 2:
        raise cursor.fault("`,` and another named entry")
    return actors, model.Identity(entries=tuple(entries), is_one=verb == "merge"), ""


def _finding(cursor: Cursor, context: Context, verb: str) -> ACTED:
    token = cursor.peek()
    named = token is not None and context.find(token.text, ("actor",)) is not None
    actors = read_actors(cursor, context) if named else ()
    cursor.accept("that")
    provision = ProvisionId(context.name(cursor, "provision"))
    verdict = cursor.accept_any(*_VERDICTS)
    if not verdict:
        raise cursor.fault(f"what was found: {', '.join(_VERDICTS)}")
    return actors, model.Finding(provision=provision, verdict=verdict), cursor.string_if_any()


def _holding(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    cursor.accept_any("holds", "hold")
    ambiguity = AmbiguityId(context.name(cursor, "ambiguity"))
    token = cursor.word("one of its readings")
    if f"{ambiguity}.{token.text}" not in context.names.of("reading"):
        known = [r for r, owners in context.names.readings.items() if ambiguity in owners]
        cursor.at -= 1
        cursor.offer(*known)
        raise cursor.fault(f"a reading of `{ambiguity}`: {', '.join(known)}", rule="unknown-name")
    context.mark(token, "reading", f"{ambiguity}.{token.text}")
    return actors, model.Holding(ambiguity=ambiguity, reading=ReadingId(token.text)), ""


def _settlement(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors, held, words = _holding(cursor, context, verb)
    assert isinstance(held, model.Holding)
    return actors, model.Settlement(ambiguity=held.ambiguity, reading=held.reading), words


def _utterance(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    others: tuple[ActorId, ...] = ()
    while cursor.accept_any("of", "to"):
        others += read_actors(cursor, context)
    target = _target(cursor, context)
    said = model.Utterance(verb=verb, others=others, target=target)
    return actors, said, cursor.string_if_any()


def _denial(cursor: Cursor, context: Context, verb: str) -> ACTED:
    actors = read_actors(cursor, context)
    entry = context.name(cursor, "entry", what="named entry")
    return actors, model.Denial(entry=entry, is_retraction=verb == "retract"), ""


def _remark(cursor: Cursor, context: Context, verb: str) -> ACTED:
    target = "" if cursor.sees_kind(Kind.STRING) else _target(cursor, context)
    return (), model.Remark(target=target), cursor.string()


def _in_force(cursor: Cursor, context: Context, verb: str) -> ACTED:
    cursor.expect("force")
    return (), model.InForce(), ""


HEADS: dict[str, Callable[[Cursor, Context, str], ACTED]] = {
    "in": _in_force,
    **dict.fromkeys(("propose", "sign", "endorse", "ratify", "accept", "welcome"), _signing),
    "say": _saying,
    **dict.fromkeys(("meet", "call", "write", "visit", "host"), _contact),
    "vote": _vote,
    **dict.fromkeys(("join", "leave"), _membership),
    "dissolve": _dissolution,
    "split": _division,
    **dict.fromkeys(("authorise", "disavow"), _mandate),
    **dict.fromkeys(("appoint", "resign"), _office),
    "rule": _new_rule,
    "act": _act,
    "happens": _happens,
    **dict.fromkeys(("opens", "ends"), _process),
    "exercise": _exercise,
    **dict.fromkeys(("certify", "refuse"), _certificate),
    "amend": _amend,
    **dict.fromkeys(("suspend", "resume", "waive", "terminate"), _declaration),
    "notify": _notice,
    "figure": _figure,
    "incident": _incident,
    **dict.fromkeys(("merge", "distinguish"), _identity),
    "finding": _finding,
    "reading": _holding,
    "settle": _settlement,
    **dict.fromkeys(("appraise", "request", "pledge", "announce"), _utterance),
    **dict.fromkeys(("deny", "retract"), _denial),
    "note": _remark,
}
