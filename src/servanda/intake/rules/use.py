"""Hold that a word takes a stance: the words of yes and no, and how a use is changed."""

from __future__ import annotations

from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from servanda.intake.language import Word
from servanda.intake.rules.meant import Who

YES = frozenset({"supports", "accepts", "commits", "promises"})
BINARY = frozenset({"supports", "accepts", "rejects", "commits"})
WILLING = frozenset(
    "accept sign support back endorse implement approve honour honor respect observe join adopt "
    "embrace".split()
)


T = TypeVar("T")


class Use(Struct, frozen=True, kw_only=True):
    """Hold that a word takes a stance on something: how, on what, and by which rule."""

    verb: Word
    word: Word
    stance: str
    object: Word | None
    rule: str
    confidence: float
    holder: Word | None = None
    denied: bool = False
    clause: Word | None = None
    warns: str = ""
    voiced: bool = False
    """Whether whoever is quoted holds it, in a sentence of a longer quotation."""
    target: str = ""
    """What it is about, where the rule knows that better than its object's words."""
    settled: bool = False
    """Whether it is so whatever becomes of the verb above: "its rejection of the pact has not softened"."""
    mutual: bool = False
    """Whether each of several holders holds it against the others: "blamed each other"."""
    condition: str = ""
    """What it is made to depend on, where the rule knows that: "linked the release to the road"."""
    teller: Word | None = None
    """The verb of saying whose subject tells it, where no clause hangs on that verb."""
    passed: tuple[Who, ...] = ()
    """Who told it in a sentence before, where this one does not say."""
    by: Who | None = None
    """Who holds it, where no word names them."""


def changed(of: T, **changes: object) -> T:
    """Give a value with some of its fields changed."""
    return replace(of, **changes)  # type: ignore[type-var]


def use_of(
    verb: Word, word: Word, stance: str, thing: Word | None, rule: str, confidence: float
) -> Use:
    """Make a use whose word is not its verb, by the name of its rule."""
    return Use(
        verb=verb,
        word=word,
        stance=stance,
        object=thing,
        rule=f"stance.{rule}",
        confidence=confidence,
    )
