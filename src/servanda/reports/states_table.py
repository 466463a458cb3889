"""Tabulate where things stand over time, as a table that can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.model.agreement import Agreement
from servanda.monitor.days import Stretch
from servanda.record.columns import Cell, Column, Table, Type

STATES = (
    Column("id", Type.TEXT, "the provision or the phase"),
    Column("kind", Type.TEXT, "`provision` or `phase`"),
    Column("reading", Type.TEXT, "the readings under which it is so; empty: whatever is read"),
    Column("state", Type.TEXT, "where it stands at the end of each of these days"),
    Column("possible", Type.TEXTS, "the states that vague moments leave possible"),
    Column("due", Type.DAY, "the last day on which it is due, as the text stood by then"),
    Column("from_day", Type.DAY, "the first of the days, in the agreement's zone"),
    Column("to_day", Type.DAY, "the last of them"),
)


def states_table(agreement: Agreement, found: Iterable[Stretch]) -> Table:
    """Lay out where things stand, a row for each stretch of days on which that is the same."""
    return Table(name="states", columns=STATES, rows=_rows(agreement, found))


def _rows(agreement: Agreement, found: Iterable[Stretch]) -> Iterator[tuple[Cell, ...]]:
    calendar = agreement.header.calendar
    for each in found:
        reading = " and ".join(
            f"{ambiguity}={chosen}" for ambiguity, chosen in sorted(each.reading)
        )
        due = each.stand.due
        yield (
            each.target,
            "phase" if each.is_phase else "provision",
            reading or None,
            each.stand.state,
            each.stand.states,
            None if due is None else calendar.date_of(due).isoformat(),
            each.first.isoformat(),
            each.last.isoformat(),
        )
