"""Explore the runs of a machine, as far as a claim can see them.

A node is a state with what the claim has seen so far. From a node somebody may act, or time may pass
to the next instant at which anything can change; a faithful run never passes a duty that is due
without excuse, breaks no prohibition in effect and uses only powers that are held. Two states that
differ only in their date are one node, so that an endless renewal closes into a loop.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from enum import Enum

from servanda.base.calendar import Instant
from servanda.base.quantities import Quantity
from servanda.checks.claims.moves import boundaries, options, signature
from servanda.checks.claims.watch import Seen, Watch
from servanda.machine import LifeState, Machine, Observe, State, Step, View, advance, take, view_of
from servanda.machine.moves import Enter
from servanda.machine.steps import initial, is_signature
from servanda.model.provisions import PhaseStart, Provision

NODES_AT_MOST = 6_000
_STILL_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Hold how a run goes from a node to another: a step somebody takes, or time that passes."""

    target: int
    step: Step | None
    words: str = ""


@dataclass(slots=True, kw_only=True)
class Node:
    """Hold a state on some run, and how it was first reached."""

    view: View
    seen: Seen
    parent: int | None
    via: Edge | None
    made: frozenset[object] = frozenset()
    edges: list[Edge] = field(default_factory=list)
    is_forever: bool = False

    @property
    def state(self) -> State:
        """Give the state the node stands for."""
        return self.view.state


@dataclass(slots=True, kw_only=True)
class Graph:
    """Hold the runs explored; `is_complete` unless there were too many to look at.

    `found` is the node that the exploration was looking for.
    """

    nodes: list[Node] = field(default_factory=list)
    is_complete: bool = True
    broken: dict[str, int] = field(default_factory=dict)
    found: int | None = None

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
    """Say what to explore: the machine, when it starts, what the claim can see, and which runs.

    `views` remembers states by the steps that lead there, for all claims on the same text.
    """

    machine: Machine
    start: Instant
    names: frozenset[str]
    watch: Watch
    is_faithful: bool = True
    views: dict[object, View] = field(default_factory=dict)

    def provisions(self) -> list[Provision]:
        """Give the provisions in sight, in the order of the text."""
        found = self.machine.agreement.provisions.values()
        return [p for p in found if p.id in self.names and self.machine.applies(p)]


class Aim(Enum):
    """Say what an exploration looks for: it ends as soon as that is found."""

    LOSS = "a run that stays for ever where the claim is not won; none goes on beyond a win"
    WIN = "a state where the claim is won"
    REST = "a run that may stay for ever where it is"


def explore(
    scope: Scope, aim: Aim, *, limit: int = NODES_AT_MOST, origin: Node | None = None
) -> Graph:
    """Explore the runs from the start, or from a state, until the aim is found or all are seen.

    Runs are explored by their number of steps, so that the first found is a shortest one.
    """
    graph = Graph()
    machine = scope.machine
    if origin is not None:
        at, made = origin.view, origin.made
    else:
        made = frozenset()
        at = view_of(machine, _measured(scope, _beginning(scope)))
    runs = _Runs(scope=scope, graph=graph)
    runs.add(at, Seen(), None, made)
    while runs.queue:
        index = runs.queue.popleft()
        node = graph.nodes[index]
        if node.seen.is_won and aim is Aim.LOSS:
            node.is_forever = True
            continue
        if node.seen.is_won and aim is Aim.WIN and goes_on(scope, node):
            graph.found = index
            break
        if len(graph.nodes) > limit:
            graph.is_complete = False
            break
        runs.act(index)
        runs.wait(index)
        if node.is_forever and (aim is Aim.REST or (aim is Aim.LOSS and not node.seen.is_won)):
            graph.found = index
            break
    return graph


@dataclass(slots=True, kw_only=True)
class _Runs:
    """Grow a graph node by node; the same steps in another order give the same state, made once."""

    scope: Scope
    graph: Graph
    queue: deque[int] = field(default_factory=deque)
    known: dict[object, int] = field(default_factory=dict)
    signatures: dict[int, object] = field(default_factory=dict)
    aheads: dict[int, list[Instant]] = field(default_factory=dict)
    provisions: list[Provision] = field(init=False)

    def __post_init__(self) -> None:
        self.provisions = self.scope.provisions()

    def add(self, view: View, seen: Seen, parent: int | None, steps: frozenset[object]) -> int:
        """Give the node of a state, a new one where there is none like it."""
        scope = self.scope
        seen = scope.watch.look(view, seen)
        if id(view) not in self.signatures:
            ahead = tuple(sorted({b - view.now for b in self.ahead(view)}))
            self.signatures[id(view)] = (signature(scope.names, view), ahead)
        key = (self.signatures[id(view)], seen)
        if key in self.known:
            return self.known[key]
        index = self.known[key] = len(self.graph.nodes)
        self.graph.nodes.append(Node(view=view, seen=seen, parent=parent, via=None, made=steps))
        self.queue.append(index)
        return index

    def ahead(self, view: View) -> list[Instant]:
        """Give the instants ahead of a state at which time alone can change it, worked out once."""
        if id(view) not in self.aheads:
            self.aheads[id(view)] = ahead_of(self.scope, self.provisions, view)
        return self.aheads[id(view)]

    def act(self, index: int) -> None:
        """Let somebody act: one edge for everything that may be done."""
        scope, node = self.scope, self.graph.nodes[index]
        machine, view = scope.machine, node.view
        for option in options(scope.names, view, is_faithful=scope.is_faithful):
            step = Step(at=view.now, move=option.move, by=option.by)
            steps = node.made | {(option.words, step.at)}
            after = scope.views.get((steps, step.at))
            if after is None:
                after = view_of(machine, take(machine, view.state, step))
                scope.views[steps, step.at] = after
            target = self.add(after, node.seen, index, steps)
            _join(self.graph, index, Edge(target=target, step=step, words=option.words))

    def wait(self, index: int) -> None:
        """Let time pass to where anything changes, unless a duty keeps it from passing.

        An instant at which nothing in sight has changed is passed over. Where nothing changes any
        more, the run may stay for ever if nothing is owed.
        """
        scope, node = self.scope, self.graph.nodes[index]
        view = node.view
        for _ in range(_STILL_AT_MOST):
            boundary = min(self.ahead(view), default=None)
            after = self._later(view, node.made, boundary)
            undone = broken_duties(self.provisions, after) if scope.is_faithful else []
            for provision in undone:
                self.graph.broken[provision.id] = self.graph.broken.get(provision.id, 0) + 1
            if undone:
                return
            if boundary is None:
                node.is_forever = True
                return
            target = self.add(after, node.seen, index, node.made)
            if target != index:
                _join(self.graph, index, Edge(target=target, step=None))
                return
            view = after
        node.is_forever = True

    def _later(self, view: View, made: frozenset[object], boundary: Instant | None) -> View:
        """Give the state at a boundary, or a minute on where there is none."""
        scope = self.scope
        to = boundary if boundary is not None else view.now + 1
        after = scope.views.get((made, to))
        if after is None:
            state = advance(scope.machine, view.state, to)
            if state.entry is None and to >= scope.start:
                state = take(scope.machine, state, Step(at=to, move=Enter()))
            after = scope.views[made, to] = view_of(scope.machine, state)
        return after


def _beginning(scope: Scope) -> State:
    """Give the state in which runs begin: entry into force, or signature where a phase binds from it."""
    machine = scope.machine
    signed = signature_before(machine, scope.start)
    if signed is not None:
        return advance(machine, initial(machine), signed)
    return take(machine, initial(machine), Step(at=scope.start, move=Enter()))


def signature_before(machine: Machine, start: Instant) -> Instant | None:
    """Say when the text was signed, if a phase binds from then and it came before the start."""
    signed = initial(machine).signed
    if signed is None or signed >= start:
        return None
    starts = [c for p in machine.agreement.phases for c in machine.clauses(p)]
    binding = any(
        isinstance(c, PhaseStart) and c.point is not None and is_signature(c.point) for c in starts
    )
    return signed if binding else None


def _measured(scope: Scope, state: State) -> State:
    """Take each level in sight that nothing determines as 100 of its unit: shares of it stay shares."""
    for name in scope.machine.agreement.levels:
        view = view_of(scope.machine, state)
        if name in scope.names and view.level(name) is None:
            step = Step(at=view.now, move=Observe(level=name, value=Quantity.exact(100)))
            state = take(scope.machine, state, step)
    return state


def goes_on(scope: Scope, node: Node) -> bool:
    """Tell whether some run goes on for ever from a node."""
    blind = replace(scope, watch=Watch(formula=None))
    graph = explore(blind, Aim.REST, limit=2_000, origin=node)
    return graph.found is not None or 0 in graph.alive()


def _join(graph: Graph, index: int, edge: Edge) -> None:
    """Note an edge, and that a node was first reached by it."""
    reached = graph.nodes[edge.target]
    if reached.via is None and reached.parent == index:
        reached.via = edge
    if edge.target != index:
        graph.nodes[index].edges.append(edge)


def ahead_of(scope: Scope, provisions: list[Provision], view: View) -> list[Instant]:
    """Give the instants ahead at which something in sight can change by the mere passing of time."""
    found = boundaries(
        provisions, scope.names, view, scope.watch.points, is_faithful=scope.is_faithful
    )
    ahead = [instant for instant in found if instant > view.now]
    if view.state.entry is None and scope.start > view.now:
        ahead.append(scope.start)
    return ahead


def broken_duties(provisions: list[Provision], view: View) -> list[Provision]:
    """Give the duties in sight that are due, not done, and not excused: no faithful run does this."""
    return [provision for provision in provisions if _is_unfaithful(view, provision)]


def _is_unfaithful(view: View, provision: Provision) -> bool:
    life = view.life(provision.id)
    if life.state is LifeState.EXCEEDED or life.state is not LifeState.OVERDUE:
        return False
    bearer = view.machine.bearer(provision)
    if provision.agency.silence is not None and not bearer.actors:
        return False
    return not life.is_curable
