"""Explain one verdict, step by step."""

from __future__ import annotations

import click

from servanda.cli.output import write_data
from servanda.cli.question import (
    ask,
    format_option,
    if_option,
    known_option,
    on_option,
    party_option,
    path_argument,
    read,
    read_provision,
    reading_option,
    view_option,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.monitor.why import why
from servanda.reports.why_page import print_why
from servanda.reports.why_table import tabulate_why


@click.command(name="why")
@path_argument
@click.argument("provision")
@on_option
@known_option
@reading_option
@party_option
@view_option
@if_option
@format_option
def command(
    path: str,
    provision: str,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Explain where a provision stands: each step, with the sentence or the entry it rests on.

    PROVISION is its name with its phase, such as one.captives, or alone where only one has it.
    """
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
    found = why(text.agreement, asked.question, read_provision(text.agreement, provision))
    table = tabulate_why(text.agreement, found, asked, text.loaded.sources)
    if form == "json":
        write_data(table)
    else:
        write(print_why(table, text.agreement, width=width(), colour=shows_colour()))
