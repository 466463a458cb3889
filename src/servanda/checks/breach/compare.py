"""Lay a run beside the course, and say what became otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.calendar import Instant
from servanda.base.identities import ProvisionId
from servanda.checks.breach.course import Course
from servanda.checks.breach.hypotheses import bearers
from servanda.checks.breach.result import Change, Effect
from servanda.machine import DONE, Ending, Life, LifeState, PhaseLog, View
from servanda.model.provisions import Modality

_HELD = frozenset({LifeState.EXCUSED, LifeState.WITHHELD})
_GONE = frozenset({LifeState.TERMINATED, LifeState.DISCHARGED, LifeState.SUSPENDED})


def compare(course: Course, other: Course, leaving_out: frozenset[str]) -> tuple[Effect, ...]:
    """Say what became otherwise on another run, in the order of the text, but for some names."""
    found = [*_phases(course, other), *_events(course, other), *_lives(course, other)]
    return tuple(effect for effect in found if effect.name not in leaving_out)


def _phases(course: Course, other: Course) -> Iterator[Effect]:
    for phase in course.machine.agreement.phases.values():
        change = _of_phase(course.last.phase(phase.id), other.last.phase(phase.id))
        if change is not None:
            yield Effect(name=phase.id, change=change, by=(), span=phase.span)


def _of_phase(before: PhaseLog, after: PhaseLog) -> Change | None:
    if (before.started is None) != (after.started is None):
        return Change.BEGINS if before.started is None else Change.NOT_BEGUN
    if before.ended is not None and after.ended is None:
        return Change.NOT_ENDED
    if before.how is after.how:
        return Change.LATER if before.started != after.started else None
    return Change.LAPSES if after.how is Ending.LAPSED else Change.CUT_SHORT


def _events(course: Course, other: Course) -> Iterator[Effect]:
    for event in course.machine.agreement.events.values():
        before = bool(course.last.happened.get(event.id))
        after = bool(other.last.happened.get(event.id))
        if before != after:
            change = Change.HAPPENS if after else Change.NOT_HAPPENED
            by = () if event.agency.silence else course.machine.agency(event).actors
            yield Effect(name=event.id, change=change, by=by, span=event.span)


def _lives(course: Course, other: Course) -> Iterator[Effect]:
    for provision in course.provisions:
        if provision.id not in other.affected:
            continue
        if provision.modality is Modality.POWER and provision.effect is not None:
            continue  # powers are told apart, as means
        before, after = course.end.life(provision.id), other.end.life(provision.id)
        change = _of_life(before, after)
        was_held = provision.id in other.excusable and provision.id not in course.excusable
        if change in (None, Change.LATER) and was_held:
            change = Change.EXCUSED
        if change is not None:
            by = bearers(course.machine, provision)
            yield Effect(name=provision.id, change=change, by=by, span=provision.span)


def _of_life(before: Life, after: Life) -> Change | None:
    if before.state is after.state and before.state not in DONE:
        return _of_amount(before, after) or _of_what_was_done(before, after)
    if after.state is LifeState.CREATED:
        return Change.NEVER
    if after.state is LifeState.SUSPENDED:
        return Change.SUSPENDED
    if before.state is LifeState.CREATED:
        return Change.ARISES
    if after.state in _HELD:
        return Change.EXCUSED
    if after.state is LifeState.DISCHARGED:
        return Change.DISCHARGED
    if after.state is LifeState.TERMINATED:
        return _of_amount(before, after) or Change.ENDS
    if after.state in (LifeState.OVERDUE, LifeState.MISSED):
        return Change.UNMET
    if before.state in DONE and after.state in DONE:
        return _of_amount(before, after) or _of_date(before, after)
    if before.state in DONE:
        is_undated = before.due is not None and after.due is None
        otherwise = Change.UNDATED if is_undated else Change.STAYS_OPEN
        return _of_amount(before, after) or otherwise
    return Change.LATER if after.state in DONE else None


def _of_what_was_done(before: Life, after: Life) -> Change | None:
    """Tell whether less was done of what ended in any case before it could be told to be done."""
    low = before.done.low if before.done is not None else None
    now = after.done.low if after.done is not None else None
    is_less = before.state is LifeState.TERMINATED and low is not None and (now or 0) < low
    return Change.ENDS if is_less else None


def _of_date(before: Life, after: Life) -> Change | None:
    """Tell whether what is done has another date, or is done late; what has none is done at any time."""
    if before.due is not None and after.due is None:
        return Change.UNDATED
    is_same = (before.due, before.state) == (after.due, after.state)
    return None if is_same or after.due is None else Change.LATER


def _of_amount(before: Life, after: Life) -> Change | None:
    low = before.owed.low if before.owed is not None else None
    now = after.owed.low if after.owed is not None else None
    if low is not None and (now or 0) < low:
        return Change.LESS
    return None


def standing(run: Course, at: Instant) -> tuple[ProvisionId, ...]:
    """Give the duties and prohibitions that bind at an instant and are still to be kept."""
    view = View(run.machine, run.at(at))
    binding = (LifeState.IN_EFFECT, LifeState.OVERDUE, LifeState.OPEN)
    obliging = (
        p for p in run.provisions if p.modality not in (Modality.POWER, Modality.RECOMMENDATION)
    )
    return tuple(p.id for p in obliging if view.life(p.id).state in binding)
