"""Read the rows of a table one after another: CSV or Parquet, whole or damaged."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from servanda.diagnostics.suggest import suggest
from servanda.record.cells import unguard
from servanda.record.export import number
from servanda.record.imports.mapping import Form

CELL_AT_MOST = 1_000_000
_PARQUET = b"PAR1"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ROWS_AT_ONCE = 10_000
REJECT_COLUMNS = ("servanda_line", "servanda_reason")
"""The first columns of a file of rejects, which is read again as the table it came from."""


class Unreadable(Exception):
    """Say why a table cannot be read at all, or no further, in one clause."""


class Row(Struct, frozen=True):
    """Hold a row: its line in the file, from 1, or its number in Parquet; `fault` says why it is none."""

    line: int
    cells: Sequence[str]
    fault: str = ""


class Rows:
    """Give the rows of a table, once. `done` of `total` says how far the reading has come."""

    header: tuple[str, ...]
    total: int
    done: int = 0

    def __iter__(self) -> Iterator[Row]:
        """Give the rows in their order."""
        raise NotImplementedError

    def at(self, names: Sequence[str]) -> None:
        """Refuse a table without the columns that a map reads, or with one of them twice."""
        known = set(self.header)
        for name in names:
            if name not in known:
                guess = suggest(name, self.header[:2_000])
                hint = f"; did you mean `{guess}`?" if guess else ""
                of = f"{len(self.header):,} column{'s' * (len(self.header) != 1)}"
                raise Unreadable(f"none of its {of} is called `{name}`{hint}{self.advice()}")
            if self.header.count(name) > 1:
                raise Unreadable(f"several of its columns are called `{name}`")

    def advice(self) -> str:
        """Say what may be wrong where no column is found."""
        return ""

    def close(self) -> None:
        """Give the file back."""
        raise NotImplementedError


def open_rows(path: Path, form: Form) -> Rows:
    """Open a table. Raises `Unreadable` where it is none, and `OSError` where the system refuses."""
    with path.open("rb") as stream:
        begin = stream.read(4_096)
    if begin.startswith(_PARQUET):
        return _Parquet(path)
    if not begin.strip():
        raise Unreadable("it is empty")
    if begin.startswith(_WIDE) and not form.encoding.lower().replace("-", "").startswith("utf16"):
        raise Unreadable('it is text in UTF-16; say `encoding = "utf-16"` in [file] of the map')
    if b"\0" in begin and not begin.startswith(_WIDE):
        raise Unreadable("it is no text: bytes of zero stand in it")
    return _Csv(path, form)


class _Csv(Rows):
    """Read CSV (RFC 4180). What cannot be decoded, or has other cells than the header, is a row at fault."""

    def __init__(self, path: Path, form: Form) -> None:
        csv.field_size_limit(CELL_AT_MOST)
        self._form = form
        self.total = path.stat().st_size
        self._raw: BinaryIO = path.open("rb")
        encoding = "utf-8-sig" if form.encoding.lower() in ("utf-8", "utf8") else form.encoding
        self._text = io.TextIOWrapper(self._raw, encoding, errors="surrogateescape", newline="")
        self._lines = _Lines(self._text)
        self._reader = csv.reader(self._lines, delimiter=form.delimiter, strict=True)
        try:
            self.header = tuple(name.strip() for name in next(self._reader))
        except (csv.Error, StopIteration, UnicodeError) as error:
            self.close()
            raise Unreadable(f"its first line is no header of CSV: {error}") from error
        self._lines.settle()
        self._is_rejects = self.header[:2] == REJECT_COLUMNS

    def advice(self) -> str:
        if len(self.header) > 1:
            return ""
        sign = next((sign for sign in (";", "\t", "|") if sign in self.header[0]), "")
        known = {"\t": "\\t"}.get(sign, sign)
        return f'; say `delimiter = "{known}"` in [file] of the map?' if sign else ""

    def close(self) -> None:
        self._text.close()

    def __iter__(self) -> Iterator[Row]:
        is_guarded = self._form.guarded or self._is_rejects
        while True:
            line = self._lines.number + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except UnicodeError as error:
                raise Unreadable(f"line {line} is not in {self._form.encoding}: {error}") from error
            except csv.Error as error:
                yield self._at_fault(line, f"it is no row of CSV: {error}")
                continue
            self.done = self._raw.tell()
            if not cells:
                self._lines.settle()
                continue
            if len(cells) != len(self.header):
                many = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
                yield self._at_fault(line, f"it has {many}, the header {len(self.header)}")
                continue
            raw = "".join(self._lines.settle())
            if (not raw.isascii() and not _is_encodable(raw)) or "\0" in raw:
                yield Row(line, cells, _encoding_fault(raw))
                continue
            yield Row(line, [unguard(cell) for cell in cells] if is_guarded else cells)

    def _at_fault(self, line: int, fault: str) -> Row:
        """Give up the first line of a row at fault only: a mark that is not closed swallows no others."""
        first = self._lines.give_back()
        return Row(line, [first.rstrip("\r\n")], fault)


class _Lines:
    """Give lines, keep those of the row that is being read, and take all but the first of them back."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._text)
        self._row.append(line)
        self.number += 1
        return line

    def settle(self) -> list[str]:
        """Be done with a row, and give its lines."""
        row, self._row = self._row, []
        return row

    def give_back(self) -> str:
        """Take back all lines of a row but its first, which is given."""
        first, *rest = self.settle() or [""]
        self._again.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


def _is_encodable(raw: str) -> bool:
    """Tell whether all bytes of a row could be read in its encoding."""
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _encoding_fault(raw: str) -> str:
    if "\0" in raw:
        return "a byte of zero stands in it"
    bad = next(ord(sign) - 0xDC00 for sign in raw if "\udc80" <= sign <= "\udcff")
    return (
        f"its byte {bad:02x} is no UTF-8; [file] `encoding` says what else the file is written in"
    )


class _Parquet(Rows):
    """Read Parquet, batch by batch; only the columns that are asked for. Needs pyarrow."""

    def __init__(self, path: Path) -> None:
        import pyarrow
        import pyarrow.parquet as parquet

        self._faults = (pyarrow.ArrowException, OSError)
        try:
            self._file: Any = parquet.ParquetFile(path)
        except self._faults as error:
            raise Unreadable(f"it is damaged Parquet: {_first_line(error)}") from error
        self.header = tuple(self._file.schema_arrow.names)
        self.total = self._file.metadata.num_rows

    def at(self, names: Sequence[str]) -> None:
        super().at(names)
        self.header = tuple(names)

    def close(self) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Row]:
        read = self._file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=list(self.header))
        while True:
            try:
                batch = next(read)
            except StopIteration:
                return
            except self._faults as error:
                raise Unreadable(
                    f"it is damaged Parquet after row {self.done:,}: {_first_line(error)}"
                ) from error
            columns = [batch.column(name).to_pylist() for name in self.header]
            for values in zip(*columns, strict=True):
                self.done += 1
                yield Row(self.done, [as_text(value) for value in values])


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def as_text(value: object) -> str:
    """Write a value of a column as CSV would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if value != value else number(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def mark_of(path: Path) -> tuple[int, int, int]:
    """Give what tells a file from what it is after a change: identity, size, time of the last one."""
    found = os.stat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns
