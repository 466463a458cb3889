"""Duties that wait for one another all round are never owed, however long the ring."""

from __future__ import annotations

import random

import pytest

from servanda.checks.claims import ClaimResult, Texts, answer
from servanda.checks.claims.runs import Runs
from servanda.checks.claims.stuck import never_owed
from servanda.machine import LifeState, Machine
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.workspace import load_text

HEAD = """agreement case "A case"
  in force on 2025-01-01
party north "North"
event thaw "the thaw" by the world
"""
START = 28_928_160  # 2025-01-01 00:00 in UTC


def agreement_of(text: str) -> Agreement:
    loaded = load_text({"case.pact": HEAD + text})
    assert not loaded.has_errors, loaded.diagnostics
    assert loaded.agreement is not None
    return loaded.agreement


def stuck_in(text: str) -> set[str]:
    agreement = agreement_of(text)
    return set(never_owed(Machine(agreement, {}), agreement.provisions))


def asked(text: str) -> ClaimResult:
    texts = Texts(agreement=agreement_of(text), start=START)
    (claim,) = texts.agreement.claims.values()
    return answer(texts, claim, {})


def ring(count: int) -> str:
    lines = [f"d{n}: north must clear field {n}; after d{(n - 1) % count}" for n in range(count)]
    return "\n".join(lines) + '\nclaim end "d0"\n  every faithful run reaches d0\n'


CHAIN = "b: north must clear the bridge; after a\na: north must clear the road{}\n"


@pytest.mark.parametrize(
    ("clause", "stuck"),
    [
        ("", set()),
        ("; after thaw", set()),
        ("; after b", {"a", "b"}),
        ("; once b or thaw", set()),
        ("; once b and thaw", {"a", "b"}),
        ("; done when thaw", set()),
        ("; once not b", set()),
    ],
)
def test_only_what_waits_for_itself_in_every_way_is_never_owed(
    clause: str, stuck: set[str]
) -> None:
    assert stuck_in(CHAIN.format(clause)) == stuck


@pytest.mark.parametrize("count", [2, 200, 3_000])
def test_a_ring_is_decided_whatever_its_length(count: int) -> None:
    result = asked(ring(count))
    assert result.verdict is Verdict.NO
    assert result.answers[0].states == 1


def test_a_ring_with_a_way_in_is_kept() -> None:
    text = ring(200).replace("after d199", "once d199 or thaw", 1)
    assert stuck_in(text) == set()


@pytest.mark.parametrize("seed", range(40))
def test_what_is_said_never_to_be_owed_is_created_on_every_run(seed: int) -> None:
    """Walk all runs with every duty in sight, and look at each."""
    chance = random.Random(seed)
    lines = []
    for number in range(5):
        waits = chance.sample([*(f"d{n}" for n in range(5)), "thaw"], chance.randint(0, 2))
        how = chance.choice([" and ", " or "])
        once = f"; once {how.join(waits)}" if waits else ""
        due = f"; by day {number + 1}" if chance.random() < 0.5 else ""
        lines.append(f"d{number}: north must clear field {number}{once}{due}")
    agreement = agreement_of("\n".join(lines) + "\n")
    machine = Machine(agreement, {})
    runs = Runs(machine=machine, start=START, names=frozenset((*agreement.provisions, "thaw")))
    index = 0
    while index < len(runs.nodes):
        runs.edges(index)
        index += 1
    for name in agreement.provisions:
        lives = {node.view.life(name).state for node in runs.nodes}
        is_stuck = name in never_owed(machine, agreement.provisions)
        assert is_stuck == (lives == {LifeState.CREATED})
