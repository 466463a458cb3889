"""Find stances that no single verb takes: "is against it", "called it a betrayal", "X must leave"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import WILLING, Use, changed
from servanda.intake.rules.what import target
from servanda.intake.rules.who import who

_BE = frozenset({"be", "remain", "stay", "come", "stand"})
_CALLING = frozenset({"call", "brand", "label", "deem", "consider", "denounce", "dismiss", "hail"})
_GIVING = frozenset({"put", "give", "lend", "throw", "offer", "withdraw", "grant"})
_LAYING = frozenset({"put", "lay", "pin", "place"})
_MUST = frozenset({"must", "should", "ought"})
_COMMENTING = frozenset(
    {"comment", "respond", "reply", "react", "statement", "position", "stance", "answer"}
)
_NOT_COMMENTING = frozenset("make give issue offer take adopt draw remain stay keep".split())
_QUIET = frozenset({"silent", "tight-lipped", "quiet", "mum", "noncommittal"})


def phrases(scene: Scene, word: Word) -> Iterator[Use]:
    """Give the stances that the phrase around a word takes."""
    if word.dep == "prep":
        yield from _of_preposition(scene, word)
    if not word.is_verb or word.dep == "amod":
        return
    for rule in _by_lemma().get(word.lemma, ()):
        yield from rule(scene, word)
    if grammar.modal(word):
        for rule in (_must, _performed, _hostile):
            yield from rule(scene, word)


@cache
def _by_lemma() -> dict[str, list[Callable[[Scene, Word], Iterator[Use]]]]:
    """Sort the rules by the verbs that they read, so that no verb is asked in vain."""
    be = frozenset({"be"})
    rules: tuple[tuple[Callable[[Scene, Word], Iterator[Use]], frozenset[str]], ...] = (
        (_called, _CALLING),
        (_backing, _GIVING),
        (_objecting, _DROPPING | _HAVING | {"repeat", "maintain"}),
        (_responsible, _LAYING | be | {"hold"}),
        (_uncommented, _COMMENTING | _NOT_COMMENTING | be),
        (_unknown, be | {"know", "remain"}),
        (_made_conditional, frozenset({"make"})),
        (_yes_or_no, frozenset({"say"})),
        (_protested, be | {"lodge", "file", "charge"}),
        (_judged, be),
        (_enjoys, frozenset({"have", "enjoy", "win", "receive"})),
    )
    found: dict[str, list[Callable[[Scene, Word], Iterator[Use]]]] = {}
    for rule, lemmas in rules:
        for lemma in lemmas:
            found.setdefault(lemma, []).append(rule)
    return found


def _use(
    verb: Word, word: Word, stance: str, thing: Word | None, rule: str, confidence: float
) -> Use:
    return Use(
        verb=verb,
        word=word,
        stance=stance,
        object=thing,
        rule=f"stance.{rule}",
        confidence=confidence,
    )


def _of_preposition(scene: Scene, prep: Word) -> Iterator[Use]:
    """Read "is against the plan", "came out in favour of it", "is behind the accord"."""
    verb = prep.head
    if (
        not verb.is_verb
        or verb.lemma not in _BE
        or prep.lemma not in ("against", "behind", "in", "for")
    ):
        return
    thing = prep.child("pobj")
    stance = {"against": "rejects", "behind": "supports", "for": ""}.get(prep.lemma, "")
    if prep.lemma == "in" and thing is not None and thing.lemma in ("favour", "favor", "support"):
        of = thing.child("prep")
        thing, stance = of.child("pobj") if of is not None else None, "supports"
    if stance and thing is not None and target(scene, thing):
        yield _use(verb, prep, stance, thing, "preposition", 0.75)


def _called(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "called the plan a betrayal": what is said of it is praise or blame by the table."""
    if verb.lemma not in _CALLING or grammar.is_denied(verb):
        return
    thing, told = verb.child("dobj"), verb.child("oprd")
    if told is None and (clause := verb.child("ccomp")) is not None and not clause.is_verb:
        thing, told = clause.child("nsubj"), clause
    if told is None and (as_ := next((p for p in verb.all("prep") if p.lemma == "as"), None)):
        told = as_.child("pobj", "amod", "pcomp")
    if thing is None or told is None:
        return
    judged = {scene.table.judgements.get(w.lemma, "") for w in told.subtree()}
    stance = next((each for each in ("criticises", "welcomes") if each in judged), "")
    if stance and scene.table.stances.get(verb.lemma, "") != stance:
        yield _use(verb, told, stance, thing, "called", 0.7)


def _backing(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "gave its backing to the plan" and "threw its weight behind it"."""
    thing = verb.child("dobj")
    if verb.lemma not in _GIVING or thing is None:
        return
    stance = scene.table.nouns.get(thing.lemma, "")
    about = next(
        (
            p
            for w in (verb, thing)
            for p in w.all("prep", "dative")
            if p.lemma in ("to", "behind", "for", "from")
        ),
        None,
    )
    if verb.lemma in ("throw", "put") and thing.lemma in ("weight", "support"):
        stance = "supports"
    if thing.lemma in ("consent", "approval", "agreement", "blessing", "light", "nod"):
        stance = "accepts"
    if verb.lemma == "withdraw":
        stance = "rejects" if stance in ("supports", "accepts") else ""
    noun = about.child("pobj") if about is not None else verb.child("dative")
    if stance and noun is not None:
        yield _use(verb, thing, stance, noun, "backing", 0.8)


def _objecting(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "has no objection to it", "dropped his opposition to it", "sees no reason to accept it"."""
    noun = verb.child("dobj")
    if noun is None or grammar.is_denied(verb):
        return
    has_no = any(c.lemma == "no" for c in noun.children)
    to = next(
        (p.child("pobj") for w in (noun, verb) for p in w.all("prep") if p.lemma == "to"), None
    )
    if noun.lemma in _OBJECTIONS and to is not None and target(scene, to):
        if verb.lemma in _DROPPING or (has_no and verb.lemma in _HAVING):
            yield _use(verb, noun, "accepts", to, "objecting", 0.7)
        elif verb.lemma in ("have", "raise", "voice", "repeat", "maintain") and not has_no:
            yield _use(verb, noun, "rejects", to, "objecting", 0.65)
    act = noun.child("acl")
    if has_no and noun.lemma in ("reason", "point", "intention", "plan") and verb.lemma in _HAVING:
        inner = act or next((p.child("pcomp") for p in noun.all("prep") if p.child("pcomp")), None)
        if inner is not None and inner.lemma in WILLING:
            yield _use(verb, noun, "rejects", grammar.patient(inner), "objecting", 0.75)


_OBJECTIONS = frozenset("objection opposition resistance veto reservation".split())
_DROPPING = frozenset("drop withdraw lift reverse abandon end".split())
_HAVING = frozenset("have see raise voice find".split())


def _responsible(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "holds X responsible" and "said X was to blame"."""
    if verb.lemma == "hold" and any(w.lemma == "responsible" for w in verb.subtree()):
        inner = verb.child("ccomp")
        thing = verb.child("dobj") or (inner.child("nsubj") if inner is not None else None)
        if thing is not None and not grammar.is_denied(verb):
            yield _use(verb, verb, "blames", thing, "responsible", 0.8)
    put = verb.child("dobj")
    on = [p for w in (verb, put) if w is not None for p in w.all("prep") if p.lemma in ("on", "at")]
    if (
        verb.lemma in _LAYING
        and put is not None
        and put.lemma in ("blame", "responsibility")
        and on
    ):
        thing = on[0].child("pobj")
        if thing is not None and not grammar.is_denied(verb):
            yield _use(verb, put, "blames", thing, "responsible", 0.8)
    speech = verb.head
    if verb.lemma != "be" or verb.dep != "ccomp" or grammar.is_denied(verb):
        return
    if speech.lemma not in scene.table.of("speech.verbs"):
        return
    guilty = any(w.lemma == "responsible" for w in verb.all("acomp")) or any(
        w.lemma == "blame" for w in verb.all("xcomp")
    )
    thing = verb.child("nsubj")
    if guilty and thing is not None:
        yield _use(speech, verb, "blames", thing, "responsible", 0.75)


def _must(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the troops must leave, she said": what somebody says must be done, he demands."""
    if grammar.modal(verb) not in _MUST:
        return
    speech = verb.head
    own = verb.child("nsubj", "nsubjpass")
    if verb.dep == "ROOT" and scene.voice is not None and own is not None and own.is_noun:
        if not grammar.is_denied(verb):
            yield changed(_use(verb, verb, "demands", verb, "must", 0.65), voiced=True)
        return
    if verb.dep not in ("ccomp", "parataxis"):
        return
    if speech.lemma not in scene.table.of("speech.verbs") or speech.child("nsubj") is None:
        return
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None or grammar.is_denied(verb) or subject.text.lower() in ("we", "i", "it"):
        return
    yield _use(speech, verb, "demands", verb, "must", 0.7)


def _uncommented(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "has not commented on the plan", "made no statement on it", "remained silent about it"."""
    noun = verb.child("dobj")
    told: Word | None = None
    if verb.lemma in _COMMENTING and (grammar.is_denied(verb) or grammar.has_yet(verb)):
        told = verb
    elif verb.lemma in ("make", "give", "issue", "offer", "take", "adopt") and noun is not None:
        is_none = _has_no(noun) or grammar.has_yet(verb)
        told = noun if noun.lemma in _COMMENTING and is_none else None
    elif verb.lemma == "draw" and grammar.is_denied(verb) and grammar.is_passive(verb):
        told = verb
    elif verb.lemma in ("be", "remain", "stay", "keep"):
        told = next((w for w in verb.all("acomp", "oprd") if w.lemma in _QUIET), None)
    if told is None or (verb.dep == "xcomp" and not grammar.has_yet(verb)):
        return
    about = [
        p.child("pobj")
        for w in (told, verb)
        for p in w.all("prep")
        if p.lemma in ("on", "to", "about")
    ]
    things = [n for n in about if n is not None]
    main = verb.head if verb.dep == "xcomp" else verb
    if any(target(scene, n) for n in things):
        yield _use(main, verb, "not-stated", things[0], "silent", 0.7)
    elif not things and scene.last_target and scene.unnamed <= 1:
        yield _use(main, verb, "not-stated", None, "silent", 0.5)


def _made_conditional(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "made the handover conditional on the law"."""
    beside = verb.all("ccomp", "oprd", "xcomp")
    told = next((w for w in beside if w.lemma in ("conditional", "dependent")), None)
    if verb.lemma != "make" or told is None or grammar.is_denied(verb):
        return
    thing = told.child("nsubj") or verb.child("dobj")
    if thing is not None:
        yield _use(verb, told, "conditions", thing, "made-conditional", 0.75)


def _unknown(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "his position on the accord is not known"."""
    noun = verb.child("nsubj", "nsubjpass")
    if noun is None or noun.lemma not in ("position", "stance", "view", "answer"):
        return
    known = verb.lemma == "know" or verb.child("acomp") is not None
    told = [w.lemma for w in (verb, *verb.all("acomp"))]
    open_ = any(w in ("unclear", "unknown", "open") for w in told)
    open_ = open_ or (
        known and grammar.is_denied(verb) and bool({"know", "clear", "known"} & {*told})
    )
    owner = noun.child("poss")
    thing = next((p.child("pobj") for p in noun.all("prep") if p.lemma in ("on", "towards")), None)
    if open_ and owner is not None and thing is not None and target(scene, thing):
        yield Use(
            verb=verb,
            word=noun,
            stance="not-stated",
            object=thing,
            rule="stance.silent",
            confidence=0.7,
            holder=owner,
        )


def _has_no(noun: Word) -> bool:
    return any(c.lemma in ("no", "any") for c in noun.children) or grammar.is_denied(noun.head)


def _yes_or_no(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "said no to the truce"."""
    if verb.lemma != "say" or grammar.is_denied(verb):
        return
    answer = next((c for c in verb.children if c.text.lower() in ("yes", "no")), None)
    to = next(
        (p for w in (verb, answer) if w is not None for p in w.all("prep") if p.lemma == "to"), None
    )
    thing = to.child("pobj") if to is not None else None
    if answer is not None and thing is not None and target(scene, thing):
        stance = "accepts" if answer.text.lower() == "yes" else "rejects"
        yield _use(verb, answer, stance, thing, "yes-or-no", 0.8)


def _performed(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "would hand over its last weapons by May", said by who owes it, as a promise."""
    from servanda.intake.rules.acts import provision_for

    is_told = verb.dep == "acl" and verb.head.lemma in scene.table.of("speech.nouns")
    if not is_told and verb.dep not in ("ccomp", "conj", "ROOT"):
        return
    if grammar.modal(verb) not in ("will", "would") or grammar.condition(verb) is not None:
        return
    if any(w.lemma in ("only", "unless") for w in verb.subtree()):
        return
    name = provision_for(scene, verb)
    provision = next(
        (p for p in scene.register.agreement.provisions.values() if p.id == name), None
    )
    if provision is None:
        return
    doer = who(scene, grammar.subject(verb), verb=verb)
    sides = {*doer.actors, *(v for a in doer.actors for v in scene.register.voices(a))}
    if not doer.opens and sides & set(provision.agency.actors):
        told = _use(verb, verb, "promises", grammar.patient(verb) or verb, "will-perform", 0.7)
        yield changed(told, target=name)


def _hostile(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "said they would boycott the talks": what is announced against others is a threat."""
    if verb.lemma not in scene.table.of("ahead.hostile") or grammar.modal(verb) not in (
        "will",
        "would",
    ):
        return
    if verb.dep not in ("ccomp", "conj") or grammar.is_denied(verb):
        return
    speech = verb.head if verb.dep == "ccomp" else verb.head.head
    if (
        speech.lemma not in scene.table.of("speech.verbs")
        or verb.child("nsubj", "nsubjpass") is None
    ):
        return
    from servanda.intake.rules.acts import provision_for

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


def _protested(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "lodged a protest with", "charged its neighbour with", "is out of the question"."""
    noun = verb.child("dobj")
    with_ = next((p for p in verb.all("prep") if p.lemma == "with"), None)
    if (
        verb.lemma in ("lodge", "file")
        and noun is not None
        and noun.lemma in ("protest", "complaint")
    ):
        thing = with_.child("pobj") if with_ is not None else None
        if thing is not None:
            yield _use(verb, noun, "criticises", thing, "protested", 0.7)
    if verb.lemma == "charge" and noun is not None and with_ is not None and with_.child("pcomp"):
        yield _use(verb, verb, "blames", noun, "protested", 0.7)
    out = next((p for p in verb.all("prep") if p.lemma == "out"), None)
    thing = verb.child("nsubj", "csubj")
    if out is None or verb.lemma != "be" or thing is None or grammar.is_denied(verb):
        return
    if any(w.lemma == "question" for w in out.subtree()) and verb.dep == "ccomp":
        yield _use(verb.head, verb, "rejects", thing, "out-of-question", 0.7)


def _judged(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the accord is a disgrace, he said": praise or blame of a text by whoever says so."""
    if verb.lemma != "be" or grammar.is_denied(verb) or grammar.modal(verb):
        return
    speech = verb.head if verb.dep in ("ccomp", "parataxis") else None
    told = verb.child("attr", "acomp")
    thing = verb.child("nsubj")
    if verb.dep == "conj" or any(c.dep == "cc" and c.lemma == "or" for c in verb.children):
        return  # "…, or the pact is dead"
    voiced = verb.dep == "ROOT" and scene.voice is not None
    if told is None or thing is None or not (thing.is_noun or (voiced and thing.lemma == "it")):
        return
    if not voiced and (
        speech is None
        or speech.lemma not in scene.table.of("speech.verbs")
        or grammar.is_denied(speech)
    ):
        return
    judged = {scene.table.judgements.get(w.lemma, "") for w in told.subtree()}
    stance = next((each for each in ("criticises", "welcomes") if each in judged), "")
    if stance and not any(w.dep == "neg" for w in told.subtree()):
        if voiced or speech is None:
            yield changed(_use(verb, told, stance, thing, "judged", 0.6), voiced=True)
        else:
            yield _use(speech, told, stance, thing, "judged", 0.65)


def _enjoys(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the accord has my full backing" and "the plan enjoys the support of X"."""
    noun = verb.child("dobj")
    thing = verb.child("nsubj")
    if verb.lemma not in ("have", "enjoy", "win", "receive") or noun is None or thing is None:
        return
    stance = scene.table.nouns.get(noun.lemma, "")
    of = next((p.child("pobj") for p in noun.all("prep") if p.lemma in ("of", "from")), None)
    holder = noun.child("poss") or of
    if stance in ("supports", "accepts") and holder is not None and target(scene, thing):
        yield Use(
            verb=verb,
            word=noun,
            stance=stance,
            object=thing,
            rule="stance.enjoys",
            confidence=0.75,
            holder=holder,
        )
