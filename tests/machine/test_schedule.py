"""What a duty owes by when, as tranches (section 6 of the semantics)."""

from __future__ import annotations

import pytest
from lived import IN_FORCE, life, lived, told
from msgspec.structs import replace

from servanda.base.identities import ActorId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.machine.schedule import at_rate, composition, share_of
from servanda.machine.state import Delivery
from servanda.model.provisions import Rate

PACT = """event e by north
event never by north
level stock "stock" in guns
y: south must free men
z: south must hand over 4 guns; by 2025-01-20
push: host may extend x by 3 days
"""
# duty, record, day (10 unless told), tranches written `owed by due`, and what is owed in all
SCHEDULES: dict[str, tuple[str, str, int, list[str], str]] = {
    "no date": ("must act", "", 10, ["1 by never"], ""),
    "no date and a number": ("must free 3 men", "", 10, ["3 by never"], "3"),
    "one date": ("must free 3 men; by day 4", "", 10, ["3 by 2025-01-05"], "3"),
    "totals": (
        "must free 9 men; total 3 by day 2; total 5 by day 4; all by day 8",
        "",
        10,
        ["3 by 2025-01-03", "5 by 2025-01-05", "9 by 2025-01-09"],
        "9",
    ),
    "in whatever order they are written": (
        "must free 9 men; all by day 8; total 5 by day 4; total 3 by day 2",
        "",
        10,
        ["3 by 2025-01-03", "5 by 2025-01-05", "9 by 2025-01-09"],
        "9",
    ),
    "further amounts": (
        "must free men; 3 by day 2; 5 by day 4",
        "",
        10,
        ["3 by 2025-01-03", "8 by 2025-01-05"],
        "8",
    ),
    "further amounts and a total": (
        "must free men; 3 by day 2; total 5 by day 4; 2 by day 6",
        "",
        10,
        ["3 by 2025-01-03", "5 by 2025-01-05", "7 by 2025-01-07"],
        "7",
    ),
    "nothing beyond the number of the duty": (
        "must free 7 men; 3 by day 2; 5 by day 4; 5 by day 6",
        "",
        10,
        ["3 by 2025-01-03", "7 by 2025-01-05"],
        "7",
    ),
    "just the number of the duty": (
        "must free 8 men; 3 by day 2; 5 by day 4",
        "",
        10,
        ["3 by 2025-01-03", "8 by 2025-01-05"],
        "8",
    ),
    "the same total by a later date asks for no more": (
        "must free 9 men; total 3 by day 2; total 3 by day 4; all by day 8",
        "",
        10,
        ["3 by 2025-01-03", "9 by 2025-01-09"],
        "9",
    ),
    "two dates for everything": (
        "must free 9 men; all by day 4; by day 8",
        "",
        10,
        ["9 by 2025-01-05", "9 by 2025-01-09"],
        "9",
    ),
    "what has no date yet comes last": (
        "must free men; total 9 by 2 days after never; total 3 by day 4",
        "",
        10,
        ["3 by 2025-01-05", "9 by never"],
        "9",
    ),
    "a date before the condition held falls on its day": (
        "must free 3 men; by day 2; provided that e",
        "2025-01-06 happens e",
        10,
        ["3 by 2025-01-06"],
        "3",
    ),
    "a date on the day of the condition stays": (
        "must free 3 men; by 2025-01-06 12:00; provided that e",
        "2025-01-06 12:00 happens e",
        10,
        ["3 by 2025-01-06 12:00"],
        "3",
    ),
    "a share of what is known is rounded up": (
        "must hand over guns; total 30% of stock by day 4",
        "2025-01-02 figure stock 11",
        10,
        ["4 by 2025-01-05"],
        "4",
    ),
    "a share of what is unknown": (
        "must hand over guns; total 30% of stock by day 4",
        "",
        10,
        ["unknown by 2025-01-05"],
        "unknown",
    ),
    "a date that was extended": (
        "must free 9 men; total 3 by day 2; all by day 8",
        "2025-01-02 exercise host push",
        10,
        ["3 by 2025-01-03", "9 by 2025-01-12"],
        "9",
    ),
    # again and again
    "more every five days, up to the number": (
        "must free 8 men; total 2 by day 2; 3 more every 5 days",
        "",
        10,
        ["2 by 2025-01-03", "5 by 2025-01-08", "8 by 2025-01-13"],
        "8",
    ),
    "from its own start until its own end": (
        "must free men; 3 more every 5 days from day 2 until day 12",
        "",
        10,
        ["3 by 2025-01-03", "6 by 2025-01-08", "9 by 2025-01-13"],
        "9",
    ),
    "from when it bound, where nothing comes before": (
        "must free 6 men; 3 more every 5 days",
        "",
        10,
        ["3 by 2025-01-06", "6 by 2025-01-11"],
        "6",
    ),
    "to the next one from now": (
        "must free men; 3 more every 5 days from day 2",
        "",
        10,
        ["3 by 2025-01-03", "6 by 2025-01-08", "9 by 2025-01-13"],
        "9",
    ),
    "after the last of the dated amounts before it": (
        "must free 9 men; total 1 by day 2; total 3 by day 3; 3 more every 5 days",
        "",
        10,
        ["1 by 2025-01-03", "3 by 2025-01-04", "6 by 2025-01-09", "9 by 2025-01-14"],
        "9",
    ),
    "its own start has not come about": (
        "must free men; 3 more every 5 days from 2 days after never; 2 by day 2",
        "",
        10,
        ["2 by 2025-01-03"],
        "2",
    ),
    # exchanges
    "for each, on the same day": (
        "must free men; 3 for each any of y; on the same day",
        "2025-01-02 12:00 act south y 1\n2025-01-04 act south y 2",
        10,
        ["3 by 2025-01-02", "9 by 2025-01-04"],
        "9",
    ),
    "for each, within two days": (
        "must free men; 3 for each any of y; within 2 days",
        "2025-01-02 12:00 act south y 1",
        10,
        ["3 by 2025-01-04"],
        "3",
    ),
    "for each, at no date": (
        "must free men; 3 for each any of y",
        "2025-01-02 act south y 1",
        10,
        ["3 by never"],
        "3",
    ),
    "for full groups": (
        "must free men; 3 for 4 any of y; on the same day",
        "2025-01-02 act south y 3\n2025-01-04 act south y 6",
        10,
        ["6 by 2025-01-04"],
        "6",
    ),
    "by category": (
        "must free men; 3 for each ill of y; 50 for each old of y; on the same day",
        "2025-01-02 act south y 2 ill\n2025-01-03 act south y 1 old\n2025-01-04 act south y 1 well",
        10,
        ["6 by 2025-01-02", "56 by 2025-01-03"],
        "56",
    ),
    "what is only begun or defective calls for nothing": (
        "must free men; 3 for each any of y; on the same day",
        '2025-01-02 act south y starts\n2025-01-03 act south y 1 defective "no"\n'
        "2025-01-04 act south y 1",
        10,
        ["3 by 2025-01-04"],
        "3",
    ),
    "nothing was done yet": (
        "must free men; 3 for each any of y; on the same day",
        "",
        10,
        [],
        "",
    ),
    "by a list as well": (
        "must free men; 3 for each any of y; on the same day; 7 by day 1",
        "2025-01-04 act south y 1",
        10,
        ["7 by 2025-01-02", "10 by 2025-01-04"],
        "10",
    ),
    "of a number": (
        "must free 5 men; 3 for each any of y; on the same day",
        "2025-01-04 act south y 1",
        10,
        ["3 by 2025-01-04"],
        "5",
    ),
    # flows
    "for each day, today's too": ("must let in 10 trucks per day", "", 10, ["100 by never"], "100"),
}


@pytest.mark.parametrize("case", SCHEDULES.values(), ids=SCHEDULES)
def test_what_is_owed_by_when(case: tuple[str, str, int, list[str], str]) -> None:
    duty, record, day, wanted, total = case
    view = lived(f"{PACT}x: north {duty}\n", f"{IN_FORCE}{record}\n", f"2025-01-{day:02}")
    found = life(view, "x")
    calendar = view.machine.calendar
    owed = [f"{t.owed.describe()} by {told(calendar, t.due)}" for t in found.tranches]
    assert owed == wanted
    assert ("" if found.owed is None else found.owed.describe()) == total


@pytest.mark.parametrize(
    ("duty", "record", "state"),
    [
        ("3 for each any of z; on the same day", "south z 4", "in-effect"),
        ("3 for each any of z; on the same day", "south z 4|north x 12", "fulfilled"),
        ("3 for each any of z; on the same day", "south z 1|north x 3", "in-effect"),
        ("3 more every 5 days from day 2 until day 3", "north x 3", "fulfilled"),
        ("3 more every 5 days from day 2", "north x 3", "in-effect"),
    ],
)
def test_an_exchange_goes_on_as_long_as_its_counterpart(duty: str, record: str, state: str) -> None:
    """Four guns are owed, three men for each: with one handed over, more may come to be owed."""
    acts = "".join(f"2025-01-02 act {act}\n" for act in record.split("|"))
    view = lived(f"{PACT}x: north must free men; {duty}\n", IN_FORCE + acts, "2025-01-02")
    assert life(view, "x").state.value == state


def test_a_flow_ends_with_its_phase() -> None:
    pact = (
        "phase one\n  starts on entry into force\n  lasts 3 days\n"
        "  x: north must let in 10 trucks per day\n    survives\n"
    )
    for day, owed in ((2, "20"), (4, "40"), (9, "40")):
        found = life(lived(pact, IN_FORCE, f"2025-01-{day:02}"), "one.x").owed
        assert found is not None and found.describe() == owed


def test_a_rate_counts_full_groups_of_what_is_vague() -> None:
    """Three for four: of 3 to 9 that is nothing to six; of an unknown number, at least nothing."""
    (rate,) = (c for c in rates("3 for 4 any of y") if isinstance(c, Rate))
    assert at_rate(rate, Quantity.between(3, 9)) == Quantity.between(0, 6)
    assert at_rate(rate, Quantity.exact(8)) == Quantity.exact(6)
    assert at_rate(rate, Quantity.unknown()) == Quantity.exact(0)
    assert at_rate(rate, Quantity(low=5, high=None)) == Quantity.exact(3)  # type: ignore[arg-type]


def rates(clauses: str) -> tuple[object, ...]:
    view = lived(f"{PACT}x: north must free men; {clauses}\n", IN_FORCE, "2025-01-02")
    return view.machine.clauses("x")


def test_a_share_of_a_delivery() -> None:
    """Without a number all that the counterpart owed is counted; a category only where it is told."""
    pact = f"{PACT}free: north must free 5 men\nold: south must free men\n"
    pact += "  1 for each any of free; 2 for each ill of free\n"
    view = lived(pact, IN_FORCE, "2025-01-02")
    clauses = view.machine.agreement.provisions[ProvisionId("old")].clauses
    each, ill = [clause for clause in clauses if isinstance(clause, Rate)]
    entry = view.machine.agreement.entries[0]
    whole = Delivery(at=0, by=(ActorId("north"),), source=entry)
    assert share_of(view, whole, each) == Quantity.exact(5, "5")
    assert share_of(view, whole, ill) == Quantity.exact(0)
    three = replace(whole, quantity=Quantity.exact(3), category="ill")
    assert share_of(view, three, each) == share_of(view, three, ill) == Quantity.exact(3)
    assert share_of(view, replace(three, category="old"), ill) == Quantity.exact(0)


def test_composition_in_numbers_and_in_hundredths() -> None:
    pact = f"{PACT}x: north must free 20 men; of which 5 ill; of which 30% old\n"
    view = lived(pact, IN_FORCE, "2025-01-02")
    provision = view.machine.agreement.provisions[ProvisionId("x")]
    found = composition(provision.clauses, Quantity.exact(20))
    assert [(p.category, p.quantity.describe()) for p in found] == [("ill", "5"), ("old", "6")]
