"""Number what a text says under a choice, whatever lines it stands on: like texts get one number.

Titles, citations and places in the file say nothing about runs, and neither does a clause that stands
under another reading. Who fills a silence does not matter to a run, only whether anybody does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from servanda.base.spans import Span
from servanda.machine.cone import Cones
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import NOBODY, Choice, Guard
from servanda.model.events import Agency

_SILENT = frozenset({"title", "labels", "citations", "words"})
_ABSENT = object()


class Contents:
    """Hold the numbers of what was described so far."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._items: dict[tuple[int, object], tuple[object, int]] = {}
        self._fields: dict[type, tuple[str, ...]] = {}

    def of(self, item: object) -> int:
        """Number a thing that no reading changes."""
        return self._number(item, None, {})

    def of_text(self, cones: Cones, names: Iterable[str], choice: Choice) -> tuple[object, ...]:
        """Describe what a text says of some names under a choice."""
        agreement = cones.agreement
        found: list[object] = []
        for name in sorted(names):
            seen = cones.guards.get(name, frozenset()) | cones.silences((name,))
            read = tuple(sorted((a, choice.get(a)) for a in seen))
            for items in _named(agreement):
                if name in items:
                    found.append((name, self._number(items[name], read, choice)))
        return tuple(found)

    def _number(self, item: object, read: object, choice: Choice) -> int:
        known = self._items.get((id(item), read))
        if known is None:
            described = self._described(item, choice)
            number = self._numbers.setdefault(described, len(self._numbers))
            known = self._items[id(item), read] = (item, number)
        return known[1]

    def _described(self, value: Any, choice: Choice) -> object:
        match value:
            case Span():
                return None
            case Guard():
                return value.admits(choice)
            case Agency():
                is_filled = value.silence is not None and choice.get(value.silence) != NOBODY
                return value.actors, value.manner, value.silence is not None, is_filled
            case tuple() | list():
                found = [self._described(each, choice) for each in value]
                return tuple(each for each in found if each is not _ABSENT)
            case Struct():
                return self._record(value, choice)
            case _:
                return value

    def _record(self, value: Struct, choice: Choice) -> object:
        """Describe a record by its fields; one that stands under another reading is not there."""
        under = getattr(value, "under", None)
        if isinstance(under, Guard) and not under.admits(choice):
            return _ABSENT
        kind = type(value)
        if kind not in self._fields:
            names = value.__struct_fields__
            self._fields[kind] = tuple(n for n in names if n not in _SILENT and n != "under")
        return kind, *(self._described(getattr(value, n), choice) for n in self._fields[kind])


def _named(agreement: Agreement) -> tuple[Mapping[Any, object], ...]:
    return (
        agreement.events,
        agreement.processes,
        agreement.levels,
        agreement.phases,
        agreement.provisions,
    )
