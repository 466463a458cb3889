"""Say whom a word means: by name, by office, by what it refers back to; or leave it open."""

from __future__ import annotations

from servanda.base.identities import ActorId
from servanda.intake.language import Word
from servanda.intake.rules.groups import (
    by_group,
    by_kind,
    by_parts,
    by_rebels,
    is_other_name,
    is_party,
    latest,
    loose,
    may_be_group,
    pair,
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
from servanda.intake.rules.offices import by_office, by_side, is_called, of_office
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
    if scene.resolving:
        return _who(scene, word, verb)
    kept = scene.meant.get(word.index)
    if kept is None:
        kept = scene.meant[word.index] = _who(scene, word, verb)
    return kept


def _who(scene: Scene, word: Word, verb: Word | None) -> Who:
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
    if word.lemma in scene.table.of("heads.persons") | {"man", "politician"}:
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
    if word.tag.startswith("NNP"):
        # "Kari Ilves, the envoy, and Owen Marsh": the second hangs on what stands beside the first.
        beside = [c for a in word.all("appos") for c in a.all("conj")]
        found += [c for c in beside if c.tag.startswith("NNP") and c.child("det") is None]
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
        return pronoun(scene, word, lower, verb)
    if any(c.lemma in _SOME and c.dep in ("det", "amod", "predet") for c in word.children):
        group = by_group(scene, word)
        return group or Who(opens=f'which of "{scene.phrase(word, *loose(word))[:50]}"?')
    for rule in (
        _by_own,
        _named,
        by_office,
        by_side,
        by_group,
        by_parts,
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
    if word.all("amod", "compound") or word.text[0].isupper():
        return None
    register = scene.register
    if owner.tag == "PRP$":
        found = pronoun(scene, owner, owner.text.lower(), None)
    elif word.lemma not in scene.table.of("heads.partisan"):
        return None
    else:
        found = _named(scene, owner) or Who(opens="no name")
        if not _is_person(scene, found.actors):
            return None
    if found.opens or len(found.actors) != 1:
        return None
    side = found.actors[0]
    if register.kind(side) == "person":
        voices = register.voices(side) or of_office(scene, side)
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
            lambda actor: (
                register.kind(actor) == "organisation" and may_be_group(scene, actor, word.lemma)
            ),
        )
    is_office = any(office.split()[-1] == word.lemma for office in register.offices)
    if word.tag in ("NNS", "NNPS"):
        return None  # "the generals" are not one of them
    if (word.lemma in scene.table.of("heads.persons") or is_office) and owner is None:
        return latest(
            scene,
            word,
            lambda actor: register.kind(actor) == "person" and is_called(scene, actor, word.lemma),
        )
    return None


def pronoun(scene: Scene, word: Word, lower: str, verb: Word | None) -> Who:
    """Say whom a pronoun means; in a quotation "she" is not who speaks, who would say "I"."""
    found = _referred(scene, word, lower, verb)
    is_other = lower in _HE and len(found.actors) == 1 and scene.is_quoted(word)
    if is_other and found.actors == _quoted_speaker(scene, word):
        return Who(opens=f'who is "{word.text}"?')
    return found


def _quoted_speaker(scene: Scene, word: Word) -> tuple[ActorId, ...]:
    """Give who is said to say the words in which a pronoun stands."""
    speech = scene.table.of("speech.verbs")
    for teller in scene.sentence.words:
        own = teller.child("nsubj") if teller.lemma in speech else None
        if own is not None and own is not word and not scene.is_quoted(own):
            found = _one(scene, own, teller)
            return found.actors if found.how != "side" else ()  # "he is", his office said
    return scene.voice.actors if scene.voice is not None and scene.voice.how != "side" else ()


def _referred(scene: Scene, word: Word, lower: str, verb: Word | None) -> Who:
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
    if not persons and is_after_stop(scene, word):
        first = next((w for w in scene.sentence.words if w.dep in ("nsubj", "nsubjpass")), None)
        found = (
            _one(scene, first, verb) if first is not None and first.index < word.index else Who()
        )
        if len(found.actors) == 1 and scene.register.kind(found.actors[0]) != "person":
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
    if persons and (within := _in_told(scene, word)) is not None:
        return within
    is_free = aside or not rivals(scene, word, persons=persons)
    if persons and is_free and scene.spokesman is not None and scene.before[-1:] != [()]:
        named = [a for a in scene.before[-1] if scene.register.kind(a) == "person"]
        if not named:
            return scene.spokesman
    before = _named_last(scene, persons=persons)
    if before and is_free:
        others = [a for a in before if (scene.register.kind(a) == "person") == persons]
        if len(others) == 1 or (others and others[0] == before[0]):
            return Who(actors=(others[0],), how="pronoun-before")
    if (
        not persons
        and scene.office
        and is_free
        and not any(m.end <= word.start for m in scene.mentions)
    ):
        return Who(actors=(scene.office,), how="pronoun-before")  # "its office", which is "it"
    return Who(opens=f'who is "{word.text}"?')


def _in_told(scene: Scene, word: Word) -> Who | None:
    """Take the one person named in what is told before: "Leal's party will vote no, he said"."""
    told = word.head.child("ccomp")
    if word.dep != "nsubj" or told is None or told.index > word.index:
        return None
    named = [a for m in scene.mentions if m.end <= word.start for a in m.actors]
    people = list(dict.fromkeys(a for a in named if scene.register.kind(a) == "person"))
    return Who(actors=(people[0],), how="pronoun-within") if len(people) == 1 else None


def _named_last(scene: Scene, *, persons: bool) -> tuple[ActorId, ...]:
    """Give whom the sentence before named; of a person, the one before that where it named none."""
    for named in reversed(scene.before[-3:]):
        if named and (not persons or any(scene.register.kind(a) == "person" for a in named)):
            return named
        if not persons and named:
            break
    return ()


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
            other = subject.head.child("dobj") if is_one == "person" else None
            if other is not None and other.index < word.index and not other.tag.startswith("PRP"):
                of_many = who(scene, other)
                kinds = {scene.register.kind(a) for a in of_many.actors}
                if len(of_many.actors) == 1 and kinds <= {"organisation", "body", "state"}:
                    return Who(actors=of_many.actors, how="pronoun")
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
