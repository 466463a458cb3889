"""Look for one faithful run on which several claims are met together: a product of their watches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.checks.claims import Texts
from servanda.checks.claims.faith import EVERYBODY
from servanda.checks.claims.loops import in_loops
from servanda.checks.claims.runs import Budget, Runs, TooMany
from servanda.checks.claims.watch import Seen, Watch
from servanda.machine import View
from servanda.machine.choices import Pairs, choices
from servanda.model.ambiguities import Choice
from servanda.model.claims import (
    Claim,
    KeepsRunning,
    Quantifier,
    Reaches,
    conditions_of,
    points_of,
)
from servanda.model.times import All, Condition, Is, Passed, Status


def joint_runs(
    texts: Texts, claims: Sequence[Claim], fixed: Choice, seconds: float | None = None
) -> Iterator[tuple[Pairs, bool | None]]:
    """Say under each choice whether a faithful run meets all claims; None where that is not known.

    A claim of every run asks that the run reaches its goal, one of no run that it never does. What is to be
    kept or answered for ever is not looked at together with other claims.
    """
    both = _all_in_one(claims)
    names, seen = texts.sight(both, fixed)
    alike: dict[int, bool | None] = {}
    for choice in choices(texts.agreement, seen, fixed):
        runs = texts.runs(both, names, choice, EVERYBODY)
        if id(runs) not in alike:
            runs.budget = Budget.of(seconds)
            ends = all(Watch(formula=claim.formula).ends for claim in claims)
            alike[id(runs)] = _is_met(runs, claims) if ends else None
        yield tuple(sorted((name, choice[name]) for name in seen)), alike[id(runs)]


def _all_in_one(claims: Sequence[Claim]) -> Claim:
    """Make a claim that sees whatever some claims see."""
    parts = tuple(part for claim in claims for part in _parts(claim))
    span = claims[0].span
    formula = Reaches(goal=All(parts=parts, span=span))
    return replace(claims[0], quantifier=Quantifier.EVERY, is_faithful=True, formula=formula)


def _parts(claim: Claim) -> Iterator[Condition]:
    formula = claim.formula
    if isinstance(formula, KeepsRunning):
        yield Is(target=formula.phase, status=Status.RUNNING, span=claim.span)
        yield Passed(point=formula.past, span=claim.span)
        return
    yield from conditions_of(formula)
    for point in points_of(formula):
        yield Passed(point=point, span=claim.span)


class _Place(Struct, kw_only=True):
    """Hold a node of the runs with what each claim has seen on the way."""

    node: int
    seen: tuple[Seen, ...]
    targets: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    """Those of the targets to which time passes."""


def _is_met(runs: Runs, claims: Sequence[Claim]) -> bool | None:
    """Tell whether some run of a text meets all claims; None where there are too many states."""
    try:
        return _Product(runs=runs, claims=tuple(claims)).is_met()
    except TooMany:
        return None


class _Product(Struct, kw_only=True):
    """Walk the runs with the eyes of all claims at once, leaving those on which one has failed."""

    runs: Runs
    claims: tuple[Claim, ...]
    places: list[_Place] = field(default_factory=list)
    known: dict[tuple[int, tuple[Seen, ...]], int] = field(default_factory=dict)

    def is_met(self) -> bool:
        """Tell whether some run goes on for ever with every claim met."""
        watches = tuple(Watch(formula=claim.formula) for claim in self.claims)
        queue: deque[int] = deque()
        self._reach(0, tuple(Seen() for _ in watches), watches, None, queue)
        while queue:
            place = self.places[queue.popleft()]
            for edge in self.runs.edges(place.node):
                target = self._reach(edge.target, place.seen, watches, edge.evening, queue)
                if target is not None:
                    place.targets.append(target)
                    place.times += [target] if edge.option is None else []
            if self._is_won(place) and self.runs.nodes[place.node].is_forever:
                return True
        won = {i: p.targets for i, p in enumerate(self.places) if self._is_won(p)}
        return bool(in_loops(won, ((i, t) for i in won for t in self.places[i].times)))

    def _reach(
        self,
        node: int,
        seen: tuple[Seen, ...],
        watches: tuple[Watch, ...],
        evening: View | None,
        queue: deque[int],
    ) -> int | None:
        """Give the place of a node as now seen; None where some claim has failed there."""
        views = [*([evening] if evening is not None else []), self.runs.nodes[node].view]
        for view in views:
            seen = tuple(watch.look(view, each) for watch, each in zip(watches, seen, strict=True))
        if any(self._has_failed(c, s) for c, s in zip(self.claims, seen, strict=True)):
            return None
        index = self.known.get((node, seen))
        if index is None:
            index = self.known[node, seen] = len(self.places)
            self.places.append(_Place(node=node, seen=seen))
            queue.append(index)
        return index

    def _has_failed(self, claim: Claim, seen: Seen) -> bool:
        return seen.is_won if claim.quantifier is Quantifier.NO else seen.is_lost

    def _is_won(self, place: _Place) -> bool:
        return all(
            claim.quantifier is Quantifier.NO or seen.is_won
            for claim, seen in zip(self.claims, place.seen, strict=True)
        )
