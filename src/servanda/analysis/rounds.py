"""Tell a negotiation as rounds: which text was proposed, handed on, answered, by whom, through whom."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from servanda.analysis.contradictions import Contradiction, Kind, contradictions
from servanda.analysis.positions import Cell, Positions, Standing
from servanda.analysis.stances import POSITIVE, Sense
from servanda.base.identities import ActorId
from servanda.model.actors import Actor, Role
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Saying, Signing, Utterance, Vote
from servanda.monitor.roster import each_of


class Move(Enum):
    """Say what an entry does in a negotiation."""

    PROPOSED = "proposed"
    COUNTERED = "countered"
    ANSWERED = "answered on conditions"
    ACCEPTED = "accepted"
    FAVOURED = "favoured"
    REJECTED = "rejected"
    VOTED = "voted on"
    REPLIED = "replied"


class Step(Struct, frozen=True, kw_only=True):
    """Hold one step of a negotiation: who did what with which text, to whom and through whom.

    `acknowledged` are later entries in which an addressee or a carrier speaks of this one, or that
    answer it: without them the record does not say that it arrived.
    """

    move: Move
    text: str
    entry: Entry
    through: tuple[ActorId, ...]
    answers: str
    acknowledged: tuple[Entry, ...]


class Outcome(Enum):
    """Say whether what was asked or promised outside the text was done, as somebody says."""

    MET = "met"
    UNMET = "unmet"
    PARTLY = "partly"
    OPEN = "open"


class Asked(Struct, frozen=True, kw_only=True):
    """Hold a request or a pledge beside the text, with its outcome and what answers it."""

    entry: Entry
    others: tuple[ActorId, ...]
    outcome: Outcome
    answered: tuple[Entry, ...]


class Apart(Struct, frozen=True, kw_only=True):
    """Hold a thing on which the parties are still apart: one is against it or sets conditions."""

    about: str
    cells: tuple[Cell, ...]


class Rounds(Struct, frozen=True, kw_only=True):
    """Hold the steps in time, requests and pledges, who moved on what, and what is still apart."""

    steps: tuple[Step, ...]
    asked: tuple[Asked, ...]
    moved: tuple[Contradiction, ...]
    apart: tuple[Apart, ...]


def rounds(agreement: Agreement, found: Positions) -> Rounds:
    """Tell the negotiation up to the date of the positions."""
    entries = sorted(_known(agreement, found), key=lambda entry: entry.when.earliest or 0)
    return Rounds(
        steps=tuple(steps(agreement, entries)),
        asked=tuple(_asked(entries)),
        moved=tuple(c for c in contradictions(agreement, found) if c.kind is Kind.CHANGED),
        apart=tuple(_apart(agreement, found)),
    )


def _known(agreement: Agreement, found: Positions) -> Iterator[Entry]:
    for entry in agreement.entries:
        first, recorded = entry.when.earliest, entry.recorded.earliest
        if first is not None and first > found.on:
            continue
        if found.known is None or recorded is None or recorded <= found.known:
            yield entry


# -- steps -------------------------------------------------------------------------------------


def steps(agreement: Agreement, entries: list[Entry]) -> Iterator[Step]:
    """Give the moves of a negotiation among entries that stand in time."""
    texts = _texts(agreement, entries)
    for place, entry in enumerate(entries):
        text = _text_of(entry)
        answers = detail(entry, "answers")
        if text not in texts and answers not in texts:
            continue
        move = _move(entry, answers)
        if move is None:
            continue
        yield Step(
            move=move,
            text=text,
            entry=entry,
            through=carriers(agreement, entry),
            answers=answers,
            acknowledged=tuple(acknowledging(agreement, entry, entries[place + 1 :])),
        )


def _texts(agreement: Agreement, entries: list[Entry]) -> frozenset[str]:
    """Name what is negotiated: the agreement, its parts, and named proposals and answers."""
    named = {
        entry.id
        for entry in entries
        if isinstance(entry.what, Saying | Signing) and ":" not in entry.id
    }
    return frozenset({agreement.header.id, *agreement.phases, *agreement.provisions, *named})


def _text_of(entry: Entry) -> str:
    what = entry.what
    return what.target if isinstance(what, Saying | Signing | Vote) else ""


def _move(entry: Entry, answers: str) -> Move | None:
    """Say which move an entry is; None for a remark."""
    match entry.what:
        case Signing(verb="propose") | Saying(stance="proposes"):
            return Move.COUNTERED if answers else Move.PROPOSED
        case Signing(verb="accept" | "sign" | "ratify") | Saying(stance="accepts"):
            return _conditioned(entry, Move.ACCEPTED)
        case Saying(stance="rejects"):
            return Move.REJECTED
        case Saying(stance="conditions"):
            return Move.ANSWERED
        case Signing() | Saying(stance="supports" | "welcomes" | "commits"):
            return _conditioned(entry, Move.FAVOURED)
        case Vote():
            return Move.VOTED
        case _:
            return Move.REPLIED if answers else None


def _conditioned(entry: Entry, move: Move) -> Move:
    return Move.ANSWERED if detail(entry, "if") and not detail(entry, "warns") else move


def acknowledging(agreement: Agreement, entry: Entry, later: list[Entry]) -> Iterator[Entry]:
    """Give the later entries in which an addressee or a carrier speaks of one, or that answer it."""
    if ":" in entry.id:
        return
    heard = {*entry.to, *carriers(agreement, entry)}
    heard |= {one for name in heard for one in agreement.actors[name].members}
    for other in later:
        speaks = heard.intersection(other.actors) and _text_of(other) == entry.id
        if speaks or detail(other, "answers") == entry.id:
            yield other


# -- requests and pledges ----------------------------------------------------------------------


def _asked(entries: list[Entry]) -> Iterator[Asked]:
    for place, entry in enumerate(entries):
        what = entry.what
        if not isinstance(what, Utterance) or what.verb not in ("request", "pledge"):
            continue
        answered = tuple(
            other
            for other in entries[place + 1 :]
            if ":" not in entry.id and detail(other, "answers") == entry.id
        )
        outcomes = [detail(each, "outcome") for each in (entry, *answered)]
        told = [Outcome(word) for word in outcomes if word]
        yield Asked(
            entry=entry,
            others=(*what.others, *entry.to),
            outcome=told[-1] if told else Outcome.OPEN,
            answered=answered,
        )


# -- what is still apart -----------------------------------------------------------------------


def _apart(agreement: Agreement, found: Positions) -> Iterator[Apart]:
    """Find the things on which a party stands, with its own word, other than plainly for them.

    Who is a party under some readings only is asked as well.
    """
    parties = {a.id for a in agreement.actors.values() if Role.PARTY in a.roles or is_disputed(a)}
    rows: dict[str, list[Cell]] = {}
    for cell in found.cells:
        if cell.actor in parties and any(p.standing is Standing.STANDS for p in cell.placed):
            rows.setdefault(cell.about, []).append(cell)
    for about, cells in rows.items():
        senses = {_held(cell) for cell in cells}
        readings = {said.held for cell in cells for said in cell.standing if said.held}
        is_open = bool(senses & {Sense.REJECTS, Sense.CONDITIONS, Sense.NOT_STATED})
        # One party's yes to the whole, where another has said nothing, is not yet agreement.
        is_alone = bool(senses & POSITIVE) and bool(parties - _heard(agreement, found, about))
        if is_open or len(readings) > 1 or (is_alone and about == agreement.header.id):
            yield Apart(about=about, cells=tuple(cells))


def is_disputed(actor: Actor) -> bool:
    """Tell whether somebody is a party under some readings only."""
    return any(words == f"also {Role.PARTY.value}" for _, words in actor.disputed)


def _heard(agreement: Agreement, found: Positions, about: str) -> set[ActorId]:
    """Give those who have spoken on a thing; a group speaks for each of its members."""
    spoke = [cell.actor for cell in found.cells if cell.about == about and cell.standing]
    return {one for name in spoke for one in (name, *each_of(agreement, name))}


def _held(cell: Cell) -> Sense | None:
    return cell.leading.sense if cell.leading is not None else None


# -- details -----------------------------------------------------------------------------------


def detail(entry: Entry, key: str) -> str:
    """Give a clause of an entry as written; empty for none."""
    return dict(entry.details).get(key, "")


def carriers(agreement: Agreement, entry: Entry) -> tuple[ActorId, ...]:
    """Give those through whom an entry says that something went."""
    names = (ActorId(word.strip()) for word in detail(entry, "through").split(","))
    return tuple(name for name in names if name in agreement.actors)
