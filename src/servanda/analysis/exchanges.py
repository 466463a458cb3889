"""Which combinations can be exchanged for a better one, for all combinations at once.

An exchange of options is for the better where some actor has it better and none worse, and of each it
is known. One combination is better than another where such exchanges lead to it, one after the other;
those on the way need not pass. Exchanged are single options, and two at once where an order that
somebody stated tells what he would give for what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from servanda.analysis.combinations import Space
from servanda.analysis.priorities import Change, Order

_Step = tuple[tuple[tuple[int, int, int], ...], bool]
"""What is exchanged, as issue, old and new option, and whether that is for the better for somebody."""


def improvable(
    table: int, space: Space, names: Sequence[Sequence[str]], orders: Sequence[Order]
) -> int:
    """Give the combinations of a table for which another of it is better.

    `names` are those of the options of each issue, as the orders know them.
    """
    singles = [step for issue in range(len(names)) for step in _single(issue, names, orders)]
    traded = [step for pair in _traded(names, orders) for step in _trades(*pair, names, orders)]
    weak, strict = table, 0  # as good as one of the table, or better exchanged for one
    while True:
        known = weak, strict
        for step, is_strict in (*singles, *traded):
            weak, strict = _led(step, is_strict, weak, strict, space)
        if not traded or known == (weak, strict):
            return table & strict


def _led(
    step: Iterable[tuple[int, int, int]], is_strict: bool, weak: int, strict: int, space: Space
) -> tuple[int, int]:
    """Add the combinations from which one exchange leads to those found before."""
    move, takes = 0, space.everything
    for issue, old, new in step:
        move += (new - old) * space.stride(issue)
        takes &= space.taking(issue, new)
    to_weak, to_strict = (_moved(weak & takes, move), _moved(strict & takes, move))
    return weak | to_weak, strict | (to_weak if is_strict else to_strict)


def _moved(table: int, move: int) -> int:
    return table >> move if move >= 0 else table << -move


def _single(issue: int, names: Sequence[Sequence[str]], orders: Sequence[Order]) -> Iterator[_Step]:
    options = names[issue]
    for old, one in enumerate(options):
        for new, other in enumerate(options):
            if old != new:
                yield from _step(((issue, old, new),), [o.change(one, other) for o in orders])


def _traded(names: Sequence[Sequence[str]], orders: Sequence[Order]) -> Iterator[tuple[int, int]]:
    """Give the pairs of issues on which somebody has stated an order between their options."""
    for one, other in combinations(range(len(names)), 2):
        first, second = frozenset(names[one]), frozenset(names[other])
        if any(
            (a in first and b in second) or (a in second and b in first)
            for order in orders
            for a, b in order.before
        ):
            yield one, other


def _trades(
    one: int, other: int, names: Sequence[Sequence[str]], orders: Sequence[Order]
) -> Iterator[_Step]:
    for old, a in enumerate(names[one]):
        for new, b in enumerate(names[one]):
            for old2, c in enumerate(names[other]):
                for new2, d in enumerate(names[other]):
                    if old != new and old2 != new2:
                        changes = [order.trade((a, b), (c, d)) for order in orders]
                        yield from _step(((one, old, new), (other, old2, new2)), changes)


def _step(moves: tuple[tuple[int, int, int], ...], changes: Iterable[Change]) -> Iterator[_Step]:
    """Give an exchange that is worse for nobody, and of which that is known."""
    told = set(changes)
    if told <= {Change.BETTER, Change.EQUAL}:
        yield moves, Change.BETTER in told
