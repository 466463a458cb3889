"""Ask the record in SQL."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.deliver import deliver
from servanda.cli.extras import require
from servanda.cli.output import write_data
from servanda.cli.progress import Progress
from servanda.cli.question import (
    Text,
    ask,
    if_option,
    known_option,
    party_option,
    read,
    read_date,
    reading_option,
    view_option,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.model.agreement import Agreement
from servanda.monitor.days import stretches
from servanda.record.columns import Table, entries_table, provisions_table, sources_table
from servanda.reports.page import Page
from servanda.reports.states_table import STATES, states_table
from servanda.workspace import CannotRun

if TYPE_CHECKING:
    from servanda.monitor import Question
    from servanda.record.sql import Found

_STATES = re.compile(r"\bstates(_by_day)?\b", re.IGNORECASE)


@click.command(name="query")
@click.argument("words", nargs=-1, metavar="[PATH] SQL")
@click.option("--from", "first", metavar="DATE", help="The first day of the states.")
@click.option("--to", "last", metavar="DATE", help="The last day of the states.")
@known_option
@reading_option
@party_option
@view_option
@if_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json", "parquet"]),
    default="text",
    show_default=True,
    help="For a person, or as data.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write CSV or Parquet to this file, at once or not at all.",
)
@click.option("--tables", is_flag=True, help="Say which tables and columns there are.")
def command(
    words: tuple[str, ...],
    first: str | None,
    last: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    hypothetical: tuple[str, ...],
    form: str,
    out: Path | None,
    tables: bool,
) -> None:
    """Ask the record in SQL: its entries, incidents, sources, provisions, and where these stood on every day.

    SQL is one statement that reads; `-` takes it from standard input. It sees the tables and nothing else: no
    file, no network. The other options bear on `states` and `states_by_day`.
    """
    if tables:
        write(_tables())
        return
    require("`servanda query`", "duckdb", "pyarrow")
    if len(words) not in (1, 2) or (len(words) == 1 and Path(words[0]).exists()):
        raise CannotRun('`servanda query` takes a PATH and a query: servanda query . "SELECT ..."')
    path, sql = words if len(words) == 2 else (".", words[0])
    sql = sys.stdin.read() if sql == "-" else sql
    text = read(path, hypothetical)
    question = ask(text, on=last, known=known, readings=readings, party=party, view=view).question
    found = _asked(_given(text, sql, question, first, last), sql)
    _show(found, form, out)


def _given(
    text: Text, sql: str, question: Question, first: str | None, last: str | None
) -> list[Table]:
    """Lay out the tables; where things stood is worked out only for a query that asks for it."""
    agreement = text.agreement
    given = [entries_table(agreement), sources_table(agreement), provisions_table(agreement)]
    if _STATES.search(sql):
        days = span(agreement, first, last)
        given.append(states_of(agreement, question, *days))
    return given


def span(agreement: Agreement, first: str | None, last: str | None) -> tuple[date, date]:
    """Give the days from one to another; from the first that the record tells of to the last, if absent."""
    calendar = agreement.header.calendar
    moments = [entry.when for entry in agreement.entries]
    starts = [calendar.date_of(m.earliest) for m in moments if m.earliest is not None]
    ends = [calendar.date_of(m.latest) for m in moments if m.latest is not None]
    if first is not None:
        starts = [calendar.date_of(read_date(calendar, "--from", first))]
    if last is not None:
        ends = [calendar.date_of(read_date(calendar, "--to", last))]
    if not starts or not ends:
        raise CannotRun("the record has no dates; --from and --to say which days are asked about")
    if max(ends) < min(starts):
        raise CannotRun(f"--to {max(ends)} is before --from {min(starts)}")
    return min(starts), max(ends)


def states_of(agreement: Agreement, question: Question, first: date, last: date) -> Table:
    """Work out where things stood on each day, and show how far that has come."""
    progress = Progress()
    total = max((last - first).days, 1)

    def watch(day: date, looks: int) -> None:
        progress.part((day - first).days, total, f"{day}, {looks:,} looks")

    found = stretches(agreement, question, first, last, watch=watch)
    progress.hush()
    return states_table(agreement, found)


def _asked(given: Sequence[Table], sql: str) -> Found:
    from servanda.record.sql import Refused
    from servanda.record.sql import ask as ask_sql

    try:
        return ask_sql(given, sql)
    except Refused as refused:
        raise CannotRun(f"the query was not run: {refused}") from refused


def _show(found: Found, form: str, out: Path | None) -> None:
    from servanda.reports.query_files import write_query_csv, write_query_parquet
    from servanda.reports.query_table import print_query, tabulate_query

    if form == "parquet":
        deliver(lambda stream: write_query_parquet(found, stream), out, is_binary=True)
    elif form == "csv":
        table = tabulate_query(found)
        deliver(lambda stream: write_query_csv(table, stream), out, is_binary=False)
    elif out is not None:
        raise CannotRun(f"--out writes CSV or Parquet, not {form}; redirect what is printed")
    elif form == "json":
        write_data(tabulate_query(found))
    else:
        write(print_query(tabulate_query(found), width=width(), colour=shows_colour()))


def _tables() -> str:
    """Say which tables there are, and what their columns mean."""
    from servanda.record.columns import ENTRIES, PROVISIONS, SOURCES

    page = Page(width(), shows_colour())
    by_day = "states_by_day: a row for each day, with `day` in place of from_day and to_day"
    incidents = "incidents: of entries, those of kind `incident`, with `state` for `stance`"
    for name, columns, also in (
        ("entries", ENTRIES, incidents),
        ("sources", SOURCES, ""),
        ("provisions", PROVISIONS, ""),
        ("states", STATES, by_day),
    ):
        page.blank()
        page.text(name, style="title")
        for column in columns:
            page.row(column.name, f"{column.type.value}: {column.meaning}", 2, 22)
        if also:
            page.blank()
            page.text(also)
    return str(page)
