"""Ask tables in SQL, on DuckDB, with nothing in reach but these tables: no file, no network, no change.

One statement that reads is taken. The data base is in memory, files and extensions are shut off by DuckDB's
own settings, which are locked, and names of Python values mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb  # only what needs it imports this module
from msgspec import Struct

from servanda.record.arrow import arrow_table
from servanda.record.columns import Table

_LOCKS = (
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET lock_configuration = true",
)
_READING = frozenset({"SELECT", "EXPLAIN"})

VIEWS: Mapping[str, tuple[str, str]] = {
    "incidents": (
        "entries",
        """SELECT id, provision, stance AS state, actors, "by", via, day_earliest, day_latest,
                  earliest, latest, recorded_earliest, recorded_latest, place, words, sources,
                  certainty, file, line
           FROM entries WHERE kind = 'incident'""",
    ),
    "states_by_day": (
        "states",
        """SELECT unnest(generate_series(from_day, to_day, INTERVAL 1 DAY))::DATE AS day,
                  * EXCLUDE (from_day, to_day)
           FROM states""",
    ),
}
"""Tables that are made of others: of which one, and how."""


class Refused(Exception):
    """Say why a query was not run, in one clause."""


class Found(Struct, frozen=True, kw_only=True):
    """Hold what a query found: the names and the types of its columns, and its rows; `arrow` as columns."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    arrow: Any

    @property
    def rows(self) -> list[tuple[object, ...]]:
        """Give the rows, in their order."""
        columns = [column.to_pylist() for column in self.arrow.columns]
        return list(zip(*columns, strict=True))


def ask(tables: Iterable[Table], sql: str) -> Found:
    """Run one statement that reads some tables. Raises `Refused` for any other, and for one with faults."""
    connection = duckdb.connect(":memory:", config={"python_enable_replacements": "false"})
    try:
        for table in tables:
            connection.register(f"_{table.name}", arrow_table(table))
            connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM _{table.name}")
            for name, (of, query) in VIEWS.items():
                if of == table.name:
                    connection.execute(f"CREATE VIEW {name} AS {query}")
        for lock in _LOCKS:
            connection.execute(lock)
        return _run(connection, sql)
    except duckdb.Error as error:
        raise Refused(_first_clause(str(error))) from error
    finally:
        connection.close()


def _run(connection: Any, sql: str) -> Found:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise Refused(f"it has {len(statements)} statements; one is asked at a time")
    if (kind := statements[0].type.name) not in _READING:
        raise Refused(f"it is a {kind}; only what reads is run, such as SELECT")
    found = connection.sql(sql)
    if found is None:
        raise Refused("it gives no table")
    arrow = found.to_arrow_table()
    names = tuple(str(name) for name in found.columns)
    return Found(names=names, types=tuple(map(str, found.types)), arrow=arrow)


def _first_clause(message: str) -> str:
    """Keep of a message of DuckDB what was wrong, and what it proposes."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    kept = [line for line in lines[:3] if not line.startswith(("LINE", "^", "Candidate f"))]
    return " ".join(kept)
