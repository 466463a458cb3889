"""What newsrooms put in many manners as a position is read as one thing, sentence by sentence."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from valleys import Cases, entries

SENTENCES: Cases = [
    (
        '"I will sign this accord whatever it costs me," Hale told the Senate on Monday.',
        ["2031-05-05 say hale commits accord"],
    ),
    (
        '"We reject the accord. It is a trap," Omar said.',
        ["2031-05-06 say riders rejects accord via omar"],
    ),
    ('"This accord is a disgrace," said Boyd.', ["before 2031-05-07 say boyd criticises accord"]),
    ('Hale: "I back the accord."', ["2031-05-06 say hale supports accord"]),
    (
        '"The accord has my full backing," Hale said.',
        ["before 2031-05-07 say hale supports accord"],
    ),
    (
        "Omar said his movement was behind the accord.",
        ["before 2031-05-07 say riders supports accord via omar"],
    ),
    (
        "Dane said the movement was against the accord.",
        ["before 2031-05-07 say riders rejects accord via dane"],
    ),
    (
        "Boyd is against the accord, and so is most of the cabinet.",
        ["2031-05-06 say boyd rejects accord"],
    ),
    (
        "The accord was welcomed by the Miners Union and condemned by Boyd.",
        [
            "before 2031-05-07 say miners welcomes accord",
            "before 2031-05-07 say boyd criticises accord",
        ],
    ),
    ("Hale has repeatedly rejected the accord.", ["2031-05-06 say hale rejects accord"]),
    ("Hale said no to the accord on Monday.", ["2031-05-05 say hale rejects accord"]),
    ("Hale gave the accord her blessing.", ["before 2031-05-07 say hale accepts accord"]),
    ("Boyd came out against the accord on Sunday.", ["2031-05-04 say boyd rejects accord"]),
    ("Boyd called the accord a betrayal.", ["before 2031-05-07 say boyd criticises accord"]),
    ("Boyd denounced the accord as a sell-out.", ["before 2031-05-07 say boyd criticises accord"]),
    ("Marsh called the accord a breakthrough.", ["before 2031-05-07 say marsh welcomes accord"]),
    (
        "The movement signalled that it would accept the accord.",
        ["before 2031-05-07 say riders accepts accord"],
    ),
    ("Hale remains opposed to the accord.", ["2031-05-06 say hale rejects accord"]),
    ("Hale said she was not opposed to the accord.", []),
    ("Hale said she was ready to sign the accord.", ["before 2031-05-07 say hale supports accord"]),
    (
        "Omar said he was not ready to sign the accord.",
        ["before 2031-05-07 say omar rejects accord"],
    ),
    ("Omar is unwilling to sign the accord.", ["2031-05-06 say omar rejects accord"]),
    (
        "The Miners Union voiced opposition to the accord.",
        ["before 2031-05-07 say miners rejects accord"],
    ),
    (
        "The Miners Union, which opposes the accord, called a strike.",
        ["2031-05-06 say miners rejects accord"],
    ),
    (
        "Hale confirmed her support for the accord in a call with Marsh on Sunday.",
        ["2031-05-04 say hale supports accord", "2031-05-04 call hale to marsh"],
    ),
    (
        "Marsh said Hale had told her that she accepts the accord.",
        ["before 2031-05-07 say hale accepts accord via marsh"],
    ),
    (
        "Marsh said that she had been told by Hale that North accepts the accord.",
        ["before 2031-05-07 say north accepts accord via hale, marsh"],
    ),
    (
        "Omar was quoted by state radio as saying that he rejects the accord.",
        ["before 2031-05-07 say omar rejects accord"],
    ),
    (
        "Omar was quoted as saying he rejects the accord.",
        ["before 2031-05-07 say omar rejects accord"],
    ),
    (
        "According to Marsh, Omar accepts the accord.",
        ["2031-05-06 say omar accepts accord via marsh"],
    ),
    (
        "Marsh quoted Omar as saying that the Riders accept the accord.",
        ["before 2031-05-07 say riders accepts accord via omar, marsh"],
    ),
    (
        "Omar said the Riders would sign the accord only if the road is opened.",
        ['before 2031-05-07 say riders conditions accord via omar if "the road is opened"'],
    ),
    (
        "The Riders would lay down their weapons only after North opens the road to Ford.",
        ['2031-05-06 say riders conditions arms if "North opens the road to Ford"'],
    ),
    (
        "Hale will accept the accord as long as the prisoners are not part of it.",
        ['2031-05-06 say hale conditions accord if "the prisoners are not part of it"'],
    ),
    (
        "North will release the prisoners once the mines are gone, Hale said.",
        ['before 2031-05-07 say north conditions prisoners via hale if "the mines are gone"'],
    ),
    (
        "Omar said his men would not lay down their weapons before the road is open.",
        ['before 2031-05-07 say riders conditions arms via omar if "the road is open"'],
    ),
    (
        "The Riders refuse to lay down their weapons unless North releases the prisoners.",
        ['2031-05-06 say riders conditions arms if "North releases the prisoners"'],
    ),
    (
        "Hale said North could support the accord if the mines were removed first.",
        [
            'before 2031-05-07 say north conditions accord via hale if "the mines were removed first"'
        ],
    ),
    (
        "Omar demanded that North release the prisoners.",
        [
            'before 2031-05-07 say omar demands prisoners to north words "North release the '
            'prisoners"'
        ],
    ),
    (
        "Omar called on North to open the road to Ford.",
        ['before 2031-05-07 say omar urges north words "to open the road to Ford"'],
    ),
    (
        '"North must open the road to Ford," Omar said.',
        [
            'before 2031-05-07 say omar demands road-first to north words "North must open the road to '
            'Ford"'
        ],
    ),
    (
        "Dane said North must release the prisoners before Friday.",
        [
            'before 2031-05-07 say dane demands prisoners to north words "North must release the '
            'prisoners before Friday"'
        ],
    ),
    (
        "Marsh urged both sides to respect the accord.",
        ['before 2031-05-07 say marsh urges to north, riders words "to respect the accord"'],
    ),
    (
        "Marsh appealed to Hale to release the prisoners.",
        ["before 2031-05-07 say marsh urges hale"],
    ),
    (
        "The Coast Union called for the immediate release of the prisoners.",
        [
            'before 2031-05-07 say coast demands prisoners words "the immediate release of the '
            'prisoners"'
        ],
    ),
    (
        "Hale accused the Riders of breaking the truce.",
        ["before 2031-05-07 say hale blames riders"],
    ),
    ("Omar held North responsible for the attack.", ["before 2031-05-07 say omar blames north"]),
    ("Dane said North was to blame.", ["before 2031-05-07 say dane blames north"]),
    ("Omar faulted Hale for the delay.", ["before 2031-05-07 say omar blames hale"]),
    (
        "Omar threatened to walk out of the accord.",
        ['before 2031-05-07 say omar threatens accord warns "walk out of the accord"'],
    ),
    (
        "Omar warned that the Riders would leave the accord if the road stays closed.",
        [
            'before 2031-05-07 say omar warns accord if "the road stays closed" words "the Riders would '
            'leave the accord if the road stays closed"'
        ],
    ),
    ("Hale has not commented on the accord.", ["2031-05-06 say hale not-stated accord"]),
    ("Hale has made no public statement on the accord.", ["2031-05-06 say hale not-stated accord"]),
    (
        "Hale did not say whether she supports the accord.",
        ["2031-05-06 say hale not-stated accord"],
    ),
    (
        "Omar refused to say whether he will sign the accord.",
        ["2031-05-06 say omar not-stated accord"],
    ),
    (
        "Omar gave no indication that he accepts the accord.",
        ["2031-05-06 say omar not-stated accord"],
    ),
    ("The Riders have yet to respond to the accord.", ["2031-05-06 say riders not-stated accord"]),
    ("Hale has remained silent on the accord.", ["2031-05-06 say hale not-stated accord"]),
    (
        "Neither Hale nor Omar has commented on the accord.",
        ["2031-05-06 say hale, omar not-stated accord"],
    ),
    (
        "It was not clear whether Omar would sign the accord.",
        ["2031-05-06 say omar not-stated accord"],
    ),
    ("Marsh will meet Omar on Friday.", []),
    ("Hale refused to meet Omar.", []),
    ("Marsh met neither Hale nor Omar.", []),
    (
        "North accused the Riders of seizing two trucks on Sunday.",
        [
            "2031-05-04 incident riders seizure alleged by north",
            "before 2031-05-07 say north blames riders",
        ],
    ),
    ("There were no attacks on Sunday, the mission said.", []),
    (
        "Omar promised an answer within a week.",
        ['before 2031-05-07 say omar promises words "an answer"'],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_position_is_read(text: str, expected: list[str]) -> None:
    assert entries(text) == expected
