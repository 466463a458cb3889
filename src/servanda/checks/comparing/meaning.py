"""Reduce what a text says to what it means: without its places, titles, citations and ways to write.

Two sentences that reduce to the same mean the same to the machine and to the checks. Six weeks are 42
days; the order of clauses is left out where nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct

from servanda.base.calendar import Calendar, Duration
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.model.provisions import (
    BorneBy,
    Clause,
    ExceptionTo,
    Order,
    Particular,
    Then,
)
from servanda.model.times import All, Any

Meaning = object
Renaming = Mapping[str, str]

_SILENT = frozenset({"span", "title", "labels", "citations", "written", "id", "words"})
"""Fields that say nothing to the machine: `words` count in an action only."""

_DOCUMENTATION = frozenset({"article", "words", "note", "priority", "purpose"})
_ORDERED = (Then, BorneBy)
"""Clauses of which the first, or the last, counts: their order is a part of what they mean."""


def meaning(value: object, renamed: Renaming | None = None) -> Meaning:
    """Reduce a value to what it means; names of the one text are put as the other has them."""
    names = renamed or {}
    match value:
        case Span():
            return ()
        case str():
            return names.get(value, value)
        case Enum():
            return type(value).__name__, value.value
        case Quantity():
            percent = value.written.endswith("%")
            return "amount", value.low, value.high, value.low_open, value.high_open, percent
        case Duration():
            return "length", value.months, value.days, value.working_days, value.minutes
        case Calendar():
            holidays = tuple(sorted(day.isoformat() for day in value.holidays))
            return "calendar", value.zone, tuple(sorted(value.rest_days)), holidays
        case Mapping():
            pairs = [(meaning(k, names), meaning(v, names)) for k, v in value.items()]
            return tuple(sorted(pairs, key=repr))
        case frozenset():
            return tuple(sorted((meaning(each, names) for each in value), key=repr))
        case tuple() | list():
            reduced = tuple(meaning(each, names) for each in value)
            is_set = all(isinstance(each, str) for each in value)
            return tuple(sorted(reduced, key=repr)) if is_set else reduced
        case Order():
            return "order", meaning(value.under, names), value.categories
        case All() | Any():
            parts = sorted((meaning(part, names) for part in value.parts), key=repr)
            return type(value).__name__, tuple(parts)
        case Struct():
            return _fields(value, names)
        case _:
            return value


def _fields(value: Struct, names: Renaming) -> Meaning:
    kept = [type(value).__name__]
    told = [
        (name, meaning(getattr(value, name), names))
        for name in value.__struct_fields__
        if name not in _SILENT or (name == "title" and isinstance(value, ExceptionTo))
    ]
    if type(value).__name__ == "Action":
        told.append(("words", _plain(getattr(value, "words", ""))))
    return (*kept, *told)


def _plain(words: str) -> str:
    return " ".join(words.split())


def is_silent(clause: Clause) -> bool:
    """Tell whether a clause documents only: an article, words, a note."""
    return isinstance(clause, Particular) and clause.keyword in _DOCUMENTATION


def clauses_meaning(clauses: Iterable[Clause], renamed: Renaming | None = None) -> Meaning:
    """Reduce clauses: their order does not matter but for those of which the first or last counts."""
    kept = [clause for clause in clauses if not is_silent(clause)]
    free = [meaning(c, renamed) for c in kept if not isinstance(c, _ORDERED)]
    ordered = tuple(
        tuple(meaning(c, renamed) for c in kept if isinstance(c, kind)) for kind in _ORDERED
    )
    return tuple(sorted(free, key=repr)), ordered
