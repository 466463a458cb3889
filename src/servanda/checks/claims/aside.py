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
    queue = deque(inside)
    while queue:
        index = queue.popleft()
        if index not in inside or _stays(runs, index, inside, shared):
            continue
        inside.discard(index)
        queue.extend(before.get(index, ()))
    return 0 in inside


def _stays(runs: Runs, index: int, inside: set[int], shared: frozenset[str]) -> bool:
    node, edges = runs.nodes[index], runs.edges(index)
    if any(e.option and e.option.subject in shared and e.target not in inside for e in edges):
        return False
    if node.is_forever or (node.blocked and shared.issuperset(node.blocked)):
        return True
    return any(
        edge.target in inside and (edge.option is None or edge.option.subject not in shared)
        for edge in edges
    )
