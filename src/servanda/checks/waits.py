"""Draw what waits for what. A node is a provision, an event, or an edge of a phase."""

from collections.abc import Iterator, Mapping, Set
from typing import assert_never

from msgspec import Struct

from servanda.base.spans import Span
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import ALWAYS, Guard
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
    Stands,
    Status,
)

_STARTS = (Status.STARTED, Status.RUNNING, Status.IN_EFFECT)
_ENDS = (Status.ENDED, Status.LAPSED)


class Need(Struct, frozen=True, kw_only=True):
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

    def is_met(self, free: Set[str]) -> bool:
        """Tell whether what must come first can come, once these nodes can."""
        if self.node:
            return self.node in free
        if self.is_any:
            return any(part.is_met(free) for part in self.parts)
        return all(part.is_met(free) for part in self.parts)


NOTHING = Need()


class Wait(Struct, frozen=True, kw_only=True):
    """Hold one clause by which a node waits: for what, in which manner, under which readings."""

    need: Need
    manner: str
    span: Span
    under: Guard = ALWAYS


Alternatives = tuple[Wait, ...]
"""Clauses of which one suffices, such as several ways for a phase to begin."""

Graph = Mapping[str, tuple[Alternatives, ...]]
"""For each node, all that it waits for."""


def start_of(phase: str) -> str:
    """Name the node at which a phase starts."""
    return f"the start of {phase}"


def end_of(phase: str) -> str:
    """Name the node at which a phase ends."""
    return f"the end of {phase}"


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
        # Asked of every clause: kept, since a text may have thousands.
        self.phases = frozenset(map(str, agreement.phases))
        self.nodes = frozenset((*map(str, agreement.provisions), *map(str, agreement.events)))

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
        if target in self.phases:
            return Need(node=end_of(target) if edge is Edge.END else start_of(target))
        if target in self.agreement.processes:
            return NOTHING
        return Need(node=target) if target in self.nodes else NOTHING

    def of_condition(self, condition: Condition) -> Need:
        """Say what must come before a condition can hold; a negation needs nothing."""
        match condition:
            case Is(target=target, status=status):
                return self._status(target, status)
            case Amount(target=target):
                return self._anchor(target, Edge.HAPPENS)
            case Passed(point=point):
                return self.of_point(point)
            case Not() | Stands():
                return NOTHING
            case All(parts=parts):
                return Need(parts=tuple(self.of_condition(part) for part in parts))
            case Any(parts=parts):
                return Need(parts=tuple(self.of_condition(part) for part in parts), is_any=True)
            case _:
                assert_never(condition)

    def _status(self, target: str, status: Status) -> Need:
        if target in self.phases:
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
