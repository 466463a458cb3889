"""Change a text line by line, keeping its comments and its layout, and show what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import unified_diff

from msgspec import Struct

from servanda.base.spans import SourceFile


class Replace(Struct, frozen=True, kw_only=True):
    """Put other words in the place of some columns of a line; columns count from 1, end exclusive."""

    path: str
    line: int
    column: int
    end_column: int
    text: str


class Insert(Struct, frozen=True, kw_only=True):
    """Put lines after a line; 0 stands before the first."""

    path: str
    after: int
    lines: tuple[str, ...]


class Drop(Struct, frozen=True, kw_only=True):
    """Take a line out."""

    path: str
    line: int


TextChange = Replace | Insert | Drop


def can_stand_together(changes: Iterable[TextChange]) -> bool:
    """Tell whether no two changes touch the same words; the same insertion twice is one."""
    taken: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for change in set(changes):
        if isinstance(change, Insert):
            continue
        ends = (1, 1 << 30) if isinstance(change, Drop) else (change.column, change.end_column)
        spans = taken.setdefault((change.path, change.line), [])
        if any(
            (ends[0] < last and first < ends[1]) or ends == (first, last) for first, last in spans
        ):
            return False
        spans.append(ends)
    return True


def changed(
    sources: Mapping[str, SourceFile], changes: Iterable[TextChange]
) -> dict[str, SourceFile]:
    """Give the files that some changes touch, as they read after them.

    Insertions at one place stand in the order given.
    """
    wanted: dict[str, list[TextChange]] = {}
    for change in dict.fromkeys(changes):
        wanted.setdefault(change.path, []).append(change)
    return {path: _file(sources[path], found) for path, found in wanted.items()}


def _file(source: SourceFile, changes: list[TextChange]) -> SourceFile:
    added: dict[int, list[str]] = {}
    edits: dict[int, list[Replace]] = {}
    dropped: set[int] = set()
    for change in changes:
        match change:
            case Insert(after=after, lines=lines):
                added.setdefault(after, []).extend(lines)
            case Replace(line=line):
                edits.setdefault(line, []).append(change)
            case Drop(line=line):
                dropped.add(line)
    kept = list(added.get(0, []))
    for number, text in enumerate(source.lines, start=1):
        if number not in dropped:
            kept.append(_line(text, edits.get(number, [])))
        kept.extend(added.get(number, []))
    return SourceFile(path=source.path, text="\n".join(kept))


def _line(text: str, edits: list[Replace]) -> str:
    for edit in sorted(edits, key=lambda e: e.column, reverse=True):
        text = text[: edit.column - 1] + edit.text + text[edit.end_column - 1 :]
    return text.rstrip() if edits else text


def differences(before: SourceFile, after: SourceFile, context: int = 2) -> tuple[str, ...]:
    r"""Give a unified diff of a file, without the line ends.

    >>> one = SourceFile(path="a.pact", text="a\nb\nc")
    >>> two = SourceFile(path="a.pact", text="a\nB\nc")
    >>> differences(one, two, 0)
    ('--- a.pact', '+++ a.pact', '@@ -2 +2 @@', '-b', '+B')
    """
    return tuple(
        unified_diff(
            before.lines,
            after.lines,
            before.path,
            after.path,
            n=context,
            lineterm="",
        )
    )
