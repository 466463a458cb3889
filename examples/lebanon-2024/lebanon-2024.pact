# The announcement of November 2024 by which hostilities between Israel and Lebanon were to cease.
# It came from two states that are not parties, was understood by them as the common position, and was approved by both cabinets.
# It has thirteen points; the labels follow them. Day 0 is 27 November 2024, and the clock starts at four in the morning.
# Only the withdrawal and the deployment have a limit of sixty days. The ceasefire has no term, and the text
# has no clause on renewal, none on termination, and names no sanction.

agreement lebanon-2024 "Cessation of hostilities between Israel and Lebanon"
  instrument "Thirteen-point announcement by the United States and France"
  class cessation of hostilities
  area "Lebanon, and above all the land between the Litani and the Blue Line"
  zone Asia/Beirut
  counting day 0 is the day of entry into force
  deadlines fall at the exact hour
  term indefinite

label C1 "Both sides stop hostilities at 04:00 on 27 November" [announcement, verified]
label C2a "Lebanon prevents Hezbollah and every armed group from operating against Israel" [announcement, verified]
label C2b "Israel carries out no offensive operation by land, air or sea" [announcement, verified]
label C3 "Both move to the full implementation of resolution 1701" [announcement, verified]
label C4 "Neither loses the right of self-defence" [announcement, verified]
label C5 "South of the Litani only official forces, and UNIFIL, bear arms" [announcement, verified]
label C6 "Arms are sold, supplied and made only under government control" [announcement, verified]
label C7a "Border control against arms" [announcement, verified]
label C7b "Production sites without permission go, starting south of the Litani" [announcement, verified]
label C7c "Infrastructure goes and arms are taken, with the same start" [announcement, verified]
label C8 "Help to bring the army in the south to 10,000" [announcement, verified]
label C9 "The Mechanism monitors, verifies and helps to enforce" [announcement, verified]
label C10 "Alleged violations are reported; the Security Council stays open" [announcement, recalled]  # the report verified, the direct way to the Council recalled
label C11 "Lebanon deploys to borders and southern positions, from the start" [announcement, verified]
label C12 "Israel withdraws in phases while Lebanon deploys, in 60 days at most" [announcement, verified]
label C13 "Both ask for help with indirect talks on the Blue Line" [announcement, recalled]  # verified in part

label A1 "Self-defence, or an offensive operation?" [announcement, verified]
label A2 "Does the withdrawal depend on what the Lebanese army does?" [announcement, verified]
label A3 "Is the disarmament meant for the south, or for all of Lebanon?" [announcement, recalled]
label A4 "Who may extend the sixty days?" [announcement, verified]
label A5 "Five points held: not yet complete, or occupation?" [announcement, verified]
label A6 "Does a state that answers for a group commit what the group does?" [announcement, recalled]
label A7 "Does the letter between Israel and the United States bind Lebanon?" [press, recalled]  # that a letter went round is verified, what it says is not

# ---------------------------------------------------------------- who is bound, who watches, who is outside

party israel "State of Israel"
party lebanon "Republic of Lebanon"

guarantor us "United States"; also monitor  # announced the text; has the chair of the Mechanism
guarantor france "France"; also monitor  # announced the text; member of the Mechanism
monitor unifil "UNIFIL"  # hosts the Mechanism
body mechanism "The Mechanism"
  members us, france, lebanon, israel, unifil
  chaired by us
body israel-cabinet "Cabinet of Israel"; speaks for israel
body lebanon-cabinet "Cabinet of Lebanon"; speaks for lebanon
body lebanese-army "Lebanese Armed Forces"; answered for by lebanon
facilitator mtc4l "Technical committee for the support of the Lebanese army"  # recalled

# Hezbollah signed nothing. Lebanon answers for it.
actor hezbollah "Hezbollah"; answered for by lebanon
group armed-groups "Every other armed group in Lebanon"; answered for by lebanon
group official-forces "Official forces of Lebanon"; answered for by lebanon

# ---------------------------------------------------------------- what the text leaves open

ambiguity own-defence "When is a strike in self-defence, and when is it an offensive operation?"
  cites A1
  about no-offensive, self-defence
  reading threats-count "an imminent threat, or one that grows, may be struck"
    held by israel [israel-statements, verified]
  reading every-strike "every strike and every flight over Lebanon breaks the text"
    held by lebanon, unifil [lebanon-statements, verified] [un, verified]

ambiguity pace "Does the withdrawal wait for the Lebanese army?"
  cites A2
  about one.withdraw, one.deploy
  reading in-step "an area is left when the army arrives there"
    held by israel [israel-statements, verified]
  reading flat-limit "sixty days are the limit, whatever the army has done"
    held by lebanon [lebanon-statements, recalled]

ambiguity reach "How far does the disarmament reach?"
  cites A3
  about dismantle-sites, disarm
  reading whole-country "it starts in the south and goes on to all of Lebanon"
    held by us, israel [press, recalled]
  reading south-only "it is meant for the land south of the Litani"
    held by hezbollah [press, recalled]

ambiguity who-extends "Who may lengthen the sixty days?"
  cites A4
  about one
  reading one-announcer "the word of one announcing state is enough, with the consent of the state whose land it is"
  reading both-announcers "both announcing states together"

# This one changes no date: under either word the withdrawal is not complete.
ambiguity five-points "What are the points that are held?"
  cites A5
  about one.withdraw
  reading not-yet "a withdrawal that is not complete, for a time"
    held by israel [israel-statements, verified]
  reading occupation "land occupied"
    held by lebanon [lebanon-statements, verified]

ambiguity answering "Is a shot by Hezbollah a breach by Lebanon?"
  cites A6
  about restrain
  reading its-own "the state answers for the act as if it were its own"
  reading care-only "the state answers only for what it did to prevent the act"

ambiguity side-letter "Does the letter between Israel and the United States have an effect for Lebanon?"
  cites A7
  about letter
  reading binds "it does"
  reading does-not "it binds only those who wrote it"

open word starting-with "To start with the southern area: what comes next, and by when?"; about dismantle-sites, disarm

# ---------------------------------------------------------------- what can happen

event hezbollah-fires "Hezbollah fires at Israel or at its forces" by hezbollah
  recurring
  under its-own: breaks restrain
event israel-strikes "Israel strikes in Lebanon at what it holds to be a threat" by israel
  recurring
  under every-strike: breaks no-offensive
event violation-alleged "one side says the other broke the text" by any of israel, lebanon; recurring
process border-talks "indirect talks on the disputed points of the Blue Line" between israel and lebanon
  opened by israel and lebanon jointly

level army-south "soldiers of the army in the south of Lebanon" in soldiers

# ---------------------------------------------------------------- what holds from the first hour, without a term

ceasefire: israel and lebanon each must not carry on hostilities against the other
  cites C1
restrain: lebanon must prevent hezbollah, armed-groups from operating against Israel
  to israel
  cites C2a
no-offensive: israel must not carry out offensive operations against targets in Lebanon, by land, by air or by sea
  to lebanon
  except own-defence "what falls under the right of self-defence"
  under threats-count: assessed by israel
  under every-strike: assessed by nobody named
  cites C2b, C4
full-1701: israel and lebanon each must move to the full implementation of resolution 1701
  cites C3
self-defence: israel and lebanon each may act in self-defence
  cites C4
# The point says who may, and does not say who sees to it that others do not.
south-arms: unnamed must not bear arms or have infrastructure south of the Litani
  except official "official forces of Lebanon"
  except peacekeepers "UNIFIL"
  area "south of the Litani"
  cites C5
arms-trade: lebanon must keep the sale, supply and production of arms under the control of its government
  cites C6
border: lebanon must keep its borders under control, so that no arms come in
  cites C7a
dismantle-sites: lebanon must dismantle production sites that have no permission
  under whole-country: in each of southern-litani, rest-of-lebanon
  under whole-country: order southern-litani, rest-of-lebanon
  under south-only: in each of southern-litani
  cites C7b
disarm: lebanon must dismantle infrastructure and take arms that nobody permitted
  under whole-country: in each of southern-litani, rest-of-lebanon
  under whole-country: order southern-litani, rest-of-lebanon
  under south-only: in each of southern-litani
  cites C7c
raise-army: us and france each must try to help bring the army in the south to 10,000 soldiers
  words "with partners"
  to lebanon
  cites C8
monitoring: mechanism must monitor, verify and help to enforce what was agreed
  cites C9
# Nobody is named who rules on a report: it is received, and followed up.
reporting: israel and lebanon each must report alleged violations
  on each violation-alleged
  reported to mechanism, unifil
  cites C10
council: israel and lebanon each may turn to the Security Council directly
  cites C10
# The letter is not public, and what is known of it leaked.
letter: israel may act on threats from Lebanon
  under does-not: does not apply
  cites A7

# ---------------------------------------------------------------- sixty days, then no end

phase one "Withdrawal and deployment"
  starts on entry into force
  lasts 60 days
  then two

  # The areas are those the record knows apart; the five points bear the names they had in February 2025.
  deploy: lebanon must deploy its army to the borders and to the southern positions
    words "from the start, as planned"
    in each of khiam, naqoura, villages, labbouneh, jabal-blat, uwayda, aziyyeh, hamames
    survives
    cites C11
  # A United States official: an area is left only when the army gets there, so that it is never empty; all out by day 50 to 60.
  withdraw: israel must withdraw its forces to the south of the Blue Line
    in each of khiam, naqoura, villages, labbouneh, jabal-blat, uwayda, aziyyeh, hamames
    by 60 days after entry into force
    under in-step: against deploy  # area by area
    verified by mechanism
    survives
    cites C12

phase two "Permanent observance of resolution 1701"
  ask-talks: israel and lebanon each must ask us to facilitate, with the United Nations,
      indirect talks on the disputed points of the Blue Line
    cites C13

# ---------------------------------------------------------------- what the words guarantee, and what not

claim out-by-sixty "Everybody who keeps the text is out by day 60"
  every faithful run reaches one.withdraw by 60 days after entry into force
  expected unsettled  # the limit is flat, or it waits for the army
claim quiet-from-lebanon "Nobody who keeps the text lets Hezbollah fire"
  no faithful run reaches hezbollah-fires
  expected unsettled  # only if its shots are Lebanon's own act
claim quiet-from-israel "Nobody who keeps the text strikes in Lebanon"
  no faithful run reaches israel-strikes
  expected unsettled  # only if every strike is an offensive operation
claim no-expiry "The observance goes on after a year"
  every faithful run keeps two running past day 365
claim disarmed "Whoever keeps the text disarms the armed groups"
  every faithful run reaches disarm
  expected no  # where to start is said, when to end is not
claim talks-held "Talks on the Blue Line are held"
  every faithful run reaches border-talks
  expected no  # to ask for help with talks is not to hold them
claim sixty-days-can-grow "The sixty days can be lengthened under the text itself"
  some faithful run keeps one running past day 60
  expected no  # no point says so, and nobody is named
  cites A4
