"""Read acts that bear on provisions: "released 12 prisoners", "has dismantled nine watch posts"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.intake.drafts import Draft
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.relays import relay
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.what import stems
from servanda.intake.rules.who import who
from servanda.model.provisions import BY_ACTS, Provision

_FIRST = re.compile(r"[a-z]+")
_PARTED = frozenset({"let", "hand", "give", "turn", "send"})
_LIKE = {
    "free": "release",
    "handed": "hand",
    "surrender": "hand",
    "deliver": "hand",
    "pass": "adopt",
}


def read_acts(scene: Scene) -> Iterator[Draft]:
    """Read the acts in a sentence that perform a provision, in whole or in part."""
    for verb in scene.sentence.words:
        if not verb.is_verb or not _is_done(scene, verb):
            continue
        fitting = _provisions(scene, verb)
        if fitting:
            yield from _drafts(scene, verb, fitting)


def _is_done(scene: Scene, verb: Word) -> bool:
    said = relay(scene, verb)
    if verb.dep in ("xcomp", "amod", "acl") or verb.tag not in ("VBD", "VBN"):
        return False
    return not (
        said.denied
        or said.unsaid
        or said.asked
        or grammar.is_denied(verb)
        or grammar.is_supposed(verb)
        or grammar.modal(verb)
        or grammar.condition(verb) is verb
    )


def done_to(verb: Word) -> Word | None:
    """Give what is done something to; after "let in" and "hand over" too, where the parser sees a place."""
    thing = grammar.patient(verb)
    if thing is not None:
        return thing
    particle = next((p for p in verb.all("prep") if p.lemma in ("in", "over", "out", "up")), None)
    return particle.child("pobj") if particle is not None and verb.lemma in _PARTED else None


def provision_for(scene: Scene, verb: Word) -> str:
    """Name the provision that a verb with its object speaks of, or nothing."""
    found = _provisions(scene, verb)
    return found[0].id if len(found) == 1 else ""


def _provisions(scene: Scene, verb: Word) -> list[Provision]:
    """Find the provisions that share the verb, and most words of what it is done to."""
    thing = done_to(verb)
    if thing is None:
        return []
    lemma = _LIKE.get(verb.lemma, verb.lemma)
    object_ = stems(scene, scene.phrase(thing))
    pronoun = thing.tag == "PRP" and thing.text.lower() in ("them", "it")
    found = []
    for provision in scene.register.agreement.provisions.values():
        if provision.modality not in BY_ACTS:
            continue
        words = _FIRST.findall(provision.action.words.lower())
        if not words or _LIKE.get(words[0], words[0]) != lemma:
            continue
        shared = stems(scene, provision.action.words) & object_
        if shared or pronoun:
            found.append((len(shared), provision))
    most = max((count for count, _ in found), default=0)
    return [provision for count, provision in found if count == most]


def _drafts(scene: Scene, verb: Word, fitting: list[Provision]) -> Iterator[Draft]:
    subject = grammar.subject(verb)
    found = who(scene, subject, verb=verb)
    doer = found.actors
    own = [p for p in fitting if set(p.agency.actors) & set(doer)]
    fitting = own or fitting
    provision = fitting[0]
    which = " or ".join(p.id for p in fitting)
    several = (f"which of them: {which}?",) if len(fitting) > 1 else ()
    spoken = tuple(v for a in doer for v in scene.register.voices(a))
    doubts: tuple[str, ...] = ()
    addressed = provision.agency.actors
    if addressed and not set(doer) & set(addressed):
        if set(spoken) & set(addressed):
            doubts = (f"done by {', '.join(doer)}, who speaks for those who owe it",)
            doer = tuple(a for a in spoken if a in addressed)
        elif doer:
            doubts = (f"the duty is not that of {', '.join(doer)}",)
    thing = done_to(verb)
    assert thing is not None
    count, more = _count(scene, thing)
    if not count:
        return
    total = "total " if more or _is_total(verb) else ""
    said = relay(scene, verb)
    when, told = scene.when(verb)
    if total and not told:
        when = scene.dated.isoformat()
    by = said.via(doer)
    # The word after the number would be read as a category; none is given.
    yield scene.draft(
        [*([subject] if subject is not None else []), verb, thing],
        kind="act",
        actors=doer,
        head=f"{provision.id} {total}{count}",
        when=when,
        by=by,
        rule="act.verb-and-object",
        confidence=0.8 if set(doer) & set(addressed) else 0.5,
        opens=(*((found.opens,) if found.opens else ()), *several, *said.opens),
        doubts=doubts,
    )


def _count(scene: Scene, thing: Word) -> tuple[str, bool]:
    """Read how many: the number beside the noun, with "at least" or "more than" before it."""
    number = thing.child("nummod")
    if number is None:
        return "", False
    return scene.amount(number), False


def _is_total(verb: Word) -> bool:
    """Tell whether a count is one of all so far: "has handed over 11 boats so far"."""
    has = any(c.text.lower() in ("has", "have") for c in verb.all("aux"))
    return has
