"""Find the words of a sentence that take a stance: verbs, the verbs that open them, nouns, adjectives."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import WILLING, YES, Use, changed
from servanda.intake.rules.what import target
from servanda.intake.rules.wishes import clause_of, handled, obstacle, silent, wanted


def uses(scene: Scene, word: Word) -> Iterator[Use]:
    """Give each way in which a word takes a stance."""
    if word.is_verb:
        if word.dep == "amod" or (word.tag == "VBG" and word.dep in ("compound",)):
            return
        yield from _of_verb(scene, word)
        yield from silent(scene, word)
        yield from handled(scene, word)
        yield from _called_off(scene, word)
        if word.lemma in ("want", "seek"):
            yield from wanted(scene, word)
    elif word.is_noun:
        yield from _of_noun(scene, word)
        yield from obstacle(scene, word)
    yield from _of_adjective(scene, word)


def _of_verb(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read a verb that is a stance by itself, with its particle, or through the verb it opens."""
    is_shortened = verb.tag == "VBN" and verb.dep in ("advcl", "acl")
    if is_shortened and verb.child("aux", "agent", "nsubj") is None:
        return  # "asked for comment": it is done to whoever follows
    table = scene.table
    opened = verb.head if verb.dep == "xcomp" and verb.head.is_verb else None
    kind = table.opening.get(opened.lemma, "") if opened is not None else ""
    with_particle = _particle(scene, verb)
    if with_particle is not None:
        stance, particle = with_particle
        if stance == "urges" and any(
            True for c in verb.all("xcomp") for _ in _called_off(scene, c)
        ):
            return  # told as a rejection
        thing = particle.child("pobj", "pcomp") or grammar.patient(verb)
        wanted_for = next((p for p in verb.all("prep") if p.lemma == "for"), None)
        if stance == "urges" and wanted_for is not None and wanted_for.child("pobj") is not None:
            stance, thing = "demands", wanted_for.child("pobj")  # "appealed to both for calm"
        if thing is not None and thing.lemma == "nothing":
            return  # "ruled nothing out"
        yield from _opened(
            scene,
            Use(
                verb=verb,
                word=verb,
                stance=stance,
                object=thing,
                rule="stance.verb-particle",
                confidence=0.85,
            ),
            kind,
        )
        return
    stance = table.stances.get(verb.lemma, "")
    if verb.lemma == "approve" and verb.child("prep") is not None:
        stance = "supports"
    if verb.lemma == "describe" and _as(verb) is not None:
        stance = "describes"
    if stance:
        thing = grammar.patient(verb) or clause_of(verb)
        on = next((p.child("pobj") for p in verb.all("prep") if p.lemma == "on"), None)
        if verb.lemma == "blame" and on is not None:
            thing = on  # "blamed the attack on X"
        yield from _opened(
            scene,
            Use(
                verb=verb,
                word=verb,
                stance=stance,
                object=thing,
                rule="stance.verb",
                confidence=0.9,
            ),
            kind,
        )
        return
    if not kind and verb.lemma in ("promise", "vow") and clause_of(verb) is None:
        thing = verb.child("dobj")
        if thing is not None and thing.is_noun and not scene.mention(thing):
            yield Use(
                verb=verb,
                word=verb,
                stance="promises",
                object=thing,
                rule="stance.promised",
                confidence=0.7,
            )
        return
    if kind:
        yield from _control(scene, verb, opened, kind)
    elif (verb.lemma in WILLING and grammar.modal(verb) in ("will", "would")) or (
        verb.lemma in ("sign", "respect", "observe", "honour")
        and grammar.modal(verb) in ("will", "would")
    ):
        thing = grammar.patient(verb)
        if thing is not None and target(scene, thing):
            yield Use(
                verb=verb,
                word=verb,
                stance="commits",
                object=thing,
                rule="stance.will",
                confidence=0.75,
            )
    elif verb.lemma in ("threaten", "deny", "warn"):
        thing = grammar.patient(verb) or clause_of(verb)
        stance = {"threaten": "threatens", "deny": "denies", "warn": "warns"}[verb.lemma]
        is_act = verb.child("xcomp") is not None and verb.lemma != "deny"
        if not is_act and not grammar.is_unspoken(verb):
            yield Use(
                verb=verb,
                word=verb,
                stance=stance,
                object=thing,
                rule="stance.verb",
                confidence=0.8,
            )
    elif (
        grammar.modal(verb) in ("will", "would")
        and grammar.condition(verb) is not None
        and verb.dep in ("ccomp", "ROOT", "conj")
    ):
        yield from _undertaking(scene, verb)


def _particle(scene: Scene, verb: Word) -> tuple[str, Word] | None:
    """Find the particle or preposition with which a verb takes a stance: "came out against", "stands by"."""
    particles = scene.table.particles
    beside = verb.all("prep", "prt", "dative", "agent", "advmod")
    after = [n for c in beside for n in c.all("prep")]
    for first in beside:
        for second in (*beside, *after):
            stance = particles.get((verb.lemma, first.lemma, second.lemma), "")
            if stance and second is not first:
                return stance, second
    for child in beside:
        if child.dep != "advmod" and (stance := particles.get((verb.lemma, child.lemma), "")):
            return stance, child
    return None


def _undertaking(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "would withdraw its troops, on condition that": an act of the agreement under a condition."""
    name = target(scene, grammar.patient(verb)) or _provision_of(scene, verb)
    if name and name in scene.register.agreement.provisions:
        yield Use(
            verb=verb,
            word=verb,
            stance="conditions",
            object=grammar.patient(verb),
            rule="stance.act-if",
            confidence=0.75,
        )


def _provision_of(scene: Scene, verb: Word) -> str:
    from servanda.intake.rules.acts import provision_for

    return provision_for(scene, verb)


def _as(verb: Word) -> Word | None:
    thing = verb.child("dobj")
    beside = (*verb.all("prep"), *(thing.all("prep") if thing is not None else ()))
    return next((p for p in beside if p.lemma == "as"), None)


def _opened(scene: Scene, use: Use, kind: str) -> Iterator[Use]:
    """Turn a stance by the verb that opens it: refused to accept, threatened to reject, offers to support."""
    opened = use.verb.head
    match kind:
        case "refuses":
            stance = "rejects" if use.stance in YES else ""
            if stance:
                yield changed(
                    use, verb=opened, stance=stance, rule="stance.refused", clause=use.verb
                )
        case "threatens":
            yield changed(
                use,
                verb=opened,
                stance="threatens",
                rule="stance.threatened",
                clause=use.verb,
                warns=tail(scene, use.verb),
            )
        case "promises" | "agrees" | "offers":
            stance = "commits" if use.stance in YES else ""
            stance = "rejects" if use.stance == "rejects" else stance
            if grammar.is_denied(use.verb):
                stance = "rejects" if stance == "commits" else ""
            if stance:
                yield changed(
                    use, verb=opened, stance=stance, rule="stance.promised", clause=use.verb
                )
        case _:
            if not grammar.is_unspoken(use.verb):
                yield use


def _control(scene: Scene, verb: Word, opened: Word | None, kind: str) -> Iterator[Use]:
    """Read an act that is promised, threatened, refused or agreed, where the act itself is no stance."""
    assert opened is not None
    thing = grammar.patient(verb) or verb
    if kind in ("promises", "agrees") and grammar.is_denied(verb):
        return  # "promised not to open the road"
    match kind:
        case "agrees" | "offers" if verb.lemma not in scene.table.of("ahead.takes-place"):
            yield Use(
                verb=opened,
                word=opened,
                stance="promises",
                object=thing if _provision_of(scene, verb) else verb,
                rule="stance.agreed-act",
                confidence=0.7 if _provision_of(scene, verb) else 0.5,
                clause=verb,
            )
        case "threatens":
            yield Use(
                verb=opened,
                word=opened,
                stance="threatens",
                object=thing,
                rule="stance.threatened",
                confidence=0.85,
                clause=verb,
                warns=tail(scene, verb),
            )
        case "promises":
            if verb.lemma in ("fight", "oppose", "block", "resist"):
                yield Use(
                    verb=opened,
                    word=opened,
                    stance="rejects" if _names(scene, thing, verb) else "demands",
                    object=thing,
                    rule="stance.vowed-to-fight",
                    confidence=0.65,
                    clause=verb,
                )
            elif _goes_on(verb):
                yield Use(
                    verb=opened,
                    word=opened,
                    stance="demands",
                    object=verb,
                    rule="stance.vowed-until",
                    confidence=0.6,
                    clause=verb,
                )
            else:
                yield Use(
                    verb=opened,
                    word=opened,
                    stance="promises",
                    object=thing,
                    rule="stance.promised-act",
                    confidence=0.75,
                    clause=verb,
                )
        case "refuses":
            if verb.lemma in (
                "sign",
                "implement",
                "honour",
                "respect",
                "observe",
                "join",
            ) or _provision_of(scene, verb):
                yield Use(
                    verb=opened,
                    word=opened,
                    stance="rejects",
                    object=thing,
                    rule="stance.refused",
                    confidence=0.85,
                    clause=verb,
                )
            elif verb.lemma not in _NOT_REFUSED:
                yield Use(
                    verb=opened,
                    word=opened,
                    stance="rejects",
                    object=verb,
                    rule="stance.refused-act",
                    confidence=0.6,
                    clause=verb,
                )


# To refuse to say is told as what is not stated, to refuse to meet as no contact.
_NOT_REFUSED = frozenset(
    "say comment answer discuss confirm meet speak talk give be name identify elaborate".split()
)


def _names(scene: Scene, thing: Word, verb: Word) -> bool:
    return thing is not verb and bool(target(scene, thing))


def _goes_on(verb: Word) -> bool:
    return verb.lemma in ("continue", "keep", "pursue") and grammar.condition(verb) is not None


def _of_noun(scene: Scene, noun: Word) -> Iterator[Use]:
    """Read a noun of stance that a verb voices: "reaffirmed his support for the proposal"."""
    stance = scene.table.nouns.get(noun.lemma, "")
    if not stance or noun.dep not in ("dobj", "pobj", "conj", "nsubjpass", "nsubj"):
        return
    if (told := _expressed(scene, noun, stance)) is not None:
        yield told
        return
    verb = noun.head
    while not verb.is_verb and verb.head is not verb:
        verb = verb.head
    is_noted = verb.lemma in scene.table.of("voiced.noted") and noun.dep == "dobj"
    is_open = verb.lemma == "make" and any(
        d.lemma == "secret" and any(c.lemma == "no" for c in d.children) for d in verb.all("dobj")
    )
    is_known = _is_known(scene, noun, verb)
    if verb.lemma not in scene.table.of("voiced.voice") and not (is_noted or is_open or is_known):
        return
    if noun.dep == "nsubjpass" and grammar.agent(verb) is None:
        return
    preps = (*noun.all("prep"), *(verb.all("prep", "dative") if noun.dep == "dobj" else ()))
    first = [p for p in preps if p.lemma in ("for", "to", "of", "with")]
    about = next((p for p in (*first, *preps) if p.lemma in _ABOUT), None)
    if noun.lemma in ("call", "appeal") and (about is None or about.lemma != "for"):
        return  # "in a call with her"
    thing = about.child("pobj", "pcomp") if about is not None else noun.child("acl", "ccomp")
    act = noun.child("acl")
    if act is not None and act.tag == "VB" and act.lemma in WILLING:
        thing = act
    if thing is not None and thing.is_verb and thing.lemma in WILLING:
        thing = grammar.patient(thing)  # "readiness to sign the accord"
    owner = noun.child("poss")
    of = next((p.child("pobj") for p in noun.all("prep") if p.lemma == "of"), None)
    to = next((p.child("pobj") for p in preps if p.lemma in ("for", "to")), None)
    if owner is None and of is not None and to is not None:
        owner, thing = of, to  # "the commitment of the council to the pact"
    if owner is None and of is not None and act is not None and act.tag == "VB":
        owner, thing = of, act  # "the readiness of the movement to hand in its weapons"
    if (is_noted or is_known) and (owner is None or grammar.is_denied(verb)):
        return
    if is_known and stance not in ("supports", "accepts", "rejects"):
        return
    yield Use(
        verb=verb,
        word=noun,
        stance=stance,
        object=thing,
        rule="stance.noun-known" if is_known else "stance.noun",
        confidence=0.65 if is_known else 0.85,
        holder=owner,
    )


def _is_known(scene: Scene, noun: Word, verb: Word) -> bool:
    """Tell whether others react to a stance, which is so then: "criticised X's rejection of the pact"."""
    if noun.dep not in ("dobj", "nsubjpass", "pobj", "nsubj") or noun.child("poss") is None:
        return False
    reaction = scene.table.stances.get(verb.lemma, "") in ("criticises", "welcomes")
    return (reaction or verb.lemma in _MET_WITH) and not grammar.modal(verb)


_MET_WITH = frozenset("draw meet anger disappoint surprise regret follow prompt provoke".split())
_ABOUT = frozenset({"for", "to", "of", "with", "at", "over", "about"})


def _expressed(scene: Scene, noun: Word, stance: str) -> Use | None:
    """Read "welcomed the support expressed by X for the plan": X holds it, whatever the verb above says."""
    by = next(
        (
            v
            for v in noun.all("acl")
            if v.tag == "VBN" and v.lemma in scene.table.of("voiced.voice") and grammar.agent(v)
        ),
        None,
    )
    if by is None:
        return None
    preps = (*noun.all("prep"), *by.all("prep"))
    about = next((p for p in preps if p.lemma in ("for", "to", "of", "with")), None)
    thing = about.child("pobj", "pcomp") if about is not None else None
    verb = noun.head
    while not verb.is_verb and verb.head is not verb:
        verb = verb.head
    if thing is None or not verb.is_verb or grammar.is_denied(verb):
        return None
    return Use(
        verb=verb,
        word=noun,
        stance=stance,
        object=thing,
        rule="stance.noun",
        confidence=0.75,
        holder=grammar.agent(by),
    )


def _of_adjective(scene: Scene, word: Word) -> Iterator[Use]:
    """Read "is committed to the accord", "is ready for talks", "was disappointed by the answer"."""
    stance = scene.table.adjectives.get(word.text.lower(), "")
    verb = word if word.tag == "VBN" and grammar.is_passive(word) else word.head
    if stance in ("", "unclear") or (
        word.dep not in ("acomp", "oprd", "attr") and verb is not word
    ):
        return
    about = word.child("prep") or (
        verb.child("agent", "prep") if verb is not word else word.child("agent")
    )
    thing = about.child("pobj", "pcomp") if about is not None else word.child("xcomp")
    if word.child("agent") is not None and word.lemma in ("oppose", "opposed"):
        return  # "opposed by the union": told by the verb
    act = word.child("xcomp")
    if stance == "unwilling":
        if act is None or act.lemma not in WILLING:
            return
        stance, thing = "rejects", grammar.patient(act)
    if stance == "ready":
        if act is not None and act.lemma not in WILLING:
            if not grammar.is_denied(verb):
                yield Use(
                    verb=verb,
                    word=word,
                    stance="promises",
                    object=act,
                    rule="stance.ready-for-act",
                    confidence=0.5,
                    clause=act if grammar.condition(act) is not None else None,
                    target=_provision_of(scene, act),
                )
            return
        stance = "commits" if act is None else "supports"
        thing = grammar.patient(act) if act is not None else thing
    if thing is not None:
        holder = verb.child("nsubjpass") if verb is word else None
        yield Use(
            verb=verb,
            word=word,
            stance=stance,
            object=thing,
            rule="stance.adjective",
            confidence=0.75,
            holder=holder,
        )


def _called_off(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "called on her to abandon the accord" as a rejection of it by who says so."""
    urged = verb.head
    if (
        verb.lemma not in ("abandon", "scrap", "reject", "drop", "oppose", "leave")
        or verb.dep != "xcomp"
    ):
        return
    if urged.lemma not in ("call", "urge", "tell", "ask", "press"):
        return
    thing = grammar.patient(verb)
    if thing is not None and not grammar.is_denied(verb) and target(scene, thing):
        yield Use(
            verb=urged,
            word=verb,
            stance="rejects",
            object=thing,
            rule="stance.urged-against",
            confidence=0.75,
            clause=verb,
        )


def tail(scene: Scene, verb: Word) -> str:
    """Give what is threatened, without its condition."""
    to = [w for w in verb.all("aux") if w.tag == "TO"]
    clause = grammar.condition(verb)
    return scene.phrase(
        verb, *to, *([clause] if clause is not None and clause.dep == "advcl" else [])
    )
