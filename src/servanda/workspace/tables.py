"""Read a table that a record includes as if its rows were lines of it: each at the line at which it stands.

The rows of a table become texts of entries by the same map as an import's, and are read as all texts are, so
that a verdict points to the table and the line. Nothing is written. A row that makes several entries makes
several texts, which all stand under the path of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic, Severity, suggest
from servanda.record.imports import Made, Maker, MapFault, Mapping, Rejected, Unreadable
from servanda.record.imports.mapping import PRESETS, read_map
from servanda.record.imports.names import check_words, head_of
from servanda.record.imports.reading import Row, Rows, open_rows
from servanda.workspace.texts import refusal

REASONS_AT_MOST = 10
ALIKE_AT_MOST = 3


class TableFiles(Struct, frozen=True, kw_only=True):
    """Name a table and its map: where they are, how they are shown, and where the record says so."""

    path: Path
    shown: str
    span: Span
    map_path: Path
    map_shown: str
    map_span: Span
    kind: str


class ReadTable(Struct, kw_only=True):
    """Hold the texts that a table makes, under its path, and the faults of table and map.

    The first text says of which agreement it is and declares the source; then come those of the rows.
    """

    texts: list[SourceFile] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)


def read_table(files: TableFiles, declared: frozenset[str]) -> ReadTable:
    """Make texts of a table; `declared` are the sources that the texts declare themselves."""
    read = ReadTable()
    mapping = _mapping(files, read)
    rows = _rows(files, mapping, read) if mapping is not None else None
    if mapping is None or rows is None:
        return read
    reading = _Reading(mapping, rows)
    try:
        for row in rows:
            reading.take(row)
    except Unreadable as fault:
        read.faults.append(_error("table-unread", files.span, f"{files.shown}: {fault}"))
    finally:
        rows.close()
    head = head_of(mapping, None, is_declared=mapping.source.id in declared)
    read.texts.append(SourceFile(path=files.shown, text=head))
    read.texts.extend(_texts(files.shown, reading.lines))
    read.faults.extend(reading.left_out(files))
    return read


def _mapping(files: TableFiles, read: ReadTable) -> Mapping | None:
    if files.kind not in PRESETS:
        guess = suggest(files.kind, PRESETS)
        told = f"no kind of table is called `{files.kind}`"
        fault = _error("table-map", files.map_span, told)
        help_ = f"did you mean `{guess}`?" if guess else f"there are {', '.join(PRESETS)}"
        read.faults.append(replace(fault, help=help_))
        return None
    try:
        mapping = read_map(files.map_path.read_text("utf-8-sig"), files.kind)
        check_words(mapping)
    except MapFault as fault:
        read.faults.append(_error("table-map", files.map_span, f"{files.map_shown}: {fault}"))
    except (OSError, UnicodeDecodeError) as error:
        told = f"{files.map_shown} {refusal(error)}"
        read.faults.append(_error("table-map", files.map_span, told))
    else:
        return mapping
    return None


def _rows(files: TableFiles, mapping: Mapping, read: ReadTable) -> Rows | None:
    try:
        rows = open_rows(files.path, mapping.file)
        try:
            rows.at(mapping.used)
        except Unreadable:
            rows.close()
            raise
    except Unreadable as stop:
        read.faults.append(_error("table-unread", files.span, f"{files.shown}: {stop}"))
    except OSError as error:
        read.faults.append(_error("table-unread", files.span, f"{files.shown} {refusal(error)}"))
    except ImportError:
        told = (
            f"{files.shown}: a table in Parquet needs pyarrow, which a base installation leaves out"
        )
        fault = _error("table-unread", files.span, told)
        read.faults.append(replace(fault, help="`pip install 'servanda[tables]'` brings it"))
    else:
        return rows
    return None


class _Reading:
    """Take rows one by one: each entry once, and each row that is none with its reason."""

    def __init__(self, mapping: Mapping, rows: Rows) -> None:
        self._maker = Maker(mapping, rows.header)
        self._known: dict[str, str] = {}
        self.lines: list[dict[int, str]] = []
        self._reasons: Counter[str] = Counter()
        self._first: dict[str, int] = {}

    def take(self, row: Row) -> None:
        """Take a row."""
        if row.fault:
            self._leave_out(row, row.fault.partition(";")[0])
            return
        made = self._maker.make(row.cells)
        if isinstance(made, Rejected):
            if not made.is_meant:
                self._leave_out(row, made.kind)
            return
        if any(self._known.get(name, line) != line for name, line in made.entries):
            self._leave_out(row, "an entry of this name says something else")
            return
        self._enter(row.line, made)

    def _enter(self, number: int, made: Made) -> None:
        new = [each for each in made.entries if each[0] not in self._known]
        for at, (name, line) in enumerate(new):
            self._known[name] = line
            if at == len(self.lines):
                self.lines.append({})
            self.lines[at][number] = line

    def _leave_out(self, row: Row, reason: str) -> None:
        self._reasons[reason] += 1
        self._first.setdefault(reason, row.line)

    def left_out(self, files: TableFiles) -> Iterator[Diagnostic]:
        """Report the rows that are no entries, reason by reason, the most frequent first."""
        listed = self._reasons.most_common()
        for reason, count in listed[:REASONS_AT_MOST]:
            rows, first = (
                ("1 row is", "") if count == 1 else (f"{count:,} rows are", "the first in ")
            )
            place = f"{first}line {self._first[reason]:,}"
            yield _left_out(files, f"{rows} not in the record, {place}: {reason}")
        if more := sum(count for _, count in listed[REASONS_AT_MOST:]):
            yield _left_out(files, f"{more:,} rows more are not in the record, for other reasons")


def _left_out(files: TableFiles, message: str) -> Diagnostic:
    return Diagnostic(
        rule="table-rows-left-out",
        severity=Severity.WARNING,
        message=message,
        span=files.span,
        found=files.shown,
        help="mend the table or its map, or add a rule that leaves such rows out and says why",
    )


def _error(rule: str, span: Span, message: str) -> Diagnostic:
    return Diagnostic(
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        span=span,
        help="`servanda import` says the same of a table and a map, and writes nothing of it",
    )


def _texts(path: str, lines: Iterable[dict[int, str]]) -> Iterator[SourceFile]:
    """Make a text of entries, each at the line of its row."""
    for numbered in lines:
        last = max(numbered)
        text = "\n".join(numbered.get(number, "") for number in range(1, last + 1))
        yield SourceFile(path=path, text=text + "\n")


def gathered(faults: Iterable[Diagnostic], tables: frozenset[str]) -> list[Diagnostic]:
    """Show of the faults that many rows of a table share the first, and say how many more there are."""
    kept: list[Diagnostic] = []
    more: dict[tuple[str, str, str], tuple[Diagnostic, int]] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for fault in faults:
        if fault.span.path not in tables:
            kept.append(fault)
            continue
        key = (fault.span.path, fault.rule, fault.message)
        seen[key] += 1
        if seen[key] <= ALIKE_AT_MOST:
            kept.append(fault)
        else:
            more[key] = (fault, seen[key] - ALIKE_AT_MOST)
    for fault, count in more.values():
        rows = "1 more row" if count == 1 else f"{count:,} more rows"
        kept.append(replace(fault, message=f"{rows} of the table: {fault.message}"))
    return kept
