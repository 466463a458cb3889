"""Explore the runs of a machine, as far as a claim can see them.

A node is a state with what the claim has seen so far. From a node somebody may act, or time may pass
to the next instant at which anything can change; a faithful run never passes a duty that is due
without excuse, breaks no prohibition in effect and uses only powers that are held. Two states that
differ only in their date are one node, so that an endless renewal closes into a loop.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.base.calendar import Instant
from servanda.checks.claims.moves import boundaries, options, signature
from servanda.checks.claims.watch import Seen, Watch
from servanda.machine import LifeState, Machine, State, Step, View, advance, take
from servanda.machine.steps import Enter, initial
from servanda.model.provisions import Provision

NODES_AT_MOST = 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Hold how a run goes from a node to another: a step somebody takes, or time that passes."""

    target: int
    step: Step | None
    words: str = ""


@dataclass(slots=True, kw_only=True)
class Node:
    """Hold a state on some run, and how it was first reached."""

    state: State
    seen: Seen
    parent: int | None
    via: Edge | None
    edges: list[Edge] = field(default_factory=list)
    is_forever: bool = False


@dataclass(slots=True, kw_only=True)
class Graph:
    """Hold the runs explored; `is_complete` unless there were too many to look at."""

    nodes: list[Node] = field(default_factory=list)
    is_complete: bool = True

    def alive(self) -> set[int]:
        """Find the nodes from which some run goes on for ever: dead ends are taken out."""
        before: dict[int, set[int]] = {index: set() for index in range(len(self.nodes))}
        left = [len(node.edges) + node.is_forever for node in self.nodes]
        for index, node in enumerate(self.nodes):
            for edge in node.edges:
                before[edge.target].add(index)
        counts = {
            (source, index): sum(edge.target == index for edge in self.nodes[source].edges)
            for index, sources in before.items()
            for source in sources
        }
        dead = deque(index for index, count in enumerate(left) if count == 0)
        gone = set(dead)
        while dead:
            index = dead.popleft()
            for source in before[index]:
                left[source] -= counts[source, index]
                if left[source] <= 0 and source not in gone:
                    gone.add(source)
                    dead.append(source)
        return set(range(len(self.nodes))) - gone

    def path(self, index: int) -> list[int]:
        """Give the nodes on the way to a node, by fewest steps."""
        way = [index]
        while (parent := self.nodes[way[-1]].parent) is not None:
            way.append(parent)
        return way[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Say what to explore: the machine, when it starts, what the claim can see, and which runs."""

    machine: Machine
    start: Instant
    names: frozenset[str]
    watch: Watch
    is_faithful: bool = True

    def provisions(self) -> list[Provision]:
        """Give the provisions in sight, in the order of the text."""
        found = self.machine.agreement.provisions.values()
        return [p for p in found if p.id in self.names and self.machine.applies(p)]


def explore(scope: Scope, *, stops: bool, limit: int = NODES_AT_MOST) -> Graph:
    """Explore every run from the start; with `stops`, not beyond where the claim is won."""
    graph = Graph()
    machine = scope.machine
    state = take(machine, initial(machine), Step(at=scope.start, move=Enter()))
    known: dict[object, int] = {}
    queue: deque[int] = deque()

    def add(state: State, seen: Seen, parent: int | None, via: Edge | None) -> int:
        view = View(machine, state)
        seen = scope.watch.look(view, seen)
        key = (signature(scope.names, view, scope.watch.points), seen)
        if key in known:
            return known[key]
        index = known[key] = len(graph.nodes)
        graph.nodes.append(Node(state=state, seen=seen, parent=parent, via=via))
        queue.append(index)
        return index

    add(state, Seen(), None, None)
    while queue:
        index = queue.popleft()
        node = graph.nodes[index]
        if stops and node.seen.is_won:
            node.is_forever = True
            continue
        if len(graph.nodes) > limit:
            graph.is_complete = False
            break
        for state, step, words in _successors(scope, node):
            edge = Edge(target=add(state, node.seen, index, None), step=step, words=words)
            reached = graph.nodes[edge.target]
            if reached.via is None and reached.parent == index:
                reached.via = edge
            if edge.target != index:
                node.edges.append(edge)
        node.is_forever = node.is_forever or _may_stay(scope, node)
    return graph


def _successors(scope: Scope, node: Node) -> Iterator[tuple[State, Step | None, str]]:
    machine, state = scope.machine, node.state
    assert state.now is not None
    view = View(machine, state)
    for option in options(scope.names, view, is_faithful=scope.is_faithful):
        step = Step(at=state.now, move=option.move, by=option.by)
        yield take(machine, state, step), step, option.words
    after = next_boundary(scope, view)
    if after is not None:
        passed = advance(machine, state, after)
        if not scope.is_faithful or not is_broken(scope, View(machine, passed)):
            yield passed, None, ""


def next_boundary(scope: Scope, view: View) -> Instant | None:
    """Say when anything in sight can next change by the mere passing of time."""
    found = boundaries(scope.provisions(), scope.names, view, scope.watch.points)
    return min((instant for instant in found if instant > view.now), default=None)


def is_broken(scope: Scope, view: View) -> bool:
    """Tell whether some duty in sight is due, not done, and not excused: no faithful run does this."""
    return any(_is_unfaithful(view, provision) for provision in scope.provisions())


def _is_unfaithful(view: View, provision: Provision) -> bool:
    life = view.life(provision.id)
    if life.state is LifeState.EXCEEDED or life.state is not LifeState.OVERDUE:
        return False
    bearer = view.machine.bearer(provision)
    if provision.agency.silence is not None and not bearer.actors:
        return False
    return not life.is_curable


def _may_stay(scope: Scope, node: Node) -> bool:
    """Tell whether a run may stay here for ever: nothing changes with time, and nothing is owed."""
    machine, state = scope.machine, node.state
    assert state.now is not None
    view = View(machine, state)
    if next_boundary(scope, view) is not None:
        return False
    if not scope.is_faithful:
        return True
    return not is_broken(scope, View(machine, advance(machine, state, state.now + 1)))
