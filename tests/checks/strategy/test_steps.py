"""How a strategy is shown: what is done, what is left undone, and where the story ends."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from games import game

from servanda.base.identities import ActorId
from servanda.checks.claims.runs import Edge
from servanda.checks.strategy import steps
from servanda.checks.strategy.enduring import gives_up, keeps_for_ever
from servanda.checks.strategy.game import Game
from servanda.checks.strategy.steps import Plan, plan_to_force, plan_to_give_up, plan_to_keep_off


@pytest.fixture(autouse=True)
def told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell each step by the words of its act, or as time passing, and who acts."""

    def told(_runs: object, way: Iterable[Edge]) -> list[Any]:
        return [SimpleNamespace(what=e.option.words if e.option else "t", by=e.by) for e in way]

    monkeypatch.setattr(steps, "told_along", told)


def words(plan: Plan) -> str:
    return " ".join(step.what for step in plan.steps)


def forced(ways: dict[int, str], coalition: str, **more: Any) -> Plan:
    played = game(ways, coalition, **more)
    return plan_to_force(played, played.forces())


def kept_off(ways: dict[int, str], coalition: str, **more: Any) -> Plan:
    played = game(ways, coalition, **more)
    return plan_to_keep_off(played, played.keeps_off())


def test_to_force_is_to_come_nearer_with_each_step() -> None:
    plan = forced({0: "t>1 north>2", 1: "north>9 t>1", 2: "north>0 t>0"}, "north")
    assert words(plan) == "t north"
    assert plan.withheld == ()


def test_an_own_act_comes_before_what_leads_there_as_well() -> None:
    assert words(forced({0: "south>9 t>9 north>9"}, "north")) == "north"
    assert words(forced({0: "south>9 north+south>9 t>9"}, "north south")) == "south"
    assert words(forced({0: "south>9 t>9"}, "north")) == "t"


def test_nothing_is_done_once_the_goal_is_reached() -> None:
    assert words(forced({0: "t>9", 9: "north>9 t>9"}, "north")) == "t"


def test_what_leads_away_is_withheld_by_those_who_have_a_part_in_it() -> None:
    ways = {0: "t>9 north>1 north+south>2 south>9", 1: "t>1", 2: "t>2"}
    assert forced(ways, "north").withheld == ("north", "north+south")
    assert forced({**ways, 0: "t>9 south+host>9 north>9"}, "north").withheld == ()


def test_what_is_done_later_is_not_said_to_be_withheld() -> None:
    plan = forced({0: "t>1 north>2", 1: "north>9 t>1", 2: "t>2"}, "north")
    assert (words(plan), plan.withheld) == ("t north", ())


def test_to_keep_it_off_one_waits_until_nothing_new_comes() -> None:
    plan = kept_off({0: "north>9 t>1", 1: "north>9 t>2", 2: "t>1"}, "north")
    assert words(plan) == "t t t"
    assert plan.withheld == ("north",)


def test_it_is_kept_off_where_it_is_lost_for_good() -> None:
    plan = kept_off({0: "north>9 t>1", 1: "t>2 north>2", 2: "t>0"}, "north", lost=(1,))
    assert words(plan) == "t"


def test_it_is_kept_off_where_nothing_need_ever_change() -> None:
    plan = kept_off({0: "t>1", 1: "t>0 north>9"}, "north", forever=[1])
    assert (words(plan), plan.withheld) == ("t", ("north",))


def test_an_own_act_keeps_it_off_only_where_waiting_does_not() -> None:
    assert words(kept_off({0: "t>9 north>1", 1: "t>1"}, "north")) == "north t"
    assert words(kept_off({0: "north>1 t>1", 1: "t>1"}, "north")) == "t t"


def test_the_story_ends_where_the_coalition_waits_for_others() -> None:
    ways = {0: "south>1", 1: "t>1"}
    plan = kept_off(ways, "north", owing={0: "pay:south"})
    assert words(plan) == "south t"


def given_up(ways: dict[int, str], coalition: str, **more: Any) -> Plan:
    played = game(ways, coalition, won=(), **more)
    return plan_to_give_up(played, *gives_up(played))


def test_to_give_up_is_to_go_where_it_stays_undone_and_to_stay_there() -> None:
    ways = {0: "t>0 north>1", 1: "t>2 north>0", 2: "t>1"}
    plan = given_up(ways, "north", kept=(0,))
    assert words(plan) == "north t t"


def test_what_would_bring_it_back_is_withheld_afterwards() -> None:
    ways = {0: "t>0 north>1", 1: "t>1 south+north>0"}
    plan = given_up(ways, "north", kept=(0,))
    assert (words(plan), plan.withheld) == ("north t", ("south+north",))


def test_who_fills_a_silence_is_named_as_the_one_who_acts() -> None:
    played = game({0: "nobody>9 t>0"}, "north")
    hands = {"nobody": (ActorId("north"),)}
    filled = Game(arena=played.arena.in_hands(hands), coalition=played.coalition, is_free=False)
    plan = plan_to_force(filled, filled.forces())
    assert [(step.what, step.by) for step in plan.steps] == [("nobody", ("north",))]


def test_keeping_for_ever_is_shown_up_to_where_all_is_as_it_should_be() -> None:
    played = game({0: "north>1 t>0", 1: "t>1"}, "north", won=(), kept=(1,))
    assert words(plan_to_force(played, keeps_for_ever(played))) == "north"
