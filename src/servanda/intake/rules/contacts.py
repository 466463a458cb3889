"""Read contacts: who met, called, visited or hosted whom, or wrote to whom through whom."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from servanda.base.identities import ActorId
from servanda.intake.drafts import Draft
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.relays import relay
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.who import Who, joined, who

_TALKING = frozenset(
    {"talk", "talks", "meeting", "conversation", "discussion", "discussions", "call"}
)
_HOLDING = frozenset({"hold", "have", "conduct", "attend"})
_TRAVEL = frozenset({"travel", "fly", "go", "come", "arrive", "head"})


def read_contacts(scene: Scene) -> Iterator[Draft]:
    """Read the contacts in a sentence."""
    for verb in scene.sentence.words:
        if not verb.is_verb:
            continue
        for kind, others, rule, confidence in _contacts(scene, verb):
            draft = _draft(scene, verb, kind, others, rule, confidence)
            if draft is not None:
                yield from _one_by_one(draft)
                break


def _one_by_one(draft: Draft) -> Iterator[Draft]:
    """Make a call to each of several who were called: the report has no conference."""
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
        together = [n for p in verb.all("prep") if p.lemma == "with" and (n := p.child("pobj"))]
        yield "meet", [*things, *together], "contact.meet", 0.9
    elif lemma in table.of("contact.call"):
        yield "call", things, "contact.call", 0.9
    elif lemma in ("speak", "talk") and not (verb.tag == "VBG" and verb.dep == "advcl"):
        people = [
            n for p in verb.all("prep") if p.lemma in ("with", "to") and (n := p.child("pobj"))
        ]
        by_phone = any(w.lemma in ("telephone", "phone") for w in verb.subtree())
        if people:
            yield (
                "call" if by_phone else "meet",
                people,
                "contact.speak",
                0.85 if by_phone else 0.65,
            )
    elif lemma in table.of("contact.host") and lemma != "welcome":
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
        yield "meet", people, "contact.talks", 0.85
    elif lemma in _TRAVEL:
        yield from _journey(scene, verb)
    elif (
        lemma in ("carry", "deliver", "bring", "send", "write")
        and things
        and things[0].lemma in ("letter", "message")
    ):
        beside = [n for p in things[0].all("prep") if p.lemma == "to" and (n := p.child("pobj"))]
        yield "write", [*with_, *beside], "contact.letter", 0.8


def _journey(scene: Scene, verb: Word) -> Iterator[tuple[str, list[Word], str, float]]:
    """Read "flew to Orla for talks with Kovar" as a meeting, and "travelled to Jordan" as a visit."""
    for prep in verb.all("prep"):
        noun = prep.child("pobj")
        if prep.lemma == "for" and noun is not None and noun.lemma in _TALKING:
            people = [n for p in noun.all("prep") if p.lemma == "with" and (n := p.child("pobj"))]
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
    rest = [who(scene, other, verb=verb) for other in others]
    met = tuple(dict.fromkeys(a for found in rest for a in found.actors if a not in one.actors))
    plural = kind == "meet" and not others and len(one.actors) > 1
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


def _is_so(scene: Scene, verb: Word) -> bool:
    """Tell whether it is said to have come about: not denied, supposed, usual, planned or refused."""
    said = relay(scene, verb)
    reasons = (
        (said.denied or said.unsaid, "it is not said to be so"),
        (grammar.is_denied(verb), "it did not come about"),
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


def _roles(
    scene: Scene, kind: str, one: Who, met: tuple[ActorId, ...]
) -> tuple[tuple[ActorId, ...], tuple[ActorId, ...], tuple[ActorId, ...]]:
    """Put those who took part where the language has them: as actors, after `with`, after `to`."""
    if kind == "meet":
        return tuple(dict.fromkeys((*one.actors, *met))), (), ()
    if kind == "host":
        return one.actors, met, ()
    return one.actors, (), met


def _letter_writer(verb: Word) -> Word | None:
    """Give who wrote a letter that somebody carried: "a letter from the president"."""
    letter = grammar.patient(verb)
    if letter is None:
        return None
    if verb.lemma in ("send", "write"):
        return grammar.subject(verb)
    return next(
        (n for p in letter.all("prep") if p.lemma == "from" and (n := p.child("pobj"))), None
    )


def _carrier(scene: Scene, verb: Word) -> tuple[ActorId, ...]:
    return who(scene, grammar.subject(verb)).actors if verb.lemma not in ("send", "write") else ()
