"""Follow runs to the contrary from text to text: what still fails in the same way needs no search.

A trail is a run to the contrary by what is done on it and when. Followed anew on a changed text it
takes the same acts, lets time pass in between, and does what then falls due. Where that leads to a
faithful run on which the claim still fails, the change is no mend, and nothing else was looked at.
Where no trail helps, runs are searched in depth, doing only what must be done: that finds some run
to the contrary soon, though not a shortest one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.checks.claims.judge import Judgement, Search, judge
from servanda.checks.claims.loops import in_loops
from servanda.checks.claims.runs import Edge, Runs, TooMany
from servanda.checks.claims.watch import Watch
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Verdict

_STEPS_AT_MOST = 400
_DONE, _WAITED, _OWED, _OTHER = range(4)


class Act(Struct, frozen=True, kw_only=True):
    """Name an act of a run; `on` is None where it comes again and again, whenever it can."""

    words: str
    on: Instant | None


class Trail(Struct, frozen=True, kw_only=True):
    """Hold how a claim fails under a choice: by a run with some acts, or with some verdict.

    From the act numbered `again` on the run repeats itself for ever. `acts` are None where no run
    shows it: none reaches what the claim asks for, or it is not known.
    """

    claim: Claim
    choice: Choice
    verdict: Verdict = Verdict.NO
    acts: tuple[Act, ...] | None = None
    again: int | None = None
    states: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """Tell trails apart: by the claim, how the text is read, and what is done, in any order."""
        done = None if self.acts is None else frozenset(act.words for act in self.acts)
        size = self.states if done is None else 0
        repeats = self.again is not None
        return self.claim.id, tuple(self.choice.items()), self.verdict, done, repeats, size


Ranked = tuple[int, Edge, int]
_NO_WAY: tuple[int, Edge | None, int] = (_OTHER, None, 0)


class _Stop(Struct, kw_only=True):
    """Hold a place on the way: how far a trail has come there, and which ways on are left."""

    place: int
    passed: int
    ways: Iterator[Ranked]
    via: Edge | None


class _Walk(Struct, kw_only=True):
    """Walk runs step by step: after a trail if there is one, else doing only what must be done."""

    search: Search
    guide: Trail | None = None
    way: list[_Stop] = field(default_factory=list)
    on_way: dict[int, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Stand where every run begins."""
        (first,) = self.search.begin()
        self.enter(first, 0, None)

    def enter(self, place: int, passed: int, via: Edge | None) -> None:
        """Go on to a place."""
        self.on_way[place] = len(self.way)
        ways = iter(()) if self.is_won(place) else iter(self._ways(place, passed))
        self.way.append(_Stop(place=place, passed=passed, ways=ways, via=via))

    def leave(self) -> int:
        """Go one step back, from the place that is given."""
        place = self.way.pop().place
        del self.on_way[place]
        return place

    def is_won(self, place: int) -> bool:
        """Tell whether the goal was reached on the way to a place."""
        return self.search.places[place].seen.is_won

    def is_without(self, place: int) -> bool:
        """Tell whether a run may stay for ever at a place without having reached the goal."""
        return not self.is_won(place) and self.search.is_at_rest(place)

    def _ways(self, index: int, passed: int) -> list[Ranked]:
        """Give the ways on: what comes next on the trail, waiting, what is owed, all else."""
        place = self.search.places[index]
        if not place.targets:
            self.search.widen(index, deque(maxlen=0))
        edges = self.search.runs.nodes[place.node].edges or ()
        found = [
            (self._rank(edge, place.node, passed), edge, target)
            for edge, target in zip(edges, place.targets, strict=True)
        ]
        return sorted(found, key=lambda way: way[0])

    def _rank(self, edge: Edge, number: int, passed: int) -> int:
        node = self.search.runs.nodes[number]
        if edge.option is None:
            return _WAITED
        wanted = self._wanted(passed)
        if wanted is not None and _is_taken(edge.option.words, wanted, node.view.now):
            return _DONE
        return _OWED if edge.option.subject in node.blocked else _OTHER

    def _wanted(self, passed: int) -> Act | None:
        """Give the next act of the trail."""
        trail = self.guide
        if trail is None or not trail.acts:
            return None
        if passed < len(trail.acts):
            return trail.acts[passed]
        return trail.acts[trail.again] if trail.again is not None else None

    def after(self, passed: int, rank: int) -> int:
        """Say how far the trail has come after a step."""
        if rank != _DONE or self.guide is None or self.guide.acts is None:
            return passed
        return passed + 1 if passed < len(self.guide.acts) else (self.guide.again or 0) + 1

    def has_waited(self, start: int, last: Edge) -> bool:
        """Tell whether time passes on the way back from here to an earlier place."""
        ways = (stop.via for stop in self.way[start + 1 :])
        return any(way is not None and way.option is None for way in (*ways, last))

    def acts(self, again_from: int | None = None) -> tuple[tuple[Act, ...], int | None]:
        """Give what was done on the way, and from which act on it is done for ever."""
        found: list[Act] = []
        again = None
        for number, (before, stop) in enumerate(zip(self.way, self.way[1:], strict=False)):
            if number == again_from:
                again = len(found)
            if stop.via is not None and stop.via.option is not None:
                node = self.search.runs.nodes[self.search.places[before.place].node]
                on = node.view.now if again is None else None
                found.append(Act(words=stop.via.option.words, on=on))
        return tuple(found), again if again is not None and again < len(found) else None


def _is_taken(words: str, wanted: Act, now: Instant) -> bool:
    """Tell whether an act is the one that a trail takes next, and its time has come."""
    return words == wanted.words and (wanted.on is None or now >= wanted.on)


def decide(runs: Runs, claim: Claim, choice: Choice) -> Trail:
    """Decide a claim over the runs of one text; where it fails, with a run to the contrary.

    The verdict is the one that `judge` gives. Unknown where the budget of the runs is spent.
    """
    watch = Watch(formula=claim.formula)
    if claim.quantifier is not Quantifier.EVERY:
        return _of_judgement(runs, claim, choice, judge(runs, watch, claim))
    try:
        return _searched(_Walk(search=Search(runs=runs, watch=watch)), claim, choice)
    except (TooMany, RecursionError):
        return Trail(claim=claim, choice=choice, verdict=Verdict.UNKNOWN)


def _of_judgement(runs: Runs, claim: Claim, choice: Choice, found: Judgement) -> Trail:
    """Give the trail of a run to the contrary that was found; a claim of some run has none."""
    if found.way is None or found.verdict is not Verdict.NO:
        return Trail(claim=claim, choice=choice, verdict=found.verdict, states=found.states)
    acts, node = list[Act](), 0
    for edge in found.way:
        if edge.option is not None:
            acts.append(Act(words=edge.option.words, on=runs.nodes[node].view.now))
        node = edge.target
    again = [Act(words=e.option.words, on=None) for e in found.loop or () if e.option is not None]
    start = len(acts) if again else None
    return Trail(claim=claim, choice=choice, acts=(*acts, *again), again=start)


def _searched(walk: _Walk, claim: Claim, choice: Choice) -> Trail:
    """Search in depth for a run that never reaches the goal."""
    walk.begin()
    left: set[int] = set()
    while walk.way:
        stop = walk.way[-1]
        if walk.is_without(stop.place):
            acts, _ = walk.acts()
            return Trail(claim=claim, choice=choice, acts=acts)
        for rank, edge, target in stop.ways:
            if target in walk.on_way:
                if walk.has_waited(walk.on_way[target], edge):
                    acts, again = _closed(walk, edge, walk.on_way[target])
                    return Trail(claim=claim, choice=choice, acts=acts, again=again)
            elif target not in left:
                walk.enter(target, walk.after(stop.passed, rank), edge)
                break
        else:
            left.add(walk.leave())
    runs, search = walk.search.runs, walk.search
    open_ones = {i: p.targets for i, p in enumerate(search.places) if not p.seen.is_won}
    if in_loops(open_ones, search.times(set(open_ones))):
        return _of_judgement(runs, claim, choice, judge(runs, search.watch, claim))
    verdict = Verdict.YES if runs.goes_on(0) else Verdict.VACUOUS
    return Trail(claim=claim, choice=choice, verdict=verdict, states=len(runs.nodes))


def _closed(walk: _Walk, edge: Edge, start: int) -> tuple[tuple[Act, ...], int | None]:
    """Give the acts of a run that comes back to where it was."""
    walk.way.append(replace(walk.way[start], via=edge))
    found = walk.acts(start)
    walk.way.pop()
    return found


def follow(runs: Runs, claim: Claim, trail: Trail) -> Trail | None:
    """Follow a trail on the runs of a text, where the claim may still fail on it.

    The run that is found may be another one, in whose course other things have fallen due. None where
    the trail cannot be followed, or the claim no longer fails on it.
    """
    if trail.acts is None or claim.quantifier is Quantifier.SOME:
        return None
    walk = _Walk(search=Search(runs=runs, watch=Watch(formula=claim.formula)), guide=trail)
    try:
        found = _followed(walk, claim.quantifier is Quantifier.EVERY)
    except (TooMany, RecursionError):
        return None
    return None if found is None else replace(trail, acts=found[0], again=found[1])


Acts = tuple[tuple[Act, ...], int | None]


def _followed(walk: _Walk, is_every: bool) -> Acts | None:
    """Take the steps of a trail, without ever going back, to where the claim is seen to fail."""
    assert walk.guide is not None
    walk.begin()
    for _ in range(_STEPS_AT_MOST):
        stop = walk.way[-1]
        if walk.is_won(stop.place):
            node = walk.search.places[stop.place].node
            return walk.acts() if not is_every and walk.search.runs.goes_on(node) else None
        rank, edge, target = next(stop.ways, _NO_WAY)
        is_over = stop.passed >= len(walk.guide.acts or ()) or rank == _OTHER
        if is_every and is_over and walk.is_without(stop.place):
            return walk.acts()
        if edge is None or rank == _OTHER:
            return None
        if target in walk.on_way:
            is_loop = is_every and walk.has_waited(walk.on_way[target], edge)
            return _closed(walk, edge, walk.on_way[target]) if is_loop else None
        walk.enter(target, walk.after(stop.passed, rank), edge)
    return None
