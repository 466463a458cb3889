"""Search for the smallest changes of text after which some claims hold together."""

from __future__ import annotations

import time

import click

from servanda.base.identities import ClaimId
from servanda.checks.claims import start_of
from servanda.checks.mending import Outcome, Wanted, mend
from servanda.cli.output import write_data
from servanda.cli.progress import Progress
from servanda.cli.question import (
    Seconds,
    end_of_today,
    format_option,
    read,
    read_readings,
    read_start,
    reading_option,
    unknown,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.model.agreement import Agreement
from servanda.reports.mend_page import print_mends
from servanda.reports.mend_table import MendAsked, diff_of, tabulate_mends
from servanda.workspace import CannotRun


@click.command(name="mend")
@click.argument("path")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option("--start", metavar="DATE", help="Let the runs begin on this date.")
@reading_option
@click.option(
    "--most",
    type=click.IntRange(1, 5),
    default=4,
    show_default=True,
    help="Try so many edits together.",
)
@click.option(
    "--limit",
    type=Seconds(min=0.1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop searching after so long, and say so.",
)
@click.option(
    "--show",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    metavar="N",
    help="Show so many mends with the lines they change.",
)
@click.option("--patch", type=click.IntRange(min=1), metavar="N", help="Print only the Nth diff.")
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    path: str,
    claims: tuple[str, ...],
    start: str | None,
    readings: tuple[str, ...],
    most: int,
    limit: float,
    show: int,
    patch: int | None,
    form: str,
) -> None:
    """Search for the smallest changes of text after which every CLAIM holds, and what each costs whom.

    PATH is a folder with *.pact and *.record texts, or one file. Nothing is written to it.
    """
    text = read(path, has_trees=True)
    agreement = text.agreement
    given = read_start(agreement.header.calendar, start)
    chosen = start_of(agreement, given, end_of_today(agreement.header.calendar))
    wanted = Wanted(
        claims=tuple(dict.fromkeys(_claim(agreement, name) for name in claims)),
        start=chosen.at,
        fixed=read_readings(agreement, readings),
        edits_at_most=most,
    )
    began = time.monotonic()
    progress = Progress()
    found = mend(
        text.loaded.documents,
        wanted,
        seconds_left=lambda: limit - (time.monotonic() - began),
        say=progress.say,
    )
    progress.hush()
    asked = MendAsked(start=chosen, fixed=wanted.fixed, edits_at_most=most, limit_seconds=limit)
    table = tabulate_mends(agreement, found, asked, text.loaded.sources)
    if patch is not None:
        lines = diff_of(table, patch)
        if not lines:
            raise CannotRun(f"--patch {patch}: there are {len(table.mends)} mends")
        write("".join(f"{line}\n" for line in lines))
    elif form == "json":
        write_data(table)
    else:
        write(print_mends(table, agreement, show, width=width(), colour=shows_colour()))
    ctx.exit(0 if found.outcome in (Outcome.HOLDS, Outcome.MENDED) else 1)


def _claim(agreement: Agreement, name: str) -> ClaimId:
    """Find a claim by its name."""
    if ClaimId(name) in agreement.claims:
        return ClaimId(name)
    raise CannotRun(unknown("claim", name, agreement.claims))
