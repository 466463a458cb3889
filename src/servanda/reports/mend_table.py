"""Tabulate what would mend a text, and what each mend costs whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from servanda.checks.claims import Start
from servanda.checks.mending import KINDS, Change, Conflict, Edit, Limit, Mend, Mending, Standing
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.reports.values import Reading, Sources, as_reading, of_choice, quote


class WantedRow(Struct, frozen=True, kw_only=True):
    """Hold a claim that is to hold, and how it stands on the text as it is."""

    claim: str
    title: str
    demanded_by: tuple[str, ...]
    verdict: str


class StandingRow(Struct, frozen=True, kw_only=True):
    """Say how a claim stands: its verdict, and whether any faithful run meets it at all.

    `in_hands_of` are the parties that demand it and can see to it alone, null where that is unknown.
    """

    verdict: str
    can_be_met: str
    in_hands_of: tuple[str, ...] | None


class ChangeRow(Struct, frozen=True, kw_only=True):
    """Say how a claim stands before a mend and after it."""

    claim: str
    demanded_by: tuple[str, ...]
    before: StandingRow
    after: StandingRow
    is_gain: bool
    is_loss: bool


class EditRow(Struct, frozen=True, kw_only=True):
    """Hold one edit of a mend: its kind, what it says, what that kind costs, and whom it binds."""

    kind: str
    words: str
    costs: str
    binds: tuple[str, ...]


class MendRow(Struct, frozen=True, kw_only=True):
    """Hold a mend: its edits, the lines that change, and what becomes of every claim."""

    number: int
    edits: tuple[EditRow, ...]
    diff: tuple[str, ...]
    costs_nobody: bool
    losers: tuple[str, ...]
    changes: tuple[ChangeRow, ...]
    warnings: tuple[str, ...]


class ClauseRow(Struct, frozen=True, kw_only=True):
    """Name a clause that is needed for a conflict."""

    name: str
    breaks: str | None
    quote: str
    file: str
    line: int


class ConflictReadingRow(Struct, frozen=True, kw_only=True):
    """Hold readings under which claims cannot be met together."""

    reading: Reading


class ConflictRow(Struct, frozen=True, kw_only=True):
    """Hold claims that no faithful run meets together, and the clauses that keep them apart.

    Without `readings` it is so under every reading; without any one of the clauses a run meets them.
    """

    claims: tuple[str, ...]
    readings: tuple[ConflictReadingRow, ...]
    clauses: tuple[ClauseRow, ...]
    is_minimal: bool


class RefusedRow(Struct, frozen=True, kw_only=True):
    """Say how many texts were no mend, and why."""

    why: str
    count: int


class MendTable(Struct, frozen=True, kw_only=True):
    """Hold what was wanted, whether it can be had, and by which changes of text.

    `outcome` is `holds`, `mended`, `none` (no mend among those tried) or `unknown` (out of time).
    """

    agreement: str
    title: str
    start: str
    start_why: str
    start_assumed: bool
    readings_fixed: Reading
    wanted: tuple[WantedRow, ...]
    outcome: str
    edits_at_most: int
    edits_considered: int
    texts_tried: int
    is_complete: bool
    limit_seconds: float
    mends: tuple[MendRow, ...]
    conflict: ConflictRow | None
    refused: tuple[RefusedRow, ...]


class MendAsked(Struct, frozen=True, kw_only=True):
    """Hold how a person asked for mends."""

    start: Start
    fixed: Choice
    edits_at_most: int
    limit_seconds: float


def tabulate_mends(
    agreement: Agreement, found: Mending, asked: MendAsked, sources: Sources
) -> MendTable:
    """Make the table of a search for mends."""
    return MendTable(
        agreement=agreement.header.id,
        title=agreement.header.title,
        start=agreement.header.calendar.format(asked.start.at),
        start_why=asked.start.why,
        start_assumed=asked.start.is_assumed,
        readings_fixed=of_choice(asked.fixed),
        wanted=tuple(
            WantedRow(
                claim=result.claim.id,
                title=result.claim.title,
                demanded_by=tuple(result.claim.demanded_by),
                verdict=result.verdict.value,
            )
            for result in found.before
        ),
        outcome=found.outcome.value,
        edits_at_most=asked.edits_at_most,
        edits_considered=found.candidates,
        texts_tried=found.tried,
        is_complete=found.is_complete,
        limit_seconds=asked.limit_seconds,
        mends=tuple(_mend(mend, number) for number, mend in enumerate(found.mends, start=1)),
        conflict=_conflict(found.conflict, sources) if found.conflict is not None else None,
        refused=tuple(RefusedRow(why=why, count=count) for why, count in found.refused),
    )


_COSTS: Mapping[str, str] = {kind.name: kind.costs for kind in KINDS}


def _mend(mend: Mend, number: int) -> MendRow:
    return MendRow(
        number=number,
        edits=tuple(_edit(edit) for edit in mend.edits),
        diff=mend.diff,
        costs_nobody=not mend.losses,
        losers=tuple(mend.losers),
        changes=tuple(_change(change) for change in mend.changes),
        warnings=mend.warnings,
    )


def _edit(edit: Edit) -> EditRow:
    return EditRow(
        kind=edit.kind, words=edit.words, costs=_COSTS[edit.kind], binds=tuple(edit.binds)
    )


def _change(change: Change) -> ChangeRow:
    return ChangeRow(
        claim=change.claim,
        demanded_by=tuple(change.demanded_by),
        before=_standing(change.before),
        after=_standing(change.after),
        is_gain=change.is_gain,
        is_loss=change.is_loss,
    )


def _standing(standing: Standing) -> StandingRow:
    hands = standing.in_hands_of
    return StandingRow(
        verdict=standing.verdict.value,
        can_be_met=standing.can_be_met.value,
        in_hands_of=None if hands is None else tuple(hands),
    )


def _conflict(conflict: Conflict, sources: Sources) -> ConflictRow:
    return ConflictRow(
        claims=tuple(conflict.claims),
        readings=tuple(
            ConflictReadingRow(reading=as_reading(tuple((str(a), r) for a, r in line)))
            for line in conflict.readings
        ),
        clauses=tuple(_clause(limit, sources) for limit in conflict.clauses),
        is_minimal=conflict.is_minimal,
    )


def _clause(limit: Limit, sources: Sources) -> ClauseRow:
    return ClauseRow(
        name=limit.name,
        breaks=limit.breaks or None,
        quote=quote(sources, limit.span),
        file=limit.span.path,
        line=limit.span.line,
    )


def diff_of(table: MendTable, number: int) -> Sequence[str]:
    """Give the lines of one mend as a patch; none where there is no such mend."""
    return next((row.diff for row in table.mends if row.number == number), ())
