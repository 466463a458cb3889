"""Read contacts: who met, called, visited or hosted whom, or wrote to whom through whom."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from servanda.base.identities import ActorId
from servanda.intake.drafts import Draft
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.complements import after, first_after
from servanda.intake.rules.meant import Who
from servanda.intake.rules.relays import relay
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.who import joined, who
from servanda.intake.when import Said, find_dates

_TALKING = frozenset(
    {"talk", "talks", "meeting", "conversation", "discussion", "discussions", "call"}
)
_HOLDING = frozenset({"hold", "have", "conduct", "attend"})
_MEANS = frozenset({"telephone", "phone", "video"})
_TRAVEL = frozenset({"travel", "fly", "go", "come", "arrive", "head"})


def read_contacts(scene: Scene) -> Iterator[Draft]:
    """Read the contacts in a sentence."""
    telling = _verbs_of(scene)
    for verb in scene.sentence.words:
        if not verb.is_verb or verb.lemma not in telling:
            continue
        for kind, others, rule, confidence in _contacts(scene, verb):
            draft = _draft(scene, verb, kind, others, rule, confidence)
            if draft is not None:
                yield from _one_by_one(draft, apart=_is_apart(verb))
                yield from _others_on_other_days(scene, verb, draft)
                break
    yield from _told_by_noun(scene)


_VERBS = frozenset("speak talk call write send pay sit carry deliver bring".split())


def _verbs_of(scene: Scene) -> frozenset[str]:
    """Give all verbs that may tell of a contact."""
    table = scene.table
    named = (table.of(f"contact.{kind}") for kind in ("meet", "call", "host", "visit", "saw"))
    return _HOLDING.union(_TRAVEL, _VERBS, *named)


def _others_on_other_days(scene: Scene, verb: Word, draft: Draft) -> Iterator[Draft]:
    """Read the rest of "met A on Monday and B on Tuesday": the parser joins B to the day before it."""
    days = [n for p in verb.all("prep") if p.lemma in ("on", "in") for n in p.all("pobj")]
    days += [*verb.all("npadvmod", "dobj"), verb]
    for day in days:
        for other in joined(day):
            if scene.mention(other) is None or scene.mention(day) is not None:
                continue
            found = who(scene, other, verb=verb)
            said = _date_beside(scene, other)
            if found.opens or set(found.actors) & {*draft.actors[:1]}:
                continue
            actors, with_, to = _roles(
                scene, draft.kind, Who(actors=draft.actors[:1]), found.actors
            )
            yield replace(
                draft,
                actors=actors,
                with_=with_,
                to=to,
                when=said.written if said is not None else draft.when,
            )


def _is_apart(verb: Word) -> bool:
    """Tell whether several were met one by one: "met A and B separately"."""
    return any(w.lemma in ("separately", "individually") for w in verb.subtree())


def _one_by_one(draft: Draft, *, apart: bool) -> Iterator[Draft]:
    """Make a call to each of several who were called: the report has no conference."""
    if apart and draft.kind == "meet" and len(draft.actors) > 2:
        for other in draft.actors[1:]:
            yield replace(draft, actors=(draft.actors[0], other))
        return
    if draft.kind != "call" or len(draft.to) < 2:
        yield draft
        return
    for other in draft.to:
        yield replace(draft, to=(other,))


def _contacts(scene: Scene, verb: Word) -> Iterator[tuple[str, list[Word], str, float]]:
    """Say which kind of contact a verb may tell, and with whom."""
    lemma = verb.lemma
    table = scene.table
    given = [grammar.patient(verb)] if grammar.patient(verb) is not None else []
    things = [w for w in given if w is not None]
    with_ = [
        n
        for p in verb.all("prep", "dative")
        if p.lemma in ("with", "to") and (n := p.child("pobj"))
    ]
    if lemma in table.of("contact.meet"):
        together = [*after(verb, "with")]
        present = [
            n
            for p in verb.all("prep")
            if (seat := p.child("pobj")) is not None and seat.lemma == "presence"
            for n in _after(seat, "of")
        ]
        yield "meet", [*things, *together, *present], "contact.meet", 0.9
    elif lemma in table.of("contact.call"):
        yield "call", things, "contact.call", 0.9
    elif lemma in ("speak", "talk") and not (verb.tag == "VBG" and verb.dep == "advcl"):
        people = [*after(verb, "with", "to")]
        by = [n for p in verb.all("prep", "agent") for n in p.all("pobj") if n.lemma in _MEANS]
        people = people or [n for means in by for n in _after(means, "with", "to")]
        by_phone = any(w.lemma in ("telephone", "phone", "video") for w in verb.subtree())
        if by_phone and not people:
            yield "call", [], "contact.speak", 0.8
        if people:
            yield (
                "call" if by_phone else "meet",
                people,
                "contact.speak",
                0.85 if by_phone else 0.65,
            )
    elif lemma in table.of("contact.host") and lemma != "welcome":
        guests = _after(things[0], "for", "with", "between") if things else []
        if things and things[0].lemma in _BY_NOUN | {"reception", "banquet"}:
            things = guests or [
                n for p in verb.all("prep") if p.lemma == "for" for n in p.all("pobj")
            ]
        yield "host", things, "contact.host", 0.8
    elif lemma in table.of("contact.visit"):
        yield "visit", things, "contact.visit", 0.85
    elif lemma in table.of("contact.saw"):
        if things and things[0].tag.startswith("NNP") and not grammar.is_passive(verb):
            yield "meet", things, "contact.saw", 0.7
    elif lemma in _HOLDING and things and things[0].lemma in _TALKING:
        people = [
            n
            for p in things[0].all("prep") + verb.all("prep")
            if p.lemma == "with" and (n := p.child("pobj"))
        ]
        by_phone = things[0].lemma == "call" or any(
            c.lemma in ("telephone", "phone") for c in things[0].children
        )
        yield "call" if by_phone else "meet", people, "contact.talks", 0.85
    elif lemma == "call" and things and things[0].tag.startswith("NNP"):
        if verb.child("oprd", "xcomp", "ccomp", "prep", "prt") is None or scene.dates(verb):
            named = scene.mention(things[0])
            is_person = named is not None and all(
                scene.register.kind(a) == "person" for a in named.actors
            )
            if is_person and verb.child("oprd", "xcomp", "ccomp") is None:
                yield "call", things, "contact.call", 0.6
    elif lemma == "write" and with_ and not things:
        yield "write", with_, "contact.letter", 0.75
    elif lemma == "send" and any(c.tag != "IN" for c in verb.all("dative")):
        letter = next((d for d in verb.all("dobj") if d.lemma in ("letter", "message")), None)
        if letter is not None:
            yield (
                "write",
                [verb.children[[c.dep for c in verb.children].index("dative")]],
                "contact.letter",
                0.8,
            )
    elif lemma == "pay" and things and things[0].lemma == "visit":
        yield "visit", [*with_, *_after(things[0], "to")], "contact.visit", 0.8
    elif lemma == "sit" and any(c.lemma == "down" for c in verb.children):
        yield "meet", with_, "contact.meet", 0.8
    elif lemma in _TRAVEL:
        yield from _journey(scene, verb)
    elif (
        lemma in ("carry", "deliver", "bring", "send", "write")
        and things
        and things[0].lemma in ("letter", "message")
    ):
        beside = [n for p in things[0].all("prep") if p.lemma == "to" and (n := p.child("pobj"))]
        yield "write", [*with_, *beside], "contact.letter", 0.8


def _after(noun: Word, *preps: str) -> list[Word]:
    return [n for p in noun.all("prep") if p.lemma in preps and (n := p.child("pobj"))]


_BY_NOUN = frozenset(
    {"talk", "talks", "meeting", "conversation", "call", "consultation", "lunch", "dinner"}
)
_TELLING = frozenset("urge tell assure inform ask warn press".split())


def _is_after_talks(prep: Word, noun: Word) -> bool:
    """Tell whether it is "after talks" or "after eleven hours of talks", of those whom the verb names."""
    outer = prep.head.head if prep.lemma == "of" and prep.head.dep == "pobj" else prep
    return outer.lemma == "after" and noun.lemma in ("talk", "talks")


_CAME_ABOUT = frozenset({"after", "following", "during", "in", "at", "since"})


def _told_by_noun(scene: Scene) -> Iterator[Draft]:
    """Read "speaking after talks with X" and "on the telephone with X": a contact that only a noun tells."""
    for noun in scene.sentence.words:
        prep = noun.head
        by_phone = noun.lemma in ("telephone", "phone") and prep.lemma == "on"
        if noun.lemma in _BY_NOUN and noun.dep in ("nsubj", "dobj"):
            yield from _meeting_of(scene, noun)
        if noun.dep != "pobj" or not (noun.lemma in _BY_NOUN or by_phone):
            continue
        if not by_phone and prep.lemma not in _CAME_ABOUT and not _is_after_talks(prep, noun):
            continue
        verb = prep
        while not verb.is_verb and verb.head is not verb:
            verb = verb.head
        people = _after(noun, "with") or [
            n for p in prep.all("prep") for n in p.all("pobj") if p.lemma == "with"
        ]
        if by_phone:
            people = people or [
                n for p in verb.all("prep") if p.lemma == "with" for n in p.all("pobj")
            ]
        given = grammar.patient(verb) if verb.is_verb and prep.lemma in ("in", "during") else None
        if not people and given is not None and verb.lemma in _TELLING:
            people = [given]  # "urged him in a telephone call"
        is_theirs = not people and _is_after_talks(prep, noun)
        if not verb.is_verb or verb.lemma in _HOLDING or not (people or is_theirs):
            continue
        is_call = (
            by_phone
            or any(c.lemma in ("telephone", "phone") for c in noun.children)
            or noun.lemma == "call"
        )
        draft = _noun_draft(scene, verb, noun, people, "call" if is_call else "meet")
        if draft is not None:
            yield draft


def _meeting_of(scene: Scene, noun: Word) -> Iterator[Draft]:
    """Read "a meeting between A and B took place" and "A's meeting with B lasted an hour"."""
    verb, owner = noun.head, noun.child("poss")
    between, with_ = _after(noun, "between"), _after(noun, "with")
    if not verb.is_verb or verb.tag != "VBD" or not (between or (owner and with_)):
        return
    if verb.lemma not in (
        "take",
        "last",
        "end",
        "begin",
        "follow",
        "be",
        "bring",
        "describe",
        "call",
    ):
        return
    people = between or [owner, *with_] if owner is not None else between
    found = who(scene, people[0]) if between else None
    one = found.actors if found is not None else who(scene, owner).actors
    rest = [] if between else [a for w in with_ for a in who(scene, w).actors]
    actors = tuple(dict.fromkeys((*one, *rest)))
    if len(actors) < 2 or (found is not None and found.opens) or not _is_so(scene, verb):
        return
    is_call = noun.lemma == "call"
    yield scene.draft(
        [noun, *people],
        kind="call" if is_call else "meet",
        actors=actors[:1] if is_call else actors,
        to=actors[1:] if is_call else (),
        when=scene.dates_of(noun) or scene.when(verb, once=True)[0],
        rule="contact.noun",
        confidence=0.65,
    )


def _noun_draft(
    scene: Scene, verb: Word, noun: Word, people: list[Word], kind: str
) -> Draft | None:
    if grammar.is_supposed(verb) or grammar.modal(verb):
        return None
    owner = noun.child("poss")
    one = who(scene, owner) if owner is not None else who(scene, grammar.subject(verb), verb=verb)
    rest = [who(scene, each) for each in people]
    met = tuple(dict.fromkeys(a for found in rest for a in found.actors if a not in one.actors))
    if not people and len(one.actors) > 1:
        one, met = Who(actors=one.actors[:1], how=one.how), one.actors[1:]
    if one.opens or not one.actors or not met or len(one.actors) > 1:
        return None
    own = scene.dates_of(noun) or next(
        (s.written for w in people if (s := _date_beside(scene, w))), ""
    )
    actors, with_, to = _roles(scene, kind, one, met)
    return scene.draft(
        [noun, *people],
        kind=kind,
        actors=actors,
        with_=with_,
        to=to,
        when=own or scene.when(verb, once=True)[0],
        rule="contact.noun",
        confidence=0.65,
    )


def _date_beside(scene: Scene, word: Word) -> Said | None:
    """Give the date that stands right behind a word: "talks with Gavin Ross on Sunday"."""
    tail = scene.paragraph.text.text[word.end : scene.sentence.end]
    found = find_dates(tail, scene.dated)
    return found[0] if found and found[0].start <= 16 and not found[0].bounds else None


def _journey(scene: Scene, verb: Word) -> Iterator[tuple[str, list[Word], str, float]]:
    """Read "flew to Orla for talks with Kovar" as a meeting, and "travelled to Jordan" as a visit."""
    for prep in verb.all("prep"):
        noun = prep.child("pobj")
        if prep.lemma == "for" and noun is not None and noun.lemma in _TALKING:
            people = [*after(noun, "with")]
            yield "meet", people, "contact.journey-for-talks", 0.7
    for prep in verb.all("prep"):
        noun = prep.child("pobj")
        reached = prep.lemma == "to" or (prep.lemma == "in" and verb.lemma == "arrive")
        if reached and noun is not None and scene.mention(noun) is not None:
            yield "visit", [noun], "contact.journey", 0.75


def _draft(
    scene: Scene, verb: Word, kind: str, others: list[Word], rule: str, confidence: float
) -> Draft | None:
    if not _is_so(scene, verb):
        return None
    subject = _letter_writer(verb) if kind == "write" else grammar.subject(verb)
    if kind == "write" and subject is None:
        return None
    one = who(scene, subject, verb=verb)
    rest = [_received(scene, other, verb) for other in others]
    met = tuple(dict.fromkeys(a for found in rest for a in found.actors if a not in one.actors))
    plural = kind in ("meet", "call") and not others and len(one.actors) > 1
    if not plural and not met:
        if any(scene.mention(w) is not None for w in others) or not others:
            return None
        scene.notes.append(f"{verb.text}: nobody known is met")
        return None
    if one.opens and not one.actors:
        opens: tuple[str, ...] = (one.opens,)
    else:
        opens = ()
    missing = [found.opens for found in rest if found.opens and not found.actors]
    when, told = scene.when(verb, once=True)
    said = relay(scene, verb)
    actors, with_, to = _roles(scene, kind, one, met)
    words = [
        verb,
        *([subject] if subject is not None and subject in scene.sentence.words else []),
        *others,
        *(each for other in others for each in joined(other)),
    ]
    return scene.draft(
        words,
        kind=kind,
        actors=actors,
        with_=with_,
        to=to,
        through=_carrier(scene, verb) if kind == "write" else (),
        when=when,
        via=said.via((*actors, *met)) if said.speakers and not said.opens else (),
        rule=rule,
        confidence=confidence if told else round(confidence * 0.9, 2),
        opens=opens,
        doubts=tuple(missing),
    )


_SEATS = frozenset("camp office home headquarters palace residence base house tent".split())


def _received(scene: Scene, word: Word, verb: Word) -> Who:
    """Say who is met; at somebody's office it is he."""
    found = who(scene, word, verb=verb)
    owner = word.child("poss")
    if found.opens and owner is not None and word.lemma in _SEATS:
        return who(scene, owner, verb=verb)
    return found


def _is_so(scene: Scene, verb: Word) -> bool:
    """Tell whether it is said to have come about: not denied, supposed, usual, planned or refused."""
    said = relay(scene, verb)
    reasons = (
        (said.denied or said.unsaid or said.asked, "it is not said to be so"),
        (grammar.is_denied(verb) or _with_nobody(verb), "it did not come about"),
        (grammar.is_supposed(verb), "it stands in a condition or a question"),
        (bool(grammar.modal(verb)), "it is still to come, or only possible"),
        (
            verb.tag in ("VBP", "VB") and verb.dep != "conj",
            "it is told as usual, or not of one time",
        ),
        (
            verb.dep in ("xcomp", "acl") and verb.tag in ("VB", "VBG"),
            "it is only planned or asked for",
        ),
        (verb.tag == "VBZ" and verb.dep != "ROOT", "it is told as usual"),
        (
            any(c.lemma in ("rarely", "seldom", "usually", "often") for c in verb.children),
            "it is told as usual",
        ),
    )
    for holds, reason in reasons:
        if holds:
            scene.notes.append(f"{verb.text}: {reason}")
            return False
    return True


def _with_nobody(verb: Word) -> bool:
    """Tell whether it is said to have been with nobody: "met neither A nor B"."""
    noun = grammar.patient(verb)
    return noun is not None and any(c.lemma in ("neither", "no", "none") for c in noun.children)


def _roles(
    scene: Scene, kind: str, one: Who, met: tuple[ActorId, ...]
) -> tuple[tuple[ActorId, ...], tuple[ActorId, ...], tuple[ActorId, ...]]:
    """Put those who took part where the language has them: as actors, after `with`, after `to`."""
    if kind == "meet":
        return tuple(dict.fromkeys((*one.actors, *met))), (), ()
    if kind == "host":
        return one.actors, met, ()
    if kind == "call" and not met:
        return one.actors[:1], (), one.actors[1:]
    return one.actors, (), met


def _letter_writer(verb: Word) -> Word | None:
    """Give who wrote a letter that somebody carried: "a letter from the president"."""
    letter = grammar.patient(verb)
    if verb.lemma in ("send", "write"):
        return grammar.subject(verb)
    if letter is None:
        return None
    return first_after(letter, "from")


def _carrier(scene: Scene, verb: Word) -> tuple[ActorId, ...]:
    return who(scene, grammar.subject(verb)).actors if verb.lemma not in ("send", "write") else ()
