"""Print incidents for a person: counts side by side, then each report, then what may be one event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from servanda.model.agreement import Agreement
from servanda.reports.grid import draw
from servanda.reports.incidents_table import (
    IncidentRow,
    IncidentsTable,
    ProposalRow,
    ProvisionIncidents,
    SourceCounts,
)
from servanda.reports.page import Page
from servanda.reports.values import Plain
from servanda.reports.verdicts import show
from servanda.reports.words import actors, listed

COLUMN = 13
SHOWN = 20
"""How many proposals a page shows; the data have all."""

_NOT = {"unattributable": "not attributable"}


def print_incidents(
    table: IncidentsTable,
    agreement: Agreement,
    width: int = 80,
    colour: bool = False,
    *,
    by_source: bool = False,
) -> str:
    """Print the counts of each provision, and the reports in time or source by source."""
    page = Page(width, colour)
    known = f", as known on {table.known}" if table.known else ""
    page.text(f"Incidents up to {table.on}{known}", style="title")
    page.text("An incident is somebody's word. None is a finding that a provision was broken.", 0)
    for each in table.provisions:
        _provision(page, agreement, each, table.states, by_source=by_source)
    if table.elsewhere:
        page.blank()
        page.text("Under no provision", style="title")
        for row in table.elsewhere:
            _report(page, agreement, row)
    if not table.provisions and not table.elsewhere:
        page.blank()
        page.text("no incident of the record fits")
    _identified(page, agreement, table)
    _proposals(page, table.proposals)
    return str(page)


def _provision(
    page: Page,
    agreement: Agreement,
    each: ProvisionIncidents,
    states: Sequence[str],
    *,
    by_source: bool,
) -> None:
    page.blank()
    page.text(f"{each.id}: {each.words}", 0, 2, style="title")
    for rule in each.rules:
        page.text(f"{_at(rule.file, rule.line)}: {rule.words}", 2, 2, style="quiet")
    if not each.incidents:
        page.text("no incident counts under it", 2)
        return
    page.text(_sum(each), 2, 2)
    page.blank()
    _counts(page, each.sources, states)
    if by_source:
        for counts in each.sources:
            page.blank()
            page.text(counts.source, 2, style="title")
            for row in each.incidents:
                if row.source == counts.source:
                    _report(page, agreement, row)
        return
    page.blank()
    for row in each.incidents:
        _report(page, agreement, row)


def _sum(each: ProvisionIncidents) -> str:
    may = sum(row.counts == "open" for row in each.incidents)
    outside = sum(row.counts == "no" for row in each.incidents)
    said = [f"{_many(each.reports, 'report')} of {_many(each.events, 'event')}"]
    if may:
        said.append(f"{_many(may, 'more report')} may count")
    if outside:
        said.append(f"{_many(outside, 'report')} of a time when it was not in effect")
    return "; ".join(said)


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def _counts(page: Page, sources: Sequence[SourceCounts], states: Sequence[str]) -> None:
    """Draw events per source and state; `+2?` are those that may count besides."""
    used = [s for s in states if any(c.state == s for source in sources for c in source.states)]
    rows = []
    for source in sources:
        cells = {count.state: _cell(count.events, count.open) for count in source.states}
        rows.append([source.source, *(cells.get(state, "-") for state in used)])
    names = ["events, by whom", *(_NOT.get(state, state) for state in used)]
    draw(page, names, rows, frozenset(range(1, len(names))))


def _cell(events: int, may: int) -> str:
    return f"{events:,}" + (f" +{may:,}?" if may else "")


def _report(page: Page, agreement: Agreement, row: IncidentRow) -> None:
    """Print one report: who, what, where, in whose words, and why it counts or may count."""
    who = actors(agreement, row.who) or "somebody"
    told = [f"{who}: {row.kind or 'incident'}"]
    if row.upon:
        told.append(f"upon {actors(agreement, row.upon)}")
    if row.place:
        told.append(f"at {row.place}")
    harm = ", ".join(f"{_shown(cell.quantity)} {cell.of}" for cell in row.harm)
    said = f"{' '.join(told)}{f', {harm}' if harm else ''}; {_stated(row)}"
    page.row(row.on, f"{said} “{row.words}”" if row.words else said, 2, COLUMN + 2)
    page.items(list(_notes(row)), COLUMN + 2, style="quiet")


def _stated(row: IncidentRow) -> str:
    if row.state in ("unattributable", "unverifiable"):
        return f"{_NOT.get(row.state, row.state)}, says {row.source}"
    return f"{row.state} by {row.source}"


def _at(file: str, line: int) -> str:
    return f"{PurePath(file).name}:{line}"


def _shown(quantity: Plain) -> str:
    return show(quantity)


def _notes(row: IncidentRow) -> Iterator[str]:
    yield _at(row.file, row.line) + (f" {row.entry}" if ":" not in row.entry else "")
    if row.recorded != row.on:
        yield f"recorded {row.recorded}"
    if row.event != row.entry:
        yield f"one event with {row.event}"
    if row.in_effect == "no" and row.counts == "no" and (row.said or row.rule):
        yield "not counted: it was not in effect"
    elif row.in_effect == "open" and (row.said or row.rule):
        yield "may count: the date leaves open whether it was in effect"
    if row.said:
        yield "its author names the provision"
    elif row.rule is not None and row.unknown:
        yield f"may count by the clause in line {row.rule}: not known {listed(row.unknown)}"
    elif row.rule is not None and row.counts == "yes":
        yield f"counted by the clause in line {row.rule}"
    elif row.rule is not None:
        yield f"otherwise counted by the clause in line {row.rule}"
    if row.reading:
        yield "only where " + listed([f"{a} is {r}" for a, r in row.reading])


def _identified(page: Page, agreement: Agreement, table: IncidentsTable) -> None:
    if not table.identified:
        return
    page.blank()
    page.text("Said to be one event, or not", style="title")
    for row in table.identified:
        said = "are of one event" if row.one_event else "are of different events"
        by = actors(agreement, row.by)
        text = f"{by}: {listed(row.entries)} {said}" + (f" “{row.words}”" if row.words else "")
        page.row(row.on, text, 2, COLUMN + 2)
        notes = [_at(row.file, row.line)]
        if row.contested:
            notes.append("another says otherwise, so they are counted apart")
        page.items(notes, COLUMN + 2, style="quiet")


def _proposals(page: Page, proposals: Sequence[ProposalRow]) -> None:
    if not proposals:
        return
    page.blank()
    page.text("Perhaps reports of one event (nothing is merged by itself)", style="title")
    for row in proposals[:SHOWN]:
        first, second = (
            f"{_at(file, line)} ({source})"
            for file, line, source in zip(row.files, row.lines, row.sources, strict=True)
        )
        same = f"alike in {listed(row.alike)}"
        unlike = f"; not in {listed(row.unlike)}" if row.unlike else ""
        page.text(f"{first} and {second}: {same}{unlike}", 2, 2)
        if row.named:
            page.text(f"an entry `merge ACTOR {row.entries[0]}, {row.entries[1]}` says so", 4)
        else:
            page.text("name both with `named NAME`; an entry `merge ACTOR NAME, NAME` says so", 4)
    if len(proposals) > SHOWN:
        page.text(f"and {len(proposals) - SHOWN:,} more; --format json has all", 2)
