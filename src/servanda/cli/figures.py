"""Show figures side by side."""

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
    read_date,
    unknown,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.model.entries import Figure
from servanda.reports.figures_table import tabulate_figures
from servanda.reports.record_pages import print_figures
from servanda.workspace import CannotRun


@click.command(name="figures")
@path_argument
@click.argument("name", default="")
@on_option
@known_option
@if_option
@format_option
def command(
    path: str,
    name: str,
    on: str | None,
    known: str | None,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Show what was counted, each observer's figure beside the others'.

    NAME is a figure, or the stem before a dot that several figures share; without it, all.
    """
    text = read(path, hypothetical)
    calendar = text.agreement.header.calendar
    names = {e.what.name for e in text.agreement.entries if isinstance(e.what, Figure)}
    stems = {known_name.rpartition(".")[0] for known_name in names}
    if name and name not in names | stems:
        raise CannotRun(unknown("figure", name, sorted(names)))
    table = tabulate_figures(
        text.agreement,
        name,
        read_date(calendar, "--on", on) if on else None,
        read_date(calendar, "--known", known) if known else None,
    )
    if form == "json":
        write_data(table)
    else:
        write(print_figures(table, text.agreement, width=width(), colour=shows_colour()))
