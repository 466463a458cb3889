"""Print what would mend a text, for a person: the lines that change, what it gains, what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.model.agreement import Agreement
from servanda.reports.mend_table import (
    ChangeRow,
    ConflictRow,
    MendRow,
    MendTable,
    StandingRow,
)
from servanda.reports.page import Page
from servanda.reports.words import ReadingNames, actors, listed

_VERDICTS = {
    "yes": "yes",
    "no": "no",
    "unsettled": "the text does not settle it",
    "vacuous": "vacuous, since no faithful run exists",
    "unknown": "unknown",
}
_MET = {
    "yes": "a faithful run can meet it",
    "unsettled": "a faithful run can meet it, as some read the text",
    "no": "no faithful run meets it",
    "vacuous": "no faithful run meets it",
    "unknown": "whether a run can meet it is unknown",
}


def print_mends(
    table: MendTable, agreement: Agreement, show: int, width: int = 80, colour: bool = False
) -> str:
    """Print the answer, the first mends with the lines they change, and the rest in a line each."""
    page = Page(width, colour)
    page.text(table.title, style="title")
    _wanted(page, table, agreement)
    page.blank()
    if table.conflict is not None:
        _conflict(page, table.conflict, agreement)
    page.text(_answer(table), style="title")
    if table.outcome == "mended":
        page.text("First those that cost nobody what they demand, then by how many they cost.")
    for row in table.mends[:show]:
        page.blank()
        _mend(page, row, agreement)
    rest = table.mends[show:]
    if rest:
        page.blank()
        page.text(f"{len(rest)} more (`--show {len(table.mends)}` shows them whole)", style="title")
        for row in rest:
            costs = f"costs {actors(agreement, row.losers)}" if row.losers else "costs nobody"
            words = "; ".join(edit.words for edit in row.edits)
            page.row(f"{row.number}.", f"{words}: {costs}", 0, 4)
    if table.refused:
        page.blank()
        page.text("Tried, and no mend", style="quiet")
        for refused in table.refused:
            page.text(f"{refused.why} ({_count(refused.count, 'text')})", 2, 2, "quiet")
    return str(page)


def _wanted(page: Page, table: MendTable, agreement: Agreement) -> None:
    page.text("To hold together, under every reading that is open:")
    for row in table.wanted:
        by = f", demanded by {actors(agreement, row.demanded_by)}" if row.demanded_by else ""
        page.text(f"{row.claim}{by}: now {_VERDICTS[row.verdict]}", 2, 2)
    kind = "Assumption: runs" if table.start_assumed else "Runs"
    page.text(f"{kind} begin on {table.start} ({table.start_why}).", hang=2)
    if table.readings_fixed:
        page.text(f"Fixed: {ReadingNames(agreement).all(table.readings_fixed)}.", hang=2)


def _answer(table: MendTable) -> str:
    tried = f"{_count(table.texts_tried, 'text')} tried"
    considered = f"{_count(table.edits_considered, 'edit')}, up to {table.edits_at_most} together"
    late = "" if table.is_complete else f"; stopped after {table.limit_seconds:g} s"
    match table.outcome:
        case "holds":
            return "The text holds as it is: there is nothing to mend."
        case "mended":
            return f"{_count(len(table.mends), 'mend')} found ({tried}: {considered}{late})."
        case "none":
            return f"No mend found ({tried}: {considered}). There may be others than these edits."
        case _:
            return f"Unknown after {table.limit_seconds:g} s: no mend found so far ({tried})."


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _mend(page: Page, row: MendRow, agreement: Agreement) -> None:
    for place, edit in enumerate(row.edits):
        head = f"{row.number}." if place == 0 else "  +"
        page.row(head, edit.words, 0, 4, "title")
    page.blank()
    for line in row.diff:
        style = {"+": "good", "-": "bad", "@": "quiet"}.get(line[:1], "plain")
        head = style if not line.startswith(("+++", "---")) else "quiet"
        page.verbatim(line, 4, head)
    page.blank()
    _changes(page, "gains", [c for c in row.changes if c.is_gain and c.demanded_by], agreement)
    losses = [c for c in row.changes if c.is_loss and c.demanded_by]
    _changes(page, "costs", losses, agreement)
    if not losses:
        page.row("costs", "nobody anything that was demanded in the text", 4, 11)
    for edit in row.edits:
        whom = f" ({actors(agreement, edit.binds)})" if edit.binds else ""
        page.row("takes", f"{edit.costs}{whom}", 4, 11)
    others = [c for c in row.changes if not c.demanded_by]
    _changes(page, "also", others, agreement)
    for warning in row.warnings:
        page.row("note", f"a rule finds: {warning}", 4, 11)


def _changes(page: Page, head: str, rows: list[ChangeRow], agreement: Agreement) -> None:
    for row in rows:
        whose = f"{actors(agreement, row.demanded_by)}: " if row.demanded_by else ""
        page.row(head, f"{whose}{row.claim}: {'; '.join(_told(row, agreement))}", 4, 11)


def _told(row: ChangeRow, agreement: Agreement) -> Iterator[str]:
    """Say what became of a claim, and of the room that is left for it."""
    before, after = row.before, row.after
    if before.verdict != after.verdict:
        yield f"{_VERDICTS[before.verdict]} → {_VERDICTS[after.verdict]}"
    else:
        yield f"{_VERDICTS[after.verdict]}, as before"
    if row.demanded_by and after.verdict != "yes" and _room(before) != _room(after):
        yield f"{_room(before)} → {_room(after)}"
    if before.in_hands_of and not after.in_hands_of and after.verdict != "yes":
        whose = actors(agreement, before.in_hands_of)
        yield f"{whose} alone can lawfully see to it → no longer"
    if after.in_hands_of and not before.in_hands_of and before.verdict != "yes":
        yield f"→ {actors(agreement, after.in_hands_of)} alone can lawfully see to it"


def _room(standing: StandingRow) -> str:
    return _MET[standing.can_be_met]


def _conflict(page: Page, row: ConflictRow, agreement: Agreement) -> None:
    names = ReadingNames(agreement)
    alone = len(row.claims) == 1
    what = f"{row.claims[0]} can be met" if alone else f"{listed(row.claims)} can be met together"
    page.text(f"As the text stands, {what} on no faithful run", style="title")
    if row.readings:
        under = " or ".join(names.all(each.reading) for each in row.readings)
        page.text(f"under {under}.", 2, 2)
    if row.clauses:
        each = "these clauses, each of which is needed" if row.is_minimal else "among these clauses"
        page.text(f"The reason is {each}:", 2, 2)
        for clause in row.clauses:
            where = f"{clause.file.rpartition('/')[2]}:{clause.line}"
            page.text(f"{clause.name}: {clause.quote} ({where})", 4, 2)
    else:
        page.text("No clause keeps it from being met: nothing in the text brings it about.", 2, 2)
    page.blank()
