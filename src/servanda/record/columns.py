"""Say which columns the tables of a record have, and what stands in them for each entry.

Nothing here needs more than the base install; `arrow` makes columns in memory of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ProvisionId
from servanda.base.quantities import Quantity
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Incident, Part
from servanda.model.provisions import Provision
from servanda.model.sources import Certainty, Source
from servanda.record.contents import measured, place_of, stance_of, target_of


class Type(Enum):
    """Say what kind of value a column holds; any may be empty unless it is a truth or a whole number."""

    TEXT = "text"
    TEXTS = "list of texts"
    DAY = "day"
    INSTANT = "instant, UTC"
    NUMBER = "number"
    WHOLE = "whole number"
    TRUTH = "yes or no"


Cell = str | int | float | bool | None | tuple[str, ...]
"""What stands in a cell. A day is a text `2024-06-10`; an instant is minutes since 1970, as in `base`."""


class Column(Struct, frozen=True):
    """Name a column, with the kind of its values and what they mean."""

    name: str
    type: Type
    meaning: str


class Table(Struct, frozen=True, kw_only=True):
    """Hold a table: its columns, and rows in their order."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


_Of = Callable[[Agreement, Entry], Cell]

_SURENESS = (Certainty.UNVERIFIED, Certainty.RECALLED, Certainty.VERIFIED)


def entries_table(agreement: Agreement) -> Table:
    """Lay out the entries of a record, in the order of the text."""
    return Table(name="entries", columns=ENTRIES, rows=_rows(agreement))


def sources_table(agreement: Agreement) -> Table:
    """Lay out the sources that a record cites."""
    rows = (_source(source) for source in agreement.sources.values())
    return Table(name="sources", columns=SOURCES, rows=rows)


def provisions_table(agreement: Agreement) -> Table:
    """Lay out the provisions of an agreement, in the order of the text."""
    rows = (_provision(each) for each in agreement.provisions.values())
    return Table(name="provisions", columns=PROVISIONS, rows=rows)


def _rows(agreement: Agreement) -> Iterator[tuple[Cell, ...]]:
    for entry in agreement.entries:
        yield tuple(of(agreement, entry) for of in _OF)


def _day(calendar: Calendar, instant: Instant | None) -> str | None:
    return None if instant is None else calendar.date_of(instant).isoformat()


def _provision_of(agreement: Agreement, entry: Entry) -> str | None:
    name = target_of(entry)
    return name if ProvisionId(name) in agreement.provisions else None


def _quantity(entry: Entry) -> Quantity | None:
    return measured(entry.what)[0]


def _low(entry: Entry) -> float | None:
    found = _quantity(entry)
    return None if found is None or found.low is None else float(found.low)


def _high(entry: Entry) -> float | None:
    found = _quantity(entry)
    return None if found is None or found.high is None else float(found.high)


def _written(quantity: Quantity | None) -> str | None:
    return None if quantity is None else quantity.describe()


def _sources(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.source for c in entry.citations if c.source))


def _passages(entry: Entry) -> tuple[str, ...]:
    return tuple(c.place for c in entry.citations if c.place)


def _certainty(entry: Entry) -> str | None:
    named = [c.certainty for c in entry.citations if c.certainty is not None]
    return max(named, key=_SURENESS.index).value if named else None


def _is_incident(entry: Entry) -> bool:
    return isinstance(entry.what, Incident)


def _incident(entry: Entry) -> Incident:
    assert isinstance(entry.what, Incident)
    return entry.what


def _harm(part: Part) -> str:
    return f"{_written(part.quantity)} {part.category}"


def _reading(entry: Entry) -> str | None:
    options = entry.under.options
    told = (f"{ambiguity}={' or '.join(sorted(readings))}" for ambiguity, readings in options)
    return " and ".join(told) or None


_SPEC: tuple[tuple[Column, _Of], ...] = (
    (
        Column("id", Type.TEXT, "the entry's name, or else its file and line"),
        lambda a, e: str(e.id),
    ),
    (Column("kind", Type.TEXT, "the kind of entry, as the language has it"), lambda a, e: e.kind),
    (
        Column("day_earliest", Type.DAY, "the first civil day it may have happened, in the zone"),
        lambda a, e: _day(a.header.calendar, e.when.earliest),
    ),
    (
        Column("day_latest", Type.DAY, "the last such day"),
        lambda a, e: _day(a.header.calendar, e.when.latest),
    ),
    (
        Column("earliest", Type.INSTANT, "the first minute at which it may have happened"),
        lambda a, e: e.when.earliest,
    ),
    (
        Column("latest", Type.INSTANT, "the last such minute; empty: open on that side"),
        lambda a, e: e.when.latest,
    ),
    (Column("when_written", Type.TEXT, "the wording of the source"), lambda a, e: e.when.written),
    (
        Column("recorded_earliest", Type.INSTANT, "the first minute at which it was recorded"),
        lambda a, e: e.recorded.earliest,
    ),
    (
        Column("recorded_latest", Type.INSTANT, "the last such minute"),
        lambda a, e: e.recorded.latest,
    ),
    (Column("actors", Type.TEXTS, "who acted or spoke"), lambda a, e: tuple(e.actors)),
    (Column("by", Type.TEXTS, "the observer or author"), lambda a, e: tuple(e.by)),
    (Column("via", Type.TEXTS, "the chain through which it came"), lambda a, e: tuple(e.via)),
    (Column("to", Type.TEXTS, "to whom, or with whom"), lambda a, e: tuple(e.to)),
    (
        Column(
            "stance", Type.TEXT, "how it stands to its target: `accepts`, `alleged`, `breached`"
        ),
        lambda a, e: stance_of(e) or None,
    ),
    (Column("target", Type.TEXT, "what it is about"), lambda a, e: target_of(e) or None),
    (Column("provision", Type.TEXT, "the target, where it is a provision"), _provision_of),
    (
        Column("quantity_low", Type.NUMBER, "the least it may come to"),
        lambda a, e: _low(e),
    ),
    (
        Column("quantity_high", Type.NUMBER, "the most; empty: no bound is known"),
        lambda a, e: _high(e),
    ),
    (
        Column("quantity", Type.TEXT, "the amount as written; exact where the numbers are not"),
        lambda a, e: _written(_quantity(e)),
    ),
    (
        Column("out_of", Type.TEXT, "the amount of which it is a part, as written"),
        lambda a, e: _written(measured(e.what)[2]),
    ),
    (
        Column("unit", Type.TEXT, "the unit or the category"),
        lambda a, e: measured(e.what)[1] or None,
    ),
    (
        Column("incident_kind", Type.TEXT, "of an incident: its kind, as the text declares it"),
        lambda a, e: (_incident(e).kind or None) if _is_incident(e) else None,
    ),
    (
        Column("upon", Type.TEXTS, "of an incident: whom it struck"),
        lambda a, e: tuple(_incident(e).upon) if _is_incident(e) else (),
    ),
    (
        Column("harms", Type.TEXTS, "of an incident: what it cost, such as `3 dead`"),
        lambda a, e: tuple(map(_harm, _incident(e).harm)) if _is_incident(e) else (),
    ),
    (Column("place", Type.TEXT, "where, as written"), lambda a, e: place_of(e) or None),
    (Column("words", Type.TEXT, "the words quoted"), lambda a, e: e.words or None),
    (Column("sources", Type.TEXTS, "the sources cited"), lambda a, e: _sources(e)),
    (Column("passages", Type.TEXTS, "the places in these sources"), lambda a, e: _passages(e)),
    (
        Column("certainty", Type.TEXT, "the best of `verified`, `recalled`, `unverified`"),
        lambda a, e: _certainty(e),
    ),
    (
        Column("credibility", Type.TEXT, "of the item, 1 to 6"),
        lambda a, e: e.credibility or None,
    ),
    (Column("labels", Type.TEXTS, "the labels it cites"), lambda a, e: e.labels),
    (
        Column("reading", Type.TEXT, "the readings under which alone it counts"),
        lambda a, e: _reading(e),
    ),
    (
        Column("hypothetical", Type.TRUTH, "assumed rather than recorded"),
        lambda a, e: e.is_hypothetical,
    ),
    (Column("file", Type.TEXT, "the file in which it stands"), lambda a, e: e.span.path),
    (Column("line", Type.WHOLE, "its line there, from 1"), lambda a, e: e.span.line),
    (Column("column", Type.WHOLE, "its first column, from 1"), lambda a, e: e.span.column),
    (
        Column("column_end", Type.WHOLE, "the column after its first line"),
        lambda a, e: e.span.end_column,
    ),
)

ENTRIES = tuple(column for column, _ in _SPEC)
_OF = tuple(of for _, of in _SPEC)

SOURCES = (
    Column("id", Type.TEXT, "the name by which entries cite it"),
    Column("title", Type.TEXT, "its title"),
    Column("publisher", Type.TEXT, "who published it"),
    Column("dated", Type.TEXT, "its date, as written"),
    Column("kind", Type.TEXT, "what kind of source the record says it is"),
    Column("reliability", Type.TEXT, "of the source, A to F"),
    Column("address", Type.TEXT, "where it can be found"),
    Column("file", Type.TEXT, "the file that declares it"),
    Column("line", Type.WHOLE, "the line there"),
)


def _source(source: Source) -> tuple[Cell, ...]:
    texts = (source.title, source.publisher, source.dated, source.kind)
    rest = (source.reliability, source.address)
    return (
        str(source.id),
        *(text or None for text in (*texts, *rest)),
        source.span.path,
        source.span.line,
    )


PROVISIONS = (
    Column("id", Type.TEXT, "its name, with its phase before the dot"),
    Column("phase", Type.TEXT, "the phase it belongs to; empty: outside phases"),
    Column("bearers", Type.TEXTS, "who owes it or holds it"),
    Column("manner", Type.TEXT, "`each`, `jointly`, `any of` …, as the text says"),
    Column("modality", Type.TEXT, "`must`, `must not`, `may` …"),
    Column("action", Type.TEXT, "what is owed, forbidden or allowed, in the text's words"),
    Column("creditors", Type.TEXTS, "to whom it is owed"),
    Column("labels", Type.TEXTS, "the numbers by which treaties or tables know it"),
    Column("file", Type.TEXT, "the file in which it stands"),
    Column("line", Type.WHOLE, "its line there, from 1"),
)


def _provision(provision: Provision) -> tuple[Cell, ...]:
    return (
        str(provision.id),
        provision.phase,
        tuple(provision.agency.actors),
        provision.agency.manner.value,
        provision.modality.value,
        provision.action.words,
        tuple(provision.creditors),
        provision.labels,
        provision.span.path,
        provision.span.line,
    )


def utc(instant: Instant) -> str:
    """Write an instant as ISO 8601 in UTC, to the minute.

    >>> utc(0)
    '1970-01-01T00:00Z'
    """
    local = Calendar().local(instant)
    return f"{local.year:04}-{local:%m-%dT%H:%M}Z"
