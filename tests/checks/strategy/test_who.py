"""Who can stop a claim and who can bring it about, told with dated steps, under each reading that matters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of, first, told

from servanda.checks.claims import Texts, runs
from servanda.checks.claims.single import undecided
from servanda.checks.strategy.answer import Can, Course, Standing, strategies
from servanda.model.agreement import Agreement


def asked(text: str, claim: str) -> tuple[Agreement, tuple[Standing, ...]]:
    agreement = agreement_of(f'{text}claim c "c"\n  {claim}\n')
    start = first(agreement.header.calendar, "2025-01-01")
    (found,) = strategies(Texts(agreement=agreement, start=start), {})
    return agreement, found.rows


def able(text: str, claim: str, can: Can) -> list[str]:
    """Give the coalitions that can, each with a `!` if they can whatever the others do."""
    _, (row,) = asked(text, claim)
    return [f"{'+'.join(c.coalition)}{'!' if c.if_free else ''}" for c in row.able(can)]


ALONE = "event e by north\n"
BOTH = "event e by north and south jointly\n"
ANY = "event e by any of north, host\n"
OWED = "event e by north\nx: north must act; by day 5; done when e\n"
BANNED = "event e by north; breaks calm\ncalm: north must not shoot\n"
EVERY, SOME, NO = (f"{q} faithful run reaches e" for q in ("every", "some", "no"))


@pytest.mark.parametrize(
    ("text", "claim", "stop", "bring"),
    [
        (ALONE, EVERY, ["north!"], ["north!"]),
        (ALONE, SOME, ["north!"], ["north!"]),
        # what a claim of no run speaks of comes about: that stops it
        (ALONE, NO, ["north!"], ["north!"]),
        (BOTH, EVERY, ["north!", "south!"], ["north+south!"]),
        (BOTH, NO, ["north+south!"], ["north!", "south!"]),
        (ANY, EVERY, ["north+host!"], ["north!", "host!"]),
        # what is owed comes about by itself, if all are faithful; else by whoever owes it
        (OWED, EVERY, [], [""]),
        # what is forbidden does not come about, if all are faithful; else by whoever breaks it
        (BANNED, NO, [], [""]),
    ],
)
def test_who_can(text: str, claim: str, stop: list[str], bring: list[str]) -> None:
    assert able(text, claim, Can.STOP) == stop
    assert able(text, claim, Can.BRING_ABOUT) == bring


def test_everybody_with_a_part_is_told_of_even_if_they_can_do_nothing() -> None:
    """Parties, mediators and guarantors always; others only if they can act; larger coalitions if able."""
    text = f'guarantor us "United States"\nactor splinter "Splinter"\nevent f by splinter\n{ALONE}'
    _, (row,) = asked(text, "every faithful run reaches e and f")
    stops = [c for c in row.courses if c.can is Can.STOP]
    assert ["+".join(c.coalition) for c in stops] == ["north", "south", "host", "us", "splinter"]
    assert [c.if_faithful for c in stops] == [True, False, False, False, True]
    brings = [c for c in row.courses if c.can is Can.BRING_ABOUT and c.if_faithful]
    assert ["+".join(c.coalition) for c in brings] == ["north+splinter"]


def test_coalitions_of_three_and_no_more() -> None:
    three = "event e by north, south and host jointly\n"
    try:
        agreement_of(three)
    except AssertionError:
        three = "event e by north and south and host jointly\n"
    assert able(three, EVERY, Can.BRING_ABOUT) == ["north+south+host!"]


def course(text: str, claim: str, can: Can) -> tuple[Agreement, Course]:
    agreement, (row,) = asked(text, claim)
    (found,) = row.able(can)
    return agreement, found


PHASES = """event e by north
phase one "One"
  starts on entry into force
  lasts 5 days
  then two when e
phase two "Two"
"""


def test_how_a_goal_is_brought_about_step_by_step() -> None:
    agreement, found = course(PHASES, "every faithful run reaches two", Can.BRING_ABOUT)
    calendar = agreement.header.calendar
    steps = [f"{told(calendar, step.on)} {step.what}" for step in found.steps]
    assert steps == [
        "2025-01-01 00:00 the agreement enters into force",
        "2025-01-01 00:00 phase one begins",
        "2025-01-01 00:00 e",
        "2025-01-06 phase one ends and passes to the next",
        "2025-01-06 phase two begins",
    ]
    assert found.withheld == ()


def test_how_a_goal_is_kept_off_and_what_is_withheld() -> None:
    agreement, found = course(PHASES, "every faithful run reaches two", Can.STOP)
    calendar = agreement.header.calendar
    steps = [f"{told(calendar, step.on)} {step.what}" for step in found.steps]
    assert steps == [
        "2025-01-01 00:00 the agreement enters into force",
        "2025-01-01 00:00 phase one begins",
        "2025-01-06 phase one reaches its term and lapses: nothing follows it",
    ]
    assert found.coalition == ("north",) and found.withheld == ("e",)


def test_under_each_reading_that_matters() -> None:
    text = (
        'ambiguity q "Q?"\n  reading one-way "one"\n  reading other-way "the other"\n'
        'ambiguity idle "I?"\n  reading here "here"\n  reading there "there"\n'
        "event e by north\n  under other-way: by south\nx: south must act\n  under here: by day 9\n"
    )
    _, rows = asked(text, EVERY)
    told_of = {
        "".join(reading for _, reading in row.reading): [
            "+".join(c.coalition) for c in row.able(Can.STOP)
        ]
        for row in rows
    }
    assert told_of == {"one-way": ["north"], "other-way": ["south"]}


def test_under_each_way_to_fill_a_silence() -> None:
    """Where nobody is named, it is nobody's to bring about, or else in the hands of whoever is meant."""
    _, rows = asked("event e by nobody named\n", EVERY)
    told_of = {
        row.reading[0][1]: ["+".join(c.coalition) for c in row.able(Can.STOP)] for row in rows
    }
    assert told_of == {"nobody": [""], "north": ["north"], "south": ["south"], "host": ["host"]}


READINGS = 'ambiguity way "W?"\n  reading one-way "one"\n  reading other-way "other"\n'


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        # whatever the others do: the act of one reading is not in the hands that the other names
        (f"{READINGS}event e by north\n  under other-way: by south\n", ["north!", "south!"]),
        # a silence under one reading, a name under the other
        (
            f"{READINGS}event e by north\n  under other-way: by nobody named\n",
            ["!", "host!", "north!", "south!"],
        ),
    ],
)
def test_readings_that_differ_only_in_who_acts(text: str, stops: list[str]) -> None:
    _, rows = asked(text, EVERY)
    found = [
        f"{'+'.join(c.coalition)}{'!' if c.if_free else ''}"
        for row in rows
        for c in row.able(Can.STOP)
    ]
    assert sorted(set(found)) == stops


def test_whose_duty_it_is_where_the_text_names_nobody() -> None:
    """With no date, who bears it alone decides; the readings that name somebody share their runs."""
    _, rows = asked("x: nobody named must act\n", "every faithful run reaches x")
    told_of = {
        row.reading[0][1]: ["+".join(c.coalition) for c in row.able(Can.STOP) if c.if_free]
        for row in rows
    }
    assert told_of == {"nobody": [], "north": ["north"], "south": ["south"], "host": ["host"]}


def test_whether_a_duty_borne_in_silence_binds_anybody_faithful() -> None:
    """With a date, all being faithful, it is done; whatever others do, by whoever bears it."""
    text = "event e by north\nx: nobody named must act; by day 5; done when e\n"
    _, rows = asked(text, EVERY)
    told_of = {
        row.reading[0][1]: ["+".join(c.coalition) for c in row.able(Can.STOP)] for row in rows
    }
    assert told_of == {"nobody": ["north"], "north or south or host": []}


@pytest.mark.parametrize(
    ("text", "claim", "note"),
    [
        (
            "event e by north\nx: south must act; by day 2; not before day 5\n",
            EVERY,
            "no faithful run exists at all",
        ),
        (
            'level stock "stock" in guns\n',
            "every faithful run reaches stock is at most 3",
            "it depends on the level stock",
        ),
    ],
)
def test_why_nobody_can_be_said_to(text: str, claim: str, note: str) -> None:
    _, (row,) = asked(text, claim)
    assert row.courses == () and row.note == note


def test_when_the_time_is_up_before_it_is_known_what_bears_on_a_claim() -> None:
    beside = "z: north must act; once f; by 2 days after e; not before 5 days after e\n"
    agreement = agreement_of(f'{ALONE}event f by north\n{beside}claim c "c"\n  {EVERY}\n')
    (found,) = strategies(Texts(agreement=agreement, start=0), {}, 1e-9)
    (row,) = found.rows
    assert row.courses == () and row.note == "unknown after 1e-09 s"


def test_nobody_need_wait_for_another_to_do_his_own_part() -> None:
    """South can be faithful, and stop what waits for its other duty, whatever North leaves undone."""
    text = "w: north and south each must act; by day 5\nx: south must act\n"
    assert able(text, "every faithful run reaches x", Can.STOP) == ["south!"]


@pytest.mark.parametrize(
    ("claim", "stop", "bring"),
    [
        # once begun, and never lost: it is begun at once, and North may end it
        ("every faithful run avoids e", ["north!"], ["north!"]),
        ("some faithful run avoids e", ["north!"], ["north!"]),
        ("no faithful run avoids e", ["north!"], ["north!"]),
        # it need not begin: then nothing is kept
        ("every faithful run keeps f", ["south!"], ["south!"]),
        # South answers or leaves it; North may see to it that there is nothing to answer
        ("whenever e, every faithful run reaches f", ["north+south!"], ["north!", "south!"]),
        (
            "whenever e, every faithful run reaches f within 3 days",
            ["north+south!"],
            ["north!", "south!"],
        ),
    ],
)
def test_who_can_see_to_what_is_kept_or_answered_for_ever(
    claim: str, stop: list[str], bring: list[str]
) -> None:
    text = "event e by north\nevent f by south\n"
    assert (able(text, claim, Can.STOP), able(text, claim, Can.BRING_ABOUT)) == (stop, bring)


def test_a_reading_that_only_gives_a_part_to_somebody_who_can_do_nothing_makes_no_row() -> None:
    """Where what he may do bears on nothing, it does not matter whether he may: he is shown as unable."""
    text = """actor splinter "Splinter"
ambiguity order "In which order?"
  reading first "after what is seen"
  reading free "at any time"
ambiguity whose "Whose is it?"
  reading ours "the host's"
  reading theirs "the splinter's"
event e by north
seen: host must look
  under theirs: assigned to splinter
x: south must act
  once e
  under first: not before 5 days after seen
"""
    _, rows = asked(text, "every faithful run reaches x")
    found = ["; ".join(f"{name}: {reading}" for name, reading in row.reading) for row in rows]
    assert found == ["order: first; whose: ours", "order: first; whose: theirs", "order: free"]
    free = [("+".join(c.coalition), c.if_faithful) for c in rows[-1].courses if c.can is Can.STOP]
    assert free == [("north", True), ("south", True), ("host", False), ("splinter", False)]


def test_what_is_left_open_says_after_how_many_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "NODES_AT_MOST", 1)
    _, (row,) = asked(ALONE, EVERY)
    assert (row.note, row.courses) == ("undecided after 2 states", ())


@pytest.mark.parametrize(
    ("states", "seconds", "told_so"),
    [
        (1, None, "undecided after 1 state"),
        (20_001, None, "undecided after 20,001 states"),
        (1_418, 0.5, "unknown after 0.5 s and 1,418 states"),
    ],
)
def test_how_a_bound_is_told(states: int, seconds: float | None, told_so: str) -> None:
    assert undecided(states, seconds) == told_so
