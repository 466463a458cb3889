"""Answer the claims anew after a breach: over all runs on which it comes, the others faithful.

Not only the course is looked at: the breach may come in whatever state the duty falls due, or the
prohibition binds. Whoever breaks it owes all else as before, may do late what was left undone, or never;
everybody else is faithful throughout. What a claim asks for may have come before the breach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, ProvisionId
from servanda.checks.breach.result import AfterBreach, Hold
from servanda.checks.claims.faith import EVERYBODY, late
from servanda.checks.claims.judge import Search
from servanda.checks.claims.loops import in_loops
from servanda.checks.claims.runs import Budget, Runs, TooMany
from servanda.checks.claims.texts import Texts
from servanda.checks.claims.watch import Seen, Watch
from servanda.machine import LifeState, View
from servanda.machine.choices import Pairs, choices, decided
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier
from servanda.model.provisions import Modality, Provision

_FORBIDDEN = (Modality.PROHIBITION, Modality.PREVENT)


class _Seen(Seen, frozen=True, kw_only=True):
    """Hold what a claim has seen, whether the breach has come, and whether the provision bound."""

    has_come: bool = False
    was_bound: bool = False


class _Watch(Watch, frozen=True, kw_only=True):
    """Watch a run with the eyes of a claim, and for a breach; with none to watch for, it has come."""

    broken: Provision | None
    events: tuple[EventId, ...] = ()

    def look(self, view: View, seen: Seen) -> Seen:
        """Look at a state; that the breach has come stays so."""
        before = seen if isinstance(seen, _Seen) else _Seen()
        found = super().look(view, before)
        assert isinstance(found, _Seen)
        if self.broken is None:
            return replace(found, has_come=True)
        if found.has_come:
            return found
        is_bound = view.life(self.broken.id).state is LifeState.IN_EFFECT
        has_come = self._comes(view, self.broken, is_bound=is_bound or before.was_bound)
        return replace(found, has_come=has_come, was_bound=is_bound)

    def _comes(self, view: View, broken: Provision, *, is_bound: bool) -> bool:
        if broken.modality not in _FORBIDDEN:
            return bool(late((broken,), view))
        happened = (h.at for event in self.events for h in view.happenings(event))
        return is_bound and any(view.is_now(at) for at in happened)


def guarantees(
    agreement: Agreement,
    start: Instant,
    fixed: Choice,
    provision: Provision,
    seconds: float | None = None,
) -> Iterator[AfterBreach]:
    """Say of each claim how far it is held before and after a breach of a provision.

    Each claim may take so many seconds, and is unknown after that.
    """
    asker = _Asker(agreement=agreement, start=start, fixed=fixed, provision=provision)
    for claim in agreement.claims.values():
        yield from asker.answers(claim, seconds)


class _Asker(Struct, kw_only=True):
    """Hold a text, and the text in which nothing is said to be against the provision."""

    agreement: Agreement
    start: Instant
    fixed: Choice
    provision: Provision
    texts: Texts | None = None
    open_texts: Texts | None = None
    events: tuple[EventId, ...] = ()
    known: dict[tuple[str, int], tuple[Hold, Hold]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = self.open_texts = Texts(agreement=self.agreement, start=self.start)
        if self.provision.modality in _FORBIDDEN:
            self.events = tuple(
                event.id
                for event in self.agreement.events.values()
                if any(name == self.provision.id for name, _ in event.breaks)
            )
            left = _without_breaks(self.agreement, self.provision.id)
            self.open_texts = Texts(agreement=left, start=self.start)

    def answers(self, claim: Claim, seconds: float | None) -> Iterator[AfterBreach]:
        """Answer a claim before and after the breach, under every reading that matters."""
        assert self.texts is not None
        names, seen = self.texts.sight(replace(claim, is_faithful=True), self.fixed)
        roots = {self.provision.id, *self.events}
        if roots.isdisjoint(names):
            yield AfterBreach(claim=claim.id, reading=(), before=None, after=None)
            return
        cones = self.texts.cones
        names = names | cones.binding(roots)
        seen = seen | cones.ambiguities(names) | cones.silences(names)
        budget = Budget.of(seconds)
        rows: dict[Pairs, tuple[Hold, Hold]] = {}
        for choice in choices(self.agreement, seen, self.fixed):
            pairs = tuple(sorted((name, choice[name]) for name in seen))
            rows[pairs] = self._holds(claim, names, choice, budget)
        for reading, (before, after) in decided(rows):
            yield AfterBreach(claim=claim.id, reading=reading, before=before, after=after)

    def _holds(
        self, claim: Claim, names: frozenset[str], choice: Choice, budget: Budget
    ) -> tuple[Hold, Hold]:
        assert self.texts is not None
        runs = self.texts.runs(claim, names, choice, EVERYBODY)
        if (claim.id, id(runs)) not in self.known:
            runs.budget = budget
            before = _held(runs, claim, _Watch(formula=claim.formula, broken=None))
            after = self._after(runs, claim, names, choice, budget)
            self.known[claim.id, id(runs)] = before, after
        return self.known[claim.id, id(runs)]

    def _after(
        self, runs: Runs, claim: Claim, names: frozenset[str], choice: Choice, budget: Budget
    ) -> Hold:
        """Look at the runs on which the provision alone binds nobody, and is broken at some time."""
        assert self.open_texts is not None
        if self.events:
            free = self.open_texts.runs(claim, names, choice, EVERYBODY)
        else:
            free = Runs(machine=runs.machine, start=runs.start, names=names, points=runs.points)
            free.sight.provisions = [p for p in free.sight.provisions if p.id != self.provision.id]
        free.budget = budget
        watch = _Watch(formula=claim.formula, broken=self.provision, events=self.events)
        return _held(free, claim, watch)


def _without_breaks(agreement: Agreement, name: ProvisionId) -> Agreement:
    """Give an agreement in which no event is said to break a provision."""
    events: Mapping[EventId, object] = {
        event.id: replace(event, breaks=tuple(pair for pair in event.breaks if pair[0] != name))
        for event in agreement.events.values()
    }
    return replace(agreement, events=events)


def _held(runs: Runs, claim: Claim, watch: _Watch) -> Hold:
    """Say how far a claim is held on the runs on which the breach has come."""
    try:
        meets, misses = _ways(Search(runs=runs, watch=watch))
    except (TooMany, RecursionError):
        return Hold.UNKNOWN
    if claim.quantifier is Quantifier.NO:
        meets, misses = misses, meets
    if not meets and not misses:
        return Hold.NO_RUN
    if not meets:
        return Hold.OUT_OF_REACH
    is_one_run = claim.quantifier is Quantifier.SOME
    return Hold.POSSIBLE if misses or is_one_run else Hold.GUARANTEED


def _ways(search: Search) -> tuple[bool, bool]:
    """Tell whether some run with the breach reaches the goal, and whether some never does.

    Raises:
        TooMany: when the budget of the runs is spent.
    """
    queue = search.begin()
    while queue:
        index = queue.popleft()
        if not _is_over(search.places[index].seen):
            search.widen(index, queue)
    reaches = misses = False
    open_ones: dict[int, list[int]] = {}
    for index, place in enumerate(search.places):
        if _is_over(place.seen):
            lasts = search.runs.goes_on(place.node)
            reaches = reaches or (lasts and place.seen.is_won)
            misses = misses or (lasts and place.seen.is_lost)
        elif _has_come(place.seen):
            open_ones[index] = place.targets
            misses = misses or search.is_at_rest(index)
    return reaches, misses or bool(in_loops(open_ones, search.times(open_ones)))


def _has_come(seen: Seen) -> bool:
    return isinstance(seen, _Seen) and seen.has_come


def _is_over(seen: Seen) -> bool:
    """Tell whether nothing more can be learnt of a run: the breach has come, and the claim is decided."""
    return _has_come(seen) and seen.is_decided
