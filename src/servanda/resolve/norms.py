"""Read the head of a provision: who must, may or should do what."""

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.base.quantities import Quantity
from servanda.model.events import Agency
from servanda.model.provisions import Action, Effect, EffectKind, Modality
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.names import Context
from servanda.resolve.phrases import (
    VAGUE,
    read_actor,
    read_actors,
    read_agency,
    read_duration,
    read_quantity,
    sees_duration,
    sees_quantity,
)
from servanda.syntax import Kind, Token

_MODALS = (
    (("must", "not"), Modality.PROHIBITION),
    (("must", "try", "to"), Modality.EFFORT),
    (("must", "prevent"), Modality.PREVENT),
    (("must", "procure"), Modality.PROCURE),
    (("must", "keep"), Modality.MAINTAIN),
    (("must",), Modality.DUTY),
    (("may",), Modality.POWER),
    (("should",), Modality.RECOMMENDATION),
)
_MEASURES = frozenset(
    "km kilometres kilometers metre metres meter meters m mm cm kg hours hour days day weeks week "
    "months month years year minutes minute points point and or to of in on km-wide".split()
)
_MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)
_VERBS_WITH_OVER = tuple("hand give turn make sign pass carry bring".split())
_TARGETS = ("provision", "phase", "process", "event", "agreement", "instrument")


class Norm(Struct, frozen=True, kw_only=True):
    """Hold the head of a provision."""

    agency: Agency
    modality: Modality
    action: Action
    effect: Effect | None


def read_norm(cursor: Cursor, context: Context) -> Norm:
    """Read who, the modal verb, and the action."""
    agency = read_agency(cursor, context)
    modality = _read_modality(cursor)
    if modality is None:
        cursor.offer(*(" ".join(words) for words, _ in _MODALS))
        raise cursor.fault("`must`, `must not`, `must try to`, `may` or `should`")
    effect = None
    if modality is Modality.POWER:
        start = cursor.at
        effect = _read_effect(cursor, context)
        cursor.at = start
    action = _read_action(cursor, context, modality)
    return Norm(agency=agency, modality=modality, action=action, effect=effect)


def _read_modality(cursor: Cursor) -> Modality | None:
    token = cursor.peek()
    for words, modality in _MODALS:
        if token is not None and token.text == words[0] and cursor.accept(*words):
            return modality
    return None


def _read_action(cursor: Cursor, context: Context, modality: Modality) -> Action:
    target = _target(cursor, context, modality)
    words = _words(cursor)
    if modality in (Modality.EFFORT, Modality.POWER, Modality.PREVENT):
        return Action(words=words, target=target)
    start = cursor.at
    quantity, unit, per = _amount(cursor)
    is_cap = bool(per) and quantity is not None and quantity.low_open
    if modality is Modality.PROHIBITION and not is_cap:
        cursor.at = start
        return Action(words=words, target=target)
    cursor.at = len(cursor.tokens)
    return Action(words=words, quantity=quantity, unit=unit, per=per, target=target)


def _target(cursor: Cursor, context: Context, modality: Modality) -> str:
    token = cursor.peek()
    if token is None:
        raise cursor.fault("what is to be done")
    if modality is Modality.MAINTAIN and context.named(token, ("level",)):
        return token.text
    if modality in (Modality.PREVENT, Modality.PROCURE):
        start = cursor.at
        actors: tuple[ActorId, ...] = ()
        if context.find(token.text, ("actor",)):
            actors = read_actors(cursor, context)
        cursor.at = start
        return ",".join(actors)
    return ""


def _words(cursor: Cursor) -> str:
    """Join the words of the action as they are written, keeping the cursor where it stands."""
    text, end = "", -1
    for token in cursor.tokens[cursor.at :]:
        text += ("" if token.column == end else " ") + token.text
        end = token.column + token.width
    return text.strip()


def _may_count(token: Token) -> bool:
    return token.kind is Kind.NUMBER or token.text in VAGUE


def _amount(cursor: Cursor) -> tuple[Quantity | None, str, str]:
    """Find the first number that counts something owed, its unit, and whether it is daily."""
    if not any(map(_may_count, cursor.tokens[cursor.at :])):
        return None, "", ""
    while not cursor.is_done:
        if cursor.accept_any(*_VERBS_WITH_OVER):
            cursor.accept("over")
            continue
        if not sees_quantity(cursor):
            cursor.take()
            continue
        quantity = read_quantity(cursor)
        unit = cursor.peek()
        if unit is None or unit.kind is not Kind.WORD:
            continue
        if unit.text in _MEASURES or unit.text in _MONTHS:
            continue
        rest = {token.text for token in cursor.tokens[cursor.at :]}
        daily = cursor.sees("per", "day", ahead=1) or cursor.sees("a", "day", ahead=1)
        weekly = cursor.sees("per", "month", ahead=1) or cursor.sees("a", "month", ahead=1)
        per = "day" if daily else "month" if weekly else ""
        if not per and "daily" in rest:
            per = "day"
        return quantity, unit.text, per
    return None, "", ""


def _read_effect(cursor: Cursor, context: Context) -> Effect | None:
    token = cursor.peek()
    cursor.offer(*(kind.value for kind in EffectKind))
    try:
        kind = EffectKind(token.text) if token is not None else EffectKind.NOTHING
    except ValueError:
        return None
    if kind is EffectKind.NOTHING:
        return None
    cursor.take()
    try:
        return _effect_of(kind, cursor, context)
    except Unreadable:
        return None


def _effect_of(kind: EffectKind, cursor: Cursor, context: Context) -> Effect:
    if kind is EffectKind.WITHDRAW:
        cursor.expect("from")
    actor = None
    if kind is EffectKind.EXEMPT:
        actor = read_actor(cursor, context)
        cursor.expect("from")
    target = "agreement"
    if not (cursor.accept("the", "agreement") or cursor.accept("agreement")):
        cursor.accept("the")
        target = context.name(cursor, *_TARGETS)
    duration = None
    if cursor.accept("by") or cursor.accept("for") or cursor.accept("once", "by"):
        duration = read_duration(cursor) if sees_duration(cursor) else None
    return Effect(kind=kind, target=target, duration=duration, actor=actor)
