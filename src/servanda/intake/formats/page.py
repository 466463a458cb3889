"""Read a saved page: its article, without menus, scripts, forms, captions and footers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct, field

from servanda.intake.formats.pieces import Block, Piece
from servanda.intake.formats.tags import Mark, attributes, marks, unescaped
from servanda.intake.mapped import Mapped, joined, replaced, whole

_SKIPPED = frozenset(
    "script style noscript template svg nav header footer aside form button select iframe "
    "figcaption figure video audio object math title textarea".split()
)
_UNCLOSED = frozenset("br hr img input meta link source wbr".split())
_BREAKING = frozenset(
    "p div section article main h1 h2 h3 h4 h5 h6 li ul ol table tr td th blockquote pre body "
    "head html address dd dt hr".split()
)
_BODIES = ("article", "main", "body", "")
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "pubdate")
_TITLE = re.compile(r"<title[^>]*>([^<]{0,400})", re.IGNORECASE)


class _Walk(Struct, kw_only=True):
    """Stand in a page: the text of the block so far, and within what it stands."""

    parts: list[Mapped] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    inside: dict[str, int] = field(default_factory=dict)
    heading: str = ""


def read_page(text: str) -> Piece:
    """Read a page as one report."""
    original = whole(text)
    told: dict[str, str] = {}
    found: dict[str, list[Block]] = {name: [] for name in _BODIES}
    for within, block in _blocks(original, told):
        for name in within:
            found[name].append(block)
    blocks = next((found[name] for name in _BODIES if _words(found[name]) >= 20), found[""])
    title = _TITLE.search(text)
    return Piece(
        blocks=tuple(blocks),
        original=text,
        form="page",
        title=told.get("og:title") or (html.unescape(title[1]).strip() if title else ""),
        publisher=told.get("og:site_name", ""),
        dated=next((told[name] for name in _DATES if name in told), ""),
        address=told.get("og:url") or told.get("canonical", ""),
    )


def blocks_of(text: Mapped) -> tuple[Block, ...]:
    """Read the blocks of a piece of a page, such as a feed or a mail carries."""
    return tuple(block for _, block in _blocks(text, {}))


def _words(blocks: list[Block]) -> int:
    return sum(len(block.text.text.split()) for block in blocks)


def _blocks(original: Mapped, told: dict[str, str]) -> Iterator[tuple[list[str], Block]]:
    walk = _Walk()
    for mark in marks(original.text):
        if not mark.name:
            if not walk.skipped:
                part = original.without([(0, mark.start), (mark.end, len(original.text))])
                walk.parts.append(part if mark.raw else unescaped(part))
            continue
        tag = original.text[mark.start : mark.end]
        _tell(mark, tag, told)
        _skip(walk, mark, tag)
        if walk.skipped and not mark.closes:
            continue
        if mark.name == "br":
            walk.parts.append(replaced(original, mark.start, mark.end, "\n"))
        elif mark.name in _BREAKING:
            yield from _closed(walk)
            _enter(walk, mark)
    yield from _closed(walk)


def _skip(walk: _Walk, mark: Mark, tag: str) -> None:
    """Keep account of what is left out, by the tags that are open."""
    if mark.closes:
        if mark.name in walk.skipped:
            while walk.skipped.pop() != mark.name:
                pass
        return
    if mark.name in _UNCLOSED or tag.endswith("/>"):
        return
    if walk.skipped and walk.skipped[0] in ("script", "style"):
        return
    if mark.name in _SKIPPED:
        walk.skipped.append(mark.name)


def _enter(walk: _Walk, mark: Mark) -> None:
    if mark.name in ("article", "main", "body"):
        count = walk.inside.get(mark.name, 0) + (-1 if mark.closes else 1)
        walk.inside[mark.name] = max(count, 0)
    if mark.name in _HEADINGS:
        walk.heading = "" if mark.closes else mark.name


def _closed(walk: _Walk) -> Iterator[tuple[list[str], Block]]:
    """End the block, if there is anything in it."""
    text = joined(walk.parts).even()
    walk.parts.clear()
    if text.text:
        within = ["", *(name for name, count in walk.inside.items() if count)]
        yield within, Block(text=text, part="heading" if walk.heading else "text")


def _tell(mark: Mark, tag: str, told: dict[str, str]) -> None:
    """Note what the head of a page says of it."""
    if mark.name == "meta":
        named = attributes(tag)
        key = (named.get("property") or named.get("name") or named.get("itemprop") or "").lower()
        if key and named.get("content"):
            told.setdefault(key, named["content"].strip())
    elif mark.name == "link":
        named = attributes(tag)
        if named.get("rel", "").lower() == "canonical":
            told.setdefault("canonical", named.get("href", ""))
    elif mark.name == "time" and not mark.closes:
        written = attributes(tag).get("datetime")
        if written:
            told.setdefault("date", written)
