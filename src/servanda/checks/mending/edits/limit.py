"""Limit how often a phase may be renewed or extended."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.checks.mending.edit import Edit, Ground, Kind
from servanda.model.provisions import AtMostTimes, EffectKind

_TIMES = 2


def propose(ground: Ground) -> Iterator[Edit]:
    """Limit the powers in sight that renew or extend without limit."""
    for power in ground.agreement.provisions.values():
        if power.id not in ground.names or power.effect is None:
            continue
        if power.effect.kind not in (EffectKind.RENEW, EffectKind.EXTEND):
            continue
        if any(isinstance(clause, AtMostTimes) for clause in power.clauses):
            continue
        change = ground.places.add_clauses(power.span, f"at most {_TIMES} times")
        if change is not None:
            yield Edit(
                kind=KIND.name,
                words=f"{power.id} may be used at most {_TIMES} times",
                changes=(change,),
                touches=frozenset({power.id, power.effect.target}),
                binds=power.agency.actors,
            )


KIND = Kind(
    name="limit-renewals",
    does="limits how often a phase may be renewed or extended",
    costs="whoever may renew cannot do so for ever",
    propose=propose,
)
