"""Run an agreement turn by turn: everybody does what is due, then time passes to what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from servanda.base.calendar import Instant
from servanda.base.identities import PhaseId, ProvisionId
from servanda.checks.breach.acts import BINDING_NOW, BY_ACTS, Deed
from servanda.checks.breach.hands import Hands
from servanda.checks.breach.holding import Due, held_back, is_reciprocal, open_tranches
from servanda.checks.breach.instants import Ahead, ahead_of, has_dates_ahead
from servanda.machine import (
    DONE,
    LifeState,
    Machine,
    State,
    Step,
    View,
    advance,
    take,
    term_of,
)
from servanda.machine.moves import Enter
from servanda.model.provisions import (
    Deadline,
    OnEach,
    OwnSpan,
    Provision,
    StartBy,
)

TURNS_AT_MOST = 2_000
ENDLESS_AT_MOST = 2
"""How often what falls due again without end is looked at once nothing else lies ahead."""

_ON_DATES, _AT_LAST = 1, 7
"""Stages of a turn: what has a date comes second; what nothing else lies ahead of comes last."""


@dataclass(slots=True, kw_only=True)
class Run:
    """Grow a run. Where only some things are `affected`, the rest is replayed as it was done before.

    What is not `in_sight` of them is replayed without looking up.
    """

    machine: Machine
    start: Instant
    state: State
    provisions: tuple[Provision, ...]
    wished: tuple[ProvisionId, ...] = ()
    affected: frozenset[str] | None = None
    in_sight: frozenset[str] = frozenset()
    excused_anyway: frozenset[ProvisionId] = frozenset()
    late: tuple[ProvisionId, Instant] | None = None
    besides: tuple[Step, ...] = ()
    mended: Step | None = None
    turns: list[State] = field(default_factory=list)
    replayed: list[Deed] = field(default_factory=list)
    excusable: dict[ProvisionId, Instant] = field(default_factory=dict)
    done: set[ProvisionId] = field(default_factory=set)
    tried: set[tuple[ProvisionId, Instant | None]] = field(default_factory=set)
    is_complete: bool = False
    looked: tuple[State, Ahead] | None = None
    hands: Hands = field(init=False)

    def __post_init__(self) -> None:
        self.hands = Hands(machine=self.machine, state=self.state)

    def follow(self) -> None:
        """Let everybody act, and time pass, until nothing more lies ahead."""
        endless = 0
        while len(self.turns) < TURNS_AT_MOST:
            self.turns.append(self.hands.state)
            self.hands.turn = len(self.turns) - 1
            for step in self.besides:
                self.hands.state = take(self.machine, self.hands.state, step)
            self.besides = ()
            if self._act():
                continue
            ahead = self._ahead()
            to = self._sooner(ahead.firm)
            if to is None:
                to = min((d.step.at for d in self.replayed), default=None)
            if to is None:
                endless += 1
                to = ahead.endless if endless <= ENDLESS_AT_MOST else None
            elif ahead.endless is not None:
                to = min(to, ahead.endless)
            if to is None:
                self.is_complete = True
                break
            self._pass(to)

    def _ahead(self) -> Ahead:
        """Give what lies ahead of the state as it is, worked out once for each state."""
        state = self.hands.state
        if self.looked is None or self.looked[0] is not state:
            self.looked = (state, ahead_of(self.hands.view, tuple(self._pending(self.hands.view))))
        return self.looked[1]

    def _sooner(self, firm: Instant | None) -> Instant | None:
        """Give the next instant, with entry into force and what is done at a set time among those ahead."""
        now, found = self.hands.view.now, [firm] if firm is not None else []
        found.extend(d.step.at for d in self.replayed if d.name in self.in_sight)
        if self.hands.state.entry is None:
            found.append(self.start)
        if self.late is not None:
            found.append(self.late[1])
        if self.mended is not None:
            found.append(self.mended.at)
        return min((at for at in found if at > now), default=None)

    def _pass(self, to: Instant) -> None:
        while self.replayed and self.replayed[0].step.at < to:
            self.hands.repeat(self.replayed.pop(0))
        state = advance(self.machine, self.hands.state, to)
        if state.entry is None and to >= self.start:
            state = take(self.machine, state, Step(at=to, move=Enter()))
        if self.mended is not None and self.mended.at == to:
            state = take(self.machine, state, self.mended)
        self.hands.state = state

    # -- what is done at a turn --------------------------------------------------------------

    def _act(self) -> bool:
        """Do what has to be done now; True when something was done, so that more may follow."""
        stages = (
            self._act_late,
            self._act_on_dates,
            self._act_on_wishes,
            self._finish_terms,
            self._pass_over,
            self._finish_quiet,
            self._begin_phases,
            self._finish_all,
        )
        again = False
        for stage, act in enumerate(stages):
            self.hands.stage = stage
            again = self._replay(stage) or again
            if act():
                return True
        return again

    def _replay(self, stage: int) -> bool:
        """Do what was done at this instant and stage before; tell whether earlier stages may follow."""
        done = False
        while self.replayed:
            deed = self.replayed[0]
            if deed.step.at > self.hands.view.now or deed.stage > stage:
                break
            self.replayed.pop(0)
            self.hands.repeat(deed)
            done = True
        return done and stage > _ON_DATES

    def _act_late(self) -> bool:
        if self.late is None or self.hands.view.now < self.late[1] or not self.hands.kept_back:
            return False
        self.hands.kept_back = frozenset()
        provision = self.machine.agreement.provisions[self.late[0]]
        is_dated = any(t.due is not None for t in open_tranches(self.hands.view, provision))
        self.hands.fulfil(provision, None, is_whole=not is_dated)
        return True

    def _act_on_dates(self) -> bool:
        due = list(self._due())
        plain = [each for each in due if not is_reciprocal(self.hands, each[0])]
        if plain:
            return _any(self._do(*each) for each in plain)
        held = self._held_back(due)
        return _any(self._do(*each) for each in due if each[0].id not in held)

    def _held_back(self, due: list[Due]) -> set[ProvisionId]:
        """Note what may be held back now; on the course it is done all the same, after a departure not."""
        held = held_back(self.hands, due, self.excused_anyway)
        for name in held:
            self.excusable.setdefault(name, self.hands.view.now)
        return held if self.affected is not None else set()

    def _do(self, provision: Provision, due: Instant) -> bool:
        self.tried.add((provision.id, due))
        view = self.hands.view
        tranches = open_tranches(view, provision)
        if any(t.due is not None and t.due <= view.now for t in tranches):
            return self.hands.fulfil(provision, due, is_whole=False)
        if self._start_due(view, provision) is not None:
            return self.hands.begin(provision, due)
        return False

    def _due(self) -> Iterator[Due]:
        """Give the duties with something that is due by now and not done."""
        view = self.hands.view
        for provision in self._pending(view):
            if provision.modality not in BY_ACTS or provision.id in self.hands.kept_back:
                continue
            if view.life(provision.id).state not in BINDING_NOW:
                continue
            tranches = open_tranches(view, provision)
            dues = [t.due for t in tranches if t.due is not None and t.due <= view.now]
            start = self._start_due(view, provision)
            dues.extend([start] if start is not None else [])
            if dues and (provision.id, max(dues)) not in self.tried:
                yield provision, max(dues)

    def _pending(self, view: View) -> Iterator[Provision]:
        """Give the provisions under which something may still be to be done, by now or later."""
        for provision in self.provisions:
            if provision.id in self.done or not self._has_begun(view, provision):
                continue
            if view.life(provision.id).state in DONE and not self._recurs(provision):
                self.done.add(provision.id)
            else:
                yield provision

    def _has_begun(self, view: View, provision: Provision) -> bool:
        """Tell whether a provision's phase has begun; one with a span of its own need not wait for it."""
        if provision.phase is None or view.state.phase(provision.phase).started is not None:
            return True
        return any(isinstance(clause, OwnSpan) for clause in provision.clauses)

    def _recurs(self, provision: Provision) -> bool:
        return any(isinstance(clause, OnEach) for clause in provision.clauses)

    def _start_due(self, view: View, provision: Provision) -> Instant | None:
        if view.state.delivered.get(provision.id):
            return None
        for clause in self.machine.clauses(provision.id, view.state.amended):
            if isinstance(clause, StartBy):
                stretch = view.stretch(clause.point)
                if stretch is not None and stretch[1] <= view.now:
                    return stretch[1]
        return None

    def _act_on_wishes(self) -> bool:
        done = False
        for name in self.wished:
            provision = self.machine.agreement.provisions[name]
            if self.hands.view.life(name).state is LifeState.CREATED:
                with self.hands.for_(name):
                    before = len(self.hands.deeds)
                    self.hands.bring_into_effect(provision)
                done = done or len(self.hands.deeds) > before
        return done

    # -- phases and what has no date ---------------------------------------------------------

    def _finish_terms(self) -> bool:
        """On the last instant of a term, or of a provision's own span, do what has no date."""
        view = self.hands.view
        closing = set(self._closing(view))
        ending = [p for p in self.provisions if p.phase in closing or self._ends_now(view, p)]
        return _any(self._do_undated(provision) for provision in ending)

    def _pass_over(self) -> bool:
        """On the last instant of a term, open the next phase."""
        closing = self._closing(self.hands.view)
        return any(self._open_next(phase) for phase in closing if self._is_open_to(phase))

    def _finish_quiet(self) -> bool:
        """Where nothing dated is left, do what has no date, then open the next phase."""
        view = self.hands.view
        quiet = [p for p in self._running(view) if not self._has_dates_ahead(view, p)]
        mine = [p for p in self.provisions if p.phase in quiet and not self._is_unclocked(p)]
        if _any(self._do_undated(provision) for provision in mine):
            return True
        return any(self._open_next(phase) for phase in quiet if self._is_open_to(phase))

    def _begin_phases(self) -> bool:
        """Where no phase that runs has anything dated left, begin what waits."""
        view = self.hands.view
        if view.state.entry is None:
            return False
        if any(self._has_dates_ahead(view, p) for p in self._running(view)):
            return False
        for phase in self.machine.agreement.phases:
            if view.state.phase(phase).started is None and self._is_open_to(phase):
                with self.hands.for_(phase):
                    if self.hands.start(phase):
                        return True
        return False

    def _finish_all(self) -> bool:
        """Once nothing lies ahead at all, do what is left."""
        view = self.hands.view
        if view.state.entry is None or any(deed.step.at > view.now for deed in self.replayed):
            return False
        if self._ahead().firm is not None:
            return False
        return _any(self._do_undated(provision) for provision in self.provisions)

    def _open_next(self, phase: PhaseId) -> bool:
        with self.hands.for_(phase):
            return self.hands.pass_over(phase)

    def _has_dates_ahead(self, view: View, phase: PhaseId) -> bool:
        """Tell whether something dated is left in a phase, with what is to be replayed there."""
        mine = tuple(p for p in self.provisions if p.id not in self.hands.kept_back)
        if has_dates_ahead(view, phase, mine):
            return True
        provisions = self.machine.agreement.provisions
        return any(
            deed.duty is not None
            and deed.stage < _AT_LAST
            and deed.step.at > view.now
            and provisions[deed.duty].phase == phase
            for deed in self.replayed
        )

    def _is_open_to(self, phase: PhaseId) -> bool:
        """Tell whether what a phase waits for is followed here, and not replayed."""
        return self.affected is None or phase in self.affected

    def _running(self, view: View) -> list[PhaseId]:
        logs = ((p, view.state.phase(p)) for p in self.machine.agreement.phases)
        return [p for p, log in logs if log.started is not None and log.ended is None]

    def _closing(self, view: View) -> list[PhaseId]:
        running = self._running(view)
        return [p for p in running if term_of(self.machine, view.state, p) == view.now]

    def _ends_now(self, view: View, provision: Provision) -> bool:
        for clause in self.machine.clauses(provision.id, view.state.amended):
            if isinstance(clause, OwnSpan) and clause.end is not None:
                stretch = view.stretch(clause.end)
                if stretch is not None and stretch[1] == view.now:
                    return True
        return False

    def _is_unclocked(self, provision: Provision) -> bool:
        """Tell whether a duty has a date whose clock has not started."""
        view = self.hands.view
        return any(
            isinstance(c, Deadline) and c.point is not None and view.stretch(c.point) is None
            for c in self.machine.clauses(provision.id, view.state.amended)
        )

    def _do_undated(self, provision: Provision) -> bool:
        """Do what is owed without a date."""
        view = self.hands.view
        if provision.modality not in BY_ACTS or (provision.id, None) in self.tried:
            return False
        if provision.id in self.hands.kept_back:
            return False
        if not any(t.due is None for t in open_tranches(view, provision)):
            return False
        self.tried.add((provision.id, None))
        return self.hands.fulfil(provision, None, is_whole=True)


def _any(done: Iterable[bool]) -> bool:
    """Do all, and tell whether any of it was done; `any` would stop at the first."""
    return sum(done) > 0
