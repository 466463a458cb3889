"""Say what a stance is about, to whom it is said, and in which words where the agreement has no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import provision_for
from servanda.intake.rules.conditions import depends_on
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.what import named_by, target
from servanda.intake.rules.who import who

if TYPE_CHECKING:
    from servanda.intake.rules.use import Use

_ON_ACTORS = frozenset({"blames", "criticises", "urges"})
_ON_ACTS = frozenset({"threatens", "promises"})
# About things the agreement does not name, these are worth a draft all the same.
_FREE = frozenset(
    {
        "demands",
        "rejects",
        "welcomes",
        "denies",
        "warns",
        "promises",
        "urges",
        "proposes",
        "describes",
    }
)


_OFFERED = frozenset("offer invitation request apology ruling verdict result".split())


class About(Struct, frozen=True, kw_only=True):
    """Hold what a stance is about."""

    target: str = ""
    to: tuple[ActorId, ...] = ()
    words: str = ""
    weight: float = 1.0
    doubts: tuple[str, ...] = ()


def about(
    scene: Scene, use: Use, stance: str, holder: tuple[ActorId, ...], condition: str
) -> About | None:
    """Find what a stance is about; None where it is about nothing that a record holds."""
    thing = named_by(use.object) if use.object is not None else None
    if thing is None and use.target:
        return About(target=use.target)
    if stance == "not-stated" and thing is None:
        return About(target=scene.last_target)
    if stance in _ON_ACTORS:
        return _on_actor(scene, use, stance)
    if stance in ("denies", "warns") and thing is not None and thing.is_verb:
        inner = target(scene, grammar.patient(thing)) or target(scene, thing.child("nsubj"))
        return About(target=inner, words=_words(scene, thing))
    if (
        stance == "rejects"
        and thing is not None
        and thing.lemma in scene.table.of("nominal.claims")
    ):
        return About(words=_words(scene, thing), weight=0.85)  # a claim, and not what it is about
    loose = thing.all("relcl") if thing is not None else ()
    acted = provision_for(scene, thing) if thing is not None and thing.is_verb else ""
    acted = acted if stance != "demands" else ""
    name = (
        use.target
        or acted
        or target(scene, thing, holder, demand=stance == "demands", without=loose)
    )
    if thing is not None and use.rule == "stance.noun" and thing.is_verb:
        name = _process_in(scene, thing) or name
    if stance == "conditions":
        name = name or _fallback(scene, use)
    if not name and stance in ("threatens", "conditions"):
        name = _mentioned(scene, use.clause or use.verb) or _in_condition(scene, use)
    if stance == "threatens" and not name:
        return About(words="" if use.warns else _words(scene, thing), weight=0.85)
    if stance == "demands":
        return _demand(scene, use, name, holder)
    if name:
        return About(
            target=name,
            words=_words(scene, thing) if stance in _FREE and name != scene.last_target else "",
        )
    if use.word.lemma in ("confidence", "faith", "trust") and len(who(scene, thing).actors) == 1:
        return About(target=who(scene, thing).actors[0])
    if stance == "welcomes" and thing is not None and (whose := thing.child("poss")) is not None:
        found = who(scene, whose).actors
        if len(found) == 1:
            return About(target=found[0], words=_words(scene, thing))
    if stance == "accepts" and thing is not None and thing.lemma in _OFFERED:
        return About(words=_words(scene, thing), weight=0.85)
    if stance == "welcomes" and thing is not None and len(praised := who(scene, thing).actors) == 1:
        return About(target=praised[0])
    if stance == "promises" and thing is not None and thing.is_verb:
        to = [w for w in thing.all("aux") if w.tag == "TO"]
        return About(words=scene.phrase(thing, *to), weight=0.85)
    if stance in _FREE and thing is not None and not thing.tag.startswith(("W", "PRP")):
        return About(words=_words(scene, thing), weight=0.85)
    scene.notes.append(f"{use.word.text}: about nothing that the agreement names")
    return None


def _process_in(scene: Scene, verb: Word) -> str:
    """Find the process a readiness is about: "readiness to engage in indirect negotiations"."""
    processes = scene.register.agreement.processes
    names = (target(scene, word) for word in verb.subtree() if word.is_noun)
    return next((name for name in names if name in processes), "")


def _fallback(scene: Scene, use: Use) -> str:
    """Find the text a refusal is about where its object is only "anything"."""
    thing = use.object
    if thing is not None and thing.lemma in ("anything", "any"):
        return scene.register.agreement.header.id
    return provision_for(scene, use.verb)


def _in_condition(scene: Scene, use: Use) -> str:
    """Find what a threat is tied to in its condition: "if the agreement is adopted", "if it is"."""
    clause = depends_on(use.clause or use.verb) or depends_on(use.verb)
    if clause is None:
        return ""
    names = (target(scene, w) for w in clause.subtree() if w.is_noun or w.text.lower() == "it")
    return next((name for name in names if name), "")


def _mentioned(scene: Scene, verb: Word) -> str:
    """Find the first thing named in a clause on which one can take a stance, its condition aside."""
    clause = depends_on(verb)
    aside = set(clause.subtree()) if clause is not None else set()
    for word in verb.subtree():
        if word in aside:
            continue
        if word.is_noun and (name := target(scene, word)):
            return name
    return ""


def _on_actor(scene: Scene, use: Use, stance: str) -> About | None:
    """Take whom a stance is against, or to whom it is said."""
    thing = use.object
    name = use.target or (target(scene, thing) if stance == "criticises" else "")
    if name:
        return About(target=name)
    found = who(scene, thing) if thing is not None else None
    if found is not None and found.actors:
        tail = use.verb.child("xcomp")
        words = scene.phrase(tail) if tail is not None and stance == "urges" else ""
        return (
            About(target=found.actors[0], to=(), words=words)
            if len(found.actors) == 1
            else About(to=found.actors, words=words or _words(scene, thing))
        )
    if stance == "urges" and thing is not None:
        tail = use.verb.child("xcomp")
        words = scene.phrase(thing) + (f" {scene.phrase(tail)}" if tail is not None else "")
        return About(words=words, weight=0.85)
    if stance == "criticises" and thing is not None:
        owner = who(scene, thing.child("poss"))
        if owner.actors:
            return About(target=owner.actors[0])
        if thing.is_noun:
            return About(words=_words(scene, thing), weight=0.85)
    if stance == "blames" and thing is not None and thing.is_noun:
        return About(words=_words(scene, thing), weight=0.85)
    scene.notes.append(f"{use.word.text}: nobody known is meant")
    return None


def _demand(scene: Scene, use: Use, name: str, holder: tuple[ActorId, ...]) -> About | None:
    thing = use.object
    if thing is None:
        return None
    name = use.target or name
    if not name:
        name = _demanded(scene, use, holder)
    of = [p.child("pobj") for p in thing.all("prep") if p.lemma in ("from", "of")]
    to = [who(scene, noun) for noun in of if noun is not None and scene.mention(noun) is not None]
    asked = tuple(dict.fromkeys(a for found in to for a in found.actors if a not in holder))
    words = _words(scene, thing)
    if thing.is_verb and (subject := thing.child("nsubj")) is not None:
        asked = tuple(a for a in who(scene, subject).actors if a not in holder)
        if name == "":
            name = provision_for(scene, thing)
    return About(target=name, to=asked, words=words, weight=1.0 if name else 0.85)


def _demanded(scene: Scene, use: Use, holder: tuple[ActorId, ...]) -> str:
    """Look for what is demanded also in what the parser hangs on the verb: "commitments … to a ceasefire"."""
    aside = [p.child("pobj") for p in use.verb.all("prep") if p.lemma in ("to", "for")]
    for word in (use.object, *aside):
        for each in word.subtree() if word is not None else ():
            name = target(scene, each, holder, demand=True) if each.is_noun else ""
            if name and name != scene.register.agreement.header.id:
                return name
    return ""


def _words(scene: Scene, thing: Word | None) -> str:
    if thing is None:
        return ""
    that = [w for w in thing.all("mark") if w.lemma == "that"]
    loose = thing.all("appos") if thing.lemma == "anything" else thing.all("appos", "relcl")
    return scene.phrase(thing, *that, *loose)
