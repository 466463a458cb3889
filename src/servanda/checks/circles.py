"""Find the circles among what waits for what: things of which each waits for the next.

A node is *free* when all that it waits for is free; what is left over once nothing more can be freed
waits in a circle. That is asked under each combination of the readings on which the circle can
depend.
"""

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Set
from itertools import islice, product
from typing import TypeVar

from msgspec import Struct

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.checks.waits import Alternatives, Graph, Wait, waits
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice

CHOICES_AT_MOST = 512
T = TypeVar("T", bound=Hashable)


class Step(Struct, frozen=True, kw_only=True):
    """Hold one side of a circle: the node, the next one, and the clause by which it waits."""

    node: str
    target: str
    wait: Wait


class Circle(Struct, frozen=True, kw_only=True):
    """Hold steps that lead back to where they began, and whether every reading has the circle."""

    steps: tuple[Step, ...]
    is_always: bool

    @property
    def nodes(self) -> frozenset[str]:
        """Give the nodes of the circle."""
        return frozenset(step.node for step in self.steps)


def circles(agreement: Agreement) -> tuple[Circle, ...]:
    """Find the shortest circle of each knot of waits, under whichever readings it is there."""
    graph = waits(agreement)
    knots = _knots(graph)
    found: dict[frozenset[str], tuple[Step, ...]] = {}
    counts: dict[frozenset[str], int] = {}
    total: dict[frozenset[str], int] = {}
    for knot in knots:
        part = {node: graph[node] for node in graph if node in knot}
        choices = list(_choices(agreement, part))
        for choice in choices:
            for steps in _stuck_circles(part, choice):
                nodes = frozenset(step.node for step in steps)
                found.setdefault(nodes, steps)
                counts[nodes] = counts.get(nodes, 0) + 1
                total[nodes] = len(choices)
    return tuple(
        Circle(steps=steps, is_always=counts[nodes] == total[nodes])
        for nodes, steps in found.items()
        if not any(other < nodes for other in found)
    )


def way_round(steps: Mapping[T, Iterable[T]], start: T) -> tuple[T, ...]:
    """Give a shortest way from something back to itself, by what each leads to; none where there is none."""
    ways: list[tuple[T, ...]] = [(start,)]
    seen: set[T] = set()
    for way in ways:  # grows as it is walked
        for other in steps.get(way[-1], ()):
            if other == start:
                return way
            if other not in seen:
                seen.add(other)
                ways.append((*way, other))
    return ()


def _targets(groups: tuple[Alternatives, ...]) -> Iterator[str]:
    for group in groups:
        for wait in group:
            yield from wait.need.nodes()


def _knots(graph: Graph) -> list[frozenset[str]]:
    """Find the sets of nodes each of which leads to every other, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    stacked: set[str] = set()
    knots: list[frozenset[str]] = []
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(tuple(_targets(graph[root]))))]
        index[root] = low[root] = len(index)
        stack.append(root)
        stacked.add(root)
        while work:
            node, left = work[-1]
            target = next(left, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    knot = frozenset(_popped(stack, node))
                    stacked -= knot
                    if len(knot) > 1 or node in _targets(graph.get(node, ())):
                        knots.append(knot)
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                stacked.add(target)
                work.append((target, iter(tuple(_targets(graph.get(target, ()))))))
            elif target in stacked:
                low[node] = min(low[node], index[target])
    return knots


def _popped(stack: list[str], node: str) -> Iterator[str]:
    """Take nodes off a stack, down to a node and with it."""
    while True:
        top = stack.pop()
        yield top
        if top == node:
            return


def _choices(agreement: Agreement, part: Graph) -> Iterator[Choice]:
    """Give the combinations of readings on which the waits of a knot depend."""
    guards = [wait.under for groups in part.values() for group in groups for wait in group]
    asked = dict.fromkeys(a for guard in guards for a in guard.ambiguities)
    known = [agreement.ambiguities[a] for a in asked if a in agreement.ambiguities]
    options = [[(a.id, reading) for reading in a.readings] for a in known]
    for picked in islice(product(*options), CHOICES_AT_MOST):
        choice = {ambiguity: reading.id for ambiguity, reading in picked}
        if all(_goes(choice, r.requires, r.excludes) for _, r in picked):
            yield choice


def _goes(
    choice: Choice,
    requires: tuple[tuple[AmbiguityId, ReadingId], ...],
    excludes: tuple[tuple[AmbiguityId, ReadingId], ...],
) -> bool:
    """Tell whether a reading goes together with the others that are chosen."""
    return all(choice.get(a, r) == r for a, r in requires) and not any(
        choice.get(a) == r for a, r in excludes
    )


def _stuck_circles(part: Graph, choice: Choice) -> Iterator[tuple[Step, ...]]:
    """Find the shortest circle among the nodes of a knot that nothing can free."""
    active = {
        node: tuple(tuple(wait for wait in group if wait.under.admits(choice)) for group in groups)
        for node, groups in part.items()
    }
    free = _freed(active)
    held = {
        node: tuple(_held_up(node, groups, free))
        for node, groups in active.items()
        if node not in free
    }
    left = _on_circles(held, frozenset())
    gone: set[str] = set()
    best: tuple[Step, ...] = ()
    for node in held:
        if node not in left:
            continue
        steps = _shortest(held, node, left)
        if steps and _is_simultaneous(steps):
            continue
        if steps and (not best or len(steps) < len(best)):
            best = steps
        # No circle through this node is shorter: the others are sought without it.
        gone.add(node)
        left = _on_circles(held, gone)
    if best:
        yield best


def _freed(active: Graph) -> frozenset[str]:
    """Free what waits for nothing, then what waited only for that, and so on."""
    asking: dict[str, list[str]] = {}
    for node, groups in active.items():
        for target in dict.fromkeys(_targets(groups)):
            asking.setdefault(target, []).append(node)
    free = {target for target in asking if target not in active}
    ahead = list(active)
    while ahead:
        node = ahead.pop()
        if node not in free and _is_free(active[node], free):
            free.add(node)
            ahead.extend(asking.get(node, ()))
    return frozenset(free)


def _on_circles(held: Mapping[str, tuple[Step, ...]], gone: Collection[str]) -> set[str]:
    """Leave out nodes that are gone, and those from which no way goes on without them."""
    before: dict[str, list[str]] = {}
    ways: dict[str, int] = {}
    for node, steps in held.items():
        targets = {step.target for step in steps if step.target not in gone}
        ways[node] = 0 if node in gone else len(targets)
        for target in targets:
            before.setdefault(target, []).append(node)
    ends = [node for node, count in ways.items() if count == 0]
    left = set(held) - set(ends)
    while ends:
        for node in before.get(ends.pop(), ()):
            ways[node] -= 1
            if ways[node] == 0 and node in left:
                left.discard(node)
                ends.append(node)
    return left


def _is_free(groups: tuple[Alternatives, ...], free: Set[str]) -> bool:
    return all(not group or any(w.need.is_met(free) for w in group) for group in groups)


def _is_simultaneous(steps: tuple[Step, ...]) -> bool:
    """Tell whether all waits are `against` one another: that is an exchange hand to hand."""
    return all(step.wait.manner == "is owed against" for step in steps)


def _shortest(
    held: Mapping[str, tuple[Step, ...]], root: str, left: Collection[str]
) -> tuple[Step, ...]:
    """Walk from a node along what holds it up, until it is met again."""
    reached: dict[str, Step] = {}
    ahead = deque([root])
    while ahead:
        node = ahead.popleft()
        for step in held[node]:
            if step.target == root:
                return (*_way(reached, root, node), step)
            if step.target in left and step.target not in reached:
                reached[step.target] = step
                ahead.append(step.target)
    return ()


def _way(reached: Mapping[str, Step], root: str, node: str) -> Iterator[Step]:
    """Give the steps by which a walk from the root came to a node."""
    steps: list[Step] = []
    while node != root:
        steps.append(reached[node])
        node = steps[-1].node
    yield from reversed(steps)


def _held_up(node: str, groups: tuple[Alternatives, ...], free: frozenset[str]) -> Iterator[Step]:
    for group in groups:
        if group and not any(wait.need.is_met(free) for wait in group):
            for wait in group:
                for target in wait.need.nodes():
                    if target not in free:
                        yield Step(node=node, target=target, wait=wait)
