"""Say in whose hands an act is, where the text leaves that to its readings.

Readings that differ only in who fills a silence share their runs; each puts the acts in other hands.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from servanda.base.identities import ActorId
from servanda.checks.claims.faith import Debt
from servanda.checks.claims.runs import Edge
from servanda.checks.claims.texts import is_filled
from servanda.machine import Machine, Occur, Perform

Hands = Mapping[str, tuple[ActorId, ...]]
"""Who brings about what the text leaves to nobody named, by event or provision."""
AS_WRITTEN: Hands = MappingProxyType({})


def hands_of(machine: Machine) -> Hands:
    """Say in whose hands the choice puts what the text leaves to nobody named."""
    agreement = machine.agreement
    events = (e for e in agreement.events.values() if machine.is_silent_on(e))
    duties = (p for p in agreement.provisions.values() if is_filled(machine, p))
    return {
        **{event.id: machine.agency(event).actors for event in events},
        **{duty.id: machine.bearer(duty).actors for duty in duties},
    }


def acting(edge: Edge, hands: Hands) -> tuple[ActorId, ...]:
    """Give who acts on an edge; nobody where time passes, or where nobody is named.

    Who certifies what another has done is named.
    """
    if edge.option is not None and isinstance(edge.option.move, Occur | Perform):
        return hands.get(edge.option.subject, edge.by)
    return edge.by


def owing(debt: Debt, hands: Hands) -> frozenset[ActorId]:
    """Give those who together could do what is due."""
    filled = hands.get(debt.duty)
    return debt.debtors if filled is None else frozenset(filled)


def handed(edge: Edge, hands: Hands) -> Edge:
    """Put the act of an edge into the hands that hold it."""
    by = acting(edge, hands)
    if edge.option is None or by == edge.by:
        return edge
    return replace(edge, option=replace(edge.option, by=by))
