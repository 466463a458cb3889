"""Import a table: read its rows, write the entries that are not there yet, keep the rows that do not fit."""

from __future__ import annotations

import csv
import glob
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct, field

from servanda.record.cells import guard
from servanda.record.files import replacing
from servanda.record.imports.append import Appender
from servanda.record.imports.known import Known, known_entries, mark
from servanda.record.imports.making import Maker, Rejected
from servanda.record.imports.mapping import Mapping
from servanda.record.imports.reading import REJECT_COLUMNS, Row, Rows, Unreadable, mark_of

ROWS_AT_ONCE = 2_000


class Outcome(Struct, kw_only=True):
    """Count what became of the rows of a table; `reasons` say why rows were not written.

    Of each reason the first line is kept. `left_out` rows are those that a rule of the map leaves out. A row
    may make several entries: `entries` counts these, all others count rows.
    """

    rows: int = 0
    written: int = 0
    entries: int = 0
    there: int = 0
    rejected: int = 0
    left_out: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    recovered: bool = False


class Port(Struct, frozen=True, kw_only=True):
    """Give an import what it may reach: where to write, what to say, and what else is read as the record."""

    into: Path
    rejects: Path
    beside: tuple[Path, ...]
    head: str
    bytes_at_most: int
    say: Callable[[int, int, Outcome], None]


def import_rows(table: Path, rows: Rows, mapping: Mapping, port: Port) -> Outcome:
    """Import a table. What was written stays written, whatever stops it; run again, it goes on from there.

    Raises `Unreadable` where the table is damaged or changes while it is read, and what `Appender` raises.
    """
    before = mark_of(table)
    outcome = Outcome()
    try:
        appender = Appender(port.into, port.bytes_at_most)
    except BaseException:
        rows.close()
        raise
    try:
        outcome.recovered = appender.recovered
        known = known_entries(port.beside, mapping.prefix, mapping.dates.recorded)
        head = "" if appender.size else port.head
        with _Rejects.open(port.rejects, rows) as rejects:
            importing = _Import(Maker(mapping, rows.header), mapping, known, outcome, rejects)
            for batch in _batches(rows):
                lines = importing.lines(batch)
                if mark_of(table) != before:
                    raise Unreadable("it was changed while it was read; run the same command again")
                if lines:
                    appender.append(head + "".join(f"{line}\n" for line in lines))
                    head = ""
                importing.settle()
                port.say(rows.done, rows.total, outcome)
    finally:
        appender.close()
        rows.close()
    return outcome


def _batches(rows: Rows) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


class _Import:
    """Turn batches of rows into lines, and count what becomes of the rows once these are written."""

    def __init__(
        self,
        maker: Maker,
        mapping: Mapping,
        known: Known,
        outcome: Outcome,
        rejects: _Rejects,
    ) -> None:
        self.maker, self.mapping, self.known = maker, mapping, known
        self.outcome, self.rejects = outcome, rejects
        self._written = self._entries = 0

    def lines(self, batch: Iterable[Row]) -> list[str]:
        """Make the lines of a batch that are not in the record yet."""
        found: list[str] = []
        for row in batch:
            self.outcome.rows += 1
            if row.fault:
                self._reject(row, Rejected(_kind(row.fault), row.fault))
                continue
            made = self.maker.make(row.cells)
            if isinstance(made, Rejected):
                self._reject(row, made)
                continue
            new = [(name, line) for name, line in made.entries if name not in self.known]
            old = [name for name, line in made.entries if not self._is_same(name, line)]
            if old:
                told = "an entry of this name says something else"
                self._reject(row, Rejected(told, f"{told}: {old[0]}; the record was left as it is"))
            elif new:
                for name, line in new:
                    self.known[name] = mark(line, self.mapping.dates.recorded)
                    found.append(line)
                self._written += 1
                self._entries += len(new)
            else:
                self.outcome.there += 1
        return found

    def _is_same(self, name: str, line: str) -> bool:
        """Tell whether an entry is new, or stands in the record as the row says it."""
        kept = self.known.get(name)
        return kept is None or kept == mark(line, self.mapping.dates.recorded)

    def settle(self) -> None:
        """Count the rows of a batch as written."""
        self.outcome.written += self._written
        self.outcome.entries += self._entries
        self._written = self._entries = 0

    def _reject(self, row: Row, why: Rejected) -> None:
        self.outcome.reasons[why.kind] += 1
        self.outcome.first.setdefault(why.kind, row.line)
        if why.is_meant:
            self.outcome.left_out += 1
        else:
            self.outcome.rejected += 1
            self.rejects.add(row, why)


def _kind(fault: str) -> str:
    return fault.partition(";")[0]


class _Rejects:
    """Write the rows that do not fit, with their line and the reason; a file is there only if one is."""

    def __init__(self, path: Path, rows: Rows) -> None:
        self._path, self._rows = path, rows
        self._replacing = replacing(path)
        self._stream: BinaryIO | None = None

    @classmethod
    def open(cls, path: Path, rows: Rows) -> _Rejects:
        """Be ready to take rejects; what an import that was killed has left is taken away."""
        for stale in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
            stale.unlink(missing_ok=True)
        return cls(path, rows)

    def __enter__(self) -> _Rejects:
        return self

    def add(self, row: Row, why: Rejected) -> None:
        """Keep a row."""
        is_again = self._rows.header[:2] == REJECT_COLUMNS
        if self._stream is None:
            self._stream = self._replacing.__enter__()
            columns = self._rows.header if is_again else (*REJECT_COLUMNS, *self._rows.header)
            self._stream.write(_csv(columns))
        reason = why.kind if why.reason == why.kind else f"{why.kind}: {why.reason}"
        cells = row.cells[2:] if is_again and not row.fault else row.cells
        self._stream.write(_csv((str(row.line), reason, *cells)))

    def __exit__(self, *stop: object) -> None:
        """Put the file in its place, also when the import was stopped; where all fit, an old one goes."""
        if self._stream is not None:
            self._replacing.__exit__(None, None, None)
        elif stop[0] is None:
            self._path.unlink(missing_ok=True)


def _csv(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(guard(cell) for cell in cells)
    return text.getvalue().encode("utf-8", "backslashreplace")
