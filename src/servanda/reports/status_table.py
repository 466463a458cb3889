"""Tabulate where an agreement stands: one row for each phase and provision, with plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.machine import Reason
from servanda.model.agreement import Agreement
from servanda.model.entries import Declaration, Entry, Finding, Incident, Notice
from servanda.model.provisions import Provision
from servanda.model.sources import Certainty, Citation
from servanda.monitor import (
    Answer,
    PartStatus,
    PhaseStanding,
    PhaseStatus,
    ProvisionStatus,
    Settled,
    Standing,
    Status,
)
from servanda.monitor.question import holders
from servanda.reports.asked import Asked, Assumptions, asked_known, asked_on, assumptions
from servanda.reports.contests import laid_out, rows_of
from servanda.reports.values import (
    Plain,
    Reading,
    Sources,
    Value,
    amount,
    as_reading,
    day,
    days,
    deadlines,
    pair,
    quote,
)
from servanda.reports.words import sentence, who

C = TypeVar("C", bound=Struct)


class PhaseCells(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a phase, in plain values; None where readings differ."""

    state: str | None
    states: tuple[str, ...] | None
    started: Value
    ended: Value
    how: str | None
    term: Value
    prolonged_since: Value


class PhaseReading(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a phase under one reading."""

    reading: Reading
    cells: PhaseCells


class PhaseRow(Struct, frozen=True, kw_only=True):
    """Hold what is to be said of a phase."""

    id: str
    title: str
    cells: PhaseCells
    readings: tuple[PhaseReading, ...]


class Cells(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a provision, in plain values; None where readings differ."""

    state: str | None
    states: tuple[str, ...] | None
    due: Value
    amended_due: Value
    done: Plain
    owed: Plain
    met: Value
    late_days: Value
    late_minutes: Value
    original_late_days: Value
    is_curable: bool | None
    start_overdue: bool | None


class CellsReading(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a provision under one reading."""

    reading: Reading
    cells: Cells


class PartRow(Struct, frozen=True, kw_only=True):
    """Hold the verdict on one instance, or on one date of a schedule."""

    id: str
    is_date: bool
    cells: Cells
    readings: tuple[CellsReading, ...]


class BecauseRow(Struct, frozen=True, kw_only=True):
    """Hold one reason, with the sentence or the entry it rests on."""

    text: str
    entry: str | None
    on: str | None
    file: str | None
    line: int | None
    words: str
    certainty: str | None


class ContestRow(Struct, frozen=True, kw_only=True):
    """Hold somebody's finding or allegation, with the name."""

    on: str
    by: tuple[str, ...]
    against: tuple[str, ...]
    says: str
    words: str
    entry: str


class ProvisionRow(Struct, frozen=True, kw_only=True):
    """Hold what is to be said of a provision."""

    id: str
    name: str
    phase: str | None
    modality: str
    who: str
    words: str
    unit: str
    cells: Cells
    readings: tuple[CellsReading, ...]
    because: Sequence[BecauseRow]
    findings: tuple[ContestRow, ...]
    incidents: Sequence[ContestRow]
    notices: tuple[ContestRow, ...]
    cites: tuple[str, ...]
    certainty: str | None
    rests_on_unverified: bool
    parts: tuple[PartRow, ...]


class ReadingOf(Struct, frozen=True, kw_only=True):
    """Hold one reading of a question, what it means, and who holds it."""

    id: str
    means: str
    held_by: tuple[str, ...]


class SettledRow(Struct, frozen=True, kw_only=True):
    """Hold how a question was settled, by whom and when; `without` names parties that hold another reading.

    Only where nobody is missing does the question have that reading alone.
    """

    id: str
    asks: str
    settled_as: str
    means: str
    on: str
    by: tuple[str, ...]
    without: tuple[str, ...]


class AmbiguityRow(Struct, frozen=True, kw_only=True):
    """Hold a question of reading on which some verdict depends."""

    id: str
    asks: str
    options: tuple[ReadingOf, ...]
    cites: tuple[str, ...]


class StatusTable(Struct, frozen=True, kw_only=True):
    """Hold where an agreement stands."""

    agreement: str
    title: str
    on: str
    known: str | None
    in_force: bool | None
    in_force_since: str | None
    assumptions: Assumptions
    ambiguities: tuple[AmbiguityRow, ...]
    settled: tuple[SettledRow, ...]
    phases: tuple[PhaseRow, ...]
    provisions: tuple[ProvisionRow, ...]


def tabulate_status(status: Status, asked: Asked, sources: Sources) -> StatusTable:
    """Make the table of a status."""
    agreement = status.agreement
    calendar = agreement.header.calendar
    entries = [answer.verdict for answer in status.in_force]
    agreed = all(e == entries[0] for e in entries)
    is_in_force = {e is not None for e in entries}
    phases = tuple(phase_row(calendar, phase) for phase in status.phases)
    provisions = tuple(
        provision_row(agreement, p, sources) for p in status.provisions if _is_in_the_text(p)
    )
    return StatusTable(
        agreement=agreement.header.id,
        title=agreement.header.title,
        on=asked_on(agreement, asked),
        known=asked_known(agreement, asked),
        in_force=is_in_force.pop() if len(is_in_force) == 1 else None,
        in_force_since=day(calendar, entries[0]) if agreed else None,
        assumptions=assumptions(agreement, asked),
        ambiguities=tuple(
            ambiguity_rows(agreement, asked.question.on, names_in(phases) | names_in(provisions))
        ),
        settled=tuple(_settled(agreement, found) for found in status.settled),
        phases=phases,
        provisions=provisions,
    )


def _settled(agreement: Agreement, found: Settled) -> SettledRow:
    ambiguity = agreement.ambiguities[found.ambiguity]
    return SettledRow(
        id=ambiguity.id,
        asks=ambiguity.title,
        settled_as=found.reading,
        means=next((r.title for r in ambiguity.readings if r.id == found.reading), ""),
        on=found.entry.when.written,
        by=found.by,
        without=found.without,
    )


def _is_in_the_text(status: ProvisionStatus) -> bool:
    """Leave out a provision that an amendment adds only later."""
    states = {answer.verdict.state for answer in status.answers}
    return not (status.provision.is_added and states == {"inapplicable"})


def names_in(rows: Iterable[PhaseRow | ProvisionRow]) -> frozenset[str]:
    """Give the ambiguities on which some rows depend."""
    return frozenset(name for row in rows for each in row.readings for name, _ in each.reading)


def ambiguity_rows(
    agreement: Agreement, on: Instant, names: frozenset[str]
) -> Iterator[AmbiguityRow]:
    """Lay out questions of reading, with those who hold each answer."""
    held = holders(agreement, on) if names else {}
    for ambiguity in agreement.ambiguities.values():
        if ambiguity.id in names:
            yield AmbiguityRow(
                id=ambiguity.id,
                asks=ambiguity.title,
                options=tuple(
                    ReadingOf(id=r.id, means=r.title, held_by=held.get((ambiguity.id, r.id), ()))
                    for r in ambiguity.readings
                ),
                cites=ambiguity.labels,
            )


def phase_row(calendar: Calendar, phase: PhaseStatus) -> PhaseRow:
    """Tabulate where a phase stands."""
    rows = tuple(
        PhaseReading(reading=as_reading(a.reading), cells=_phase_cells(calendar, a.verdict))
        for a in phase.answers
    )
    return PhaseRow(
        id=phase.phase.id,
        title=phase.phase.title,
        cells=agreeing([row.cells for row in rows]),
        readings=rows if len(rows) > 1 else (),
    )


def _phase_cells(calendar: Calendar, standing: PhaseStanding) -> PhaseCells:
    return PhaseCells(
        state=standing.state,
        states=standing.states if len(standing.states) > 1 else (),
        started=days(calendar, standing.started),
        ended=days(calendar, standing.ended),
        how=standing.how or None,
        term=deadlines(calendar, standing.term),
        prolonged_since=days(calendar, standing.prolonged),
    )


def agreeing(rows: Sequence[C]) -> C:
    """Keep each value on which all rows agree; None where they differ."""
    first = rows[0]
    kept = {}
    for name in first.__struct_fields__:
        values = [getattr(row, name) for row in rows]
        kept[name] = values[0] if all(v == values[0] for v in values) else None
    return type(first)(**kept)


def provision_row(agreement: Agreement, status: ProvisionStatus, sources: Sources) -> ProvisionRow:
    """Tabulate where a provision stands."""
    provision = status.provision
    calendar = agreement.header.calendar
    rows = readings(calendar, status.answers)
    return ProvisionRow(
        id=provision.id,
        name=provision.name,
        phase=provision.phase,
        modality=provision.modality.value,
        who=who(agreement, provision),
        words=sentence(agreement, provision),
        unit=provision.action.unit,
        cells=agreeing([row.cells for row in rows]),
        readings=rows if len(rows) > 1 else (),
        because=rows_of(status.because, lambda reason: because(reason, sources)),
        findings=tuple(contest(entry) for entry in status.findings),
        incidents=laid_out(status.incidents, contest),
        notices=tuple(notice(entry) for entry in status.notices),
        cites=provision.labels,
        certainty=_certainty_of(agreement, provision),
        rests_on_unverified=bool(status.weak),
        parts=tuple(_part(calendar, part) for part in status.parts),
    )


def readings(calendar: Calendar, answers: Sequence[Answer[Standing]]) -> tuple[CellsReading, ...]:
    """Lay out each answer with its reading."""
    return tuple(
        CellsReading(reading=as_reading(a.reading), cells=cells(calendar, a.verdict))
        for a in answers
    )


def cells(calendar: Calendar, standing: Standing) -> Cells:
    """Lay out the verdict under one reading."""
    return Cells(
        state=standing.state,
        states=standing.states if len(standing.states) > 1 else (),
        due=deadlines(calendar, standing.due),
        amended_due=deadlines(calendar, standing.amended_due),
        done=amount(standing.done),
        owed=amount(standing.owed),
        met=days(calendar, standing.met),
        late_days=pair(*standing.late_days),
        late_minutes=pair(*standing.late_minutes),
        original_late_days=pair(*standing.original_late_days),
        is_curable=standing.is_curable,
        start_overdue=standing.start_overdue,
    )


def _part(calendar: Calendar, part: PartStatus) -> PartRow:
    rows = readings(calendar, part.answers)
    return PartRow(
        id=part.id.rpartition("/")[2],
        is_date=part.is_date,
        cells=agreeing([row.cells for row in rows]),
        readings=rows if len(rows) > 1 else (),
    )


def because(reason: Reason, sources: Sources) -> BecauseRow:
    """Lay out a reason."""
    entry = reason.entry
    span = entry.span if entry is not None else reason.span
    return BecauseRow(
        text=reason.text,
        entry=entry.id if entry is not None else None,
        on=entry.when.written if entry is not None else None,
        file=span.path if span is not None else None,
        line=span.line if span is not None else None,
        words=quote(sources, span),
        certainty=certainty(entry.citations) if entry is not None else None,
    )


def contest(entry: Entry) -> ContestRow:
    """Lay out a finding or an allegation with the name of whoever makes it."""
    what = entry.what
    is_finding = isinstance(what, Finding)
    assert isinstance(what, Finding | Incident)
    return ContestRow(
        on=entry.when.written,
        by=tuple(entry.actors or entry.by) if is_finding else tuple(entry.by),
        against=() if is_finding else tuple(entry.actors),
        says=what.verdict if isinstance(what, Finding) else what.state.value,
        words=entry.words,
        entry=entry.id,
    )


def notice(entry: Entry) -> ContestRow:
    """Lay out a notice, or a suspension and the like that no power of the text allows."""
    what = entry.what
    assert isinstance(what, Notice | Declaration)
    says = what.verb if isinstance(what, Notice) else f"{what.verb} without a power in the text"
    return ContestRow(
        on=entry.when.written,
        by=tuple(entry.actors),
        against=(),
        says=says,
        words=entry.words,
        entry=entry.id,
    )


_FROM_WEAK_TO_SURE = (Certainty.UNVERIFIED, Certainty.RECALLED, Certainty.VERIFIED)


def certainty(citations: Sequence[Citation]) -> str | None:
    """Say how sure the best of some citations is; None where none says."""
    named = [c.certainty for c in citations if c.certainty is not None]
    return max(named, key=_FROM_WEAK_TO_SURE.index).value if named else None


def _certainty_of(agreement: Agreement, provision: Provision) -> str | None:
    """Say how sure the text of a provision is: as its weakest label, or as its own citation."""
    found = [certainty(provision.citations)]
    for label in provision.labels:
        if label in agreement.labels:
            found.append(certainty(agreement.labels[label].citations))
    named = [Certainty(each) for each in found if each is not None]
    return min(named, key=_FROM_WEAK_TO_SURE.index).value if named else None
