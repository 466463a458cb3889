"""Two states are one where nothing tells their futures apart, whatever the date, and else they are two."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import IN_FORCE, lived

from servanda.checks.claims.instants import Sight
from servanda.checks.claims.signature import signature

PACT = """event e by north
event bell by host; recurring
process talks "talks" between north and south
  opened by north
  ended by host
phase one "One"
  starts when e
  lasts 20 days
  runs on while not bell
  then two as soon as bell
phase two "Two"
plain: north must act
dated: north must act; by 5 days after e
men: north must free 9 men
each: north and south each must act
sworn: north must swear; certified by host
begun: north must build; start by 2025-06-01
cured: north must act; by 2025-01-03; cure within 9 days
more: north must report; on each bell
power: host may suspend plain
twice: host may suspend plain; at most 2 times
advised: host may waive plain; on recommendation of south
stop: host may terminate plain; with notice 5 days
hills: host may suspend parts; in part
parts: north must leave; in each of hills, coast
skip: host may waive plain
"""
EVERY = (
    *(
        "e",
        "bell",
        "talks",
        "talks.opened",
        "talks.ended",
        "one",
        "two",
        "plain",
        "dated",
        "men",
        "each",
    ),
    *("sworn", "begun", "cured", "more", "power", "twice", "advised", "stop", "hills", "parts"),
)


UNDATED = frozenset(EVERY) - {"begun", "cured"}
"""What no date of the calendar stands in."""


def described(record: str, day: str, names: frozenset[str] = frozenset(EVERY)) -> object:
    view = lived(PACT, f"{IN_FORCE}{record}\n", f"2025-01-{day}")
    sight = Sight(machine=view.machine, names=names, points=())
    return signature(view, sight.outlooks(view, sight.names))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what happened, and on which day before, does not matter once it is past
        (("2025-01-04 act north plain", "10"), ("2025-01-06 act north plain", "10")),
        (("", "10"), ("", "11")),
        (("2025-01-04 happens e", "10"), ("2025-01-05 happens e", "11")),
        (
            (
                "2025-01-03 opens talks by north\n2025-01-04 ends talks by host\n"
                "2025-01-05 opens talks by north",
                "10",
            ),
            (
                "2025-01-03 opens talks by north\n2025-01-04 ends talks by host\n"
                "2025-01-05 opens talks by north\n2025-01-06 ends talks by host\n"
                "2025-01-07 opens talks by north",
                "10",
            ),
        ),
        # the fourth time something happens is as the third
        (
            ("2025-01-04 happens bell\n" * 3, "10"),
            ("2025-01-04 happens bell\n" * 3, "12"),
        ),
        # a power used once is as one used twice, if nothing limits it
        (
            ("2025-01-04 exercise host power until 2025-01-05", "10"),
            (
                "2025-01-04 exercise host power until 2025-01-05\n"
                "2025-01-06 exercise host power until 2025-01-07",
                "10",
            ),
        ),
        # what was suspended, and is no more
        (
            ("2025-01-04 exercise host power until 2025-01-05", "10"),
            ("2025-01-04 exercise host power until 2025-01-06", "10"),
        ),
        # with notice that is out, or with none left to run
        (("2025-01-02 exercise host stop", "10"), ("2025-01-03 exercise host stop", "10")),
    ],
)
def test_states_that_are_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert described(*one, UNDATED) == described(*other, UNDATED)


APART = [
    "",
    "2025-01-04 happens e",
    "2025-01-05 happens e",
    "2025-01-04 happens bell",
    "2025-01-04 happens bell\n2025-01-05 happens bell",
    "2025-01-08 12:00 happens bell",
    "2025-01-04 happens e\n2025-01-05 happens bell",
    "2025-01-04 opens talks by north",
    "2025-01-04 opens talks by north\n2025-01-05 ends talks by host",
    "2025-01-04 act north plain",
    "2025-01-04 act north men 3",
    "2025-01-04 act north men 4",
    "2025-01-04 act north men 9",
    "2025-01-04 act north each",
    "2025-01-04 act south each",
    "2025-01-04 act north sworn",
    "2025-01-04 certify host sworn",
    "2025-01-04 act north sworn\n2025-01-04 certify host sworn",
    "2025-01-04 act north begun starts",
    "2025-01-04 act north begun",
    "2025-01-02 act north cured",
    "2025-01-04 exercise host power",
    "2025-01-04 exercise host power until 2025-01-20",
    "2025-01-04 exercise host power until 2025-01-21",
    "2025-01-04 exercise host power until 2025-01-05",
    "2025-01-04 exercise host twice until 2025-01-05",
    "2025-01-04 exercise host twice until 2025-01-05\n2025-01-06 exercise host twice until 2025-01-07",
    "2025-01-04 exercise south advised",
    "2025-01-04 exercise host stop",
    "2025-01-05 exercise host stop",
    "2025-01-04 exercise host hills over hills",
    "2025-01-04 exercise host hills over coast",
    "2025-01-04 exercise host skip",
]


def test_states_that_are_two() -> None:
    """Each differs from every other in something that may yet matter, at noon of the eighth."""
    seen: dict[object, str] = {}
    for record in APART:
        found = described(record, "08 12:00")
        assert found not in seen, (record, seen.get(found))
        seen[found] = record


def test_lateness_that_can_be_cured_and_lateness_that_cannot() -> None:
    assert described("", "11") != described("", "13")


def test_before_and_after_entry_into_force() -> None:
    before = lived(PACT, "", "2025-01-04")
    after = lived(PACT, IN_FORCE, "2025-01-04")
    looks = [
        Sight(machine=v.machine, names=frozenset(), points=()).outlooks(v, frozenset())
        for v in (before, after)
    ]
    assert signature(before, looks[0]) != signature(after, looks[1])


# -- what is not owed yet, and what was used ------------------------------------------------------

E = "2025-01-02 happens e"
MORE = """event e by north
event bell by host; recurring
trig: north must act; once e; by 2025-01-06
late: north must act; once e; by 2025-01-06; cure within 4 days
over: north must act; once e; by 2025-01-06
kill: host may terminate over
hold: host may suspend over
tens: north must free 9 men
  3 by day 2
  9 by day 20
lift: host may resume over
"""


def more(record: str, day: str) -> object:
    view = lived(MORE, f"{IN_FORCE}{record}\n", f"2025-01-{day}")
    machine = view.machine
    names = frozenset((*machine.agreement.provisions, *machine.agreement.events))
    sight = Sight(machine=machine, names=names, points=())
    return signature(view, sight.outlooks(view, names))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what would be late already if its condition came about now, and what would not yet
        (("", "05"), ("", "07")),
        # what would be late then, but could still be cured
        (("", "08"), ("", "12")),
        # what ended before it would have been late, and after that
        (
            (f"{E}\n2025-01-03 exercise host kill", "10"),
            (f"{E}\n2025-01-08 exercise host kill", "10"),
        ),
        (
            (f"{E}\n2025-01-03 exercise host hold", "10"),
            (f"{E}\n2025-01-08 exercise host hold", "10"),
        ),
        # parts of what is owed: those that are not met are waited for, each until its day
        (("2025-01-02 act north tens 3", "02 12:00"), ("2025-01-02 act north tens 2", "02 12:00")),
        (("2025-01-02 act north tens 3", "10"), ("2025-01-02 act north tens 3", "11")),
        # what happens again and again, now and before
        (("2025-01-08 12:00 happens bell", "08 12:00"), ("2025-01-07 happens bell", "08 12:00")),
    ],
)
def test_what_tells_states_apart_though_nothing_is_owed_yet(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert more(*one) != more(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # long past what would have been late
        (("", "22"), ("", "24")),
        # what was used again
        (
            ("2025-01-03 exercise host hold until 2025-01-04", "22"),
            ("2025-01-03 exercise host hold until 2025-01-05", "22"),
        ),
        # what happened once in the past, and long in the past
        (("2025-01-05 happens bell", "22"), ("2025-01-07 happens bell", "22")),
    ],
)
def test_what_makes_no_difference_any_more(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert more(*one) == more(*other)
