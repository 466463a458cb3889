"""Read how a claim says that a party stands, and find the duties that this asks about."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.identities import ActorId, ProvisionId
from servanda.model.claims import Claim
from servanda.model.provisions import BorneBy, Modality, Provision
from servanda.model.times import Condition, Not, Standing, Stands
from servanda.resolve.cursor import Cursor
from servanda.resolve.names import Context
from servanda.resolve.phrases import read_actor
from servanda.syntax import Kind

_OWED = frozenset({Modality.DUTY, Modality.PROCURE})
"""What can be done, and then is: what must be kept, prevented, tried or not done is never performed."""


def sees_party(cursor: Cursor, context: Context) -> bool:
    """Tell whether an actor comes next, in a clause that may ask of actors."""
    token = cursor.peek()
    if token is None or token.kind is not Kind.WORD or not cursor.asks_of_parties:
        return False
    return context.find(token.text, ("actor",)) is not None


def sees_standing(cursor: Cursor, context: Context) -> bool:
    """Tell whether it is said next how an actor stands."""
    if not sees_party(cursor, context):
        return False
    said = (("owes",), ("is", "late"), ("is", "not", "late"), ("has", "performed"))
    return any(cursor.sees(*words, ahead=1) for words in said)


def read_standing(cursor: Cursor, context: Context) -> Condition:
    """Read `hamas owes nothing in one`, `israel is late with prisoners`, `hamas has performed everything`."""
    span = cursor.span()
    actor = read_actor(cursor, context)
    if cursor.accept("owes"):
        if cursor.accept("nothing"):
            return Not(inner=_of(cursor, context, actor, Standing.OWES), span=span)
        return _object(cursor, context, actor, Standing.OWES, "anything")
    if cursor.accept("is"):
        is_negated = cursor.accept("not")
        cursor.expect("late")
        late = _late(cursor, context, actor)
        return Not(inner=late, span=span) if is_negated else late
    cursor.expect("has", "performed")
    return _object(cursor, context, actor, Standing.PERFORMED, "everything")


def read_owing(cursor: Cursor, context: Context) -> Condition:
    """Read `israel owing prisoners`, `israel late`, `hamas perform everything in one`, after `has`."""
    actor = read_actor(cursor, context)
    if cursor.accept("owing"):
        return _object(cursor, context, actor, Standing.OWES, "anything")
    if cursor.accept("late"):
        return _late(cursor, context, actor)
    if cursor.accept("perform"):
        return _object(cursor, context, actor, Standing.PERFORMED, "everything")
    raise cursor.fault("`owing`, `late` or `perform`")


def _late(cursor: Cursor, context: Context, actor: ActorId) -> Condition:
    if cursor.accept("with"):
        return _object(cursor, context, actor, Standing.LATE, "anything")
    return _of(cursor, context, actor, Standing.LATE)


def _object(
    cursor: Cursor, context: Context, actor: ActorId, asked: Standing, word: str
) -> Condition:
    """Read what is owed or performed: all there is, or one provision."""
    if cursor.accept(word):
        return _of(cursor, context, actor, asked)
    span = cursor.span()
    name = context.name(cursor, "provision", what=f"provision, nor is it `{word}`,")
    return Stands(
        actor=actor, asked=asked, provisions=(ProvisionId(name),), is_named=True, span=span
    )


def _of(cursor: Cursor, context: Context, actor: ActorId, asked: Standing) -> Condition:
    """Read where the duties stand that are asked about, and leave them to be found."""
    span = cursor.span()
    phase = context.name(cursor, "phase") if cursor.accept("in") else ""
    return Stands(actor=actor, asked=asked, provisions=(), phase=phase, span=span)


# -- the duties asked about ------------------------------------------------------------------


def with_duties(claim: Claim, provisions: Mapping[ProvisionId, Provision]) -> Claim:
    """Fill in the duties of a party that a claim asks about without naming them."""
    formula = _filled(claim.formula, provisions)
    return claim if formula is claim.formula else replace(claim, formula=formula)


def _filled(value: object, provisions: Mapping[ProvisionId, Provision]) -> object:
    if isinstance(value, Stands):
        if value.is_named:
            return value
        found = tuple(p.id for p in provisions.values() if _is_asked_about(p, value))
        return replace(value, provisions=found)
    if isinstance(value, tuple):
        parts = tuple(_filled(each, provisions) for each in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if not isinstance(value, Struct):
        return value
    changes = {}
    for name in value.__struct_fields__:
        before = getattr(value, name)
        after = _filled(before, provisions)
        if after is not before:
            changes[name] = after
    return replace(value, **changes) if changes else value


def _is_asked_about(provision: Provision, asked: Stands) -> bool:
    """Tell whether a provision is a duty that some reading lays on the party, where it is asked."""
    if provision.modality not in _OWED or (asked.phase and provision.phase != asked.phase):
        return False
    borne = [c.agency for c in provision.clauses if isinstance(c, BorneBy)]
    agencies = (provision.agency, *borne)
    is_silent = any(agency.silence is not None for agency in agencies)
    return is_silent or any(asked.actor in agency.actors for agency in agencies)
