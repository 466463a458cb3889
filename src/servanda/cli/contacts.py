"""Show who was in contact with whom."""

from __future__ import annotations

import click

from servanda.base.calendar import Calendar, Instant
from servanda.base.moments import Moment, parse_moment
from servanda.cli.output import write_data
from servanda.cli.question import (
    format_option,
    known_option,
    on_option,
    path_argument,
    read_actor,
    read_dates,
)
from servanda.cli.supposed import read_supposing, suppose_option
from servanda.cli.terminal import shows_colour, width, write
from servanda.workspace import CannotRun


@click.command(name="contacts")
@path_argument
@on_option
@known_option
@click.option("--since", metavar="DATE", help="Only contacts from the first minute of this date.")
@click.option("--of", "of", metavar="ACTOR", help="Only contacts of this actor, or for it.")
@click.option("--with", "with_", metavar="ACTOR", help="How many of them were with this one.")
@click.option("--through", metavar="ACTOR", help="Only what went through this actor.")
@click.option(
    "--by",
    type=click.Choice(["week", "month"]),
    default="month",
    show_default=True,
    help="Lay the network out by weeks or months.",
)
@suppose_option
@format_option
def command(
    path: str,
    on: str | None,
    known: str | None,
    since: str | None,
    of: str | None,
    with_: str | None,
    through: str | None,
    by: str,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Show who met, called or wrote to whom, where and through whom, in which quality on that date.

    Then the links this makes over time, who stands between others, and how usual contacts are.
    """
    from servanda.analysis.contacts import Span
    from servanda.reports.contacts_page import print_contacts
    from servanda.reports.contacts_table import Asked, contacts_as_asked

    agreement = read_supposing(path, hypothetical, on, known).agreement
    calendar = agreement.header.calendar
    dates = read_dates(calendar, on, known)
    begin = _read_since(calendar, since) if since else None
    if begin is not None and begin > dates.on:
        raise CannotRun(f"--since {since} is after {dates.shown_on}, the date asked about")
    whose = read_actor(agreement, "--of", of) if of else None
    whom = read_actor(agreement, "--with", with_) if with_ else None
    carrier = read_actor(agreement, "--through", through) if through else None
    if whom is not None and whose is None:
        raise CannotRun(
            "--with needs --of: of whose contacts is it asked how many were with this one?"
        )
    span = Span(on=dates.on, since=begin, known=dates.known)
    asked = Asked(
        on=dates.shown_on,
        known=dates.shown_known,
        since=None if begin is None else calendar.format(begin),
        of=whose,
        with_=whom,
        through=carrier,
        by=by,
    )
    table = contacts_as_asked(agreement, span, asked)
    if form == "json":
        write_data(table)
    else:
        write(print_contacts(table, agreement, width=width(), colour=shows_colour()))


def _read_since(calendar: Calendar, written: str) -> Instant:
    moment = parse_moment(written, calendar)
    if not isinstance(moment, Moment):
        raise CannotRun(f"--since {written}: {moment.message}; expected {moment.expected}")
    if moment.earliest is None:
        raise CannotRun(f"--since {written} has no first day; name one, such as 2024-03-01")
    return moment.earliest
