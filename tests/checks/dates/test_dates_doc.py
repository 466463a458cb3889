"""The page on dates shows what is printed; `SERVANDA_UPDATE_SNAPSHOTS=1` writes it anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

from servanda.base.calendar import Instant
from servanda.checks.claims import Start
from servanda.checks.dates import dates
from servanda.reports.dates_page import print_dates
from servanda.reports.dates_table import tabulate_dates
from servanda.workspace import load_text

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "dates.md"
BLOCKS = re.compile(r"```pact\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
START: Instant = 28_928_160  # 2025-01-01 00:00 UTC


def printed(text: str) -> str:
    """Print the dates of a text that enters into force on 1 January 2025."""
    loaded = load_text({"short.pact": text})
    assert loaded.agreement is not None and not loaded.has_errors
    start = Start(at=START, why="as given", is_assumed=True)
    result = dates(loaded.agreement, start.at)
    return print_dates(
        tabulate_dates(loaded.agreement, start, result, loaded.sources), loaded.agreement
    )


def test_the_page_shows_what_is_printed() -> None:
    """Every example of the page is run."""
    page = PAGE.read_text("utf-8")
    found = BLOCKS.findall(page)
    assert found
    for text, shown in found:
        told = printed(text)
        if os.environ.get("SERVANDA_UPDATE_SNAPSHOTS"):
            page = page.replace(f"```text\n{shown}```", f"```text\n{told}```")
            PAGE.write_text(page, "utf-8")
        else:
            assert shown == told
