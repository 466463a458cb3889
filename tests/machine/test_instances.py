"""A provision as a whole and in its parts, before it binds and after it ceased to (semantics, section 5)."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lived import IN_FORCE, first, life, lived, machine_of, told
from test_duties import DAY, shown

from servanda.base.identities import ProvisionId
from servanda.machine import Life, View

PACT = """ambiguity q "Q?"
  reading one-way "one"
  reading other-way "the other"
event e by north
event f by host
event bell by host; recurring
event shot by south; breaks calm
event raid by south
  under other-way: breaks calm
level stock "stock" in guns
calm: south must not shoot
pay: south must pay
phase one "One"
  starts on 2025-01-03
  lasts 5 days
  begun-with-one: north must act
  outlives: north must act; survives; by 2025-01-04
  ends-with-one: north must act; by 2025-01-20
  late-in-one: north must act; by 2025-01-05
  parts-of-one: north must free 9 men; total 3 by 2025-01-05; total 9 by 2025-01-20
stop: host may terminate x
stop-all: host may terminate the agreement
skip: host may waive x
hold: host may suspend x
"""
# sentence, record, day, and some of what the life of x then holds
LIVES: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    # -- in parts
    "of each, the least advanced part": (
        "north and south each must act; by 2025-01-05",
        "2025-01-02 act north x",
        "07",
        {
            "state": "overdue",
            "parts": ["fulfilled", "overdue"],
            "done": "1",
            "owed": "2",
            "met": "never",
            "due": "2025-01-05",
            "since": "2025-01-05",
            "late": 2 * DAY,
        },
    ),
    "of each, all done at the last of the acts": (
        "north and south each must act; by 2025-01-05",
        "2025-01-02 act north x\n2025-01-04 act south x",
        "07",
        {
            "state": "fulfilled",
            "parts": ["fulfilled", "fulfilled"],
            "met": "2025-01-04 00:00",
            "done": "2",
        },
    ),
    "of each, one late and the other in time": (
        "north and south each must act; by 2025-01-05",
        "2025-01-02 act north x\n2025-01-07 act south x",
        "09",
        {"state": "fulfilled-late", "late": DAY + 1, "since": "never"},
    ),
    "an act of both counts for both": (
        "north and south each must act; by 2025-01-05",
        "2025-01-02 act north, south x",
        "03",
        {"parts": ["fulfilled", "fulfilled"]},
    ),
    "an act of somebody else counts for neither": (
        "north and south each must act; by 2025-01-05",
        "2025-01-02 act host x",
        "03",
        {"parts": ["in-effect", "in-effect"]},
    ),
    "of one of them alone there are no parts": (
        "all of north must act; by 2025-01-05",
        "",
        "03",
        {"state": "in-effect", "parts": []},
    ),
    "a prohibition of each has no parts": (
        "north and south each must not move",
        "",
        "03",
        {"state": "in-effect", "parts": []},
    ),
    "what each does when something happens has no parts": (
        "north and south each must act; done when e",
        "",
        "03",
        {"parts": []},
    ),
    "in each area, in the order of the text": (
        "north must leave; in each of hills, coast; by 2025-01-05",
        "2025-01-02 act north x in coast",
        "03",
        {"parts": ["in-effect", "fulfilled"], "state": "in-effect", "owed": "2", "done": "1"},
    ),
    "on each occurrence, each with its own clock": (
        "north must report; on each bell; within 2 days of bell",
        "2025-01-02 happens bell\n2025-01-05 happens bell\n2025-01-03 act north x",
        "06",
        {"parts": ["fulfilled", "in-effect"], "due": "2025-01-07"},
    ),
    "on each occurrence, none yet": (
        "north must report; on each bell; within 2 days of bell",
        "",
        "06",
        {"state": "created", "parts": [], "says": ["nothing has set its clock going"]},
    ),
    "an act before the occurrence answers nothing": (
        "north must report; on each bell; within 2 days of bell",
        "2025-01-02 act north x\n2025-01-03 happens bell",
        "06",
        {"parts": ["overdue"]},
    ),
    "a procedure that waits for something else as well": (
        "north must report; on each bell; once e; by 2025-01-20",
        "2025-01-02 happens e\n2025-01-04 happens bell\n2025-01-03 act north x",
        "06",
        {"parts": ["in-effect"]},
    ),
    "lateness of parts that may be cured": (
        "north and south each must act; by 2025-01-05; cure within 2 days",
        "",
        "06",
        {"curable": True},
    ),
    # -- before it binds
    "done before it was owed": (
        "must act; once e",
        "2025-01-02 act north x",
        "03",
        {"state": "fulfilled", "met": "2025-01-02 00:00", "done": "1"},
    ),
    "done in part before it was owed": (
        "must free 9 men; once e",
        "2025-01-02 act north x 3",
        "03",
        {"state": "created", "done": "3", "says": ["it waits for its trigger", "performed"]},
    ),
    "begun before it was owed": (
        "must act; once e",
        "2025-01-02 act north x starts",
        "03",
        {"state": "created", "done": "0"},
    ),
    "a duty of dated amounts is not done early": (
        "must free men; total 3 by 2025-01-05; once e",
        "2025-01-02 act north x 3",
        "03",
        {"state": "created", "done": "3"},
    ),
    "an exchange is not done early": (
        "must free men; 3 for each any of pay; once e",
        "2025-01-02 act north x 3",
        "03",
        {"state": "created"},
    ),
    "what must be certified is not done early": (
        "must act; once e; certified by host",
        "2025-01-02 act north x",
        "03",
        {"state": "created"},
    ),
    "suspended before it was owed": (
        "must act; once e",
        "2025-01-02 exercise host hold",
        "03",
        {"state": "suspended"},
    ),
    "nothing done, and not owed": (
        "must act; provided that e",
        "",
        "03",
        {"state": "created", "says": ["it is not owed yet"], "done": ""},
    ),
    # -- after it ceased to bind
    "waived": (
        "must act; by 2025-01-05",
        "2025-01-03 exercise host skip",
        "09",
        {"state": "discharged", "says": ["waived"]},
    ),
    "done before it was waived": (
        "must act; by 2025-01-05",
        "2025-01-02 act north x\n2025-01-03 exercise host skip",
        "09",
        {"state": "fulfilled"},
    ),
    "done late before it was waived": (
        "must act; by 2025-01-02",
        "2025-01-03 act north x\n2025-01-04 exercise host skip",
        "09",
        {"state": "fulfilled-late"},
    ),
    "terminated": (
        "must act; by 2025-01-05",
        "2025-01-03 exercise host stop",
        "09",
        {"state": "terminated", "late": 0, "says": ["terminated by a power of the text"]},
    ),
    "late before it was terminated": (
        "must act; by 2025-01-05",
        "2025-01-07 exercise host stop",
        "09",
        {"state": "overdue", "late": 4 * DAY},
    ),
    "its own span is over": (
        "must act; until 2025-01-05",
        "",
        "06",
        {"state": "terminated", "says": ["its own span ended"]},
    ),
    "its own span is not over": ("must act; until 2025-01-05", "", "05", {"state": "in-effect"}),
    "its own span has not begun": ("must act; from 2025-01-05", "", "04", {"state": "created"}),
    "its own span has begun": ("must act; from 2025-01-05", "", "05", {"state": "in-effect"}),
    "of two endings the first": (
        "must act; until 2025-01-05",
        "2025-01-03 exercise host stop",
        "09",
        {"says": ["terminated by a power of the text"]},
    ),
    "it survives the agreement, and not itself": (
        "must act; survives",
        "2025-01-03 exercise host stop-all",
        "09",
        {"state": "in-effect"},
    ),
    "it ends with the agreement": (
        "must act",
        "2025-01-03 exercise host stop-all",
        "09",
        {"state": "terminated"},
    ),
    "suspended": (
        "must act; by 2025-01-05",
        "2025-01-03 exercise host hold",
        "09",
        {"state": "suspended", "says": ["suspended by a power of the text"]},
    ),
    "late before it was suspended": (
        "must act; by 2025-01-05",
        "2025-01-07 exercise host hold",
        "09",
        {"state": "overdue"},
    ),
    "suspended on the day on which it fell due": (
        "must act; by 2025-01-05",
        "2025-01-05 exercise host hold",
        "09",
        {"state": "suspended"},
    ),
    # -- limits
    "no limit yet": (
        "must keep stock; at most 5 guns from 2025-01-05",
        "2025-01-02 figure stock 9",
        "03",
        {"state": "created", "says": ["no limit is in force yet"]},
    ),
    "above an upper limit": (
        "must keep stock; at most 5 guns",
        "2025-01-02 figure stock 9",
        "03",
        {"state": "exceeded", "owed": "5", "done": "9", "says": ["the limit in force", "observed"]},
    ),
    "just at an upper limit": (
        "must keep stock; at most 9 guns",
        "2025-01-02 figure stock 9",
        "03",
        {"state": "in-effect"},
    ),
    "below a lower limit": (
        "must keep stock; at least 10 guns",
        "2025-01-02 figure stock 9",
        "03",
        {"state": "exceeded"},
    ),
    "a limit that nobody can hold the stock to": (
        "must keep stock; at most 5 guns",
        "",
        "03",
        {"state": "in-effect", "done": "", "says": ["the limit in force"]},
    ),
    "the last figure counts": (
        "must keep stock; at most 5 guns",
        "2025-01-02 figure stock 9\n2025-01-03 figure stock 4",
        "03",
        {"state": "in-effect", "says": ["the limit in force", "observed"]},
    ),
    "the last limit that has begun counts": (
        "must keep stock; at most 5 guns from 2025-01-08; at most 9 guns from 2025-01-02;"
        " at most 3 guns from 2025-01-04",
        "2025-01-02 figure stock 4",
        "05",
        {"state": "exceeded", "owed": "3"},
    ),
}


def view_of(sentence: str, record: str, day: str, **readings: str) -> View:
    named = sentence if not sentence.startswith("must") else f"north {sentence}"
    pact = f"{PACT}x: {named}\n"
    return lived(pact, f"{IN_FORCE}{record}\n", f"2025-01-{day}", "", **readings)


@pytest.mark.parametrize("case", LIVES.values(), ids=LIVES)
def test_a_life(case: tuple[str, str, str, dict[str, Any]]) -> None:
    sentence, record, day, wanted = case
    view = view_of(sentence, record, day)
    found = shown(view, life(view, "x"))
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("name", "day", "state"),
    [
        ("begun-with-one", "02", "created"),
        ("begun-with-one", "03", "in-effect"),
        ("begun-with-one", "08", "in-effect"),
        ("begun-with-one", "09", "terminated"),
        ("outlives", "09", "overdue"),
        ("ends-with-one", "09", "terminated"),
        ("late-in-one", "09", "overdue"),
    ],
)
def test_a_provision_of_a_phase_lives_with_it(name: str, day: str, state: str) -> None:
    view = view_of("must act", "", day)
    assert life(view, f"one.{name}").state.value == state


def test_of_what_ended_in_part_the_part_that_was_done_is_told() -> None:
    """Three men were due by the 5th, and came on the 6th; the rest ended with the phase."""
    view = view_of("must act", "2025-01-06 act north one.parts-of-one 3", "12")
    found = life(view, "one.parts-of-one")
    assert found.state.value == "terminated"
    assert [told(view.machine.calendar, t.met) for t in found.tranches] == ["2025-01-06 00:00"]
    assert found.late_minutes == 1
    intime = view_of("must act", "2025-01-04 act north one.parts-of-one 3", "12")
    assert life(intime, "one.parts-of-one").late_minutes == 0


def test_acts_against_a_prohibition_are_named_as_far_as_the_text_counts_them() -> None:
    """A shot always is one, a raid under the other reading only; what else happens is none."""
    record = "2025-01-02 happens shot\n2025-01-03 happens raid\n2025-01-03 happens e"
    for reading, count in (("one-way", 1), ("other-way", 2)):
        found = life(view_of("must act", record, "05", q=reading), "calm")
        assert found.state.value == "in-effect"
        assert len([r for r in found.reasons if r.text.startswith("against it")]) == count


@pytest.mark.parametrize(
    ("power", "record", "state", "done", "met"),
    [
        ("host may terminate pay", "", "in-effect", "", "never"),
        ("host may terminate pay", "exercise host x", "exercised", "1", "2025-01-02 00:00"),
        ("host may suspend pay", "exercise host x", "in-effect", "1", "2025-01-02 00:00"),
        ("host may suspend pay; at most 2 times", "exercise host x", "in-effect", "1", ""),
        ("host may suspend pay; at most 1 times", "exercise host x", "exercised", "1", ""),
        ("host may send observers", "act host x", "exercised", "1", "2025-01-02 00:00"),
    ],
)
def test_a_power_is_used_up_or_not(
    power: str, record: str, state: str, done: str, met: str
) -> None:
    view = view_of(power, f"2025-01-02 {record}" if record else "", "05")
    found = shown(view, life(view, "x"))
    assert (found["state"], found["done"]) == (state, done)
    assert not met or found["met"] == met
    assert found["says"] == (["exercised"] if record else [])


# -- procedures, act by act -------------------------------------------------------------------

CALLED = """event bell by host; recurring
x: north must report; on each bell; within 2 days of bell
"""


def answered(record: str, on: str) -> tuple[Life, ...]:
    return lived(CALLED, f"{IN_FORCE}{record}\n", on).life(ProvisionId("x")).parts


def test_what_is_done_after_the_act_that_answers_is_no_reason() -> None:
    """An act answers every occurrence before it; a later one those after that."""
    record = """2025-01-02 happens bell
2025-01-03 act north x
2025-01-05 happens bell
2025-01-06 act north x"""
    found = answered(record, "2025-01-20")
    told = [[r.entry.id for r in part.reasons if r.entry is not None] for part in found]
    assert [len(each) for each in told] == [1, 1]
    assert told[0] != told[1]
    assert [part.state.value for part in found] == ["fulfilled", "fulfilled"]


@given(
    bells=st.lists(st.integers(0, 20 * DAY), min_size=1, max_size=8, unique=True),
    acts=st.lists(st.tuples(st.integers(0, 20 * DAY), st.booleans()), max_size=8),
    shuffled=st.randoms(use_true_random=False),
)
def test_each_occurrence_is_answered_by_the_first_act_from_then_on(
    bells: list[int], acts: list[tuple[int, bool]], shuffled: Random
) -> None:
    """One that only begins it answers none; in which order all was written down does not matter."""

    def line(minutes: int, what: str) -> str:
        day, minute = divmod(minutes, DAY)
        return f"2025-01-{2 + day:02} {minute // 60:02}:{minute % 60:02} {what}"

    lines = [line(at, "happens bell") for at in bells]
    lines += [line(at, f"act north x{' starts' * begins}") for at, begins in acts]
    shuffled.shuffle(lines)
    found = answered("\n".join(lines), "2025-02-10")
    start = first(machine_of(CALLED).calendar, "2025-01-02")
    for bell, part in zip(sorted(bells), found, strict=True):
        answers = [start + at for at, begins in acts if at >= bell and not begins]
        assert part.met == min(answers, default=None)
