"""Tables over all combinations of options: a bit for each, in one whole number per question.

A combination takes one option of each issue. Its place is counted in mixed radix, the first issue
fastest. Questions are answered for all combinations at once by the bits of whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from servanda.analysis.games import Game, Threshold

COMBINATIONS_AT_MOST = 1 << 22


class Space(Struct, frozen=True, kw_only=True):
    """Hold how many options each issue has."""

    sizes: tuple[int, ...]

    @property
    def count(self) -> int:
        """Count the combinations."""
        many = 1
        for size in self.sizes:
            many *= size
        return many

    @property
    def everything(self) -> int:
        """Give the table of all combinations."""
        return (1 << self.count) - 1

    def stride(self, issue: int) -> int:
        """Say how many places lie between one option of an issue and the next."""
        many = 1
        for size in self.sizes[:issue]:
            many *= size
        return many

    def taking(self, issue: int, option: int) -> int:
        """Give the table of the combinations that take an option."""
        stride = self.stride(issue)
        table = ((1 << stride) - 1) << (stride * option)
        return _repeated(table, stride * self.sizes[issue], self.count)

    def at(self, place: int) -> tuple[int, ...]:
        """Give the options of the combination at a place."""
        options = []
        for size in self.sizes:
            place, option = divmod(place, size)
            options.append(option)
        return tuple(options)

    def by_changes(self) -> tuple[int, ...]:
        """Give tables of the combinations that take so many options other than the first: 0, 1, …"""
        layers, width = [1], 1
        for size in self.sizes:
            grown = [0] * (len(layers) + 1)
            for many, layer in enumerate(layers):
                grown[many] |= layer
                for option in range(1, size):
                    grown[many + 1] |= layer << (width * option)
            layers, width = grown, width * size
        return tuple(layers)


def _repeated(table: int, period: int, count: int) -> int:
    """Repeat a table until it covers all combinations."""
    width = period
    while width < count:
        table |= table << width
        width *= 2
    return table & ((1 << count) - 1)


def carried(game: Game, yes: Sequence[int], everything: int) -> int:
    """Give the table of the combinations that a body carries, by the table of each player's yes."""
    table = 0
    for way in game.ways:
        met = everything
        for test in way:
            met &= _meeting(test, yes, everything)
            if not met:
                break
        table |= met
    return table


def _meeting(test: Threshold, yes: Sequence[int], everything: int) -> int:
    """Give the table of the combinations in which the weights of those for it come to a quota."""
    reach = [0]
    for weight in test.weights:
        reach.append(reach[-1] + weight)
    known: dict[tuple[int, int], int] = {}

    def over(many: int, quota: int) -> int:
        if quota <= 0:
            return everything
        if quota > reach[many]:
            return 0
        if (many, quota) not in known:
            table, weight = yes[many - 1], test.weights[many - 1]
            without, with_it = over(many - 1, quota), over(many - 1, quota - weight)
            known[many, quota] = without | (with_it & table)  # one more yes never harms
        return known[many, quota]

    return over(len(test.weights), test.quota)


def places(table: int, most: int) -> Iterator[int]:
    """Give the first so many places of a table."""
    found = 0
    while table and found < most:
        low = table & -table
        yield low.bit_length() - 1
        table ^= low
        found += 1
