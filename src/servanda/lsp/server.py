"""Hold what an editor has open, and tell it the faults of its texts after each pause in typing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from servanda import __version__
from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic
from servanda.lsp.desk import Desk, Looked
from servanda.lsp.faults import by_path, shown
from servanda.lsp.places import Units, path_of, range_of, uri_of

if TYPE_CHECKING:
    from pygls.server import ServerErrors

PAUSE_SECONDS = 0.05
"""How long typing must pause before the texts are read again."""
LONG = 200_000
"""Texts of more characters are read beside the talk with the editor, so that it never waits."""
LONG_PAUSE_SECONDS = 1.0
"""How long typing must pause before such a text is read again; what is typed is looked at alone before."""


class Server(LanguageServer):
    """Talk with one editor."""

    def __init__(self) -> None:
        super().__init__("servanda", __version__)
        self.desk = Desk()
        self._uris: dict[str, str] = {}
        self._told: dict[str, set[str]] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._at_work: set[asyncio.Task[None]] = set()
        self._reading = asyncio.Lock()

    @property
    def units(self) -> Units:
        """Give the units in which places are counted."""
        encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return Units(str(getattr(encoding, "value", encoding)))

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Say in one line that something of ours went wrong; the editor goes on."""
        if not isinstance(error, JsonRpcException):  # which is an answer, not a fault
            self.own_fault(error)

    def own_fault(self, error: Exception) -> None:
        """Say in one line that something of ours went wrong."""
        text = f"servanda: this is a fault of servanda: {type(error).__name__}: {error}"
        self.window_log_message(types.LogMessageParams(type=types.MessageType.Error, message=text))

    def uri(self, path: str) -> str:
        """Give the address of a text, as the editor writes it where it has it open."""
        return self._uris.get(path) or uri_of(path)

    def take(self, uri: str, text: str) -> str:
        """Take a text as it is now, have it read after a pause, and give its true path."""
        path = path_of(uri)
        self._uris[path] = uri
        self.desk.put(path, text)
        self.schedule(path)
        return path

    def close(self, uri: str) -> None:
        """Let the file on disk count again; a text that is in no file has no faults any more."""
        path = path_of(uri)
        self.desk.drop(path)
        self._publish(uri, [], None)
        if path != uri:
            self.schedule(path)

    def schedule(self, path: str) -> None:
        """Have a text read again after a pause in typing."""
        handle = self._waiting.pop(path, None)
        if handle is not None:
            handle.cancel()
        loop = asyncio.get_running_loop()
        self._waiting[path] = loop.call_later(PAUSE_SECONDS, self._start, path)

    def _start(self, path: str) -> None:
        self._waiting.pop(path, None)
        is_known = self.desk.size(path) > LONG and self.desk.last(path) is not None
        if is_known:
            self._glance(path)
            loop = asyncio.get_running_loop()
            wait = LONG_PAUSE_SECONDS - PAUSE_SECONDS
            self._waiting[path] = loop.call_later(wait, self._start_reading, path)
        else:
            self._start_reading(path)

    def _glance(self, path: str) -> bool:
        """Tell the faults of what was just typed in a long text, where it can be looked at alone."""
        try:
            found = self.desk.glance(path)
        except Exception as fault:
            self.own_fault(fault)
            return False
        if found is None:
            return False
        self._publish(self.uri(path), by_path(found.faults).get(found.shown_path(path), []), found)
        return True

    def _start_reading(self, path: str) -> None:
        self._waiting.pop(path, None)
        task = asyncio.ensure_future(self._tell(path))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def look(self, path: str) -> Looked:
        """Read the agreement of a text; of a long one beside the talk with the editor."""
        async with self._reading:
            if self.desk.size(path) <= LONG:
                return self.desk.look(path)
            return await asyncio.to_thread(self.desk.look, path)

    async def _tell(self, path: str) -> None:
        try:
            looked = await self.look(path)
            if self.desk.is_fresh(looked) or not self._glance(path):
                self.publish(looked)
        except Exception as fault:
            self.own_fault(fault)

    def publish(self, looked: Looked) -> None:
        """Publish the faults of each text of an agreement, and none where none is any more."""
        found = by_path(looked.faults)
        told: set[str] = set()
        for each in {**looked.heard.loaded.sources, **dict.fromkeys(found)}:
            uri = self.address(each, looked)
            told.add(uri)
            self._publish(uri, found.get(each, []), looked)
        for uri in self._told.get(looked.heard.root, set()) - told:
            self._publish(uri, [], None)
        self._told[looked.heard.root] = told

    def _publish(self, uri: str, faults: Sequence[Diagnostic], looked: Looked | None) -> None:
        sources = looked.heard.loaded.sources if looked is not None else {}
        found = [
            shown(fault, sources, lambda path: self.address(path, looked), self.units)
            for fault in faults
        ]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=found)
        )

    def address(self, shown_path: str, looked: Looked | None) -> str:
        """Give the address of a text by the path under which it is shown."""
        files = looked.heard.files if looked is not None else {}
        return self.uri(files.get(shown_path) or path_of(uri_of(shown_path)))

    def source(self, path: str, looked: Looked | None) -> SourceFile:
        """Give a text as it was looked at, or as it is now."""
        found = looked.source(path) if looked is not None else None
        return found or self.desk.now(path)

    def place(self, path: str, position: types.Position, looked: Looked | None) -> tuple[int, int]:
        """Turn a position into a line and a column, both counted from 1."""
        text = self.source(path, looked).line_text(position.line + 1)
        return position.line + 1, self.units.column(text, position.character) + 1

    def location(self, span: Span, looked: Looked) -> types.Location:
        """Give the place of a span."""
        source = looked.heard.loaded.sources.get(span.path)
        uri = self.address(span.path, looked)
        return types.Location(uri=uri, range=range_of(span, source, self.units))


def hush() -> None:
    """Write nothing on the stream of faults: an editor shows it to people as it is."""
    logger = logging.getLogger("pygls")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
