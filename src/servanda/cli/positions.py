"""Show who stands where on a text and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.base.identities import ClaimId
from servanda.cli.output import write_data
from servanda.cli.question import (
    Text,
    end_of_today,
    format_option,
    known_option,
    on_option,
    path_argument,
    read_actor,
    read_dates,
    read_start,
    unknown,
)
from servanda.cli.supposed import read_supposing, suppose_option
from servanda.cli.terminal import shows_colour, width, write
from servanda.model.agreement import Agreement
from servanda.workspace import CannotRun

if TYPE_CHECKING:
    from servanda.checks.claims import ClaimResult


@click.command(name="positions")
@path_argument
@click.option("--of", "actor", metavar="ACTOR", help="Only the positions of this actor.")
@click.option("--about", default="", metavar="NAME", help="Only those that bear on this thing.")
@click.option("--why", "detailed", is_flag=True, help="Show every statement of each cell.")
@click.option(
    "--no-check", is_flag=True, help="Do not ask whether the text gives what is demanded."
)
@click.option("--start", metavar="DATE", help="Let the runs begin on this date.")
@click.option(
    "--limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Leave a demand unknown that takes longer to check.",
)
@on_option
@known_option
@suppose_option
@format_option
def command(
    path: str,
    actor: str | None,
    about: str,
    detailed: bool,
    no_check: bool,
    start: str | None,
    limit: float | None,
    on: str | None,
    known: str | None,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Show who stands where: each actor's position on the text and its parts, on whose word.

    Then what does not go together, and what is demanded beside what the text gives.
    """
    from servanda.analysis.contradictions import contradictions
    from servanda.analysis.demands import demands
    from servanda.analysis.positions import bearing_on, positions
    from servanda.reports.positions_page import print_positions
    from servanda.reports.positions_table import Wanted, tabulate_positions

    text = read_supposing(path, hypothetical, on, known)
    agreement, calendar = text.agreement, text.agreement.header.calendar
    dates = read_dates(calendar, on, known)
    found = positions(agreement, dates.on, dates.known)
    wanted = Wanted(
        of=read_actor(agreement, "--of", actor) if actor else "",
        about=bearing_on(agreement, read_thing(agreement, "--about", about)) if about else (),
    )
    claims = {c.about for c in found.cells if wanted.takes(c.actor, c.about)}
    results = {} if no_check else _verdicts(text, claims, start, limit)
    table = tabulate_positions(
        agreement,
        found,
        contradictions(agreement, found),
        demands(agreement, found, results),
        wanted,
        dates.shown_on,
        dates.shown_known,
    )
    if form == "json":
        write_data(table)
    else:
        detail = detailed or bool(actor and about)
        page = print_positions(
            table, agreement, detailed=detail, width=width(), colour=shows_colour()
        )
        write(page)


def _verdicts(
    text: Text, names: set[str], start: str | None, limit: float | None
) -> dict[ClaimId, ClaimResult]:
    """Ask the checker about the claims that somebody demands."""
    from servanda.checks.claims import start_of
    from servanda.workspace.pipeline import answer_claims, lay_out

    agreement = text.agreement
    if not names & set(agreement.claims):
        return {}
    calendar = agreement.header.calendar
    begin = start_of(agreement, read_start(calendar, start), end_of_today(calendar))
    answers = answer_claims(lay_out(agreement, begin), {}, limit, only=frozenset(names))
    return {result.claim.id: result for result in answers}


def read_thing(agreement: Agreement, option: str, name: str) -> str:
    """Find a thing one can have a position on, by its name; a provision also without its phase."""
    from servanda.analysis.positions import things

    named = {entry.id for entry in agreement.entries if ":" not in entry.id}
    known = (*things(agreement), *sorted(named), *agreement.actors, *agreement.processes)
    if name in known:
        return name
    found = [p.id for p in agreement.provisions.values() if p.name == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotRun(f"several provisions are named `{name}`: {' or '.join(found)}")
    raise CannotRun(f"{option} {name}: {unknown('thing', name, known)}")
