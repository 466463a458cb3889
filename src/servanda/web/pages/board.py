"""Make the board: what each party owes, by where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from servanda.base.identities import ProvisionId
from servanda.model.provisions import BorneBy, Modality, Provision
from servanda.reports.attention import mark
from servanda.reports.status_table import ProvisionRow
from servanda.reports.tongue import marked
from servanda.web.page import Page, Row
from servanda.web.pages.overview import GROUPS, group_of
from servanda.web.view import View

NOBODY = ""
"""Stands for a bearer whom the text does not name."""


class BoardColumn(Struct, frozen=True, kw_only=True):
    """Hold what of a party's obligations stands alike."""

    group: str
    provisions: tuple[ProvisionRow, ...]


class BoardRow(Struct, frozen=True, kw_only=True):
    """Hold the obligations of one bearer, by where they stand; of nobody named where `id` is empty."""

    id: str
    title: str
    number: int
    columns: tuple[BoardColumn, ...]


class BoardPage(Struct, frozen=True, kw_only=True):
    """Hold the obligations of all, bearer by bearer; those of several stand with each of them.

    `groups` are those in which any stands, in their order; `marks` say which provisions need attention.
    """

    agreement: str
    title: str
    on: str
    known: str | None
    groups: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    marks: tuple[tuple[str, str], ...]


def tabulate(view: View) -> BoardPage:
    """Make the value of the page."""
    now = view.status()
    marks = {row.id: mark(row, view.on_date) for row in now.provisions}
    found: dict[str, list[ProvisionRow]] = {}
    for row in now.provisions:
        provision = view.agreement.provisions[ProvisionId(row.id)]
        if provision.modality is Modality.POWER or view.filter("phase") not in ("", row.phase):
            continue
        for bearer in bearers(provision):
            found.setdefault(bearer, []).append(row)
    order = [*view.agreement.actors, NOBODY]
    asked = view.filter("party")
    rows = [
        _row(view, name, found[name], marks)
        for name in order
        if name in found and asked in ("", name)
    ]
    held = {column.group for row in rows for column in row.columns}
    return BoardPage(
        agreement=now.agreement,
        title=now.title,
        on=now.on,
        known=now.known,
        groups=tuple(group for group in GROUPS if group in held),
        rows=tuple(rows),
        marks=tuple((name, sign) for name, sign in marks.items() if sign),
    )


def bearers(provision: Provision) -> Iterator[str]:
    """Name those who bear a provision, under some reading at least; nobody where none is named."""
    agencies = [provision.agency]
    agencies.extend(c.agency for c in provision.clauses if isinstance(c, BorneBy))
    named = dict.fromkeys(str(actor) for agency in agencies for actor in agency.actors)
    yield from named or (NOBODY,)


def _row(view: View, name: str, rows: list[ProvisionRow], marks: dict[str, str]) -> BoardRow:
    found: dict[str, list[ProvisionRow]] = {group: [] for group in GROUPS}
    for row in rows:
        found[group_of(row, marks[row.id])].append(row)
    return BoardRow(
        id=name,
        title=view.actor(name) if name else "",
        number=len(rows),
        columns=tuple(
            BoardColumn(group=group, provisions=tuple(mine))
            for group, mine in found.items()
            if mine
        ),
    )


def rows(table: BoardPage) -> Iterable[Row]:
    """Give one row for each bearer and obligation."""
    yield "bearer", "group", "provision", "phase", "words", "state", "due", "done", "owed"
    for row in table.rows:
        for column in row.columns:
            for each in column.provisions:
                cells = each.cells
                due = cells.amended_due or cells.due
                head = (row.id, column.group, each.id, each.phase, each.words)
                yield *head, cells.state, due, cells.done, cells.owed


PAGE = Page(
    name="board",
    title=marked("Board"),
    says=marked("What each party owes, by where it stands"),
    template="board.html",
    value=BoardPage,
    filters=("party", "phase"),
    tabulate=tabulate,
    rows=rows,
)
