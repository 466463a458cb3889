"""Let those concerned do things: fulfil a duty, bring an event about, make a condition hold.

Every act is a step of the machine. What cannot be brought about now without breaking the text is left.
"""

from __future__ import annotations

from msgspec import field

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.checks.breach.acts import BINDING_NOW, Acts
from servanda.machine import LifeState, Occur
from servanda.model.events import Event, Manner
from servanda.model.provisions import (
    DoneWhen,
    EndsWhen,
    OnEach,
    PhaseStart,
    Precedent,
    Provision,
    Then,
    Trigger,
)
from servanda.model.times import All, Amount, Any, Condition, Is, Status


class Hands(Acts, kw_only=True):
    """Act so that something comes to hold."""

    trying: list[Condition] = field(default_factory=list)

    # -- duties ------------------------------------------------------------------------------

    def fulfil(self, provision: Provision, due: Instant | None, *, is_whole: bool) -> bool:
        """Perform what is due of a duty by now, or all of it; tell whether anything was done."""
        if provision.id in self.kept_back or not self.is_free(provision):
            return False
        before, outer = self.state, self.under
        self.under = (provision.id, due)
        clauses = self.machine.clauses(provision.id, self.state.amended)
        ends = [clause.condition for clause in clauses if isinstance(clause, DoneWhen)]
        if ends:
            self.attempt(lambda: all(self.reach(condition) for condition in ends))
        else:
            self.perform(provision, is_whole=is_whole)
        self.under = outer
        return self.state is not before

    # -- events ------------------------------------------------------------------------------

    def bring_about(self, event: Event) -> bool:
        """Let an event happen now, with what must hold for it; False where it may not."""
        view = self.view
        agency = self.machine.agency(event)
        found = self.state.happened.get(event.id, ())
        if event.id in self.kept_back or agency.manner is Manner.UNNAMED:
            return False
        if found and (not event.is_recurring or found[-1].at == view.now):
            return False
        if any(
            view.life(ProvisionId(name)).state is LifeState.IN_EFFECT
            for name, under in event.breaks
            if under.admits(self.machine.choice)
        ):
            return False
        for rule in event.rules:
            if not rule.under.admits(self.machine.choice):
                continue
            if rule.not_before is not None:
                stretch = view.stretch(rule.not_before)
                if stretch is None or view.now < stretch[0]:
                    return False
            if rule.apart is not None and found:
                again = self.machine.calendar.add(found[-1].at, rule.apart)
                if view.now < again:
                    return False
            if rule.only_when is not None and not self.reach(rule.only_when):
                return False
        by = agency.actors[:1] if agency.manner is Manner.ANY else agency.actors
        self.do(event.id, Occur(event=event.id), by)
        return True

    # -- conditions --------------------------------------------------------------------------

    def reach(self, condition: Condition) -> bool:
        """Make a condition hold now, by lawful acts; undo what was done where it cannot be."""
        if self.view.holds(condition):
            return True
        if condition in self.trying:
            return False
        self.trying.append(condition)
        done = self.attempt(lambda: self._reach(condition) and self.view.holds(condition))
        self.trying.pop()
        return done

    def _reach(self, condition: Condition) -> bool:
        match condition:
            case Is():
                return self._reach_status(condition)
            case Amount():
                provision = self.machine.agreement.provisions.get(ProvisionId(condition.target))
                return provision is not None and self._bring_into_effect_and_do(provision)
            case All():
                return all(self.reach(part) for part in condition.parts)
            case Any():
                return any(self.reach(part) for part in condition.parts)
            case _:
                return False

    def _reach_status(self, condition: Is) -> bool:
        agreement, target, status = self.machine.agreement, condition.target, condition.status
        if target in agreement.events:
            return self.bring_about(agreement.events[EventId(target)])
        if target in agreement.processes:
            return self._reach_process(target, status)
        if target in agreement.phases:
            return self._reach_phase(PhaseId(target), status)
        provision = agreement.provisions.get(ProvisionId(target))
        if provision is None:
            return False
        match status:
            case Status.FULFILLED | Status.HAPPENED | Status.CERTIFIED | Status.STARTED:
                return self._bring_into_effect_and_do(provision)
            case Status.IN_EFFECT:
                return self.bring_into_effect(provision)
            case _:
                return False

    def _reach_process(self, target: str, status: Status) -> bool:
        agreement = self.machine.agreement
        process = agreement.processes[target]
        match status:
            case Status.FULFILLED:
                names: tuple[EventId | None, ...] = (process.concluded_by,)
            case Status.ENDED | Status.LAPSED:
                names = self.machine.ends_of_processes[target]
            case _:
                names = (process.opened,)
        return any(self.bring_about(agreement.events[n]) for n in names if n is not None)

    def _reach_phase(self, phase: PhaseId, status: Status) -> bool:
        clauses = self.machine.clauses(phase, self.state.amended)
        if status in (Status.ENDED, Status.FULFILLED):
            found = [c.condition for c in clauses if isinstance(c, EndsWhen)]
            return any(self.reach(condition) for condition in found)
        if status in (Status.LAPSED, Status.SUSPENDED):
            return False
        return self.start(phase)

    def start(self, phase: PhaseId) -> bool:
        """Bring about what a phase waits for to begin."""
        for clause in self.machine.clauses(phase, self.state.amended):
            if isinstance(clause, PhaseStart) and clause.condition is not None:
                condition = clause.condition
                if self.attempt(lambda c=condition: self.reach(c) and self._runs(phase)):  # type: ignore[misc]
                    return True
        return False

    def pass_over(self, phase: PhaseId) -> bool:
        """Bring about what a running phase waits for to pass to the next."""
        before = self.state
        for clause in self.machine.clauses(phase, self.state.amended):
            if isinstance(clause, Then):
                if clause.condition is None:
                    return False
                if self.reach(clause.condition):
                    return self.state is not before
        return False

    def _runs(self, phase: PhaseId) -> bool:
        return self.state.phase(phase).started is not None

    def bring_into_effect(self, provision: Provision) -> bool:
        """Bring about the triggers and conditions of a provision."""
        if provision.phase is not None and not self._runs(provision.phase):
            return False
        for clause in self.machine.clauses(provision.id, self.state.amended):
            if isinstance(clause, Trigger | Precedent) and not self.reach(clause.condition):
                return False
            if isinstance(clause, OnEach) and not self.state.happened.get(clause.event):
                event = self.machine.agreement.events[clause.event]
                if not self.attempt(lambda e=event: self.bring_about(e)):  # type: ignore[misc]
                    return False
        return self.view.life(provision.id).state in BINDING_NOW

    def _bring_into_effect_and_do(self, provision: Provision) -> bool:
        if provision.id in self.kept_back or not self.bring_into_effect(provision):
            return False
        return self.fulfil(provision, None, is_whole=True)
