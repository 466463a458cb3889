"""Look at the whole text: breaches that let one side end all, and exchanges that expose one side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from servanda.base.identities import EventId, ProvisionId
from servanda.checks.breach.breaches import Ground, machines_for
from servanda.checks.breach.course import Course, Departure, depart, reach_of
from servanda.checks.breach.hypotheses import bearers
from servanda.checks.breach.means import is_usable, usable
from servanda.checks.breach.mentions import mentions_of
from servanda.checks.breach.result import (
    BreachPath,
    Change,
    HoldUp,
    Means,
    ProvisionPaths,
    VoidsAll,
)
from servanda.machine import LifeState, Machine, Occur, State, Step, view_of
from servanda.machine.choices import Pairs, decided
from servanda.machine.cone import names_in_condition
from servanda.machine.memory import text_of
from servanda.model.agreement import Agreement
from servanda.model.events import Event, Manner
from servanda.model.provisions import (
    Against,
    Clause,
    EffectKind,
    Modality,
    Precedent,
    Proportion,
    Provision,
    Rate,
    Trigger,
    WithholdWhile,
)

ENDING = frozenset({EffectKind.TERMINATE, EffectKind.WITHDRAW, EffectKind.END})


def voids_all(ground: Ground, provisions: Iterable[ProvisionPaths]) -> tuple[VoidsAll, ...]:
    """Give the breaches that let one side alone end a phase or the whole text, or end it of themselves.

    An event that is nobody's breach counts too, where a power to end something waits for it alone.
    """
    agreement = ground.agreement
    found: list[VoidsAll] = []
    for paths in provisions:
        for path in paths.paths:
            found.extend(_by_means(agreement, path))
            found.extend(_of_itself(agreement, path))
    found.extend(_by_events(ground))
    return tuple(dict.fromkeys(found))


def _ends_much(agreement: Agreement, target: str) -> bool:
    return target == "agreement" or target in agreement.phases


def is_alone(means: Means) -> bool:
    """Tell whether one side can use a power without another's hand."""
    return not means.is_joint and all(adviser in means.by for adviser in means.advisers)


def _by_means(agreement: Agreement, path: BreachPath) -> Iterator[VoidsAll]:
    for means in path.means:
        ends = means.kind in ENDING and _ends_much(agreement, means.target)
        if means.is_new and ends and is_alone(means):
            yield VoidsAll(
                cause=path.provision,
                power=means.power,
                by=means.by,
                target=means.target,
                reading=path.reading,
                span=means.span,
            )


def _of_itself(agreement: Agreement, path: BreachPath) -> Iterator[VoidsAll]:
    for effect in path.effects:
        if effect.change is Change.CUT_SHORT and effect.name in agreement.phases:
            yield VoidsAll(
                cause=path.provision,
                power=None,
                by=(),
                target=effect.name,
                reading=path.reading,
                span=effect.span,
            )


def _by_events(ground: Ground) -> Iterator[VoidsAll]:
    """Give the events that alone let somebody end a phase or the whole text."""
    agreement = ground.agreement
    for power in agreement.provisions.values():
        if power.effect is None or power.effect.kind not in ENDING:
            continue
        if not _ends_much(agreement, power.effect.target):
            continue
        for event in _awaited(agreement, power):
            names = ground.cones.names(power.id) | ground.cones.names(event.id)
            rows: dict[Pairs, bool] = {}
            alike: dict[object, bool] = {}
            for pairs, machine in machines_for(ground, names):
                kind = text_of(machine, names)
                if kind not in alike:
                    alike[kind] = _lets_end(ground, machine, power, event)
                rows[pairs] = alike[kind]
            for reading, lets_end in decided(rows):
                if lets_end:
                    yield VoidsAll(
                        cause=event.id,
                        power=power.id,
                        by=power.agency.actors,
                        target=power.effect.target,
                        reading=reading,
                        span=power.span,
                    )


def _awaited(agreement: Agreement, power: Provision) -> Iterator[Event]:
    """Give the events a power waits for that nobody's breach is, by the text."""
    names: dict[str, None] = {}
    for clause in power.clauses:
        if isinstance(clause, Trigger | Precedent):
            names.update(dict.fromkeys(names_in_condition(clause.condition)))
    for name in names:
        event = agreement.events.get(EventId(name))
        if event is not None and not event.breaks and event.agency.manner is not Manner.WORLD:
            yield event


def _lets_end(ground: Ground, machine: Machine, power: Provision, event: Event) -> bool:
    agency = machine.bearer(power)
    is_joint = agency.manner is Manner.JOINTLY and len(agency.actors) > 1
    if not machine.applies(power) or is_joint or not machine.can_happen(event):
        return False
    course = ground.course(machine)
    turn = next((n for n, s in enumerate(course.turns) if _runs(s, power)), None)
    if turn is None:
        return False
    now = view_of(machine, course.turns[turn]).now
    reach = reach_of(ground.cones, frozenset({str(event.id)}))
    by = machine.agency(event).actors
    departure = Departure(
        turn=turn,
        affected=reach.affected,
        in_sight=reach.in_sight,
        besides=(Step(at=now, move=Occur(event=event.id), by=by),),
    )
    run = depart(course, departure)
    spell = usable(run, power, now - 1)
    return spell is not None and not is_usable(machine, course.at(spell.since), power)


def _runs(state: State, power: Provision) -> bool:
    if state.entry is None:
        return False
    return power.phase is None or state.phase(power.phase).started is not None


# -- hold-up points ------------------------------------------------------------------------------


def hold_ups(ground: Ground) -> tuple[HoldUp, ...]:
    """Give the stretches on the course in which one side of an exchange has given all, the other nothing."""
    found: list[HoldUp] = []
    for pair in _exchanges(ground.agreement):
        names = ground.cones.binding(pair)
        rows: dict[Pairs, tuple[HoldUp, ...]] = {}
        alike: dict[object, tuple[HoldUp, ...]] = {}
        for pairs, machine in machines_for(ground, names):
            kind = text_of(machine, names)
            if kind not in alike:
                alike[kind] = tuple(_between(ground, machine, pair))
            rows[pairs] = alike[kind]
        for reading, held in decided(rows):
            found.extend(replace(each, reading=reading) for each in held)
    return tuple(dict.fromkeys(found))


def _exchanges(agreement: Agreement) -> list[tuple[ProvisionId, ProvisionId]]:
    """Give the pairs of provisions of which the second looks, under some reading, at the first."""
    names = [p.id for p in agreement.provisions.values() if p.modality is not Modality.POWER]
    found: dict[tuple[ProvisionId, ProvisionId], None] = {}
    for provision in agreement.provisions.values():
        if provision.modality is Modality.POWER:
            continue
        for clause in provision.clauses:
            found.update(dict.fromkeys((n, provision.id) for n in names if ties(clause, n)))
    return [pair for pair in found if pair[0] != pair[1]]


def ties(clause: Clause, name: str) -> str:
    """Say how a clause makes a duty wait for another, or owe by it; empty where it does not."""
    match clause:
        case Rate() if clause.provision == name:
            return "exchange"
        case Against() if clause.provision == name:
            return "against"
        case Proportion() if clause.provision == name:
            return "in proportion"
        case Trigger() | Precedent() if name in names_in_condition(clause.condition):
            return "condition"
        case WithholdWhile() if name in names_in_condition(clause.condition):
            return "may be withheld"
        case _:
            return ""


def _between(
    ground: Ground, machine: Machine, pair: tuple[ProvisionId, ProvisionId]
) -> Iterator[HoldUp]:
    """Say whether, on the course, the first has been done whole before the second was begun.

    Whoever may wait for the other is not exposed.
    """
    agreement = machine.agreement
    given, owed = agreement.provisions[pair[0]], agreement.provisions[pair[1]]
    if not machine.applies(given) or not machine.applies(owed):
        return
    if set(bearers(machine, given)) & set(bearers(machine, owed)):
        return
    how = next((tie for c in machine.clauses(owed.id) if (tie := ties(c, given.id))), "")
    may_wait = any(ties(clause, owed.id) for clause in machine.clauses(given.id))
    if how and not may_wait:
        held = _exposed(ground.course(machine), given, owed, how)
        if held is not None:
            yield held


def _exposed(course: Course, given: Provision, owed: Provision, how: str) -> HoldUp | None:
    machine = course.machine
    done = [deed for deed in course.deeds if deed.duty == given.id]
    answer = [deed for deed in course.deeds if deed.duty == owed.id]
    life = course.end.life(given.id)
    if not done or life.met is None:
        return None
    is_timed = done[-1].due is not None
    if not is_timed and any(deed.due is not None for deed in answer):
        return None
    if any(deed.due is not None and deed.step.at <= done[-1].step.at for deed in answer):
        return None
    if course.end.life(owed.id).state.value in ("created", "inapplicable"):
        return None
    is_dated = bool(answer) and answer[0].due is not None
    return HoldUp(
        given=given.id,
        given_by=bearers(machine, given),
        owed=owed.id,
        owed_by=bearers(machine, owed),
        since=done[-1].step.at if is_timed else None,
        until=answer[0].step.at if is_dated else None,
        how=how,
        is_secured=bool(mentions_of(machine, owed)),
        reading=(),
        span=owed.span,
    )


def off_course(ground: Ground) -> tuple[ProvisionId, ...]:
    """Give the duties that are late on the course itself: the start, or another duty, is against them."""
    machine = next(machines_for(ground, frozenset()))[1]
    course = ground.course(machine)
    late = (LifeState.OVERDUE, LifeState.FULFILLED_LATE)
    return tuple(
        p.id
        for p in course.provisions
        if bearers(machine, p) and course.end.life(p.id).state in late
    )
