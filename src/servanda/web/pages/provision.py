"""Make the page of a provision: where it stands, how that was reached, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.monitor.why import why
from servanda.reports.tongue import marked
from servanda.reports.why_table import StepRow, WhyTable, tabulate_why
from servanda.web.page import Page, Row
from servanda.web.view import View
from servanda.workspace.asking import read_provision


def tabulate(view: View) -> WhyTable:
    """Make the value of the page: the same as that of `servanda why`."""
    provision = read_provision(view.agreement, view.filter("of"))

    def make() -> WhyTable:
        found = why(view.agreement, view.question, provision)
        return tabulate_why(view.agreement, found, view.asked, view.snapshot.loaded.sources)

    return view.keep(("why", provision.id, view.question, view.asked.is_today), make)


def rows(table: WhyTable) -> Iterable[Row]:
    """Give one row for each step."""
    yield "reading", "step", "text", "entry", "on", "file", "line", "quote"
    yield from _rows("", table.steps)
    for branch in table.readings:
        named = "; ".join(f"{ambiguity}={value}" for ambiguity, value in branch.reading)
        yield from _rows(named, branch.steps)


def _rows(reading: str, steps: Iterable[StepRow]) -> Iterator[Row]:
    for number, step in enumerate(steps, start=1):
        yield reading, number, step.text, step.entry, step.on, step.file, step.line, step.quote


PAGE = Page(
    name="provision",
    title=marked("Provision"),
    says=marked("Where a provision stands, and why"),
    template="provision.html",
    value=WhyTable,
    filters=("of",),
    tabulate=tabulate,
    rows=rows,
)
