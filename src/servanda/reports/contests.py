"""Lay out the incidents of a long record: each when it is looked at, their numbers without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar, overload

from servanda.model.entries import Entry
from servanda.monitor.reported import Chosen

R = TypeVar("R")
S = TypeVar("S")


class Number(NamedTuple):
    """Hold how many entries are alike, the places of the first and the last, and how these are dated."""

    many: int
    at: int
    at_last: int
    first: str
    last: str


class Later(Sequence[R], Generic[R, S]):
    """Hold rows of things, each made when it is asked for."""

    def __init__(self, things: Sequence[S], row: Callable[[S], R]) -> None:
        self._things, self._row = things, row

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[R]:
        return map(self._row, self._things)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[R]: ...
    def __getitem__(self, at: int | slice) -> R | Sequence[R]:
        if isinstance(at, slice):
            return tuple(map(self._row, self._things[at]))
        return self._row(self._things[at])


class LaidOut(Later[R, Entry]):
    """Hold the rows of entries, each made when it is asked for."""

    def __init__(self, chosen: Chosen, row: Callable[[Entry], R]) -> None:
        super().__init__(chosen, row)
        self._chosen = chosen

    def numbers(self) -> Iterator[tuple[R, Number]]:
        """Give a row of each group of entries that are alike, with their number."""
        for group in self._chosen.groups:
            first, last = self._chosen.dates_of(group)
            places = group.places
            number = Number(len(places), places[0], places[-1], first, last)
            yield self._row(group.sample), number


def laid_out(entries: Sequence[Entry], row: Callable[[Entry], R]) -> Sequence[R]:
    """Lay out entries, one row each."""
    return LaidOut(entries, row) if isinstance(entries, Chosen) else tuple(map(row, entries))


ROWS_AT_ONCE = 100
"""So many rows are made at once; of more, those that are asked for."""


def rows_of(things: Sequence[S], row: Callable[[S], R]) -> Sequence[R]:
    """Lay out things, one row each."""
    return tuple(map(row, things)) if len(things) <= ROWS_AT_ONCE else Later(things, row)
