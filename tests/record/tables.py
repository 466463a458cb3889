"""Write synthetic tables of incidents, of any size, and a map and an agreement that fit them."""

import csv
from datetime import date, timedelta
from pathlib import Path

PACT = """\
agreement accord "An accord of synthetic parties"
  zone UTC
party north "North", south "South"
monitor mission "The mission"
truce: north and south each must not attack
"""
MAP = """\
agreement = "accord"
[source]
id = "log"
title = "A synthetic log of incidents"
[columns]
id = "id"
date = "happened"
recorded = "filed"
actor = "who"
place = "place"
words = "notes"
[entry]
by = "mission"
unknown_actor = "reject"
[actors]
"Army of the North" = "north"
"Army of the South" = "south"
[[rule]]
where = { type = "shelling" }
against = "truce"
figures = [{ name = "rounds", column = "rounds" }]
[[rule]]
where = { type = "parade" }
leave_out = "parades bear on nothing"
"""
HEADER = ("id", "happened", "filed", "who", "type", "rounds", "place", "notes")


def row(number: int, **other: str) -> dict[str, str]:
    """Give a row that fits, but for what is said otherwise."""
    day = date(2024, 1, 1) + timedelta(days=number % 366)
    fitting = {
        "id": str(number),
        "happened": day.isoformat(),
        "filed": (day + timedelta(days=number % 3)).isoformat(),
        "who": f"Army of the {'North' if number % 2 else 'South'}",
        "type": "shelling",
        "rounds": str(number % 12),
        "place": f"Grid {number % 100}",
        "notes": f'synthetic "incident" {number}, of no day\nand no place',
    }
    return {**fitting, **other}


def write_table(path: Path, rows: list[dict[str, str]], header: tuple[str, ...] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header)
        writer.writeheader()
        writer.writerows(rows)
    return path


def lay_out(folder: Path, count: int) -> Path:
    """Write the agreement, the map, and a table of so many rows that fit."""
    (folder / "accord.pact").write_text(PACT, "utf-8")
    (folder / "map.toml").write_text(MAP, "utf-8")
    return write_table(folder / "log.csv", [row(number) for number in range(count)])
