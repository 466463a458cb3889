# The ceasefire, the zones and the laying down of weapons in the final agreement between Colombia and the FARC-EP, as a
# calendar of days from D. D is day 0. In June 2016 the parties defined D as the day of signature, in November as the day of
# ratification: that is 1 December 2016, and every date the parties and the United Nations used is counted from there.
# Where a point does not say who bears a duty, a comment says whom this text takes.

agreement colombia-2016 "Ceasefire, zones and laying down of weapons in Colombia"
  instrument "Ceasefire and weapons accord (23 June 2016)"
  instrument "23 protocols and 2 annexes (5 August 2016)"
  instrument "Final agreement (24 November 2016)"
  class definitive ceasefire
  area "Colombia"
  zone America/Bogota
  counting day 0 is the day of entry into force
  deadlines fall at the end of the day
  signed 2016-11-24

label C1 "Ceasefire on both sides, for good; military flights over the zones restricted" [accords, verified]
label C2 "D+1: forces make room; both hand over where their units are" [accords, verified]
label C3 "D+5: the movement to the zones starts" [accords, verified]
label C4 "D+8: a list of members for the mechanism" [accords, verified]
label C5 "D+10: where unstable material is kept; its destruction until D+60" [accords, recalled]  # the end on D+60 recalled, the rest verified
label C6 "D+7: registration of weapons starts" [accords, recalled]
label C7 "D+7 to D+30: support weapons, grenades and ammunition go to the zones" [accords, verified]
label C8 "D+30: all members are in the zones" [accords, verified]  # the press counts 30 December
label C9 "D+60: those weapons are in the containers" [accords, verified]
label C10a "D+90: 30% of the individual weapons" [accords, verified]
label C10b "D+120: another 30%" [accords, verified]
label C10c "D+150: the other 40%" [accords, verified]  # the press counts 1 May
label C11 "D+150 to D+180: the containers go out; a certificate by D+180" [accords, verified]
label C12 "D+180: the end of the zones and of the ceasefire mechanism" [accords, verified]
label C13 "The weapons become three monuments" [accords, verified]
label C14 "60 members may move in the country, 10 of each zone in its municipality" [accords, verified]
label C15 "Rules of the zones, and 35 prohibited acts" [accords, verified]
label C16 "Sites with water, food, health care and access" [accords, recalled]  # the duty is implied and has no day; that it slipped is verified
label C17 "An amnesty law, and the release of those it covers" [accords, recalled]
label C18 "Guards may keep what the security of a camp needs, to the end" [accords, verified]  # added in May 2017

label A1 "Which day is D, and is the last day 29 or 30 May, or 1 June?" [accords, verified]
label A2 "On D+90, does the first 30% end or start?" [accords, verified]
label A3 "Does one side's duty wait for the sites the other prepares?" [accords, recalled]
label A4 "Do militia members have to live in the zones?" [accords, recalled]
label A5 "Does unstable material count for the 30%?" [accords, recalled]
label A6 "30% of what?" [accords, recalled]

# ---------------------------------------------------------------- the parties, and who verifies

party government "Government of Colombia"
party farc "FARC-EP"
monitor un-mission "Political mission of the United Nations, unarmed"
# The mechanism has three parts; the international one has the chair and settles disputes.
body mechanism "Monitoring and verification mechanism"
  members government, farc, un-mission
  chaired by un-mission
  decides by decision of un-mission
# Both sides together may set other dates.
body csivi "Commission of follow-up (CSIVI)"
  members government, farc
  decides by consensus
guarantor cuba "Cuba"
guarantor norway "Norway"
witness venezuela "Venezuela"  # accompanies the process; recalled in part
witness chile "Chile"  # likewise
body congress "Congress of Colombia"

# ---------------------------------------------------------------- what the text leaves open

ambiguity d-day "Which day is D?"
  cites A1
  about colombia-2016
  reading ratification "the day on which the agreement is ratified, as written in November"
  reading signature-day "the day on which it is signed, as written in June"

ambiguity last-day "Which day is the last of the 180?"
  cites A1
  about three, zones-end
  reading thirty-may "day 0 is D: 30 May"
  reading twenty-nine-may "D is the first day: 29 May"
    held by un-mission [un, verified]
  reading first-june "1 June, which is D+182"

ambiguity first-part "What happens on D+90?"
  cites A2
  about two.individual
  reading ends "30% are in the containers"
  reading begins "the first 30% begin to go in"

ambiguity sites-first "Do the members have to be in the zones before the sites are ready?"
  cites A3
  about one.concentrate, sites
  reading waits "no: sites first"
    held by farc [farc-statements, recalled]
  reading apart "yes: the one duty does not wait for the other"
    held by government [government-statements, recalled]

ambiguity sites-day "By which day do the sites have to be ready?"
  cites C16
  about sites
  reading implied "by D+30, since the members have to live there then"
  reading no-day "the text names none"

ambiguity militia-lodging "Are militia members among those who have to be in the zones?"
  cites A4
  about one.concentrate, militia
  reading register-only "they register, and live where they live"
  reading reside "they live in the zones like all members"

ambiguity unstable "Does unstable material count for the shares?"
  cites A5
  about two.individual, unstable-arms
  reading counts "it does"
  reading apart-from "it does not"

ambiguity base "Of what are the shares taken?"
  cites A6
  about two.individual
  reading of-registered "of the weapons registered"
  reading of-individual "of the individual weapons"
  reading of-all "of all weapons, those in caches too"

# ---------------------------------------------------------------- what is counted

level registered "weapons registered" in weapons
level individual-weapons "individual weapons" in weapons
level all-weapons "weapons, those in caches too" in weapons

# ---------------------------------------------------------------- what holds apart from the phases

ceasefire: government and farc each must not attack the other
  words "bilateral and definitive"
  from entry into force
  cites C1
flights: government must not fly military aircraft over the zones beyond what was agreed
  until the end of three
  cites C1
sites: government must prepare the sites, with water, food, health care and access
  under implied: by day 30
  to farc
  cites C16
amnesty: government must have a law of amnesty passed
  cites C17
releases: government must release the prisoners whom the amnesty covers
  after amnesty
  cites C17
monitors: mechanism must monitor and verify what was agreed
  until the end of three
  cites C12
conduct: government and farc each must not commit any of the 35 acts on the list
  verified by mechanism
  until the end of three
  cites C15
no-police: unnamed must not bring armed police into the zones or hold political rallies there
  until the end of three
  cites C15
storage-points: unnamed must keep a single storage point for weapons in each camp
  until the end of three
  cites C15
travellers: farc may have 60 members move in the whole country
  cites C14
neighbours: farc may have 10 members of each zone move inside its municipality
  cites C14
unstable-places: farc must tell where the caches with unstable material are
  words "two days after the list of members"
  by day 10
  to mechanism
  cites C5
# Taken here: the side that has the material destroys it.
unstable-arms: farc must destroy unstable arms and material
  not before day 10
  by day 60
  verified by un-mission
  cites C5
# The United Nations count the weapons.
registration: un-mission must register weapons
  start by day 7
  cites C6
members: farc must hand over the number of its members, and their list
  by day 8
  to mechanism
  cites C4
militia: farc must have its militia members register
  cites A4
zones-end: government and farc jointly must end the zones
  under thirty-may: by day 180
  under twenty-nine-may: by day 179
  under first-june: by day 182
  done when three has ended
  cites C12, A1
monuments: unnamed must make 3 monuments of the weapons
  cites C13
# Added in May 2017.
guards: farc may keep the weapons that the security of a camp needs
  from 2017-05
  until the end of three
  cites C18
# A power that the record uses in May 2017 and again for the caches.
other-dates: csivi may amend two.individual
other-end: csivi may amend three
other-extraction: csivi may amend three.extraction

# ---------------------------------------------------------------- before D

phase gathering "Groups gather before D"
  starts on signature
  lasts until entry into force

# ---------------------------------------------------------------- D to D+30

phase one "Movement to the zones"
  starts on entry into force
  lasts until day 30
  then two

  make-room: government must move its forces, so that the other side can move
    by day 1
    cites C2
  positions: government and farc each must hand over the coordinates of its units
    by day 1
    to mechanism
    survives
    cites C2
  movement: farc must move to the zones
    start by day 5
    survives
    cites C3
  transport: farc must bring support weapons, militia weapons, grenades and ammunition to the zones
    not before day 7
    by day 30
    survives
    cites C7
  concentrate: farc must have all its members in the zones
    by day 30
    under waits: provided that sites is fulfilled
    survives
    cites C8

# ---------------------------------------------------------------- D+30 to D+150

phase two "Registration and storage, in steps"
  lasts until day 150
  then three

  heavy-stored: farc must put support weapons, militia weapons, grenades and ammunition into containers
    by day 60
    to un-mission
    survives
    cites C9
  # Three parts, one after the other, each a share of a base that grows while weapons are registered.
  individual: farc must put its individual weapons into containers
    under ends and of-registered: total 30% of registered by day 90
    under ends and of-individual: total 30% of individual-weapons by day 90
    under ends and of-all: total 30% of all-weapons by day 90
    under begins: start by day 90
    under of-registered: total 60% of registered by day 120
    under of-individual: total 60% of individual-weapons by day 120
    under of-all: total 60% of all-weapons by day 120
    under of-registered: total 100% of registered by day 150
    under of-individual: total 100% of individual-weapons by day 150
    under of-all: total 100% of all-weapons by day 150
    to un-mission
    survives
    cites C10a, C10b, C10c

# ---------------------------------------------------------------- D+150 to D+180

phase three "Extraction, certificate, end of the zones"
  under thirty-may: lasts until day 180
  under twenty-nine-may: lasts until day 179
  under first-june: lasts until day 182
  cites C12

  extraction: un-mission must take all containers out of the camps
    not before day 150
    by day 180
    survives
    cites C11
  certificate: un-mission must certify that the weapons were laid down
    by day 180
    survives
    cites C11
  exit: farc must leave the zones unarmed and in civilian dress
    by day 180
    survives

# ---------------------------------------------------------------- what the words guarantee, and what not

claim zones-outlived "The zones can end while weapons are still to come"
  some run reaches the end of three before two.individual
claim in-time "Everybody who keeps the text has the weapons stored when the zones end"
  every faithful run reaches two.individual before the end of three
claim gathered-in-time "Everybody who keeps the text is in the zones by D+30"
  every faithful run reaches one.concentrate by day 30
  expected unsettled  # not if the members may wait for sites that have no day
claim sites-ready "Whoever keeps the text has the sites ready by D+30"
  every faithful run reaches sites by day 30
  expected unsettled  # the text implies a day and names none
