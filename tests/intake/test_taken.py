"""Stances are read from nouns, answers, conditions and silences as well as from verbs."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from valleys import Cases, entries

AGENTS: Cases = [
    ("Boyd is the accord's loudest critic.", ["2031-05-06 say boyd criticises accord"]),
    ("The Miners Union is no friend of the accord.", ["2031-05-06 say miners rejects accord"]),
    (
        "Boyd, an opponent of the accord, met Hale on Monday.",
        ["2031-05-05 meet boyd, hale", "2031-05-05 say boyd rejects accord"],
    ),
    ("A former supporter of the accord spoke.", []),
]

GRANTED: Cases = [
    (
        "The Miners Union's rejection of the accord has not softened.",
        ["2031-05-06 say miners rejects accord"],
    ),
    (
        "Marsh took note of the refusal of the Riders to accept the accord.",
        ["before 2031-05-07 say riders rejects accord via marsh"],
    ),
    ("Hale hopes for the Riders' acceptance of the accord.", []),
    (
        "Marsh criticised the Riders for their refusal to remove the mines.",
        [
            "before 2031-05-07 say marsh criticises riders",
            'before 2031-05-07 say riders rejects mines words "to remove the mines"',
        ],
    ),
    ("Boyd has never hidden his dislike of the accord.", ["2031-05-06 say boyd criticises accord"]),
    ("Hale expressed her full confidence in Marsh.", ["before 2031-05-07 say hale supports marsh"]),
    (
        "Hale and Omar blamed each other on Monday for the delay.",
        ["2031-05-05 say hale blames omar", "2031-05-05 say omar blames hale"],
    ),
    ("Boyd's remarks drew a rebuke from Hale.", ["before 2031-05-07 say hale criticises boyd"]),
]

TERMS: Cases = [
    (
        "Omar linked the removal of the mines to the release of the prisoners.",
        ['before 2031-05-07 say omar conditions mines if "the release of the prisoners"'],
    ),
    (
        "The release of the prisoners depends on the removal of the mines, Hale said.",
        ['before 2031-05-07 say hale conditions prisoners if "the removal of the mines"'],
    ),
    (
        "Neither the accord nor the road was acceptable to the Miners Union.",
        [
            "before 2031-05-07 say miners rejects accord",
            'before 2031-05-07 say miners rejects road words "the road"',
        ],
    ),
    (
        "The Riders would remove the mines the day the road was opened, Omar said.",
        ['before 2031-05-07 say riders conditions mines via omar if "the road was opened"'],
    ),
    (
        "Hale said that North would release the prisoners as soon as the mines are removed.",
        ['before 2031-05-07 say north conditions prisoners via hale if "the mines are removed"'],
    ),
    (
        "Hale will release the prisoners once the Senate has approved the accord.",
        ['2031-05-06 say hale conditions prisoners if "the Senate has approved the accord"'],
    ),
    (
        "Omar said that no more mines would be removed until the road is open.",
        ['before 2031-05-07 say omar conditions mines if "the road is open"'],
    ),
    (
        "There will be no release of prisoners, Hale said.",
        ['before 2031-05-07 say north rejects prisoners via hale words "no release of prisoners"'],
    ),
    (
        "North says the road will stay closed until the mines are removed.",
        ['2031-05-06 say north conditions road if "the mines are removed"'],
    ),
    (
        "The Riders will keep their weapons if the Senate rejects the accord, Omar said.",
        [
            'before 2031-05-07 say riders threatens arms via omar if "the Senate rejects the accord" '
            'warns "The Riders will keep their weapons"'
        ],
    ),
]

ASKED: Cases = [
    (
        "Asked whether North would open the road, Hale said that it would.",
        ['before 2031-05-07 say north promises road via hale words "the road"'],
    ),
    (
        "Pressed on whether the Riders would remove the mines, Omar replied that they would not.",
        ['before 2031-05-07 say riders rejects mines via omar words "the mines"'],
    ),
    (
        "Boyd, asked whether he still opposed the accord, said that he did.",
        ["before 2031-05-07 say boyd rejects accord"],
    ),
    (
        "Marsh asked both sides to keep the truce.",
        [
            'before 2031-05-07 say marsh urges to north, riders words "to keep the truce"',
            'before 2031-05-07 request marsh to north, riders "keep the truce"',
        ],
    ),
    (
        "Omar insisted that the road be opened first.",
        ['before 2031-05-07 say omar demands road-first words "the road be opened first"'],
    ),
    (
        "The mines had to be removed, Hale said.",
        ['before 2031-05-07 say hale demands mines words "The mines had to be removed"'],
    ),
    (
        "Hale expects the mines to be removed.",
        ['2031-05-06 say hale demands mines words "the mines"'],
    ),
    (
        "What the Riders want, Dane said, is the opening of the road.",
        [
            'before 2031-05-07 say riders demands road-first via dane words "the opening of the road"'
        ],
    ),
]

SILENT: Cases = [
    (
        "There was no comment from Omar on the accord.",
        ["before 2031-05-07 say omar not-stated accord"],
    ),
    (
        "Hale has never said where she stands on the accord.",
        ["2031-05-06 say hale not-stated accord"],
    ),
    ("Hale has not yet decided whether to open the road.", ["2031-05-06 say hale not-stated road"]),
    ("Hale would not be drawn on the accord.", ["2031-05-06 say hale not-stated accord"]),
]

ENDED: Cases = [
    ("The Miners Union no longer backs the accord.", ["2031-05-06 say miners rejects accord"]),
    ("Boyd no longer opposes the accord.", []),
    (
        "North said it would not be bound by the accord any longer.",
        ["before 2031-05-07 say north rejects accord"],
    ),
    (
        "Boyd said he would resign rather than sign the accord.",
        ["before 2031-05-07 say boyd rejects accord"],
    ),
    ("Boyd has turned his back on the accord.", ["2031-05-06 say boyd rejects accord"]),
    ("We do not need this accord, Boyd said.", ["before 2031-05-07 say boyd rejects accord"]),
]


@pytest.mark.parametrize(("text", "expected"), AGENTS)
def test_a_stance_is_read_from_what_somebody_is_called(text: str, expected: list[str]) -> None:
    assert entries(text) == expected


@pytest.mark.parametrize(("text", "expected"), GRANTED)
def test_a_stance_that_is_taken_for_granted_is_read(text: str, expected: list[str]) -> None:
    assert entries(text) == expected


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_what_hangs_on_what_is_read(text: str, expected: list[str]) -> None:
    assert entries(text) == expected


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_answers_and_demands_are_read(text: str, expected: list[str]) -> None:
    assert entries(text) == expected


@pytest.mark.parametrize(("text", "expected"), SILENT)
def test_what_is_left_unsaid_is_read(text: str, expected: list[str]) -> None:
    assert entries(text) == expected


@pytest.mark.parametrize(("text", "expected"), ENDED)
def test_a_stance_that_is_over_is_another(text: str, expected: list[str]) -> None:
    assert entries(text) == expected
