"""Who succeeds against anybody is the same whether all is laid out, or only what is needed to tell."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))

from graphs import ACTORS, drawn, search

from servanda.base.identities import ActorId
from servanda.checks.claims.judge import Search
from servanda.checks.strategy import growing
from servanda.checks.strategy.enduring import gives_up, keeps_for_ever
from servanda.checks.strategy.game import Arena, Game
from servanda.checks.strategy.growing import succeeds_freely

ASKED: dict[str, Callable[[Game], bool]] = {
    "forces": lambda game: 0 in game.forces(),
    "keeps off": lambda game: 0 in game.keeps_off(),
    "keeps for ever": lambda game: 0 in keeps_for_ever(game),
    "gives up": lambda game: 0 in gives_up(game)[0],
}
GAMES = 300


def drawn_search(number: int) -> Search:
    """Draw a graph with places where the goal is won, lost for good, and kept."""
    graph, chance = drawn(number, size=12), random.Random(number)
    nodes = range(len(graph.nodes))
    won, lost, kept = ([n for n in nodes if chance.random() < odds] for odds in (0.2, 0.1, 0.5))
    return search(graph, won, lost, kept)


def coalition_of(number: int) -> frozenset[ActorId]:
    return frozenset(map(ActorId, ACTORS[: number % 3]))


@pytest.fixture(autouse=True)
def place_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "PLACES_AT_FIRST", 1)


@pytest.mark.parametrize("asked", ASKED)
def test_the_answer_is_that_of_the_whole_game(asked: str) -> None:
    succeeds = ASKED[asked]
    answers, smaller = set[bool](), 0
    for number in range(GAMES):
        coalition = coalition_of(number)
        whole = Arena.of(drawn_search(number))
        wanted = succeeds(Game(arena=whole, coalition=coalition, is_free=True))
        arena = Arena.begun(drawn_search(number))
        assert succeeds_freely(arena, coalition, succeeds) is wanted, number
        answers.add(wanted)
        smaller += len(arena.moves) < len(whole.moves)
    assert answers == {True, False}
    assert smaller > GAMES / 4


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_not_laid_out_is_lost_or_won(asked: str) -> None:
    """However much is laid out, who succeeds in the worst case does, and who fails in the best does not."""
    succeeds = ASKED[asked]
    for number in range(GAMES):
        coalition = coalition_of(number)
        whole = Arena.of(drawn_search(number))
        wanted = succeeds(Game(arena=whole, coalition=coalition, is_free=True))
        arena = Arena.begun(drawn_search(number))
        while arena.ahead:
            growing._grow(arena, coalition, 1)
            worst, best = (
                succeeds(Game(arena=arena, coalition=coalition, is_free=True, hopes=hopes))
                for hopes in (False, True)
            )
            assert worst <= wanted <= best, number
