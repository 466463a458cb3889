"""See of a phase only its beginning, where nothing else of it matters.

What waits for a phase to begin does not wait for it to end: who may renew it, and what it passes to, is
out of sight. A phase of which only the beginning is in sight stands among the names with a mark beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from servanda.machine.cone import Cones, mentioned
from servanda.model.provisions import Clause, EffectKind, PhaseStart, Then
from servanda.model.times import AnchorPoint, Edge, Is, Status

_LENGTHENED = frozenset({EffectKind.EXTEND, EffectKind.RENEW})


def mark(phase: str) -> str:
    """Give the mark that only the beginning of a phase is in sight."""
    return f"the start of {phase}"


class Beginnings:
    """Answer which names a claim can see, the phases only as far as they bear on it."""

    def __init__(self, cones: Cones) -> None:
        self._cones = cones

    def seen(self, targets: Iterable[str]) -> frozenset[str]:
        """Give the names of some targets, with every duty that what they depend on fulfils."""
        found = self._reached(targets)
        while True:
            plain = self._plain(found)
            more = [
                n for n, others in self._cones.fulfilled_by.items() if not plain.isdisjoint(others)
            ]
            if found.issuperset(more):
                break
            found |= self._reached(more)
        marks = {mark(phase) for phase in self._cones.agreement.phases if phase in found}
        return frozenset(plain | (found - marks))

    def _plain(self, found: set[str]) -> set[str]:
        """Give the names themselves, those too of which only the beginning was reached."""
        phases = self._cones.agreement.phases
        return {n for n in found if n not in self._marks} | {p for p in phases if mark(p) in found}

    @cached_property
    def _marks(self) -> frozenset[str]:
        return frozenset(map(mark, self._cones.agreement.phases))

    def _reached(self, targets: Iterable[str]) -> set[str]:
        seen: set[str] = set()
        ahead = list(targets)
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead.extend(self._uses.get(name, ()))
        return seen

    @cached_property
    def _uses(self) -> Mapping[str, frozenset[str]]:
        """Map each name, and the beginning of each phase, to what it depends on."""
        agreement = self._cones.agreement
        uses = dict(self._cones.uses)
        for phase in agreement.phases.values():
            uses[mark(phase.id)] = frozenset(self._of_beginning(phase.id))
            passing = set(self._passing(phase.id))
            uses[phase.id] = self._marked(uses[phase.id], phase.clauses, passing)
        for provision in agreement.provisions.values():
            whole = {provision.phase or "", provision.action.target}
            uses[provision.id] = self._marked(uses[provision.id], provision.clauses, whole)
        return uses

    def _marked(
        self, names: frozenset[str], clauses: Iterable[Clause], whole: set[str]
    ) -> frozenset[str]:
        """Put the mark of a phase in its place, where only its beginning is spoken of."""
        clauses = tuple(clauses)
        phases = self._cones.agreement.phases
        spoken = {name for name in mentioned(clauses) if name in phases}
        begun = spoken - whole - set(_beyond_beginnings(clauses))
        return (names - begun) | frozenset(map(mark, begun))

    def _of_beginning(self, phase: str) -> Iterator[str]:
        """Give what the beginning of a phase depends on."""
        agreement = self._cones.agreement
        starts = [c for c in agreement.phases[phase].clauses if isinstance(c, PhaseStart)]  # type: ignore[index]
        yield from self._marked(frozenset(mentioned(starts)), starts, set())
        yield from self._passing(phase)
        for provision in agreement.provisions.values():
            effect = provision.effect
            if effect is not None and effect.target == phase and effect.kind not in _LENGTHENED:
                yield provision.id
        if "agreement" in self._cones.uses.get(phase, ()):
            yield "agreement"

    def _passing(self, phase: str) -> Iterator[str]:
        """Give the phases that pass over to a phase."""
        for other in self._cones.agreement.phases.values():
            if any(isinstance(c, Then) and c.phase == phase for c in other.clauses):
                yield other.id


def _beyond_beginnings(value: object) -> Iterator[str]:
    """Name what a clause speaks of otherwise than of its beginning."""
    if isinstance(value, tuple):
        for each in value:
            yield from _beyond_beginnings(each)
    elif isinstance(value, AnchorPoint):
        if value.edge not in (Edge.START, Edge.HAPPENS):
            yield value.target
    elif isinstance(value, Is):
        if value.status is not Status.STARTED:
            yield value.target
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in ("span", "under"):
                yield from _beyond_beginnings(getattr(value, name))
