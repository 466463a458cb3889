"""Find the powers that somebody could lawfully use on a run, and what their use would take away."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.checks.breach.compare import compare
from servanda.checks.breach.course import Course, Departure, depart, reach_of
from servanda.checks.breach.result import Effect, Means
from servanda.machine import LifeState, Machine, State, Step, Use, obstacle, take, view_of
from servanda.machine.cone import Cones
from servanda.machine.powers import recommenders
from servanda.model.events import Manner
from servanda.model.provisions import EffectKind, Modality, Provision

_NO_REMEDY = frozenset(
    {
        EffectKind.AMEND,
        EffectKind.EXEMPT,
        EffectKind.CERTIFY,
        EffectKind.RESUME,
        EffectKind.REVIVE,
    }
)
"""What these change is told by an entry of its own, or undoes what another power did."""


class Spell(Struct, frozen=True, kw_only=True):
    """Hold since when a power is usable on a run, and until when it was last found so."""

    since: Instant
    until: Instant | None
    turn: int


def powers_of(course: Course) -> list[Provision]:
    """Give the powers that change what others owe, in the order of the text."""
    return [
        p
        for p in course.provisions
        if p.modality is Modality.POWER and p.effect is not None and p.effect.kind not in _NO_REMEDY
    ]


def is_usable(machine: Machine, state: State, power: Provision) -> bool:
    """Tell whether a power would have its effect now, in its holders' hands, once recommended."""
    agency = machine.bearer(power)
    if agency.manner is Manner.UNNAMED or not agency.actors:
        return False
    if view_of(machine, state).life(power.id).state is not LifeState.IN_EFFECT:
        return False
    advisers = recommenders(machine, power)
    if advisers and not state.recommended.get(power.id):
        state = take(machine, state, Step(at=_now(state), move=Use(power=power.id), by=advisers))
    return not obstacle(machine, state, power, _users(machine, power))


def _now(state: State) -> Instant:
    assert state.now is not None
    return state.now


def _users(machine: Machine, power: Provision) -> tuple[ActorId, ...]:
    agency = machine.bearer(power)
    return agency.actors if agency.manner is Manner.JOINTLY else agency.actors[:1]


def usable(course: Course, power: Provision, since: Instant) -> Spell | None:
    """Say from when after an instant a power is usable on a run, and until when."""
    found: tuple[Instant, int] | None = None
    for number, state in enumerate((*course.turns, course.last)):
        if state.now is None or state.now <= since:
            continue
        if is_usable(course.machine, state, power):
            found = found or (state.now, min(number, len(course.turns) - 1))
        elif found is not None:
            return Spell(since=found[0], until=state.now - 1, turn=found[1])
    return None if found is None else Spell(since=found[0], until=None, turn=found[1])


def means_of(
    course: Course, run: Course, since: Instant, late: tuple[Course, Instant] | None, cones: Cones
) -> Iterator[Means]:
    """Give the powers that a breach touches and that are usable on a run after an instant.

    A power is *new* where it is not usable on the course when the run first lets it be used; it *lasts*
    where it is still usable once what was kept back has been done late.
    """
    machine = run.machine
    for power in powers_of(run):
        if power.id not in run.affected:
            continue
        spell = usable(run, power, since)
        if spell is None:
            continue
        is_new = not is_usable(machine, course.at(spell.since), power)
        lasts = is_new and late is not None and usable(late[0], power, late[1]) is not None
        ends = _taken_away(run, power, spell, cones) if is_new else ()
        yield _means(machine, power, spell, is_new=is_new, lasts=lasts, ends=ends)


def regardless(course: Course, power: Provision, since: Instant) -> Means | None:
    """Give a power that is usable on the course itself after an instant: no breach is needed for it."""
    spell = usable(course, power, since)
    if spell is None:
        return None
    return _means(course.machine, power, spell, is_new=False, lasts=False, ends=())


def _means(
    machine: Machine,
    power: Provision,
    spell: Spell,
    *,
    is_new: bool,
    lasts: bool,
    ends: tuple[Effect, ...],
) -> Means:
    agency = machine.bearer(power)
    assert power.effect is not None
    return Means(
        reading=(),
        power=power.id,
        by=() if power.agency.silence is not None else agency.actors,
        is_joint=agency.manner is Manner.JOINTLY and len(agency.actors) > 1,
        kind=power.effect.kind,
        target=power.effect.target,
        since=spell.since,
        until=spell.until,
        is_new=is_new,
        lasts=lasts,
        advisers=recommenders(machine, power),
        ends=ends,
        span=power.span,
    )


def _taken_away(run: Course, power: Provision, spell: Spell, cones: Cones) -> tuple[Effect, ...]:
    """Say what the use of a power takes away from the run on which it is used."""
    machine = run.machine
    advisers = recommenders(machine, power)
    use = Step(at=spell.since, move=Use(power=power.id), by=_users(machine, power))
    first = Step(at=spell.since, move=Use(power=power.id), by=advisers) if advisers else None
    reach = reach_of(cones, frozenset({power.id, *run.kept_back}))
    departure = Departure(
        turn=spell.turn,
        affected=reach.affected | run.affected,
        in_sight=reach.in_sight | run.affected,
        kept_back=run.kept_back,
        besides=tuple(step for step in (first, use) if step is not None),
    )
    used = depart(run, departure)
    return compare(run, used, frozenset({power.id, *map(str, run.kept_back)}))
