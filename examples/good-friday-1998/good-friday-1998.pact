# Two texts in one: what the parties in the talks agreed, and the treaty of the two governments that puts it into force.
# The armed groups signed neither, and yet their acts are what much of the record is about.
# Here stand the provisions that the record and the questions touch; what is left out is not thereby missing from the agreement.

agreement good-friday-1998 "Belfast Agreement"
  instrument "Agreement of the multi-party talks, 10 April 1998"
  instrument "British-Irish Agreement, 10 April 1998"
  class comprehensive
  purpose "government by both communities, and the end of armed conflict"
  area "Northern Ireland"
  zone Europe/London
  counting day 0 is the day of entry into force
  deadlines fall at the end of the day
  signed 1998-04-10
  ratified by voters-north, voters-south
  term indefinite

source text "Belfast Agreement, 10 April 1998"
  kind agreement
source law "Laws of the United Kingdom"
  kind official
source results "Results of the referendums, 22 May 1998"
  kind official
source reports "Public reports of the time"
  kind press

label C1 "Two referendums on 22 May 1998, and both must pass" [text, verified]
label C2 "Every influence for decommissioning, within two years of the referendums" [text, recalled]  # in part verified
label C3 "The law on prisoners, sought by the end of June 1998" [text, verified]
label C4 "Prisoners still held two years after the scheme begins go free, if circumstances allow" [text, recalled]  # in part verified
label C5 "Only members of groups whose ceasefire is complete and unequivocal; kept under review" [text, verified]
label C6 "The licence can be revoked" [text, verified]
label C7 "An Assembly, cross-community votes, ministers by d'Hondt" [text, recalled]
label C8 "North/South bodies are agreed by 31 October 1998" [text, recalled]
label C9 "Policing report by summer 1999, justice review by autumn 1999" [text, recalled]
label C10 "Status by consent; a poll when a majority seems likely, seven years apart" [text, recalled]
label C11 "Review, and no way to expel anybody or to go back" [text, recalled]
label C12 "Six weeks to elect the First Ministers" [text, recalled]
label A1 "Must the arms go before Sinn Fein sits in government?" [text, recalled]
label A2 "A result, or an effort?" [text, recalled]
label A3 "May one government suspend what a treaty set up?" [text, recalled]
label A4 "What is it to decommission?" [text, recalled]
label A5 "Who speaks for the IRA?" [text, recalled]

# Who takes part

group participants "The eight parties of the talks"; members uup, sinn-fein  # the two of them that this account names
party uup "Ulster Unionist Party", sinn-fein "Sinn Fein"
party uk "British Government", ireland "Irish Government"
faction dup "Democratic Unionist Party"  # opposed, and outside the text
group unionists "Unionist opinion"; members uup, dup

body voters-north "Voters of Northern Ireland"
  decides by majority
  cites C1
body voters-south "Voters of the Republic of Ireland"
  decides by majority
  cites C1
# Strand One, paragraph 5(d), recalled: parallel consent, or a weighted majority. The seats are left out here.
body assembly "Northern Ireland Assembly"
  words "key decisions need votes from across the communities"
  decides by parallel consent of unionist-designation,
      nationalist-designation or 60% of those present and 40% of those present in each of unionist-designation,
      nationalist-designation
  cites C7
faction unionist-designation "Members designated unionist"; member of assembly
faction nationalist-designation "Members designated nationalist"; member of assembly
body executive "Northern Ireland Executive"; cites C7
body north-south "North/South Ministerial Council"; members executive, ireland; cites C8
body british-irish "British-Irish Council"
monitor iicd "Independent International Commission on Decommissioning"
body review-commission "Sentence Review Commission"
body policing-commission "Commission on policing"; cites C9
body justice-review "Review of criminal justice"; cites C9

actor ira "Irish Republican Army"
  under voice-of-ira.sinn-fein-answers: answered for by sinn-fein
  cites A5
actor uvf "Ulster Volunteer Force", uda "Ulster Defence Association"
actor lvf "Loyalist Volunteer Force"
group three-others "Three further groups without a complete ceasefire"
group with-ceasefire "Groups whose ceasefire is complete and unequivocal"

# What the words leave open

ambiguity arms-first "Must the arms go before Sinn Fein sits in government?"
  cites A1
  about devolution.sinn-fein-ministers
  reading precondition "yes: no ministers before the arms are gone"
    held by uup [reports, recalled]
  reading parallel "no: two duties, side by side"
    held by sinn-fein [reports, recalled]

ambiguity result-or-effort "Must the arms be gone in two years, or must all do what they can?"
  cites A2
  about windows.use-influence
  reading result "the arms must be gone"
  reading effort "influence must be used; nobody promised what it brings"

ambiguity power-to-suspend "May United Kingdom law suspend what the treaty set up?"
  cites A3
  about suspend-devolution
  reading compatible "yes"
    held by uk [reports, recalled]
  reading incompatible "no, or at least in doubt"
    held by ireland [reports, recalled]

ambiguity decommission "What is it to decommission?"
  cites A4
  about windows.use-influence
  reading surrender "to hand the arms over"
  reading beyond-use "to put them where nobody can use them"

ambiguity voice-of-ira "Who speaks for the IRA?"
  cites A5
  about ira
  reading sinn-fein-answers "Sinn Fein does"
  reading nobody-here "nobody who signed"

# The text joins the two nowhere; some read it as if it did.
ambiguity prisoners-for-arms "Do the prisoners wait for the arms?"
  cites C2, C4
  about windows.release
  reading no-link "no: the text has no such condition"
  reading linked "yes: no arms, no releases"
    held by unionists [reports, recalled]

open word complete-ceasefire "When is a ceasefire complete and unequivocal?"; about windows.early-release; cites C5
open word majority-seems-likely "By what is a likely majority judged?"; about poll-when-likely; cites C10

# What can happen

event passed-north "the referendum passes in Northern Ireland" by voters-north
event passed-south "the referendum passes in the Republic" by voters-south
event scheme-begins "the scheme of early release begins" by uk; only when windows is running
event circumstances-forbid "circumstances do not allow the last releases" by nobody named
event ira-step "an act of the IRA on its arms" by ira; recurring
event ira-complete "the IRA completes decommissioning" by ira
event uvf-complete "the UVF completes decommissioning" by uvf
event uda-complete "the UDA completes decommissioning" by uda
event six-weeks "six weeks begin in which the First Ministers must be elected" by the world; recurring
event majority-likely "a majority for change seems likely" by uk; recurring
event poll "border poll" by uk; recurring; not within 7 years of poll
  cites C10
event majority-for-change "a majority consents to a change of status" by voters-north

# The phases

phase ratification "Both referendums"
  starts on signature
  then legislation as soon as passed-north and passed-south

  concurrent: uk and ireland each must hold a referendum
    not before 1998-05-22
    by 1998-05-22
    cites C1

phase legislation "Laws, commissions and a first Assembly"
  lasts until entry into force

  prisoner-law: uk must try to pass the law on prisoners
    by 1998-06-30
    cites C3

  election: uk must hold the election of the Assembly
    by 1998-06-25
    cites C7

  policing-report: policing-commission must report
    by summer 1999
    survives
    cites C9

  justice-report: justice-review must report
    by autumn 1999
    survives
    cites C9

phase shadow "The Assembly before devolution"
  starts when legislation.election is fulfilled
  lasts until entry into force
  then devolution

  north-south-bodies: north-south must agree the North/South bodies
    by 1998-10-31
    survives
    cites C8

phase devolution "Devolved government"

  institutions: assembly and executive each must keep governing
    cites C7

  votes: assembly must take key decisions across the communities
    cites C7

  ministers: assembly must fill the ministries by d'Hondt
    cites C7

  sinn-fein-ministers: sinn-fein may take its ministries
    under arms-first.precondition: not before ira-complete
    cites C7, A1

  first-ministers: assembly must elect the First Ministers
    on each six-weeks  # each start counts by itself here; in fact a new one replaces the one before
    by 6 weeks after six-weeks
    cites C12

phase windows "Two years for arms, two years for prisoners"
  starts when passed-north and passed-south

  use-influence: participants must try to use every influence for decommissioning
    by the later of 2 years after passed-north and 2 years after passed-south
    cites C2, A2, A4

  ira-arms: participants must procure ira to complete decommissioning
    by the later of 2 years after passed-north and 2 years after passed-south
    done when ira-complete
    under result-or-effort.effort: does not apply
    verified by iicd
    cites C2, A2

  uvf-arms: participants must procure uvf to complete decommissioning
    by the later of 2 years after passed-north and 2 years after passed-south
    done when uvf-complete
    under result-or-effort.effort: does not apply
    verified by iicd
    cites C2, A2

  uda-arms: participants must procure uda to complete decommissioning
    by the later of 2 years after passed-north and 2 years after passed-south
    done when uda-complete
    under result-or-effort.effort: does not apply
    verified by iicd
    cites C2, A2

  # The limit in law is another than the two years of the agreement: law can move it, and did
  arms-scheme: iicd may receive arms
    article "law of the United Kingdom"
    until 2000-05-22
    cites C2

  early-release: uk may release qualifying prisoners on licence
    once scheme-begins
    in each of with-ceasefire, lvf, three-others
    cites C5
  exclude: uk may suspend windows.early-release
    in part
    cites C5
  admit: uk may resume windows.early-release
    in part
    cites C5
  revoke: uk may take back the licence of a prisoner
    cites C6

  release: uk must release every qualifying prisoner still held
    once scheme-begins
    by 2 years after scheme-begins
    provided that not circumstances-forbid
    under prisoners-for-arms.linked: not before ira-complete
    under prisoners-for-arms.linked: provided that ira-complete
    cites C4

# Beside the phases

# Not in the text of 1998, which can neither expel nor go back. Law of the United Kingdom adds it later.
suspend-devolution: uk may suspend devolution
  article "later law of the United Kingdom, not the text of 1998"
  under power-to-suspend.incompatible: does not apply
  cites C11, A3

restore-devolution: uk may resume devolution
  article "later law of the United Kingdom, not the text of 1998"
  under power-to-suspend.incompatible: does not apply
  cites C11, A3

consent: uk and ireland each must not change the status of Northern Ireland
  except consent-given "a majority has consented"
  cites C10

poll-when-likely: uk must hold a border poll
  on each majority-likely
  done when poll
  cites C10

no-second-poll: uk must not hold another border poll
  on each poll
  until 1 day before (7 years after poll)  # the day seven years later is no longer within them
  cites C10

review: uk, ireland and participants each must keep the working of the agreement under review
  cites C11

# What each side wants of these words

claim both-must-pass "one referendum is not enough"
  no run reaches legislation without passed-south
  expected yes
  cites C1

claim legislation-comes "the agreement can go on to legislation"
  some faithful run reaches legislation
  cites C1

claim ira-arms-in-time "the arms of the IRA are gone by 22 May 2000" demanded by uup
  no faithful run reaches the later of 2 years after passed-north and 2 years after passed-south has passed without ira-complete
  expected unsettled
  cites C2, A2

claim office-before-arms "ministries do not wait for arms" demanded by sinn-fein
  some faithful run reaches devolution.sinn-fein-ministers before ira-complete
  expected unsettled
  cites C7, A1

claim releases-before-arms "prisoners do not wait for arms"
  some faithful run reaches windows.release before ira-complete
  expected unsettled
  cites C2, C4

claim no-way-back "the text has no way to end the institutions"
  no faithful run reaches the end of devolution
  expected yes
  cites C11

claim last-prisoner-home "everyone qualifying is free two years after the scheme begins"
  no faithful run reaches 2 years after scheme-begins has passed without windows.release
  expected unsettled  # circumstances that nobody is named to judge, and the link that some read
  cites C4
