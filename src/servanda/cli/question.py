"""Turn the options of a question into values, with today's date where none is given."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.moments import Moment, parse_moment
from servanda.cli.terminal import say
from servanda.diagnostics import Severity
from servanda.model.agreement import Agreement
from servanda.monitor import DEFAULT_VIEW, VIEWS, Question
from servanda.reports.asked import Asked
from servanda.reports.values import deadline
from servanda.workspace import CannotRun, Loaded, load
from servanda.workspace.asking import kept_folder as kept_folder
from servanda.workspace.asking import last_minute
from servanda.workspace.asking import read_actor as read_actor
from servanda.workspace.asking import read_provision as read_provision
from servanda.workspace.asking import read_reading as read_reading
from servanda.workspace.asking import read_readings as read_readings
from servanda.workspace.asking import read_view as read_view
from servanda.workspace.asking import unknown as unknown
from servanda.workspace.load import is_large

F = TypeVar("F", bound=Callable[..., Any])


class Seconds(click.FloatRange):
    """Take a positive number of seconds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what is no number of seconds."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value} is no number of seconds", param, ctx)
        return seconds


def _said(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Refuse an option that is there and says nothing: a script may have lost what it meant."""
    if value is not None and not value.strip():
        raise CannotRun(f"{option.opts[0]} is empty; leave it out, or say what it is")
    return value


path_argument = click.argument("path", default=".")
on_option = click.option(
    "--on",
    metavar="DATE",
    callback=_said,
    help="Ask of the end of this day, or of this minute; today if absent.",
)
known_option = click.option(
    "--known", metavar="DATE", callback=_said, help="Count only what was recorded by this date."
)
reading_option = click.option(
    "--reading",
    "readings",
    multiple=True,
    metavar="AMBIGUITY=READING",
    help="Fix one reading; the others stay open.",
)
party_option = click.option(
    "--as", "party", metavar="PARTY", help="Take the readings this actor holds; nobody's if absent."
)
view_option = click.option(
    "--view",
    default=DEFAULT_VIEW,
    metavar="VIEW",
    show_default=True,
    help=f"Which entries count: {', '.join(VIEWS)}.",
)
if_option = click.option(
    "--if", "hypothetical", multiple=True, metavar="ENTRY", help="Assume an entry of the record."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person, or as data.",
)


def question_options(command: F) -> F:
    """Add the options by which one asks where an agreement stands."""
    for option in reversed(
        (
            path_argument,
            on_option,
            known_option,
            reading_option,
            party_option,
            view_option,
            if_option,
            format_option,
        )
    ):
        command = option(command)
    return command


class Text(Struct, frozen=True, kw_only=True):
    """Hold what was loaded, with an agreement in it."""

    loaded: Loaded
    agreement: Agreement


def read(path: str, hypothetical: Sequence[str] = (), *, has_trees: bool = False) -> Text:
    """Load an agreement; say so when the texts have faults, and stop when an assumption has.

    Where trees are asked for, or entries assumed, what was kept of a large text is of no use.
    """
    for entry in hypothetical:
        if not entry.strip():
            raise CannotRun(f'--if "{entry}" has no entry in it; write one as in the record')
    if hypothetical or has_trees or not is_large(Path(path)):
        loaded = load(path, hypothetical)
    else:
        from servanda.workspace.kept import load_kept  # it costs more than small texts do

        loaded = load_kept(path, kept_folder())
    errors = [fault for fault in loaded.diagnostics if fault.severity is Severity.ERROR]
    for fault in errors:
        if fault.span.path.startswith("--if "):
            number = int(fault.span.path.removeprefix("--if "))
            help_ = f"; {fault.help}" if fault.help else ""
            raise CannotRun(f'--if "{hypothetical[number - 1]}": {fault.message}{help_}')
    if loaded.agreement is None:
        raise CannotRun(f'{path} declares no agreement; a line `agreement NAME "Title"` does')
    if errors:
        count = "1 fault" if len(errors) == 1 else f"{len(errors)} faults"
        say(f"servanda: the texts have {count}; `servanda check {path}` shows where")
    return Text(loaded=loaded, agreement=loaded.agreement)


def ask(
    text: Text,
    *,
    on: str | None,
    known: str | None = None,
    readings: Sequence[str] = (),
    party: str | None = None,
    view: str = DEFAULT_VIEW,
    hypothetical: Sequence[str] = (),
) -> Asked:
    """Make the question; what cannot be understood is refused in one sentence."""
    agreement = text.agreement
    calendar = agreement.header.calendar
    question = Question(
        on=end_of_today(calendar) if on is None else read_date(calendar, "--on", on),
        known=None if known is None else read_date(calendar, "--known", known),
        fixed=tuple(read_readings(agreement, readings).items()),
        as_party=None if party is None else read_actor(agreement, "--as", party),
        view=read_view(view),
    )
    return Asked(question=question, is_today=on is None, hypothetical=tuple(hypothetical))


class Dates(Struct, frozen=True, kw_only=True):
    """Hold the date asked about and the date of what was known, each with how it is shown."""

    on: Instant
    known: Instant | None
    shown_on: str
    shown_known: str | None


def read_dates(calendar: Calendar, on: str | None, known: str | None) -> Dates:
    """Read the two dates of a question about people; today where none is given."""
    asked = read_date(calendar, "--on", on) if on else end_of_today(calendar)
    until = read_date(calendar, "--known", known) if known else None
    return Dates(
        on=asked,
        known=until,
        shown_on=deadline(calendar, asked),
        shown_known=None if until is None else deadline(calendar, until),
    )


def end_of_today(calendar: Calendar) -> Instant:
    """Read the clock, and give the last minute of the day it shows in the agreement's zone."""
    now = int(datetime.now(UTC).timestamp()) // 60
    return calendar.end_of_day(calendar.date_of(now))


def read_date(calendar: Calendar, option: str, written: str) -> Instant:
    """Read a date as its last minute, or a minute as itself."""
    return last_minute(calendar, option, written, end_of_today(calendar))


def read_start(calendar: Calendar, written: str | None) -> Instant | None:
    """Read the date on which runs begin, as its first minute, or a minute as itself."""
    if written is None:
        return None
    moment = parse_moment(written, calendar)
    if not isinstance(moment, Moment) or moment.earliest is None:
        raise CannotRun(f"--start {written}: expected a date such as 2024-07-01")
    return moment.earliest
