"""Move a state: acts at an instant, the consequences the text makes automatic, and time passing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity, sum_of
from servanda.machine.machine import Machine
from servanda.machine.state import (
    Amended,
    Delivery,
    Ending,
    Happening,
    Hold,
    Observation,
    PhaseLog,
    State,
    added,
)
from servanda.machine.view import View, view_of
from servanda.model.entries import Change, Entry
from servanda.model.events import Manner
from servanda.model.provisions import (
    AtMostTimes,
    Effect,
    EffectKind,
    EndsWhen,
    NotBefore,
    NoticeOf,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Provision,
    RunsOn,
    Then,
    Trigger,
)
from servanda.model.times import All, AnchorPoint, Any, Condition, Not, OffsetPoint, Passed, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """The agreement enters into force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occur:
    """An event occurs."""

    event: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class Perform:
    """A provision is performed, in whole or in part."""

    provision: ProvisionId
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A power is exercised."""

    power: ProvisionId
    until: Point | None = None
    duration: Duration | None = None
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certify:
    """A certificate is given."""

    provision: ProvisionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Observe:
    """A level is observed."""

    level: str
    value: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend:
    """The text is changed."""

    change: Change


Move = Enter | Occur | Perform | Use | Certify | Observe | Amend


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Hold a move with its time, its authors and the entry it comes from."""

    at: Instant
    move: Move
    by: tuple[ActorId, ...] = ()
    source: Entry | None = None


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
            return state if state.entry is not None else replace(state, entry=here)
        case Occur(event=event):
            return replace(state, happened=added(state.happened, event, here))
        case Perform(provision=provision, delivery=delivery):
            return _deliver(state, provision, delivery)
        case Certify(provision=provision):
            return replace(state, certificates=added(state.certificates, provision, here))
        case Observe(level=level, value=value):
            seen = Observation(at=step.at, value=value, source=step.source)
            return replace(state, observed=added(state.observed, level, seen))
        case Amend(change=change):
            assert step.source is not None
            amended = Amended(at=step.at, change=change, source=step.source)
            return replace(state, amended=(*state.amended, amended))
        case Use():
            return use(machine, state, step.move, here)


def _deliver(state: State, provision: ProvisionId, delivery: Delivery) -> State:
    """Note a performance; a part that counts for another provision is noted there, and only there.

    A running total contributes what it adds to the performances before it.
    """
    if delivery.is_total and delivery.quantity is not None:
        so_far = sum_of(d.quantity for d in state.delivered.get(provision, ()) if d.quantity)
        more = delivery.quantity - so_far
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
    return replace(state, delivered=delivered)


# -- powers ----------------------------------------------------------------------------------


def obstacle(machine: Machine, state: State, provision: Provision, by: tuple[ActorId, ...]) -> str:
    """Say why the exercise of a power would have no effect; empty when it has one."""
    if not machine.applies(provision, state.amended):
        return "the text has no such power under this reading"
    agency = machine.bearer(provision)
    strangers = [actor for actor in by if agency.actors and actor not in agency.actors]
    if strangers:
        return f"{', '.join(strangers)} does not hold this power"
    if agency.manner is Manner.JOINTLY and by and set(agency.actors) - set(by):
        return "it needs all of its holders"
    view = view_of(machine, state)
    for clause in machine.clauses(provision.id, state.amended):
        if isinstance(clause, Trigger | Precedent) and not view.holds(clause.condition):
            return "its condition does not hold"
        if isinstance(clause, NotBefore):
            stretch = view.stretch(clause.point)
            if stretch is None or view.now < stretch[0]:
                return "it may not be used yet"
        if isinstance(clause, AtMostTimes):
            if len(state.uses.get(provision.id, ())) >= clause.times:
                return f"it was used {clause.times} times already"
    if provision.phase is not None:
        log = state.phase(provision.phase)
        if log.started is None or log.ended is not None:
            return f"phase {provision.phase} is not running"
    return ""


def use(machine: Machine, state: State, move: Use, here: Happening) -> State:
    """Let a power take its effect, where it has one."""
    provision = machine.agreement.provisions[move.power]
    if obstacle(machine, state, provision, here.by):
        return state
    state = replace(state, uses=added(state.uses, move.power, here))
    effect = provision.effect
    if effect is None:
        return state
    notices = [c.duration for c in machine.clauses(move.power) if isinstance(c, NoticeOf)]
    at = machine.calendar.add(here.at, notices[-1]) if notices else here.at
    return _effect(machine, state, effect, move, replace(here, at=at))


def _effect(
    machine: Machine, state: State, effect: Effect, move: Use, here: Happening
) -> State:
    target = effect.target
    match effect.kind:
        case EffectKind.SUSPEND:
            until = _until(machine, state, move, here.at)
            hold = Hold(
                since=here.at, power=move.power, until=until, area=move.area, source=here.source
            )
            return replace(state, holds=added(state.holds, target, hold))
        case EffectKind.RESUME:
            return _resumed(state, target, here.at, move.area)
        case EffectKind.TERMINATE | EffectKind.WITHDRAW:
            return replace(state, terminated={**state.terminated, target: here})
        case EffectKind.EXTEND | EffectKind.RENEW:
            return _extended(machine, state, effect, move, here)
        case EffectKind.WAIVE:
            return replace(state, waived={**state.waived, target: here})
        case EffectKind.REVIVE:
            return _revived(state, target, here.at)
        case EffectKind.CERTIFY:
            found = added(state.certificates, ProvisionId(target), here)
            return replace(state, certificates=found)
        case EffectKind.DECLARE:
            return replace(state, happened=added(state.happened, EventId(target), here))
        case EffectKind.END:
            if target in machine.agreement.processes:
                ended = machine.agreement.processes[target].ended
                return replace(state, happened=added(state.happened, ended, here))
            return replace(state, terminated={**state.terminated, target: here})
        case _:
            return state


def _until(machine: Machine, state: State, move: Use, at: Instant) -> Instant | None:
    if move.until is not None:
        stretch = view_of(machine, state).stretch(move.until)
        return None if stretch is None else stretch[1]
    if move.duration is not None:
        return machine.calendar.add(at, move.duration)
    return None


def _resumed(state: State, target: str, at: Instant, area: str = "") -> State:
    holds = tuple(
        replace(hold, until=at)
        if (hold.until is None or hold.until > at) and (not area or hold.area == area)
        else hold
        for hold in state.holds.get(target, ())
    )
    return replace(state, holds={**state.holds, target: holds})


def _extended(
    machine: Machine, state: State, effect: Effect, move: Use, here: Happening
) -> State:
    """Extend a phase or a provision, to a date or by a length of time."""
    duration = move.duration or effect.duration
    view = view_of(machine, state)
    until = view.stretch(move.until) if move.until is not None else None
    if effect.target in machine.agreement.phases:
        phase = PhaseId(effect.target)
        log = state.phase(phase)
        end = until[1] if until is not None else None
        term = term_of(machine, state, phase)
        if end is None and duration is not None and term is not None:
            end = machine.calendar.add(term, duration)
        return state.with_phase(phase, replace(log, extended_to=end or log.extended_to))
    life = view.life(ProvisionId(effect.target))
    due = until[1] if until is not None else life.due
    if until is None and due is not None and duration is not None:
        due = machine.calendar.add(due, duration)
    if due is None:
        return state
    return replace(state, extended={**state.extended, effect.target: due})


def _revived(state: State, target: str, at: Instant) -> State:
    terminated = {name: h for name, h in state.terminated.items() if name != target}
    state = replace(state, terminated=terminated)
    log = state.phases.get(PhaseId(target))
    if log is not None and log.ended is not None:
        revived = PhaseLog(started=log.started, prolonged=at)
        state = state.with_phase(PhaseId(target), revived)
    return _resumed(state, target, at)


# -- what follows of itself ------------------------------------------------------------------


def settle(machine: Machine, state: State, *, expire: bool = False) -> State:
    """Let phases start, pass over and end until nothing more follows at this instant.

    With `expire`, terms that fall on this very instant run out: acts come before expiries.
    """
    for _ in range(4 * len(machine.agreement.phases) + 4):
        after = _settle_once(machine, state, expire)
        if after is state:
            return state
        state = after
    return state


def _settle_once(machine: Machine, state: State, expire: bool) -> State:
    if state.entry is None and not state.happened and not state.delivered and not state.signed:
        return state
    for phase in machine.agreement.phases:
        log = state.phase(phase)
        if (end := _termination(state, phase)) is not None:
            after = _terminated(state, phase, end)
        elif log.started is None:
            after = _start(machine, state, phase)
        elif log.ended is None:
            after = _continue(machine, state, phase, log, expire)
        else:
            after = state
        if after is not state:
            return after
    return state


def _termination(state: State, phase: PhaseId) -> Instant | None:
    """Say since when a phase is terminated, itself or with the agreement; None before."""
    found = [state.terminated[name].at for name in (phase, "agreement") if name in state.terminated]
    reached = [at for at in found if state.now is not None and at <= state.now]
    return min(reached, default=None)


def _terminated(state: State, phase: PhaseId, at: Instant) -> State:
    """End a phase that runs; one that has not begun does not begin any more."""
    log = state.phase(phase)
    if log.started is None or log.ended is not None:
        return state
    return state.with_phase(phase, replace(log, ended=at, how=Ending.TERMINATED))


def _start(machine: Machine, state: State, phase: PhaseId) -> State:
    view = view_of(machine, state)
    for clause in machine.clauses(phase, state.amended):
        if not isinstance(clause, PhaseStart):
            continue
        at = None
        if clause.point is not None:
            stretch = view.stretch(clause.point)
            at = stretch[0] if stretch is not None and stretch[0] <= view.now else None
            if at is not None and state.entry is not None:
                at = max(at, min(state.entry.at, view.now))
        elif clause.condition is not None and view.holds(clause.condition):
            at = view.now
        binds = state.entry is not None or clause.point is None or is_signature(clause.point)
        if at is not None and binds:
            return state.with_phase(phase, PhaseLog(started=at))
    return state


def is_signature(point: Point) -> bool:
    """Tell whether a moment is counted from signature: a text may bind from then."""
    if isinstance(point, OffsetPoint):
        return is_signature(point.origin)
    return isinstance(point, AnchorPoint) and point.target == "signature"


def _continue(
    machine: Machine, state: State, phase: PhaseId, log: PhaseLog, expire: bool
) -> State:
    view = view_of(machine, state)
    clauses = machine.clauses(phase, state.amended)
    if state.holds and view.held(phase) is not None:
        return state
    for clause in clauses:
        if isinstance(clause, EndsWhen) and view.holds(clause.condition):
            return state.with_phase(phase, replace(log, ended=view.now, how=Ending.ENDED))
    has_term = any(isinstance(c, PhaseTerm) for c in clauses)
    term = term_of(machine, state, phase)
    out = term is not None and (term < view.now or (expire and term == view.now))
    for clause in clauses:
        if isinstance(clause, Then) and (clause.at_once or out or not has_term):
            if clause.condition is None and not out:
                continue
            if clause.condition is None or view.holds(clause.condition):
                return _pass_over(state, phase, log, clause, view.now)
    if not out:
        return state
    for clause in clauses:
        if isinstance(clause, RunsOn) and view.holds(clause.condition):
            if log.prolonged is None:
                return state.with_phase(phase, replace(log, prolonged=term))
            return state
    return state.with_phase(phase, replace(log, ended=view.now, how=Ending.LAPSED))


def _pass_over(
    state: State, phase: PhaseId, log: PhaseLog, clause: Then, at: Instant
) -> State:
    state = state.with_phase(phase, replace(log, ended=at, how=Ending.PASSED))
    if state.phase(clause.phase).started is None and _termination(state, clause.phase) is None:
        state = state.with_phase(clause.phase, PhaseLog(started=at))
    return state


def term_of(machine: Machine, state: State, phase: PhaseId) -> Instant | None:
    """Say when the term of a running phase is over; None where it has none, or has not begun."""
    log = state.phase(phase)
    if log.extended_to is not None:
        return log.extended_to
    if log.started is None:
        return None
    terms = [c for c in machine.clauses(phase, state.amended) if isinstance(c, PhaseTerm)]
    ends = []
    for clause in terms:
        if clause.until is not None:
            stretch = view_of(machine, state).stretch(clause.until)
            if stretch is not None:
                ends.append(stretch[1])
        elif clause.duration is not None:
            ends.append(_last_instant(machine, log.started, clause.duration))
    return min(ends, default=None)


def _last_instant(machine: Machine, started: Instant, duration: Duration) -> Instant:
    """Give the last instant of a length of time: where day 1 is the first day, it is counted in."""
    calendar = machine.calendar
    end = calendar.add(started, duration)
    if machine.falls_at_hour or duration.minutes:
        return end
    if machine.counting.first == 1:
        end = calendar.subtract(end, Duration(days=1))
    return calendar.end_of_day(calendar.date_of(end))


# -- time ------------------------------------------------------------------------------------


def advance(machine: Machine, state: State, to: Instant) -> State:
    """Let time pass, stopping wherever a phase may start or end of itself."""
    if state.now is None:
        state = replace(state, now=to)
        return settle(machine, state)
    state = settle(machine, state, expire=True) if to > state.now else state
    for _ in range(10_000):
        turn = next_turn(machine, state)
        if turn is None or turn >= to:
            break
        state = settle(machine, replace(state, now=turn), expire=True)
    if state.now is not None and to > state.now:
        state = replace(state, now=to)
    return settle(machine, state)


def next_turn(machine: Machine, state: State) -> Instant | None:
    """Say when, after now, a phase may next start or end by the mere passing of time."""
    now = state.now
    assert now is not None
    found = turns(view_of(machine, state), machine.agreement.phases)
    return min((t for t in found if t > now), default=None)


def turns(view: View, phases: Iterable[PhaseId]) -> Iterator[Instant]:
    """Give the instants at which some phases may start or end by themselves, past ones included."""
    machine, state = view.machine, view.state
    for phase in phases:
        log = state.phase(phase)
        if log.ended is not None:
            continue
        term = term_of(machine, state, phase)
        if term is not None:
            yield term
        for clause in machine.clauses(phase, state.amended):
            for point, lag in _points(clause, log):
                stretch = view.stretch(point)
                if stretch is not None:
                    yield stretch[1] + 1 if lag else stretch[0]
    for holds in state.holds.values():
        for hold in holds:
            if hold.until is not None:
                yield hold.until
    yield from (ended.at for ended in state.terminated.values())


def _points(clause: object, log: PhaseLog) -> Iterator[tuple[Point, bool]]:
    """Give the moments on which a phase waits: its start, and those in its conditions."""
    if isinstance(clause, PhaseStart) and log.started is None:
        if clause.point is not None:
            yield clause.point, False
        elif clause.condition is not None:
            yield from ((p, True) for p in points_in(clause.condition))
    elif (isinstance(clause, EndsWhen | RunsOn) and log.started is not None) or (isinstance(clause, Then) and clause.condition is not None and log.started is not None):
        yield from ((p, True) for p in points_in(clause.condition))


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
