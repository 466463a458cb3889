"""Make the overview: what the agreement is, where it stands, what changed, what is next and contested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from servanda.base.moments import Moment
from servanda.model.entries import Entry
from servanda.reports.asked import Assumptions
from servanda.reports.attention import MARKS, mark
from servanda.reports.due_table import DueRow
from servanda.reports.passing import Passing, in_time, last_dated
from servanda.reports.record_pages import entry_sentence
from servanda.reports.record_table import entry_row
from servanda.reports.status_table import (
    AmbiguityRow,
    PhaseRow,
    ProvisionRow,
    SettledRow,
    StatusTable,
)
from servanda.reports.tongue import marked
from servanda.web.page import Page, Row
from servanda.web.view import View
from servanda.web.words import ROLES

ENTRIES_SHOWN = 12

GROUPS = {
    "late": marked("late"),
    "open": marked("depends on a reading"),
    "held": marked("excused, withheld or suspended"),
    "in-effect": marked("in effect"),
    "done": marked("done"),
    "waiting": marked("not yet in effect"),
    "over": marked("ended, or of no effect"),
}
"""Where a provision stands, in few words, in the order in which they are counted."""


class CountRow(Struct, frozen=True, kw_only=True):
    """Count the provisions that stand alike."""

    group: str
    number: int
    names: tuple[str, ...]


class AttentionRow(Struct, frozen=True, kw_only=True):
    """Hold a provision that needs attention, and why."""

    mark: str
    provision: ProvisionRow


class ChangeRow(Struct, frozen=True, kw_only=True):
    """Hold a provision that stands otherwise than on an earlier date; None where it was not there."""

    before: ProvisionRow | None
    provision: ProvisionRow


class EntryLine(Struct, frozen=True, kw_only=True):
    """Hold an entry in one sentence."""

    on: str
    words: str
    entry: str
    file: str
    line: int


class ClaimLine(Struct, frozen=True, kw_only=True):
    """Hold what is demanded of the text, and whether it gives it; None where that is not yet computed."""

    name: str
    title: str
    demanded_by: tuple[str, ...]
    verdict: str | None


class PartyRow(Struct, frozen=True, kw_only=True):
    """Hold a party or somebody around the parties, with the role."""

    id: str
    title: str
    role: str


class Overview(Struct, frozen=True, kw_only=True):
    """Hold what is to be seen of an agreement at one glance."""

    agreement: str
    title: str
    remarks: tuple[tuple[str, str], ...]
    parties: tuple[PartyRow, ...]
    on: str
    known: str | None
    since: str
    in_force: bool | None
    in_force_since: str | None
    assumptions: Assumptions
    counts: tuple[CountRow, ...]
    phases: tuple[PhaseRow, ...]
    attention: tuple[AttentionRow, ...]
    changed: tuple[ChangeRow, ...]
    recorded: tuple[EntryLine, ...]
    recorded_number: int
    last_entry: str | None
    entries: int
    next: tuple[DueRow, ...]
    claims: tuple[ClaimLine, ...]
    ambiguities: tuple[AmbiguityRow, ...]
    settled: tuple[SettledRow, ...]


def group_of(row: ProvisionRow, sign: str) -> str:
    """Say among which of a few groups a provision is counted."""
    named = {"!": "late", "?": "open", "~": "held"}.get(sign)
    if named is not None:
        return named
    match row.cells.state:
        case "in-effect":
            return "in-effect"
        case "fulfilled" | "fulfilled-late" | "exercised":
            return "done"
        case "created":
            return "waiting"
        case _:
            return "over"


def tabulate(view: View) -> Overview:
    """Make the value of the page."""
    now = view.status()
    before = view.status(view.since)
    marks = {row.id: mark(row, view.on_date) for row in now.provisions}
    recorded = _recorded(view)
    header = view.agreement.header
    return Overview(
        agreement=now.agreement,
        title=now.title,
        remarks=tuple(header.remarks.items()),
        parties=tuple(_parties(view)),
        on=now.on,
        known=now.known,
        since=view.since_shown,
        in_force=now.in_force,
        in_force_since=now.in_force_since,
        assumptions=now.assumptions,
        counts=tuple(_counts(now, marks)),
        phases=now.phases,
        attention=tuple(_attention(now, marks)),
        changed=tuple(changed(before, now)),
        recorded=tuple(_line(view, entry) for entry in recorded[::-1][:ENTRIES_SHOWN]),
        recorded_number=len(recorded),
        last_entry=last_dated(view.agreement.entries),
        entries=len(view.agreement.entries),
        next=tuple(item for item in view.due().items if not item.overdue),
        claims=tuple(_claims(view)),
        ambiguities=now.ambiguities,
        settled=now.settled,
    )


def _parties(view: View) -> Iterator[PartyRow]:
    """List the parties, and those who stand around them, each once by its first such role."""
    for actor in view.agreement.actors.values():
        named = [role.value for role in actor.roles if role.value in ROLES]
        if named:
            yield PartyRow(id=actor.id, title=actor.title or actor.id, role=named[0])


def _claims(view: View) -> Iterator[ClaimLine]:
    job = view.claims_so_far()
    verdicts = {claim["name"]: claim["verdict"] for claim in job.claims} if job else {}
    for claim in view.agreement.claims.values():
        yield ClaimLine(
            name=claim.id,
            title=claim.title,
            demanded_by=tuple(claim.demanded_by),
            verdict=verdicts.get(claim.id),
        )


def _counts(now: StatusTable, marks: dict[str, str]) -> Iterator[CountRow]:
    found: dict[str, list[str]] = {group: [] for group in GROUPS}
    for row in now.provisions:
        found[group_of(row, marks[row.id])].append(row.id)
    for group, names in found.items():
        if names:
            yield CountRow(group=group, number=len(names), names=tuple(names))


def _attention(now: StatusTable, marks: dict[str, str]) -> list[AttentionRow]:
    order = list(MARKS)
    rows = [AttentionRow(mark=marks[row.id], provision=row) for row in now.provisions]
    return sorted((r for r in rows if r.mark), key=lambda row: order.index(row.mark))


def changed(before: StatusTable, now: StatusTable) -> Iterator[ChangeRow]:
    """Find what stands otherwise: in its state under some reading, or in how much was done."""
    old = {row.id: row for row in before.provisions}
    for row in now.provisions:
        was = old.get(row.id)
        if was is None or _standing(was) != _standing(row):
            yield ChangeRow(before=was, provision=row)


def _standing(row: ProvisionRow) -> object:
    if not row.readings:
        return row.cells.state, row.cells.states, row.cells.done
    return tuple((r.reading, r.cells.state, r.cells.states, r.cells.done) for r in row.readings)


def _recorded(view: View) -> Passing:
    """List what was recorded since the earlier date, by when it happened."""
    on, since = view.question.on, view.since

    def takes(when: Moment) -> bool:
        return when.earliest is not None and since < when.earliest <= on

    return in_time(view.agreement.entries, takes, view.question.known)


def _line(view: View, entry: Entry) -> EntryLine:
    return EntryLine(
        on=entry.when.written,
        words=entry_sentence(view.agreement, entry_row(view.agreement, entry), view.speech),
        entry=entry.id,
        file=entry.span.path,
        line=entry.span.line,
    )


def rows(table: Overview) -> Iterable[Row]:
    """Give one row for each provision that needs attention."""
    yield "mark", "provision", "phase", "who", "words", "state", "due", "cites"
    for each in table.attention:
        row = each.provision
        due = row.cells.amended_due or row.cells.due
        yield each.mark, row.id, row.phase, row.who, row.words, row.cells.state, due, row.cites


PAGE = Page(
    name="overview",
    title=marked("Overview"),
    says=marked("What this is, where it stands, and what comes next"),
    template="overview.html",
    value=Overview,
    tabulate=tabulate,
    rows=rows,
)
