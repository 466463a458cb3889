"""Find what is wanted, dealt with, or called an obstacle."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import provision_for
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import Use
from servanda.intake.rules.what import target


def clause_of(verb: Word) -> Word | None:
    """Give the clause that completes a verb."""
    return verb.child("ccomp", "xcomp")


def obstacle(scene: Scene, noun: Word) -> Iterator[Use]:
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


def wanted(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "wants this agreement to last" and "wants the war to end" as support of what is wanted."""
    wish = verb.child("ccomp", "xcomp")
    thing = verb.child("dobj")
    if wish is None and thing is not None and verb.lemma == "want" and not grammar.modal(verb):
        if thing.is_noun and not grammar.is_denied(verb) and target(scene, thing, demand=True):
            yield Use(
                verb=verb,
                word=verb,
                stance="demands",
                object=thing,
                rule="stance.wants",
                confidence=0.7,
            )
        return
    if wish is None or grammar.is_denied(verb) or grammar.is_denied(wish):
        return
    thing = wish.child("nsubj", "nsubjpass") or grammar.patient(wish)
    if wish.tag == "VBN" and thing is not None and target(scene, thing, demand=True):
        yield Use(
            verb=verb,
            word=verb,
            stance="demands",
            object=thing,
            rule="stance.wants",
            confidence=0.7,
            clause=wish,
        )
        return
    if thing is not None and wish.child("nsubj") is thing and wish.tag == "VB":
        name = provision_for(scene, wish) or target(scene, grammar.patient(wish))
        if name and verb.lemma == "want" and wish.lemma not in scene.table.stances:
            told = Use(
                verb=verb,
                word=verb,
                stance="demands",
                object=wish,
                rule="stance.wants",
                confidence=0.7,
                clause=wish,
                target=name,
            )
            yield told
            return
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


def expected(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "expects the crossing to be opened": what is owed, and asked for by that word."""
    wish = verb.child("ccomp", "xcomp")
    if wish is None or wish.tag != "VBN" or grammar.is_denied(verb) or grammar.is_passive(verb):
        return
    name = provision_for(scene, wish)
    if name and any(w.tag == "TO" for w in wish.all("aux")):
        yield Use(
            verb=verb,
            word=verb,
            stance="demands",
            object=wish.child("nsubjpass") or wish,
            rule="stance.expects",
            confidence=0.65,
            target=name,
        )


def handled(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read how somebody says that he deals with a text: no yes and no no."""
    dealing = ("deal", "study", "review", "consider", "examine")
    if verb.lemma not in dealing or verb.dep != "ccomp" or grammar.is_denied(verb):
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
