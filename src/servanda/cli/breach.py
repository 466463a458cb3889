"""Say what would follow a breach."""

from __future__ import annotations

import click

from servanda.checks.breach import breaches
from servanda.checks.claims import start_of
from servanda.cli.output import write_data
from servanda.cli.progress import Progress
from servanda.cli.question import (
    end_of_today,
    format_option,
    path_argument,
    read,
    read_actor,
    read_provision,
    read_readings,
    read_start,
    reading_option,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.reports.breach_page import print_breach
from servanda.reports.breach_table import tabulate_breach
from servanda.reports.values import as_reading


@click.command(name="breach")
@path_argument
@click.option("--of", "of", metavar="PROVISION", help="Follow the breach of this one, in full.")
@click.option("--by", "by", metavar="ACTOR", help="Follow only what this actor owes.")
@click.option("--start", metavar="DATE", help="Let the runs begin on this date.")
@reading_option
@click.option(
    "--limit",
    type=click.FloatRange(min=0.1),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="With --of: give up on a claim after so long, and say so.",
)
@format_option
def command(
    path: str,
    of: str | None,
    by: str | None,
    start: str | None,
    readings: tuple[str, ...],
    limit: float,
    form: str,
) -> None:
    """Say what would follow a breach, on the text alone: the record does not count.

    Without --of: each duty and prohibition, with what its breach lets others do and what falls away;
    where one breach ends all; and where one side has given all while the other still owes all.
    """
    text = read(path)
    agreement = text.agreement
    provision = read_provision(agreement, of).id if of is not None else None
    actor = read_actor(agreement, "--by", by) if by is not None else None
    fixed = tuple(read_readings(agreement, readings).items())
    calendar = agreement.header.calendar
    chosen = start_of(agreement, read_start(calendar, start), end_of_today(calendar))
    progress = Progress()
    result = breaches(agreement, chosen.at, dict(fixed), actor, provision, progress.say, limit)
    progress.hush()
    table = tabulate_breach(
        agreement, chosen, result, fixed=as_reading(fixed), of=provision, by=actor
    )
    if form == "json":
        write_data(table)
    else:
        write(print_breach(table, agreement, width=width(), colour=shows_colour()))
