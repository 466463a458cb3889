# The armistice was concluded by military commanders, not by states. The government of South Korea signed nothing:
# its forces are bound through the command that signed for them. Hours are local time at the place of signature.

agreement korea-1953 "Military armistice in Korea"
  class military armistice
  purpose "an end of fighting until a peaceful settlement is found"
  area "Korea"
  counting day 0 is the day of entry into force
  deadlines fall at the end of the day  # a term stated in hours still ends at its hour
  signed 1953-07-27 10:00
  term indefinite  # no clause on withdrawal

source armistice "Text of the armistice"
  kind treaty
  dated 1953-07-27
source histories "Histories and reference works on the armistice"
  kind reference

label C1 "Fire stops within twelve hours of signature" [armistice, verified]
label C2 "Out of the zone in 72 hours, its hazards cleared in 45 days more" [armistice, recalled]  # the 72 hours and the two kilometres are verified, the 45 days recalled
label C3 "Out of the islands and the rear in ten days" [armistice, verified]
label C4 "At most 35,000 rotated a month on each side, and no rise in force" [armistice, verified]
label C5 "Arms replaced one for one, under neutral eyes at ten ports" [armistice, recalled]  # paragraph 13d is verified in part, the ports are recalled
label C6 "Prisoners who want to go home go home within sixty days" [armistice, verified]
label C7 "The others: neutral custody, explanations, conference, civilian status" [armistice, recalled]  # the ninety days are verified, what follows them is recalled
label C8 "Displaced civilians are helped home" [armistice, verified]
label C9 "The commanders recommend a political conference within three months (paragraph 60)" [armistice, recalled]
label C10 "Changed only by mutual agreement; in force until superseded (paragraphs 61 and 62)" [armistice, recalled]
label A1 "Is the political conference recommended or owed?" [armistice, recalled]
label A2 "What follows if the political talks fail?" [armistice, recalled]
label A3 "Can the bar on new arms be suspended for the sake of modernisation?" [armistice, recalled]
label A4 "Do the northern statements of non-validity have an effect?" [armistice, recalled]
label A5 "Who stands in the place of the Volunteers?" [armistice, recalled]

party unc "United Nations Command"
party kpa "Korean People's Army"
party cpv "Chinese People's Volunteers"

# Outside the text; their acts count all the same.
actor south-korea "South Korea"
  answered for by unc  # a non-signatory, bound through the command
actor dprk "Democratic People's Republic of Korea"
actor governments "The governments concerned on both sides"

actor sweden "Sweden", switzerland "Switzerland", poland "Poland", czechoslovakia "Czechoslovakia"
actor india "India"
  office "chair of the Neutral Nations Repatriation Commission"
body mac "Military Armistice Commission"
body nnsc "Neutral Nations Supervisory Commission"
  members sweden, switzerland, poland, czechoslovakia
body nnrc "Neutral Nations Repatriation Commission"
  members sweden, switzerland, poland, czechoslovakia, india

# What is open

ambiguity conference-force "Is the political conference a recommendation or a duty?"
  cites A1
  about conference.talks-recommended, conference.talks-owed
  reading recommended "the commanders pass on a recommendation that binds nobody"
  reading owed "the conference was owed by the date"

# The text ties no consequence to failure, and nobody has put forward a second reading of that silence:
# nothing lapses.
open word talks-fail "What follows if the political talks fail?"
  cites A2

ambiguity modernisation "Can paragraph 13d be suspended by one side?"
  cites A3
  about regime.replacement
  reading stays "replacement one for one goes on binding both sides"
  reading may-suspend "the balance may be restored by newer arms"; held by unc since 1957-06-21 [histories, recalled]

ambiguity non-validity-effect "Does a statement that the armistice is void end it?"
  cites A4
  about regime
  reading no-effect "the text names amendment and settlement as the only ways out"
  reading ends-it "silence on withdrawal leaves the way open"; held by dprk [histories, recalled]

open word cpv-successor "Who now speaks where the text names the Volunteers?"
  cites A5
  about regime.change

event amended-away "amendments acceptable to both sides take its place" by unc, kpa and cpv jointly
event settled "a peaceful settlement at political level takes its place" by governments
event non-validity "the armistice is declared void" by dprk; recurring
process political-talks "political conference on Korea"
  opened by governments
  ended by governments
  concluded by settled
process explanations "explanations to prisoners in neutral custody" between unc, kpa, cpv
  opened by nnrc
  ended by nnrc

# Persons rotated in on each side in a calendar month
level rotation-unc "monthly rotation" in persons
level rotation-north "monthly rotation" in persons

phase immediate "The fire stops"
  cites C1
  starts on signature
  lasts until 12 hours after signature
  stop-fire: unc, kpa and cpv each must order and enforce a stop of all fire
    by 12 hours after signature
    cites C1
  then disengagement

phase disengagement "The armies part"
  cites C2, C3
  ends when leave-zone is fulfilled and hazards is fulfilled and leave-rear is fulfilled
  leave-zone: unc, kpa and cpv each must leave the zone
    by 72 hours after entry into force
    area "two kilometres on each side of the line"
    cites C2
  hazards: unc, kpa and cpv each must clear the hazards from the zone
    by 45 days after (72 hours after entry into force)
    reported to mac
    cites C2
  leave-rear: unc, kpa and cpv each must leave the islands and the rear of the other side
    by 10 days after entry into force
    cites C3

phase return "Prisoners who want to go home"
  cites C6
  starts on entry into force
  lasts 60 days
  then custody
  send-north: unc must send home prisoners who want it
    by 60 days after entry into force
    to kpa
    cites C6
    survives
  send-south: kpa and cpv jointly must send home prisoners who want it
    by 60 days after entry into force
    to unc
    cites C6
    survives
  hand-over-unc: unc must hand over the other prisoners
    to nnrc
    cites C7
    survives
  hand-over-north: kpa and cpv jointly must hand over the other prisoners
    to nnrc
    cites C7
    survives

phase custody "Explanations in neutral custody"
  cites C7
  lasts 90 days
  then pow-conference
  explain: nnrc must keep the explanations open
    cites C7

phase pow-conference "The question of those who still refuse goes to the conference"
  cites C7
  lasts 30 days
  then civilian

phase civilian "Civilian status for those who are left"
  cites C7
  ends when status is fulfilled
  # After 120 days: the phase begins in the last minute of the 120th, so the day after is the first on which it can be done.
  status: nnrc must release those who are left to civilian status
    by 1 day after the start of civilian
    cites C7

phase conference "Political conference"
  cites C9
  starts on entry into force
  ends when political-talks.ended
  recommend: unc, kpa and cpv jointly must recommend a political conference to the governments
    to governments
    done when entry into force  # the recommendation is made by the text itself
    article "paragraph 60"
    cites C9
  talks-recommended: governments should hold a political conference
    by 3 months after entry into force
    done when political-talks.opened
    under conference-force.owed: does not apply
    article "paragraph 60"
    cites C9, A1
    survives
  talks-owed: governments must hold a political conference
    by 3 months after entry into force
    done when political-talks.opened
    under conference-force.recommended: does not apply
    article "paragraph 60"
    cites C9, A1
    survives

phase regime "Standing regime until superseded"
  cites C10
  starts on entry into force
  ends when amended-away or settled
  under non-validity-effect.ends-it: ends when non-validity
  ceasefire: unc, kpa and cpv each must not open fire
    cites C1
  rotation-cap-unc: unc must keep rotation-unc within the limit
    at most 35,000
    verified by nnsc
    cites C4
  rotation-cap-north: kpa and cpv jointly must keep rotation-north within the limit
    at most 35,000
    verified by nnsc
    cites C4
  no-rise: unc, kpa and cpv each must not raise its force
    except rotation "one leaves for each who comes"
    cites C4
  replacement: unc, kpa and cpv each must not bring in arms
    except like-for-like "worn-out arms replaced one for one by arms of the same kind"
    article "paragraph 13d"
    verified by nnsc
    area "ten ports of entry"
    cites C5, A3
  modernise: unc may suspend replacement
    under modernisation.stays: does not apply
    cites A3
  civilians: unc, kpa and cpv each must help displaced civilians to go home
    cites C8
  change: unc, kpa and cpv jointly may declare amended-away
    article "paragraph 61"
    cites C10, A5

# What the text secures

claim outlasts-the-conference "a conference missed or failed ends nothing"
  no run reaches the end of regime without amended-away or settled or non-validity
  expected yes

claim no-way-out-alone "nobody can leave alone"
  no run reaches the end of regime without amended-away or settled
  expected unsettled

claim conference-secured "the political conference is secured"
  every faithful run reaches political-talks.opened by 3 months after entry into force
  expected unsettled

claim home-in-sixty-days "whoever wants to go home is home in sixty days"
  every faithful run reaches return.send-north and return.send-south by 60 days after entry into force
  expected yes

claim settlement-secured "the armistice leads to a settlement"
  every faithful run reaches settled
  expected no

claim may-last "the armistice may last for generations"
  some faithful run keeps regime running past day 3650
  expected yes
