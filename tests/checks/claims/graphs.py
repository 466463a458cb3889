"""Make small graphs that stand in for the runs of a text, and decide questions on them by brute force.

A graph is written as ways on from each node: `t>1` is time passing to node 1, `north>2` an act of North,
`north+south>2` one of both together, `!north>2` one that breaks a prohibition.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from servanda.base.identities import ActorId, EventId, ProvisionId
from servanda.checks.claims.faith import Debt
from servanda.checks.claims.judge import Search
from servanda.checks.claims.lasting import goes_on
from servanda.checks.claims.moves import Option
from servanda.checks.claims.runs import Budget, Edge, Node
from servanda.checks.claims.watch import Loss, Seen
from servanda.machine import Occur

ACTORS = ("north", "south", "host")


class Graph:
    """Stand in for runs: nodes and edges that are given, and not worked out."""

    def __init__(
        self,
        ways: Mapping[int, str],
        *,
        forever: Iterable[int] = (),
        owing: Mapping[int, str] | None = None,
    ) -> None:
        self.nodes: list[Any] = [
            Node(
                view=index,  # type: ignore[arg-type]
                made=frozenset(),
                edges=[edge(each) for each in ways[index].split()],
                is_forever=index in forever,
                owing=tuple(map(_debt, (owing or {}).get(index, "").split())),
            )
            for index in sorted(ways)
        ]
        self.budget = Budget.of(None)
        self.lasting: dict[int, bool] = {}
        self.machine = SimpleNamespace(agreement=SimpleNamespace(actors=dict.fromkeys(ACTORS)))

    def edges(self, index: int) -> list[Edge]:
        found: list[Edge] = self.nodes[index].edges
        return found

    def goes_on(self, index: int) -> bool:
        return goes_on(self, index, self.lasting)  # type: ignore[arg-type]


def edge(written: str) -> Edge:
    """Read one way on."""
    who, _, target = written.partition(">")
    if who == "t":
        return Edge(int(target), None)
    by = tuple(map(ActorId, who.strip("!").split("+")))
    move = Occur(event=EventId(who))
    return Edge(int(target), Option(move=move, by=by, words=who, is_breach=who.startswith("!")))


def _actors(written: str) -> frozenset[ActorId]:
    return frozenset(map(ActorId, written.split("+")))


def _debt(written: str) -> Debt:
    """Read a duty that is due and those who could do it together: `pay:north+south`."""
    duty, _, debtors = written.partition(":")
    return Debt(ProvisionId(duty), _actors(debtors))


class Eyes:
    """Stand in for a watch: the goal is won at some nodes, lost for good at others, kept at some."""

    def __init__(
        self, won: Iterable[int], lost: Iterable[int] = (), kept: Iterable[int] = ()
    ) -> None:
        self.won = frozenset(won)
        self.lost = frozenset(lost)
        self.kept = frozenset(kept)
        self.ends = True

    def begin(self) -> Seen:
        return Seen()

    def along(self, _evening: object, _minutes: int, seen: Seen) -> Seen:
        return seen

    def look(self, view: int, seen: Seen) -> Seen:
        if seen.is_decided:
            return seen
        loss = Loss.LATE if view in self.lost - self.won else None
        return replace(seen, is_won=view in self.won, lost=loss, is_kept=view in self.kept)


def search(
    graph: Graph, won: Iterable[int], lost: Iterable[int] = (), kept: Iterable[int] = ()
) -> Search:
    """Look at a graph with the eyes of a claim."""
    return Search(runs=graph, watch=Eyes(won, lost, kept))  # type: ignore[arg-type]


# -- drawn at random -------------------------------------------------------------------------


def drawn(number: int, *, size: int = 6) -> Graph:
    """Draw a graph by its number: some nodes with time and acts on, some that last for ever."""
    chance = random.Random(number)
    count = chance.randint(2, size)
    ways = {}
    for index in range(count):
        found = [
            f"{chance.choice(ACTORS)}>{chance.randrange(count)}"
            for _ in range(chance.choice((0, 1, 1, 2)))
        ]
        if chance.random() < 0.6:
            found.append(f"t>{chance.randrange(count)}")
        ways[index] = " ".join(dict.fromkeys(found))
    forever = [index for index in range(count) if chance.random() < 0.15]
    still = [index for index in range(count) if "t>" not in ways[index] and index not in forever]
    owing = {i: "{0}:{0}".format(chance.choice(ACTORS)) for i in still if chance.random() < 0.7}
    return Graph(ways, forever=forever, owing=owing)


# -- by brute force --------------------------------------------------------------------------


def reached(graph: Graph, start: int, may_pass: Callable[[int], bool] = lambda _: True) -> set[int]:
    """Give the nodes that can be reached by one step or more, over nodes that may be passed."""
    found: set[int] = set()
    ahead = [start]
    while ahead:
        for each in graph.edges(ahead.pop()):
            if each.target not in found and may_pass(each.target):
                found.add(each.target)
                ahead.append(each.target)
    return found


def lasts(graph: Graph, start: int, may_pass: Callable[[int], bool] = lambda _: True) -> bool:
    """Tell whether a run goes on for ever: to a node that lasts, or round a loop on which time passes."""
    near = {start} | reached(graph, start, may_pass)
    return any(
        graph.nodes[index].is_forever
        or any(
            each.option is None
            and may_pass(each.target)
            and index in {each.target} | reached(graph, each.target, may_pass)
            for each in graph.edges(index)
        )
        for index in near
    )


def always_met(graph: Graph, shared: frozenset[str]) -> bool:
    """Tell by two nested fixed points whether a duty can be met whatever else happens."""
    inside = set(range(len(graph.nodes)))
    while True:
        safe = {
            index
            for index in inside
            if all(
                each.target in inside
                for each in graph.edges(index)
                if each.option is not None and each.option.subject in shared
            )
        }
        good: set[int] = set()
        while True:
            more = {index for index in safe - good if _is_good(graph, index, inside, good, shared)}
            if not more:
                break
            good |= more
        if good == inside:
            return 0 in inside
        inside = good


def _is_good(
    graph: Graph, index: int, inside: set[int], good: set[int], shared: frozenset[str]
) -> bool:
    node = graph.nodes[index]
    if node.is_forever or (node.blocked and set(node.blocked) <= shared):
        return True
    return any(
        each.target in inside if each.option is None else each.target in good
        for each in graph.edges(index)
        if each.option is None or each.option.subject not in shared
    )
