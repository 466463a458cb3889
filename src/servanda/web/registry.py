"""Name the pages in the order in which they are listed; a page's module is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from servanda.web.page import Page

if TYPE_CHECKING:
    from servanda.reports.schema import Schema

LISTED = (
    "overview",
    "text",
    "timeline",
    "board",
    "exchange",
    "positions",
    "network",
    "checks",
    "record",
    "calendar",
    "add",
    "inbox",
)
"""The pages that the navigation lists."""

BEHIND = ("provision", "entry", "file")
"""The pages that others lead to: one thing each."""

_pages: dict[str, Page] = {}


def page_of(name: str) -> Page | None:
    """Give the page of a name."""
    if name not in (*LISTED, *BEHIND):
        return None
    if name not in _pages:
        page: Page = import_module(f"servanda.web.pages.{name}").PAGE
        _pages[name] = page
    return _pages[name]


def listed() -> list[Page]:
    """Give the pages of the navigation."""
    return [page for name in LISTED if (page := page_of(name)) is not None]


def schemas() -> dict[str, Schema]:
    """Describe the data of each page that is not that of a command."""
    from servanda.reports.schema import schema_of
    from servanda.reports.schemas import TABLES

    found = [page for name in (*LISTED, *BEHIND) if (page := page_of(name)) is not None]
    return {
        f"page-{page.name}": schema_of(page.value, f"The data of the page /{page.name}.json")
        for page in found
        if page.value not in TABLES.values()
    }
