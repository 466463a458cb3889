"""Show incidents, and on which provisions they bear."""

from __future__ import annotations

import click

from servanda.cli.output import write_data
from servanda.cli.question import (
    format_option,
    if_option,
    known_option,
    on_option,
    path_argument,
    read,
    read_dates,
    read_provision,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.monitor import Question
from servanda.monitor.incidents import incidents
from servanda.reports.incidents_page import print_incidents
from servanda.reports.incidents_table import tabulate_incidents


@click.command(name="incidents")
@path_argument
@on_option
@known_option
@click.option("--about", metavar="PROVISION", help="Only what bears on this provision.")
@click.option("--by-source", is_flag=True, help="List the reports source by source.")
@if_option
@format_option
def command(
    path: str,
    on: str | None,
    known: str | None,
    about: str | None,
    by_source: bool,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Show incidents: who tells of how many, in which state, under which provision, by which words.

    Counts of several sources stand side by side, and are never added up. Reports that may be of one
    event are proposed; they are taken for one only where an entry says so.
    """
    text = read(path, hypothetical)
    agreement = text.agreement
    dates = read_dates(agreement.header.calendar, on, known)
    only = read_provision(agreement, about).id if about else None
    found = incidents(agreement, Question(on=dates.on, known=dates.known), only)
    table = tabulate_incidents(
        agreement, found, dates.shown_on, dates.shown_known, text.loaded.sources
    )
    if form == "json":
        write_data(table)
    else:
        colour = shows_colour()
        write(print_incidents(table, agreement, width=width(), colour=colour, by_source=by_source))
