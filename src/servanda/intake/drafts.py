"""Hold a draft: an entry that waits for a person, with what bears it out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from servanda.base.identities import ActorId

WORDS_AT_MOST = 240
# Kinds of entries that need no actor.
_BY_NOBODY = frozenset({"figure", "note", "incident", "opens", "ends", "happens"})


class Draft(Struct, frozen=True, kw_only=True):
    """Hold a draft of one entry.

    `head` is what follows the actors, such as `rejects accord`. `start` and `end` count characters of the
    original. `manner` says of words whether they stand in quotation marks: `direct`, or `paraphrase`.
    `opens` says what a person must settle before it can be an entry, `new` which sentences would declare a
    name that the agreement has not, `doubts` what to look at.
    """

    kind: str
    actors: tuple[ActorId, ...]
    head: str = ""
    when: str
    recorded: str
    to: tuple[ActorId, ...] = ()
    with_: tuple[ActorId, ...] = ()
    by: tuple[ActorId, ...] = ()
    through: tuple[ActorId, ...] = ()
    via: tuple[ActorId, ...] = ()
    condition: str = ""
    warns: str = ""
    words: str = ""
    place: str = ""
    source: str = ""
    paragraph: int = 0
    page: int = 0
    start: int = 0
    end: int = 0
    rule: str = ""
    confidence: float = 0.5
    manner: str = ""
    opens: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Give the name by which a decision about it is remembered."""
        told = f"{self.source}|{self.start}|{self.end}|{self.body()}"
        return hashlib.sha256(told.encode()).hexdigest()[:10]

    def body(self) -> str:
        """Write the entry without its date and its citation."""
        actors = ", ".join(self.actors) or ("" if self.kind in _BY_NOBODY else "?")
        parts = [self.kind, actors, self.head]
        for word, named in (
            ("with", self.with_),
            ("to", self.to),
            ("through", self.through),
            ("by", self.by),
            ("via", self.via),
        ):
            if named:
                parts.append(f"{word} {', '.join(named)}")
        if self.place:
            parts.append(f"in {self.place}")
        for word, text in (("if", self.condition), ("warns", self.warns), ("words", self.words)):
            if text:
                parts.append(f"{word} {quoted(text)}")
        return " ".join(part for part in parts if part)

    def line(self) -> str:
        """Write the entry as the language has it."""
        recorded = f" recorded {self.recorded}" if self.recorded not in ("", self.when) else ""
        place = f"p. {self.page}" if self.page else ""
        where = f"{self.source} ¶{self.paragraph}" if not place else f'{self.source} "{place}"'
        return f"{self.when} {self.body()}{recorded} [{where}, unverified]"


def quoted(text: str) -> str:
    r"""Put words in quotation marks as the language reads them, on one line and not too long.

    >>> quoted('a "b"')
    '"a \\"b\\""'
    """
    even = " ".join(text.split())
    if len(even) > WORDS_AT_MOST:
        even = even[: WORDS_AT_MOST - 1].rsplit(" ", 1)[0] + "…"
    return '"' + even.replace("\\", "\\\\").replace('"', '\\"') + '"'


def in_order(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Put drafts in the order of the text they come from."""
    return tuple(sorted(drafts, key=lambda draft: (draft.start, draft.end, draft.body())))
