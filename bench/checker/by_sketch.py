"""Decide the claim with a few lines of Python written for this one agreement: a floor, no peer.

The graph of phases is walked for a way that ends elsewhere or turns in a circle; whether the duties
of a phase can all be kept is a question of difference constraints, by Bellman and Ford's algorithm.
It shows how little work the agreement needs once somebody has understood it. It reads no text and
knows no other agreement.
"""

from collections import deque
from typing import NamedTuple

from contender import Answer, compete
from make_agreement import DAYS, PHASES, RENEWALS, Duty, duties


class Model(NamedTuple):
    """Hold the duties of each phase, and which way out the variant has."""

    laid: tuple[list[Duty], ...]
    variant: str


def build(count: int, variant: str) -> Model:
    """Lay out the duties."""
    return Model(tuple(duties(count, variant, phase) for phase in PHASES), variant)


def decide(model: Model) -> Answer:
    """Look for a run to the contrary phase by phase; a phase that cannot be kept ends the search."""
    first, *others = (_can_be_kept(laid) for laid in model.laid)
    if not first:
        return Answer("vacuous")
    if model.variant == "A":
        return Answer("no", f"lapse on day {DAYS}")
    # A state is how often phase one was renewed, as far as that is counted.
    counted = model.variant in ("B", "V")
    seen: set[int] = set()
    state = 0
    while state not in seen:
        seen.add(state)
        if counted and state == RENEWALS:
            return Answer("yes" if all(others) else "vacuous")
        state += counted
    return Answer("no", "endless renewal")


def _can_be_kept(laid: list[Duty]) -> bool:
    """Tell whether the acts of a phase can all be done in time: no circle of negative length."""
    root = len(laid)
    edges: list[list[tuple[int, int]]] = [[] for _ in range(root + 1)]
    for duty in laid:
        edges[root].append((duty.number, duty.due_day))
        edges[duty.number].append((root, -duty.from_day))
        if duty.after is not None:
            edges[duty.number].append((duty.after, 0))
    distance = [0] * (root + 1)
    relaxed = [0] * (root + 1)
    ahead, waiting = deque(range(root + 1)), [True] * (root + 1)
    while ahead:
        node = ahead.popleft()
        waiting[node] = False
        for target, length in edges[node]:
            if distance[node] + length < distance[target]:
                distance[target] = distance[node] + length
                relaxed[target] += 1
                if relaxed[target] > root + 1:
                    return False
                if not waiting[target]:
                    waiting[target] = True
                    ahead.append(target)
    return True


if __name__ == "__main__":
    compete("a sketch in Python for this agreement only", build, decide, complete=True)
