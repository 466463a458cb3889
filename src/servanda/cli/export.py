"""Write a record, or what falls due, in forms that other programs read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import click

from servanda.cli.deliver import deliver
from servanda.cli.due import read_span
from servanda.cli.extras import require
from servanda.cli.question import (
    Text,
    ask,
    if_option,
    known_option,
    on_option,
    path_argument,
    read,
    reading_option,
    view_option,
)
from servanda.cli.terminal import say
from servanda.record.columns import Table, entries_table, provisions_table, sources_table
from servanda.record.export import write_csv, write_jsonl, write_parquet

Write = Callable[[BinaryIO], int]
TABLES = {"entries": entries_table, "sources": sources_table, "provisions": provisions_table}
_TABULAR = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}


@click.command(name="export")
@path_argument
@click.option(
    "--as",
    "form",
    type=click.Choice([*_TABULAR, "ics", "prov"]),
    required=True,
    help="CSV, JSON Lines or Parquet; iCalendar of what falls due; W3C PROV of the chains.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to this file, at once or not at all; standard output if absent.",
)
@click.option(
    "--table",
    "name",
    type=click.Choice(list(TABLES)),
    default="entries",
    show_default=True,
    help="Which table, of CSV, JSON Lines or Parquet.",
)
@click.option(
    "--within", default="1y", metavar="SPAN", show_default=True, help="How far ahead ics looks."
)
@on_option
@known_option
@reading_option
@click.option("--party", metavar="PARTY", help="Take the readings this actor holds.")
@view_option
@if_option
def command(
    path: str,
    form: str,
    out: Path | None,
    name: str,
    within: str,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    hypothetical: tuple[str, ...],
) -> None:
    """Write the record as a table, what falls due as a calendar, or the chains of relay as provenance.

    The options that ask a question (--on, --known, --reading …) bear on `ics` alone.
    """
    _requirements(form)
    text = read(path, hypothetical)
    if form == "ics":
        write = _calendar(text, within, on, known, readings, party, view, hypothetical)
    elif form == "prov":
        write = _provenance(text)
    else:
        table, to = TABLES[name](text.agreement), _TABULAR[form]
        write = _tabular(table, to)
    deliver(write, out, is_binary=form == "parquet")


def _requirements(form: str) -> None:
    needs = {"parquet": ("pyarrow",), "ics": ("icalendar",), "prov": ("prov",)}
    require(f"`servanda export --as {form}`", *needs.get(form, ()))


def _tabular(table: Table, to: Callable[[Table, BinaryIO], int]) -> Write:
    return lambda stream: to(table, stream)


def _provenance(text: Text) -> Write:
    def write(stream: BinaryIO) -> int:
        from servanda.record.provenance import write_prov

        return write_prov(text.agreement, stream)

    return write


def _calendar(
    text: Text,
    within: str,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    hypothetical: tuple[str, ...],
) -> Write:
    """Work out what falls due, as `servanda due` does."""
    from servanda.monitor.due import due
    from servanda.monitor.status import in_force
    from servanda.record.ical import write_ical
    from servanda.reports.due_calendar import calendar_items
    from servanda.reports.due_table import tabulate_due

    asked = ask(
        text,
        on=on,
        known=known,
        readings=readings,
        party=party,
        view=view,
        hypothetical=hypothetical,
    )
    agreement, question = text.agreement, asked.question
    until = agreement.header.calendar.add(question.on, read_span(within))
    is_in_force = in_force(agreement, question)
    if not is_in_force:
        say("servanda: the agreement is not in force: nothing is due, and the calendar is empty")
    found = due(agreement, question, until)
    table = tabulate_due(agreement, asked, until, found, is_in_force=is_in_force)
    items = list(calendar_items(table, found, agreement))
    header = agreement.header
    return lambda stream: write_ical(header.id, header.title, items, question.on, stream)
