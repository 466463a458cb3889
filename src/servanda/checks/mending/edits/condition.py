"""Make one provision wait for an event that a claim puts before it."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import EventId, ProvisionId
from servanda.checks.mending.edit import Edit, Ground, Kind
from servanda.model.claims import Claim, Quantifier, Reaches
from servanda.model.times import Condition, Is, Status

_ASKED = {
    Status.HAPPENED: "has happened",
    Status.FULFILLED: "is fulfilled",
    Status.STARTED: "has begun",
    Status.ENDED: "has ended",
    Status.LAPSED: "has lapsed",
    Status.OPEN: "is open",
}


def propose(ground: Ground) -> Iterator[Edit]:
    """Let what a claim wants to come later wait for what it wants to come before."""
    for claim in ground.claims:
        pair = _order(claim)
        if pair is None:
            continue
        later, sooner = pair
        words = f"{sooner.target} {_ASKED[sooner.status]}"
        provision = ground.agreement.provisions.get(ProvisionId(later.target))
        event = ground.agreement.events.get(EventId(later.target))
        change = None
        if provision is not None:
            change = ground.places.add_clauses(provision.span, f"provided that {words}")
        elif event is not None and event.span != sooner.span:
            change = ground.places.add_clauses(event.span, f"only when {words}")
        if change is not None:
            owners = provision.creditors if provision is not None else ()
            yield Edit(
                kind=KIND.name,
                words=f"{later.target} waits until {words}",
                changes=(change,),
                touches=frozenset({later.target, sooner.target}),
                binds=owners,
            )


def _order(claim: Claim) -> tuple[Is, Is] | None:
    """Give what a claim wants later and what it wants sooner, where both are plain names."""
    formula = claim.formula
    if not isinstance(formula, Reaches):
        return None
    first: Condition | None = None
    if claim.quantifier is Quantifier.NO and formula.before is not None:
        first = formula.before
    elif claim.quantifier is Quantifier.EVERY and formula.after is not None:
        first = formula.after
    is_plain = isinstance(formula.goal, Is) and isinstance(first, Is) and first.status in _ASKED
    return (formula.goal, first) if is_plain else None  # type: ignore[return-value]


KIND = Kind(
    name="condition",
    does="makes a provision or an event wait for what a claim puts before it",
    costs="whoever the provision is owed to must wait, too",
    propose=propose,
    restricts=True,
)
