"""Hold whom a phrase means."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.identities import ActorId


class Who(Struct, frozen=True, kw_only=True):
    """Hold whom a phrase means, in which way that was found, and what stays open."""

    actors: tuple[ActorId, ...] = ()
    how: str = ""
    opens: str = ""
