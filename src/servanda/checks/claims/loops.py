"""Find the loops of a graph: its strongly connected components, after Tarjan (1972)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def in_loops(
    graph: Mapping[int, Sequence[int]], steps: Iterable[tuple[int, int]]
) -> frozenset[int]:
    """Give the nodes that lie on some loop with one of some steps; edges out of the graph are left out.

    Linear in nodes and edges, and without recursion.
    """
    parts = components(graph)
    part = {node: number for number, component in enumerate(parts) for node in component}
    looping = {part[a] for a, b in steps if part.get(b) == part[a]}
    return frozenset(node for number in looping for node in parts[number])


def components(graph: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Give the strongly connected components of a graph, those that others lead to first."""
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    number: dict[int, int] = {}
    for root in graph:
        if root in number:
            continue
        work = [(root, 0)]
        while work:
            node, place = work.pop()
            if place == 0:
                number[node] = low[node] = len(number)
                stack.append(node)
                on_stack.add(node)
            targets = graph[node]
            while place < len(targets):
                target = targets[place]
                place += 1
                if target not in graph:
                    continue
                if target not in number:
                    work.append((node, place))
                    work.append((target, 0))
                    break
                if target in on_stack:
                    low[node] = min(low[node], number[target])
            else:
                _close(node, number, low, stack, on_stack, found)
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
    return found


def _close(
    node: int,
    number: dict[int, int],
    low: dict[int, int],
    stack: list[int],
    on_stack: set[int],
    found: list[list[int]],
) -> None:
    """Take a component off the stack, where a node is the first of its own."""
    if low[node] != number[node]:
        return
    component: list[int] = []
    while not component or component[-1] != node:
        component.append(stack.pop())
        on_stack.discard(component[-1])
    found.append(component)
