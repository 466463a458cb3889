"""Who belonged to what, spoke for whom and held which office, on a date and as known at another."""

import sys
from pathlib import Path

import pytest

from servanda.analysis.positions import positions
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.monitor.roster import Member, ended, members_of, offices_of, rule_of, spoken_for

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

PACT = """\
agreement accord "An accord"
party north "North"
body house "House"
  decides by majority
faction reds "Reds"; member of house; seats 10
faction left "Left Reds"; seats 6
faction right "Right Reds"; seats 4
faction blues "Blues"; member of house from 2025-01-10 until 2025-02-10; seats 5
person ann "Ann"; member of reds; speaks for reds; office "Chair" since 2025-01-05 until 2025-01-20
person bob "Bob"; member of reds; speaks for north until 2025-01-15
"""


def read(record: str = "") -> Agreement:
    return agreement_of(record, PACT)


def names(record: str, on: str, body: str = "house", known: str = "") -> list[str]:
    until = end_of(known) if known else None
    return [m.actor for m in members_of(read(record), ActorId(body), end_of(on), until)]


def member(record: str, on: str, name: str, body: str = "house") -> Member:
    found = members_of(read(record), ActorId(body), end_of(on))
    return next(each for each in found if each.actor == name)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-01-09", ["reds"]),
        ("2025-01-10", ["reds", "blues"]),
        ("2025-02-10", ["reds", "blues"]),
        ("2025-02-11", ["reds"]),
    ],
)
def test_a_membership_has_its_dates(on: str, expected: list[str]) -> None:
    assert names("", on) == expected


def test_who_leaves_is_gone_from_that_day() -> None:
    record = "2025-01-12 leave blues house"
    assert names(record, "2025-01-11") == ["reds", "blues"]
    assert names(record, "2025-01-12") == ["reds"]


def test_a_change_recorded_later_was_not_known() -> None:
    record = "2025-01-12 leave reds house recorded 2025-01-20"
    assert names(record, "2025-01-15", known="2025-01-15") == ["reds", "blues"]
    assert names(record, "2025-01-15", known="2025-01-20") == ["blues"]


def test_a_vague_date_leaves_a_membership_open() -> None:
    record = "2025-01 leave reds house"
    assert member(record, "2025-01-15", "reds").is_sure is False
    assert names(record, "2025-02-01") == ["blues"]
    assert member("2025-01 join left house", "2025-01-15", "left").is_sure is False
    assert member("2025-01 join left house", "2025-02-01", "left").is_sure is True


def test_a_dissolved_body_has_no_members_and_belongs_to_nothing() -> None:
    record = "2025-01-12 dissolve reds"
    assert names(record, "2025-01-12", body="reds") == []
    assert names(record, "2025-01-12") == ["blues"]
    gone = ended(read(record), ActorId("reds"), end_of("2025-01-12"))
    assert gone is not None
    assert ended(read(record), ActorId("reds"), end_of("2025-01-11")) is None


def test_what_a_body_was_divided_into_takes_its_place() -> None:
    record = """\
2025-01-12 split reds into left, right
2025-01-13 join ann left
"""
    assert names(record, "2025-01-12") == ["left", "right", "blues"]
    assert names(record, "2025-01-13", body="left") == ["ann"]
    assert names(record, "2025-01-13", body="reds") == []
    assert names(record, "2025-01-11") == ["reds", "blues"]


def test_mandates_begin_and_end() -> None:
    record = """\
2025-01-10 disavow ann for reds
2025-01-12 authorise bob for reds, blues
"""

    def of(name: str, on: str) -> tuple[str, ...]:
        return spoken_for(read(record), ActorId(name), end_of(on))

    assert of("ann", "2025-01-09") == ("reds",)
    assert of("ann", "2025-01-10") == ()
    assert of("bob", "2025-01-10") == ("north",)
    assert of("bob", "2025-01-12") == ("north", "reds", "blues")
    assert of("bob", "2025-01-16") == ("reds", "blues")


def test_nobody_speaks_for_a_body_that_ended() -> None:
    assert spoken_for(read("2025-01-12 dissolve reds"), ActorId("ann"), end_of("2025-01-12")) == ()


def test_who_is_disavowed_no_longer_speaks_for_them() -> None:
    record = """\
2025-01-10 disavow ann for reds
2025-01-{day} say ann rejects accord
"""
    for day, spoke in (("09", True), ("11", False)):
        found = positions(read(record.format(day=day)), end_of("2025-01-31"))
        assert (found.cell(ActorId("reds"), "accord") is not None) is spoke


def test_offices_are_taken_and_left() -> None:
    record = """\
2025-01-10 resign ann "Chair"
2025-01-12 appoint bob "Chair"
"""

    def of(name: str, on: str) -> list[str]:
        return [held.what for held in offices_of(read(record), ActorId(name), end_of(on))]

    assert of("ann", "2025-01-04") == []
    assert of("ann", "2025-01-05") == ["Chair"]
    assert of("ann", "2025-01-10") == []
    assert of("bob", "2025-01-11") == []
    assert of("bob", "2025-01-12") == ["Chair"]


def test_an_office_of_the_text_ends_with_its_date() -> None:
    ann = ActorId("ann")
    assert offices_of(read(), ann, end_of("2025-01-21")) == ()
    (held,) = offices_of(read('2025-01 resign ann "Chair"'), ann, end_of("2025-01-06"))
    assert held.is_sure is False


def test_a_body_may_change_its_rule() -> None:
    record = "2025-01-12 rule house decides by two thirds of seats"
    house = ActorId("house")
    before, after = (rule_of(read(record), house, end_of(f"2025-01-{day}")) for day in (11, 12))
    assert before is not None
    assert after is not None
    assert (before.written, after.written) == ("majority", "two thirds of seats")
