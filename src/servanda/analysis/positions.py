"""Lay statements out as a matrix of positions: what stands of them on a date, and what no longer does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from msgspec import Struct

from servanda.analysis.stances import POSITIVE, VERDICTS, Evidence, Sense, Statement, statements
from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, PhaseId, ProvisionId
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.entries import Denial, Entry, telling_of


class Standing(Enum):
    """Say whether a statement still stands, and if not, why."""

    STANDS = "stands"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    DENIED = "denied"


class Placed(Struct, frozen=True, kw_only=True):
    """Hold a statement with its standing, and what changed that: a later statement or an entry.

    `is_sure` is false where a vague date leaves open whether it had been said by the date asked.
    """

    statement: Statement
    standing: Standing
    is_sure: bool = True
    ended_by: Statement | None = None
    ended_in: Entry | None = None


class Cell(Struct, frozen=True, kw_only=True):
    """Hold where one actor stands on one thing, with every statement in time.

    `leading` is the statement by which the cell is named: of those that stand, the best attested,
    and of these the latest. None where nothing stands.
    """

    actor: ActorId
    about: str
    leading: Statement | None
    placed: tuple[Placed, ...]

    @property
    def standing(self) -> tuple[Statement, ...]:
        """Give the statements that stand."""
        return tuple(p.statement for p in self.placed if p.standing is Standing.STANDS)


class Positions(Struct, frozen=True, kw_only=True):
    """Hold the matrix of positions on a date; an actor and a thing without a cell are silence."""

    on: Instant
    known: Instant | None
    cells: tuple[Cell, ...]
    silent: tuple[ActorId, ...]

    def cell(self, actor: ActorId, about: str) -> Cell | None:
        """Give where an actor stands on a thing; None for silence."""
        return next((c for c in self.cells if c.actor == actor and c.about == about), None)


def positions(agreement: Agreement, on: Instant, known: Instant | None = None) -> Positions:
    """Lay out who stands where on a date, by what was known at another."""
    said = statements(agreement, on, known)
    rows: dict[tuple[ActorId, str], list[Statement]] = {}
    for statement in said:
        rows.setdefault((statement.actor, statement.about), []).append(statement)
    denials = tuple(_denials(agreement, on, known))
    order = {name: place for place, name in enumerate(things(agreement))}
    actors = {name: place for place, name in enumerate(agreement.actors)}
    cells = [_cell(actor, about, row, denials, on) for (actor, about), row in rows.items()]
    cells.sort(key=lambda c: (order.get(c.about, len(order)), c.about, actors.get(c.actor, 0)))
    spoke = {cell.actor for cell in cells}
    return Positions(
        on=on,
        known=known,
        cells=tuple(cells),
        silent=tuple(a for a in agreement.actors if a not in spoke and _may_speak(agreement, a)),
    )


def things(agreement: Agreement) -> tuple[str, ...]:
    """List what one can have a position on, in the order of the text: the whole, then its parts."""
    return (
        agreement.header.id,
        *agreement.phases,
        *agreement.provisions,
        *agreement.claims,
        *agreement.ambiguities,
    )


def bearing_on(agreement: Agreement, about: str) -> tuple[str, ...]:
    """Name the things a position on which bears on this one: itself, its parts, and its wholes."""
    phase = agreement.phases.get(PhaseId(about))
    if phase is not None:
        parts = [p.id for p in agreement.in_phase(phase.id)]
        return (about, *parts, agreement.header.id)
    provision = agreement.provisions.get(ProvisionId(about))
    if provision is not None:
        whole = [provision.phase] if provision.phase else []
        return (about, *whole, agreement.header.id)
    return (about,)


def _may_speak(agreement: Agreement, name: ActorId) -> bool:
    """Tell whether the silence of an actor is worth a word: a group named for its acts cannot speak."""
    return Role.GROUP not in agreement.actors[name].roles


# -- a cell ------------------------------------------------------------------------------------


def _cell(
    actor: ActorId, about: str, row: Sequence[Statement], denials: Sequence[Entry], on: Instant
) -> Cell:
    placed = tuple(_placed(statement, row, denials, on) for statement in row)
    standing = [p for p in placed if p.standing is Standing.STANDS]
    return Cell(actor=actor, about=about, leading=_leading(standing), placed=placed)


def _leading(standing: Iterable[Placed]) -> Statement | None:
    """Choose the statement that names a cell: sure before unsure, an answer before a demand.

    A condition of his own that stands qualifies whatever he says in favour besides.
    """
    best: Placed | None = None
    kept = list(standing)
    if any(_is_condition(each) for each in kept):
        kept = [each for each in kept if each.statement.sense not in POSITIVE]
    for each in kept:
        if best is None or _rank(each) <= _rank(best):
            best = each
    return best.statement if best is not None else None


def _is_condition(placed: Placed) -> bool:
    said = placed.statement
    return placed.is_sure and said.is_own and said.sense is Sense.CONDITIONS


def _rank(placed: Placed) -> tuple[bool, bool, int]:
    said = placed.statement
    return (not placed.is_sure, said.sense not in VERDICTS, said.evidence.weakness)


def _placed(
    said: Statement, row: Sequence[Statement], denials: Sequence[Entry], on: Instant
) -> Placed:
    """Say whether a statement stands on a date."""
    latest = said.when.latest
    is_sure = latest is None or latest <= on
    for entry in denials:
        assert isinstance(entry.what, Denial)
        if (
            said.entry is None
            or entry.what.entry != said.entry.id
            or said.actor not in entry.actors
        ):
            continue
        standing = Standing.RETRACTED if entry.what.is_retraction else Standing.DENIED
        return Placed(statement=said, standing=standing, is_sure=is_sure, ended_in=entry)
    for other in row:
        if _supersedes(other, said):
            return Placed(
                statement=said, standing=Standing.SUPERSEDED, is_sure=is_sure, ended_by=other
            )
    return Placed(statement=said, standing=Standing.STANDS, is_sure=is_sure)


def is_taken_back(
    agreement: Agreement, said: Statement, on: Instant, known: Instant | None
) -> bool:
    """Tell whether whoever said something has denied it or taken it back by a date."""
    return (
        _placed(said, (), tuple(_denials(agreement, on, known)), on).standing is not Standing.STANDS
    )


def _supersedes(later: Statement, said: Statement) -> bool:
    """Tell whether a statement takes the place of an earlier one on the same thing.

    It must surely come after, answer the same kind of question, and be no weaker attested: what
    others relay of somebody never takes the place of his own word. What the question assumes takes
    the place of whatever is recorded. That nothing was stated is no
    answer, and takes no answer's place.
    """
    assumed = Evidence.ASSUMED in (later.evidence, said.evidence)
    if (
        assumed and later.evidence is said.evidence
    ) or later.evidence.weakness > said.evidence.weakness:
        return False
    if not assumed and not said.surely_before(later):
        return False
    if later.sense is Sense.NOT_STATED:
        return said.sense is Sense.NOT_STATED
    if said.sense in VERDICTS:
        return later.sense in VERDICTS
    return later.sense is said.sense


def _denials(agreement: Agreement, on: Instant, known: Instant | None) -> Iterator[Entry]:
    """Give the entries by which somebody denies or takes back another, by a date."""
    for entry in telling_of(agreement.entries, Denial):
        first = entry.recorded.earliest
        if known is not None and first is not None and first > known:
            continue
        if entry.when.earliest is None or entry.when.earliest <= on:
            yield entry
