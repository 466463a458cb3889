"""Earliest and latest dates, slack, chains, clashes, circles and clocks, each with a changed case."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.base.calendar import Instant
from servanda.checks.dates import DatesResult, Milestone, Window, dates
from servanda.model.agreement import Agreement
from servanda.workspace import load_text

HEADER = """agreement small "Small"
  counting day 1 is the day of entry into force
party a "A", b "B"
event e "something happens" by a
event f "something else happens" by a and b jointly
"""
START: Instant = 28_928_160  # 2025-01-01 00:00 UTC


def read(text: str, header: str = HEADER) -> Agreement:
    """Read a small agreement, which must have no faults."""
    loaded = load_text({"small.pact": header + text})
    assert loaded.agreement is not None and not loaded.has_errors, loaded.diagnostics
    return loaded.agreement


def result(text: str, header: str = HEADER) -> DatesResult:
    """Give all dates of a small agreement."""
    return dates(read(text, header), START)


def milestone(found: DatesResult, name: str, kind: str) -> Milestone:
    """Pick one milestone."""
    return next(m for m in found.milestones if m.name == name and m.kind == kind)


def window(text: str, name: str, kind: str = "act", header: str = HEADER) -> Window:
    """Give the window of a milestone that no reading changes."""
    (answer,) = milestone(result(text, header), name, kind).answers
    assert answer.reading == ()
    return answer.window


def on(instant: Instant | None) -> str:
    """Write an instant as a day."""
    if instant is None:
        return "-"
    return date.fromordinal(instant // 1440 + date(1970, 1, 1).toordinal()).isoformat()


def said(text: str, name: str, kind: str = "act") -> tuple[str, str]:
    """Give the earliest and the latest day of a milestone."""
    found = window(text, name, kind)
    return on(found.earliest), on(found.latest)


ONE = "phase one\n  starts on entry into force\n  lasts 20 days\n"
TWO = "phase two\n  lasts 10 days\n"

WINDOWS = {
    "a dated duty": ("d: a must act; by day 5\n", "d", "act", "2025-01-01", "2025-01-05"),
    "one without a date": ("d: a must act\n", "d", "act", "2025-01-01", "-"),
    "not before": (
        "d: a must act; not before day 3; by day 5\n",
        "d",
        "act",
        "2025-01-03",
        "2025-01-05",
    ),
    "after another": (
        "c: b must act; not before day 4; by day 8\nd: a must act; after c; by day 5\n",
        "d",
        "act",
        "2025-01-04",
        "2025-01-08",
    ),
    "after another without a date": (
        "c: b must act; not before day 4\nd: a must act; after c; by day 5\n",
        "d",
        "act",
        "2025-01-04",
        "-",
    ),
    "a phase that follows": (
        ONE + "  then two\n" + TWO,
        "two",
        "start",
        "2025-01-20",
        "2025-01-20",
    ),
    "what follows only on agreement": (
        ONE + "  then two when f\n" + TWO,
        "two",
        "start",
        "2025-01-20",
        "-",
    ),
    "what follows as soon as all agree": (
        ONE + "  then two as soon as f\n" + TWO,
        "two",
        "start",
        "2025-01-01",
        "-",
    ),
    "an act once a term has run out comes a minute later": (
        ONE + "  then two\n" + TWO + "  d: a must act; by the end of two\n",
        "two.d",
        "act",
        "2025-01-21",
        "2025-01-29",
    ),
    "a phase that runs on": (ONE + "  runs on while not e\n", "one", "end", "2025-01-20", "-"),
    "a duty with the end of a phase that runs on": (
        ONE + "  runs on while not e\n  d: a must act; by the end of one\n",
        "one.d",
        "act",
        "2025-01-01",
        "-",
    ),
    "a phase that may be renewed": (
        ONE + "  more: a and b jointly may renew one\n",
        "one",
        "end",
        "2025-01-20",
        "-",
    ),
    "a phase that may be renewed twice": (
        ONE + "  more: a and b jointly may renew one by 5 days; at most 2 times\n",
        "one",
        "end",
        "2025-01-20",
        "2025-01-30",
    ),
    "a phase that may be renewed twice, for as long as one likes": (
        ONE + "  more: a and b jointly may renew one; at most 2 times\n",
        "one",
        "end",
        "2025-01-20",
        "-",
    ),
    "what follows a phase that may be renewed once": (
        ONE + "  then two\n  more: a may extend one by 3 days; at most 1 time\n" + TWO,
        "two",
        "end",
        "2025-01-29",
        "2025-02-01",
    ),
    "a duty with the end of a phase that may be renewed once": (
        ONE + "  more: a may extend one by 3 days; at most 1 time\n"
        "  d: a must act; by the end of one\n",
        "one.d",
        "act",
        "2025-01-01",
        "2025-01-23",
    ),
    "a duty that may be extended once": (
        "d: a must act; by day 5\nmore: b may extend d by 3 days; at most 1 time\n",
        "d",
        "act",
        "2025-01-01",
        "2025-01-08",
    ),
    "a duty that may be extended again and again": (
        "d: a must act; by day 5\nmore: b may extend d by 3 days\n",
        "d",
        "act",
        "2025-01-01",
        "-",
    ),
    "a phase that a power may end": (
        ONE + "  stop: a may terminate one; not before day 4\n",
        "one",
        "end",
        "2025-01-04",
        "2025-01-20",
    ),
    "a power with notice": (
        ONE + "  stop: a may terminate one; with notice 3 days\n",
        "one",
        "end",
        "2025-01-04",
        "2025-01-20",
    ),
    "an event that a duty asks for": (
        "d: a must act; by day 6; done when e\n",
        "e",
        "event",
        "2025-01-01",
        "2025-01-06",
    ),
    "an event that only an effort asks for": (
        "d: a must try to act; by day 6; done when e\n",
        "e",
        "event",
        "2025-01-01",
        "-",
    ),
    "an event that a duty must wait for": (
        "d: a must act; not before 2 days after e; by day 6\n",
        "e",
        "event",
        "2025-01-01",
        "2025-01-04",
    ),
    "a duty that falls away with its phase": (
        ONE + "  ends when e\n  d: a must act; by day 9\n",
        "one.d",
        "act",
        "2025-01-01",
        "-",
    ),
    "a duty that survives its phase": (
        ONE + "  ends when e\n  d: a must act; by day 9; survives\n",
        "one.d",
        "act",
        "2025-01-01",
        "2025-01-09",
    ),
    "duties that excuse one another": (
        "c: b must act; by day 5; against d\nd: a must act; by day 5; against c\n",
        "d",
        "act",
        "2025-01-01",
        "-",
    ),
    "a duty against one that binds": (
        "c: b must act; by day 9\nd: a must act; by day 5; against c\n",
        "d",
        "act",
        "2025-01-01",
        "2025-01-09",
    ),
    "a time of cure": (
        "d: a must act; by day 5; cure within 3 days\n",
        "d",
        "act",
        "2025-01-01",
        "2025-01-08",
    ),
    "a month after the last of a month": (
        "c: b must act; not before 2025-01-31; by 2025-01-31\nd: a must act; by 1 month after c\n",
        "d",
        "act",
        "2025-01-01",
        "2025-02-28",
    ),
    "the earlier and the later of two": (
        "d: a must act; not before the earlier of day 4 and day 6; by the later of day 8 and day 7\n",
        "d",
        "act",
        "2025-01-04",
        "2025-01-08",
    ),
    "a beginning and an end": (
        "d: a must act; start by day 3; by day 9\n",
        "d",
        "beginning",
        "2025-01-01",
        "2025-01-03",
    ),
    "what nobody may bring about": (
        'event g "never" by nobody named\nd: a must act; once g\n',
        "e",
        "event",
        "2025-01-01",
        "-",
    ),
    "what a prohibition forbids for a while": (
        'event g "shots" by a; breaks one.calm\n' + ONE + "  calm: a must not shoot\n",
        "g",
        "event",
        "2025-01-20",
        "-",
    ),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_earliest_and_latest(name: str) -> None:
    """Each pair of neighbours differs in one clause, and in its dates."""
    text, what, kind, first, last = WINDOWS[name]
    assert said(text, what, kind) == (first, last)


def test_an_open_date_says_why_and_where() -> None:
    """The first reason is the thing's own, the last what stands behind it."""
    found = window(ONE + "  then two when f\n" + TWO, "two", "end")
    whys = [reason.why for reason in found.reasons]
    assert whys == ["phase two need never begin", "it waits for `f`", "nobody must bring it about"]
    assert found.reasons[1].span is not None and found.reasons[1].span.line == 9


def test_slack_counts_days_from_the_earliest_act_to_the_date() -> None:
    """Two days less of room is two days less of slack."""
    roomy = window("d: a must act; not before day 3; by day 9\n", "d")
    tight = window("d: a must act; not before day 5; by day 9\n", "d")
    assert (roomy.slack_days, tight.slack_days) == (6, 4)


def test_each_date_of_a_schedule_has_its_slack() -> None:
    """The least slack is that of the first date."""
    found = window("d: a must free 9 men; total 3 by day 2; all by day 9\n", "d")
    assert [part.slack_days for part in found.parts] == [1, 8]
    assert found.slack_days == 1


def test_the_chain_names_the_clauses_that_make_it_so_late() -> None:
    """Of two waits, only the one that decides is in the chain."""
    text = "c: b must act; not before day 4\nd: a must act; after c; not before day 2\n"
    early = window(text, "d")
    assert [(step.name, on(step.at)) for step in early.early_chain] == [
        ("c", "2025-01-04"),
        ("d", "2025-01-04"),
    ]
    later = window(text.replace("day 2", "day 6"), "d")
    assert [(step.name, on(step.at)) for step in later.early_chain] == [("d", "2025-01-06")]


def test_what_sets_a_clock_running_is_kept_back_for_what_must_follow() -> None:
    """Due five days after e and never before day 20, so e cannot come before day 15."""
    text = "d: a must act; not before day 20; by 5 days after e\n"
    assert said(text, "e", "event")[0] == "2025-01-15"
    assert said(text.replace("not before day 20; ", ""), "e", "event")[0] == "2025-01-01"


def test_a_duty_that_need_not_arise_keeps_nothing_back() -> None:
    """In a phase that need not begin the same duty leaves e as it is."""
    text = "phase two\n  starts when f\n  d: a must act; not before day 20; by 5 days after e\n"
    assert said(text, "e", "event")[0] == "2025-01-01"


def test_readings_that_give_the_same_dates_stand_in_one_line() -> None:
    """Only the reading that changes a date is named."""
    header = HEADER + (
        'ambiguity how "How long?"\n  reading short "short"\n  reading long "long"\n'
        'ambiguity who "Who?"\n  reading one-side "one"\n  reading other "other"\n'
    )
    text = "d: a must act\n  under short: by day 5\n  under long: by day 9\n  under other: to b\n"
    answers = milestone(result(text, header), "d", "act").answers
    assert [(dict(a.reading), on(a.window.latest)) for a in answers] == [
        ({"how": "short"}, "2025-01-05"),
        ({"how": "long"}, "2025-01-09"),
    ]


def test_readings_may_be_fixed() -> None:
    """What is fixed does not vary."""
    header = HEADER + 'ambiguity how "How?"\n  reading short "short"\n  reading long "long"\n'
    agreement = read("d: a must act\n  under short: by day 5\n  under long: by day 9\n", header)
    found = dates(agreement, START, {"how": "long"})  # type: ignore[dict-item]
    (answer,) = milestone(found, "d", "act").answers
    assert on(answer.window.latest) == "2025-01-09"


def test_circles_and_clocks_are_told() -> None:
    """Two acts that wait for each other, and a clock from what nobody owes."""
    found = result(
        "c: a must act; after d\nd: b must act; after c\ng: a must act; by 3 days after e\n"
    )
    assert [circle.nodes for circle in found.circles] == [{"c", "d"}]
    assert [clock.target for clock in found.clocks] == ["e"]
    assert window("c: a must act; after d\nd: b must act; after c\n", "c").earliest is None
    mended = result("c: a must act; by day 3\nd: b must act; after c\ng: a must act; by day 3\n")
    assert (mended.circles, mended.clocks) == ((), ())


def test_what_waits_for_itself_holds_up_what_comes_after_it() -> None:
    """The reason names what can never come."""
    text = "c: a must act; after d\nd: b must act; after c\ng: a must act; after c\n"
    found = window(text, "g")
    assert found.earliest is None
    assert found.reasons[0].why == "it waits for `c`, which can never come"
