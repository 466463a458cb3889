"""Describe a state by what its future depends on, so that two states alike are one."""

from __future__ import annotations

from servanda.base.calendar import Instant
from servanda.checks.claims.instants import Sight
from servanda.checks.claims.moves import TIMES_AT_MOST
from servanda.machine import Life, View, term_of
from servanda.model.events import Event
from servanda.model.provisions import AtMostTimes, Modality, Provision
from servanda.model.times import Is, Status


def signature(sight: Sight, view: View) -> object:
    """Describe a state; the instants ahead of it are described apart."""
    state, now = view.state, view.now
    phases = tuple(
        (
            log.started is not None,
            log.ended is not None,
            log.how,
            log.prolonged is not None,
            _ahead(term_of(view.machine, state, phase), now),
        )
        for phase in sight.phases
        for log in (state.phase(phase),)
    )
    events = tuple(_times(sight, view, event) for event in sight.events)
    processes = tuple(_is_open(view, p.id) for p in view.machine.agreement.processes.values())
    lives = tuple(
        (_key(view, p), _uses(view, p), p.id in state.certificates, p.id in state.recommended)
        for p in sight.provisions
    )
    terminated = tuple(sorted((n, _ahead(h.at, now)) for n, h in state.terminated.items()))
    holds = tuple(sorted(t for t in state.holds if view.held(t) is not None))
    waived = tuple(sorted(state.waived))
    entered = state.entry is not None
    return phases, events, processes, lives, holds, terminated, waived, entered


def _times(sight: Sight, view: View, event: Event) -> object:
    """Count occurrences as far as they can matter: a process is only open or closed."""
    found = view.state.happened.get(event.id, ())
    if not found:
        return 0
    count = 1 if event.id in sight.edges else min(len(found), TIMES_AT_MOST)
    return (count, found[-1].at == view.now) if event.is_recurring else count


def _uses(view: View, provision: Provision) -> int:
    """Count the uses of a power only as far as the text limits them."""
    uses = view.state.uses.get(provision.id, ())
    times = [c.times for c in view.machine.clauses(provision.id) if isinstance(c, AtMostTimes)]
    if not uses:
        return 0
    used_now = 1 if uses[-1].at == view.now else 0
    return min(len(uses), times[0]) * 2 + used_now if times else 1 + used_now


def _is_open(view: View, process: str) -> bool:
    span = view.machine.agreement.processes[process].span
    return view.holds(Is(target=process, status=Status.OPEN, span=span))


def _key(view: View, provision: Provision) -> object:
    """Describe a provision; how often a power was used is counted apart, as far as it matters.

    One act may answer several occurrences, so the acts of a procedure are counted with its lives.
    """
    life = view.life(provision.id)
    if provision.modality is Modality.POWER:
        return life.state
    acts = len(view.state.delivered.get(provision.id, ())) if life.parts else 0
    return _life_key(life, view.now), acts


def _life_key(life: Life, now: Instant) -> object:
    tranches = tuple(
        (_ahead(t.due, now), t.met is not None) for t in life.tranches if t.met is None
    )
    done = None if life.done is None else (life.done.low, life.done.high)
    parts = tuple(_life_key(part, now) for part in life.parts)
    return life.state, tranches, done, life.is_curable, parts


def _ahead(instant: Instant | None, now: Instant) -> Instant | None:
    """Count how far an instant lies ahead; all that is past is alike."""
    if instant is None:
        return None
    return instant - now if instant >= now else -1
