"""Votes as simple games: which coalitions carry, who is pivotal how often, exactly.

Comes in: players with weights, and ways to win, each a set of thresholds that must all be met. Goes
out: swings (Banzhaf), the Shapley-Shubik index, and minimal sets. It knows no bodies and no records.

The counts are made with one generating function. A coalition's sums by all weights but the heaviest
are a key; the coefficients of the heaviest weight are packed into one whole number per key, so that
adding a player is a shift and an addition. The coefficients without a player follow from those with
all by an alternating sum, so the product is made once for all players (after Brams and Affuso, 1976;
packed and cumulative here).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import factorial
from typing import TypeVar

from msgspec import Struct

_T = TypeVar("_T")

PLAYERS_TABLED = 22
"""Up to so many players every coalition has a bit in one table; beyond, minimal sets are not listed."""

LARGEST = 500_000_000
"""So many bytes of coefficients are the most that are held for an exact index by sizes."""

QUICK = 40_000_000
"""With so many bytes of coefficients an exact index takes no more than some seconds."""


class Threshold(Struct, frozen=True, kw_only=True):
    """Ask that the weights of a coalition come to a quota."""

    quota: int
    weights: tuple[int, ...]


class Game(Struct, frozen=True, kw_only=True):
    """Hold a simple game: a coalition carries when it meets every threshold of one of the ways.

    Weights are whole numbers, none negative, so whoever joins a coalition never harms it.
    """

    players: tuple[str, ...]
    ways: tuple[tuple[Threshold, ...], ...]

    def carries(self, coalition: Iterable[int]) -> bool:
        """Tell whether the players at these places carry."""
        inside = tuple(coalition)
        return any(
            all(sum(test.weights[i] for i in inside) >= test.quota for test in way)
            for way in self.ways
        )


class Power(Struct, frozen=True, kw_only=True):
    """Hold the power of one player: in how many coalitions of others it turns failing into carrying.

    `banzhaf` is its share of all swings, 0 where there are none; `shapley` the share of the orders of
    all players in which it is the one that turns them: a fraction where it is exact, else a number;
    None where it is not measured.
    """

    player: str
    swings: int
    banzhaf: Fraction
    shapley: Fraction | float | None


class TooLarge(Exception):
    """Say that an exact index by sizes would need more memory than is allowed."""


def powers(game: Game) -> tuple[Power, ...]:
    """Measure every player exactly.

    Raises:
        TooLarge: the coefficients by size of coalition would not fit; `swings` alone may.
    """
    return powers_of(game, by_size(game))


def powers_of(game: Game, counts: Sequence[Sequence[int]]) -> tuple[Power, ...]:
    """Give both indices of every player, from the coalitions of others that it turns, by size."""
    total = sum(sum(sizes) for sizes in counts)
    n = len(game.players)
    shares = [Fraction(factorial(k) * factorial(n - 1 - k), factorial(n)) for k in range(n)]
    return tuple(
        Power(
            player=player,
            swings=sum(sizes),
            banzhaf=Fraction(sum(sizes), total) if total else Fraction(0),
            shapley=sum((s * c for s, c in zip(shares, sizes, strict=True) if c), Fraction(0)),
        )
        for player, sizes in zip(game.players, counts, strict=True)
    )


Watch = Callable[[str, int, int], None]
"""What is told how far a long count has come: what is done, how many steps of it, and of how many."""


def unwatched(what: str, done: int, of: int) -> None:
    """Tell nobody."""


def swings(game: Game, watch: Watch = unwatched) -> tuple[int, ...]:
    """Count for each player the coalitions of others that it turns; sizes are not told apart.

    Raises:
        TooLarge: the coefficients would not fit.
    """
    game = _lighter(game)
    made = _Made.of(game, with_sizes=False, watch=watch)
    return each_kind(game, lambda place: sum(made.turned(place).values()))


def is_quick(game: Game) -> bool:
    """Tell whether both indices are exact at once: all coefficients by size fit into a little memory."""
    layout = Layout.of(game, with_sizes=True)
    many = layout.size * (len(game.players) // 8 + 1)
    keys = 1
    for kind in layout.small:
        keys *= sum(kind) + 1
    return many * min(keys, 1 << len(game.players)) <= QUICK


def _lighter(game: Game) -> Game:
    """Give the dual of a game of one threshold where its quota is less: each turns as many in it."""
    if len(game.ways) != 1 or len(game.ways[0]) != 1:
        return game
    test = game.ways[0][0]
    dual = sum(test.weights) - test.quota + 1
    if not 0 < dual < test.quota:
        return game
    threshold = Threshold(quota=dual, weights=test.weights)
    return Game(players=game.players, ways=((threshold,),))


def by_size(game: Game) -> tuple[tuple[int, ...], ...]:
    """Count for each player, by size, the coalitions of others that it turns."""
    made = _Made.of(game, with_sizes=True)
    n = len(game.players)

    def counted(place: int) -> tuple[int, ...]:
        sizes = [0] * n
        for key, many in made.turned(place).items():
            sizes[made.size_of(key)] += many
        return tuple(sizes)

    return each_kind(game, counted)


def each_kind(game: Game, measure: Callable[[int], _T]) -> tuple[_T, ...]:
    """Measure one player of each kind: those whose weights are all the same are alike."""
    known: dict[tuple[int, ...], _T] = {}
    found = []
    for place in range(len(game.players)):
        kind = tuple(test.weights[place] for way in game.ways for test in way)
        if kind not in known:
            known[kind] = measure(place)
        found.append(known[kind])
    return tuple(found)


# -- the generating function -------------------------------------------------------------------

_Key = tuple[int, ...]
NEVER = -1
"""What is needed where no sum is enough."""


class Layout(Struct, frozen=True, kw_only=True):
    """Hold which weights are a key, which one is counted along, and what each way asks of them."""

    small: tuple[tuple[int, ...], ...]
    heavy: tuple[int, ...]
    ways: tuple[tuple[_Key, int], ...]

    @classmethod
    def of(cls, game: Game, *, with_sizes: bool) -> Layout:
        """Lay a game out; with sizes, how many are in a coalition is one of its sums."""
        ones = (1,) * len(game.players)
        kinds = list(dict.fromkeys(test.weights for way in game.ways for test in way))
        if with_sizes and ones not in kinds:
            kinds.append(ones)
        others = [kind for kind in kinds if kind != ones or not with_sizes]
        heavy = max(others, key=sum, default=(0,) * len(game.players))
        small = tuple(kind for kind in kinds if kind != heavy)
        ways = tuple(_asked(way, small, heavy) for way in game.ways)
        return cls(small=small, heavy=heavy, ways=ways)

    @property
    def size(self) -> int:
        """Count the sums of the heaviest weight that matter: 0 and up.

        With no other weights a coalition always carries at some sum, and larger ones do not matter.
        """
        if self.ways and not self.small:
            return max(quota for _, quota in self.ways)
        return sum(self.heavy) + 1

    def needed(self, key: _Key) -> int:
        """Say what the heaviest weight must come to, with these sums of the others, to carry."""
        quotas = [q for asked, q in self.ways if all(map(int.__ge__, key, asked))]
        return min(quotas, default=NEVER)


class _Made(Struct, frozen=True, kw_only=True):
    """Hold how many coalitions of all players have which sums, cumulated over the heaviest weight.

    A table holds, for each sum of the heaviest weight up to `size - 1`, how many coalitions of its
    key come to at most that, each in `width` bytes. Here a key is one number: its sums are digits.
    """

    layout: Layout
    digits: tuple[int, ...]
    size: int
    width: int
    tables: dict[int, bytes]
    asked: dict[int, int] = {}

    @classmethod
    def of(cls, game: Game, *, with_sizes: bool, watch: Watch = unwatched) -> _Made:
        """Multiply out the generating function of a game."""
        layout = Layout.of(game, with_sizes=with_sizes)
        size, width = layout.size, len(game.players) // 8 + 1
        digits = _digits(layout)
        numbers = _multiplied(layout, digits, size, width, watch)
        tables = {key: _cumulated(number, size, width) for key, number in numbers.items()}
        return cls(layout=layout, digits=digits, size=size, width=width, tables=tables)

    def size_of(self, key: int) -> int:
        """Give the size of the coalitions of a key."""
        return self._sums(key)[self.layout.small.index((1,) * len(self.layout.heavy))]

    def _sums(self, key: int) -> _Key:
        """Read the sums off a key, the last digit first."""
        found = []
        for digit in reversed(self.digits):
            many, key = divmod(key, digit)
            found.append(many)
        return tuple(reversed(found))

    def _needed(self, key: int) -> int:
        if key not in self.asked:
            self.asked[key] = self.layout.needed(self._sums(key))
        return self.asked[key]

    def turned(self, place: int) -> dict[int, int]:
        """Count, by key, the coalitions without a player that fail, and carry with it."""
        own = _key(self.layout, self.digits, place)
        weight = self.layout.heavy[place]
        found: dict[int, int] = {}
        for key in self.tables:
            with_it = self._needed(key + own)
            if with_it == NEVER:
                continue
            alone = self._needed(key)
            fail_below = self.size if alone == NEVER else min(alone, self.size)
            start = min(max(with_it - weight, 0), fail_below)
            if start < fail_below:
                many = self._without(key, fail_below - 1, own, weight)
                many -= self._without(key, start - 1, own, weight)
                if many:
                    found[key] = many
        return found

    def _without(self, key: int, most: int, own: int, weight: int) -> int:
        """Count the coalitions of a key without a player whose heaviest sum is at most so much."""
        tables, width = self.tables, self.width
        if most < 0:
            return 0
        if not weight and not own:
            start = most * width
            return int.from_bytes(tables[key][start : start + width], "little") // 2
        total, sign = 0, 1
        while most >= 0 and key in tables:
            start = most * width
            total += sign * int.from_bytes(tables[key][start : start + width], "little")
            key -= own
            most -= weight
            sign = -sign
        return total


def _digits(layout: Layout) -> tuple[int, ...]:
    """Give what each sum of a key counts by: so far apart that none borrows from the next unnoticed."""
    found, width = [], 1
    for kind in layout.small:
        found.append(width)
        width *= 2 * sum(kind) + 1
    return tuple(found)


def _key(layout: Layout, digits: tuple[int, ...], place: int) -> int:
    """Give what a player adds to a key."""
    return sum(kind[place] * digit for kind, digit in zip(layout.small, digits, strict=True))


def _asked(
    way: Sequence[Threshold], small: Sequence[tuple[int, ...]], heavy: tuple[int, ...]
) -> tuple[_Key, int]:
    """Say what a way asks of the sums that are a key, and of the heaviest weight."""
    asked = dict.fromkeys((*small, heavy), 0)
    for test in way:
        asked[test.weights] = max(asked[test.weights], test.quota)
    return tuple(asked[kind] for kind in small), asked[heavy]


def _multiplied(
    layout: Layout, digits: tuple[int, ...], size: int, width: int, watch: Watch
) -> dict[int, int]:
    """Multiply out: each player is in a coalition, or not; light ones first, while numbers are short."""
    if size * width > LARGEST:
        raise TooLarge
    bits = 8 * width
    room = (1 << (size * bits)) - 1
    heavy = layout.heavy
    numbers: dict[int, int] = {0: 1}
    reach = 0
    for done, place in enumerate(sorted(range(len(heavy)), key=heavy.__getitem__)):
        watch("members counted in (Banzhaf)", done, len(heavy))
        own = _key(layout, digits, place)
        weight = heavy[place]
        reach += weight
        grown = dict(numbers)
        for key, number in numbers.items():
            moved = key + own
            added = number << (weight * bits)
            if reach >= size:
                added &= room
            grown[moved] = grown.get(moved, 0) + added
        numbers = grown
        if len(numbers) * size * width > LARGEST:
            raise TooLarge
    return numbers


def _cumulated(number: int, size: int, width: int) -> bytes:
    """Add up the coefficients from the first on, by doubling."""
    bits = 8 * width
    step = 1
    while step < size:
        number += number << (step * bits)
        step *= 2
        if step * 2 >= size:
            number &= (1 << (size * bits)) - 1
    return (number & ((1 << (size * bits)) - 1)).to_bytes(size * width, "little")


# -- minimal sets ------------------------------------------------------------------------------


def minimal_carrying(game: Game) -> tuple[tuple[int, ...], ...]:
    """List the smallest coalitions that carry: without any one of their players they do not.

    They are places of players, shorter ones first. At most `PLAYERS_TABLED` players are taken.
    """
    return _listed(_minimal(_table(game), len(game.players)), len(game.players))


def minimal_blocking(game: Game) -> tuple[tuple[int, ...], ...]:
    """List the smallest coalitions without which the others do not carry."""
    n = len(game.players)
    carrying = _table(game)
    # A coalition blocks when those outside it do not carry: turn the table round, and turn it over.
    blocking = _reversed(carrying, n) ^ ((1 << (1 << n)) - 1)
    return _listed(_minimal(blocking, n), n)


def _table(game: Game) -> int:
    """Make a table with a bit for each coalition, set where it carries."""
    n = len(game.players)
    if n > PLAYERS_TABLED:
        raise TooLarge
    table = 0
    for way in game.ways:
        met = (1 << (1 << n)) - 1
        for test in way:
            met &= _meeting(test, n, {})
        table |= met
    return table


def _meeting(test: Threshold, n: int, known: dict[tuple[int, int], int]) -> int:
    """Make the table of a threshold over the first n players, from the one over one fewer."""

    def over(many: int, quota: int) -> int:
        if quota <= 0:
            return (1 << (1 << many)) - 1
        if many == 0 or quota > reach[many]:
            return 0
        if (many, quota) not in known:
            without = over(many - 1, quota)
            with_it = over(many - 1, quota - test.weights[many - 1])
            known[many, quota] = without | with_it << (1 << (many - 1))
        return known[many, quota]

    reach = [0]
    for weight in test.weights:
        reach.append(reach[-1] + weight)
    return over(n, test.quota)


def _holding(place: int, n: int) -> int:
    """Make the table of the coalitions that hold a player."""
    block = ((1 << (1 << place)) - 1) << (1 << place)
    width = 2 << place
    while width < 1 << n:
        block |= block << width
        width *= 2
    return block


def _minimal(table: int, n: int) -> int:
    """Keep the sets of a table from which no player can be left out."""
    larger = 0
    for place in range(n):
        holding = _holding(place, n)
        larger |= (table & ~holding) << (1 << place)
    return table & ~larger


def _reversed(table: int, n: int) -> int:
    """Turn a table round, so that each coalition has the bit of those outside it."""
    for place in range(n):
        holding, step = _holding(place, n), 1 << place
        table = (table & holding) >> step | (table & ~holding) << step
    return table


def _listed(table: int, n: int) -> tuple[tuple[int, ...], ...]:
    """List the sets of a table by their places: half of each is looked up, and the other half."""
    half = (n + 1) // 2
    low, high = _subsets(0, half), _subsets(half, n)
    found = [low[s & ((1 << half) - 1)] + high[s >> half] for s in _bits(table)]
    return tuple(sorted(found, key=lambda places: (len(places), places)))


def _subsets(start: int, stop: int) -> list[tuple[int, ...]]:
    """List the subsets of some places, each at the number whose bits name it."""
    found: list[tuple[int, ...]] = [()]
    for place in range(start, stop):
        found += [(*each, place) for each in found]
    return found


def _bits(table: int) -> Iterator[int]:
    """Give the places of the bits that are set."""
    data = table.to_bytes((table.bit_length() + 7) // 8 or 1, "little")
    for at, byte in enumerate(data):
        if byte:
            for bit in range(8):
                if byte >> bit & 1:
                    yield at * 8 + bit
