"""Hold the words in which a text speaks of incidents: their kinds, and the places where they happen."""

from msgspec import Struct

from servanda.base.spans import Span


class IncidentKind(Struct, frozen=True, kw_only=True):
    """Name a kind of incident; what happened, and never whether it was lawful. `within` is a wider kind."""

    id: str
    title: str
    within: str = ""
    span: Span


class Place(Struct, frozen=True, kw_only=True):
    """Name a place with its other spellings; `within` is a larger place of which it is a part."""

    id: str
    title: str
    also_called: tuple[str, ...] = ()
    within: str = ""
    span: Span
