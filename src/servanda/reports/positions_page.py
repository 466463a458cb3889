"""Print who stands where, for a person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Ambiguity
from servanda.model.claims import Claim
from servanda.model.provisions import Phase
from servanda.reports.page import Page
from servanda.reports.positions_table import (
    CellRow,
    ContradictionRow,
    DemandRow,
    PositionsTable,
    StatementRow,
)
from servanda.reports.words import listed, thing, title, titles

NAME, BODY = 2, 26
SENSES = {
    "accepts": "accepts",
    "favours": "favours",
    "conditions": "on conditions",
    "rejects": "rejects",
    "threatens": "threatens",
    "demands": "demands",
    "holds": "holds",
    "abstains": "abstains",
    "not-stated": "not stated",
    "none": "nothing stands",
}
_EVIDENCE = {
    "assumed": "assumed",
    "direct": "own word",
    "spokesman": "by a spokesman",
    "press": "as reported",
    "relayed": "relayed",
    "unsourced": "no source",
}
_KINDS = {
    "self": "two words of one actor",
    "changed": "said otherwise before",
    "relayed": "an account by another, beside the actor's own word",
    "denied": "denied by the actor",
    "part": "for the whole text, and against this part of it",
    "body": "a member, and the body",
    "about-others": "a blame, and what is recorded of others",
}
_GIVEN = {
    "given": "given by the text",
    "unsettled": "given under some readings only",
    "not-given": "not given by the text",
    "unknown": "not decided in the time allowed, or not asked",
}


def print_positions(
    table: PositionsTable,
    agreement: Agreement,
    *,
    detailed: bool,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Print the matrix thing by thing; in detail, every statement of each cell."""
    page = Page(width, colour)
    known = f", as known at {table.known}" if table.known else ""
    page.text(f"{agreement.header.title}: who stands where on {table.on}{known}", style="title")
    for about, cells in groupby(table.positions, key=lambda cell: cell.about):
        page.blank()
        page.text(_thing(agreement, about), style="title")
        for cell in cells:
            _cell(page, agreement, cell, detailed=detailed)
    if table.silent:
        page.blank()
        page.text("No position in the record", style="title")
        page.text(", ".join(title(agreement, name) for name in table.silent), indent=NAME)
    _contradictions(page, agreement, table.contradictions)
    _demands(page, agreement, table.demands)
    return str(page)


def _thing(agreement: Agreement, about: str) -> str:
    """Name a thing with its title."""
    if about == agreement.header.id:
        return f"{about} · the whole text"
    titled: list[Phase | Claim | Ambiguity] = [
        *agreement.phases.values(),
        *agreement.claims.values(),
        *agreement.ambiguities.values(),
    ]
    for each in titled:
        if each.id == about:
            return f"{about} · {each.title}"
    return title(agreement, about)


def _cell(page: Page, agreement: Agreement, cell: CellRow, *, detailed: bool) -> None:
    page.row(title(agreement, cell.actor), headline(agreement, cell), NAME, BODY)
    shown = cell.why if detailed else ()
    for said in shown:
        page.text(statement_line(agreement, said), BODY, 2, style="quiet")


def headline(agreement: Agreement, cell: CellRow) -> str:
    """Say a cell in a line: the word, how it is attested, when, on which conditions, and where."""
    leading = next((s for s in reversed(cell.why) if _leads(cell, s)), None)
    if leading is None:
        return SENSES[cell.sense]
    word = f"holds {leading.reading_held}" if leading.reading_held else _word(cell.sense, cell.word)
    parts = [f"{word} ({attested(agreement, leading)})"]
    parts.extend(_terms(cell.condition, cell.threat))
    relayed = [s for s in cell.why if s.standing == "stands" and s.evidence == "relayed"]
    if leading.evidence != "relayed" and relayed:
        last = relayed[-1]
        parts.append(f"{titles(agreement, last.via)} says: {last.word}")
    if cell.open:
        parts.append("other words stand beside it")
    parts.append(f"{_file(leading.file)}:{leading.line}")
    return "; ".join(parts)


def _terms(condition: str, threat: str) -> list[str]:
    """Say on what a word depends; a condition that stands with a warning is the warning's."""
    if threat:
        return [f"warns “{threat}”" + (f" if “{condition}”" if condition else "")]
    return [f"if “{condition}”"] if condition else []


def _word(sense: str, word: str) -> str:
    """Say a stance by the word of the record, and its sense where the word does not tell it."""
    if sense in ("not-stated", "none"):
        return SENSES[sense]
    return word if word in (sense, "") or sense != "conditions" else f"{word}, on conditions"


def _leads(cell: CellRow, said: StatementRow) -> bool:
    return (
        said.standing == "stands"
        and said.sense == cell.sense
        and said.evidence == cell.evidence
        and said.on == cell.on
    )


def attested(agreement: Agreement, said: StatementRow) -> str:
    """Say how a statement reached us, when it was made, and how sure the writer is."""
    how = _EVIDENCE[said.evidence]
    if said.evidence == "relayed":
        how = f"only as relayed by {titles(agreement, said.via)}"
    elif said.spoken_by is not None:
        how = f"{how}: {title(agreement, said.spoken_by)}"
    elif said.evidence == "spokesman":
        how = f"{how}: {titles(agreement, said.via)}"
    when = f", {said.on}" if said.on else ""
    sure = "" if said.certainty in (None, "verified") else f", {said.certainty}"
    open_ = ", perhaps later" if said.date_open else ""
    return f"{how}{when}{sure}{open_}"


def statement_line(agreement: Agreement, said: StatementRow) -> str:
    """Say one statement with all that bears on it, in a line."""
    held = f" {said.reading_held}" if said.reading_held else ""
    words = f" “{said.words}”" if said.words else ""
    parts = [f"{said.word}{held}{words} ({attested(agreement, said)})"]
    parts.extend(_terms(said.condition, said.threat))
    if said.standing != "stands":
        parts.append(f"{said.standing} ({_file(said.ended_by)})")
    parts.append(f"{_file(said.file)}:{said.line}")
    cited = [f"{s.id} {s.place}".strip() for s in said.sources if s.id]
    if cited:
        parts.append(f"source: {', '.join(cited)}")
    return "; ".join(parts)


def _file(path: str) -> str:
    return path.rpartition("/")[2]


def _contradictions(page: Page, agreement: Agreement, rows: Sequence[ContradictionRow]) -> None:
    if not rows:
        return
    page.blank()
    page.text("What does not go together (listed, not resolved)", style="title")
    for row in rows:
        about = row.about if row.kind == "about-others" else f"on {thing(agreement, row.about)}"
        if row.kind == "about-others":
            about = f"blames {title(agreement, row.about)}"
        page.text(f"{title(agreement, row.actor)} {about}: {_KINDS[row.kind]}", NAME, 2)
        for said in row.first:
            page.text(statement_line(agreement, said), NAME + 2, 2, style="quiet")
        if row.entry:
            page.text(f"“{row.words}”; {_file(row.entry)}".removeprefix("“”; "), 4, 2, "quiet")
        for other in row.against:
            name = "" if other.actor == row.actor else f"{title(agreement, other.actor)}, "
            told = statement_line if row.kind != "about-others" else _briefly
            page.text(f"beside: {name}{told(agreement, other.said)}", 4, 2, style="quiet")


def _briefly(agreement: Agreement, said: StatementRow) -> str:
    """Say one statement in half a line."""
    return f"{said.word} ({attested(agreement, said)}); {_file(said.file)}:{said.line}"


def _demands(page: Page, agreement: Agreement, rows: Sequence[DemandRow]) -> None:
    if not rows:
        return
    page.blank()
    page.text("What is demanded, and what the text gives", style="title")
    if all(row.given == "unknown" for row in rows):
        page.text("Whether the text gives it was not checked, or not in time.", NAME)
    for row in rows:
        lines = listed([f"{_file(said.file)}:{said.line}" for said in row.why])
        remark = f"; {row.remark}" if row.remark else ""
        given = f": {_GIVEN[row.given]} (claim: {row.verdict})"
        given = "" if row.given == "unknown" else given
        evidence = f" ({_EVIDENCE[row.stance_evidence]})" if row.stance_evidence else ""
        stance = f"; on the text: {SENSES[row.stance]}{evidence}" if row.stance else ""
        page.row(
            title(agreement, row.actor),
            f"{row.claim}{given}{stance}{remark}; {lines}",
            NAME,
            BODY,
        )
