"""Solve a network: the earliest date of each thing, and the chain of clauses that makes it so early.

Nothing can come before the first date that what it waits for allows. So all things are taken in the
order in which they wait for each other, once each; where things wait in a ring, those of the ring are
taken up again (Bellman and Ford, with a queue) until nothing moves. What a ring keeps from ever
coming has no date. A network without rings is solved in time linear in its bounds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.checks.dates.dues import Bound, Group
from servanda.checks.dates.forms import Dates, reasons_of
from servanda.checks.dates.network import Network, sources

_TURNS_AT_MOST = 40
"""How often the date of one thing may move; lengths counted backwards in a ring might go on."""


class Link(Struct, frozen=True, kw_only=True):
    """Hold one step of a chain: the thing, its date, and the bound that put it there."""

    node: str
    at: Instant
    bound: Bound | None
    source: str


class Earliest(Struct, kw_only=True):
    """Hold the earliest date of each thing that can come, and which bound decided it."""

    network: Network
    at: dict[str, Instant | None]
    by: dict[str, tuple[Bound, str]]
    dates: Dates
    is_settled: bool = True

    def back(self, node: str) -> Iterator[Link]:
        """Walk back from a thing to the beginning, along what makes it so late."""
        seen: set[str] = set()
        while node and node not in seen:
            seen.add(node)
            at = self.at.get(node)
            if at is None:
                return
            bound, source = self.by.get(node, (None, ""))
            yield Link(node=node, at=at, bound=bound, source=source)
            node = source

    def chain(self, node: str, at_most: int) -> tuple[Link, ...]:
        """Give the last steps of those that lead from the beginning to a thing."""
        return tuple(islice(self.back(node), at_most))[::-1]


def earliest(
    network: Network,
    closed: frozenset[str] = frozenset(),
    raised: Mapping[str, Bound] | None = None,
) -> Earliest:
    """Work out the earliest date of each thing; what is `closed` never comes.

    `raised` holds bounds that follow backwards from dates that must be kept.
    """
    at: dict[str, Instant | None] = dict(network.known)
    solved = Earliest(network=network, at=at, by={}, dates=Dates(network.machine, at))
    order, ringed = _ordered(network.waits)
    extra = raised or {}
    for node in order:
        if node not in closed:
            _settle(solved, node, network.waits[node], extra.get(node))
    ring = [node for node in ringed if node not in closed]
    _relax(solved, ring, extra)
    return solved


def _settle(solved: Earliest, node: str, groups: tuple[Group, ...], extra: Bound | None) -> bool:
    """Date a thing by what it waits for, and say whether its date moved."""
    latest: tuple[Instant, Bound, str] | None = None
    if extra is not None:
        groups = (*groups, (extra,))
    for group in groups:
        best: tuple[Instant, Bound, str] | None = None
        for bound in group:
            found = solved.dates.value(bound.form, is_last=bound.is_last)
            if found is not None and (best is None or found[0] < best[0]):
                best = (found[0], bound, found[1])
        if best is None:
            return False
        if latest is None or best[0] > latest[0]:
            latest = best
    if latest is None:
        return False
    before = solved.at.get(node)
    solved.at[node] = latest[0]
    solved.by[node] = (latest[1], latest[2])
    return before != latest[0]


def _relax(solved: Earliest, ring: list[str], extra: Mapping[str, Bound]) -> None:
    """Take the things of rings up again until no date moves."""
    inside = set(ring)
    after: dict[str, list[str]] = {}
    for node in ring:
        for source in sources(solved.network.waits[node]):
            if source in inside:
                after.setdefault(source, []).append(node)
    queue, waiting = deque(ring), set(ring)
    turns: dict[str, int] = {}
    while queue:
        node = queue.popleft()
        waiting.discard(node)
        if not _settle(solved, node, solved.network.waits[node], extra.get(node)):
            continue
        turns[node] = turns.get(node, 0) + 1
        if turns[node] > _TURNS_AT_MOST:
            solved.is_settled = False
            continue
        for other in after.get(node, ()):
            if other not in waiting:
                waiting.add(other)
                queue.append(other)


def _ordered(waits: Mapping[str, tuple[Group, ...]]) -> tuple[list[str], list[str]]:
    """Order things so that each comes after what it waits for; give those in or behind rings apart."""
    left: dict[str, int] = {}
    after: dict[str, list[str]] = {}
    for node, groups in waits.items():
        needed = {source for source in sources(groups) if source in waits}
        left[node] = len(needed)
        for source in needed:
            after.setdefault(source, []).append(node)
    ready = deque(node for node, count in left.items() if not count)
    order: list[str] = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for other in after.get(node, ()):
            left[other] -= 1
            if not left[other]:
                ready.append(other)
    done = set(order)
    return order, [node for node in waits if node not in done]


def held_up(solved: Earliest, node: str) -> tuple[tuple[Bound, ...], tuple[str, ...]]:
    """Say why a thing can never come: the bounds that never let it, and reasons in words."""
    stuck: list[Bound] = []
    reasons: list[str] = []
    for group in solved.network.waits.get(node, ()):
        values = [solved.dates.value(b.form, is_last=b.is_last) for b in group]
        if all(value is None for value in values):
            stuck.extend(group)
            reasons.extend(why for bound in group for why in reasons_of(bound.form))
    return tuple(stuck), tuple(dict.fromkeys(reasons))


def spread(waits: Mapping[str, tuple[Group, ...]], nodes: Iterable[str]) -> set[str]:
    """Give all things that some things wait for, themselves included."""
    seen: set[str] = set()
    ahead = list(nodes)
    while ahead:
        node = ahead.pop()
        if node not in seen:
            seen.add(node)
            ahead.extend(sources(waits.get(node, ())))
    return seen
