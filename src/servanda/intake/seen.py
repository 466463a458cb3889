"""Hold what was seen in a sentence of a report."""

from __future__ import annotations

from msgspec import Struct

from servanda.intake.drafts import Draft


class Seen(Struct, frozen=True, kw_only=True):
    """Hold a sentence with what was made of it, and why nothing was where nothing was."""

    start: int
    end: int
    paragraph: int
    drafts: tuple[Draft, ...]
    notes: tuple[str, ...]
