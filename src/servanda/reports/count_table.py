"""Tabulate where provisions stand, with the incidents that bear on them counted, and print it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from msgspec import Struct

from servanda.base.quantities import Truth
from servanda.base.spans import Span
from servanda.model.agreement import Agreement
from servanda.monitor.counting import CountedUnder, Number
from servanda.reports.grid import draw
from servanda.reports.incidents_table import STATES
from servanda.reports.page import Page
from servanda.reports.status_table import CellsReading, agreeing, readings
from servanda.reports.values import Reading, Sources, quote
from servanda.reports.verdicts import state_word
from servanda.reports.words import sentence

REASONS_SHOWN = 12
_NOT = {"unattributable": "not attributable"}


class SourceCount(Struct, frozen=True, kw_only=True):
    """Count the incidents that a source gives in a state: those that count, and those that may (`open`)."""

    source: str
    state: str
    incidents: int
    open: int


class ClauseCount(Struct, frozen=True, kw_only=True):
    """Hold what one clause counts; without words: what its authors say is against the provision."""

    words: str
    file: str | None
    line: int | None
    counts: tuple[SourceCount, ...]


class StateUnder(Struct, frozen=True, kw_only=True):
    """Hold the state of a provision under one reading."""

    reading: Reading
    state: str | None


class ProvisionCount(Struct, frozen=True, kw_only=True):
    """Hold where a provision stands, and what is counted under it; `state` is None where readings differ."""

    id: str
    words: str
    state: str | None
    readings: tuple[StateUnder, ...]
    clauses: tuple[ClauseCount, ...]


class LeftOut(Struct, frozen=True, kw_only=True):
    """Say why rows are no entries, how many, and where the first of them stands."""

    reason: str
    rows: int
    part: str
    row: int


class UnreadPart(Struct, frozen=True, kw_only=True):
    """Name a part of which nothing was counted, and say why."""

    part: str
    why: str


class OfTable(Struct, frozen=True, kw_only=True):
    """Say what became of the rows of a table in parts: all of them are in one of the numbers."""

    table: str
    parts: int
    rows: int
    counted: int
    again: int
    left_out: int
    no_entries: tuple[LeftOut, ...]
    unread: tuple[UnreadPart, ...]


class CountTable(Struct, frozen=True, kw_only=True):
    """Hold the provisions on which incidents bear, with the counts."""

    agreement: str
    title: str
    on: str
    table: OfTable | None
    provisions: tuple[ProvisionCount, ...]


def tabulate_count(
    agreement: Agreement,
    found: Sequence[CountedUnder],
    on: str,
    sources: Sources,
    table: OfTable | None = None,
) -> CountTable:
    """Make the table of what was counted; a provision that counts nothing and has no rule is left out."""
    return CountTable(
        agreement=agreement.header.id,
        title=agreement.header.title,
        on=on,
        table=table,
        provisions=tuple(
            _provision(agreement, each, sources) for each in found if each.numbers or each.rules
        ),
    )


def _provision(agreement: Agreement, each: CountedUnder, sources: Sources) -> ProvisionCount:
    provision = each.status.provision
    rows: tuple[CellsReading, ...] = readings(agreement.header.calendar, each.status.answers)
    spans = dict.fromkeys([*(rule.span for rule in each.rules), *map(_span, each.numbers)])
    return ProvisionCount(
        id=provision.id,
        words=sentence(agreement, provision),
        state=agreeing([row.cells for row in rows]).state,
        readings=tuple(StateUnder(reading=r.reading, state=r.cells.state) for r in rows)
        if len(rows) > 1
        else (),
        clauses=tuple(
            ClauseCount(
                words=quote(sources, span) if span is not None else "",
                file=span.path if span is not None else None,
                line=span.line if span is not None else None,
                counts=_counts([n for n in each.numbers if _span(n) == span]),
            )
            for span in spans
        ),
    )


def _span(number: Number) -> Span | None:
    return number.clause.span if number.clause is not None else None


def _counts(numbers: Sequence[Number]) -> tuple[SourceCount, ...]:
    """Put together what a source gives in a state, in the order of sources and of states."""
    sources = sorted({n.source for n in numbers})
    return tuple(
        SourceCount(
            source=source,
            state=state,
            incidents=sum(n.incidents for n in mine if n.counts is Truth.YES),
            open=sum(n.incidents for n in mine if n.counts is Truth.OPEN),
        )
        for source in sources
        for state in STATES
        if (mine := [n for n in numbers if (n.source, n.state) == (source, state)])
    )


# -- for a person ------------------------------------------------------------------------------------


def print_count(table: CountTable, width: int = 80, colour: bool = False) -> str:
    """Print the counts of each provision, then what became of the rows."""
    page = Page(width, colour)
    page.text(f"{table.title}: incidents up to {table.on}", style="title")
    page.text("An incident is somebody's word. None is a finding that a provision was broken.")
    for each in table.provisions:
        page.blank()
        page.text(f"{each.id}: {each.words}", 0, 2, style="title")
        if each.readings:
            for under in each.readings:
                read = " and ".join(f"{name} is {option}" for name, option in under.reading)
                page.text(f"{state_word(under.state)}, where {read}", 2, 2)
        else:
            page.text(state_word(each.state), 2, 2)
        for clause in each.clauses:
            _clause(page, clause)
    if not table.provisions:
        page.blank()
        page.text("no provision counts incidents, and none is named by one")
    if table.table is not None:
        _rows(page, table.table)
    return str(page)


def _clause(page: Page, clause: ClauseCount) -> None:
    page.blank()
    if clause.file is not None:
        page.text(f"{PurePath(clause.file).name}:{clause.line}: {clause.words}", 2, 2, "quiet")
    else:
        page.text("said by their authors to be against it", 2, 2, style="quiet")
    if not clause.counts:
        page.text("no incident is counted", 2)
        return
    states = [state for state in STATES if any(c.state == state for c in clause.counts)]
    rows = []
    for source in dict.fromkeys(count.source for count in clause.counts):
        cells = {c.state: _cell(c.incidents, c.open) for c in clause.counts if c.source == source}
        rows.append([source, *(cells.get(state, "-") for state in states)])
    page.blank()
    names = ["incidents, by whom", *(_NOT.get(state, state) for state in states)]
    draw(page, names, rows, frozenset(range(1, len(names))))


def _cell(incidents: int, may: int) -> str:
    return f"{incidents:,}" + (f" +{may:,}?" if may else "")


def _rows(page: Page, table: OfTable) -> None:
    page.blank()
    parts = "1 part" if table.parts == 1 else f"{table.parts:,} parts"
    page.text(f"{table.table}: {table.rows:,} rows in {parts}", style="title")
    counts = {
        "counted as incidents": table.counted,
        "said already by a row of the same name": table.again,
        "left out by a rule of the map": table.left_out,
        "no entries": sum(each.rows for each in table.no_entries),
    }
    shown = [(f"{count:,}", text) for text, count in counts.items() if count]
    page.table(shown, indent=2, right=[0])
    if table.no_entries:
        page.blank()
        page.text("why rows are no entries", style="title")
        rows = [
            (f"{each.rows:,}", f"{each.reason} (first: {each.part}, row {each.row:,})")
            for each in table.no_entries[:REASONS_SHOWN]
        ]
        page.table(rows, indent=2, right=[0])
        if (more := len(table.no_entries) - REASONS_SHOWN) > 0:
            page.text(f"and {more:,} more reasons", indent=2, style="quiet")
    if table.unread:
        page.blank()
        page.text("parts that were not read: nothing of them is in the counts", style="bad")
        for part in table.unread:
            page.text(f"{part.part}: {part.why}", 2, 4)
