"""Ask the record one question under every reading that matters, and keep the answers apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, AmbiguityId, ReadingId
from servanda.machine import Machine, View, initial
from servanda.machine.choices import Pairs, choices, decided, default_choice
from servanda.machine.cone import ENTRY, Cones
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice, Guard
from servanda.model.entries import Amendment, Holding, Settlement, telling_of
from servanda.monitor.neighbours import Dated
from servanda.monitor.orders import Explorer, Pins
from servanda.monitor.replay import (
    DEFAULT_VIEW,
    Outlook,
    Passed,
    counting_entries,
    dated_entries,
    replay,
)
from servanda.monitor.settling import settled

T = TypeVar("T", bound=Hashable)
V = TypeVar("V")


class Question(Struct, frozen=True, kw_only=True):
    """Say of what date one asks, as known when, under which fixed readings and which view."""

    on: Instant
    known: Instant | None = None
    fixed: tuple[tuple[AmbiguityId, ReadingId], ...] = ()
    as_party: ActorId | None = None
    view: str = DEFAULT_VIEW
    accepted_by: ActorId | None = None


class Answer(Struct, Generic[T], frozen=True, kw_only=True):
    """Give a verdict under the readings that matter to it; no readings when they all agree."""

    reading: tuple[tuple[AmbiguityId, str], ...]
    verdict: T


class Looks(Struct, frozen=True, kw_only=True):
    """Hold what is looked at to judge: the state with vague moments at their earliest, and in every order.

    `original` is the text as it stood before amendments; `is_bounded` where more orders are possible.
    """

    early: View
    every: tuple[View, ...]
    original: View
    is_bounded: bool = False


class Inquiry:
    """Answer questions about one agreement and its record, replaying each choice once."""

    def __init__(
        self,
        agreement: Agreement,
        question: Question,
        begun: dict[Pairs, Passed] | None = None,
    ) -> None:
        """Take up the replays that were `begun` on this text with fewer entries, where there are any."""
        self.agreement = agreement
        self.question = question
        self.cones = Cones(agreement)
        self.fixed: Choice = fixed_readings(agreement, question)
        self._base = default_choice(agreement, self.fixed)
        self._has_amendments = bool(telling_of(agreement.entries, Amendment))
        self._views: dict[tuple[Pairs, Outlook], View] = {}
        self._machines: dict[Pairs, Machine] = {}
        self._begun: dict[Pairs, Passed] = {} if begun is None else begun
        self._explorers: dict[Pairs, Explorer] = {}
        self._looked: dict[tuple[Pairs, frozenset[str]], Looks] = {}

    @cached_property
    def _dated(self) -> list[tuple[Dated, tuple[str, ...], Guard]]:
        """Give the bounds of what counts and moves the machine."""
        return list(dated_entries(self.agreement, self.outlook()))

    @cached_property
    def _touching(self) -> dict[str, list[int]]:
        """Give the places, in what is dated, of the entries that touch a name."""
        found: dict[str, list[int]] = {}
        for place, (_, touches, _) in enumerate(self._dated):
            for name in touches:
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def _ends(self) -> dict[str, tuple[Instant, Instant]]:
        return {entry.id: (entry.first, entry.last) for entry, _, _ in self._dated}

    def outlook(self) -> Outlook:
        """Say which entries count."""
        q = self.question
        return Outlook(on=q.on, known=q.known, view=q.view, accepted_by=q.accepted_by)

    def ask(self, targets: Iterable[str], judge: Callable[[Looks], T]) -> tuple[Answer[T], ...]:
        """Judge under every choice over the ambiguities that can matter to the targets."""
        return _reduced(self._judged(targets, judge))

    def ask_each(
        self, targets: Iterable[str], judge: Callable[[Looks], Mapping[str, T]]
    ) -> dict[str, tuple[Answer[T], ...]]:
        """Judge several things that have one sight, each under the readings that matter to it."""
        rows = self._judged(targets, judge)
        names = dict.fromkeys(name for found in rows.values() for name in found)
        return {
            name: _reduced({pairs: found[name] for pairs, found in rows.items()}) for name in names
        }

    def _judged(self, targets: Iterable[str], judge: Callable[[Looks], V]) -> dict[Pairs, V]:
        wanted = [*targets, ENTRY]
        names = self.cones.ambiguities(wanted)
        in_sight = frozenset[str]().union(*map(self.cones.names, wanted))
        rows: dict[Pairs, V] = {}
        for choice in choices(self.agreement, names, self.fixed):
            rows[_pairs(choice, names)] = judge(self._looks(choice, names, in_sight))
        return rows

    def _looks(
        self, choice: Choice, names: Iterable[AmbiguityId], in_sight: frozenset[str]
    ) -> Looks:
        """Replay the orders of the entries in sight that can matter; other questions are read by default."""
        full = tuple(sorted({**self._base, **dict(_pairs(choice, names))}.items()))
        if (full, in_sight) not in self._looked:
            self._looked[full, in_sight] = self._looked_at(full, in_sight)
        return self._looked[full, in_sight]

    def _looked_at(self, full: Pairs, in_sight: frozenset[str]) -> Looks:
        read = dict(full)
        touching = (self._touching.get(name, ()) for name in in_sight)
        found = (self._dated[place] for place in sorted(set[int]().union(*touching)))
        mine = [e for e, _, under in found if not under.options or under.admits(read)]
        orders = self._explorer(full).explore(mine, in_sight)
        before = replace(self.outlook(), is_amended=not self._has_amendments)
        return Looks(
            early=orders.views[0],
            every=orders.views,
            original=self._view(full, before),
            is_bounded=orders.is_bounded,
        )

    def _explorer(self, full: Pairs) -> Explorer:
        """Give what replays orders under a choice."""
        if full not in self._explorers:

            def replayed(pins: Pins, is_late: bool) -> View:
                moved = tuple(pin for pin in pins if pin[1] != self._ends[pin[0]][is_late])
                return self._view(full, replace(self.outlook(), is_late=is_late, pinned=moved))

            self._explorers[full] = Explorer(self.question.on, replayed, len(self._dated))
        return self._explorers[full]

    def _view(self, full: Pairs, outlook: Outlook) -> View:
        """Replay under a choice, once."""
        key = (full, outlook)
        if key not in self._views:
            if full not in self._machines:
                self._machines[full] = Machine(self.agreement, dict(full))
            machine = self._machines[full]
            begun = self._begun.setdefault(full, Passed(initial(machine)))
            self._views[key] = View(machine, replay(machine, outlook, begun))
        return self._views[key]


def _pairs(choice: Choice, names: Iterable[AmbiguityId]) -> Pairs:
    return tuple(sorted((name, choice[name]) for name in names if name in choice))


def _reduced(rows: Mapping[Pairs, T]) -> tuple[Answer[T], ...]:
    """Keep only the ambiguities that matter, and one row for each distinguishing choice."""
    return tuple(Answer(reading=reading, verdict=verdict) for reading, verdict in decided(rows))


def fixed_readings(agreement: Agreement, question: Question) -> dict[AmbiguityId, ReadingId]:
    """Fix the readings asked for, and those a party holds then: by the record, else by the text."""
    fixed: dict[AmbiguityId, ReadingId] = {}
    outlook = Outlook(on=question.on, known=question.known, view=question.view)
    for name, found in settled(
        agreement, counting_entries(agreement, outlook, Holding, Settlement)
    ).items():
        if not found.without:
            fixed[name] = found.reading
    if question.as_party is not None:
        fixed.update(held_readings(agreement, question.as_party, question.on))
    fixed.update(dict(question.fixed))
    return fixed


def held_readings(
    agreement: Agreement, actor: ActorId, on: Instant
) -> dict[AmbiguityId, ReadingId]:
    """Say which readings an actor holds on a date."""
    held: dict[AmbiguityId, ReadingId] = {}
    for ambiguity in agreement.ambiguities.values():
        for reading in ambiguity.readings:
            if any(holder.actor == actor for holder in reading.held_by):
                held[ambiguity.id] = reading.id
    for entry in telling_of(agreement.entries, Holding, Settlement):
        what = entry.what
        if not isinstance(what, Holding | Settlement) or actor not in entry.actors:
            continue
        if entry.when.earliest is None or entry.when.earliest <= on:
            held[what.ambiguity] = what.reading
    return held


def holders(
    agreement: Agreement, on: Instant
) -> dict[tuple[AmbiguityId, ReadingId], tuple[ActorId, ...]]:
    """Say who holds each reading on a date, in the order in which the agreement names them."""
    found: dict[tuple[AmbiguityId, ReadingId], tuple[ActorId, ...]] = {}
    for actor in agreement.actors:
        for pair in held_readings(agreement, actor, on).items():
            found[pair] = (*found.get(pair, ()), actor)
    return found
