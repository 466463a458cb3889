"""Decide on drafts: what an accepted one adds to a record, what a merged one changes, what is remembered.

Nothing here writes a file: texts come in, texts go out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from servanda.intake.draft_text import DraftText, Item
from servanda.model.entries import Entry
from servanda.syntax import Document, Sentence

ACCEPTED, REJECTED = "accepted", "rejected"
_SOURCE = re.compile(r"^source (\S+)", re.MULTILINE)
_OF = re.compile(r"^record of \S+$")
_CITED = re.compile(r"\[([^\s\]]+)([^\]]*)\]\s*$")


def pending(text: DraftText) -> tuple[Item, ...]:
    """Give the drafts on which nobody has decided."""
    return tuple(item for item in text.items if item.state == "draft")


def decide(text: DraftText, item: Item, state: str, where: str = "") -> DraftText:
    """Turn a draft into the memory of a decision: a comment that names it and what it said."""
    told = " ".join(item.entry.split())
    about = f" {where} · {told}" if where else f" · {told}"
    decided = replace(item, state=state, about=about, comments=(), entry="")
    parts = tuple(
        decided if isinstance(part, Item) and part.id == item.id else part for part in text.parts
    )
    return replace(text, parts=parts)


def edited(item: Item, line: str) -> Item:
    """Give a draft another entry, which settles what was open."""
    comments = tuple(
        each for each in item.comments if not each.startswith(("#   open:", "#   new:"))
    )
    return replace(item, entry=line.strip(), comments=comments, is_open=False)


def checked(line: str) -> str:
    """Mark the passage as checked: whoever accepts a draft has seen the words."""
    return line.replace(", unverified]", ", verified]")


def addition(text: DraftText, item: Item, record: str, declared: Sequence[str]) -> str:
    """Write what an accepted draft adds to a record; nothing where it is there already."""
    if f"# draft {item.id}" in record:
        return ""
    parts = [] if record.strip() else [block for block in text.head if _OF.match(block)]
    parts.extend(sources_for(text, item, declared))
    parts.append(f"{checked(item.entry)}  # draft {item.id}")
    return "\n".join(parts) + "\n"


def sources_for(text: DraftText, item: Item, declared: Sequence[str]) -> list[str]:
    """Give the declaration of a draft's source, where the agreement has none."""
    cited = _CITED.search(item.entry)
    if cited is None or cited[1] in declared:
        return []
    return [block for block in text.head if _declares(block, cited[1])]


def _declares(block: str, source: str) -> bool:
    return any(name == source for name in _SOURCE.findall(block))


def entry_of(entries: Sequence[Entry], name: str) -> Entry | None:
    """Find an entry by its name, or by its file and line; the end of a path is enough on either side."""
    for entry in entries:
        place = f"{entry.span.path}:{entry.span.line}"
        if name in (entry.id, place):
            return entry
        if f"/{place}".endswith(f"/{name}") or f"/{name}".endswith(f"/{place}"):
            return entry
    return None


def merged(
    lines: Sequence[str], entry: Entry, item: Item, documents: Sequence[Document]
) -> str | None:
    """Add the draft's citation to an entry of a text; None where it cannot be done, or is done already."""
    cited = _CITED.search(item.entry)
    sentence = _sentence(entry, documents)
    if cited is None or sentence is None:
        return None
    source, place = cited[1], cited[2].split(",")[0].strip()
    told = {(c.source, c.place) for c in entry.citations}
    if (source, place) in told:
        return None
    last = sentence.clauses[-1].tokens[-1].span
    line = lines[last.line - 1]
    at = last.end_column - 1
    citation = f" {checked(cited[0].strip())}"
    changed = [*lines]
    changed[last.line - 1] = line[:at] + citation + line[at:]
    return "\n".join(changed)


def _sentence(entry: Entry, documents: Sequence[Document]) -> Sentence | None:
    for document in documents:
        for sentence in document.sentences:
            if (sentence.span.path, sentence.span.line) == (entry.span.path, entry.span.line):
                return sentence
    return None
