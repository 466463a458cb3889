"""Find stances that no single verb takes: "is against it", "called it a betrayal", "X must leave"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.answers import answered
from servanda.intake.rules.complements import first_after, of_either, owner
from servanda.intake.rules.deeds import (
    cleft,
    has_to,
    hostile,
    must,
    none_to_come,
    performed,
    stays_shut,
    taken_to_court,
)
from servanda.intake.rules.relays import teller_of
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.silences import (
    COMMENTING,
    NOT_COMMENTING,
    standing,
    uncommented,
    undecided,
    unheard,
    unknown,
)
from servanda.intake.rules.terms import acceptable, hinging, linked
from servanda.intake.rules.use import WILLING, Use, changed, use_of
from servanda.intake.rules.what import target
from servanda.intake.rules.who import who
from servanda.intake.table import table_of

_BE = frozenset({"be", "remain", "stay", "come", "stand"})
_CALLING = frozenset(
    {"describe", "call", "brand", "label", "deem", "consider", "denounce", "dismiss", "hail"}
)
_GIVING = frozenset({"put", "give", "lend", "throw", "offer", "withdraw", "grant"})
_LAYING = frozenset({"put", "lay", "pin", "place"})
_HAS_TO = frozenset({"have", "need"})


def phrases(scene: Scene, word: Word) -> Iterator[Use]:
    """Give the stances that the phrase around a word takes."""
    if word.dep == "prep":
        yield from _of_preposition(scene, word)
    if not word.is_verb or word.dep == "amod":
        return
    for rule in _by_lemma().get(word.lemma, ()):
        yield from rule(scene, word)
    yield from answered(scene, word)
    if grammar.modal(word):
        for rule in (must, performed, hostile):
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
        (uncommented, COMMENTING | NOT_COMMENTING | be),
        (unknown, be | {"know", "remain"}),
        (unheard, be | {"come"}),
        (standing, frozenset({"stand"})),
        (undecided, frozenset({"decide", "determine"})),
        (linked, table_of("english").of("terms.link") | {"make"}),
        (hinging, table_of("english").of("terms.hinge") | be),
        (acceptable, be | {"remain"}),
        (has_to, _HAS_TO),
        (_yes_or_no, frozenset({"say"})),
        (_protested, be | {"lodge", "file", "charge"}),
        (_judged, be | {"remain"}),
        (none_to_come, be),
        (_bound, frozenset({"bind"})),
        (stays_shut, frozenset({"stay", "remain"})),
        (_turned_away, frozenset({"turn"})),
        (_unneeded, frozenset({"need", "want"})),
        (taken_to_court, frozenset({"take", "go"})),
        (cleft, be),
        (_drew, frozenset("draw earn provoke prompt attract bring".split())),
        (_enjoys, frozenset({"have", "enjoy", "win", "receive"})),
    )
    found: dict[str, list[Callable[[Scene, Word], Iterator[Use]]]] = {}
    for rule, lemmas in rules:
        for lemma in lemmas:
            found.setdefault(lemma, []).append(rule)
    return found


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
    stance = {"against": "rejects", "behind": "supports", "for": "supports"}.get(prep.lemma, "")
    if prep.lemma == "in" and thing is not None and thing.lemma in ("favour", "favor", "support"):
        of = thing.child("prep")
        thing, stance = of.child("pobj") if of is not None else None, "supports"
    if stance and thing is not None and target(scene, thing):
        yield use_of(verb, prep, stance, thing, "preposition", 0.75)


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
    if _is_only(told) and target(scene, thing):
        yield use_of(verb, told, "supports", thing, "only-way", 0.7)
        return
    judged = {scene.table.judgements.get(w.lemma, "") for w in told.subtree()}
    stance = next((each for each in ("criticises", "welcomes") if each in judged), "")
    if verb.lemma == "describe" and not target(scene, thing):
        return
    if stance and scene.table.stances.get(verb.lemma, "") != stance:
        yield use_of(verb, told, stance, thing, "called", 0.7)


def _is_only(told: Word) -> bool:
    """Tell whether something is called "the only way" or "our last chance"."""
    return told.lemma in _WAYS and any(w.lemma in ("only", "last", "best") for w in told.children)


_WAYS = frozenset("way road path door option hope chance choice route solution game".split())


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
        yield use_of(verb, thing, stance, noun, "backing", 0.8)


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
            yield use_of(verb, noun, "accepts", to, "objecting", 0.7)
        elif verb.lemma in ("have", "raise", "voice", "repeat", "maintain") and not has_no:
            yield use_of(verb, noun, "rejects", to, "objecting", 0.65)
    act = noun.child("acl")
    if has_no and noun.lemma in ("reason", "point", "intention", "plan") and verb.lemma in _HAVING:
        inner = act or next((p.child("pcomp") for p in noun.all("prep") if p.child("pcomp")), None)
        if inner is not None and inner.lemma in WILLING:
            yield use_of(verb, noun, "rejects", grammar.patient(inner), "objecting", 0.75)


_OBJECTIONS = frozenset("objection opposition resistance veto reservation".split())
_DROPPING = frozenset("drop withdraw lift reverse abandon end".split())
_HAVING = frozenset("have see raise voice find".split())


def _responsible(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "holds X responsible" and "said X was to blame"."""
    if verb.lemma == "hold" and any(w.lemma == "responsible" for w in verb.subtree()):
        inner = verb.child("ccomp")
        thing = verb.child("dobj") or (inner.child("nsubj") if inner is not None else None)
        if thing is not None and not grammar.is_denied(verb):
            yield use_of(verb, verb, "blames", thing, "responsible", 0.8)
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
            yield use_of(verb, put, "blames", thing, "responsible", 0.8)
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
        yield use_of(speech, verb, "blames", thing, "responsible", 0.75)


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
        yield use_of(verb, answer, stance, thing, "yes-or-no", 0.8)


def _turned_away(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "has turned its back on the charter"."""
    back, thing = verb.child("dobj"), of_either((verb, verb.child("dobj")), "on")
    if back is not None and back.lemma == "back" and target(scene, thing):
        yield use_of(verb, back, "rejects", thing, "turned-away", 0.7)


def _unneeded(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "we do not need this settlement" as its rejection."""
    thing = verb.child("dobj")
    if thing is not None and thing.is_noun and grammar.is_denied(verb) and target(scene, thing):
        yield use_of(verb, verb, "supports", thing, "unneeded", 0.65)


def _bound(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "would not be bound by the agreement" as its rejection, and "is bound by it" as a commitment."""
    thing, subject = grammar.agent(verb), verb.child("nsubjpass")
    if thing is not None and subject is not None and target(scene, thing):
        told = use_of(verb, verb, "commits", thing, "bound", 0.7)
        yield changed(told, holder=subject)


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
            yield use_of(verb, noun, "criticises", thing, "protested", 0.7)
    if verb.lemma == "charge" and noun is not None and with_ is not None and with_.child("pcomp"):
        yield use_of(verb, verb, "blames", noun, "protested", 0.7)
    out = next((p for p in verb.all("prep") if p.lemma == "out"), None)
    thing = verb.child("nsubj", "csubj")
    if out is None or verb.lemma != "be" or thing is None or grammar.is_denied(verb):
        return
    if any(w.lemma == "question" for w in out.subtree()) and verb.dep == "ccomp":
        yield use_of(verb.head, verb, "rejects", thing, "out-of-question", 0.7)


def _judged(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the accord is a disgrace, he said": praise or blame of a text by whoever says so."""
    if verb.lemma not in ("be", "remain") or grammar.is_denied(verb) or grammar.modal(verb):
        return
    speech = teller_of(scene, verb)
    told = verb.child("attr", "acomp")
    thing = verb.child("nsubj")
    if verb.dep == "conj" or any(c.dep == "cc" and c.lemma == "or" for c in verb.children):
        return  # "…, or the pact is dead"
    voiced = verb.dep == "ROOT" and scene.voice is not None
    if told is None or thing is None or not (thing.is_noun or (voiced and thing.lemma == "it")):
        return
    if not voiced and speech is None:
        return
    judged = {scene.table.judgements.get(w.lemma, "") for w in told.subtree()}
    stance = next((each for each in ("criticises", "welcomes") if each in judged), "")
    stance = "supports" if _is_only(told) else stance
    if stance and not any(w.dep == "neg" for w in told.subtree()):
        if voiced or speech is None:
            yield changed(use_of(verb, told, stance, thing, "judged", 0.6), voiced=True)
        else:
            yield use_of(speech, told, stance, thing, "judged", 0.65)


def _drew(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "his remarks drew a rebuke from the president" as her blame of him."""
    noun, subject = verb.child("dobj"), verb.child("nsubj")
    stance = scene.table.nouns.get(noun.lemma, "") if noun is not None else ""
    holder = of_either((noun, verb), "from", "by")
    if stance != "criticises" or holder is None or subject is None or grammar.is_denied(verb):
        return
    whose = who(scene, owner(subject, "of", "by"))
    name = target(scene, subject) or (whose.actors[0] if len(whose.actors) == 1 else "")
    if name:
        told = use_of(verb, noun or verb, stance, subject, "drew", 0.65)
        yield changed(told, holder=holder, target=name)


def _enjoys(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "the accord has my full backing" and "the plan enjoys the support of X"."""
    noun = verb.child("dobj")
    thing = verb.child("nsubj")
    if verb.lemma not in ("have", "enjoy", "win", "receive") or noun is None or thing is None:
        return
    stance = scene.table.nouns.get(noun.lemma, "")
    of = first_after(noun, "of", "from")
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
