"""Smooth a paragraph before it is parsed, sign for sign: what the parser stumbles over becomes spaces.

Marks around words quoted within a sentence ('it "fully backs" it') are taken off. Who is said to say so in
the middle of a clause ("The Alliance, he told reporters, would keep it") is taken out, and given back as
words that hang on the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from servanda.intake.table import table_of

_FRAGMENT = re.compile(r'(?<=\s)["“]([a-z][^"“”]{0,80}[^",.!?;“”\s])["”](?=[\s,.;!?])')
_STOP_BEHIND = re.compile(r"(?<=\w)([\"”])([,.])(?=\s|$)")
_NAME = r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*| of| the| da| de){0,5}"
_ASIDE = re.compile(
    rf"(?P<before>(?:^|[.!?:;]['\"”]? )['\"“]?[\w’' -]{{2,60}}), "
    rf"(?P<who>he|she|they|(?:the|its|his|her|their) [\w’' -]{{2,40}}?|{_NAME}) "
    r"(?:later |then |also |has |had )?(?P<verb>[a-z]+)(?P<rest>(?: [^,;:.\"“”]{1,60})?), "
    r"(?=(?:would|will|has|had|have|is|was|are|were|could|must|should|can|cannot|may|might|does|did|do|"
    r"[a-z]{2,}(?:ed|s))\b)"
)
_ASIDE_BEFORE_OBJECT = re.compile(
    rf"(?P<before>(?:^|[.!?:;]['\"”]? )['\"“]?[\w’' -]{{2,60}} (?:[a-z]{{2,}}(?:ed|s)|be|is|was|are|were)), "
    rf"(?P<who>he|she|they|(?:the|its|his|her|their) [\w’' -]{{2,40}}?|{_NAME}) "
    r"(?:later |then |also |has |had )?(?P<verb>[a-z]+)(?P<rest>(?: [^,;:.\"“”]{1,60})?), "
    r"(?=(?:the|a|an|any|all|its|his|her|their|this|these|no|that|not) )"
)
_IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "went": "go", "swore": "swear"}
_TOKEN = re.compile(r"[\w’'.-]+|[^\w\s]")


class Aside(Struct, frozen=True, kw_only=True):
    """Hold who is said to say something in the middle of a clause: where it stands, and its words.

    `who`, `verb` and `rest` are words with their places; `lemma` is the verb's base form.
    """

    start: int
    end: int
    who: tuple[tuple[str, int], ...]
    verb: tuple[str, int]
    lemma: str
    rest: tuple[tuple[str, int], ...]


def smooth(text: str) -> tuple[str, tuple[Aside, ...]]:
    """Give a text of the same length that parses better, and what was taken out of it.

    >>> smooth("The pact, she said, would hold.")[0]
    'The pact            would hold.'
    """
    if '"' in text or "“" in text:
        text = _FRAGMENT.sub(r" \1 ", text)
        text = _STOP_BEHIND.sub(r"\2\1", text)
    asides: list[Aside] = []
    found_asides = (*_ASIDE.finditer(text), *_ASIDE_BEFORE_OBJECT.finditer(text))
    for found in found_asides if ", " in text else ():
        lemma = _lemma(found["verb"], found["rest"])
        if not lemma:
            continue
        start = found.end("before")
        if any(start < other.end and other.start < found.end() for other in asides):
            continue
        asides.append(
            Aside(
                start=start,
                end=found.end(),
                who=_tokens(text, *found.span("who")),
                verb=(found["verb"], found.start("verb")),
                lemma=lemma,
                rest=_tokens(text, *found.span("rest")),
            )
        )
        text = text[:start] + " " * (found.end() - start) + text[found.end() :]
    return text, tuple(asides)


def within(asides: Sequence[Aside], start: int, end: int) -> list[Aside]:
    """Give those that stand in a stretch of the text."""
    return [aside for aside in asides if start <= aside.start < end]


def _tokens(text: str, start: int, end: int) -> tuple[tuple[str, int], ...]:
    return tuple((m[0], m.start()) for m in _TOKEN.finditer(text, start, end))


@cache
def _speaking() -> frozenset[str]:
    table = table_of("english")
    return table.of("speech.verbs") | table.of("speech.pledging") | {"warn"}


def _lemma(verb: str, rest: str) -> str:
    """Give the base form of a verb of saying, or nothing for another verb."""
    if verb in _IRREGULAR:
        lemma = _IRREGULAR[verb]
        return lemma if lemma != "go" or rest.startswith(" on") else ""
    for ending in ("", "d", "ed", "s", "es"):
        if ending and not verb.endswith(ending):
            continue
        if verb.removesuffix(ending) in _speaking():
            return verb.removesuffix(ending)
    return "reply" if verb == "replied" else ""
