"""Print how early and how late milestones can be, for a person."""

from __future__ import annotations

from servanda.model.agreement import Agreement
from servanda.reports.dates_table import ClauseRow, ConflictRow, DatesTable, WindowRow
from servanda.reports.page import Page, clip
from servanda.reports.words import ReadingNames

INDENT, NESTED, WORDS_AT_MOST = 2, 4, 52
_HEADS = {"start": "phase {} starts", "end": "phase {} ends", "beginning": "{} is begun"}


def print_dates(
    table: DatesTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print the dates of a text: phases, dated acts, what is open, and what cannot be kept."""
    page = Page(width, colour)
    names = ReadingNames(agreement)
    page.text(table.title, style="title")
    page.text(f"Earliest and latest dates, if it enters into force on {table.start}")
    page.text(
        "Earliest: if everybody acts, and all agree, as soon as they may. Latest: by when it must have "
        "come where everybody keeps the text.",
        style="quiet",
    )
    rows = [row for row in table.milestones if row.earliest is not None or row.open_because]
    _windows(page, names, "phases", [r for r in rows if r.kind in ("start", "end")])
    acts = [r for r in rows if r.kind in ("act", "beginning")]
    _windows(page, names, "acts with a date", [r for r in acts if r.dates])
    undated = [r for r in acts if not r.dates and r.latest is None and r.earliest is not None]
    _open(page, names, "acts that may be put off for ever", undated)
    _windows(page, names, "events that must come", [r for r in rows if _must(r, "event")])
    never = [r for r in rows if r.earliest is None and _is_of_text(r) and not _is_endless(r)]
    _open(page, names, "what can never come where everybody keeps the text", never)
    endless = [r.id for r in rows if r.earliest is None and _is_endless(r)]
    if endless:
        _section(page, "phases that nothing ends")
        page.text(", ".join(dict.fromkeys(endless)), INDENT)
    _last(page, names, rows)
    _conflicts(page, names, table.conflicts)
    _circles(page, table)
    _clocks(page, table)
    if not table.complete:
        page.blank()
        page.text(
            "Some lengths are counted in a ring that does not come to rest: dates are bounds only."
        )
    return str(page)


def _must(row: WindowRow, kind: str) -> bool:
    return row.kind == kind and row.latest is not None


def _is_of_text(row: WindowRow) -> bool:
    return not any("no such act" in reason.why for reason in row.open_because)


def _is_endless(row: WindowRow) -> bool:
    return row.kind == "end" and any("nothing ends" in reason.why for reason in row.open_because)


def _section(page: Page, head: str) -> None:
    page.blank()
    page.text(head, style="title")


def _windows(page: Page, names: ReadingNames, head: str, rows: list[WindowRow]) -> None:
    """Print each milestone with its dates, and the reading under which they are so."""
    rows = [row for row in rows if row.earliest is not None]
    if not rows:
        return
    _section(page, head)
    for row in rows:
        what = _HEADS.get(row.kind, "{}").format(row.id)
        under = names.all(row.reading) if row.reading else ""
        page.text(what + (f", under {under}" if under else ""), INDENT, 2)
        page.text(_dates(row), NESTED, 2)
        if row.latest is None and row.open_because:
            page.text(_because(row.open_because), NESTED, 2, style="quiet")


def _dates(row: WindowRow) -> str:
    """Say from when to when, and how much time there is."""
    if (
        row.earliest is not None
        and row.latest is not None
        and _day(row.latest) == _day(row.earliest)
    ):
        found = [f"on {row.latest}"]
    else:
        last = f"latest {row.latest}" if row.latest is not None else "latest: open"
        found = [f"earliest {row.earliest}", last]
    if len(row.dates) == 1:
        found.append(f"due {row.dates[0].due}")
    elif row.dates:
        found.append(f"due in {len(row.dates)} parts, {row.dates[0].due} to {row.dates[-1].due}")
    if row.slack_days is not None:
        found.append(f"slack {row.slack_days} day{'' if abs(row.slack_days) == 1 else 's'}")
    return ", ".join(found)


def _day(date: str) -> str:
    return date[:10]


def _because(reasons: tuple[ClauseRow, ...]) -> str:
    """Say the first reason, and the last one that stands behind it."""
    first, last = reasons[0], reasons[-1]
    said = first.why + (f" (line {first.line})" if first.line else "")
    if last is not first:
        said += f"; {_named(last)}: {last.why}" + (f" (line {last.line})" if last.line else "")
    return said


def _named(clause: ClauseRow) -> str:
    return clause.name


def _open(page: Page, names: ReadingNames, head: str, rows: list[WindowRow]) -> None:
    """Print milestones without a last date, those with one reason together."""
    if not rows:
        return
    _section(page, head)
    found: dict[str, list[str]] = {}
    for row in rows:
        why = row.open_because[0].why if row.open_because else ""
        under = f" (under {names.all(row.reading)})" if row.reading else ""
        name = _HEADS.get(row.kind, "{}").format(row.id)
        found.setdefault(why, []).append(name + under)
    for why, items in found.items():
        page.text(f"{why}:", INDENT, 2)
        page.text(", ".join(items), NESTED, 0, style="quiet")


def _last(page: Page, names: ReadingNames, rows: list[WindowRow]) -> None:
    """Print the chain of clauses that keeps the last milestone from coming earlier."""
    reached = [
        r for r in rows if r.earliest is not None and r.kind != "power" and r.earliest_because
    ]
    if not reached:
        return
    row = max(reached, key=lambda r: r.earliest or "")
    _section(page, f"the critical chain: why {_HEADS.get(row.kind, '{}').format(row.id)}")
    if row.reading:
        page.text(f"under {names.all(row.reading)}", INDENT, 2, style="quiet")
    for step in row.earliest_because:
        if step.text:
            _clause(page, step)


def _clause(page: Page, clause: ClauseRow) -> None:
    when = f"{clause.on}  " if clause.on else ""
    line = f", line {clause.line}" if clause.line else ""
    page.text(
        f"{when}{clause.name} {clause.why}: {clip(clause.text, WORDS_AT_MOST)}{line}", NESTED, 4
    )


def _conflicts(page: Page, names: ReadingNames, conflicts: tuple[ConflictRow, ...]) -> None:
    if not conflicts:
        return
    _section(page, "dates that cannot be kept")
    for row in conflicts:
        under = f", under {names.all(row.reading)}" if row.reading else ""
        page.text(f"{row.id}{under}", INDENT, 2, style="bad")
        said = f"due {row.due}, and it cannot come before {row.earliest}"
        if row.counted_from:
            said = f"whenever {row.counted_from} comes, it is due before it can be done"
        page.text(f"{said}; these clauses clash:", NESTED, 2)
        for clause in row.clauses:
            page.text(f"line {clause.line}: {clip(clause.text, WORDS_AT_MOST)}", NESTED + 2, 2)


def _circles(page: Page, table: DatesTable) -> None:
    if not table.circles:
        return
    _section(page, "things that wait for each other in a circle")
    for circle in table.circles:
        limits = "" if circle.always else f"only under {' and '.join(circle.readings)}"
        for number, step in enumerate(circle.steps):
            page.text(
                f"{step.name} {step.why} (line {step.line})", INDENT if not number else NESTED, 2
            )
        if limits:
            page.text(limits, NESTED, 2, style="quiet")


def _clocks(page: Page, table: DatesTable) -> None:
    if not table.clocks:
        return
    _section(page, "clocks that may never start")
    for clock in table.clocks:
        page.text(
            f"{clock.origin}: nobody has a duty to bring it about; counted from it:", INDENT, 2
        )
        for clause in clock.clocks:
            page.text(f"{clause.name} (line {clause.line})", NESTED, 2)
