"""Tell a negotiation as rounds."""

from __future__ import annotations

import click

from servanda.cli.output import write_data
from servanda.cli.question import (
    format_option,
    known_option,
    on_option,
    path_argument,
    read_dates,
)
from servanda.cli.supposed import read_supposing, suppose_option
from servanda.cli.terminal import shows_colour, width, write


@click.command(name="rounds")
@path_argument
@on_option
@known_option
@suppose_option
@format_option
def command(
    path: str, on: str | None, known: str | None, hypothetical: tuple[str, ...], form: str
) -> None:
    """Tell the negotiation: which text was proposed, handed on, answered, by whom, through whom.

    Then requests and pledges beside the text, who moved on what, and what is still apart.
    """
    from servanda.analysis.positions import positions
    from servanda.analysis.rounds import rounds
    from servanda.reports.rounds_page import print_rounds
    from servanda.reports.rounds_table import tabulate_rounds

    agreement = read_supposing(path, hypothetical, on, known).agreement
    dates = read_dates(agreement.header.calendar, on, known)
    found = rounds(agreement, positions(agreement, dates.on, dates.known))
    table = tabulate_rounds(agreement, found, dates.shown_on, dates.shown_known)
    if form == "json":
        write_data(table)
    else:
        write(print_rounds(table, agreement, width=width(), colour=shows_colour()))
