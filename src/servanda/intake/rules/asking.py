"""Read what others are asked or told to do, and what is promised of things: "asked both to keep it"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import provision_for
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import Use
from servanda.intake.rules.what import target
from servanda.intake.rules.who import who


def pledged(scene: Scene, verb: Word, clause: Word) -> Iterator[Use]:
    """Read "promised her that the fence would come down": of what is owed by the side of who says so."""
    own = clause.child("nsubj", "nsubjpass")
    if own is None or grammar.modal(clause) not in ("will", "would") or grammar.is_denied(clause):
        return
    name = provision_for(scene, clause)
    if clause.lemma in _COMING_ABOUT:
        name = name or target(scene, own)
    duty = next((p for p in scene.register.agreement.provisions.values() if p.id == name), None)
    holder = who(scene, grammar.subject(verb), verb=verb).actors
    sides = {*holder, *(v for a in holder for v in scene.register.voices(a))}
    if (
        duty is None
        or not sides & set(duty.agency.actors)
        or not sides.isdisjoint(who(scene, own).actors)
    ):
        return
    yield Use(
        verb=verb,
        word=verb,
        stance="promises",
        object=own,
        rule="stance.promised-act",
        confidence=0.7,
        clause=clause,
        target=name,
    )


_COMING_ABOUT = frozenset({"come", "disappear", "vanish", "happen", "open"})

REQUIRING = frozenset("insist ask require recommend urge request stipulate propose".split())

_IN_VAIN = re.compile(r"without success|to no avail|in vain")

ASKING = frozenset("ask press tell push pressure encourage counsel".split())


def asked(scene: Scene, verb: Word) -> Use | None:
    """Read "asked both sides to hold their fire": whom somebody tells to do a thing, he urges."""
    act = verb.child("xcomp", "ccomp")
    if act is None or not any(w.tag == "TO" for w in act.all("aux")) or verb.tag == "VB":
        return None
    if grammar.is_passive(verb) or grammar.is_unspoken(verb) or _IN_VAIN.search(scene.text):
        return None
    whom = verb.child("dobj", "dative") or act.child("nsubj")
    if whom is None or who(scene, whom).opens:
        return None
    return Use(
        verb=verb,
        word=verb,
        stance="urges",
        object=whom,
        rule="stance.asked",
        confidence=0.7,
    )


_UNDOING = frozenset(
    "abandon scrap reject drop oppose leave tear rip bin cancel annul shelve bury".split()
)


def called_off(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "called on her to abandon the accord" as a rejection of it by who says so."""
    urged = verb.head
    if verb.lemma not in _UNDOING or verb.dep not in ("xcomp", "pcomp", "ccomp"):
        return
    if verb.dep == "pcomp" and urged.lemma == "for":
        urged = urged.head  # "called for the truce to be torn up"
    elif verb.dep == "ccomp" and verb.tag != "VBN":
        return
    if urged.lemma not in ("call", "urge", "tell", "ask", "press"):
        return
    thing = verb.child("nsubjpass", "nsubj") if verb.tag == "VBN" else grammar.patient(verb)
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
