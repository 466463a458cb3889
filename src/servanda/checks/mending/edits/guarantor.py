"""A guarantor's step: what the parties have not agreed by a day, the mediators must settle."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import EventId
from servanda.checks.mending.edit import Edit, Ground, Kind, day_of, days_of, jointly, named
from servanda.checks.mending.places import body, reworded
from servanda.checks.mending.text import Insert
from servanda.machine.cone import names_in_condition
from servanda.model.events import Event, Manner
from servanda.model.provisions import Phase, Then

_WEEK = 7


def propose(ground: Ground) -> Iterator[Edit]:
    """Let the mediators settle what a phase waits for, once the parties had their time."""
    if not ground.thirds:
        return
    for phase in ground.phases():
        for then in phase.clauses:
            if isinstance(then, Then) and then.condition is not None and not then.at_once:
                event = _joint_event(ground, then)
                if event is not None:
                    yield from _step(ground, phase, then, event)


def _joint_event(ground: Ground, then: Then) -> Event | None:
    """Give the one event that a passage waits for, where parties must bring it about together."""
    names = list(names_in_condition(then.condition))
    event = ground.agreement.events.get(EventId(names[0])) if len(names) == 1 else None
    if event is None or event.agency.manner is not Manner.JOINTLY:
        return None
    return event if set(event.agency.actors) & set(ground.parties) else None


def _step(ground: Ground, phase: Phase, then: Then, event: Event) -> Iterator[Edit]:
    days = days_of(phase)
    found = ground.places.clause(phase.span, then.span)
    if days is None or days <= _WEEK or found is None:
        return
    name = ground.free_name(f"{then.phase}-settled")
    who = jointly(ground.thirds)
    words = " ".join(token.text for token in body(found[0]))
    new_event = ground.places.add_after(
        event.span,
        f'event {name} "what is open of phase {then.phase} is settled" by {who}',
        f"  only when {day_of(phase.id, days - _WEEK)} has passed",
    )
    duty = _written(
        ground,
        phase,
        f"{ground.free_name(f'settle-{then.phase}')}: {who} must settle what the parties leave open",
        f"  by {day_of(phase.id, days)}",
        f"  done when {event.id} or {name}",
    )
    passage = reworded(found[0], f"{words} or {name}")
    if new_event is not None and duty is not None and passage is not None:
        yield Edit(
            kind=KIND.name,
            words=f"what the parties leave open of phase {then.phase}, {named(ground.thirds)} must "
            f"settle in the last week of {phase.id}",
            changes=(new_event, passage, duty),
            touches=frozenset({phase.id, then.phase, event.id}),
            binds=(*ground.thirds, *event.agency.actors),
        )


def _written(ground: Ground, phase: Phase, *lines: str) -> Insert | None:
    """Put a provision after the last one of a phase, or below its clauses where it has none."""
    spans = [p.span for p in ground.agreement.in_phase(phase.id) if p.span.path == phase.span.path]
    if not spans:
        return ground.places.add_clauses(phase.span, *lines)
    return ground.places.add_after(max(spans), *lines)


KIND = Kind(
    name="guarantor-step",
    does="has the mediators settle what the parties leave open, in the last week of a phase",
    costs="the parties can no longer hold the next phase up, and the mediators owe a step",
    propose=propose,
)
