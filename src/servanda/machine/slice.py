"""Cut an agreement down to some names: the machine of the rest does not slow those in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from servanda.base.identities import ProvisionId
from servanda.machine.cone import Cones
from servanda.model.agreement import Agreement

K = TypeVar("K", bound=str)
V = TypeVar("V")


def sliced(agreement: Agreement, names: Iterable[str], cones: Cones) -> Agreement:
    """Keep what some names stand for, and what their sentences need; the record is left out.

    What is kept behaves as it does in the whole: a name in sight brings all that it rests on.
    """
    kept = closed(agreement, names, cones)
    return replace(
        agreement,
        events=_kept(agreement.events, kept),
        processes=_kept(agreement.processes, kept),
        levels=_kept(agreement.levels, kept),
        phases=_kept(agreement.phases, kept),
        provisions=_kept(agreement.provisions, kept),
        entries=(),
    )


def closed(agreement: Agreement, names: Iterable[str], cones: Cones) -> frozenset[str]:
    """Add to some names what they rest on, and the targets of their powers."""
    found: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name in found:
            continue
        found.add(name)
        ahead.extend(cones.uses.get(name, ()))
        provision = agreement.provisions.get(ProvisionId(name))
        if provision is not None and provision.effect is not None:
            ahead.append(provision.effect.target)
    return frozenset(found)


def _kept(things: Mapping[K, V], names: frozenset[str]) -> dict[K, V]:
    return {name: thing for name, thing in things.items() if name in names}
