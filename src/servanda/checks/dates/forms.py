"""Write when a thing comes as a form over other things, and work out forms on a set of dates.

A form is a difference bound whose length the calendar gives: `x` comes no earlier, or no later, than
a length of time after `y`. Months, working days and clocks that change make that length depend on
the day `y` falls on, so it is never turned into a number of minutes: each time a date of `y` is known
or moves, the calendar is asked again. All forms grow with the dates of their parts, so that the
earliest date of a thing follows from the earliest dates of what it waits for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Union

from servanda.base.calendar import Duration, Instant
from servanda.machine import Machine
from servanda.machine.lengths import day_of, moved, term_from

Found = tuple[Instant, str] | None
"""An instant, and the name of the thing that made it so late; None while it cannot come."""


class At(NamedTuple):
    """Come with a thing of that name."""

    node: str


class Fixed(NamedTuple):
    """Come on a date of the calendar."""

    first: Instant
    last: Instant


class Never(NamedTuple):
    """Never come, or never by anything that dates can tell; `why` says so in words."""

    why: str


class Shift(NamedTuple):
    """Come a duration after something else, widened to whole days as the text counts."""

    origin: Form
    duration: Duration


class Day(NamedTuple):
    """Come on a day that is counted from something else."""

    origin: Form
    number: int


class Length(NamedTuple):
    """Come with the last minute of a length of time, as the term of a phase does."""

    origin: Form
    duration: Duration


class Next(NamedTuple):
    """Come a minute after the last minute of something: when it has passed."""

    origin: Form


class Last(NamedTuple):
    """Come with the last of several."""

    parts: tuple[Form, ...]


class First(NamedTuple):
    """Come with the first of several."""

    parts: tuple[Form, ...]


Form = Union[At, Fixed, Never, Shift, Day, Length, Next, Last, First]  # noqa: UP007 - it is recursive


class Dates:
    """Work forms out on dates of things, remembering what the calendar answered."""

    def __init__(self, machine: Machine, known: Mapping[str, Instant | None]) -> None:
        self.machine = machine
        self.known = known
        self._moved: dict[tuple[Instant, Duration, bool], Instant] = {}
        self._days: dict[tuple[Instant, int, bool], Instant] = {}

    def on(self, known: Mapping[str, Instant | None]) -> Dates:
        """Give the same calendar on other dates."""
        other = Dates(self.machine, known)
        other._moved, other._days = self._moved, self._days
        return other

    def value(self, form: Form, *, is_last: bool) -> Found:
        """Give the first or the last minute of a form, and the thing that decides it."""
        match form:
            case At(node=node):
                at = self.known.get(node)
                return None if at is None else (at, node)
            case Fixed():
                return (form.last if is_last else form.first), ""
            case Never():
                return None
            case Shift(origin=origin, duration=duration):
                found = self.value(origin, is_last=is_last)
                return found and (self._shifted(found[0], duration, is_last), found[1])
            case Day(origin=origin, number=number):
                found = self.value(origin, is_last=False)
                return found and (self._day(found[0], number, is_last), found[1])
            case Length(origin=origin, duration=duration):
                found = self.value(origin, is_last=False)
                return found and (term_from(self.machine, found[0], duration), found[1])
            case Next(origin=origin):
                found = self.value(origin, is_last=True)
                return found and (found[0] + 1, found[1])
            case Last(parts=parts):
                every = [self.value(part, is_last=is_last) for part in parts]
                known = [part for part in every if part is not None]
                return max(known, key=_instant) if known and len(known) == len(every) else None
            case First(parts=parts):
                every = [self.value(part, is_last=is_last) for part in parts]
                return min((part for part in every if part is not None), key=_instant, default=None)

    def _shifted(self, at: Instant, duration: Duration, is_last: bool) -> Instant:
        key = (at, duration, is_last)
        if key not in self._moved:
            first, last = moved(self.machine, (at, at), duration)
            self._moved[at, duration, False], self._moved[at, duration, True] = first, last
        return self._moved[key]

    def _day(self, at: Instant, number: int, is_last: bool) -> Instant:
        key = (at, number, is_last)
        if key not in self._days:
            first, last = day_of(self.machine, at, number)
            self._days[at, number, False], self._days[at, number, True] = first, last
        return self._days[key]


def _instant(found: tuple[Instant, str]) -> Instant:
    return found[0]


def nodes_of(form: Form) -> tuple[str, ...]:
    """Give the names of the things a form is counted from."""
    match form:
        case At(node=node):
            return (node,)
        case (
            Shift(origin=origin) | Day(origin=origin) | Length(origin=origin) | Next(origin=origin)
        ):
            return nodes_of(origin)
        case Last(parts=parts) | First(parts=parts):
            return tuple(node for part in parts for node in nodes_of(part))
        case Fixed() | Never():
            return ()


def reasons_of(form: Form) -> tuple[str, ...]:
    """Give the reasons for which parts of a form never come."""
    match form:
        case Never(why=why):
            return (why,)
        case (
            Shift(origin=origin) | Day(origin=origin) | Length(origin=origin) | Next(origin=origin)
        ):
            return reasons_of(origin)
        case Last(parts=parts) | First(parts=parts):
            return tuple(why for part in parts for why in reasons_of(part))
        case At() | Fixed():
            return ()
