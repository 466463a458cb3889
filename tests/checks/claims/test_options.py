"""What may be done at a state, and by whom: the moves from which runs are made."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import IN_FORCE, lived

from servanda.base.identities import ActorId
from servanda.checks.claims.faith import EVERYBODY, NOBODY, Faith
from servanda.checks.claims.moves import Option, hands, options
from servanda.machine import Observe, Perform
from servanda.model.events import Agency, Manner

PACT = """event e "something happens" by north
event bell "the bell" by host; recurring
phase one "One"
  starts on entry into force
  lasts 5 days
y: south must act
"""


def found(text: str, record: str, day: str, faith: Faith = EVERYBODY) -> list[Option]:
    """Give what may be done about x at a time in January, the 6th being the last day of phase one."""
    view = lived(f"{PACT}{text}\n", f"{IN_FORCE}{record}\n", f"2025-01-{day}")
    names = frozenset(n for n in ("x", "one.x", "talks.opened", "talks.ended"))
    return list(options(names, view, faith))


def shown(found: list[Option]) -> list[str]:
    return [f"{'+'.join(each.by) or '-'}: {each.words}" for each in found]


def may(text: str, record: str = "", day: str = "03 12:00", faith: Faith = EVERYBODY) -> list[str]:
    return shown(found(text, record, day, faith))


EVENTS = [
    ('event x "x" by north', "", ["north: x"]),
    ('event x "x" by any of north, south', "", ["north: x", "south: x"]),
    ('event x "x" by north and south jointly', "", ["north+south: x"]),
    ('event x "x" by the world', "", ["-: x"]),
    ('event x "x" by north', "2025-01-02 happens x", []),
    ('event x "x" by north; recurring', "2025-01-02 happens x", ["north: x"]),
    ('event x "x" by north; recurring', "2025-01-03 12:00 happens x", []),
    ('event x "x" by north; only when e', "", []),
    ('event x "x" by north; only when e', "2025-01-02 happens e", ["north: x"]),
    ('event x "x" by north; not before 2025-01-04', "", []),
    ('event x "x" by north; not before 2025-01-03', "", ["north: x"]),
    ('event x "x" by north; not before 2025-01', "", ["north: x"]),
    ('event x "x" by north; not before 2 days after e', "", []),
    ('event x "x" by north; recurring; not within 2 days of x', "2025-01-02 happens x", []),
    (
        'event x "x" by north; recurring; not within 2 days of x',
        "2025-01-01 happens x",
        ["north: x"],
    ),
    ('event x "x" by north; not within 2 days of x', "", ["north: x"]),
]


@pytest.mark.parametrize(("text", "record", "wanted"), EVENTS)
def test_an_event_may_come_about(text: str, record: str, wanted: list[str]) -> None:
    assert may(text, record) == wanted


def test_an_event_of_which_each_starts_a_clock_is_tried_three_times() -> None:
    """And one that starts none as often as it may."""
    clock = "z: south must report; on each x; within 2 days of x\n"
    for times, wanted in ((2, ["north: x"]), (3, [])):
        record = "2025-01-02 happens x\n" * times
        assert may(f'event x "x" by north; recurring\n{clock}', record) == wanted
        assert may('event x "x" by north; recurring', record) == ["north: x"]


def test_the_faithful_break_no_prohibition_in_effect() -> None:
    text = 'event x "x" by south; breaks calm\ncalm: south must not shoot; until 2025-01-05'
    assert may(text) == []
    (option,) = found(text, "", "03", NOBODY)
    assert option.is_breach
    (later,) = found(text, "", "06")
    assert not later.is_breach and later.subject == "x"


def test_talks_are_opened_while_they_are_not_open_and_ended_while_they_are() -> None:
    text = 'process talks "talks" between north and south\n  opened by north\n  ended by host'
    assert may(text) == ["north: talks: opened"]
    assert may(text, "2025-01-02 opens talks by north") == ["host: talks: declared ended"]


DUTIES = [
    ("x: north must act", "", ["north: performs x: act"]),
    ("x: north must try to act", "", ["north: performs x: act"]),
    ("x: north should act", "", ["north: performs x: act"]),
    ("x: north must not act", "", []),
    ("x: north must act", "2025-01-02 act north x", []),
    ("x: north must act; once e", "", []),
    ("x: north must act; done when e", "", []),
    ("x: north must act; by 2025-01-02", "", ["north: performs x: act"]),
    ("x: north must act; not before 2025-01-03", "", ["north: performs x: act"]),
    ("x: north must act; not before 2025-01-04", "", []),
    ("x: north must act; not before 2025-01", "", ["north: performs x: act"]),
    ("x: north must act; not before 2 days after e", "", []),
    ("x: north and south jointly must act", "", ["north+south: performs x: act"]),
    ("x: any of north, south must act", "", ["north: performs x: act", "south: performs x: act"]),
    (
        "x: north and south each must act",
        "",
        ["north: performs x/north: act", "south: performs x/south: act"],
    ),
    (
        "x: north and south each must act",
        "2025-01-02 act north x",
        ["south: performs x/south: act"],
    ),
    ("x: north must leave; in each of hills, coast", "", ["north: performs x/hills: leave"]),
    (
        "x: north must leave; in each of hills, coast",
        "2025-01-02 act north x in hills",
        ["north: performs x/coast: leave"],
    ),
    ("x: north must report; on each bell", "", []),
    (
        "x: north must report; on each bell",
        "2025-01-02 happens bell",
        ["north: performs x/1: report"],
    ),
    ("x: north must free 9 men", "", ["north: performs x: free 9 men (9)"]),
    ("x: north must free 9 men", "2025-01-02 act north x 4", ["north: performs x: free 9 men (5)"]),
    (
        "x: north must free 9 men; total 3 by 2025-01-04; all by 2025-01-09",
        "",
        ["north: performs x: free 9 men (3)"],
    ),
    (
        "x: north must free 9 men; total 3 by 2025-01-04; all by 2025-01-09",
        "2025-01-02 act north x 3",
        ["north: performs x: free 9 men (6)"],
    ),
    (
        "x: north must act; start by 2025-01-04",
        "",
        ["north: begins: act", "north: performs x: act"],
    ),
    (
        "x: north must act; start by 2025-01-04",
        "2025-01-02 act north x starts",
        ["north: performs x: act"],
    ),
    ("x: north must swear; certified by host", "", ["north: performs x: swear"]),
    ("x: north must swear; certified by host", "2025-01-02 act north x", ["host: certifies x"]),
    (
        "x: north must swear; certified by host",
        "2025-01-02 act north x\n2025-01-02 certify host x",
        [],
    ),
    ("x: north must act\nh: host may suspend x", "2025-01-02 exercise host h", []),
    ("x: north must free men; 3 for each any of y", "", []),
    (
        "x: north must free men; 3 for each any of y",
        "2025-01-02 act south y 1",
        ["north: performs x: free men"],
    ),
]


@pytest.mark.parametrize(("text", "record", "wanted"), DUTIES)
def test_a_duty_may_be_performed(text: str, record: str, wanted: list[str]) -> None:
    assert may(text, record) == wanted


def test_who_does_his_part_first_need_not_matter() -> None:
    view = lived(f"{PACT}x: north and south each must act\n", IN_FORCE, "2025-01-03 12:00")
    found = options(frozenset("x"), view, in_order=True)
    assert shown(list(found)) == ["north: performs x/north: act"]


@pytest.mark.parametrize(
    ("power", "areas"),
    [
        ("", ["hills"]),
        ("host may suspend x", ["hills"]),
        ("host may suspend x; in part", ["hills", "coast"]),
        ("host may suspend x; over coast", ["hills", "coast"]),
        ("host may suspend agreement; over coast", ["hills", "coast"]),
    ],
)
@pytest.mark.parametrize("in_order", [False, True])
def test_parts_that_a_power_may_act_on_alone_are_performed_in_any_order(
    power: str, areas: list[str], in_order: bool
) -> None:
    lever = f"lever: {power}\n" if power else ""
    text = f"{PACT}x: north must leave; in each of hills, coast\n{lever}"
    view = lived(text, IN_FORCE, "2025-01-03 12:00")
    found = [o.move for o in options(frozenset("x"), view, in_order=in_order)]
    assert [move.delivery.area for move in found if isinstance(move, Perform)] == areas


def test_what_is_performed_is_dated_now_and_of_the_part_asked_for() -> None:
    text = "x: north must leave; in each of hills, coast"
    view = lived(f"{PACT}{text}\n", IN_FORCE, "2025-01-03 12:00")
    (option,) = found(text, "", "03 12:00")
    assert isinstance(option.move, Perform)
    delivery = option.move.delivery
    assert (delivery.at, delivery.area, delivery.by) == (view.now, "hills", ("north",))
    each, other = found("x: north and south each must act", "", "03 12:00")
    assert isinstance(each.move, Perform) and isinstance(other.move, Perform)
    assert (each.move.delivery.area, each.move.delivery.by) == ("", ("north",))
    assert (other.move.delivery.area, other.move.delivery.by) == ("", ("south",))
    (report,) = found("x: north must report; on each bell", "2025-01-02 happens bell", "03 12:00")
    assert isinstance(report.move, Perform) and report.move.delivery.area == ""


POWERS = [
    ("x: host may terminate y", "", ["host: terminate y (x)"]),
    ("x: host may terminate y", "2025-01-02 exercise host x", []),
    ("x: host may terminate y; when e", "", []),
    ("x: host may terminate y; not before 2025-01-04", "", []),
    (
        "x: any of north, host may terminate y",
        "",
        ["north: terminate y (x)", "host: terminate y (x)"],
    ),
    ("x: north and south jointly may waive y", "", ["north+south: waive y (x)"]),
    ("x: host may amend y", "", []),
    ("x: host may exempt south from y", "", []),
    ("x: host may suspend y", "", ["host: suspend y (x)"]),
    ("x: host may suspend y", "2025-01-02 exercise host x", []),
    (
        "x: host may suspend y",
        "2025-01-02 exercise host x until 2025-01-02",
        ["host: suspend y (x)"],
    ),
    ("x: host may resume y", "", []),
    (
        "x: host may resume y\nh: host may suspend y",
        "2025-01-02 exercise host h",
        ["host: resume y (x)"],
    ),
    ("x: host may suspend y; at most 1 times", "2025-01-02 exercise host x until 2025-01-02", []),
    ("x: host may extend z by 3 days\nz: south must act", "", ["host: extend z by 3 days (x)"]),
    (
        "x: host may terminate y; on recommendation of south",
        "",
        ["south: recommends: terminate y (x)"],
    ),
    (
        "x: host may terminate y; on recommendation of south",
        "2025-01-02 exercise south x",
        ["host: terminate y (x)"],
    ),
    ("x: host may send observers", "", ["host: send observers (x)"]),
    ("x: host may send observers", "2025-01-02 act host x", []),
    ("x: host may send observers; once e", "", []),
    ("x: north and south jointly may send observers", "", ["north+south: send observers (x)"]),
]


@pytest.mark.parametrize(("text", "record", "wanted"), POWERS)
def test_a_power_may_be_used(text: str, record: str, wanted: list[str]) -> None:
    assert may(text, record) == wanted


def test_a_phase_is_renewed_on_its_last_day_only() -> None:
    """Where its length is not stated, for as long as the term it renews."""
    text = "x: host may renew one by 7 days"
    assert may(text, "", "05") == []
    assert may(text, "", "06") == ["host: renew one by 7 days (x)"]
    assert may(text, "", "07") == []
    assert may("x: host may renew one", "", "06") == ["host: renew one (x), for 5 days"]


def test_whom_an_act_is_in_the_hands_of() -> None:
    north, south = ActorId("north"), ActorId("south")
    for manner in (Manner.ANY, Manner.EACH):
        assert hands(Agency(manner=manner, actors=(north, south))) == [(north,), (south,)]
        assert hands(Agency(manner=manner, actors=())) == [()]
    for manner in (Manner.JOINTLY, Manner.ALL):
        assert hands(Agency(manner=manner, actors=(north, south))) == [(north, south)]


def test_what_an_act_is_about() -> None:
    (performed,) = found("x: north must act", "", "03")
    (used,) = found("x: host may terminate y", "", "03")
    (certified,) = found("x: north must act; certified by host", "2025-01-02 act north x", "03")
    assert performed.subject == used.subject == certified.subject == "x"
    seen = Option(move=Observe(level="stock", value=None), by=(), words="")  # type: ignore[arg-type]
    assert seen.subject == "stock"
