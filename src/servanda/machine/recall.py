"""Recall what was worked out about a name while nothing that it rests on has changed.

An answer rests on facts about a few names, and on now only as far as instants of the text are past. So
it is kept with the stretch of time over which each such question has the answer that it has now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from servanda.base.calendar import Instant
from servanda.machine.machine import Machine
from servanda.machine.memory import Answer, Place
from servanda.machine.state import State

V = TypeVar("V")
ALWAYS_BEFORE: Final = -(10**12)
"""An instant before everything: since when a condition holds that never did not."""
ALWAYS_AFTER: Final = 10**12


class Window:
    """Hold the first and last instant at which all that was asked about now has the same answer."""

    __slots__ = ("first", "last")

    def __init__(self) -> None:
        self.first: Instant = ALWAYS_BEFORE
        self.last: Instant = ALWAYS_AFTER

    def narrow(self, answer: Answer) -> None:
        """Stay within the stretch of time of an answer that was made use of."""
        if answer.first > self.first:
            self.first = answer.first
        if answer.last < self.last:
            self.last = answer.last


class Recall:
    """Hold a state with what was worked out about it, and note how long each answer stays the same."""

    def __init__(self, machine: Machine, state: State, window: Window | None = None) -> None:
        self.machine = machine
        self.state = state
        self._at: Instant = state.now if state.now is not None else ALWAYS_BEFORE
        self._window = window or Window()
        self._answers: dict[tuple[str, str], Answer] = {}
        self._awaited: set[str] = set()
        self._facts: Mapping[str, object] | None = None

    @property
    def now(self) -> Instant:
        """Give the instant of the state; whatever uses it holds for this very instant only."""
        self._window.first = self._window.last = self._at
        return self._at

    def is_past(self, instant: Instant) -> bool:
        """Tell whether an instant lies before now."""
        window = self._window
        if instant < self._at:
            if instant >= window.first:
                window.first = instant + 1
            return True
        if instant < window.last:
            window.last = instant
        return False

    def has_come(self, instant: Instant) -> bool:
        """Tell whether an instant is now or lies before now."""
        return self.is_past(instant - 1)

    def is_now(self, instant: Instant) -> bool:
        """Tell whether an instant is now."""
        return self.has_come(instant) and not self.is_past(instant)

    def minutes_since(self, instant: Instant) -> int:
        """Count the minutes since an instant, for reports: where lives are recalled, at some instant
        at which all else about them was the same.
        """
        return self._at - instant

    def find(self, place: Place) -> Any:
        """Find what a place holds for this state, None where that is nothing.

        The checker does this many times at each state. It says nothing of how long the answer stays.
        """
        if self._facts is None:
            assert self.machine.memory is not None
            self._facts = self.machine.memory.facts(self.state)
        at = self._at
        for first, last, value in place.answers.get(tuple(map(self._facts.get, place.names)), ()):
            if first <= at <= last:
                return value
        return None

    def recall(self, kind: str, name: str, work: Callable[[], V], also: str = "") -> V:
        """Give what is known about a name, else work it out and keep it.

        It may rest on the facts about whatever the name rests on, and `also` another name.
        """
        key = (kind, name)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._recalled(key, work, also)
        self._window.narrow(answer)
        value: V = answer.value
        return value

    def _recalled(self, key: tuple[str, str], work: Callable[[], Any], also: str) -> Answer:
        memory = self.machine.memory if self._is_remembered() else None
        if memory is None:
            return self._worked_out(key, work)
        if self._facts is None:
            self._facts = memory.facts(self.state)
        place = memory.place(self.machine, key, also)
        facts = tuple(map(self._facts.get, place.names))
        kept = place.answers.get(facts)
        if kept is None:
            kept = place.answers[facts] = []
        at = self._at
        for answer in kept:
            if answer.first <= at <= answer.last:
                self._answers[key] = answer
                return answer
        answer = self._worked_out(key, work)
        if not self._awaited:
            kept.append(answer)
        return answer

    def _is_remembered(self) -> bool:
        """Tell whether answers may be kept from state to state."""
        return True

    def _worked_out(self, key: tuple[str, str], work: Callable[[], Any]) -> Answer:
        outer, self._window = self._window, Window()
        value = work()
        answer = Answer(self._window.first, self._window.last, value)
        self._window = outer
        if not self._awaited:  # else it was derived for another that waits for itself, not for good
            self._answers[key] = answer
        return answer
