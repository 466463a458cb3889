"""Make Arrow columns of a table: what DuckDB asks, and Parquet keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

import pyarrow as pa  # only what needs it imports this module

from servanda.record.columns import Cell, Column, Table, Type

ROWS_AT_ONCE = 50_000
_SECONDS_PER_MINUTE = 60


def arrow_schema(columns: Iterable[Column]) -> Any:
    """Give the Arrow schema of some columns, with the meaning of each in its metadata."""
    kinds = {
        Type.TEXT: pa.string(),
        Type.TEXTS: pa.list_(pa.string()),
        Type.DAY: pa.date32(),
        Type.INSTANT: pa.timestamp("s"),
        Type.NUMBER: pa.float64(),
        Type.WHOLE: pa.int64(),
        Type.TRUTH: pa.bool_(),
    }
    return pa.schema(
        pa.field(each.name, kinds[each.type], metadata={"meaning": each.meaning})
        for each in columns
    )


def arrow_table(table: Table) -> Any:
    """Hold a table in Arrow columns."""
    return pa.Table.from_batches(list(batches(table)), schema=arrow_schema(table.columns))


def batches(table: Table) -> Iterator[Any]:
    """Give a table in batches of rows, so that no more than one need be held."""
    schema = arrow_schema(table.columns)
    rows = iter(table.rows)
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        arrays = [
            pa.array([_value(column.type, row[at]) for row in chunk], type=schema.field(at).type)
            for at, column in enumerate(table.columns)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _value(type_: Type, cell: Cell) -> object:
    """Give a cell as Arrow takes it."""
    if cell is None:
        return None
    if type_ is Type.DAY:
        return date.fromisoformat(str(cell))
    if type_ is Type.INSTANT:
        assert isinstance(cell, int)
        return cell * _SECONDS_PER_MINUTE
    return cell
