"""Make a small agreement smaller as long as something stays true of it: what is left shows why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from oracle import small as s

T = TypeVar("T")


def minimal(small: s.Small, holds: Callable[[s.Small], bool]) -> s.Small:
    """Take out and simplify parts, one at a time, until nothing more can go."""
    changed = True
    while changed:
        changed = False
        for candidate in _smaller(small):
            if holds(candidate):
                small, changed = candidate, True
                break
    return small


def _smaller(small: s.Small) -> Iterator[s.Small]:
    for name in ("provisions", "events", "processes", "phases", "questions", "claims"):
        items = getattr(small, name)
        for place in range(len(items)):
            yield replace(small, **{name: items[:place] + items[place + 1 :]})
    for name in ("provisions", "events", "processes", "phases", "claims"):
        items = getattr(small, name)
        for place, item in enumerate(items):
            for simpler in _simpler(item):
                yield replace(small, **{name: (*items[:place], simpler, *items[place + 1 :])})


def _simpler(item: Any) -> Iterator[Any]:
    """Give an item with one clause less, an optional part less, a condition or a moment simpler."""
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name == "clauses":
            for place in range(len(value)):
                yield replace(item, clauses=value[:place] + value[place + 1 :])
                for simpler in _simpler(value[place]):
                    yield replace(item, clauses=(*value[:place], simpler, *value[place + 1 :]))
        elif field.name == "under" and value:
            yield replace(item, under="")
        elif field.name in ("before", "after", "without", "by") and value is not None:
            yield replace(item, **{field.name: None})
        elif field.name == "agency" and value.manner != "one":
            yield replace(item, agency=s.Agency(manner="one", actors=("host",)))
        elif isinstance(value, s.Both | s.Sooner):
            yield from (replace(item, **{field.name: part}) for part in (value.first, value.second))
        elif is_dataclass(value):
            yield from (replace(item, **{field.name: part}) for part in _simpler(value))
