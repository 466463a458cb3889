"""Say what a position is about: the agreement, a claim, a provision, an actor, or only words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import cast

from servanda.base.identities import ActorId
from servanda.intake.language import Word
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.who import who

_WORD = re.compile(r"[a-z]+")
_COMMON = frozenset(
    "a an the of to in on at by for from and or all any each its his her their that this must not "
    "nothing does "
    "lead full out over up into with without more than first every one before after both side "
    "other others".split()
)
_AIMS = frozenset({"end", "achieve", "bring", "stop", "free", "secure", "halt"})
_DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "such"})


def target(
    scene: Scene,
    word: Word | None,
    holder: tuple[ActorId, ...] = (),
    *,
    demand: bool = False,
    without: Sequence[Word] = (),
) -> str:
    """Name what a phrase is about; nothing where the agreement has no name for it."""
    if word is None:
        return ""
    agreement = scene.register.agreement
    if word.tag == "PRP":
        if word.text.lower() == "it" and scene.last_target:
            scene.name_text(scene.last_target)
            return scene.last_target
        return scene.last_provision if word.text.lower() == "it" and word.dep == "dobj" else ""
    word = named_by(word)
    if not scene.may_name(word):
        return ""
    if _is_text(scene, word):
        scene.name_text(agreement.header.id)
        return agreement.header.id
    words = stems(scene, scene.phrase(word, *without))
    if demand:
        claim = _claim(scene, words, holder)
        if claim:
            return claim
    if (resolution := _resolution(scene, word)) is not None:
        return resolution
    if (process := _process(scene, word)) is not None:
        return process
    if word.tag.startswith("NNP") and word.child("compound", "amod", "prep") is None:
        return ""  # the name of a place alone
    found = _provision(scene, words)
    if found:
        scene.own_provisions.add(found)
    return found


def naming(scene: Scene) -> Callable[[Word], bool]:
    """Make a test of whether a word may belong to the name of a text, a provision, a claim or a process."""
    kept = scene.register.kept.get("naming")
    if kept is not None:
        return cast("Callable[[Word], bool]", kept)
    agreement = scene.register.agreement
    texts = scene.table.of("nominal.texts")
    told = [agreement.header.title, "resolution vote", *texts]
    told += [process.title for process in agreement.processes.values()]
    told += [f"{p.action.words} {p.name.replace('-', ' ')}" for p in agreement.provisions.values()]
    told += [f"{c.title} {c.words} {c.id.replace('-', ' ')}" for c in agreement.claims.values()]
    known = frozenset(stem for text in told for stem in stems(scene, text))
    plain = texts | frozenset(_WORD.findall(agreement.header.title.lower()))
    seen: dict[str, bool] = {}

    def matters(word: Word) -> bool:
        found = seen.get(word.text)
        if found is None:
            found = word.lemma in plain or not known.isdisjoint(stems(scene, word.text))
            seen[word.text] = found
        return found

    scene.register.kept["naming"] = matters
    return matters


def named_by(word: Word) -> Word:
    """Go from "which" or "that" to what it stands for; other words stand for themselves."""
    if not word.tag.startswith("W"):
        return word
    clause = word.head
    for _ in range(4):
        if clause.dep == "relcl":
            return clause.head
        clause = clause.head
    return word


def _is_text(scene: Scene, word: Word) -> bool:
    """Tell whether a phrase means the agreement itself: by its title's noun, or "the plan"."""
    lemma = word.lemma
    title = _nouns(scene.register.agreement.header.title)
    own = {
        child.lemma for child in word.children if child.dep in ("amod", "compound", "poss", "det")
    }
    if own & {"own", "other", "another", "new", "different", "any", "no", "similar"}:
        return False
    aim = word.child("acl")
    if aim is not None and aim.tag == "VB" and aim.lemma not in _AIMS:
        return False  # "the proposal to move the team"
    loose = {c.text.lower() for c in word.children if c.dep == "amod"} - _words_of(
        scene.register.agreement.header.title
    )
    if "a" in own | {c.text.lower() for c in word.children} and loose and lemma != "plan":
        return False
    if lemma in title and lemma not in ("phase", "islands"):
        nouns = scene.table.of("nominal.texts")
        return lemma in nouns or "a" not in own or lemma == "truce" or lemma == "ceasefire"
    if lemma not in scene.table.of("nominal.texts"):
        return False
    if any(c.dep == "prep" and c.lemma == "by" for c in word.children) and "a" in own:
        return False
    return bool(own & _DEFINITE) or bool(own & {"truce", "ceasefire", "peace", "border"})


@lru_cache(maxsize=64)
def _words_of(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.lower()))


@lru_cache(maxsize=64)
def _nouns(title: str) -> frozenset[str]:
    """Give the words of a title by which its text may be called, but not names of places and persons."""
    head = re.split(r" (?:for|of|on|between|in|to|with) ", title)[0].split()
    told = [w.lower() for w in head[:1] if w.lower() in _CALM] + [w for w in head if w[0].islower()]
    return frozenset(w for w in (*told[-1:], *told) if w == head[-1].lower() or w in _CALM)


_CALM = frozenset({"truce", "ceasefire", "armistice"})


def _process(scene: Scene, word: Word) -> str | None:
    """Take the process that a noun names, such as "talks", where there is one."""
    own = stems(scene, word.text)
    found = [
        name
        for name, process in scene.register.agreement.processes.items()
        if own and own <= stems(scene, process.title)
    ]
    return found[0] if len(found) == 1 else None


def _resolution(scene: Scene, word: Word) -> str | None:
    """Take the vote that the record names, for "the resolution" of a body."""
    if word.lemma not in ("resolution", "vote"):
        return None
    agreement = scene.register.agreement
    votes = [e for e in agreement.entries if e.kind == "vote" and ":" not in e.id]
    return votes[0].id if len(votes) == 1 else ""


def stems(scene: Scene, text: str) -> frozenset[str]:
    """Reduce words to what they share with others of their meaning."""
    kept = scene.stems_of.get(text)
    if kept is not None:
        return kept
    found = set()
    area = scene.register.agreement.header.remarks.get("area", "").lower().split()
    for word in _WORD.findall(text.lower()):
        if word in _COMMON or len(word) < 3 or word in area:
            continue
        found.add(scene.table.concepts.get(word) or _stem(word))
    scene.stems_of[text] = told = frozenset(found)
    return told


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    for ending in ("ments", "ment", "als", "al", "ings", "ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _claim(scene: Scene, words: frozenset[str], holder: tuple[ActorId, ...]) -> str:
    """Take the claim that shares most words; the holder's own where two share as many."""
    best: list[tuple[int, bool, str]] = []
    for claim in scene.register.agreement.claims.values():
        if not claim.demanded_by:
            continue
        sides = {*holder, *(v for each in holder for v in scene.register.voices(each))}
        own = not sides.isdisjoint(claim.demanded_by)
        told = stems(scene, f"{claim.title} {claim.words} {claim.id.replace('-', ' ')}")
        if count := len(words & told):
            best.append((count, own, claim.id))
    best.sort(reverse=True)
    if not best or not best[0][1] or (len(best) > 1 and best[0][:2] == best[1][:2]):
        return ""
    return best[0][2]


def _provision(scene: Scene, words: frozenset[str]) -> str:
    """Take the provision whose words the phrase shares, if there is one that shares most."""
    found = sorted(
        (
            (len(words & told), name)
            for name, told in _provisions(scene)
            if len(words & told) >= 2 or (len(words) <= 2 and words & told)
        ),
        reverse=True,
    )
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return ""
    return found[0][1]


def _provisions(scene: Scene) -> list[tuple[str, frozenset[str]]]:
    if not scene.provisions:
        scene.provisions.extend(
            (p.id, stems(scene, f"{p.action.words} {p.name.replace('-', ' ')}"))
            for p in scene.register.agreement.provisions.values()
        )
    return scene.provisions


def named_actor(scene: Scene, word: Word | None) -> tuple[str, ...]:
    """Give the actors that a phrase names, or none."""
    found = who(scene, word)
    return found.actors if not found.opens else ()
