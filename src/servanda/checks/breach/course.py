"""Follow an agreement along its course: everything done on its last day, and nothing sooner.

On the *course* every duty is performed at its due date; what has no date is done on the last day of its
phase, or once nothing dated is left there; what opens the next phase happens at the last moment at
which it still does; powers are not used. A *departure* is the same course from some turn on, with one
provision kept back, or with an act besides. Nobody's excuse is used on the course; after a departure
whoever may hold back without being overdue does, and that is noted.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from servanda.base.calendar import Instant
from servanda.base.identities import ProvisionId
from servanda.base.quantities import Quantity
from servanda.checks.breach.acts import Deed
from servanda.checks.breach.running import Run
from servanda.machine import Machine, Observe, State, Step, View, advance, take, view_of
from servanda.machine.cone import Cones, names_in_formula
from servanda.machine.moves import Enter
from servanda.machine.steps import initial, is_signature
from servanda.model.provisions import Deadline, Limit, PhaseStart, Provision
from servanda.model.provisions import Tranche as Recurring


class Departure(Struct, frozen=True, kw_only=True):
    """Say how a run departs from the course, and when what was kept back is done after all.

    Only what is `affected` is followed anew, with what is `in_sight` of it; the rest is done as on the
    course.
    """

    turn: int
    affected: frozenset[str]
    in_sight: frozenset[str]
    kept_back: frozenset[str] = frozenset()
    late: tuple[ProvisionId, Instant] | None = None
    besides: tuple[Step, ...] = ()
    mended: Step | None = None


class Course(Struct, frozen=True, kw_only=True):
    """Hold a run turn by turn: the states before anybody acts, the acts, and how it ends.

    `excusable` has what could be held back without being overdue, since when; `is_complete` is False
    where there were too many turns to follow.
    """

    machine: Machine
    start: Instant
    wished: tuple[ProvisionId, ...]
    provisions: tuple[Provision, ...]
    affected: frozenset[str]
    turns: tuple[State, ...]
    deeds: tuple[Deed, ...]
    excusable: Mapping[ProvisionId, Instant]
    kept_back: frozenset[str]
    last: State
    is_complete: bool
    _end: list[View] = field(default_factory=list)

    @property
    def end(self) -> View:
        """Look at the state in which the run comes to rest."""
        if not self._end:
            self._end.append(View(self.machine, self.last))
        return self._end[0]

    def at(self, instant: Instant) -> State:
        """Give the state at an instant: of those at it, the last; else the one before, moved on."""
        before = [s for s in (*self.turns, self.last) if s.now is not None and s.now <= instant]
        if not before:
            return self.turns[0]
        return advance(self.machine, before[-1], instant)


class Reach(Struct, frozen=True, kw_only=True):
    """Hold what some names can change, and all that this depends on."""

    affected: frozenset[str]
    in_sight: frozenset[str]


def reach_of(cones: Cones, roots: frozenset[str]) -> Reach:
    """Give all that can become otherwise when some names do."""
    agreement = cones.agreement
    names = (*agreement.provisions, *agreement.phases, *agreement.events, *agreement.processes)
    affected = roots | {name for name in names if roots & cones.names(name)}
    in_sight = frozenset(n for name in affected for n in cones.names(name))
    return Reach(affected=affected, in_sight=in_sight)


def follow(machine: Machine, start: Instant, wished: tuple[ProvisionId, ...] = ()) -> Course:
    """Follow the course from entry into force at a start, or from signature where that binds.

    What is wished for is brought into effect as soon as its phase runs, where others can do so.
    """
    found = machine.agreement.provisions.values()
    provisions = tuple(p for p in found if machine.applies(p))
    state = _measured(machine, _beginning(machine, start))
    run = Run(machine=machine, start=start, state=state, provisions=provisions, wished=wished)
    run.follow()
    return _course(run, provisions, frozenset())


def depart(course: Course, departure: Departure) -> Course:
    """Follow a run that departs from a course at a turn."""
    affected = departure.affected
    run = Run(
        machine=course.machine,
        start=course.start,
        state=course.turns[departure.turn],
        provisions=tuple(p for p in course.provisions if p.id in affected),
        wished=course.wished,
        affected=affected,
        in_sight=departure.in_sight,
        excused_anyway=frozenset(course.excusable),
        late=departure.late,
        besides=departure.besides,
        mended=departure.mended,
        turns=list(course.turns[: departure.turn]),
    )
    run.hands.kept_back = departure.kept_back
    for deed in course.deeds:
        if deed.turn < departure.turn:
            run.hands.deeds.append(deed)
        elif deed.name not in affected and deed.purpose not in affected:
            run.replayed.append(deed)
    run.tried = {(deed.duty, deed.due) for deed in run.hands.deeds if deed.duty is not None}
    run.follow()
    return _course(run, course.provisions, affected)


def _course(run: Run, provisions: tuple[Provision, ...], affected: frozenset[str]) -> Course:
    return Course(
        machine=run.machine,
        start=run.start,
        wished=run.wished,
        provisions=provisions,
        affected=affected,
        turns=tuple(run.turns),
        deeds=tuple(run.hands.deeds),
        excusable=run.excusable,
        kept_back=run.hands.kept_back,
        last=run.hands.state,
        is_complete=run.is_complete,
    )


def _beginning(machine: Machine, start: Instant) -> State:
    """Give the state in which a run begins: entry into force, or signature where a phase binds from it."""
    state = initial(machine)
    clauses = [c for phase in machine.agreement.phases for c in machine.clauses(phase)]
    from_signature = any(
        isinstance(c, PhaseStart) and c.point is not None and is_signature(c.point) for c in clauses
    )
    if from_signature and state.signed is not None and state.signed < start:
        return advance(machine, state, state.signed)
    return take(machine, state, Step(at=start, move=Enter()))


def _measured(machine: Machine, state: State) -> State:
    """Take each unknown level of which a share counts as 100 of its unit: shares of it stay shares."""
    for name in machine.agreement.levels:
        view = view_of(machine, state)
        if name in _shared(machine) and view.level(name) is None:
            hundred = Observe(level=name, value=Quantity.exact(100))
            state = take(machine, state, Step(at=view.now, move=hundred))
    return state


def _shared(machine: Machine) -> set[str]:
    """Give the levels of which a share is owed, or is a limit, and that are no limited level themselves."""
    found: set[str] = set()
    for provision in machine.agreement.provisions.values():
        for clause in machine.clauses(provision.id):
            if isinstance(clause, Deadline | Recurring | Limit):
                found.update(names_in_formula(clause.amount))
    targets = {p.action.target for p in machine.agreement.provisions.values()}
    return found - targets
