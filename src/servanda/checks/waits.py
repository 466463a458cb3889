"""Draw what waits for what, and find the circles: things of which each waits for the next.

A node is a provision, an event, or an edge of a phase. A node is *free* when all that it waits for
is free; what is left over once nothing more can be freed waits in a circle. That is asked under
each combination of the readings on which the circle can depend.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import assert_never

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.base.spans import Span
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import ALWAYS, Choice, Guard
from servanda.model.provisions import (
    Against,
    Deadline,
    DoesNotApply,
    DoneWhen,
    EndsWhen,
    NotBefore,
    OnEach,
    OwnSpan,
    Phase,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Provision,
    Rate,
    StartBy,
    Then,
    Tranche,
    Trigger,
)
from servanda.model.times import (
    All,
    Amount,
    AnchorPoint,
    Any,
    Condition,
    DayPoint,
    Edge,
    ExtremePoint,
    FixedPoint,
    Is,
    Not,
    OffsetPoint,
    Passed,
    Point,
    Status,
)

CHOICES_AT_MOST = 512
_STARTS = (Status.STARTED, Status.RUNNING, Status.IN_EFFECT)
_ENDS = (Status.ENDED, Status.LAPSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Say what must come first: a node, or all or any of several needs. No parts: nothing."""

    node: str = ""
    parts: tuple["Need", ...] = ()
    is_any: bool = False

    def nodes(self) -> Iterator[str]:
        """Give the nodes that are spoken of."""
        if self.node:
            yield self.node
        for part in self.parts:
            yield from part.nodes()

    def is_met(self, free: frozenset[str]) -> bool:
        """Tell whether what must come first can come, once these nodes can."""
        if self.node:
            return self.node in free
        if self.is_any:
            return any(part.is_met(free) for part in self.parts)
        return all(part.is_met(free) for part in self.parts)


NOTHING = Need()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Hold one clause by which a node waits: for what, in which manner, under which readings."""

    need: Need
    manner: str
    span: Span
    under: Guard = ALWAYS


Alternatives = tuple[Wait, ...]
"""Clauses of which one suffices, such as several ways for a phase to begin."""

Graph = Mapping[str, tuple[Alternatives, ...]]
"""For each node, all that it waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Hold one side of a circle: the node, the next one, and the clause by which it waits."""

    node: str
    target: str
    wait: Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Hold steps that lead back to where they began, and whether every reading has the circle."""

    steps: tuple[Step, ...]
    is_always: bool

    @property
    def nodes(self) -> frozenset[str]:
        """Give the nodes of the circle."""
        return frozenset(step.node for step in self.steps)


def start_of(phase: str) -> str:
    """Name the node at which a phase starts."""
    return f"the start of {phase}"


def end_of(phase: str) -> str:
    """Name the node at which a phase ends."""
    return f"the end of {phase}"


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


# --- drawing -------------------------------------------------------------------------------------


def waits(agreement: Agreement) -> Graph:
    """Draw what waits for what."""
    drawer = _Drawer(agreement)
    graph: dict[str, tuple[Alternatives, ...]] = {}
    for event in agreement.events.values():
        rules = [
            (_wait(drawer.of_condition(rule.only_when), "only when", event.span, rule.under),)
            for rule in event.rules
            if rule.only_when is not None
        ]
        later = [
            (_wait(drawer.of_point(rule.not_before), "not before", event.span, rule.under),)
            for rule in event.rules
            if rule.not_before is not None
        ]
        graph[event.id] = (*rules, *later)
    for phase in agreement.phases.values():
        graph[start_of(phase.id)] = drawer.starts(phase)
        graph[end_of(phase.id)] = drawer.ends(phase)
    for provision in agreement.provisions.values():
        graph[provision.id] = drawer.provision(provision)
    return graph


def _wait(need: Need, manner: str, span: Span, under: Guard) -> Wait:
    return Wait(need=need, manner=manner, span=span, under=under)


def _all(*needs: Need) -> Need:
    return Need(parts=needs)


class _Drawer:
    """Turn points, conditions and clauses into what must come first."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement

    def of_point(self, point: Point) -> Need:
        """Say what must come before a moment can."""
        match point:
            case FixedPoint():
                return NOTHING
            case DayPoint(origin=origin):
                chosen = origin or self.agreement.header.counting.origin
                return NOTHING if chosen is None else self.of_point(chosen)
            case AnchorPoint(target=target, edge=edge):
                return self._anchor(target, edge)
            case OffsetPoint(origin=origin, duration=duration):
                is_backwards = min(duration.days, duration.months, duration.minutes) < 0
                return NOTHING if is_backwards else self.of_point(origin)
            case ExtremePoint(first=first, second=second, is_later=is_later):
                parts = (self.of_point(first), self.of_point(second))
                return Need(parts=parts, is_any=not is_later)
            case _:
                assert_never(point)

    def _anchor(self, target: str, edge: Edge) -> Need:
        phases = {str(phase) for phase in self.agreement.phases}
        if target in phases:
            return Need(node=end_of(target) if edge is Edge.END else start_of(target))
        if target in self.agreement.processes:
            return NOTHING
        known = target in {*map(str, self.agreement.provisions), *map(str, self.agreement.events)}
        return Need(node=target) if known else NOTHING

    def of_condition(self, condition: Condition) -> Need:
        """Say what must come before a condition can hold; a negation needs nothing."""
        match condition:
            case Is(target=target, status=status):
                return self._status(target, status)
            case Amount(target=target):
                return self._anchor(target, Edge.HAPPENS)
            case Passed(point=point):
                return self.of_point(point)
            case Not():
                return NOTHING
            case All(parts=parts):
                return Need(parts=tuple(self.of_condition(part) for part in parts))
            case Any(parts=parts):
                return Need(parts=tuple(self.of_condition(part) for part in parts), is_any=True)
            case _:
                assert_never(condition)

    def _status(self, target: str, status: Status) -> Need:
        if target in {str(phase) for phase in self.agreement.phases}:
            if status in _ENDS:
                return Need(node=end_of(target))
            return Need(node=start_of(target)) if status in _STARTS else NOTHING
        if target in self.agreement.processes:
            edge = "ended" if status in _ENDS else "opened"
            return Need(node=f"{target}.{edge}")
        if status in (Status.FULFILLED, Status.CERTIFIED, Status.HAPPENED):
            return self._anchor(target, Edge.HAPPENS)
        return NOTHING

    def starts(self, phase: Phase) -> tuple[Alternatives, ...]:
        """Say how a phase can begin; one of these ways suffices."""
        ways: list[Wait] = []
        for clause in phase.clauses:
            if isinstance(clause, PhaseStart):
                need = NOTHING
                if clause.point is not None:
                    need = self.of_point(clause.point)
                if clause.condition is not None:
                    need = self.of_condition(clause.condition)
                ways.append(_wait(need, "begins only with", clause.span, clause.under))
        for other in self.agreement.phases.values():
            for clause in other.clauses:
                if isinstance(clause, Then) and clause.phase == phase.id:
                    ways.append(self._passage(other, clause))
        return (tuple(ways),) if ways else ()

    def _passage(self, phase: Phase, clause: Then) -> Wait:
        needs = [Need(node=start_of(phase.id))]
        if clause.condition is not None:
            needs.append(self.of_condition(clause.condition))
        if not clause.at_once:
            needs.append(self._term(phase))
        return _wait(_all(*needs), "follows only on", clause.span, clause.under)

    def _term(self, phase: Phase) -> Need:
        ends = [
            self.of_point(clause.until)
            for clause in phase.clauses
            if isinstance(clause, PhaseTerm) and clause.until is not None
        ]
        lasts = any(isinstance(c, PhaseTerm) and c.until is None for c in phase.clauses)
        return Need(parts=tuple(ends), is_any=True) if ends and not lasts else NOTHING

    def ends(self, phase: Phase) -> tuple[Alternatives, ...]:
        """Say how a phase can end; one of these ways suffices, once it has begun."""
        begun = _wait(Need(node=start_of(phase.id)), "has an end only with", phase.span, ALWAYS)
        ways: list[Wait] = []
        for clause in phase.clauses:
            need: Need | None = None
            if isinstance(clause, PhaseTerm):
                need = NOTHING if clause.until is None else self.of_point(clause.until)
            elif isinstance(clause, EndsWhen):
                need = self.of_condition(clause.condition)
            elif isinstance(clause, Then) and clause.at_once:
                need = self.of_condition(clause.condition) if clause.condition else NOTHING
            if need is not None:
                ways.append(_wait(need, "ends only with", clause.span, clause.under))
        return ((begun,), tuple(ways)) if ways else ((begun,),)

    def provision(self, provision: Provision) -> tuple[Alternatives, ...]:
        """Say what must come before a provision is owed; one clock that runs is enough."""
        if any(isinstance(c, DoesNotApply) and not c.under.options for c in provision.clauses):
            return ()
        groups: list[Alternatives] = []
        if provision.phase is not None:
            stands = Need(node=start_of(provision.phase))
            groups.append((_wait(stands, "stands in", provision.span, provision.under),))
        clocks: list[Wait] = []
        sources: list[Wait] = []
        for clause in provision.clauses:
            need: Need | None = None
            manner = "waits for"
            match clause:
                case Trigger(condition=condition) | Precedent(condition=condition):
                    need = self.of_condition(condition)
                case DoneWhen(condition=condition):
                    need, manner = self.of_condition(condition), "is done only by"
                case OnEach(event=event):
                    need = Need(node=event)
                case Against(provision=other):
                    need, manner = Need(node=other), "is owed against"
                case NotBefore(point=point):
                    need, manner = self.of_point(point), "may not come before"
                case OwnSpan(start=start):
                    need = NOTHING if start is None else self.of_point(start)
                case Deadline(point=point) | StartBy(point=point):
                    clock = NOTHING if point is None else self.of_point(point)
                    clocks.append(_wait(clock, "is due counted from", clause.span, clause.under))
                case Tranche(start=start):
                    clock = NOTHING if start is None else self.of_point(start)
                    clocks.append(_wait(clock, "is due counted from", clause.span, clause.under))
                case Rate(provision=other):
                    source = Need(node=other)
                    sources.append(_wait(source, "is owed for", clause.span, clause.under))
                case _:
                    pass
            if need is not None:
                groups.append((_wait(need, manner, clause.span, clause.under),))
        groups.extend(tuple(group) for group in (clocks, sources) if group)
        return tuple(groups)


# --- searching -----------------------------------------------------------------------------------


def _targets(groups: tuple[Alternatives, ...]) -> Iterator[str]:
    for group in groups:
        for wait in group:
            yield from wait.need.nodes()


def _knots(graph: Graph) -> list[frozenset[str]]:
    """Find the sets of nodes each of which leads to every other, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    knots: list[frozenset[str]] = []
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(tuple(_targets(graph[root]))))]
        index[root] = low[root] = len(index)
        stack.append(root)
        while work:
            node, left = work[-1]
            target = next(left, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = stack.index(node)
                    knot, stack[at:] = frozenset(stack[at:]), []
                    if len(knot) > 1 or node in _targets(graph.get(node, ())):
                        knots.append(knot)
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                work.append((target, iter(tuple(_targets(graph.get(target, ()))))))
            elif target in stack:
                low[node] = min(low[node], index[target])
    return knots


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
    outside = frozenset(t for groups in active.values() for t in _targets(groups)) - set(active)
    free = outside
    while True:
        more = frozenset(n for n, groups in active.items() if _is_free(groups, free)) | outside
        if more == free:
            break
        free = more
    stuck = {node: groups for node, groups in active.items() if node not in free}
    best: tuple[Step, ...] = ()
    for node in stuck:
        steps = _shortest(stuck, node, free)
        if steps and (not best or len(steps) < len(best)) and not _is_simultaneous(steps):
            best = steps
    if best:
        yield best


def _is_free(groups: tuple[Alternatives, ...], free: frozenset[str]) -> bool:
    return all(not group or any(w.need.is_met(free) for w in group) for group in groups)


def _is_simultaneous(steps: tuple[Step, ...]) -> bool:
    """Tell whether all waits are `against` one another: that is an exchange hand to hand."""
    return all(step.wait.manner == "is owed against" for step in steps)


def _shortest(
    stuck: Mapping[str, tuple[Alternatives, ...]], root: str, free: frozenset[str]
) -> tuple[Step, ...]:
    """Walk from a node along what holds it up, until it is met again."""
    paths: list[tuple[Step, ...]] = [()]
    seen = {root}
    while paths:
        path = paths.pop(0)
        node = path[-1].target if path else root
        for step in _held_up(node, stuck.get(node, ()), free):
            if step.target == root:
                return (*path, step)
            if step.target not in seen:
                seen.add(step.target)
                paths.append((*path, step))
    return ()


def _held_up(node: str, groups: tuple[Alternatives, ...], free: frozenset[str]) -> Iterator[Step]:
    for group in groups:
        if group and not any(wait.need.is_met(free) for wait in group):
            for wait in group:
                for target in wait.need.nodes():
                    if target not in free:
                        yield Step(node=node, target=target, wait=wait)
