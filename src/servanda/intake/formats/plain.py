"""Read plain text and Markdown: paragraphs stand apart by blank lines, or each on its own line."""

from __future__ import annotations

import re

from servanda.intake.formats.pieces import Block, Piece
from servanda.intake.mapped import Mapped, whole

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_HEADING = re.compile(r"#{1,6}\s+")
_SIGNS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,!?])[*_](?!\w)|`|!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"(\[)([^\]\n]+)(\]\([^)\n]*\))")
_QUOTE = re.compile(r"^>\s?", re.MULTILINE)
_LINE_AT_MOST = 90


def read_plain(text: str, *, markdown: bool = False) -> Piece:
    """Read a text as one report; with Markdown, its signs are left out."""
    blocks = blocks_of(whole(text), markdown=markdown)
    return Piece(blocks=blocks, original=text, form="markdown" if markdown else "text")


def blocks_of(original: Mapped, *, markdown: bool = False, page: int = 0) -> tuple[Block, ...]:
    """Divide a text into paragraphs."""
    found: list[Block] = []
    for stretch in _stretches(original):
        heading = _HEADING.match(stretch.text)
        is_heading = heading is not None
        if heading is not None:
            stretch = stretch.cut(heading.end(), len(stretch.text))
        if markdown:
            stretch = stretch.without(_signs(stretch.text))
        even = stretch.even()
        if even.text:
            found.append(Block(text=even, part="heading" if is_heading else "text", page=page))
    return tuple(found)


def _stretches(original: Mapped) -> list[Mapped]:
    bounds = [0]
    for found in _BLANK.finditer(original.text):
        bounds.extend((found.start(), found.end()))
    bounds.append(len(original.text))
    parts = [original.cut(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    return [line for part in parts if part.text for line in _lines(part)]


def _lines(part: Mapped) -> list[Mapped]:
    """Take lines apart that are no wrapped paragraph: a letterhead, or a text of one line a paragraph."""
    lines = [line for line in part.lines() if line.text.strip()]
    if len(lines) < 2:
        return [part]
    *before, _ = (line.text.rstrip() for line in lines)
    is_head = all(len(line.text) < _LINE_AT_MOST and line.text[-1] not in ".,;-" for line in lines)
    is_long = all(len(line) > 160 or line[-1:] in '.!?"”)' for line in before)
    first_is_heading = _HEADING.match(lines[0].text) is not None
    return lines if is_head or is_long or first_is_heading else [part]


def _signs(text: str) -> list[tuple[int, int]]:
    """Give the stretches that only mark other text up."""
    found = [found.span() for found in (*_SIGNS.finditer(text), *_QUOTE.finditer(text))]
    for link in _LINK.finditer(text):
        found.extend((link.span(1), link.span(3)))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
