"""Do one piece of work on a generated record, and print its processor time and the most memory, as JSON.

Started by `run.py`, each time as a process of its own. Only the standard library is loaded before the clock
runs, so that a work pays for what it imports.
"""

import json
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path


def lines_by_regex(folder: Path) -> int:
    """Cut each line into words with their places: a floor for whatever reads line by line, and no reader."""
    words = re.compile(r'"[^"]*"|[^\s";,\[\]]+|[;,\[\]]')
    (record,) = folder.glob("*.record")
    kept = []
    for line in record.read_text("utf-8").split("\n"):
        kept.append([(found[0], *found.span()) for found in words.finditer(line)])
    return len(kept)


def trees(folder: Path) -> int:
    """Make the trees of the texts, with the place of each word, and all faults of their form."""
    from servanda.base.spans import SourceFile
    from servanda.syntax import parse

    found = [
        parse(SourceFile(path=str(text), text=text.read_text("utf-8"))) for text in folder.iterdir()
    ]
    return len(found)


def read(folder: Path) -> int:
    """Read the texts whole: trees, names, the values of the model, and all faults."""
    from servanda.workspace import load

    agreement = load(folder).agreement
    assert agreement is not None
    return len(agreement.entries)


def plainly(folder: Path) -> int:
    """Read the texts with all their faults, ordinary entries by their shapes: each is made when asked for."""
    from servanda.workspace.pipeline import load_plainly

    agreement = load_plainly(folder).agreement
    assert agreement is not None
    return len(agreement.entries)


def made(folder: Path) -> int:
    """Read the texts by shapes, and make every entry."""
    from servanda.workspace.pipeline import load_plainly

    agreement = load_plainly(folder).agreement
    assert agreement is not None
    return sum(1 for _ in agreement.entries)


def kept(folder: Path) -> int:
    """Read through what is kept."""
    from servanda.workspace.kept import load_kept

    agreement = load_kept(folder, folder.parent / "cache").agreement
    assert agreement is not None
    return len(agreement.entries)


def beancount(folder: Path) -> int:
    """Let the parser of Beancount read the same entries as `custom` directives; nothing is booked."""
    from beancount.parser import parser

    entries, faults, _ = parser.parse_file(str(folder.parent / "same.beancount"))
    assert not faults
    return len(entries)


WORKS: dict[str, Callable[[Path], int]] = {
    work.__name__: work for work in (lines_by_regex, trees, read, plainly, made, kept, beancount)
}

if __name__ == "__main__":
    import gc

    gc.set_threshold(200_000)  # as the commands of Servanda do; the peers gain by it too
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    count = WORKS[sys.argv[1]](Path(sys.argv[2]))
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps({"cpu": after.ru_utime - before, "mb": after.ru_maxrss / 1024, "count": count})
    )
