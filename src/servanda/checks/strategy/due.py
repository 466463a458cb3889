"""Say what time waits for where it cannot pass: whose acts lead on to what is due."""

from __future__ import annotations

from servanda.checks.claims.faith import Debt
from servanda.checks.claims.runs import Runs
from servanda.checks.strategy.hands import AS_WRITTEN, Hands, acting, owing


def called_for(runs: Runs, index: int, hands: Hands = AS_WRITTEN) -> frozenset[int]:
    """Give the ways on from a node, by number, that time waits for; none where it can pass.

    They are the acts with which a shortest way begins to where a duty that is due is due no more; if its
    debtors have a part in some of them, only those: nobody need waive a duty that can be done. Where
    nothing is due, but nobody could stay faithful if time passed, they lead to where it can pass.

    Raises:
        TooMany: when the budget of the runs is spent.
    """
    if _lets_pass(runs, index):
        return frozenset()
    edges = runs.edges(index)
    found = set[int]()
    for debt in runs.nodes[index].owing or (None,):
        first = _first_acts(runs, index, debt)
        debtors = owing(debt, hands) if debt is not None else frozenset()
        own = {number for number in first if debtors.intersection(acting(edges[number], hands))}
        found |= own or first
    return frozenset(found)


def _lets_pass(runs: Runs, index: int) -> bool:
    """Tell whether time can pass at a node, and everybody be faithful after."""
    edges = runs.edges(index)
    if runs.nodes[index].is_forever:
        return True
    return any(edge.option is None and runs.goes_on(edge.target) for edge in edges)


def _first_acts(runs: Runs, index: int, debt: Debt | None) -> set[int]:
    """Give the acts with which a shortest way begins to where a duty is done, or time can pass."""
    seen, ahead = {index}, {index: set[int]()}
    while ahead:
        further: dict[int, set[int]] = {}
        for node, firsts in ahead.items():
            for number, edge in enumerate(runs.edges(node)):
                if edge.option is None or edge.target in seen or not runs.goes_on(edge.target):
                    continue
                further.setdefault(edge.target, set()).update(firsts or (number,))
        done = [node for node in further if _is_done(runs, node, debt)]
        if done:
            return set[int]().union(*(further[node] for node in done))
        seen.update(further)
        ahead = further
    return set()


def _is_done(runs: Runs, index: int, debt: Debt | None) -> bool:
    if debt is None:
        return _lets_pass(runs, index)
    runs.edges(index)
    return debt not in runs.nodes[index].owing
