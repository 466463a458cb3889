"""What can be said of a whole text: one breach that ends all, gaps in exchanges, duties nothing answers."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from breach_cases import asked, on

ENDING = """
phase one "One"
  starts on entry into force
  lasts 60 days
  give: north must give
    by day 5
  leave: south may terminate the agreement
    when give is overdue
"""


def test_one_breach_lets_one_side_end_everything() -> None:
    (found,) = asked(ENDING).voids_all
    assert (found.cause, found.power, found.by) == ("one.give", "one.leave", ("south",))
    assert found.target == "agreement"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("south may terminate", "north and south jointly may terminate"),
        ("may terminate the agreement", "may suspend one"),
        ("    when give is overdue", "    when give is overdue\n    on recommendation of watch"),
        ("    when give is overdue", "    when give"),
    ],
    ids=["jointly", "suspend only", "recommended by another", "not by a breach"],
)
def test_what_needs_another_hand_or_ends_nothing_is_no_such_breach(old: str, new: str) -> None:
    assert asked(ENDING.replace(old, new)).voids_all == ()


def test_one_event_that_is_nobodys_breach_can_be_enough() -> None:
    alleged = ENDING.replace("when give is overdue", "when alleged").replace(
        "phase one", 'event alleged "south alleges a breach" by south\nphase one'
    )
    (found,) = asked(alleged).voids_all
    assert (found.cause, found.power) == ("alleged", "one.leave")
    nobody = alleged.replace("by south\nphase", "by the world\nphase")
    assert asked(nobody).voids_all == ()


def test_a_phase_that_ends_of_itself_by_one_breach() -> None:
    of_itself = ENDING.replace(
        "  leave: south may terminate the agreement\n    when give is overdue\n", ""
    )
    of_itself = of_itself.replace("  give:", "  ends when give is overdue\n  give:")
    (found,) = asked(of_itself).voids_all
    assert (found.cause, found.power, found.target) == ("one.give", None, "one")


EXCHANGE = """
give: north must give
  by day 5
pay: south must pay
  by day 20
  after give
"""


def test_one_side_has_given_all_and_the_other_owes_all() -> None:
    (found,) = asked(EXCHANGE).hold_ups
    assert (found.given, found.owed) == ("give", "pay")
    assert (found.given_by, found.owed_by) == (("north",), ("south",))
    assert (on(EXCHANGE, found.since), on(EXCHANGE, found.until)) == ("2025-01-06", "2025-01-21")
    assert not found.is_secured


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  by day 20", "  by day 5"),
        ("  after give\n", ""),
        ("pay: south", "pay: north"),
        ("  by day 20", "  by day 2"),
    ],
    ids=["at the same time", "no tie", "one bearer", "falls due with the act"],
)
def test_no_gap_where_both_act_together_or_nothing_ties_them(old: str, new: str) -> None:
    assert asked(EXCHANGE.replace(old, new)).hold_ups == ()


def test_what_is_owed_in_return_without_a_date_leaves_the_gap_open() -> None:
    (found,) = asked(EXCHANGE.replace("  by day 20\n", "")).hold_ups
    assert found.until is None


def test_where_neither_has_a_date_the_gap_opens_whenever_the_first_is_done() -> None:
    (found,) = asked(EXCHANGE.replace("  by day 20\n", "").replace("  by day 5\n", "")).hold_ups
    assert (found.since, found.until) == (None, None)
    assert asked(EXCHANGE.replace("  by day 5\n", "")).hold_ups == ()


def test_a_gap_is_secured_where_the_text_answers_what_does_not_come() -> None:
    answered = EXCHANGE + "back: south must give it back\n  when pay is overdue\n"
    (found,) = asked(answered).hold_ups
    assert found.is_secured


def test_whoever_may_wait_for_the_other_is_not_exposed() -> None:
    against = EXCHANGE.replace("  by day 5\n", "  by day 5\n  against pay\n")
    assert asked(against).hold_ups == ()
    withheld = EXCHANGE.replace("  by day 5\n", "  by day 5\n  may be withheld while not pay\n")
    assert asked(withheld).hold_ups == ()


def test_an_exchange_part_by_part_leaves_no_gap() -> None:
    parts = """
give: north must give 10 things
  total 4 by day 5
  all by day 20
pay: south must pay coins
  2 for each any of give
  on the same day
"""
    assert asked(parts).hold_ups == ()
    later = parts.replace("on the same day", "within 30 days")
    (found,) = asked(later).hold_ups
    assert (found.given, on(later, found.until)) == ("give", "2025-02-05")


def test_duties_from_whose_breach_nothing_follows() -> None:
    assert asked(EXCHANGE).without_consequence == ("pay",)
    untied = EXCHANGE.replace("  after give\n", "")
    assert asked(untied).without_consequence == ("give", "pay")


def test_a_duty_that_is_late_though_all_is_done_on_its_last_day() -> None:
    tight = EXCHANGE.replace("  by day 20\n  after give\n", "  not before day 9\n  by day 8\n")
    assert asked(tight).off_course == ("pay",)
    assert asked(EXCHANGE).off_course == ()
