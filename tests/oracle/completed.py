"""Complete a run that Servanda tells: it tells what bears on the claim, and the rest is done all the same.

A run told leaves out the duties that its claim cannot see. To be replayed as a record it needs them, so the
explorer looks for a run of its own that takes every step told, in order and on its day, with as few others
as there can be.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from oracle import small as s
from oracle.day_by_day import WON, Graph, Watched, never_won
from oracle.rules import Act

Told = tuple[int, str, str]
"""A step told: the day, the kind and the name of the act."""
Dated = tuple[int, Act]
_Key = tuple[int, int, int]
_TAIL_DAYS = 8


class Refused(Exception):
    """Say why no run of the explorer takes the steps told."""


def completed(graph: Graph, claim: s.Claim, told: Sequence[Told]) -> list[Dated]:
    """Give a run of the graph that takes the steps told, shows what they should show, and goes on.

    For `every` it may go on for ever without the goal; else it reaches the goal and can go on.

    Raises:
        Refused: when there is none.
    """
    if 0 not in graph.alive:
        raise Refused("no faithful run exists")
    watched = Watched(graph, claim)
    if claim.quantifier == "every":
        _, shown = never_won(watched)
    else:
        watched.grow(lambda seen: False)
        shown = {place for place, (_, seen) in enumerate(watched.nodes) if seen[0] == WON}
    region = shown if claim.quantifier == "every" else set(range(len(watched.nodes)))
    return _Search(watched=watched, told=told, shown=shown, region=region).run()


@dataclass(slots=True, kw_only=True)
class _Search:
    """Look for a way through the product, by the fewest acts that were not told."""

    watched: Watched
    told: Sequence[Told]
    shown: set[int]
    region: set[int]
    parents: dict[_Key, tuple[_Key, Act | None] | None] = field(default_factory=dict)

    def run(self) -> list[Dated]:
        last = max((day for day, _, _ in self.told), default=1)
        names = {(kind, name) for _, kind, name in self.told}
        ahead: deque[tuple[_Key, _Key | None, Act | None]] = deque([((0, 0, 1), None, None)])
        furthest = 0
        while ahead:
            key, parent, act = ahead.popleft()
            if key in self.parents:
                continue
            self.parents[key] = None if parent is None else (parent, act)
            place, step, day = key
            furthest = max(furthest, step)
            if step == len(self.told) and place in self.shown:
                way, day = self._way(key)
                return [*way, *self._tail(place, day)]
            for target, edge in self.watched.acts[place]:
                if edge is None:
                    is_time = step == len(self.told) or day < self.told[step][0]
                    if is_time:
                        ahead.appendleft(((target, step, min(day + 1, last + 1)), key, None))
                elif edge.kind == "effect":
                    ahead.appendleft(((target, step, day), key, edge))
                elif step < len(self.told) and (day, edge.kind, edge.name) == self.told[step]:
                    ahead.appendleft(((target, step + 1, day), key, edge))
                elif (edge.kind, edge.name) not in names:
                    ahead.append(((target, step, day), key, edge))
        if furthest < len(self.told):
            raise Refused(f"step {furthest + 1} cannot be taken: {self.told[furthest]}")
        raise Refused("it does not show what it should")

    def _way(self, key: _Key) -> tuple[list[Dated], int]:
        acts: list[Act | None] = []
        while (found := self.parents[key]) is not None:
            key, act = found
            acts.append(act)
        day, dated = 1, []
        for act in reversed(acts):
            if act is None:
                day += 1
            elif act.kind != "effect":
                dated.append((day, act))
        return dated, day

    def _tail(self, place: int, day: int) -> list[Dated]:
        """Go on for some days, as a run may: without the goal where it must not be reached."""
        dated: list[Dated] = []
        for later in range(day, day + _TAIL_DAYS):
            place, acts = self._to_next_day(place)
            dated += [(later, act) for act in acts if act.kind != "effect"]
        return dated

    def _to_next_day(self, place: int) -> tuple[int, list[Act]]:
        """Find the fewest acts after which a day can pass, and the run can still go on."""
        ahead: deque[tuple[int, list[Act]]] = deque([(place, [])])
        seen = {place}
        while ahead:
            place, acts = ahead.popleft()
            for target, act in self.watched.acts[place]:
                if target not in self.region:
                    continue
                if act is None:
                    return target, acts
                if target not in seen:
                    seen.add(target)
                    ahead.append((target, [*acts, act]))
        raise AssertionError("a run that cannot go on is no run")
