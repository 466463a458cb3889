"""Give an end to what has none: a phase that another is to follow, a prolongation."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.checks.mending.edit import Edit, Ground, Kind, day_of, days_of
from servanda.checks.mending.places import body, reworded
from servanda.model.provisions import Phase, PhaseTerm, RunsOn, Then

_TIMES = 2
_USUAL = 42


def propose(ground: Ground) -> Iterator[Edit]:
    """End the phases in sight, and what prolongs them, on a day."""
    for phase in ground.phases():
        kinds = {type(clause) for clause in phase.clauses}
        if Then in kinds and PhaseTerm not in kinds:
            yield from _term(ground, phase)
        days = days_of(phase)
        for clause in phase.clauses if days is not None else ():
            if isinstance(clause, RunsOn):
                yield from _cap(ground, phase, clause, (days or 0) * _TIMES)


def _term(ground: Ground, phase: Phase) -> Iterator[Edit]:
    lengths = [days for each in ground.agreement.phases.values() if (days := days_of(each))]
    days = max(lengths, default=_USUAL)
    change = ground.places.add_clauses(phase.span, f"lasts {days} days")
    if change is not None:
        yield Edit(
            kind=KIND.name,
            words=f"phase {phase.id} lasts {days} days",
            changes=(change,),
            touches=frozenset({phase.id}),
            binds=ground.parties,
        )


def _cap(ground: Ground, phase: Phase, clause: RunsOn, days: int) -> Iterator[Edit]:
    found = ground.places.clause(phase.span, clause.span)
    if found is None:
        return
    words = " ".join(token.text for token in body(found[0])[3:])
    last = day_of(phase.id, days)
    grouped = f"({words})" if " or " in words else words
    change = reworded(found[0], f"runs on while {grouped} and not {last} has passed")
    if change is not None:
        yield Edit(
            kind=KIND.name,
            words=f"phase {phase.id} runs on no longer than to {last}",
            changes=(change,),
            touches=frozenset({phase.id}),
            binds=ground.parties,
        )


KIND = Kind(
    name="end-date",
    does="gives a last day to a phase, or to what prolongs it",
    costs="nobody can keep it going beyond that day",
    propose=propose,
)
