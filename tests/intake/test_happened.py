"""What newsrooms tell of meetings, votes, force, texts and dates to come is read, sentence by sentence."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from valleys import Cases, entries

SENTENCES: Cases = [
    ("Hale and Omar met in Ford on Sunday.", ["2031-05-04 meet hale, omar"]),
    ("Hale met with Omar for two hours on Sunday.", ["2031-05-04 meet hale, omar"]),
    ("Marsh held a meeting with Omar in Ford on Sunday.", ["2031-05-04 meet marsh, omar"]),
    ("Marsh sat down with Hale on Sunday.", ["2031-05-04 meet marsh, hale"]),
    ("Hale received Marsh in her office on Sunday.", ["2031-05-04 host hale with marsh"]),
    ("Marsh was received by Hale on Sunday.", ["2031-05-04 host hale with marsh"]),
    (
        "Hale hosted a dinner for Marsh and Omar on Sunday.",
        ["2031-05-04 host hale with marsh, omar"],
    ),
    ("Marsh arrived in North on Sunday for talks with Hale.", ["2031-05-04 meet marsh, hale"]),
    ("Marsh rang Omar on Sunday night.", ["2031-05-04 call marsh to omar"]),
    ("Hale phoned Omar on Sunday.", ["2031-05-04 call hale to omar"]),
    ("Hale and Omar spoke by phone on Sunday.", ["2031-05-04 call hale to omar"]),
    ("Marsh had a telephone call with Omar on Sunday.", ["2031-05-04 call marsh to omar"]),
    ("Hale sent Omar a letter through Marsh on Sunday.", ["2031-05-04 write hale to omar"]),
    ("After meeting Omar on Sunday, Marsh said she was hopeful.", ["2031-05-04 meet marsh, omar"]),
    (
        "A meeting between Hale and Omar took place in Ford on Sunday.",
        ["2031-05-04 meet hale, omar"],
    ),
    (
        "Hale and Omar held their first face-to-face talks on Sunday.",
        ["2031-05-04 meet hale, omar"],
    ),
    ("Marsh's meeting with Omar on Sunday lasted an hour.", ["2031-05-04 meet marsh, omar"]),
    ("Marsh paid a visit to Omar's camp on Sunday.", ["2031-05-04 visit marsh to omar"]),
    ("Marsh spent Sunday on the phone with Hale.", ["2031-05-04 call marsh to hale"]),
    (
        "The Riders have removed 12 mines so far, the Verification Mission said.",
        ["2031-05-06 act riders mines total 12 by mission"],
    ),
    ("North freed 30 prisoners on Sunday.", ["2031-05-04 act north prisoners 30"]),
    ("On Sunday, 30 prisoners were freed by North.", ["2031-05-04 act north prisoners 30"]),
    (
        "The Riders handed over 45 weapons to the mission on Sunday.",
        ["2031-05-04 act riders arms 45"],
    ),
    (
        "So far 140 of the 300 prisoners have been released, the Verification Mission said.",
        ["2031-05-06 act north prisoners total 140 by mission"],
    ),
    (
        "Rider artillery shelled the town of Ford on Sunday, North said.",
        ["2031-05-04 incident shelling alleged by north"],
    ),
    (
        "North said the Riders had fired mortars at Ford on Sunday.",
        ["2031-05-04 incident riders shelling alleged by north"],
    ),
    (
        "The Verification Mission observed shelling near Ford on Sunday.",
        ["2031-05-04 incident shelling observed by mission"],
    ),
    (
        "Gunmen attacked a convoy near Ford on Sunday, killing three soldiers, the Verification "
        "Mission reported.",
        [
            "2031-05-04 incident against truce reported by mission",
            "2031-05-04 figure soldiers-killed 3 by mission",
        ],
    ),
    (
        "The Riders said their positions came under fire from North's army on Sunday.",
        ["2031-05-04 incident north against truce alleged by riders"],
    ),
    ("A bomb went off in Ford on Sunday.", ["2031-05-04 incident against truce reported"]),
    (
        "Fighting broke out near Ford on Sunday, the mission said.",
        ["2031-05-04 incident against truce reported by mission"],
    ),
    (
        "At least 12 people have died since Friday, the Verification Mission said.",
        ["2031-05-06 figure people-dead at least 12 by mission"],
    ),
    (
        "The attack left three people dead and nine wounded, the Verification Mission said.",
        [
            "2031-05-06 figure people-dead 3 by mission",
            "2031-05-06 figure people-wounded 9 by mission",
        ],
    ),
    (
        "The death toll rose to 15 on Sunday, the Verification Mission said.",
        ["2031-05-04 figure dead 15 by mission"],
    ),
    (
        "Five civilians lost their lives on Sunday, North said.",
        ["2031-05-04 figure civilians-dead 5 by north"],
    ),
    (
        "Soldiers shot dead two men on Sunday, the Miners Union said.",
        [
            "2031-05-04 incident against truce alleged by miners",
            "2031-05-04 figure men-killed 2 by miners",
        ],
    ),
    (
        "The fighting has displaced 4,000 people, according to the Coast Union.",
        ["2031-05-06 figure people-displaced 4,000 by coast"],
    ),
    (
        "The Senate approved the accord 61-38 on Sunday.",
        ["2031-05-04 vote senate adopts accord for 61 against 38"],
    ),
    (
        "The Senate passed the accord on Sunday with 61 votes in favour, 38 against and three "
        "abstentions.",
        ["2031-05-04 vote senate adopts accord for 61 against 38 abstain 3"],
    ),
    (
        "The Senate voted 61 to 38 in favour of the accord on Sunday.",
        ["2031-05-04 vote senate adopts accord for 61 against 38"],
    ),
    ("The accord was adopted by the Senate on Sunday.", ["2031-05-04 vote senate adopts accord"]),
    ("Boyd resigned on Sunday.", ['2031-05-04 resign boyd "Defence Minister of North"']),
    ("Boyd resigned as defence minister on Sunday.", ['2031-05-04 resign boyd "defence minister"']),
    (
        "Defence Minister Carl Boyd stepped down on Sunday.",
        ['2031-05-04 resign boyd "Defence Minister"'],
    ),
    ("Boyd quit the cabinet on Sunday.", ["2031-05-04 leave boyd cabinet"]),
    (
        "Boyd was sacked as defence minister on Sunday.",
        ['2031-05-04 resign boyd "defence minister"'],
    ),
    ("Boyd joined the Senate on Sunday.", ["2031-05-04 join boyd senate"]),
    ("Hale appointed Boyd to the cabinet on Sunday.", ["2031-05-04 join boyd cabinet"]),
    (
        "Boyd was appointed defence minister on Sunday.",
        ['2031-05-04 appoint boyd "defence minister"'],
    ),
    (
        "Rita Dane was named leader of the Free Riders Movement on Sunday.",
        ['2031-05-04 appoint dane "leader of the Free Riders Movement"'],
    ),
    ("Hale dissolved the Senate on Sunday.", ["2031-05-04 dissolve senate by hale"]),
    (
        "Hale and Omar signed the accord on Sunday.",
        ["2031-05-04 sign north, riders accord by hale, omar"],
    ),
    (
        "The accord was signed by Hale and Omar on Sunday.",
        ["2031-05-04 sign north, riders accord by hale, omar"],
    ),
    ("Talks on land opened on Sunday.", ["2031-05-04 opens talks"]),
    ("The talks on land collapsed on Sunday.", ["2031-05-04 ends talks"]),
    ("Omar broke off the talks on Sunday.", ["2031-05-04 ends talks by omar"]),
    ("North held the referendum on Sunday.", ["2031-05-04 happens vote-day"]),
    (
        "The talks will resume on Friday, Marsh said.",
        ['before 2031-05-07 announce marsh "The talks will resume on Friday"'],
    ),
    (
        "Hale announced that the referendum would be held on 12 June.",
        ['before 2031-05-07 announce hale "the referendum would be held on 12 June"'],
    ),
    (
        "Hale gave the Riders until Friday to remove the mines.",
        ['before 2031-05-07 announce hale to riders "until Friday to remove the mines"'],
    ),
    (
        "Marsh set a deadline of 12 June for the answer.",
        ['before 2031-05-07 announce marsh "a deadline of 12 June"'],
    ),
    (
        "Omar said he would announce his decision on Friday.",
        ['before 2031-05-07 announce omar "he would announce his decision on Friday"'],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_an_event_is_read(text: str, expected: list[str]) -> None:
    assert entries(text) == expected
