"""Print a draft for a person to decide on, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping

from servanda.intake.draft_text import Item
from servanda.reports.page import Page


def print_item(
    item: Item, number: int, total: int, beside: str, width: int = 80, colour: bool = False
) -> str:
    """Print a draft: the entry, what is open about it, its evidence, and the entry it stands beside."""
    page = Page(width, colour)
    page.text(f"{number} of {total}{item.about}", style="title")
    page.text(item.entry, indent=2)
    for comment in item.comments:
        page.text(comment.removeprefix("#").strip(), indent=4, style="quiet")
    if beside:
        page.text("in the record:", indent=2)
        page.text(beside, indent=4)
    return str(page)


def print_counts(
    counts: Mapping[str, int], left: int, into: str, width: int = 80, colour: bool = False
) -> str:
    """Print how many drafts were accepted, merged and rejected, and how many are left."""
    page = Page(width, colour)
    told = [
        f"{counts[name]} {name}"
        for name in ("accepted", "merged", "edited", "rejected")
        if name in counts
    ]
    done = ", ".join(told) if told else "nothing decided"
    where = f" into {into}" if "accepted" in counts else ""
    page.text(f"{done}{where}; {left} left")
    return str(page)
