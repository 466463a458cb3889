"""Live a small agreement through a record, and ask it in the words of the language."""

from __future__ import annotations

from functools import cache

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import AmbiguityId, ProvisionId, ReadingId
from servanda.base.moments import Moment, parse_moment
from servanda.diagnostics import Severity
from servanda.machine import Life, Machine, View
from servanda.machine.choices import default_choice
from servanda.model.agreement import Agreement
from servanda.model.claims import Reaches
from servanda.model.times import Condition, Point
from servanda.monitor.replay import Outlook, replay
from servanda.workspace import load_text

HEAD = """agreement case "A case"
party north "North", south "South"
mediator host "Host"
"""
IN_FORCE = "2025-01-01 in force\n"


@cache
def agreement_of(pact: str, record: str = "", header: str = "") -> Agreement:
    """Read an agreement that has no fault, with its record, and with more clauses at its head."""
    head = HEAD.replace("\n", f"\n  {header}\n", 1) if header else HEAD
    texts = {"case.pact": head + pact}
    if record:
        texts["case.record"] = f"record of case\n{record}"
    loaded = load_text(texts)
    faults = [f for f in loaded.diagnostics if f.severity is Severity.ERROR]
    assert not faults, [f"{f.span.path}:{f.span.line}: {f.message}" for f in faults]
    assert loaded.agreement is not None
    return loaded.agreement


def machine_of(pact: str, record: str = "", header: str = "", **readings: str) -> Machine:
    """Give the machine of a text under the readings named, and the first of every other question."""
    agreement = agreement_of(pact, record, header)
    fixed = {AmbiguityId(k.replace("_", "-")): ReadingId(v) for k, v in readings.items()}
    return Machine(agreement, default_choice(agreement, fixed))


def lived(pact: str, record: str, on: str, header: str = "", **readings: str) -> View:
    """Look at the end of a day, or at a minute, after what the record says."""
    machine = machine_of(pact, record, header, **readings)
    return View(machine, replay(machine, Outlook(on=last(machine.calendar, on))))


def last(calendar: Calendar, text: str) -> Instant:
    """Give the last minute of a date."""
    found = parse_moment(text, calendar)
    assert isinstance(found, Moment) and found.latest is not None, text
    return found.latest


def first(calendar: Calendar, text: str) -> Instant:
    """Give the first minute of a date."""
    found = parse_moment(text, calendar)
    assert isinstance(found, Moment) and found.earliest is not None, text
    return found.earliest


def told(calendar: Calendar, instant: Instant | None) -> str:
    """Write an instant as a date, or with its hour where it is neither the first nor the last of a day."""
    if instant is None:
        return "never"
    day = calendar.date_of(instant)
    if instant == calendar.end_of_day(day):
        return f"{day}"
    minutes = instant - calendar.start_of_day(day)
    return f"{day} {minutes // 60:02}:{minutes % 60:02}"


def life(view: View, name: str) -> Life:
    """Give the life of a provision."""
    return view.life(ProvisionId(name))


def condition(pact: str, text: str) -> Condition:
    """Read a condition."""
    formula = agreement_of(f'{pact}claim asked "asked"\n  some run reaches {text}\n').claims
    asked = formula["asked"].formula  # type: ignore[index]
    assert isinstance(asked, Reaches)
    return asked.goal


def point(pact: str, text: str) -> Point:
    """Read a moment."""
    formula = (
        agreement_of(
            f'{pact}event zz "zz" by host\nclaim asked "asked"\n  some run reaches zz by {text}\n'
        )
        .claims["asked"]
        .formula
    )  # type: ignore[index]
    assert isinstance(formula, Reaches) and formula.by is not None
    return formula.by
