"""List the clauses that keep runs from going otherwise, and take some of them out of a model.

This is for proofs only: what is shown as a mend is always a change of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.spans import Span
from servanda.model.agreement import Agreement
from servanda.model.events import Event
from servanda.model.provisions import (
    Against,
    AtMostTimes,
    Clause,
    Deadline,
    EndsWhen,
    NotBefore,
    OwnSpan,
    Precedent,
    Provision,
    Trigger,
)

_LIMITING = (Against, AtMostTimes, Deadline, NotBefore, OwnSpan, Precedent, Trigger)


class Limit(Struct, frozen=True, kw_only=True):
    """Name a clause that limits the runs: on what it stands, and which one it is.

    `breaks` names the prohibition that an event is against, where that is the limit, and `is_date` is a
    latest date.
    """

    name: str
    span: Span
    breaks: str = ""
    place: int = 0
    is_date: bool = False


def limits_of(agreement: Agreement, names: frozenset[str]) -> tuple[Limit, ...]:
    """List what limits the runs in sight, in the order of events, phases and provisions."""
    return (*_of_events(agreement, names), *_of_clauses(agreement, names))


def _of_events(agreement: Agreement, names: frozenset[str]) -> Iterator[Limit]:
    for event in agreement.events.values():
        if event.id in names:
            for target, _ in event.breaks:
                yield Limit(name=event.id, span=event.span, breaks=target)
            for place, rule in enumerate(event.rules):
                span = rule.only_when.span if rule.only_when is not None else event.span
                yield Limit(name=event.id, span=span, place=place)


def _of_clauses(agreement: Agreement, names: frozenset[str]) -> Iterator[Limit]:
    for phase in agreement.phases.values():
        for place, clause in enumerate(phase.clauses):
            if phase.id in names and isinstance(clause, EndsWhen):
                yield Limit(name=phase.id, span=clause.span, place=place)
    for provision in agreement.provisions.values():
        for place, clause in enumerate(provision.clauses):
            if provision.id in names and isinstance(clause, _LIMITING):
                is_date = isinstance(clause, Deadline)
                yield Limit(name=provision.id, span=clause.span, place=place, is_date=is_date)


def without(agreement: Agreement, gone: Sequence[Limit]) -> Agreement:
    """Give an agreement in which some limits do not stand."""
    if not gone:
        return agreement
    return replace(
        agreement,
        events={e.id: _event(e, gone) for e in agreement.events.values()},
        phases={
            p.id: replace(p, clauses=_left(p.id, p.clauses, gone))
            for p in agreement.phases.values()
        },
        provisions={p.id: _provision(p, gone) for p in agreement.provisions.values()},
    )


def _event(event: Event, gone: Sequence[Limit]) -> Event:
    mine = [limit for limit in gone if limit.name == event.id]
    if not mine:
        return event
    broken = {limit.breaks for limit in mine if limit.breaks}
    places = {limit.place for limit in mine if not limit.breaks}
    return replace(
        event,
        breaks=tuple(pair for pair in event.breaks if pair[0] not in broken),
        rules=tuple(rule for place, rule in enumerate(event.rules) if place not in places),
    )


def _provision(provision: Provision, gone: Sequence[Limit]) -> Provision:
    return replace(provision, clauses=_left(provision.id, provision.clauses, gone))


def _left(name: str, clauses: tuple[Clause, ...], gone: Sequence[Limit]) -> tuple[Clause, ...]:
    places = {limit.place for limit in gone if limit.name == name and not limit.breaks}
    return tuple(clause for place, clause in enumerate(clauses) if place not in places)
