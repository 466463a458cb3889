"""Say on whose word a thing stands, where, and how sure we are."""

from enum import Enum

from msgspec import Struct

from servanda.base.identities import SourceId
from servanda.base.moments import Moment
from servanda.base.spans import Span


class Certainty(Enum):
    """Say how sure the writer is of a passage: checked, from memory, or not checked."""

    VERIFIED = "verified"
    RECALLED = "recalled"
    UNVERIFIED = "unverified"


class Citation(Struct, frozen=True, kw_only=True, gc=False):
    """Point to a place in a source; without a source it only says how sure we are."""

    source: SourceId | None
    place: str
    certainty: Certainty | None
    span: Span


class Source(Struct, frozen=True, kw_only=True):
    """Name a publication or a witness. Reliability rates the source (A-F), never the item."""

    id: SourceId
    title: str
    publisher: str = ""
    dated: str = ""
    kind: str = ""
    reliability: str = ""
    address: str = ""
    words: str = ""
    span: Span


class Instrument(Struct, frozen=True, kw_only=True):
    """Name another text beside the agreement; its date says which of two texts is the later."""

    id: str
    title: str
    dated: Moment | None = None
    labels: tuple[str, ...] = ()
    span: Span


class Label(Struct, frozen=True, kw_only=True):
    """Declare the number by which a treaty, an annex or a table knows a thing."""

    id: str
    title: str
    citations: tuple[Citation, ...]
    span: Span
