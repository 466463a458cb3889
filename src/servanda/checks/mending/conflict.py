"""Prove that claims cannot hold together on a text, and name the clauses each of which is needed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.identities import ClaimId
from servanda.checks.claims import Texts
from servanda.checks.mending.bench import Bench, sight
from servanda.checks.mending.joint import joint_runs
from servanda.checks.mending.limits import Limit, limits_of, without
from servanda.checks.mending.places import begins, places_of
from servanda.machine.choices import Line, Pairs, decided
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier

_SECONDS = 10.0


class Conflict(Struct, frozen=True, kw_only=True):
    """Hold claims that no faithful run meets together, and the clauses that keep them apart.

    `readings` are the lines under which that is so, empty where it is under every reading. Without
    any one of the clauses some run meets the claims; `is_minimal` is False where that was not
    worked out to the end.
    """

    claims: tuple[ClaimId, ...]
    readings: tuple[Line, ...]
    clauses: tuple[Limit, ...]
    is_minimal: bool = True


def find_conflict(
    bench: Bench, claims: Sequence[Claim], seconds_kept: float = 0.0
) -> Conflict | None:
    """Find the fewest of some claims that no faithful run meets together; None where one does.

    Where runs meet all of them under some readings only, the others are named. It stops, with what it
    knows by then, when no more than `seconds_kept` are left.
    """
    search = _Apart(bench=bench, seconds_kept=seconds_kept)
    partial: tuple[tuple[Claim, ...], dict[Pairs, bool | None]] | None = None
    for size in range(1, len(claims) + 1):
        for some in combinations(claims, size):
            if search.is_over:
                return None
            if not _is_of_one_run(some):
                continue
            rows = dict(joint_runs(bench.base.texts, some, bench.fixed, _SECONDS))
            apart = [pairs for pairs, met in rows.items() if met is False]
            if apart and len(apart) == len(rows):
                return search.explained(some, (), bench.fixed)
            if apart and size > 1 and partial is None:
                partial = some, rows
    if partial is None:
        return None
    some, rows = partial
    under = min(pairs for pairs, met in rows.items() if met is False)
    lines = tuple(line for line, met in decided(rows) if met is False)
    return search.explained(some, lines, dict(under))


def _is_of_one_run(claims: Sequence[Claim]) -> bool:
    """Tell whether claims speak of one run: two runs that each meet one of them are no conflict."""
    return sum(claim.quantifier is Quantifier.SOME for claim in claims) <= 1


def _placed(bench: Bench, limit: Limit) -> Limit:
    """Mark the clause of an event by which it is against a prohibition."""
    for clause, _ in places_of(bench.base.documents).clauses(limit.span) if limit.breaks else ():
        if begins(clause, "breaks") and any(t.text == limit.breaks for t in clause.tokens):
            return replace(limit, span=clause.span)
    return limit


class _Apart(Struct, frozen=True, kw_only=True):
    """Explain conflicts on one text, while there is time."""

    bench: Bench
    seconds_kept: float

    @property
    def is_over(self) -> bool:
        """Tell whether the time for this is up."""
        return self.bench.seconds_left() <= self.seconds_kept

    def explained(
        self, claims: Sequence[Claim], readings: tuple[Line, ...], fixed: Choice
    ) -> Conflict:
        """Name the clauses that are needed for a conflict."""
        names = sight(self.bench.base, claims)
        core = _Core(apart=self, claims=tuple(claims), fixed=fixed)
        core.every = limits_of(self.bench.base.agreement, names)
        return Conflict(
            claims=tuple(claim.id for claim in claims),
            readings=readings,
            clauses=tuple(_placed(self.bench, limit) for limit in core.find()),
            is_minimal=core.is_certain,
        )


class _Core(Struct, kw_only=True):
    """Find limits that suffice for a conflict and are each needed, by halves (after Junker, 2004)."""

    apart: _Apart
    claims: tuple[Claim, ...]
    fixed: Choice
    every: tuple[Limit, ...] = ()
    is_certain: bool = True
    known: dict[frozenset[int], bool] = field(default_factory=dict)

    def find(self) -> tuple[Limit, ...]:
        """Give the limits of the text without any one of which there is a run.

        Where either would do, a date is named last: it is the easiest to move.
        """
        dates = [n for n, limit in enumerate(self.every) if limit.is_date]
        others = [n for n in range(len(self.every)) if n not in dates]
        if self._is_apart([]):
            return ()
        core = self._halve([], [], [*others, *dates])
        for number in list(core):
            if self._is_apart([other for other in core if other != number]):
                core.remove(number)
        self.is_certain = self._is_apart(core) and self.is_certain
        return tuple(self.every[number] for number in sorted(core))

    def _halve(self, kept: list[int], last: list[int], rest: list[int]) -> list[int]:
        if last and self._is_apart(kept):
            return []
        if len(rest) <= 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        needed = self._halve([*kept, *first], first, second)
        return [*self._halve([*kept, *needed], needed, first), *needed]

    def _is_apart(self, kept: Sequence[int]) -> bool:
        """Tell whether no run meets the claims where only these limits are left in the text."""
        key = frozenset(kept)
        if key not in self.known:
            gone = [limit for i, limit in enumerate(self.every) if i not in key]
            self.known[key] = self._ask(without(self.apart.bench.base.agreement, gone))
        return self.known[key]

    def _ask(self, agreement: Agreement) -> bool:
        if self.apart.is_over:
            self.is_certain = False
            return False
        texts = Texts(agreement=agreement, start=self.apart.bench.start)
        for _, met in joint_runs(texts, self.claims, self.fixed, _SECONDS):
            if met is None:
                self.is_certain = False
            if met is not False:
                return False
        return True
