"""What a change of the text does to its clauses, and which provisions the text then has (rules A1 to A6)."""

from __future__ import annotations

import pytest
from lived import IN_FORCE, agreement_of, life, lived, told

from servanda.base.identities import ProvisionId
from servanda.machine import View
from servanda.machine.cone import Cones
from servanda.machine.slice import closed, sliced

PACT = """level stock "stock" in guns; starts at 50
phase one "One"
  starts on entry into force
  lasts 10 days
single: north must act; by 2025-01-05
men: north must free 9 men; total 3 by 2025-01-05; total 6 by 2025-01-09
whole: north must free 9 men; total 3 by 2025-01-05; all by 2025-01-09
none: north must act
begun: north must act; start by 2025-01-05; by 2025-01-09
spanned: north must not shoot; from 2025-01-02; until 2025-01-05
kept: north must keep stock; at most 60 guns from 2025-01-01; at most 40 guns from 2025-01-04
"""


def changed(change: str, day: str = "2025-01-03", pact: str = PACT) -> View:
    record = f"{IN_FORCE}2025-01-02 amend by north, south\n  {change}\n"
    return lived(pact, record, day)


def tranches(view: View, name: str) -> list[str]:
    calendar = view.machine.calendar
    return [f"{t.owed.describe()} by {told(calendar, t.due)}" for t in life(view, name).tranches]


@pytest.mark.parametrize(
    ("change", "name", "wanted"),
    [
        ("single by 2025-01-20", "single", ["1 by 2025-01-20"]),
        ("none by 2025-01-20", "none", ["1 by 2025-01-20"]),
        # A new date for everything moves the last date: its amount stays what it was.
        ("men by 2025-01-20", "men", ["3 by 2025-01-05", "6 by 2025-01-20"]),
        ("whole by 2025-01-20", "whole", ["3 by 2025-01-05", "9 by 2025-01-20"]),
        ("whole all by 2025-01-20", "whole", ["3 by 2025-01-05", "9 by 2025-01-20"]),
        # A dated amount adds a date.
        (
            "men total 8 by 2025-01-20",
            "men",
            ["3 by 2025-01-05", "6 by 2025-01-09", "8 by 2025-01-20"],
        ),
        ("begun start by 2025-01-20", "begun", ["1 by 2025-01-09"]),
        ("men by 2025-01-20", "single", ["1 by 2025-01-05"]),
    ],
)
def test_a_new_date(change: str, name: str, wanted: list[str]) -> None:
    assert tranches(changed(change), name) == wanted


def test_a_change_counts_from_its_moment_on() -> None:
    assert tranches(changed("single by 2025-01-20", "2025-01-01"), "single") == ["1 by 2025-01-05"]


def test_a_new_beginning_takes_the_place_of_the_old_one() -> None:
    assert life(lived(PACT, IN_FORCE, "2025-01-06"), "begun").state.value == "overdue"
    assert (
        life(changed("begun start by 2025-01-08", "2025-01-06"), "begun").state.value == "in-effect"
    )


def test_a_new_span_takes_the_place_of_the_old_one() -> None:
    assert life(lived(PACT, IN_FORCE, "2025-01-06"), "spanned").state.value == "terminated"
    view = changed("spanned until 2025-01-08", "2025-01-06")
    assert life(view, "spanned").state.value == "in-effect"


def test_a_new_term_takes_the_place_of_the_old_one() -> None:
    for change, days in (("one lasts 5 days", "2025-01-06"), ("one lasts 20 days", "2025-01-21")):
        view = changed(change)
        assert told(view.machine.calendar, view.term("one")) == days  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "day", "state"),
    [
        ("single by 2025-01-20", "2025-01-05", "exceeded"),
        ("kept at most 55 guns from 2025-01-04", "2025-01-05", "in-effect"),
        ("kept at most 55 guns from 2025-01-01", "2025-01-05", "exceeded"),
        ("kept at most 45 guns from 2025-01-01", "2025-01-03", "exceeded"),
        ("kept at most 45 guns from 2025-01-03", "2025-01-03", "exceeded"),
    ],
)
def test_a_new_limit_takes_the_place_of_the_one_of_its_date(
    change: str, day: str, state: str
) -> None:
    """There are 50 guns; 60 are allowed, and 40 from 4 January."""
    assert life(changed(change, day), "kept").state.value == state


def test_what_is_added_applies_from_then_on() -> None:
    """And nothing that is to be added later does."""
    record = (
        f"{IN_FORCE}2025-01-02 amend by north, south\n  adds extra: north must report\n"
        "2025-01-05 amend by north, south\n  adds other: north must report\n"
    )
    for day, extra, other in (
        ("01", "inapplicable", "inapplicable"),
        ("03", "in-effect", "inapplicable"),
        ("06", "in-effect", "in-effect"),
    ):
        view = lived(PACT, record, f"2025-01-{day}")
        assert life(view, "extra").state.value == extra
        assert life(view, "other").state.value == other


# -- displacing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "day", "state"),
    [
        ("later: north must pay; displaces single", "2025-01-02", "discharged"),
        ("later: north must pay; stands beside single", "2025-01-02", "in-effect"),
        ("later: north must pay; displaces none", "2025-01-02", "in-effect"),
        ("later: north must pay; displaces single from 2025-01-03", "2025-01-02", "in-effect"),
        ("later: north must pay; displaces single from 2025-01-03", "2025-01-03", "discharged"),
        ("later: north must pay; displaces single from 2025-01", "2025-01-02", "discharged"),
        ("later: north must pay; displaces single; from 2025-01-03", "2025-01-02", "in-effect"),
        ("later: north must pay; displaces single; from 2025-01-03", "2025-01-04", "discharged"),
        (
            "later: north must pay; displaces single from 2 days after e\nevent e by north",
            "2025-01-04",
            "in-effect",
        ),
        (
            "later: north must pay; stands beside none; displaces single",
            "2025-01-02",
            "discharged",
        ),
        ("later: north must pay; displaces single; does not apply", "2025-01-02", "in-effect"),
        (
            "later: north must pay; displaces none; displaces single from 2025-01-20",
            "2025-01-02",
            "in-effect",
        ),
    ],
)
def test_a_later_provision_displaces_an_earlier_one(later: str, day: str, state: str) -> None:
    view = lived(f"{PACT}{later}\n", IN_FORCE, day)
    assert life(view, "single").state.value == state


# -- cutting a text down to what is in sight -------------------------------------------------

CUT = """event e by north
event f by south
process talks "talks" between north and south
process others "other talks" between north and south
level stock "stock" in guns
level cap "cap" in guns
phase one "One"
  starts when e
phase two "Two"
paid: north must pay; once talks are open
held: north must act
hold: host may suspend held; when stock is at least 7
"""


def test_a_name_brings_what_it_rests_on() -> None:
    """Its phase and its triggers, the processes whose edges those are, and what its power is about."""
    agreement = agreement_of(CUT)
    cones = Cones(agreement)
    assert closed(agreement, ["talks.opened"], cones) == {"talks", "talks.opened", "talks.ended"}
    assert closed(agreement, ["hold"], cones) == {"hold", "held", "stock"}
    assert closed(agreement, ["paid"], cones) == {"paid", "talks", "talks.opened", "talks.ended"}
    assert closed(agreement, ["one"], cones) == {"one", "e"}
    assert closed(agreement, ["elsewhere"], cones) == {"elsewhere"}


def test_what_is_out_of_sight_is_cut_away() -> None:
    agreement = agreement_of(CUT, f"{IN_FORCE}2025-01-02 happens e\n")
    cut = sliced(agreement, ["hold", "one", "talks"], Cones(agreement))
    kept = (*cut.events, *cut.processes, *cut.levels, *cut.phases, *cut.provisions)
    assert set(kept) == {
        *("e", "talks.opened", "talks.ended", "talks", "stock", "one", "held", "hold"),
    }
    assert list(cut.provisions) == ["held", "hold"] and cut.entries == ()
    assert cut.provisions[ProvisionId("held")] is agreement.provisions[ProvisionId("held")]
