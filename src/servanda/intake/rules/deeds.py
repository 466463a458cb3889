"""Read positions told as what will or must be done: "X must leave", "would release them", "no more until"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import provision_for
from servanda.intake.rules.complements import first_after
from servanda.intake.rules.conditions import depends_on
from servanda.intake.rules.meant import Who
from servanda.intake.rules.relays import owing, relay, says, teller_of
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import Use, changed, use_of
from servanda.intake.rules.what import target
from servanda.intake.rules.who import who

_MUST = frozenset({"must", "should", "ought"})


def must(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the troops must leave, she said": what somebody says must be done, he demands."""
    if grammar.modal(verb) not in _MUST:
        return
    own = verb.child("nsubj", "nsubjpass")
    if verb.dep == "ROOT" and scene.voice is not None and own is not None and own.is_noun:
        if not grammar.is_denied(verb):
            yield changed(use_of(verb, verb, "demands", verb, "must", 0.65), voiced=True)
        return
    speech = teller_of(scene, verb)
    if speech is None or own is None or grammar.is_denied(verb):
        return
    if own.text.lower() not in ("we", "i", "it"):
        yield use_of(speech, verb, "demands", verb, "must", 0.7)


def has_to(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the trucks had to move, she said": what somebody says has to be done, he demands."""
    act, own = verb.child("xcomp"), verb.child("nsubj")
    if (
        act is None
        or own is None
        or not own.is_noun
        or not any(w.tag == "TO" for w in act.all("aux"))
    ):
        return
    speech = teller_of(scene, verb)
    if speech is None:
        return
    name = provision_for(scene, act) or target(scene, own, demand=True)
    if name and not grammar.is_denied(verb):
        yield changed(use_of(speech, verb, "demands", verb, "must", 0.7), target=name)


def stays_shut(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the crossing will stay closed until they are free", said for the side that owes its opening."""
    shut = next((w for w in verb.all("acomp", "oprd", "xcomp") if w.lemma in _SHUT), None)
    subject = verb.child("nsubj")
    name = target(scene, subject)
    duty = next((p for p in scene.register.agreement.provisions.values() if p.id == name), None)
    told = relay(scene, verb)
    if shut is None or duty is None or not told.speakers or told.asked or told.denied:
        return
    speaker = told.speakers[0]
    sides = {*speaker.actors, *(v for a in speaker.actors for v in scene.register.voices(a))}
    if grammar.modal(verb) in ("will", "would") and sides & set(duty.agency.actors):
        use = use_of(verb, shut, "rejects", subject, "stays-shut", 0.65)
        yield changed(use, target=name, by=speaker, settled=True, condition=_lacking(scene, verb))


_SHUT = frozenset({"close", "closed", "shut", "block", "blocked"})


def taken_to_court(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "said he would take it to court" as a threat."""
    place = first_after(verb, "to")
    thing = verb.child("dobj")
    if place is None or place.lemma not in ("court", "tribunal", "street", "arms", "war"):
        return
    if grammar.modal(verb) not in ("will", "would") or grammar.is_denied(verb):
        return
    if relay(scene, verb).speakers and (thing is None or target(scene, thing)):
        told = use_of(verb, verb, "threatens", thing or verb, "will-harm", 0.65)
        yield changed(told, warns=scene.phrase(verb, *verb.all("aux", "mark", "advcl", "nsubj")))


def none_to_come(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "there will be no release of prisoners", said for the side that owes it, as its refusal."""
    noun = verb.child("attr")
    if noun is None or verb.child("expl") is None or grammar.modal(verb) not in ("will", "would"):
        return
    if not any(c.lemma == "no" for c in noun.children):
        return
    name = target(scene, noun)
    owed = next((p for p in scene.register.agreement.provisions.values() if p.id == name), None)
    said = relay(scene, verb).speakers
    speaker = said[0] if said else scene.spoken
    if owed is None or speaker is None or speaker.opens or len(speaker.actors) != 1:
        return
    own = speaker.actors[0]
    sides = [a for a in (own, *scene.register.voices(own)) if a in owed.agency.actors]
    if not sides:
        return
    yield Use(
        verb=verb,
        word=noun,
        stance="rejects",
        object=noun,
        rule="stance.none-to-come",
        confidence=0.65,
        by=Who(actors=(sides[0],), how="side"),
        passed=() if said else (speaker,),
        condition=_lacking(scene, verb),
        target=name,
    )


def _lacking(scene: Scene, verb: Word) -> str:
    """Give what something hangs on: "until", "unless" and "without", with what a "one" stands for."""
    clause = depends_on(verb)
    if clause is None:
        return ""
    thing = clause.child("pobj", "pcomp")
    if clause.dep == "prep" and thing is not None and thing.lemma == "one":
        before = [w for w in scene.sentence.words[: clause.index] if w.dep in ("attr", "dobj")]
        thing = before[-1] if before else thing
    if clause.dep == "prep":
        return scene.phrase(thing) if thing is not None else ""
    return scene.phrase(
        clause, *(w for w in clause.all("mark", "advmod") if w.index < clause.index)
    )


def cleft(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "what the Front wants is a full withdrawal" as "the Front wants a full withdrawal"."""
    wish, thing = verb.child("csubj", "nsubj"), verb.child("attr", "ccomp")
    is_be = [c for c in verb.all("ccomp") if c.lemma == "be" and c.child("csubj") is not None]
    if wish is None or thing is None or wish.lemma not in ("want", "demand", "need", "seek"):
        return
    holder = wish.child("nsubj")
    if holder is None or is_be or not any(w.text.lower() == "what" for w in wish.all("dobj")):
        return
    yield Use(
        verb=verb,
        word=wish,
        stance="demands",
        object=thing,
        rule="stance.wants",
        confidence=0.7,
        holder=holder,
        teller=next(
            (
                w
                for w in scene.sentence.words[wish.index : verb.index]
                if w.dep == "parataxis" and says(scene, w)
            ),
            None,
        ),
    )


def _none_until(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "no well would be reopened until they are paid", by one whose side owes it, as his condition."""
    own = verb.child("nsubj", "nsubjpass")
    name = provision_for(scene, verb)
    if not name and own is not None:
        name = target(scene, own)
    owed = next((p for p in scene.register.agreement.provisions.values() if p.id == name), None)
    told = relay(scene, verb)
    if owed is None or not told.speakers or told.speakers[0].opens or told.asked or told.denied:
        return
    speaker = told.speakers[0]
    sides = {*speaker.actors, *(v for a in speaker.actors for v in scene.register.voices(a))}
    if sides & set(owed.agency.actors):
        use = use_of(verb, verb, "rejects", own, "none-until", 0.7)
        yield changed(use, target=name, by=speaker, settled=True, condition=_lacking(scene, verb))


def performed(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "would hand over its last weapons by May", said by who owes it, as a promise."""
    if grammar.none_does(verb):
        yield from _none_until(scene, verb)
        return
    is_told = verb.dep == "acl" and verb.head.lemma in scene.table.of("speech.nouns")
    if not is_told and verb.dep not in ("ccomp", "conj", "ROOT"):
        return
    if grammar.modal(verb) not in ("will", "would") or depends_on(verb) is not None:
        return
    if any(w.lemma in ("only", "unless") for w in verb.subtree()):
        return
    act = verb.child("xcomp") if verb.lemma in ("begin", "start", "continue", "finish") else None
    name = provision_for(scene, act or verb)
    provision = next(
        (p for p in scene.register.agreement.provisions.values() if p.id == name), None
    )
    if provision is None:
        return
    if (side := owing(scene, verb, name)) is not None:
        stance = "promises" if not grammar.none_does(verb) else "rejects"
        told = use_of(verb, verb, stance, grammar.patient(verb), "will-perform", 0.65)
        yield changed(told, target=name, by=side, settled=stance == "rejects")
        return
    doer = who(scene, grammar.subject(verb), verb=verb)
    sides = {*doer.actors, *(v for a in doer.actors for v in scene.register.voices(a))}
    if not doer.opens and sides & set(provision.agency.actors):
        told = use_of(verb, verb, "promises", grammar.patient(verb) or verb, "will-perform", 0.7)
        yield changed(told, target=name)


def hostile(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "said they would boycott the talks": what is announced against others is a threat."""
    if verb.lemma not in scene.table.of("ahead.hostile") or grammar.modal(verb) not in (
        "will",
        "would",
    ):
        return
    if verb.dep not in ("ccomp", "conj", "ROOT") or grammar.is_denied(verb):
        return
    passed = relay(scene, verb)
    if not passed.speakers or grammar.subject(verb) is None:
        return
    if any(teller.lemma == "warn" for teller in passed.verbs):
        return  # who warns that others would do so does not say that they threaten it
    if not provision_for(scene, verb):
        told = scene.phrase(verb, *verb.all("aux", "mark", "advcl", "nsubj"))
        yield Use(
            verb=verb,
            word=verb,
            stance="threatens",
            object=grammar.patient(verb) or verb,
            rule="stance.will-harm",
            confidence=0.6,
            warns=told,
        )
