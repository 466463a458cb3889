"""What follows if talks fail: at the end of its term a phase passes over, agreed or not."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import ActorId, EventId
from servanda.checks.mending.edit import Edit, Ground, Kind
from servanda.checks.mending.places import reworded
from servanda.checks.mending.text import TextChange
from servanda.machine.cone import names_in_condition
from servanda.model.agreement import Agreement
from servanda.model.provisions import Phase, PhaseStart, PhaseTerm, Then
from servanda.model.times import Condition


def propose(ground: Ground) -> Iterator[Edit]:
    """Let a phase pass over at its term without the condition that the text asks for."""
    for phase in ground.phases():
        thens = [clause for clause in phase.clauses if isinstance(clause, Then)]
        if not any(isinstance(clause, PhaseTerm) for clause in phase.clauses):
            continue
        if not thens:
            yield from _to_the_next(ground, phase)
        for then in thens:
            if then.condition is not None:
                yield from _without_condition(ground, phase, then)


def _without_condition(ground: Ground, phase: Phase, then: Then) -> Iterator[Edit]:
    found = ground.places.clause(phase.span, then.span)
    text = f"then {then.phase}"
    change: TextChange | None = None
    if then.at_once:
        change = ground.places.add_clauses(phase.span, text)
    elif found is not None:
        change = reworded(found[0], text)
    if change is not None:
        yield Edit(
            kind=KIND.name,
            words=f"phase {then.phase} follows at the term of {phase.id}, agreed or not",
            changes=(change,),
            touches=frozenset({phase.id, then.phase}),
            binds=withholders(ground.agreement, then.condition),
        )


def _to_the_next(ground: Ground, phase: Phase) -> Iterator[Edit]:
    """Let the phase that stands next in the text follow, where nothing begins it."""
    follower = next_of(ground.agreement, phase)
    change = ground.places.add_clauses(phase.span, f"then {follower.id}") if follower else None
    if follower is not None and change is not None:
        yield Edit(
            kind=KIND.name,
            words=f"phase {follower.id} follows at the term of {phase.id}",
            changes=(change,),
            touches=frozenset({phase.id, follower.id}),
        )


def next_of(agreement: Agreement, phase: Phase) -> Phase | None:
    """Give the phase that stands next in the text, if nothing there begins it."""
    phases = list(agreement.phases.values())
    place = phases.index(phase) + 1
    if place == len(phases):
        return None
    follower = phases[place]
    begun = any(isinstance(clause, PhaseStart) for clause in follower.clauses)
    follows = any(
        isinstance(clause, Then) and clause.phase == follower.id
        for other in phases
        for clause in other.clauses
    )
    return None if begun or follows else follower


def withholders(agreement: Agreement, condition: Condition | None) -> tuple[ActorId, ...]:
    """Give those without whom what a condition asks for does not happen."""
    found: list[ActorId] = []
    for name in names_in_condition(condition):
        event = agreement.events.get(EventId(name))
        found.extend(event.agency.actors if event is not None else ())
    return tuple(dict.fromkeys(found))


KIND = Kind(
    name="default",
    does="says what follows if the parties do not agree: the next phase, at the term",
    costs="nobody can hold the next phase up any more by not agreeing",
    propose=propose,
)
