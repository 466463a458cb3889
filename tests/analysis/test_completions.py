"""Yes, no and open against every way in which those who are undecided might vote, rule by rule."""

import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.analysis.ballots import Terms
from servanda.analysis.positions import positions
from servanda.analysis.ratification import Ratification, ratification
from servanda.base.identities import ActorId
from servanda.base.quantities import Truth
from servanda.model.agreement import Agreement
from servanda.monitor.bodies import count_of
from servanda.monitor.deciding import Choice, decide
from servanda.monitor.roster import rule_of

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

PACT = """\
agreement accord "An accord"
source own "Own statements"; kind party
body house "House"; decides by {rule}
faction a "A"; member of house; seats 4; weight people 50
faction b "B"; member of house; seats 3; weight people 20
faction c "C"; member of house; seats 2; weight people 15
faction d "D"; member of house; seats 2; weight people 10
faction e "E"; member of house; seats 1; weight people 5
group orange "Orange"; members a, b
group green "Green"; members c, d
"""
NAMES = ("a", "b", "c", "d", "e")
SAYS = {Choice.FOR: "accepts", Choice.AGAINST: "rejects", Choice.ABSTAINS: "abstains"}
RULES = (
    "majority",
    "majority of those present",
    "absolute majority",
    "two thirds",
    "two thirds of seats",
    "at least 7",
    "3 members",
    "more than 40% of people and majority of votes cast",
    "55% of members and 65% of people",
    "55% of members and 65% of people or 4 members",
    "majority and majority in each of orange, green",
    "parallel consent of orange, green",
    "60% and 40% in each of orange, green",
    "consensus",
    "unanimity",
    "any 2 of a, b, c",
    "all of a, b",
    "decision of b",
    "no more than 3 against",
    "majority; veto by b",
    "majority; veto by b, e",
    "55% of members and 65% of people; veto by c",
    "majority; quorum 60%",
    "majority; quorum 9",
)

Known = dict[str, Choice | None]
OPEN = st.sampled_from([None, None, None, *SAYS])
ON = end_of("2025-12-31")


def says(known: Known) -> str:
    return "".join(
        f"2025-01-01 say {name} {SAYS[choice]} accord [own]\n"
        for name, choice in known.items()
        if choice is not None
    )


def asked(agreement: Agreement) -> Ratification:
    terms = Terms(target="accord", on=ON)
    return ratification(agreement, positions(agreement, ON), terms)


def of_all(found: set[Truth]) -> Truth:
    return found.pop() if len(found) == 1 else Truth.OPEN


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=12)
@given(st.fixed_dictionaries(dict.fromkeys(NAMES, OPEN)))
def test_open_is_open_and_nothing_else_is(rule: str, known: Known) -> None:
    """Every undecided member votes for it, votes against it, or abstains; each vote is counted."""
    agreement = agreement_of(says(known), PACT.format(rule=rule))
    house = ActorId("house")
    asks = rule_of(agreement, house, ON)
    assert asks is not None
    found: set[Truth] = set()
    for choices in product(*([c] if (c := known[n]) is not None else list(SAYS) for n in NAMES)):
        votes = {ActorId(name): choice for name, choice in zip(NAMES, choices, strict=True)}
        found.add(decide(asks, count_of(agreement, house, asks, votes, ON)).carried)
    assert next(b for b in asked(agreement).bodies if b.body == house).passes is of_all(found)


# -- chains, delegation, a leader's decision -----------------------------------------------------

CHAIN = """\
agreement accord "An accord"
  ratified by parliament, voters
source own "Own statements"; kind party
body parliament "Parliament"; members lower, upper; decides by all of lower, upper
body lower "Lower house"; decides by majority of seats
body upper "Upper house"; decides by two thirds of seats
body voters "Voters"; members north, south; decides by majority in each of north, south
body north "North"; members ann; decides by decision of ann
body south "South"; members few, many; decides by at least 3
faction reds "Reds"; member of lower; seats 2; delegates to ann
faction blues "Blues"; member of lower; seats 1
person ann "Ann"
person bob "Bob"; member of upper
person carl "Carl"; member of upper
person dora "Dora"; member of upper
faction few "Few"; seats 1
faction many "Many"; seats 2; delegates to bob
"""
LEAVES = ("ann", "bob", "carl", "dora", "blues", "few")


def passes(yes: set[str]) -> bool:
    """Work the chain out by hand: Reds vote with Ann, Many with Bob, North is Ann's decision."""
    lower = 2 * ("ann" in yes) + ("blues" in yes) > 1.5
    upper = len(yes & {"bob", "carl", "dora"}) >= 2
    south = ("few" in yes) + 2 * ("bob" in yes) >= 3
    return lower and upper and "ann" in yes and south


@settings(max_examples=80)
@given(st.fixed_dictionaries({leaf: st.sampled_from([None, True, False]) for leaf in LEAVES}))
def test_a_chain_of_bodies_is_open_where_completions_differ(known: dict[str, bool | None]) -> None:
    stands: Known = {
        leaf: None if told is None else Choice.FOR if told else Choice.AGAINST
        for leaf, told in known.items()
    }
    found: set[Truth] = set()
    for told in product(*([k] if (k := known[n]) is not None else [True, False] for n in LEAVES)):
        yes = {leaf for leaf, choice in zip(LEAVES, told, strict=True) if choice}
        found.add(Truth.YES if passes(yes) else Truth.NO)
    assert asked(agreement_of(says(stands), CHAIN)).passes is of_all(found)


REFERENDUM = """\
agreement accord "An accord"
  ratified by north, south
source own "Own statements"; kind party
body north "Voters of the north"; seats 1000; decides by majority; quorum 40%
body south "Voters of the south"; seats 3000; decides by majority and more than 25% of the electorate
"""


@pytest.mark.parametrize(
    ("north", "south", "passes"),
    [
        ("for 300 against 101", "for 751 against 0", "yes"),
        ("for 300 against 99", "for 751 against 0", "no"),
        ("for 300 against 101", "for 750 against 0", "no"),
        ("for 200 against 200", "for 751 against 0", "no"),
        ("for 300 against 101", "", "open"),
        ("for 300 against 99", "", "no"),
        ("share 71.1% turnout 81.1%", "for 751 against 750", "yes"),
        ("share 71.1% turnout 39%", "for 751 against 750", "no"),
        ("share 71.1%", "for 751 against 750", "open"),
    ],
)
def test_two_referendums_with_thresholds(north: str, south: str, passes: str) -> None:
    votes = [("north", north), ("south", south)]
    record = "".join(
        f"2025-01-01 vote {who} on accord {count} [own]\n" for who, count in votes if count
    )
    found = asked(agreement_of(record, REFERENDUM))
    assert found.passes is not None
    assert found.passes.value == passes
