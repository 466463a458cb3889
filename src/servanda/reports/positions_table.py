"""Tabulate who stands where: a cell for each actor and thing, with every statement it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from servanda.analysis.contradictions import Contradiction, unsettled
from servanda.analysis.demands import Demand
from servanda.analysis.positions import Cell, Placed, Positions
from servanda.analysis.stances import Statement
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry
from servanda.reports.record_table import SourceRow, entry_sources
from servanda.reports.status_table import certainty


class StatementRow(Struct, frozen=True, kw_only=True):
    """Hold one statement: what was said, how it reached us, where it stands, and what became of it.

    `entry` names the entry of the record; it is empty for what stands in the agreement's own text.
    `standing` is `stands`, `superseded`, `retracted` or `denied`; `ended_by` says by which line.
    """

    entry: str
    file: str
    line: int
    on: str
    recorded: str
    sense: str
    word: str
    words: str
    reading_held: str
    evidence: str
    own: bool
    spoken_by: str | None
    via: tuple[str, ...]
    condition: str
    threat: str
    standing: str
    ended_by: str
    date_open: bool
    certainty: str | None
    credibility: str
    sources: tuple[SourceRow, ...]


class CellRow(Struct, frozen=True, kw_only=True):
    """Hold where an actor stands on a thing. `sense` is `none` where nothing said still stands.

    `own` is false where nobody but others says so: a relayed acceptance is not an acceptance.
    `open` is true where statements that stand are on different sides. `why` has them all, in time.
    """

    actor: str
    about: str
    sense: str
    word: str
    evidence: str | None
    own: bool
    on: str
    condition: str
    threat: str
    open: bool
    why: tuple[StatementRow, ...]


class ContradictionRow(Struct, frozen=True, kw_only=True):
    """Hold words that do not go together: of an actor, or a blame and what is recorded of others.

    `kind` is `self`, `changed`, `relayed`, `denied`, `part`, `body` or `about-others`.
    """

    kind: str
    actor: str
    about: str
    first: tuple[StatementRow, ...]
    against: tuple[ActorStatement, ...]
    entry: str
    words: str


class ActorStatement(Struct, frozen=True, kw_only=True):
    """Hold a statement with the name of whoever made it."""

    actor: str
    said: StatementRow


class DemandRow(Struct, frozen=True, kw_only=True):
    """Hold a demand, whether every run in which all keep the words gives it, and the stance beside it.

    `given` is `given`, `unsettled`, `not-given` or `unknown`; `stance` and `stance_evidence` are
    those of the actor on the whole text, None where there is none.
    """

    actor: str
    claim: str
    title: str
    verdict: str
    given: str
    stance: str | None
    stance_evidence: str | None
    remark: str
    why: tuple[StatementRow, ...]


class PositionsTable(Struct, frozen=True, kw_only=True):
    """Hold the matrix of positions on a date, what contradicts what, and demands beside the text."""

    agreement: str
    on: str
    known: str | None
    positions: tuple[CellRow, ...]
    silent: tuple[str, ...]
    contradictions: tuple[ContradictionRow, ...]
    demands: tuple[DemandRow, ...]


class Wanted(Struct, frozen=True, kw_only=True):
    """Say which cells to show; what is empty lets every one through."""

    of: str = ""
    about: tuple[str, ...] = ()

    def takes(self, actor: str, about: str) -> bool:
        """Tell whether a cell is wanted."""
        return (not self.of or actor == self.of) and (not self.about or about in self.about)


def tabulate_positions(
    agreement: Agreement,
    found: Positions,
    clashes: Sequence[Contradiction],
    asked: Sequence[Demand],
    wanted: Wanted,
    on: str,
    known: str | None,
) -> PositionsTable:
    """Make the table of positions."""
    return PositionsTable(
        agreement=agreement.header.id,
        on=on,
        known=known,
        positions=tuple(
            cell_row(agreement, cell)
            for cell in found.cells
            if wanted.takes(cell.actor, cell.about)
        ),
        silent=tuple(name for name in found.silent if not wanted.of or name == wanted.of),
        contradictions=tuple(
            _contradiction(agreement, each) for each in clashes if _concerns(each, wanted)
        ),
        demands=tuple(
            _demand(agreement, each) for each in asked if wanted.takes(each.actor, each.claim)
        ),
    )


def _concerns(clash: Contradiction, wanted: Wanted) -> bool:
    actors = {clash.actor, *(said.actor for said in clash.against)}
    about = {clash.about, *(said.about for said in clash.against)}
    return (not wanted.of or wanted.of in actors) and (
        not wanted.about or bool(about & set(wanted.about))
    )


def cell_row(agreement: Agreement, cell: Cell) -> CellRow:
    """Lay out where an actor stands on a thing."""
    leading = cell.leading
    return CellRow(
        actor=cell.actor,
        about=cell.about,
        sense="none" if leading is None else leading.sense.value,
        word="" if leading is None else leading.held or leading.word,
        evidence=None if leading is None else leading.evidence.value,
        own=leading is not None and leading.is_own,
        on="" if leading is None else leading.when.written,
        condition="" if leading is None else leading.condition,
        threat="" if leading is None else leading.threat,
        open=unsettled(cell.placed),
        why=tuple(_placed(agreement, placed) for placed in cell.placed),
    )


def _placed(agreement: Agreement, placed: Placed) -> StatementRow:
    ended = placed.ended_by.span if placed.ended_by is not None else None
    ended = placed.ended_in.span if placed.ended_in is not None else ended
    return statement_row(
        agreement,
        placed.statement,
        standing=placed.standing.value,
        ended_by=f"{ended.path}:{ended.line}" if ended is not None else "",
        date_open=not placed.is_sure,
    )


def statement_row(
    agreement: Agreement,
    said: Statement,
    *,
    standing: str = "stands",
    ended_by: str = "",
    date_open: bool = False,
) -> StatementRow:
    """Lay out one statement."""
    entry = said.entry
    return StatementRow(
        entry=entry.id if entry is not None else "",
        file=said.span.path,
        line=said.span.line,
        on=said.when.written,
        recorded=said.recorded.written,
        sense=said.sense.value,
        word=said.word,
        words=entry.words if entry is not None else "",
        reading_held=said.held,
        evidence=said.evidence.value,
        own=said.is_own,
        spoken_by=said.spoken_by,
        via=said.via,
        condition=said.condition,
        threat=said.threat,
        standing=standing,
        ended_by=ended_by,
        date_open=date_open,
        certainty=certainty(said.citations),
        credibility=entry.credibility if entry is not None else "",
        sources=tuple(entry_sources(agreement, said.citations)),
    )


def _contradiction(agreement: Agreement, clash: Contradiction) -> ContradictionRow:
    first: Iterable[Statement] = (clash.first,) if clash.first is not None else ()
    return ContradictionRow(
        kind=clash.kind.value,
        actor=clash.actor,
        about=clash.about,
        first=tuple(statement_row(agreement, said) for said in first),
        against=tuple(
            ActorStatement(actor=said.actor, said=statement_row(agreement, said))
            for said in clash.against
        ),
        entry=place(clash.entry),
        words=clash.entry.words if clash.entry is not None else "",
    )


def place(entry: Entry | None) -> str:
    """Say where an entry stands; empty for none."""
    return "" if entry is None else f"{entry.span.path}:{entry.span.line}"


def _demand(agreement: Agreement, asked: Demand) -> DemandRow:
    stance = asked.stance
    return DemandRow(
        actor=asked.actor,
        claim=asked.claim,
        title=agreement.claims[asked.claim].title,
        verdict=asked.result.verdict.value if asked.result is not None else "unknown",
        given=asked.given.value,
        stance=stance.sense.value if stance is not None else None,
        stance_evidence=stance.evidence.value if stance is not None else None,
        remark=asked.remark,
        why=tuple(statement_row(agreement, said) for said in asked.statements),
    )
