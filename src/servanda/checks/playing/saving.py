"""Write a played run as a record, in the language, so that it can be read and replayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.base.calendar import Calendar, Instant
from servanda.base.quantities import Quantity
from servanda.checks.playing.play import Play, Turn
from servanda.model.agreement import Agreement
from servanda.model.entries import (
    Act,
    Certificate,
    Entry,
    Exercise,
    Figure,
    Incident,
    InForce,
    Occurrence,
)

TITLE = "A run played by hand: none of it happened"


def record_of(play: Play, includes: Sequence[str] = (), declared: Sequence[str] = ()) -> str:
    """Write a played run as the text of a record.

    `includes` are the files of the agreement, as named from where the record will stand; `declared`
    are sentences of its own record that the agreement needs, such as its sources.
    """
    agreement, calendar = play.machine.agreement, play.machine.calendar
    source = _free_name(agreement)
    lines = [f"record of {agreement.header.id}", ""]
    lines.extend(_remarks(play))
    lines.extend(f'include "{name}"' for name in includes)
    lines.extend(["", f'source {source} "{TITLE}"', *declared, ""])
    entry, is_stated = play.beginning.entry, agreement.header.in_force is not None
    if entry is not None and not is_stated:
        lines.append(f"{written(calendar, entry.at)} in force [{source}, unverified]")
    for turn in play.turns:
        if turn.entry is not None and not (is_stated and isinstance(turn.entry.what, InForce)):
            lines.append(_line(play, turn, source))
    return "\n".join(lines) + "\n"


def _remarks(play: Play) -> Iterator[str]:
    calendar, agreement = play.machine.calendar, play.machine.agreement
    yield "# A run played by hand with `servanda play`: none of it happened."
    yield f"# It was played until {written(calendar, play.now)}."
    readings = [
        f"{a.id}={play.machine.choice[a.id]}"
        for a in agreement.ambiguities.values()
        if a.id in play.machine.choice and not a.is_implicit
    ]
    if readings:
        yield "# It was played under these readings; `status` takes each as an option --reading:"
        yield from (f"#   {reading}" for reading in readings)


def _free_name(agreement: Agreement) -> str:
    """Find a name for the source that nothing in the text has."""
    taken = {*agreement.sources, *agreement.actors, *agreement.events, *agreement.provisions}
    taken |= {*agreement.phases, *agreement.levels, *agreement.processes, *agreement.labels}
    taken |= {*agreement.ambiguities, *agreement.claims, *agreement.open_words}
    number, name = 1, "played"
    while name in taken:
        number += 1
        name = f"played-{number}"
    return name


def _line(play: Play, turn: Turn, source: str) -> str:
    assert turn.entry is not None
    at = turn.entry.when.earliest
    assert at is not None
    when = written(play.machine.calendar, at)
    return f"{when} {_said(play.machine.agreement, turn.entry)} [{source}, unverified]"


def _said(agreement: Agreement, entry: Entry) -> str:
    """Write the head of an entry."""
    who = ", ".join(entry.actors)
    match entry.what:
        case InForce():
            return "in force"
        case Occurrence(event=event):
            by = f" by {who}" if who else ""
            return f"{_happening(agreement, event)}{by}"
        case Act() as act:
            return f"act {who} {act.provision}{_amount(act)}"
        case Exercise() as use:
            length = f" for {use.duration.describe()}" if use.duration is not None else ""
            return f"exercise {who} {use.power}{length}"
        case Certificate(provision=provision):
            return f"certify {who} {provision}"
        case Incident(provision=provision, state=state):
            return f"incident {who} against {provision} {state.value}"
        case Figure(name=name, value=value):
            return f"figure {name} {_number(value)}"
        case _:
            raise AssertionError(f"{entry.what} is never played")


def _happening(agreement: Agreement, event: str) -> str:
    for process in agreement.processes.values():
        if event == process.opened:
            return f"opens {process.id}"
        if event == process.ended:
            return f"ends {process.id}"
    return f"happens {event}"


def _amount(act: Act) -> str:
    if act.is_start:
        said = " starts"
    elif act.quantity is None:
        said = ""
    else:
        said = f" {_number(act.quantity)}" + (f" {act.category}" if act.category else "")
    return f"{said} in {_quoted(act.area)}" if act.area else said


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _number(quantity: Quantity) -> str:
    """Write a quantity so that it reads back as the same bounds."""
    low = quantity.low
    if quantity.is_exact and low is not None:
        return _fraction(low.numerator, low.denominator)
    return quantity.written or quantity.describe()


def _fraction(numerator: int, denominator: int) -> str:
    if denominator == 1:
        return f"{numerator:,}"
    return f"{numerator / denominator:.12g}"


def written(calendar: Calendar, at: Instant) -> str:
    """Write an instant to the minute; in UTC where the clocks show that minute twice.

    >>> written(Calendar(), 90)
    '1970-01-01 01:30'
    """
    local = calendar.local(at)
    if calendar.at(local.date(), local.hour, local.minute) == at:
        return local.isoformat(" ", "minutes")
    return f"{Calendar().local(at).isoformat(' ', 'minutes')} UTC"
