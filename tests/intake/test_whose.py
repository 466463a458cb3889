"""Who says so, and who is meant, is found wherever newsrooms put it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from valleys import Cases, entries

TOLD: Cases = [
    (
        "Hale spoke. The Free Riders, she told reporters, would remain opposed to the accord.",
        ["before 2031-05-07 say riders rejects accord via hale"],
    ),
    (
        "Marsh met nobody. Omar, she said, had told her that the Riders accept the accord.",
        ["before 2031-05-07 say riders accepts accord via omar, marsh"],
    ),
    (
        "Dane complained; the accord, she said, is dead, and her movement rejects it.",
        [
            "before 2031-05-07 say dane criticises accord",
            "before 2031-05-07 say riders rejects accord via dane",
        ],
    ),
    (
        "The statement by the Coast Union that it backs the accord surprised many.",
        ["before 2031-05-07 say coast supports accord"],
    ),
    (
        "Marsh conveyed Omar's assurance that the Riders would lay down 500 weapons.",
        ['before 2031-05-07 say riders promises arms via omar, marsh words "500 weapons"'],
    ),
    (
        "In the words of Marsh, the Riders accept the accord.",
        ["2031-05-06 say riders accepts accord via marsh"],
    ),
    ("OMAR: 'We reject the accord.'", ["2031-05-06 say riders rejects accord via omar"]),
    (
        "10:45 - Hale says her country supports the accord.",
        ["2031-05-06 say north supports accord via hale"],
    ),
    (
        "Boyd, who has long opposed the accord, said he would now support it.",
        ["before 2031-05-07 say boyd supports accord"],
    ),
    (
        "Marsh met Hale on Sunday and Omar on Monday.",
        ["2031-05-04 meet marsh, hale", "2031-05-05 meet marsh, omar"],
    ),
    (
        "The Miners Union opposes the accord. So does Boyd.",
        ["2031-05-06 say miners rejects accord", "2031-05-06 say boyd rejects accord"],
    ),
    (
        "The Riders would lay down no weapons, Omar said.",
        ['before 2031-05-07 say riders rejects arms via omar words "no weapons"'],
    ),
    ("Boyd has dropped his objections to the accord.", ["2031-05-06 say boyd accepts accord"]),
    ("Boyd attacked his critics.", []),
    ("The mission saw no shelling.", []),
    (
        "The Riders accept the accord; the Miners Union said no.",
        ["2031-05-06 say riders accepts accord"],
    ),
]

MEANT: Cases = [
    (
        'Hale was at home. "She supports the accord," her office said.',
        ["before 2031-05-07 say hale supports accord"],
    ),
    ('Omar spoke to the press. "She wants my weapons," he said.', []),
    (
        "Hale's office said the road was open. It added that she supports the accord.",
        ["before 2031-05-07 say hale supports accord"],
    ),
    (
        "A spokesman for the Riders spoke. He did not say whether they back the accord.",
        ["2031-05-06 say riders not-stated accord"],
    ),
    (
        "Hale defended both the accord and the opening of the road.",
        ["before 2031-05-07 say hale supports accord", "before 2031-05-07 say hale supports road"],
    ),
    (
        "Omar welcomed the accord on behalf of the Riders.",
        ["before 2031-05-07 say riders welcomes accord via omar"],
    ),
    (
        "The Riders, through their spokeswoman Rita Dane, said that they accept the accord.",
        ["before 2031-05-07 say riders accepts accord via dane"],
    ),
    (
        "Boyd spoke in the Senate. In a statement with Marsh, he rejected the accord.",
        ["before 2031-05-07 say boyd rejects accord"],
    ),
    (
        "The Riders' leader accepts the accord. The Coast Union's envoy praised him.",
        ["2031-05-06 say omar accepts accord"],
    ),
    (
        "Omar's movement will vote against the accord, he said.",
        ["before 2031-05-07 say riders rejects accord via omar"],
    ),
    (
        "Boyd criticised the accord. His president backs it.",
        ["before 2031-05-07 say boyd criticises accord", "2031-05-06 say hale supports accord"],
    ),
    ("The accord, Boyd said, is a trap.", ["before 2031-05-07 say boyd criticises accord"]),
    (
        '"She wants my weapons," he said. Omar rejects the accord.',
        ["2031-05-06 say omar rejects accord"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_who_says_so_is_found(text: str, expected: list[str]) -> None:
    assert entries(text) == expected


@pytest.mark.parametrize(("text", "expected"), MEANT)
def test_who_is_meant_is_found(text: str, expected: list[str]) -> None:
    assert entries(text) == expected
