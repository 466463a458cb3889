"""Describe a state by what its future depends on, so that two states alike are one.

What each name in sight adds to that is recalled from state to state: a fixed part, in which no date
stands, and the dates it still waits for, which are counted from now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from servanda.base.calendar import Instant
from servanda.checks.claims.moves import TIMES_AT_MOST, is_put_off
from servanda.machine import Life, LifeState, View
from servanda.machine.recall import ALWAYS_BEFORE
from servanda.machine.schedule import falls_due
from servanda.machine.state import Hold
from servanda.model.events import Event, Process
from servanda.model.provisions import (
    AtMostTimes,
    Cure,
    Deadline,
    Modality,
    OwnSpan,
    Phase,
    Precedent,
    Provision,
    Trigger,
)
from servanda.model.times import Is, Point, Status


class Outlook(NamedTuple):
    """Hold what a name adds to a state: what is fixed, the dates, and when that may change by itself."""

    fixed: object
    dates: tuple[Instant, ...]
    turns: tuple[Instant, ...]


def signature(view: View, outlooks: Sequence[Outlook]) -> object:
    """Describe a state by the outlooks of all that is in sight; what lies ahead is described apart."""
    state, now = view.state, view.now
    fixed = tuple([outlook.fixed for outlook in outlooks])
    dates = tuple([_ahead(at, now) for outlook in outlooks for at in outlook.dates])
    if not (state.terminated or state.holds or state.waived or state.pending):
        return fixed, dates, state.entry is not None
    terminated = tuple(sorted((n, _ahead(h.at, now)) for n, h in state.terminated.items()))
    holds = tuple(sorted(_held(state.holds, now)))
    waived = tuple(sorted(state.waived))
    pending = tuple(
        sorted(
            (name, notice.here.area, _ahead(notice.at, now))
            for name, found in state.pending.items()
            for notice in found
        )
    )
    return fixed, dates, state.entry is not None, holds, terminated, waived, pending


def _held(holds: Mapping[str, Sequence[Hold]], now: Instant) -> Iterator[tuple[object, ...]]:
    """Describe the suspensions that last or are still to come."""
    for name, found in holds.items():
        for hold in found:
            until = -1 if hold.until is None else _ahead(hold.until, now)
            if hold.until is None or hold.until > now:
                yield name, hold.area, _ahead(hold.since, now), until


def _ahead(instant: Instant, now: Instant) -> Instant:
    """Count how far an instant lies ahead; all that is past is alike."""
    return instant - now if instant >= now else -1


def numbered(view: View, outlook: Outlook) -> Outlook:
    """Give an outlook with a number for what is fixed, since that is compared often."""
    memory = view.machine.memory
    return outlook if memory is None else outlook._replace(fixed=memory.number(outlook.fixed))


def of_points(view: View, points: Sequence[Point]) -> tuple[object, tuple[Instant, ...]]:
    """Describe moments the text speaks of: whether each is known yet, and when it is."""
    found = [view.stretch(point) for point in points]
    known = tuple(stretch is not None for stretch in found)
    return known, tuple(at for stretch in found if stretch is not None for at in stretch)


def of_phase(view: View, phase: Phase) -> tuple[object, tuple[Instant, ...]]:
    """Describe a phase: how far it has come, and its term."""
    log, term = view.log(phase.id), view.term(phase.id)
    fixed = (
        log.started is not None,
        log.ended is not None,
        log.how,
        log.prolonged is not None,
        term is not None,
        log.is_expired and log.ended is not None and view.is_now(log.ended),
    )
    return fixed, () if term is None else (term,)


def of_event(view: View, event: Event, *, is_edge: bool) -> tuple[object, tuple[Instant, ...]]:
    """Count occurrences as far as they can matter: a process is only open or closed."""
    found = view.happenings(event.id)
    if not found:
        return 0, ()
    if is_edge:
        return 1, ()
    count = min(len(found), TIMES_AT_MOST)
    return (count, event.is_recurring and view.is_now(found[-1].at)), ()


def of_process(view: View, process: Process) -> tuple[object, tuple[Instant, ...]]:
    """Tell whether a process is open."""
    return view.holds(Is(target=process.id, status=Status.OPEN, span=process.span)), ()


def of_provision(view: View, provision: Provision) -> tuple[object, tuple[Instant, ...]]:
    """Describe a provision; the uses of a power are counted only as far as the text limits them."""
    dates = list[Instant]()
    certified = bool(view.certificates(provision.id))
    recommended = bool(view.recommendations(provision.id))
    life = _life(view, provision, dates)
    if provision.modality is not Modality.POWER:
        life = life, _if_it_came_into_effect(view, provision, dates)
    return (life, _uses(view, provision), certified, recommended), tuple(dates)


def _if_it_came_into_effect(view: View, provision: Provision, dates: list[Instant]) -> object:
    """Describe what would be late already if a duty came into effect, or was over or suspended by then."""
    clauses = view.machine.clauses(provision.id, view.amended)
    found = [c for c in clauses if isinstance(c, Deadline)]
    if not found or view.life(provision.id).state not in (LifeState.CREATED, LifeState.SUSPENDED):
        return ()
    waits_for = [c.condition for c in clauses if isinstance(c, Trigger | Precedent)]
    since = [view.first(condition) for condition in waits_for]
    held = [at for at in since if at is not None]
    if len(held) < len(since):  # what falls due, falls due after its conditions come to hold
        return ()
    dues = [due for c in found if (due := falls_due(view, c, max(held, default=ALWAYS_BEFORE)))]
    cures = [c.duration for c in clauses if isinstance(c, Cure)]
    dates.extend(dues)
    dates.extend(view.machine.calendar.add(due, cure) for due in dues for cure in cures)
    stops = sorted(_stops(view, provision))
    return tuple(due <= stop for due in dues for stop in stops)


def _stops(view: View, provision: Provision) -> Iterator[Instant]:
    """Give when a provision was terminated, or with what it belongs to; since when it is suspended; when its
    span ends. A suspension that is over has no more part in it, however many there were.
    """
    for clause in view.machine.clauses(provision.id, view.amended):
        if isinstance(clause, OwnSpan) and clause.end is not None:
            stretch = view.stretch(clause.end)
            if stretch is not None:
                yield stretch[1]
    for name in (provision.id, provision.phase, "agreement"):
        if name is not None:
            yield from (hold.since for hold in view.holds_on(name) if _lasts(view, hold))
            yield from (ended.at for ended in view.terminations(name))


def _lasts(view: View, hold: Hold) -> bool:
    return hold.until is None or not view.has_come(hold.until)


def _uses(view: View, provision: Provision) -> object:
    """Count the uses of a power only as far as the text limits them, and tell over which parts."""
    count = _count_of_uses(view, provision)
    areas = tuple(sorted({use.area for use in view.uses(provision.id)}))
    return count if areas in ((), ("",)) else (count, areas)


def _count_of_uses(view: View, provision: Provision) -> int:
    uses = view.uses(provision.id)
    if not uses:
        return 0
    times = [c.times for c in view.machine.clauses(provision.id) if isinstance(c, AtMostTimes)]
    if times:
        return min(len(uses), times[0])
    return 2 if is_put_off(view, provision) and view.is_now(uses[-1].at) else 1


def _life(view: View, provision: Provision, dates: list[Instant]) -> object:
    """Describe a life; one act may answer several occurrences, so acts are counted with its parts."""
    life = view.life(provision.id)
    if provision.modality is Modality.POWER:
        return life.state
    deliveries = view.deliveries(provision.id)
    acts = len(deliveries) if life.parts else any(d.is_start for d in deliveries)
    return _described(life, dates), acts


def _described(life: Life, dates: list[Instant]) -> object:
    open_ones = [tranche.due for tranche in life.tranches if tranche.met is None]
    dates.extend(due for due in open_ones if due is not None)
    are_dated = tuple(due is not None for due in open_ones)
    done = None if life.done is None else (life.done.low, life.done.high)
    parts = tuple(_described(part, dates) for part in life.parts)
    return life.state, are_dated, done, life.is_curable, parts
