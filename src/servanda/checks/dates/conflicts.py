"""Find the dates that cannot be kept, each with the fewest clauses that clash.

A due date and the chain of clauses that keeps its act from coming earlier form a ring of bounds. Where
the ring leaves less than no time, no date fits: that is the negative cycle of a temporal network.
Only as much of the chain is named as is needed: leave any one clause out, and the rest can be kept.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator

from msgspec import Struct

from servanda.base.calendar import Duration, Instant
from servanda.base.spans import Span
from servanda.checks.dates.dues import Due, Group
from servanda.checks.dates.forced import Forced, Latest
from servanda.checks.dates.forms import Dates, nodes_of
from servanda.checks.dates.solve import Earliest, Link, spread

_TRIALS = (0, 37, 400)
"""Days added to the date of what both are counted from, so that no one month decides."""
_NODES_AT_MOST = 200
EXPLAINED_AT_MOST = 50


class Conflict(Struct, frozen=True, kw_only=True):
    """Hold a date that cannot be kept: when the act can come at the earliest, and the clauses.

    `from_node` is what both are counted from, empty where they are counted from the calendar.
    """

    due: Due
    due_at: Instant
    earliest: Instant
    clauses: tuple[tuple[Span, str], ...]
    from_node: str = ""


def conflicts(solved: Earliest, found: Latest) -> Iterator[Conflict]:
    """Give each date that cannot be kept on any run that comes so far.

    Of very many only the first are explained; the others name the clause of their own date alone.
    """
    judge = Clashes(solved, found)
    told = 0
    for due in solved.network.dues:
        conflict = judge.conflict(due, is_told=told < EXPLAINED_AT_MOST)
        if conflict is not None:
            told += 1
            yield conflict


def due_at(solved: Earliest, due: Due) -> tuple[Instant, str] | None:
    """Give the date on which an act is due where everything comes as early as it can."""
    dates = solved.dates
    act = solved.at.get(due.node)
    if due.each and act is not None:  # an occurrence on which it is owed: none before it binds
        dates = dates.on(ChainMap({due.each: act}, solved.at))
    value = dates.value(due.form, is_last=True)
    if value is None:
        return None
    at, source = value
    if due.is_raised:
        calendar = solved.network.machine.calendar
        owed = [solved.dates.value(floor.form, is_last=False) for floor in due.floors]
        last = max((o[0] for o in owed if o is not None), default=at)
        if last > at:
            return calendar.end_of_day(calendar.date_of(last)), source
    return at, source


class Clashes:
    """Look for dates that cannot be kept, given the earliest and the latest date of each thing."""

    def __init__(self, solved: Earliest, found: Latest) -> None:
        self.solved = solved
        self.found = found
        self.latest = solved.dates.on(found.at)

    def conflict(self, due: Due, *, is_told: bool = True) -> Conflict | None:
        """Say whether a date cannot be kept, and if it `is_told`, by which clauses."""
        first = self.solved.at.get(due.node)
        now = due_at(self.solved, due)
        if first is None or now is None or first <= now[0]:
            return None
        last = self.latest.value(due.form, is_last=True)
        if last is None or first <= last[0] or (due.is_raised and self._is_owed_late(due, first)):
            return self._by_lengths(due, first, now[0])
        if not is_told:
            own = ((due.span, "is due"),)
            return Conflict(due=due, due_at=last[0], earliest=first, clauses=own)
        return self._by_dates(due, first, last)

    def _by_dates(self, due: Due, first: Instant, last: tuple[Instant, str]) -> Conflict:
        """Name the clauses by which a date comes too soon, and those by which its act comes too late."""
        above = list(self._above(last[1]))
        chain, shared = self._chain(due.node, {node for node, _, _ in above}, last[0])
        if shared:
            above = above[: [node for node, _, _ in above].index(shared)]
        clauses = [(due.span, "is due"), *((s, w) for _, s, w in above if s), *_named(chain)]
        return Conflict(
            due=due, due_at=last[0], earliest=first, clauses=_once(clauses), from_node=shared
        )

    def _chain(self, node: str, above: set[str], limit: Instant) -> tuple[tuple[Link, ...], str]:
        """Give as much of the chain to an act as clashes with a date, and what both count from.

        What comes before a thing from which both count cancels out. Else the chain is walked back
        until that much of it, begun from the beginning, comes too late by itself.
        """
        known = self.solved.network.known
        links: list[Link] = []
        tried = 1
        for link in self.solved.back(node):
            if link.node in above and link.node not in known:
                return tuple(reversed(links)), link.node
            links.append(link)
            if len(links) == tried:
                chain = tuple(reversed(links))
                if self._along(chain, min(known.values())) > limit:
                    return self._shortest(chain, limit), ""
                tried *= 2
        return self._shortest(tuple(reversed(links)), limit), ""

    def _is_owed_late(self, due: Due, first: Instant) -> bool:
        """Tell whether the conditions of a duty come so late that its date moves with them."""
        calendar = self.solved.network.machine.calendar
        owed = [self.solved.dates.value(floor.form, is_last=False) for floor in due.floors]
        last = max((o[0] for o in owed if o is not None), default=first - 1)
        return first <= calendar.end_of_day(calendar.date_of(last))

    def _above(self, node: str) -> Iterator[tuple[str, Span | None, str]]:
        """Give the things, and the clauses, by which what a date is counted from must have come."""
        seen: set[str] = set()
        while node and node not in seen:
            seen.add(node)
            fate = self.found.fates.get(node)
            if not isinstance(fate, Forced):
                return
            yield node, fate.span, fate.why
            node = fate.source

    def _shortest(self, chain: tuple[Link, ...], limit: Instant) -> tuple[Link, ...]:
        """Give as much of the end of a chain as alone comes too late, begun from the beginning.

        The more of a chain is taken, the later its end, so that the place to cut is found by halving.
        """
        begin = min(self.solved.network.known.values())
        low, high = 0, len(chain) - 1
        while low < high:
            middle = (low + high + 1) // 2
            late = self._along(chain[middle:], begin) > limit
            low, high = (middle, high) if late else (low, middle - 1)
        return chain[low:]

    def _along(self, links: tuple[Link, ...], begin: Instant) -> Instant:
        """Follow a chain whose first thing waits for nothing but the beginning and its own clause."""
        at = begin
        for place, link in enumerate(links):
            if link.bound is None:
                at = max(at, link.at)
                continue
            known = dict.fromkeys(nodes_of(link.bound.form), begin)
            if place and link.source:
                known[link.source] = at
            value = self.solved.dates.on(known).value(link.bound.form, is_last=link.bound.is_last)
            at = max(begin, value[0]) if value is not None else begin
        return at

    # -- both counted from the same thing ----------------------------------------------------

    def _by_lengths(self, due: Due, first: Instant, now: Instant) -> Conflict | None:
        """Compare lengths from what both the date and the act are counted from, whenever it comes."""
        for node in dict.fromkeys(nodes_of(due.form)):
            chains = [self._from(node, days, due) for days in _TRIALS]
            if all(chain is not None for chain in chains):
                found = chains[0]
                assert found is not None
                clauses = [(due.span, "is due"), *_named(found)]
                return Conflict(
                    due=due, due_at=now, earliest=first, clauses=_once(clauses), from_node=node
                )
        return None

    def _from(self, node: str, days: int, due: Due) -> tuple[Link, ...] | None:
        """Give the chain from a thing to an act that comes too late, if the thing comes then."""
        at = self.solved.at.get(node)
        if at is None:
            return None
        calendar = self.solved.network.machine.calendar
        later = calendar.add(at, Duration(days=days))
        steps = self._relative(node, later, due.node)
        if due.node not in steps:
            return None
        known = {**dict.fromkeys(nodes_of(due.form), later), node: later}
        limit = self.solved.dates.on(known).value(due.form, is_last=True)
        if limit is None or steps[due.node].at <= limit[0]:
            return None
        chain = [steps[due.node]]
        while chain[-1].source in steps and chain[-1].source != node:
            chain.append(steps[chain[-1].source])
        return tuple(reversed(chain)) if chain[-1].source == node else None

    def _relative(self, node: str, at: Instant, target: str) -> dict[str, Link]:
        """Date what lies between a thing and an act, counted from the thing alone."""
        waits = self.solved.network.waits
        first = self.solved.at.get(node) or 0
        between = [
            name
            for name in spread(waits, [target])
            if name in waits and name != node and (self.solved.at.get(name) or 0) >= first
        ]
        if len(between) > _NODES_AT_MOST:
            return {}
        begin = min(self.solved.network.known.values())
        known: dict[str, Instant | None] = {}
        steps: dict[str, Link] = {}
        dates = self.solved.dates.on(known)
        for name in spread(waits, [target]) | set(between):
            known[name] = begin
        known[node] = at
        for _ in range(len(between) + 1):
            moved = False
            for name in between:
                link = self._step(dates, waits[name], name)
                if link is not None and link.at > (known[name] or begin):
                    known[name], moved = link.at, True
                    steps[name] = link
            if not moved:
                break
        return steps

    def _step(self, dates: Dates, groups: tuple[Group, ...], name: str) -> Link | None:
        """Date a thing on these dates, by the bound that comes last."""
        best: Link | None = None
        for group in groups:
            values = [(v, b) for b in group if (v := dates.value(b.form, is_last=b.is_last))]
            if not values or len(values) < len(group):
                continue
            value, bound = min(values, key=lambda pair: pair[0][0])
            if best is None or value[0] > best.at:
                best = Link(node=name, at=value[0], bound=bound, source=value[1])
        return best


def _named(links: tuple[Link, ...]) -> Iterator[tuple[Span, str]]:
    for link in reversed(links):
        if link.bound is not None and link.bound.span is not None:
            yield link.bound.span, link.bound.why


def _once(clauses: list[tuple[Span, str]]) -> tuple[tuple[Span, str], ...]:
    found: dict[Span, str] = {}
    for span, why in clauses:
        found.setdefault(span, why)
    return tuple(found.items())
