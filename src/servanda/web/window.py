"""Show so many rows of a long table at a time; the address says which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from servanda.workspace import CannotRun

R = TypeVar("R")
ROWS_A_PAGE = 200


class Window(Struct, Generic[R], frozen=True, kw_only=True):
    """Hold the rows of one page of a table, and which of how many pages that is; `total` rows on all."""

    rows: Sequence[R]
    page: int
    pages: int
    total: int


def window(written: str, *tables: Sequence[R], at_a_time: int = ROWS_A_PAGE) -> list[Window[R]]:
    """Part tables that are turned over together; raises `CannotRun` for a page that there is not."""
    pages = max([1, *(-(-len(rows) // at_a_time) for rows in tables)])
    page = number(written, pages)
    first = (page - 1) * at_a_time
    return [
        Window(rows=t[first : first + at_a_time], page=page, pages=pages, total=len(t))
        for t in tables
    ]


def number(written: str, pages: int) -> int:
    """Read the number of a page: the first where nothing is written."""
    if not written:
        return 1
    if not written.isdecimal() or not 1 <= int(written[:9]) <= pages:
        raise CannotRun(f"there is no page {written[:20]}; there are {pages:,}")
    return int(written)
