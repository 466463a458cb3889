"""List the forms in which the rules of drafting and the reader of texts tell a fault, and what to do.

Each form is a message for translators; what stands in a text goes into its parts. A fault that is told in no
form of these is shown as it is written, in English: `tests/pages` finds it.
"""

from servanda.reports.tongue import marked

MESSAGES = (
    marked("`%(name)s` is allied to %(names)s, and no duty binds it or answers for it"),
    marked("`%(name)s` caps a number a %(thing)s, and nobody is named who counts"),
    marked("`%(name)s` owes a number a %(thing)s, and nobody is named who counts"),
    marked("`%(name)s` lets aid to civilians wait for `%(other)s`"),
    marked("the word of %(names)s against the other side is recorded as `%(text)s`"),
    marked("nobody is named who may change the text"),
    marked('`%(name)s` fixes a line by what is "%(text)s", and no day says when'),
    marked("nothing in the text says what follows a breach of `%(name)s`"),
    marked("`%(name)s` ends %(thing)s at the first breach of `%(other)s`, however small"),
    marked("the text forbids to fight and does not say which kind of ceasefire it is"),
    marked("no provision speaks of civilians, or of the return of those who fled"),
    marked("`%(name)s` is for and against `%(other)s` at the same time"),
    marked("the clock of %(names)s counts from `%(name)s`, which has no date of its own"),
    marked("the clock of %(names)s counts from `%(name)s`, which nobody is named to bring about"),
    marked("the clock of %(names)s counts from `%(name)s`, which nobody has a duty to bring about"),
    marked("nobody may bring an alleged violation before `%(name)s` or anybody else"),
    marked("%(number)s instruments are joined, and nothing says which prevails"),
    marked("days are numbered, and the text does not say whether the first is day 0 or day 1"),
    marked("the deadline of `%(name)s` runs out before the act may come"),
    marked("the deadline of `%(name)s` runs out before the provision is in effect"),
    marked("the deadline of `%(name)s` runs out before phase `%(other)s` starts"),
    marked("the deadline of `%(name)s` runs out before `%(other)s`, which it waits for, may come"),
    marked("no day makes %(names)s late"),
    marked("the deadline of `%(name)s` had passed before %(thing)s"),
    marked("`%(name)s` leaves disputes to the parties themselves and has no next step"),
    marked(
        "`%(name)s` leaves disputes to `%(other)s`, which decides by consensus, and has no "
        "next step"
    ),
    marked("nobody is named who settles a dispute about what the text means"),
    marked("nobody has a duty to tell the troops of the ceasefire, or the public"),
    marked("`%(name)s` says the same as `%(other)s`"),
    marked("`%(name)s` has no stated length, and neither has phase `%(other)s`"),
    marked("`%(name)s` has no stated length, and neither has the agreement"),
    marked("`%(name)s` is dealt with before the agreement was signed"),
    marked("`%(name)s` begins on %(date)s, at no stated hour"),
    marked("%(names)s must perform all of `%(name)s` before `%(other)s` is owed"),
    marked("no list says who is to go free by %(names)s"),
    marked("`%(name)s` has two figures that cannot both be right"),
    marked("%(names)s hinges on a line or zone that nothing maps"),
    marked("%(names)s hinge on a line or zone that nothing maps"),
    marked("neither `%(name)s` nor the agreement says where it holds"),
    marked("no provision speaks of aid to civilians"),
    marked("`%(name)s` refers to a text that is not identified"),
    marked("`%(name)s` is said to have acted against `%(other)s`, and nothing binds it"),
    marked("the text is authentic in several languages, and none of them prevails"),
    marked("%(number)s entry rests on `%(name)s` of %(date)s and counts as known before it"),
    marked("%(number)s entries rest on `%(name)s` of %(date)s and count as known before it"),
    marked("the level `%(name)s` is computed from itself"),
    marked("the levels %(names)s are computed from one another"),
    marked("nobody has a duty to give %(names)s access"),
    marked("the text does not say who sits in `%(name)s`, nor who appoints it"),
    marked("`%(name)s` joins tasks that are not one: %(things)s"),
    marked("the text counts from its entry into force and does not say when or how that comes"),
    marked("nobody is named who monitors, verifies or certifies anything"),
    marked("`%(name)s` names nobody who owes it"),
    marked("nothing starts phase `%(name)s`"),
    marked("phase `%(name)s` follows only a phase that nothing starts"),
    marked("the parts make %(amount)s, and the act counts %(owed)s"),
    marked("the shares of `%(name)s` make more than 100%%"),
    marked("a part of `%(name)s` is more than the whole"),
    marked("`%(name)s` forbids what `%(other)s` allows"),
    marked("`%(name)s` has no exception, and the text does not say what stays allowed"),
    marked("the end of phase `%(name)s` hangs on `%(other)s`, which nobody is named to decide"),
    marked("the start of phase `%(name)s` hangs on `%(other)s`, which nobody is named to decide"),
    marked(
        "the running on of phase `%(name)s` hangs on `%(other)s`, which nobody is named to decide"
    ),
    marked("phase `%(name)s` has no end, and `%(other)s` waits for it"),
    marked("phase `%(name)s` leads on only by `%(other)s`, and the text has no default"),
    marked("%(names)s ask of one another whether they run"),
    marked("the header still has a blank in it"),
    marked("the title of `%(name)s` still has a blank in it"),
    marked("`%(name)s` still has a blank in it"),
    marked("no source says that `%(name)s` holds `%(other)s`"),
    marked("no source says that `%(name)s` holds `%(other)s`, nor %(number)s more such holdings"),
    marked("no source stands behind what %(names)s is recorded to say"),
    marked("`%(name)s` forbids to fight in general, and no prohibition lists an act"),
    marked("the text does not say what it is for"),
    marked("the deadline of `%(name)s` stands in its words and counts from nothing"),
    marked("what %(names)s said is known only through %(others)s"),
    marked("`%(name)s` may prolong phase `%(other)s` only once it is over"),
    marked("`%(name)s` takes effect only after phase `%(other)s` has run out"),
    marked("phase `%(name)s` runs out on a fixed day, and nobody may prolong it"),
    marked("`%(name)s` may prolong phase `%(other)s`, and does not say for how long"),
    marked("`%(name)s` does not say to whom nor when"),
    marked("`%(name)s` does not say to whom"),
    marked("`%(name)s` does not say when"),
    marked("the text gives %(names)s a role and nothing to do"),
    marked("%(names)s is missing from the numbers"),
    marked("%(names)s are missing from the numbers"),
    marked("`%(name)s` leaves self-defence to the judgement of whoever claims it"),
    marked("%(names)s waits for itself"),
    marked("%(names)s wait for each other"),
    marked("%(names)s wait for one another in a circle"),
    marked(
        "`%(name)s` and `%(other)s` are owed to one another by the same time, in no stated order"
    ),
    marked("`%(name)s` and `%(other)s` are owed to one another without a date, in no stated order"),
    marked("`%(name)s` signs, and the text does not say in which office or for whom"),
    marked("`%(name)s` ratifies, and the text does not say in which office or for whom"),
    marked("`%(name)s` ratifies, and the text does not say how it decides"),
    marked("the incident is %(state)s on one source"),
    marked("the incident is %(state)s on none"),
    marked("a report of `%(name)s` is graded, and the source is not"),
    marked('`%(name)s` turns on "%(text)s", which nothing defines'),
    marked("`%(name)s` lets one side %(thing)s without cause or notice"),
    marked("nobody is given the security of what is left by %(names)s"),
    marked('`%(name)s` is to be done "%(text)s", with no day after which it is late'),
    marked("`%(name)s` adopts `%(other)s`, and by its rule the count says otherwise"),
    marked("`%(name)s` rejects `%(other)s`, and by its rule the count says otherwise"),
    marked("`%(name)s` speaks of a class of weapons that the text does not define"),
    marked("`%(name)s` says neither from where nor to where"),
    marked("nobody is named who confirms that %(names)s is complete"),
    marked("nobody is named who confirms that %(names)s are complete"),
)
"""What the rules of drafting find."""

HELPS = (
    marked("write `answered for by %(name)s` below it, or a duty: `%(code)s`"),
    marked("write `verified by ACTOR` or `reported to ACTOR` below it, and what one is"),
    marked("drop the condition; an exchange between the parties needs another pledge"),
    marked("name the day (`the line of 19 September 2014`), or a map of that day"),
    marked(
        "write `otherwise NAME` below it with the provision that follows, or give a party "
        "the power to withhold or suspend something in proportion"
    ),
    marked(
        "set a threshold: `with notice DURATION`, `cure within DURATION` below `%(name)s`, "
        "or `on recommendation of` somebody else"
    ),
    marked("write `%(code)s` below `agreement`"),
    marked(
        "write `class cessation of hostilities`, `class preliminary ceasefire`, `class "
        "definitive ceasefire` or `class humanitarian pause` below `agreement`"
    ),
    marked("say who may return, by which way, from when, and who must let them: `%(code)s`"),
    marked(
        "say to whom (`to`), on what condition (`if`) or through whom (`via`) each was "
        "said; if one was taken back, write `%(code)s`"
    ),
    marked(
        "oblige somebody to bring it about (`%(code)s`), or add a date here: `by the "
        "earlier of DATE and …`"
    ),
    marked(
        "give `%(name)s` a date of its own (`by DATE` below it), or add a date here: `by "
        "the earlier of DATE and …`"
    ),
    marked("write `%(code)s`, and by when it must answer"),
    marked(
        "write `precedence later text prevails` below `agreement`, and in a provision "
        "whether a breach of the one is a breach of the other"
    ),
    marked("move one of the two, so that some time lies between them"),
    marked("write `by POINT` below it; what is meant to go on can be written as `must keep …`"),
    marked("set a new date, or count it from `signature` or `entry into force`"),
    marked(
        "say what follows without agreement: a day, then `otherwise NAME` with another who decides"
    ),
    marked("name who does, and what happens if they cannot agree: `%(code)s`"),
    marked("remove one of the two, and let what refers to it refer to the other"),
    marked(
        "write `lasts DURATION` below the phase, `until POINT` below the provision, or "
        "`term indefinite` below `agreement`"
    ),
    marked("correct the date, or record it under the agreement to which it belongs"),
    marked("write the hour after the date, and `zone` below `agreement`"),
    marked(
        "divide it into steps (`N by POINT`), or write `against %(name)s` and `against %(other)s`"
    ),
    marked("write `%(code)s`, and who checks it: `verified by ACTOR`"),
    marked("leave both if it is disputed; if they count two things, give them two names"),
    marked(
        'write `article "Annex …, map …"` or a measure in `area "…"` below it; `map "…"` '
        "below `agreement` serves for all"
    ),
    marked('write `area "…"` below `agreement`, or below the provision'),
    marked("say who lets it in, by which crossing, how much, and who searches it: `%(code)s`"),
    marked('name it below `agreement` (`%(code)s`), or give the provision its `article "…"`'),
    marked(
        "say who answers for it: `answered for by ACTOR` below `%(name)s`, or bind it: `%(code)s`"
    ),
    marked("write `precedence the %(text)s text prevails`, or `precedence none`"),
    marked("write `recorded %(code)s` in the entry"),
    marked("compute one of them from something that is measured"),
    marked("write `members A, B, C` below it, and how it decides: `decides by majority`"),
    marked("give each task a duty of its own, with its access, its proof and its reader"),
    marked("write `in force on DATE` below `agreement`, or `DATE in force` in the record"),
    marked(
        'name one (`monitor NAME "Title"`) and what it does (`verified by NAME`); if there '
        "is none by choice, leave it so"
    ),
    marked("name who must do it; as it stands, under the other readings nobody must"),
    marked(
        "name who must do it; if the text is silent on purpose, give the question its "
        "readings: `%(code)s`, `under READING: assigned to ACTOR`"
    ),
    marked("write `starts on POINT` below it, or `then %(name)s` below the one before"),
    marked("correct the number that is wrong, or add the part that is missing"),
    marked("correct them, unless one of them lies inside another"),
    marked("correct the part or the whole"),
    marked("say which prevails (`displaces`), or give each its own time (`from`, `until`) or area"),
    marked("write what forces may go on doing, such as `%(code)s`"),
    marked("name who decides: `%(code)s` below `process %(name)s`"),
    marked("name who decides: `%(code)s`"),
    marked("write `lasts DURATION`, `ends when CONDITION` or `then PHASE` below it"),
    marked(
        "say what follows without agreement: `runs on while talks are open`, `then "
        "%(name)s` without a condition, or a power to extend `%(other)s`"
    ),
    marked("let one of them come first, by a date or by an event of its own"),
    marked("fill it in; what is left open on purpose can say so: `%(code)s`"),
    marked(
        "write the source after the holder: `held by ACTOR [SOURCE, verified]`, or record "
        "when it was said: `%(code)s`"
    ),
    marked('end the entry with its source: `[SOURCE "place", verified]`'),
    marked(
        "add the acts that will be disputed: movement and reinforcement, overflights, mines "
        "and new positions, recruitment, obstruction of aid and of monitors"
    ),
    marked('write `purpose "…"` below `agreement`: unclear words are read in its light'),
    marked("put it after a semicolon or on a line below, with what it counts from"),
    marked("record the chain: `via %(name)s`; or cite where it was said directly"),
    marked("let it be used before the last day, or write `may revive` to begin anew"),
    marked("shorten the notice, or let the phase run on until it has passed"),
    marked("write `%(code)s`, or say what follows: `then PHASE`"),
    marked("write the length: `%(code)s`"),
    marked(
        "write `reported to ACTOR`, and `by POINT`, `on each EVENT` or `1 more every 30 "
        "days from POINT`"
    ),
    marked("write what it must do (`%(code)s`), or leave the role out"),
    marked("declare the label, or number anew if the clause was dropped"),
    marked(
        "name another who judges it (`assessed by ACTOR`) or is told of each case "
        "(`reported to ACTOR`), and say what counts as a threat"
    ),
    marked("give one of them a start of its own (`start by day 7`), or drop one of the waits"),
    marked(
        "write `against %(name)s` (hand to hand), `after %(name)s`, or `in proportion to %(name)s`"
    ),
    marked('write `office "…"` or `speaks for ACTOR` below `%(name)s`'),
    marked(
        "write `decides by majority`, `decides by at least 61` or another rule below `%(name)s`"
    ),
    marked("cite the second source, or write `reported` or `observed`"),
    marked("write `reliability A` to `reliability F` below the source"),
    marked('define it with `words "…"`, or declare it open: `%(code)s`'),
    marked("bound it: `when CONDITION`, `with notice DURATION`, or `on recommendation of ACTOR`"),
    marked("name who comes in, and when: `%(code)s`"),
    marked("add one below it: `by 72 hours after entry into force`, `by day 7`"),
    marked("correct the count, the outcome or the rule; a second vote is an entry of its own"),
    marked(
        'add `words "artillery of 100 mm and more, rocket launchers, tanks"`, or declare it '
        "open: `%(code)s`"
    ),
    marked('say it in the action (`withdraw … from A to B`), or below it with `area "…"`'),
    marked(
        "write `verified by ACTOR` below it, or `certified by ACTOR` if what follows waits for it"
    ),
    marked("write `%(code)s`"),
)
"""What they say is to be done."""
