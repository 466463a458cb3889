"""Let a duty no longer wait for another: take out a condition precedent, or a concurrent exchange."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.checks.mending.edit import Edit, Ground, Kind
from servanda.checks.mending.places import body
from servanda.machine.cone import names_in_condition
from servanda.model.provisions import Against, Modality, Precedent, Provision, WithholdWhile

_OWED = frozenset({Modality.DUTY, Modality.PROCURE})


def propose(ground: Ground) -> Iterator[Edit]:
    """Free the duties in sight from what they wait for, one condition at a time."""
    for provision in ground.agreement.provisions.values():
        if provision.id in ground.names and provision.modality in _OWED:
            for clause in provision.clauses:
                if isinstance(clause, Precedent | Against | WithholdWhile):
                    yield from _free(ground, provision, clause)


def _free(
    ground: Ground, provision: Provision, clause: Precedent | Against | WithholdWhile
) -> Iterator[Edit]:
    found = ground.places.clause(provision.span, clause.span)
    change = ground.places.take_out(*found) if found is not None else None
    if found is None or change is None:
        return
    words = " ".join(token.text for token in body(found[0]))
    others = (
        (clause.provision,)
        if isinstance(clause, Against)
        else tuple(names_in_condition(clause.condition))
    )
    yield Edit(
        kind=KIND.name,
        words=f"{provision.id} is owed without “{words}”",
        changes=(change,),
        touches=frozenset({provision.id, *others}),
        binds=provision.agency.actors,
    )


KIND = Kind(
    name="unlink",
    does="lets a duty no longer wait for another duty or event",
    costs="whoever owes it must go first, and cannot hold it back any more",
    propose=propose,
)
