"""Show entries of the record."""

from __future__ import annotations

import click

from servanda.cli.output import write_data
from servanda.cli.question import (
    format_option,
    if_option,
    known_option,
    on_option,
    path_argument,
    read,
    read_actor,
    read_date,
    unknown,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.model.agreement import Agreement
from servanda.reports.record_pages import print_record
from servanda.reports.record_table import Filter, names_about, tabulate_record
from servanda.workspace import CannotRun


@click.command(name="record")
@path_argument
@click.option("--kind", default="", metavar="KIND", help="Only entries of this kind: act, say, …")
@click.option("--of", "actor", metavar="ACTOR", help="Only what this actor did, said or observed.")
@click.option("--about", default="", metavar="NAME", help="Only entries about this name or label.")
@on_option
@known_option
@if_option
@format_option
def command(
    path: str,
    kind: str,
    actor: str | None,
    about: str,
    on: str | None,
    known: str | None,
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Show the record: who said and did what, when, on whose word, and how it reached us.

    Entries stand in the order in which things happened; --on leaves out what happened later.
    """
    text = read(path, hypothetical)
    agreement, calendar = text.agreement, text.agreement.header.calendar
    kinds = {entry.kind for entry in agreement.entries}
    if kind and kind not in kinds | _KINDS:
        raise CannotRun(unknown("kind of entry", kind, sorted(kinds)))
    names = {name for entry in agreement.entries for name in names_about(entry)}
    if about and about not in names and about not in _declared(agreement):
        named = (name for name in names | _declared(agreement) if ":" not in name)
        raise CannotRun(unknown("thing", about, sorted(named)))
    wanted = Filter(
        kind=kind,
        of=read_actor(agreement, "--of", actor) if actor else None,
        about=about,
        on=read_date(calendar, "--on", on) if on else None,
        known=read_date(calendar, "--known", known) if known else None,
    )
    table = tabulate_record(agreement, wanted)
    if form == "json":
        write_data(table)
    else:
        write(print_record(table, agreement, width=width(), colour=shows_colour()))


_KINDS = frozenset(
    "act amend accept announce appoint appraise authorise call certify deny disavow dissolve endorse "
    "distinguish ends exercise figure finding happens host incident join leave meet merge note notify "
    "opens pledge propose ratify reading refuse request resign resume retract rule say settle sign split "
    "suspend terminate visit vote waive welcome".split()
) | {"in force"}


def _declared(agreement: Agreement) -> set[str]:
    """Give every name an entry could have been about."""
    return {
        agreement.header.id,
        *agreement.actors,
        *agreement.labels,
        *agreement.ambiguities,
        *agreement.events,
        *agreement.processes,
        *agreement.levels,
        *agreement.phases,
        *agreement.provisions,
        *agreement.claims,
    }
