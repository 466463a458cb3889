"""Find the clocks that count from something that nobody has a duty to bring about."""

from __future__ import annotations

from msgspec import Struct

from servanda.checks.clauses import (
    anchors,
    asked,
    asks,
    certain,
    clauses_of,
    event_named,
    is_dated,
    phase_of,
    provision_named,
)
from servanda.model.agreement import Agreement
from servanda.model.events import Event, Manner
from servanda.model.provisions import (
    Clause,
    Deadline,
    DoneWhen,
    Modality,
    OnEach,
    PhaseStart,
    Precedent,
    Provision,
    StartBy,
    Trigger,
)
from servanda.model.times import Amount, AnchorPoint, Edge, Is, Passed, Status

_OWED = (Modality.DUTY, Modality.PREVENT, Modality.PROCURE, Modality.MAINTAIN)

Clock = tuple[Provision, Clause]


class IdleClock(Struct, frozen=True, kw_only=True):
    """Hold a thing that nobody must bring about, and the dates that count from it."""

    target: str
    clocks: tuple[Clock, ...]


def idle_clocks(agreement: Agreement) -> tuple[IdleClock, ...]:
    """Give, for each thing that nobody must bring about, the clocks that count from it."""
    owed = _owed_events(agreement)
    found: dict[str, list[Clock]] = {}
    for provision in agreement.provisions.values():
        if provision.modality not in _OWED:
            continue
        dated = [c for c in provision.clauses if isinstance(c, Deadline | StartBy) and c.point]
        given = _given(agreement, provision) if dated else set()
        for clause in dated:
            assert clause.point is not None
            for anchor in anchors(clause.point):
                if anchor.target not in given and _is_idle(agreement, anchor, owed):
                    found.setdefault(anchor.target, []).append((provision, clause))
    return tuple(IdleClock(target=name, clocks=tuple(clocks)) for name, clocks in found.items())


def _given(agreement: Agreement, provision: Provision) -> set[str]:
    """Give what has happened in any case once the provision is in effect."""
    conditions = [c.condition for c in clauses_of(provision, Trigger)]
    conditions.extend(c.condition for c in clauses_of(provision, Precedent))
    found: set[str] = {clause.event for clause in clauses_of(provision, OnEach)}
    phase = phase_of(agreement, provision)
    starts = list(clauses_of(phase, PhaseStart)) if phase is not None else []
    if len(starts) == 1:
        if starts[0].condition is not None:
            conditions.append(starts[0].condition)
        if starts[0].point is not None:
            found |= {anchor.target for anchor in anchors(starts[0].point)}
    for condition in conditions:
        for part in certain(condition):
            if not isinstance(part, Passed):
                found.add(part.target)
    return found


def _is_idle(agreement: Agreement, anchor: AnchorPoint, owed: frozenset[str]) -> bool:
    """Tell whether nobody has to bring about what a clock counts from."""
    event = event_named(agreement, anchor.target)
    if event is not None:
        is_ours = event.agency.manner is not Manner.WORLD
        return is_ours and event.id not in owed
    provision = provision_named(agreement, anchor.target)
    if provision is None or anchor.edge is Edge.START:
        return False
    return provision.modality not in _OWED or not is_dated(provision)


def _owed_events(agreement: Agreement) -> frozenset[str]:
    """Give the events by which some duty is done."""
    asked_for = [
        part
        for provision in agreement.provisions.values()
        if provision.modality in _OWED
        for clause in clauses_of(provision, DoneWhen)
        for part in asked(clause.condition)
    ]
    return frozenset(e.id for e in agreement.events.values() if _is_asked(e, asked_for))


def _is_asked(event: Event, parts: list[Is | Amount]) -> bool:
    process, _, edge = event.id.rpartition(".")
    wanted = Status.OPEN if edge == "opened" else Status.ENDED
    return any(
        asks(part, event.id, Status.HAPPENED) or asks(part, process, wanted) for part in parts
    )
