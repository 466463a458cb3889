"""Hold what a file gives: one or more reports, each a list of blocks."""

from __future__ import annotations

from msgspec import Struct

from servanda.intake.mapped import Mapped


class Block(Struct, frozen=True, kw_only=True, eq=False):
    """Hold a paragraph, a heading or a caption; `part` says which, `page` counts from 1 in a PDF."""

    text: Mapped
    part: str = "text"
    page: int = 0


class Piece(Struct, frozen=True, kw_only=True, eq=False):
    """Hold one report as its file gives it, with what the file says of it besides.

    `dated` is as written in the file. `original` is the text whose characters the spans count.
    """

    blocks: tuple[Block, ...]
    original: str
    form: str
    title: str = ""
    publisher: str = ""
    dated: str = ""
    address: str = ""
