"""Watch a run with the eyes of a claim: has it been won, can it still be?"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from servanda.machine import View
from servanda.model.claims import KeepsRunning, Reaches
from servanda.model.times import Is, Status


class Seen(Struct, frozen=True, kw_only=True):
    """Hold what a claim has seen on a run so far."""

    is_won: bool = False
    is_lost: bool = False
    has_after: bool = False
    has_begun: bool = False

    @property
    def is_decided(self) -> bool:
        """Tell whether the run is won or lost, whatever comes."""
        return self.is_won or self.is_lost


class Watch(Struct, frozen=True, kw_only=True):
    """Hold the formula of a claim, or none to watch a run for nothing."""

    formula: Reaches | KeepsRunning | None

    def look(self, view: View, seen: Seen) -> Seen:
        """Look at a state, and say what has been seen now; a verdict on a run never changes."""
        if seen.is_won or seen.is_lost or self.formula is None:
            return seen
        if isinstance(self.formula, KeepsRunning):
            return self._keeps(view, self.formula, seen)
        return self._reaches(view, self.formula, seen)

    def _reaches(self, view: View, formula: Reaches, seen: Seen) -> Seen:
        if formula.after is not None and not seen.has_after:
            seen = replace(seen, has_after=view.holds(formula.after))
        if formula.without is not None and view.holds(formula.without):
            return replace(seen, is_lost=True)
        is_late = False
        if formula.by is not None:
            stretch = view.stretch(formula.by)
            is_late = stretch is not None and stretch[1] < view.now
        if is_late:
            return replace(seen, is_lost=True)
        if formula.before is not None and view.holds(formula.before):
            return replace(seen, is_lost=True)
        if (formula.after is None or seen.has_after) and view.holds(formula.goal):
            return replace(seen, is_won=True)
        return seen

    def _keeps(self, view: View, formula: KeepsRunning, seen: Seen) -> Seen:
        phase = Is(target=formula.phase, status=Status.RUNNING, span=formula.past.span)
        running = view.holds(phase)
        seen = replace(seen, has_begun=seen.has_begun or running)
        stretch = view.stretch(formula.past)
        if running and stretch is not None and stretch[1] < view.now:
            return replace(seen, is_won=True)
        if seen.has_begun and not running:
            return replace(seen, is_lost=True)
        return seen
