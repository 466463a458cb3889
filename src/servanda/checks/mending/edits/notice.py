"""Let a power to end or suspend take effect only after notice."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.checks.mending.edit import Edit, Ground, Kind
from servanda.model.provisions import EffectKind, NoticeOf

_ENDING = frozenset({EffectKind.SUSPEND, EffectKind.TERMINATE, EffectKind.WITHDRAW, EffectKind.END})
_LENGTHS = ("14 days", "60 days")


def propose(ground: Ground) -> Iterator[Edit]:
    """Ask for notice where a power in sight ends or suspends something without any."""
    for power in ground.agreement.provisions.values():
        effect = power.effect
        if power.id not in ground.names or effect is None or effect.kind not in _ENDING:
            continue
        if any(isinstance(clause, NoticeOf) for clause in power.clauses):
            continue
        for length in _LENGTHS:
            change = ground.places.add_clauses(power.span, f"with notice {length}")
            if change is not None:
                yield Edit(
                    kind=KIND.name,
                    words=f"{power.id} takes effect {length} after notice",
                    changes=(change,),
                    touches=frozenset({power.id, effect.target}),
                    binds=power.agency.actors,
                )


KIND = Kind(
    name="notice-period",
    does="lets a power to end or to suspend take effect only after notice",
    costs="whoever has the power must wait, and keep its word meanwhile",
    propose=propose,
)
