"""Read acts that bear on provisions: "released 12 prisoners", "has dismantled nine watch posts"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.intake.drafts import Draft
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.conditions import depends_on
from servanda.intake.rules.meant import Who
from servanda.intake.rules.relays import is_told, relay
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.what import stems
from servanda.intake.rules.who import who
from servanda.model.provisions import BY_ACTS, Provision

_FIRST = re.compile(r"[a-z]+")
_SO_FAR = re.compile(r"\b(?:so far|to date|in total|altogether|by (?:last )?(?:[A-Z][a-z]+day))\b")
_PARTED = frozenset({"let", "hand", "give", "turn", "send", "part"})
_PARTICLES = ("in", "over", "out", "up", "with")
_LEAST = frozenset("man soul one more anyone anybody anything inch thing".split())
"""What a refusal names as the least of all: "not one man more", "not an inch"."""


def read_acts(scene: Scene) -> Iterator[Draft]:
    """Read the acts in a sentence that perform a provision, in whole or in part."""
    for verb in scene.sentence.words:
        if not verb.is_verb or _doing(scene, verb) not in _by_verb(scene):
            continue
        fitting = _provisions(scene, verb) if _is_done(scene, verb) else []
        if fitting:
            yield from _drafts(scene, verb, fitting)


def _is_done(scene: Scene, verb: Word) -> bool:
    if verb.dep in ("xcomp", "amod", "acl") or verb.tag not in ("VBD", "VBN"):
        return False
    helpers = verb.all("auxpass")
    if any(w.tag in ("VBZ", "VBP") for w in helpers) and verb.child("aux") is None:
        return False  # "before the law is adopted"
    if any(m.lemma in ("before", "once", "until", "unless") for m in verb.all("mark", "advmod")):
        return False
    return is_told(scene, verb) and depends_on(verb) is not verb


def done_to(verb: Word) -> Word | None:
    """Give what is done something to; after "let in" and "hand over" too, where the parser sees a place."""
    thing = grammar.patient(verb)
    if thing is not None:
        return thing
    small = verb.child("ccomp")
    if verb.lemma == "let" and small is not None and small.tag in ("RP", "IN", "RB"):
        return small.child("nsubj")  # "let 14 trucks through"
    particle = next((p for p in verb.all("prep") if p.lemma in _PARTICLES), None)
    return particle.child("pobj") if particle is not None and verb.lemma in _PARTED else None


def _mover(verb: Word) -> Word | None:
    """Give who moves, where a verb has no object: "his troops would withdraw from the valley"."""
    own = verb.child("nsubj")
    is_bare = verb.child("dobj", "xcomp", "nsubjpass") is None
    return own if own is not None and own.is_noun and is_bare else None


def provision_for(scene: Scene, verb: Word) -> str:
    """Name the provision that a verb with its object speaks of, or nothing."""
    found = _provisions(scene, verb)
    if len(found) > 1:
        sides = who(scene, grammar.subject(verb), verb=verb).actors
        sides = (*sides, *(v for a in sides for v in scene.register.voices(a)))
        last = [p for p in found if p.id == scene.last_provision]
        found = last or [p for p in found if set(sides) & set(p.agency.actors)]
    return found[0].id if len(found) == 1 else ""


def _provisions(scene: Scene, verb: Word) -> list[Provision]:
    """Find the provisions that share the verb, and most words of what it is done to."""
    owed = _by_verb(scene).get(_doing(scene, verb), ())
    thing = (done_to(verb) or _mover(verb)) if owed else None
    if thing is None:
        return []
    object_ = stems(scene, scene.phrase(thing)) | _given_to(scene, verb)
    pronoun = (thing.tag == "PRP" and thing.text.lower() in ("them", "it")) or thing.tag == "CD"
    pronoun = pronoun or thing.lemma in ("rest", "remainder", "other", "others", "all")
    is_none = grammar.is_denied(verb) or grammar.takes_none(verb)
    pronoun = pronoun or (is_none and thing.lemma in _LEAST)
    found = []
    for provision in owed:
        shared = stems(scene, provision.action.words) & object_
        if shared or pronoun:
            found.append((len(shared), provision))
    most = max((count for count, _ in found), default=0)
    return [provision for count, provision in found if count == most]


def _doing(scene: Scene, verb: Word) -> str:
    """Give what an act amounts to, by its verb with a particle ("part with", "give up") or alone."""
    doing = scene.table.doing
    for beside in verb.all("prt", "prep"):
        if (told := doing.get(f"{verb.lemma}_{beside.lemma}")) is not None:
            return told
    return doing.get(verb.lemma, verb.lemma)


def _by_verb(scene: Scene) -> dict[str, list[Provision]]:
    """Sort the provisions that acts perform by the verb with which their words begin; done once a report."""
    if scene.owed is None:
        scene.owed = {}
        for provision in scene.register.agreement.provisions.values():
            words = _FIRST.findall(provision.action.words.lower())
            if words and provision.modality in BY_ACTS:
                verb = scene.table.doing.get(words[0], words[0])
                scene.owed.setdefault(verb, []).append(provision)
    return scene.owed


def _given_to(scene: Scene, verb: Word) -> frozenset[str]:
    """Give the words of those to whom something is given: "land to 1,200 families"."""
    to = [p.child("pobj") for p in verb.all("prep", "dative") if p.lemma in ("to", "for")]
    return frozenset(s for noun in to if noun is not None for s in stems(scene, noun.text))


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
    thing = done_to(verb) or _mover(verb)
    assert thing is not None
    count, more = _count(scene, thing, verb, provision)
    if not count and (
        provision.action.quantity is not None or several or not _is_whole(scene, thing, provision)
    ):
        return
    total = "total " if more or _is_total(verb) or _SO_FAR.search(scene.text) else ""
    said = relay(scene, verb)
    when, told = scene.when(verb)
    if total and not told:
        when = scene.dated.isoformat()
    by = said.via(doer)
    unnamed = bool(found.opens) and grammar.is_passive(verb) and subject is None
    if unnamed and len(addressed) == 1:
        doer, doubts = addressed, (f"nobody is named; the duty is that of {addressed[0]}",)
        found = Who(actors=addressed, how="duty")
    # The word after the number would be read as a category; none is given.
    yield scene.draft(
        [*([subject] if subject is not None else []), verb, thing],
        kind="act",
        actors=doer,
        head=f"{provision.id} {total if count else ''}{count}".strip(),
        when=when,
        by=by,
        rule="act.verb-and-object",
        confidence=_confidence(set(doer) & set(addressed), count, unnamed=unnamed),
        opens=(*((found.opens,) if found.opens else ()), *several, *said.opens),
        doubts=doubts,
    )


def _count(scene: Scene, thing: Word, verb: Word, provision: Provision) -> tuple[str, bool]:
    """Read how many: the number beside the noun, with "at least" or "more than" before it."""
    number = thing if thing.tag == "CD" else thing.child("nummod")
    if number is None and thing.tag in ("CD", "NN", "NNS", "DT"):
        beside = [n for p in verb.all("prep", "dative") for n in p.all("pobj")]
        asked = stems(scene, provision.action.words)
        number = next(
            (c for n in beside if stems(scene, n.text) & asked for c in n.all("nummod")), None
        )
    if number is None:
        return "", False
    return scene.amount(number), False


def _confidence(own: set[ActorId], count: str, *, unnamed: bool) -> float:
    if not own:
        return 0.5
    return 0.6 if unnamed or not count else 0.8


def _is_whole(scene: Scene, thing: Word, provision: Provision) -> bool:
    """Tell whether what was done is all that the provision asks, as far as its words go."""
    asked = stems(scene, " ".join(provision.action.words.split()[1:]))
    return bool(asked) and asked <= stems(scene, scene.phrase(thing))


def _is_total(verb: Word) -> bool:
    """Tell whether a count is one of all so far: "has handed over 11 boats so far"."""
    return any(c.text.lower() in ("has", "have", "had") for c in verb.all("aux"))
