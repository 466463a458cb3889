"""Measure the power of the members of a body by the means that its size allows, and say by which."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from servanda.analysis import halves
from servanda.analysis.games import (
    Game,
    Power,
    TooLarge,
    Watch,
    is_quick,
    powers,
    powers_of,
    swings,
    unwatched,
)
from servanda.analysis.quadrature import nodes_of, shapley


class Method(Enum):
    """Say how power was measured, or why it was not.

    `exact`: both indices exactly, from all coalitions counted by size, or from those of each half of a
    few members; `quadrature`: swings exactly,
    Shapley by quadrature; `swings`: swings exactly and Shapley not, for want of `numpy`; `not-asked`:
    it takes a while, and nobody asked; `wants-numpy`: with `numpy` it might be measured; `too-large`:
    it would not fit; `not-named`: how a block of seats falls to members is not known.
    """

    EXACT = "exact"
    QUADRATURE = "quadrature"
    SWINGS = "swings"
    NOT_ASKED = "not-asked"
    WANTS_NUMPY = "wants-numpy"
    TOO_LARGE = "too-large"
    NOT_NAMED = "not-named"


class Measured(Struct, frozen=True, kw_only=True):
    """Hold the power of each member, none where it was not measured, and the method.

    `nodes` counts those of the quadrature; `gap` is how far the Shapley indices are from coming to a
    whole, which tells how exact they are.
    """

    method: Method
    powers: tuple[Power, ...] = ()
    nodes: int = 0
    gap: float = 0.0


def measured(game: Game, watch: Watch = unwatched, *, patient: bool) -> Measured:
    """Measure every member; only the patient wait for a body that takes longer than some seconds."""
    if is_quick(game):
        return Measured(method=Method.EXACT, powers=powers(game))
    beyond = Method.TOO_LARGE  # unless there is another way, which takes longer
    try:
        return Measured(method=Method.EXACT, powers=powers_of(game, halves.by_size(game)))
    except ModuleNotFoundError:
        beyond = Method.WANTS_NUMPY
    except TooLarge:
        pass
    if not patient:
        return Measured(method=Method.NOT_ASKED)
    try:
        counts = swings(game, watch)
    except TooLarge:
        return Measured(method=beyond)
    try:
        by_orders = shapley(game, watch)
    except (ModuleNotFoundError, TooLarge):
        return Measured(method=Method.SWINGS, powers=_powers(game, counts, [None] * len(counts)))
    return Measured(
        method=Method.QUADRATURE,
        powers=_powers(game, counts, by_orders),
        nodes=nodes_of(game),
        gap=abs(sum(by_orders) - any(counts)),
    )


def _powers(
    game: Game, counts: Sequence[int], by_orders: Sequence[float | None]
) -> tuple[Power, ...]:
    total = sum(counts)
    return tuple(
        Power(
            player=player,
            swings=count,
            banzhaf=Fraction(count, total) if total else Fraction(0),
            shapley=by_order,
        )
        for player, count, by_order in zip(game.players, counts, by_orders, strict=True)
    )
