"""Find what a verdict can depend on: the names it reaches, and the ambiguities among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from servanda.base.identities import AmbiguityId, EventId, ProvisionId
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Guard
from servanda.model.entries import (
    Act,
    Amendment,
    Certificate,
    Entry,
    Exercise,
    Figure,
    InForce,
    Occurrence,
    samples_of,
    telling_of,
)
from servanda.model.events import Formula, LevelOf, Operation
from servanda.model.provisions import (
    Against,
    Clause,
    CountsActsUnder,
    Deadline,
    Displaces,
    DoneWhen,
    EndsWhen,
    Limit,
    NotBefore,
    OnEach,
    OwnSpan,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Proportion,
    Rate,
    RunsOn,
    StartBy,
    Then,
    Trigger,
    WithholdWhile,
)
from servanda.model.provisions import Tranche as Recurring
from servanda.model.times import (
    All,
    Amount,
    AnchorPoint,
    Any,
    Condition,
    DayPoint,
    ExtremePoint,
    FixedPoint,
    Is,
    Not,
    OffsetPoint,
    Passed,
    Point,
    Stands,
)

ENTRY = "entry"
TOUCHING = (Act, Certificate, Occurrence, Exercise, Amendment, Figure, InForce)
"""What may move the verdict on a name."""


class Cones:
    """Answer which names and ambiguities a name depends on, for one agreement and its record."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self._names: dict[str, frozenset[str]] = {}

    def names(self, target: str) -> frozenset[str]:
        """Give every name that a name's verdict can depend on, itself included."""
        if target not in self._names:
            self._names[target] = frozenset(self._reached((target,)))
        return self._names[target]

    def _reached(self, targets: Iterable[str]) -> set[str]:
        """Give every name that the verdicts of some names can depend on, each looked at once."""
        seen: set[str] = set()
        ahead = list(targets)
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead.extend(self.uses.get(name, ()))
        return seen

    def binding(self, targets: Iterable[str]) -> frozenset[str]:
        """Give the names of some targets, with every duty that what they depend on fulfils."""
        found = self._reached(targets)
        while True:
            more = [
                name
                for name, others in self.fulfilled_by.items()
                if name not in found and not found.isdisjoint(others)
            ]
            if not more:
                return frozenset(found)
            found |= self._reached(more)

    @cached_property
    def fulfilled_by(self) -> Mapping[str, frozenset[str]]:
        """Map each provision that is fulfilled by what happens to the names it is fulfilled by."""
        found: dict[str, frozenset[str]] = {}
        for provision in self.agreement.provisions.values():
            done = [clause for clause in provision.clauses if isinstance(clause, DoneWhen)]
            if done:
                found[provision.id] = frozenset(_mentioned(done))
        return found

    def ambiguities(self, targets: Iterable[str]) -> frozenset[AmbiguityId]:
        """Give the ambiguities on which the verdicts of some names can depend."""
        if not self.guards:
            return frozenset()
        reached = self._reached(targets)
        return frozenset[AmbiguityId]().union(*(self.guards.get(n, ()) for n in reached))

    @cached_property
    def uses(self) -> Mapping[str, frozenset[str]]:
        """Map each name to the names its own sentence mentions, or that act upon it."""
        uses: dict[str, set[str]] = {}
        agreement = self.agreement
        for provision in agreement.provisions.values():
            mine = uses.setdefault(provision.id, set())
            mine.update(_mentioned(provision.clauses))
            if provision.phase is not None:
                mine.add(provision.phase)
            if provision.action.target:
                mine.add(provision.action.target)
            for clause in provision.clauses:
                if isinstance(clause, Displaces):
                    uses.setdefault(clause.provision, set()).add(provision.id)
            if provision.effect is not None and provision.effect.target:
                uses.setdefault(provision.effect.target, set()).add(provision.id)
        for phase in agreement.phases.values():
            uses.setdefault(phase.id, set()).update(_mentioned(phase.clauses))
            for clause in phase.clauses:
                if isinstance(clause, Then):
                    uses.setdefault(clause.phase, set()).add(phase.id)
        for event in agreement.events.values():
            mine = uses.setdefault(event.id, set())
            mine.update(name for name, _ in event.breaks)
            for rule in event.rules:
                mine.update(_in_condition(rule.only_when))
                mine.update(_in_point(rule.not_before))
        for process in agreement.processes.values():
            mine = uses.setdefault(process.id, set())
            mine.update((process.opened, process.ended, *(e for e, _ in process.ended_by)))
            for edge in (process.opened, process.ended):
                uses.setdefault(edge, set()).add(process.id)
            if process.concluded_by is not None:
                mine.add(process.concluded_by)
        for level in agreement.levels.values():
            mine = uses.setdefault(level.id, set())
            for _, formula in level.formulas:
                mine.update(_levels(formula))
            if level.starts_at is not None:
                mine.update(_levels(level.starts_at))
        self._add_entries(uses)
        if "agreement" in uses:
            for bound in (*agreement.provisions, *agreement.phases):
                uses[bound].add("agreement")
        return {name: frozenset(found) for name, found in uses.items()}

    def _add_entries(self, uses: dict[str, set[str]]) -> None:
        for entry in telling_of(self.agreement.entries, Amendment):
            if isinstance(entry.what, Amendment):
                for change in entry.what.changes:
                    mine = uses.setdefault(change.target, set())
                    mine.update(_mentioned((change.clause,)))

    @cached_property
    def guards(self) -> Mapping[str, frozenset[AmbiguityId]]:
        """Map each name to the ambiguities that its own sentence, or an entry on it, looks at."""
        guards: dict[str, set[AmbiguityId]] = {}
        agreement = self.agreement

        def note(name: str, guard: Guard) -> None:
            if guard.options:
                guards.setdefault(name, set()).update(guard.ambiguities)

        for provision in agreement.provisions.values():
            note(provision.id, provision.under)
            for clause in provision.clauses:
                note(provision.id, clause.under)
        for phase in agreement.phases.values():
            for clause in phase.clauses:
                note(phase.id, clause.under)
        for event in agreement.events.values():
            for _, guard in event.breaks:
                note(event.id, guard)
            for guard, _ in event.agency_under:
                note(event.id, guard)
            for rule in event.rules:
                note(event.id, rule.under)
        for process in agreement.processes.values():
            for _, guard in process.ended_by:
                note(process.id, guard)
        for level in agreement.levels.values():
            for guard, _ in level.formulas:
                note(level.id, guard)
        for entry in samples_of(agreement.entries, *TOUCHING):
            for name in touched(entry):
                note(name, entry.under)
                self._silence(entry, guards)
        return {name: frozenset(found) for name, found in guards.items() if found}

    def _silence(self, entry: Entry, guards: dict[str, set[AmbiguityId]]) -> None:
        """Note that an act nobody is named for counts only as the silence is read."""
        if isinstance(entry.what, Occurrence):
            event = self.agreement.events.get(entry.what.event)
            agencies = [] if event is None else [event.agency, *(a for _, a in event.agency_under)]
            for agency in agencies:
                if agency.silence is not None:
                    guards.setdefault(entry.what.event, set()).add(agency.silence)

    def silences(self, names: Iterable[str]) -> frozenset[AmbiguityId]:
        """Give the silences about who brings about, or bears, what some names stand for."""
        found: set[AmbiguityId] = set()
        for name in names:
            event = self.agreement.events.get(EventId(name))
            provision = self.agreement.provisions.get(ProvisionId(name))
            if event is not None:
                agencies = [event.agency, *(agency for _, agency in event.agency_under)]
                found.update(a.silence for a in agencies if a.silence is not None)
            if provision is not None and provision.agency.silence is not None:
                found.add(provision.agency.silence)
        return frozenset(found)


def touched(entry: Entry) -> tuple[str, ...]:
    """Give the names whose verdict an entry can move."""
    match entry.what:
        case Act(provision=provision, parts=parts):
            others = tuple(part.provision for part in parts if part.provision is not None)
            return (provision, *others)
        case Certificate(provision=provision):
            return (provision,)
        case Occurrence(event=event):
            return (event,)
        case Exercise(power=power):
            return (power,)
        case Amendment(changes=changes):
            return tuple(change.target for change in changes)
        case Figure(name=name):
            return (name,)
        case InForce():
            return (ENTRY,)
        case _:
            return ()


def _mentioned(clauses: Iterable[Clause]) -> Iterator[str]:
    for clause in clauses:
        match clause:
            case Deadline(point=point, amount=amount):
                yield from _in_point(point)
                yield from _levels(amount)
            case StartBy(point=point) | NotBefore(point=point):
                yield from _in_point(point)
            case OwnSpan(start=start, end=end):
                yield from _in_point(start)
                yield from _in_point(end)
            case Recurring(amount=amount, start=start, until=until):
                yield from _levels(amount)
                yield from _in_point(start)
                yield from _in_point(until)
            case Rate(provision=other) | Against(provision=other) | Proportion(provision=other):
                yield other
            case CountsActsUnder(provision=other):
                yield other
            case OnEach(event=event):
                yield event
            case Limit(amount=amount, start=start):
                yield from _levels(amount)
                yield from _in_point(start)
            case PhaseStart(point=point, condition=condition):
                yield from _in_point(point)
                yield from _in_condition(condition)
            case PhaseTerm(until=until):
                yield from _in_point(until)
            case Trigger() | Precedent() | WithholdWhile() | DoneWhen() | RunsOn() | EndsWhen():
                yield from _in_condition(clause.condition)
            case Then(condition=condition):
                yield from _in_condition(condition)
            case _:
                continue


def _in_point(point: Point | None) -> Iterator[str]:
    match point:
        case AnchorPoint(target=target):
            yield target
        case DayPoint(origin=origin):
            yield from _in_point(origin) if origin is not None else (ENTRY,)
        case OffsetPoint(origin=origin):
            yield from _in_point(origin)
        case ExtremePoint(first=first, second=second):
            yield from _in_point(first)
            yield from _in_point(second)
        case FixedPoint() | None:
            return


def _in_condition(condition: Condition | None) -> Iterator[str]:
    match condition:
        case Is(target=target) | Amount(target=target):
            yield target
        case Stands(provisions=provisions):
            yield from provisions
        case Passed(point=point):
            yield from _in_point(point)
        case Not(inner=inner):
            yield from _in_condition(inner)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from _in_condition(part)
        case None:
            return


def conditions_in(condition: Condition) -> Iterator[Condition]:
    """Give a condition with all that it is made of."""
    yield condition
    match condition:
        case Not(inner=inner):
            yield from conditions_in(inner)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from conditions_in(part)
        case _:
            return


def _levels(formula: Formula | None) -> Iterator[str]:
    match formula:
        case LevelOf(level=level):
            yield level
        case Operation(left=left, right=right):
            yield from _levels(left)
            yield from _levels(right)
        case _:
            return


mentioned = _mentioned
names_in_condition = _in_condition
names_in_point = _in_point
names_in_formula = _levels
