"""Turn a recommendation into a duty: what should be done must be done."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.checks.mending.edit import Edit, Ground, Kind
from servanda.checks.mending.edits.result import modal_of
from servanda.checks.mending.places import replaced
from servanda.model.provisions import Modality


def propose(ground: Ground) -> Iterator[Edit]:
    """Turn the recommendations in sight into duties."""
    for provision in ground.agreement.provisions.values():
        sentence = ground.places.sentence(provision.span)
        if (
            provision.modality is not Modality.RECOMMENDATION
            or provision.id not in ground.names
            or not provision.agency.actors
            or sentence is None
        ):
            continue
        modal = modal_of(sentence, "should")
        change = replaced(*modal, "must") if modal is not None else None
        if change is not None:
            yield Edit(
                kind=KIND.name,
                words=f"{provision.id}: what should be done must be done",
                changes=(change,),
                touches=frozenset({provision.id}),
                binds=provision.agency.actors,
            )


KIND = Kind(
    name="recommendation-to-duty",
    does="turns what should be done into what must be done",
    costs="whoever was advised to do it owes it",
    propose=propose,
)
