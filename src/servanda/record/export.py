"""Write a table as CSV, JSON Lines or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from servanda.record.cells import guard
from servanda.record.columns import Cell, Column, Table, Type, utc

SEPARATOR = "; "
"""Between the texts of one cell of CSV, which has no lists."""


def write_csv(table: Table, stream: BinaryIO) -> int:
    """Write a table as CSV (RFC 4180) in UTF-8, with a guard before what might be run; give the rows.

    Texts only are guarded: a number below zero stays a number.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(column.name for column in table.columns)
        types = [column.type for column in table.columns]
        count = 0
        for row in table.rows:
            writer.writerow(_csv(type_, cell) for type_, cell in zip(types, row, strict=True))
            count += 1
        return count
    finally:
        text.detach()  # the stream is the caller's to close


def _csv(type_: Type, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return guard(SEPARATOR.join(cell))
    if type_ is Type.INSTANT:
        assert isinstance(cell, int)
        return utc(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return number(cell)
    return guard(cell) if isinstance(cell, str) else str(cell)


def number(value: float) -> str:
    """Write a number, without a point where it is whole.

    >>> number(33.0), number(2.5)
    ('33', '2.5')
    """
    return str(int(value)) if value.is_integer() else repr(value)


def write_jsonl(table: Table, stream: BinaryIO) -> int:
    """Write a table as JSON Lines, an object for each row; give the rows."""
    count = 0
    for row in as_objects(table):
        stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")
        count += 1
    return count


def as_objects(table: Table) -> Iterator[dict[str, object]]:
    """Give each row as an object of plain values."""
    columns = table.columns
    for row in table.rows:
        pairs = zip(columns, row, strict=True)
        yield {column.name: plain(column.type, cell) for column, cell in pairs}


def plain(type_: Type, cell: Cell) -> object:
    """Give a cell as JSON has it: an instant as ISO 8601, a whole number without a point."""
    if type_ is Type.INSTANT and isinstance(cell, int):
        return utc(cell)
    if isinstance(cell, tuple):
        return list(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


_JSON: dict[Type, object] = {
    Type.TEXT: {"type": ["string", "null"]},
    Type.TEXTS: {"type": "array", "items": {"type": "string"}},
    Type.DAY: {"type": ["string", "null"], "format": "date"},
    Type.INSTANT: {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\dZ$"},
    Type.NUMBER: {"type": ["number", "null"]},
    Type.WHOLE: {"type": "integer"},
    Type.TRUTH: {"type": "boolean"},
}


def row_schema(columns: Iterable[Column], title: str) -> dict[str, object]:
    """Describe a row of JSON Lines as JSON Schema: every column is there, and no other."""
    properties = {
        column.name: {"description": column.meaning, **_described(column.type)}
        for column in columns
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _described(type_: Type) -> dict[str, object]:
    described = _JSON[type_]
    assert isinstance(described, dict)
    return described


def write_parquet(table: Table, stream: BinaryIO) -> int:
    """Write a table as Parquet, batch by batch; give the rows. Needs pyarrow."""
    import pyarrow.parquet as parquet

    from servanda.record.arrow import arrow_schema, batches

    count = 0
    with parquet.ParquetWriter(stream, arrow_schema(table.columns), compression="zstd") as writer:
        for batch in batches(table):
            writer.write_batch(batch)
            count += batch.num_rows
    return count
