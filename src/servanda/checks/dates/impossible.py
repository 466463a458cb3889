"""Find the duties that cannot evidently be met in time whatever happens elsewhere.

The checker leaves out what a claim cannot see. That is sound only if what is left out never stands
in the way: if, whatever happens in the claim's cone, everything else can still be done in time. Here
that is made sure of by one schedule: each act outside the cone is done as soon as it may be, and what
nobody must bring about does not happen. A duty is *hard* when it is not evident that this schedule
keeps its dates. To call an easy duty hard costs time only; the other way about would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable

from servanda.base.calendar import Instant
from servanda.base.identities import PhaseId, ProvisionId
from servanda.checks.dates.alike import Sorts
from servanda.checks.dates.happens import OWED, may_come_back, mentions_a_phase, names_that_end
from servanda.checks.dates.placed import (
    AT_ONCE,
    CALENDAR,
    Placed,
    after,
    last_of,
    named,
    never_after,
)
from servanda.checks.dates.placing import Places
from servanda.machine import Machine
from servanda.machine.cone import names_in_condition, names_in_point
from servanda.model.provisions import (
    Clause,
    Deadline,
    DoneWhen,
    EffectKind,
    Limit,
    Modality,
    NotBefore,
    OnEach,
    Precedent,
    Provision,
    Rate,
    RateDelay,
    StartBy,
    Survives,
    Trigger,
)
from servanda.model.provisions import Tranche as Recurring
from servanda.model.times import AnchorPoint, Edge

_SOFT = frozenset({Modality.EFFORT, Modality.RECOMMENDATION})
_HOLDS = frozenset({EffectKind.SUSPEND, EffectKind.REVIVE})


def hard_to_meet(
    machine: Machine, start: Instant, outside: frozenset[str], sorts: Sorts | None = None
) -> frozenset[ProvisionId]:
    """Give the provisions, none of them in `outside`, that may stand in the way of a faithful run.

    `outside` is the cone of a claim: its events, acts, phases and powers come at any time or never,
    as far as their own sentences let them. `start` is the instant of entry into force. Of a sort of
    provisions one is judged for all, but for those that wait for what is in `outside`.
    """
    judge = _Judge(Places(machine, start, outside))
    sorts = sorts or Sorts(machine)
    apart = sorts.waiting_for(outside)
    found: list[ProvisionId] = []
    judged: dict[int, bool] = {}
    for provision in machine.agreement.provisions.values():
        name = provision.id
        if name in outside:
            continue
        if name in apart:
            is_hard = judge.is_hard(provision)
        else:
            sort = sorts.of(name)
            if sort not in judged:
                judged[sort] = judge.is_hard(provision)
            is_hard = judged[sort]
        if is_hard:
            found.append(name)
    return frozenset(found)


class _Judge:
    """Judge provisions one by one; what is common to those of a phase is worked out once."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.machine = places.machine
        self._enders: dict[PhaseId, frozenset[str]] = {}

    def is_hard(self, provision: Provision) -> bool:
        """Tell whether it is not evident that a provision outside the cone can be met in time."""
        clauses = self.machine.clauses(provision.id)
        dates = [c for c in clauses if type(c) in _DATES]
        if not dates or not self._binds(provision, clauses):
            return False
        waits = [c for c in clauses if type(c) in _WAITS]
        if self._is_caught_unawares(provision, clauses, waits):
            return True
        own = [c for c in waits if isinstance(c, Trigger | Precedent)]
        if any(may_come_back(self.machine, c.condition) for c in own):
            return True
        owed = AT_ONCE
        if len(own) == 1:
            owed = self.places.condition(own[0].condition)
        elif own:
            owed = last_of(self.places.condition(c.condition) for c in own)
        rest = [c for c in waits if not isinstance(c, Trigger | Precedent)]
        other = self.places.scope(provision, clauses)
        if rest:
            other = last_of((other, *self.places.conditions(rest)))
        for clause in own:
            if mentions_a_phase(self.machine, clause.condition):
                other = last_of((other, self.places.owed(clause.condition)))
        dues = self._dues(provision, clauses, dates, owed, other)
        margin = 1 if self._ends_at_once(provision, clauses) else 0
        for release, due in dues:
            latest = after(release.latest, margin) if margin else release.latest
            if not never_after(latest, due, self.places.floors):
                return True
        return False

    def _binds(self, provision: Provision, clauses: tuple[Clause, ...]) -> bool:
        """Tell whether lateness of a provision makes a run unfaithful."""
        if provision.modality in _SOFT:
            if not any(isinstance(c, StartBy) for c in clauses):
                return False
        elif provision.modality not in OWED or any(isinstance(c, Limit) for c in clauses):
            return False
        if not self.machine.applies(provision):
            return False
        is_silent = provision.agency.silence is not None
        return not is_silent or bool(self.machine.bearer(provision).actors)

    def _is_caught_unawares(
        self, provision: Provision, clauses: tuple[Clause, ...], waits: list[Clause]
    ) -> bool:
        """Tell whether something may come between a duty and its performance, whatever its dates."""
        is_done_by_events = any(isinstance(c, DoneWhen) for c in waits)
        if provision.modality is Modality.MAINTAIN and not is_done_by_events:
            return True  # nothing that anybody does counts as having kept it
        if is_done_by_events and any(isinstance(c, StartBy) for c in clauses):
            return True  # what is done by events is never begun
        if self._may_be_held(provision, waits):
            return True
        if provision.phase is None or _outlives(provision, clauses):
            return False
        names = set(_names(waits))  # what is done by events may end with its phase: it is done then
        if names & self._names_that_end(provision.phase):
            return True  # what brings it into effect may end its phase at the same instant
        if any(n in self.machine.agreement.phases and n != provision.phase for n in names):
            return True
        return provision.phase in names and _is_due_with_its_phase(provision, clauses)

    def _may_be_held(self, provision: Provision, waits: list[Clause]) -> bool:
        """Tell whether a power in the cone may suspend or revive a duty before it can be done."""
        targets = (provision.id, provision.phase or "", "agreement")
        powers = [p for target in targets for p in self.places.powers.get(target, ())]
        holding = [p for p in powers if p.effect is not None and p.effect.kind in _HOLDS]
        if not holding:
            return False
        if waits:
            return True
        scope = self.places.scope(provision, self.machine.clauses(provision.id)).latest
        if scope is not None and all(
            t.name == CALENDAR and t.high <= self.places.base for t in scope
        ):
            return False
        return any(p.phase is None or p.phase != provision.phase for p in holding)

    def _names_that_end(self, phase: PhaseId) -> frozenset[str]:
        if phase not in self._enders:
            owner = self.machine.agreement.phases[phase]
            self._enders[phase] = names_that_end(self.machine, owner)
        return self._enders[phase]

    def _ends_at_once(self, provision: Provision, clauses: tuple[Clause, ...]) -> bool:
        """Tell whether the phase of a provision may end as it starts, and it, or its date, with it."""
        phase = provision.phase
        if phase is None or _outlives(provision, clauses):
            return False
        return self.places.may_be_empty(phase)

    def _dues(
        self,
        provision: Provision,
        clauses: tuple[Clause, ...],
        dates: list[Clause],
        owed: Placed,
        other: Placed,
    ) -> Iterable[tuple[Placed, Placed]]:
        """Pair each date of a duty with what its performance, or its beginning, waits for.

        A deadline that passed before the conditions held falls on the day on which they do (L4), so
        that it never comes before them; all other dates may.
        """
        places = self.places
        both = last_of((owed, other)) if owed.latest != () else other
        rates = [c for c in clauses if isinstance(c, Rate)]
        is_soft = provision.modality in _SOFT
        for clause in dates:
            if isinstance(clause, StartBy):
                yield both, places.point(clause.point, is_last=True)
            elif is_soft or provision.action.per:
                continue  # late efforts are missed, and a flow has no date
            elif isinstance(clause, Deadline) and clause.point is not None:
                due = places.point(clause.point, is_last=True)
                release = other
                if _is_end_of(clause, provision):
                    release = self._until_end(provision, clauses)
                if rates:
                    yield last_of((owed, release)), due
                else:
                    yield release, due if owed is AT_ONCE else last_of((due, owed))
            elif isinstance(clause, RateDelay):
                for rate in rates:
                    due = places.act(rate.provision)
                    if rate.provision in places.outside:
                        due = named(rate.provision)
                    if clause.duration is not None:
                        due = places.shifted(due, clause.duration, is_last=True)
                    yield both, due
            elif isinstance(clause, Recurring) and not rates:
                yield both, self._first_due(clause, clauses, both)

    def _until_end(self, provision: Provision, clauses: tuple[Clause, ...]) -> Placed:
        """Place the release of what is due only with the end of its own phase."""
        rest = [c for c in clauses if type(c) in _WAITS and not isinstance(c, Trigger | Precedent)]
        scope = self.places.scope(provision, clauses, is_until_end=True)
        return last_of((scope, *self.places.conditions(rest)))

    def _first_due(self, clause: Recurring, clauses: tuple[Clause, ...], began: Placed) -> Placed:
        """Place the first date of what falls due again and again, as the schedule lays it out."""
        places = self.places
        if clause.start is not None:
            return places.point(clause.start, is_last=True)
        numbered = [
            places.point(c.point, is_last=True)
            for c in clauses
            if isinstance(c, Deadline) and c.amount is not None and c.point is not None
        ]
        origin = last_of(numbered) if numbered else began
        return places.shifted(origin, clause.every, is_last=True)


_DATES = frozenset({Deadline, StartBy, RateDelay, Recurring})
_WAITS = frozenset({Trigger, Precedent, NotBefore, DoneWhen, OnEach})


def _outlives(provision: Provision, clauses: tuple[Clause, ...]) -> bool:
    """Tell whether a provision survives its phase, and is not due with its end either."""
    is_survivor = any(isinstance(c, Survives) for c in clauses)
    return is_survivor and not _is_due_with_its_phase(provision, clauses)


def _is_due_with_its_phase(provision: Provision, clauses: tuple[Clause, ...]) -> bool:
    return any(isinstance(c, Deadline) and _is_end_of(c, provision) for c in clauses)


def _is_end_of(clause: Deadline, provision: Provision) -> bool:
    """Tell whether a deadline is the end of the phase in which its provision stands."""
    point = clause.point
    is_end = isinstance(point, AnchorPoint) and point.edge is Edge.END
    return is_end and isinstance(point, AnchorPoint) and point.target == provision.phase


def _names(clauses: Iterable[Clause]) -> Iterable[str]:
    for clause in clauses:
        if isinstance(clause, Trigger | Precedent):
            yield from names_in_condition(clause.condition)
        elif isinstance(clause, NotBefore):
            yield from names_in_point(clause.point)
        elif isinstance(clause, OnEach):
            yield clause.event
