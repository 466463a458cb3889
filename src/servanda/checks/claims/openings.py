"""Find what in the text leaves a claim open: the questions its verdict turns on, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from servanda.base.identities import AmbiguityId
from servanda.base.spans import Span
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Guard, OpenWord


class Place(Struct, frozen=True, kw_only=True):
    """Say in which sentence of the text, and where, a question stands."""

    name: str
    span: Span


class Opening(Struct, frozen=True, kw_only=True):
    """Hold a question on which a verdict turns, and the clauses that are read in more than one way."""

    question: AmbiguityId
    places: tuple[Place, ...]


def openings(
    agreement: Agreement, questions: Iterable[AmbiguityId], names: frozenset[str]
) -> tuple[Opening, ...]:
    """Say where some questions stand, in the sentences that a claim can see."""
    wanted = set(questions)
    found: dict[AmbiguityId, dict[Place, None]] = {
        ambiguity: {} for ambiguity in agreement.ambiguities if ambiguity in wanted
    }
    for question, place in _places(agreement):
        if question in found and place.name in names:
            found[question][place] = None
    return tuple(Opening(question=name, places=tuple(places)) for name, places in found.items())


def open_words(agreement: Agreement, names: frozenset[str]) -> tuple[OpenWord, ...]:
    """Give the words, declared open and without readings, of the sentences that a claim can see."""
    return tuple(word for word in agreement.open_words.values() if names.intersection(word.about))


def _places(agreement: Agreement) -> Iterator[tuple[AmbiguityId, Place]]:
    """Give every place in the text at which a question stands, in the order of the text."""
    for phase in agreement.phases.values():
        for clause in phase.clauses:
            yield from _at(phase.id, clause.under, clause.span)
    for provision in agreement.provisions.values():
        yield from _at(provision.id, provision.under, provision.span)
        for clause in provision.clauses:
            yield from _at(provision.id, clause.under, clause.span)
        if provision.agency.silence is not None:
            yield provision.agency.silence, Place(name=provision.id, span=provision.span)
    for event in agreement.events.values():
        guards = [
            *(rule.under for rule in event.rules),
            *(guard for _, guard in event.breaks),
            *(guard for guard, _ in event.agency_under),
        ]
        for guard in guards:
            yield from _at(event.id, guard, event.span)
        for agency in (event.agency, *(agency for _, agency in event.agency_under)):
            if agency.silence is not None:
                yield agency.silence, Place(name=event.id, span=event.span)
    for process in agreement.processes.values():
        for _, guard in process.ended_by:
            yield from _at(process.id, guard, process.span)


def _at(name: str, guard: Guard, span: Span) -> Iterator[tuple[AmbiguityId, Place]]:
    for question in guard.ambiguities:
        yield question, Place(name=name, span=span)
