"""Find the tags of a page or a feed, in one pass over the text, whatever it holds.

What is no tag stays text, so that no page is too broken to be read. Entities that a document declares
for itself are never expanded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.intake.mapped import Mapped, joined, replaced

_LONGEST_TAG = 20_000
_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class Mark(Struct, frozen=True, kw_only=True):
    """Hold a stretch between two places: a tag with its name, or text where the name is empty.

    `raw` text is taken as it stands: it was in a CDATA section.
    """

    start: int
    end: int
    name: str = ""
    closes: bool = False
    raw: bool = False


def marks(text: str) -> Iterator[Mark]:
    """Divide a document into tags and text; comments and declarations are left out."""
    at = begin = 0
    while (at := text.find("<", at)) >= 0:
        mark = _mark(text, at)
        if mark is None:
            at += 1
            continue
        if begin < at:
            yield Mark(start=begin, end=at)
        if mark.name or mark.raw:
            yield mark
        begin = at = _after(text, mark)
    if begin < len(text):
        yield Mark(start=begin, end=len(text))


def _mark(text: str, at: int) -> Mark | None:
    """Read what begins with a `<`; None where that is only a sign."""
    if text.startswith("<!--", at):
        end = text.find("-->", at)
        return Mark(start=at, end=len(text) if end < 0 else end + 3)
    if text.startswith("<![CDATA[", at):
        end = text.find("]]>", at)
        return Mark(start=at + 9, end=len(text) if end < 0 else end, raw=True)
    if text.startswith(("<!", "<?"), at):
        end = text.find(">", at, at + _LONGEST_TAG)
        return None if end < 0 else Mark(start=at, end=end + 1)
    found = _TAG.match(text, at)
    end = text.find(">", at, at + _LONGEST_TAG) if found else -1
    if found is None or end < 0:
        return None
    return Mark(start=at, end=end + 1, name=found[1].lower(), closes=text[at + 1] == "/")


def _after(text: str, mark: Mark) -> int:
    return min(mark.end + 3, len(text)) if mark.raw else mark.end


def attributes(tag: str) -> dict[str, str]:
    """Read the attributes of a tag, by their names in small letters."""
    return {
        name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(tag)
    }


def unescaped(text: Mapped) -> Mapped:
    """Put the signs that entities stand for in their places."""
    parts: list[Mapped] = []
    at = 0
    for found in _ENTITY.finditer(text.text):
        sign = html.unescape(found[0])
        if sign == found[0]:
            continue
        parts.append(text.without([(0, at), (found.start(), len(text.text))]))
        parts.append(replaced(text, found.start(), found.end(), sign))
        at = found.end()
    if not parts:
        return text
    parts.append(text.without([(0, at)]))
    return joined(parts)
