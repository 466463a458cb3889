"""Give a date to a duty that has none."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.checks.mending.edit import Edit, Ground, Kind, day_of, days_of
from servanda.model.provisions import (
    Clause,
    Deadline,
    DoesNotApply,
    Limit,
    Modality,
    Provision,
    Rate,
    RateDelay,
    StartBy,
    Tranche,
)

_OWED = frozenset({Modality.DUTY, Modality.PROCURE})
_DATED: tuple[type[Clause], ...] = (Deadline, RateDelay, Tranche, StartBy, Limit, DoesNotApply)
_OUTSIDE = "90 days after entry into force"
_EXCHANGE = "7 days"


def propose(ground: Ground) -> Iterator[Edit]:
    """Date the duties in sight that have no date."""
    for provision in ground.agreement.provisions.values():
        is_dated = any(isinstance(clause, _DATED) for clause in provision.clauses)
        if provision.id not in ground.names or provision.modality not in _OWED or is_dated:
            continue
        text, words = _date(ground, provision)
        change = ground.places.add_clauses(provision.span, text) if text else None
        if change is not None:
            yield Edit(
                kind=KIND.name,
                words=f"{provision.id} is due {words}",
                changes=(change,),
                touches=frozenset({provision.id}),
                binds=provision.agency.actors,
            )


def _date(ground: Ground, provision: Provision) -> tuple[str, str]:
    """Write a date that fits: for an exchange after each act, else with the term of the phase."""
    if any(isinstance(clause, Rate) for clause in provision.clauses):
        return f"within {_EXCHANGE}", f"{_EXCHANGE} after each act it answers"
    if provision.phase is None:
        return f"by {_OUTSIDE}", f"by {_OUTSIDE}"
    days = days_of(ground.agreement.phases[provision.phase])
    if days is not None:
        last = day_of(provision.phase, days)
        return f"by {last}", f"by {last}"
    return f"by 90 days after the start of {provision.phase}", "90 days after its phase begins"


KIND = Kind(
    name="deadline",
    does="gives a date to a duty that has none",
    costs="whoever owes it can no longer put it off",
    propose=propose,
)
