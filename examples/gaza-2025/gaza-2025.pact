# The agreement that was announced on 15 January 2025 and began on 19 January. Day n is 18 January + n.
# What is public is Appendix I of 15 January, which adds to the general principles of 27 May 2024 and takes them in;
# the other appendices and the maps are not public. Resolution 2735 of the Security Council stands in the background.
# The public text says nothing on who certifies a breach, on partial suspension, on an answer in proportion,
# on disputes, or on who may end the talks.

agreement gaza-2025 "Agreement of January 2025 on hostages, prisoners and a truce"
  instrument "Appendix I (15 January 2025)"
  instrument "General principles (27 May 2024)"
  class preliminary ceasefire
  purpose "an exchange of captives and prisoners, and a return to sustainable calm"
  area "Gaza"
  zone Asia/Jerusalem
  counting day 1 is the day of entry into force
  deadlines fall at the end of the day

source principles "General principles of 27 May 2024, as printed"
  dated 2024-05-27
  kind press

label C1 "Ceasefire on both sides from the start" [appendix, verified]
label C2 "No flights over Gaza for 10 hours a day, 12 on days of exchange" [appendix, verified]
label C3 "Names of those to be freed at least 24 hours before" [appendix, verified]
label C4 "Thirty-three in six weeks: 3, 4, then 26" [appendix, recalled]  # 3, 4 and 26 verified; how the 26 fall week by week recalled
label C5 "The order: living before dead, civilian women before female soldiers" [appendix, recalled]  # verified as the Israeli reading
label C6 "Thirty for each civilian woman or child" [appendix, verified]
label C7 "Fifty for each female soldier: 30 life terms, 20 others" [appendix, verified]
label C8 "Thirty for each man over 50: 3 life terms, 27 others" [appendix, verified]
label C9 "Nine ill or wounded against 110 life terms in all" [appendix, verified]
label C10 "Mengistu and al-Sayed: 30 each, and 47 prisoners of the 2011 exchange arrested again" [appendix, verified]
label C11 "A thousand detainees from Gaza, taken since 8 October 2023" [appendix, verified]
label C12 "Some of the freed go abroad or to Gaza, by agreed lists" [appendix, verified]
label C13 "Israel pulls back east to a perimeter, deeper at five points" [appendix, verified]
label C14 "Day 7: the coast road is left; walkers go north, vehicles after checks" [appendix, verified]
label C15 "Day 22: Netzarim is left; walkers also take the inland road" [appendix, verified]
label C16 "Philadelphi: fewer forces in phase one, withdrawal from day 42, complete by day 50" [appendix, verified]
label C17 "Rafah crossing ready when all women are free; wounded fighters leave by it" [appendix, verified]
label C18 "Aid: 600 trucks a day, and shelter" [appendix, verified]
label C19 "Talks on phase two start on day 16 at the latest" [principles, verified]
label C20 "Talks on phase two finish by the end of week 5" [principles, verified]
label C21 "No new arrest for the same acts" [principles, verified]  # as in the text of 2024
label C22 "The guarantors work for talks that go on until agreement" [appendix, verified]

label A1 "Did phase one end on day 42, or does it run on?" [appendix, verified]
label A2 "Are talks going on if one side never gave a team its mandate?" [appendix, verified]
label A3 "Was a civilian woman due on day 7, before the soldiers?" [appendix, recalled]
label A4 "Does the road depend on the order of release?" [appendix, verified]
label A5 "Is the manner of the handovers regulated?" [appendix, verified]
label A6 "A wrong body: a breach, or a mistake made good?" [appendix, verified]
label A7 "Shelter: a total for phase one, or a flow? How are trucks counted?" [appendix, verified]
label A8 "Does the withdrawal from Philadelphi depend on phase two?" [appendix, verified]
label A9 "What does a guarantor's ultimatum do?" [appendix, verified]
label A10 "Men under 50 who were not ill: the bundle, or a price for each?" [appendix, recalled]

# ---------------------------------------------------------------- the parties and those around them

party israel "Israel"
party hamas "Hamas"
mediator qatar "Qatar"; also guarantor
mediator egypt "Egypt"; also guarantor
mediator us "United States"; also guarantor
carrier red-cross "Red Cross"  # the handovers
carrier security-company "Private security company"  # checks vehicles; the mediators chose it
facilitator cairo-centre "Coordination centre in Cairo"
group displaced "Displaced people of Gaza"
group wounded-fighters "Wounded fighters"
group freed-prisoners "Freed prisoners"
actor other-group "Another group that held Arbel Yehoud"

person netanyahu "Benjamin Netanyahu"; office "Prime Minister of Israel"; speaks for israel
actor pm-office "Office of the Prime Minister of Israel"; speaks for netanyahu
person saar "Sa'ar"; office "Foreign Minister of Israel"; speaks for israel
person cohen "Cohen"; office "Minister"; speaks for israel
group israeli-officials "Officials of Israel, not named"; speaks for israel
body israeli-cabinet "Cabinet of Israel"
body government-coalition "Coalition that carries Israel's government"
faction jewish-power "Party of Ben Gvir"
person trump "Donald Trump"; office "President of the United States"; speaks for us
actor gaza-civil-defence "Civil defence in Gaza"
actor gaza-media-office "Government media office in Gaza"
actor gaza-ministry "Health ministry in Gaza"
actor un "United Nations"
actor forensic-institute "Forensic institute of Israel"

# ---------------------------------------------------------------- how the words can be read

ambiguity end-of-one "Did phase one end on day 42, or does it run on while phase two is due to be agreed?"
  cites A1
  about one
  reading continues "its measures, truce and aid, run on while the talks are due, and go over into phase two"
    held by hamas [hamas-statements, verified]
    requires talks-ongoing.while-due
  reading lapses "it ended on day 42; nothing passes by itself"
    held by israel since 2025-03-02 [israeli-statements, verified]

ambiguity talks-ongoing "Are talks going on if one side never gave a team its mandate?"
  cites A2
  about talks
  reading while-due "they count as going on while they are due and nobody has ended them"
  reading mandate-needed "there are no talks before both teams may talk about phase two"

ambiguity order-of-release "Was the civilian woman due before the soldiers on day 7?"
  cites A3
  about one.order-kept
  reading civilians-first "yes: every civilian woman before any female soldier"; held by israel [ap, verified]
  reading next-round "no: she was held by another group, was safe, and could come in the next round"; held by hamas [press, recalled]

ambiguity road-link "Does the opening of the road depend on the order of release?"
  cites A4
  about one.road
  reading linked "yes: the road opens once the order is kept"; held by israel [ap, verified]
  reading separate "no: the road has a day of its own"; held by hamas [press, recalled]

ambiguity handover-manner "Is the manner of the handovers regulated?"
  cites A5
  about one.captives
  reading dignity "a ceremony that humiliates is a breach"; held by israel [pmo, verified]
  reading unregulated "the text does not regulate it"; held by hamas [press, recalled]

ambiguity wrong-body "What is the delivery of a wrong body?"
  cites A6
  about one.captives
  reading breach "a breach"
  reading mistake "a mistake, made good within about a day"

ambiguity shelter-count "Is the number for shelter a total for phase one, or a flow?"
  cites A7
  about one.homes, one.tents
  reading total "a minimum over the whole of phase one"
  reading flow "so many from the beginning on, week after week"

open word truck "What counts as one truck?"; about one.aid; cites A7
open word maps "What do the maps show?"; about one.pull-back, one.philadelphi-fewer; cites C13, C16

ambiguity philadelphi-link "Does the withdrawal from Philadelphi depend on phase two?"
  cites A8
  about one.philadelphi
  reading unconditional "no: it starts on day 42 and ends by day 50"
  reading needs-phase-two "yes: without phase two there is no withdrawal"

ambiguity ultimatum "What does a guarantor's ultimatum do to the agreement?"
  cites A9
  reading no-effect "nothing: it has no basis in the text"
  reading repudiation "it repudiates the agreement"

# The fourth kind of release below is called `bundle` and not `ill` because of this question.
ambiguity men-under-50 "Men under 50 who were not ill: do they come under the bundle of nine, or at a price for each?"
  cites A10
  about one.prisoners
  reading nine-together "the bundle: 110 life terms for nine"
  reading one-by-one "a price for each of them"

# ---------------------------------------------------------------- what can happen

event two-agreed "the conditions of phase two are agreed" by israel and hamas jointly
  only when talks are open
event women-free "all women are free" by hamas
event vehicle "a vehicle goes north" by the world; recurring
event side-arrangement "Qatar announces an arrangement on the side" by qatar

process talks "indirect talks on phase two" between israel and hamas
  cites C19, C20
  opened by israel and hamas jointly
  concluded by two-agreed
  ended by nobody named

# ---------------------------------------------------------------- before the first day

# The ceasefire was to begin at a stated hour.
begin: israel and hamas jointly must begin the ceasefire
  from 2025-01-18
  by 2025-01-19 08:30
  done when one is running
  cites C1, C3

# The list for the first release. Later lists are not in the record.
names: hamas must hand over the names of the first to be freed
  from 2025-01-15
  to israel
  by 24 hours before 2025-01-19 08:30
  cites C3

# ---------------------------------------------------------------- phase one

phase one "Truce, first exchange, pull-back"
  cites C1, C4, C22
  starts on entry into force
  lasts 42 days
  under continues: runs on while not talks.ended
  then two when two-agreed

  truce: israel and hamas each must not attack the other
    cites C1

  flights: israel must keep the sky over Gaza free of its flights, 10 hours a day
    cites C2

  flights-on-exchange-days: israel must keep the sky over Gaza free of its flights, 12 hours on days of exchange
    cites C2

  # civilian: women who are not soldiers. over-50: men over 50. bundle: the nine of C9. long-held: the two men of C10.
  captives: hamas must release 33 captives
    to israel
    total 3 by day 1
    total 7 by day 7
    3 more every 7 days from day 14 until day 35
    all by day 42
    under civilians-first: order living, dead
    cites C4, C5

  # The order came to one name: Arbel Yehoud, a civilian, before the soldiers of day 7.
  order-kept: hamas must release the civilian women before the female soldiers
    by day 7
    under next-round: does not apply
    cites C5, A3

  prisoners: israel must release prisoners
    to hamas
    30 for each civilian of captives
    30 for each child of captives
    50 for each soldier of captives, of which 30 life, 20 other
    30 for each over-50 of captives, of which 3 life, 27 other
    110 for 9 bundle of captives, of which 110 life
    30 for each long-held of captives
    47 for 2 long-held of captives
    on the same day
    cites C6, C7, C8, C9, C10

  detainees: israel must release 1,000 detainees from Gaza who took no part on 7 October 2023
    to hamas
    all by day 42
    cites C11

  abroad: freed-prisoners may go abroad or to Gaza, by agreed lists
    cites C12

  no-new-arrest: israel must not arrest a freed prisoner again for the same acts
    survives
    cites C21

  # No day is public for this one.
  pull-back: israel must withdraw to the perimeter of the maps, east of the populated areas
    words "a perimeter 700 metres deep"
    cites C13

  five-points: israel may add up to 400 metres at five points of its choice
    cites C13

  road: israel must leave Rashid street
    by day 7
    provided that 7 of captives  # after that day's release
    under civilians-first and linked: provided that order-kept is fulfilled
    cites C14, A4

  walkers: displaced may walk north, unarmed and without a search
    once 7 of captives
    cites C14

  no-search: israel must not search those who walk north
    cites C14

  vehicles: security-company must check vehicles that go north
    on each vehicle
    cites C14

  netzarim: israel must leave the Netzarim corridor and the Kuwait roundabout
    by day 22
    cites C15

  inland-road: displaced may walk by Salah al-Din street too
    from day 22
    cites C15

  philadelphi-fewer: israel must reduce its forces in the Philadelphi corridor step by step, as the maps say
    cites C16

  philadelphi: israel must withdraw from the Philadelphi corridor
    provided that 33 of captives  # after the last release of phase one
    start by day 42
    by day 50
    under needs-phase-two: provided that two-agreed
    survives
    cites C16, A8

  rafah: israel must make the Rafah crossing ready for civilians and wounded
    once women-free
    cites C17

  fighters: wounded-fighters may leave by Rafah, 50 a day, each with 3 companions
    once women-free
    cites C17

  fighters-approved: israel and egypt jointly may approve a traveller
    cites C17

  aid: israel must let in 600 trucks per day
    of which 50 fuel
    of which 300 north
    cites C18

  homes: israel must let in at least 60,000 homes of the mobile kind
    by day 42
    cites C18, A7

  tents: israel must let in at least 200,000 tents
    by day 42
    cites C18, A7

  equipment: israel must let in generators and gear to clear debris
    cites C18

  open-talks: israel and hamas jointly must open talks
    by day 16
    done when talks are open
    cites C19, A2

  # Nobody can be made to agree: the date of C20 binds as an effort.
  good-faith: israel and hamas each must try to conclude talks
    by week 5
    cites C20

  guarantee: qatar, egypt and us each must try to keep the talks going until there is agreement
    until two-agreed
    cites C22

  # The arrangement of 26 January: a list of 400 detainees each week.
  weekly-list: israel must give a list of 400 detainees each week
    once side-arrangement

# ---------------------------------------------------------------- phase two: conditions still to be negotiated

phase two "Remaining living hostages, full withdrawal, sustainable calm"
  lasts 42 days
  then three

  calm: israel and hamas each must not take up hostilities again

  captives: hamas must release the remaining living hostages
    to israel
    by the end of two

  prisoners: israel must release the number of prisoners still to be agreed
    to hamas
    against two.captives
    by the end of two

  withdrawal: israel must withdraw fully from Gaza
    by the end of two

open word price-of-two "How many prisoners for the remaining hostages?"; about two.prisoners

phase three "Bodies, reconstruction, crossings"

  bodies: hamas must hand over the remaining bodies
    to israel

  rebuild: unnamed must begin the reconstruction of Gaza

  crossings: unnamed must open the crossings

# ---------------------------------------------------------------- what each side asks, put to the text

claim all-33 "thirty-three come home in six weeks"
  demanded by israel
  every faithful run reaches one.captives by day 42

claim full-withdrawal "a full withdrawal"
  demanded by hamas
  every faithful run reaches two.withdrawal
  expected no

claim remaining-home "the remaining hostages come home"
  demanded by israel
  every faithful run reaches two.captives
  expected no

claim one-ends-alone "phase one can end without phase two"
  some faithful run reaches one has lapsed without two-agreed
  expected unsettled

claim philadelphi-by-day-50 "Philadelphi is left by day 50"
  every faithful run reaches one.philadelphi by day 50
  expected unsettled
