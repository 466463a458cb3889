"""Name who takes part, in which role, and how bodies decide."""

from enum import Enum

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.base.spans import Span
from servanda.model.ambiguities import Guard
from servanda.model.decisions import DecisionRule
from servanda.model.sources import Citation


class Role(Enum):
    """Say in which quality an actor stands beside the text."""

    PARTY = "party"
    MEDIATOR = "mediator"
    GUARANTOR = "guarantor"
    MONITOR = "monitor"
    FACILITATOR = "facilitator"
    WITNESS = "witness"
    ENDORSER = "endorser"
    CARRIER = "carrier"
    BODY = "body"
    FACTION = "faction"
    PERSON = "person"
    GROUP = "group"
    ACTOR = "actor"


class Membership(Struct, frozen=True, kw_only=True):
    """Say that an actor belongs to a body or a group, or speaks for it, with the dates as written."""

    body: ActorId
    since: str = ""
    until: str = ""


class Office(Struct, frozen=True, kw_only=True):
    """Name an office somebody holds, with the dates as written."""

    title: str
    since: str = ""
    until: str = ""


class Actor(Struct, frozen=True, kw_only=True):
    """Name a state, a movement, a body, a faction or a person.

    `weights` are what it brings to a vote by other measures than seats; `delegates` those who cast its
    vote. `speaks_for` names all for whom the text ever lets it speak; `mandates` those with dates. `office`
    is the last one declared, `offices` are all of them. `disputed` holds the clauses that count
    under some readings only, as written: a role that one side claims and another denies is nobody's
    to settle here.
    """

    id: ActorId
    title: str
    roles: tuple[Role, ...]
    also_called: tuple[str, ...] = ()
    memberships: tuple[Membership, ...] = ()
    members: tuple[ActorId, ...] = ()
    answered_for_by: ActorId | None = None
    allied_to: tuple[ActorId, ...] = ()
    speaks_for: tuple[ActorId, ...] = ()
    mandates: tuple[Membership, ...] = ()
    office: str = ""
    offices: tuple[Office, ...] = ()
    seats: int | None = None
    weights: tuple[tuple[str, int], ...] = ()
    delegates: tuple[Membership, ...] = ()
    rule: DecisionRule | None = None
    chaired_by: tuple[ActorId, ...] = ()
    hosted_by: tuple[ActorId, ...] = ()
    disputed: tuple[tuple[Guard, str], ...] = ()
    words: str = ""
    labels: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    span: Span
