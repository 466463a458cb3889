"""What follows one breach: each way in which a text can answer it, and the text without it."""

import sys
from pathlib import Path

import pytest

from servanda.checks.breach import BreachKind, running
from servanda.model.provisions import EffectKind

sys.path.insert(0, str(Path(__file__).parent))
from breach_cases import asked, effects, on, path, paths

PLAIN = """
give: north must give 10 things
  by day 5
pay: south must pay
  by day 20
"""


def test_nothing_follows_where_the_text_ties_nothing_to_it() -> None:
    found = path(PLAIN, "give")
    assert found.kind is BreachKind.NOT_DONE
    assert [on(PLAIN, due) for due in found.due] == ["2025-01-06"]
    assert not found.has_consequence
    assert found.stays == ("pay",)
    assert found.back.is_at_any_time


@pytest.mark.parametrize(
    ("clause", "change", "how"),
    [
        ("provided that give is fulfilled", "never comes into effect", "condition precedent"),
        ("after give", "never comes into effect", "condition precedent"),
        ("once give", "never comes into effect", "trigger"),
        ("against give", "may be held back", "against"),
        ("may be withheld while give is overdue", "may be held back", "may be withheld"),
        ("in proportion to give within 0%", "may be held back", "in proportion"),
    ],
)
def test_a_tie_to_the_other_side_lets_it_hold_back(clause: str, change: str, how: str) -> None:
    quantity = PLAIN.replace("must pay", "must pay 10 coins")
    tied = quantity + f"  {clause}\n"
    found = path(tied, "give")
    assert effects(found) == {"pay": change}
    assert [mention.how for mention in found.mentions] == [how]
    assert found.has_consequence
    assert effects(path(quantity, "give")) == {}


def test_what_is_held_back_comes_back_with_the_late_act() -> None:
    found = path(PLAIN + "  against give\n", "give")
    assert found.back.returns
    assert found.back.is_at_any_time
    assert found.stays == ()


def test_each_side_is_excused_by_the_other_only_while_the_other_does_not_tender() -> None:
    both = """
give: north must give
  by day 5
  against pay
pay: south must pay
  by day 5
  against give
"""
    assert effects(path(both, "give")) == {"pay": "may be held back"}
    assert effects(path(both, "pay")) == {"give": "may be held back"}
    one_sided = both.replace("  against give\n", "")
    assert effects(path(one_sided, "give")) == {}
    assert effects(path(one_sided, "pay")) == {"give": "may be held back"}


def test_an_exchange_owes_less() -> None:
    exchange = """
give: north must give 10 things
  total 4 by day 5
  all by day 20
pay: south must pay coins
  2 for each any of give
  on the same day
"""
    first, last = paths(exchange, "give")[0], paths(exchange, "give")[-1]
    assert effects(first) == {"pay": "less is owed"}
    assert effects(last) == {"pay": "less is owed"}
    assert [mention.how for mention in last.mentions] == ["exchange"]
    assert effects(path(exchange, "pay")) == {}


def test_an_exchange_that_ends_with_its_phase_is_lost_by_whoever_is_late() -> None:
    ending = """
phase one "One"
  starts on entry into force
  lasts 30 days
  give: north must give 10 things
    by day 30
  pay: south must pay coins
    2 for each any of give
    on the same day
  then two
phase two "Two"
"""
    found = path(ending, "one.give")
    assert not found.back.returns
    assert [(e.name, e.change.value) for e in found.back.lost] == [("one.pay", "ends undone")]
    surviving = ending.replace("    on the same day", "    on the same day\n    survives")
    surviving = surviving.replace("    by day 30", "    by day 30\n    survives")
    assert path(surviving, "one.give").back.is_at_any_time


def test_a_date_counted_from_it_never_comes() -> None:
    counted = PLAIN.replace("by day 20", "by 10 days after give")
    assert effects(path(counted, "give")) == {"pay": "its date never comes"}
    assert effects(path(PLAIN, "give")) == {}


# -- powers ------------------------------------------------------------------------------------

ENDED = """
phase one "One"
  starts on entry into force
  lasts 60 days
  give: north must give
    by day 5
  pay: south must pay
    by day 20
  leave: south may terminate one
    when give is overdue
"""


def test_a_power_that_waits_for_the_breach_is_new_and_takes_away_what_is_left() -> None:
    found = path(ENDED, "one.give")
    (means,) = found.means
    assert (means.power, means.by, means.kind) == ("one.leave", ("south",), EffectKind.TERMINATE)
    assert means.is_new and not means.is_joint
    assert on(ENDED, means.since) == "2025-01-07"
    assert {(e.name, e.change.value) for e in means.ends} >= {("one.pay", "ends undone")}
    assert found.back.returns


def test_a_power_that_waits_for_nothing_is_there_in_any_case() -> None:
    free = ENDED.replace("    when give is overdue\n", "")
    (provision,) = asked(free, "one.give").provisions
    assert provision.paths[0].means == ()
    (means,) = provision.regardless
    assert means.power == "one.leave" and not means.is_new
    (provision,) = asked(ENDED, "one.give").provisions
    assert provision.regardless == ()


def test_a_power_that_waits_for_an_event_of_others_is_not_opened_by_the_breach() -> None:
    waiting = ENDED.replace("when give is overdue", "when refused").replace(
        "phase one", 'event refused "refused" by north\nphase one'
    )
    (provision,) = asked(waiting, "one.give").provisions
    assert provision.paths[0].means == () and provision.regardless == ()


def test_a_power_lasts_where_its_condition_outlives_the_late_act() -> None:
    (means,) = path(ENDED, "one.give").means
    assert not means.lasts
    lasting = ENDED.replace("  leave: south may terminate one\n    when give is overdue\n", "")
    lasting += """phase crisis "Crisis"
  starts when one.give is overdue
  lasts 20 days
  leave: south may terminate one
"""
    (means,) = path(lasting, "one.give").means
    assert means.power == "crisis.leave" and means.lasts


def test_a_power_on_recommendation_names_who_recommends() -> None:
    advised = ENDED + "    on recommendation of watch\n"
    (means,) = path(advised, "one.give").means
    assert means.advisers == ("watch",)
    (means,) = path(ENDED, "one.give").means
    assert means.advisers == ()


def test_a_power_to_suspend_takes_away_what_it_suspends() -> None:
    held = ENDED.replace("may terminate one", "may suspend pay")
    (means,) = path(held, "one.give").means
    assert [(e.name, e.change.value) for e in means.ends] == [("one.pay", "is suspended")]


def test_used_by_nobody_who_holds_it_a_power_is_no_breach() -> None:
    found = path(ENDED, "one.leave")
    assert found.kind is BreachKind.NONE
    assert "no effect" in found.note


# -- phases ------------------------------------------------------------------------------------

PASSED = """
phase one "One"
  starts on entry into force
  lasts 30 days
  give: north must give
    by day 5
  then two when give is fulfilled
phase two "Two"
  lasts 30 days
  pay: south must pay
    by the end of two
"""


def test_the_next_phase_is_never_reached_and_late_is_in_time_until_the_term() -> None:
    found = path(PASSED, "one.give")
    assert effects(found) == {
        "one": "phase lapses: nothing follows it",
        "two": "phase never begins",
        "two.pay": "never comes into effect",
    }
    assert found.back.returns and not found.back.is_at_any_time
    assert on(PASSED, found.back.until) == "2025-01-31"
    free = PASSED.replace(" when give is fulfilled", "")
    assert effects(path(free, "one.give")) == {}


def test_an_event_that_opens_the_next_phase_can_be_withheld_in_any_case() -> None:
    agreed = PASSED.replace("when give is fulfilled", "when agreed").replace(
        "phase one", 'event agreed "agreed" by north and south jointly\nphase one'
    )
    found = path(agreed, "one.give")
    assert [(each.event, each.by) for each in found.anyway] == [("agreed", ("south",))]
    assert path(PASSED, "one.give").anyway == ()


def test_a_phase_that_ends_by_the_act_never_ends() -> None:
    ends = """
phase one "One"
  starts on entry into force
  ends when give is fulfilled
  give: north must give
    by day 5
"""
    assert effects(path(ends, "one.give")) == {"one": "phase never ends"}


def test_what_ends_by_the_breach_does_not_come_back() -> None:
    cut = PASSED.replace(
        "  then two when give is fulfilled", "  ends when give is overdue\n  then two"
    )
    found = path(cut, "one.give")
    assert effects(found)["one"] == "phase ends otherwise"
    assert not found.back.returns
    assert {effect.name for effect in found.back.lost} >= {"two", "two.pay"}


def test_a_duty_that_only_the_breach_brings_into_effect() -> None:
    penal = PLAIN + "meet: north must meet the other\n  when give is overdue\n"
    found = path(penal, "give")
    assert effects(found) == {"meet": "comes into effect"}
    assert found.back.returns


# -- kinds of breach ---------------------------------------------------------------------------


def test_the_time_to_cure_is_told() -> None:
    cured = PLAIN.replace("  by day 5\n", "  by day 5\n  cure within 3 days\n")
    assert on(cured, path(cured, "give").back.cured_until) == "2025-01-09"
    assert path(PLAIN, "give").back.cured_until is None


def test_what_has_no_date_is_never_overdue_and_may_still_be_left_undone() -> None:
    undated = PLAIN.replace("  by day 5\n", "") + "  after give\n"
    found = path(undated, "give")
    assert found.kind is BreachKind.NEVER_DONE
    assert effects(found) == {"pay": "never comes into effect"}
    assert found.back.is_at_any_time


def test_an_act_against_a_prohibition_is_an_event_the_text_knows() -> None:
    quiet = """
event shot "north fires" by north; recurring
  breaks truce
truce: north must not fire
stop: south may suspend pay
  when shot
pay: south must pay
  by day 20
"""
    found = path(quiet, "truce")
    assert found.kind is BreachKind.AGAINST and found.event == "shot"
    assert [means.power for means in found.means if means.is_new] == ["stop"]
    assert not found.means[0].lasts  # an act cannot be done late
    unknown = quiet.replace("  breaks truce\n", "")
    found = path(unknown, "truce")
    assert found.kind is BreachKind.NONE and not found.has_consequence


def test_a_level_beyond_its_limit() -> None:
    level = """
level stock "stock" in tonnes
limit: north must keep stock within the limit
  at most 40
stop: south may suspend pay
  when stock is over 40
pay: south must pay
  by day 20
"""
    found = path(level, "limit")
    assert found.kind is BreachKind.BEYOND
    assert [means.power for means in found.means if means.is_new] == ["stop"]
    loose = level.replace("over 40", "over 90")
    assert path(loose, "limit").means == ()


def test_otherwise_names_a_consequence() -> None:
    named = "truce: north must not fire\n  otherwise meet\nmeet: north must meet\n"
    found = path(named, "truce")
    assert [mention.how for mention in found.mentions] == ["otherwise"] and found.has_consequence
    assert not path(named.replace("  otherwise meet\n", ""), "truce").has_consequence


def test_an_effort_is_not_broken() -> None:
    effort = PLAIN.replace("must give", "must try to give")
    assert path(effort, "give").kind is BreachKind.NONE
    assert path(PLAIN, "give").kind is BreachKind.NOT_DONE


def test_what_nothing_brings_about_is_brought_about_to_be_broken() -> None:
    waiting = """
event asked "south asks" by south
answer: north must answer
  by 5 days after asked
  once asked
pay: south must pay
  after answer
"""
    found = path(waiting, "answer")
    assert [on(waiting, due) for due in found.due] == ["2025-01-06"]
    assert effects(found) == {"pay": "never comes into effect"}
    silent = waiting.replace("by south\n", "by nobody named\n")
    kinds = {dict(each.reading).get("asked"): each.kind for each in paths(silent, "answer")}
    assert kinds["nobody"] is BreachKind.NONE  # type: ignore[index]


# -- readings, and whose breach ----------------------------------------------------------------

READ = """
ambiguity tie "Does pay wait for give?"
  reading tied "it does"
  reading loose "it does not"
give: north must give
  by day 5
pay: south must pay
  by day 20
  under tied: after give
"""


def test_a_row_for_each_reading_that_matters() -> None:
    found = {dict(each.reading)["tie"]: effects(each) for each in paths(READ, "give")}  # type: ignore[index]
    assert found == {"tied": {"pay": "never comes into effect"}, "loose": {}}
    assert [each.reading for each in paths(READ, "pay")] == [()]


def test_a_fixed_reading_leaves_one_row() -> None:
    (provision,) = asked(READ, "give", tie="loose").provisions
    assert [effects(each) for each in provision.paths] == [{}]
    (provision,) = asked(READ, "give", tie="tied").provisions
    assert [effects(each) for each in provision.paths] == [{"pay": "never comes into effect"}]


def test_only_what_one_bearer_owes() -> None:
    assert [each.provision for each in asked(PLAIN, by="north").provisions] == ["give"]
    assert [each.provision for each in asked(PLAIN).provisions] == ["give", "pay"]


def test_the_same_text_gives_the_same_answer() -> None:
    assert asked(READ) == asked(READ)


def test_a_run_too_long_to_follow_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert path(PLAIN, "give").note == ""
    monkeypatch.setattr(running, "TURNS_AT_MOST", 3)
    assert path(PLAIN, "give").note == "followed for 3 turns only"
