"""Write a record of any length, shaped like one that was written by hand.

The agreement and the entries of an example are taken as they are, and the entries repeated: each round a day
later than the round before, under names of its own. What can be said only once (the entry into force, changes
of the text) is said in the first round only.
"""

import argparse
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
ENTRY = re.compile(r"(?:(?:early|mid|late|before|after|about|between) )?\d{4}")
NAMED = re.compile(r"\bnamed ([\w.-]*\w)")
ONCE = re.compile(r" (?:in force|amend|join|leave|dissolve|split|settle)\b")


def write_record(folder: Path, entries: int, example: str = "gaza-2025") -> Path:
    """Write an agreement and so many entries into a folder, and give the path of the agreement."""
    home = ROOT / "examples" / example
    folder.mkdir(parents=True, exist_ok=True)
    pact = folder / f"{example}.pact"
    pact.write_text((home / f"{example}.pact").read_text("utf-8"), "utf-8")
    head, blocks = _parted((home / f"{example}.record").read_text("utf-8"))
    with (folder / f"{example}.record").open("w", encoding="utf-8") as stream:
        stream.write(head)
        for _, block in zip(range(entries), _rounds(blocks), strict=False):
            stream.write(block)
    return pact


def _parted(text: str) -> tuple[str, list[str]]:
    """Part a record into what stands before its entries, and the entries with their lines."""
    head: list[str] = []
    blocks: list[str] = []
    for line in text.splitlines(keepends=True):
        if ENTRY.match(line):
            blocks.append(line)
        elif blocks:
            blocks[-1] += line
        else:
            head.append(line)
    return "".join(head), blocks


def _rounds(blocks: list[str]) -> Iterator[str]:
    yield from blocks
    names = {name for block in blocks for name in NAMED.findall(block)}
    any_name = re.compile(
        rf"(?<![\w.-])({'|'.join(sorted(names))})(?![\w.-])" if names else r"(?!)"
    )
    for number in count(1):
        for block in blocks:
            if not ONCE.search(block):
                yield any_name.sub(rf"\1-{number}", _later(block, number))


def _later(block: str, days: int) -> str:
    """Move every date of a block by so many days."""
    return DATE.sub(
        lambda day: (date.fromisoformat(day[0]) + timedelta(days=days)).isoformat(), block
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("entries", type=int)
    parser.add_argument("--example", default="gaza-2025")
    asked = parser.parse_args()
    write_record(asked.folder, asked.entries, asked.example)
