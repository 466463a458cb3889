"""Power against published tables and against the answers of other programs; votes that were really taken."""

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from servanda.analysis.games import Game, Threshold, powers
from servanda.analysis.quadrature import shapley
from servanda.base.identities import ActorId
from servanda.monitor.bodies import tally, vote_result

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

ANSWERS = json.loads((Path(__file__).parent / "peer_answers.json").read_text("utf-8"))


def weighted(quota: int, *weights: int) -> Game:
    names = tuple(f"p{i}" for i in range(len(weights)))
    return Game(players=names, ways=((Threshold(quota=quota, weights=weights),),))


def test_the_six_of_1958() -> None:
    """The Council of the European Economic Community, 12 of 17: as the Britannica Guide tells it."""
    found = powers(weighted(12, 4, 4, 4, 2, 2, 1))
    assert [str(p.banzhaf) for p in found] == ["5/21"] * 3 + ["1/7"] * 2 + ["0"]


def test_the_fifteen_of_2000() -> None:
    """Their 87 votes under a plain majority: coalitions turned, as d4maths.lowtech.org/eu2000.htm lists."""
    weights = (10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2)
    assert sum(weights) == 87
    turned = {w: p.swings for w, p in zip(weights, powers(weighted(44, *weights)), strict=True)}
    assert {w: turned[w] for w in (5, 4, 3, 2)} == {5: 2558, 4: 2134, 3: 1514, 2: 1002}


# Electors from 1964 to 1968, as the census of 1960 had them apportioned; three for the capital.
ELECTORS = {"New York": 43, "District of Columbia": 3}
OF_THE_OTHERS = (40, 29, 26, 26, 25, 21, 17, 14, 14, 13, 13, *[12] * 4, 11, *[10] * 4, *[9] * 3)
OF_THE_OTHERS += (*[8] * 3, *[7] * 3, *[6] * 3, *[5] * 2, *[4] * 10, *[3] * 5)
PEOPLE = {"New York": 16_782_304, "District of Columbia": 763_956}


def test_one_man_and_his_votes() -> None:
    """A voter of New York has 3.312 times the power of one of the capital, says the title of Banzhaf, 1968.

    Villanova Law Review 13, 304. By his method a voter's power is that of the state, over the root of its
    people. Counted exactly it is 3.284: what the article says is within a hundredth of that.
    """
    votes = (*ELECTORS.values(), *OF_THE_OTHERS)
    assert (len(votes), sum(votes)) == (51, 538)
    found = powers(weighted(270, *votes))
    york, capital = (
        float(power.banzhaf) / people**0.5
        for power, people in zip(found, PEOPLE.values(), strict=False)
    )
    assert york / capital == pytest.approx(3.312, rel=0.01)
    assert york / capital == pytest.approx(3.284, abs=0.0005)


@pytest.mark.parametrize("kept", ANSWERS, ids=lambda kept: f"{kept['case']}-{kept['peer']}")
def test_other_programs_agree(kept: dict[str, Any]) -> None:
    """What `bench/ratify/keep_answers.py` wrote down: the Council, a parliament, the college, the EU."""
    ways = tuple(
        tuple(Threshold(quota=q, weights=tuple(w)) for q, w in way) for way in kept["ways"]
    )
    game = Game(players=tuple(map(str, range(len(ways[0][0].weights)))), ways=ways)
    found = powers(game)
    assert [float(p.banzhaf) for p in found] == pytest.approx(kept["banzhaf"], abs=1e-11)
    assert [float(p.shapley or 0) for p in found] == pytest.approx(kept["shapley"], abs=1e-11)
    assert sum((p.banzhaf for p in found), Fraction(0)) == 1
    if kept["case"] == "college":
        assert list(shapley(game)) == pytest.approx(kept["shapley"], abs=1e-11)


COUNCIL = """\
agreement accord "An accord"
source un "United Nations"; kind official
actor china "China", france "France", russia "Russia", uk "United Kingdom", us "United States"
body council "Security Council"; seats 15
  decides by 9 of 15
  veto by china, france, russia, uk, us
"""
VOTES = (
    ("2024-02-20", "rejects", "for 13 against 1 abstain 1; against us; abstaining uk"),
    ("2024-03-22", "rejects", "for 11 against 3 abstain 1; against china, russia"),
    ("2024-03-25", "adopts", "for 14 against 0 abstain 1; abstaining us"),  # resolution 2728
    ("2024-06-10", "adopts", "for 14 against 0 abstain 1; abstaining russia"),  # resolution 2735
    ("2024-11-20", "rejects", "for 14 against 1; against us"),
)


def test_what_the_council_voted_is_what_its_rule_gives() -> None:
    """Five votes on Gaza in 2024: what passed, passes by the rule; what a veto stopped, does not."""
    lines = (f"{day} vote council {outcome} accord {count} [un]\n" for day, outcome, count in VOTES)
    agreement = agreement_of("".join(lines), COUNCIL)
    for entry, (_, outcome, count) in zip(agreement.entries, VOTES, strict=True):
        found = vote_result(agreement, entry)
        assert found.carried is (outcome == "adopts")
        assert ("veto" in found.why) is ("against us" in count or "against china" in count)
        assert found.unanimous is False


KNESSET = """\
agreement accord "An accord"
body knesset "Knesset"; seats 120; decides by at least 61
body coalition "Coalition"; decides by at least 61
faction others "Other parties of the coalition"; member of knesset, coalition; seats 51
faction rz "Religious Zionism"; member of knesset, coalition; seats 7
faction jp "Jewish Power"; member of knesset, coalition; seats 6
faction yesh-atid "Yesh Atid"; member of knesset; seats 24
faction rest "Other parties of the opposition"; member of knesset; seats 32
"""


def test_the_arithmetic_of_june_2024() -> None:
    agreement = agreement_of("", KNESSET)
    on, coalition = end_of("2024-06-11"), ActorId("coalition")
    right = [ActorId("rz"), ActorId("jp")]
    whole = tally(agreement, coalition, on=on)
    left = tally(agreement, coalition, on=on, without=right)
    saved = tally(agreement, coalition, on=on, without=right, joined_by=[ActorId("yesh-atid")])
    assert [(each.in_favour, each.carried) for each in (whole, left, saved)] == [
        (64, True),
        (51, False),
        (75, True),
    ]
    assert tally(agreement, ActorId("knesset"), on=on).seats == 120
