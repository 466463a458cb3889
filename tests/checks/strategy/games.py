"""Write small games as graphs, and lay them out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))

from graphs import Graph, search

from servanda.base.identities import ActorId
from servanda.checks.strategy.game import Arena, Game


def game(
    ways: dict[int, str],
    coalition: str = "",
    *,
    is_free: bool = False,
    won: tuple[int, ...] = (9,),
    lost: tuple[int, ...] = (),
    kept: tuple[int, ...] = (),
    **more: Any,
) -> Game:
    """Lay out a game; its nodes are numbered anew, as runs number theirs."""
    every = {**ways, 9: ways.get(9, "t>9")}
    place = {name: index for index, name in enumerate(sorted(every))}
    numbered = {place[n]: _numbered(written, place) for n, written in every.items()}
    moved = {
        key: {place[n]: what for n, what in value.items()}
        if isinstance(value, dict)
        else [place[n] for n in value]
        if key == "forever"
        else value
        for key, value in more.items()
    }
    graph = Graph(numbered, **moved)
    found = search(graph, *([place[n] for n in names] for names in (won, lost, kept)))
    members = frozenset(map(ActorId, coalition.split()))
    return Game(arena=Arena.of(found), coalition=members, is_free=is_free)


def _numbered(written: str, place: dict[int, int]) -> str:
    parts = (each.split(">") for each in written.split())
    return " ".join(f"{who}>{place[int(target)]}" for who, target in parts)
