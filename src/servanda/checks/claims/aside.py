"""Tell whether a duty can be left out of sight: whether it can be met whatever happens in sight."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from enum import IntEnum

from servanda.checks.claims.runs import Edge, Runs

Ways = Mapping[int, Sequence[Edge]]
"""The edges that are looked at, by the nodes they lead from."""


class _Tried(IntEnum):
    """Say what is tried at a node, besides what is shared: each includes those before it."""

    TO_WAIT = 0
    WHAT_IS_OWED = 1
    ALL = 2


def can_be_met(runs: Runs, shared: frozenset[str]) -> bool:
    """Tell whether the rest can always be arranged so that the runs go on.

    `shared` names what a claim sees as well: it may happen in any way. Everything else in these runs
    can be done when it suits. The states from which that succeeds are the largest set such that nothing
    shared leads out of it, and something else, or the passing of time, stays within. It is enough to find
    such a set: where letting time pass will do, or what is owed, nothing else is tried.

    Raises:
        TooMany: when the budget of the runs is spent.
    """
    tried: dict[int, _Tried] = {}
    while True:
        ways = _looked_at(runs, shared, tried)
        inside = _inside(runs, shared, ways)
        if 0 in inside:
            return True
        lost = [i for i in ways if i not in inside and tried[i] is not _Tried.ALL]
        if not lost:
            return False
        tried.update((index, _Tried(tried[index] + 1)) for index in lost)


def _looked_at(runs: Runs, shared: frozenset[str], tried: dict[int, _Tried]) -> Ways:
    """Lay out what is shared, and what is tried at each node; the first that there is at a new one."""
    ways: dict[int, Sequence[Edge]] = {}
    ahead = deque([0])
    while ahead:
        index = ahead.popleft()
        if index in ways:
            continue
        found = runs.edges(index)
        if index not in tried:
            tried[index] = _Tried.TO_WAIT if _waits(runs, index, shared) else _first(runs, index)
        limit, blocked = tried[index], runs.nodes[index].blocked
        ways[index] = [
            e
            for e in found
            if _kind(e, blocked) <= limit or (e.option and e.option.subject in shared)
        ]
        ahead.extend(edge.target for edge in ways[index])
    return ways


def _first(runs: Runs, index: int) -> _Tried:
    node = runs.nodes[index]
    return min((_kind(e, node.blocked) for e in runs.edges(index)), default=_Tried.ALL)


def _kind(edge: Edge, blocked: Sequence[str]) -> _Tried:
    if edge.option is None:
        return _Tried.TO_WAIT
    return _Tried.WHAT_IS_OWED if edge.option.subject in blocked else _Tried.ALL


def _inside(runs: Runs, shared: frozenset[str], ways: Ways) -> set[int]:
    """Give the nodes from which it succeeds, as far as these ways lead."""
    before: dict[int, set[int]] = {}
    for index, edges in ways.items():
        for edge in edges:
            before.setdefault(edge.target, set()).add(index)
    inside = set(ways)
    while True:
        queue = deque(inside)
        while queue:
            index = queue.popleft()
            if index not in inside or _stays(runs, index, inside, shared, ways):
                continue
            inside.discard(index)
            queue.extend(before.get(index, ()))
        moving = _moving(runs, inside, shared, ways, before)
        if len(moving) == len(inside):
            return inside
        inside = moving


def _moving(
    runs: Runs,
    inside: set[int],
    shared: frozenset[str],
    ways: Ways,
    before: Mapping[int, set[int]],
) -> set[int]:
    """Leave out the states from which one could only do and undo things: time must pass in the end."""
    found = {
        index
        for index in inside
        if _waits(runs, index, shared)
        or any(e.option is None and e.target in inside for e in ways[index])
    }
    queue = deque(found)
    while queue:
        target = queue.popleft()
        for index in before.get(target, ()):
            if index in inside and index not in found and _leads(ways[index], target, shared):
                found.add(index)
                queue.append(index)
    return found


def _leads(edges: Sequence[Edge], target: int, shared: frozenset[str]) -> bool:
    return any(
        e.target == target and e.option is not None and e.option.subject not in shared
        for e in edges
    )


def _waits(runs: Runs, index: int, shared: frozenset[str]) -> bool:
    """Tell whether a run may stay at a state, or waits there for what happens in sight."""
    node = runs.nodes[index]
    return node.is_forever or (bool(node.blocked) and shared.issuperset(node.blocked))


def _stays(runs: Runs, index: int, inside: set[int], shared: frozenset[str], ways: Ways) -> bool:
    edges = ways[index]
    if any(e.option and e.option.subject in shared and e.target not in inside for e in edges):
        return False
    if _waits(runs, index, shared):
        return True
    return any(
        edge.target in inside and (edge.option is None or edge.option.subject not in shared)
        for edge in edges
    )
