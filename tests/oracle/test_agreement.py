"""Have random small agreements decided by Servanda and by three others, and hold them to agree.

Each claim is decided under every choice of readings by Servanda, by an explorer that walks every day of every
run, and, in a part of the language, by arithmetic in z3 that knows no days and no steps; who can stop a claim
or bring it about is decided by a game on the explorer's days. Every run that Servanda tells is taken by the
explorer, and replayed as a record on the machine and by the monitor. `make nightly` does so with thousands.

The agreements are drawn by number, so that they are all different (of 300 that hypothesis draws from the same
parts, half are repeats); a second test lets hypothesis draw, and shrink.
"""

from __future__ import annotations

import os
from itertools import count

import pytest
from hypothesis import HealthCheck, assume, given, settings

from oracle import small as s
from oracle.census import NAMES, constructs, table
from oracle.compared import compare
from oracle.day_by_day import TooLarge, choices
from oracle.drawn import agreements, seeded
from oracle.game import OutsideTheGame
from oracle.harvest import gather
from oracle.played import play
from oracle.rules import Rules

WANTED = int(os.environ.get("SERVANDA_AGREEMENTS", "300"))
STATES = 600
GAMES = 40


def test_servanda_and_the_oracles_decide_alike() -> None:
    harvest = gather(((n, seeded(n)) for n in count()), wanted=WANTED, at_most=STATES)
    print(table(harvest.made_of, harvest.reckoned, harvest.agreements))
    print(harvest.summary())
    told = [dispute.told() for dispute in harvest.disputes]
    assert not told, f"{harvest.summary()}\n\n" + "\n\n".join(told[:5])
    assert harvest.agreements == WANTED
    missing = [name for name in NAMES if harvest.made_of[name] == 0]
    assert not missing, f"never drawn: {missing}"
    assert set(harvest.verdicts) == {"yes", "no", "vacuous"}
    assert min(harvest.verdicts.values()) > WANTED // 10, harvest.verdicts
    assert harvest.unknown <= harvest.claims // 50, "Servanda left too much undecided"
    assert harvest.replayed > WANTED
    assert harvest.by_arithmetic > WANTED // 2


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(agreements())
def test_what_hypothesis_draws_is_decided_alike(small: s.Small) -> None:
    try:
        outcome = compare(small, at_most=300)
    except TooLarge:
        assume(False)
    assert not outcome.differences, outcome.text


def test_servanda_and_the_game_see_the_same_coalitions() -> None:
    played = asked = 0
    told = []
    for number in count(1_000):
        small = seeded(number)
        every = choices(small)
        try:
            answers, differences = play(small, every[number % len(every)], at_most=250)
        except (TooLarge, OutsideTheGame):
            continue
        asked += answers
        told += [f"agreement {number}: {difference}" for difference in differences]
        played += answers > 0
        if played == GAMES:
            break
    assert not told, "\n".join(told[:10])
    assert asked > 20 * GAMES


@pytest.mark.parametrize(
    ("broken", "instead", "needs", "first"),
    [
        ("overdue", lambda *_: [], "due on a day", 0),
        ("_breaks", lambda *_: False, "event breaks a prohibition", 250),
        ("_may_end", lambda *_: False, "phase lasts", 0),
        ("_tendered", lambda *_: True, "duty against another", 140),
        ("ended", lambda *_: None, "duty in a phase", 0),
        ("held_since", lambda *_: None, "power to suspend", 2320),
        ("is_reached", lambda *_: True, "duty not before", 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_left_out_of_the_explorer_is_noticed(
    broken: str, instead: object, needs: str, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison can fail: without any one of its rules the explorer no longer agrees.

    Some are noticed by few agreements only: `first` is where to begin, so that it takes no minutes.
    """
    monkeypatch.setattr(Rules, broken, instead)
    for small in (
        small for n in range(first, first + 3_000) if needs in constructs(small := seeded(n))
    ):
        try:
            if compare(small, at_most=400).differences:
                return
        except (TooLarge, AssertionError):
            continue
    pytest.fail(f"nobody notices that the explorer has no {broken}")
