"""Draw the smallest parts of a small agreement: names, moments and conditions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from oracle import small as s

T = TypeVar("T")


@dataclass(slots=True)
class Hand:
    """Draw parts of one agreement, knowing the names that there are.

    `number` draws a whole number within bounds; everything is made of such numbers. What is `is_plain` stays
    within the part of the language that can be decided by arithmetic alone.
    """

    number: Callable[[int, int], int]
    phases: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    single: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    is_plain: bool = False

    def one_of(self, options: Sequence[T]) -> T:
        return options[self.number(0, len(options) - 1)]

    def chance(self, percent: int) -> bool:
        """Draw yes so often in a hundred; what shrinks, shrinks to no."""
        return self.number(0, 99) >= 100 - percent

    def under(self) -> str:
        return self.one_of(self.readings) if self.readings and self.chance(35) else ""

    # -- moments and conditions --------------------------------------------------------------

    def point(self) -> s.Point:
        """Draw a whole day: of the agreement, or so many days after something."""
        kind = self.number(0, 9)
        if kind <= 3:
            return s.Day(self.number(2, 8))
        if kind == 4 and self.phases:
            return s.Day(self.number(2, 4), self.one_of(self.phases))
        if kind == 5 and self.events:
            return s.After(self.number(1, 4), self.one_of(self.events))
        if kind == 6 and self.duties:
            return s.After(self.number(1, 3), self.one_of(self.duties))
        if kind == 7 and self.phases:
            return s.After(
                self.number(1, 3), self.one_of(self.phases), self.one_of(["start", "end"])
            )
        if kind == 8:
            first, second = s.Day(self.number(2, 8)), s.After(self.number(1, 6), s.ENTRY)
            events = self.events
            if events:
                second = s.After(self.number(1, 3), self.one_of(events))
            return s.Sooner(first, second, self.chance(50))
        return s.After(self.number(1, 7), s.ENTRY)

    def stable(self) -> s.Condition:
        """Draw a condition that stays true once it is."""
        options: list[s.Condition] = [s.Passed(s.Day(self.number(1, 6)))]
        options += 2 * [s.Is(name, "happened") for name in self.events]
        options += [s.Is(name, "fulfilled") for name in self.plain]
        options += [s.Is(name, "begun") for name in self.phases[1:]]
        options += [s.Is(name, status) for name in self.phases for status in ("ended", "lapsed")]
        asked = self.one_of(options)
        if self.chance(12):
            return s.Both(asked, self.one_of(options), self.chance(50))
        return asked

    def of_acts(self) -> s.Condition:
        """Draw a condition that acts bring about, or days."""
        options: list[s.Condition] = [s.Passed(s.Day(self.number(1, 6)))]
        options += 3 * [s.Is(name, "happened") for name in self.events]
        return self.one_of(options)

    def momentary(self) -> s.Condition:
        """Draw a condition that may cease to hold."""
        options: list[s.Condition] = []
        options += 2 * [s.Is(name, "open") for name in self.talks]
        options += [s.Is(name, "running") for name in self.phases]
        options += [s.Not(s.Is(name, "happened")) for name in self.events]
        options += [s.Not(s.Is(name, "begun")) for name in self.phases[1:]]
        asked = self.one_of(options)
        if self.chance(30):
            return s.Both(asked, s.Not(s.Passed(s.Day(self.number(3, 8)))))
        return asked

    def condition(self) -> s.Condition:
        if self.is_plain:
            return self.of_acts()
        return self.momentary() if self.chance(30) else self.stable()
