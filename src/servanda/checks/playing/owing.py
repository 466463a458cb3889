"""List what is owed in a state: by whom, how much, by when; what is overdue stands first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.machine import Life, LifeState, View, term_of
from servanda.model.provisions import Modality, Provision

_OWED = frozenset(
    {
        LifeState.OVERDUE,
        LifeState.IN_EFFECT,
        LifeState.EXCUSED,
        LifeState.WITHHELD,
        LifeState.SUSPENDED,
        LifeState.EXCEEDED,
        LifeState.OPEN,
    }
)
_ACHIEVED = frozenset({Modality.DUTY, Modality.PROCURE, Modality.EFFORT})


class Owing(Struct, frozen=True, kw_only=True):
    """Hold one thing that is owed: the instance, its provision and bearers, its state and its date."""

    id: str
    provision: Provision
    by: tuple[ActorId, ...]
    state: LifeState
    due: Instant | None
    late_since: Instant | None
    done: Quantity | None
    owed: Quantity | None


class Running(Struct, frozen=True, kw_only=True):
    """Hold a phase that runs, with the end of its term if it has one; past it, since when."""

    phase: PhaseId
    term: Instant | None
    prolonged: Instant | None
    is_suspended: bool


def owing(view: View) -> tuple[Owing, ...]:
    """List what is owed, overdue things first, then by date; what has no date stands last."""
    found = [row for provision, life in view.life_of_all() for row in _rows(view, provision, life)]
    return tuple(sorted(found, key=_urgency))


def _rows(view: View, provision: Provision, life: Life) -> Iterator[Owing]:
    if provision.modality not in _ACHIEVED:
        return
    agency = view.machine.bearer(provision)
    for part in life.parts or (life,):
        if part.state not in _OWED:
            continue
        own = ActorId(part.id.removeprefix(f"{provision.id}/"))
        yield Owing(
            id=part.id,
            provision=provision,
            by=(own,) if own in agency.actors else agency.actors,
            state=part.state,
            due=part.late_since if part.late_since is not None else part.due,
            late_since=part.late_since,
            done=part.done,
            owed=part.owed_by_now if part.state is LifeState.OVERDUE else part.owed,
        )


def _urgency(row: Owing) -> tuple[bool, bool, Instant]:
    return row.state is not LifeState.OVERDUE, row.due is None, row.due or 0


def running(view: View) -> tuple[Running, ...]:
    """List the phases that run."""
    found = []
    for phase in view.machine.agreement.phases:
        log = view.state.phase(phase)
        if log.started is not None and log.ended is None:
            found.append(
                Running(
                    phase=phase,
                    term=term_of(view.machine, view.state, phase),
                    prolonged=log.prolonged,
                    is_suspended=view.held(phase) is not None,
                )
            )
    return tuple(found)


def prohibitions(view: View) -> tuple[ProvisionId, ...]:
    """Name the prohibitions in effect."""
    return tuple(
        provision.id
        for provision, life in view.life_of_all()
        if provision.modality is Modality.PROHIBITION and life.state is LifeState.IN_EFFECT
    )
