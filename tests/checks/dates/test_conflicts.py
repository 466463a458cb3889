"""A date that cannot be kept is told with the fewest clauses: leave any one out, and it can be kept."""

from __future__ import annotations

import pytest

from servanda.base.calendar import Instant
from servanda.checks.dates import Conflict, dates
from servanda.workspace import load_text

START: Instant = 28_928_160  # 2025-01-01 00:00 UTC
HEADER = """agreement small "Small"
  counting day 1 is the day of entry into force
party a "A", b "B"
event e "something happens" by a
event f "something else happens" by b
"""


def clashes(text: str) -> list[Conflict]:
    """Give the conflicts of a small text."""
    loaded = load_text({"small.pact": text})
    assert loaded.agreement is not None and not loaded.has_errors, loaded.diagnostics
    return [conflict for _, conflict in dates(loaded.agreement, START).conflicts]


TEXTS = {
    "not before and by, beside an innocent wait": """d: a must act
  not before day 10
  not before day 2
  by day 5
""",
    "a chain of waits, of which the first does not matter": """c: a must act
  not before day 2
g: b must act
  not before 6 days after c
d: a must act
  not before 4 days after g
  by day 9
""",
    "lengths from the same event": """c: b must act
  not before 7 days after e
d: a must act
  not before 1 day after c
  not before day 2
  by 5 days after e
""",
    "months from the same event": """d: a must act
  not before 2 months after e
  by 27 days after e
""",
    "a date that is counted from a date that binds": """c: b must act
  by day 5
g: b must act
  not before 3 days after c
  by day 20
d: a must act
  not before day 30
  by 2 days after c
""",
    "a trigger does not save what may not begin": """d: a must act
  once e
  not before 9 days after e
  by 2 days after e
""",
    "a beginning": """d: a must act
  not before day 8
  start by day 4
  by day 20
""",
    "a fixed date and a day": """d: a must act
  not before 2025-02-01
  by day 20
""",
    "the later of two is not late enough": """d: a must act
  not before day 20
  by the later of day 9 and day 12
""",
}


def lines_of(conflict: Conflict) -> set[int]:
    """Give the lines of the clauses that clash."""
    return {span.line for span, _ in conflict.clauses}


def kept(text: str, lines: set[int]) -> str:
    """Keep the header, the heads of provisions, and some lines."""
    head = HEADER.count("\n")
    return "".join(
        f"{line}\n"
        for number, line in enumerate(text.splitlines(), start=1)
        if number <= head or not line.startswith("  ") or number in lines
    )


@pytest.mark.parametrize("name", TEXTS)
def test_the_clauses_clash_and_no_fewer_do(name: str) -> None:
    """Alone they clash; without any one of them the rest can be kept."""
    text = HEADER + TEXTS[name]
    (conflict,) = clashes(text)
    assert conflict.due.node.endswith("d")
    lines = lines_of(conflict)
    assert len(clashes(kept(text, lines))) == 1
    for line in lines:
        assert clashes(kept(text, lines - {line})) == [], text.splitlines()[line - 1]


@pytest.mark.parametrize("name", TEXTS)
def test_clauses_that_do_not_clash_are_not_named(name: str) -> None:
    """At least the innocent lines of each text are left out."""
    innocent = {
        "not before and by, beside an innocent wait": {8},
        "a chain of waits, of which the first does not matter": {7},
        "lengths from the same event": {10},
        "a date that is counted from a date that binds": {9, 10},
        "a beginning": {9},
    }
    (conflict,) = clashes(HEADER + TEXTS[name])
    assert not lines_of(conflict) & innocent.get(name, set())


def test_a_conflict_says_what_it_is_counted_from() -> None:
    """Counted from the same event, it clashes whenever the event comes; else on one day only."""
    (relative,) = clashes(HEADER + TEXTS["lengths from the same event"])
    (absolute,) = clashes(HEADER + TEXTS["a fixed date and a day"])
    assert (relative.from_node, absolute.from_node) == ("e", "")
    assert absolute.earliest > absolute.due_at


PHASES = """phase one
  starts on entry into force
  lasts 20 days
  then two
phase two
  lasts 10 days
  d: a must act
    by {}
"""


def test_a_phase_that_begins_too_late_clashes_with_a_date_in_it() -> None:
    """Phase two begins on day 20: day 15 is too early, day 25 is not."""
    (conflict,) = clashes(HEADER + PHASES.format("day 15"))
    assert lines_of(conflict) == {
        8,
        9,
        12,
        13,
    }  # phase one begins on entry at the soonest in any case
    assert clashes(HEADER + PHASES.format("day 25")) == []


def test_what_runs_out_at_the_end_of_a_day_leaves_nothing_of_that_day() -> None:
    """Acts come before terms run out (S3): on day 20 itself nobody can act in phase two."""
    assert len(clashes(HEADER + PHASES.format("day 20"))) == 1
    assert clashes(HEADER + PHASES.format("day 21")) == []


def test_what_may_be_put_off_does_not_clash() -> None:
    """A date that moves with its condition, or with an event that can wait, can be kept."""
    assert clashes(HEADER + "d: a must act\n  once e\n  by day 2\n") == []
    assert clashes(HEADER + "d: a must act\n  not before day 9\n  by 2 days after e\n") == []


def test_counted_from_one_thing_only_what_comes_after_it_clashes() -> None:
    """How the phase begins does not matter where both lengths count from its beginning."""
    text = PHASES.format("3 days after the start of two").replace(
        "    by", "    not before 5 days after the start of two\n    by"
    )
    (conflict,) = clashes(HEADER + text)
    assert lines_of(conflict) == {13, 14}
    assert conflict.from_node == "the start of two"
