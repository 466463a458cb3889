"""Hold the search for circles against a search that tries every way round."""

import random
from itertools import permutations

import pytest

from servanda.checks.circles import circles
from servanda.model.agreement import Agreement
from servanda.workspace import load_text

HEAD = 'agreement case "A case"\n  in force on 2025-01-01\nparty north "North"\n'


def agreement_of(waits: dict[int, set[int]]) -> Agreement:
    """Write a duty for each number, which waits for those of some others."""
    lines = [
        f"d{number}: north must clear field {number + 1}"
        + "".join(f"; after d{other}" for other in sorted(others))
        for number, others in waits.items()
    ]
    loaded = load_text({"case.pact": HEAD + "\n".join(lines) + "\n"})
    assert loaded.agreement is not None
    return loaded.agreement


def ways_round(waits: dict[int, set[int]]) -> set[frozenset[int]]:
    """Try every order of every choice of duties, and keep those that lead back to the first."""
    found: set[frozenset[int]] = set()
    for size in range(1, len(waits) + 1):
        for way in permutations(waits, size):
            if all(b in waits[a] for a, b in zip(way, (*way[1:], way[0]), strict=True)):
                found.add(frozenset(way))
    return found


def knots(waits: dict[int, set[int]]) -> list[set[int]]:
    """Part the duties that lie on circles by whether each leads to the other."""
    reach = {a: {a} for a in waits}
    for _ in waits:
        reach = {a: set().union(r, *(waits[b] for b in r)) for a, r in reach.items()}
    on_circles = set().union(*ways_round(waits)) if ways_round(waits) else set()
    parts: list[set[int]] = []
    for a in sorted(on_circles):
        part = {b for b in on_circles if b in reach[a] and a in reach[b]}
        if part not in parts:
            parts.append(part)
    return parts


@pytest.mark.parametrize("seed", range(60))
def test_each_knot_shows_its_shortest_circle(seed: int) -> None:
    dice = random.Random(seed)
    count = dice.randint(2, 6)
    waits = {
        number: {dice.randrange(count) for _ in range(dice.choice((0, 1, 1, 2)))}
        for number in range(count)
    }
    found = [{int(node[1:]) for node in circle.nodes} for circle in circles(agreement_of(waits))]
    every = ways_round(waits)
    assert len(found) == len(knots(waits))
    for knot in knots(waits):
        (shown,) = (circle for circle in found if circle <= knot)
        assert frozenset(shown) in every
        assert len(shown) == min(len(way) for way in every if way <= knot)


@pytest.mark.parametrize("seed", range(10))
def test_the_steps_of_a_circle_lead_round_it(seed: int) -> None:
    dice = random.Random(seed)
    waits = {number: {dice.randrange(6), dice.randrange(6)} for number in range(6)}
    for circle in circles(agreement_of(waits)):
        targets = [step.target for step in circle.steps]
        assert [step.node for step in circle.steps] == [targets[-1], *targets[:-1]]


def test_a_ring_of_two_thousand_is_found() -> None:
    """The search tries no circle twice: this ring once took minutes."""
    count = 2_000
    (circle,) = circles(agreement_of({n: {(n - 1) % count} for n in range(count)}))
    assert len(circle.steps) == count
    assert circle.is_always
    assert circles(agreement_of({n: {n - 1} if n else set() for n in range(count)})) == ()
