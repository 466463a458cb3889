"""Find what can still bear on a question at a state: the rest of what is in sight is over and done with.

A cone of influence taken anew at each state. A phase that is over, an event that has happened once and
for all, a duty that is done have come to their end: others may ask about them, but nothing that they
themselves waited for matters any more. What bears only on such things is neither tried nor told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.checks.claims.faith import Faith
from servanda.machine import DONE, LifeState, Machine, View
from servanda.machine.cone import Cones, conditions_in
from servanda.machine.memory import Key
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    CertifiedBy,
    DoneWhen,
    EffectKind,
    Limit,
    Modality,
    OnEach,
    Phase,
    PhaseStart,
    Precedent,
    Provision,
    Then,
    Trigger,
)
from servanda.model.provisions import Tranche as Recurring
from servanda.model.times import Amount, Condition, Is, Not, Stands, Status

_OWED = frozenset({Modality.DUTY, Modality.PROCURE})
_OF_THE_MOMENT = frozenset({Status.SUSPENDED, Status.OVERDUE, Status.IN_EFFECT, Status.RUNNING})
_BRINGS_BACK = frozenset({EffectKind.REVIVE, EffectKind.SUSPEND, EffectKind.RESUME})
_OVER = DONE | {
    LifeState.TERMINATED,
    LifeState.DISCHARGED,
    LifeState.EXERCISED,
    LifeState.INAPPLICABLE,
}


Over = tuple[frozenset[str], frozenset[PhaseId]]
"""What has come to its end at a state, and which phases have begun."""


class Live(Struct, frozen=True, kw_only=True):
    """Hold what can still matter: `names` may be asked about, `open_ones` of them may still change."""

    names: frozenset[str]
    open_ones: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Bearing:
    """Answer, for the runs of a machine and what is asked of them, what still bears on that at a state.

    `asked` names what the question is about; the duties of the faithful are always asked about, too.
    """

    machine: Machine
    names: frozenset[str]
    asked: frozenset[str]
    faith: Faith
    over: dict[View, Over] = field(default_factory=dict)
    """By state; shared by all runs of a text."""
    _uses: Mapping[str, frozenset[str]] = field(init=False)
    _found: dict[Over, Live] = field(default_factory=dict)
    _last: tuple[View, Live] | None = None
    _ends: list[str] = field(init=False)
    _looks: list[tuple[str, Key, Callable[[View], bool]]] = field(init=False)
    _met_later: frozenset[str] = field(init=False)
    _owed: frozenset[str] = field(init=False)
    _starters: dict[PhaseId, list[PhaseId] | None] = field(init=False)

    def __post_init__(self) -> None:
        agreement = self.machine.agreement
        self._uses = Cones(_as_read(self.machine)).uses
        self._ends = [name for name in sorted(self.names) if self._can_end(name)]
        self._looks = [(n, ("over", n), partial(self._is_over, n)) for n in self._ends]
        self._met_later = frozenset(filter(self._is_met_later, self._ends))
        self._owed = frozenset(
            p.id
            for p in agreement.provisions.values()
            if p.id in self.names
            and p.modality in _OWED
            and p.id not in self.faith.freed
            and self.machine.applies(p)
            and self.faith.binds(self.machine.bearer(p).actors)
        )
        self._starters = {phase: self._starting(phase) for phase in agreement.phases}

    def at(self, view: View) -> Live:
        """Give what still bears on the question at a state."""
        if self._last is None or self._last[0] is not view:
            self._last = view, self._looked(view)
        return self._last[1]

    def _looked(self, view: View) -> Live:
        found = self.over.get(view)
        if found is None:
            over = frozenset([name for name, key, look in self._looks if view.look_up(key, look)])
            begun = frozenset(p for p in self._starters if view.log(p).started is not None)
            found = self.over[view] = over, begun
        live = self._found.get(found)
        if live is None:
            live = self._found[found] = self._live(*found)
        return live

    def _live(self, over: frozenset[str], begun: frozenset[PhaseId]) -> Live:
        over |= self._never(over, begun)
        ahead = [*(self.asked & self.names), *(self._owed - over)]
        found: set[str] = set()
        while ahead:
            name = ahead.pop()
            if name in found:
                continue
            found.add(name)
            if name not in over:
                ahead.extend(self._uses.get(name, ()))
        names = frozenset(found)
        return Live(names=names, open_ones=names - over)

    # -- what comes to an end ----------------------------------------------------------------

    def _can_end(self, name: str) -> bool:
        """Tell whether what a name stands for may come to an end for good."""
        agreement = self.machine.agreement
        event = agreement.events.get(EventId(name))
        if event is not None:
            return not event.is_recurring
        provision = agreement.provisions.get(ProvisionId(name))
        if provision is not None:
            return self._stays_over(provision)
        return name in agreement.phases and not self._is_in_hand((name, "agreement"))

    def _stays_over(self, provision: Provision) -> bool:
        """Tell whether a duty that is done, or ended, stays so for ever."""
        clauses = self.machine.clauses(provision.id)
        if provision.action.per or any(isinstance(c, OnEach | Limit) for c in clauses):
            return False
        is_endless = any(isinstance(c, Recurring) for c in clauses)
        if is_endless and provision.action.quantity is None:
            return False
        asked = [c.condition for c in clauses if isinstance(c, Trigger | Precedent | DoneWhen)]
        if not all(map(self._is_of_once, asked)) or self.machine.displacers(provision.id):
            return False
        return not self._is_in_hand((provision.id, provision.phase or provision.id, "agreement"))

    def _is_of_once(self, condition: Condition) -> bool:
        """Tell whether since when a condition first held never changes again."""
        agreement = self.machine.agreement
        for part in conditions_in(condition):
            if isinstance(part, Not | Stands):
                return False
            if isinstance(part, Amount) and part.target in agreement.levels:
                return False
            if not isinstance(part, Is) or part.target in agreement.processes:
                continue
            if part.status in _OF_THE_MOMENT:
                return False
        return True

    def _is_in_hand(self, targets: tuple[str, ...]) -> bool:
        """Tell whether a power acts on one of some things in a way that may bring it back."""
        found = self.machine.agreement.provisions.values()
        effects = [p.effect for p in found if p.effect is not None]
        return any(e.target in targets and e.kind in _BRINGS_BACK for e in effects)

    def _is_over(self, name: str, view: View) -> bool:
        agreement = self.machine.agreement
        if name in agreement.events:
            return bool(view.happenings(EventId(name)))
        if name in agreement.phases:
            return view.log(PhaseId(name)).ended is not None
        if view.notices(ProvisionId(name)):
            return False
        life = view.life(ProvisionId(name))
        if life.state in DONE:
            return True
        is_tested_now = life.due is not None and view.is_now(life.due)  # it may be found late yet
        return life.state in _OVER and name not in self._met_later and not is_tested_now

    def _is_met_later(self, name: str) -> bool:
        """Tell whether a duty that was done may count as done only later, even once it has ended."""
        clauses = self.machine.clauses(name)
        return any(isinstance(clause, DoneWhen | CertifiedBy) for clause in clauses)

    # -- what never begins -------------------------------------------------------------------

    def _never(self, over: frozenset[str], begun: frozenset[PhaseId]) -> frozenset[str]:
        """Give the phases that cannot begin any more, with what they contain."""
        may_begin = set(begun)
        while more := {
            phase
            for phase, starters in self._starters.items()
            if phase not in may_begin
            and (starters is None or any(s in may_begin and s not in over for s in starters))
        }:
            may_begin |= more
        dead = frozenset(self._starters) - may_begin
        inside = {p.id for p in self.machine.agreement.provisions.values() if p.phase in dead}
        return frozenset({*dead, *inside})

    def _starting(self, phase: PhaseId) -> list[PhaseId] | None:
        """Give the phases that pass over to a phase; None where it may begin by itself."""
        by_itself = any(isinstance(c, PhaseStart) for c in self.machine.clauses(phase))
        if by_itself or self._is_in_hand((phase, "agreement")):
            return None
        return [
            other
            for other in self.machine.agreement.phases
            if any(isinstance(c, Then) and c.phase == phase for c in self.machine.clauses(other))
        ]


def _as_read(machine: Machine) -> Agreement:
    """Give the agreement with the clauses that count under the choice, and no others."""
    agreement = machine.agreement

    def provision(found: Provision) -> Provision:
        return replace(found, clauses=machine.clauses(found.id))

    def phase(found: Phase) -> Phase:
        return replace(found, clauses=machine.clauses(found.id))

    return replace(
        agreement,
        provisions={name: provision(p) for name, p in agreement.provisions.items()},
        phases={name: phase(p) for name, p in agreement.phases.items()},
    )
