"""Of one thing in sight at a time: what of its past still tells two states apart, and what does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import IN_FORCE, agreement_of, lived

from servanda.checks.claims import Texts, answer
from servanda.checks.claims.instants import Sight
from servanda.checks.claims.signature import signature
from servanda.model.claims import Verdict

PACT = """event e by north
event f by north
event g by north
event bell by host; recurring
phase two "Two"
  starts when bell
  lasts 90 days
  trig: north must act; once e; by 2025-01-06
  late: north must act; once e; by 2025-01-06; cure within 4 days
  prov: north must act; provided that f; by 2025-01-06
  spans: north must act; from 2025-01-03; once e; by 2025-01-06
  duo: north must act; once e; provided that f; by 2025-01-06
  parts: north must leave; in each of hills, coast
  lever: host may suspend plain
phase short "Short"
  starts on entry into force
  lasts 3 days
phase cut "Cut"
  starts on entry into force
  ends when g
open: north must act; by 2025-01-06
plain: north must act
tens: north must free 9 men
  3 by day 2
  9 by 5 days after f
kill: host may terminate open
drop: host may terminate two
skip: host may waive two.trig
hills: host may suspend two.parts; in part
hold: host may suspend plain
pause: host may suspend the agreement
quit: host may terminate plain; with notice 5 days
more: host may extend open by 2 days
thrice: host may extend open by 2 days; at most 3 times
"""
E = "2025-01-02 happens e\n"
F = "2025-01-02 happens f\n"
BELL = "2025-01-02 happens bell\n"

Seen = tuple[str, str]
"""A record, and when it is looked at."""


def described(name: str, seen: Seen) -> object:
    record, on = seen
    view = lived(PACT, f"{IN_FORCE}{record}\n", on)
    names = frozenset((name,))
    sight = Sight(machine=view.machine, names=names, points=())
    return signature(view, sight.outlooks(view, names))


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        # a duty whose phase has not begun: would it be late at once, could that be cured?
        ("two.trig", (E, "2025-01-05"), (E, "2025-01-07")),
        ("two.trig", (E, "2025-01-06 23:58"), (E, "2025-01-07")),
        ("two.late", (E, "2025-01-08"), (E, "2025-01-12")),
        ("two.spans", (E, "2025-01-05"), (E, "2025-01-07")),
        # its phase was ended before the duty would have been late, or after
        (
            "two.trig",
            (f"{E}2025-01-03 exercise host drop", "2025-01-08"),
            (f"{E}2025-01-07 exercise host drop", "2025-01-08"),
        ),
        (
            "two.prov",
            (f"{F}2025-01-03 exercise host drop", "2025-01-08"),
            (f"{F}2025-01-07 exercise host drop", "2025-01-08"),
        ),
        # it has been suspended since before it would have been late, or since after
        (
            "two.trig",
            (f"{E}2025-01-03 exercise host pause until 2025-02-01", "2025-01-09"),
            (f"{E}2025-01-07 exercise host pause until 2025-02-01", "2025-01-09"),
        ),
        # it was waived before it came into effect
        ("two.trig", (E, "2025-01-08"), (f"{E}2025-01-07 exercise host skip", "2025-01-08")),
        # its condition came when its date was over: it is late after that day
        (
            "two.trig",
            ("2025-01-10 happens e", "2025-01-10 12:00"),
            ("2025-01-10 happens e", "2025-01-11"),
        ),
        ("two.trig", (E, "2025-01-06 23:59"), (E, "2025-01-07 00:00")),
        # a notice runs
        ("plain", ("", "2025-01-05"), ("2025-01-03 exercise host quit", "2025-01-05")),
        # a suspension in its last minute, and one without end
        (
            "plain",
            ("2025-01-03 exercise host hold", "2025-01-04 23:58"),
            ("2025-01-03 exercise host hold until 2025-01-04", "2025-01-04 23:58"),
        ),
        # a power whose phase has not begun
        ("two.lever", ("", "2025-01-05"), (BELL, "2025-01-05")),
        # a phase that runs out at this very minute, and one that did before
        ("short", ("", "2025-01-03"), ("", "2025-01-04")),
        # what may happen again: how often it did
        (
            "bell",
            ("2025-01-03 happens bell", "2025-01-08"),
            ("2025-01-03 happens bell\n2025-01-04 happens bell", "2025-01-08"),
        ),
        # a power in part: over which part it was used, though nothing is suspended any more
        (
            "hills",
            (f"{BELL}2025-01-04 exercise host hills until 2025-01-05 over hills", "2025-01-10"),
            (f"{BELL}2025-01-04 exercise host hills until 2025-01-05 over coast", "2025-01-10"),
        ),
        # a power that puts off a date: used at this instant, or before it
        (
            "more",
            ("2025-01-04 exercise host more", "2025-01-05 00:00"),
            ("2025-01-05 00:00 exercise host more", "2025-01-05 00:00"),
        ),
        # a power of three times: used once, or twice
        (
            "thrice",
            ("2025-01-04 exercise host thrice", "2025-01-06"),
            (
                "2025-01-04 exercise host thrice\n2025-01-05 exercise host thrice",
                "2025-01-06",
            ),
        ),
        # what may happen again, at this instant and before it
        (
            "bell",
            ("2025-01-04 happens bell", "2025-01-05 12:00"),
            ("2025-01-05 12:00 happens bell", "2025-01-05 12:00"),
        ),
        # a suspension in its last minute, and after it
        (
            "plain",
            ("2025-01-03 exercise host hold until 2025-01-04", "2025-01-04 23:58"),
            ("2025-01-03 exercise host hold until 2025-01-04", "2025-01-04 23:59"),
        ),
        ("tens", ("", "2025-01-01"), ("2025-01-01 act north tens 3", "2025-01-01")),
    ],
)
def test_what_still_tells_states_apart(name: str, one: Seen, other: Seen) -> None:
    assert described(name, one) != described(name, other)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        # its condition has not come: the day it names matters when it does
        (
            "two.prov",
            ("2025-01-03 exercise host drop", "2025-01-08"),
            ("2025-01-07 exercise host drop", "2025-01-08"),
        ),
        (
            "two.trig",
            ("2025-01-03 exercise host drop", "2025-01-08"),
            ("2025-01-07 exercise host drop", "2025-01-08"),
        ),
        # of two conditions the one that came first
        (
            "two.duo",
            (f"{E}2025-01-10 happens f", "2025-01-10 12:00"),
            ("2025-01-10 happens e\n2025-01-10 happens f", "2025-01-10 12:00"),
        ),
        # a phase that was ended at this minute, and one that was before
        (
            "cut",
            ("2025-01-05 12:00 happens g", "2025-01-05 12:00"),
            ("2025-01-04 happens g", "2025-01-05 12:00"),
        ),
        # beyond the third time, how often something happened
        (
            "bell",
            (
                "2025-01-03 happens bell\n2025-01-04 happens bell\n2025-01-05 happens bell",
                "2025-01-08",
            ),
            (
                "2025-01-03 happens bell\n2025-01-04 happens bell\n"
                "2025-01-05 happens bell\n2025-01-06 happens bell",
                "2025-01-08",
            ),
        ),
        # a power that is used once: at this minute, or before it
        (
            "skip",
            ("2025-01-05 12:00 exercise host skip", "2025-01-05 12:00"),
            ("2025-01-04 exercise host skip", "2025-01-05 12:00"),
        ),
        # a duty that is done, when it was ended
        (
            "open",
            ("2025-01-03 act north open\n2025-01-04 exercise host kill", "2025-01-09"),
            ("2025-01-03 act north open\n2025-01-08 exercise host kill", "2025-01-09"),
        ),
        # part of it is done: until when that was owed
        (
            "tens",
            ("2025-01-01 act north tens 3", "2025-01-01"),
            ("2025-01-01 act north tens 3", "2025-01-03"),
        ),
        # a suspension that is over, by how much
        (
            "plain",
            ("2025-01-03 exercise host hold until 2025-01-04", "2025-01-04"),
            ("2025-01-03 exercise host hold until 2025-01-04", "2025-01-05 00:00"),
        ),
        # a duty whose phase has not begun: how often all was suspended before, and since when
        (
            "two.trig",
            (f"{E}2025-01-03 exercise host pause until 2025-01-04", "2025-01-09"),
            (
                f"{E}2025-01-03 exercise host pause until 2025-01-04\n"
                "2025-01-07 exercise host pause until 2025-01-08",
                "2025-01-09",
            ),
        ),
        # what happens once, at this instant or before it
        (
            "g",
            ("2025-01-04 happens g", "2025-01-05 12:00"),
            ("2025-01-05 12:00 happens g", "2025-01-05 12:00"),
        ),
        # a power that may be used as often as one likes, how often it was
        (
            "hold",
            ("2025-01-03 exercise host hold until 2025-01-04", "2025-01-08"),
            (
                "2025-01-03 exercise host hold until 2025-01-04\n"
                "2025-01-05 exercise host hold until 2025-01-06",
                "2025-01-08",
            ),
        ),
        # a power of three times, beyond the third
        (
            "thrice",
            ("2025-01-03 exercise host thrice\n" * 3, "2025-01-08"),
            ("2025-01-03 exercise host thrice\n" * 4, "2025-01-08"),
        ),
    ],
)
def test_what_makes_no_difference(name: str, one: Seen, other: Seen) -> None:
    assert described(name, one) == described(name, other)


RENEWED = """process talks "talks" between north and south
  opened by any of north, south
  ended by host
event begin "the second phase begins" by host
pause: any of north, south may suspend the agreement; once talks is open
resume: any of north, south may resume the agreement
phase one "One"
  starts on entry into force
  lasts 5 days
  then two as soon as begin
phase two "Two"
  lasts 4 days
  report: host must report; by 2025-01-04; after begin
claim c "c"
  every run reaches two.report is overdue
"""


def test_what_may_be_suspended_and_resumed_without_end_comes_to_few_states() -> None:
    """Each day the parties may suspend all and resume it, again and again: that is one state, not many."""
    texts = Texts(agreement=agreement_of(RENEWED), start=28_928_160)
    (claim,) = texts.agreement.claims.values()
    found = answer(texts, claim, {})
    assert found.verdict is Verdict.NO
    assert max(row.states for row in found.answers) < 400
    (runs,) = texts._runs.values()
    for index in range(2_000):  # lay out all there is
        if index == len(runs.nodes):
            break
        runs.edges(index)
    assert len(runs.nodes) < 2_000
