"""Say what falls due."""

from __future__ import annotations

from fractions import Fraction

import click

from servanda.base.calendar import Duration
from servanda.base.moments import parse_duration
from servanda.cli.output import write_data
from servanda.cli.question import ask, question_options, read
from servanda.cli.terminal import shows_colour, width, write
from servanda.monitor.due import due
from servanda.monitor.status import in_force
from servanda.reports.due_page import print_due
from servanda.reports.due_table import tabulate_due
from servanda.workspace import CannotRun

_UNITS = {"h": "hours", "d": "days", "w": "weeks", "m": "months", "y": "years"}


@click.command(name="due")
@question_options
@click.option(
    "--within",
    default="30d",
    metavar="SPAN",
    show_default=True,
    help='How far ahead to look: 30d, 6w, 3m, "48 hours".',
)
def command(
    path: str,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    hypothetical: tuple[str, ...],
    form: str,
    within: str,
) -> None:
    """Say what falls due in the next days, and what is overdue already, under each reading.

    Dates of phases that have not begun are shown as expected if nothing else happens.
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
    agreement = text.agreement
    until = agreement.header.calendar.add(asked.question.on, read_span(within))
    table = tabulate_due(
        agreement,
        asked,
        until,
        due(agreement, asked.question, until),
        is_in_force=in_force(agreement, asked.question),
    )
    if form == "json":
        write_data(table)
    else:
        write(print_due(table, agreement, width=width(), colour=shows_colour()))


def read_span(written: str) -> Duration:
    """Read a span such as `30d` or `6 weeks`."""
    text = written.strip()
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz ")
    unit = text[len(digits) :].strip()
    try:
        number = Fraction(digits)
    except (ValueError, ZeroDivisionError):
        number = Fraction(-1)
    span = parse_duration(number, _UNITS.get(unit, unit)) if number >= 0 else None
    if span is None:
        raise CannotRun(f'--within {written} is no span; expected one such as 30d or "6 weeks"')
    return span
