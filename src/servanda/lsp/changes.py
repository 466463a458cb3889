"""Apply what was typed to a text, by lines as the protocol and the language count them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lsprotocol import types

from servanda.lsp.places import Units

_END = re.compile(r"\r\n|\n|\r")


def typed(text: str, changes: Iterable[types.TextDocumentContentChangeEvent], units: Units) -> str:
    """Give a text after some changes, one upon the other."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start = offset(text, change.range.start, units)
            end = max(start, offset(text, change.range.end, units))
            text = f"{text[:start]}{change.text}{text[end:]}"
        else:
            text = change.text
    return text


def offset(text: str, position: types.Position, units: Units) -> int:
    """Count the code points before a position; one behind the text is moved to its end."""
    begin = _begin_of_line(text, position.line)
    found = _END.search(text, begin)
    line = text[begin : found.start() if found else len(text)]
    return begin + units.column(line, position.character)


def _begin_of_line(text: str, line: int) -> int:
    """Find where a line begins, counted from 0."""
    if "\r" not in text:
        begin = 0
        for _ in range(line):
            found = text.find("\n", begin)
            if found < 0:
                return len(text)
            begin = found + 1
        return begin
    ends = _END.finditer(text)
    begin = 0
    for _ in range(line):
        end = next(ends, None)
        if end is None:
            return len(text)
        begin = end.end()
    return begin
