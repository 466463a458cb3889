"""Print in two screens what Servanda does, on two real agreements."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.checks.claims import ClaimResult
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.reports.page import Page
from servanda.reports.readings import under
from servanda.reports.status_page import print_attention
from servanda.reports.status_table import StatusTable
from servanda.reports.words import ReadingNames, actors

WORDS = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.UNSETTLED: "the text does not settle it",
    Verdict.VACUOUS: "vacuous: nobody can keep the whole text",
    Verdict.UNKNOWN: "unknown",
}


def print_claims_in_short(
    agreement: Agreement, results: Sequence[ClaimResult], width: int, colour: bool
) -> str:
    """Print each demand with its verdict, and the runs against the first that does not hold."""
    page = Page(width, colour)
    rows = []
    for result in results:
        said = f"“{result.claim.title}”" if result.claim.title else result.claim.words
        by = f" ({actors(agreement, result.claim.demanded_by)})" if result.claim.demanded_by else ""
        rows.append((WORDS[result.verdict], f"{said}{by}"))
    for verdict, said in rows:
        page.row(verdict, said, 2, 32)
    first = next((r for r in results if r.verdict is Verdict.NO and r.answers[0].run), None)
    if first is not None:
        _run(page, agreement, first)
    return str(page)


def _run(page: Page, agreement: Agreement, result: ClaimResult) -> None:
    """Print, for each reading, a run in which nobody breaks the text and the demand still fails."""
    names = ReadingNames(agreement)
    page.blank()
    page.text(f"Why `{result.claim.id}` fails, though nobody breaks a word of the text:")
    for answer in result.answers:
        kind = f" {answer.kind}" if answer.kind else ""
        page.text(under("", names.all(answer.reading)).strip() + kind, 2)
        for told in answer.run:
            by = f" ({actors(agreement, told.by)})" if told.by else ""
            on = agreement.header.calendar.format(told.on)
            page.row(on, f"{told.what}{by}", 4, 16)


def print_two_statuses(
    agreement: Agreement, first: StatusTable, second: StatusTable, width: int, colour: bool
) -> str:
    """Print where an agreement stands on a date, and what has changed on a later one."""
    head = Page(width, colour)
    head.text(f"On {first.on}", style="title")
    then = Page(width, colour)
    then.text(f"On {second.on}", style="title")
    return "\n".join(
        (
            str(head) + print_attention(first, agreement, width, colour),
            str(then) + print_attention(second, agreement, width, colour, before=first),
        )
    )
