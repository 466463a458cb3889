"""Count a body: who belongs to it on a date, what its rule asks for, whether a vote meets it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.base.quantities import Quantity, Truth, at_least, more_than
from servanda.model.actors import Actor, DecisionRule
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Vote
from servanda.monitor.roster import Member, members_of, seats_of


class Tally(Struct, frozen=True, kw_only=True):
    """Hold a count behind something: how many, of how many needed; None where no rule says."""

    body: ActorId
    members: tuple[Member, ...]
    without: tuple[Member, ...]
    joined_by: tuple[Member, ...]
    in_favour: int
    seats: int
    threshold: int | None
    carried: bool | None
    rule: str
    may_veto: tuple[ActorId, ...]


def tally(
    agreement: Agreement,
    body: ActorId,
    *,
    on: Instant,
    known: Instant | None = None,
    without: Iterable[ActorId] = (),
    joined_by: Iterable[ActorId] = (),
) -> Tally:
    """Count the members of a body on a date, less some and with others."""
    actor = agreement.actors[body]
    members = members_of(agreement, body, on, known)
    names = {member.actor for member in members}
    left = tuple(m for m in members if m.actor in set(without))
    added = tuple(
        Member(
            actor=name, seats=seats_of(agreement, name, weighted=_is_weighted(members)), since=""
        )
        for name in joined_by
        if name not in names
    )
    for_it = [m for m in (*members, *added) if m not in left]
    in_favour = sum(m.seats for m in for_it)
    seats = actor.seats or sum(m.seats for m in members)
    rule = actor.rule
    threshold = _threshold(rule, seats) if rule is not None else None
    return Tally(
        body=body,
        members=members,
        without=left,
        joined_by=added,
        in_favour=in_favour,
        seats=seats,
        threshold=threshold,
        carried=_is_carried(rule, {m.actor for m in for_it}, in_favour, threshold),
        rule=rule.written if rule is not None else "",
        may_veto=tuple(
            name for name in (rule.veto if rule else ()) if name not in {m.actor for m in for_it}
        ),
    )


def _is_carried(
    rule: DecisionRule | None, in_favour: set[ActorId], votes: int, threshold: int | None
) -> bool | None:
    if rule is None:
        return None
    if rule.everyone:
        return set(rule.everyone) <= in_favour
    return None if threshold is None else votes >= threshold


def _threshold(rule: DecisionRule, seats: int) -> int | None:
    """Say how many a rule asks for when everybody votes."""
    if rule.needed is not None:
        return rule.needed
    if rule.everyone:
        return len(rule.everyone)
    if rule.share is None or not seats:
        return None
    asked = rule.share * seats
    return asked.__ceil__() if rule.or_equal else asked.__floor__() + 1


def _is_weighted(members: Iterable[Member]) -> bool:
    return any(member.seats != 1 for member in members)


class VoteResult(Struct, frozen=True, kw_only=True):
    """Say whether a vote carried by the body's rule, and why; None where that cannot be told."""

    carried: bool | None
    unanimous: bool | None
    why: str


def vote_result(agreement: Agreement, entry: Entry) -> VoteResult:
    """Judge a recorded vote by the rule of its body."""
    vote = entry.what
    assert isinstance(vote, Vote)
    body = agreement.actors[vote.body]
    if body.rule is None:
        outcomes = {True: "adopted, as recorded", False: "rejected, as recorded"}
        outcome = "outcome not recorded" if vote.adopts is None else outcomes[vote.adopts]
        why = f"{outcome}; the text gives {body.id} no rule of decision"
        return VoteResult(carried=None, unanimous=_unanimous(vote), why=why)
    against = _named(agreement, entry, "against")
    vetoes = [name for name in body.rule.veto if name in against]
    if vetoes:
        why = f"a veto by {', '.join(vetoes)}"
        return VoteResult(carried=False, unanimous=False, why=why)
    meets, why = _meets(agreement, body, body.rule, vote, entry)
    return VoteResult(carried=meets, unanimous=_unanimous(vote), why=why)


def _unanimous(vote: Vote) -> bool | None:
    if vote.in_favour is None or vote.against is None:
        return None
    return vote.against == 0 and not vote.abstaining


def _named(agreement: Agreement, entry: Entry, key: str) -> set[ActorId]:
    """Give those whom an entry names as voting so."""
    words = [text for name, text in entry.details if name == key]
    found = {word.strip() for text in words for word in text.split(",")}
    return {name for name in agreement.actors if name in found}


def _meets(
    agreement: Agreement, body: Actor, rule: DecisionRule, vote: Vote, entry: Entry
) -> tuple[bool | None, str]:
    """Tell whether the counts meet the rule."""
    if rule.everyone:
        absent = _named(agreement, entry, "against") | _named(agreement, entry, "abstaining")
        missing = [name for name in rule.everyone if name in absent]
        if missing:
            return False, f"it needs {rule.written}, and {', '.join(missing)} did not vote for it"
    if vote.share is not None and rule.share is not None and not rule.of_all:
        reaches = at_least if rule.or_equal else more_than
        truth = reaches(vote.share, Quantity.exact(rule.share))
        carried = None if truth is Truth.OPEN else truth is Truth.YES
        return carried, f"{vote.share.describe()} in favour, {rule.written} needed"
    if vote.in_favour is None:
        return None, f"no count is recorded; the rule is {rule.written}"
    needed = rule.needed if rule.needed is not None else _needed(body, rule, vote)
    if needed is None:
        return None, f"the rule is {rule.written}"
    return vote.in_favour >= needed, f"{vote.in_favour} for, {needed} needed ({rule.written})"


def _needed(body: Actor, rule: DecisionRule, vote: Vote) -> int | None:
    """Say how many votes a share asks for, of all seats or of the votes cast."""
    if rule.share is None:
        return None
    if rule.of_all:
        if body.seats is None:
            return None
        base = body.seats
    else:
        base = (vote.in_favour or 0) + (vote.against or 0)
    asked: Fraction = rule.share * base
    return asked.__ceil__() if rule.or_equal else asked.__floor__() + 1
