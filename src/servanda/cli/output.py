"""Print a table as data, or a page for a person."""

from __future__ import annotations

from servanda.cli.terminal import takes_unicode, write
from servanda.reports.values import as_data


def as_json(table: object) -> str:
    """Give a table as JSON, in ASCII where the output could not take it otherwise."""
    import json  # takes a while, and only data needs it

    text = json.dumps(as_data(table), ensure_ascii=not takes_unicode(), indent=2)
    return f"{text}\n"


def write_data(table: object) -> None:
    """Write a table as JSON."""
    write(as_json(table))
