"""Who can force a goal, and who can keep it off: small games, each written as a graph.

`t>1` is time passing to node 1, `north>2` an act of North, `north+south>2` one of both, `!north>2` one
that breaks a prohibition. The goal is node 9 where nothing else is said; it lasts for ever.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from games import game
from graphs import Graph
from lived import agreement_of

from servanda.base.identities import ActorId
from servanda.checks.claims import Texts
from servanda.checks.strategy.answer import Can, strategies
from servanda.checks.strategy.enduring import keeps_for_ever
from servanda.checks.strategy.game import Side, side_of


def can(ways: dict[int, str], coalition: str = "", **more: Any) -> tuple[bool, bool]:
    """Tell whether a coalition can force the goal, and whether it can keep it off."""
    played = game(ways, coalition, **more)
    return 0 in played.forces(), 0 in played.keeps_off()


ACT = {0: "north>9 t>0"}
BOTH = {0: "north+south>9 t>0"}


@pytest.mark.parametrize(
    ("ways", "coalition", "wanted"),
    [
        # North alone may bring it about, or leave it.
        (ACT, "north", (True, True)),
        (ACT, "", (False, False)),
        (ACT, "south", (False, False)),
        (ACT, "north south", (True, True)),
        # A joint act needs all who are named for it: each can withhold it.
        (BOTH, "north", (False, True)),
        (BOTH, "south", (False, True)),
        (BOTH, "north south", (True, True)),
        (BOTH, "host", (False, False)),
        # Time alone brings it about.
        ({0: "t>9"}, "", (True, False)),
        ({0: "t>9 north>1", 1: "t>1"}, "", (False, False)),
        ({0: "t>9 north>1", 1: "t>1"}, "north", (True, True)),
        # Whoever acts first at an instant is resolved against the coalition.
        ({0: "north>9 south>1 t>0", 1: "t>1"}, "north", (False, True)),
        ({0: "north>9 south>1 t>0", 1: "t>1"}, "south", (False, False)),
        ({0: "north>9 south>1 t>0", 1: "t>1"}, "north south", (True, True)),
        # What the others do in between does not matter if it comes to the same.
        ({0: "north>9 south>1 t>0", 1: "north>9 t>1"}, "north", (True, True)),
        # Two steps, of which South has one.
        ({0: "north>1 t>0", 1: "south>9 t>1"}, "north", (False, True)),
        ({0: "north>1 t>0", 1: "south>9 t>1"}, "south", (False, True)),
        ({0: "north>1 t>0", 1: "south>9 t>1"}, "north south", (True, True)),
        # Nobody gains by holding up time: where only acts lead on, leaving them is no way out.
        ({0: "north>9"}, "north", (True, False)),
        ({0: "north>1", 1: "north>0 north>9"}, "north", (True, False)),
        ({0: "north>1 t>9", 1: "north>0"}, "north", (True, False)),
        # The others gain nothing by it either, unless it leads elsewhere.
        ({0: "south>1 t>9", 1: "south>0 t>9"}, "", (True, False)),
        ({0: "south>1 south>9 t>9", 1: "south>0 t>9"}, "", (True, False)),
        ({0: "south>1 t>9", 1: "south>0 south>2 t>9", 2: "t>2"}, "", (False, False)),
        ({0: "south>1 t>9", 1: "south>0 t>9"}, "south", (True, False)),
        # What breaks a prohibition is in nobody's hands who is faithful.
        ({0: "!north>9 t>0"}, "north", (False, True)),
        ({0: "!north>9 t>0"}, "south", (False, False)),
        ({0: "!north+south>9 t>0"}, "north", (False, True)),
    ],
)
def test_who_can_force_and_who_can_keep_off(
    ways: dict[int, str], coalition: str, wanted: tuple[bool, bool]
) -> None:
    assert can(ways, coalition) == wanted


def test_doing_and_undoing_without_end_holds_up_time_and_keeps_nothing_off() -> None:
    """North goes round between 0 and 1; it gains by that only where time passes on the way."""
    assert can({0: "north>1", 1: "north>0 t>9"}, "north") == (True, False)
    assert can({0: "north>1 t>0", 1: "north>0 t>9"}, "north") == (True, True)
    assert can({0: "north>1 t>9", 1: "north>0 t>1"}, "north") == (True, True)


@pytest.mark.parametrize(
    ("ways", "is_kept"),
    [
        ({0: "north>1", 1: "north>0"}, False),
        ({0: "north>1", 1: "north>0 t>1"}, True),
        ({0: "north>1 t>2", 1: "north>0", 2: "t>2"}, False),
        ({0: "north>1 t>2", 1: "north>0", 2: "t>0"}, True),
        # Whether time can pass is not enough where it passes to what cannot be kept.
        ({0: "north>1", 1: "north>0 t>2", 2: "t>2"}, False),
    ],
)
def test_doing_and_undoing_without_end_keeps_nothing(ways: dict[int, str], is_kept: bool) -> None:
    played = game(ways, "north", kept=(0, 1))
    assert (0 in keeps_for_ever(played)) is is_kept


def test_a_state_that_lasts_for_ever_keeps_it_off() -> None:
    """Nothing need ever change from there: whoever need not act can wait."""
    assert can({0: "north>9"}, "north", forever=[0]) == (True, True)
    assert can({0: "north>9"}, "south", forever=[0]) == (False, False)
    assert can({0: "north>9"}, "", forever=[0]) == (False, False)


def test_where_the_goal_is_lost_for_good_nothing_more_matters() -> None:
    ways = {0: "north>1 t>0 south>9", 1: "south>9 t>1"}
    assert can(ways, "north", lost=(1,)) == (False, False)
    assert can({0: "north>1 t>0", 1: "south>9 t>1"}, "", lost=(1,)) == (False, True)
    assert can({0: "t>1", 1: "south>9 t>1"}, "south", lost=(1,)) == (False, True)


def test_a_goal_from_which_no_run_goes_on_is_none() -> None:
    """Nor is it a way to keep the goal off, to end where no run goes on."""
    assert can({0: "north>9 t>0", 9: ""}, "north") == (False, True)
    assert can({0: "north>1 t>9", 1: ""}, "north") == (True, False)


# -- duties ----------------------------------------------------------------------------------

OWED = {"owing": {0: "pay:north"}}


def test_who_is_faithful_does_what_time_waits_for() -> None:
    """North must pay: the goal comes about by itself, unless North may do anything."""
    ways = {0: "north>9"}
    for coalition in ("", "south", "north"):
        assert can(ways, coalition, **OWED) == (True, False)
    assert can(ways, "south", is_free=True, **OWED) == (False, False)
    assert can(ways, "north", is_free=True, **OWED) == (True, False)


def test_a_duty_may_be_done_in_a_way_that_leads_elsewhere() -> None:
    """Unless no faithful run goes on from there; who is free may do that, too."""
    ways = {0: "north>9 north>1", 1: "t>1"}
    assert can(ways, "", **OWED) == (False, False)
    ways = {0: "north>9 north>1", 1: ""}
    assert can(ways, "", **OWED) == (True, False)
    assert can(ways, "", is_free=True, **OWED) == (False, False)
    assert can({0: "north>1 north>2", 1: "t>1", 2: ""}, "south", **OWED) == (False, True)


def test_time_waits_for_those_who_have_a_way_on() -> None:
    """North cannot pay so that a run goes on; South and the host together can let time pass."""
    ways = {0: "north>1 south+host>9", 1: ""}
    assert can(ways, "south", **OWED) == (True, False)
    assert can(ways, "north", **OWED) == (True, False)
    assert can(ways, "south", is_free=True, **OWED) == (False, False)


def test_a_duty_of_ours_does_not_bind_the_others() -> None:
    """Time waits for North, and South need not act for it."""
    ways = {0: "south>9 north>1", 1: "t>1"}
    assert can(ways, "north", **OWED) == (False, False)


def test_what_both_owe_together_both_do() -> None:
    """A joint duty is done by the faithful together; one that each owes alone, or South alone, is not."""
    ways = {0: "north+south>9"}
    joint = {"owing": {0: "pay:north+south"}}
    assert can(ways, "north", **joint) == (True, False)
    assert can(ways, "north", is_free=True, **joint) == (False, False)
    each = {"owing": {0: "pay:north pay:south"}}
    assert can(ways, "north", **each) == (True, False)


# -- how far, and in whose hands -------------------------------------------------------------


TALKS = """process talks "talks" between north and south
  opened by north
  ended by north
phase one "One"
  starts on entry into force
  lasts 3 days
  then two
phase two "Two"
claim onward "phase two comes"
  every faithful run reaches two
"""


@pytest.mark.parametrize(
    ("text", "able"),
    [
        (TALKS, []),
        (TALKS.replace("  then two\n", "  then two when not talks are open\n"), ["north"]),
    ],
)
def test_opening_and_ending_talks_again_and_again_stops_nothing(text: str, able: list[str]) -> None:
    """The phase passes with time, which nobody can hold up; but where open talks bar it, North can."""
    agreement = agreement_of(text)
    (found,) = strategies(Texts(agreement=agreement, start=0), {})
    (row,) = found.rows
    assert [" ".join(course.coalition) for course in row.able(Can.STOP)] == able


def test_how_far_the_goal_is() -> None:
    ranks = game({0: "t>1", 1: "north>2 t>1", 2: "north>9"}, "north").forces()
    assert sorted(ranks.values()) == [0, 1, 2, 3] and ranks[0] == 3


def test_where_the_others_may_go_round_the_goal_is_one_further_than_all_that_is_nearer() -> None:
    ranks = game({0: "south>1 t>2", 1: "south>0 t>2", 2: "t>9"}).forces()
    assert ranks == {3: 0, 2: 1, 0: 2, 1: 2}


def test_in_whose_hands_an_act_is() -> None:
    graph = Graph({0: "t>0 north>0 north+south>0"})
    time, alone, joint = graph.edges(0)
    north, south = frozenset([ActorId("north")]), frozenset([ActorId("south")])
    assert [side_of(time, north), side_of(alone, north), side_of(joint, north)] == [
        Side.TIME,
        Side.OURS,
        Side.JOINT,
    ]
    assert side_of(alone, south) is Side.THEIRS
    assert side_of(joint, north | south) is Side.OURS
    assert side_of(joint, frozenset()) is Side.THEIRS


def test_everybody_who_can_do_anything_plays() -> None:
    """In the order of the text, whatever order they act in."""
    arena = game({0: "host>1 t>0", 1: "south+north>9 t>1"}).arena
    assert arena.players() == ["north", "south", "host"]
    assert game({0: "host>1 t>0", 1: "t>1"}).arena.players() == ["host"]
