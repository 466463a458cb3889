"""Watch a run with the eyes of a claim: has it been won, can it still be, is it as it should be so far?

Each demand is a small machine of its own that only ever moves on: a run is won or lost for good, or it
is, as things stand, as the claim would have it. A run that goes on for ever meets the claim when it is
won, or when it comes back to such states without end.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.identities import EventId
from servanda.checks.claims.enduring import stays_true
from servanda.machine import View
from servanda.machine.lengths import moved
from servanda.model.claims import Answers, Demand, Follows, Keeps, KeepsRunning, Reaches
from servanda.model.times import Any, Condition, Is, Status

_NO_LIMIT = -1


class Loss(Enum):
    """Say how a run came to be lost, by what kind it is and in words."""

    LATE = "too late", "it has not come in the time that was set for it"
    ORDER = "out of order", "what should have come later is there first"
    CAME = "not kept", "what was not to come has come"
    CEASED = "not kept", "what was to be kept has ceased"


class Seen(Struct, frozen=True, kw_only=True):
    """Hold what a claim has seen on a run so far.

    `is_kept` when the run, should it stay so, is as the claim would have it. `stage` counts the goals
    reached of several; `held` has a bit for each thing waited for that was there at the last look. `left` are
    the minutes in which something must be answered, -1 without limit, and None while nothing must be.
    """

    is_won: bool = False
    lost: Loss | None = None
    is_kept: bool = False
    has_after: bool = False
    has_begun: bool = False
    stage: int = 0
    held: int = 0
    left: int | None = None

    @property
    def is_lost(self) -> bool:
        """Tell whether the run can meet the claim no more, whatever comes."""
        return self.lost is not None

    @property
    def is_decided(self) -> bool:
        """Tell whether the run is won or lost, whatever comes."""
        return self.is_won or self.is_lost


_WON = Seen(is_won=True)


class Watch(Struct, frozen=True, kw_only=True):
    """Hold the demand of a claim, or none to watch a run for nothing."""

    formula: Demand | None

    @property
    def ends(self) -> bool:
        """Tell whether a run that meets the demand has met it at some moment, for good."""
        return not isinstance(self.formula, Keeps | Answers)

    def begin(self) -> Seen:
        """Give what is seen before a run begins."""
        return Seen(is_kept=isinstance(self.formula, Answers))

    def along(self, evening: View | None, minutes: int, seen: Seen) -> Seen:
        """Follow a run to its next state: past an evening, if there is one, and so many minutes on."""
        if evening is not None:
            seen = self.look(evening, seen)
        return self._passed(seen, minutes)

    def _passed(self, seen: Seen, minutes: int) -> Seen:
        """Let time pass while nothing changes: what must be answered may now be late."""
        if not minutes or seen.left in (None, _NO_LIMIT) or seen.is_decided:
            return seen
        assert seen.left is not None
        return (
            Seen(lost=Loss.LATE) if minutes > seen.left else replace(seen, left=seen.left - minutes)
        )

    def look(self, view: View, seen: Seen) -> Seen:
        """Look at a state, and say what has been seen now; a verdict on a run never changes."""
        if seen.is_won or seen.is_lost:
            return seen
        match self.formula:
            case Reaches():
                return _reaches(view, self.formula, seen)
            case KeepsRunning():
                return _keeps_running(view, self.formula, seen)
            case Follows():
                return _follows(view, self.formula, seen)
            case Keeps():
                return _keeps(view, self.formula, seen)
            case Answers():
                return _answers(view, self.formula, seen)
            case None:
                return seen


def _reaches(view: View, formula: Reaches, seen: Seen) -> Seen:
    if formula.after is not None and not seen.has_after:
        seen = replace(seen, has_after=view.holds(formula.after))
    loss = _failed(view, formula)
    if loss is not None:
        return replace(seen, lost=loss)
    if (formula.after is None or seen.has_after) and view.holds(formula.goal):
        return replace(seen, is_won=True)
    return seen


def _failed(view: View, formula: Reaches) -> Loss | None:
    """Say why a goal can be reached no more: what it had to precede is there, or its time is over."""
    if formula.without is not None and view.holds(formula.without):
        return Loss.CAME
    if formula.by is not None:
        stretch = view.stretch(formula.by)
        if stretch is not None and stretch[1] < view.now:
            return Loss.LATE
    is_there = formula.before is not None and view.holds(formula.before)
    return Loss.ORDER if is_there else None


def _keeps_running(view: View, formula: KeepsRunning, seen: Seen) -> Seen:
    phase = Is(target=formula.phase, status=Status.RUNNING, span=formula.past.span)
    running = view.holds(phase)
    seen = replace(seen, has_begun=seen.has_begun or running)
    stretch = view.stretch(formula.past)
    if running and stretch is not None and stretch[1] < view.now:
        return replace(seen, is_won=True)
    if seen.has_begun and not running:
        return replace(seen, lost=Loss.CEASED)
    return seen


def _follows(view: View, formula: Follows, seen: Seen) -> Seen:
    """Look for one goal after the other: each but the first must come to be, and not have been before."""
    there = sum(_is_there(view, s.goal) << i for i, s in enumerate(formula.stages))
    stage, has_after = seen.stage, seen.has_after
    while stage < len(formula.stages):
        wanted = formula.stages[stage]
        has_after = has_after or wanted.after is None or view.holds(wanted.after)
        loss = _failed(view, wanted)
        if loss is not None:
            return Seen(lost=loss)
        is_new = stage == 0 or not seen.held >> stage & 1
        if not (has_after and is_new and there >> stage & 1):
            if _came_too_soon(view, formula, stage, there):
                return Seen(lost=Loss.ORDER)
            return Seen(stage=stage, has_after=has_after, held=there)
        stage, has_after = stage + 1, False
    return _WON


def _came_too_soon(view: View, formula: Follows, stage: int, there: int) -> bool:
    """Tell whether a goal to come is there already, and cannot come to be any more."""
    agreement = view.machine.agreement
    return any(
        there >> later & 1 and stays_true(agreement, formula.stages[later].goal)
        for later in range(max(stage, 1), len(formula.stages))
    )


def _keeps(view: View, formula: Keeps, seen: Seen) -> Seen:
    """Look whether something holds without a gap from when it began to."""
    holds = view.holds(formula.kept)
    has_begun = seen.has_begun or formula.is_from_start or holds
    if formula.until is not None and view.holds(formula.until):
        return _WON if has_begun else Seen(lost=Loss.CEASED)
    if has_begun and not holds:
        return Seen(lost=Loss.CAME if formula.is_from_start else Loss.CEASED)
    return Seen(has_begun=has_begun, is_kept=has_begun)


def _answers(view: View, formula: Answers, seen: Seen) -> Seen:
    """Look whether what comes to be is answered: the first that still waits sets the time."""
    is_there = _is_there(view, formula.trigger)
    comes = is_there and (not seen.held or _is_recurring(view, formula.trigger))
    left = seen.left
    if _is_there(view, formula.goal):
        left = None
    elif comes and left is None:
        left = _NO_LIMIT
        if formula.within is not None:
            now = view.now
            left = moved(view.machine, (now, now), formula.within)[1] - now
    return Seen(held=int(is_there), left=left, is_kept=left is None)


def _is_recurring(view: View, condition: Condition) -> bool:
    if not isinstance(condition, Is):
        return False
    event = view.machine.agreement.events.get(EventId(condition.target))
    return event is not None and event.is_recurring


def _is_there(view: View, condition: Condition) -> bool:
    """Tell whether a condition holds; an event that may happen again, whether it happens now."""
    if isinstance(condition, Any):
        return any(_is_there(view, part) for part in condition.parts)
    if isinstance(condition, Is) and _is_recurring(view, condition):
        found = view.happenings(EventId(condition.target))
        return bool(found) and view.is_now(found[-1].at)
    return view.holds(condition)
