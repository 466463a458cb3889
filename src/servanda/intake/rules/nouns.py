"""Read stances that a noun or an adjective takes: "his support", "its loudest critic", "is loyal to it"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import provision_for
from servanda.intake.rules.complements import first_after, of_either
from servanda.intake.rules.conditions import depends_on
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import WILLING, Use
from servanda.intake.rules.what import target


def of_noun(scene: Scene, noun: Word) -> Iterator[Use]:
    """Read a noun of stance that a verb voices: "reaffirmed his support for the proposal"."""
    stance = scene.table.nouns.get(noun.lemma, "")
    if not stance or noun.dep not in ("dobj", "pobj", "conj", "nsubjpass", "nsubj"):
        return
    if (told := _expressed(scene, noun, stance)) is not None:
        yield told
        return
    verb = _verb_above(noun)
    is_noted = _is_noted(scene, noun, verb)
    is_voiced = is_noted or verb.lemma in scene.table.of("voiced.voice") or _is_no_secret(verb)
    if is_voiced and noun.dep == "nsubjpass" and grammar.agent(verb) is None:
        return
    if noun.lemma in ("call", "appeal") and first_after(noun, "for") is None:
        return  # "in a call with her"
    holder, thing = _parts(noun, verb)
    if holder is None and not is_voiced:
        return
    if is_noted and (holder is None or grammar.is_denied(verb)):
        return
    if not is_voiced and not _is_settled(scene, noun, verb, stance, thing):
        return
    yield Use(
        verb=verb,
        word=noun,
        stance=stance,
        object=thing,
        rule="stance.noun" if is_voiced else "stance.noun-known",
        confidence=0.85 if is_voiced else 0.65,
        holder=holder,
        settled=not is_voiced or verb.lemma in ("hide", "conceal", "disguise"),
    )


def _verb_above(noun: Word) -> Word:
    verb = noun.head
    while not verb.is_verb and verb.head is not verb:
        verb = verb.head
    return verb


def _is_noted(scene: Scene, noun: Word, verb: Word) -> bool:
    """Tell whether somebody takes note of a stance, and so passes it on: "welcomed", "took note of"."""
    if verb.lemma == "take" and any(d.lemma == "note" for d in verb.all("dobj")):
        return noun.dep == "pobj"
    return verb.lemma in scene.table.of("voiced.noted") and noun.dep == "dobj"


def _is_no_secret(verb: Word) -> bool:
    if verb.lemma in ("hide", "conceal", "disguise"):
        return grammar.is_denied(verb)  # "has never hidden his dislike of the truce"
    return verb.lemma == "make" and any(
        d.lemma == "secret" and any(c.lemma == "no" for c in d.children) for d in verb.all("dobj")
    )


def _parts(noun: Word, verb: Word) -> tuple[Word | None, Word | None]:
    """Say whose a stance is, and what it is about.

    "The support of X for Y" is that of X, "X's rejection of Y" is about Y: so "of" names the holder where
    something else says what it is about, or an act follows.
    """
    beside = (noun, verb) if noun.dep == "dobj" else (noun,)
    act = noun.child("acl")
    is_act = act is not None and act.tag == "VB"
    whose, of = noun.child("poss"), first_after(noun, "of")
    about = of_either(beside, "for", "to", "in", "with", "towards", "toward", "against")
    if noun.child("acl") is about:
        about = None
    if whose is None and of is not None and (about is not None or is_act):
        whose = of
    else:
        about = about or of or of_either(beside, "of", "at", "over", "about", "on")
    thing = about if about is not None else noun.child("acl", "ccomp")
    if is_act and act is not None and (act.lemma in WILLING or thing is None or whose is of):
        thing = act
    if thing is not None and thing.is_verb and thing.lemma in WILLING:
        thing = grammar.patient(thing)  # "readiness to sign the accord"
    return whose, thing


def _is_settled(scene: Scene, noun: Word, verb: Word, stance: str, thing: Word | None) -> bool:
    """Tell whether a sentence takes a stance for granted: "X's rejection of the pact has not softened".

    It does so of a stance that has an owner and is about a text, whatever it says of it; not where the
    stance is wished for, feared, tied to a condition, over, or only possible.
    """
    if stance not in _GRANTED or noun.lemma in _UNSETTLED or grammar.modal(verb):
        return False
    if not verb.is_verb or verb.lemma in _NOT_GRANTING or grammar.is_supposed(verb):
        return False
    if verb.tag in ("VB", "VBG") and verb.dep in ("xcomp", "advcl", "acl", "pcomp"):
        return False
    link = noun.head
    is_reaction = scene.table.stances.get(verb.lemma, "") in ("criticises", "blames", "welcomes")
    links = ("of", "by", "over", "about", "at", "despite", "to", *(("for",) if is_reaction else ()))
    if noun.dep == "pobj" and link.lemma not in links:
        return False
    loose = {w.lemma for w in noun.all("amod", "det", "neg")}
    if loose & {"former", "previous", "no", "any", "early", "possible", "future"}:
        return False
    return thing is not None and bool(target(scene, thing))


_GRANTED = frozenset({"supports", "accepts", "rejects", "commits"})
# Of a readiness or a refusal newsrooms speak as of a thing not yet there: it has to be voiced.
_UNSETTLED = frozenset({"trust", "faith", "backing", "endorsement", "consent", "assent"})
_NOT_GRANTING = frozenset(
    "seek demand want hope expect await need require urge call ask request win secure obtain lack risk "
    "doubt fear predict depend withdraw drop end abandon reverse reconsider lift overcome lose deny gain "
    "test hinge make be mean become give throw put lend offer".split()
)


def of_agent(scene: Scene, noun: Word) -> Iterator[Use]:
    """Read what somebody is called for his stance: "is its loudest critic", "X, an opponent of the pact,"."""
    stance = scene.table.agents.get(noun.lemma, "")
    if not stance or noun.dep not in ("attr", "pobj", "appos", "oprd"):
        return
    loose = {w.text.lower() for w in noun.all("amod", "det", "advmod", "neg")}
    if loose & {"former", "once", "erstwhile", "some", "many", "any", "most"}:
        return
    verb = _verb_above(noun)
    is_one_of = noun.dep == "pobj" and noun.head.lemma in ("among", "of", "as", "like")
    if noun.dep != "appos" and (verb.lemma not in _BEING or (noun.dep == "pobj" and not is_one_of)):
        return
    if noun.dep == "appos" and (not verb.is_verb or not noun.head.is_noun):
        return
    if "no" in loose:
        stance = "rejects" if stance == "supports" else ""
    whose = noun.child("poss")
    thing = first_after(noun, "of", "to") or whose
    is_its = thing is not None and thing.text.lower() == "its"
    name = scene.last_target if is_its else target(scene, thing)
    if stance and name:
        yield Use(
            verb=verb,
            word=noun,
            stance=stance,
            object=thing,
            rule="stance.agent",
            confidence=0.65,
            holder=noun.head if noun.dep == "appos" else None,
            settled=noun.dep == "appos",
            target=name,
        )


_BEING = frozenset({"be", "remain", "become", "stay"})


def _expressed(scene: Scene, noun: Word, stance: str) -> Use | None:
    """Read "welcomed the support expressed by X for the plan": X holds it, whatever the verb above says."""
    by = next(
        (
            v
            for v in noun.all("acl")
            if v.tag == "VBN" and v.lemma in scene.table.of("voiced.voice") and grammar.agent(v)
        ),
        None,
    )
    if by is None:
        return None
    preps = (*noun.all("prep"), *by.all("prep"))
    about = next((p for p in preps if p.lemma in ("for", "to", "of", "with")), None)
    thing = about.child("pobj", "pcomp") if about is not None else None
    verb = noun.head
    while not verb.is_verb and verb.head is not verb:
        verb = verb.head
    if thing is None or not verb.is_verb or grammar.is_denied(verb):
        return None
    return Use(
        verb=verb,
        word=noun,
        stance=stance,
        object=thing,
        rule="stance.noun",
        confidence=0.75,
        holder=grammar.agent(by),
    )


def of_adjective(scene: Scene, word: Word) -> Iterator[Use]:
    """Read "is committed to the accord", "is ready for talks", "was disappointed by the answer"."""
    if word.tag[0] not in "JV":
        return
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
    if word.child("agent") is not None and word.lemma in ("oppose", "opposed"):
        return  # "opposed by the union": told by the verb
    act = word.child("xcomp")
    if stance == "unwilling":
        if act is None or act.lemma not in WILLING:
            return
        stance, thing = "rejects", grammar.patient(act)
    if stance == "ready":
        if act is not None and act.lemma not in WILLING:
            if not grammar.is_denied(verb):
                yield Use(
                    verb=verb,
                    word=word,
                    stance="promises",
                    object=act,
                    rule="stance.ready-for-act",
                    confidence=0.5,
                    clause=act if depends_on(act) is not None else None,
                    target=provision_for(scene, act),
                )
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
