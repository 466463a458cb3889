"""Contacts: who met, called or wrote to whom, in which quality, the network over time, how usual it is."""

import sys
from pathlib import Path

import pytest

from servanda.analysis.contacts import (
    Manner,
    Meeting,
    Span,
    contacts,
    of_actor,
    through_actor,
    until_when,
)
from servanda.analysis.network import Network, network
from servanda.analysis.usual import Share, phrase_shares, rate, share, shares
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

PACT = """\
agreement accord "An accord"
party north "North", south "South"
mediator host "Host"
group envoys "The envoys"; members host, envoy
person leader "Leader"; speaks for north; office "Prime Minister" since 2025-01-05
person aide "Aide"; speaks for leader
person envoy "Envoy"
person rebel "Rebel"
body cabinet "Cabinet"; members leader, rebel
body benches "The opposition"
"""
LAST = "2025-12-31"


def read(record: str) -> Agreement:
    return agreement_of(record, PACT)


def span(on: str = LAST, since: str = "", known: str = "") -> Span:
    begin = end_of(since) - 24 * 60 + 1 if since else None
    return Span(on=end_of(on), since=begin, known=end_of(known) if known else None)


def found(record: str, **when: str) -> tuple[Meeting, ...]:
    return contacts(read(record), span(**when))


def net(record: str, on: str = LAST, *, by_week: bool = False) -> Network:
    agreement = read(record)
    asked = span(on)
    return network(
        agreement, contacts(agreement, asked), until_when(agreement, asked), by_week=by_week
    )


def sides(meeting: Meeting) -> list[list[str]]:
    return [[each.actor for each in side] for side in meeting.sides]


def pairs(links: object) -> list[tuple[str, ...]]:
    return [(*link.pair, *link.through) for link in links]  # type: ignore[attr-defined]


# -- what a contact is -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "manner", "parted"),
    [
        ("meet leader, envoy", Manner.MET, [["leader"], ["envoy"]]),
        ("meet leader with envoy, rebel", Manner.MET, [["leader"], ["envoy", "rebel"]]),
        ("meet leader, aide, envoy", Manner.MET, [["leader", "aide"], ["envoy"]]),
        ("meet leader, rebel, envoy", Manner.MET, [["leader"], ["rebel"], ["envoy"]]),
        ("call leader to envoy", Manner.CALLED, [["leader"], ["envoy"]]),
        ("call leader, envoy", Manner.CALLED, [["leader"], ["envoy"]]),
        ('write leader "a letter" to envoy', Manner.WROTE, [["leader"], ["envoy"]]),
        ("visit leader, envoy in south", Manner.VISITED, [["leader", "envoy"]]),
        ("visit envoy to leader", Manner.VISITED, [["envoy"], ["leader"]]),
        ("host leader with envoy", Manner.HOSTED, [["leader"], ["envoy"]]),
        ("propose north accord to south", Manner.SENT, [["north"], ["south"]]),
        ("say south conditions accord to host", Manner.SENT, [["south"], ["host"]]),
        ('request host to north "a map" through envoy', Manner.SENT, [["host"], ["north"]]),
    ],
)
def test_an_entry_is_a_contact(entry: str, manner: Manner, parted: list[list[str]]) -> None:
    (meeting,) = found(f"2025-02-01 {entry}")
    assert (meeting.manner, sides(meeting)) == (manner, parted)


@pytest.mark.parametrize(
    "entry",
    [
        "say south supports accord",
        'say south "words" to north',
        "say leader blames south to envoy",
        "say leader supports accord via envoy",
        'request host to north "a map"',
        "vote cabinet adopts accord for 2 against 0",
    ],
)
def test_words_about_somebody_or_in_public_are_no_contact(entry: str) -> None:
    assert found(f"2025-02-01 {entry}") == ()


@pytest.mark.parametrize(
    ("times", "bounds"),
    [
        ("", (1, 1)),
        ("3 times", (3, 3)),
        ("at least 1 time", (1, None)),
        ("several times", (2, None)),
        ("2 to 4 times", (2, 4)),
        ("more than 2 times", (3, None)),
        ("fewer than 4 times", (1, 3)),
    ],
)
def test_a_contact_may_be_several(times: str, bounds: tuple[int, int | None]) -> None:
    (meeting,) = found(f"2025-02-01 meet leader, envoy {times} in south")
    assert (meeting.least, meeting.most) == bounds


def test_more_than_two_meet_jointly() -> None:
    joint, plain = found("2025-02-01 meet leader, aide, envoy\n2025-02-02 meet leader, envoy")
    assert (joint.is_joint, plain.is_joint) == (True, False)


def test_a_contact_retracted_is_gone_and_one_denied_is_not_sure() -> None:
    record = "2025-02-01 meet leader, envoy named talk\n2025-02-02 {} leader talk"
    assert found(record.format("retract")) == ()
    (meeting,) = found(record.format("deny"))
    assert not meeting.is_sure
    assert [entry.kind for entry in meeting.denied_by] == ["deny"]
    assert len(found(record.format("retract"), on="2025-02-01")) == 1
    assert (
        len(found("2025-02-01 meet leader, envoy named talk\n2025-02-02 retract rebel talk")) == 1
    )


@pytest.mark.parametrize(
    ("date", "when", "expected"),
    [
        ("2025-02-01", {}, [True]),
        ("2025-02-01", {"on": "2025-01-31"}, []),
        ("2025-02", {"on": "2025-02-10"}, [False]),
        ("2025-02-01", {"since": "2025-02-01"}, [True]),
        ("2025-02-01", {"since": "2025-02-02"}, []),
        ("2025-02", {"since": "2025-02-02"}, [False]),
        ("before 2025-02-01", {"since": "2025-01-01"}, [False]),
        ("before 2025-02-01", {}, [True]),
        ("2025-02-01 recorded 2025-03-01", {"known": "2025-02-28"}, []),
        ("2025-02-01 recorded 2025-03-01", {"known": "2025-03-01"}, [True]),
    ],
)
def test_a_contact_is_of_its_time(date: str, when: dict[str, str], expected: list[bool]) -> None:
    meetings = found(f"{date} meet leader, envoy", **when)
    assert [meeting.is_sure for meeting in meetings] == expected


# -- in which quality --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "offices", "bodies", "perhaps"),
    [
        ("2025-01-04", (), ("cabinet",), ()),
        ("2025-01-05", ("Prime Minister",), ("cabinet",), ()),
        ("2025-02-01", ("Prime Minister",), (), ()),
        ("2025-01", (), ("cabinet",), ("Prime Minister",)),
        ("2025", (), (), ("Prime Minister", "cabinet")),
        ("before 2025-01-04", (), ("cabinet",), ()),
    ],
)
def test_a_quality_is_that_of_the_date(
    date: str, offices: tuple[str, ...], bodies: tuple[str, ...], perhaps: tuple[str, ...]
) -> None:
    record = f"{date} meet leader, envoy\n2025-02-01 leave leader cabinet\n"
    leader = found(record)[0].sides[0][0]
    assert (leader.offices, leader.bodies, leader.speaks_for) == (offices, bodies, ("north",))
    assert sorted(leader.perhaps) == sorted(perhaps)


def test_a_membership_in_between_leaves_the_quality_open() -> None:
    record = (
        "2025-03 meet rebel, envoy\n2025-03-05 join rebel benches\n2025-03-20 leave rebel benches"
    )
    rebel = found(record)[0].sides[0][0]
    assert rebel.perhaps == ("benches",)


def test_who_speaks_for_a_spokesman_speaks_for_his_principal() -> None:
    (meeting,) = found("2025-02-01 meet aide, envoy")
    assert meeting.sides[0][0].speaks_for == ("leader", "north")


@pytest.mark.parametrize(
    ("actor", "count"),
    [("north", 2), ("leader", 2), ("aide", 1), ("host", 1), ("south", 0), ("cabinet", 2)],
)
def test_contacts_of_an_actor_are_also_those_made_for_it(actor: str, count: int) -> None:
    record = "2025-02-01 meet leader, envoy\n2025-02-02 call aide to host\n"
    agreement = read(record)
    kept = of_actor(agreement, contacts(agreement, span()), ActorId(actor))
    # The leader is of the cabinet, and his aide speaks for him.
    assert len(kept) == count


def test_a_channel_may_be_one_of_a_group() -> None:
    record = "2025-02-01 propose north accord to south through envoys\n2025-02-02 meet leader, host"
    agreement = read(record)
    every = contacts(agreement, span())
    for name in ("envoys", "host", "envoy"):
        assert [m.manner for m in through_actor(agreement, every, ActorId(name))] == [Manner.SENT]
    assert through_actor(agreement, every, ActorId("rebel")) == ()


# -- the network -------------------------------------------------------------------------------


def test_a_message_links_through_its_carrier() -> None:
    links = net("2025-02-01 write north to south through envoys").links
    assert pairs(links) == [
        ("north", "south", "envoys"),
        ("north", "envoys"),
        ("south", "envoys"),
    ]


def test_those_on_one_side_are_not_linked_by_it() -> None:
    assert pairs(net("2025-02-01 meet leader, aide, envoy").links) == [
        ("leader", "envoy"),
        ("aide", "envoy"),
    ]


def test_links_are_also_those_of_principals() -> None:
    record = (
        "2025-02-01 meet aide, envoy\n2025-02-02 meet leader, envoy\n2025-02-03 meet host, envoy"
    )
    (link,) = net(record).principals
    assert (link.pair, len(link.meetings)) == (("north", "envoy"), 2)


MONTHS = """\
2025-01-10 meet leader, envoy
2025-02-10 meet leader, envoy
2025-02-11 meet rebel, envoy
2025-04-01 meet leader, host
"""


def test_links_begin_and_fall_silent_by_months() -> None:
    told = [(s.name, pairs(s.new), pairs(s.last)) for s in net(MONTHS).stretches]
    assert told == [
        ("2025-01", [("leader", "envoy")], []),
        (
            "2025-02",
            [("envoy", "rebel")],
            [("leader", "envoy"), ("envoy", "rebel")],
        ),
        ("2025-04", [("host", "leader")], []),
    ]


def test_a_link_is_silent_only_once_its_month_is_over() -> None:
    assert pairs(net(MONTHS, "2025-02-28").stretches[-1].last) == []
    assert pairs(net(MONTHS + '2025-05-02 note "the record goes on"').stretches[-1].last) == [
        ("host", "leader")
    ]


def test_a_contact_without_a_month_may_come_before_or_after() -> None:
    open_ = net(MONTHS + "after 2025-01-01 meet rebel, envoy")
    assert pairs(open_.stretches[1].new) == []
    assert pairs(open_.stretches[1].last) == [("leader", "envoy")]
    assert [m.entry.when.written for m in open_.undated] == ["after 2025-01-01"]


def test_weeks_are_those_of_the_calendar() -> None:
    weeks = net("2024-12-30 meet leader, envoy\n2025-01 meet leader, host", by_week=True)
    assert [s.name for s in weeks.stretches] == ["2025-W01"]
    assert len(weeks.undated) == 1


def test_a_broker_links_those_who_are_not_linked() -> None:
    record = "2025-02-01 meet north, host\n2025-02-02 meet south, host\n"
    (broker,) = net(record).brokers
    assert (broker.actor, broker.between, broker.carried) == ("host", (("north", "south"),), ())
    assert net(record + "2025-02-03 call north, south").brokers == ()


def test_nobody_stands_between_one_and_who_speaks_for_him() -> None:
    record = "2025-01-01 meet leader, host\n2025-01-02 meet north, host\n"
    assert net(record).brokers == ()


def test_no_broker_is_needed_within_a_body_a_side_or_a_group() -> None:
    body = "2025-02-01 meet leader, envoy\n2025-02-02 meet rebel, envoy"
    side = "2025-02-01 meet leader, aide, envoy"
    group = "2025-02-01 meet north, host\n2025-02-02 meet north, envoys"
    for record in (body, side, group):
        assert net(record).brokers == ()


# -- how usual ---------------------------------------------------------------------------------


def asked(record: str, of: str, with_: str, **when: str) -> Share:
    agreement = read(record)
    return share(agreement, contacts(agreement, span(**when)), ActorId(of), ActorId(with_))


NINE = "".join(f"2025-03-0{day} meet envoy, host\n" for day in range(1, 10))
TEN = NINE + "2025-03-10 meet envoy, rebel\n"


def test_a_share_has_its_base_and_an_exact_interval() -> None:
    found = asked(TEN, "envoy", "rebel")
    assert (found.least, found.most, found.base, found.base_most) == (1, 1, 10, 10)
    assert found.bounds == pytest.approx((0.0025, 0.4450), abs=6e-5)
    assert len(found.meetings) == 1


def test_nine_contacts_are_not_enough_to_say() -> None:
    found = asked(NINE, "envoy", "rebel")
    assert (found.least, found.base, found.bounds, found.why_not) == (0, 9, None, "few")


@pytest.mark.parametrize(
    "extra",
    [
        "2025-03-11 meet envoy, rebel at least 1 time",
        "2025-03-11 meet envoy, rebel named talk\n2025-03-12 deny envoy talk",
        "after 2025-03-11 meet envoy, rebel",
    ],
)
def test_where_a_count_is_open_there_is_no_share(extra: str) -> None:
    found = asked(TEN + extra, "envoy", "rebel")
    assert (found.bounds, found.why_not) == (None, "open")
    assert found.most is None or found.most > found.least


def test_a_visit_to_nobody_named_is_not_in_the_base() -> None:
    assert asked(TEN + "2025-03-11 visit envoy in south", "envoy", "rebel").base == 10


@pytest.mark.parametrize(("joined", "count"), [("2025-03-10", 1), ("2025-03-11", 0)])
def test_a_contact_counts_by_the_quality_of_its_date(joined: str, count: int) -> None:
    assert asked(f"{TEN}{joined} join rebel benches", "envoy", "benches").least == count


def test_a_quality_that_the_date_leaves_open_leaves_the_count_open() -> None:
    found = asked("2025-03 meet envoy, rebel\n2025-03-10 join rebel benches", "envoy", "benches")
    assert (found.least, found.most, found.base) == (0, 1, 1)


def test_each_counterpart_has_a_share() -> None:
    agreement = read(TEN)
    every = shares(agreement, contacts(agreement, span()), ActorId("envoy"), None)
    assert [(each.with_, each.least) for each in every] == [("host", 9), ("rebel", 1)]


@pytest.mark.parametrize(
    ("phrase", "by"),
    [
        ('note envoy "seldom meets rebels" with rebel', ()),
        ('appraise host of envoy "seldom meets rebels" with rebel', ("host",)),
    ],
)
def test_a_phrase_of_the_record_stands_beside_its_number(phrase: str, by: tuple[str, ...]) -> None:
    agreement = read(f"{TEN}2025-03-12 {phrase}")
    asked = span()
    (found,) = phrase_shares(agreement, contacts(agreement, asked), asked)
    assert (found.of, found.with_, found.least, found.base) == ("envoy", "rebel", 1, 10)
    assert found.phrase is not None
    assert (found.phrase.words, found.phrase.actors) == ("seldom meets rebels", by)
    early = span("2025-03-11")
    assert phrase_shares(agreement, contacts(agreement, early), early) == ()
    assert phrase_shares(agreement, contacts(agreement, asked), asked, ActorId("rebel")) == ()


def test_a_note_on_nobody_or_with_nobody_is_no_phrase() -> None:
    agreement = read(f'{TEN}2025-03-12 note "seldom" with rebel\n2025-03-12 note envoy "seldom"')
    assert phrase_shares(agreement, contacts(agreement, span()), span()) == ()


def test_a_rate_needs_a_beginning() -> None:
    agreement = read(TEN)
    whole, dated = span("2025-03-31"), span("2025-03-31", "2025-03-01")
    assert rate(agreement, contacts(agreement, whole), ActorId("envoy"), whole) is None
    monthly = rate(agreement, contacts(agreement, dated), ActorId("envoy"), dated)
    assert monthly is not None
    assert (monthly.counted, monthly.days) == (10, 31)
    months = 31 / (365.2425 / 12)
    assert monthly.a_month == pytest.approx(10 / months)
    assert monthly.bounds == pytest.approx((4.795 / months, 18.39 / months), abs=1e-3)
