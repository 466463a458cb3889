"""Find which entries lie near one another in time, without asking each of each.

A record of a hundred thousand acts has few days: entries with the same bounds and of the same kind are held
once, and those near a stretch of time are found by where they begin, among others of about their length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from servanda.base.calendar import MINUTES_PER_DAY, Instant


class Dated(Struct, frozen=True):
    """Hold the bounds of an entry that moves what is asked about.

    Entries of the same `kind` add up to the same in whatever order; one without a kind may not.
    """

    id: str
    first: Instant
    last: Instant
    kind: str = ""

    @property
    def is_within_a_day(self) -> bool:
        """Tell whether it is known to the day; entries of one day keep the order of the record."""
        return self.last - self.first < MINUTES_PER_DAY


def may_swap(one: Dated, other: Dated) -> bool:
    """Tell whether two entries may have happened in either order, and the record does not say in which."""
    if one.first > other.last or other.first > one.last or (one.kind and one.kind == other.kind):
        return False
    return not (one.is_within_a_day and (one.first, one.last) == (other.first, other.last))


def between(ordered: Sequence[Instant], first: Instant, last: Instant) -> Sequence[Instant]:
    """Give the instants after one and up to another, of some that are in order."""
    return ordered[bisect_right(ordered, first) : bisect_right(ordered, last)]


class Neighbours:
    """Hold entries by their bounds and kinds; those that share all three are one, and counted."""

    def __init__(self, entries: Iterable[Dated]) -> None:
        self._counts = Counter((e.first, e.last, e.kind) for e in entries)
        by_length: defaultdict[int, list[Dated]] = defaultdict(list)
        ends: Counter[Instant] = Counter()
        for bounds, count in self._counts.items():
            group = Dated("", *bounds)
            by_length[(group.last - group.first).bit_length()].append(group)
            ends.update({group.first: count, group.last + 1: count})
        self._edges, self._counts_of_edges = sorted(ends), ends
        self._lengths = {
            length: (groups := sorted(found, key=lambda g: g.first), [g.first for g in groups])
            for length, found in by_length.items()
        }

    def around(self, first: Instant, last: Instant, but: Dated) -> Iterator[Dated]:
        """Give those that may have happened in a stretch of time; one stands for all like it."""
        mine = (but.first, but.last, but.kind)
        is_alone = self._counts[mine] == 1
        for length, (groups, firsts) in self._lengths.items():
            longest = (1 << length) - 1
            begin, end = bisect_right(firsts, first - longest - 1), bisect_right(firsts, last)
            for group in groups[begin:end]:
                is_other = not is_alone or (group.first, group.last, group.kind) != mine
                if group.last >= first and is_other:
                    yield group

    def edges(self, first: Instant, last: Instant, but: Dated) -> Iterator[Instant]:
        """Give where others begin, or are over, after one instant and up to another."""
        mine = (but.first, but.last + 1)
        for edge in between(self._edges, first, last):
            if self._counts_of_edges[edge] > mine.count(edge):
                yield edge
