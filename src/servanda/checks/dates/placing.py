"""Place the phases and acts of an agreement, counted from each other.

The things in a claim's cone are taken as they come: at any time, or never. All else is placed on one
run, on which every act is done as soon as it can be, and nothing happens that nobody must bring about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.checks.dates.happens import (
    comes_by_expiry,
    condition_that_ends,
    is_stable,
    mentions_a_phase,
)
from servanda.checks.dates.moments import Moments
from servanda.checks.dates.placed import (
    CALENDAR,
    Placed,
    Term,
    Terms,
    a_minute_late,
    after,
    dated,
    instant_of,
    last_of,
    named,
    never_after,
    surely,
)
from servanda.checks.waits import end_of, start_of
from servanda.machine import Machine
from servanda.machine.lengths import term_from
from servanda.machine.steps import is_signature
from servanda.model.events import EventRule
from servanda.model.provisions import (
    BY_ACTS,
    Clause,
    DoneWhen,
    EffectKind,
    EndsWhen,
    NotBefore,
    OnEach,
    OwnSpan,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Provision,
    Rate,
    RunsOn,
    Survives,
    Then,
    Trigger,
)
from servanda.model.provisions import Tranche as Recurring
from servanda.model.times import (
    All,
    Any,
    Condition,
    Is,
    Status,
)

_DEPTH_AT_MOST = 60
_MOVES_A_PHASE = frozenset(
    {
        EffectKind.SUSPEND,
        EffectKind.TERMINATE,
        EffectKind.WITHDRAW,
        EffectKind.END,
        EffectKind.EXTEND,
        EffectKind.RENEW,
        EffectKind.REVIVE,
    }
)


class Places(Moments):
    """Place phases and acts, and say what nothing ever comes before."""

    def __init__(self, machine: Machine, start: Instant, outside: frozenset[str]) -> None:
        super().__init__(machine, start, outside)
        self._starts: dict[str, Placed] = {}
        self._ends: dict[str, Placed] = {}
        self._acts: dict[str, Placed] = {}
        self._floors: dict[str, dict[str, int]] = {}
        self._empty: dict[PhaseId, bool] = {}
        self._inside: dict[PhaseId, Placed] = {}
        self._open: set[str] = set()
        self._depth = 0

    # -- phases ------------------------------------------------------------------------------

    @cached_property
    def _ways(self) -> Mapping[str, list[tuple[PhaseId | None, Clause]]]:
        """Map each phase to the ways in which it can begin."""
        ways: dict[str, list[tuple[PhaseId | None, Clause]]] = {}
        for phase in self.machine.agreement.phases:
            for clause in self.machine.clauses(phase):
                if isinstance(clause, PhaseStart):
                    ways.setdefault(phase, []).append((None, clause))
                elif isinstance(clause, Then):
                    ways.setdefault(clause.phase, []).append((phase, clause))
        return ways

    def start_of(self, phase: PhaseId) -> Placed:
        """Place the start of a phase: in the calendar if nothing can move it, else by its name."""
        name = start_of(phase)
        if name not in self._starts:
            self._starts[name] = named(name)  # while it is worked out: a phase may wait for itself
            self._starts[name] = self._start(phase) or named(name)
        return self._starts[name]

    def _start(self, phase: PhaseId) -> Placed | None:
        ways = self._ways.get(phase, [])
        if len(ways) != 1:
            return None
        before, clause = ways[0]
        if before is not None:
            end = self._settled_end(before)
            follows = isinstance(clause, Then) and clause.condition is None
            return dated(end) if end is not None and follows else None
        if not isinstance(clause, PhaseStart):
            return None
        if clause.condition is not None:
            place = self.condition(clause.condition)
            is_told = place.latest is not None and is_stable(self.machine, clause.condition)
            return place if is_told else None
        assert clause.point is not None
        place = self.point(clause.point, is_last=False)
        if is_signature(clause.point):
            return place
        at = instant_of(last_of((place, dated(self.start))))
        return None if at is None else dated(at)

    def end_of(self, phase: PhaseId) -> Placed:
        """Place the end of a phase: in the calendar if nothing can move it, else by its name."""
        name = end_of(phase)
        if name not in self._ends:
            self._ends[name] = named(name)
            end = self._settled_end(phase)
            self._ends[name] = named(name) if end is None else dated(end)
        return self._ends[name]

    def _settled_end(self, phase: PhaseId) -> Instant | None:
        """Give the end of a phase that ends at its term and in no other way."""
        started = instant_of(self.start_of(phase))
        if started is None or self.moved_by_power(phase):
            return None
        ends: list[Instant | None] = []
        for clause in self.machine.clauses(phase):
            if isinstance(clause, EndsWhen | RunsOn) or (
                isinstance(clause, Then) and clause.at_once and clause.condition is not None
            ):
                return None
            if isinstance(clause, PhaseTerm):
                ends.append(self._term(clause, started))
        known = [end for end in ends if end is not None]
        return max(min(known), started) if known and len(known) == len(ends) else None

    def _term(self, clause: PhaseTerm, started: Instant) -> Instant | None:
        if clause.until is not None:
            return instant_of(self.point(clause.until, is_last=True))
        assert clause.duration is not None
        return term_from(self.machine, started, clause.duration)

    def may_be_empty(self, phase: PhaseId) -> bool:
        """Tell whether a phase may end at the very instant at which it starts."""
        if phase not in self._empty:
            self._empty[phase] = self._may_be_empty(phase)
        return self._empty[phase]

    def _may_be_empty(self, phase: PhaseId) -> bool:
        clauses = self.machine.clauses(phase)
        has_term = any(isinstance(clause, PhaseTerm) for clause in clauses)
        started = self.start_of(phase)
        at_entry = instant_of(started) == self.start == self.base
        for clause in clauses:
            if isinstance(clause, PhaseTerm) and clause.until is not None:
                later = after(started.latest, 1)
                if not never_after(later, self.point(clause.until, is_last=True), self.floors):
                    return True
            condition = condition_that_ends(clause, has_term=has_term)
            if condition is not None and not self._comes_later(condition, phase, at_entry):
                return True
        return False

    def _comes_later(self, condition: Condition, phase: PhaseId, at_entry: bool) -> bool:
        """Tell whether a condition cannot hold already when a phase starts."""
        if isinstance(condition, All):
            return any(self._comes_later(part, phase, at_entry) for part in condition.parts)
        if isinstance(condition, Any):
            return all(self._comes_later(part, phase, at_entry) for part in condition.parts)
        if not isinstance(condition, Is):
            return False
        agreement = self.machine.agreement
        if condition.target in agreement.events:
            return at_entry
        provision = agreement.provisions.get(ProvisionId(condition.target))
        if provision is None or condition.status is not Status.FULFILLED:
            return False
        done_by = any(isinstance(c, DoneWhen) for c in self.machine.clauses(provision.id))
        return provision.phase == phase and not done_by and provision.modality in BY_ACTS

    # -- acts --------------------------------------------------------------------------------

    def act(self, provision: ProvisionId) -> Placed:
        """Place an act: as soon as it may be done, where it is done at once; else by its name."""
        found = self._acts.get(provision)
        if found is not None:
            return found
        if provision in self._open or len(self._open) > _DEPTH_AT_MOST:
            return named(provision)
        self._open.add(provision)
        owner = self.machine.agreement.provisions[provision]
        place = self.release(owner) if self._is_done_at_once(owner) else None
        self._open.discard(provision)
        if place is None or place.latest is None:
            place = named(provision)
        self._acts[provision] = place
        return place

    def _is_done_at_once(self, provision: Provision) -> bool:
        """Tell whether an act outside the cone is surely done as soon as it may be.

        What may end before it is owed is not: the end of its phase, or its own, may come first.
        """
        machine = self.machine
        if provision.id in self.outside or provision.modality not in BY_ACTS:
            return False
        if provision.action.per or not machine.applies(provision):
            return False
        if machine.displacers(provision.id) or self.powers.get(provision.id):
            return False
        kinds = {type(clause) for clause in machine.clauses(provision.id)}
        if kinds & {Rate, OnEach, OwnSpan}:
            return False
        if Recurring in kinds and provision.action.quantity is None:
            return False
        if provision.phase is None:
            return not self.powers.get("agreement")
        if Survives in kinds:
            return True
        waits = kinds & {Trigger, Precedent, NotBefore, DoneWhen}
        return not waits and not self.may_be_empty(provision.phase)

    def release(self, provision: Provision) -> Placed:
        """Place the instant from which an act may be done."""
        clauses = self.machine.clauses(provision.id)
        return last_of((self.scope(provision, clauses), *self.conditions(clauses)))

    def in_phase(self, phase: PhaseId) -> Placed:
        """Place the first instant at which anybody can act in a phase: after what ran out for it."""
        if phase not in self._inside:
            place = self.start_of(phase)
            is_late = comes_by_expiry(self.machine, phase)
            self._inside[phase] = a_minute_late(place) if is_late else place
        return self._inside[phase]

    def owed(self, condition: Condition) -> Placed:
        """Place the first instant at which anybody can act upon a condition that has come to hold."""
        place = self.condition(condition)
        return a_minute_late(place) if mentions_a_phase(self.machine, condition) else place

    def scope(
        self, provision: Provision, clauses: Iterable[Clause], *, is_until_end: bool = False
    ) -> Placed:
        """Place the instant from which a provision binds, once its conditions hold.

        What is due only with the end of its phase has all of the phase for it: `is_until_end`.
        """
        spans = [c.start for c in clauses if isinstance(c, OwnSpan) and c.start is not None]
        if spans:  # a span of its own counts from its first minute, whatever its phase does
            places = [self.point(point, is_last=False) for point in spans]
            return last_of((*places, dated(self.base)))
        if provision.phase is None:
            return dated(self.start)
        inside = self.start_of if is_until_end else self.in_phase
        return inside(provision.phase)

    def conditions(self, clauses: Iterable[Clause]) -> list[Placed]:
        """Place what an act waits for, beside its phase."""
        found: list[Placed] = []
        clauses = tuple(clauses)
        is_acted = not any(isinstance(c, DoneWhen) for c in clauses)
        for clause in clauses:
            if isinstance(clause, DoneWhen):
                found.append(self.condition(clause.condition))
            elif isinstance(clause, Trigger | Precedent):
                found.append(self.owed(clause.condition))
            elif isinstance(clause, NotBefore) and is_acted:
                found.append(self.point(clause.point, is_last=False))
            elif isinstance(clause, OnEach):
                found.append(named(clause.event))
        return found

    # -- what nothing comes before -----------------------------------------------------------

    def floors(self, name: str) -> Mapping[str, int]:
        """Give what a thing never comes before: names, and minutes after each of them."""
        if name not in self._floors:
            if self._depth > _DEPTH_AT_MOST:
                return {CALENDAR: self.base}
            self._depth += 1
            self._floors[name] = {CALENDAR: self.base}
            self._floors[name] = {CALENDAR: self.base, **self._floor(name)}
            self._depth -= 1
        return self._floors[name]

    def _floor(self, name: str) -> dict[str, int]:
        agreement = self.machine.agreement
        for before, edge in (("the start of ", False), ("the end of ", True), ("the last ", None)):
            rest = name.removeprefix(before)
            if rest == name:
                continue
            if rest in agreement.phases:
                return self._floor_of_phase(PhaseId(rest), is_end=bool(edge))
            return self._flat((Term(rest, 0, 0),)) if edge is None else {}
        event = agreement.events.get(EventId(name))
        if event is not None:
            places = [p for rule in event.rules for p in self._of_rule(rule)]
            return self._flat(surely(last_of(places)))
        provision = agreement.provisions.get(ProvisionId(name))
        if provision is None or provision.id in self._open:
            return {}
        self._open.add(provision.id)
        place = self.release(provision)
        self._open.discard(provision.id)
        return self._flat(surely(place))

    def _of_rule(self, rule: EventRule) -> Iterable[Placed]:
        if rule.under.admits(self.machine.choice):
            if rule.only_when is not None:
                yield self.condition(rule.only_when)
            if rule.not_before is not None:
                yield self.point(rule.not_before, is_last=False)

    def _floor_of_phase(self, phase: PhaseId, *, is_end: bool) -> dict[str, int]:
        if is_end:
            return self._floor_of_end(phase)
        found: list[dict[str, int]] = []
        for before, clause in self._ways.get(phase, ()):
            places: list[Placed] = []
            if isinstance(clause, PhaseStart | Then) and clause.condition is not None:
                places.append(self.condition(clause.condition))
            if isinstance(clause, PhaseStart) and clause.point is not None:
                places.append(self.point(clause.point, is_last=False))
                if not is_signature(clause.point):
                    places.append(dated(self.start))
            if before is not None:
                places.append(self.start_of(before))
            found.append(self._flat(surely(last_of(places))))
        if not found:
            return {}
        names = set(found[0]).intersection(*found[1:])
        return {name: min(floor[name] for floor in found) for name in names}

    def _floor_of_end(self, phase: PhaseId) -> dict[str, int]:
        started = self.start_of(phase)
        for clause in self.machine.clauses(phase):
            if isinstance(clause, PhaseTerm) and clause.until is not None:
                term = self.point(clause.until, is_last=True)
                if not never_after(started.latest, term, self.floors):
                    return {}
        return self._flat(surely(started))

    def _flat(self, terms: Terms) -> dict[str, int]:
        found: dict[str, int] = {}
        for term in terms:
            if term.low > found.get(term.name, term.low - 1):
                found[term.name] = term.low
            if term.name == CALENDAR:
                continue
            for name, low in self.floors(term.name).items():
                if low + term.low > found.get(name, low + term.low - 1):
                    found[name] = low + term.low
        return found
