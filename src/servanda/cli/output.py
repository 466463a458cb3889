"""Print a table as data, or a page for a person."""

from __future__ import annotations

import json

from servanda.cli.terminal import write
from servanda.reports.values import as_data


def write_data(table: object) -> None:
    """Write a table as JSON."""
    write(json.dumps(as_data(table), ensure_ascii=False, indent=2) + "\n")
