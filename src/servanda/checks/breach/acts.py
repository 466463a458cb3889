"""Perform a duty as a step of the machine, and note it: who did what, for which duty, by which date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.checks.breach.instants import instances
from servanda.machine import (
    Certify,
    Delivery,
    Life,
    LifeState,
    Machine,
    Move,
    Perform,
    State,
    Step,
    View,
    take,
    view_of,
)
from servanda.model.provisions import CertifiedBy, Modality, NotBefore, Provision

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


class Deed(Struct, frozen=True, kw_only=True):
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


class Acts(Struct, kw_only=True):
    """Hold a state and act on it; what is kept back is not done, whoever would profit."""

    machine: Machine
    state: State
    kept_back: frozenset[str] = frozenset()
    deeds: list[Deed] = field(default_factory=list)
    turn: int = 0
    stage: int = 0
    purpose: str = ""
    under: tuple[ProvisionId, Instant | None] | None = None

    @property
    def view(self) -> View:
        """Look at the state as it now is."""
        return view_of(self.machine, self.state)

    def do(self, name: str, move: Move, by: tuple[ActorId, ...]) -> None:
        """Take a step, and note it."""
        step = Step(at=self.view.now, move=move, by=by)
        self.state = take(self.machine, self.state, step)
        duty, due = self.under or (None, None)
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

    def begin(self, provision: Provision, due: Instant | None) -> bool:
        """Begin a duty that must be begun by now."""
        agency = self.machine.bearer(provision)
        if provision.id in self.kept_back or not self.is_free(provision) or not agency.actors:
            return False
        outer, self.under = self.under, (provision.id, due)
        begun = Delivery(at=self.view.now, by=agency.actors, is_start=True)
        self.do(provision.id, Perform(provision=provision.id, delivery=begun), agency.actors)
        self.under = outer
        return True

    def is_free(self, provision: Provision) -> bool:
        """Tell whether the text lets a duty be performed as early as now."""
        for clause in self.machine.clauses(provision.id, self.state.amended):
            if isinstance(clause, NotBefore):
                stretch = self.view.stretch(clause.point)
                if stretch is None or self.view.now < stretch[0]:
                    return False
        return True

    def perform(self, provision: Provision, *, is_whole: bool) -> None:
        """Perform what is due of a duty by now, or all that is missing, and have it certified."""
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

    def attempt(self, act: Callable[[], bool]) -> bool:
        """Do something, and undo it where it does not succeed."""
        before, count = self.state, len(self.deeds)
        if act():
            return True
        self.state = before
        del self.deeds[count:]
        return False


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
