"""Count a body: who belongs to it on a date, what its rule asks for, whether a vote meets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.base.quantities import Truth
from servanda.model.agreement import Agreement
from servanda.model.decisions import HEADS, SEATS, Count, DecisionRule, Named, Share
from servanda.model.entries import Entry, Vote
from servanda.monitor.deciding import (
    Ballot,
    Choice,
    Decision,
    Key,
    Poll,
    ballot_of,
    decide,
    threshold,
)
from servanda.monitor.roster import Member, ended, members_of, rule_of, seats_of


class Tally(Struct, frozen=True, kw_only=True):
    """Hold a count behind something: how many, of how many needed; None where no rule says.

    Members whose membership a vague date leaves open, and seats whose holders the text does not name,
    count in `at_most` and not in `in_favour`. `ended` is the entry by which the body surely ceased to
    be: then nothing is carried, nor where nobody at all is counted.
    """

    body: ActorId
    members: tuple[Member, ...]
    without: tuple[Member, ...]
    joined_by: tuple[Member, ...]
    in_favour: int
    at_most: int
    seats: int
    threshold: int | None
    carried: bool | None
    why: str
    rule: str
    may_veto: tuple[ActorId, ...]
    not_named: int = 0
    ended: Entry | None = None


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
    members = members_of(agreement, body, on, known)
    names = {member.actor for member in members}
    left = tuple(m for m in members if m.actor in set(without))
    weighted = any(member.seats != 1 for member in members)
    added = tuple(
        Member(actor=name, seats=seats_of(agreement, name, weighted=weighted), since="")
        for name in joined_by
        if name not in names
    )
    for_it = [m for m in (*members, *added) if m not in left]
    surely = [m for m in for_it if m.is_sure]
    rule = rule_of(agreement, body, on, known)
    seats = agreement.actors[body].seats or sum(m.seats for m in members)
    blank = _not_named(members, seats)
    everybody = (*members, *added, *blank)
    low, high = (
        _decided(agreement, body, rule, everybody, {m.actor for m in yes}, on, known)
        for yes in (surely, (*for_it, *blank))
    )
    gone = ended(agreement, body, on, known)
    return Tally(
        body=body,
        members=members,
        without=left,
        joined_by=added,
        in_favour=sum(m.seats for m in surely),
        at_most=sum(m.seats for m in (*for_it, *blank)),
        seats=seats,
        threshold=_threshold(rule, seats) if rule is not None else None,
        carried=_agreed(low, high) if everybody and gone is None else None,
        why=low.why if low is not None else "",
        rule=rule.written if rule is not None else "",
        may_veto=tuple(
            name for name in (rule.veto if rule else ()) if name not in {m.actor for m in for_it}
        ),
        not_named=sum(m.seats for m in blank),
        ended=gone,
    )


def _not_named(members: Sequence[Member], seats: int) -> tuple[Member, ...]:
    """Give the seats of a body whose holders the text does not name, where it names some."""
    left = seats - sum(m.seats for m in members)
    if left <= 0 or not members:
        return ()
    sizes = [1] * left if all(m.seats == 1 for m in members) else [left]
    return tuple(
        Member(actor=ActorId(f"not named {place}"), seats=size, since="")
        for place, size in enumerate(sizes)
    )


def _agreed(low: Decision | None, high: Decision | None) -> bool | None:
    if low is None or high is None or low.carried is not high.carried:
        return None
    return None if low.carried is Truth.OPEN else low.carried is Truth.YES


def _decided(
    agreement: Agreement,
    body: ActorId,
    rule: DecisionRule | None,
    members: Iterable[Member],
    in_favour: set[ActorId],
    on: Instant,
    known: Instant | None,
) -> Decision | None:
    """Measure a count by the rule: who is not counted votes against, and uses no veto."""
    if rule is None or not rule.ways:
        return None
    choices = {m.actor: Choice.FOR if m.actor in in_favour else Choice.AGAINST for m in members}
    named = {name: Choice.FOR for name in rule.named if name in in_favour}
    ballot = count_of(agreement, body, rule, {**choices, **named}, on, known, members=members)
    return decide(replace(rule, veto=()), ballot)


def _threshold(rule: DecisionRule, seats: int) -> int | None:
    """Say how many votes a rule of one test asks for when everybody votes; None where it asks more."""
    if len(rule.tests) != 1:
        return None
    match rule.tests[0]:
        case Count(needed=needed):
            return needed
        case Named(needed=needed):
            return needed
        case Share(within=()) as share if share.weight == SEATS and seats:
            return threshold(share, seats)
        case _:
            return None


# -- a count of members ------------------------------------------------------------------------


def count_of(
    agreement: Agreement,
    body: ActorId,
    rule: DecisionRule,
    choices: Mapping[ActorId, Choice],
    on: Instant,
    known: Instant | None = None,
    *,
    members: Iterable[Member] | None = None,
) -> Ballot:
    """Count a vote of which every member's choice is known, by all that the rule asks for."""
    roster = tuple(members) if members is not None else members_of(agreement, body, on, known)
    weights = weights_of(agreement, rule, roster)
    totals = {SEATS: total} if (total := agreement.actors[body].seats) else {}
    parts = {part: part_of(agreement, part, roster, on, known) for part in parts_of(rule)}
    return ballot_of(choices, weights, parts, totals)


def weights_of(
    agreement: Agreement, rule: DecisionRule, members: Iterable[Member]
) -> dict[str, dict[ActorId, int]]:
    """Give what each member brings by each weight that a rule asks for, and by seats."""
    listed = tuple(members)
    found = {SEATS: {m.actor: m.seats for m in listed}}
    for test in rule.tests:
        weight = getattr(test, "weight", SEATS)
        if weight == HEADS:
            found[HEADS] = {m.actor: 1 for m in listed}
        elif weight != SEATS:
            found[weight] = {
                m.actor: dict(agreement.actors[m.actor].weights).get(weight, 0)
                for m in listed
                if m.actor in agreement.actors
            }
    return found


def parts_of(rule: DecisionRule) -> tuple[ActorId, ...]:
    """Give the parts in each of which a rule asks for votes."""
    found = (name for test in rule.tests for name in getattr(test, "within", ()))
    return tuple(dict.fromkeys(found))


def part_of(
    agreement: Agreement,
    part: ActorId,
    members: Iterable[Member],
    on: Instant,
    known: Instant | None = None,
) -> frozenset[ActorId]:
    """Give the members of a body that belong to a part of it, or are the part."""
    inside = {each.actor for each in members_of(agreement, part, on, known)} | {part}
    return frozenset(member.actor for member in members if member.actor in inside)


# -- a recorded vote ---------------------------------------------------------------------------


class VoteResult(Struct, frozen=True, kw_only=True):
    """Say whether a vote carried by the body's rule, and why; None where that cannot be told."""

    carried: bool | None
    unanimous: bool | None
    why: str


def vote_result(agreement: Agreement, entry: Entry) -> VoteResult:
    """Judge a recorded vote by the rule that its body had on that date."""
    vote = entry.what
    assert isinstance(vote, Vote)
    rule = vote_rule(agreement, entry)
    if rule is None:
        outcomes = {True: "adopted, as recorded", False: "rejected, as recorded"}
        outcome = "outcome not recorded" if vote.adopts is None else outcomes[vote.adopts]
        why = f"{outcome}; the text gives {vote.body} no rule of decision"
        return VoteResult(carried=None, unanimous=_unanimous(vote), why=why)
    found = decide(rule, _recorded(agreement, entry, vote, rule))
    carried = None if found.carried is Truth.OPEN else found.carried is Truth.YES
    return VoteResult(carried=carried, unanimous=_unanimous(vote), why=found.why)


def vote_rule(agreement: Agreement, entry: Entry) -> DecisionRule | None:
    """Give the rule that the body of a recorded vote had on that date."""
    assert isinstance(entry.what, Vote)
    on = entry.when.latest if entry.when.latest is not None else entry.when.earliest
    return rule_of(agreement, entry.what.body, on or 0)


def _unanimous(vote: Vote) -> bool | None:
    if vote.in_favour is None or vote.against is None:
        return None
    return vote.against == 0 and not vote.abstaining


def _recorded(agreement: Agreement, entry: Entry, vote: Vote, rule: DecisionRule) -> Ballot:
    """Lay out a recorded vote: its counts, those of its parts, and whom it names."""
    named = named_choices(agreement, entry)
    on = entry.when.latest if entry.when.latest is not None else entry.when.earliest or 0
    members = members_of(agreement, vote.body, on)
    if members and all(m.actor in named and m.is_sure for m in members):
        return count_of(agreement, vote.body, rule, named, on, members=members)
    seats = agreement.actors[vote.body].seats
    polls: dict[Key, Poll] = {
        (SEATS, None): Poll(
            in_favour=vote.in_favour,
            against=vote.against,
            abstaining=vote.abstaining,
            total=seats,
            share=vote.share,
            turnout=vote.turnout,
        )
    }
    for part in vote.parts:
        polls[SEATS, part.part] = Poll(
            in_favour=part.in_favour,
            against=part.against,
            abstaining=part.abstaining,
            total=agreement.actors[part.part].seats,
        )
    if all(m.seats == 1 for m in members):
        polls.update({(HEADS, key[1]): poll for key, poll in polls.items()})
    return Ballot(polls=polls, named=named, is_complete=False)


def named_choices(agreement: Agreement, entry: Entry) -> dict[ActorId, Choice]:
    """Give the choices of those whom a vote names one by one, in the order of the text."""
    found: dict[ActorId, Choice] = {}
    for key, choice in _NAMED.items():
        listed = [text for name, text in entry.details if name == key]
        names = {word.strip() for text in listed for word in text.split(",")}
        found.update({name: choice for name in agreement.actors if name in names})
    return found


_NAMED = {
    "for": Choice.FOR,
    "against": Choice.AGAINST,
    "abstaining": Choice.ABSTAINS,
    "abstain": Choice.ABSTAINS,
    "absent": Choice.ABSENT,
}
