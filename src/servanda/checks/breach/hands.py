"""Let those concerned do things: perform a duty, bring an event about, make a condition hold.

Every act is a step of the machine. What cannot be brought about now without breaking the text is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.checks.breach.instants import instances
from servanda.machine import (
    Certify,
    Delivery,
    Life,
    LifeState,
    Machine,
    Move,
    Occur,
    Perform,
    State,
    Step,
    View,
    take,
    view_of,
)
from servanda.model.events import Event, Manner
from servanda.model.provisions import (
    CertifiedBy,
    DoneWhen,
    EndsWhen,
    Modality,
    NotBefore,
    OnEach,
    PhaseStart,
    Precedent,
    Provision,
    Then,
    Trigger,
)
from servanda.model.times import All, Amount, Any, Condition, Is, Status

BY_ACTS = frozenset({Modality.DUTY, Modality.PROCURE, Modality.EFFORT, Modality.RECOMMENDATION})
BINDING_NOW = frozenset(
    {
        LifeState.IN_EFFECT,
        LifeState.OVERDUE,
        LifeState.EXCUSED,
        LifeState.WITHHELD,
        LifeState.MISSED,
        LifeState.OPEN,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Hold an act on a course: what was done, for what purpose, and at which turn and stage of it.

    `duty` is the duty it was done under, `due` the date it was owed by; `purpose` the duty or phase for
    whose sake it was done.
    """

    step: Step
    name: str
    duty: ProvisionId | None
    due: Instant | None
    purpose: str
    turn: int
    stage: int


@dataclass(slots=True, kw_only=True)
class Hands:
    """Hold a state and act on it; what is kept back is not done, whoever would profit."""

    machine: Machine
    state: State
    kept_back: frozenset[str] = frozenset()
    deeds: list[Deed] = field(default_factory=list)
    turn: int = 0
    stage: int = 0
    purpose: str = ""
    _trying: list[object] = field(default_factory=list)
    _duty: tuple[ProvisionId, Instant | None] | None = None

    @property
    def view(self) -> View:
        """Look at the state as it now is."""
        return view_of(self.machine, self.state)

    def do(self, name: str, move: Move, by: tuple[object, ...]) -> None:
        """Take a step, and note it."""
        step = Step(at=self.view.now, move=move, by=by)  # type: ignore[arg-type]
        self.state = take(self.machine, self.state, step)
        duty, due = self._duty or (None, None)
        self.deeds.append(
            Deed(
                step=step,
                name=name,
                duty=duty,
                due=due,
                purpose=self.purpose or duty or name,
                turn=self.turn,
                stage=self.stage,
            )
        )

    def repeat(self, deed: Deed) -> None:
        """Do again what was done on another run, at the same instant."""
        self.state = take(self.machine, self.state, deed.step)
        self.deeds.append(replace(deed, turn=self.turn))

    @contextmanager
    def for_(self, purpose: str) -> Iterator[None]:
        """Note a purpose with all that is done meanwhile."""
        outer, self.purpose = self.purpose, purpose
        yield
        self.purpose = outer

    # -- duties ------------------------------------------------------------------------------

    def fulfil(self, provision: Provision, due: Instant | None, *, is_whole: bool) -> bool:
        """Perform what is due of a duty by now, or all of it; tell whether anything was done."""
        if provision.id in self.kept_back or not self._is_free(provision):
            return False
        before, outer = self.state, self._duty
        self._duty = (provision.id, due)
        clauses = self.machine.clauses(provision.id, self.state.amended)
        ends = [clause.condition for clause in clauses if isinstance(clause, DoneWhen)]
        if ends:
            self._attempt(lambda: all(self.reach(condition) for condition in ends))
        else:
            self._perform(provision, is_whole=is_whole)
        self._duty = outer
        return self.state is not before

    def begin(self, provision: Provision, due: Instant | None) -> bool:
        """Begin a duty that must be begun by now."""
        agency = self.machine.bearer(provision)
        if provision.id in self.kept_back or not self._is_free(provision) or not agency.actors:
            return False
        outer, self._duty = self._duty, (provision.id, due)
        begun = Delivery(at=self.view.now, by=agency.actors, is_start=True)
        self.do(provision.id, Perform(provision=provision.id, delivery=begun), agency.actors)
        self._duty = outer
        return True

    def _is_free(self, provision: Provision) -> bool:
        """Tell whether the text lets a duty be performed as early as now."""
        for clause in self.machine.clauses(provision.id, self.state.amended):
            if isinstance(clause, NotBefore):
                stretch = self.view.stretch(clause.point)
                if stretch is None or self.view.now < stretch[0]:
                    return False
        return True

    def _perform(self, provision: Provision, *, is_whole: bool) -> None:
        agency = self.machine.bearer(provision)
        if not agency.actors:
            return
        life = self.view.life(provision.id)
        open_ones = [part for part in instances(life) if part.state in BINDING_NOW]
        missing = [_missing(part, self.view.now, is_whole=is_whole) for part in open_ones]
        amounts = [amount for amount in missing if amount is not None]
        quantity = max(amounts, key=lambda q: q.low or 0, default=None)
        if not open_ones:
            return
        if quantity is not None or not _all_met(life):
            delivery = Delivery(at=self.view.now, by=agency.actors, quantity=quantity)
            move = Perform(provision=provision.id, delivery=delivery)
            self.do(provision.id, move, agency.actors)
            self._fill_up(provision, life)
        self._certify(provision)

    def _fill_up(self, provision: Provision, before: Life) -> None:
        """Where an amount is vague, and the last part is due, do all: `at least 60` is all there is."""
        parts = instances(self.view.life(provision.id))
        open_ones = [t for part in parts for t in part.tranches if t.met is None]
        was_last = all(len([t for t in p.tranches if t.met is None]) < 2 for p in instances(before))
        is_vague = any(not t.owed.is_exact for t in open_ones)
        if was_last and is_vague and not self._needs_certificate(provision):
            whole = Delivery(at=self.view.now, by=self.machine.bearer(provision).actors)
            move = Perform(provision=provision.id, delivery=whole)
            self.do(provision.id, move, whole.by)

    def _needs_certificate(self, provision: Provision) -> bool:
        clauses = self.machine.clauses(provision.id, self.state.amended)
        return any(isinstance(clause, CertifiedBy) for clause in clauses)

    def _certify(self, provision: Provision) -> None:
        clauses = self.machine.clauses(provision.id, self.state.amended)
        certifiers = [clause.actor for clause in clauses if isinstance(clause, CertifiedBy)]
        if certifiers and not self.state.certificates.get(provision.id):
            self.do(provision.id, Certify(provision=provision.id), (certifiers[-1],))

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
        if condition in self._trying:
            return False
        self._trying.append(condition)
        done = self._attempt(lambda: self._reach(condition) and self.view.holds(condition))
        self._trying.pop()
        return done

    def _attempt(self, act: Callable[[], bool]) -> bool:
        before, count = self.state, len(self.deeds)
        if act():
            return True
        self.state = before
        del self.deeds[count:]
        return False

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
                if self._attempt(lambda c=condition: self.reach(c) and self._runs(phase)):  # type: ignore[misc]
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
                if not self._attempt(lambda e=event: self.bring_about(e)):  # type: ignore[misc]
                    return False
        return self.view.life(provision.id).state in BINDING_NOW

    def _bring_into_effect_and_do(self, provision: Provision) -> bool:
        if provision.id in self.kept_back or not self.bring_into_effect(provision):
            return False
        return self.fulfil(provision, None, is_whole=True)


def _all_met(life: Life) -> bool:
    return all(t.met is not None for part in instances(life) for t in part.tranches)


def _missing(life: Life, now: Instant, *, is_whole: bool) -> Quantity | None:
    """Give what is missing of the parts due by now, or of all; nothing said means all there is."""
    open_ones = [t for t in life.tranches if t.met is None]
    wanted = open_ones if is_whole else [t for t in open_ones if t.due is not None and t.due <= now]
    if life.owed is None or life.done is None or not wanted:
        return None
    owed, done = wanted[-1].owed.low, life.done.low
    if owed is None or done is None or owed <= done:
        return None
    return Quantity.exact(owed - done)
