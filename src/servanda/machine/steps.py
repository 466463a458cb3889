"""Move a state: acts at an instant, the consequences the text makes automatic, and time passing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import PhaseId, ProvisionId
from servanda.base.quantities import Quantity, sum_of
from servanda.machine.case import is_replaced
from servanda.machine.log import summed
from servanda.machine.machine import Machine
from servanda.machine.moves import Amend, Certify, Enter, Observe, Occur, Perform, Step, Use
from servanda.machine.powers import occurred, released, use
from servanda.machine.state import (
    ENTRY,
    Amended,
    Delivery,
    Ending,
    Happening,
    Observation,
    PhaseLog,
    State,
    added,
)
from servanda.machine.view import View, view_of
from servanda.model.provisions import (
    EndsWhen,
    PhaseStart,
    PhaseTerm,
    RunsOn,
    Then,
)
from servanda.model.times import All, AnchorPoint, Any, Condition, Not, OffsetPoint, Passed, Point


def initial(machine: Machine) -> State:
    """Give the state before anything has happened."""
    header = machine.agreement.header
    signed = header.signed.earliest if header.signed is not None else None
    return State(signed=signed)


def take(machine: Machine, state: State, step: Step) -> State:
    """Take a step: time passes up to it, it happens, and what follows of itself follows at once."""
    state = advance(machine, state, step.at)
    return settle(machine, _happen(machine, state, step))


def _happen(machine: Machine, state: State, step: Step) -> State:
    here = Happening(at=step.at, by=step.by, source=step.source)
    match step.move:
        case Enter():
            return state if state.entry is not None else state._replace(entry=here)
        case Occur(event=event):
            return occurred(machine, state, event, here)
        case Perform(provision=provision, delivery=delivery):
            return _performed(machine, state, provision, delivery)
        case Certify(provision=provision):
            return state._replace(certificates=added(state.certificates, provision, here))
        case Observe(level=level, value=value):
            seen = Observation(at=step.at, value=value, source=step.source)
            return state._replace(observed=added(state.observed, level, seen))
        case Amend(change=change):
            assert step.source is not None
            amended = Amended(at=step.at, change=change, source=step.source)
            return state._replace(amended=(*state.amended, amended))
        case Use():
            return use(machine, state, step.move, here)


def _performed(machine: Machine, state: State, provision: ProvisionId, delivery: Delivery) -> State:
    """Note a performance, for a later provision, too, that counts what was done while the earlier bound."""
    after = _deliver(state, provision, delivery)
    for name in machine.heirs.get(provision, ()):
        view = view_of(machine, state)
        if not is_replaced(view, provision, machine.agreement.provisions[name]):
            after = _deliver(after, name, delivery)
    return after


def _deliver(state: State, provision: ProvisionId, delivery: Delivery) -> State:
    """Note a performance; a part that counts for another provision is noted there, and only there.

    A running total contributes what it adds to the performances before it.
    """
    if delivery.is_total and delivery.quantity is not None:
        more = delivery.quantity - summed(state.delivered.get(provision, ()), _amount)
        more = more if more.low is not None and more.low > 0 else Quantity.exact(0)
        delivery = replace(delivery, quantity=more, is_total=False)
    elsewhere = [part.quantity for part in delivery.parts if part.provision is not None]
    mine = delivery
    if elsewhere and delivery.quantity is not None:
        mine = replace(delivery, quantity=delivery.quantity - sum_of(elsewhere))
    delivered = added(state.delivered, provision, mine)
    for part in delivery.parts:
        if part.provision is not None:
            share = replace(delivery, quantity=part.quantity, category="", parts=())
            delivered = added(delivered, part.provision, share)
    return state._replace(delivered=delivered)


def _amount(delivery: Delivery) -> Quantity:
    return delivery.quantity or _NOTHING


_NOTHING = Quantity.exact(0)


# -- what follows of itself ------------------------------------------------------------------


def settle(machine: Machine, state: State, *, expire: bool = False) -> State:
    """Let phases start, pass over and end until nothing more follows at this instant.

    With `expire`, terms that fall on this very instant run out: acts come before expiries.
    """
    if not machine.agreement.phases:
        return state
    for _ in range(4 * len(machine.agreement.phases) + 4):
        after = _settled(machine, state, expire)
        if after is state:
            return state
        state = after
    return state


def _settled(machine: Machine, state: State, expire: bool) -> State:
    """Ask the phases what becomes of them, each group after those that it rests on."""
    if state.entry is None and not state.happened and not state.delivered and not state.signed:
        return state
    if _is_still(view_of(machine, state), expire):
        return state
    for group in machine.strata:
        while turns := _turns_of_group(machine, state, group, expire):
            state = _turned(state, turns)
    return state


def _is_still(view: View, expire: bool) -> bool:
    """Tell whether no phase begins or ends now; recalled for all phases at once, since mostly none does."""
    phases = view.machine.agreement.phases

    def found() -> bool:
        return all(
            view.log(phase).ended is not None or _turn(view, phase, expire) is None
            for phase in phases
        )

    return view.recall((("still", expire), ENTRY), found, phases)


def _turns_of_group(
    machine: Machine, state: State, group: tuple[PhaseId, ...], expire: bool
) -> dict[PhaseId, _Turn]:
    """Say what becomes of the phases of a group, all asked on one state."""
    view = view_of(machine, state)
    found: dict[PhaseId, _Turn] = {}
    for phase in group:
        if state.phase(phase).ended is None:
            turn = _turn(view, phase, expire)
            if turn is not None:
                found[phase] = turn
    return found


class _Turn(NamedTuple):
    """Hold what becomes of a phase at an instant, and the phase it passes over to."""

    log: PhaseLog
    then: PhaseId | None = None


def _turn(view: View, phase: PhaseId, expire: bool) -> _Turn | None:
    """Say what becomes of a phase now, if anything; recalled, since mostly nothing does."""
    kind = "turn in the evening" if expire else "turn"
    return view.recall((kind, phase), lambda: _worked_out(view, phase, expire))


def _worked_out(view: View, phase: PhaseId, expire: bool) -> _Turn | None:
    log = view.log(phase)
    end = _termination(view, phase)
    if end is not None:  # one that has not begun does not begin any more
        is_running = log.started is not None
        return _Turn(replace(log, ended=end, how=Ending.TERMINATED)) if is_running else None
    if log.started is None:
        return _start(view, phase)
    return _continue(view, phase, log, expire)


def _turned(state: State, turns: Mapping[PhaseId, _Turn]) -> State:
    """Let what becomes of phases be so at once, and the phases they pass over to begin."""
    logs = {phase: turn.log for phase, turn in turns.items()}
    state = state._replace(phases={**state.phases, **logs})
    for turn in turns.values():
        at = turn.log.ended
        if turn.then is None or at is None:
            continue
        ends = [state.terminated[n].at for n in (turn.then, "agreement") if n in state.terminated]
        if any(end <= at for end in ends):
            continue
        log = state.phase(turn.then)
        is_new = turn.then in turns and log.ended is None
        if log.started is None or (is_new and at < log.started):
            state = state.with_phase(turn.then, replace(log, started=at))
    return state


def _termination(view: View, phase: PhaseId) -> Instant | None:
    """Say since when a phase is terminated, itself or with the agreement; None before."""
    found = [view.termination(name) for name in (phase, "agreement")]
    return min((e.at for e in found if e is not None and view.has_come(e.at)), default=None)


def _start(view: View, phase: PhaseId) -> _Turn | None:
    entry = view.entry
    for clause in view.machine.clauses(phase, view.amended):
        if not isinstance(clause, PhaseStart):
            continue
        at = None
        if clause.point is not None:
            stretch = view.stretch(clause.point)
            at = stretch[0] if stretch is not None and view.has_come(stretch[0]) else None
            if at is not None and entry is not None:
                at = max(at, min(entry.at, view.now))
        elif clause.condition is not None and view.holds(clause.condition):
            at = view.now
        binds = entry is not None or clause.point is None or is_signature(clause.point)
        if at is not None and binds:
            return _Turn(PhaseLog(started=at))
    return None


def is_signature(point: Point) -> bool:
    """Tell whether a moment is counted from signature: a text may bind from then."""
    if isinstance(point, OffsetPoint):
        return is_signature(point.origin)
    return isinstance(point, AnchorPoint) and point.target == "signature"


def _continue(view: View, phase: PhaseId, log: PhaseLog, expire: bool) -> _Turn | None:
    clauses = view.machine.clauses(phase, view.amended)
    if view.held(phase) is not None:
        return None
    for clause in clauses:
        if isinstance(clause, EndsWhen) and view.holds(clause.condition):
            return _Turn(_over(log, view, Ending.ENDED, expire))
    has_term = any(isinstance(c, PhaseTerm) for c in clauses) and not log.is_without_term
    term = view.term(phase)
    out = term is not None and (view.has_come(term) if expire else view.is_past(term))
    for clause in clauses:
        if isinstance(clause, Then) and (clause.at_once or out or not has_term):
            if clause.condition is None and not out:
                continue
            if clause.condition is None or view.holds(clause.condition):
                return _Turn(_over(log, view, Ending.PASSED, expire), clause.phase)
    if not out:
        return None
    for clause in clauses:
        if isinstance(clause, RunsOn) and view.holds(clause.condition):
            return _Turn(replace(log, prolonged=term)) if log.prolonged is None else None
    return _Turn(_over(log, view, Ending.LAPSED, expire))


def _over(log: PhaseLog, view: View, how: Ending, expire: bool) -> PhaseLog:
    return replace(log, ended=view.now, how=how, is_expired=expire)


# -- time ------------------------------------------------------------------------------------


def advance(machine: Machine, state: State, to: Instant) -> State:
    """Let time pass, stopping wherever a phase may start or end of itself."""
    if state.now is None:
        state = state._replace(now=to)
        return settle(machine, state)
    if to <= state.now:
        return state
    state = settle(machine, state, expire=True)
    for _ in range(10_000):
        turn = next_turn(machine, state)
        if turn is None or turn >= to:
            break
        state = settle(machine, released(machine, state._replace(now=turn)), expire=True)
    return settle(machine, released(machine, state._replace(now=to)))


def next_turn(machine: Machine, state: State) -> Instant | None:
    """Say when, after now, a phase may next start or end by the mere passing of time."""
    now = state.now
    assert now is not None
    found = turns(view_of(machine, state))
    return min((t for t in found if t > now), default=None)


def turns(view: View) -> Iterator[Instant]:
    """Give the instants at which phases may start or end by themselves, past ones included."""
    phases = view.machine.agreement.phases

    def found() -> tuple[Instant, ...]:
        return tuple(at for phase in phases for at in turns_of(view, phase))

    if phases:
        yield from view.recall(("all turns", ENTRY), found, phases)
    yield from turns_of_powers(view)


def turns_of(view: View, phase: PhaseId) -> tuple[Instant, ...]:
    """Give the instants at which one phase may start or end by itself."""
    return view.recall(("turns", phase), lambda: tuple(_turns_of(view, phase)))


def _turns_of(view: View, phase: PhaseId) -> Iterator[Instant]:
    log = view.log(phase)
    if log.ended is not None:
        return
    term = view.term(phase)
    if term is not None:
        yield term
    for clause in view.machine.clauses(phase, view.amended):
        for point, lag in _points(clause, log):
            stretch = view.stretch(point)
            if stretch is not None:
                yield stretch[1] + 1 if lag else stretch[0]


def turns_of_powers(view: View) -> Iterator[Instant]:
    """Give the instants at which suspensions begin and end, terminations take effect, and notice is over."""
    for holds in view.state.holds.values():
        for hold in holds:
            yield hold.since
            if hold.until is not None:
                yield hold.until
    yield from (ended.at for ended in view.state.terminated.values())
    yield from (found.at for each in view.state.pending.values() for found in each)


def _points(clause: object, log: PhaseLog) -> Iterator[tuple[Point, bool]]:
    """Give the moments on which a phase waits: its start, and those in its conditions."""
    condition: Condition | None = None
    if isinstance(clause, PhaseStart) and log.started is None:
        if clause.point is not None:
            yield clause.point, False
        condition = clause.condition
    elif isinstance(clause, EndsWhen | RunsOn | Then) and log.started is not None:
        condition = clause.condition
    if condition is not None:
        yield from ((point, True) for point in points_in(condition))


def points_in(condition: Condition) -> Iterator[Point]:
    """Give the moments a condition names."""
    match condition:
        case Passed():
            yield condition.point
        case Not():
            yield from points_in(condition.inner)
        case All() | Any():
            for part in condition.parts:
                yield from points_in(part)
        case _:
            return
