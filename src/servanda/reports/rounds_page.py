"""Print a negotiation as a table, for a person."""

from __future__ import annotations

from servanda.analysis.rounds import is_disputed
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.reports.page import Page
from servanda.reports.positions_page import headline, statement_line
from servanda.reports.rounds_table import RoundsTable, StepRow
from servanda.reports.words import listed, thing, title, titles

COLUMN = 13


def print_rounds(
    table: RoundsTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print the steps in time, then channels, requests, who moved, and what is still apart."""
    page = Page(width, colour)
    known = f", as known at {table.known}" if table.known else ""
    page.text(f"{agreement.header.title}: the rounds until {table.on}{known}", style="title")
    page.blank()
    for step in table.steps:
        page.row(step.on, _told(agreement, step), 0, COLUMN)
    if not table.steps:
        page.text("The record tells of no text proposed or answered by then.")
    _channels(page, agreement, table)
    _requests(page, agreement, table)
    if table.moved:
        page.blank()
        page.text("Who moved on what", style="title")
    for row in table.moved:
        page.text(f"{title(agreement, row.actor)} on {thing(agreement, row.about)}", 2, 2)
        for head, said in (("before", row.before), ("then", row.after)):
            for each in said:
                page.text(f"{head}: {statement_line(agreement, each)}", 4, 2, style="quiet")
    if table.apart:
        page.blank()
        page.text("Still apart", style="title")
    for apart in table.apart:
        page.text(thing(agreement, apart.about), 2, 2)
        for cell in apart.parties:
            who = title(agreement, cell.actor)
            if is_disputed(agreement.actors[ActorId(cell.actor)]):
                who = f"{who} (a party under some readings only)"
            page.text(f"{who}: {headline(agreement, cell)}", 4, 2)
    return str(page)


def _told(agreement: Agreement, step: StepRow) -> str:
    """Say a step in a sentence."""
    who = titles(agreement, step.actors) or "somebody"
    told = f", as told by {titles(agreement, step.via)}" if step.via else ""
    parts = [f"{who}{told}: {step.move} {thing(agreement, step.text)}".rstrip()]
    if step.result:
        parts.append(step.result)
    if step.version and step.version != step.text:
        parts.append(f"as {step.version}")
    if step.answers:
        parts.append(f"in answer to {step.answers}")
    if step.to:
        parts.append(f"to {titles(agreement, step.to)}")
    if step.through:
        parts.append(f"through {titles(agreement, step.through)}")
    if step.words:
        parts.append(f"“{step.words}”")
    if step.condition:
        parts.append(f"if “{step.condition}”")
    if step.acknowledged:
        parts.append(f"acknowledged in {', '.join(_file(each) for each in step.acknowledged)}")
    parts.append(_file(step.entry))
    return "; ".join(parts)


def _channels(page: Page, agreement: Agreement, table: RoundsTable) -> None:
    if not table.channels:
        return
    page.blank()
    page.text("Through whom it went", style="title")
    for row in table.channels:
        way = titles(agreement, row.by)
        way += f" → {titles(agreement, row.through)}" if row.through else ""
        way += f" → {titles(agreement, row.to)}" if row.to else ""
        count = f"{len(row.messages)} sent, {row.acknowledged} acknowledged in the record"
        page.text(f"{way}: {count}; {', '.join(_file(each) for each in row.messages)}", 2, 2)


def _requests(page: Page, agreement: Agreement, table: RoundsTable) -> None:
    if not table.requests:
        return
    page.blank()
    page.text("Asked for and promised beside the text", style="title")
    for row in table.requests:
        to = f" to {titles(agreement, row.to)}" if row.to else ""
        outcome = row.outcome if row.outcome != "open" else "whether it was met is not recorded"
        told = f"{row.kind} by {titles(agreement, row.by)}{to}: “{row.words}”"
        answered = f"; answered in {listed([_file(each) for each in row.answered])}"
        answered = answered if row.answered else ""
        page.row(row.on, f"{told}: {outcome}; {_file(row.entry)}{answered}", 2, 2 + COLUMN)


def _file(place: str) -> str:
    return place.rpartition("/")[2]
