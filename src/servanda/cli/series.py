"""Count entries about a provision over time."""

from __future__ import annotations

import csv
import io
from datetime import date

import click

from servanda.cli.output import write_data
from servanda.cli.question import (
    if_option,
    known_option,
    path_argument,
    read,
    read_date,
    read_view,
    unknown,
    view_option,
)
from servanda.cli.terminal import shows_colour, takes_unicode, width, write
from servanda.model.agreement import Agreement
from servanda.monitor.replay import Outlook, counting_entries
from servanda.record.cells import guard
from servanda.reports.record_table import names_about
from servanda.reports.series_table import (
    BY,
    PER,
    SeriesTable,
    Span,
    print_series,
    tabulate_series,
)
from servanda.workspace import CannotRun

_FOR_EVER = 2**60


@click.command(name="series")
@path_argument
@click.argument("name", metavar="PROVISION")
@click.option("--by", type=click.Choice(list(BY)), default="week", show_default=True)
@click.option(
    "--per",
    type=click.Choice(list(PER)),
    default="kind",
    show_default=True,
    help="In which groups; `observer` is who reports it.",
)
@click.option("--kind", default="", metavar="KIND", help="Only one kind of entry: incident, act …")
@click.option("--from", "first", metavar="DATE", help="Nothing that surely happened before.")
@click.option("--to", "last", metavar="DATE", help="Nothing that surely happened after.")
@known_option
@view_option
@if_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="For a person, or as data.",
)
def command(
    path: str,
    name: str,
    by: str,
    per: str,
    kind: str,
    first: str | None,
    last: str | None,
    known: str | None,
    view: str,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Count the entries about PROVISION, or about anything named, over time, and draw them.

    An entry whose date is too vague for one period is counted in none, and that is said.
    """
    text = read(path, hypothetical)
    agreement, calendar = text.agreement, text.agreement.header.calendar
    _check_name(agreement, name)
    kinds = {entry.kind for entry in agreement.entries}
    if kind and kind not in kinds:
        raise CannotRun(unknown("kind of entry", kind, sorted(kinds)))
    span = Span(
        about=name,
        kind=kind,
        by=by,
        per=per,
        first=_day(agreement, "--from", first),
        last=_day(agreement, "--to", last),
    )
    outlook = Outlook(
        on=_FOR_EVER,
        known=None if known is None else read_date(calendar, "--known", known),
        view=read_view(view),
    )
    table = tabulate_series(agreement, counting_entries(agreement, outlook), span)
    if form == "json":
        write_data(table)
    elif form == "csv":
        write(_csv(table))
    else:
        blocks = takes_unicode()
        write(print_series(table, width=width(), colour=shows_colour(), has_blocks=blocks))


def _check_name(agreement: Agreement, name: str) -> None:
    named = {each for entry in agreement.entries for each in names_about(entry)}
    if name not in named and name not in agreement.provisions:
        known = sorted({*agreement.provisions, *(each for each in named if ":" not in each)})
        raise CannotRun(unknown("provision", name, known))


def _day(agreement: Agreement, option: str, written: str | None) -> date | None:
    calendar = agreement.header.calendar
    return None if written is None else calendar.date_of(read_date(calendar, option, written))


def _csv(table: SeriesTable) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("period", "last_day", "group", "entries", "amount"))
    for point in table.points:
        amount = "" if point.amount is None else str(point.amount)
        cells = (point.period, point.last_day, guard(point.group), point.entries, guard(amount))
        writer.writerow(cells)
    return text.getvalue()
