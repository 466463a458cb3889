"""Hold the questions a text leaves open, and the readings people give them."""

from collections.abc import Mapping

from msgspec import Struct

from servanda.base.identities import ActorId, AmbiguityId, ReadingId
from servanda.base.spans import Span
from servanda.model.sources import Citation

Choice = Mapping[AmbiguityId, ReadingId]
"""A reading for each ambiguity that matters: one way to understand the whole text."""

NOBODY = ReadingId("nobody")
"""The reading of an unnamed actor by which nobody at all may act."""


class Guard(Struct, frozen=True, kw_only=True):
    """Limit a clause to some readings: for each ambiguity named, one of the readings given."""

    options: tuple[tuple[AmbiguityId, frozenset[ReadingId]], ...]

    def admits(self, choice: Choice) -> bool:
        """Tell whether the clause counts under a choice; an ambiguity not chosen admits nothing."""
        return all(choice.get(ambiguity) in readings for ambiguity, readings in self.options)

    @property
    def ambiguities(self) -> frozenset[AmbiguityId]:
        """Give the ambiguities on which the guard looks."""
        return frozenset(ambiguity for ambiguity, _ in self.options)


ALWAYS = Guard(options=())


class Holder(Struct, frozen=True, kw_only=True):
    """Say who holds a reading, since when, and on whose word."""

    actor: ActorId
    since: str
    citations: tuple[Citation, ...]


class Reading(Struct, frozen=True, kw_only=True):
    """Name one way to understand a clause."""

    id: ReadingId
    title: str
    held_by: tuple[Holder, ...] = ()
    requires: tuple[tuple[AmbiguityId, ReadingId], ...] = ()
    excludes: tuple[tuple[AmbiguityId, ReadingId], ...] = ()
    span: Span


class Ambiguity(Struct, frozen=True, kw_only=True):
    """Ask a question that the text does not answer; `words` are those of the text that leave it open.

    An *implicit* ambiguity is not declared: it comes from a silence (an act that nobody is named
    for), from a denied entry, or from observers who report different figures. The last two are `of_record`:
    they ask what happened, and not how the text is to be read.
    """

    id: AmbiguityId
    title: str
    readings: tuple[Reading, ...]
    about: tuple[str, ...] = ()
    words: str = ""
    labels: tuple[str, ...] = ()
    is_implicit: bool = False
    of_record: bool = False
    citations: tuple[Citation, ...] = ()
    span: Span


class OpenWord(Struct, frozen=True, kw_only=True):
    """Declare a word whose meaning is open and for which no readings are given."""

    id: str
    title: str
    about: tuple[str, ...]
    labels: tuple[str, ...]
    span: Span
