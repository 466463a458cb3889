"""Read a feed, RSS or Atom: each item is a report."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from servanda.intake.formats.page import blocks_of
from servanda.intake.formats.pieces import Block, Piece
from servanda.intake.formats.tags import Mark, attributes, marks, unescaped
from servanda.intake.mapped import Mapped, joined, whole

_ITEMS = frozenset({"item", "entry"})
_BODIES = ("content:encoded", "content", "description", "summary")
_DATES = ("pubdate", "published", "dc:date", "updated")
_KEPT = frozenset((*_BODIES, *_DATES, "title", "link"))


class _Item(Struct, kw_only=True):
    """Collect the fields of an item."""

    fields: dict[str, list[Mapped]] = field(default_factory=dict)
    link: str = ""

    def text(self, name: str) -> str:
        """Give a field as one line."""
        return unescaped(joined(self.fields.get(name, ()))).even().text


def read_feed(text: str) -> list[Piece]:
    """Read each item of a feed; one without any text is left out."""
    original = whole(text)
    head = _Item()
    return [
        piece for item in _items(original, head) if (piece := _piece(item, head, text)) is not None
    ]


def _items(original: Mapped, head: _Item) -> Iterator[_Item]:
    item, name = head, ""
    for mark in marks(original.text):
        if mark.name in _ITEMS:
            if mark.closes and item is not head:
                yield item
            item, name = (head if mark.closes else _Item()), ""
        elif mark.name in _KEPT:
            name = "" if mark.closes else mark.name
            _link(item, mark, original)
        elif not mark.name and name:
            part = original.without([(0, mark.start), (mark.end, len(original.text))])
            # What is escaped once is a page in itself; it is unescaped again when that is read.
            kept = part if mark.raw else unescaped(part)
            item.fields.setdefault(name, []).append(kept)


def _link(item: _Item, mark: Mark, original: Mapped) -> None:
    if mark.name == "link" and not mark.closes:
        named = attributes(original.text[mark.start : mark.end])
        if named.get("rel", "alternate") == "alternate":
            item.link = item.link or named.get("href", "")


def _piece(item: _Item, head: _Item, text: str) -> Piece | None:
    body = next((name for name in _BODIES if item.text(name)), "")
    if not body:
        return None
    blocks = blocks_of(joined(item.fields[body]))
    heading: tuple[Block, ...] = ()
    if item.text("title"):
        title = unescaped(joined(item.fields["title"])).even()
        heading = (Block(text=title, part="heading"),)
    return Piece(
        blocks=(*heading, *blocks),
        original=text,
        form="feed",
        title=item.text("title"),
        publisher=head.text("title"),
        dated=next((item.text(name) for name in _DATES if item.text(name)), ""),
        address=item.link or item.text("link"),
    )
