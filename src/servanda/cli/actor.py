"""Show what the text and the record say of an actor."""

from __future__ import annotations

import click

from servanda.cli.output import write_data
from servanda.cli.question import (
    end_of_today,
    format_option,
    if_option,
    on_option,
    path_argument,
    read,
    read_actor,
    read_date,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.reports.actor_table import tabulate_actor
from servanda.reports.record_pages import print_actor
from servanda.reports.values import deadline


@click.command(name="actor")
@path_argument
@click.argument("name", metavar="ACTOR")
@on_option
@if_option
@format_option
def command(path: str, name: str, on: str | None, hypothetical: tuple[str, ...], form: str) -> None:
    """Show an actor: its roles, who answers for it, its duties and powers, the readings it holds.

    ACTOR is a name of the text or a title in quotes.
    """
    text = read(path, hypothetical)
    agreement, calendar = text.agreement, text.agreement.header.calendar
    asked = read_date(calendar, "--on", on) if on else end_of_today(calendar)
    table = tabulate_actor(agreement, read_actor(agreement, "ACTOR", name), asked)
    if form == "json":
        write_data(table)
    else:
        shown = deadline(calendar, asked)
        write(print_actor(table, agreement, shown, width=width(), colour=shows_colour()))
