# Decommissioning is tied to political milestones, not to dates: four phases, each with a share of the promised total.
# The shares are 30, 35 and 35 per cent; the first, ceremonial step has none.

agreement mindanao-2014 "Comprehensive Agreement on the Bangsamoro: decommissioning"
  class comprehensive
  purpose "arms put beyond use in step with the political settlement"
  counting day 1 is the day of entry into force
  signed 2014-03-27
  in force on 2014-03-27  # no separate day of entry into force is recorded

source agreement-text "Comprehensive Agreement on the Bangsamoro, with its Annex on Normalization"
  kind treaty
  dated 2014-03-27
source monitors "Figures of the decommissioning body"
  kind international
source press "Press reports"
  kind press
source milf-statement "Statements and memoranda of the MILF"
  kind party
source government-statement "Statements of the Government of the Philippines"
  kind party

label C1 "Decommissioning goes on in parallel and commensurate with every other commitment" [agreement-text, verified]
label C2 "Shares: a ceremony, then 30, 35 and 35 per cent, each on a political milestone" [agreement-text, verified]
label C3 "PHP 100,000 in cash for each, and the full socio-economic package" [agreement-text, verified]  # that it was delivered in full is disputed
label C4 "Six camps are transformed" [agreement-text, verified]
label C5 "Amnesty; private armies disbanded" [agreement-text, recalled]  # verified in part
label C6 "Police law and police force" [agreement-text, verified]
label C7 "The MILF submits lists, the decommissioning body verifies them" [agreement-text, verified]
label C8 "Transition authority to 2022, then 2025, then later" [agreement-text, recalled]
label C9 "Plebiscites of January and February 2019" [agreement-text, recalled]
label C10 "An Exit Agreement ends the process when all is done" [agreement-text, recalled]
label A1 "Commensurate: per cent of what on the government side?" [agreement-text, recalled]
label A2 "Does the cash satisfy the promise, or is the package due before the last share?" [agreement-text, recalled]
label A3 "Does the third share count without the police?" [agreement-text, recalled]
label A4 "Who counts among the 40,000?" [agreement-text, verified]
label A5 "When did the third phase close?" [agreement-text, verified]

party government "Government of the Philippines"
party milf "Moro Islamic Liberation Front"
facilitator malaysia "Malaysia" [recalled]
actor turkiye "Türkiye"
  office "chair of the Independent Decommissioning Body"
actor norway "Norway", brunei "Brunei", local-experts "Local experts"
monitor idb "Independent Decommissioning Body"
  members turkiye, norway, brunei, local-experts
body jnc "Joint Normalization Committee"
monitor tpmt "Third Party Monitoring Team" [recalled]
body transition-authority "Transition authority" [recalled]
actor voters "Voters in the plebiscites"
actor combatants "Members of the MILF's forces on the lists"
  answered for by milf
actor private-armies "Private armies"

# What is open

ambiguity commensurate "The government's side of the balance: per cent of what?"
  cites A1
  about four
  reading all-commitments "every commitment counts, and the last share waits for substantial compliance"
    held by milf since 2025-07 [milf-statement, verified]
  reading own-steps "each share follows from the step before it; stopping is a breach"
    held by government [government-statement, recalled]

ambiguity package-due "Is cash enough?"
  cites A2
  about package
  reading cash-enough "the cash satisfies the promise"
  reading package-first "the whole package is due before the last share"

ambiguity police-first "Does the third share count without the police?"
  cites A3
  about three
  reading needs-police "the third phase opens only when the police are operational"
  reading counts-anyway "the third phase follows the second; what was handed over counts"

ambiguity base "Who counts among the 40,000?"
  cites A4
  about four.fighters
  reading listed "everyone on the lists of the MILF"
  reading in-camps "the fighters of the six camps"

ambiguity closing-three "When did the third phase close?"
  cites A5
  about three
  reading august-2023 "10 August 2023"
  reading july-2024 "4 July 2024"

event law-ratified "the basic law is ratified in the plebiscites" by voters
event police-operational "the Bangsamoro police are operational" by government
event compliance "substantial compliance with everything else" by nobody named  # no one certifies the government's share
event election-day "the day last fixed for the election" by government
event exit-signed "the Exit Agreement is signed" by government and milf jointly
  only when four.fighters is fulfilled and four.weapons is fulfilled and compliance

# The promised totals: the bases of every percentage
level fighters-listed "fighters promised" in fighters; starts at 40,000
level weapons-listed "weapons promised" in weapons; starts at 7,200

# Promised beside the phases, without a date of their own

lists: milf must submit lists
  to idb
  cites C7
verify: idb must verify the lists
  after lists
  cites C7
parallel: government and milf each must keep decommissioning parallel and commensurate with every other commitment
  cites C1, A1
cash: government must pay 40,000 cash grants
  words "PHP 100,000 each"
  to combatants
  1 for each any of two.fighters
  1 for each any of three.fighters
  1 for each any of four.fighters
  cites C3
# One for each fighter of the second and third phases: 30 and 35 per cent of 40,000
package: government must deliver 26,000 packages
  to combatants
  1 for each any of two.fighters
  1 for each any of three.fighters
  under package-due.cash-enough: does not apply
  cites C3, A2
camps: government must transform 6 camps
  cites C4
amnesty: government must grant amnesty
  cites C5
disband: government must disband private-armies
  cites C5
police: government must pass the police law and raise the force
  done when police-operational
  cites C6
hold-election: government must hold the first parliamentary election
  by 2022-12-31  # the year is stated, not the day
  cites C8
exit: government and milf jointly may declare exit-signed
  on recommendation of tpmt
  when four.fighters is fulfilled and four.weapons is fulfilled and compliance
  cites C10

phase one "Ceremony"
  starts on entry into force  # "after the agreement and a draft law": the draft's own day is not recorded
  ends when two is running
  cites C2
  ceremony: milf must hand over a first group
    verified by idb
    cites C2

phase two "Thirty per cent"
  starts when law-ratified
  ends when two.fighters is fulfilled
  cites C2, C9
  fighters: milf must decommission fighters
    total 30% of fighters-listed
    verified by idb
    cites C1, C2
  weapons: milf must put weapons beyond use
    total 30% of weapons-listed
    certified by idb
    survives
    cites C1, C2

phase three "Thirty-five per cent more"
  under police-first.needs-police: starts when police-operational
  under police-first.counts-anyway: starts when two has ended
  ends when three.fighters is fulfilled
  cites C2, A3
  fighters: milf must decommission fighters
    total 35% of fighters-listed
    verified by idb
    cites C1, C2
  weapons: milf must put weapons beyond use
    total 35% of weapons-listed
    certified by idb
    survives
    cites C1, C2

phase four "The remaining thirty-five per cent"
  # The trigger is also given as the Exit Agreement; since that is signed when all is done, it cannot open this phase.
  under commensurate.all-commitments: starts when compliance
  under commensurate.own-steps: starts when three has ended
  cites C1, C2, A1
  fighters: milf must decommission fighters
    total 35% of fighters-listed
    under package-due.package-first: provided that package is fulfilled
    verified by idb
    cites C1, C2, A2
  weapons: milf must put weapons beyond use
    total 35% of weapons-listed
    under package-due.package-first: provided that package is fulfilled
    certified by idb
    cites C1, C2, A2

# Certificates for the weapons; for the government's share the text names no one.
certify-two: idb may certify two.weapons
certify-three: idb may certify three.weapons
certify-four: idb may certify four.weapons

# A power outside the phase, since it is used before the phase opens
hold: milf may suspend four.fighters
  when not compliance
  under commensurate.own-steps: does not apply
  cites C1, A1

# What the text secures

claim all-forty-thousand "every fighter on the lists is decommissioned"
  every faithful run reaches four.fighters
  expected no

claim package-before-the-end "no last share before the package"
  no faithful run reaches four.fighters before package
  expected unsettled

claim police-before-three "no third share before the police"
  no faithful run reaches three before police-operational
  expected unsettled

claim election-in-time "an elected parliament by the end of 2022"
  every faithful run reaches hold-election by 2022-12-31
  expected yes

# Nobody is named to find substantial compliance: if nobody can, the process has no end.
claim can-be-finished "the process can be finished"
  some faithful run reaches exit-signed
  expected unsettled
