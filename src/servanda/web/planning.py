"""Give templates the words and drawings of exchanges, boards and calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from servanda.web import drawing
from servanda.web.words import SIGNS

if TYPE_CHECKING:
    from servanda.web.pages.board import BoardRow
    from servanda.web.pages.exchange import ExchangePage, ExchangeRow
    from servanda.web.view import View
    from servanda.web.window import Window

ITEM_SIGNS = {"due": "▸", "met": "✓", "overdue": "!", "expected": "…", "phase": "§"}


class Planning:
    """Say what templates show of what is given, owed and due."""

    view: View

    # -- the board -----------------------------------------------------------------------------

    def numbers(self, row: BoardRow) -> dict[str, int]:
        """Count what stands alike of a bearer's obligations."""
        from servanda.web.pages.overview import GROUPS

        found = {column.group: len(column.provisions) for column in row.columns}
        return {group: found.get(group, 0) for group in GROUPS}

    def board_bar(self, row: BoardRow) -> Markup:
        """Draw where a bearer's obligations stand, as one bar."""
        parts = ((c.group, SIGNS.get(c.group, ""), len(c.provisions)) for c in row.columns)
        return drawing.bar(parts)

    # -- exchanges -----------------------------------------------------------------------------

    def exchange_chart(self, table: ExchangePage, exchange: ExchangeRow) -> Markup:
        """Draw an exchange."""
        from servanda.web.charts.exchange import draw

        return draw(table, exchange, self.view.speech.short_day)

    def exchange_pages(self, table: ExchangePage) -> list[tuple[Window[Any], list[Window[Any]]]]:
        """Tell each exchange day by day, and what each side gave, as much of it as the address asks for."""
        from servanda.web.pages.exchange import by_day

        tables: list[Sequence[Any]] = []
        for exchange in table.exchanges:
            tables += [list(by_day(exchange)), *(side.given for side in exchange.sides)]
        shown = iter(self.view.window(*tables))
        return [(next(shown), [next(shown) for _ in each.sides]) for each in table.exchanges]

    def side_sign(self, number: int) -> str:
        """Give the sign of a side in the chart."""
        from servanda.web.charts import exchange

        return exchange.SIGNS[number % exchange.SIDES]

    # -- the calendar --------------------------------------------------------------------------

    def item_kinds(self) -> list[str]:
        """List the kinds of what stands in a calendar."""
        return list(ITEM_SIGNS)

    def item_sign(self, kind: str) -> str:
        """Give the sign of what stands in a calendar."""
        return ITEM_SIGNS[kind]

    def item_words(self, kind: str) -> str:
        """Say what stands in a calendar."""
        from servanda.web.pages.calendar import KINDS

        return self.view.speech.say(KINDS[kind])

    def month_words(self, month: str) -> str:
        """Name a month in the language of the page."""
        return self.view.speech.month(date.fromisoformat(f"{month}-01"))

    def day_number(self, day: str) -> str:
        """Write the number of a day in its month."""
        return self.view.speech.number(date.fromisoformat(day).day)

    def weekdays(self) -> list[str]:
        """Name the days of the week, in the order of the language."""
        return self.view.speech.weekdays()
