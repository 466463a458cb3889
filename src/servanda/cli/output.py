"""Print a table as data, or a page for a person."""

from __future__ import annotations

from servanda.cli.terminal import takes_unicode, write
from servanda.reports import values


def as_json(table: object) -> str:
    """Give a table as JSON, in ASCII where the output could not take it otherwise."""
    return values.as_json(table, is_ascii=not takes_unicode())


def write_data(table: object) -> None:
    """Write a table as JSON."""
    write(as_json(table))
