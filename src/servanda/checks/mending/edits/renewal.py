"""Renewal that needs nobody: a phase runs on of itself up to a day, and then passes over."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.checks.mending.edit import Edit, Ground, Kind, day_of, days_of
from servanda.checks.mending.edits.default import withholders
from servanda.model.provisions import Phase, Then

_TIMES = 2


def propose(ground: Ground) -> Iterator[Edit]:
    """Let a phase run on of itself for as long again as its term, and pass over at the latest then."""
    for phase in ground.phases():
        thens = [c for c in phase.clauses if isinstance(c, Then) and c.condition is not None]
        for then in thens:
            yield from _until(ground, phase, then)


def _until(ground: Ground, phase: Phase, then: Then) -> Iterator[Edit]:
    days = days_of(phase)
    if days is None:
        return
    last = day_of(phase.id, days * _TIMES)
    change = ground.places.add_clauses(
        phase.span,
        f"runs on while not {last} has passed",
        f"then {then.phase} when {last} has passed",
    )
    if change is not None:
        yield Edit(
            kind=KIND.name,
            words=f"{phase.id} runs on of itself up to {last}; {then.phase} follows at the latest then",
            changes=(change,),
            touches=frozenset({phase.id, then.phase}),
            binds=withholders(ground.agreement, then.condition),
        )


KIND = Kind(
    name="automatic-renewal",
    does="lets a phase run on of itself up to a date, at which the next one follows at the latest",
    costs="nobody can let the phase lapse, or hold the next one up beyond that date",
    propose=propose,
)
