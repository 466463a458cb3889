"""Tell whether a duty can be left out of sight: whether it can be met whatever happens in sight."""

from __future__ import annotations

from collections import deque

from servanda.checks.claims.runs import Runs


def can_be_met(runs: Runs, shared: frozenset[str]) -> bool:
    """Tell whether the rest can always be arranged so that the runs go on.

    `shared` names what a claim sees as well: it may happen in any way. Everything else in these runs
    can be done when it suits. The states from which that succeeds are the largest set such that nothing
    shared leads out of it, and something else, or the passing of time, stays within.

    Raises:
        TooMany: when the budget of the runs is spent.
    """
    before: dict[int, set[int]] = {}
    index = 0
    while index < len(runs.nodes):
        for edge in runs.edges(index):
            before.setdefault(edge.target, set()).add(index)
        index += 1
    inside = set(range(len(runs.nodes)))
    while True:
        queue = deque(inside)
        while queue:
            index = queue.popleft()
            if index not in inside or _stays(runs, index, inside, shared):
                continue
            inside.discard(index)
            queue.extend(before.get(index, ()))
        moving = _moving(runs, inside, shared, before)
        if len(moving) == len(inside):
            return 0 in inside
        inside = moving


def _moving(
    runs: Runs, inside: set[int], shared: frozenset[str], before: dict[int, set[int]]
) -> set[int]:
    """Leave out the states from which one could only do and undo things: time must pass in the end."""
    found = {
        index
        for index in inside
        if _waits(runs, index, shared)
        or any(e.option is None and e.target in inside for e in runs.edges(index))
    }
    queue = deque(found)
    while queue:
        target = queue.popleft()
        for index in before.get(target, ()):
            if index in inside and index not in found and _leads(runs, index, target, shared):
                found.add(index)
                queue.append(index)
    return found


def _leads(runs: Runs, index: int, target: int, shared: frozenset[str]) -> bool:
    return any(
        e.target == target and e.option is not None and e.option.subject not in shared
        for e in runs.edges(index)
    )


def _waits(runs: Runs, index: int, shared: frozenset[str]) -> bool:
    """Tell whether a run may stay at a state, or waits there for what happens in sight."""
    node = runs.nodes[index]
    return node.is_forever or (bool(node.blocked) and shared.issuperset(node.blocked))


def _stays(runs: Runs, index: int, inside: set[int], shared: frozenset[str]) -> bool:
    edges = runs.edges(index)
    if any(e.option and e.option.subject in shared and e.target not in inside for e in edges):
        return False
    if _waits(runs, index, shared):
        return True
    return any(
        edge.target in inside and (edge.option is None or edge.option.subject not in shared)
        for edge in edges
    )
