"""Ask a model what rules ask again and again: who is bound, what a clause refers to, and when."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeVar, assert_never

from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.checks.words import has_word, plain, said_in
from servanda.model.actors import Actor, Role
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Guard
from servanda.model.entries import InForce
from servanda.model.events import Event, Manner
from servanda.model.provisions import (
    BorneBy,
    CertifiedBy,
    Clause,
    Deadline,
    EffectKind,
    Modality,
    Particular,
    Phase,
    Provision,
    StartBy,
    Then,
    Tranche,
)
from servanda.model.times import (
    All,
    Amount,
    AnchorPoint,
    Any,
    Condition,
    DayPoint,
    ExtremePoint,
    FixedPoint,
    Is,
    Not,
    OffsetPoint,
    Passed,
    Point,
    Stands,
    Status,
)

C = TypeVar("C", bound=Clause)
REMEMBERED = 65_536
"""A dozen rules ask the same of each provision: the answer is kept for so many of them."""

DUTIES = frozenset(
    {Modality.DUTY, Modality.PREVENT, Modality.PROCURE, Modality.MAINTAIN, Modality.PROHIBITION}
)
"""The norms that bind: what may and what should be done does not."""

_CLASSES = ("ceasefire*", "cease-fire*", "armistice*", "truce*", "cessation", "hostilities")
_FIGHTING = (
    "attack*",
    "fire",
    "fight*",
    "hostil*",
    "hostile",
    "combat",
    "violence",
    "offensive*",
    "military operations",
    "use of force",
)


def event_named(agreement: Agreement, name: str) -> Event | None:
    """Find an event by what a clause calls it."""
    return agreement.events.get(EventId(name))


def provision_named(agreement: Agreement, name: str) -> Provision | None:
    """Find a provision by what a clause calls it."""
    return agreement.provisions.get(ProvisionId(name))


def actors_named(agreement: Agreement, names: Iterable[ActorId]) -> list[Actor]:
    """Find the actors of these names, without those whose declaration could not be read."""
    return [agreement.actors[name] for name in names if name in agreement.actors]


def phase_of(agreement: Agreement, provision: Provision) -> Phase | None:
    """Find the phase in which a provision stands."""
    return None if provision.phase is None else agreement.phases.get(provision.phase)


def asks(part: Is | Amount | Passed, target: str, *statuses: Status) -> bool:
    """Tell whether a part of a condition asks if a thing has one of these statuses."""
    return isinstance(part, Is) and part.target == target and part.status in statuses


def clauses_of(holder: Provision | Phase, kind: type[C]) -> Iterator[C]:
    """Give the clauses of one kind."""
    return (clause for clause in holder.clauses if isinstance(clause, kind))


_WITHDRAWING = ("withdraw", "redeploy", "pull back", "disengage", "leave ", "vacate", "evacuate")


def is_ceasefire(agreement: Agreement) -> bool:
    """Tell whether a text sets out to stop fighting: by its class, else by what it forbids."""
    stated = agreement.header.remarks.get("class", "")
    return has_word(stated, _CLASSES) if stated else bool(truces(agreement))


def truces(agreement: Agreement) -> tuple[Provision, ...]:
    """Give the provisions that forbid to fight."""
    return tuple(
        provision
        for provision in agreement.provisions.values()
        if provision.modality is Modality.PROHIBITION
        and has_word(provision.action.words, _FIGHTING)
    )


def withdrawals(agreement: Agreement) -> tuple[Provision, ...]:
    """Give the duties to withdraw from somewhere, or to leave it."""
    return tuple(
        provision
        for provision in agreement.provisions.values()
        if provision.modality in (Modality.DUTY, Modality.PROCURE)
        and _opening(provision).startswith(_WITHDRAWING)
    )


def _opening(provision: Provision) -> str:
    """Give the words of an action from its verb on, without the actor that is procured to act."""
    words = plain(provision.action.words).strip()
    for actor in provision.action.target.split(","):
        if actor and provision.modality is Modality.PROCURE:
            words = words.removeprefix(actor).strip()
    return words.removeprefix("to ")


@lru_cache(maxsize=REMEMBERED)
def bearers(provision: Provision) -> tuple[ActorId, ...]:
    """Give the actors that a provision names, under whatever reading."""
    others = (actor for clause in clauses_of(provision, BorneBy) for actor in clause.agency.actors)
    return tuple(dict.fromkeys((*provision.agency.actors, *others)))


def is_unnamed(provision: Provision) -> bool:
    """Tell whether a provision names no addressee, save perhaps under a reading."""
    if provision.agency.manner is not Manner.UNNAMED:
        return False
    return not any(not clause.under.options for clause in clauses_of(provision, BorneBy))


def parties(agreement: Agreement) -> tuple[ActorId, ...]:
    """Give the parties, in the order in which the text names them."""
    return tuple(a.id for a in agreement.actors.values() if Role.PARTY in a.roles)


def monitors(agreement: Agreement) -> tuple[ActorId, ...]:
    """Give the actors that watch, verify or certify: by their role, or by a clause."""
    found = [a.id for a in agreement.actors.values() if Role.MONITOR in a.roles]
    for provision in agreement.provisions.values():
        found.extend(verifiers(provision))
        if provision.effect is not None and provision.effect.kind is EffectKind.CERTIFY:
            found.extend(provision.agency.actors)
    return tuple(name for name in dict.fromkeys(found) if name in agreement.actors)


@lru_cache(maxsize=REMEMBERED)
def verifiers(provision: Provision) -> tuple[ActorId, ...]:
    """Give those whom a provision itself names to verify or certify it."""
    found = [clause.actor for clause in clauses_of(provision, CertifiedBy)]
    for clause in clauses_of(provision, Particular):
        if clause.keyword == "verified by":
            found.extend(clause.actors)
    return tuple(found)


def is_dated(provision: Provision) -> bool:
    """Tell whether some clause says by when a provision falls due."""
    return any(
        isinstance(clause, StartBy | Tranche)
        or (isinstance(clause, Deadline) and clause.point is not None)
        for clause in provision.clauses
    )


def article(provision: Provision) -> str:
    """Say by which article or label a text knows a provision; empty when it says neither."""
    named = [c.text for c in clauses_of(provision, Particular) if c.keyword == "article" and c.text]
    return ", ".join((*named, *provision.labels))


def mentions(agreement: Agreement, words: Iterable[str]) -> bool:
    """Tell whether some provision, its name or a label it cites speaks of one of these things."""
    wanted = tuple(words)
    for provision in agreement.provisions.values():
        titles = (agreement.labels[n].title for n in provision.labels if n in agreement.labels)
        name = provision.name.replace("-", " ")
        if has_word(" . ".join((name, said_in(provision), *titles)), wanted):
            return True
    return False


def is_open_word(agreement: Agreement, provision: Provision) -> bool:
    """Tell whether the text says itself that a word of this provision is open."""
    return any(provision.id in word.about for word in agreement.open_words.values())


def is_questioned(agreement: Agreement, provision: Provision) -> bool:
    """Tell whether an open word or a declared ambiguity concerns this provision."""
    return is_open_word(agreement, provision) or any(
        provision.id in ambiguity.about for ambiguity in agreement.ambiguities.values()
    )


def enters_into_force(agreement: Agreement) -> bool:
    """Tell whether text or record say when the agreement enters into force."""
    return agreement.header.in_force is not None or any(
        isinstance(entry.what, InForce) for entry in agreement.entries
    )


def compatible(first: Guard, second: Guard) -> bool:
    """Tell whether some choice of readings admits both clauses."""
    known = dict(first.options)
    return all(
        ambiguity not in known or known[ambiguity] & readings
        for ambiguity, readings in second.options
    )


def described(guard: Guard) -> str:
    """Name the readings to which a clause is limited; empty for a clause that always counts."""
    return " and ".join(
        " or ".join(f"`{ambiguity}.{reading}`" for reading in sorted(readings))
        for ambiguity, readings in guard.options
    )


def anchors(point: Point) -> tuple[AnchorPoint, ...]:
    """Give what must happen before a moment can be told; of alternatives, only what all need."""
    match point:
        case FixedPoint():
            return ()
        case DayPoint(origin=origin):
            return () if origin is None else anchors(origin)
        case AnchorPoint():
            return (point,)
        case OffsetPoint(origin=origin):
            return anchors(origin)
        case ExtremePoint(first=first, second=second, is_later=is_later):
            both = (anchors(first), anchors(second))
            return both[0] + both[1] if is_later or all(both) else ()
        case _:
            assert_never(point)


def asked(condition: Condition) -> Iterator[Is | Amount]:
    """Give what a condition asks about, however its parts are joined."""
    match condition:
        case Is() | Amount():
            yield condition
        case Passed() | Stands():
            return
        case Not(inner=inner):
            yield from asked(inner)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from asked(part)
        case _:
            assert_never(condition)


def certain(condition: Condition) -> Iterator[Is | Amount | Passed]:
    """Give what must be so for a condition to hold: the parts that no alternative replaces."""
    match condition:
        case Is() | Amount() | Passed():
            yield condition
        case Not() | Any() | Stands():
            return
        case All(parts=parts):
            for part in parts:
                yield from certain(part)
        case _:
            assert_never(condition)


def predecessors(agreement: Agreement, phase: PhaseId) -> Iterator[Phase]:
    """Give the phases that pass over to a phase."""
    for other in agreement.phases.values():
        if any(clause.phase == phase for clause in clauses_of(other, Then)):
            yield other
