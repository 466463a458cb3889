"""Find the powers to prolong a phase that may be lost before its last day: those are used earlier, too."""

from __future__ import annotations

from functools import lru_cache

from servanda.base.identities import ProvisionId
from servanda.checks.claims.pace import is_lasting
from servanda.machine import Machine
from servanda.model.provisions import (
    EffectKind,
    OwnSpan,
    Precedent,
    Provision,
    Trigger,
)

_PROLONGS = frozenset({EffectKind.EXTEND, EffectKind.RENEW})
_TAKES_AWAY = frozenset(
    {
        EffectKind.SUSPEND,
        EffectKind.TERMINATE,
        EffectKind.WITHDRAW,
        EffectKind.END,
        EffectKind.WAIVE,
    }
)


@lru_cache(maxsize=32)
def losable(machine: Machine) -> frozenset[ProvisionId]:
    """Give the powers to prolong a phase that need not last until the last day of its term.

    The span of such a power, its phase or its condition may end, or another power may take it away.
    """
    agreement = machine.agreement
    powers = [p for p in agreement.provisions.values() if p.effect and machine.applies(p)]
    taken = {p.effect.target for p in powers if p.effect and p.effect.kind in _TAKES_AWAY}
    return frozenset(
        p.id
        for p in powers
        if p.effect and p.effect.kind in _PROLONGS and p.effect.target in agreement.phases
        if _may_end(machine, p) or not taken.isdisjoint((p.id, p.phase, "agreement"))
    )


def _may_end(machine: Machine, power: Provision) -> bool:
    assert power.effect is not None
    if power.phase is not None and power.phase != power.effect.target:
        return True
    for clause in machine.clauses(power.id):
        match clause:
            case OwnSpan(end=end) if end is not None:
                return True
            case Trigger(condition=condition) | Precedent(condition=condition):
                if not is_lasting(condition):
                    return True
            case _:
                continue
    return False
