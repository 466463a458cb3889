"""Tell a run as dated steps in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.checks.claims.explore import Edge, Graph, Node
from servanda.machine import Ending, Machine, State
from servanda.model.times import Is, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Say what happens on a date in a run, and who does it; what follows of itself is nobody's."""

    on: Instant
    what: str
    by: tuple[ActorId, ...] = ()


def tell(
    machine: Machine, graph: Graph, way: list[int], closing: str, at: Instant | None = None
) -> tuple[Told, ...]:
    """Tell the run along some nodes, and how it ends: at an instant, or with what came last."""
    first = graph.nodes[way[0]].state
    assert first.now is not None
    begins = "the agreement enters into force" if first.entry else "the text is signed"
    story = [Told(on=first.now, what=begins)]
    story.extend(_changes(machine, State(), first, first.now))
    for before, after in pairwise(way):
        edge = _edge(graph, before, after)
        story.extend(_told(machine, graph.nodes[before], graph.nodes[after], edge))
    story.sort(key=lambda told: told.on)
    if closing:
        story.append(Told(on=story[-1].on if at is None else at, what=closing))
    return tuple(story)


def _edge(graph: Graph, before: int, after: int) -> Edge | None:
    via = graph.nodes[after].via
    if via is not None and graph.nodes[after].parent == before:
        return via
    return next((edge for edge in graph.nodes[before].edges if edge.target == after), None)


def _told(machine: Machine, before: Node, after: Node, edge: Edge | None) -> Iterator[Told]:
    now = after.state.now
    assert now is not None
    if edge is not None and edge.step is not None:
        yield Told(on=now, what=edge.words, by=edge.step.by)
    yield from _changes(machine, before.state, after.state, now)


def _changes(machine: Machine, before: State, after: State, now: Instant) -> Iterator[Told]:
    """Tell how phases moved between two states, and when the agreement entered into force."""
    if after.entry is not None and before.entry is None and before.now is not None:
        yield Told(on=now, what="the agreement enters into force")
    for phase in machine.agreement.phases.values():
        old, new = before.phase(phase.id), after.phase(phase.id)
        name = f"phase {phase.id}"
        if new.started is not None and old.started is None:
            yield Told(on=new.started, what=f"{name} begins")
        if new.prolonged is not None and old.prolonged is None:
            yield Told(on=new.prolonged, what=f"{name} reaches its term and runs on")
        if new.ended is not None and old.ended is None:
            yield Told(on=new.ended, what=f"{name} {_ENDINGS[new.how or Ending.ENDED]}")


_ENDINGS = {
    Ending.PASSED: "ends and passes to the next",
    Ending.LAPSED: "reaches its term and lapses: nothing follows it",
    Ending.ENDED: "ends",
    Ending.TERMINATED: "is terminated",
}


def closing(machine: Machine, state: State, *, is_loop: bool) -> tuple[str, str]:
    """Say how a run without the goal ends, and of what kind it is."""
    if is_loop:
        return "endless renewal", "and so on without end"
    lapsed = [p for p in machine.agreement.phases if state.phase(p).how is Ending.LAPSED]
    if lapsed:
        return "lapse", "nothing more has to happen: nobody has broken the agreement"
    from servanda.machine import View

    view = View(machine, state)
    open_ones = [
        process.title
        for process in machine.agreement.processes.values()
        if view.holds(Is(target=process.id, status=Status.OPEN, span=process.span))
    ]
    if open_ones and any(state.phase(p).prolonged for p in machine.agreement.phases):
        return "talks without end", f"{open_ones[0]}: they go on without end"
    waiting = [p for p in machine.agreement.phases if state.phase(p).started is None]
    if waiting and not any(
        state.phase(p).ended is None and state.phase(p).started is not None
        for p in machine.agreement.phases
    ):
        return "deadlock", f"phase {waiting[0]} never begins: nothing obliges anybody to begin it"
    return "postponement", "it may stay so for ever: nothing that bears on this has a date"
