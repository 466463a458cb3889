"""Find the entries of a source that stand in records already, by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from servanda.syntax.tokens import Kind, tokenize

# As imports write it: a name, then what is cited, at the end of the line.
_AT_THE_END = re.compile(r'^[^#]* named (\S+) \[[^\]"]*(?:"(?:[^"\\]|\\.)*")?[^\]"]*\]$')
_RECORDED = re.compile(r" recorded \S+")

Known = dict[str, int]
"""The mark of each entry's line, by the name of the entry."""


def known_entries(paths: Iterable[Path], prefix: str, recorded: str) -> Known:
    """Read which entries stand in some records under names with a prefix.

    `recorded` is a date that all rows of an import share: it does not tell entries apart.
    """
    found: Known = {}
    for path in paths:
        for line in _lines(path):
            if prefix in line:
                for name in _names(line, prefix):
                    found.setdefault(name, mark(line, recorded))
    return found


def mark(line: str, recorded: str) -> int:
    """Mark a line by what it says."""
    text = line.strip()
    return hash(_RECORDED.sub("", text, count=1) if recorded else text)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace", newline="\n") as stream:
        yield from stream


def _names(line: str, prefix: str) -> Iterator[str]:
    text = line.strip()
    plain = _AT_THE_END.match(text)
    if plain is not None:
        if plain[1].startswith(prefix):
            yield plain[1]
        return
    tokens, _ = tokenize(text, "", 1)
    for word, name in pairwise(tokens):
        if word.is_word("named") and name.kind is Kind.WORD and name.text.startswith(prefix):
            yield name.text
