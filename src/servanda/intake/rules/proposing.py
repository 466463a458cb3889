"""Propose a declaration for a name that the agreement has not; nothing is added by itself."""

from __future__ import annotations

import re

from servanda.intake.language import Word

_ORGANISATIONS = frozenset(
    "party union movement front council organisation organization ministry committee commission league "
    "association army forces brigade alliance coalition congress agency group church synod".split()
)
_OFFICES = frozenset(
    "minister president chairman chairwoman chair governor secretary ambassador envoy general colonel "
    "spokesman spokeswoman leader commander mayor bishop senator judge mp".split()
)
_HONOURS = frozenset({"mr", "mrs", "ms", "dr", "sir", "sheikh"})


def proposed(word: Word) -> tuple[str, str] | None:
    """Give a name and the sentence that would declare it; None where the phrase has no proper name.

    A name of two words or more that no organisation bears is taken for a person's.
    """
    named = _name(word)
    beside = next((a for a in word.all("appos") if a.tag.startswith("NNP")), None)
    office = ""
    if beside is not None and word.lemma in _OFFICES:
        office = _title(word)
        named = _name(beside)
    if not named:
        return None
    words = [w.text for w in named]
    ranks = [at for at, told in enumerate(words) if told.lower() in _OFFICES]
    if ranks and ranks[0] < len(words) - 1 and not _ORGANISATIONS & {w.lower() for w in words}:
        office, words = " ".join(words[: ranks[0] + 1]), words[ranks[0] + 1 :]
    while words and words[0].lower().strip(".") in _HONOURS | {"the"}:
        office = f"{office} {words.pop(0)}".strip()
    if len(words) < 2:
        return None
    name = " ".join(words)
    identity = re.sub(r"[^a-z0-9]+", "-", words[-1].lower()).strip("-")
    if not identity or not identity[0].isalpha():
        return None
    if _ORGANISATIONS & {w.lower() for w in words}:
        whole = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        return name, f'actor {whole} "{name}"'
    told = f'; office "{office}"' if office and office.lower().strip(".") not in _HONOURS else ""
    return name, f'person {identity} "{name}"{told}'


def _name(word: Word) -> list[Word]:
    """Give the words of the proper name that ends with a word."""
    if not word.tag.startswith("NNP"):
        return []
    part = [w for c in word.all("compound", "nmod", "amod") for w in c.subtree()]
    before = sorted((w for w in part if w.index < word.index), key=lambda w: -w.index)
    own = [word]
    for each in before:
        if each.index != own[0].index - 1 or not each.text[0].isupper():
            break
        own.insert(0, each)
    return own


def _title(word: Word) -> str:
    """Give an office with the words before it: "interior minister"."""
    before = [w for w in word.all("compound", "amod") if w.index < word.index]
    return " ".join(w.text for w in [*sorted(before, key=lambda w: w.index), word])
