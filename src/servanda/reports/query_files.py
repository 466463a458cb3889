"""Write what a query found as CSV or Parquet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from servanda.record.cells import guard
from servanda.record.export import SEPARATOR, number
from servanda.reports.query_table import Cell, QueryTable

if TYPE_CHECKING:
    from servanda.record.sql import Found


def write_query_csv(table: QueryTable, stream: BinaryIO) -> int:
    """Write rows as CSV, with a guard before texts that might be run as formulas; give the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(guard(column.name) for column in table.columns)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    stream.write(text.getvalue().encode("utf-8", "backslashreplace"))
    return len(table.rows)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return guard(SEPARATOR.join(_cell(each) for each in cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return number(cell)
    return str(cell) if isinstance(cell, int) else guard(cell)


def write_query_parquet(found: Found, stream: BinaryIO) -> int:
    """Write what was found as Parquet, with the types it has; give the rows."""
    import pyarrow.parquet as parquet

    parquet.write_table(found.arrow, stream, compression="zstd")
    return int(found.arrow.num_rows)
