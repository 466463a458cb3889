"""Let a power take its effect, or say why its exercise has none; after Hohfeld."""

from __future__ import annotations

from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.machine.case import Case, ending, revivable, scope
from servanda.machine.life import Life
from servanda.machine.living import suspended_since
from servanda.machine.machine import Machine
from servanda.machine.moves import Use
from servanda.machine.parts import brought_back, part_obstacle, parts_of, resumed
from servanda.machine.state import (
    Ending,
    Happening,
    Hold,
    Pending,
    PhaseLog,
    Refusal,
    State,
    added,
    part_of,
)
from servanda.machine.terms import term_of
from servanda.machine.view import View, view_of
from servanda.model.events import Manner
from servanda.model.provisions import (
    AtMostTimes,
    Effect,
    EffectKind,
    NotBefore,
    NoticeOf,
    OnRecommendation,
    Precedent,
    Provision,
    Trigger,
)


def obstacle(
    machine: Machine, state: State, provision: Provision, by: tuple[ActorId, ...], area: str = ""
) -> str:
    """Say why the exercise of a power would have no effect; empty when it has one."""
    return obstacle_in(view_of(machine, state), provision, by, area)


def obstacle_in(view: View, provision: Provision, by: tuple[ActorId, ...], area: str = "") -> str:
    """Say why the exercise of a power, over a part if one is named, would have no effect at a state."""
    machine = view.machine
    if not machine.applies(provision, view.amended):
        return "the text has no such power under this reading"
    agency = machine.bearer(provision)
    strangers = [actor for actor in by if agency.actors and actor not in agency.actors]
    if strangers:
        return f"{', '.join(strangers)} does not hold this power"
    if agency.manner is Manner.JOINTLY and by and set(agency.actors) - set(by):
        return "it needs all of its holders"
    advisers = recommenders(machine, provision)
    if advisers and not view.recommendations(provision.id):
        return f"{' and '.join(advisers)} did not recommend it"
    found = part_obstacle(machine, provision, area, view.amended)
    if found:
        return found
    for clause in machine.clauses(provision.id, view.amended):
        if isinstance(clause, Trigger | Precedent) and not view.holds(clause.condition):
            return "its condition does not hold"
        if isinstance(clause, NotBefore):
            stretch = view.stretch(clause.point)
            if stretch is None or not view.has_come(stretch[0]):
                return "it may not be used yet"
        used = len(view.uses(provision.id))
        if isinstance(clause, AtMostTimes) and used >= clause.times:
            return f"it was used {clause.times} times already"
    if provision.phase is not None:
        log = view.log(provision.phase)
        is_over = log.ended is not None and provision.phase != revivable(provision)
        if log.started is None or is_over:
            return f"phase {provision.phase} is not running"
    return _out_of_force(view, provision)


def _out_of_force(view: View, provision: Provision) -> str:
    """Say why a power does not bind now: it has not begun, it has ended, or it is suspended."""
    case = Case(
        view=view, provision=provision, clauses=view.machine.clauses(provision.id, view.amended)
    )
    if scope(case) is None:
        return "it is not in force yet"
    ended = ending(case)
    if ended is not None:
        return f"it is not in force any more: {ended.why}"
    return "it is suspended" if suspended_since(view, provision) is not None else ""


def recommenders(machine: Machine, provision: Provision) -> tuple[ActorId, ...]:
    """Give those who must recommend before a power of two stages can be used."""
    clauses = machine.clauses(provision.id)
    return tuple(c.actor for c in clauses if isinstance(c, OnRecommendation))


def use(machine: Machine, state: State, move: Use, here: Happening) -> State:
    """Let a power take its effect, where it has one."""
    provision = machine.agreement.provisions[move.power]
    advisers = recommenders(machine, provision)
    if advisers and here.by and set(here.by) <= set(advisers):
        return state._replace(recommended=added(state.recommended, move.power, here))
    why = obstacle(machine, state, provision, here.by, move.area)
    if why:
        return _refused(state, move, here, why)
    here = replace(here, area=move.area)
    state = state._replace(uses=added(state.uses, move.power, here))
    effect = provision.effect
    if effect is None:
        return state
    notices = [c.duration for c in machine.clauses(move.power) if isinstance(c, NoticeOf)]
    at = machine.calendar.add(here.at, notices[-1]) if notices else here.at
    if at > here.at and _waits_for_notice(machine, effect):
        waiting = Pending(at=at, here=here, until=move.until, duration=move.duration)
        return state._replace(pending=added(state.pending, move.power, waiting))
    return _effect(machine, state, effect, move, replace(here, at=at))


_AT_ITS_TIME = frozenset(
    {EffectKind.DECLARE, EffectKind.CERTIFY, EffectKind.WAIVE, EffectKind.REVIVE}
)


def _waits_for_notice(machine: Machine, effect: Effect) -> bool:
    """Tell whether a fact comes about only when notice is over; a suspension has its own beginning."""
    is_of_talks = effect.kind is EffectKind.END and effect.target in machine.agreement.processes
    return is_of_talks or effect.kind in _AT_ITS_TIME


def released(machine: Machine, state: State) -> State:
    """Let the powers whose notice is over by now take their effect, in the order of time."""
    if not state.pending or state.now is None:
        return state
    now = state.now
    over = [
        (p.at, power, p) for power, found in state.pending.items() for p in found if p.at <= now
    ]
    if not over:
        return state
    kept = {
        power: waiting
        for power, found in state.pending.items()
        if (waiting := tuple(p for p in found if p.at > now))
    }
    state = state._replace(pending=kept)
    for at, power, found in sorted(over, key=lambda each: each[:2]):
        effect = machine.agreement.provisions[power].effect
        assert effect is not None
        move = Use(power=power, until=found.until, duration=found.duration, area=found.here.area)
        state = _effect(machine, state, effect, move, replace(found.here, at=at))
    return state


def _refused(state: State, move: Use, here: Happening, why: str) -> State:
    """Note that a use on the record has no effect, and why."""
    if here.source is None:
        return state
    refusal = Refusal(at=here.at, why=why, source=here.source)
    return state._replace(refused=added(state.refused, move.power, refusal))


def _effect(machine: Machine, state: State, effect: Effect, move: Use, here: Happening) -> State:
    target = effect.target
    match effect.kind:
        case EffectKind.SUSPEND:
            until = _until(machine, state, move, here.at)
            hold = Hold(
                since=here.at, power=move.power, until=until, area=move.area, source=here.source
            )
            return state._replace(holds=added(state.holds, target, hold))
        case EffectKind.RESUME:
            parts = parts_of(machine, target, state.amended) if move.area else ()
            return resumed(state, target, here.at, move.area, parts)
        case EffectKind.TERMINATE | EffectKind.WITHDRAW:
            return _terminated(state, target, here)
        case EffectKind.EXTEND | EffectKind.RENEW:
            return _extended(machine, state, effect, move, here)
        case EffectKind.WAIVE:
            return state._replace(waived={**state.waived, part_of(target, here.area): here})
        case EffectKind.REVIVE:
            return _revived(machine, state, move, target, here.at)
        case EffectKind.CERTIFY:
            found = added(state.certificates, ProvisionId(target), here)
            return state._replace(certificates=found)
        case EffectKind.DECLARE:
            return occurred(machine, state, EventId(target), here)
        case EffectKind.END:
            if target in machine.agreement.processes:
                ended = machine.agreement.processes[target].ended
                return occurred(machine, state, ended, here)
            return _terminated(state, target, here)
        case _:
            return state


def _terminated(state: State, target: str, here: Happening) -> State:
    return state._replace(terminated={**state.terminated, part_of(target, here.area): here})


def occurred(machine: Machine, state: State, event: EventId, here: Happening) -> State:
    """Note that an event occurred: of what opens and closes a process in one minute, the last counts."""
    edges = machine.edges_of_processes.get(event, ())
    orders = [h.order for e in edges for h in state.happened.get(e, ()) if h.at == here.at]
    if orders:
        here = replace(here, order=1 + max(orders))
    return state._replace(happened=added(state.happened, event, here))


def _until(machine: Machine, state: State, move: Use, at: Instant) -> Instant | None:
    if move.until is not None:
        stretch = view_of(machine, state).stretch(move.until)
        return None if stretch is None else stretch[1]
    if move.duration is not None:
        return machine.calendar.add(at, move.duration)
    return None


def _extended(machine: Machine, state: State, effect: Effect, move: Use, here: Happening) -> State:
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
    part = next((p for p in life.parts if p.id == part_of(effect.target, move.area)), life)
    due = until[1] if until is not None else _last_date(part)
    if until is None and due is not None and duration is not None:
        due = machine.calendar.add(due, duration)
    if due is None:
        return state
    extended = {**state.extended, part_of(effect.target, move.area): due}
    return state._replace(extended=extended)


def _last_date(life: Life) -> Instant | None:
    """Give the last date of a duty: of its schedule, or of any of its parts."""
    dues = [t.due for each in (life, *life.parts) for t in each.tranches if t.due is not None]
    return max(dues, default=life.due)


def _revived(machine: Machine, state: State, move: Use, target: str, at: Instant) -> State:
    """Bring back what ended; a phase, with the agreement that ended it, runs on until it is ended anew.

    A use that says until when, or for how long, gives the phase that term.
    """
    ended_at = state.terminated[target].at if target in state.terminated else None
    parts = parts_of(machine, target, state.amended)
    until = _until(machine, state, move, at)
    state = brought_back(state, target, move.area, parts)
    if move.area:
        return resumed(state, target, at, move.area, parts)
    for phase, log in state.phases.items():
        is_with_it = target == "agreement" and log.how is Ending.TERMINATED
        if log.ended is not None and (phase == target or (is_with_it and log.ended == ended_at)):
            state = state.with_phase(phase, _running_again(machine, state, phase, at, until))
    return resumed(state, target, at)


def _running_again(
    machine: Machine, state: State, phase: PhaseId, at: Instant, until: Instant | None
) -> PhaseLog:
    """Give the log of a revived phase: with the term it is given, else with its own while that runs."""
    log = PhaseLog(started=state.phase(phase).started)
    term = until if until is not None else term_of(machine, state.with_phase(phase, log), phase)
    if term is None or term > at:
        return replace(log, extended_to=until)
    return replace(log, prolonged=at, is_without_term=True)
