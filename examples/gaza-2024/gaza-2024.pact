# The three-phase proposal that was made public on 31 May 2024 and endorsed by the Security Council on 10 June 2024.
# It was never in force in 2024. The text below joins what is public: the speech of 31 May, paragraphs 1 to 6 of
# resolution 2735, and the document of 27 May as an Israeli channel printed it on 10 June.
# No clause on disputes, on a return to the former state, on a body that verifies or on sanctions is in the public text.

agreement gaza-2024 "Three-phase ceasefire proposal"
  instrument "S/RES/2735 (2024)"
  class preliminary ceasefire
  purpose "a truce, an exchange of captives and prisoners, a permanent end of hostilities, rebuilding"
  area "Gaza"
  zone Asia/Jerusalem
  counting day 1 is the day of entry into force
  deadlines fall at the end of the day
  status proposal

source public-text "What is public of the text: the speech, the resolution, the document as printed"
  kind agreement

# ---------------------------------------------------------------- what the numbers stand for

label C1 "Phase one: a ceasefire on both sides, at once and in full" [public-text, verified]
label C2 "Phase one: Israel leaves the populated areas" [public-text, recalled]  # the duty is verified; eastward, with unpublished maps, is recalled
label C3 "Phase one: 33 hostages go free" [public-text, recalled]  # number and groups verified; that the dead count is recalled
label C4 "Three women civilians on day 1, more every seven days" [public-text, recalled]  # verified but for the four of day 7
label C5 "Thirty prisoners for each hostage, group for group" [public-text, verified]
label C6 "Fifty prisoners for each female soldier: 30 life terms, 20 with at most 15 years left" [public-text, verified]
label C7 "Hamas lists the prisoners, longest held first; Israel may refuse a few" [public-text, recalled]  # lists verified; the refusal recalled and uncertain
label C8 "Two long-held captives against 47 prisoners arrested again; women and under-19s go free" [public-text, verified]
label C9 "No new arrest for the same offence, no paper to sign" [public-text, verified]
label C10 "Phase one: some remains are handed over" [public-text, verified]
label C11 "Phase one: people go back to their homes everywhere, the north included" [public-text, verified]
label C12 "Aid: 600 trucks a day, with fuel and a share for the north; shelter" [public-text, recalled]  # 600 verified; the shares and the shelter recalled
label C13 "Talks on phase two begin on day 16 at the latest" [public-text, verified]
label C14 "Talks on phase two are concluded before the end of week 5" [public-text, verified]
label C15 "Talks that need longer than six weeks carry the ceasefire with them" [res2735 "para 3", verified]
label C16 "The three mediators keep the talks going until all is agreed" [res2735 "para 3", verified]
label C17 "Phase two: a permanent end, announced and in effect before the remaining exchange" [channel12 "clause 15", verified]
label C18 "Phase two: all remaining living hostages, for a number still to be agreed" [public-text, verified]
label C19 "Phase two: Israel leaves Gaza altogether" [public-text, verified]
label C20 "Phase three: years of reconstruction begin" [public-text, verified]
label C21 "Phase three: the remaining bodies are handed over" [public-text, verified]
label C22 "Phase three: crossings open; no military rebuilding on the Palestinian side" [public-text, recalled]
label C23 "The Council calls on Hamas to accept, and on both to carry it out without delay or condition" [res2735 "para 1", verified]
label C24 "Member States are to support the carrying out" [res2735 "para 4", verified]
label C25 "The Council rejects a change of Gaza's people or bounds" [res2735 "para 5", verified]
label C26 "Two states; Gaza and the West Bank under the Palestinian Authority" [res2735 "para 6", verified]

label A1 "Does phase one lead into phase two by itself?" [public-text, verified]
label A2 "Who may say that the talks are over?" [public-text, verified]
label A3 "Is the pause renewed by an act, or does it continue by itself?" [public-text, verified]
label A4 "Does the permanent end come before the captives are back, or after the war aims?" [public-text, verified]
label A5 "Whose proposal is it?" [public-text, verified]
label A6 "Has Israel accepted?" [public-text, verified]
label A7 "Which areas are populated?" [public-text, recalled]
label A8 "Do the dead count among the thirty-three?" [public-text, recalled]
label A9 "Is the reply of Hamas a yes?" [public-text, verified]

# ---------------------------------------------------------------- the parties and those around them

party israel "Israel"
party hamas "Hamas"
mediator us "United States"; also called "the American side"  # named as guarantor only in what Hamas asks for
mediator egypt "Egypt"
mediator qatar "Qatar"
group mediators "The mediators"; members us, egypt, qatar
actor pij "Palestinian Islamic Jihad"; allied to hamas  # joined the reply of 11 June
actor palestinian-authority "Palestinian Authority"
group displaced "Displaced people of Gaza"
group member-states "Member States of the United Nations"
actor jordan "Jordan"
actor russia "Russia"
actor china "China"
actor algeria "Algeria"
actor france "France"
actor united-kingdom "United Kingdom"

# Endorser, not a party. Only the members that the record needs are named.
body council "United Nations Security Council"
  also endorser
  seats 15
  members us, russia, china, algeria, france, united-kingdom
  decides by 9 of 15
  veto by us, russia, china, france, united-kingdom

# Israel is not one voice: everybody below declares a position of their own.
body emergency-government "Emergency government of Israel"; speaks for israel
  members netanyahu, gallant, gantz, eisenkot, dermer, deri, ben-gvir, smotrich
body war-cabinet "War cabinet of Israel"
  members netanyahu, gallant, gantz
person netanyahu "Benjamin Netanyahu"; office "Prime Minister of Israel"; speaks for israel
actor pm-office "Office of the Prime Minister of Israel"; speaks for netanyahu
person gallant "Gallant"; office "Minister"
person gantz "Benny Gantz"; office "Minister in the war cabinet" until 2024-06-09
person eisenkot "Eisenkot"; office "Minister, observer in the war cabinet" until 2024-06-09  # the three observers: recalled
person dermer "Dermer"; office "Minister, observer in the war cabinet"
person deri "Deri"; office "Observer in the war cabinet"
person falk "Ofir Falk"; office "Adviser to the Prime Minister"
person ben-gvir "Ben Gvir"; office "Minister"; speaks for jewish-power
person smotrich "Smotrich"; office "Minister"; speaks for religious-zionism
person lapid "Yair Lapid"; office "Opposition leader, Yesh Atid"; speaks for yesh-atid; member of opposition
group right-wing-ministers "Right-wing ministers of Israel"  # not named one by one in the report of 11 June
body opposition "Opposition in the Knesset"

person biden "Joe Biden"; office "President"; speaks for us
person harris "Kamala Harris"; office "Vice-President"; speaks for us
person blinken "Antony Blinken"; office "Secretary of State"; speaks for us
actor state-department "United States Department of State"; speaks for us
person mardawi "Mardawi"; speaks for hamas
group observers "Observers whom the report does not name"

# The Knesset. The seats of the coalition's other parties are one row: 64 less 13. Shas and United Torah Judaism are in it.
body knesset "Knesset"
  seats 120
  decides by at least 61
faction other-coalition "Other parties of the coalition"; member of knesset; seats 51
faction religious-zionism "Religious Zionism"; member of knesset; seats 7  # 13 together is verified, 7 and 6 are recalled
faction jewish-power "Jewish Power"; member of knesset; seats 6
faction yesh-atid "Yesh Atid"; member of knesset; seats 24
faction other-opposition "Other parties of the opposition"; member of knesset; seats 32  # what is left of 120
group shas "Shas"; allied to other-coalition
group united-torah-judaism "United Torah Judaism"; allied to other-coalition

body coalition "Coalition that carries the government"
  members other-coalition, religious-zionism, jewish-power
  decides by at least 61

group right-wing "The two parties of the right"; members religious-zionism, jewish-power

# ---------------------------------------------------------------- how the words can be read

# What Hamas asks for is a third thing: not a reading of these words but a commitment that they do not contain.
# It stands below as claims.
ambiguity end-of-one "Does the truce outlast six weeks when phase two is not agreed?"
  cites A1
  about one
  reading continues "the ceasefire goes on as long as the talks go on, so there is no cliff"
    held by us [press, recalled]
    requires renewal.automatic
  reading lapses "phase two needs an agreement of its own, and the aims of the war come first"
    held by netanyahu since 2024-06-01 [pmo, verified]
    requires renewal.by-act

ambiguity end-of-talks "Who may declare that the talks are over?"
  cites A2
  about talks
  reading walk-out "either party, by leaving the table"
  reading mediators-only "nobody but the mediators"

ambiguity renewal "Does the pause continue by itself, or must it be renewed?"
  cites A3
  about one
  reading automatic "it continues while the talks continue" [res2735 "para 3", verified]
  reading by-act "both sides must renew it each time" [rhc ¶14, verified]

ambiguity order-of-end "What comes before the permanent end of hostilities?"
  cites A4
  about two.permanent-end
  reading before-exchange "nothing: it is in effect before the remaining captives are exchanged" [channel12, verified]
  reading after-war-aims "the aims of the war, as the Prime Minister's office listed them"
    held by netanyahu since 2024-06-01 [pmo, verified]

ambiguity whose-proposal "Whose proposal is it?"
  cites A5
  reading american "an American plan" [rhc ¶9, verified]
  reading israeli "the one that Israel offered and accepted"; held by us, council [res2735 "para 1", verified]
  reading incomplete "an incomplete account of what Israel offered"; held by netanyahu since 2024-06-03 [press, verified]

ambiguity israel-accepted "Has Israel accepted the proposal?"
  cites A6
  reading accepted "yes"; held by council, us [res2735 "para 1", verified]
  reading not-said "its Prime Minister has not said so in public; later he said partial only, then committed" [rhc ¶11, verified]

open word populated-areas "Which areas are populated?"; about one.pull-back; cites A7

ambiguity dead-among-33 "Do dead captives count among the thirty-three?"
  cites A8
  about one.captives
  reading dead-count "the thirty-three are living or dead"
  reading living-only "the thirty-three are living"

ambiguity reply-of-11-june "Is the reply of Hamas of 11 June a yes?"
  cites A9
  reading yes-with-remarks "a yes with remarks"; held by hamas [hamas-statements, verified]
  reading counter-offer "a counter-offer"; held by us [press, verified]

# ---------------------------------------------------------------- what can happen

event two-agreed "the terms of phase two are agreed" by israel and hamas jointly
  only when talks are open
event talks-failed "the mediators state that the talks have failed" by us and egypt and qatar jointly
event war-aims-met "Hamas can neither fight nor govern, and Gaza is no threat any more" by israel
  breaks one.truce
  breaks two.calm

process talks "talks on phase two" between israel and hamas
  cites C13, C14
  opened by israel and hamas jointly
  concluded by two-agreed
  ended by any of israel, hamas

# ---------------------------------------------------------------- phase one

# Six weeks are 42 days in later summaries. Where only the mediators may end the talks, a party that leaves ends nothing.
phase one "Truce and first exchange"
  cites C1, C15, S19, S20
  starts on entry into force
  lasts 6 weeks
  under continues and walk-out: runs on while talks are open
  under continues and mediators-only: runs on while not talks-failed
  then two when two-agreed

  truce: israel and hamas each must not attack the other
    cites C1

  # No day is public for this one.
  pull-back: israel must withdraw from the populated areas
    by the end of one
    cites C2, A7

  captives: hamas must release 33 captives
    words "women, soldiers among them; children; men over 50; civilians who are ill or wounded"
    to israel
    total 3 by day 1
    total 7 by day 7
    some more every 7 days from day 14 until day 35
    all by day 42
    under living-only: of which 33 living
    cites C3, C4, A8, S19

  # civilian: women who are not soldiers. long-held: the two men of C8.
  prisoners: israel must release prisoners
    to hamas
    30 for each civilian of captives
    30 for each child of captives
    30 for each over-50 of captives
    30 for each ill of captives
    50 for each soldier of captives, of which 30 life, 20 short
    47 for 2 long-held of captives
    on the same day
    cites C5, C6, C8, S19

  women-and-minors: israel must release all detained women and under-19s
    words "detained since 7 October 2023"
    by the end of one
    cites C8

  lists: hamas may choose the prisoners by list, longest held first
    cites C7

  refusal: israel may refuse a limited part of the names [recalled]
    cites C7

  no-new-arrest: israel must not arrest a freed prisoner again for the same offence
    survives
    cites C9

  no-paper: israel must not make a prisoner sign a document
    cites C9

  remains: hamas must hand over some remains
    to israel
    by the end of one
    cites C10

  return-home: displaced may return to their homes everywhere in Gaza, the north included
    cites C11

  aid: israel must let in 600 trucks per day
    of which 50 fuel
    of which 300 north
    cites C12

  housing: israel must let in 60,000 units of housing [recalled]
    by the end of one
    cites C12

  tents: israel must let in 200,000 tents [recalled]
    by the end of one
    cites C12

  open-talks: israel and hamas jointly must open talks
    by day 16
    done when talks are open
    cites C13

  # Nobody can be made to agree: the date of C14 binds as an effort.
  good-faith: israel and hamas each must try to conclude talks
    by week 5
    cites C14

  keep-talking: us, egypt and qatar each must try to keep the talks going
    until two-agreed
    cites C16

  # The report writes that the pause can be renewed; it does not say for how long.
  prolong: israel and hamas jointly may renew one
    under automatic: does not apply
    cites A3, S20

# ---------------------------------------------------------------- phase two

phase two "Permanent end and full withdrawal"
  cites C17, C18, C19, S21
  lasts 42 days
  then three

  permanent-end: israel and hamas jointly must announce the permanent end of hostilities and put it into effect
    by the end of two
    under after-war-aims: provided that war-aims-met has happened
    cites C17, A4

  calm: israel and hamas each must not take up hostilities again
    survives
    cites C17

  captives: hamas must release the remaining living captives, male soldiers included
    to israel
    after two.permanent-end
    by the end of two
    cites C18, S21

  prisoners: israel must release the number of prisoners still to be agreed
    to hamas
    against two.captives
    by the end of two
    cites C18

  withdrawal: israel must withdraw fully from Gaza
    by the end of two
    cites C19, S21

open word price-of-two "How many prisoners for the remaining captives?"; about two.prisoners; cites C18

# ---------------------------------------------------------------- phase three

phase three "Reconstruction"
  cites C20, C21, C22, S22
  lasts 42 days [recalled]

  # Three to five years, recalled: the longer is taken.
  rebuild: unnamed must carry out the reconstruction of Gaza
    start by the end of three
    by 5 years after the start of three [recalled]
    survives
    cites C20, S22

  bodies: hamas must hand over the remaining bodies
    to israel
    by the end of three
    cites C21

  crossings: unnamed must open the crossings [recalled]
    by the end of three
    cites C22

  no-military-rebuilding: hamas must not rebuild military infrastructure [recalled]
    survives
    cites C22

# ---------------------------------------------------------------- what the Council adds: it calls, it does not bind the parties here

council-accept: hamas should accept the proposal
  from 2024-06-10
  article "S/RES/2735 para 1"
  cites C23

council-implement: israel and hamas each should carry the terms out without delay or condition
  from 2024-06-10
  article "S/RES/2735 para 1"
  cites C23

council-support: member-states should support the carrying out
  from 2024-06-10
  article "S/RES/2735 para 4"
  cites C24

council-no-change: unnamed should leave the people and the bounds of Gaza as they are
  from 2024-06-10
  article "S/RES/2735 para 5"
  cites C25

council-two-states: council should pursue two states, with Gaza and the West Bank under the Palestinian Authority
  from 2024-06-10
  article "S/RES/2735 para 6"
  cites C26

# ---------------------------------------------------------------- what each side demands, put to the text

claim full-withdrawal "nothing that does not lead to full withdrawal"
  demanded by hamas
  every faithful run reaches two.withdrawal
  expected no
  cites S17

claim permanent-end "nothing that does not end the war for good"
  demanded by hamas
  every faithful run reaches two.permanent-end
  expected no
  cites S16, S17

claim all-captives-home "every captive comes home"
  demanded by netanyahu, gallant, smotrich
  every faithful run reaches two.captives
  expected no
  cites P1, P2, P3

claim no-end-before-war-aims "no end of the war before its aims are met"
  demanded by netanyahu, ben-gvir, smotrich
  no faithful run reaches two.permanent-end before war-aims-met
  expected unsettled
  cites S11, P1, P3

claim both-red-lines "the war aims first, and then the permanent end: both red lines in one run"
  some faithful run reaches two.permanent-end after war-aims-met
  expected no

claim longer-than-six-weeks "phase one can outlast its six weeks"
  some faithful run keeps one running past day 42

claim one-ends-alone "phase one can end, with no phase two, though no mediator says that the talks failed"
  some faithful run reaches one has lapsed without talks-failed
  expected unsettled
