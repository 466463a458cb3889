"""Run the commands a page shows, and write what they print into it.

A block of kind `console` holds a command after `$` and what it prints, run in the folder of the
repository. `| head -N` keeps the first lines only, and `printf 'LINES' |` before the command is what
it reads. `tools/console_pages.py` fills the pages anew.
"""

import io
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from servanda.cli.main import run

ROOT = Path(__file__).parents[1]
PAGES = (
    ROOT / "docs" / "reference" / "commands.md",
    ROOT / "docs" / "how-to" / "scale.md",
)
_BLOCK = re.compile(r"^```console\n\$ (?P<command>.*)\n(?P<printed>(?:.*\n)*?)```$", re.MULTILINE)
_HEAD = re.compile(r"\s*\|\s*head -(\d+)$")
_INPUT = re.compile(r"^printf '([^']*)' \| ")


class Shown(NamedTuple):
    """Hold a command of a page with what the page says it prints."""

    command: str
    printed: str


def shown(page: Path) -> Iterator[Shown]:
    """Give the commands of a page."""
    for found in _BLOCK.finditer(page.read_text("utf-8")):
        yield Shown(found["command"], found["printed"])


def printed_by(command: str) -> str:
    """Run a command, and give what it prints, without blanks at the ends of lines."""
    head, typed = _HEAD.search(command), _INPUT.match(command)
    words = shlex.split(_INPUT.sub("", _HEAD.sub("", command)))
    said, before = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(typed[1].replace("\\n", "\n") if typed else "")
    try:
        with chdir(ROOT), redirect_stdout(said), redirect_stderr(said):
            run(words[1:])
    finally:
        sys.stdin = before
    lines = said.getvalue().splitlines()
    if head is not None:
        lines = lines[: int(head[1])]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def filled(page: Path) -> str:
    """Give the text of a page with what its commands print now."""

    def fill(found: re.Match[str]) -> str:
        command = found["command"]
        return f"```console\n$ {command}\n{printed_by(command)}```"

    return _BLOCK.sub(fill, page.read_text("utf-8"))


def main() -> None:
    for page in PAGES:
        page.write_text(filled(page), "utf-8")
        sys.stderr.write(f"filled {page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
