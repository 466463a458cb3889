"""Turn the words of a question into values; what cannot be understood is refused in one sentence.

The faces share it: the command line reads options so, and the pages the address of a view. `today` is the
last minute of today, which a face reads off its clock.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ActorId, AmbiguityId, ProvisionId, ReadingId
from servanda.base.moments import Moment, parse_moment
from servanda.diagnostics import suggest
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import NOBODY
from servanda.model.provisions import Provision
from servanda.monitor import VIEWS
from servanda.workspace.refusal import CannotRun


def last_minute(calendar: Calendar, option: str, written: str, today: Instant) -> Instant:
    """Read a date as its last minute, or a minute as itself."""
    if written.strip() == "today":
        return today
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
        called = (actor.id, actor.title, *actor.also_called)
        if name.casefold() in map(str.casefold, called):
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
