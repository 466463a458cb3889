"""What newsrooms put in many manners is read as one thing, sentence by sentence."""

from datetime import date

import pytest

from servanda.intake import open_report, read_article
from servanda.intake.formats import Refused
from servanda.intake.names import make_register
from servanda.intake.reading import read_report
from servanda.workspace import load_text

PACT = """\
agreement accord "Accord of the two valleys"
party north "Republic of North"
  also called "North", "Northern"
party riders "Free Riders Movement"
  also called "Free Riders", "the Riders"
mediator coast "Coast Union"
monitor mission "Verification Mission"
actor miners "Miners Union"
person hale "Ann Hale"; office "President of North"; speaks for north
person omar "Sami Omar"; office "Leader of the Free Riders Movement"; speaks for riders
person dane "Rita Dane"; office "Spokeswoman of the Free Riders Movement"; speaks for riders
person marsh "Lea Marsh"; office "Special envoy of the Coast Union"; speaks for coast
person boyd "Carl Boyd"; office "Defence Minister of North"
body senate "Senate of North"
body cabinet "Cabinet of North"
kind shelling "Fire by artillery or mortars"
kind seizure "The seizure of a vehicle"
process talks "talks on land" between north and riders
event vote-day "the referendum is held" by north
truce: north and riders each must not attack the other
mines: riders must remove 40 mines
prisoners: north must release 300 prisoners
road: north must open the road to Ford
arms: riders must lay down 500 weapons
claim road-first "the opening of the road before the weapons are laid down"
  demanded by riders
  every faithful run reaches road
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"I will sign this accord whatever it costs me," Hale told the Senate on Monday.',
            ["2031-05-05 say hale commits accord"],
        ),
        (
            '"We reject the accord. It is a trap," Omar said.',
            ["2031-05-06 say riders rejects accord via omar"],
        ),
        (
            '"This accord is a disgrace," said Boyd.',
            ["before 2031-05-07 say boyd criticises accord"],
        ),
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
        (
            "Boyd denounced the accord as a sell-out.",
            ["before 2031-05-07 say boyd criticises accord"],
        ),
        (
            "Marsh called the accord a breakthrough.",
            ["before 2031-05-07 say marsh welcomes accord"],
        ),
        (
            "The movement signalled that it would accept the accord.",
            ["before 2031-05-07 say riders accepts accord"],
        ),
        ("Hale remains opposed to the accord.", ["2031-05-06 say hale rejects accord"]),
        ("Hale said she was not opposed to the accord.", []),
        (
            "Hale said she was ready to sign the accord.",
            ["before 2031-05-07 say hale supports accord"],
        ),
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
                'before 2031-05-07 say omar demands prisoners to north words "North release the prisoners"'
            ],
        ),
        (
            "Omar called on North to open the road to Ford.",
            ['before 2031-05-07 say omar urges north words "to open the road to Ford"'],
        ),
        (
            '"North must open the road to Ford," Omar said.',
            [
                'before 2031-05-07 say omar demands road-first to north words "North must open the road to Ford"'  # noqa: E501
            ],
        ),
        (
            "Dane said North must release the prisoners before Friday.",
            [
                'before 2031-05-07 say dane demands prisoners to north words "North must release the prisoners before Friday"'  # noqa: E501
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
                'before 2031-05-07 say coast demands prisoners words "the immediate release of the prisoners"'
            ],
        ),
        (
            "Hale accused the Riders of breaking the truce.",
            ["before 2031-05-07 say hale blames riders"],
        ),
        (
            "Omar held North responsible for the attack.",
            ["before 2031-05-07 say omar blames north"],
        ),
        ("Dane said North was to blame.", ["before 2031-05-07 say dane blames north"]),
        ("Omar faulted Hale for the delay.", ["before 2031-05-07 say omar blames hale"]),
        (
            "Omar threatened to walk out of the accord.",
            ['before 2031-05-07 say omar threatens accord warns "walk out of the accord"'],
        ),
        (
            "Omar warned that the Riders would leave the accord if the road stays closed.",
            [
                'before 2031-05-07 say omar warns accord if "the road stays closed" words "the Riders would leave the accord if the road stays closed"'  # noqa: E501
            ],
        ),
        ("Hale has not commented on the accord.", ["2031-05-06 say hale not-stated accord"]),
        (
            "Hale has made no public statement on the accord.",
            ["2031-05-06 say hale not-stated accord"],
        ),
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
        (
            "The Riders have yet to respond to the accord.",
            ["2031-05-06 say riders not-stated accord"],
        ),
        ("Hale has remained silent on the accord.", ["2031-05-06 say hale not-stated accord"]),
        (
            "Neither Hale nor Omar has commented on the accord.",
            ["2031-05-06 say hale, omar not-stated accord"],
        ),
        (
            "It was not clear whether Omar would sign the accord.",
            ["2031-05-06 say omar not-stated accord"],
        ),
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
        (
            "After meeting Omar on Sunday, Marsh said she was hopeful.",
            ["2031-05-04 meet marsh, omar"],
        ),
        (
            "A meeting between Hale and Omar took place in Ford on Sunday.",
            ["2031-05-04 meet hale, omar"],
        ),
        (
            "Hale and Omar held their first face-to-face talks on Sunday.",
            ["2031-05-04 meet hale, omar"],
        ),
        ("Marsh will meet Omar on Friday.", []),
        ("Marsh's meeting with Omar on Sunday lasted an hour.", ["2031-05-04 meet marsh, omar"]),
        ("Marsh paid a visit to Omar's camp on Sunday.", ["2031-05-04 visit marsh to omar"]),
        ("Marsh spent Sunday on the phone with Hale.", ["2031-05-04 call marsh to hale"]),
        ("Hale refused to meet Omar.", []),
        ("Marsh met neither Hale nor Omar.", []),
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
            "Gunmen attacked a convoy near Ford on Sunday, killing three soldiers, the Verification Mission reported.",  # noqa: E501
            [
                "2031-05-04 incident against truce reported by mission",
                "2031-05-04 figure soldiers-killed 3 by mission",
            ],
        ),
        (
            "North accused the Riders of seizing two trucks on Sunday.",
            [
                "2031-05-04 incident riders seizure alleged by north",
                "before 2031-05-07 say north blames riders",
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
        ("There were no attacks on Sunday, the mission said.", []),
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
            "The Senate passed the accord on Sunday with 61 votes in favour, 38 against and three abstentions.",  # noqa: E501
            ["2031-05-04 vote senate adopts accord for 61 against 38 abstain 3"],
        ),
        (
            "The Senate voted 61 to 38 in favour of the accord on Sunday.",
            ["2031-05-04 vote senate adopts accord for 61 against 38"],
        ),
        (
            "The accord was adopted by the Senate on Sunday.",
            ["2031-05-04 vote senate adopts accord"],
        ),
        ("Boyd resigned on Sunday.", ['2031-05-04 resign boyd "Defence Minister of North"']),
        (
            "Boyd resigned as defence minister on Sunday.",
            ['2031-05-04 resign boyd "defence minister"'],
        ),
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
        (
            "Omar promised an answer within a week.",
            ['before 2031-05-07 say omar promises words "an answer"'],
        ),
    ],
)
def test_a_sentence_gives_what_it_says(text: str, expected: list[str]) -> None:
    agreement = load_text({"accord.pact": PACT}).agreement
    assert agreement is not None
    data = text.encode()
    pieces = open_report(data, "a.txt")
    assert not isinstance(pieces, Refused)
    article = read_article(pieces[0], data, "a.txt", date(2031, 5, 6))
    seen = read_report(article, make_register(agreement), "a")
    found = [f"{d.when} {d.body()}" for each in seen for d in each.drafts if not d.opens]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
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
        (
            "OMAR: 'We reject the accord.'",
            ["2031-05-06 say riders rejects accord via omar"],
        ),
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
            [
                "2031-05-06 say miners rejects accord",
                "2031-05-06 say boyd rejects accord",
            ],
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
    ],
)
def test_who_says_so_is_found_wherever_newsrooms_put_it(text: str, expected: list[str]) -> None:
    test_a_sentence_gives_what_it_says(text, expected)
