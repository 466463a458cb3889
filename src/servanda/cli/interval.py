"""Count the time between two moments."""

from __future__ import annotations

import re
from fractions import Fraction

import click

from servanda.base.calendar import Duration
from servanda.base.moments import Moment, parse_duration, parse_moment
from servanda.cli.output import write_data
from servanda.cli.question import (
    Text,
    ask,
    format_option,
    if_option,
    on_option,
    path_argument,
    read,
    reading_option,
    unknown,
)
from servanda.cli.terminal import shows_colour, width, write
from servanda.machine.cone import ENTRY
from servanda.monitor import Question
from servanda.monitor.interval import EDGES, at_the_end, interval, is_named, named_moments
from servanda.monitor.question import Answer
from servanda.reports.interval_table import IntervalReading, IntervalTable, interval_cells
from servanda.reports.record_pages import print_interval
from servanda.reports.status_table import agreeing
from servanda.reports.values import Reading
from servanda.workspace import CannotRun

_DURATION = re.compile(r"([+-])\s*([\d,.]+)\s+(.+)")
_ENTRY_NAMES = frozenset({"entry", "in force", "entry into force"})

Moments = tuple[Answer[Moment], ...]


@click.command(name="interval", context_settings={"ignore_unknown_options": True})
@path_argument
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@on_option
@reading_option
@if_option
@format_option
def command(
    path: str,
    start: str,
    end: str,
    on: str | None,
    readings: tuple[str, ...],
    hypothetical: tuple[str, ...],
    form: str,
) -> None:
    """Count the days and minutes from one moment to another.

    FROM and TO are dates, named entries, events or phases, or `due:P`, `due-amended:P`, `done:P`
    of a provision, `start:X` and `end:X`. TO may also be a span such as "+90 days".
    """
    text = read(path, hypothetical)
    asked = ask(text, on=on, readings=readings)
    question = asked.question if on else at_the_end(text.agreement, asked.question)
    first = _moments(text, question, start)
    span = _duration(end)
    if span is None:
        last = _moments(text, question, end)
    else:
        calendar = text.agreement.header.calendar
        last = tuple(
            Answer(reading=a.reading, verdict=a.verdict.shift(calendar, span)) for a in first
        )
    table = _table(text, (start, first), (end, last))
    if form == "json":
        write_data(table)
    else:
        write(print_interval(table, text.agreement, width=width(), colour=shows_colour()))


def _duration(written: str) -> Duration | None:
    found = _DURATION.fullmatch(written.strip())
    if found is None:
        return None
    sign, digits, unit = found.groups()
    duration = parse_duration(Fraction(digits.replace(",", "")), unit)
    if duration is None:
        raise CannotRun(f'{written} is no duration; expected one such as "+90 days"')
    return -duration if sign == "-" else duration


def _moments(text: Text, question: Question, written: str) -> Moments:
    """Find a moment by date or by name, under each reading that matters."""
    agreement = text.agreement
    edge, parted, name = written.partition(":")
    if not parted or edge not in EDGES:
        edge, name = "", written
    name = ENTRY if name in _ENTRY_NAMES else name
    if is_named(agreement, edge, name):
        found = named_moments(agreement, question, edge, name)
        return tuple(
            Answer(
                reading=a.reading,
                verdict=Moment(
                    earliest=a.verdict[0] if a.verdict else None,
                    latest=a.verdict[1] if a.verdict else None,
                ),
            )
            for a in found
        )
    moment = parse_moment(written, agreement.header.calendar)
    if isinstance(moment, Moment):
        return (Answer(reading=(), verdict=moment),)
    known = [
        *(entry.id for entry in agreement.entries if ":" not in entry.id),
        *agreement.events,
        *agreement.phases,
    ]
    if edge:
        known = [f"{edge}:{each}" for each in (*agreement.provisions, *agreement.phases)]
    raise CannotRun(unknown("moment", written, known))


def _table(text: Text, start: tuple[str, Moments], end: tuple[str, Moments]) -> IntervalTable:
    calendar = text.agreement.header.calendar
    rows = []
    for first in start[1]:
        for last in end[1]:
            reading = _both(first.reading, last.reading)
            if reading is not None:
                found = interval(calendar, first.verdict, last.verdict)
                cells = interval_cells(calendar, found)
                rows.append(IntervalReading(reading=reading, cells=cells))
    counted = [row.cells for row in rows if row.cells.days is not None]
    return IntervalTable(
        agreement=text.agreement.header.id,
        from_is=start[0],
        to_is=end[0],
        cells=agreeing(counted or [rows[0].cells]),
        readings=tuple(rows) if len({row.cells for row in rows}) > 1 else (),
    )


def _both(first: Reading, last: Reading) -> Reading | None:
    """Join two readings; None where they cannot both be meant."""
    joined: dict[str, str] = dict(first)
    for ambiguity, readings in last:
        wanted = readings.split(" or ")
        kept = [r for r in joined.get(ambiguity, readings).split(" or ") if r in wanted]
        if not kept:
            return None
        joined[ambiguity] = " or ".join(kept)
    return tuple(sorted(joined.items()))
