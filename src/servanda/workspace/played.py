"""Turn a played run into the text of a record, and that text into an agreement with a record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from servanda.checks.playing import Play, record_of
from servanda.model.agreement import Agreement
from servanda.resolve.entries import is_entry
from servanda.syntax import Document, Sentence
from servanda.workspace.load import RECORD
from servanda.workspace.pipeline import Loaded, load_text

_NO_DECLARATION = ("record", "silent", "include")


def record_text(loaded: Loaded, play: Play, place: Path) -> str:
    """Write a played run as a record that stands at a place, and reads the agreement from there."""
    return record_of(play, includes(loaded, place), declarations(loaded))


def includes(loaded: Loaded, place: Path) -> tuple[str, ...]:
    """Name the files of the agreement from a place, where they stand in its folder or below."""
    folder = os.path.realpath(place.parent)
    names = [os.path.relpath(os.path.realpath(path), folder) for path in _kept(loaded)]
    return () if any(name.startswith(os.pardir) for name in names) else tuple(names)


def replayed(loaded: Loaded, play: Play) -> Loaded:
    """Read the agreement again with the played run as its only record."""
    texts = {path: loaded.sources[path].text for path in _kept(loaded)}
    texts["played.record"] = record_of(play, (), declarations(loaded))
    return load_text(texts)


def _kept(loaded: Loaded) -> list[str]:
    """Name the files that make the agreement: all but its records."""
    home = loaded.agreement.header.span.path if loaded.agreement is not None else ""
    return [p for p in loaded.sources if p == home or not p.endswith(RECORD)]


def own_entries(loaded: Loaded, agreement: Agreement) -> int:
    """Count the dated entries that stand in the files of the agreement itself."""
    kept = set(_kept(loaded))
    return sum(entry.span.path in kept for entry in agreement.entries)


def declarations(loaded: Loaded) -> tuple[str, ...]:
    """Copy what the records declare and a text may need: sources, labels, actors; no entry."""
    kept = set(_kept(loaded))
    return tuple(
        text
        for document in loaded.documents
        if document.file.path not in kept
        for text in _declared(document)
    )


def _declared(document: Document) -> Iterator[str]:
    for sentence in document.sentences:
        if is_entry(sentence) or sentence.head.tokens[0].text in _NO_DECLARATION:
            continue
        lines = range(sentence.span.line, _last_line(sentence) + 1)
        yield "\n".join(document.file.line_text(line) for line in lines)


def _last_line(sentence: Sentence) -> int:
    """Find the last line of a sentence, with all that stands below it."""
    own = max(token.span.line for clause in sentence.clauses for token in clause.tokens)
    return max([own, *(_last_line(child) for child in sentence.children)])
