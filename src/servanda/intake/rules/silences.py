"""Find what somebody has left unsaid on a text: no comment, no position, no answer, no decision."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import provision_for
from servanda.intake.rules.complements import first_after, of_either, owner
from servanda.intake.rules.relays import relay
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import Use, changed, use_of
from servanda.intake.rules.what import target
from servanda.intake.rules.wishes import clause_of

COMMENTING = frozenset(
    "comment respond reply react statement position stance answer reaction response".split()
)
NOT_COMMENTING = frozenset("make give issue offer take adopt draw remain stay keep".split())
_QUIET = frozenset({"silent", "tight-lipped", "quiet", "mum", "noncommittal"})
_WORDS = COMMENTING | {"word"}


def _silent(
    main: Word, word: Word, thing: Word | None, confidence: float, holder: Word | None = None
) -> Use:
    use = use_of(main, word, "not-stated", thing, "silent", confidence)
    return changed(use, holder=holder)


def declined(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "declined to comment" and "said nothing in public", where a text was spoken of."""
    declines = (
        (verb.lemma in scene.table.of("speech.silent") or verb.lemma == "draw")
        and verb.dep == "xcomp"
        and verb.head.lemma in ("decline", "refuse")
        and clause_of(verb) is None
    )
    told = verb.child("dobj")
    nothing = verb.lemma in ("say", "have") and told is not None and told.lemma == "nothing"
    if nothing and verb.lemma == "have" and told is not None:
        act = told.child("acl", "relcl")
        nothing = act is not None and act.lemma in ("say", "add")
    nothing = nothing or (
        verb.lemma == "confirm"
        and grammar.is_denied(verb)
        and told is not None
        and told.text.lower() in ("it", "this", "that")
    )
    about = of_either((verb, told), "on", "about")
    if (declines or nothing) and (scene.last_target or target(scene, about)):
        thing = about if target(scene, about) else None
        yield _silent(verb.head if declines else verb, verb, thing, 0.7)


def uncommented(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "has not commented on the plan", "made no statement on it", "remained silent about it"."""
    noun = verb.child("dobj")
    told: Word | None = None
    if verb.lemma in COMMENTING and (grammar.is_denied(verb) or grammar.has_yet(verb)):
        told = verb
    elif verb.lemma in ("make", "give", "issue", "offer", "take", "adopt") and noun is not None:
        is_none = _has_no(noun) or grammar.has_yet(verb)
        told = noun if noun.lemma in COMMENTING and is_none else None
    elif verb.lemma == "draw" and grammar.is_denied(verb) and grammar.is_passive(verb):
        told = verb
    elif verb.lemma in ("be", "remain", "stay", "keep"):
        told = next((w for w in verb.all("acomp", "oprd") if w.lemma in _QUIET), None)
    if told is None or (verb.dep == "xcomp" and not grammar.has_yet(verb)):
        return
    about = [of_either((told, verb), "on", "to", "about")]
    things = [n for n in about if n is not None]
    main = verb.head if verb.dep == "xcomp" else verb
    holder = main.child("nsubjpass") if main.lemma == "draw" else None
    if any(target(scene, n) for n in things):
        yield _silent(main, verb, things[0], 0.7, holder)
    elif not things and scene.last_target and scene.unnamed <= 1:
        yield _silent(main, verb, None, 0.5, holder)


def unheard(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "there was no comment from X on the fence"."""
    noun = verb.child("attr", "nsubj")
    if noun is None or noun.lemma not in _WORDS or verb.child("expl") is None:
        return
    holder = of_either((noun, verb), "from", "by")
    if holder is None or not any(c.lemma == "no" for c in noun.children):
        return
    about = of_either((noun, verb, holder), "on", "to", "about")
    if target(scene, about):
        yield _silent(verb, noun, about, 0.7, holder)
    elif about is None and scene.last_target:
        yield _silent(verb, noun, None, 0.5, holder)


def unknown(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "his position on the accord is not known"."""
    noun = verb.child("nsubj", "nsubjpass")
    if noun is None or noun.lemma not in ("position", "stance", "view", "answer"):
        return
    known = verb.lemma == "know" or verb.child("acomp") is not None
    told = [w.lemma for w in (verb, *verb.all("acomp"))]
    open_ = any(w in ("unclear", "unknown", "open") for w in told)
    open_ = open_ or (
        known and grammar.is_denied(verb) and bool({"know", "clear", "known"} & {*told})
    )
    holder = owner(noun, "of")
    thing = first_after(noun, "on", "towards")
    if open_ and holder is not None and thing is not None and target(scene, thing):
        yield _silent(verb, noun, thing, 0.7, holder)


def standing(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "has never said where she stands on the charter"."""
    asks = any(w.lemma in ("where", "how") for w in verb.all("advmod"))
    thing = first_after(verb, "on", "regarding")
    if asks and thing is not None and target(scene, thing) and relay(scene, verb).unsaid:
        # What is not said of a yes is not stated, as of any other stance.
        yield use_of(verb, verb, "supports", thing, "silent-where", 0.6)


def undecided(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read "has not yet decided whether to open the crossing"."""
    act = verb.child("ccomp", "xcomp")
    if act is None or not (grammar.is_denied(verb) or grammar.has_yet(verb)):
        return
    if not any(w.lemma in ("whether", "if") for w in act.all("mark")):
        return
    name = provision_for(scene, act) or target(scene, grammar.patient(act))
    main = verb.head if verb.dep == "xcomp" else verb
    if name:
        yield changed(_silent(main, verb, grammar.patient(act) or act, 0.6), target=name)


def _has_no(noun: Word) -> bool:
    return any(c.lemma in ("no", "any") for c in noun.children) or grammar.is_denied(noun.head)
