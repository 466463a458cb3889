"""Answer what an editor asks about the texts it has open."""

from __future__ import annotations

import os
import sys

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from servanda.lsp.actions import quick_fixes
from servanda.lsp.changes import typed
from servanda.lsp.completion import TRIGGERS, complete
from servanda.lsp.naming import Refused, all_parts, declared, own_name, part_at, renamed
from servanda.lsp.outline import folds, outline
from servanda.lsp.places import path_of, range_of
from servanda.lsp.sayings import rule_said, said_of
from servanda.lsp.server import Server, hush
from servanda.syntax import parse
from servanda.workspace.layout import lay_out_bytes
from servanda.workspace.load import included

server = Server()


def serve() -> None:
    """Talk with an editor over the standard streams, until it has had enough."""
    hush()
    # What is written is the protocol and nothing else; the stream is closed when the talk is over.
    server.start_io(stdout=os.fdopen(os.dup(sys.stdout.fileno()), "wb"))


# -- what is open ----------------------------------------------------------------------------------


@server.feature(types.INITIALIZED)
def initialized(ls: Server, _: types.InitializedParams) -> None:
    """Learn which folders the editor works in."""
    folders = ls.workspace.folders.values()
    uris = [folder.uri for folder in folders] or [ls.workspace.root_uri or ""]
    ls.desk.homes = [path_of(uri) for uri in uris if uri]


@server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
def folders_changed(ls: Server, _: types.DidChangeWorkspaceFoldersParams) -> None:
    """Learn that the editor works in other folders."""
    ls.desk.homes = [path_of(folder.uri) for folder in ls.workspace.folders.values()]


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """Take a text that was opened."""
    ls.take(params.text_document.uri, params.text_document.text)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Take what was typed."""
    uri = params.text_document.uri
    before = ls.desk.buffers.text(path_of(uri)) or ""
    ls.take(uri, typed(before, params.content_changes, ls.units))


@server.feature(types.TEXT_DOCUMENT_DID_SAVE)
def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    """Read a text again that was saved: what includes it may be on disk only."""
    ls.desk.touch()
    ls.schedule(path_of(params.text_document.uri))


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Let the file on disk count again."""
    ls.close(params.text_document.uri)


@server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    """Read again what changed on disk."""
    ls.desk.touch()
    for path in ls.desk.open_paths():
        ls.schedule(path)


# -- questions -------------------------------------------------------------------------------------


@server.feature(
    types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS)
)
async def completion(ls: Server, params: types.CompletionParams) -> types.CompletionList:
    """Offer what could stand here, with the names that were last known."""
    path = path_of(params.text_document.uri)
    looked = ls.desk.last(path)
    if looked is None or looked.names is None:
        looked = await ls.look(path)
    line, column = ls.place(path, params.position, None)
    items, is_cut = complete(ls.desk.now(path), line, column, looked, path)
    return types.CompletionList(is_incomplete=is_cut, items=items)


@server.feature(types.TEXT_DOCUMENT_HOVER)
async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Say what a word stands for and where it stands today, and what the rule of a fault is about."""
    path = path_of(params.text_document.uri)
    looked = await ls.look(path)
    line, column = ls.place(path, params.position, looked)
    part = part_at(looked, path, line, column)
    said = [said_of(looked, part.symbol)] if part is not None else []
    for fault in looked.faults_at(path, line, column):
        said.append(rule_said(fault))
    text = "\n\n---\n\n".join(dict.fromkeys(each for each in said if each))
    if not text:
        return None
    source = looked.source(path)
    return types.Hover(
        contents=types.MarkupContent(kind=types.MarkupKind.Markdown, value=text),
        range=range_of(part.span, source, ls.units) if part is not None else None,
    )


@server.feature(types.TEXT_DOCUMENT_DEFINITION)
async def definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
    """Give the place where the name at a place is declared, or the file that is included."""
    path = path_of(params.text_document.uri)
    looked = await ls.look(path)
    line, column = ls.place(path, params.position, looked)
    part = part_at(looked, path, line, column)
    if part is None:
        return _included(ls, path, line)
    found = declared(looked, part.symbol)
    return ls.location(found.span, looked) if found is not None else None


def _included(ls: Server, path: str, line: int) -> types.Location | None:
    document, _ = parse(ls.desk.now(path))
    for inclusion in included(document)[0]:
        if inclusion.span.line == line:
            target = os.path.realpath(os.path.join(os.path.dirname(path), inclusion.name))
            if os.path.isfile(target):
                return types.Location(uri=ls.uri(target), range=_start())
    return None


def _start() -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(0, 0))


@server.feature(types.TEXT_DOCUMENT_REFERENCES)
async def references(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
    """List the places where the thing at a place is named."""
    path = path_of(params.text_document.uri)
    looked = await ls.look(path)
    part = part_at(looked, path, *ls.place(path, params.position, looked))
    if part is None:
        return []
    parts = all_parts(looked, part.symbol)
    kept = [p for p in parts if params.context.include_declaration or not p.is_declaration]
    return [ls.location(each.span, looked) for each in kept]


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
async def highlight(
    ls: Server, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight]:
    """List the places in this text where the thing at a place is named."""
    path = path_of(params.text_document.uri)
    looked = await ls.look(path)
    part = part_at(looked, path, *ls.place(path, params.position, looked))
    shown = looked.shown_path(path)
    parts = all_parts(looked, part.symbol) if part is not None else []
    source = looked.source(path)
    return [
        types.DocumentHighlight(range=range_of(each.span, source, ls.units))
        for each in parts
        if each.span.path == shown
    ]


@server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
async def prepare_rename(
    ls: Server, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """Say which word would be renamed, where one can be."""
    path = path_of(params.text_document.uri)
    looked = await ls.look(path)
    part = part_at(looked, path, *ls.place(path, params.position, looked))
    if part is None or looked.names is None:
        return None
    parts = all_parts(looked, part.symbol)
    if not any(each.is_declaration for each in parts):
        return None
    source = looked.source(path)
    return types.PrepareRenamePlaceholder(
        range=range_of(part.span, source, ls.units),
        placeholder=own_name(part.symbol, looked.names),
    )


@server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
async def rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit:
    """Rename a thing in all texts of the agreement; refuse where anything else would change by it."""
    path = path_of(params.text_document.uri)
    looked = await ls.look(path)
    part = part_at(looked, path, *ls.place(path, params.position, looked))
    if part is None:
        raise JsonRpcInvalidParams("no name stands here")
    try:
        parts = renamed(looked, part.symbol, params.new_name, ls.desk.buffers)
    except Refused as refused:
        raise JsonRpcInvalidParams(str(refused)) from None
    changes: dict[str, list[types.TextEdit]] = {}
    for each in sorted(parts, key=lambda one: one.span):
        where = ls.location(each.span, looked)
        edit = types.TextEdit(range=where.range, new_text=params.new_name)
        changes.setdefault(where.uri, []).append(edit)
    return types.WorkspaceEdit(changes=changes)


# -- the text itself -------------------------------------------------------------------------------


@server.feature(types.TEXT_DOCUMENT_FORMATTING)
def formatting(ls: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """Lay a text out as `servanda fmt` does; where a part of it could be lost, leave it as it is."""
    path = path_of(params.text_document.uri)
    text = ls.desk.buffers.text(path)
    layout = lay_out_bytes((text or "").encode("utf-8", "replace"), path)
    if text is None or layout.source is None or not layout.is_faithful:
        return None
    if layout.source.text == layout.after:
        return []
    whole = types.Range(types.Position(0, 0), types.Position(len(layout.source.lines), 0))
    return [types.TextEdit(range=whole, new_text=layout.encoded.decode("utf-8"))]


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """List what a text declares."""
    document, _ = parse(ls.desk.now(path_of(params.text_document.uri)))
    return outline(document, ls.units)


@server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
def folding(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """Give what can be folded away."""
    document, _ = parse(ls.desk.now(path_of(params.text_document.uri)))
    return list(folds(document))


@server.feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
)
def actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Offer to write what was probably meant."""
    return quick_fixes(params.text_document.uri, params.context.diagnostics)
