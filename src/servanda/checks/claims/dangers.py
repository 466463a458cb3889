"""Find the duties out of a claim's sight that may not be met, and so keep runs from being faithful."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, ProvisionId
from servanda.checks.claims.aside import can_be_met
from servanda.checks.claims.runs import Budget, Runs, TooMany
from servanda.machine import Machine
from servanda.machine.choices import choices, default_choice
from servanda.machine.cone import Cones
from servanda.machine.memory import Memory, text_of
from servanda.machine.slice import sliced
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice

if TYPE_CHECKING:
    from servanda.checks.dates.alike import Sorts

_CHOICES_AT_MOST = 64
NODES_ASIDE_AT_MOST = 4_000
"""How many states of a duty out of sight are looked at, before it is taken to be one that can be met."""


class Danger(Enum):
    """Say when a duty out of sight cannot be met."""

    NEVER = "it can always be met"
    AT_TIMES = "what happens in sight can make it impossible"
    ALWAYS = "no run can meet it"


class Dangers(Struct, kw_only=True):
    """Hold what was found out of the duties of an agreement, each in runs of its own."""

    agreement: Agreement
    start: Instant
    cones: Cones
    memory: Memory
    _found: dict[frozenset[str], tuple[ProvisionId, ...]] = field(default_factory=dict)
    _beside: dict[object, Runs] = field(default_factory=dict)
    _known: dict[object, Danger] = field(default_factory=dict)
    _by_choice: dict[object, Danger] = field(default_factory=dict)
    budget: Budget = field(default_factory=lambda: Budget.of(None))
    """What may be spent on the question that is asked now."""
    _sorts: dict[object, Sorts] = field(default_factory=dict)

    @contextmanager
    def within(self, budget: Budget) -> Iterator[None]:
        """Let a question and all it asks here spend no more than its budget."""
        before, self.budget = self.budget, budget
        try:
            yield
        finally:
            self.budget = before

    def at_times(self, names: frozenset[str], fixed: Choice) -> frozenset[ProvisionId]:
        """Give the duties out of sight that what happens in sight can make impossible."""
        return frozenset(
            name
            for name in self._dangerous(names, fixed)
            for choice in choices(self.agreement, self._own(name), fixed)
            if self._danger(name, choice, names) is Danger.AT_TIMES
        )

    def always(self, names: frozenset[str], choice: Choice, fixed: Choice) -> ProvisionId | None:
        """Name a duty out of sight that no run at all can meet under a choice."""
        found = self._dangerous(names, fixed)
        return next((n for n in found if self._danger(n, choice, names) is Danger.ALWAYS), None)

    def ambiguities(self, names: frozenset[str], fixed: Choice) -> frozenset[AmbiguityId]:
        """Give the ambiguities on which it turns whether the duties out of sight can be met."""
        return frozenset(a for name in self._dangerous(names, fixed) for a in self._own(name))

    def _own(self, name: ProvisionId) -> frozenset[AmbiguityId]:
        cone = self.cones.binding((name,))
        return self.cones.ambiguities(cone) | self.cones.silences(cone)

    def _dangerous(self, names: frozenset[str], fixed: Choice) -> tuple[ProvisionId, ...]:
        """Give the duties out of sight that cannot always be met, under some reading."""
        if names not in self._found:
            suspects = dict.fromkeys(
                name
                for choice in self._choices(names, fixed)
                for name in sorted(self._hard_to_meet(choice, names))
            )
            self._found[names] = tuple(n for n in suspects if self._is_dangerous(n, names, fixed))
        return self._found[names]

    def _hard_to_meet(self, choice: Choice, names: frozenset[str]) -> frozenset[ProvisionId]:
        from servanda.checks.dates.alike import Sorts
        from servanda.checks.dates.impossible import hard_to_meet

        pairs = tuple(sorted(choice.items()))
        sorts = self._sorts.get(pairs)
        if sorts is None:
            sorts = self._sorts[pairs] = Sorts(Machine(self.agreement, choice))
        return hard_to_meet(sorts.machine, self.start, names, sorts)

    def _choices(self, names: frozenset[str], fixed: Choice) -> list[Choice]:
        """Give the choices over what is out of sight; where there are many, one reading at a time."""
        outside = [p for p in self.agreement.provisions if p not in names]
        beside = self.cones.binding(outside)  # the phases that they stand in, too
        guards = self.cones.ambiguities(names).union(
            *(self.cones.guards.get(name, frozenset()) for name in beside)
        )
        size = 1
        for name in guards:
            size *= len(self.agreement.ambiguities[name].readings)
        if size <= _CHOICES_AT_MOST:
            return list(choices(self.agreement, guards, fixed))
        base = default_choice(self.agreement, fixed)
        singles = [
            {**base, name: reading.id}
            for name in guards - set(fixed)
            for reading in self.agreement.ambiguities[name].readings[1:]
        ]
        return [base, *singles]

    def _is_dangerous(self, name: ProvisionId, names: frozenset[str], fixed: Choice) -> bool:
        own = choices(self.agreement, self._own(name), fixed)
        return any(self._danger(name, choice, names) is not Danger.NEVER for choice in own)

    def _danger(self, name: ProvisionId, choice: Choice, names: frozenset[str]) -> Danger:
        """Say whether a duty can be met whatever happens in sight, or at least if all goes well."""
        key = name, names, tuple((a, choice[a]) for a in sorted(self._own(name)))
        if key not in self._by_choice:
            self._by_choice[key] = self._found_out(name, choice, names)
        return self._by_choice[key]

    def _found_out(self, name: ProvisionId, choice: Choice, names: frozenset[str]) -> Danger:
        cone = self.cones.binding((name,))
        machine = Machine(sliced(self.agreement, cone, self.cones), choice)
        text = text_of(machine, cone)
        key = name, text, names & cone
        if key not in self._known:
            if (text, cone) not in self._beside:
                machine.memory = self.memory
                self._beside[text, cone] = Runs(
                    machine=machine, start=self.start, names=cone, asked=frozenset()
                )
            runs = self._beside[text, cone]
            runs.budget = structs.replace(self.budget, nodes=NODES_ASIDE_AT_MOST)
            try:
                self._known[key] = _judged(runs, names)
            finally:
                self.budget.is_out_of_time |= runs.budget.is_out_of_time
        return self._known[key]


def _judged(runs: Runs, names: frozenset[str]) -> Danger:
    """Judge a duty by the runs it sees itself; what takes too many states to find out is taken to be met.

    Raises:
        TooMany: when the time is up.
    """
    try:
        if can_be_met(runs, names):
            return Danger.NEVER
        return Danger.AT_TIMES if can_be_met(runs, frozenset()) else Danger.ALWAYS
    except (TooMany, RecursionError):
        if runs.budget.is_out_of_time:
            raise
        return Danger.NEVER
