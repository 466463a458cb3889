"""Explain one verdict, step by step."""

from __future__ import annotations

import click

from servanda.base.identities import ProvisionId
from servanda.cli.output import write_data
from servanda.cli.question import (
    ask,
    format_option,
    if_option,
    known_option,
    on_option,
    party_option,
    path_argument,
    read,
    reading_option,
    unknown,
    view_option,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.model.agreement import Agreement
from servanda.model.provisions import Provision
from servanda.monitor.why import why
from servanda.reports.why_page import print_why
from servanda.reports.why_table import tabulate_why
from servanda.workspace import CannotRun


@click.command(name="why")
@path_argument
@click.argument("provision")
@on_option
@known_option
@reading_option
@party_option
@view_option
@if_option
@format_option
def command(
    path: str,
    provision: str,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Explain where a provision stands: each step, with the sentence or the entry it rests on.

    PROVISION is its name with its phase, such as one.captives, or alone where only one has it.
    """
    text = read(path, hypothetical)
    asked = ask(
        text,
        on=on,
        known=known,
        readings=readings,
        party=party,
        view=view,
        hypothetical=hypothetical,
    )
    found = why(text.agreement, asked.question, _provision(text.agreement, provision))
    table = tabulate_why(text.agreement, found, asked, text.loaded.sources)
    if form == "json":
        write_data(table)
    else:
        write(print_why(table, text.agreement, width=width(), colour=shows_colour()))


def _provision(agreement: Agreement, name: str) -> Provision:
    provisions = agreement.provisions
    if ProvisionId(name) in provisions:
        return provisions[ProvisionId(name)]
    found = [each for each in provisions.values() if each.name == name]
    if len(found) == 1:
        return found[0]
    if found:
        several = " or ".join(each.id for each in found)
        raise CannotRun(f"several provisions are named `{name}`: {several}")
    raise CannotRun(unknown("provision", name, provisions))
