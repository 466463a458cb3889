"""Describe a page: its address, the value it shows, and the template and the rows that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from servanda.web.view import View

Row = Sequence[object]


class Elsewhere(Exception):
    """Say that what was asked has another address, which says it in the settled way."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Page(Struct, frozen=True, kw_only=True):
    """Hold a page: `value` is what `tabulate` makes, and of `rows` the first are the heads.

    `act` takes what a form of the page says, and makes the same value.
    """

    name: str
    title: str
    says: str
    template: str
    value: type[Struct]
    tabulate: Callable[[View], Any]
    rows: Callable[[Any], Iterable[Row]]
    filters: tuple[str, ...] = ()
    act: Callable[[View, Mapping[str, str]], Any] | None = None
    ics: Callable[[View], bytes] | None = None
    """Write the page for a program that keeps calendars, where it has this form."""
