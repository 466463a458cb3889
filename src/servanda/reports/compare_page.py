"""Print how two texts differ in meaning, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.checks.comparing import none_of
from servanda.model.agreement import Agreement
from servanda.reports.compare_table import (
    AnswerRow,
    ClaimRow,
    CompareTable,
    DifferenceRow,
    FaultRow,
    MovedRow,
    PowerRow,
    TextRow,
)
from servanda.reports.page import Page
from servanda.reports.words import actors, listed

_VERDICTS = {
    "yes": "yes",
    "no": "no",
    "unsettled": "the text does not settle it",
    "vacuous": "vacuous: no faithful run exists",
    "unknown": "unknown",
}
_HEADS = {
    "won": "now holds",
    "lost": "no longer holds",
    "changed": "another verdict",
    "same verdict, shown otherwise": "the same verdict, in other ways",
    "undecided": "not decided in one of the texts at least",
    "same": "the same verdict",
    "not comparable": "can be put to one text only",
}
_STYLES = {"won": "good", "lost": "bad", "changed": "open"}
_SORTS = {
    "agreement": "the agreement as a whole",
    "actor": "who takes part",
    "question of reading": "questions of reading",
    "open word": "open words",
    "event": "events",
    "process": "processes",
    "level": "levels",
    "kind of incident": "kinds of incidents",
    "place": "places",
    "phase": "phases",
    "provision": "provisions",
}
_OUTSIDE = frozenset({"person", "group", "actor", "faction", "body"})
"""Roles that bind nobody by themselves: those who have no other are listed in one line."""


def print_compare(
    table: CompareTable,
    texts: tuple[Agreement, Agreement],
    width: int = 80,
    colour: bool = False,
) -> str:
    """Print what changed in meaning: claims, who can stop them, dates, sentences, faults."""
    page = Page(width, colour)
    page.text(f"{_named(table.old)} → {_named(table.new)}", style="title", hang=2)
    page.text(f"Both with runs from {table.start} ({table.start_why}).")
    if table.same:
        page.text("No change in meaning.", style="title")
    else:
        page.text(_summary(table))
    _renamed(page, table.differences)
    _claims(page, table, texts)
    _powers(page, table.powers, texts[1])
    _dates(page, table.dates)
    for sort in _SORTS:
        rows = [d for d in table.differences if d.sort == sort and d.fate != "renamed"]
        _differences(page, sort, rows)
    _faults(page, table.faults)
    return str(page)


def _named(text: TextRow) -> str:
    return f"{text.path} ({text.title or text.agreement})"


def _summary(table: CompareTable) -> str:
    """Count what differs, in one sentence."""
    said = []
    for outcome, words in (("won", "now holds"), ("lost", "no longer holds")):
        count = sum(claim.outcome == outcome for claim in table.claims)
        if count:
            verb = words if count == 1 else words.replace("holds", "hold")
            said.append(f"{_count(count, 'claim')} {verb}")
    own = [d for d in table.differences if d.sort == "provision"]
    for fate in ("added", "removed", "changed"):
        count = sum(d.fate == fate for d in own)
        if count:
            said.append(f"{_count(count, 'provision')} {fate}")
    moved = sum(row.days not in (None, 0) for row in table.dates)
    if moved:
        said.append(f"{_count(moved, 'date')} moved")
    for fate in ("resolved", "new"):
        count = sum(f.fate == fate for f in table.faults)
        if count:
            said.append(_count(count, f"{fate} fault"))
    return f"In short: {listed(said)}." if said else "They differ; see below."


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _renamed(page: Page, rows: Iterable[DifferenceRow]) -> None:
    named = [f"{row.was} → {row.name}" for row in rows if row.was]
    if named:
        page.text(f"Names that changed: {', '.join(named)}.", hang=2)


# -- claims ------------------------------------------------------------------------------------


def _claims(page: Page, table: CompareTable, texts: tuple[Agreement, Agreement]) -> None:
    if not table.claims or (table.same and not table.claims):
        return
    page.blank()
    page.text("Claims", style="title")
    for outcome, head in _HEADS.items():
        rows = [claim for claim in table.claims if claim.outcome == outcome]
        if not rows:
            continue
        page.text(head, 2, style=_STYLES.get(outcome, "plain"))
        for row in rows:
            _claim(page, row, texts)


def _claim(page: Page, row: ClaimRow, texts: tuple[Agreement, Agreement]) -> None:
    verdicts = _verdicts(row)
    page.text(f"{row.name}: {verdicts}", 4, 2)
    own = texts[0] if row.stands_in == "old" else texts[1]
    demanded = f"demanded by {actors(own, row.demanded_by)}" if row.demanded_by else ""
    title = f"“{row.title}”" if row.title else ""
    said = ", ".join(filter(None, [title, demanded]))
    if said:
        page.text(said, 6, 2, "quiet")
    for note in _claim_notes(row):
        page.text(note, 6, 2)
    if row.outcome in ("same", "not comparable"):
        return
    _answers(page, texts[0], "before", row.old_readings, row.new_readings)
    _answers(page, texts[1], "now", row.new_readings, row.old_readings)


def _verdicts(row: ClaimRow) -> str:
    if row.old is None or row.new is None:
        return _VERDICTS[row.old or row.new or "unknown"]
    if row.old == row.new:
        return _VERDICTS[row.new]
    return f"{_VERDICTS[row.old]} → {_VERDICTS[row.new]}"


def _claim_notes(row: ClaimRow) -> list[str]:
    notes = []
    if row.stands_in == "old":
        notes.append("only the old text makes this claim")
    elif row.stands_in == "new":
        notes.append("only the new text makes this claim")
    if row.reworded:
        notes.append("the claim itself is not the same in both texts")
    if row.missing:
        lacking = "new" if row.new is None else "old"
        notes.append(f"the {lacking} text has no {listed(list(row.missing), 'or')}")
    return notes


def _answers(
    page: Page, text: Agreement, when: str, rows: Sequence[AnswerRow], others: Sequence[AnswerRow]
) -> None:
    """Print the verdicts of one text, with the runs that the other does not have."""
    known = {(other.verdict, other.kind) for other in others}
    for row in rows:
        under = " and ".join(f"{name}: {reading}" for name, reading in row.reading)
        kind = f" – {row.kind}" if row.kind and row.kind != "run" else ""
        head = f"{when}{', if ' + under if under else ''}: {_VERDICTS[row.verdict]}{kind}"
        page.text(head, 6, 2)
        if row.verdict == "unknown" and row.note:
            page.text(row.note, 8, 2)
        if (row.verdict, row.kind) in known:
            continue
        for step in row.run:
            by = f" ({actors(text, step.by)})" if step.by else ""
            page.row(step.on, f"{step.what}{by}", 8, 26)


# -- who can stop it ---------------------------------------------------------------------------


def _powers(page: Page, rows: Sequence[PowerRow], text: Agreement) -> None:
    if not rows:
        return
    page.blank()
    page.text("Who can lawfully stop what a claim says, or bring it about", style="title")
    for claim in dict.fromkeys(row.claim for row in rows):
        page.text(claim, 2)
        mine = [row for row in rows if row.claim == claim]
        told = [row for row in mine if "no" in (row.old, row.new)]
        for change, coalitions in _together(told).items():
            page.text(_power(change, coalitions, text), 4, 2)
        if len(told) < len(mine):
            count = _count(len(mine) - len(told), "change")
            words = "whether the others must be faithful for it"
            page.text(f"and {count} in {words}: `--format json` has them", 4, 2, "quiet")


Change = tuple[str, str, str, tuple[tuple[str, ...], ...], str]


def _together(rows: Sequence[PowerRow]) -> dict[Change, list[tuple[str, ...]]]:
    """Join the readings under which the same changes for a coalition, then coalitions alike."""
    readings: dict[tuple[object, ...], list[str]] = {}
    for row in rows:
        said = " and ".join(f"{name}: {reading}" for name, reading in row.reading)
        key = (row.can, row.old, row.new, row.also, row.coalition)
        readings.setdefault(key, []).append(said)
    found: dict[Change, list[tuple[str, ...]]] = {}
    for row in rows:
        said = ", or if ".join(readings[row.can, row.old, row.new, row.also, row.coalition])
        change = (row.can, row.old, row.new, row.also, said)
        if row.coalition not in found.setdefault(change, []):
            found[change].append(row.coalition)
    return found


def _power(change: Change, coalitions: Sequence[tuple[str, ...]], text: Agreement) -> str:
    """Say of some coalitions for which the same changed what they could and can."""
    can, old, new, also, under = change
    if coalitions == [()]:
        verb = "fails" if can == "stop" else "comes about"
        said = f"it {verb} without anybody's doing: {_own(old)} → {_own(new)}"
        return f"{said}, if {under}" if under else said
    who = "; ".join(actors(text, each) or "nobody" for each in coalitions)
    said = f"{can}: {who}: {_strength(old)} → {_strength(new)}"
    if also:
        groups = listed([actors(text, group) for group in also], "or")
        takes = "it now also takes" if new == "no" else "it also took"
        said += f"; {takes} {groups}"
    return f"{said}, if {under}" if under else said


def _strength(word: str) -> str:
    return {"no": "cannot alone", "not found out": word}.get(word, f"can, {word}")


def _own(word: str) -> str:
    return {"no": "not so", "not found out": word}.get(word, f"so, {word}")


# -- dates -------------------------------------------------------------------------------------


def _dates(page: Page, rows: Sequence[MovedRow]) -> None:
    if not rows:
        return
    page.blank()
    page.text(
        "Dates: how early and how late each can be, and when it is due if all comes early",
        style="title",
    )
    for name in dict.fromkeys(row.name for row in rows):
        page.text(name, 2)
        for row in rows:
            if row.name == name:
                page.text(_moved(row), 4, 2)


def _moved(row: MovedRow) -> str:
    under = " and ".join(f"{name}: {reading}" for name, reading in row.reading)
    old, new = row.old or none_of(row.what), row.new or none_of(row.what)
    return f"{row.what}: {old} → {new}{_by(row.days)}{', if ' + under if under else ''}"


def _by(days: int | None) -> str:
    if not days:
        return ""
    count = _count(abs(days), "day")
    return f" ({count} {'later' if days > 0 else 'earlier'})"


# -- sentences ---------------------------------------------------------------------------------


def _differences(page: Page, sort: str, rows: Sequence[DifferenceRow]) -> None:
    if not rows:
        return
    page.blank()
    head = _SORTS[sort]
    page.text(head[0].upper() + head[1:], style="title")
    for row in (r for r in rows if r.fate == "changed"):
        _changed(page, row)
    for fate, words in (("added", "new"), ("removed", "gone")):
        found = [row for row in rows if row.fate == fate]
        if sort == "actor":
            outside = [row for row in found if _is_outside(row)]
            found = [row for row in found if row not in outside]
            _outside(page, words, outside)
        for row in found:
            _whole(page, words, row)


def _is_outside(row: DifferenceRow) -> bool:
    roles = {(d.new or d.old) for d in row.changes if d.about == "role"}
    return roles <= _OUTSIDE


def _outside(page: Page, words: str, rows: Sequence[DifferenceRow]) -> None:
    if rows:
        page.text(f"{words}, none of them bound: {', '.join(row.name for row in rows)}", 2, 2)


def _changed(page: Page, row: DifferenceRow) -> None:
    head = row.name or row.says
    if row.says and row.name:
        head += f": {row.says}"
    page.text(head, 2, 2)
    for detail in row.changes:
        if detail.old is None:
            page.text(f"{detail.about}: now also {detail.new}", 4, 2)
        elif detail.new is None:
            page.text(f"{detail.about}: no longer {detail.old}", 4, 2)
        else:
            page.text(f"{detail.about}: {detail.old} → {detail.new}", 4, 2)


def _whole(page: Page, words: str, row: DifferenceRow) -> None:
    page.text(f"{words}: {row.name}" + (f": {row.says}" if row.says else ""), 2, 2)
    by_kind: dict[str, list[str]] = {}
    for detail in row.changes:
        said_of = detail.new or detail.old or ""
        is_creditor = detail.about == "creditor"
        by_kind.setdefault(detail.about, []).append(f"to {said_of}" if is_creditor else said_of)
    if row.sort in ("phase", "provision"):
        said = [each for found in by_kind.values() for each in found]
    else:
        said = [f"{about}: {', '.join(found)}" for about, found in by_kind.items()]
    if said:
        page.text("; ".join(said), 6, 2, "quiet")


# -- faults ------------------------------------------------------------------------------------


def _faults(page: Page, rows: Sequence[FaultRow]) -> None:
    for fate, head in (
        ("resolved", "Faults resolved"),
        ("new", "New faults"),
        ("otherwise", "Faults that read otherwise"),
    ):
        found = [row for row in rows if row.fate == fate]
        if found:
            page.blank()
            page.text(head, style="title")
            for row in found:
                said = " → ".join(filter(None, [row.old, row.new]))
                page.text(f"{row.severity}[{row.rule}] {said}", 2, 2)
