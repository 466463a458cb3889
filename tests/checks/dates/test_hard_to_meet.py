"""A duty is called easy only where one schedule surely keeps its dates; each case has a changed one."""

from __future__ import annotations

import pytest

from servanda.base.calendar import Instant
from servanda.checks.dates import hard_to_meet
from servanda.machine import Machine
from servanda.machine.choices import default_choice
from servanda.workspace import load_text

HEADER = """agreement small "Small"
  counting day 1 is the day of entry into force
party a "A", b "B"
event e "something happens" by a
event f "something else happens" by b
event free "something must happen" by a
process talks "talks" between a and b
  opened by a and b jointly
"""
START: Instant = 28_928_160  # 2025-01-01 00:00 UTC


def hard(text: str, *outside: str) -> set[str]:
    """Give the duties of a text that are hard, with some names in the cone."""
    loaded = load_text({"small.pact": HEADER + text})
    assert loaded.agreement is not None and not loaded.has_errors, loaded.diagnostics
    machine = Machine(loaded.agreement, default_choice(loaded.agreement, {}))
    return set(hard_to_meet(machine, START, frozenset(outside)))


IN_ONE = "phase one\n  starts on entry into force\n  lasts 20 days\n"
TWO = "  then two when e\nphase two\n  lasts 20 days\n"

EASY_AND_HARD = {
    "a date after entry, and one before it": (
        "d: a must act; by 2025-01-01\n",
        "d: a must act; by 2024-12-31\n",
    ),
    "by the end of one while in phase one, and a day of one while in phase two": (
        IN_ONE + "  d: a must act; by the end of one\n",
        IN_ONE + TWO + "  d: a must act; by day 25\n",
    ),
    "days after what sets it going, and days after entry": (
        IN_ONE + TWO + "  d: a must act; by 5 days after the start of two\n",
        IN_ONE + TWO + "  d: a must act; by 45 days after entry into force\n",
    ),
    "not before a day, and due after it or before it": (
        "d: a must act; not before day 10; by day 10\n",
        "d: a must act; not before day 10; by day 9\n",
    ),
    "not before a moment that may never come": (
        "d: a must act; not before 2 days after e; by 5 days after e\n",
        "d: a must act; not before 2 days after e; by day 30\n",
    ),
    "lengths after the same event, the longer one later": (
        "d: a must act; not before 1 month after e; by 1 month after e\n",
        "d: a must act; not before 1 month after e; by 27 days after e\n",
    ),
    "a trigger moves the date, but not a beginning": (
        "d: a must act; once e; by day 3\n",
        "d: a must act; once e; start by day 3\n",
    ),
    "a trigger that holds at first and then not again, or again and again": (
        "d: a must act; once not e; by day 3\n",
        "d: a must act; once not talks are open; by day 3\n",
    ),
    "after an act that can be done at once, and after one that cannot": (
        "c: b must act; not before day 4\nd: a must act; not before 1 day after c; by day 5\n",
        "c: b must act; not before day 4\nd: a must act; not before 2 days after c; by day 5\n",
    ),
    "after an act in the same phase, and in a phase that may end first": (
        IN_ONE
        + "  ends when e\n  c: b must act\n  d: a must act; not before 1 day after c; by day 5\n",
        IN_ONE
        + "  ends when e\n  c: b must act; not before day 3\n"
        + "d: a must act; not before 1 day after one.c; by day 10\n",
    ),
    "done by what somebody can bring about at once, and by what waits itself": (
        "d: a must act; by day 3; done when free\n",
        "d: a must act; by day 3; done when late\nevent late by a; only when e\n",
    ),
    "done by an opening, and by an end": (
        "d: a and b jointly must talk; by day 3; done when talks are open\n",
        "d: a and b jointly must talk; by day 3; done when talks have ended\n",
    ),
    "done when a phase has ended that nothing can move": (
        IN_ONE + "d: a must act; by day 20; done when one has ended\n",
        IN_ONE + "d: a must act; by day 19; done when one has ended\n",
    ),
    "of an earlier and a later date": (
        "d: a must act; not before day 5; by the later of day 6 and day 4\n",
        "d: a must act; not before day 5; by the earlier of day 6 and day 4\n",
    ),
    "not before an earlier or a later date": (
        "d: a must act; not before the earlier of day 6 and day 4; by day 5\n",
        "d: a must act; not before the later of day 6 and day 4; by day 5\n",
    ),
    "the end of a phase that cannot be empty, and of one that can": (
        IN_ONE + "  ends when e\n  d: a must act; by the end of one\n",
        IN_ONE + TWO + "  ends when f\n  d: a must act; by the end of two\n",
    ),
    "what sets it going ends its phase, or another thing does": (
        IN_ONE + "  ends when f\n  d: a must act; once e; by the end of one\n",
        IN_ONE + "  ends when e\n  d: a must act; once e; by the end of one\n",
    ),
    "a date of its own span": (
        "d: a must act; from 2025-01-10; by 2025-01-10\n",
        "d: a must act; from 2025-01-10; by 2025-01-09\n",
    ),
    "an occurrence sets the clock going, in or outside a phase": (
        "d: a must act; on each g; by 2 days after g\nevent g by b; recurring\n",
        IN_ONE + TWO + "  d: a must act; on each g; by 2 days after g\nevent g by b; recurring\n",
    ),
    "a level kept, and a thing kept": (
        "level depth in m\nd: a must keep depth\n  at most 3\n",
        "d: a must keep the gate; by day 3\n",
    ),
    "an effort, and an effort to be begun": (
        IN_ONE + TWO + "  d: a must try to act; by day 3\n",
        IN_ONE + TWO + "  d: a must try to act; start by day 3\n",
    ),
    "recurring from its own beginning, and from a day": (
        IN_ONE + TWO + "  d: a must hand over 4 boxes; 1 more every 2 days\n",
        IN_ONE + TWO + "  d: a must hand over 4 boxes; 1 more every 2 days from day 3\n",
    ),
    "what follows a settled phase, and an unsettled one": (
        IN_ONE + "  then two\nphase two\n  lasts 9 days\n  d: a must act; by day 21\n",
        IN_ONE
        + "  ends when e\n  then two\nphase two\n  lasts 9 days\n  d: a must act; by day 21\n",
    ),
    "after a phase that surely comes first": (
        IN_ONE
        + TWO
        + "  d: a must act; by 3 days after g\nevent g by b; only when two is running\n",
        IN_ONE + TWO + "  d: a must act; by 3 days after g\nevent g by b\n",
    ),
    "in exchange within the phase of the counterpart, and after it": (
        IN_ONE
        + "  q: b must free 3 men\n  d: a must free men\n    2 for each any of q\n    within 1 day\n",
        IN_ONE
        + TWO
        + "  d: a must free men\n    2 for each any of q\n    within 1 day\nq: b must free 3 men\n",
    ),
}


@pytest.mark.parametrize("name", EASY_AND_HARD)
def test_the_easy_one_is_easy_and_the_changed_one_is_hard(name: str) -> None:
    """Each case differs from its pair by what makes the duty hard to meet."""
    easy, difficult = EASY_AND_HARD[name]
    cone = ("e", "f", "g", "one", "two")
    assert not any(d.endswith("d") for d in hard(easy, *cone))
    assert any(d.endswith("d") for d in hard(difficult, *cone))


def test_a_chain_of_dates_is_easy_since_each_act_may_be_done_at_once() -> None:
    """Due day 5, and after it due day 8: the first can be done on the first day."""
    assert not hard("c: b must act; by day 5\nd: a must act; after c; by day 8\n")


def test_what_stands_in_the_cone_is_not_judged() -> None:
    """The cone is explored, so nothing in it is in the way."""
    text = "d: a must act; not before day 3; by day 2\n"
    assert hard(text) == {"d"}
    assert hard(text, "d") == set()


def test_an_act_in_the_cone_comes_when_it_comes() -> None:
    """What is done at once outside the cone is done at any time inside."""
    text = "c: b must act\nd: a must act; not before 1 day after c; by day 5\n"
    assert hard(text) == set()
    assert hard(text, "c") == {"d"}


def test_a_power_in_the_cone_may_suspend_a_duty_before_it_can_be_done() -> None:
    """A duty that can be done on entry into force is done before anybody suspends it."""
    hold = "hold: b may suspend d\nback: b may resume d\n"
    first = "d: a must act; by day 5\n"
    later = "d: a must act; not before day 3; by day 5\n"
    assert hard(first + hold, "hold", "back") == set()
    assert hard(later + hold, "hold", "back") == {"d"}
    assert hard(later + hold) == set()  # a power that no claim can see is not used


def test_a_silence_filled_by_nobody_owes_nothing() -> None:
    """Where the text names no bearer, nobody is late unless the reading names one."""
    text = "d: unnamed must act; not before day 3; by day 2\n"
    loaded = load_text({"small.pact": HEADER + text})
    assert loaded.agreement is not None
    silence = loaded.agreement.provisions["d"].agency.silence  # type: ignore[index]
    assert silence is not None
    found = {}
    for reading in loaded.agreement.ambiguities[silence].readings:
        machine = Machine(loaded.agreement, {silence: reading.id})
        found[str(reading.id)] = hard_to_meet(machine, START, frozenset())
    assert not found["nobody"]
    assert found["a"] == {"d"}


def test_what_nobody_can_bring_about_makes_a_duty_hard() -> None:
    """A duty done by an event that nobody may bring about cannot be met."""
    event = 'event never "it never happens" by nobody named\n'
    assert hard(event + "d: a must act; by day 5; done when never\n") == {"d"}


def test_months_and_clocks_are_bounded_from_both_sides() -> None:
    """A month is never over within 27 days, and always within 32."""
    start = "d: a must act; not before 1 month after e"
    assert hard(f"{start}; by 40 days after e\n", "e") == set()
    assert hard(f"{start}; by 30 days after e\n", "e") == {"d"}
