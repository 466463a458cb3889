"""A negotiation as rounds: texts, versions, answers, channels, requests, movements, what is apart."""

import sys
from pathlib import Path

import pytest

from servanda.analysis.positions import positions
from servanda.analysis.rounds import Move, Outcome, Rounds, rounds

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import CAST, agreement_of, end_of

PACT = f'{CAST}group envoys "The envoys"; members host, envoy\n'


def told(record: str, on: str = "2025-12-31", known: str = "") -> Rounds:
    agreement = agreement_of(record, PACT)
    until = end_of(known) if known else None
    return rounds(agreement, positions(agreement, end_of(on), until))


@pytest.mark.parametrize(
    ("entry", "move"),
    [
        ("propose north accord to south", Move.PROPOSED),
        ("say north proposes road", Move.PROPOSED),
        ("propose south accord answers first", Move.COUNTERED),
        ("say south conditions accord", Move.ANSWERED),
        ('say south accepts accord if "it is wide"', Move.ANSWERED),
        ("accept south accord", Move.ACCEPTED),
        ("say south supports accord", Move.FAVOURED),
        ("endorse host accord", Move.FAVOURED),
        ("say south rejects accord", Move.REJECTED),
        ('say south rejects accord if "it is signed" warns "leave"', Move.REJECTED),
        ("vote cabinet adopts accord for 2 against 0", Move.VOTED),
        ("say south describes accord answers first", Move.REPLIED),
    ],
)
def test_an_entry_is_a_move(entry: str, move: Move) -> None:
    record = f"2025-01-01 propose north accord named first\n2025-01-02 {entry}\n"
    assert [step.move for step in told(record).steps] == [Move.PROPOSED, move]


@pytest.mark.parametrize(
    "entry", ["say south describes accord", 'say south "words"', "meet south, host"]
)
def test_a_remark_is_no_move(entry: str) -> None:
    assert told(f"2025-01-01 {entry}").steps == ()


ASKED = '2025-01-01 request host to north "a map" named ask\n'
GIVEN = '2025-01-02 announce north "a map" answers ask'
WIDE, NARROW = (
    f"2025-01-01 reading {who} holds width {how} [own]\n"
    for who, how in (("north", "wide"), ("south", "narrow"))
)
OFFER = "2025-01-01 propose north accord to south through envoys named offer\n"


def test_a_message_goes_through_a_channel() -> None:
    (step,) = told(OFFER).steps
    assert (step.entry.id, step.text, step.entry.to, step.through) == (
        "offer",
        "accord",
        ("south",),
        ("envoys",),
    )
    assert step.acknowledged == ()


@pytest.mark.parametrize(
    ("entry", "acknowledges"),
    [
        ("say south accepts offer", True),
        ('say host describes offer words "handed over"', True),
        ("say envoy describes offer", True),
        ("say rebel describes offer", False),
        ("say south rejects accord answers offer", True),
        ("say south rejects accord", False),
    ],
)
def test_a_message_is_acknowledged_by_who_got_it_or_carried_it(
    entry: str, acknowledges: bool
) -> None:
    first = told(f"{OFFER}2025-01-05 {entry}\n").steps[0]
    assert bool(first.acknowledged) is acknowledges
    earlier = told(f"{OFFER}2025-01-05 {entry}\n", on="2025-01-04").steps[0]
    assert earlier.acknowledged == ()


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        ('2025-01-01 request host to north "a map" named ask', Outcome.OPEN),
        ('2025-01-01 request host to north "a map" unmet', Outcome.UNMET),
        ('2025-01-01 pledge host "aid" met in part', Outcome.PARTLY),
        (
            f"{ASKED}{GIVEN}",
            Outcome.OPEN,
        ),
        (
            f"{ASKED}{GIVEN} met",
            Outcome.MET,
        ),
        (
            '2025-01-01 pledge host "aid" named ask unmet\n2025-01-02 announce host "aid" answers ask met',
            Outcome.MET,
        ),
    ],
)
def test_a_request_is_met_where_somebody_says_so(record: str, outcome: Outcome) -> None:
    (asked,) = told(record).asked
    assert asked.outcome is outcome
    assert len(asked.answered) == record.count("answers")


def test_what_was_recorded_later_was_not_known() -> None:
    record = f"{OFFER}2025-01-05 accept south accord recorded 2025-02-01\n"
    assert len(told(record, known="2025-01-10").steps) == 1
    assert len(told(record, known="2025-02-10").steps) == 2


def test_who_moved_is_told() -> None:
    record = (
        "2025-01-01 say south rejects accord [own]\n2025-01-02 say south accepts accord [own]\n"
    )
    (moved,) = told(record).moved
    assert (moved.actor, moved.about) == ("south", "accord")
    assert told(record, on="2025-01-01").moved == ()


@pytest.mark.parametrize(
    ("record", "apart"),
    [
        ("2025-01-01 say north, south accepts accord [own]", []),
        ("2025-01-01 say north accepts accord [own]", ["accord"]),
        (
            "2025-01-01 say north, south accepts accord [own]\n2025-01-02 say south rejects road [own]",
            ["road"],
        ),
        ("2025-01-01 say host rejects accord [own]", []),
        (
            f"{WIDE}{NARROW}",
            ["width"],
        ),
        ("2025-01-01 reading north, south holds width wide [own]", []),
    ],
)
def test_what_is_still_apart(record: str, apart: list[str]) -> None:
    assert [each.about for each in told(record).apart] == apart


@pytest.mark.parametrize(
    ("record", "apart"),
    [
        ("2025-01-01 sign north accord [own]", ["accord"]),
        ("2025-01-01 sign sides accord [own]", []),
        ("2025-01-01 sign north, south accord [own]", []),
        (
            "2025-01-01 sign sides accord [own]\n2025-01-02 say south rejects accord [own]",
            ["accord"],
        ),
    ],
)
def test_a_group_that_signs_signs_for_its_members(record: str, apart: list[str]) -> None:
    agreement = agreement_of(record, f'{CAST}group sides "Both sides"; members north, south\n')
    found = rounds(agreement, positions(agreement, end_of("2025-12-31")))
    assert [each.about for each in found.apart] == apart


def test_who_is_a_party_under_one_reading_is_heard() -> None:
    pact = f'{CAST}actor east "East"\n  under width.wide: also {{role}}\n'
    record = f"{WIDE}2025-01-01 reading east holds width narrow [own]\n"
    for role, apart in (("party", ["width"]), ("mediator", [])):
        agreement = agreement_of(record, pact.format(role=role))
        found = rounds(agreement, positions(agreement, end_of("2025-12-31")))
        assert [each.about for each in found.apart] == apart
