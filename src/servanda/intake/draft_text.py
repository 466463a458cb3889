"""Write drafts as text in the language, with their evidence in comments, and read such a text again.

An entry that something is open about stands behind `#?`, so that the text can be read as it is. What was
decided stays as a comment, so that it is not asked again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from servanda.intake.article import Article
from servanda.intake.comparing import Standing
from servanda.intake.drafts import Draft, quoted

QUOTE_AT_MOST = 200
_HEAD = re.compile(r"^# (draft|accepted|rejected) ([0-9a-f]{10})\b(.*)$")
_TEXT = re.compile(r"^# text of (\S+): sha256 ([0-9a-f]{64}), words ([0-9a-f]{64})", re.MULTILINE)


class Item(Struct, frozen=True, kw_only=True):
    """Hold a draft as a text has it: its state, what it says, and its entry or what is open about it."""

    id: str
    state: str
    about: str
    comments: tuple[str, ...] = ()
    entry: str = ""
    is_open: bool = False

    def text(self) -> str:
        """Write the item."""
        if self.state != "draft":
            return f"# {self.state} {self.id}{self.about}\n"
        entry = "\n".join(f"#? {line}" if self.is_open else line for line in self.entry.split("\n"))
        return "\n".join((f"# draft {self.id}{self.about}", *self.comments, entry)) + "\n"


class DraftText(Struct, frozen=True, kw_only=True):
    """Hold a text of drafts: what stands before the first, and the drafts."""

    head: tuple[str, ...]
    parts: tuple[str | Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Give the drafts, decided or not."""
        return tuple(part for part in self.parts if isinstance(part, Item))

    def text(self) -> str:
        """Write it all."""
        blocks = [*self.head, *(p if isinstance(p, str) else p.text() for p in self.parts)]
        return "\n".join(block.rstrip("\n") + "\n" for block in blocks)


def write_item(draft: Draft, standing: Standing, quote: str) -> Item:
    """Make the item of a draft: its rule, its confidence, how it stands to the record, its evidence."""
    even = " ".join(quote.split())
    if len(even) > QUOTE_AT_MOST:
        even = even[: QUOTE_AT_MOST - 1] + "…"
    manner = " · direct quotation" if draft.manner == "direct" else ""
    comments = [f"#   {draft.source} {draft.start}-{draft.end} {quoted(even)}{manner}"]
    comments.extend(f"#   open: {each}" for each in draft.opens)
    comments.extend(f"#   new: {each}" for each in draft.new)
    comments.extend(f"#   look: {each}" for each in draft.doubts)
    return Item(
        id=draft.id,
        state="draft",
        about=f" · {draft.rule} · {draft.confidence:.2f} · {standing}",
        comments=tuple(comments),
        entry=draft.line(),
        is_open=bool(draft.opens),
    )


def write_source(article: Article, source: str) -> str:
    """Declare the source of a report, with what tells the file and its words again."""
    lines = [f"source {source} {quoted(article.title or article.name)}"]
    for word, value in (
        ("publisher", article.publisher and quoted(article.publisher)),
        ("dated", article.dated.isoformat() if article.dated else ""),
        ("kind", "press"),
        ("address", article.address and quoted(article.address)),
    ):
        if value:
            lines.append(f"  {word} {value}")
    return "\n".join(lines)


def write_marks(article: Article, source: str) -> str:
    """Say by what a report is known again, and where it was written."""
    place = f", at {article.place}" if article.place else ""
    return f"# text of {source}: sha256 {article.sha256}, words {article.fingerprint}{place}"


def known_texts(text: str) -> Mapping[str, str]:
    """List the reports of a text of drafts: the hash of file and of words, and the source they are."""
    found: dict[str, str] = {}
    for source, digest, words in _TEXT.findall(text):
        found[digest] = found[words] = source
    return found


def read_drafts(text: str) -> DraftText:
    """Read a text of drafts; what is no draft is kept as it stands."""
    head: list[str] = []
    parts: list[str | Item] = []
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
        if not block.strip():
            continue
        item = _item(block)
        if item is not None:
            parts.append(item)
        elif parts:
            parts.append(block)
        else:
            head.append(block)
    return DraftText(head=tuple(head), parts=tuple(parts))


def _item(block: str) -> Item | None:
    lines = block.split("\n")
    found = _HEAD.match(lines[0])
    if found is None:
        return None
    state, name, about = found.groups()
    comments = tuple(
        line for line in lines[1:] if line.startswith("#") and not line.startswith("#?")
    )
    opened = [line[2:].lstrip() for line in lines[1:] if line.startswith("#?")]
    closed = [line for line in lines[1:] if not line.startswith("#")]
    entry = "\n".join(closed or opened)
    if state == "draft" and not entry.strip():
        return None
    return Item(
        id=name, state=state, about=about, comments=comments, entry=entry, is_open=not closed
    )


def join(old: DraftText, sources: Sequence[str], items: Sequence[Item]) -> tuple[DraftText, int]:
    """Put new drafts behind those of a text; what it has already, decided or not, is left out."""
    known = {item.id for item in old.items}
    fresh = [item for item in items if item.id not in known]
    kept = [each for each in sources if each.split("\n")[0] not in "\n".join(old.head)]
    head = (*old.head, *kept)
    return DraftText(head=head, parts=(*old.parts, *fresh)), len(fresh)
