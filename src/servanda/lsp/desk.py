"""Hold the texts that are open in an editor, and what was last found out about them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic
from servanda.model.agreement import Agreement
from servanda.resolve.listening import Use
from servanda.resolve.names import Names
from servanda.syntax import Document
from servanda.workspace.buffers import Buffers, Heard
from servanda.workspace.glance import glance
from servanda.workspace.pipeline import check
from servanda.workspace.texts import make_source


class Looked(Struct, frozen=True, kw_only=True):
    """Hold what was read of the texts of an agreement, with all their faults."""

    heard: Heard
    faults: tuple[Diagnostic, ...]
    versions: dict[str, int]
    lines: dict[tuple[str, int], tuple[Use, ...]] = field(default_factory=dict)

    @property
    def agreement(self) -> Agreement | None:
        """Give the agreement, where the texts declare one."""
        return self.heard.loaded.agreement

    @property
    def names(self) -> Names | None:
        """Give the names that the texts declare."""
        stated = self.heard.loaded.stated
        return stated.names if stated is not None else None

    def shown_path(self, path: str) -> str:
        """Give the path under which a text is shown, by its true one."""
        return next((shown for shown, true in self.heard.files.items() if true == path), path)

    def source(self, path: str) -> SourceFile | None:
        """Give a text by its true path."""
        return self.heard.loaded.sources.get(self.shown_path(path))

    def document(self, path: str) -> Document | None:
        """Give the tree of a text by its true path."""
        shown = self.shown_path(path)
        return next((d for d in self.heard.loaded.documents if d.file.path == shown), None)

    def uses_on(self, path: str, line: int) -> tuple[Use, ...]:
        """List the words of a line that stand for names; lines count from 1."""
        return self.lines.get((self.shown_path(path), line), ())

    def faults_at(self, path: str, line: int, column: int) -> Iterator[Diagnostic]:
        """Give the faults that are marked at a place, counted from 1."""
        shown = self.shown_path(path)
        for fault in self.faults:
            if fault.span.path == shown and covers(fault.span, line, column):
                yield fault


def covers(span: Span, line: int, column: int) -> bool:
    """Tell whether a span reaches over a place; one that is empty marks its whole line."""
    if span.line != line:
        return False
    return span.column <= column <= span.end_column or span.column == span.end_column


class Desk:
    """Keep texts as they are typed, and read them again only when one of them changed."""

    def __init__(self) -> None:
        self.buffers = Buffers()
        self.homes: list[str] = []
        self._versions: dict[str, int] = {}
        self._looked: dict[str, Looked] = {}
        self._changes = 0

    def put(self, path: str, text: str) -> None:
        """Take a text as it is now."""
        self.buffers.put(path, text)
        self._step(path)

    def drop(self, path: str) -> None:
        """Let the file on disk count again."""
        self.buffers.drop(path)
        self._step(path)

    def open_paths(self) -> tuple[str, ...]:
        """Name the texts that are open."""
        return self.buffers.open_paths()

    def touch(self) -> None:
        """Note that files changed on disk: whatever was found out may no longer be so."""
        self._looked.clear()

    def _step(self, path: str) -> None:
        self._changes += 1
        self._versions[path] = self._changes

    def is_fresh(self, looked: Looked) -> bool:
        """Tell whether no text of an agreement changed since it was looked at."""
        known = looked.versions
        return all(self._versions.get(path, 0) == known.get(path, 0) for path in known)

    def last(self, path: str) -> Looked | None:
        """Give what was last found out about a text, perhaps of an earlier version."""
        return self._looked.get(path)

    def size(self, path: str) -> int:
        """Say how long an open text is."""
        return len(self.buffers.text(path) or "")

    def look(self, path: str) -> Looked:
        """Read the agreement of a text with all its faults, unless nothing changed."""
        last = self._looked.get(path)
        if last is not None and self.is_fresh(last):
            return last
        before = dict(self._versions)
        heard = self.buffers.read(path, self._home(path))
        faults = check(heard.loaded)
        lines: dict[tuple[str, int], list[Use]] = {}
        for use in heard.uses:
            lines.setdefault((use.token.path, use.token.line), []).append(use)
        versions = {true: before.get(true, 0) for true in heard.files.values()}
        # A file that is opened, or closed, anew may belong to the same agreement.
        versions[path] = before.get(path, 0)
        looked = Looked(
            heard=heard,
            faults=faults,
            versions=versions,
            lines={place: tuple(found) for place, found in lines.items()},
        )
        for true in versions:
            self._looked[true] = looked
        return looked

    def glance(self, path: str) -> Looked | None:
        """Look at what was just typed alone, beside what was last found out; None where that cannot be."""
        last = self._looked.get(path)
        if last is None:
            return None
        shown, loaded = last.shown_path(path), last.heard.loaded
        now = SourceFile(path=shown, text=self.now(path).text)
        faults = glance(loaded, last.faults, now)
        if faults is None:
            return None
        sources = {**loaded.sources, shown: now}
        heard = replace(last.heard, loaded=replace(loaded, sources=sources))
        return replace(last, heard=heard, faults=faults)

    def now(self, path: str) -> SourceFile:
        """Give a text as it is at this moment."""
        text = self.buffers.text(path)
        source, _ = make_source((text or "").encode("utf-8", "replace"), path)
        return source or SourceFile(path=path, text="")

    def _home(self, path: str) -> str | None:
        """Give the innermost folder of the editor's workspace in which a file lies."""
        above = [home for home in self.homes if path.startswith(home.rstrip(os.sep) + os.sep)]
        return max(above, key=len, default=None)
