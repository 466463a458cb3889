"""Tally the rows of a table part by part: how many say the same but for names, words and dates, and when.

A part is a Parquet file, or rows in memory in columns. What it gives is a tally, and tallies add up, in
whatever order: so a table that no machine could hold as entries is counted part by part. The map says what a
row means, as it does for an import: DuckDB finds the different cells, the code of an import makes of each
what it makes of a row, and DuckDB counts. Rows of which more turns on themselves (a name that others have,
too; none; texts near the longest that fits) are read one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import duckdb  # only what needs it imports this module
from msgspec import Struct, field

from servanda.record.imports.making import Bearing, Maker, Rejected
from servanda.record.imports.mapping import MapFault, Mapping
from servanda.record.imports.reading import Row, Unreadable, as_text

MEMORY = "512MB"
"""How much DuckDB may hold; what is more goes to the disk."""
LONG = 8_000
"""Rows whose texts come to more bytes are looked at one by one."""
OTHERWISE = "an entry of this name says something else"

_LISTED = 500
"""So many cells are named in a query; it looks for more of them in a table, which takes longer."""
_BLANKS = "".join(chr(sign) for sign in range(0x3001) if chr(sign).isspace())
_LAST_SECOND = 253_402_300_799


class Reason(Struct):
    """Count the rows that are no entries for one reason, and say where the first of them stands."""

    rows: int
    part: str
    row: int


class Tally(Struct, kw_only=True):
    """Count rows by what they say and when that was, as written; those that are none, by their reasons.

    `again` are rows that say what a row of their name has said, `left_out` those that a rule leaves out.
    """

    rows: int = 0
    left_out: int = 0
    again: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)

    def add(self, text: str, when: str, number: int) -> None:
        """Count rows that say a thing of a time."""
        here = self.counts.setdefault(text, {})
        here[when] = here.get(when, 0) + number

    def refuse(self, why: Rejected, number: int, part: str, row: int) -> None:
        """Count rows that are no entries."""
        if why.is_meant:
            self.left_out += number
            return
        found = self.reasons.setdefault(why.kind, Reason(0, part, row))
        found.rows += number
        found.part, found.row = min((found.part, found.row), (part, row))


def merged(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up; in which order is all one."""
    found = Tally()
    for tally in tallies:
        found.rows += tally.rows
        found.left_out += tally.left_out
        found.again += tally.again
        for text, counts in tally.counts.items():
            for when, number in counts.items():
                found.add(text, when, number)
        for kind, reason in tally.reasons.items():
            found.refuse(Rejected(kind, kind), reason.rows, reason.part, reason.row)
    return found


class Part(Struct, frozen=True, kw_only=True):
    """Name a part: how it is shown, how SQL reads it, and the types of its columns, as SQL names them.

    The relation has a column `file_row_number`, from 0. `rows` reads it without SQL, row by row.
    """

    shown: str
    relation: str
    types: dict[str, str]
    rows: Callable[[], Iterator[Row]] | None = None


def check_countable(mapping: Mapping) -> None:
    """Refuse a map of which rows write more than incidents. Raises `MapFault`."""
    for number, rule in enumerate(mapping.rule, start=1):
        if rule.leave_out:
            continue
        if rule.write != "incident" or rule.figures:
            what = "figures beside incidents" if rule.write == "incident" else f"{rule.write}s"
            raise MapFault(
                f"[[rule]] {number} writes {what}, and in parts only incidents are counted; "
                "keep such rows in a table that the record includes, or leave them out"
            )


class Tallying:
    """Tally the parts of one table, one after the other, in their order.

    `say` gives for what an entry says, as a line without dates, one that stands for all that count alike, or
    why there is none; `means` tells whether the wording of a place means anything.
    """

    def __init__(
        self,
        mapping: Mapping,
        say: Callable[[str], str | Rejected],
        means: Callable[[str], bool],
        folder: str,
    ) -> None:
        self.mapping, self._say = mapping, say
        self._maker = Maker(mapping, mapping.used)
        self._roles = _Roles(mapping, means)
        self._names: dict[str, str] = {}
        self._has_again = False
        self.connection: Any = duckdb.connect(":memory:")
        for setting in (
            f"memory_limit = '{MEMORY}'",
            f"temp_directory = {_quoted(folder)}",
            "preserve_insertion_order = false",
            "TimeZone = 'UTC'",
        ):
            self.connection.execute(f"SET {setting}")
        self.connection.execute("CREATE TABLE again (key UBIGINT)")

    def close(self) -> None:
        """Give the memory back."""
        self.connection.close()

    def find_again(self, parts: Sequence[Part]) -> None:
        """Find which names several rows have, over all parts. Raises `Unreadable` where one is damaged."""
        keys = " UNION ALL ".join(f"SELECT {self._key(p)} AS key FROM {p.relation}" for p in parts)
        self._run(
            f"INSERT INTO again SELECT key FROM ({keys}) WHERE key IS NOT NULL "
            "GROUP BY key HAVING count(*) > 1"
        )
        (count,) = self._run("SELECT count(*) FROM again").fetchone()
        self._has_again = count > 0

    def read_whole(self, part: Part) -> None:
        """Read all that is asked of a part. Raises `Unreadable` where it is damaged."""
        columns = ", ".join(f"max({_named(name)})" for name in self.mapping.used)
        self._run(f"SELECT {columns}, max({self._key(part)}) FROM {part.relation}")

    def tally(self, part: Part) -> Tally:
        """Tally a part. Raises `Unreadable` where it is damaged."""
        found = Tally()
        if part.rows is not None and any(map(self._is_odd, self._types(part))):
            for row in part.rows():
                found.rows += 1
                self._take(part, found, row.line, list(row.cells))
            return found
        (found.rows,) = self._run(f"SELECT count(*) FROM {part.relation}").fetchone()
        self._count(part, found)
        for row_number, cells in self._special(part):
            self._take(part, found, row_number, cells)
        return found

    def _run(self, sql: str) -> Any:
        try:
            return self.connection.execute(sql)
        except duckdb.Error as error:
            raise Unreadable(_damage(error)) from error

    def _table(self, sql: str) -> Any:
        """Give what a query finds as a table of Arrow."""
        try:
            return self.connection.sql(sql).to_arrow_table()
        except duckdb.Error as error:
            raise Unreadable(_damage(error)) from error

    def _types(self, part: Part) -> list[str]:
        return [part.types[name] for name in self.mapping.used]

    @staticmethod
    def _is_odd(type_: str) -> bool:
        """Tell whether SQL may write the values of a type in other words than an import does."""
        return type_ not in _PLAIN

    # -- cells that recur ------------------------------------------------------------------------

    def _count(self, part: Part, found: Tally) -> None:
        """Count the rows that are not special by what is made of their cells."""
        roles = self._roles
        self._reduce(part)
        bearing = [roles.expression(name) for name in roles.bearing]
        times = [_time(part, self.mapping, roles, name) for name in roles.times]
        said = self._made("bearings", part, roles.bearing, bearing, self._bearing)
        moments = self._made("times", part, roles.times, times, self._maker.moment)
        sql = (
            "SELECT b.code, t.code, count(*), min(p.file_row_number) "
            f"FROM (SELECT *, {self._specially(part)} AS is_special FROM {part.relation}) p "
            f"JOIN bearings b ON {_same(bearing, 'b')} JOIN times t ON {_same(times, 't')} "
            "WHERE NOT p.is_special GROUP BY 1, 2"
        )
        for code, time, number, first in self._run(sql).fetchall():
            what, when = said[code], moments[time]
            assert isinstance(what, Bearing)
            why = what.before or (when if isinstance(when, Rejected) else what.after)
            if why is not None:
                found.refuse(why, number, part.shown, first + 1)
            else:
                found.add(what.text, str(when), number)

    def _bearing(self, row: dict[str, str]) -> Bearing:
        made = self._maker.bearing(row)
        if made.before or made.after:
            return made
        said = self._say(made.text)
        return Bearing(after=said) if isinstance(said, Rejected) else Bearing(said)

    def _reduce(self, part: Part) -> None:
        """Find which wordings of places and actors mean something; all others are one."""
        for at, (name, means) in enumerate(self._roles.reduced.items()):
            column = _named(name)
            self._run(
                f"CREATE OR REPLACE TEMP TABLE known_{at} AS "
                f"SELECT DISTINCT {column} AS cell, false AS means FROM {part.relation} "
                f"WHERE {column} IS NOT NULL"
            )
            cells = self._run(f"SELECT rowid, cell FROM known_{at}").fetchall()
            kept = [(str(row), cell) for row, cell in cells if means(as_text(cell).strip())]
            if part.types[name] == "VARCHAR" and len(kept) <= _LISTED:
                self._roles.listed[name] = ", ".join(_quoted(cell) for _, cell in kept) or "NULL"
                continue
            self._roles.listed[name] = f"SELECT cell FROM known_{at}"
            rows = ", ".join(row for row, _ in kept) or "-1"
            self._run(f"DELETE FROM known_{at} WHERE rowid NOT IN ({rows})")

    def _made(
        self,
        table: str,
        part: Part,
        names: Sequence[str],
        columns: Sequence[str],
        make: Callable[[dict[str, str]], Bearing | str | Rejected],
    ) -> list[Bearing | str | Rejected]:
        """Make a table of the different cells of columns, each with the code of what is made of them."""
        listed = ", ".join(f"{each} AS c{at}" for at, each in enumerate(columns)) or "true AS c0"
        self._run(
            f"CREATE OR REPLACE TEMP TABLE different AS SELECT DISTINCT {listed} "
            f"FROM {part.relation} p"
        )
        rows = self._table("SELECT rowid, * FROM different")
        codes: dict[Bearing | str | Rejected, int] = {}
        coded: list[tuple[int, int]] = []
        values = [column.to_pylist() for column in rows.columns]
        for number, *cells in zip(*values, strict=True):
            texts = {
                name: as_text(cell).strip() for name, cell in zip(names, cells, strict=bool(names))
            }
            made = make({**self._roles.blank, **texts})
            coded.append((number, codes.setdefault(_by_kind(made), len(codes))))
        self._register("coded", coded)
        self._run(
            f"CREATE OR REPLACE TEMP TABLE {table} AS "
            "SELECT d.*, c.code FROM different d JOIN coded c ON d.rowid = c.number"
        )
        return list(codes)

    def _register(self, name: str, rows: Sequence[tuple[int, int]]) -> None:
        import pyarrow

        columns = list(zip(*rows, strict=True)) or [(), ()]
        arrays = [pyarrow.array(column, pyarrow.int64()) for column in columns]
        self.connection.register(name, pyarrow.table(arrays, names=["number", "code"]))

    # -- rows of which more turns on themselves --------------------------------------------------

    def _key(self, part: Part) -> str:
        """Write what rows of one name have in common; nothing for a row that has no name."""
        name = self.mapping.columns.id
        if not name:
            cells = (f"coalesce(CAST({_named(n)} AS VARCHAR), '')" for n in self.mapping.used)
            return f"hash({', '.join(cells)})"
        if part.types[name].endswith("INT") or part.types[name].endswith("INTEGER"):
            return f"hash(CAST({_named(name)} AS VARCHAR))"
        cell = f"CAST({_named(name)} AS VARCHAR)"
        text = f"trim({cell}, {_quoted(_BLANKS)})"
        whole = f"regexp_replace({text}, '\\.0+$', '')"
        is_plain = f"{_has_ends(cell)} AND NOT (ends_with({cell}, '0') AND contains({cell}, '.'))"
        return (
            f"CASE WHEN {is_plain} THEN hash({cell}) WHEN {text} = '' THEN NULL "
            f"ELSE hash({whole}) END"
        )

    def _specially(self, part: Part) -> str:
        """Write whether a row is to be read by itself."""
        tests = ["false"]
        if name := self.mapping.columns.id:
            column = _named(name)
            tests.append(f"{column} IS NULL")
            if part.types[name] == "VARCHAR":
                blank = f"trim({column}, {_quoted(_BLANKS)}) = ''"
                tests.append(f"CASE WHEN {_has_ends(column)} THEN false ELSE {blank} END")
        if self._has_again:
            tests.append(f"coalesce({self._key(part)} IN (SELECT key FROM again), false)")
        texts = [name for name in self.mapping.used if part.types[name] == "VARCHAR"]
        if texts:
            lengths = " + ".join(f"coalesce(strlen({_named(name)}), 0)" for name in texts)
            tests.append(f"{lengths} > {LONG}")
        return f"({' OR '.join(tests)})"

    def _special(self, part: Part) -> Iterator[tuple[int, list[str]]]:
        columns = ", ".join(map(_named, self.mapping.used))
        found = self._table(
            f"SELECT file_row_number, {columns} FROM {part.relation} "
            f"WHERE {self._specially(part)} ORDER BY file_row_number"
        )
        for batch in found.to_batches(10_000):
            values = [column.to_pylist() for column in batch.columns]
            for number, *cells in zip(*values, strict=True):
                yield number + 1, [as_text(cell) for cell in cells]

    def _take(self, part: Part, found: Tally, row: int, cells: list[str]) -> None:
        """Take a row by itself, as an import does."""
        made = self._maker.make(cells)
        if isinstance(made, Rejected):
            found.refuse(made, 1, part.shown, row)
            return
        ((name, line),) = made.entries
        known = self._names.setdefault(name, line)
        if known is not line:
            if known == line:
                found.again += 1
            else:
                found.refuse(Rejected(OTHERWISE, OTHERWISE), 1, part.shown, row)
            return
        texts = dict(zip(self.mapping.used, (cell.strip() for cell in cells), strict=True))
        when, what = self._maker.moment(texts), self._bearing(texts)
        assert isinstance(when, str), "a row that is an entry has a time"
        if what.after is not None:
            found.refuse(what.after, 1, part.shown, row)
        else:
            found.add(what.text, when, 1)


_PLAIN = frozenset(
    "VARCHAR BOOLEAN TINYINT SMALLINT INTEGER BIGINT UTINYINT USMALLINT UINTEGER UBIGINT "
    "FLOAT DOUBLE DATE TIMESTAMP".split()
)


class _Roles:
    """Say which columns tell what an entry says, which when; `reduced`: of which few cells mean anything."""

    def __init__(self, mapping: Mapping, means: Callable[[str], bool]) -> None:
        columns, dates = mapping.columns, mapping.dates
        tested = {name for rule in mapping.rule for name in (*rule.where, *rule.unless)}
        actors = {columns.actor, columns.upon, *(rule.actor or "" for rule in mapping.rule)}
        amounts = {
            name
            for rule in mapping.rule
            for amount in (*rule.harms, *([rule.quantity] if rule.quantity else []))
            for name in amount.columns
        }
        asked = {*tested, *actors, *amounts, columns.kind, columns.place} - {""}
        told = {columns.date, columns.date_end, columns.recorded} - {""}
        if dates.precision is not None:
            told.add(dates.precision.column)
        self.bearing = [name for name in mapping.used if name in asked]
        self.times = [name for name in mapping.used if name in told]
        self.blank = dict.fromkeys(mapping.used, "")
        self.reduced: dict[str, Callable[[str], bool]] = {}
        self.listed: dict[str, str] = {}
        alone = asked - tested - amounts - {columns.kind}
        if columns.place in alone - actors:
            self.reduced[columns.place] = means
        if mapping.entry.unknown_actor == "unnamed":
            for name in sorted((alone & actors) - {columns.place}):
                self.reduced[name] = mapping.actors.__contains__

    def expression(self, name: str) -> str:
        """Write a column so that cells that mean nothing are one."""
        column = f"p.{_named(name)}"
        if name not in self.reduced:
            return column
        return f"CASE WHEN {column} IN ({self.listed[name]}) THEN {column} END"


def _time(part: Part, mapping: Mapping, roles: _Roles, name: str) -> str:
    """Write a column of times; of when a row was recorded only the day matters."""
    column, type_ = f"p.{_named(name)}", part.types[name]
    others = (mapping.columns.date, mapping.columns.date_end)
    if name != mapping.columns.recorded or name in others:
        return column
    if mapping.dates.recorded_format == "unix" and type_.endswith(("INT", "INTEGER")):
        day = f"{column} - {column} % 86400"
        return f"CASE WHEN {column} BETWEEN 0 AND {_LAST_SECOND} THEN {day} ELSE {column} END"
    if mapping.dates.recorded_format == "iso" and type_ == "TIMESTAMP":
        return f"date_trunc('day', {column})"
    return column


def _by_kind(made: Bearing | str | Rejected) -> Bearing | str | Rejected:
    """Leave of why rows are none what they have in common."""
    if isinstance(made, Rejected):
        return Rejected(made.kind, made.kind, made.is_meant)
    if isinstance(made, Bearing) and made.after is not None:
        return Bearing(after=Rejected(made.after.kind, made.after.kind))
    return made


def _same(columns: Sequence[str], table: str) -> str:
    tests = (f"{each} IS NOT DISTINCT FROM {table}.c{at}" for at, each in enumerate(columns))
    return " AND ".join(tests) or "true"


def _has_ends(text: str) -> str:
    """Write whether a text begins and ends with a sign of ASCII that is no blank, which is quickly told."""
    first, last = f"unicode({text})", f"unicode(right({text}, 1))"
    return f"({first} BETWEEN 33 AND 126 AND {last} BETWEEN 33 AND 126)"


def _damage(error: Exception) -> str:
    first = (str(error).splitlines() or [type(error).__name__])[0]
    return f"it is damaged: {first}"


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# -- folders of Parquet ------------------------------------------------------------------------------


def parquet_part(tallying: Tallying, path: str, shown: str) -> Part:
    """Name a Parquet file as a part. Raises `Unreadable` where it is none, or lacks a column of the map."""
    from pathlib import Path

    from servanda.record.imports.reading import open_rows

    mapping = tallying.mapping

    def rows() -> Iterator[Row]:
        found = open_rows(Path(path), mapping.file)
        found.at(mapping.used)
        try:
            yield from found
        finally:
            found.close()

    opened = open_rows(Path(path), mapping.file)
    try:
        opened.at(mapping.used)
    finally:
        opened.close()
    escaped = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
    options = "file_row_number = true, hive_partitioning = false"
    relation = f"read_parquet({_quoted(escaped)}, {options})"
    types = types_of(tallying, relation)
    if "file_row_number" in mapping.used:
        raise Unreadable("a column of the map is called `file_row_number`, as none may be here")
    return Part(shown=shown, relation=relation, types=types, rows=rows)


def types_of(tallying: Tallying, relation: str) -> dict[str, str]:
    """Ask which types the columns of the map have."""
    columns = ", ".join(map(_named, tallying.mapping.used))
    try:
        found = tallying.connection.execute(f"DESCRIBE SELECT {columns} FROM {relation}").fetchall()
    except duckdb.Error as error:
        raise Unreadable(_damage(error)) from error
    return {row[0]: row[1] for row in found}


def given_part(tallying: Tallying, rows: Any, shown: str) -> Part:
    """Name rows in memory, as a table of Arrow, as a part."""
    import pyarrow

    numbers = pyarrow.array(range(rows.num_rows), pyarrow.int64())
    with suppress(duckdb.Error):
        tallying.connection.unregister("given")
    tallying.connection.register("given", rows.append_column("file_row_number", numbers))
    return Part(shown=shown, relation="given", types=types_of(tallying, "given"))
