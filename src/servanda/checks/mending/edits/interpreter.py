"""Name who decides how an open question is read: both answers become steps that somebody takes."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.base.spans import Span
from servanda.checks.mending.edit import Edit, Ground, Kind, jointly, named
from servanda.checks.mending.places import body, replaced
from servanda.checks.mending.text import TextChange
from servanda.model.ambiguities import Ambiguity, Guard
from servanda.model.provisions import Clause, EndsWhen, PhaseStart, Precedent, RunsOn, Then, Trigger

_ENABLING = (RunsOn, Then, EndsWhen, PhaseStart)
_RESTRICTING = (Precedent, Trigger)


def propose(ground: Ground) -> Iterator[Edit]:
    """Let the mediators decide a question with two readings, where the clauses can say so."""
    seen = ground.cones.ambiguities(ground.names)
    for ambiguity in ground.agreement.ambiguities.values():
        if ambiguity.id in seen and not ambiguity.is_implicit and len(ambiguity.readings) == 2:
            changes = _changes(ground, ambiguity) if ground.thirds else None
            if changes:
                guards = ground.cones.guards.items()
                touched = {name for name, found in guards if ambiguity.id in found}
                yield Edit(
                    kind=KIND.name,
                    words=f"{named(ground.thirds)} decide how {ambiguity.id} is read",
                    changes=changes,
                    touches=frozenset(touched) & ground.names,
                    binds=ground.parties,
                )


def _changes(ground: Ground, ambiguity: Ambiguity) -> tuple[TextChange, ...] | None:
    """Declare a decision for each reading, and let the clauses ask for it; None where one cannot."""
    names = {reading.id: f"{ambiguity.id}-{reading.id}" for reading in ambiguity.readings}
    if any(name != ground.free_name(name) for name in names.values()):
        return None
    changes: list[TextChange] = []
    for home, clause in _guarded(ground, ambiguity.id):
        change = _asked(ground, home, clause, ambiguity.id, names)
        if change is None:
            return None
        changes.append(change)
    declared = ground.places.add_after(ambiguity.span, *_declared(ground, ambiguity, names))
    return (declared, *changes) if declared is not None and changes else None


def _declared(ground: Ground, ambiguity: Ambiguity, names: dict[ReadingId, str]) -> Iterator[str]:
    first, second = names
    for reading, other in ((first, second), (second, first)):
        title = f"{ambiguity.id} is read as {reading}"
        yield f'event {names[reading]} "{title}" by {jointly(ground.thirds)}'
        yield f"  only when not {names[other]}"


def _guarded(ground: Ground, ambiguity: AmbiguityId) -> Iterator[tuple[Span, Clause]]:
    agreement = ground.agreement
    homes = [(phase.span, phase.clauses) for phase in agreement.phases.values()]
    homes += [(each.span, each.clauses) for each in agreement.provisions.values()]
    for home, clauses in homes:
        yield from ((home, c) for c in clauses if ambiguity in c.under.ambiguities)


def _asked(
    ground: Ground, home: Span, clause: Clause, ambiguity: AmbiguityId, names: dict[ReadingId, str]
) -> TextChange | None:
    """Let a clause under a reading ask for the decision instead."""
    found = ground.places.clause(home, clause.span)
    reading = _only(clause.under, ambiguity)
    if found is None or reading is None:
        return None
    words = " ".join(token.text for token in body(found[0]))
    other = next(name for each, name in names.items() if each != reading)
    if isinstance(clause, _ENABLING) and " or " not in words and "when" in words + "while":
        if isinstance(clause, Then) and clause.condition is None:
            return None
        text = f"{words} and {names[reading]}"
    elif isinstance(clause, _RESTRICTING) and not words.startswith("after "):
        text = f"{words} or {other}"
    else:
        return None
    tokens = found[0].tokens
    return replaced(tokens[0].span, body(found[0])[-1].span, text)


def _only(guard: Guard, ambiguity: AmbiguityId) -> ReadingId | None:
    """Give the one reading a guard asks for, where it asks for nothing else."""
    if len(guard.options) != 1 or len(guard.options[0][1]) != 1:
        return None
    return next(iter(guard.options[0][1])) if guard.options[0][0] == ambiguity else None


KIND = Kind(
    name="interpreter",
    does="names the mediators as those who decide how an open question is read",
    costs="both parties leave the answer to others",
    propose=propose,
    restricts=True,
)
