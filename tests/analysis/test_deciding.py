"""How bodies decide: every rule, on counts and on named votes; recorded votes against their rules."""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from servanda.base.identities import ActorId
from servanda.model.decisions import Base, Count, DecisionRule, Named, Opposed, Share, Unopposed
from servanda.monitor.bodies import tally, vote_result
from servanda.workspace import load_text

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

PACT = """\
agreement accord "An accord"
actor a "A"; weight people 60
actor b "B"; weight people 30
actor c "C"; weight people 10
faction green "Green"; member of house; seats 40
faction orange "Orange"; member of house; seats 50
faction other "Other"; member of house; seats 18
body house "House"
  seats 108
  decides by {house}
body board "Board"; members a, b, c
  decides by {board}
"""
HALF = Fraction(1, 2)


def result(
    vote: str, *, house: str = "majority", board: str = "majority", more: str = ""
) -> bool | None:
    agreement = agreement_of(
        f"2025-01-01 vote {vote}", PACT.format(house=house, board=board) + more
    )
    return vote_result(agreement, agreement.entries[0]).carried


def rule(written: str, more: str = "") -> DecisionRule:
    agreement = agreement_of("", PACT.format(house=written, board="majority") + more)
    found = agreement.actors[ActorId("house")].rule
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("written", "test"),
    [
        ("majority", Share(share=HALF)),
        ("majority of votes cast", Share(share=HALF)),
        ("majority of seats", Share(share=HALF, of=Base.ALL)),
        ("absolute majority", Share(share=HALF, of=Base.ALL)),
        ("majority of those present", Share(share=HALF, of=Base.PRESENT)),
        ("two thirds", Share(share=Fraction(2, 3), or_equal=True)),
        (
            "55% of members",
            Share(share=Fraction(55, 100), or_equal=True, of=Base.ALL, weight="members"),
        ),
        (
            "65% of people",
            Share(share=Fraction(65, 100), or_equal=True, of=Base.ALL, weight="people"),
        ),
        ("more than 40% of the electorate", Share(share=Fraction(2, 5), of=Base.ALL)),
        (
            "majority in each of green, orange",
            Share(share=HALF, within=(ActorId("green"), ActorId("orange"))),
        ),
        ("at least 61", Count(needed=61)),
        ("9 of 15", Count(needed=9)),
        ("24 members", Count(needed=24, weight="members")),
        ("all of a, b", Named(needed=2, of=(ActorId("a"), ActorId("b")))),
        ("any 2 of a, b, c", Named(needed=2, of=(ActorId("a"), ActorId("b"), ActorId("c")))),
        ("decision of a", Named(needed=1, of=(ActorId("a"),))),
        ("consensus", Unopposed()),
        ("no more than 3 against", Opposed(at_most=3)),
    ],
)
def test_a_rule_is_read(written: str, test: object) -> None:
    found = rule(written)
    assert found.ways == ((test,),)
    assert found.written == written


def test_tests_are_joined_and_ways_are_chosen_between() -> None:
    found = rule("all of a, b and 55% of members and 65% of people or 24 members")
    assert [len(way) for way in found.ways] == [3, 1]
    assert rule("parallel consent of green and orange").ways[0][1] == Share(
        share=HALF, of=Base.PRESENT, within=(ActorId("green"), ActorId("orange"))
    )


@pytest.mark.parametrize(
    "written",
    ["55% of peple", "101%", "any of a", "majority in each", "at least", "no more than 2"],
)
def test_a_rule_that_cannot_be_read_is_a_fault(written: str) -> None:
    loaded = load_text({"accord.pact": PACT.format(house=written, board="majority")})
    assert loaded.has_errors


@pytest.mark.parametrize(
    ("house", "count", "carried"),
    [
        ("majority", "for 50 against 49 abstain 9", True),
        ("majority", "for 50 against 50", False),
        ("majority of those present", "for 50 against 49 abstain 9", False),
        ("majority of those present", "for 55 against 44 abstain 9", True),
        ("majority of seats", "for 54 against 0", False),
        ("majority of seats", "for 55 against 53", True),
        ("two thirds", "for 66 against 33", True),
        ("two thirds", "for 65 against 33", False),
        ("two thirds of seats", "for 71 against 0", False),
        ("two thirds of seats", "for 72 against 36", True),
        ("at least 61", "for 60 against 0", False),
        ("consensus", "for 40 against 0 abstain 60", True),
        ("consensus", "for 100 against 1", False),
        ("consensus", "for 100", None),
        ("unanimity", "for 107 against 0 abstain 1", False),
        ("unanimity", "for 108 against 0", True),
        ("no more than 3 against", "for 5 against 3", True),
        ("no more than 3 against", "for 105 against 4", False),
        ("majority and at least 50", "for 49 against 1", False),
        ("at least 100 or no more than 1 against", "for 20 against 1", True),
        ("majority", "share 50.1%", True),
        ("majority", "share 50%", False),
        ("majority", "share about 50%", None),
        ("two thirds", "share 66.7%", True),
        ("majority", "for 50", None),
    ],
)
def test_counts_are_measured(house: str, count: str, carried: bool | None) -> None:
    assert result(f"house on accord {count}", house=house) is carried


@pytest.mark.parametrize(
    ("count", "carried"),
    [
        ("share 60% turnout 40%", True),
        ("share 60% turnout 39.9%", False),
        ("share 60%", None),
        ("share 40% turnout 80%", False),
        ("for 30 against 14", True),
        ("for 30 against 13", False),
    ],
)
def test_a_quorum_is_asked_first(count: str, carried: bool | None) -> None:
    more = 'body people "Voters"; seats 108; decides by majority; quorum 40%\n'
    assert result(f"people on accord {count}", more=more) is carried


@pytest.mark.parametrize(
    ("parts", "carried"),
    [
        ("among green for 21 against 19 abstain 0; among orange for 26 against 24 abstain 0", True),
        (
            "among green for 20 against 20 abstain 0; among orange for 40 against 10 abstain 0",
            False,
        ),
        (
            "among green for 20 against 10 abstain 10; among orange for 40 against 10 abstain 0",
            False,
        ),
        ("among green for 21 against 19 abstain 0", None),
    ],
)
def test_both_communities_consent(parts: str, carried: bool | None) -> None:
    """The whole has 60 of 100; it is the parts that decide."""
    vote = f"house on accord for 60 against 40 abstain 0; {parts}"
    assert result(vote, house="parallel consent of green, orange") is carried


@pytest.mark.parametrize(
    ("board", "votes", "carried"),
    [
        ("55% of members and 65% of people", "for a, b; against c", True),
        ("55% of members and 65% of people", "for a, c; against b", True),
        ("55% of members and 65% of people", "for b, c; against a", False),
        ("55% of members and 65% of people", "for a; against b, c", False),
        ("any 2 of a, b, c", "for a, c", True),
        ("any 2 of a, b, c", "for a; against b, c", False),
        ("any 2 of a, b, c", "for a", None),
        ("decision of a", "for a; against b, c", True),
        ("decision of a", "against a; for b, c", False),
        ("all of a, b", "for a; abstaining b", False),
        ("majority of those present", "for a; abstaining b, c", False),
        ("majority", "for a; abstaining b, c", True),
        ("majority", "for a; absent b, c", True),
    ],
)
def test_named_votes_are_measured(board: str, votes: str, carried: bool | None) -> None:
    assert result(f"board on accord; {votes}", board=board) is carried


COUNCIL = """\
actor china "China", france "France", russia "Russia", uk "United Kingdom", us "United States"
body council "Security Council"; seats 15
  decides by 9 of 15
  veto by china, france, russia, uk, us
"""


@pytest.mark.parametrize(
    ("vote", "carried"),
    [
        ("for 14 against 0 abstain 1; abstaining us", True),  # resolution 2728, 25 March 2024
        ("for 11 against 3 abstain 1; against russia, china", False),  # the draft of 22 March 2024
        ("for 13 against 1 abstain 1; against us; abstaining uk", False),  # of 20 February 2024
        ("for 14 against 0 abstain 1; abstaining russia", True),  # resolution 2735, 10 June 2024
        ("for 14 against 1; against us", False),  # the draft of 20 November 2024
        ("for 8 against 0 abstain 7", False),
    ],
)
def test_votes_of_the_security_council(vote: str, carried: bool) -> None:
    assert result(f"council on accord {vote}", more=COUNCIL) is carried


def test_the_rule_of_the_date_is_asked() -> None:
    record = """\
2025-01-01 vote house adopts accord for 60 against 40
2025-01-02 rule house decides by two thirds
2025-01-03 vote house rejects accord for 60 against 40
"""
    agreement = agreement_of(record, PACT.format(house="majority", board="majority"))
    first, _, last = agreement.entries
    assert vote_result(agreement, first).carried is True
    assert vote_result(agreement, last).carried is False


def test_a_membership_left_open_leaves_a_tally_open() -> None:
    agreement = agreement_of(
        "2025-01 leave green house", PACT.format(house="at least 70", board="majority")
    )
    found = tally(agreement, ActorId("house"), on=end_of("2025-01-15"))
    assert (found.in_favour, found.at_most, found.carried) == (68, 108, None)
    later = tally(agreement, ActorId("house"), on=end_of("2025-02-01"))
    # The forty seats are still those of the house, and nobody says whose.
    assert (later.in_favour, later.not_named, later.carried) == (68, 40, None)


def test_a_body_that_ceased_to_be_carries_nothing() -> None:
    pact = (
        PACT.format(house="majority", board="majority") + 'body bare "Bare"; decides by majority\n'
    )
    agreement = agreement_of("2025-02-01 dissolve house", pact)
    house, bare = ActorId("house"), ActorId("bare")
    before = tally(agreement, house, on=end_of("2025-01-31"))
    after = tally(agreement, house, on=end_of("2025-02-01"))
    assert (before.carried, before.ended) == (True, None)
    assert (after.carried, after.ended) == (None, agreement.entries[0])
    assert tally(agreement, bare, on=0).carried is None
    assert tally(agreement, bare, on=0, joined_by=[ActorId("a")]).carried is True


def test_a_tally_asks_the_rule_whole() -> None:
    agreement = agreement_of(
        "", PACT.format(house="majority in each of green, orange", board="majority")
    )
    house = ActorId("house")
    assert tally(agreement, house, on=0).carried is True
    without = tally(agreement, house, on=0, without=[ActorId("green")])
    assert (without.carried, without.threshold) == (False, None)


def test_seats_that_nobody_is_named_for_leave_a_tally_open() -> None:
    more = 'body panel "Panel"; seats 5; members a, b; decides by at least {needed}\n'

    def carried(needed: int, without: str = "") -> tuple[int, int, int, bool | None]:
        pact = PACT.format(house="majority", board="majority") + more.format(needed=needed)
        left = [ActorId(without)] if without else []
        found = tally(agreement_of("", pact), ActorId("panel"), on=0, without=left)
        return found.in_favour, found.at_most, found.not_named, found.carried

    assert carried(2) == (2, 5, 3, True)
    assert carried(3) == (2, 5, 3, None)
    assert carried(5, without="a") == (1, 4, 3, False)
