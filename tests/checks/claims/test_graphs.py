"""Runs as a graph: loops, runs that go on, duties left out of sight, and the shortest run to the contrary.

Each answer on a graph drawn at random is the one that brute force gives.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from graphs import Graph, always_met, drawn, lasts, reached, search

from servanda.checks.claims.aside import can_be_met
from servanda.checks.claims.judge import Judgement, judge
from servanda.checks.claims.loops import components, in_loops
from servanda.checks.claims.runs import Budget, Edge
from servanda.model.claims import Quantifier, Verdict

MANY = range(400)


def targets(graph: Graph) -> dict[int, list[int]]:
    return {i: [each.target for each in graph.edges(i)] for i in range(len(graph.nodes))}


def test_components_are_the_nodes_that_reach_one_another() -> None:
    for number in MANY:
        graph = drawn(number)
        ways = targets(graph)
        found = components(ways)
        assert sorted(node for part in found for node in part) == sorted(ways)
        for part in found:
            for node in part:
                alike = {o for o in reached(graph, node) if node in reached(graph, o)}
                assert set(part) == alike | {node}
        place = {node: n for n, part in enumerate(found) for node in part}
        assert all(place[b] <= place[a] for a in ways for b in ways[a]), "those led to come first"


def test_edges_out_of_a_graph_are_left_out() -> None:
    assert sorted(components({0: [1, 7], 1: [0, 8]})[0]) == [0, 1]
    assert in_loops({0: [1, 7], 1: [0]}, [(0, 7)]) == frozenset()


def test_loops_with_one_of_some_steps() -> None:
    for number in MANY:
        graph = drawn(number)
        ways = targets(graph)
        steps = [(i, e.target) for i in ways for e in graph.edges(i) if e.option is None]
        wanted = {
            node
            for node in ways
            for a, b in steps
            if all(end == node or end in reached(graph, node) for end in (a, b))
            and all(end == node or node in reached(graph, end) for end in (a, b))
            and a in {b} | reached(graph, b)
        }
        assert in_loops(ways, steps) == wanted


def test_runs_that_go_on_for_ever() -> None:
    """From whatever node is asked first, and whatever is known by then."""
    seen = set()
    for number in MANY:
        graph = drawn(number)
        nodes = list(range(len(graph.nodes)))
        for index in nodes[number % len(nodes) :] + nodes[: number % len(nodes)]:
            assert graph.goes_on(index) is lasts(graph, index), (number, index)
            seen.add(graph.goes_on(index))
    assert seen == {True, False}


def test_duties_that_can_be_met_whatever_happens_in_sight() -> None:
    seen = set()
    for number in MANY:
        graph = drawn(number)
        for shared in (frozenset[str](), frozenset({"north"}), frozenset({"north", "south"})):
            found = can_be_met(graph, shared)  # type: ignore[arg-type]
            assert found is always_met(graph, shared), (number, shared)
            seen.add((found, len(shared)))
    assert len(seen) == 6


# -- verdicts --------------------------------------------------------------------------------


def judged(graph: Graph, quantifier: Quantifier, won: set[int], lost: set[int]) -> Judgement:
    found = search(graph, won, lost)
    claim = type("Asked", (), {"quantifier": quantifier})()
    return judge(graph, found.watch, claim)  # type: ignore[arg-type]


def goals(number: int, graph: Graph) -> tuple[set[int], set[int]]:
    size = len(graph.nodes)
    won = {(number * 7 + 3) % size} if number % 4 else set[int]()
    lost = {(number * 5 + 1) % size} if number % 3 == 0 else set[int]()
    return won, lost - won


def shortest(graph: Graph, wanted: set[int], may_pass: set[int]) -> int | None:
    """Count the steps of the shortest way to some nodes, over nodes that may be passed."""
    ahead, steps, seen = {0}, 0, {0}
    while ahead:
        if ahead & wanted:
            return steps
        ahead = {
            e.target for i in ahead if i in may_pass for e in graph.edges(i) if e.target not in seen
        }
        seen |= ahead
        steps += 1
    return None


def follow(graph: Graph, start: int, way: tuple[Edge, ...]) -> list[int]:
    nodes = [start]
    for each in way:
        assert each in graph.edges(nodes[-1])
        nodes.append(each.target)
    return nodes


def test_every_run_reaches_the_goal_unless_one_goes_on_without_it() -> None:
    """The run to the contrary is one: it never meets the goal, and rests, or goes round as time passes."""
    seen = set()
    for number in MANY:
        graph = drawn(number)
        won, _ = goals(number, graph)
        found = judged(graph, Quantifier.EVERY, won, set())
        seen.add(found.verdict)
        avoids = 0 not in won and lasts(graph, 0, lambda node, won=won: node not in won)  # type: ignore[misc]
        if avoids:
            assert found.verdict is Verdict.NO and found.way is not None and not found.is_goal
            nodes = follow(graph, 0, found.way)
            assert won.isdisjoint(nodes)
            if found.loop is None:
                assert graph.nodes[nodes[-1]].is_forever
                rests = {i for i, node in enumerate(graph.nodes) if node.is_forever} - won
                free = set(range(len(graph.nodes))) - won
                assert len(found.way) == shortest(graph, rests, free)
            else:
                loop = follow(graph, nodes[-1], found.loop)
                assert loop[0] == loop[-1] and won.isdisjoint(loop)
                assert any(each.option is None for each in found.loop)
        elif lasts(graph, 0):
            assert found.verdict is Verdict.YES and found.way is None
        else:
            assert found.verdict is Verdict.VACUOUS
            blocked = [name for node in graph.nodes for name in node.blocked]
            most = max(map(blocked.count, blocked), default=0)
            assert found.unmet is None if not blocked else blocked.count(found.unmet) == most  # type: ignore[arg-type]
    assert seen == {Verdict.YES, Verdict.NO, Verdict.VACUOUS}


@pytest.mark.parametrize("quantifier", [Quantifier.SOME, Quantifier.NO])
def test_some_run_reaches_the_goal_and_goes_on(quantifier: Quantifier) -> None:
    """By the fewest steps, and not through a place where the goal is lost for good."""
    seen = set()
    for number in MANY:
        graph = drawn(number)
        won, lost = goals(number, graph)
        found = judged(graph, quantifier, won, lost)
        lasting = {i for i in range(len(graph.nodes)) if lasts(graph, i)}
        free = set(range(len(graph.nodes))) - won - lost
        steps = shortest(graph, won & lasting, free)
        positive, negative = (
            (Verdict.YES, Verdict.NO)
            if quantifier is Quantifier.SOME
            else (Verdict.NO, Verdict.YES)
        )
        if steps is not None:
            assert found.verdict is positive and found.is_goal and found.way is not None
            assert found.loop is None and len(found.way) == steps
            assert follow(graph, 0, found.way)[-1] in won
        else:
            assert found.way is None
            assert found.verdict is (negative if 0 in lasting else Verdict.VACUOUS)
        seen.add(found.verdict)
    assert len(seen) == 3


def test_more_states_than_are_allowed_leave_it_unknown() -> None:
    graph = Graph({0: "t>1", 1: "t>0"})
    graph.budget = Budget(nodes=0, until=0.0)

    def spent(_: int) -> list[Edge]:
        graph.budget.spend(0)
        raise AssertionError("the budget is spent")

    graph.edges = spent  # type: ignore[method-assign]
    found = judged(graph, Quantifier.EVERY, {1}, set())
    assert found.verdict is Verdict.UNKNOWN and found.is_out_of_time
    assert found.states == 2


def test_how_many_states_were_looked_at_is_told() -> None:
    graph = Graph({0: "north>1 t>0", 1: "t>1"})
    for quantifier, won, verdict, states in (
        (Quantifier.EVERY, {1}, Verdict.NO, 2),
        (Quantifier.EVERY, {0, 1}, Verdict.YES, 1),
        (Quantifier.SOME, {1}, Verdict.YES, 2),
        (Quantifier.SOME, set[int](), Verdict.NO, 2),
    ):
        found = judged(graph, quantifier, won, set())
        assert (found.verdict, found.states) == (verdict, states)
