"""Hold what happened to a thing in its order, so that one more takes no copy of all before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar, overload

from servanda.base.quantities import Quantity, sum_of

V = TypeVar("V")

_SHORT = 32
"""So many are held in a plain tuple: the checker makes thousands of states in which little has happened."""


class Log(Sequence[V]):
    """Hold the first so many of a list that grows at its end only, and that longer logs share.

    Two logs that go on differently from one do not: the second to go on takes a copy.
    """

    __slots__ = ("_shared", "_size", "_sums")

    def __init__(self, shared: list[V], size: int, sums: list[Quantity] | None = None) -> None:
        self._shared, self._size = shared, size
        self._sums: list[Quantity] = [] if sums is None else sums

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[V]:
        return islice(self._shared, self._size)

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        if isinstance(at, slice):
            return self._shared[: self._size][at]
        place = at + self._size if at < 0 else at
        if not 0 <= place < self._size:
            raise IndexError(at)
        return self._shared[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def with_one(self, value: V) -> Log[V]:
        """Give what is held with one more at its end."""
        shared, sums = self._shared, self._sums
        if len(shared) != self._size:
            shared, sums = shared[: self._size], sums[: self._size]
        shared.append(value)
        return Log(shared, self._size + 1, sums)

    def summed(self, amount: Callable[[V], Quantity]) -> Quantity:
        """Add up an amount of each; a log is always asked for the same one, and remembers its sums."""
        sums = self._sums
        for value in islice(self._shared, len(sums), self._size):
            sums.append(sums[-1] + amount(value) if sums else amount(value))
        return sums[self._size - 1]


def summed(values: Sequence[V], amount: Callable[[V], Quantity]) -> Quantity:
    """Add up an amount of each of some values."""
    return values.summed(amount) if isinstance(values, Log) else sum_of(map(amount, values))


def longer(old: Sequence[V], value: V) -> Sequence[V]:
    """Give what happened so far with one more at its end.

    >>> longer((1, 2), 3)
    (1, 2, 3)
    """
    if isinstance(old, Log):
        return old.with_one(value)
    if len(old) < _SHORT:
        return (*old, value)
    return Log([*old, value], len(old) + 1)
