"""Lay a text out in the canonical way, and tell whether anything would be lost by it."""

import os
from pathlib import Path

from msgspec import Struct

from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic, in_order
from servanda.syntax import parse, print_document, shape
from servanda.workspace.texts import make_source, read_bytes


class Layout(Struct, frozen=True, kw_only=True):
    """Hold a text before and after, and the faults that stand in the way.

    It is faithful when the new text parses to the same tree, so that nothing was lost.
    """

    path: str
    source: SourceFile | None
    data: bytes
    after: str
    is_faithful: bool
    diagnostics: tuple[Diagnostic, ...]

    @property
    def encoded(self) -> bytes:
        """Give the new text as bytes, with the line ends that the file had."""
        ends = b"\r\n" if b"\r\n" in self.data else b"\n"
        return self.after.encode("utf-8").replace(b"\n", ends)


def lay_out(path: Path) -> Layout:
    """Print a file in the canonical way."""
    shown = os.path.normpath(path)
    return lay_out_bytes(read_bytes(path, shown), shown)


def lay_out_bytes(data: bytes, shown: str) -> Layout:
    """Print a text in the canonical way."""
    source, faults = make_source(data, shown)
    if source is None:
        return Layout(
            path=shown, source=None, data=data, after="", is_faithful=False, diagnostics=faults
        )
    document, more = parse(source)
    after = print_document(document)
    again, _ = parse(SourceFile(path=shown, text=after))
    return Layout(
        path=shown,
        source=source,
        data=data,
        after=after,
        is_faithful=shape(again) == shape(document),
        diagnostics=in_order((*faults, *more)),
    )
