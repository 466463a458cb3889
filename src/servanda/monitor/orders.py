"""Find the orders in time of vague entries that can matter to a verdict.

Two entries whose bounds overlap may have happened in either order, and a vague entry may have come
before or after a date that the text sets. Between two such turning points nothing changes, so it is enough
to try each vague entry at the first and the last instant of each stretch between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import PhaseId, ProvisionId
from servanda.machine import View
from servanda.machine.steps import turns_of, turns_of_powers
from servanda.machine.turning import watched
from servanda.model.provisions import Cure, Limit, StartBy
from servanda.monitor.neighbours import Dated, Neighbours, between, may_swap

ORDERS_AT_MOST = 32
MOVED_AT_MOST = 64
"""Of so many vague entries it is looked for what turns with them: each takes a replay of the record."""
STEPS_AT_MOST = 20_000
"""Replays of a long record take no more steps than these together, for one question, but for a few."""
_ROUNDS_AT_MOST = 3

Pins = tuple[tuple[str, Instant], ...]
"""When some vague entries are taken to have happened, by the name of the entry."""


class Orders(Struct, frozen=True):
    """Hold the looks at what every order tried leads to; not all were tried where `is_bounded`."""

    views: tuple[View, ...]
    is_bounded: bool = False


class Explorer:
    """Replay the orders of vague entries for many questions on one record, remembering what turns where.

    `replayed` takes entries that are pinned at their instants, and all others at their earliest or latest.
    The longer the record, the fewer entries are moved.
    """

    def __init__(
        self, on: Instant, replayed: Callable[[Pins, bool], View], entries: int = 0
    ) -> None:
        self.on = on
        self.replayed = replayed
        self.moved_at_most = min(MOVED_AT_MOST, max(1, STEPS_AT_MOST // max(entries, 1)))
        self._turns: dict[tuple[View, str], frozenset[Instant]] = {}
        self._orders: dict[object, Orders] = {}

    def explore(self, entries: Sequence[Dated], names: Iterable[str]) -> Orders:
        """Replay every order of some entries that can matter to some names, up to a bound."""
        early, late = self.replayed((), False), self.replayed((), True)
        views, names = {early: None, late: None}, frozenset(names)
        loose = [entry for entry in entries if entry.first < entry.last]
        moved = self._moving(loose, names, early)
        own = self._own_turns(moved[: self.moved_at_most], names, early)
        turns = {self.on + 1} | self._turning(early, names) | self._turning(late, names)
        found = _settled(entries, turns, own)
        pinned = [entry for entry in loose if entry.id in found]
        beside = [entry for entry in loose if entry.id not in found]
        is_crossed = any(may_swap(one, other) for one in pinned for other in beside)
        bases = (False, True) if is_crossed else (False,)
        orders = list(islice(_orders(pinned, found), ORDERS_AT_MOST + 1))
        is_bounded = len(orders) * len(bases) > ORDERS_AT_MOST or len(moved) > self.moved_at_most
        if is_bounded:
            single = min(ORDERS_AT_MOST // 2, self.moved_at_most)
            orders, bases = list(_one_at_a_time(found, single)), (False, True)
        for pins in orders:
            views.update((self.replayed(pins, is_late), None) for is_late in bases)
        return Orders(tuple(views), is_bounded)

    def _turning(self, view: View, names: Iterable[str]) -> set[Instant]:
        """Give the instants from which something about some names may be otherwise in a state."""
        found: set[Instant] = set(turns_of_powers(view))
        for name in names:
            if (view, name) not in self._turns:
                self._turns[view, name] = frozenset(turning_points(view, name))
            found |= self._turns[view, name]
        return found

    def _moving(self, loose: Sequence[Dated], names: frozenset[str], early: View) -> list[Dated]:
        """Give the entries that may bring turns about, or pass some, within their bounds."""
        ordered = sorted(self._turning(early, names))
        return [
            entry
            for entry in loose
            if not entry.is_within_a_day or between(ordered, entry.first, entry.last)
        ]

    def _own_turns(
        self, moved: Sequence[Dated], names: frozenset[str], early: View
    ) -> dict[str, Own]:
        """Find the turns that each entry brings about: they move with it."""
        found: dict[str, Own] = {}
        before = self._turning(early, names)
        for entry in moved:
            later = self._turning(self.replayed(((entry.id, entry.last),), False), names)
            lags = frozenset(turn - entry.first for turn in before - later)
            found[entry.id] = Own(lags, frozenset(before ^ later))
        return found


class Own(Struct, frozen=True):
    """Hold how long after an entry the turns come that it brings about, and when they come at its ends."""

    lags: frozenset[int] = frozenset()
    turns: frozenset[Instant] = frozenset()


def _settled(
    entries: Sequence[Dated], turns: set[Instant], own: Mapping[str, Own]
) -> dict[str, tuple[Instant, ...]]:
    """Find when to try each entry, where the turns that one brings about may matter to another."""
    found: dict[str, tuple[Instant, ...]] = {}
    near = Neighbours(entries)
    ordered = sorted(turns.union(*(each.turns for each in own.values())))
    for _ in range(_ROUNDS_AT_MOST):
        dates = {
            name: {at + lag for at in found.get(name, ()) for lag in own[name].lags} for name in own
        }
        brought = frozenset[Instant]().union(*dates.values())
        alike: dict[tuple[Instant, Instant, str], tuple[Instant, ...]] = {}
        again = {}
        for entry in entries:
            if entry.id in own:
                others = frozenset[Instant]().union(*(dates[n] for n in own if n != entry.id))
                picked = candidates(entry, near, ordered, others, own[entry.id])
            else:
                key = (entry.first, entry.last, entry.kind)
                if key not in alike:
                    alike[key] = candidates(entry, near, ordered, brought, Own())
                picked = alike[key]
            if picked:
                again[entry.id] = picked
        if again == found:
            break
        found = again
    return found


def candidates(
    entry: Dated,
    near: Neighbours,
    turns: Sequence[Instant],
    brought: Iterable[Instant],
    own: Own,
) -> tuple[Instant, ...]:
    """Give the instants at which to try an entry; none where its place in time cannot matter.

    A turn is the first instant of a new stretch of time. `turns` are in order, `brought` are those that other
    entries bring about, and those that are the entry's `own` move with it.
    """
    if entry.first == entry.last:
        return ()

    def fixed(first: Instant, last: Instant) -> set[Instant]:
        found = {t for t in brought if first < t <= last}
        return found.union(between(turns, first, last)) - own.turns

    others = [e for e in near.around(entry.first, entry.last, entry) if may_swap(entry, e)]
    cuts = fixed(entry.first, entry.last)
    cuts.update(edge for e in others for edge in (e.first, e.last + 1))
    is_pushing = False
    for lag in own.lags:
        first, last = entry.first + lag, entry.last + lag
        beyond = fixed(first, last).union(near.edges(first, last, entry))
        cuts.update(edge - lag for edge in beyond)
        is_pushing = is_pushing or any(e.first < last for e in near.around(first, last, entry))
    ordered = sorted(t for t in cuts if entry.first < t <= entry.last)
    if not ordered and not is_pushing and (not others or entry.is_within_a_day):
        return ()
    starts, ends = [entry.first, *ordered], [*(cut - 1 for cut in ordered), entry.last]
    picked = {entry.first, entry.last}
    for first, last in zip(starts, ends, strict=True):
        if first == last and any(e.first == e.last == first for e in others):
            continue  # at one instant with an exact entry the order is that of the text
        if any(e.first < e.last and e.first <= last and first <= e.last for e in others):
            picked |= {first, last}
        elif last != entry.last:
            picked.add(first)
    return tuple(sorted(picked))


def _orders(loose: Sequence[Dated], found: Mapping[str, tuple[Instant, ...]]) -> Iterator[Pins]:
    """Give every way to date the entries; those of one day keep the order of the record."""
    if prod(map(len, found.values())) > 64 * ORDERS_AT_MOST:
        yield from ((),) * (ORDERS_AT_MOST + 1)
        return
    for instants in product(*(found[entry.id] for entry in loose)):
        if _is_kept(loose, instants):
            yield tuple((entry.id, at) for entry, at in zip(loose, instants, strict=True))


def _is_kept(loose: Sequence[Dated], instants: Sequence[Instant]) -> bool:
    last: dict[tuple[Instant, Instant], Instant] = {}
    for entry, at in zip(loose, instants, strict=True):
        if entry.is_within_a_day:
            if at < last.get((entry.first, entry.last), at):
                return False
            last[entry.first, entry.last] = at
    return True


def _one_at_a_time(found: Mapping[str, tuple[Instant, ...]], at_most: int) -> Iterator[Pins]:
    """Give each entry each of its instants while the others keep to one end, as many as are tried."""
    single = (((name, at),) for name, instants in found.items() for at in instants)
    yield from islice(single, at_most)


def turning_points(view: View, name: str) -> Iterator[Instant]:
    """Give the instants from which something about a name may be otherwise, by the text."""
    agreement, machine = view.machine.agreement, view.machine
    if name in agreement.phases:
        for turn in turns_of(view, PhaseId(name)):
            yield turn
            yield turn + 1
    if name not in agreement.provisions:
        return
    life = view.life(ProvisionId(name))
    for each in (life, *life.parts):
        yield from (t.due + 1 for t in each.tranches if t.due is not None)
    for clause in machine.clauses(name, view.amended):
        if isinstance(clause, Cure) and life.late_since is not None:
            yield machine.calendar.add(life.late_since, clause.duration) + 1
        points = watched(clause)
        if isinstance(clause, StartBy):
            points = [(clause.point, True)]
        elif isinstance(clause, Limit) and clause.start is not None:
            points = [(clause.start, False)]
        for point, is_after in points:
            stretch = view.stretch(point)
            if stretch is not None:
                yield stretch[1] + 1 if is_after else stretch[0]
