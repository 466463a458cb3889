"""Say how each member of a body would vote on a text, by his position; what is not known stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from msgspec import Struct

from servanda.analysis.positions import Cell, Positions, Standing
from servanda.analysis.stances import POSITIVE, Evidence, Sense, Statement
from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Vote
from servanda.monitor.roster import Member, each_of, members_of

SEATS_APART = 16
"""Up to so many seats without a name are taken as votes of their own."""

NOT_NAMED = "seat not named"
"""The name by which a seat goes whose holder the text does not name."""


class Stand(Enum):
    """Say how a member would vote; open where nobody can tell."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINS = "abstains"
    OPEN = "open"


class Terms(Struct, frozen=True, kw_only=True):
    """Say which positions count as votes: on which text, how well attested, how outspoken.

    Evidence weaker than `evidence` leaves a vote open. With `only_accepts`, who supports or welcomes
    a text without accepting it stays open too.
    """

    target: str
    on: Instant
    known: Instant | None = None
    evidence: Evidence = Evidence.PRESS
    only_accepts: bool = False


class MemberVote(Struct, frozen=True, kw_only=True):
    """Hold how a member would vote, and the statements that say so.

    `why_open` says why a vote is open: `silent`, `conditions`, `relayed`, `contradictory`,
    `not-stated`, `supports`, `membership`, `date`, `not-named` or `its-members`. `through` names
    the delegate, the group or the body
    whose position it takes.
    """

    member: Member
    stand: Stand
    statements: tuple[Statement, ...] = ()
    why_open: str = ""
    through: ActorId | None = None

    @property
    def condition(self) -> str:
        """Give the condition on which an open vote depends, in the words of the record."""
        return next((s.condition for s in self.statements if s.condition and not s.threat), "")

    @property
    def threat(self) -> str:
        """Give what the member warns of."""
        return next((s.threat for s in self.statements if s.threat), "")


def vote_of(agreement: Agreement, found: Positions, terms: Terms, member: Member) -> MemberVote:
    """Say how a member would vote."""
    vote = _own_vote(agreement, found, terms, member)
    if vote.stand is not Stand.OPEN and not member.is_sure:
        return MemberVote(
            member=member,
            stand=Stand.OPEN,
            statements=vote.statements,
            why_open="membership",
            through=vote.through,
        )
    return vote


def not_named(
    agreement: Agreement, body: ActorId, members: Sequence[Member]
) -> tuple[MemberVote, ...]:
    """Give open votes for the seats of a body whose holders the text does not name.

    Where each member has one seat they are votes of their own; else nobody knows how they fall into
    blocks, and they are one.
    """
    left = (agreement.actors[body].seats or 0) - sum(member.seats for member in members)
    if left <= 0 or not members:
        return ()
    single = all(member.seats == 1 for member in members) and left <= SEATS_APART
    if single or left == 1:
        blank = [(f"{NOT_NAMED} {i}", 1) for i in range(1, left + 1)]
    else:
        blank = [(f"{left} seats not named", left)]
    return tuple(
        MemberVote(
            member=Member(actor=ActorId(name), seats=size, since=""),
            stand=Stand.OPEN,
            why_open="not-named",
        )
        for name, size in blank
    )


def _own_vote(agreement: Agreement, found: Positions, terms: Terms, member: Member) -> MemberVote:
    for name in whose_word(agreement, terms, member.actor):
        cell = found.cell(name, terms.target)
        if cell is None or not cell.standing:
            continue
        through = None if name == member.actor else name
        return _of_cell(agreement, terms, member, cell, through)
    return MemberVote(member=member, stand=Stand.OPEN, why_open="silent")


def whose_word(agreement: Agreement, terms: Terms, member: ActorId) -> Iterator[ActorId]:
    """Give whose position a member's vote follows: his own, then his delegate's, then his group's."""
    yield member
    for delegate in agreement.actors[member].delegates:
        yield delegate.body
    for group in agreement.actors.values():
        if Role.GROUP in group.roles and member in group.members:
            yield group.id


def _of_cell(
    agreement: Agreement, terms: Terms, member: Member, cell: Cell, through: ActorId | None
) -> MemberVote:
    """Read a vote off a position."""
    standing = [p for p in cell.placed if p.standing is Standing.STANDS]
    sure = [p.statement for p in standing if p.is_sure]
    counted = [s for s in sure if s.evidence.weakness <= terms.evidence.weakness]

    def vote(stand: Stand, why: str, said: Iterable[Statement]) -> MemberVote:
        return MemberVote(
            member=member,
            stand=stand,
            statements=tuple(said),
            why_open=why if stand is Stand.OPEN else "",
            through=through,
        )

    leading = cell.leading
    if not sure:
        return vote(Stand.OPEN, "date", (p.statement for p in standing))
    if not counted or leading is None or leading not in counted:
        return vote(Stand.OPEN, "relayed", sure)
    sides = {s.sense for s in counted}
    if Sense.REJECTS in sides and sides & POSITIVE:
        return vote(Stand.OPEN, "contradictory", counted)
    match leading.sense:
        case Sense.REJECTS:
            return vote(Stand.AGAINST, "", (leading,))
        case Sense.ABSTAINS:
            return vote(Stand.ABSTAINS, "", (leading,))
        case Sense.ACCEPTS:
            return vote(Stand.FOR, "", (leading,))
        case Sense.FAVOURS:
            return vote(Stand.OPEN if terms.only_accepts else Stand.FOR, "supports", (leading,))
        case Sense.CONDITIONS:
            met = condition_met(agreement, leading.condition, terms)
            stand = _if_met(leading, met)
            return vote(stand, "conditions", (leading,))
        case Sense.NOT_STATED:
            return vote(Stand.OPEN, "not-stated", sure)
        case _:
            return vote(Stand.OPEN, "silent", sure)


def _if_met(said: Statement, met: bool | None) -> Stand:
    """Say what a word on a condition comes to once it is met; unmet, it says nothing."""
    if not met:
        return Stand.OPEN
    return Stand.AGAINST if said.word == "rejects" else Stand.FOR


def each_cell(
    agreement: Agreement, found: Positions, terms: Terms, actor: ActorId, about: str
) -> list[Statement]:
    """Give what counts of the first word that an actor's vote on a thing follows, own or another's."""
    for name in whose_word(agreement, terms, actor):
        cell = found.cell(name, about)
        if cell is not None and cell.standing:
            return [
                p.statement
                for p in cell.placed
                if p.standing is Standing.STANDS
                and p.is_sure
                and p.statement.evidence.weakness <= terms.evidence.weakness
            ]
    return []


def condition_met(agreement: Agreement, written: str, terms: Terms) -> bool | None:
    """Tell whether a condition such as `reds leaves house` is met; None for one in free words."""
    words = [word for word in written.replace(",", " ").split() if word != "and"]
    verbs = {"leaves": False, "leave": False, "joins": True, "join": True}
    place = next((i for i, word in enumerate(words) if word in verbs), -1)
    if place < 1 or len(words) != place + 2:
        return None
    names = [ActorId(word) for word in (*words[:place], words[-1])]
    if any(name not in agreement.actors for name in names):
        return None
    *who, body = names
    inside = {m.actor for m in members_of(agreement, body, terms.on, terms.known)}
    joins = verbs[words[place]]
    return all((name in inside) is joins for one in who for name in each_of(agreement, one))


def recorded_vote(agreement: Agreement, body: ActorId, terms: Terms) -> Entry | None:
    """Give the last vote of a body on a text by a date."""
    found: Entry | None = None
    for entry in agreement.entries:
        if not isinstance(entry.what, Vote) or entry.what.body != body:
            continue
        first, recorded = entry.when.earliest, entry.recorded.earliest
        if entry.what.target != terms.target or (first is not None and first > terms.on):
            continue
        if terms.known is not None and recorded is not None and recorded > terms.known:
            continue
        if found is None or (first or 0) >= (found.when.earliest or 0):
            found = entry
    return found
