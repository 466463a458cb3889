"""Judge a claim over the runs of a machine: look for the shortest run to the contrary."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable

from msgspec import Struct, field

from servanda.base.identities import ProvisionId
from servanda.checks.claims.loops import in_loops
from servanda.checks.claims.runs import Edge, Runs, TooMany
from servanda.checks.claims.watch import Loss, Seen, Watch
from servanda.model.claims import Claim, Quantifier, Verdict

_Stage = tuple[int, bool]
"""A place on a loop, and whether time has passed on the way there."""


class Judgement(Struct, frozen=True, kw_only=True):
    """Hold the verdict over the runs of one text, with the run that shows it.

    `way` is that run, None where the verdict needs none; `loop` is the part of it that repeats for
    ever, None where it comes to rest. `is_goal` when the run meets the claim, `is_won` when it has met it
    for good; `loss` is how it can meet it no more.
    """

    verdict: Verdict
    way: tuple[Edge, ...] | None = None
    loop: tuple[Edge, ...] | None = None
    is_goal: bool = False
    is_won: bool = False
    loss: Loss | None = None
    states: int = 0
    is_out_of_time: bool = False
    unmet: ProvisionId | None = None


class Place(Struct, kw_only=True):
    """Hold a node together with what the claim has seen on the way there."""

    node: int
    seen: Seen
    parent: int | None = None
    via: Edge | None = None
    targets: list[int] = field(default_factory=list)


class Search(Struct, kw_only=True):
    """Walk the runs with the eyes of a claim, by fewest steps."""

    runs: Runs
    watch: Watch
    places: list[Place] = field(default_factory=list)
    _known: dict[tuple[int, Seen], int] = field(default_factory=dict)
    _looked: dict[tuple[int, Seen], Seen] = field(default_factory=dict)

    def begin(self) -> deque[int]:
        """Give the queue with the place where every run begins."""
        self.reach(0, self.watch.begin(), None, None)
        return deque([0])

    def reach(
        self, node: int, seen: Seen, parent: int | None, via: Edge | None
    ) -> tuple[int, bool]:
        """Give the place of a node as now seen, and whether it is new."""
        if via is not None:
            seen = self.watch.along(via.evening, via.minutes, seen)
        asked = node, seen
        if asked not in self._looked:
            self._looked[asked] = self.watch.look(self.runs.nodes[node].view, seen)
        seen = self._looked[asked]
        known = self._known.get((node, seen))
        if known is not None:
            return known, False
        index = self._known[node, seen] = len(self.places)
        self.places.append(Place(node=node, seen=seen, parent=parent, via=via))
        return index, True

    @property
    def states(self) -> int:
        """Count the states that were looked at."""
        return len({place.node for place in self.places})

    def widen(self, index: int, queue: deque[int]) -> None:
        """Look at all ways on from a place."""
        place = self.places[index]
        for edge in self.runs.edges(place.node):
            target, is_new = self.reach(edge.target, place.seen, index, edge)
            place.targets.append(target)
            if is_new:
                queue.append(target)

    def times(self, places: Iterable[int]) -> list[tuple[int, int]]:
        """Give the places at which time passes, each with the place to which it passes."""
        found = []
        for index in places:
            targets = self.places[index].targets
            edges = self.runs.edges(self.places[index].node) if targets else ()
            found += [(index, t) for e, t in zip(edges, targets, strict=True) if e.option is None]
        return found

    def way_to(self, index: int) -> tuple[Edge, ...]:
        """Give the edges from the start to a place."""
        way: list[Edge] = []
        place = self.places[index]
        while place.via is not None and place.parent is not None:
            way.append(place.via)
            place = self.places[place.parent]
        return tuple(reversed(way))

    def is_at_rest(self, index: int) -> bool:
        """Tell whether a run may stay for ever at a place."""
        return self.runs.nodes[self.places[index].node].is_forever


def judge(runs: Runs, watch: Watch, claim: Claim) -> Judgement:
    """Judge a claim of every, no or some run; unknown where the budget of the runs is spent."""
    search = Search(runs=runs, watch=watch)
    try:
        if claim.quantifier is Quantifier.EVERY:
            return _every(search)
        return _reachable(search, wanted=claim.quantifier is Quantifier.SOME)
    except (TooMany, RecursionError):  # so long a chain of waits is beyond what is looked at
        return Judgement(
            verdict=Verdict.UNKNOWN,
            states=len(runs.nodes),
            is_out_of_time=runs.budget.is_out_of_time,
        )


def _every(search: Search) -> Judgement:
    """Look for a run that does not meet the claim: it stays for ever where it is not as it should be."""
    queue = search.begin()
    while queue:
        index = queue.popleft()
        if search.places[index].seen.is_won:
            continue
        search.widen(index, queue)
        if search.is_at_rest(index) and not search.places[index].seen.is_kept:
            return _lost(search, index)
    places = enumerate(search.places)
    open_ones = {i for i, p in places if not (p.seen.is_won or p.seen.is_kept)}
    looping = in_loops({i: search.places[i].targets for i in open_ones}, search.times(open_ones))
    if looping:
        return _lost(search, min(looping), looping)
    if not search.runs.goes_on(0):
        return _vacuous(search)
    return Judgement(verdict=Verdict.YES, states=search.states)


def _lost(search: Search, index: int, looping: frozenset[int] | None = None) -> Judgement:
    loop = None if looping is None else _around(search, index, looping)
    return Judgement(
        verdict=Verdict.NO,
        way=search.way_to(index),
        loop=loop,
        loss=search.places[index].seen.lost,
        states=search.states,
    )


def _around(search: Search, start: int, within: frozenset[int]) -> tuple[Edge, ...]:
    """Give the edges of a shortest loop through a place, on which time passes."""
    first: _Stage = (start, False)
    queue, came = deque([first]), dict[_Stage, tuple[_Stage, Edge]]()
    while queue:
        stage = queue.popleft()
        index, has_passed = stage
        place = search.places[index]
        for edge, target in zip(search.runs.edges(place.node), place.targets, strict=True):
            then = target, has_passed or edge.option is None
            if target not in within or then in came:
                continue
            came[then] = (stage, edge)
            if then == (start, True):
                return _back(came, then, first)
            queue.append(then)
    return ()


def _back(
    came: dict[_Stage, tuple[_Stage, Edge]], stage: _Stage, first: _Stage
) -> tuple[Edge, ...]:
    loop: list[Edge] = []
    while stage != first or not loop:
        stage, edge = came[stage]
        loop.append(edge)
    return tuple(reversed(loop))


def _reachable(search: Search, *, wanted: bool) -> Judgement:
    """Look for a run that meets the claim: it is won and can go on, or comes back to where all is kept."""
    found = Verdict.YES if wanted else Verdict.NO
    queue = search.begin()
    while queue:
        index = queue.popleft()
        place = search.places[index]
        if place.seen.is_won:
            if search.runs.goes_on(place.node):
                return _met(search, found, index)
            continue
        if place.seen.is_lost:
            continue
        search.widen(index, queue)
        if place.seen.is_kept and search.is_at_rest(index):
            return _met(search, found, index)
    looping = _kept_in_loops(search)
    if looping is not None:
        return _met(search, found, *looping)
    if not search.runs.goes_on(0):
        return _vacuous(search)
    verdict = Verdict.NO if wanted else Verdict.YES
    return Judgement(verdict=verdict, states=search.states)


def _kept_in_loops(search: Search) -> tuple[int, frozenset[int]] | None:
    """Give the place, first reached first, to which a run may come back without end, all being kept."""
    if search.watch.ends:
        return None
    open_ones = {i: p.targets for i, p in enumerate(search.places) if not p.seen.is_decided}
    looping = in_loops(open_ones, search.times(open_ones))
    kept = [index for index in looping if search.places[index].seen.is_kept]
    return (min(kept), looping) if kept else None


def _met(
    search: Search, verdict: Verdict, index: int, looping: frozenset[int] | None = None
) -> Judgement:
    """Give the run to a place, around a loop where it must come back there."""
    return Judgement(
        verdict=verdict,
        way=search.way_to(index),
        loop=None if looping is None else _around(search, index, looping),
        is_goal=True,
        is_won=search.places[index].seen.is_won,
        states=search.states,
    )


def _vacuous(search: Search) -> Judgement:
    """Say that no faithful run exists at all, and which duty most often cannot be met."""
    unmet = Counter(name for node in search.runs.nodes for name in node.blocked)
    most = unmet.most_common(1)
    return Judgement(
        verdict=Verdict.VACUOUS,
        states=search.states,
        unmet=most[0][0] if most else None,
    )
