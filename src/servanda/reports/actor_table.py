"""Tabulate what the text and the record say of one actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.model.actors import Actor
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Guard
from servanda.model.events import Agency
from servanda.model.provisions import BorneBy, CertifiedBy, Modality, Particular, Provision
from servanda.monitor import held_readings
from servanda.monitor.roster import members_of, offices_of, spoken_for
from servanda.reports.values import Reading
from servanda.reports.words import sentence


class NormRow(Struct, frozen=True, kw_only=True):
    """Hold a provision that concerns the actor, with the readings under which it does."""

    provision: str
    words: str
    modality: str
    effect: str
    as_: str
    reading: Reading
    cites: tuple[str, ...]


class PreventRow(Struct, frozen=True, kw_only=True):
    """Name a duty of others to prevent or procure the actor's acts."""

    provision: str
    by: tuple[str, ...]
    words: str


class MemberRow(Struct, frozen=True, kw_only=True):
    """Name a body the actor belongs to, or a member of it, with the dates as written."""

    actor: str
    seats: int | None
    since: str
    until: str


class HeldRow(Struct, frozen=True, kw_only=True):
    """Name a reading the actor holds."""

    ambiguity: str
    reading_held: str
    asks: str
    means: str


class ActorTable(Struct, frozen=True, kw_only=True):
    """Hold what is to be said of an actor."""

    agreement: str
    id: str
    title: str
    roles: tuple[str, ...]
    also_called: tuple[str, ...]
    office: str
    words: str
    member_of: tuple[MemberRow, ...]
    members: tuple[MemberRow, ...]
    answered_for_by: str | None
    answers_for: tuple[str, ...]
    speaks_for: tuple[str, ...]
    spoken_for_by: tuple[str, ...]
    allied_to: tuple[str, ...]
    chaired_by: tuple[str, ...]
    chairs: tuple[str, ...]
    hosted_by: tuple[str, ...]
    disputed: tuple[str, ...]
    duties: tuple[NormRow, ...]
    prohibitions: tuple[NormRow, ...]
    powers: tuple[NormRow, ...]
    recommendations: tuple[NormRow, ...]
    owed_to: tuple[NormRow, ...]
    certifies: tuple[str, ...]
    verifies: tuple[str, ...]
    prevented_by: tuple[PreventRow, ...]
    procured_by: tuple[PreventRow, ...]
    readings_held: tuple[HeldRow, ...]
    cites: tuple[str, ...]


def tabulate_actor(agreement: Agreement, name: ActorId, on: Instant) -> ActorTable:
    """Make the table of an actor."""
    actor = agreement.actors[name]
    others = agreement.actors.values()
    norms = list(_norms(agreement, actor))
    return ActorTable(
        agreement=agreement.header.id,
        id=actor.id,
        title=actor.title,
        roles=tuple(role.value for role in actor.roles),
        also_called=actor.also_called,
        office="; ".join(held.what for held in offices_of(agreement, name, on)),
        words=actor.words,
        member_of=tuple(_member_of(agreement, actor, on)),
        members=tuple(
            MemberRow(actor=m.actor, seats=agreement.actors[m.actor].seats, since=m.since, until="")
            for m in members_of(agreement, name, on)
        ),
        answered_for_by=actor.answered_for_by,
        answers_for=tuple(a.id for a in others if a.answered_for_by == name),
        speaks_for=spoken_for(agreement, name, on),
        spoken_for_by=tuple(a.id for a in others if name in spoken_for(agreement, a.id, on)),
        allied_to=actor.allied_to,
        chaired_by=actor.chaired_by,
        chairs=tuple(a.id for a in others if name in a.chaired_by),
        hosted_by=actor.hosted_by,
        disputed=tuple(f"{words} ({_under(guard)})" for guard, words in actor.disputed),
        duties=tuple(row for modality, row in norms if modality in _DUTIES),
        prohibitions=tuple(row for modality, row in norms if modality is Modality.PROHIBITION),
        powers=tuple(row for modality, row in norms if modality is Modality.POWER),
        recommendations=tuple(r for m, r in norms if m is Modality.RECOMMENDATION),
        owed_to=tuple(
            _norm(agreement, provision, "", ())
            for provision in agreement.provisions.values()
            if name in provision.creditors
        ),
        certifies=tuple(_with_clause(agreement, lambda c: _certifies(c, name))),
        verifies=tuple(_with_clause(agreement, lambda c: _verifies(c, name))),
        prevented_by=tuple(_targeting(agreement, name, Modality.PREVENT)),
        procured_by=tuple(_targeting(agreement, name, Modality.PROCURE)),
        readings_held=tuple(_held(agreement, name, on)),
        cites=actor.labels,
    )


def _under(guard: Guard) -> str:
    """Name the readings under which a disputed clause counts."""
    named = (f"{a}: {' or '.join(sorted(readings))}" for a, readings in guard.options)
    return f"under {' and '.join(named)}"


_DUTIES = frozenset(
    {Modality.DUTY, Modality.EFFORT, Modality.PREVENT, Modality.PROCURE, Modality.MAINTAIN}
)


def _member_of(agreement: Agreement, actor: Actor, on: Instant) -> Iterator[MemberRow]:
    until = {m.body: m.until for m in actor.memberships}
    for body in agreement.actors.values():
        for member in members_of(agreement, body.id, on):
            if member.actor == actor.id:
                yield MemberRow(
                    actor=body.id, seats=None, since=member.since, until=until.get(body.id, "")
                )


def _norms(agreement: Agreement, actor: Actor) -> Iterator[tuple[Modality, NormRow]]:
    """Find what an actor bears: in its own name, by assignment, or as member of a group."""
    groups = [g.id for g in agreement.actors.values() if actor.id in g.members]
    for provision in agreement.provisions.values():
        guard = provision.under
        for bearer in (actor.id, *groups):
            as_ = "" if bearer == actor.id else bearer
            if bearer in provision.agency.actors:
                row = _norm(agreement, provision, as_, _reading(guard))
                yield provision.modality, row
                break
            assigned = [
                clause
                for clause in provision.clauses
                if isinstance(clause, BorneBy) and bearer in clause.agency.actors
            ]
            for clause in assigned:
                reading = (*_reading(guard), *_reading(clause.under))
                yield provision.modality, _norm(agreement, provision, as_, reading)


def _norm(agreement: Agreement, provision: Provision, as_: str, reading: Reading) -> NormRow:
    return NormRow(
        provision=provision.id,
        words=sentence(agreement, provision),
        modality=provision.modality.value,
        effect=_effect(provision),
        as_=as_,
        reading=reading,
        cites=provision.labels,
    )


def _effect(provision: Provision) -> str:
    effect = provision.effect
    return "" if effect is None else f"{effect.kind.value} {effect.target}".strip()


def _reading(guard: Guard) -> Reading:
    return tuple(
        (str(ambiguity), " or ".join(sorted(readings))) for ambiguity, readings in guard.options
    )


def _with_clause(agreement: Agreement, is_meant) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for provision in agreement.provisions.values():
        if any(is_meant(clause) for clause in provision.clauses):
            yield provision.id


def _certifies(clause: object, name: ActorId) -> bool:
    return isinstance(clause, CertifiedBy) and clause.actor == name


def _verifies(clause: object, name: ActorId) -> bool:
    return (
        isinstance(clause, Particular) and clause.keyword == "verified by" and name in clause.actors
    )


def _targeting(agreement: Agreement, name: ActorId, modality: Modality) -> Iterator[PreventRow]:
    for provision in agreement.provisions.values():
        if provision.modality is modality and name in provision.action.target.split(","):
            by = _everyone(provision.agency, provision.clauses)
            words = sentence(agreement, provision)
            yield PreventRow(provision=provision.id, by=by, words=words)


def _everyone(agency: Agency, clauses: Iterable[object]) -> tuple[str, ...]:
    named = list(agency.actors)
    for clause in clauses:
        if isinstance(clause, BorneBy):
            named.extend(clause.agency.actors)
    return tuple(dict.fromkeys(named))


def _held(agreement: Agreement, name: ActorId, on: Instant) -> Iterator[HeldRow]:
    for ambiguity, reading in held_readings(agreement, name, on).items():
        found = agreement.ambiguities[ambiguity]
        means = next((r.title for r in found.readings if r.id == reading), "")
        yield HeldRow(ambiguity=ambiguity, reading_held=reading, asks=found.title, means=means)
