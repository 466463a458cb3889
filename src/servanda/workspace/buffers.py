"""Read texts of which some are open in an editor: what is open there stands for the files on disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic
from servanda.resolve.listening import Listening, Use, declarations, listening
from servanda.syntax import Document, parse
from servanda.workspace.load import PACT, RECORD, Texts, included, read_texts
from servanda.workspace.pipeline import Loaded, resolved
from servanda.workspace.refusal import CannotRun
from servanda.workspace.texts import make_source, read_text

FOLDERS_ABOVE = 8
Read = tuple[SourceFile | None, tuple[Diagnostic, ...]]


class Heard(Struct, frozen=True, kw_only=True):
    """Hold what was read, with the words that stand for names, and the true path of each text."""

    loaded: Loaded
    uses: tuple[Use, ...]
    files: Mapping[str, str]
    """The true path of each text, by the path under which it is shown."""
    root: str


class Buffers:
    """Hold the texts that are open, by their true paths; a text that did not change is parsed once."""

    def __init__(self) -> None:
        self._open: dict[str, str] = {}
        self._sources: dict[str, tuple[object, Read]] = {}
        self._parsed: dict[str, tuple[str, Document, tuple[Diagnostic, ...]]] = {}

    def put(self, path: str, text: str) -> None:
        """Let a text stand for the file of a true path."""
        self._open[path] = text

    def drop(self, path: str) -> None:
        """Let the file on disk count again."""
        self._open.pop(path, None)

    def open_paths(self) -> tuple[str, ...]:
        """Name the texts that are open, by their true paths."""
        return tuple(self._open)

    def text(self, path: str) -> str | None:
        """Give the text that is open under a true path, if one is."""
        return self._open.get(path)

    def copy(self) -> Buffers:
        """Give buffers of their own to whoever wants to try something."""
        other = Buffers()
        other._open = dict(self._open)
        other._sources, other._parsed = dict(self._sources), dict(self._parsed)
        return other

    def read_again(self, heard: Heard) -> Heard:
        """Read the same texts again, as they are now."""
        if os.path.exists(heard.root):
            return self._read_root(Path(heard.root))
        return self._read_text(heard.root)

    def read(self, path: str, home: str | None = None) -> Heard:
        """Read the agreement that a text belongs to: of its folder, or of one above, up to `home`.

        A folder with several agreements is none: there a text stands with its record, or alone.
        """
        heard = None
        for root in _roots(path, home):
            try:
                found = self._read_root(root)
            except CannotRun:
                continue
            if path in found.files.values():
                if found.loaded.agreement is not None and not _is_several(found):
                    return found
                heard = heard if heard and not _is_several(heard) else found
        if heard is not None and not _is_several(heard):
            return heard
        return self._read_alone(path)

    def _read_root(self, root: Path) -> Heard:
        return self._heard(read_texts(root, self._parse, self._source), str(root))

    def _read_alone(self, path: str) -> Heard:
        """Read a text that no file holds, or whose folder is no agreement's."""
        own = Path(path)
        if os.path.isfile(path):
            beside = own.with_suffix(PACT)
            for root in (beside, own):
                try:
                    found = self._read_root(root)
                except CannotRun:
                    continue
                if path in found.files.values():
                    return found
        return self._read_text(path)

    def _read_text(self, path: str) -> Heard:
        """Read a text that is in no file."""
        texts = Texts()
        source, faults = make_source(self._open.get(path, "").encode("utf-8", "replace"), path)
        texts.faults.extend(faults)
        if source is not None:
            document, found_faults = self._parse(source)
            texts.documents.append(document)
            texts.sources[source.path] = source
            texts.faults.extend((*found_faults, *included(document)[1]))
        return self._heard(texts, path)

    def _heard(self, texts: Texts, root: str) -> Heard:
        context = listening()
        loaded = resolved(texts, listening=context)
        files = {
            shown: os.path.realpath(shown) if os.path.exists(shown) else shown
            for shown in loaded.sources
        }
        return Heard(
            loaded=loaded,
            uses=_uses(context, loaded),
            files=files,
            root=root,
        )

    def _source(self, path: Path, shown: str) -> Read:
        """Give the text of a file: what is open, or what is on disk, read again where it changed."""
        true = os.path.realpath(path)
        state: object = self._open.get(true)
        if state is None:
            try:
                found = os.stat(true)
            except OSError:
                return read_text(path, shown)
            state = (found.st_mtime_ns, found.st_size, found.st_ino)
        kept = self._sources.get(shown)
        if kept is not None and kept[0] == state:
            return kept[1]
        if isinstance(state, str):
            read = make_source(state.encode("utf-8", "surrogatepass"), shown)
        else:
            read = read_text(path, shown)
        self._sources[shown] = (state, read)
        return read

    def _parse(self, source: SourceFile) -> tuple[Document, tuple[Diagnostic, ...]]:
        kept = self._parsed.get(source.path)
        if kept is not None and kept[0] == source.text:
            return kept[1], kept[2]
        document, faults = parse(source)
        self._parsed[source.path] = (source.text, document, faults)
        return document, faults


def _roots(path: str, home: str | None) -> list[Path]:
    """List the folders that may be an agreement's: that of a file, and those above it up to a home."""
    folders = [Path(path).parent]
    while home and str(folders[-1]) != home and len(folders) < FOLDERS_ABOVE:
        above = folders[-1].parent
        if above == folders[-1] or not str(above).startswith(home):
            break
        folders.append(above)
    return folders


def _is_several(heard: Heard) -> bool:
    """Tell whether texts declare more than one agreement."""
    return any(
        f.rule in ("second-agreement", "record-of-another") for f in heard.loaded.diagnostics
    )


def _uses(context: Listening, loaded: Loaded) -> tuple[Use, ...]:
    """List the words that stand for names, in the order of the texts; a declaration is told once."""
    declared = {
        (use.token.span, use.kind, use.name): use
        for use in declarations(context.names, loaded.documents)
    }
    found = {**context.uses, **declared}
    return tuple(sorted(found.values(), key=lambda use: use.token.span))


__all__ = ["RECORD", "Buffers", "Heard"]
