"""Find the words of a sentence that take a stance: verbs, the verbs that open them, nouns, adjectives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.what import target

YES = frozenset({"supports", "accepts", "commits", "promises"})
BINARY = frozenset({"supports", "accepts", "rejects", "commits"})
_WILLING = frozenset(
    "accept sign support back endorse implement approve honour honor respect observe join adopt "
    "embrace".split()
)


T = TypeVar("T")


class Use(Struct, frozen=True, kw_only=True):
    """Hold that a word takes a stance on something: how, on what, and by which rule."""

    verb: Word
    word: Word
    stance: str
    object: Word | None
    rule: str
    confidence: float
    holder: Word | None = None
    denied: bool = False
    clause: Word | None = None
    warns: str = ""


def uses(scene: Scene, word: Word) -> Iterator[Use]:
    """Give each way in which a word takes a stance."""
    if word.is_verb:
        if word.dep == "amod" or (word.tag == "VBG" and word.dep in ("compound",)):
            return
        yield from _of_verb(scene, word)
        yield from _silent(scene, word)
        yield from _handled(scene, word)
        yield from _called_off(scene, word)
        if word.lemma in ("want", "seek"):
            yield from _wanted(scene, word)
    elif word.is_noun:
        yield from _of_noun(scene, word)
        yield from _obstacle(scene, word)
    yield from _of_adjective(scene, word)


def _of_verb(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read a verb that is a stance by itself, with its particle, or through the verb it opens."""
    table = scene.table
    opened = verb.head if verb.dep == "xcomp" and verb.head.is_verb else None
    kind = table.opening.get(opened.lemma, "") if opened is not None else ""
    with_particle = next(
        (
            (stance, child)
            for child in verb.all("prep", "prt", "dative", "agent")
            if (stance := table.particles.get((verb.lemma, child.lemma), "")) or False
        ),
        None,
    )
    if with_particle is not None:
        stance, particle = with_particle
        if stance == "urges" and any(
            True for c in verb.all("xcomp") for _ in _called_off(scene, c)
        ):
            return  # told as a rejection
        thing = particle.child("pobj", "pcomp") or grammar.patient(verb)
        if verb.lemma == "agree" and kind in ("", "refuses"):
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
        else:
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
    if not stance and verb.lemma == "describe" and _as(verb) is not None:
        stance = ""
    if stance:
        thing = grammar.patient(verb) or _clause_of(verb)
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
    if kind:
        yield from _control(scene, verb, opened, kind)
    elif (verb.lemma in _WILLING and grammar.modal(verb) in ("will", "would")) or (
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
        thing = grammar.patient(verb) or _clause_of(verb)
        stance = {"threaten": "threatens", "deny": "denies", "warn": "warns"}[verb.lemma]
        if verb.child("xcomp") is None and not grammar.is_unspoken(verb):
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
    return next((p for p in verb.all("prep") if p.lemma == "as"), None)


def _clause_of(verb: Word) -> Word | None:
    return verb.child("ccomp", "xcomp")


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


def changed(of: T, **changes: object) -> T:
    """Give a value with some of its fields changed."""
    return replace(of, **changes)  # type: ignore[type-var]


def _control(scene: Scene, verb: Word, opened: Word | None, kind: str) -> Iterator[Use]:
    """Read an act that is promised, threatened, refused or agreed, where the act itself is no stance."""
    assert opened is not None
    thing = grammar.patient(verb) or verb
    match kind:
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
            if verb.lemma in ("sign", "implement", "honour", "respect", "observe", "join"):
                yield Use(
                    verb=opened,
                    word=opened,
                    stance="rejects",
                    object=thing,
                    rule="stance.refused",
                    confidence=0.85,
                    clause=verb,
                )


def _names(scene: Scene, thing: Word, verb: Word) -> bool:
    return thing is not verb and bool(target(scene, thing))


def _goes_on(verb: Word) -> bool:
    return verb.lemma in ("continue", "keep", "pursue") and grammar.condition(verb) is not None


def _of_noun(scene: Scene, noun: Word) -> Iterator[Use]:
    """Read a noun of stance that a verb voices: "reaffirmed his support for the proposal"."""
    stance = scene.table.nouns.get(noun.lemma, "")
    if not stance or noun.dep not in ("dobj", "pobj", "conj"):
        return
    verb = noun.head
    while not verb.is_verb and verb.head is not verb:
        verb = verb.head
    if verb.lemma not in scene.table.of("voiced.voice"):
        return
    about = next((p for p in noun.all("prep") if p.lemma in ("for", "to", "of", "with")), None)
    thing = about.child("pobj", "pcomp") if about is not None else noun.child("acl")
    owner = noun.child("poss")
    yield Use(
        verb=verb,
        word=noun,
        stance=stance,
        object=thing,
        rule="stance.noun",
        confidence=0.85,
        holder=owner,
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
    if stance == "ready":
        act = word.child("xcomp")
        if act is not None and act.lemma not in _WILLING:
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


def _obstacle(scene: Scene, noun: Word) -> Iterator[Use]:
    """Read "called X the only obstacle" and "said that X is the obstacle" as blame."""
    if noun.lemma not in scene.table.of("nominal.obstacles") or noun.dep not in ("attr", "oprd"):
        return
    verb = noun.head
    blamed = verb.child("dobj") or verb.child("nsubj")
    if verb.lemma == "be":
        speech = verb.head
        if verb.dep != "ccomp" or speech.lemma not in scene.table.of("speech.verbs"):
            return
        if grammar.is_denied(verb):
            return
        blamed, verb = verb.child("nsubj"), speech
    yield Use(
        verb=verb,
        word=noun,
        stance="blames",
        object=blamed,
        rule="stance.obstacle",
        confidence=0.8,
    )


def _wanted(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "wants this agreement to last" and "wants the war to end" as support of what is wanted."""
    wish = verb.child("ccomp", "xcomp")
    if wish is None or grammar.is_denied(verb) or grammar.is_denied(wish):
        return
    thing = wish.child("nsubj") or grammar.patient(wish)
    if thing is None or scene.mention(thing) is not None:
        return
    lasts = wish.lemma in ("last", "succeed", "hold", "survive", "work") and target(scene, thing)
    if lasts or wish.lemma in ("end", "stop", "cease"):
        yield Use(
            verb=verb,
            word=verb,
            stance="supports",
            object=thing if lasts else wish,
            rule="stance.wants",
            confidence=0.65,
            clause=wish,
        )


def _handled(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read how somebody says that he deals with a text: no yes and no no."""
    dealing = ("deal", "study", "review", "consider", "examine")
    if verb.lemma not in dealing or verb.dep != "ccomp":
        return
    about = next((p for p in verb.all("prep") if p.lemma == "with"), None)
    thing = about.child("pobj") if about is not None else grammar.patient(verb)
    if thing is not None and target(scene, thing):
        yield Use(
            verb=verb,
            word=verb,
            stance="describes",
            object=thing,
            rule="stance.handles",
            confidence=0.75,
        )


def _silent(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "declined to comment" and "said nothing in public", where a text was spoken of."""
    declines = (
        verb.lemma in scene.table.of("speech.silent")
        and verb.dep == "xcomp"
        and verb.head.lemma in ("decline", "refuse")
        and _clause_of(verb) is None
    )
    nothing = verb.lemma == "say" and (d := verb.child("dobj")) is not None and d.lemma == "nothing"
    if (declines or nothing) and scene.last_target:
        main = verb.head if declines else verb
        yield Use(
            verb=main,
            word=verb,
            stance="not-stated",
            object=None,
            rule="stance.silent",
            confidence=0.7,
        )


def tail(scene: Scene, verb: Word) -> str:
    """Give what is threatened, without its condition."""
    to = [w for w in verb.all("aux") if w.tag == "TO"]
    clause = grammar.condition(verb)
    return scene.phrase(
        verb, *to, *([clause] if clause is not None and clause.dep == "advcl" else [])
    )
