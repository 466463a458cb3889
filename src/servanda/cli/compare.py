"""Say what changed in meaning between two texts."""

from __future__ import annotations

import click

from servanda.base.calendar import Instant
from servanda.checks.claims import Start, start_of
from servanda.cli.output import write_data
from servanda.cli.progress import Progress
from servanda.cli.question import Seconds, Text, end_of_today, format_option, read, read_start
from servanda.cli.terminal import shows_colour, width, write
from servanda.reports.compare_page import print_compare
from servanda.reports.compare_table import tabulate_compare
from servanda.workspace.pipeline import compare_texts


@click.command(name="compare")
@click.argument("old")
@click.argument("new")
@click.option("--start", metavar="DATE", help="Let the runs of both texts begin on this date.")
@click.option(
    "--limit",
    type=Seconds(min=0.1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up on a claim after so long, and say so.",
)
@click.option(
    "--who/--no-who",
    default=True,
    show_default=True,
    help="Say who can lawfully stop a claim now and could not before; it takes longest.",
)
@format_option
def command(old: str, new: str, start: str | None, limit: float, who: bool, form: str) -> None:
    """Say what changed in meaning from the text OLD to the text NEW, and not which lines.

    Claims won and lost, dates moved, who can now lawfully stop what, what is owed otherwise. Layout,
    comments, order, titles and names are no change in meaning. Each is a folder or a file.
    """
    before, after = read(old), read(new)
    chosen = _start(before, after, start)
    progress = Progress()
    comparison = compare_texts(
        before.loaded, after.loaded, chosen.at, limit, with_powers=who, over=progress.over
    )
    progress.hush()
    table = tabulate_compare(comparison, (old, new), chosen.why)
    if form == "json":
        write_data(table)
    else:
        texts = (before.agreement, after.agreement)
        write(print_compare(table, texts, width=width(), colour=shows_colour()))


def _start(before: Text, after: Text, written: str | None) -> Start:
    """Choose one start for both: the one given, else that of the new text, else that of the old one."""
    calendar = after.agreement.header.calendar
    given: Instant | None = read_start(calendar, written)
    today = end_of_today(calendar)
    first, second = (start_of(text.agreement, given, today) for text in (after, before))
    return second if first.is_assumed and not second.is_assumed else first
