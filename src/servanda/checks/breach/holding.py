"""Say what may be held back now without being overdue: what the other side's performance would excuse."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ProvisionId
from servanda.checks.breach.acts import BINDING_NOW
from servanda.checks.breach.hands import Hands
from servanda.checks.breach.instants import instances
from servanda.machine import LifeState, Tranche, View, advance, view_of
from servanda.model.provisions import Against, Proportion, Provision, WithholdWhile

Due = tuple[Provision, Instant]
_RECIPROCAL = (Against, Proportion, WithholdWhile)
_HELD = frozenset({LifeState.EXCUSED, LifeState.WITHHELD})


def held_back(
    hands: Hands, due: list[Due], excused_anyway: frozenset[ProvisionId]
) -> set[ProvisionId]:
    """Find what may be held back now without being overdue, when all the rest is done.

    What could have been held back on the course as well is not asked about again.
    """
    asked = [p for p, _ in due if p.id not in excused_anyway and is_reciprocal(hands, p)]
    held: set[ProvisionId] = set()
    while True:
        left = [each for each in due if each[0].id not in held]
        more = {p.id for p in asked if p.id not in held and _is_excused(hands, p, left)}
        if not more:
            return held
        held |= more


def is_reciprocal(hands: Hands, provision: Provision) -> bool:
    """Tell whether a duty may depend on what another side does."""
    clauses = hands.machine.clauses(provision.id, hands.state.amended)
    return any(isinstance(clause, _RECIPROCAL) for clause in clauses)


def _is_excused(hands: Hands, provision: Provision, due: list[Due]) -> bool:
    """Tell whether a duty would stay excused a minute on, were all but it done now."""
    trial = replace(hands, deeds=[])
    trial.kept_back = hands.kept_back | {provision.id}
    for other, _ in due:
        if other.id != provision.id:
            trial.fulfil(other, None, is_whole=False)
    for name in _undated_counterparts(hands, provision):
        trial.fulfil(hands.machine.agreement.provisions[name], None, is_whole=True)
    view = view_of(hands.machine, advance(hands.machine, trial.state, trial.view.now + 1))
    return view.life(provision.id).state in _HELD


def _undated_counterparts(hands: Hands, provision: Provision) -> Iterator[ProvisionId]:
    """Give what a duty is owed against and has no date of its own: it can be tendered at once."""
    view = hands.view
    for clause in hands.machine.clauses(provision.id, hands.state.amended):
        if isinstance(clause, Against):
            other = hands.machine.agreement.provisions[clause.provision]
            if any(t.due is None for t in open_tranches(view, other)):
                yield other.id


def open_tranches(view: View, provision: Provision) -> list[Tranche]:
    """Give what is owed and not done under a duty that binds now, instance by instance."""
    return [
        tranche
        for part in instances(view.life(provision.id))
        if part.state in BINDING_NOW
        for tranche in part.tranches
        if tranche.met is None
    ]
