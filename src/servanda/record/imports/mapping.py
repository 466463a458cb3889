"""Read a map: which column of a table says what, and what its rows mean for the agreement."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Mapping as AnyMapping
from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from servanda.diagnostics.suggest import suggest

State = Literal[
    "alleged",
    "reported",
    "observed",
    "corroborated",
    "attributed",
    "unattributable",
    "unverifiable",
]
Certainty = Literal["verified", "recalled", "unverified"]
Unknown = Literal["reject", "unnamed"]
Write = Literal["incident", "act", "figure", "note"]
Where = dict[str, str | int | float | list[str | int | float] | dict[str, float]]

PLACEHOLDERS = ("1970-01-01", "1900-01-01", "9999-12-31")
"""What programs write where there is no date; a row with such a date is not taken for one of that day."""


class MapFault(Exception):
    """Say what is wrong with a map, in one clause."""


class SourceOf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Name the source that the entries cite; a new record declares it."""

    id: str
    title: str
    publisher: str = ""
    dated: str = ""
    kind: str = ""
    reliability: str = ""


class Form(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Say how a text file is written. `guarded` takes off the apostrophes that `servanda export` sets."""

    encoding: str = "utf-8"
    delimiter: str = ","
    guarded: bool = False


class Columns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Name the columns: of the row's identity, dates, kind, actors, place and words; empty for none."""

    id: str = ""
    date: str = ""
    date_end: str = ""
    recorded: str = ""
    kind: str = ""
    actor: str = ""
    upon: str = ""
    place: str = ""
    words: str = ""


class Precision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Say by how many days to widen a date on both sides, by what a column says."""

    column: str
    days: dict[str, int]


class Dates(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Say how dates are written. `recorded` is the date of all rows, where no column has one.

    A format is `iso`, `unix` (seconds since 1970), or a pattern of strptime.
    """

    format: str = "iso"
    recorded_format: str = "iso"
    recorded: str = ""
    precision: Precision | None = None
    placeholders: tuple[str, ...] = PLACEHOLDERS


class EntryOf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Say what all entries have in common."""

    by: str = ""
    via: list[str] = field(default_factory=list)
    state: State = "reported"
    certainty: Certainty = "unverified"
    unknown_actor: Unknown | None = None


class Amount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Name the columns of an amount: one, or its least and its most."""

    column: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Give the columns it is read from."""
        return tuple(name for name in (self.column, self.low, self.high) if name)


class FigureOf(Amount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Name a figure that is written beside the entry of a row, in an entry of its own."""

    name: str


class HarmOf(Amount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Name what an incident cost, such as `dead`, with the columns that say how many."""

    name: str


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Say what the rows mean of which `where` is so, and not all of `unless`; the first such rule counts."""

    where: Where = field(default_factory=dict)
    unless: Where = field(default_factory=dict)
    write: Write = "incident"
    against: str = ""
    kind: str = ""
    provision: str = ""
    name: str = ""
    actor: str | None = None
    state: State | None = None
    quantity: Amount | None = None
    figures: list[FigureOf] = field(default_factory=list)
    harms: list[HarmOf] = field(default_factory=list)
    leave_out: str = ""


class Mapping(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hold a map."""

    source: SourceOf
    agreement: str = ""
    file: Form = field(default_factory=Form)
    columns: Columns = field(default_factory=Columns)
    dates: Dates = field(default_factory=Dates)
    entry: EntryOf = field(default_factory=EntryOf)
    actors: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    rule: list[Rule]

    @property
    def used(self) -> tuple[str, ...]:
        """Give every column that the map reads, each once."""
        columns = self.columns
        names = [getattr(columns, each) for each in Columns.__struct_fields__]
        if self.dates.precision is not None:
            names.append(self.dates.precision.column)
        for rule in self.rule:
            names.extend((*rule.where, *rule.unless, rule.actor or ""))
            for amount in (*rule.figures, *rule.harms, *([rule.quantity] if rule.quantity else [])):
                names.extend(amount.columns)
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def prefix(self) -> str:
        """Give what the names of all its entries begin with."""
        return f"{self.source.id}-"


PRESETS: AnyMapping[str, AnyMapping[str, AnyMapping[str, object]]] = {
    "csv": {},
    "acled": {
        "columns": {
            "id": "event_id_cnty",
            "date": "event_date",
            "recorded": "timestamp",
            "actor": "actor1",
            "place": "location",
            "words": "notes",
        },
        "dates": {"recorded_format": "unix"},
    },
    "ucdp-ged": {
        "columns": {
            "id": "id",
            "date": "date_start",
            "date_end": "date_end",
            "actor": "side_a",
            "place": "where_description",
        },
    },
}
"""What is known of a table by its kind: the names of its columns. What they mean for an agreement is not."""


def read_map(text: str, kind: str) -> Mapping:
    """Read a map for a kind of table. Raises `MapFault` for what it cannot mean."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MapFault(f"it is no TOML: {error}") from error
    for section, preset in PRESETS[kind].items():
        given = data.get(section, {})
        if isinstance(given, dict):
            data[section] = {**preset, **given}
    try:
        found = msgspec.convert(data, Mapping)
    except msgspec.ValidationError as error:
        raise MapFault(_said(str(error), data)) from error
    _check(found)
    return found


_FIELDS = {
    "source": SourceOf,
    "file": Form,
    "columns": Columns,
    "dates": Dates,
    "entry": EntryOf,
    "rule[...]": Rule,
}


def _said(message: str, data: AnyMapping[str, Any]) -> str:
    """Say a fault of the map's shape in our own words."""
    what, _, where = message.partition(" - at `$")
    place = where.rstrip("`").lstrip(".")
    what = what.replace("Object contains unknown field", "there is no key").replace(
        "Object missing required field", "it lacks the key"
    )
    at = f"[{place}] " if place else ""
    unknown = what.rpartition("`")[0].rpartition("`")[2]
    fields = _FIELDS.get(place, Mapping).__struct_fields__
    guess = suggest(unknown, fields) if "no key" in what else None
    return f"{at}{what}" + (f"; did you mean `{guess}`?" if guess else "")


def _check(found: Mapping) -> None:
    """Refuse what has the right shape and still cannot be meant."""
    if not found.columns.date:
        raise MapFault("[columns] names no `date`, the column of when it happened")
    if not (found.columns.recorded or found.dates.recorded):
        raise MapFault(
            "it says neither by [columns] `recorded` nor by [dates] `recorded` when the rows were recorded, "
            "which is not when they happened"
        )
    if found.dates.recorded and not _is_day(found.dates.recorded):
        raise MapFault(
            f"[dates] `recorded` is a day such as 2024-06-10, not {found.dates.recorded}"
        )
    try:
        codecs.lookup(found.file.encoding)
    except LookupError:
        raise MapFault(f"[file] `{found.file.encoding}` is no encoding that we know") from None
    if len(found.file.delimiter) != 1:
        raise MapFault("[file] `delimiter` is one character")
    if not found.rule:
        raise MapFault("it has no [[rule]], which says what the rows mean")
    actors = found.columns.actor or found.columns.upon or any(rule.actor for rule in found.rule)
    if actors and found.entry.unknown_actor is None:
        raise MapFault(
            "[entry] lacks `unknown_actor`: rows with an actor that [actors] does not name are to be kept "
            'out ("reject"), or to be written without an actor ("unnamed")'
        )
    for number, rule in enumerate(found.rule, start=1):
        _check_rule(rule, number, has_kinds=bool(found.columns.kind))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_rule(rule: Rule, number: int, *, has_kinds: bool) -> None:
    at = f"[[rule]] {number}"
    if rule.leave_out:
        return
    wanted = {"incident": "against", "act": "provision", "figure": "name"}
    key = wanted.get(rule.write)
    is_of_a_kind = rule.write == "incident" and (rule.kind or has_kinds)
    if key and not getattr(rule, key) and not is_of_a_kind:
        also = " or `kind`" if rule.write == "incident" else ""
        raise MapFault(f"{at} writes entries of kind `{rule.write}` and lacks `{key}`{also}")
    if rule.write == "figure" and (rule.quantity is None or not rule.quantity.columns):
        raise MapFault(f"{at} writes figures and lacks `quantity` with a column")
    for what, amounts in (("figure", rule.figures), ("harm", rule.harms)):
        for amount in amounts:
            if not amount.columns:
                raise MapFault(f"{at} {what} `{amount.name}` names no column")
    if rule.harms and rule.write != "incident":
        raise MapFault(f"{at} has `harms`, which only incidents have")
    for test in (*rule.where.values(), *rule.unless.values()):
        if isinstance(test, dict) and not set(test) <= {"from", "to"}:
            raise MapFault(f"{at} a range has `from`, `to` or both")
