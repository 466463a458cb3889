"""Make the matrix of positions: each actor on each thing, how well attested, what does not go together."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.reports.positions_table import PositionsTable, Wanted, tabulate_positions
from servanda.reports.tongue import marked
from servanda.web.page import Page, Row
from servanda.web.view import View
from servanda.workspace.asking import read_actor


def tabulate(view: View) -> PositionsTable:
    """Make the value of the page: the same as that of `servanda positions --no-check`."""
    from servanda.analysis.contradictions import contradictions
    from servanda.analysis.demands import demands
    from servanda.analysis.positions import bearing_on, positions

    question, agreement = view.question, view.agreement
    of = read_actor(agreement, "of", view.filter("of")) if view.filter("of") else ""
    about = view.filter("about")

    def make() -> PositionsTable:
        found = positions(agreement, question.on, question.known)
        return tabulate_positions(
            agreement,
            found,
            contradictions(agreement, found),
            demands(agreement, found, {}),
            Wanted(of=of, about=bearing_on(agreement, about) if about else ()),
            view.on,
            view.known or None,
        )

    return view.keep(("positions", question.on, question.known, of, about), make)


def rows(table: PositionsTable) -> Iterable[Row]:
    """Give one row for each cell."""
    yield "actor", "about", "sense", "word", "evidence", "own", "on", "condition", "threat", "open"
    for cell in table.positions:
        head = (cell.actor, cell.about, cell.sense, cell.word, cell.evidence, cell.own)
        yield *head, cell.on, cell.condition, cell.threat, cell.open


PAGE = Page(
    name="positions",
    title=marked("Positions"),
    says=marked("Who stands where, and on whose word"),
    template="positions.html",
    value=PositionsTable,
    filters=("of", "about"),
    tabulate=tabulate,
    rows=rows,
)
