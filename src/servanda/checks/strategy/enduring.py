"""Play for what must be kept, or answered, for ever: can a coalition see to that, or to its failing?

Such a demand is met on a run that is won, that comes to rest where all is as it should be, or that comes
back to such places without end. The first is a game after Büchi, the second its counterpart; both are
solved by nested fixed points, as in Thomas, On the synthesis of strategies in infinite games (1995). Time
passes without end, too: nobody gains by holding it up.
"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.checks.strategy.game import Game


def keeps_for_ever(game: Game) -> dict[int, int]:
    """Give the places from which the coalition can see to it that the demand is met.

    Each with its distance to where all is as it should be. From there it can come back, again and again.
    """
    arena = game.arena
    inside = (arena.lasting - arena.lost) | game.hoped
    while True:
        done = {*arena.won, *game.hoped, *_at_rest(game, inside)}
        near = game.forces_into(done | set(_kept(game, inside)))
        later = game.forces_into(done | set(_moving(game, inside)))
        again = inside & near.keys() & later.keys()
        if len(again) == len(inside):
            return {index: rank for index, rank in near.items() if index in inside}
        inside = again


def gives_up(game: Game) -> tuple[dict[int, int], list[set[int]]]:
    """Give the places from which the coalition can see to it that the demand is never met.

    Each with its distance to where it need only keep the run as it is; and the sets of places within which
    to keep it there, each of which may lead into those before it.
    """
    arena = game.arena
    kept = {i for i in arena.lasting if arena.search.places[i].seen.is_kept}
    amiss = arena.lasting - arena.won - kept
    settled = set(arena.lost | game.hoped)
    regions = [set(settled)]
    while True:
        rank = game.forces_into(settled)
        stays = game.keeps_within(amiss | rank.keys(), rank)
        if stays <= rank.keys():
            return rank, regions
        settled |= stays
        regions.append(stays)


def _at_rest(game: Game, inside: set[int]) -> Iterator[int]:
    """Give the places at which all is as it should be and nothing need ever change."""
    arena = game.arena
    for index in inside - game.hoped:
        is_kept = arena.search.places[index].seen.is_kept
        if is_kept and arena.node(index).is_forever and game.holds_others(index, inside):
            yield index


def _kept(game: Game, inside: set[int]) -> Iterator[int]:
    """Give the places at which all is as it should be, and from which the run can go on so."""
    places = game.arena.search.places
    return (i for i in inside - game.hoped if places[i].seen.is_kept and game.leads_into(i, inside))


def _moving(game: Game, inside: set[int]) -> Iterator[int]:
    """Give the places at which the coalition can let time pass, and all can still go well."""
    laid_out = inside - game.hoped
    return (i for i in laid_out if game.lets_time_pass(i, inside) and game.holds_others(i, inside))
