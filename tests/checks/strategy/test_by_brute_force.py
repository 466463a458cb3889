"""Who succeeds in small games is the same by trying every strategy, one place after another.

The others may do anything: at each place the coalition proposes an act of its own, the passing of time
or, where nothing ever need change, to leave it so; the others let that be done or act first. One proposal
for each place is enough for such games (Emerson and Jutla, Tree automata, mu-calculus and determinacy,
1991). No act leads back, so that nobody can hold up time.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))

from graphs import ACTORS, Graph, lasts, search

from servanda.base.identities import ActorId
from servanda.checks.strategy.enduring import gives_up, keeps_for_ever
from servanda.checks.strategy.game import Arena, Game

GAMES = 400
Places = frozenset[int]
Ways = dict[int, set[int]]


class Drawn:
    """Hold a small game that was drawn: where each side can go, and what is so at each place."""

    def __init__(self, number: int) -> None:
        chance = random.Random(number)
        count = chance.randint(2, 5)
        self.nodes = range(count)
        self.ways = {i: " ".join(self._ways(chance, i, count)) for i in self.nodes}
        self.forever = [i for i in self.nodes if chance.random() < 0.15]
        self.won, self.lost, self.kept = (
            frozenset(i for i in self.nodes if chance.random() < odds) for odds in (0.15, 0.1, 0.5)
        )
        self.graph = Graph(self.ways, forever=self.forever)
        self.coalition = frozenset(map(ActorId, ACTORS[: chance.randint(0, 2)]))

    @staticmethod
    def _ways(chance: random.Random, index: int, count: int) -> Iterator[str]:
        higher = range(index + 1, count)
        for _ in range(chance.choice((0, 1, 2, 2)) if higher else 0):
            who = "+".join(chance.sample(ACTORS, chance.choice((1, 1, 2))))
            yield f"{chance.choice(('', '', '!'))}{who}>{chance.choice(higher)}"
        if chance.random() < 0.75:
            yield f"t>{chance.randrange(count)}"

    def arena(self) -> Arena:
        return Arena.of(search(self.graph, self.won, self.lost, self.kept))

    def proposals(self, index: int) -> list[int]:
        """Give where the coalition may propose to go; to stay is to come back to the same place."""
        found = [index] if index in self.forever else []
        for edge in self.graph.edges(index):
            alone = bool(edge.by) and set(edge.by) <= self.coalition
            if edge.option is None or (alone and not edge.option.is_breach):
                found.append(edge.target)
        return found

    def of_others(self, index: int) -> set[int]:
        edges = self.graph.edges(index)
        return {e.target for e in edges if e.option and self.coalition.isdisjoint(e.by)}

    def courses(self) -> Iterator[Ways]:
        """Give where a run may go from each place, for each way in which the coalition may play."""
        decided = self.won | self.lost
        options = [[None] if i in decided else self.proposals(i) or [None] for i in self.nodes]
        for chosen in product(*options):
            yield {
                i: set() if to is None else {to, *self.of_others(i)}
                for i, to in zip(self.nodes, chosen, strict=True)
            }


def passed(ways: Ways, start: int) -> set[int]:
    """Give the places that can be reached from one, by one step or more."""
    found: set[int] = set()
    ahead = [start]
    while ahead:
        ahead.extend(new := ways[ahead.pop()] - found)
        found |= new
    return found


def goes_round(ways: Ways, within: set[int]) -> set[int]:
    """Give the places of some to which a run can come back without leaving them."""
    inside = {i: ways[i] & within for i in within}
    return {i for i in within if i in passed(inside, i)}


def fails(game: Drawn, ways: Ways, good: Places, meets: Callable[[Ways, set[int]], bool]) -> bool:
    """Tell whether a course of a game goes wrong: it ends anywhere but where all is good."""
    near = {0} | passed(ways, 0)
    last = {i for i in near if not ways[i]}
    is_stuck = any(i not in good or not lasts(game.graph, i) for i in last)
    return is_stuck or not meets(ways, near)


def forced(game: Drawn) -> bool:
    """Tell whether some course always comes to where the goal is won."""
    return any(
        not fails(game, ways, game.won, lambda w, near: not goes_round(w, near))
        for ways in game.courses()
    )


def kept_off(game: Drawn) -> bool:
    """Tell whether some course never comes to where the goal is won."""
    safe = game.lost - game.won
    return any(not fails(game, ways, safe, lambda *_: True) for ways in game.courses())


def kept_for_ever(game: Drawn) -> bool:
    """Tell whether on some course all is as it should be, again and again, or won."""
    return any(
        not fails(game, ways, game.won, lambda w, near: not goes_round(w, near - game.kept))
        for ways in game.courses()
    )


def given_up(game: Drawn) -> bool:
    """Tell whether on some course the time comes after which nothing is as it should be."""
    safe = game.lost - game.won
    return any(
        not fails(game, ways, safe, lambda w, near: not goes_round(w, near) & game.kept)
        for ways in game.courses()
    )


@pytest.mark.parametrize(
    ("by_brute_force", "solved"),
    [
        (forced, lambda game: game.forces()),
        (kept_off, lambda game: game.keeps_off()),
        (kept_for_ever, keeps_for_ever),
        (given_up, lambda game: gives_up(game)[0]),
    ],
    ids=["forced", "kept off", "kept for ever", "given up"],
)
def test_every_strategy_was_tried(
    by_brute_force: Callable[[Drawn], bool], solved: Callable[[Game], set[int]]
) -> None:
    answers = []
    for number in range(GAMES):
        drawn = Drawn(number)
        game = Game(arena=drawn.arena(), coalition=drawn.coalition, is_free=True)
        found = 0 in solved(game)
        assert found is by_brute_force(drawn), f"number {number}: {drawn.ways}"
        answers.append(found)
    assert GAMES / 10 < sum(answers) < GAMES * 9 / 10
