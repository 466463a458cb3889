"""Answer, for every claim and reading, who can lawfully stop it and who can lawfully bring it about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.identities import ActorId, AmbiguityId, ReadingId
from servanda.checks.claims.answer import measured_in
from servanda.checks.claims.faith import EVERYBODY, NOBODY
from servanda.checks.claims.judge import Search
from servanda.checks.claims.runs import Budget, Runs, TooMany
from servanda.checks.claims.story import Told
from servanda.checks.claims.texts import Texts
from servanda.checks.claims.watch import Watch
from servanda.checks.strategy.game import Arena, Coalition, Game
from servanda.checks.strategy.steps import Plan, plan_to_force, plan_to_keep_off
from servanda.machine.choices import choices, decided
from servanda.model.actors import Role
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier

Line = tuple[tuple[AmbiguityId, str], ...]
LARGEST_COALITION = 3
_HOPELESS = "no faithful run exists at all"
_KEPT_FOR_EVER = (
    "it asks for what is kept or answered for ever: who can see to that is not looked for"
)


class Can(Enum):
    """Say what a coalition can see to: that what a claim speaks of fails, or that it comes about."""

    STOP = "stop"
    BRING_ABOUT = "bring about"


class Course(Struct, frozen=True, kw_only=True):
    """Say whether a coalition has a faithful course of action that stops or brings about a claim.

    `if_faithful` while the others are faithful too, `if_free` while they may do anything; None where
    that was not found out. `steps` show it where the others do only what they must; `withheld` is what
    the coalition takes no part in. No coalition at all means: whatever anybody does.
    """

    coalition: tuple[ActorId, ...]
    can: Can
    if_faithful: bool
    if_free: bool | None
    steps: tuple[Told, ...] = ()
    withheld: tuple[str, ...] = ()


class Standing(Struct, frozen=True, kw_only=True):
    """Hold the courses of action there are under a reading; `note` says why there are none."""

    reading: Line
    courses: tuple[Course, ...]
    note: str = ""

    def able(self, can: Can) -> tuple[Course, ...]:
        """Give the courses that succeed."""
        return tuple(c for c in self.courses if c.can is can and c.if_faithful)


class Standings(Struct, frozen=True, kw_only=True):
    """Hold who can stop or bring about one claim, under each reading that matters to that."""

    claim: Claim
    rows: tuple[Standing, ...]


def strategies(texts: Texts, fixed: Choice, seconds: float | None = None) -> Iterator[Standings]:
    """Answer for every claim of an agreement; each may take so many seconds."""
    for claim in texts.agreement.claims.values():
        yield standings(texts, claim, fixed, seconds)


def standings(texts: Texts, claim: Claim, fixed: Choice, seconds: float | None = None) -> Standings:
    """Answer for one claim under every choice over the ambiguities that it can see."""
    names, seen = texts.sight(claim, fixed)
    budget = Budget.of(seconds)
    rows: dict[tuple[tuple[AmbiguityId, ReadingId], ...], Standing] = {}
    alike: dict[int, Standing] = {}
    for choice in choices(texts.agreement, seen, fixed):
        if texts.dangers.always(names, choice, fixed) is not None:
            rows[_pairs(choice, seen)] = Standing(reading=(), courses=(), note=_HOPELESS)
            continue
        runs = texts.runs(claim, names, choice, EVERYBODY)
        runs.budget = budget
        if id(runs) not in alike:
            alike[id(runs)] = _Asked(texts=texts, claim=claim, runs=runs, choice=choice).standing()
        rows[_pairs(choice, seen)] = alike[id(runs)]
    return Standings(claim=claim, rows=tuple(_summed(rows)))


def _pairs(
    choice: Choice, seen: frozenset[AmbiguityId]
) -> tuple[tuple[AmbiguityId, ReadingId], ...]:
    return tuple(sorted((name, choice[name]) for name in seen))


def _summed(
    rows: dict[tuple[tuple[AmbiguityId, ReadingId], ...], Standing],
) -> Iterator[Standing]:
    """Keep one row for each choice over the ambiguities that change who can do what."""
    outlines = {pairs: _outline(row) for pairs, row in rows.items()}
    for reading, outline in decided(outlines):
        first = next(row for pairs, row in rows.items() if outlines[pairs] == outline)
        yield replace(first, reading=reading)


def _outline(row: Standing) -> tuple[object, ...]:
    return (row.note, *((c.coalition, c.can, c.if_faithful, c.if_free) for c in row.courses))


class _Asked(Struct, kw_only=True, dict=True):
    """Hold one claim over the runs of one text."""

    texts: Texts
    claim: Claim
    runs: Runs
    choice: Choice

    def standing(self) -> Standing:
        unseen = measured_in(self.texts.agreement, self.runs.names, self.claim)
        if unseen:
            return Standing(reading=(), courses=(), note=f"it depends on the level {unseen[0]}")
        if not Watch(formula=self.claim.formula).ends:
            return Standing(reading=(), courses=(), note=_KEPT_FOR_EVER)
        try:
            arena = self._arena(self.runs)
            if 0 not in arena.lasting:
                return Standing(reading=(), courses=(), note=_HOPELESS)
            return Standing(reading=(), courses=tuple(self._courses(arena)))
        except TooMany:
            note = f"not found out among {len(self.runs.nodes):,} states"
            return Standing(reading=(), courses=(), note=note)

    def _arena(self, runs: Runs) -> Arena:
        return Arena.of(Search(runs=runs, watch=Watch(formula=self.claim.formula)))

    def _courses(self, arena: Arena) -> Iterator[Course]:
        for can in Can:
            able: list[Coalition] = []
            for coalition in _coalitions(arena, self._always_shown()):
                if any(smaller <= coalition for smaller in able):
                    continue
                course = self._course(arena, coalition, can)
                if course.if_faithful:
                    able.append(coalition)
                if course.if_faithful or len(coalition) == 1:
                    yield course

    def _always_shown(self) -> list[ActorId]:
        """Give the parties, mediators and guarantors: of each of them it is said what it can do."""
        actors = self.texts.agreement.actors.values()
        shown = {Role.PARTY, Role.MEDIATOR, Role.GUARANTOR}
        return [actor.id for actor in actors if shown.intersection(actor.roles)]

    def _course(self, arena: Arena, coalition: Coalition, can: Can) -> Course:
        plan = self._plan(arena, coalition, can, is_free=False)
        order = [a for a in self.texts.agreement.actors if a in coalition]
        if plan is None:
            return Course(coalition=tuple(order), can=can, if_faithful=False, if_free=False)
        return Course(
            coalition=tuple(order),
            can=can,
            if_faithful=True,
            if_free=self._if_free(coalition, can),
            steps=plan.steps,
            withheld=plan.withheld,
        )

    def _if_free(self, coalition: Coalition, can: Can) -> bool | None:
        """Tell whether it succeeds whatever the others do; None where the budget is spent first."""
        free = self.free
        if free is None:
            return None
        return self._plan(free, coalition, can, is_free=True) is not None

    @cached_property
    def free(self) -> Arena | None:
        """Lay out the runs in which anybody may do anything; None where the budget is spent first."""
        runs = self.texts.runs(self.claim, self.runs.names, self.choice, NOBODY)
        runs.budget = self.runs.budget
        try:
            return self._arena(runs)
        except TooMany:
            return None

    def _plan(self, arena: Arena, coalition: Coalition, can: Can, *, is_free: bool) -> Plan | None:
        game = Game(arena=arena, coalition=coalition, is_free=is_free)
        if (can is Can.STOP) is (self.claim.quantifier is Quantifier.NO):
            rank = game.forces()
            return plan_to_force(game, rank) if 0 in rank else None
        inside = game.keeps_off()
        return plan_to_keep_off(game, inside) if 0 in inside else None


def _coalitions(arena: Arena, shown: Sequence[ActorId]) -> Iterator[Coalition]:
    """Give nobody, then everybody alone, then those who can act together, the smaller first."""
    players = arena.players()
    yield frozenset()
    for actor in dict.fromkeys([*shown, *players]):
        yield frozenset((actor,))
    for size in range(2, LARGEST_COALITION + 1):
        yield from map(frozenset, combinations(players, size))
