"""Tell whether a run can go on for ever: time must pass without end, doing and undoing is not enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.checks.claims.runs import Edge, Runs


@dataclass(slots=True)
class _Step:
    """Hold a node on the way that is walked, and which of its edges is looked at.

    `times` counts how often time has passed on the way to it. It goes back to the step `back`, by acts
    alone; `beside` are nodes whose fate is that of this one, since they lead back to it.
    """

    node: int
    edges: Sequence[Edge]
    times: int
    back: int
    place: int = 0
    beside: list[int] = field(default_factory=list)


def goes_on(runs: Runs, index: int, known: dict[int, bool]) -> bool:
    """Tell whether some run goes on for ever from a node: `known` keeps what was found out.

    The run stays where nothing need change any more, or comes back to a node after time has passed.
    Nodes that lead back by acts alone, and nowhere else, share the fate of the node they lead back to
    (the components of Tarjan, 1972).

    Raises:
        TooMany: when the budget of the runs is spent.
    """
    if index in known:
        return known[index]
    walk = _Walk(runs, known)
    walk.enter(index, times=0)
    while walk.way:
        step = walk.way[-1]
        if runs.nodes[step.node].is_forever or walk.comes_back(step):
            for each in walk.way:
                known.update(dict.fromkeys((each.node, *each.beside), True))
            return True
        if step.place < len(step.edges):
            edge = step.edges[step.place]
            walk.enter(edge.target, step.times + (edge.option is None))
        else:
            walk.leave()
    return False


@dataclass(slots=True)
class _Walk:
    """Hold the way walked so far: at which step each node of it is, and to which step others lead back."""

    runs: Runs
    known: dict[int, bool]
    way: list[_Step] = field(default_factory=list)
    back: dict[int, int] = field(default_factory=dict)

    def enter(self, node: int, times: int) -> None:
        """Go on to a node."""
        self.back[node] = len(self.way)
        self.way.append(_Step(node, self.runs.edges(node), times, len(self.way)))

    def comes_back(self, step: _Step) -> bool:
        """Pass over the edges that lead nowhere new; tell whether one of them goes on for ever."""
        while step.place < len(step.edges):
            edge = step.edges[step.place]
            place = self.back.get(edge.target)
            if self.known.get(edge.target):
                return True
            if place is not None:
                if step.times + (edge.option is None) > self.way[place].times:
                    return True
                step.back = min(step.back, place)
            elif edge.target not in self.known:
                return False
            step.place += 1
        return False

    def leave(self) -> None:
        """Go back from a node: it goes on no more than what it leads back to."""
        step = self.way.pop()
        found = (step.node, *step.beside)
        if step.back < len(self.way):
            self.back.update(dict.fromkeys(found, step.back))
            self.way[step.back].beside.extend(found)
            self.way[-1].back = min(self.way[-1].back, step.back)
        else:
            for node in found:
                self.known[node] = False
                del self.back[node]
        if self.way:
            self.way[-1].place += 1
