"""Tabulate what a query found: as data, or for a person."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.reports.grid import draw
from servanda.reports.page import Page
from servanda.reports.values import Plain

if TYPE_CHECKING:
    from servanda.record.sql import Found

ROWS_SHOWN = 1_000

Cell = Plain | tuple[Plain, ...]


class ColumnRow(Struct, frozen=True, kw_only=True):
    """Name a column that a query gives, with its type as DuckDB calls it."""

    name: str
    type: str


class QueryTable(Struct, frozen=True, kw_only=True):
    """Hold what a query found: its columns, and its rows as lists in their order."""

    columns: tuple[ColumnRow, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tabulate_query(found: Found) -> QueryTable:
    """Make plain values of what was found: dates as ISO 8601, lists as lists, other nests as JSON texts."""
    pairs = zip(found.names, found.types, strict=True)
    return QueryTable(
        columns=tuple(ColumnRow(name=name, type=type_) for name, type_ in pairs),
        rows=tuple(tuple(map(_cell, row)) for row in found.rows),
    )


def _cell(value: object) -> Cell:
    if isinstance(value, list | tuple) and not any(isinstance(v, list | dict) for v in value):
        return tuple(_plain(each) for each in value)
    return _plain(value)


def _plain(value: object) -> Plain:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes" if value.second == 0 else "auto")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def print_query(table: QueryTable, width: int = 80, colour: bool = False) -> str:
    """Draw what was found, up to so many rows, and say how many there are."""
    page = Page(width, colour)
    shown = table.rows[:ROWS_SHOWN]
    right = frozenset(
        at
        for at in range(len(table.columns))
        if all(row[at] is None or _is_number(row[at]) for row in shown)
        and any(_is_number(row[at]) for row in shown)
    )
    names = [column.name for column in table.columns]
    draw(page, names, [[_show(cell) for cell in row] for row in shown], right)
    count, more = len(table.rows), len(table.rows) - len(shown)
    page.blank()
    page.text(f"{count:,} row{'s' * (count != 1)}", style="quiet")
    if more:
        page.text(f"{more:,} of them are not shown; `--format csv` writes all", style="quiet")
    return str(page)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _show(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return ", ".join(_show(each) for each in cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:,.6g}" if abs(cell) < 1e6 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else cell
