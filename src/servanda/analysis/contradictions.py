"""List what does not go together in what was said. Nothing is resolved: each side keeps its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import combinations

from msgspec import Struct

from servanda.analysis.positions import Cell, Placed, Positions, Standing
from servanda.analysis.stances import POSITIVE, Evidence, Sense, Statement
from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, PhaseId, ProvisionId
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Saying, telling_of
from servanda.monitor.roster import members_of, spoken_for


class Kind(Enum):
    """Say between whom a contradiction lies.

    `self`: an actor against himself, with no order in time that is sure; `changed`: he said another
    thing before; `relayed`: what another says of him against his own word, or against his having
    said nothing; `denied`: he denies what is said of him; `part`: he is for the whole and against a
    part of it; `body`: a member against his body;
    `about-others`: a blame beside what the others, whom it does not name, are recorded to have said.
    """

    SELF = "self"
    CHANGED = "changed"
    RELAYED = "relayed"
    DENIED = "denied"
    PART = "part"
    BODY = "body"
    ABOUT_OTHERS = "about-others"


class Contradiction(Struct, frozen=True, kw_only=True):
    """Hold two sides that do not go together: a statement, or a blame, and what stands beside it."""

    kind: Kind
    actor: ActorId
    about: str
    first: Statement | None
    against: tuple[Statement, ...]
    entry: Entry | None = None


def contradictions(agreement: Agreement, found: Positions) -> tuple[Contradiction, ...]:
    """List the contradictions in a matrix of positions, in the order of its cells."""
    listed: list[Contradiction] = []
    for cell in found.cells:
        placed = [p for p in cell.placed if p.standing is not Standing.DENIED]
        own = [p.statement for p in placed if p.statement.is_own]
        kept = [p.statement for p in placed if p.standing is not Standing.RETRACTED]
        listed.extend(_with_himself(cell, [said for said in kept if said.is_own]))
        listed.extend(_with_accounts(cell, own))
        listed.extend(_with_the_whole(agreement, found, cell))
        listed.extend(_with_body(agreement, found, cell))
    listed.extend(_with_others(agreement, found))
    return tuple(each for each in listed if not _is_echo(each))


def _is_echo(clash: Contradiction) -> bool:
    """Tell whether every word is that of one speaker, with whom the contradiction is listed too."""
    if clash.kind is Kind.BODY:
        return False
    said = [*((clash.first,) if clash.first is not None else ()), *clash.against]
    speakers = {each.spoken_by for each in said if each.actor == clash.actor}
    return len(speakers) == 1 and None not in speakers


def _side(said: Statement) -> str:
    """Say on which side a statement is: for, against, on conditions, or a reading; empty for none."""
    match said.sense:
        case Sense.ACCEPTS | Sense.FAVOURS:
            return "for"
        case Sense.REJECTS:
            return "against"
        case Sense.CONDITIONS:
            return "conditions"
        case Sense.HOLDS:
            return said.held
        case _:
            return ""


def _with_himself(cell: Cell, own: Iterable[Statement]) -> Iterator[Contradiction]:
    """Find an actor's own words that differ: in a sure order a change, else a contradiction."""
    kept = [said for said in own if _side(said)]
    for first, second in combinations(kept, 2):
        if _side(first) == _side(second) or _same_word(first, second):
            continue
        if first.surely_before(second) or second.surely_before(first):
            continue
        opposed = {"for", "against"} == {_side(first), _side(second)}
        if opposed or first.sense is Sense.HOLDS:
            yield _between(Kind.SELF, cell, first, second)
    for place, later in enumerate(kept):
        before = [said for said in kept[:place] if said.surely_before(later)]
        if before and _side(before[-1]) != _side(later):
            yield _between(Kind.CHANGED, cell, before[-1], later)


def _same_word(first: Statement, second: Statement) -> bool:
    return first.entry is not None and first.entry is second.entry


def _between(kind: Kind, cell: Cell, first: Statement, second: Statement) -> Contradiction:
    return Contradiction(
        kind=kind, actor=cell.actor, about=cell.about, first=first, against=(second,)
    )


def _with_accounts(cell: Cell, own: Iterable[Statement]) -> Iterator[Contradiction]:
    """Find what others relay of an actor and he did not say, or denies."""
    answers = [said for said in own if _side(said) or said.sense is Sense.NOT_STATED]
    for placed in cell.placed:
        account = placed.statement
        if placed.standing is Standing.DENIED:
            yield Contradiction(
                kind=Kind.DENIED,
                actor=cell.actor,
                about=cell.about,
                first=account,
                against=(),
                entry=placed.ended_in,
            )
        if account.evidence is not Evidence.RELAYED or not _side(account):
            continue
        against = tuple(said for said in answers if _belies(said, account, answers))
        if against:
            yield Contradiction(
                kind=Kind.RELAYED,
                actor=cell.actor,
                about=cell.about,
                first=account,
                against=against,
            )


def _belies(own: Statement, account: Statement, answers: Iterable[Statement]) -> bool:
    """Tell whether an actor's own word does not go with an account of him.

    It is his last word before the account, one of the same time, or that he has not said so.
    """
    if own.sense is Sense.NOT_STATED:
        return not own.surely_before(account)
    if _side(own) == _side(account) or account.surely_before(own):
        return False
    return not any(
        own.surely_before(later) and not account.surely_before(later) and _side(later)
        for later in answers
    )


def _with_the_whole(agreement: Agreement, found: Positions, cell: Cell) -> Iterator[Contradiction]:
    """Find an actor who is for the whole text, in his own words, and surely against a part of it by then."""
    if PhaseId(cell.about) not in agreement.phases and (
        ProvisionId(cell.about) not in agreement.provisions
    ):
        return
    surely = (p.statement for p in cell.placed if p.is_sure and p.standing is Standing.STANDS)
    against = tuple(s for s in surely if s.is_own and s.sense is Sense.REJECTS)
    whole = found.cell(cell.actor, agreement.header.id)
    wanted = [s for s in (whole.standing if whole else ()) if s.is_own and s.sense in POSITIVE]
    if against and wanted:
        yield Contradiction(
            kind=Kind.PART, actor=cell.actor, about=cell.about, first=wanted[-1], against=against
        )


# -- a member and his body ---------------------------------------------------------------------


def _with_body(agreement: Agreement, found: Positions, cell: Cell) -> Iterator[Contradiction]:
    """Find members who say no where their body says yes, or the other way round."""
    others = [c for c in found.cells if c.about == cell.about and c.actor != cell.actor]
    for theirs in _answering(cell):
        against = tuple(
            his
            for other in others
            for his in _answering(other)
            if (theirs.sense in POSITIVE) != (his.sense in POSITIVE)
            and his.spoken_by is None
            and _belongs(agreement, other.actor, cell.actor, his, theirs)
        )
        if against:
            yield Contradiction(
                kind=Kind.BODY,
                actor=cell.actor,
                about=cell.about,
                first=theirs,
                against=against,
            )


def _answering(cell: Cell) -> list[Statement]:
    return [
        said
        for said in cell.standing
        if said.is_own and (said.sense in POSITIVE or said.sense is Sense.REJECTS)
    ]


def _belongs(
    agreement: Agreement, member: ActorId, body: ActorId, his: Statement, theirs: Statement
) -> bool:
    """Tell whether somebody belonged to a body when the later of two words was spoken.

    He belongs to whomever a body of which he is a member speaks for, as a minister does to a state.
    """
    instants: list[Instant] = [
        moment.earliest for moment in (his.when, theirs.when) if moment.earliest is not None
    ]
    if not instants:
        return False
    on = max(instants)
    bodies = (body, *(n for n in agreement.actors if body in spoken_for(agreement, n, on)))
    return any(member in {m.actor for m in members_of(agreement, each, on)} for each in bodies)


# -- a blame, and the others -------------------------------------------------------------------


def _with_others(agreement: Agreement, found: Positions) -> Iterator[Contradiction]:
    """Set each blame beside the rejections recorded of others than the one who is blamed."""
    rejections = [
        said
        for cell in found.cells
        if cell.about == agreement.header.id
        for said in cell.standing
        if said.sense is Sense.REJECTS and said.is_own and said.spoken_by is None
    ]
    seen: set[tuple[tuple[ActorId, ...], str]] = set()
    for entry in telling_of(agreement.entries, Saying):
        if not isinstance(entry.what, Saying) or entry.what.stance != "blames":
            continue
        if entry.when.earliest is not None and entry.when.earliest > found.on:
            continue
        first = entry.recorded.earliest
        if found.known is not None and first is not None and first > found.known:
            continue
        blamed = entry.what.target
        aside = tuple(
            said
            for said in rejections
            if said.actor != blamed
            and said.actor not in entry.actors
            and not _represents(agreement, said.actor, blamed, found.on)
        )
        if aside and (entry.actors, blamed) not in seen:
            seen.add((entry.actors, blamed))
            yield Contradiction(
                kind=Kind.ABOUT_OTHERS,
                actor=entry.actors[0],
                about=blamed,
                first=None,
                against=aside,
                entry=entry,
            )


def _represents(agreement: Agreement, actor: ActorId, blamed: str, on: Instant) -> bool:
    return ActorId(blamed) in spoken_for(agreement, actor, on)


def unsettled(placed: Iterable[Placed]) -> bool:
    """Tell whether statements that stand are on different sides."""
    sides = {_side(p.statement) for p in placed if p.standing is Standing.STANDS}
    return len(sides - {""}) > 1
