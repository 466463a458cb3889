"""Hold the entries of a long record by their shapes, and those of a shape by what else tells them apart.

Both are looked up by every question about a record, and are the same until its texts change: so they are
made once, and kept with what is kept of the texts. Where the end of the last text is new, they are
cut there.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

Kept = tuple[bytes, bytes]


class Group(Struct, frozen=True, eq=False):
    """Hold the places of entries in the order of the record, and the numbers of their dates, each once.

    The dates are `steady` where each was first told of in the record before those that come after it here.
    """

    places: array[int]
    dates: array[int]
    is_steady: bool

    def without(self, late: frozenset[int], date: Sequence[int]) -> Group:
        """Leave out the entries of some dates."""
        left = array("i", (number for number in self.dates if number not in late))
        if len(left) == len(self.dates):
            return self
        if self.is_steady and left and left[-1] < min(late.intersection(self.dates)):
            end = bisect_left(self.places, left[-1] + 1, key=date.__getitem__)
            return Group(self.places[:end], left, True)
        kept = array("i", (at for at in self.places if date[at] not in late))
        return Group(kept, left, self.is_steady)


def group_of(places: Iterable[int], date: Sequence[int]) -> Group:
    """Make a group of places that are in order."""
    mine = array("i", places)
    numbers = [date[at] for at in mine]
    return Group(mine, array("i", sorted(set(numbers))), numbers == sorted(numbers))


class Groups:
    """Hold the places of each shape, and the groups of those shapes that are counted in columns."""

    def __init__(self, places: list[array[int]], groups: dict[int, list[Group]]) -> None:
        self.places, self.groups = places, groups

    def cut(self, at: int, date: Sequence[int]) -> Groups:
        """Leave out the entries from a place on; what ends before it is shared."""
        places = [
            mine[: bisect_left(mine, at)] if mine and mine[-1] >= at else mine
            for mine in self.places
        ]
        groups = {
            shape: [each for each in map(_before(at, date), mine) if each.places]
            for shape, mine in self.groups.items()
        }
        return Groups(places, groups)

    def kept(self) -> tuple[Kept, list[tuple[int, Kept, Kept, bytes]]]:
        """Give all as bytes, so that it is written and read at once."""
        groups = [
            (
                shape,
                _packed([each.places for each in mine]),
                _packed([each.dates for each in mine]),
                bytes(each.is_steady for each in mine),
            )
            for shape, mine in self.groups.items()
        ]
        return _packed(self.places), groups


def groups_of(kept: tuple[Kept, list[tuple[int, Kept, Kept, bytes]]]) -> Groups:
    """Take up what was given as bytes."""
    places, groups = kept
    return Groups(
        _parted(places),
        {
            shape: [
                Group(mine, dates, bool(steady))
                for mine, dates, steady in zip(_parted(of), _parted(days), are_steady, strict=True)
            ]
            for shape, of, days, are_steady in groups
        },
    )


def _before(at: int, date: Sequence[int]) -> Callable[[Group], Group]:
    def cut(group: Group) -> Group:
        if group.places[-1] < at:
            return group
        return group_of(group.places[: bisect_left(group.places, at)], date)

    return cut


def _packed(parts: Sequence[array[int]]) -> Kept:
    """Put arrays behind one another, with their lengths."""
    return b"".join(part.tobytes() for part in parts), array("i", map(len, parts)).tobytes()


def _parted(kept: Kept) -> list[array[int]]:
    every, lengths = array("i", kept[0]), array("i", kept[1])
    ends = [0]
    for length in lengths:
        ends.append(ends[-1] + length)
    return [every[begin:end] for begin, end in pairwise(ends)]
