"""See an agreement on paper: links lead within the document, and what they lead to is collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from markupsafe import Markup
from msgspec.structs import replace

from servanda.web.view import View
from servanda.web.window import Window, window

if TYPE_CHECKING:
    from servanda.web.pages.timeline import TimelinePage, TimelineRow

T = TypeVar("T")
LANES_ON_A_PAGE = 14
ROWS_AT_MOST = 10_000


class PaperView(View):
    """Answer what a report asks."""

    is_paper = True

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.cited: dict[str, str] = {}

    def href(self, name: str, /, **changes: object) -> str:
        """Write a link to where something stands in the document; nothing where it does not."""
        of = str(changes.get("of") or "")
        if name == "entry" and of:
            return f"#{self.cite(of)}"
        if name == "provision" and of:
            return f"#text-{of}"
        if name == "checks":
            return "#claims"
        if name == "text" and changes.get("phase"):
            return f"#text-phase-{changes['phase']}"
        return ""

    def here(self, name: str, form: str = "", /, **changes: object) -> str:
        """Give no link: on paper nothing can be asked anew."""
        return ""

    def line_href(self, file: str | None, line: int | None) -> str:
        """Give no link to the texts, which are not in the document; their lines are named beside."""
        return ""

    def window(self, *tables: Sequence[T]) -> list[Window[T]]:
        """Give long tables as a whole: a sheet cannot be turned over by an address."""
        return window("", *tables, at_a_time=ROWS_AT_MOST)

    def cite(self, permalink: str) -> str:
        """Note an entry that the document leads to, and name its place there."""
        return self.cited.setdefault(permalink, f"entry-{crc32(permalink.encode()):08x}")

    def timeline_chart(self, table: TimelinePage) -> Markup:
        """Draw the timeline in charts that fit on a page each."""
        charts = []
        for number, rows in enumerate(_pieces(table.rows), start=1):
            drawn = str(super().timeline_chart(replace(table, rows=rows)))
            named = drawn.replace('id="fade"', f'id="fade-{number}"')
            charts.append(Markup(named.replace("url(#fade)", f"url(#fade-{number})")))
        return Markup("").join(charts)


def _pieces(rows: Iterable[TimelineRow]) -> Iterator[tuple[TimelineRow, ...]]:
    """Part rows so that each part has so many lanes at most; a phase begins none at the foot of a page."""
    piece: list[TimelineRow] = []
    lanes = 0
    for row in rows:
        is_full = lanes + len(row.lanes) > LANES_ON_A_PAGE
        is_late = row.kind == "phase" and lanes > LANES_ON_A_PAGE - 3
        if piece and (is_full or is_late):
            yield tuple(piece)
            piece, lanes = [], 0
        piece.append(row)
        lanes += len(row.lanes)
    if piece:
        yield tuple(piece)
