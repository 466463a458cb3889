"""Answer, for every claim and reading, who can lawfully stop it and who can lawfully bring it about."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from enum import Enum
from itertools import combinations

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.identities import ActorId, AmbiguityId
from servanda.checks.claims.answer import measured_in
from servanda.checks.claims.faith import EVERYBODY, Faith
from servanda.checks.claims.judge import Search
from servanda.checks.claims.runs import Budget, Runs, TooMany
from servanda.checks.claims.single import undecided
from servanda.checks.claims.story import Told
from servanda.checks.claims.texts import Texts
from servanda.checks.claims.watch import Watch
from servanda.checks.strategy.enduring import gives_up, keeps_for_ever
from servanda.checks.strategy.game import Arena, Coalition, Game
from servanda.checks.strategy.growing import succeeds_freely
from servanda.checks.strategy.hands import AS_WRITTEN, Hands, hands_of
from servanda.checks.strategy.steps import Plan, plan_to_force, plan_to_give_up, plan_to_keep_off
from servanda.machine import Machine
from servanda.machine.choices import Line, Pairs, choices, decided, stands_for
from servanda.model.actors import Role
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier
from servanda.model.events import Manner
from servanda.model.provisions import Modality

LARGEST_COALITION = 3
_OWED = frozenset({Modality.DUTY, Modality.PROCURE})
_HOPELESS = "no faithful run exists at all"


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
    budget = Budget.of(seconds)
    try:
        with texts.dangers.within(budget):
            return Standings(claim=claim, rows=tuple(_summed(_rows(texts, claim, fixed, budget))))
    except TooMany:
        note = f"unknown after {budget.seconds:g} s"
        return Standings(claim=claim, rows=(Standing(reading=(), courses=(), note=note),))


def _rows(texts: Texts, claim: Claim, fixed: Choice, budget: Budget) -> dict[Pairs, Standing]:
    """Answer under every choice.

    Raises:
        TooMany: when the budget is spent before it is known what bears on the claim.
    """
    names, seen = texts.sight(claim, fixed)
    rows: dict[Pairs, Standing] = {}
    alike: dict[object, Standing] = {}
    arenas: dict[int, Arena] = {}
    for choice in choices(texts.agreement, seen, fixed):
        if texts.dangers.always(names, choice, fixed) is not None:
            rows[_pairs(choice, seen)] = Standing(reading=(), courses=(), note=_HOPELESS)
            continue
        runs = texts.runs(claim, names, choice, EVERYBODY)
        runs.budget = budget
        machine = Machine(runs.machine.agreement, choice)
        asked = _Asked(texts=texts, claim=claim, runs=runs, machine=machine, arenas=arenas)
        key = id(runs), *sorted(asked.hands.items())
        if key not in alike:
            alike[key] = asked.standing()
        rows[_pairs(choice, seen)] = alike[key]
    return rows


def _pairs(choice: Choice, seen: frozenset[AmbiguityId]) -> Pairs:
    return tuple(sorted((name, choice[name]) for name in seen))


def _summed(rows: dict[Pairs, Standing]) -> Iterator[Standing]:
    """Keep one row for each choice over the ambiguities that change who can do what."""
    outlines = {pairs: _outline(row) for pairs, row in rows.items()}
    for line, outline in decided(outlines):
        alike = [
            row
            for pairs, row in rows.items()
            if outlines[pairs] == outline and stands_for(line, pairs)
        ]
        yield replace(alike[0], reading=line, courses=_together(alike))


def _outline(row: Standing) -> tuple[object, ...]:
    """Say what tells rows apart: who succeeds. Who has no act at all differs with who is bound."""
    able = [(c.coalition, c.can, c.if_free) for c in row.courses if c.if_faithful]
    return row.note, *able


def _together(alike: Sequence[Standing]) -> tuple[Course, ...]:
    """Join the courses of rows in which the same succeed: whoever fails in one of them is shown."""
    found: dict[tuple[Can, tuple[ActorId, ...]], Course] = {}
    for row in alike:
        for course in row.courses:
            found.setdefault((course.can, course.coalition), course)
    turns = list(Can)
    return tuple(sorted(found.values(), key=lambda c: (turns.index(c.can), len(c.coalition))))


class _Asked(Struct, kw_only=True):
    """Hold one claim over the runs of one text, and the machine of the reading, which says who acts."""

    texts: Texts
    claim: Claim
    runs: Runs
    machine: Machine
    arenas: dict[int, Arena]
    hands: Hands = AS_WRITTEN
    _handed: dict[int, Arena] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hands = hands_of(self.machine)

    def standing(self) -> Standing:
        unseen = measured_in(self.texts.agreement, self.runs.names, self.claim)
        if unseen:
            return Standing(reading=(), courses=(), note=f"it depends on the level {unseen[0]}")
        try:
            arena = self._arena(self.runs)
            arena.lay_out_all()
            if 0 not in arena.lasting:
                return Standing(reading=(), courses=(), note=_HOPELESS)
            return Standing(reading=(), courses=tuple(self._courses(arena)))
        except TooMany:
            budget = self.runs.budget
            note = undecided(
                len(self.runs.nodes), budget.seconds if budget.is_out_of_time else None
            )
            return Standing(reading=(), courses=(), note=note)

    def _arena(self, runs: Runs) -> Arena:
        """Take what was laid out of some runs, and put the acts in their hands."""
        if id(runs) not in self.arenas:
            runs.budget = self.runs.budget
            search = Search(runs=runs, watch=Watch(formula=self.claim.formula))
            self.arenas[id(runs)] = Arena.begun(search)
        if id(runs) not in self._handed:
            self._handed[id(runs)] = self.arenas[id(runs)].in_hands(self.hands)
        return self._handed[id(runs)]

    def _courses(self, arena: Arena) -> Iterator[Course]:
        players = arena.players()
        for can in Can:
            needed = self._needed(arena, players, can)
            able: list[Coalition] = []
            for coalition in _coalitions(players, self._always_shown()):
                if any(smaller <= coalition for smaller in able):
                    continue
                is_hopeless = needed is None or not needed <= coalition
                course = self._course(arena, coalition, can, is_hopeless=is_hopeless)
                if course.if_faithful:
                    able.append(coalition)
                if course.if_faithful or len(coalition) == 1:
                    yield course

    def _needed(self, arena: Arena, players: Sequence[ActorId], can: Can) -> Coalition | None:
        """Give those without whom nobody succeeds; None where not even all together do.

        What some can see to, more can see to: so it is enough to leave out one at a time.
        """
        everybody = frozenset(players)
        if not self._succeeds(arena, everybody, can):
            return None
        return frozenset(x for x in players if not self._succeeds(arena, everybody - {x}, can))

    def _succeeds(self, arena: Arena, coalition: Coalition, can: Can) -> bool:
        return 0 in self._won(Game(arena=arena, coalition=coalition, is_free=False), can)

    def _won(self, game: Game, can: Can) -> Container[int]:
        """Give the places from which a coalition sees to it, come what may."""
        ends = game.arena.search.watch.ends
        if self._forces(can):
            return game.forces() if ends else keeps_for_ever(game)
        return game.keeps_off() if ends else gives_up(game)[0]

    def _forces(self, can: Can) -> bool:
        """Tell whether to see to it is to force what the claim speaks of, rather than to keep it off."""
        return (can is Can.STOP) is (self.claim.quantifier is Quantifier.NO)

    def _always_shown(self) -> list[ActorId]:
        """Give the parties, mediators and guarantors: of each of them it is said what it can do."""
        actors = self.texts.agreement.actors.values()
        shown = {Role.PARTY, Role.MEDIATOR, Role.GUARANTOR}
        return [actor.id for actor in actors if shown.intersection(actor.roles)]

    def _course(self, arena: Arena, coalition: Coalition, can: Can, *, is_hopeless: bool) -> Course:
        plan = None if is_hopeless else self._plan(arena, coalition, can)
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
        try:
            arena = self._free(self._blamed(coalition))
            return succeeds_freely(arena, coalition, lambda game: 0 in self._won(game, can))
        except TooMany:
            return None

    def _blamed(self, coalition: Coalition) -> Coalition:
        """Give those of a coalition whose duties it could alone leave undone."""
        groups: list[Coalition] = []
        for provision in self.machine.agreement.provisions.values():
            if provision.id in self.runs.names and provision.modality in _OWED:
                agency = self.machine.bearer(provision)
                alone = agency.manner in (Manner.EACH, Manner.ALL, Manner.ANY)
                groups += [frozenset({a}) for a in agency.actors] if alone else []
                groups.append(frozenset(agency.actors))
        return frozenset().union(*(group for group in groups if group <= coalition))

    def _free(self, faithful: Coalition) -> Arena:
        """Give the runs in which some are faithful and the others may do anything, as far as laid out."""
        faith = Faith(False, actors=faithful)
        return self._arena(self.texts.runs(self.claim, self.runs.names, self.machine.choice, faith))

    def _plan(self, arena: Arena, coalition: Coalition, can: Can) -> Plan | None:
        game = Game(arena=arena, coalition=coalition, is_free=False)
        ends = arena.search.watch.ends
        if self._forces(can):
            rank = game.forces() if ends else keeps_for_ever(game)
            return plan_to_force(game, rank) if 0 in rank else None
        if ends:
            inside = game.keeps_off()
            return plan_to_keep_off(game, inside) if 0 in inside else None
        rank, regions = gives_up(game)
        return plan_to_give_up(game, rank, regions) if 0 in rank else None


def _coalitions(players: Sequence[ActorId], shown: Sequence[ActorId]) -> Iterator[Coalition]:
    """Give nobody, then everybody alone, then those who can act together, the smaller first."""
    yield frozenset()
    for actor in dict.fromkeys([*shown, *players]):
        yield frozenset((actor,))
    for size in range(2, LARGEST_COALITION + 1):
        yield from map(frozenset, combinations(players, size))
