# A phase-out by percentages. Parties are states, in classes, and a limit is a share of a class's own baseline:
# each duty below is owed by every party of its class, and a level stands for the party that is looked at.
# Every flow is that of a calendar year, weighted (by ozone depletion for CFCs and HCFCs, by warming for HFCs).

agreement montreal-protocol-1987 "Phase-out of ozone-depleting and warming gases"
  class environmental
  purpose "ending the production and use of controlled gases on differentiated schedules"
  counting day 1 is the day of entry into force
  signed 1987-09-16
  in force on 1989-01-01
  term indefinite
  precedence later text prevails

source protocol "Text of the protocol with its adjustments and amendments"
  kind treaty
  dated 1987-09-16
source secretariat-data "Data reported to the secretariat"
  kind international
source studies "Scientific studies of atmospheric measurements"
  kind science

label C1 "CFCs, developed: frozen 1989, three quarters cut 1994, ended 1996" [protocol, recalled]  # the end in 1995 is verified
label C2 "CFCs, developing: frozen 1999, cuts of 50 and 85 per cent, ended 2010" [protocol, recalled]  # the end in 2010 is verified
label C3 "HCFCs, developed: four cuts, a service tail to 2030" [protocol, verified]
label C4 "HCFCs, developing: frozen 2013, four cuts, a service tail, ended 2040; an older schedule displaced in 2007" [protocol, verified]
label C5 "HFCs, developed: 10 per cent in 2019 to 85 per cent in 2036" [protocol, verified]
label C6 "HFCs, developing, first group: frozen 2024, to 80 per cent in 2045" [protocol, verified]
label C7 "HFCs, developing, second group: frozen 2028, to 85 per cent in 2047" [protocol, verified]
label C8 "HFCs, five states in transition: 5 per cent in 2020, 35 per cent in 2025" [protocol, verified]
label C9 "Data reported by 30 September each year" [protocol, recalled]
label C10 "Essential uses exempted by a yearly vote" [protocol, verified]
label C11 "An adjustment binds all by vote; an amendment only those who ratify" [protocol, recalled]
label C12 "No trade with non-parties" [protocol, recalled]
label C13 "Exit: notice after four years, effective a year later" [protocol, recalled]
label A1 "Feedstock: does gas used up in making another gas count?" [protocol, recalled]
label A2 "Stockpiles: which year does gas kept from one year to the next count in?" [protocol, recalled]
label A3 "Banks: does gas already in equipment and foam fall under the limits?" [protocol, recalled]
label A4 "Change of class: which schedule does a party follow that changes its class?" [protocol, recalled]
label A5 "Baselines: does a corrected baseline move the limits already passed?" [protocol, recalled]

party parties "All parties"
group non-a5 "Developed parties"  # not operating under Article 5
group a5 "Developing parties"  # operating under Article 5
group a5-group1 "First group"; member of a5
group a5-group2 "Second group"; member of a5
group five-states "Five states in transition"
actor us "United States"
actor non-parties "States that are not parties"
actor emitters "Unnamed emitters in eastern China"
body meeting "Meeting of the Parties"
body implementation-committee "Implementation Committee"
body fund "Multilateral Fund"
body secretariat "Secretariat at UNEP"

# What is open

ambiguity feedstock-use "Does gas used up as feedstock count as production?"
  cites A1
  about hcfc-a5
  reading excluded "only what is not used up counts"
  reading counted "all that is made counts"

ambiguity stockpile-year "Which year does stockpiled gas count in?"
  cites A2
  about hcfc-a5
  reading year-made "the year in which it is made or imported"
  reading year-used "the year in which it is used"

ambiguity banks "Do the limits reach gas that is already in equipment?"
  cites A3
  reading outside "banked gas was counted when it was supplied"
  reading inside "its release falls under the purpose of the limits"

ambiguity class-change "Which schedule follows a change of class?"
  cites A4
  reading new-class "the schedule of the new class, from the change on"
  reading old-class "the schedule under which the party began"

ambiguity corrected-baseline "Does a corrected baseline reach back?"
  cites A5
  reading reaches-back "earlier years are judged again"
  reading from-now "only later years are judged by it"

event adjustment-2007 "the adjustment of 2007 is adopted" by meeting
event kigali "the Kigali amendment enters into force, twenty parties having ratified" by parties
event year-end "a calendar year ends" by the world; recurring

# CFCs
level cfc-1986 "CFC consumption of 1986" in tonnes
level cfc-non-a5-use "CFC consumption" in tonnes
level cfc-a5-base "CFC baseline, developing party: mean of 1995 to 1997" in tonnes
  is the mean of cfc-1995, cfc-1996 and cfc-1997
level cfc-1995 "CFC consumption of 1995" in tonnes
level cfc-1996 "CFC consumption of 1996" in tonnes
level cfc-1997 "CFC consumption of 1997" in tonnes
level cfc-a5-use "CFC consumption" in tonnes

# HCFCs
level hcfc-1989 "HCFC consumption of 1989" in tonnes
level cfc-1989 "CFC consumption of 1989" in tonnes
level hcfc-non-a5-base "HCFC baseline, developed party" in tonnes
  is hcfc-1989 + 2.8% of cfc-1989
level hcfc-non-a5-use "HCFC consumption" in tonnes
level hcfc-2009 "HCFC consumption of 2009" in tonnes
level hcfc-2010 "HCFC consumption of 2010" in tonnes
level hcfc-2015 "HCFC consumption of 2015" in tonnes
level hcfc-a5-base "HCFC baseline, developing party: mean of 2009 and 2010" in tonnes
  is the mean of hcfc-2009 and hcfc-2010
level hcfc-made "HCFC production, developing party" in tonnes
level hcfc-imported "HCFC imports, developing party" in tonnes
level hcfc-exported "HCFC exports, developing party" in tonnes
level hcfc-feedstock "HCFC used up as feedstock, developing party" in tonnes; starts at 0
level hcfc-a5-use "HCFC consumption" in tonnes
  under feedstock-use.excluded: is hcfc-made - hcfc-feedstock + hcfc-imported - hcfc-exported
  under feedstock-use.counted: is hcfc-made + hcfc-imported - hcfc-exported

# HFCs
level hfc-mean-2011-2013 "mean HFC consumption of 2011 to 2013" in tonnes
level hfc-non-a5-base "HFC baseline, developed party" in tonnes
  is hfc-mean-2011-2013 + 15% of hcfc-non-a5-base
level hfc-non-a5-use "HFC consumption" in tonnes
level hfc-five-base "HFC baseline, state in transition" in tonnes
  is hfc-mean-2011-2013 + 25% of hcfc-non-a5-base
level hfc-five-use "HFC consumption" in tonnes
level hfc-mean-2020-2022 "mean HFC consumption of 2020 to 2022" in tonnes
level hfc-group1-base "HFC baseline, first group" in tonnes
  is hfc-mean-2020-2022 + 65% of hcfc-a5-base
level hfc-group1-use "HFC consumption" in tonnes
level hfc-mean-2024-2026 "mean HFC consumption of 2024 to 2026" in tonnes
level hfc-group2-base "HFC baseline, second group" in tonnes
  is hfc-mean-2024-2026 + 65% of hcfc-a5-base
level hfc-group2-use "HFC consumption" in tonnes

# Schedules of limits: each line replaces the one before it. In 1999 the freeze begins at mid-year.

cfc-non-a5: non-a5 must keep cfc-non-a5-use within the limit
  at most 100% of cfc-1986 from 1989-01-01
  at most 25% of cfc-1986 from 1994-01-01
  at most 0 from 1996-01-01
  cites C1
cfc-a5: a5 must keep cfc-a5-use within the limit
  at most 100% of cfc-a5-base from 1999-07-01
  at most 50% of cfc-a5-base from 2005-01-01
  at most 15% of cfc-a5-base from 2007-01-01
  at most 0 from 2010-01-01
  cites C2
hcfc-non-a5: non-a5 must keep hcfc-non-a5-use within the limit
  at most 65% of hcfc-non-a5-base from 2004-01-01
  at most 25% of hcfc-non-a5-base from 2010-01-01
  at most 10% of hcfc-non-a5-base from 2015-01-01
  at most 0.5% of hcfc-non-a5-base from 2020-01-01
  at most 0 from 2030-01-01
  cites C3
hcfc-a5-old: a5 must keep hcfc-a5-use within the limit
  at most 100% of hcfc-2015 from 2016-01-01
  at most 0 from 2040-01-01
  cites C4
hcfc-a5: a5 must keep hcfc-a5-use within the limit
  once adjustment-2007
  displaces hcfc-a5-old from adjustment-2007
  at most 100% of hcfc-a5-base from 2013-01-01
  at most 90% of hcfc-a5-base from 2015-01-01
  at most 65% of hcfc-a5-base from 2020-01-01
  at most 32.5% of hcfc-a5-base from 2025-01-01
  at most 2.5% of hcfc-a5-base from 2030-01-01
  at most 0 from 2040-01-01
  cites C4, C11, A1, A2
hfc-non-a5: non-a5 must keep hfc-non-a5-use within the limit
  once kigali
  at most 90% of hfc-non-a5-base from 2019-01-01
  at most 60% of hfc-non-a5-base from 2024-01-01
  at most 30% of hfc-non-a5-base from 2029-01-01
  at most 20% of hfc-non-a5-base from 2034-01-01
  at most 15% of hfc-non-a5-base from 2036-01-01
  cites C5
hfc-group1: a5-group1 must keep hfc-group1-use within the limit
  once kigali
  at most 100% of hfc-group1-base from 2024-01-01
  at most 90% of hfc-group1-base from 2029-01-01
  at most 70% of hfc-group1-base from 2035-01-01
  at most 50% of hfc-group1-base from 2040-01-01
  at most 20% of hfc-group1-base from 2045-01-01
  cites C6
hfc-group2: a5-group2 must keep hfc-group2-use within the limit
  once kigali
  at most 100% of hfc-group2-base from 2028-01-01
  at most 90% of hfc-group2-base from 2032-01-01
  at most 80% of hfc-group2-base from 2037-01-01
  at most 70% of hfc-group2-base from 2042-01-01
  at most 15% of hfc-group2-base from 2047-01-01
  cites C7
hfc-five: five-states must keep hfc-five-use within the limit
  once kigali
  at most 95% of hfc-five-base from 2020-01-01
  at most 65% of hfc-five-base from 2025-01-01
  cites C8

# Duties, powers and ways out

report: parties must report data
  on each year-end
  by 9 months after year-end
  to secretariat
  cites C9
finance: non-a5 must finance the costs of developing parties
  to a5
# Voted anew each year
essential-use: meeting may exempt non-a5 from cfc-non-a5
  cites C10
adjust: meeting may declare adjustment-2007
  cites C11
no-trade: parties must not trade controlled gases with non-parties
  cites C12
leave: parties may withdraw from the agreement
  not before 4 years after entry into force
  with notice 1 years
  cites C13

# What the text secures

claim kigali-not-automatic "the amendment on HFCs comes into force by itself"
  every faithful run reaches kigali
  expected no

claim kigali-possible "it can come into force"
  some faithful run reaches kigali
  expected yes

claim tighter-schedule "developing parties move to the tighter HCFC schedule"
  every faithful run reaches adjustment-2007
  expected no
