"""Turn the options of a question into values, with today's date where none is given."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ActorId, AmbiguityId, ProvisionId, ReadingId
from servanda.base.moments import Moment, parse_moment
from servanda.cli.terminal import say
from servanda.diagnostics import Severity, suggest
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import NOBODY
from servanda.model.provisions import Provision
from servanda.monitor import DEFAULT_VIEW, VIEWS, Question
from servanda.reports.asked import Asked
from servanda.reports.values import deadline
from servanda.workspace import CannotRun, Loaded, load
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


def kept_folder() -> Path | None:
    """Give the folder for what is kept of large texts: `SERVANDA_CACHE`, or one below the user's cache.

    `SERVANDA_CACHE=off` keeps nothing.
    """
    named = os.environ.get("SERVANDA_CACHE", "")
    if named == "off":
        return None
    if named:
        return Path(named)
    below = os.environ.get("XDG_CACHE_HOME", "")
    home = Path(below) if os.path.isabs(below) else Path(os.path.expanduser("~"), ".cache")
    return home / "servanda" if home.is_absolute() else None


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
    if written.strip() == "today":
        return end_of_today(calendar)
    moment = parse_moment(written, calendar)
    if not isinstance(moment, Moment):
        raise CannotRun(f"{option} {written}: {moment.message}; expected {moment.expected}")
    if moment.latest is None:
        raise CannotRun(f"{option} {written} has no last day; name one, such as 2025-02-22")
    return moment.latest


def read_readings(agreement: Agreement, written: Iterable[str]) -> dict[AmbiguityId, ReadingId]:
    """Read the readings that are fixed, each question once."""
    fixed: dict[AmbiguityId, ReadingId] = {}
    for each in written:
        ambiguity, reading = read_reading(agreement, each)
        if fixed.setdefault(ambiguity, reading) != reading:
            raise CannotRun(f"`{ambiguity}` cannot be both {fixed[ambiguity]} and {reading}")
    return fixed


def read_reading(agreement: Agreement, written: str) -> tuple[AmbiguityId, ReadingId]:
    """Read `AMBIGUITY=READING`, or a reading alone where only one ambiguity has it."""
    name, parted, reading = written.partition("=")
    if not parted:
        return _reading_alone(agreement, name.strip())
    ambiguity = agreement.ambiguities.get(AmbiguityId(name.strip()))
    if ambiguity is None:
        raise CannotRun(unknown("ambiguity", name.strip(), agreement.ambiguities))
    wanted = reading.strip()
    if wanted not in {each.id for each in ambiguity.readings}:
        choices = ", ".join(each.id for each in ambiguity.readings)
        raise CannotRun(f"`{ambiguity.id}` has no reading `{wanted}`; it has {choices}")
    return ambiguity.id, ReadingId(wanted)


def _reading_alone(agreement: Agreement, name: str) -> tuple[AmbiguityId, ReadingId]:
    declared = [
        (ambiguity.id, reading.id)
        for ambiguity in agreement.ambiguities.values()
        for reading in ambiguity.readings
        if reading.id != NOBODY and not ambiguity.is_implicit
    ]
    found = [each for each in declared if name in (each[1], f"{each[0]}.{each[1]}")]
    if len(found) == 1:
        return found[0]
    if found:
        several = " or ".join(f"{ambiguity}={name}" for ambiguity, _ in found)
        raise CannotRun(f"several ambiguities have a reading `{name}`; write {several}")
    raise CannotRun(unknown("reading", name, (reading for _, reading in declared)))


def read_actor(agreement: Agreement, option: str, name: str) -> ActorId:
    """Find an actor by name or by title."""
    if ActorId(name) in agreement.actors:
        return ActorId(name)
    for actor in agreement.actors.values():
        if name.casefold() in (actor.title.casefold(), *map(str.casefold, actor.also_called)):
            return actor.id
    raise CannotRun(f"{option} {name}: {unknown('actor', name, agreement.actors)}")


def read_provision(agreement: Agreement, name: str) -> Provision:
    """Find a provision by its name with its phase, or alone where only one has it."""
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


def read_start(calendar: Calendar, written: str | None) -> Instant | None:
    """Read the date on which runs begin, as its first minute, or a minute as itself."""
    if written is None:
        return None
    moment = parse_moment(written, calendar)
    if not isinstance(moment, Moment) or moment.earliest is None:
        raise CannotRun(f"--start {written}: expected a date such as 2024-07-01")
    return moment.earliest


def read_view(name: str) -> str:
    """Find a view."""
    if name in VIEWS:
        return name
    raise CannotRun(f"no view is named `{name}`; there are {', '.join(VIEWS)}")


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that a name is unknown, with the nearest one or the first few."""
    names = list(known)
    guess = suggest(name, names)
    if guess:
        return f"no {kind} is named `{name}`; did you mean `{guess}`?"
    shown = ", ".join(names[:6]) + (", …" if len(names) > 6 else "")
    return f"no {kind} is named `{name}`" + (f"; there are {shown}" if names else "")
