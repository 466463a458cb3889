"""Read texts again after a save: what was only added to the last of them is read alone."""

from __future__ import annotations

import os
from pathlib import Path

from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic, Severity
from servanda.resolve import Appending
from servanda.syntax import parse
from servanda.workspace.growing import Growing, Grown, Piece
from servanda.workspace.kept import load_kept
from servanda.workspace.load import is_large, read_texts, roots_of
from servanda.workspace.pipeline import Loaded, load
from servanda.workspace.texts import read_text


class Saved:
    """Hold the texts that a path stands for as they were when they were last read.

    Large texts are read through what is kept in a folder, if there is one.
    """

    def __init__(self, path: str, folder: Path | None = None) -> None:
        self._path, self._folder = path, folder
        self._roots: list[str] = []
        self._texts: dict[str, str] = {}
        self._stamps: dict[str, tuple[int, int, int]] = {}
        self._growing: Growing | _Long | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Name the files that were read."""
        return tuple(self._texts)

    def anew(self) -> Grown:
        """Read all texts. Raises `CannotRun` where there are none."""
        self._growing = None
        roots = roots_of(Path(self._path))
        self._stamps = dict(zip(roots, map(_stamp, roots), strict=True))
        if is_large(Path(self._path)):
            return self._anew_kept(roots)
        texts = read_texts(Path(self._path), parse)
        if texts.tables or not texts.documents:  # a table is no text that could grow
            loaded = load(self._path)
            self._texts = dict.fromkeys(loaded.sources, "")
            return Grown(anew=loaded.agreement, faults=loaded.diagnostics)
        last = texts.documents[-1].file
        growing = Growing(texts.documents[:-1], last.path, last.text)
        faults = tuple(dict.fromkeys((*texts.faults, *growing.faults)))
        self._roots = roots
        self._texts = {document.file.path: document.file.text for document in texts.documents}
        if growing.agreement is not None and not _has_errors(faults):
            self._growing = growing
        return Grown(anew=growing.agreement, faults=faults)

    def _anew_kept(self, roots: list[str]) -> Grown:
        """Read large texts: their ordinary entries by shapes, or all from what was kept."""
        loaded = load_kept(self._path, self._folder)
        self._roots = roots
        self._texts = {shown: source.text for shown, source in loaded.sources.items()}
        if not (loaded.tables or loaded.has_errors or loaded.stated is None):
            self._growing = _Long(loaded, self.files[-1])
        return Grown(anew=loaded.agreement, faults=loaded.diagnostics)

    def again(self) -> Grown:
        """Read what was saved: the lines that were added to the last text, or else all of it."""
        piece = self._added()
        grown = None if piece is None or self._growing is None else self._growing.more(piece)
        if piece is None or grown is None:
            return self.anew()
        if _has_errors(grown.faults):
            self._growing = None
            return grown
        last = self.files[-1]
        self._texts[last] += piece.text
        return grown

    def _added(self) -> Piece | None:
        """Give the whole lines that were added to the last text; None where anything else changed."""
        if self._growing is None or roots_of(Path(self._path)) != self._roots:
            return None
        *others, last = self.files
        for shown in others:
            if shown in self._stamps and _stamp(shown) == self._stamps[shown]:
                continue
            source, _ = read_text(Path(shown), shown)
            if source is None or source.text != self._texts[shown]:
                return None
        source, faults = read_text(Path(last), last)
        old = self._texts[last]
        if source is None or faults or not source.text.startswith(old):
            return None
        text = source.text[len(old) :]
        if not (old.endswith("\n") and text.endswith("\n")):
            return None
        return Piece(text=text, before=old.count("\n"))


class _Long:
    """Hold what was read of large texts, the last of which grows; no trees of them are needed."""

    def __init__(self, loaded: Loaded, shown: str) -> None:
        assert loaded.stated is not None
        self._shown = shown
        self._told = set(loaded.diagnostics)
        self._appending = Appending.after(loaded.stated, loaded.diagnostics)

    def more(self, piece: Piece) -> Grown | None:
        """Read a piece that comes after all before it; None where all is to be read anew."""
        document, faults = parse(SourceFile(path=self._shown, text=piece.text), piece.before)
        read = None if piece.text[:1] in (" ", "\t") else self._appending.read(document.sentences)
        if read is None:
            return None
        entries, more = read
        new = tuple(f for f in dict.fromkeys((*faults, *more)) if f not in self._told)
        self._told.update(new)
        return Grown(entries=entries, faults=new)


def _stamp(shown: str) -> tuple[int, int, int]:
    """Tell by size and time of change whether a file is another."""
    try:
        found = os.stat(shown)
    except OSError:
        return (-1, -1, -1)
    return found.st_size, found.st_mtime_ns, found.st_ino


def _has_errors(faults: tuple[Diagnostic, ...]) -> bool:
    return any(fault.severity is Severity.ERROR for fault in faults)
