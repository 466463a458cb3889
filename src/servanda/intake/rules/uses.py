"""Find the words of a sentence that take a stance: verbs, the verbs that open them, nouns, adjectives."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import provision_for
from servanda.intake.rules.asking import ASKING, REQUIRING, asked, called_off, pledged
from servanda.intake.rules.complements import first_after
from servanda.intake.rules.conditions import depends_on
from servanda.intake.rules.nouns import of_adjective, of_agent, of_noun
from servanda.intake.rules.relays import owing
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.silences import declined
from servanda.intake.rules.use import WILLING, YES, Use, changed
from servanda.intake.rules.what import target
from servanda.intake.rules.who import joined
from servanda.intake.rules.wishes import clause_of, expected, handled, obstacle, wanted


def uses(scene: Scene, word: Word) -> Iterator[Use]:
    """Give each way in which a word takes a stance."""
    if word.is_verb:
        if word.dep == "amod" or (word.tag == "VBG" and word.dep in ("compound",)):
            return
        yield from _of_verb(scene, word)
        yield from declined(scene, word)
        yield from handled(scene, word)
        yield from called_off(scene, word)
        if word.lemma in ("want", "seek"):
            yield from wanted(scene, word)
        if word.lemma == "expect":
            yield from expected(scene, word)
    elif word.is_noun:
        yield from of_noun(scene, word)
        yield from of_agent(scene, word)
        yield from obstacle(scene, word)
    yield from of_adjective(scene, word)


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
        if stance == "urges" and any(True for c in verb.all("xcomp") for _ in called_off(scene, c)):
            return  # told as a rejection
        thing = particle.child("pobj", "pcomp") or verb.child("oprd") or grammar.patient(verb)
        thing = thing or (verb.child("xcomp") if particle.dep == "prt" else None)
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
    if verb.lemma in table.of("ahead.hostile") and grammar.modal(verb) in ("will", "would"):
        stance = ""  # "will boycott the talks": told as a threat
    if verb.lemma == "approve" and verb.child("prep") is not None:
        stance = "supports"
    if verb.lemma == "describe" and (as_ := _as(verb)) is not None:
        judged = any(scene.table.judgements.get(w.lemma) for w in as_.subtree())
        judged = judged and bool(target(scene, verb.child("dobj")))
        stance = "describes" if not judged else ""  # praise and blame are told elsewhere
    if stance:
        thing = grammar.patient(verb) or clause_of(verb)
        on = first_after(verb, "on")
        if verb.lemma == "blame" and on is not None and not grammar.is_time(on):
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
                mutual=_is_mutual(thing),
            ),
            kind,
        )
        return
    clause = verb.child("ccomp")
    is_asked = clause is not None and any(m.lemma == "that" for m in clause.all("mark"))
    is_asked = (
        is_asked and verb.lemma in REQUIRING - {"insist"} and not grammar.modal(clause or verb)
    )
    if clause is not None and (
        is_asked or (verb.lemma in REQUIRING and grammar.is_mandative(clause))
    ):
        yield Use(
            verb=verb,
            word=verb,
            stance="demands",
            object=clause,
            rule="stance.required",
            confidence=0.75,
        )
        return
    if verb.lemma in scene.table.of("speech.pledging") and clause is not None:
        yield from pledged(scene, verb, clause)
    if verb.lemma in scene.table.of("speech.pledging") and clause is not None and goes_on(clause):
        until = depends_on(clause)
        yield Use(
            verb=verb,
            word=verb,
            stance="demands",
            object=until,
            rule="stance.vowed-until",
            confidence=0.6,
        )
        return
    if verb.lemma in ASKING and (told := asked(scene, verb)) is not None:
        yield told
        return
    if verb.lemma in ("trade", "exchange", "swap") and (thing := verb.child("dobj")) is not None:
        if thing.lemma in ("blame", "accusation", "recrimination"):
            yield Use(
                verb=verb,
                word=verb,
                stance="blames",
                object=thing,
                rule="stance.verb",
                confidence=0.7,
                mutual=True,
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
        if thing is None and verb.lemma == "sign" and clause_of(verb) is None and scene.last_target:
            yield Use(
                verb=verb,
                word=verb,
                stance="commits",
                object=None,
                rule="stance.will",
                confidence=0.65,
                target=scene.last_target,
            )
        if thing is not None and any(target(scene, t) for t in (thing, *joined(thing))):
            is_lesser = any(
                w.lemma == "than" for w in scene.sentence.words[max(verb.index - 2, 0) : verb.index]
            )
            yield Use(
                verb=verb,
                word=verb,
                stance="rejects" if is_lesser else "commits",  # "would resign rather than sign it"
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
        and depends_on(verb) is not None
        and verb.dep in ("ccomp", "ROOT", "conj")
    ):
        yield from _undertaking(scene, verb)


def _is_mutual(thing: Word | None) -> bool:
    """Tell whether it is "each other" or "one another"."""
    return (
        thing is not None
        and thing.lemma in ("other", "another")
        and any(c.lemma in ("each", "one") for c in thing.children)
    )


def _particle(scene: Scene, verb: Word) -> tuple[str, Word] | None:
    """Find the particle or preposition with which a verb takes a stance: "came out against", "stands by"."""
    particles = scene.table.particles
    beside = verb.all("prep", "prt", "dative", "agent", "advmod")
    beside = [
        w for w in beside if w.dep != "prep" or w.index > verb.index or w.child("pobj") is None
    ]
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
    if grammar.none_does(verb):
        return  # "no more of them would …": told by what nobody does
    if verb.lemma in ("keep", "hold", "retain"):
        clause = depends_on(verb)
        waits = clause is not None and any(
            w.lemma == "until" for w in (clause, *clause.all("mark"))
        )
        if target(scene, grammar.patient(verb)):
            yield Use(
                verb=verb,
                word=verb,
                stance="conditions" if waits else "threatens",
                object=grammar.patient(verb),
                rule="stance.will-keep",
                confidence=0.65,
                warns="" if waits else tail(scene, verb),
            )
        return
    name = target(scene, grammar.patient(verb)) or provision_for(scene, verb)
    if name and name in scene.register.agreement.provisions:
        yield Use(
            verb=verb,
            word=verb,
            stance="conditions",
            object=grammar.patient(verb),
            rule="stance.act-if",
            confidence=0.75,
            by=owing(scene, verb, provision_for(scene, verb)),
        )


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
        case "agrees" | "offers" if verb.lemma not in scene.table.of(
            "ahead.takes-place"
        ) or provision_for(scene, verb):
            yield Use(
                verb=opened,
                word=opened,
                stance="promises",
                object=thing if provision_for(scene, verb) else verb,
                rule="stance.agreed-act",
                confidence=0.7 if provision_for(scene, verb) else 0.5,
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
            elif goes_on(verb):
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
            ) or provision_for(scene, verb):
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


def goes_on(verb: Word) -> bool:
    """Tell whether something is to go on until something else: "would continue until they are free"."""
    on = verb.lemma in ("continue", "keep", "pursue", "last") or (
        verb.lemma == "go" and any(w.lemma == "on" for w in verb.all("prt", "advmod"))
    )
    return on and depends_on(verb) is not None


def tail(scene: Scene, verb: Word) -> str:
    """Give what is threatened, without its condition."""
    to = [w for w in verb.all("aux") if w.tag == "TO"]
    clause = depends_on(verb)
    return scene.phrase(
        verb, *to, *([clause] if clause is not None and clause.dep == "advcl" else [])
    )
