"""Read what is made to hang on something else, and what is or is not acceptable to whom."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.complements import first_after, of_either
from servanda.intake.rules.relays import teller_of
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import Use, changed, use_of
from servanda.intake.rules.what import target
from servanda.intake.rules.who import joined, who


def linked(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "linked the release to the opening of the road" and "made the handover conditional on the law"."""
    told = next(
        (
            w
            for w in verb.all("ccomp", "oprd", "xcomp", "acomp")
            if w.lemma in scene.table.of("terms.hanging")
        ),
        None,
    )
    thing = verb.child("dobj")
    if verb.lemma == "make" and told is not None:
        thing = told.child("nsubj") or thing
        on = of_either((told, verb), "on", "upon")
    elif verb.lemma in scene.table.of("terms.link"):
        on = of_either((verb, thing), "to", "with", "on")
    else:
        return
    if thing is not None and on is not None and target(scene, thing):
        yield _on(scene, verb, told or verb, thing, on, "made-conditional")


def hinging(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the release depends on the opening of the road, she said": a condition of whoever says so."""
    told = next(
        (w for w in verb.all("acomp") if w.lemma in scene.table.of("terms.hanging")),
        verb if verb.lemma in scene.table.of("terms.hinge") else None,
    )
    speech = teller_of(scene, verb)
    thing = verb.child("nsubj")
    on = first_after(told, "on", "upon")
    if told is None or on is None or thing is None or speech is None:
        return
    if target(scene, thing):
        yield _on(scene, speech, told, thing, on, "hinges")


def _on(scene: Scene, verb: Word, word: Word, thing: Word, on: Word, rule: str) -> Use:
    return Use(
        verb=verb,
        word=word,
        stance="conditions",
        object=thing,
        rule=f"stance.{rule}",
        confidence=0.7,
        condition=scene.phrase(on),
    )


def acceptable(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "neither the pact nor the law was acceptable to its members": yes or no of whom "to" names."""
    table = scene.table
    told = next(
        (w for w in verb.all("acomp", "oprd") if w.lemma in _fitting(scene)),
        None,
    )
    subject = verb.child("nsubj")
    if told is None or subject is None:
        return
    holder = first_after(told, "to", "for")
    speech = teller_of(scene, verb)
    is_own = holder is not None and holder.child("poss") is not None and who(scene, holder).opens
    stance = "accepts" if told.lemma in table.of("terms.accept") else "rejects"
    is_denied = grammar.is_denied(verb) or grammar.is_possible_only(verb)
    if (holder is None or is_own) and speech is not None:
        if stance == "rejects":
            return  # what a speaker calls unacceptable is blame, told elsewhere
        verb, holder = speech, None
    elif holder is None:
        return
    for thing in (subject, *joined(subject)):
        if target(scene, thing):
            use = use_of(verb, told, stance, thing, "acceptable", 0.65)
            yield changed(use, holder=holder, denied=is_denied and holder is None)


def _fitting(scene: Scene) -> frozenset[str]:
    return scene.table.of("terms.accept") | scene.table.of("terms.refuse")
