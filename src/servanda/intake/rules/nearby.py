"""Look around a pronoun: the subjects above it, who stands before it, and what it cannot mean."""

from __future__ import annotations

from servanda.base.identities import ActorId
from servanda.intake.language import Word
from servanda.intake.rules.scene import Scene


def said_before(scene: Scene, word: Word, lower: str) -> Word | None:
    """Give the same pronoun where it was a subject before in the sentence: "she met A, and she flew to B"."""
    return next(
        (
            w
            for w in scene.sentence.words[: word.index]
            if w.text.lower() == lower
            and w.dep in ("nsubj", "nsubjpass")
            and w.head is not word.head
        ),
        None,
    )


def is_put_in(word: Word) -> bool:
    """Tell whether a pronoun tells a clause from its middle."""
    verb, clause = word.head, word.head.head
    own = clause.child("nsubj", "nsubjpass")
    return (
        verb.dep == "parataxis"
        and word.dep == "nsubj"
        and own is not None
        and own.index < word.index < clause.index
    )


def is_after_stop(scene: Scene, word: Word) -> bool:
    """Tell whether a pronoun is the first word after a colon or a semicolon."""
    return word.index > 0 and scene.sentence.words[word.index - 1].text in (":", ";")


def met_before(scene: Scene, word: Word, subject: ActorId) -> bool:
    """Tell whether a verb joined before has another person as its object: "met him and said that he"."""
    verb = word.head
    while verb.head is not verb and verb.dep != "conj":
        verb = verb.head
    if verb.dep != "conj":
        return False
    others = [
        m.actors[0]
        for m in scene.mentions
        if m.end <= verb.start
        and len(m.actors) == 1
        and scene.register.kind(m.actors[0]) == "person"
    ]
    return any(other != subject for other in others)


def named_before(scene: Scene, word: Word) -> tuple[ActorId, ...]:
    """Give the organisations that the sentence names before "it", where a person is its subject."""
    if word.tag != "PRP" or word.dep not in ("nsubj", "nsubjpass"):
        return ()
    named = [m for m in scene.mentions if m.end <= word.start]
    found = [
        a for m in named for a in m.actors if scene.register.kind(a) in ("organisation", "body")
    ]
    return tuple(dict.fromkeys(found))


def rivals(scene: Scene, word: Word, *, persons: bool) -> bool:
    """Tell whether the sentence itself names somebody before a pronoun whom it may mean as well."""
    nouns = scene.table.of("heads.persons" if persons else "heads.organisations")
    aside = _company(word)
    for other in scene.sentence.words[: word.index]:
        if other.lemma in nouns and other.is_noun and other.dep != "compound":
            return True
    kinds = {"person"} if persons else {"organisation", "state", "body"}
    named = [m for m in scene.mentions if m.end <= word.start or m.start < word.head.end]
    named = [m for m in named if not any(m.start <= w.start < m.end for w in aside)]
    return any(scene.register.kind(actor) in kinds for m in named for actor in m.actors)


def _company(word: Word) -> list[Word]:
    """Give those in whose company a subject acts, who are not himself: "in a statement with A, she asked"."""
    if word.dep not in ("nsubj", "nsubjpass"):
        return []
    before = [p for p in word.head.all("prep") if p.index < word.index]
    return [
        w
        for p in before
        for each in p.subtree()
        if each.lemma in ("with", "alongside")
        for w in each.subtree()
    ]


def subjects_above(word: Word) -> list[Word]:
    """Give the subjects of the verbs above a word, the nearest first, but not the one it is part of."""
    found: list[Word] = []
    at = word
    for _ in range(14):
        head = at.head
        if head is at:
            break
        own = head.child("nsubj", "nsubjpass")
        if own is not None and own is not at and word not in own.subtree():
            found.append(own)
        if word.tag == "PRP$":
            found.extend(_told_of(head, word))
        at = head
    return found


def _told_of(head: Word, word: Word) -> list[Word]:
    """Give the subject of what is told before: "the union opposes it, its president said"."""
    told = head.child("ccomp", "parataxis")
    own = told.child("nsubj") if told is not None and told.index < word.index else None
    return [own] if own is not None else []
