# Thirteen points, and no order between them except where a point names its own trigger.
# Here stand the provisions that the record and the questions touch; what is left out is not thereby missing from the agreement.

agreement minsk-2-2015 "Package of Measures for the Implementation of the Minsk Agreements"
  class preliminary ceasefire
  purpose "a ceasefire, and a political settlement for certain areas of the Donetsk and Luhansk regions"
  area "certain areas of the Donetsk and Luhansk regions"
  zone Europe/Kyiv
  counting day 1 is 2015-02-15  # the days of point 2 are counted from the ceasefire
  signed 2015-02-12  # the text names no separate day of entry into force

source text "Package of Measures, 12 February 2015"
  kind agreement
source reports "Public reports of the time"
  kind press

label C1 "Ceasefire from midnight of 15 February, Kyiv time" [text, verified]
label C2 "Heavy weapons go back from two different lines: begun by the second day, finished in 14" [text, verified]
label C3 "The OSCE watches from the first day of withdrawal" [text, verified]
label C4a "The day after withdrawal: dialogue on local elections" [text, verified]
label C4b "Within 30 days: parliament names the area of the special regime" [text, verified]
label C5 "Pardon and amnesty by law" [text, verified]
label C6 "All for all, by the fifth day after withdrawal" [text, recalled]  # one summary says 19 days, 14 + 5: verified
label C7 "Humanitarian aid" [text, recalled]
label C8 "Social and economic ties, pensions" [text, verified]
label C9 "The border: from the day after the elections until the settlement is complete, if C11 is done" [text, recalled]  # the end of 2015 is verified
label C10 "Foreign formations, equipment and mercenaries leave; illegal groups disarm" [text, verified]
label C11 "A new constitution and a lasting special status by the end of 2015" [text, recalled]  # verified in part
label C12 "Local elections by OSCE standards, their details agreed" [text, verified]
label C13 "Working groups of the contact group" [text, verified]
label A1 "What comes first: security and the border, or politics?" [text, recalled]
label A2 "Who says that withdrawal is complete?" [text, recalled]
label A3 "Whom does C10 name?" [text, recalled]
label A4 "Is Debaltseve inside the ceasefire?" [text, recalled]
label A5 "May the resolution of C4b carry conditions?" [text, recalled]
label A6 "The end of 2015: does the promise lapse, or is it late?" [text, recalled]

# Who takes part. The text is signed by the three members of the contact group, and by the heads of two entities who sign
# without a title: no word for a role is put before them here.

party ukraine "Ukraine"
actor russia "Russian Federation"
  under russias-role.mediator: also mediator
  under russias-role.party: also party
party osce "Organization for Security and Co-operation in Europe"
  also monitor
body contact-group "Trilateral Contact Group"; members ukraine, russia, osce; cites C13
group donetsk "Donetsk entity", luhansk "Luhansk entity"
person head-of-donetsk "Head of the Donetsk entity"
  under heads-sign.for-entities: speaks for donetsk
person head-of-luhansk "Head of the Luhansk entity"
  under heads-sign.for-entities: speaks for luhansk
group entities "The Donetsk and Luhansk entities"; members donetsk, luhansk
group cadlr "Representatives of certain areas of the Donetsk and Luhansk regions"  # the text does not say who they are
body rada "Parliament of Ukraine"
endorser germany "Germany", france "France"
group normandy "Leaders of the Normandy format"; members germany, france, russia, ukraine
body council "United Nations Security Council"

# What the words leave open

ambiguity russias-role "In what quality does Russia sign?"
  about russia
  reading mediator "as a mediator between others"; held by russia [reports, verified]
  reading party "as a party to the conflict and to its settlement"; held by ukraine [reports, verified]

# They sign, and no title stands beside their names.
ambiguity heads-sign "For whom do the heads of the two entities sign?"
  about minsk-2-2015
  reading for-entities "for the entities that they head"
  reading for-themselves "in their own names: no title stands beside them"

ambiguity order "What comes first: security and the border, or politics?"
  cites A1
  about political.elections, border
  reading security-first "no elections before foreign forces are gone and the border is held"
    held by ukraine [reports, recalled]
  reading politics-first "each point binds by itself; only a named trigger makes it wait"
    held by russia [reports, recalled]

ambiguity who-certifies "Who says that withdrawal is complete, so that the days after it can be counted?"
  cites A2
  about political.dialogue-opens, humanitarian.release
  reading the-fact "nobody needs to: the days run from the withdrawal itself"
  reading a-certificate "somebody must: the days run from the certificate"

ambiguity whom-c10-names "Whose are the foreign formations?"
  cites A3
  about withdraw-foreign
  reading russia-named "Russia's, and Russia is bound to withdraw them"
    requires russias-role.party
  reading no-state-named "the point names no state, and binds none by itself"

ambiguity debaltseve "Is Debaltseve inside the ceasefire?"
  cites A4
  about military.ceasefire
  reading inside "the ceasefire holds there as everywhere"
  reading outside "the town is left out"

ambiguity conditions "May the resolution of C4b wait for the elections?"
  cites A5
  about political.resolution
  reading allowed "a resolution that takes effect after the elections is the resolution promised"
    held by ukraine [reports, recalled]
  reading barred "it is not: the promise has no condition"
    held by russia, donetsk, luhansk since 2015-03-17 [reports, recalled]

ambiguity end-of-2015 "What happens to what was promised for the end of 2015?"
  cites A6
  about political.constitution, political.special-status, border.complete
  reading lapses "it is no longer owed"
  reading runs-late "it is owed still, and late"

# Fourteen days from 15 February end on 1 March; from the second day, on which withdrawal must have begun, on 2 March.
ambiguity fourteen-days "Fourteen days from when?"
  cites C2
  about military.withdraw-ukraine, military.withdraw-entities
  reading from-ceasefire "from the ceasefire: 1 March"
  reading from-second-day "from the second day, when withdrawal must have begun: 2 March"

open word foreign "Which formations are foreign, and which groups are illegal?"; about withdraw-foreign, disarm; cites C10
open word osce-standards "By what measure are elections held to the OSCE's standards?"; about political.elections; cites C12

# What can happen

event withdrawal-certified "somebody certifies that withdrawal is complete" by osce
event debaltseve-falls "Debaltseve changes hands" by any of donetsk, luhansk
  cites A4
  under debaltseve.inside: breaks military.ceasefire
event constitution-in-force "a new constitution is in force" by rada
event decentralisation-agreed "decentralisation is agreed with the representatives of the areas" by ukraine and cadlr jointly
event details-agreed "the details of the elections are agreed with the representatives of the areas" by ukraine and cadlr jointly
process dialogue "dialogue on how local elections are held" between ukraine and cadlr
  cites C4a
  opened by ukraine and cadlr jointly

level artillery-gap "width of the zone free of artillery of 100 mm and more" in km
level launcher-gap "width of the zone free of rocket launchers" in km
level heavy-rocket-gap "width of the zone free of heavy rockets and Tochka" in km
level held "people held by either side" in people

# The phases are implicit: each begins by itself, and none waits for another unless a point says so.

phase military "Ceasefire and withdrawal: points 1 to 3"
  starts on 2015-02-15 00:00

  ceasefire: ukraine and entities each must not fire or attack
    under debaltseve.outside: except at-debaltseve "fighting at Debaltseve"
    cites C1, A4

  withdraw-ukraine: ukraine must withdraw heavy weapons from the actual line of contact
    start by day 2
    under fourteen-days.from-ceasefire: by 14 days after the start of military
    under fourteen-days.from-second-day: by 14 days after 2015-02-16
    cites C2

  withdraw-entities: entities must withdraw heavy weapons from the older line
    words "the line of 19 September 2014"
    start by day 2
    under fourteen-days.from-ceasefire: by 14 days after the start of military
    under fourteen-days.from-second-day: by 14 days after 2015-02-16
    cites C2

  artillery-zone: ukraine and entities each must keep artillery-gap
    at least 50 km from the later of withdraw-ukraine and withdraw-entities
    cites C2
  launcher-zone: ukraine and entities each must keep launcher-gap
    at least 70 km from the later of withdraw-ukraine and withdraw-entities
    cites C2
  heavy-rocket-zone: ukraine and entities each must keep heavy-rocket-gap
    at least 140 km from the later of withdraw-ukraine and withdraw-entities
    cites C2

  monitoring: osce must keep watch over ceasefire and withdrawal
    from the earlier of the start of withdraw-ukraine and the start of withdraw-entities
    cites C3

phase humanitarian "People: points 5 to 8"
  starts on signature

  amnesty: ukraine must procure rada to pass a law of pardon and amnesty  # no date
    cites C5

  # All for all: everyone held, however many they are. One summary counts 14 + 5 days and so names day 19.
  release: ukraine and entities each must release people held
    under who-certifies.the-fact: total 100% of held by 5 days after the later of military.withdraw-ukraine and military.withdraw-entities
    under who-certifies.a-certificate: total 100% of held by 5 days after withdrawal-certified
    cites C6, A2

  aid: unnamed must let aid in and hand it out  # no addressee, no date
    cites C7

  ties: unnamed must restore social and economic ties, pensions among them  # no addressee, no date
    cites C8

phase political "Special status, constitution and elections: points 4, 11 and 12"
  starts on signature

  dialogue-opens: ukraine and cadlr jointly must open the dialogue on local elections
    under who-certifies.the-fact: by 1 day after the later of military.withdraw-ukraine and military.withdraw-entities
    under who-certifies.a-certificate: by 1 day after withdrawal-certified
    done when dialogue is open
    cites C4a, A2

  resolution: ukraine must procure rada to resolve which areas have the special regime
    by 30 days after signature
    cites C4b, A5

  # Done only when it carries a decentralisation that the representatives of the areas have agreed to: they can withhold that.
  constitution: ukraine must procure rada to bring a new constitution into force
    under end-of-2015.runs-late: by 2015-12-31
    under end-of-2015.lapses: until 2015-12-31
    done when constitution-in-force and decentralisation-agreed
    cites C11, A6

  special-status: ukraine must procure rada to pass a permanent law of special status
    under end-of-2015.runs-late: by 2015-12-31
    under end-of-2015.lapses: until 2015-12-31
    words "a footnote lists what the law must contain"
    cites C11, A6

  elections: ukraine must hold local elections by the standards of the OSCE  # no date
    provided that details-agreed
    under order.security-first: not before the later of withdraw-foreign and border.complete
    cites C12, A1

phase border "The border: point 9"
  starts when political.elections is fulfilled

  begin: ukraine must begin to take back control of the border
    not before 1 day after political.elections
    by 1 day after political.elections
    cites C9

  consult: ukraine must try to settle it in consultation with the representatives of the areas
    cites C9

  complete: ukraine must complete its control of the whole border
    after begin
    provided that political.constitution is fulfilled and political.special-status is fulfilled
    under end-of-2015.runs-late: by 2015-12-31
    under end-of-2015.lapses: until 2015-12-31
    cites C9, C11, A6

# Points 10 and 13 belong to no phase.

withdraw-foreign: unnamed must withdraw foreign formations, equipment and mercenaries  # no date
  from signature
  under whom-c10-names.russia-named: assigned to russia
  verified by osce
  cites C10, A3

disarm: unnamed must disarm the illegal groups  # no addressee, no date
  from signature
  cites C10

working-groups: contact-group must set up working groups
  from signature
  cites C13

# What each side wants of these words

claim border-returns "control of the border comes back" demanded by ukraine
  every faithful run reaches border.complete
  expected no
  cites C9

claim border-can-return "control of the border can come back at all"
  some faithful run reaches border.complete
  expected unsettled  # under security-first the elections wait for the border, and the border for the elections
  cites C9, C12, A1

claim elections-can-be-held "the elections can be held at all"
  some faithful run reaches political.elections
  expected unsettled
  cites C12, A1

claim border-after-elections "the border never comes before the elections"
  no faithful run reaches border.begin before political.elections
  expected yes
  cites C9

claim politics-delivered "a new constitution and the special status come" demanded by russia, entities
  every faithful run reaches political.constitution and political.special-status
  expected unsettled  # a promise that lapses with its date can be let go by without a breach
  cites C11, A6

claim dialogue-comes "the dialogue on elections must open"
  every faithful run reaches dialogue is open
  expected unsettled  # if a certificate is needed, nobody need ever give it: the clock never starts
  cites C4a, A2
