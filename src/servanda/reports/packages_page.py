"""Print the combinations of variants that everybody needed would accept, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.model.agreement import Agreement
from servanda.reports.packages_table import AS_DRAFTED, PackageRow, PackagesTable
from servanda.reports.page import Page
from servanda.reports.positions_page import attested, statement_line
from servanda.reports.words import title, titles


def print_packages(
    table: PackagesTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print what can be agreed, what passes, and if nothing does, why."""
    page = Page(width, colour)
    known = f", as known at {table.known}" if table.known else ""
    page.text(f"{agreement.header.title}: packages on {table.on}{known}", style="title")
    page.text(f"Approval needed: {titles(agreement, table.needed) or 'nobody named'}.")
    for issue in table.issues:
        page.blank()
        page.text(f"{issue.id}: as drafted, or", style="title")
        for option in issue.options[1:]:
            by = f", by {titles(agreement, option.by)}" if option.by else ""
            words = f" “{option.words}”" if option.words else ""
            page.text(f"{option.id}{by}:{words} {_file(option.entry)}", 2, 2)
    _priorities(page, agreement, table)
    page.blank()
    if table.demands_bind:
        page.text("Counted as a no: a package without what its actor demands.")
    if not table.issues:
        page.text("The record has no named proposal for a phase or a provision.")
    many = "combination" if table.combinations == 1 else "combinations"
    surely = "passes" if table.pass_surely == 1 else "pass"
    page.text(
        f"{table.combinations:,} {many}: {table.pass_surely:,} surely {surely}, "
        f"{table.may_pass:,} may, by what is known."
    )
    kind = "surely pass" if table.pass_surely else "may pass"
    better = f"Those that {kind} and that no exchange makes better"
    _packages(page, agreement, better, table.undominated)
    _packages(page, agreement, f"Those that {kind} and depart least from the text", table.closest)
    besides = "Those that may pass, and that no exchange makes better"
    _packages(page, agreement, besides, table.hopeful)
    if table.conflict:
        page.blank()
        page.text("None can pass while all of this is said; each is needed for that", style="title")
        for each in table.conflict:
            told = statement_line(agreement, each.said)
            whole = each.about == table.agreement
            about = "the whole text" if whole else f"`{each.about}`"
            page.text(f"{title(agreement, each.actor)} on {about}: {told}", 2, 2)
    return str(page)


def _priorities(page: Page, agreement: Agreement, table: PackagesTable) -> None:
    if not table.priorities:
        return
    page.blank()
    page.text("Stated priorities", style="title")
    for row in table.priorities:
        torn = "; at odds with what else it says, and not counted" if row.contradictory else ""
        told = attested(agreement, row.said)
        line = f"{_file(row.said.file)}:{row.said.line}"
        page.text(
            f"{title(agreement, row.actor)}: {' before '.join(row.order)} ({told}); {line}{torn}",
            2,
            2,
        )


def _packages(page: Page, agreement: Agreement, head: str, rows: Sequence[PackageRow]) -> None:
    if not rows:
        return
    page.blank()
    page.text(head, style="title")
    for row in rows:
        changed = [f"{c.issue}: {c.option}" for c in row.choices if c.option != AS_DRAFTED]
        waits = f" – waits for {titles(agreement, row.unsaid)}" if row.unsaid else ""
        page.text(f"{'; '.join(changed) or 'the text as drafted'}{waits}", 2, 2)


def _file(place: str) -> str:
    return place.rpartition("/")[2]
