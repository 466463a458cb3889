"""Print how a verdict was reached, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.model.agreement import Agreement
from servanda.reports.asked import assumed
from servanda.reports.page import Page, clip
from servanda.reports.verdicts import contested, verdict
from servanda.reports.why_table import BranchRow, StepRow, WhyTable
from servanda.reports.words import ReadingNames, actors

DERIVED_AT_MOST = 4
"""Under how many readings the steps are shown in full; the data has them all."""


def print_why(table: WhyTable, agreement: Agreement, width: int = 80, colour: bool = False) -> str:
    """Print the verdict, then the steps all readings share, then each reading's own."""
    page = Page(width, colour)
    names = ReadingNames(agreement)
    page.text(f"{table.id}: {table.words}", hang=2, style="title")
    page.text(f"{table.file}:{table.line}", indent=2, style="quiet")
    for remark in table.remarks:
        page.text(remark, indent=2, hang=2)
    page.text(assumed(agreement, table.assumptions), style="quiet")
    page.blank()
    if not table.readings:
        page.text(f"On {table.on}: {verdict(table.cells)}", hang=2, style="title")
    else:
        page.text(f"On {table.on} it depends on how the text is read:", style="title")
        for branch in table.readings:
            page.text(f"under {names.all(branch.reading)}: {verdict(branch.cells)}", 2, 2)
    if table.steps_at_earliest:
        page.text("Below, a vague date is taken at its earliest.", style="quiet")
    page.blank()
    number = _steps(page, agreement, table.steps, 1)
    for branch in _derived(table):
        if branch.steps:
            page.blank()
            page.text(f"Under {names.all(branch.reading)}", style="title")
            _steps(page, agreement, branch.steps, number)
    left = len(table.readings) - len(_derived(table))
    if left:
        page.blank()
        question, reading = table.readings[0].reading[0]
        page.text(
            f"The steps under {left} other readings are left out; fix one, such as "
            f"--reading {question}={reading}, to see fewer in full."
        )
    contests = contested(agreement, table.findings, table.incidents)
    if contests:
        page.blank()
        page.text("What others say of it", style="title")
        for line in contests:
            page.text(line, indent=2, hang=2)
    return str(page)


def _derived(table: WhyTable) -> Sequence[BranchRow]:
    """Choose the readings whose steps are shown: all, or the first few where there are many."""
    return table.readings if len(table.readings) <= DERIVED_AT_MOST else table.readings[:2]


def _steps(page: Page, agreement: Agreement, steps: Sequence[StepRow], first: int) -> int:
    for number, step in enumerate(steps, start=first):
        page.row(f"{number}.", step.text, 0, 4)
        if step.file is not None:
            where = f"{step.file.rpartition('/')[2]}:{step.line}"
            page.text(f"{where}: {clip(step.quote, page.width - len(where) - 6)}", 4, 2, "quiet")
        notes = []
        if step.via:
            notes.append(f"relayed by {actors(agreement, step.via)}")
        if step.entry is not None and step.certainty != "verified":
            notes.append(f"† {step.certainty or 'without a source'}")
        if notes:
            page.text("; ".join(notes), 4, 2)
    return first + len(steps)
