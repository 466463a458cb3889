"""Recall what was worked out about a name while nothing that it rests on has changed.

An answer rests on the facts that were looked at to find it, and on now only as far as instants of the
text are past. So it is kept under those facts, with the stretch of time over which each such question
has the answer that it has now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Self, TypeVar

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.machine.machine import Machine
from servanda.machine.memory import Answer, Key, Place
from servanda.machine.state import (
    ENTRY,
    Delivery,
    Happening,
    Hold,
    Observation,
    Pending,
    PhaseLog,
    Refusal,
    State,
    changed_names,
    part_of,
)

V = TypeVar("V")
ALWAYS_BEFORE: Final = -(10**12)
"""An instant before everything: since when a condition holds that never did not."""
ALWAYS_AFTER: Final = 10**12


class Window:
    """Hold what was asked so far: which names' facts were looked at, and about which stretch of time.

    From `first` to `last`, all that was asked about now has the same answer. `is_whole` where the whole
    state was looked at.
    """

    __slots__ = ("first", "is_whole", "last", "names")

    def __init__(self) -> None:
        self.first: Instant = ALWAYS_BEFORE
        self.last: Instant = ALWAYS_AFTER
        self.names: dict[str, None] = {}
        self.is_whole = False

    def narrow(self, answer: Answer) -> None:
        """Take in what an answer rests on that was made use of."""
        first, last, _, names = answer
        if first > self.first:
            self.first = first
        if last < self.last:
            self.last = last
        if names is None:
            self.is_whole = True
        else:
            self.names.update(names)


class Recall:
    """Hold a state with what was worked out about it, and note what each answer rests on.

    Facts are read by name here; whoever reads `state` itself is taken to have read all of it.
    """

    def __init__(self, machine: Machine, state: State, window: Window | None = None) -> None:
        self.machine = machine
        self.amended = state.amended
        self._state = state
        self._at: Instant = state.now if state.now is not None else ALWAYS_BEFORE
        self._window = window or Window()
        self._outermost = self._window if window is None else None
        self._answers: dict[Key, Answer] = {}
        self._awaited: set[str] = set()
        self._facts: Mapping[str, object] | None = None
        self._places: Mapping[Key, Place] | None = None
        self._is_remembered = not state.amended  # answers are kept from state to state

    # -- facts -------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """Give the whole state."""
        self._window.is_whole = True
        return self._state

    @property
    def entry(self) -> Happening | None:
        """Give the entry into force, once it has happened."""
        self._window.names[ENTRY] = None
        return self._state.entry

    @property
    def signed(self) -> Instant | None:
        """Say when the text was signed, if that is known."""
        self._window.names[ENTRY] = None
        return self._state.signed

    def log(self, phase: PhaseId) -> PhaseLog:
        """Give the log of a phase."""
        self._window.names[phase] = None
        return self._state.phase(phase)

    def happenings(self, event: EventId) -> Sequence[Happening]:
        """Give the occurrences of an event."""
        self._window.names[event] = None
        return self._state.happened.get(event, ())

    def deliveries(self, provision: ProvisionId) -> Sequence[Delivery]:
        """Give the performances of a provision."""
        self._window.names[provision] = None
        return self._state.delivered.get(provision, ())

    def uses(self, power: ProvisionId) -> Sequence[Happening]:
        """Give the uses of a power."""
        self._window.names[power] = None
        return self._state.uses.get(power, ())

    def notices(self, power: ProvisionId) -> Sequence[Pending]:
        """Give the uses of a power whose notice still runs."""
        self._window.names[power] = None
        return self._state.pending.get(power, ())

    def recommendations(self, power: ProvisionId) -> Sequence[Happening]:
        """Give the recommendations to use a power."""
        self._window.names[power] = None
        return self._state.recommended.get(power, ())

    def certificates(self, provision: ProvisionId) -> Sequence[Happening]:
        """Give the certificates of what was performed."""
        self._window.names[provision] = None
        return self._state.certificates.get(provision, ())

    def holds_on(self, target: str) -> Sequence[Hold]:
        """Give the suspensions of a provision, a phase or the agreement."""
        self._window.names[target] = None
        return self._state.holds.get(target, ())

    def refusals(self, power: ProvisionId) -> Sequence[Refusal]:
        """Give the uses of a power on the record that have no effect."""
        self._window.names[power] = None
        return self._state.refused.get(power, ())

    def waiver(self, target: str, area: str = "") -> Happening | None:
        """Give the waiver of a provision, or of a part of it."""
        self._window.names[target] = None
        return _first_of(self._state.waived, target, area)

    def termination(self, target: str, area: str = "") -> Happening | None:
        """Give the termination of a provision, a phase or the agreement, or of a part of it."""
        self._window.names[target] = None
        return _first_of(self._state.terminated, target, area)

    def terminations(self, target: str) -> Sequence[Happening]:
        """Give the terminations of a thing and of its parts."""
        self._window.names[target] = None
        return tuple(
            h for name, h in self._state.terminated.items() if name.partition("/")[0] == target
        )

    def extension(self, target: str, area: str = "") -> Instant | None:
        """Say to when a provision, or a part of it, was extended."""
        self._window.names[target] = None
        extended = self._state.extended
        found = extended.get(part_of(target, area)) if area else None
        return extended.get(target) if found is None else found

    def figures(self, level: str) -> Sequence[Observation]:
        """Give the figures observed for a level."""
        self._window.names[level] = None
        return self._state.observed.get(level, ())

    # -- time --------------------------------------------------------------------------------

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

    # -- answers -----------------------------------------------------------------------------

    def known(self, key: Key, place: Place) -> Answer | None:
        """Give what is known about a name, of this state or of another that is alike in what counts."""
        answer = self._answers.get(key)
        if answer is None:
            answer = self._find(place)
            if answer is not None:
                self._answers[key] = answer
        return answer

    def _find(self, place: Place) -> Answer | None:
        """Find what a place holds for this state; the checker does this many times at each."""
        if self._facts is None:
            assert self.machine.memory is not None
            self._facts = self.machine.memory.facts(self._state)
        at, fact = self._at, self._facts.get
        for names, answers in place.shapes:
            for answer in answers.get(tuple(map(fact, names)), ()):
                first, last, _, _ = answer
                if first <= at <= last:
                    return answer
        return None

    def recall(self, key: Key, work: Callable[[], V], also: Iterable[str] = ()) -> V:
        """Give what is known about a name, else work it out and keep it.

        It may rest on the text of whatever the name rests on, and `also` other names.
        """
        answer = self._answers.get(key)
        if answer is None:
            answer = self._recalled(key, work, also)
        if self._window is not self._outermost:
            self._window.narrow(answer)
        value: V = answer.value
        return value

    def look_up(self, key: Key, look: Callable[[Self], V]) -> V:
        """Give what is known about a name, else look it up at this state and keep it."""
        answer = self._answers.get(key)
        if answer is not None and self._window is self._outermost:
            value: V = answer.value
            return value
        return self.recall(key, lambda: look(self))

    def follow(self, before: Recall) -> None:
        """Take over what is known of a state that came before, where nothing that it rests on has changed."""
        if before.amended is not self.amended or not before._answers:
            return
        changed, at = changed_names(before._state, self._state), self._at
        self._answers = {
            key: answer
            for key, answer in before._answers.items()
            if answer.first <= at <= answer.last
            and (changed.isdisjoint(answer.names) if answer.names is not None else not changed)
        }

    def _recalled(self, key: Key, work: Callable[[], Any], also: Iterable[str]) -> Answer:
        memory = self.machine.memory
        if memory is None or not self._is_remembered:
            return self._worked_out(key, work)
        if self._places is None:
            self._places = memory.places(self.machine)
        place = self._places.get(key)
        if place is None:
            place = memory.place(self.machine, key, also)
        answer = self._find(place)
        if answer is None:
            answer = self._worked_out(key, work)
            if not self._awaited:
                assert self._facts is not None
                place.keep(answer, self._facts)
        else:
            self._answers[key] = answer
        return answer

    def _worked_out(self, key: Key, work: Callable[[], Any]) -> Answer:
        outer, inner = self._window, Window()
        self._window = inner
        value = work()
        self._window = outer
        names = None if inner.is_whole else inner.names
        answer = Answer(inner.first, inner.last, value, names)
        if not self._awaited:  # else it was derived for another that waits for itself, not for good
            self._answers[key] = answer
        return answer


def _first_of(facts: Mapping[str, Happening], target: str, area: str) -> Happening | None:
    """Give what befell a thing, or the part of it that is looked at, first."""
    whole = facts.get(target)
    part = facts.get(part_of(target, area)) if area else None
    if whole is None or part is None:
        return part if whole is None else whole
    return min(whole, part, key=lambda happening: happening.at)
