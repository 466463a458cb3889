"""Who stands where: what stands, what is superseded, what does not go together, what is demanded."""

import sys
from pathlib import Path

import pytest

from servanda.analysis.contradictions import Kind, contradictions
from servanda.analysis.demands import Given, demands
from servanda.analysis.positions import Cell, Standing, positions
from servanda.analysis.stances import Evidence, Sense
from servanda.base.identities import ActorId
from servanda.checks.claims import check_claims
from servanda.workspace import load_text

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import CAST, agreement_of, end_of

NORTH, LEADER = ActorId("north"), ActorId("leader")


def cell(record: str, actor: str = "north", about: str = "accord", on: str = "2025-12-31") -> Cell:
    found = positions(agreement_of(record), end_of(on)).cell(ActorId(actor), about)
    assert found is not None
    return found


def leading(record: str, **asked: str) -> tuple[str, str]:
    said = cell(record, **asked).leading
    assert said is not None
    return said.sense.value, said.evidence.value


def kinds(record: str, on: str = "2025-12-31") -> list[tuple[Kind, str]]:
    agreement = agreement_of(record)
    found = contradictions(agreement, positions(agreement, end_of(on)))
    return [(each.kind, each.actor) for each in found]


@pytest.mark.parametrize(
    ("entry", "sense"),
    [
        ("accept north accord", "accepts"),
        ("sign north accord", "accepts"),
        ("ratify north accord", "accepts"),
        ("endorse north accord", "favours"),
        ("say north accepts accord", "accepts"),
        ("say north supports accord", "favours"),
        ("say north welcomes accord", "favours"),
        ("say north commits accord", "favours"),
        ('say north supports accord if "the road is wide"', "conditions"),
        ('say north rejects accord if "the road is narrow"', "conditions"),
        ('say north rejects accord if "it is signed" warns "leave"', "rejects"),
        ("say north conditions accord", "conditions"),
        ("say north demands accord", "demands"),
        ("say north threatens accord", "threatens"),
        ("say north not-stated accord", "not-stated"),
    ],
)
def test_a_word_has_its_sense(entry: str, sense: str) -> None:
    assert leading(f"2025-01-01 {entry} [own]") == (sense, "direct")


@pytest.mark.parametrize("word", ["describes", "criticises", "announces", "warns", "denies"])
def test_a_remark_is_no_position(word: str) -> None:
    agreement = agreement_of(f"2025-01-01 say north {word} accord [own]")
    assert positions(agreement, end_of("2025-12-31")).cell(NORTH, "accord") is None


@pytest.mark.parametrize(
    ("entry", "evidence"),
    [
        ("say north accepts accord [own]", "direct"),
        ("say north accepts accord [paper]", "press"),
        ("say north accepts accord [paper] [own]", "direct"),
        ("say north accepts accord", "unsourced"),
        ("say north accepts accord via leader [own]", "spokesman"),
        ("say north accepts accord via leader [paper]", "press"),
        ("say north accepts accord via envoy [own]", "relayed"),
        ("say north accepts accord via leader, envoy [own]", "relayed"),
        ("say leader accepts accord [own]", "spokesman"),
        ("say leader accepts accord via envoy [own]", "relayed"),
        ("say leader accepts accord via north [own]", "spokesman"),
    ],
)
def test_evidence_is_graded(entry: str, evidence: str) -> None:
    assert leading(f"2025-01-01 {entry}") == ("accepts", evidence)


def test_a_relayed_acceptance_is_not_his_own() -> None:
    said = cell("2025-01-01 say north accepts accord via envoy [own]").leading
    assert said is not None
    assert not said.is_own


def test_what_a_member_says_is_not_said_by_his_body() -> None:
    agreement = agreement_of("2025-01-01 say rebel rejects accord [own]")
    found = positions(agreement, end_of("2025-12-31"))
    assert found.cell(ActorId("cabinet"), "accord") is None
    assert "cabinet" in found.silent


def test_a_later_word_supersedes_an_earlier_one() -> None:
    record = """\
2025-01-01 say north rejects accord [own]
2025-01-05 say north accepts accord [own]
"""
    found = cell(record)
    assert [p.standing for p in found.placed] == [Standing.SUPERSEDED, Standing.STANDS]
    assert found.placed[0].ended_by is found.placed[1].statement
    assert leading(record, on="2025-01-04") == ("rejects", "direct")


def test_an_account_never_supersedes_his_own_word() -> None:
    record = """\
2025-01-01 say north rejects accord [own]
2025-01-05 say north accepts accord via envoy [own]
"""
    assert leading(record) == ("rejects", "direct")
    assert [p.standing for p in cell(record).placed] == [Standing.STANDS, Standing.STANDS]
    assert cell(record).leading is not None


def test_saying_nothing_takes_no_answers_place() -> None:
    record = """\
2025-01-01 say north accepts accord [own]
2025-01-05 say north not-stated accord [own]
"""
    assert {s.sense for s in cell(record).standing} == {Sense.ACCEPTS, Sense.NOT_STATED}


def test_words_without_a_sure_order_both_stand() -> None:
    record = """\
2025-01 say north rejects accord [own]
2025-01-05 say north accepts accord [own]
"""
    assert [p.standing for p in cell(record).placed] == [Standing.STANDS, Standing.STANDS]
    assert kinds(record) == [(Kind.SELF, "north")]
    assert [p.is_sure for p in cell(record, on="2025-01-10").placed] == [True, False]
    assert leading(record, on="2025-01-10") == ("accepts", "direct")


def test_a_condition_qualifies_a_welcome() -> None:
    record = """\
2025-01 say north welcomes accord [own]
2025-01 say north conditions accord if "the road is wide" [paper]
"""
    assert leading(record) == ("conditions", "press")
    assert leading(record.replace("[paper]", "via envoy [paper]")) == ("favours", "direct")


def test_a_change_of_mind_is_listed_as_one() -> None:
    record = """\
2025-01-01 say north rejects accord [own]
2025-01-05 say north accepts accord [own]
"""
    assert kinds(record) == [(Kind.CHANGED, "north")]
    assert kinds(record, on="2025-01-04") == []


def test_what_is_taken_back_no_longer_stands() -> None:
    record = """\
2025-01-01 say north accepts accord [own] named yes
2025-01-05 retract north yes [own]
"""
    assert [p.standing for p in cell(record).placed] == [Standing.RETRACTED]
    assert cell(record).leading is None
    assert leading(record, on="2025-01-04") == ("accepts", "direct")


def test_what_another_denies_still_stands() -> None:
    record = """\
2025-01-01 say north accepts accord via envoy [own] named yes
2025-01-05 deny {who} yes [own]
"""
    assert [p.standing for p in cell(record.format(who="south")).placed] == [Standing.STANDS]
    assert [p.standing for p in cell(record.format(who="north")).placed] == [Standing.DENIED]
    assert kinds(record.format(who="north")) == [(Kind.DENIED, "north")]


def test_what_was_recorded_later_was_not_known() -> None:
    agreement = agreement_of("2025-01-01 say north accepts accord recorded 2025-02-01 [own]")
    assert positions(agreement, end_of("2025-03-01")).cell(NORTH, "accord") is not None
    known = positions(agreement, end_of("2025-03-01"), known=end_of("2025-01-15"))
    assert known.cell(NORTH, "accord") is None


def test_an_account_stands_beside_his_silence() -> None:
    record = """\
2025-01-01 say leader supports accord via envoy [own]
2025-01-02 say leader not-stated accord [paper]
"""
    assert kinds(record) == [(Kind.RELAYED, "leader")]
    assert leading(record, actor="leader") == ("not-stated", "press")


def test_an_account_is_measured_by_his_last_word_before_it() -> None:
    record = """\
2025-01-01 say leader rejects accord [own]
2025-01-02 say leader supports accord [own]
2025-01-03 say leader supports accord via envoy [own]
"""
    assert kinds(record) == [(Kind.CHANGED, "leader")]
    assert (Kind.RELAYED, "leader") in kinds(
        record.replace("leader supports accord [", "host supports accord [")
    )


def test_a_member_may_contradict_his_body() -> None:
    record = """\
2025-01-01 accept cabinet accord [own]
2025-01-02 say rebel rejects accord [own]
"""
    assert kinds(record) == [(Kind.BODY, "cabinet")]
    assert kinds(f"2025-01-01 leave rebel cabinet [own]\n{record}") == []


def test_all_members_stand_beside_their_body_at_once() -> None:
    agreement = agreement_of("""\
2025-01-01 accept cabinet accord [own]
2025-01-02 say rebel rejects accord [own]
2025-01-02 say leader rejects accord [own]
""")
    (clash,) = contradictions(agreement, positions(agreement, end_of("2025-12-31")))
    assert (clash.kind, [said.actor for said in clash.against]) == (Kind.BODY, ["leader", "rebel"])


def test_who_is_for_the_whole_and_against_a_part_is_told() -> None:
    whole, part = "2025-01-01 accept north accord", "2025-01-02 say north rejects road"
    assert kinds(f"{whole} [own]\n{part} [own]\n") == [(Kind.PART, "north")]
    assert kinds(f"{whole} [own]\n{part} via envoy [own]\n") == []
    assert kinds(f"{whole} [own]\n2025-01-02 say south rejects road [own]\n") == []
    assert kinds(f'{whole} if "it is wide" [own]\n{part} [own]\n') == []
    vague = "2025 say north rejects road [own]\n"  # perhaps not yet said in June
    assert kinds(f"{whole} [own]\n{vague}", on="2025-06-30") == []
    assert kinds(f"{whole} [own]\n{vague}", on="2025-12-31") == [(Kind.PART, "north")]


def test_what_was_taken_back_contradicts_nothing() -> None:
    record = """\
2025-01 say north supports accord [paper]
2025-01-10 say north rejects accord named no [own]
"""
    assert (Kind.SELF, "north") in kinds(record)
    assert kinds(f"{record}2025-01-12 retract north no [own]\n") == []


def test_what_was_recorded_was_said_by_then() -> None:
    """A month is over before it ends where a report of the 11th tells of it."""
    later = "2025-01-11 say north rejects accord [own]\n"
    month = "2025-01 say north accepts accord recorded 2025-01-11 [own]\n"
    assert positions(agreement_of(month), end_of("2025-01-11")).cells[0].placed[0].is_sure
    known = cell(f"{month}2025-01-12 say north rejects accord [own]\n").placed
    assert [each.standing for each in known] == [Standing.SUPERSEDED, Standing.STANDS]
    assert [p.standing for p in cell(f"{month}{later}").placed] == [Standing.STANDS] * 2
    early = "2025-01-20 say north accepts accord recorded 2025-01-11 [own]\n"  # a fault: no bound
    assert positions(agreement_of(early), end_of("2025-01-11")).cell(NORTH, "accord") is None


def test_a_blame_stands_beside_the_rejections_of_others() -> None:
    record = """\
2025-01-01 say rebel rejects accord [own]
2025-01-02 say host blames south words "the only obstacle" [own]
"""
    agreement = agreement_of(record)
    (clash,) = contradictions(agreement, positions(agreement, end_of("2025-12-31")))
    assert (clash.kind, clash.actor, clash.about) == (Kind.ABOUT_OTHERS, "host", "south")
    assert [said.actor for said in clash.against] == ["rebel"]
    assert kinds(record.replace("say rebel rejects", "say south rejects")) == []


def test_readings_held_one_after_the_other_are_a_change() -> None:
    record = """\
2025-01-01 reading north holds width wide [own]
2025-01-02 reading north holds width narrow [own]
"""
    assert kinds(record) == [(Kind.CHANGED, "north")]
    assert cell(record, about="width").standing[0].held == "narrow"


@pytest.mark.parametrize(
    ("stance", "remark"),
    [
        ("say south accepts accord [own]", "accepts a text that does not give this"),
        ("say south supports accord [own]", "favours a text that does not give this"),
        (
            "say south accepts accord via envoy [own]",
            "is said to accept a text that does not give this",
        ),
        (
            'say south accepts accord if "it opens" [own]',
            "sets conditions on a text that does not give this",
        ),
        ("say south rejects accord [own]", ""),
        ("say south not-stated accord [own]", ""),
        (
            "say south supports accord via envoy [own]\n2025-01-02 say south not-stated accord [own]",
            "is said to favour a text that does not give this",
        ),
    ],
)
def test_a_demand_is_set_beside_the_checkers_verdict(stance: str, remark: str) -> None:
    agreement = agreement_of(f"2025-01-01 {stance}")
    found = positions(agreement, end_of("2025-12-31"))
    results = {r.claim.id: r for r in check_claims(agreement, end_of("2025-01-02"))}
    (asked,) = demands(agreement, found, results)
    assert (asked.given, asked.remark) == (Given.NOT_GIVEN, remark)


def test_who_rejects_what_gives_his_demand_is_told() -> None:
    pact_road = "road: north must open the road; by 2025-03-01"
    agreement = agreement_of(
        "2025-01-01 in force\n2025-01-01 say south rejects accord [own]",
        CAST.replace("road: north must open the road", pact_road),
    )
    found = positions(agreement, end_of("2025-12-31"))
    results = {r.claim.id: r for r in check_claims(agreement, end_of("2025-01-02"))}
    (asked,) = demands(agreement, found, results)
    assert (asked.given, asked.remark) == (Given.GIVEN, "rejects a text that gives this")


def test_an_assumption_is_marked_as_one() -> None:
    loaded = load_text({"accord.pact": CAST}, ["2025-01-01 say north accepts accord"])
    assert loaded.agreement is not None
    found = positions(loaded.agreement, end_of("2025-01-01")).cell(NORTH, "accord")
    assert found is not None
    assert found.leading is not None
    assert found.leading.evidence is Evidence.ASSUMED


def test_a_minister_stands_beside_the_state_that_his_government_speaks_for() -> None:
    pact = CAST.replace("members leader, rebel", "members leader, rebel; speaks for north")

    def clashes(record: str) -> list[tuple[Kind, str]]:
        agreement = agreement_of(record, pact)
        found = contradictions(agreement, positions(agreement, end_of("2025-12-31")))
        return [(each.kind, each.actor) for each in found]

    record = """\
2025-01-01 propose north accord [own]
2025-01-02 say rebel rejects accord [own]
"""
    assert clashes(record) == [(Kind.BODY, "north")]
    assert clashes(f"2025-01-01 leave rebel cabinet [own]\n{record}") == []
    assert clashes(f"2025-01-01 disavow cabinet for north [own]\n{record}") == []
    assert clashes(record.replace("rebel", "envoy")) == []


def test_what_a_spokesman_says_for_a_body_stands_beside_its_other_members() -> None:
    pact = f"{CAST.replace('speaks for north', 'speaks for north, cabinet')}"
    record = """\
2025-01-01 say leader accepts accord [own]
2025-01-02 say rebel rejects accord [own]
"""
    agreement = agreement_of(record, pact)
    found = contradictions(agreement, positions(agreement, end_of("2025-12-31")))
    assert [(each.kind, each.actor) for each in found] == [(Kind.BODY, "cabinet")]
