"""Make the page of claims: what is demanded of the text, whether it gives it, and the runs that show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from servanda.reports.tongue import marked
from servanda.reports.values import Reading
from servanda.web.background import Job
from servanda.web.page import Page, Row
from servanda.web.pages.text import FaultRow, fault_row
from servanda.web.view import View
from servanda.workspace import CannotRun


class StepOfRun(Struct, frozen=True, kw_only=True):
    """Hold a dated step of a run, and who takes it; some are taken again and again for ever."""

    on: str
    what: str
    by: tuple[str, ...]
    repeated: bool


class ClauseOfReason(Struct, frozen=True, kw_only=True):
    """Hold a clause of the text with its place."""

    file: str
    line: int
    column: int
    text: str | None


class PartOfReason(Struct, frozen=True, kw_only=True):
    """Hold a part of the text without which a claim would not be forced."""

    name: str
    binding: bool
    file: str
    line: int
    column: int
    text: str | None
    clauses: tuple[ClauseOfReason, ...]


class Because(Struct, frozen=True, kw_only=True):
    """Hold the parts of the text that force a claim."""

    minimal: bool
    under: Reading
    parts: tuple[PartOfReason, ...]


class AnswerRow(Struct, frozen=True, kw_only=True):
    """Hold the verdict under some readings, with the run that shows it, or what forces it."""

    reading: Reading
    verdict: str
    kind: str | None
    note: str | None
    run: tuple[StepOfRun, ...]
    because: Because | None


class ReadingOfOpening(Struct, frozen=True, kw_only=True):
    """Hold a reading of a question, and who holds it."""

    name: str
    title: str
    held_by: tuple[str, ...]


class ClauseOfOpening(Struct, frozen=True, kw_only=True):
    """Hold a clause in which a question stands."""

    name: str
    file: str
    line: int
    column: int
    text: str | None


class OpeningRow(Struct, frozen=True, kw_only=True):
    """Hold a question on which a verdict turns, with the clauses it stands in."""

    ambiguity: str
    question: str
    words: str | None
    declared: bool
    file: str
    line: int
    readings: tuple[ReadingOfOpening, ...]
    clauses: tuple[ClauseOfOpening, ...]


class OpenWordRow(Struct, frozen=True, kw_only=True):
    """Hold a word that is declared open."""

    word: str
    question: str
    file: str
    line: int


class ClaimRow(Struct, frozen=True, kw_only=True):
    """Hold a claim with its verdict under each reading, as `servanda check` gives it."""

    name: str
    title: str
    demanded_by: tuple[str, ...]
    verdict: str
    expected: str
    readings: tuple[AnswerRow, ...]
    open: tuple[OpeningRow, ...]
    open_words: tuple[OpenWordRow, ...]
    file: str
    line: int


class UnreachedRow(Struct, frozen=True, kw_only=True):
    """Hold a phase that no faithful run reaches."""

    phase: str
    reading: Reading
    vacuous: bool
    note: str | None


class StartRow(Struct, frozen=True, kw_only=True):
    """Hold when the runs begin, and why then."""

    on: str
    why: str
    assumed: bool


class ChecksPage(Struct, frozen=True, kw_only=True):
    """Hold the claims that are answered; `waiting` names those that are not yet.

    `state` is `done`, `running`, `waiting`, `stopped`, or `none` where the text makes no claim.
    """

    agreement: str
    state: str
    trouble: str
    start: StartRow | None
    claims: tuple[ClaimRow, ...]
    waiting: tuple[str, ...]
    unreached: tuple[UnreachedRow, ...]
    faults: tuple[FaultRow, ...]
    are_rules_asked: bool


def tabulate(view: View) -> ChecksPage:
    """Make the value of the page; what is not yet answered is asked for, and not waited for."""
    claims = view.agreement.claims
    name = view.filter("claim")
    if name and name not in claims:
        raise CannotRun(f"no claim is named `{name[:80]}`")
    if not claims:
        return _page(view, None, "none")
    job = view.ask_claims()
    view.site.background.wait(job, view.site.claims_wait)
    return _page(view, job, job.state)


def _page(view: View, job: Job | None, state: str) -> ChecksPage:
    rows = claim_rows(job)
    answered = {row.name for row in rows}
    start = job.start if job is not None else None
    found = job.unreached if job is not None else []
    found_faults = view.faults()
    return ChecksPage(
        agreement=view.agreement.header.id,
        state=state,
        trouble=job.trouble if job is not None else "",
        start=None if start is None else msgspec.convert(start, StartRow),
        claims=rows,
        waiting=tuple(name for name in view.agreement.claims if name not in answered),
        unreached=tuple(msgspec.convert(_paired(each), UnreachedRow) for each in found),
        faults=tuple(map(fault_row, found_faults or ())),
        are_rules_asked=found_faults is not None,
    )


def claim_rows(job: Job | None) -> tuple[ClaimRow, ...]:
    """Give what was answered so far."""
    claims = job.claims if job is not None else ()
    return tuple(msgspec.convert(_paired(claim), ClaimRow) for claim in claims)


def _paired(data: Any) -> Any:
    """Give what stands as an object for readings as pairs."""
    if isinstance(data, dict):
        return {
            name: tuple(value.items())
            if name in ("reading", "under") and isinstance(value, dict)
            else _paired(value)
            for name, value in data.items()
        }
    return [_paired(each) for each in data] if isinstance(data, list) else data


def rows(table: ChecksPage) -> Iterable[Row]:
    """Give one row for each claim and reading."""
    yield "claim", "title", "demanded by", "reading", "verdict", "expected", "kind", "run"
    for claim in table.claims:
        for answer in claim.readings:
            reading = "; ".join(f"{ambiguity}={value}" for ambiguity, value in answer.reading)
            run = tuple(f"{step.on} {step.what}" for step in answer.run)
            head = (claim.name, claim.title, claim.demanded_by, reading, answer.verdict)
            yield *head, claim.expected, answer.kind, run


PAGE = Page(
    name="checks",
    title=marked("Checks"),
    says=marked("Whether the text gives what is demanded, and the runs that show it"),
    template="checks.html",
    value=ChecksPage,
    filters=("claim", "answer", "step"),
    tabulate=tabulate,
    rows=rows,
)
