"""Say what stands beside a word: what follows one of its prepositions, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word

_LINKS = ("prep", "dative", "agent")
_THINGS = ("pobj", "pcomp")
_OWNING = ("of", "by", "from")


def after(word: Word | None, *prepositions: str) -> Iterator[Word]:
    """Give what follows each of some prepositions of a word, in the order of the text: nouns and clauses."""
    if word is None:
        return
    for link in word.children:
        if link.dep in _LINKS and link.lemma in prepositions:
            thing = link.child(*_THINGS)
            if thing is not None:
                yield thing


def first_after(word: Word | None, *prepositions: str) -> Word | None:
    """Give what follows the first of some prepositions of a word."""
    return next(after(word, *prepositions), None)


def of_either(words: tuple[Word | None, ...], *prepositions: str) -> Word | None:
    """Give what follows a preposition of the first of several words that has one: a verb, or its object."""
    found = (first_after(word, *prepositions) for word in words)
    return next((each for each in found if each is not None), None)


def owner(noun: Word | None, *prepositions: str) -> Word | None:
    """Give whose a thing is: "X's refusal", "the refusal of X", "a statement by X", "word from X"."""
    if noun is None:
        return None
    return noun.child("poss") or first_after(noun, *(prepositions or _OWNING))
