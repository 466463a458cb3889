"""Find the questions on which what was seen of some runs does not rest, however they are read.

A question that stands only in sentences which never came into play on these runs has no part in them:
a phase that did not begin, a provision whose phase did not begin or whose condition never held. What acts on
something else (a phase on the one it passes over to, a power on what it is about) has a part even so: that it
may yet do so is why a run goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from servanda.base.identities import AmbiguityId
from servanda.machine import View
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    Against,
    Displaces,
    DoesNotApply,
    OwnSpan,
    Phase,
    PhaseStart,
    Precedent,
    Proportion,
    Provision,
    Rate,
    Then,
    Trigger,
)

_COUNTERPARTS = (Against, Rate, Proportion)


@dataclass(slots=True, kw_only=True)
class Sites:
    """Hold where in a text each question stands."""

    agreement: Agreement
    _provisions: dict[AmbiguityId, list[Provision]] = field(default_factory=dict)
    _phases: dict[AmbiguityId, list[Phase]] = field(default_factory=dict)
    _fixed: dict[AmbiguityId, set[str]] = field(default_factory=dict)
    """The names in whose sentences a question stands that always has a part in the runs."""

    def __post_init__(self) -> None:
        counterparts = {
            clause.provision
            for provision in self.agreement.provisions.values()
            for clause in provision.clauses
            if isinstance(clause, _COUNTERPARTS)
        }
        for provision in self.agreement.provisions.values():
            self._note_provision(provision, is_counterpart=provision.id in counterparts)
        for phase in self.agreement.phases.values():
            for clause in phase.clauses:
                for question in clause.under.ambiguities:
                    self._phases.setdefault(question, []).append(phase)
                    if isinstance(clause, PhaseStart | Then):
                        self._fix(question, phase.id)
        self._note_events()
        for level in self.agreement.levels.values():
            for guard, _ in level.formulas:
                self._fix_all(guard.ambiguities, level.id)

    def _note_provision(self, provision: Provision, *, is_counterpart: bool) -> None:
        guards = [provision.under, *(clause.under for clause in provision.clauses)]
        asked = frozenset[AmbiguityId]().union(*(guard.ambiguities for guard in guards))
        silence = provision.agency.silence
        for question in {*asked, *([silence] if silence is not None else [])}:
            self._provisions.setdefault(question, []).append(provision)
        acts_on = [c.under for c in provision.clauses if isinstance(c, Displaces)]
        if is_counterpart or acts_on or provision.effect is not None:
            may_be_none = [c.under for c in provision.clauses if isinstance(c, DoesNotApply)]
            for guard in (provision.under, *may_be_none, *acts_on):
                self._fix_all(guard.ambiguities, provision.id)

    def _note_events(self) -> None:
        for event in self.agreement.events.values():
            agencies = [event.agency, *(agency for _, agency in event.agency_under)]
            guards = [
                *(guard for _, guard in event.breaks),
                *(guard for guard, _ in event.agency_under),
                *(rule.under for rule in event.rules),
            ]
            for guard in guards:
                self._fix_all(guard.ambiguities, event.id)
            for agency in agencies:
                if agency.silence is not None:
                    self._fix(agency.silence, event.id)
        for process in self.agreement.processes.values():
            for _, guard in process.ended_by:
                self._fix_all(guard.ambiguities, process.id)

    def _fix(self, question: AmbiguityId, name: str) -> None:
        self._fixed.setdefault(question, set()).add(name)

    def _fix_all(self, questions: Iterable[AmbiguityId], name: str) -> None:
        for question in questions:
            self._fix(question, name)

    def idle(
        self, questions: Iterable[AmbiguityId], names: frozenset[str], views: Sequence[View]
    ) -> frozenset[AmbiguityId]:
        """Give those questions that have no part in what some states show of some names."""
        asleep: dict[str, bool] = {}
        return frozenset(
            question
            for question in questions
            if names.isdisjoint(self._fixed.get(question, ()))
            and all(
                _has_not_begun(phase, views)
                for phase in self._phases.get(question, ())
                if phase.id in names
            )
            and all(
                _sleeps(provision, views, asleep)
                for provision in self._provisions.get(question, ())
                if provision.id in names
            )
        )


def _has_not_begun(phase: Phase, views: Iterable[View]) -> bool:
    return all(view.log(phase.id).started is None for view in views)


def _sleeps(provision: Provision, views: Sequence[View], known: dict[str, bool]) -> bool:
    """Tell whether a provision was not in effect at any of some states, whatever its readings."""
    if provision.id not in known:
        known[provision.id] = all(_waits(provision, view) for view in views)
    return known[provision.id]


def _waits(provision: Provision, view: View) -> bool:
    """Tell whether the phase of a provision, or a condition that stands under no reading, is to come."""
    if any(isinstance(clause, OwnSpan) for clause in provision.clauses):
        return False
    phase = provision.phase
    if phase is not None and view.log(phase).started is None:
        return True
    if any(isinstance(clause, Displaces) for clause in provision.clauses):
        return False
    return any(
        isinstance(clause, Trigger | Precedent)
        and not clause.under.options
        and view.first(clause.condition) is None
        for clause in provision.clauses
    )
