"""Talk with a real language server, as an editor does: over its standard streams, in the protocol."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE_SECONDS = 30
START = "from servanda.cli.main import main; main(['lsp', '--stdio'])"


def errors(found: Iterable[types.Diagnostic]) -> list[types.Diagnostic]:
    """Leave out what only warns."""
    return [each for each in found if each.severity is types.DiagnosticSeverity.Error]


class Editor:
    """Hold a client with what it was told."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.faults: dict[str, list[types.Diagnostic]] = {}
        self.told: dict[str, int] = {}
        self.logged: list[str] = []
        self._versions: dict[str, int] = {}
        self._news = asyncio.Event()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def take(params: types.PublishDiagnosticsParams) -> None:
            self.faults[params.uri] = list(params.diagnostics)
            self.told[params.uri] = self.told.get(params.uri, 0) + 1
            self._news.set()

        @client.feature(types.WINDOW_LOG_MESSAGE)
        def log(params: types.LogMessageParams) -> None:
            self.logged.append(params.message)

    async def open(self, uri: str, text: str) -> list[types.Diagnostic]:
        """Open a text, and wait for its faults."""
        before = self.told.get(uri, 0)
        self._versions[uri] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "pact", 1, text))
        )
        return await self.news(uri, before)

    async def change(
        self, uri: str, text: str, range_: types.Range | None = None
    ) -> list[types.Diagnostic]:
        """Change a text, and wait for its faults."""
        before = self.told.get(uri, 0)
        self.type(uri, text, range_)
        return await self.news(uri, before)

    def type(self, uri: str, text: str, range_: types.Range | None = None) -> None:
        """Change a text, and wait for nothing."""
        self._versions[uri] += 1
        change: Any = (
            types.TextDocumentContentChangeWholeDocument(text)
            if range_ is None
            else types.TextDocumentContentChangePartial(range_, text)
        )
        document = types.VersionedTextDocumentIdentifier(self._versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def until(self, uri: str, count: int) -> list[types.Diagnostic]:
        """Wait until a text is told to have so many errors."""
        end = time.monotonic() + PATIENCE_SECONDS
        while uri not in self.faults or len(errors(self.faults[uri])) != count:
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), end - time.monotonic())
        return errors(self.faults[uri])

    async def news(self, uri: str, before: int) -> list[types.Diagnostic]:
        """Wait until the faults of a text are told anew."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.told.get(uri, 0) <= before:
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), end - time.monotonic())
        return self.faults[uri]


@asynccontextmanager
async def editing(folder: Path | None, **general: Any) -> AsyncIterator[Editor]:
    """Start a server, and end it; it must leave in peace, having written nothing but the protocol."""
    client = LanguageClient("editor", "1")
    editor = Editor(client)
    await client.start_io(sys.executable, "-c", START)
    server = client._server
    folders = [types.WorkspaceFolder(folder.as_uri(), "work")] if folder else None
    capabilities = types.ClientCapabilities(general=types.GeneralClientCapabilities(**general))
    await client.initialize_async(
        types.InitializeParams(capabilities=capabilities, workspace_folders=folders)
    )
    client.initialized(types.InitializedParams())
    try:
        yield editor
        await client.shutdown_async(None)
        client.exit(None)
        assert server is not None
        status = await asyncio.wait_for(server.wait(), PATIENCE_SECONDS)
        written = await server.stderr.read() if server.stderr is not None else b""
        assert (status, editor.logged, written) == (0, [], b"")
    finally:
        if server is not None and server.returncode is None:
            server.kill()
        await client.stop()
