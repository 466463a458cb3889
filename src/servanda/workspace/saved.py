"""Read texts again after a save: what was only added to the last of them is read alone."""

from __future__ import annotations

from pathlib import Path

from servanda.diagnostics import Diagnostic, Severity
from servanda.syntax import parse
from servanda.workspace.growing import Growing, Grown, Piece
from servanda.workspace.load import read_texts, roots_of
from servanda.workspace.pipeline import load
from servanda.workspace.texts import read_text


class Saved:
    """Hold the texts that a path stands for as they were when they were last read."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._roots: list[str] = []
        self._texts: dict[str, str] = {}
        self._growing: Growing | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Name the files that were read."""
        return tuple(self._texts)

    def anew(self) -> Grown:
        """Read all texts. Raises `CannotRun` where there are none."""
        self._growing = None
        roots = roots_of(Path(self._path))
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

    def again(self) -> Grown:
        """Read what was saved: the lines that were added to the last text, or else all of it."""
        piece = self._added()
        if piece is None or self._growing is None:
            return self.anew()
        grown = self._growing.more(piece)
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


def _has_errors(faults: tuple[Diagnostic, ...]) -> bool:
    return any(fault.severity is Severity.ERROR for fault in faults)
