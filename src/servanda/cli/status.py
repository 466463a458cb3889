"""Say where an agreement stands."""

from __future__ import annotations

import click

from servanda.cli.answers import Before
from servanda.cli.output import as_json
from servanda.cli.question import ask, question_options, read
from servanda.cli.terminal import shows_colour, width, write
from servanda.monitor import status
from servanda.reports.status_page import print_status
from servanda.reports.status_table import tabulate_status


@click.command(name="status")
@question_options
def command(
    path: str,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Say where an agreement stands: what is owed, done, late and contested, under each reading.

    PATH is a folder with *.pact and *.record texts, or one file; the current folder by default.
    """
    before = None
    if not hypothetical:
        before = Before(path, ("status", on, known, readings, party, view, form))
        if before.text is not None:
            write(before.text)
            return
    text = read(path, hypothetical)
    asked = ask(
        text,
        on=on,
        known=known,
        readings=readings,
        party=party,
        view=view,
        hypothetical=hypothetical,
    )
    table = tabulate_status(status(text.agreement, asked.question), asked, text.loaded.sources)
    if form == "json":
        shown = as_json(table)
    else:
        shown = print_status(table, text.agreement, width=width(), colour=shows_colour())
    write(shown)
    if before is not None:
        calendar = text.agreement.header.calendar
        before.keep(shown, calendar, asked.question.on if on is None else None)
