"""Say whether a text passes the bodies that decide on it."""

from __future__ import annotations

import click

from servanda.base.identities import ActorId
from servanda.cli.output import write_data
from servanda.cli.positions import read_thing
from servanda.cli.progress import Progress
from servanda.cli.question import (
    Dates,
    format_option,
    known_option,
    on_option,
    path_argument,
    read_actor,
    read_dates,
)
from servanda.cli.supposed import read_supposing, suppose_option
from servanda.cli.terminal import shows_colour, width, write
from servanda.model.agreement import Agreement
from servanda.monitor.roster import rule_of
from servanda.workspace import CannotRun

_EVIDENCE = ("direct", "spokesman", "press", "relayed", "unsourced")

evidence_option = click.option(
    "--evidence",
    type=click.Choice(_EVIDENCE),
    default="press",
    show_default=True,
    help="The weakest evidence that counts as a vote.",
)
only_accepts_option = click.option(
    "--only-accepts", is_flag=True, help="Who supports and has not accepted stays open."
)


@click.command(name="ratify")
@path_argument
@click.option("--body", "body", metavar="BODY", help="Only this body.")
@click.option(
    "--text", "target", default="", metavar="NAME", help="Another text, or a named entry."
)
@evidence_option
@only_accepts_option
@click.option(
    "--power",
    is_flag=True,
    help="Show the power of each member; of some two hundred, it takes a minute.",
)
@on_option
@known_option
@suppose_option
@format_option
def command(
    path: str,
    body: str | None,
    target: str,
    evidence: str,
    only_accepts: bool,
    power: bool,
    on: str | None,
    known: str | None,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Say whether a text passes each body: yes, no or open, by recorded votes and known positions.

    Then who decides an open one, who can stop it, and who could save it.
    """
    from servanda.analysis.ballots import Terms
    from servanda.analysis.positions import positions
    from servanda.analysis.ratification import ratification
    from servanda.analysis.stances import Evidence
    from servanda.reports.ratify_page import print_ratification
    from servanda.reports.ratify_table import tabulate_ratification

    agreement = read_supposing(path, hypothetical, on, known).agreement
    dates = read_dates(agreement.header.calendar, on, known)
    only = _body(agreement, body, dates) if body else None
    terms = Terms(
        target=read_thing(agreement, "--text", target) if target else agreement.header.id,
        on=dates.on,
        known=dates.known,
        evidence=Evidence(evidence),
        only_accepts=only_accepts,
    )
    progress = Progress()
    found = ratification(
        agreement,
        positions(agreement, dates.on, dates.known),
        terms,
        only,
        patient=power,
        watch=progress.step,
    )
    progress.hush()
    if not found.bodies:
        if any(rule_of(agreement, each, dates.on, dates.known) for each in agreement.actors):
            raise CannotRun(
                f"nobody sits on {dates.shown_on} in a body that has a rule of decision"
            )
        raise CannotRun("no body has a rule of decision; `decides by majority` below one gives it")
    table = tabulate_ratification(agreement, found, dates.shown_on, dates.shown_known, hypothetical)
    if form == "json":
        write_data(table)
    else:
        write(
            print_ratification(table, agreement, power=power, width=width(), colour=shows_colour())
        )


def _body(agreement: Agreement, name: str, dates: Dates) -> ActorId:
    body = read_actor(agreement, "--body", name)
    if rule_of(agreement, body, dates.on, dates.known) is None:
        raise CannotRun(f"--body {name}: the text gives it no rule of decision")
    return body
