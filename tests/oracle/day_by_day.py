"""Decide claims by walking every run of a small agreement, day by day, as an explicit graph.

Runs are endless. A run is a path on which days pass without end, so an endless run is a loop in which a day
passes; what cannot go on for ever is no run at all. A loop without a day is only a way to do and undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from oracle import forms
from oracle import small as s
from oracle.layout import State
from oracle.rules import Act, Rules

WON, LOST = 1, 2
Seen = tuple[int, ...]
"""What a claim has seen of a run: whether it is decided, whether `after` held, whether the phase ran.

Of a claim with a form of its own: as `forms` has it.
"""


class TooLarge(Exception):
    """Say that an agreement has more states than this explorer walks."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Lead to another node by an act, or by the passing of a day (`act` None).

    `evening` is the state after terms ran out, where it differs from the state before.
    """

    target: int
    act: Act | None
    evening: State | None = None


@dataclass(slots=True)
class Graph:
    """Hold every state of the runs with its edges; node 0 is entry into force."""

    rules: Rules
    states: list[State] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    blocked: list[bool] = field(default_factory=list)
    alive: frozenset[int] = frozenset()


def explore(rules: Rules, at_most: int = 4_000) -> Graph:
    """Walk every run from entry into force.

    Raises:
        TooLarge: when there are more states than that.
    """
    graph = Graph(rules)
    known: dict[State, int] = {}

    def node(state: State) -> int:
        if state not in known:
            known[state] = len(graph.states)
            graph.states.append(state)
            if len(graph.states) > at_most:
                raise TooLarge
        return known[state]

    node(rules.start())
    index = 0
    while index < len(graph.states):
        state = graph.states[index]
        edges = [Edge(node(after), act) for act, after in rules.acts(state)]
        for evening, morning in rules.pass_day(state):
            edges.append(Edge(node(morning), None, evening))
        graph.edges.append(edges)
        index += 1
    days = [[(e.target, e.act is None) for e in edges] for edges in graph.edges]
    graph.alive = frozenset(lasting(days))
    return graph


def lasting(edges: list[list[tuple[int, bool]]]) -> set[int]:
    """Give the nodes from which days can pass without end; each edge says whether a day passes."""
    part = components(edges)
    alive = {
        index
        for index, targets in enumerate(edges)
        if any(is_day and part[target] == part[index] for target, is_day in targets)
    }
    before: dict[int, list[int]] = {}
    for index, targets in enumerate(edges):
        for target, _ in targets:
            before.setdefault(target, []).append(index)
    ahead = list(alive)
    while ahead:
        for index in before.get(ahead.pop(), ()):
            if index not in alive:
                alive.add(index)
                ahead.append(index)
    return alive


def components(edges: list[list[tuple[int, bool]]]) -> list[int]:
    """Number the strongly connected components of a graph, after Tarjan, without recursion."""
    count = len(edges)
    low, order, part = [0] * count, [0] * count, [-1] * count
    stack: list[int] = []
    clock = found = 0
    for root in range(count):
        if order[root]:
            continue
        work = [(root, 0)]
        while work:
            node, place = work.pop()
            if place == 0:
                clock += 1
                order[node] = low[node] = clock
                stack.append(node)
            for number in range(place, len(edges[node])):
                target = edges[node][number][0]
                if not order[target]:
                    work += [(node, number + 1), (target, 0)]
                    break
                if part[target] < 0:
                    low[node] = min(low[node], order[target])
            else:
                if low[node] == order[node]:
                    while True:
                        top = stack.pop()
                        part[top] = found
                        if top == node:
                            break
                    found += 1
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
    return part


# -- what a claim sees -----------------------------------------------------------------------


def look(rules: Rules, claim: s.Claim, state: State, seen: Seen) -> Seen:
    """Look at a state with the eyes of a claim; what is decided on a run stays decided."""
    if claim.form:
        return forms.look(rules, claim, state, seen)
    decided, has_after, has_begun = seen
    if decided:
        return seen
    if claim.keeps:
        assert claim.past is not None
        runs = rules.holds(state, s.Is(claim.keeps, "running"))
        if runs and rules.holds(state, s.Passed(claim.past)):
            return WON, has_after, True
        return (LOST if has_begun and not runs else 0), has_after, has_begun or runs
    assert claim.goal is not None
    has_after = has_after or claim.after is None or rules.holds(state, claim.after)
    if claim.without is not None and rules.holds(state, claim.without):
        return LOST, has_after, has_begun
    if claim.by is not None and rules.holds(state, s.Passed(claim.by)):
        return LOST, has_after, has_begun
    if claim.before is not None and rules.holds(state, claim.before):
        return LOST, has_after, has_begun
    is_won = has_after and rules.holds(state, claim.goal)
    return (WON if is_won else 0), has_after, has_begun


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold a verdict, and for a run that shows it the acts with the days on which they fall."""

    verdict: str
    run: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class Watched:
    """Grow the product of a graph with what a claim sees."""

    graph: Graph
    claim: s.Claim
    nodes: list[tuple[int, Seen]] = field(default_factory=list)
    edges: list[list[tuple[int, bool]]] = field(default_factory=list)
    parents: list[tuple[int, Act | None]] = field(default_factory=list)
    known: dict[tuple[int, Seen], int] = field(default_factory=dict)
    acts: list[list[tuple[int, Act | None]]] = field(default_factory=list)

    def add(self, index: int, seen: Seen, parent: int, act: Act | None) -> int:
        key = index, seen
        if key not in self.known:
            self.known[key] = len(self.nodes)
            self.nodes.append(key)
            self.parents.append((parent, act))
        return self.known[key]

    def grow(self, is_over: Callable[[Seen], bool]) -> None:
        """Walk the product, no further than where it is over."""
        graph, rules = self.graph, self.graph.rules
        start = forms.begin(self.claim) if self.claim.form else (0, False, False)
        self.add(0, look(rules, self.claim, graph.states[0], start), -1, None)
        place = 0
        while place < len(self.nodes):
            index, seen = self.nodes[place]
            found: list[tuple[int, Act | None]] = []
            for edge in graph.edges[index] if not is_over(seen) else ():
                if edge.target not in graph.alive:
                    continue
                then = seen
                if edge.evening is not None:
                    then = look(rules, self.claim, edge.evening, then)
                if edge.act is None:
                    then = forms.night(self.claim, then)
                then = look(rules, self.claim, graph.states[edge.target], then)
                target = self.add(edge.target, then, place, edge.act)
                found.append((target, edge.act))
            self.acts.append(found)
            self.edges.append([(target, act is None) for target, act in found])
            place += 1

    def way(self, place: int) -> tuple[tuple[int, str], ...]:
        """Tell the shortest way to a node: each act with the day it falls on."""
        acts: list[Act | None] = []
        while self.parents[place][0] >= 0:
            place, act = self.parents[place][0], self.parents[place][1]
            acts.append(act)
        day, told = 1, []
        for act in reversed(acts):
            if act is None:
                day += 1
            else:
                told.append((day, f"{act.kind} {act.name} by {', '.join(act.by) or 'nobody'}"))
        return (*told, (day, "and so on"))


def decide(graph: Graph, claim: s.Claim) -> Answer:
    """Decide a claim over the runs of a graph."""
    if 0 not in graph.alive:
        return Answer("vacuous")
    watched = Watched(graph, claim)
    if claim.quantifier == "every":
        edges, alive = never_won(watched)
        if not alive:
            return Answer("yes")
        return Answer("no", watched.way(_first(alive, edges)))
    watched.grow(lambda seen: seen[0] != 0)
    won = kept_for_ever(watched) + [
        place for place, (_, seen) in enumerate(watched.nodes) if seen[0] == WON
    ]
    found = "yes" if claim.quantifier == "some" else "no"
    missing = "no" if claim.quantifier == "some" else "yes"
    return Answer(found, watched.way(won[0])) if won else Answer(missing)


def never_won(watched: Watched) -> tuple[list[list[tuple[int, bool]]], set[int]]:
    """Give the part of the product where the claim is not won, and where one may stay in it for ever.

    Nor are the places in it where all is as the claim would have it.
    """
    watched.grow(lambda seen: seen[0] == WON)
    claim = watched.claim
    lost = [seen[0] != WON and not forms.is_kept(claim, seen) for _, seen in watched.nodes]
    edges = [
        [(t, is_day) for t, is_day in targets if lost[t]] if lost[place] else []
        for place, targets in enumerate(watched.edges)
    ]
    return edges, lasting(edges)


def kept_for_ever(watched: Watched) -> list[int]:
    """Give places to which a run may come back day after day, all being as the claim would have it."""
    part = components(watched.edges)
    around = {
        part[place]
        for place, targets in enumerate(watched.edges)
        if any(is_day and part[target] == part[place] for target, is_day in targets)
    }
    nodes = enumerate(watched.nodes)
    return [p for p, (_, seen) in nodes if part[p] in around and forms.is_kept(watched.claim, seen)]


def _first(alive: Iterable[int], edges: list[list[tuple[int, bool]]]) -> int:
    """Give a node within a loop in which days pass, the one reached first."""
    part = components(edges)
    return min(
        place
        for place in alive
        if any(is_day and part[t] == part[place] for t, is_day in edges[place])
    )


def choices(small: s.Small) -> list[frozenset[str]]:
    """Give every way to read a small agreement: silences (O5) count as questions."""
    asked: list[list[str]] = [[f"{q.name}.{r}" for r in q.readings] for q in small.questions]
    asked += [[f"{name}.{who}" for who in ("nobody", *s.ACTORS)] for name in silences(small)]
    found: list[frozenset[str]] = [frozenset()]
    for readings in asked:
        found = [chosen | {reading} for chosen in found for reading in readings]
    return found


def silences(small: s.Small) -> list[str]:
    """Name what nobody is named for."""
    events = [e.name for e in small.events if e.agency.manner == "nobody"]
    edges = [
        f"{p.name}.{edge}"
        for p in small.processes
        for edge, agency in (("opened", p.opened), ("ended", p.ended))
        if agency.manner == "nobody"
    ]
    return events + edges
