"""Count who stands behind something in a body."""

from __future__ import annotations

import click

from servanda.base.identities import ActorId
from servanda.cli.output import write_data
from servanda.cli.question import (
    Text,
    format_option,
    known_option,
    on_option,
    path_argument,
    read_actor,
    read_dates,
)
from servanda.cli.supposed import read_supposing, suppose_option
from servanda.cli.terminal import shows_colour, width, write
from servanda.monitor.bodies import tally
from servanda.monitor.roster import each_of
from servanda.reports.record_pages import print_tally
from servanda.reports.tally_table import tabulate_tally
from servanda.workspace import CannotRun


@click.command(name="tally")
@path_argument
@click.argument("body")
@click.option("--without", metavar="A,B", default="", help="Members that are not counted.")
@click.option("--with", "joined", metavar="C,D", default="", help="Others counted with them.")
@on_option
@known_option
@suppose_option
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

    All members of BODY on the date count in favour, less those in --without, and with --with. A group
    stands for each of its members.
    """
    text = read_supposing(path, hypothetical, on, known)
    agreement = text.agreement
    dates = read_dates(agreement.header.calendar, on, known)
    leaving = _actors(text, "--without", without)
    found = tally(
        agreement,
        read_actor(agreement, "BODY", body),
        on=dates.on,
        known=dates.known,
        without=leaving,
        joined_by=_actors(text, "--with", joined),
    )
    members = {member.actor for member in found.members}
    for name in leaving:
        if name not in members:
            said = f"`{name}` is no member of `{found.body}` on {dates.shown_on}"
            raise CannotRun(f"--without {without}: {said}")
    if form == "json":
        write_data(tabulate_tally(agreement, found, dates.shown_on))
    else:
        shown = print_tally(found, agreement, dates.shown_on, width(), shows_colour())
        write(shown)


def _actors(text: Text, option: str, names: str) -> tuple[ActorId, ...]:
    stripped = (name.strip() for name in names.split(","))
    found = (read_actor(text.agreement, option, name) for name in stripped if name)
    return tuple(each for name in found for each in each_of(text.agreement, name))
