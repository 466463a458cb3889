"""Tabulate what was drafted from reports, and print it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from servanda.intake.draw import Drawn
from servanda.model.agreement import Agreement
from servanda.reports.page import Page


class DraftRow(Struct, frozen=True, kw_only=True):
    """Hold a draft: its entry, the characters of the original that bear it out, and how it was made."""

    id: str
    entry: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    standing: str
    beside: str | None
    remark: str | None
    manner: str | None
    open: tuple[str, ...]
    new: tuple[str, ...]
    look: tuple[str, ...]


class ReportRow(Struct, frozen=True, kw_only=True):
    """Hold a report: where it comes from, by what it is known again, and its drafts."""

    file: str
    form: str
    source: str | None
    title: str
    publisher: str
    dated: str | None
    place: str
    address: str
    sha256: str
    words: str
    passed_over: str | None
    sentences: int
    drafts: tuple[DraftRow, ...]


class ReadTable(Struct, frozen=True, kw_only=True):
    """Hold the reports that were read for an agreement."""

    agreement: str
    reports: tuple[ReportRow, ...]


def tabulate_read(agreement: Agreement, drawn: Sequence[Drawn]) -> ReadTable:
    """Make the table, in the order of the reports and of their sentences."""
    return ReadTable(agreement=agreement.header.id, reports=tuple(_row(each) for each in drawn))


def _row(drawn: Drawn) -> ReportRow:
    article = drawn.article
    return ReportRow(
        file=article.name,
        form=article.form,
        source=drawn.source or None,
        title=article.title,
        publisher=article.publisher,
        dated=article.dated.isoformat() if article.dated else None,
        place=article.place,
        address=article.address,
        sha256=article.sha256,
        words=article.fingerprint,
        passed_over=drawn.passed_over or None,
        sentences=len(drawn.seen),
        drafts=tuple(
            DraftRow(
                id=draft.id,
                entry=draft.line(),
                start=draft.start,
                end=draft.end,
                quote=article.quote(draft.start, draft.end),
                rule=draft.rule,
                confidence=draft.confidence,
                standing=standing.kind,
                beside=standing.entry or None,
                remark=standing.remark or None,
                manner=draft.manner or None,
                open=draft.opens,
                new=draft.new,
                look=draft.doubts,
            )
            for draft, standing in drawn.drafts
        ),
    )


def print_read(
    table: ReadTable, into: str, added: int, width: int = 80, colour: bool = False
) -> str:
    """Print how many drafts each report gave, and what to do with them."""
    page = Page(width, colour)
    for report in table.reports:
        page.text(f"{report.file}: {report.title}" if report.title else report.file, style="title")
        if report.passed_over is not None:
            page.text(report.passed_over, indent=2, style="quiet")
            continue
        counts: dict[str, int] = {}
        for draft in report.drafts:
            kind = "open" if draft.open else draft.standing
            counts[kind] = counts.get(kind, 0) + 1
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        total = "1 draft" if len(report.drafts) == 1 else f"{len(report.drafts)} drafts"
        page.text(
            f"{total} from {report.sentences} sentences" + (f": {told}" if told else ""), indent=2
        )
    names = dict.fromkeys(name for r in table.reports for d in r.drafts for name in d.new)
    if names:
        page.text("names that the agreement has not, and how they could be declared:")
        for name in names:
            page.text(name, indent=2)
    page.blank()
    page.text(f"{added} written to {into}; `servanda review {into}` steps through them")
    return str(page)


def print_seen(drawn: Sequence[Drawn], width: int = 80, colour: bool = False) -> str:
    """Print each sentence, what was drafted from it and by which rule, or why nothing was."""
    page = Page(width, colour)
    for each in drawn:
        page.text(each.article.name, style="title")
        if each.passed_over:
            page.text(each.passed_over, indent=2)
        for name, text in each.article.left_out:
            page.text(f"left out, {name}: {_clip(text.text)}", indent=2, style="quiet")
        for seen in each.seen:
            page.blank()
            page.text(f"¶{seen.paragraph} {_clip(each.article.quote(seen.start, seen.end), 400)}")
            for draft in seen.drafts:
                page.text(f"{draft.when} {draft.body()}", indent=4)
                page.text(f"{draft.rule}, {draft.confidence:.2f}", indent=6, style="quiet")
                for why in (*draft.opens, *(f"new: {n}" for n in draft.new), *draft.doubts):
                    page.text(why, indent=6, style="quiet")
            for note in seen.notes:
                page.text(f"- {note}", indent=4, style="quiet")
            if not seen.drafts and not seen.notes:
                page.text("- nothing that a rule knows", indent=4, style="quiet")
        page.blank()
    return str(page)


def _clip(text: str, most: int = 100) -> str:
    even = " ".join(text.split())
    return even if len(even) <= most else even[: most - 1] + "…"
