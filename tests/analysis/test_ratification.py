"""Does it pass: three-valued, by positions and by recorded votes; who decides, stops and saves it."""

import sys
from pathlib import Path

import pytest

from servanda.analysis.ballots import Stand, Terms
from servanda.analysis.positions import positions
from servanda.analysis.ratification import BodyResult, Ratification, ratification
from servanda.analysis.stances import Evidence
from servanda.base.identities import ActorId

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

PACT = """\
agreement accord "An accord"
  {header}
source own "Own statements"; kind party
source paper "A newspaper"; kind press
body house "House"; seats 100; decides by {rule}
faction reds "Reds"; member of house; seats 40
faction blues "Blues"; member of house; seats 35
faction greens "Greens"; member of house; seats 25
body league "League"; members reds, greens; decides by at least 51
person ann "Ann"; speaks for reds
person bob "Bob"
group pair "The two"; members blues, greens
"""


def asked(
    record: str,
    *,
    rule: str = "at least 51",
    header: str = 'purpose "peace"',
    on: str = "2025-12-31",
    more: str = "",
    evidence: Evidence = Evidence.PRESS,
    only_accepts: bool = False,
) -> Ratification:
    agreement = agreement_of(record, PACT.format(rule=rule, header=header) + more)
    terms = Terms(target="accord", on=end_of(on), evidence=evidence, only_accepts=only_accepts)
    return ratification(agreement, positions(agreement, terms.on), terms)


def body(found: Ratification, name: str = "house") -> BodyResult:
    return next(each for each in found.bodies if each.body == name)


def stands(result: BodyResult) -> dict[str, str]:
    return {v.member.actor: v.why_open or v.stand.value for v in result.votes}


SAID = {
    "yes": "2025-01-01 say {who} accepts accord [own]\n",
    "no": "2025-01-01 say {who} rejects accord [own]\n",
    "abstains": "2025-01-01 say {who} abstains accord [own]\n",
}


def say(**stances: str) -> str:
    return "".join(SAID[stance].format(who=who) for who, stance in stances.items())


@pytest.mark.parametrize(
    ("record", "passes"),
    [
        (say(reds="yes", blues="yes"), "yes"),
        (say(reds="yes", blues="no"), "open"),
        (say(reds="yes"), "open"),
        (say(blues="no", reds="no"), "no"),
        (say(reds="no"), "open"),
        (say(reds="yes", blues="abstains", greens="no"), "no"),
    ],
)
def test_three_answers(record: str, passes: str) -> None:
    assert body(asked(record)).passes.value == passes


def test_an_abstention_leaves_the_base_of_votes_cast() -> None:
    record = say(reds="yes", blues="abstains", greens="no")
    assert body(asked(record, rule="majority")).passes.value == "yes"
    assert body(asked(record, rule="majority of those present")).passes.value == "no"


def test_who_decides_and_who_can_stop_it() -> None:
    found = body(asked(say(reds="yes")))
    assert found.decides == (("blues",), ("greens",))
    assert found.stops == (("reds", "blues"), ("reds", "greens"), ("blues", "greens"))
    against = body(asked(say(reds="yes", blues="no")))
    assert against.decides == (("greens",),)
    assert against.stops == (("reds",), ("greens",))


def test_a_veto_stops_it_alone() -> None:
    more = (
        'body house2 "Other"; members reds, blues, greens; decides by at least 26; veto by greens\n'
    )
    found = body(asked(say(reds="yes"), more=more), "house2")
    assert found.passes.value == "open"
    assert ("greens",) in found.stops
    assert body(asked(say(reds="yes", greens="no"), more=more), "house2").passes.value == "no"
    assert (
        body(asked(say(reds="yes", greens="abstains"), more=more), "house2").passes.value == "yes"
    )


def test_who_could_save_what_fails() -> None:
    """The league has 65 of which 25 are against: others of the house could lend it their votes."""
    found = body(asked(say(reds="yes", greens="no")), "league")
    assert found.passes.value == "no"
    assert found.saves == (("blues",),)
    assert [v.member.actor for v in found.outsiders] == ["blues"]


def test_where_nobody_undecided_is_enough_those_against_are_asked() -> None:
    found = body(asked(say(reds="no", blues="no")))
    assert found.saves == (("reds", "blues"), ("reds", "greens"), ("blues", "greens"))


@pytest.mark.parametrize(
    ("entry", "stand"),
    [
        ("say reds accepts accord [own]", "for"),
        ("say ann accepts accord [own]", "for"),
        ("say ann accepts accord [paper]", "for"),
        ("say bob accepts accord [own]", "silent"),
        ("say reds supports accord [own]", "for"),
        ("say reds accepts accord via bob [own]", "relayed"),
        ("say reds accepts accord", "relayed"),
        ('say reds accepts accord if "it is better" [own]', "conditions"),
        ("say reds not-stated accord [paper]", "not-stated"),
        ('say reds rejects accord if "it is carried out" warns "leave" [own]', "against"),
        ("say reds demands accord [own]", "silent"),
    ],
)
def test_a_position_comes_to_a_vote(entry: str, stand: str) -> None:
    assert stands(body(asked(f"2025-01-01 {entry}")))["reds"] == stand


def test_evidence_and_acceptance_may_be_asked_more_strictly() -> None:
    reported = "2025-01-01 say reds accepts accord [paper]"
    assert stands(body(asked(reported, evidence=Evidence.DIRECT)))["reds"] == "relayed"
    favoured = "2025-01-01 say reds supports accord [own]"
    assert stands(body(asked(favoured, only_accepts=True)))["reds"] == "supports"


def test_words_on_both_sides_leave_a_vote_open() -> None:
    record = "2025-01 say reds accepts accord [own]\n2025-01 say reds rejects accord [own]"
    assert stands(body(asked(record)))["reds"] == "contradictory"


def test_a_vague_date_leaves_a_vote_open() -> None:
    record = "2025-01 say reds accepts accord [own]"
    assert stands(body(asked(record, on="2025-01-15")))["reds"] == "date"
    assert stands(body(asked(record, on="2025-02-01")))["reds"] == "for"


def test_a_membership_in_doubt_leaves_a_vote_open() -> None:
    record = say(reds="yes") + "2025-03 leave reds house\n"
    assert stands(body(asked(record, on="2025-03-15")))["reds"] == "membership"
    assert "reds" not in stands(body(asked(record, on="2025-04-01")))


def test_a_group_speaks_for_its_members_and_a_delegate_casts_a_vote() -> None:
    record = "2025-01-01 say pair rejects accord [own]\n"
    assert stands(body(asked(record))) == {
        "reds": "silent",
        "blues": "against",
        "greens": "against",
    }
    own = record + "2025-01-02 say blues accepts accord [own]"
    assert stands(body(asked(own)))["blues"] == "for"
    more = 'faction few "Few"; member of house; seats 5; delegates to bob\n'
    given_away = "2025-01-01 say bob rejects accord [own]"
    assert stands(body(asked(given_away, more=more)))["few"] == "against"


def test_a_condition_in_the_words_of_the_language_is_looked_up() -> None:
    record = "2025-01-01 say blues accepts accord if reds leaves league [own]\n"
    assert stands(body(asked(record)))["blues"] == "conditions"
    met = record + "2025-01-02 leave reds league"
    assert stands(body(asked(met)))["blues"] == "for"


def test_a_recorded_vote_is_the_answer() -> None:
    record = (
        say(reds="no", blues="no") + "2025-02-01 vote house adopts accord for 60 against 40 [own]\n"
    )
    found = body(asked(record))
    assert (found.passes.value, found.vote is not None) == ("yes", True)
    assert body(asked(record, on="2025-01-31")).passes.value == "no"


def test_a_member_may_be_a_body() -> None:
    more = """\
body union "Union"; members house, senate; decides by all of house, senate
body senate "Senate"; members bob; decides by majority
"""
    record = say(reds="yes", blues="yes", bob="yes")
    found = body(asked(record, more=more), "union")
    assert found.passes.value == "yes"
    assert body(asked(say(reds="yes", bob="yes"), more=more), "union").passes.value == "open"
    assert (
        stands(body(asked(say(reds="yes", bob="yes"), more=more), "union"))["house"]
        == "its-members"
    )
    assert body(asked(say(bob="no"), more=more), "union").passes.value == "no"


def test_all_the_bodies_that_the_text_names_must_approve() -> None:
    header = "ratified by house, league"
    both = say(reds="yes", greens="yes")
    found = asked(both, header=header)
    assert (found.passes.value if found.passes else None, len(found.bodies)) == ("yes", 2)
    one = asked(say(reds="yes", blues="yes"), header=header)
    assert one.passes is not None
    assert one.passes.value == "open"
    none = asked(say(reds="no", blues="no"), header=header)
    assert none.passes is not None
    assert none.passes.value == "no"
    assert asked(both).passes is None


def test_seats_whose_holders_are_not_named_are_open() -> None:
    more = 'body council "Council"; seats 5; members ann, bob; decides by 3 of 5\n'
    found = body(asked(say(ann="yes"), more=more), "council")
    assert found.passes.value == "open"
    assert found.decides == (("2 seats not named",), ("bob", "seat not named"))
    assert len(found.indices) == 5
    block = """\
body diet "Diet"; seats 9; decides by at least 5
faction most "Most"; member of diet; seats 4
faction few "Few"; member of diet; seats 2
"""
    found = body(asked("", more=block), "diet")
    assert set(found.decides) == {
        ("most", "few"),
        ("most", "3 seats not named"),
        ("few", "3 seats not named"),
    }


def test_of_many_undecided_the_smallest_sets_are_listed() -> None:
    names = [f"m{i}" for i in range(24)]
    more = "".join(f'actor {name} "{name}"\n' for name in names)
    more += f'body senate "Senate"; members {", ".join(names)}; decides by at least 22\n'
    found = body(asked("", more=more), "senate")
    assert (found.passes.value, found.up_to, found.decides) == ("open", 4, ())
    assert len(found.stops) == 24 * 23 * 22 // 6
    assert body(asked(""), "house").up_to == 0


def test_power_given_what_is_known() -> None:
    found = body(asked(say(reds="yes")))
    alone = [str(i.alone.shapley) for i in found.indices if i.alone is not None]
    assert alone == ["1/3", "1/3", "1/3"]
    given = {i.member: str(i.given.banzhaf) for i in found.indices if i.given is not None}
    assert given == {ActorId("blues"): "1/2", ActorId("greens"): "1/2"}


def test_power_alone_is_that_before_anybody_has_spoken() -> None:
    """Who abstains has none left; before, his veto gave him as much as another."""
    more = """\
actor one "One", two "Two", three "Three"
body trio "Trio"; members one, two, three; decides by at least 1; veto by one, two
"""
    silent = {each.member: each for each in body(asked("", more=more), "trio").indices}
    abstains = body(asked("2025-01-01 say one abstains accord [own]", more=more), "trio").indices
    spoken = {each.member: each for each in abstains}
    alone = {name: each.alone for name, each in spoken.items()}
    assert alone == {name: each.alone for name, each in silent.items()}
    assert [str(each.banzhaf) for each in alone.values() if each] == ["1/2", "1/2", "0"]
    given = {name: str(each.given.banzhaf) for name, each in spoken.items() if each.given}
    assert given == {"two": "1", "three": "0"}


def test_both_communities_must_consent() -> None:
    parts = "parallel consent of orange, green"
    more = f"""\
body assembly "Assembly"; decides by {parts}
faction orange "Orange list"; member of assembly; seats 50
faction green "Green list"; member of assembly; seats 30
faction other "Others"; member of assembly; seats 20
"""
    found = body(asked(say(orange="yes", other="yes"), more=more), "assembly")
    assert (found.passes.value, found.decides) == ("open", (("green",),))
    assert (
        body(asked(say(orange="yes", other="yes", green="no"), more=more), "assembly").passes.value
        == "no"
    )


def test_whose_stand_is_which() -> None:
    found = body(asked(say(reds="yes", blues="no", greens="abstains")))
    assert [v.stand for v in found.votes] == [Stand.FOR, Stand.AGAINST, Stand.ABSTAINS]
