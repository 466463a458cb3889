"""Tabulate how a verdict was reached, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from servanda.model.agreement import Agreement
from servanda.model.provisions import Particular
from servanda.monitor.question import Answer
from servanda.monitor.why import Why, WhyStep
from servanda.reports.asked import Asked, Assumptions, asked_known, asked_on, assumptions
from servanda.reports.contests import laid_out
from servanda.reports.status_table import (
    Cells,
    CellsReading,
    ContestRow,
    agreeing,
    certainty,
    contest,
    readings,
)
from servanda.reports.values import Reading, Sources, as_reading, quote
from servanda.reports.words import sentence


class StepRow(Struct, frozen=True, kw_only=True):
    """Hold one step, with the line of text it rests on."""

    text: str
    file: str | None
    line: int | None
    quote: str
    entry: str | None
    on: str | None
    via: tuple[str, ...]
    certainty: str | None


class BranchRow(Struct, frozen=True, kw_only=True):
    """Hold the steps that count under one reading only."""

    reading: Reading
    cells: Cells
    steps: tuple[StepRow, ...]


class WhyTable(Struct, frozen=True, kw_only=True):
    """Hold the derivation of a verdict: what all readings share, then each reading."""

    agreement: str
    id: str
    words: str
    on: str
    known: str | None
    assumptions: Assumptions
    file: str
    line: int
    quote: str
    cells: Cells
    steps: tuple[StepRow, ...]
    readings: tuple[BranchRow, ...]
    steps_at_earliest: bool
    remarks: tuple[str, ...]
    findings: tuple[ContestRow, ...]
    incidents: Sequence[ContestRow]
    cites: tuple[str, ...]


def tabulate_why(agreement: Agreement, found: Why, asked: Asked, sources: Sources) -> WhyTable:
    """Make the table of a derivation."""
    provision = found.provision
    calendar = agreement.header.calendar
    answers = found.answers
    shared = [s for s in answers[0].verdict.steps if all(s in a.verdict.steps for a in answers)]
    rows = readings(
        calendar,
        [Answer(reading=a.reading, verdict=a.verdict.standing) for a in answers],
    )
    return WhyTable(
        agreement=agreement.header.id,
        id=provision.id,
        words=sentence(agreement, provision),
        on=asked_on(agreement, asked),
        known=asked_known(agreement, asked),
        assumptions=assumptions(agreement, asked),
        file=provision.span.path,
        line=provision.span.line,
        quote=quote(sources, provision.span),
        cells=agreeing([row.cells for row in rows]),
        steps=tuple(_step(step, sources) for step in shared),
        readings=tuple(_branches(found, rows, shared, sources)) if len(answers) > 1 else (),
        steps_at_earliest=any(answer.verdict.standing.is_vague for answer in answers),
        remarks=tuple(_remarks(found)),
        findings=tuple(contest(entry) for entry in found.status.findings),
        incidents=laid_out(found.status.incidents, contest),
        cites=provision.labels,
    )


def _branches(
    found: Why, rows: Sequence[CellsReading], shared: Sequence[WhyStep], sources: Sources
) -> list[BranchRow]:
    return [
        BranchRow(
            reading=as_reading(answer.reading),
            cells=row.cells,
            steps=tuple(_step(s, sources) for s in answer.verdict.steps if s not in shared),
        )
        for answer, row in zip(found.answers, rows, strict=True)
    ]


def _step(step: WhyStep, sources: Sources) -> StepRow:
    entry = step.entry
    span = entry.span if entry is not None else step.span
    return StepRow(
        text=step.text,
        file=span.path if span is not None else None,
        line=span.line if span is not None else None,
        quote=quote(sources, span),
        entry=entry.id if entry is not None else None,
        on=entry.when.written if entry is not None else None,
        via=tuple(entry.via) if entry is not None else (),
        certainty=certainty(entry.citations) if entry is not None else None,
    )


def _remarks(found: Why) -> list[str]:
    """Give what the text says beside the terms: its article, its words, its place."""
    return [
        f"{clause.keyword} {clause.text or ', '.join(clause.actors)}"
        for clause in found.provision.clauses
        if isinstance(clause, Particular)
    ]
