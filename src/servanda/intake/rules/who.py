"""Say whom a word means: by name, by office, by what it refers back to; or leave it open."""

from __future__ import annotations

from servanda.base.identities import ActorId
from servanda.intake.language import Word
from servanda.intake.rules.groups import (
    by_group,
    by_kind,
    by_rebels,
    is_other_name,
    is_party,
    latest,
    loose,
    may_be_group,
    pair,
    sole_government,
)
from servanda.intake.rules.meant import Who
from servanda.intake.rules.nearby import (
    is_after_stop,
    is_put_in,
    met_before,
    named_before,
    rivals,
    said_before,
    subjects_above,
)
from servanda.intake.rules.proposing import proposed
from servanda.intake.rules.scene import Scene

_HE = frozenset({"he", "she", "him", "her", "his"})
_IT = frozenset({"it", "its"})
_WE = frozenset({"we", "us", "our"})
_SOME = frozenset("some many several few most other certain another dissident".split())
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def who(scene: Scene, word: Word | None, *, verb: Word | None = None) -> Who:
    """Resolve a noun phrase by its head, with all that are joined to it by "and"."""
    if word is None:
        return Who(opens="nobody is named")
    found: list[ActorId] = []
    how = ""
    if (both := _both(scene, word)) is not None:
        return both
    for each in _instead(scene, word) or [*_listed(scene, word), word, *joined(word)]:
        one = _one(scene, each, verb)
        if one.opens:
            return Who(opens=one.opens)
        found.extend(one.actors)
        how = how or one.how
    return Who(actors=tuple(dict.fromkeys(found)), how=how)


def _both(scene: Scene, word: Word) -> Who | None:
    """Take "both sides" for the parties, where the agreement has two."""
    if word.lemma in ("leader", "president", "man", "minister", "general", "politician"):
        return pair(scene, word)
    if word.text.lower() == "both" and not word.children:
        return pair(scene, word)
    if word.lemma not in ("side", "party") or not any(
        c.lemma in ("both", "two") for c in word.children
    ):
        return None
    parties = tuple(a for a in scene.register.agreement.actors if is_party(scene, a))
    return Who(actors=parties, how="both") if len(parties) == 2 else None


def _instead(scene: Scene, word: Word) -> list[Word]:
    """Give the persons that a phrase names one by one: "officials, including A and B"."""
    for prep in word.all("prep"):
        noun = prep.child("pobj") if prep.lemma in ("include", "including") else None
        if noun is not None and scene.mention(noun) is not None:
            return [noun, *joined(noun)]
    return []


def _listed(scene: Scene, word: Word) -> list[Word]:
    """Give the names that the parser hangs before the last of a list: "Mina Rhee and Paulo da Costa"."""
    own = scene.mention(word)
    return [
        each
        for each in word.all("nmod", "compound")
        if own is not None
        and (other := scene.mention(each)) is not None
        and other.end < own.start
        and any(c.dep == "cc" for c in each.children)
    ]


def joined(word: Word) -> list[Word]:
    """Give the nouns that are joined to one by "and" or a comma."""
    found: list[Word] = []
    left = [word]
    while left:
        for child in left.pop().all("conj"):
            if not child.is_verb:
                found.append(child)
                left.append(child)
    return found


def _one(scene: Scene, word: Word, verb: Word | None) -> Who:
    """Resolve one noun; what leads back to itself, as "her" in the speech of "his wife", stays open."""
    if word.index in scene.resolving:
        return Who(opens=f'who is "{word.text}"?')
    scene.resolving.add(word.index)
    try:
        return _resolved(scene, word, verb)
    finally:
        scene.resolving.discard(word.index)


def _resolved(scene: Scene, word: Word, verb: Word | None) -> Who:
    lower = word.text.lower()
    if lower in _RELATIVE and word.tag.startswith("W"):
        clause = word.head if word.head.dep in ("relcl", "ccomp") else word
        while clause.dep != "relcl" and clause.head is not clause:
            clause = clause.head
        split = word.head.head.child("attr") if word.head.head.lemma == "be" else None
        if clause.dep != "relcl" and word.head.dep == "ccomp" and split is not None:
            return _one(scene, split, verb)  # "it is the union that opposes it"
        return _one(scene, clause.head, verb) if clause.dep == "relcl" else _unknown(scene, word)
    if word.tag in ("PRP", "PRP$"):
        return _pronoun(scene, word, lower, verb)
    if any(c.lemma in _SOME and c.dep in ("det", "amod", "predet") for c in word.children):
        group = by_group(scene, word)
        return group or Who(opens=f'which of "{scene.phrase(word, *loose(word))[:50]}"?')
    for rule in (
        _by_own,
        _named,
        _by_office,
        _by_side,
        by_group,
        by_rebels,
        _by_reference,
        by_kind,
    ):
        found = rule(scene, word)
        if found is not None:
            return found
    return _unknown(scene, word)


def _unknown(scene: Scene, word: Word) -> Who:
    if (new := proposed(word)) is not None:
        scene.new_names[new[0]] = new[1]
        if new[0] not in scene.phrase(word, *loose(word)):
            return Who(opens=f'who is "{new[0]}"?')
    return Who(opens=f'who is "{scene.phrase(word, *loose(word))[:60]}"?')


def _by_own(scene: Scene, word: Word) -> Who | None:
    """Take the side of "my country", "his party", "our fighters": that of whoever it belongs to."""
    owner = word.child("poss")
    if owner is None or word.lemma not in scene.table.of("heads.own"):
        return None
    if owner.tag != "PRP$" or word.all("amod", "compound") or word.text[0].isupper():
        return None
    register = scene.register
    found = _pronoun(scene, owner, owner.text.lower(), None)
    if found.opens or len(found.actors) != 1:
        return None
    side = found.actors[0]
    if register.kind(side) == "person":
        voices = register.voices(side)
        if len(voices) != 1:
            return None
        side = voices[0]
    is_party = word.lemma in scene.table.of("heads.partisan")
    if is_party and register.kind(side) not in ("organisation", "body"):
        return None  # the party of a prime minister is not her country
    return Who(actors=(side,), how="side")


def _named(scene: Scene, word: Word) -> Who | None:
    """Take the name in which the word stands, or the name that stands beside it for the same."""
    mention = scene.mention(word)
    if mention is None:
        beside = next((a for a in _beside(word) if scene.mention(a) is not None), None)
        mention = scene.mention(beside)
        if mention is None or not _is_person(scene, mention.actors):
            return None
    if len(mention.actors) > 1:
        return Who(opens=f'"{word.text}" may be {" or ".join(mention.actors)}')
    return Who(actors=mention.actors, how="name")


def _beside(word: Word) -> list[Word]:
    """Give what stands beside a word for the same, also where it hangs deeper: "the head of …, Ann Hale"."""
    found, left = word.all("appos"), word.all("prep")
    while left:
        for noun in left.pop().all("pobj"):
            found.extend(noun.all("appos"))
            left.extend(noun.all("prep"))
    return found


def _is_person(scene: Scene, actors: tuple[ActorId, ...]) -> bool:
    return all(scene.register.kind(actor) == "person" for actor in actors)


def _by_office(scene: Scene, word: Word) -> Who | None:
    """Take who holds the office, of the state or body that the phrase names."""
    offices = scene.register.offices
    before = [
        c
        for c in sorted(word.children, key=lambda c: c.index)
        if c.index < word.index and c.dep in ("compound", "amod", "nmod")
    ]
    name = " ".join([*(c.text.lower() for c in before), word.text.lower()])
    key = max((k for k in offices if name == k or name.endswith(f" {k}")), key=len, default="")
    side = _side(scene, word)
    if not key and side:
        longer = [k for k in offices if k.endswith(f" {name}")]
        key = longer[0] if len(longer) == 1 else ""
    if not key:
        return None
    holders = [
        actor for where, actor in offices[key] if not side or _belongs(scene, actor, where, side)
    ]
    if side == () and _has_foreign_side(scene, word):
        return None
    if len(holders) == 1:
        return Who(actors=(holders[0],), how="office")
    return Who(opens=f'who is "{scene.phrase(word, *loose(word))[:60]}"?') if holders else None


def _has_foreign_side(scene: Scene, word: Word) -> bool:
    """Tell whether a phrase names a side that the agreement does not know: "the Ruritanian president"."""
    return any(
        c.dep in ("amod", "compound", "poss", "nmod")
        and c.text[0].isupper()
        and scene.mention(c) is None
        and c.text.lower() not in " ".join(scene.register.offices)
        for c in word.children
    )


def _side(scene: Scene, word: Word) -> tuple[ActorId, ...]:
    """Give the states and bodies that a phrase names beside its head: "Israeli", "Kestra's", "of the NLF"."""
    found: list[ActorId] = []
    for child in word.children:
        if child.dep in ("compound", "amod", "poss", "nmod"):
            found.extend(_demonym(scene, child))
            if child.lemma == "government" and child.dep == "compound":
                found.extend(sole_government(scene))
            if child.dep == "poss" and child.tag == "PRP$":
                owner = _pronoun(scene, child, child.text.lower(), None)
                found.extend(owner.actors)
                for actor in owner.actors:
                    found.extend(scene.register.voices(actor))
        elif child.dep == "prep" and child.lemma in ("of", "for", "from", "in"):
            noun = child.child("pobj")
            if noun is not None:
                found.extend(_demonym(scene, noun))
    return tuple(dict.fromkeys(found))


def _demonym(scene: Scene, word: Word) -> tuple[ActorId, ...]:
    mention = scene.mention(word)
    if mention is not None:
        return mention.actors if len(mention.actors) == 1 else ()
    if word.tag in ("JJ", "NNP", "NNPS") and len(word.text) > 4 and word.text[0].isupper():
        return tuple(
            actor
            for actor in scene.register.states
            for name in (_bare(scene, actor),)
            if len(name) >= 4 and word.text.startswith(name[: max(len(name) - 1, 4)])
        )
    return ()


def _bare(scene: Scene, actor: ActorId) -> str:
    return scene.register.agreement.actors[actor].title.split(" of ")[-1]


def _belongs(scene: Scene, actor: ActorId, where: str, side: tuple[ActorId, ...]) -> bool:
    """Tell whether an officer is of one of some sides."""
    if any(each in scene.register.voices(actor) for each in side):
        return True
    names = {m.actors[0] for m in scene.register.find(where)}
    return bool(names & set(side)) or actor in side


def _by_side(scene: Scene, word: Word) -> Who | None:
    """Take the side for which "officials", "leaders" or a "spokesman" speak."""
    known = scene.table.of("heads.voices") | scene.table.of("heads.arms")
    if word.lemma not in known and word.text.lower() not in known:
        return None
    side = _side(scene, word)
    if not side:
        if (
            word.lemma == "government"
            and word.child("det") is not None
            and not word.all("amod", "compound")
        ):
            parties = [a for a in scene.register.states if is_party(scene, a)]
            if len(parties) == 1:
                return Who(actors=(parties[0],), how="role")
        return None
    if word.lemma in ("government", "administration") and word.all("compound", "nmod", "poss"):
        owner = side[0]
        voices = scene.register.voices(owner)
        possessed = word.child("poss") is not None
        if (
            scene.register.kind(owner) == "person"
            and (possessed or word.lemma == "administration")
            and voices
        ):
            return Who(actors=(voices[0],), how="side")
        return Who(actors=(owner,), how="side")
    sides = [a for a in side if scene.register.kind(a) != "person"] or list(side)
    return Who(actors=(sides[0],), how="side") if len(sides) == 1 else None


def _by_reference(scene: Scene, word: Word) -> Who | None:
    """Go back from "the group" to the organisation named last, and from "the general" to a person."""
    register = scene.register
    if word.child("det", "poss") is None or is_other_name(scene, word):
        return None
    owner = word.child("poss")
    if word.lemma in scene.table.of("heads.organisations"):
        if owner is None and (called := by_kind(scene, word)) is not None:
            return called
        if owner is not None:
            found = who(scene, owner)
            voices = [v for actor in found.actors for v in register.voices(actor)]
            return Who(actors=(voices[0],), how="reference") if len(voices) == 1 else None
        if any(
            c.lemma in ("both", "neither", "either", "all", "other", "another")
            for c in word.children
        ):
            return None
        return latest(
            scene,
            word,
            lambda actor: register.kind(actor) == "organisation" and may_be_group(scene, actor),
        )
    is_office = any(office.split()[-1] == word.lemma for office in register.offices)
    if (word.lemma in scene.table.of("heads.persons") or is_office) and owner is None:
        return latest(
            scene,
            word,
            lambda actor: register.kind(actor) == "person" and _is_called(scene, actor, word.lemma),
        )
    return None


def _is_called(scene: Scene, actor: ActorId, noun: str) -> bool:
    known = scene.register.agreement.actors[actor]
    told = " ".join([known.title, *(office.title for office in known.offices)]).lower()
    return noun in told.split() or any(noun in word for word in told.split())


def _pronoun(scene: Scene, word: Word, lower: str, verb: Word | None) -> Who:
    """Go from a pronoun to the subject above it, or to that of the sentence before."""
    if lower in _WE or lower in ("i", "me", "my"):
        return _speaker(scene, word, plural=lower in _WE)
    persons = lower in _HE
    if lower in ("they", "them", "their"):
        return _they(scene, word)
    if not persons and lower not in _IT:
        return Who(opens=f'who is "{word.text}"?')
    above = subjects_above(word)
    aside = persons and is_put_in(word)
    if aside:
        above = []  # "Idris, she said, had told her": she is not Idris
    if word.tag == "PRP" and word.dep in ("dobj", "dative", "pobj"):
        above = above[1:]  # "received him": not oneself
    for subject in above:
        if subject is word or subject.tag.startswith("PRP"):
            continue
        found = _one(scene, subject, verb)
        if found.opens or not found.actors:
            continue
        if len(found.actors) == 1 and (scene.register.kind(found.actors[0]) == "person") == persons:
            if persons and word.tag == "PRP" and met_before(scene, word, found.actors[0]):
                return Who(opens=f'who is "{word.text}"?')
            return Who(actors=found.actors, how="pronoun")
    if not persons and len(near := named_before(scene, word)) == 1:
        return Who(actors=near, how="pronoun-within")
    if word.dep in ("nsubj", "nsubjpass") and (same := said_before(scene, word, lower)) is not None:
        return _one(scene, same, verb)
    if aside and (teller := _named_aside(scene, word)) is not None:
        return Who(actors=(teller,), how="pronoun-within")
    if persons and not aside and (word.head.dep == "parataxis" or is_after_stop(scene, word)):
        named = [a for m in scene.mentions if m.end <= word.start for a in m.actors]
        people = list(dict.fromkeys(a for a in named if scene.register.kind(a) == "person"))
        if len(people) == 1:
            return Who(actors=(people[0],), how="pronoun-within")  # "…, he said, …"
    is_free = aside or not rivals(scene, word, persons=persons)
    if scene.before and scene.before[-1] and is_free:
        first = scene.before[-1][0]
        others = [a for a in scene.before[-1] if (scene.register.kind(a) == "person") == persons]
        if others and others[0] == first:
            return Who(actors=(first,), how="pronoun-before")
        if len(others) == 1:
            return Who(actors=(others[0],), how="pronoun-before")
    return Who(opens=f'who is "{word.text}"?')


def _named_aside(scene: Scene, word: Word) -> ActorId | None:
    """Give the one person that a sentence names before the clause into which "he said" is put."""
    own = word.head.head.child("nsubj", "nsubjpass")
    own_name = scene.mention(own)
    named = [a for m in scene.mentions if m.end <= word.start and m != own_name for a in m.actors]
    people = list(dict.fromkeys(a for a in named if scene.register.kind(a) == "person"))
    return people[0] if len(people) == 1 else None


def _they(scene: Scene, word: Word) -> Who:
    """Take "they" for the organisation that was the subject just before, where the sentence names none."""
    for subject in subjects_above(word):
        if not subject.tag.startswith("PRP"):
            found = who(scene, subject)
            if len(found.actors) > 1 and not found.opens:
                return Who(actors=found.actors, how="pronoun")
            is_one = len(found.actors) == 1 and scene.register.kind(found.actors[0])
            if is_one in ("organisation", "body", "state"):
                return Who(actors=found.actors, how="pronoun")
            return Who(opens=f'who is "{word.text}"?')
    if word.dep in ("dobj", "pobj", "dative"):
        for other in reversed(scene.sentence.words[: word.index]):
            several = [other, *joined(other)]
            if len(several) > 1 and all(scene.mention(w) is not None for w in several):
                return who(scene, other)  # "spoke with A and B and pressed them"
    last = scene.before[-1] if scene.before else ()
    is_alone = last and scene.register.kind(last[0]) == "organisation"
    if is_alone and not any(m.end <= word.start for m in scene.mentions):
        return Who(actors=(last[0],), how="pronoun-before")
    return Who(opens=f'who is "{word.text}"?')


def _speaker(scene: Scene, word: Word, *, plural: bool) -> Who:
    """Take who is quoted: of "we", the side he speaks for, where that is one."""
    for subject in reversed(subjects_above(word)):
        if subject.tag.startswith("PRP") and subject.text.lower() in _WE | {"i"}:
            continue
        found = _one(scene, subject, None)
        if len(found.actors) == 1:
            voices = scene.register.voices(found.actors[0])
            if plural and len(voices) == 1:
                return Who(actors=voices, how="we")
            return Who(actors=found.actors, how="we" if plural else "i")
    if scene.voice is not None and len(scene.voice.actors) == 1:
        voices = scene.register.voices(scene.voice.actors[0])
        if plural and len(voices) == 1:
            return Who(actors=voices, how="we")
        return Who(actors=scene.voice.actors, how="we" if plural else "i")
    return Who(opens=f'who says "{word.text}"?')
