"""What a duty owes against what was done, seen at the end of a day (sections 5 to 7 of the semantics)."""

from __future__ import annotations

from typing import Any

import pytest
from lived import IN_FORCE, life, lived, told

from servanda.base.quantities import Quantity
from servanda.machine import Life, View

PACT = """event e by north
event f by north
event g by host; recurring
level stock "stock" in tons
pay: south must pay; by 2025-01-10
"""


def shown(view: View, found: Life) -> dict[str, Any]:
    """Give what a life holds, in words."""
    calendar = view.machine.calendar
    return {
        "state": found.state.value,
        "due": told(calendar, found.due),
        "met": told(calendar, found.met),
        "since": told(calendar, found.late_since),
        "late": found.late_minutes,
        "done": written(found.done),
        "owed": written(found.owed),
        "now": written(found.owed_by_now),
        "curable": found.is_curable,
        "start": found.start_overdue,
        "parts": [part.state.value for part in found.parts],
        "says": [reason.text for reason in found.reasons],
    }


def written(quantity: Quantity | None) -> str:
    return "" if quantity is None else quantity.describe()


DAY = 24 * 60
# duty, the record after entry into force on 1 January, day, and some of what its life then holds
LIVES: dict[str, tuple[str, str, int, dict[str, Any]]] = {
    "nothing done by its date": (
        "must act; by 2025-01-05",
        "",
        6,
        {"state": "overdue", "due": "2025-01-05", "since": "2025-01-05", "late": DAY, "done": "0"},
    ),
    "on its date": (
        "must act; by 2025-01-05",
        "",
        5,
        {"state": "in-effect", "due": "2025-01-05", "since": "never", "late": 0, "met": "never"},
    ),
    "an act of no quantity is all that was owed": (
        "must free 33 men; by 2025-01-05",
        "2025-01-04 act north x",
        4,
        {"state": "fulfilled", "done": "33", "owed": "33", "met": "2025-01-04 00:00"},
    ),
    "an act of no quantity where none is owed is one": (
        "must act; by 2025-01-05",
        "2025-01-04 act north x",
        4,
        {"state": "fulfilled", "done": "1", "says": ["performed"]},
    ),
    "done late": (
        "must act; by 2025-01-05",
        "2025-01-08 act north x",
        9,
        {"state": "fulfilled-late", "late": 2 * DAY + 1, "since": "never", "due": "2025-01-05"},
    ),
    "begun and defective acts count for nothing": (
        "must free 3 men; by 2025-01-05",
        '2025-01-02 act north x starts\n2025-01-03 act north x 3 defective "wrong men"\n'
        "2025-01-04 act north x 1",
        5,
        {"state": "in-effect", "done": "1", "says": ["begun", "wrong men", "performed"]},
    ),
    "what certainly suffices is met at the first act that makes it so": (
        "must free 3 men; by 2025-01-05",
        "2025-01-02 act north x 2\n2025-01-03 act north x 1\n2025-01-04 act north x 1",
        5,
        {"state": "fulfilled", "done": "4", "met": "2025-01-03 00:00"},
    ),
    "what may suffice is open": (
        "must free 3 men; by 2025-01-05",
        "2025-01-02 act north x some",
        6,
        {"state": "open", "says": ["performed", "whether it is enough cannot be told"]},
    ),
    "what may suffice is in effect before its date": (
        "must free 3 men; by 2025-01-05",
        "2025-01-02 act north x some",
        5,
        {"state": "in-effect"},
    ),
    "one date that cannot be told and one that is missed": (
        "must free men; total 3 by 2025-01-05; total 30 by 2025-01-07",
        "2025-01-02 act north x up to 4",
        8,
        {"state": "overdue"},
    ),
    "of several dates the next is due, and the first that is open is late": (
        "must free 9 men; total 3 by 2025-01-03; total 5 by 2025-01-05; all by 2025-01-09",
        "2025-01-02 act north x 1",
        6,
        {
            "state": "overdue",
            "due": "2025-01-03",
            "since": "2025-01-03",
            "late": 3 * DAY,
            "now": "5",
            "owed": "9",
        },
    ),
    "what was met late does not hide what is not due yet": (
        "must free 9 men; total 3 by 2025-01-03; all by 2025-01-09",
        "2025-01-05 act north x 3",
        6,
        {"state": "in-effect", "due": "2025-01-09", "since": "never", "late": DAY + 1, "now": "3"},
    ),
    "all done, the first part late and the last in time": (
        "must free 9 men; total 3 by 2025-01-03; all by 2025-01-09",
        "2025-01-05 act north x 9",
        10,
        {"state": "fulfilled-late", "late": DAY + 1, "due": "2025-01-09"},
    ),
    "all done, both late: by the last date": (
        "must free 9 men; total 3 by 2025-01-03; all by 2025-01-05",
        "2025-01-04 act north x 3\n2025-01-08 act north x 6",
        10,
        {"state": "fulfilled-late", "late": 2 * DAY + 1},
    ),
    "nothing was owed by a date": (
        "must free 3 men; total 0 by 2025-01-03; all by 2025-01-05",
        "",
        4,
        {"state": "in-effect", "due": "2025-01-05", "late": 0},
    ),
    "a clock that has not started": (
        "must act; by 3 days after e; by 2025-01-09",
        "",
        4,
        {"state": "in-effect", "due": "2025-01-09", "says": ["its clock has not started"]},
    ),
    "its clock has started": (
        "must act; by 3 days after e",
        "2025-01-02 happens e",
        4,
        {"state": "in-effect", "due": "2025-01-05", "says": []},
    ),
    # done when
    "what happened before it bound fulfils it as it comes to bind": (
        "must act; once f; done when e; by 2025-01-09",
        "2025-01-02 happens e\n2025-01-04 happens f",
        5,
        {"state": "fulfilled", "met": "2025-01-04 00:00", "done": "1"},
    ),
    "done when both have happened": (
        "must act; done when e; done when f; by 2025-01-09",
        "2025-01-02 happens e\n2025-01-04 happens f",
        5,
        {"state": "fulfilled", "met": "2025-01-04 00:00"},
    ),
    "done only when both have happened": (
        "must act; done when e; done when f; by 2025-01-03",
        "2025-01-02 happens e",
        4,
        {"state": "overdue", "done": "0", "met": "never"},
    ),
    # certificates
    "done and not certified": (
        "must act; by 2025-01-05; certified by host",
        "2025-01-03 act north x",
        6,
        {"state": "overdue", "met": "never"},
    ),
    "certified after it was done": (
        "must act; by 2025-01-05; certified by host",
        "2025-01-03 act north x\n2025-01-04 certify host x\n2025-01-08 certify host x",
        9,
        {"state": "fulfilled", "met": "2025-01-04 00:00"},
    ),
    "certified before it was done": (
        "must act; by 2025-01-05; certified by host",
        "2025-01-02 certify host x\n2025-01-04 act north x",
        9,
        {"state": "fulfilled", "met": "2025-01-04 00:00"},
    ),
    "certified in part only": (
        "must free 9 men; total 3 by 2025-01-03; all by 2025-01-09; certified by host",
        "2025-01-02 act north x 3\n2025-01-03 certify host x",
        5,
        {"state": "in-effect", "late": 0},
    ),
    # what softens lateness
    "an effort is missed": (
        "must try to act; by 2025-01-05",
        "",
        9,
        {"state": "missed", "late": 0},
    ),
    "a recommendation is missed": ("should act; by 2025-01-05", "", 9, {"state": "missed"}),
    "excused while nothing was tendered": (
        "must act; by 2025-01-05; against pay",
        "",
        9,
        {"state": "excused", "late": 0, "says": ["excused while pay is not tendered"]},
    ),
    "not excused once it was": (
        "must act; by 2025-01-05; against pay",
        "2025-01-04 act south pay",
        9,
        {"state": "overdue", "late": 4 * DAY},
    ),
    "may be withheld as long as": (
        "must act; by 2025-01-05; may be withheld while not e",
        "",
        9,
        {"state": "withheld", "late": 0, "says": ["may be withheld"]},
    ),
    "and no longer": (
        "must act; by 2025-01-05; may be withheld while not e",
        "2025-01-07 happens e",
        9,
        {"state": "overdue", "late": 4 * DAY},
    ),
    "within the time of cure": (
        "must act; by 2025-01-05; cure within 2 days",
        "",
        7,
        {"state": "overdue", "curable": True},
    ),
    "after the time of cure": (
        "must act; by 2025-01-05; cure within 2 days",
        "",
        8,
        {"state": "overdue", "curable": False},
    ),
    "the time of cure runs from the first date": (
        "must free 9 men; total 3 by 2025-01-05; all by 2025-01-07; cure within 2 days",
        "",
        8,
        {"state": "overdue", "curable": False},
    ),
    # silence of the record
    "the record is silent": (
        "must act; by 2025-01-05",
        "silent on x",
        9,
        {
            "state": "unrecorded",
            "late": 0,
            "since": "2025-01-05",
            "says": ["the record is silent on it"],
        },
    ),
    "the record is silent on what is not late": (
        "must act; by 2025-01-05",
        "silent on x",
        5,
        {"state": "in-effect"},
    ),
    # beginnings
    "begun too late": (
        "must act; start by 2025-01-03",
        "2025-01-05 act north x starts",
        6,
        {"state": "in-effect", "late": DAY + 1, "start": False, "says": ["begun", "begun late"]},
    ),
    "not begun in time": (
        "must act; start by 2025-01-03; by 2025-01-20",
        "",
        6,
        {
            "state": "overdue",
            "late": 3 * DAY,
            "start": True,
            "due": "2025-01-20",
            "says": ["not begun in time"],
        },
    ),
    "not begun on the day": (
        "must act; start by 2025-01-03",
        "",
        3,
        {"state": "in-effect", "start": False, "due": "2025-01-03", "says": []},
    ),
    "begun in time": (
        "must act; start by 2025-01-03",
        "2025-01-03 act north x starts\n2025-01-05 act north x starts",
        6,
        {"state": "in-effect", "late": 0, "due": "never"},
    ),
    "a beginning whose clock has not started": (
        "must act; start by 3 days after e; start by 2025-01-03",
        "",
        4,
        {"state": "overdue", "start": True, "due": "2025-01-03"},
    ),
    # flows
    "a flow that nobody has seen": (
        "must let in 10 trucks per day",
        "",
        3,
        {"state": "in-effect", "owed": "30", "done": ""},
    ),
    "a flow that somebody has seen": (
        "must let in 10 trucks per day",
        "2025-01-02 act north x 25",
        3,
        {"state": "in-effect", "owed": "30", "done": "25"},
    ),
    "a flow by the month": (
        "must pay 10 coins per month",
        "",
        31,
        {"owed": "10"},
    ),
    "a flow before the month is full": ("must pay 10 coins per month", "", 29, {"owed": "0"}),
}


@pytest.mark.parametrize("case", LIVES.values(), ids=LIVES)
def test_a_life(case: tuple[str, str, int, dict[str, Any]]) -> None:
    duty, record, day, wanted = case
    view = lived(f"{PACT}x: north {duty}\n", f"{IN_FORCE}{record}\n", f"2025-01-{day:02}")
    found = shown(view, life(view, "x"))
    assert {key: found[key] for key in wanted} == wanted


# -- an exchange with the other side ---------------------------------------------------------

FACING = "pay: south must pay 10 coins; total 4 by 2025-01-04; all by 2025-01-10\n"


@pytest.mark.parametrize(
    ("paid", "state"),
    [("", "excused"), ("3", "excused"), ("4", "overdue"), ("10", "overdue")],
)
def test_tendered_is_what_was_due_by_now(paid: str, state: str) -> None:
    """Of ten coins four were due by the 4th: with them done the other side is excused no more."""
    record = f"{IN_FORCE}2025-01-03 act south pay {paid}\n" if paid else IN_FORCE
    view = lived(f"{FACING}x: north must act; by 2025-01-05; against pay\n", record, "2025-01-06")
    assert life(view, "x").state.value == state


def test_on_the_day_itself_what_is_due_by_it_need_not_be_done() -> None:
    """One coin is tendered, and the four are due by the end of this very day."""
    pact = f"{FACING}x: north must act; by 2025-01-03; against pay\n"
    record = f"{IN_FORCE}2025-01-03 act south pay 1\n"
    assert life(lived(pact, record, "2025-01-04"), "x").state.value == "overdue"
    assert life(lived(pact, record, "2025-01-05"), "x").state.value == "excused"


def test_area_by_area() -> None:
    """South has left the hills, and nothing else: North is excused from leaving the coast only."""
    pact = (
        "y: south must leave; in each of hills, coast; by 2025-01-04\n"
        "x: north must leave; in each of hills, coast; by 2025-01-04; against y\n"
        "z: north must leave; in each of coast, town; by 2025-01-04; against y\n"
    )
    view = lived(pact, f"{IN_FORCE}2025-01-02 act south y in hills\n", "2025-01-06")
    parts = {part.id: part.state.value for part in life(view, "x").parts}
    assert parts == {"x/hills": "overdue", "x/coast": "excused"}
    assert life(view, "x").state.value == "overdue"
    others = {part.id: part.state.value for part in life(view, "z").parts}
    assert others == {"z/coast": "excused", "z/town": "excused"}


@pytest.mark.parametrize(
    ("mine", "theirs", "state"),
    [
        ("5", "5", "excused"),
        ("4", "5", "excused"),
        ("3", "5", "overdue"),
        ("4", "6", "overdue"),
        ("", "1", "excused"),
        ("", "", "excused"),
    ],
)
def test_in_proportion_within_ten_in_a_hundred(mine: str, theirs: str, state: str) -> None:
    """Ten are owed by each side: whoever is no more than a tenth behind is excused."""
    pact = (
        "y: south must hand over 10 guns; by 2025-01-20\n"
        "x: north must hand over 10 guns; by 2025-01-04; in proportion to y within 10%\n"
    )
    acts = f"2025-01-02 act north x {mine}\n" if mine else ""
    acts += f"2025-01-02 act south y {theirs}\n" if theirs else ""
    view = lived(pact, IN_FORCE + acts, "2025-01-06")
    assert life(view, "x").state.value == state
