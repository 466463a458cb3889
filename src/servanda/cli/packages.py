"""Find the combinations of variants that everybody needed would accept."""

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
from servanda.cli.ratify import evidence_option, only_accepts_option
from servanda.cli.supposed import read_supposing, suppose_option
from servanda.cli.terminal import shows_colour, width, write
from servanda.workspace import CannotRun


@click.command(name="packages")
@path_argument
@evidence_option
@only_accepts_option
@click.option(
    "--demands",
    "demands_bind",
    is_flag=True,
    help="Who demands a variant is against all without it.",
)
@on_option
@known_option
@suppose_option
@format_option
def command(
    path: str,
    evidence: str,
    only_accepts: bool,
    demands_bind: bool,
    on: str | None,
    known: str | None,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Find the combinations of drafted variants that every party and body needed would accept.

    Variants are the named proposals of the record for a phase or a provision; none is invented.
    """
    from servanda.analysis.ballots import Terms
    from servanda.analysis.games import TooLarge
    from servanda.analysis.packages import packages
    from servanda.analysis.positions import positions
    from servanda.analysis.stances import Evidence
    from servanda.reports.packages_page import print_packages
    from servanda.reports.packages_table import tabulate_packages

    agreement = read_supposing(path, hypothetical, on, known).agreement
    dates = read_dates(agreement.header.calendar, on, known)
    terms = Terms(
        target=agreement.header.id,
        on=dates.on,
        known=dates.known,
        evidence=Evidence(evidence),
        only_accepts=only_accepts,
    )
    try:
        placed = positions(agreement, dates.on, dates.known)
        found = packages(agreement, placed, terms, demands_bind=demands_bind)
    except TooLarge as stop:
        raise CannotRun("there are too many combinations of variants to be followed") from stop
    table = tabulate_packages(
        agreement, found, dates.shown_on, dates.shown_known, demands_bind=demands_bind
    )
    if form == "json":
        write_data(table)
    else:
        write(print_packages(table, agreement, width=width(), colour=shows_colour()))
