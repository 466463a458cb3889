"""Count who stands behind something in a body."""

from __future__ import annotations

import click

from servanda.base.identities import ActorId
from servanda.cli.output import write_data
from servanda.cli.question import (
    Text,
    end_of_today,
    format_option,
    if_option,
    known_option,
    on_option,
    path_argument,
    read,
    read_actor,
    read_date,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.monitor.bodies import tally
from servanda.reports.record_pages import print_tally
from servanda.reports.tally_table import tabulate_tally
from servanda.reports.values import deadline


@click.command(name="tally")
@path_argument
@click.argument("body")
@click.option("--without", metavar="A,B", default="", help="Members that are not counted.")
@click.option("--with", "joined", metavar="C,D", default="", help="Others counted with them.")
@on_option
@known_option
@if_option
@format_option
def command(
    path: str,
    body: str,
    without: str,
    joined: str,
    on: str | None,
    known: str | None,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Count the seats behind something in a body or coalition against what its rule asks for.

    All members of BODY on the date count in favour, less those in --without, and with --with.
    """
    text = read(path, hypothetical)
    agreement, calendar = text.agreement, text.agreement.header.calendar
    asked = read_date(calendar, "--on", on) if on else end_of_today(calendar)
    found = tally(
        agreement,
        read_actor(agreement, "BODY", body),
        on=asked,
        known=read_date(calendar, "--known", known) if known else None,
        without=_actors(text, "--without", without),
        joined_by=_actors(text, "--with", joined),
    )
    shown = deadline(calendar, asked)
    if form == "json":
        write_data(tabulate_tally(agreement, found, shown))
    else:
        write(print_tally(found, agreement, shown, width=width(), colour=shows_colour()))


def _actors(text: Text, option: str, names: str) -> tuple[ActorId, ...]:
    found = (name.strip() for name in names.split(","))
    return tuple(read_actor(text.agreement, option, name) for name in found if name)
