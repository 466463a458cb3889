"""Name who must act, or may bring a thing about, where the text names nobody."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.base.spans import Span
from servanda.checks.mending.edit import Edit, Ground, Kind, jointly
from servanda.checks.mending.places import replaced
from servanda.model.events import Manner


def propose(ground: Ground) -> Iterator[Edit]:
    """Name each party, or the mediators together, where an actor in sight is left unnamed."""
    agreement = ground.agreement
    found: list[tuple[str, Span, tuple[str, ...]]] = [
        (each.id, each.span, ("unnamed",))
        for each in agreement.provisions.values()
        if each.agency.manner is Manner.UNNAMED
    ]
    found += [
        (each.id, each.span, ("nobody", "named"))
        for each in agreement.events.values()
        if each.agency.manner is Manner.UNNAMED
    ]
    groups: list[tuple[ActorId, ...]] = [(party,) for party in ground.parties]
    groups += [ground.thirds] if ground.thirds else []
    for name, span, words in found:
        place = _place(ground, span, words) if name in ground.names else None
        for group in groups if place is not None else ():
            change = replaced(*place, jointly(group)) if place is not None else None
            if change is not None:
                yield Edit(
                    kind=KIND.name,
                    words=f"{name} is for {jointly(group)}",
                    changes=(change,),
                    touches=frozenset({name}),
                    binds=group,
                )


def _place(ground: Ground, span: Span, words: tuple[str, ...]) -> tuple[Span, Span] | None:
    """Mark the words that leave the actor unnamed, in the head of the sentence."""
    sentence = ground.places.sentence(span)
    tokens = sentence.head.tokens if sentence is not None else ()
    for place in range(len(tokens) - len(words) + 1):
        here = tokens[place : place + len(words)]
        if all(token.is_word(word) for token, word in zip(here, words, strict=True)):
            return here[0].span, here[-1].span
    return None


KIND = Kind(
    name="name-who-acts",
    does="names who must act, or brings a thing about, where the text names nobody",
    costs="whoever is named owes it, or is looked to for it",
    propose=propose,
)
