"""Find, for every name of a text at once, the ambiguities on which its dates can depend."""

from __future__ import annotations

from collections.abc import Mapping

from servanda.base.identities import AmbiguityId
from servanda.machine.cone import Cones, names_in_condition, names_in_point
from servanda.model.provisions import DoneWhen, NotBefore


def ambiguities_below(cones: Cones) -> Mapping[str, frozenset[AmbiguityId]]:
    """Map each name to the ambiguities that it can see, through all that it depends on.

    What a duty is done by, or must wait for, depends on the duty as well: it must come in time.
    """
    above: dict[str, set[str]] = {}
    for name, used in cones.uses.items():
        for other in used:
            above.setdefault(other, set()).add(name)
    for provision in cones.agreement.provisions.values():
        for clause in provision.clauses:
            if isinstance(clause, DoneWhen):
                needed = tuple(names_in_condition(clause.condition))
            elif isinstance(clause, NotBefore):
                needed = tuple(names_in_point(clause.point))
            else:
                continue
            for name in needed:
                above.setdefault(provision.id, set()).add(name)
    found: dict[str, set[AmbiguityId]] = {}
    for ambiguity, names in _owners(cones).items():
        seen = set(names)
        ahead = list(names)
        while ahead:
            name = ahead.pop()
            found.setdefault(name, set()).add(ambiguity)
            for other in above.get(name, ()):
                if other not in seen:
                    seen.add(other)
                    ahead.append(other)
    return {name: frozenset(each) for name, each in found.items()}


def _owners(cones: Cones) -> dict[AmbiguityId, set[str]]:
    """Map each ambiguity to the names whose own sentences look at it."""
    owners: dict[AmbiguityId, set[str]] = {}
    for name, ambiguities in cones.guards.items():
        for ambiguity in ambiguities:
            owners.setdefault(ambiguity, set()).add(name)
    for name in (*cones.agreement.events, *cones.agreement.provisions):
        for silence in cones.silences([name]):
            owners.setdefault(silence, set()).add(name)
    return owners
