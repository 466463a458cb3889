"""Make the network of contacts: who was in touch with whom, through whom, and how that changed over time."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.base.moments import Moment, parse_moment
from servanda.reports.contacts_table import ContactsTable
from servanda.reports.tongue import marked
from servanda.web.page import Page, Row
from servanda.web.view import View
from servanda.workspace import CannotRun
from servanda.workspace.asking import read_actor


def tabulate(view: View) -> ContactsTable:
    """Make the value of the page: the same as that of `servanda contacts`."""
    by = view.filter("by") or "month"
    if by not in ("month", "week"):
        raise CannotRun(f"the network is laid out by month or week, not by {by[:20]}")
    key = (
        "contacts",
        view.question.on,
        view.question.known,
        *map(view.filter, ("of", "through", "from", "by")),
    )
    return view.keep(key, lambda: _contacts(view, by))


def _contacts(view: View, by: str) -> ContactsTable:
    from servanda.analysis.contacts import Span
    from servanda.reports.contacts_table import Asked, contacts_as_asked

    agreement = view.agreement
    begin = _from(view)
    whose = read_actor(agreement, "of", view.filter("of")) if view.filter("of") else None
    through = view.filter("through")
    carrier = read_actor(agreement, "through", through) if through else None
    span = Span(on=view.question.on, since=begin, known=view.question.known)
    asked = Asked(
        on=view.on,
        known=view.known or None,
        since=None if begin is None else view.calendar.format(begin),
        of=whose,
        with_=None,
        through=carrier,
        by=by,
    )
    return contacts_as_asked(agreement, span, asked)


def _from(view: View) -> int | None:
    written = view.filter("from")
    if not written:
        return None
    moment = parse_moment(written, view.calendar)
    if not isinstance(moment, Moment) or moment.earliest is None:
        raise CannotRun(f"from {written[:40]}: expected a date such as 2024-03-01")
    if moment.earliest > view.question.on:
        raise CannotRun(f"from {written[:40]} is after {view.on}, the date asked about")
    return moment.earliest


def rows(table: ContactsTable) -> Iterable[Row]:
    """Give one row for each contact."""
    yield "on", "manner", "sides", "through", "places", "times", "sure", "words", "entry"
    for row in table.contacts:
        sides = tuple(", ".join(each.actor for each in side.present) for side in row.sides)
        through = tuple(each.actor for each in row.through)
        times = tuple("" if number is None else number for number in row.times)
        yield row.on, row.manner, sides, through, row.places, times, row.sure, row.words, row.entry


PAGE = Page(
    name="network",
    title=marked("Network"),
    says=marked("Who was in contact with whom, and through whom, over time"),
    template="network.html",
    value=ContactsTable,
    filters=("of", "through", "from", "by", "page"),
    tabulate=tabulate,
    rows=rows,
)
