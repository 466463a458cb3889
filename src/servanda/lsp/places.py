"""Turn spans of texts into places of the protocol and back, in the units an editor counts in."""

from __future__ import annotations

import os

from lsprotocol import types
from msgspec import Struct
from pygls.uris import from_fs_path, to_fs_path

from servanda.base.spans import SourceFile, Span

BEYOND = 0xFFFF


class Units(Struct, frozen=True):
    """Count text in the units that were agreed on: UTF-16 where nothing was."""

    encoding: str = types.PositionEncodingKind.Utf16.value

    def width(self, text: str) -> int:
        """Count the units of a text."""
        if text.isascii():
            return len(text)
        match self.encoding:
            case types.PositionEncodingKind.Utf8.value:
                return len(text.encode("utf-8", "replace"))
            case types.PositionEncodingKind.Utf32.value:
                return len(text)
            case _:
                return len(text) + sum(ord(sign) > BEYOND for sign in text)

    def column(self, line: str, units: int) -> int:
        """Count the code points before a place; a place inside of one, or behind the line, is moved back."""
        if line.isascii():
            return max(0, min(units, len(line)))
        passed = 0
        for index, sign in enumerate(line):
            passed += self.width(sign)
            if passed > units:
                return index
        return len(line)


def position(source: SourceFile | None, line: int, column: int, units: Units) -> types.Position:
    """Give the place of a column, counted from 1, on a line, counted from 1."""
    text = source.line_text(line) if source is not None else ""
    return types.Position(line=max(0, line - 1), character=units.width(text[: column - 1]))


def range_of(span: Span, source: SourceFile | None, units: Units) -> types.Range:
    """Give the range of a span."""
    return types.Range(
        start=position(source, span.line, span.column, units),
        end=position(source, span.line, span.end_column, units),
    )


def lines_of(source: SourceFile, first: int, last: int, units: Units) -> types.Range:
    """Give the range from the beginning of a line to the end of another."""
    end = len(source.line_text(last)) + 1
    return types.Range(
        start=types.Position(line=first - 1, character=0),
        end=position(source, last, end, units),
    )


def path_of(uri: str) -> str:
    """Give the true path of a document; one that is in no file goes by its address."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return os.path.realpath(path) if path else uri


def uri_of(path: str) -> str:
    """Give the address of a true path."""
    if not os.path.isabs(path):
        return path
    return from_fs_path(path) or path
