"""Tell a report's own sentences from its title, captions, bylines and notes, and where it comes from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from servanda.intake.datelines import Dateline, find_dateline, full_dates, read_day
from servanda.intake.formats import Block, Piece
from servanda.intake.mapped import Mapped

FRONT_AT_MOST = 6
_TAIL_WORDS = 8
_SIGNS_IN_PARAGRAPH = 10_000
_SHINGLE = 4
_NOTES = re.compile(
    r"^(?:reporting by|additional reporting|editing by|writing by|by [A-Z][\w.’'-]+ [A-Z]|by (?:our|a) |"
    r"compiled by|edited by|photo(?:graph)?s?\b.{0,12}:|file photo|image:|caption:|source:|via |credit:|"
    r"read (?:more|also)|see also|related:|subscribe|sign up|follow us|share this|"
    r"advertisement|copyright|©|\(c\) ?\d{4}|"
    r"all rights reserved|for (?:further|more) information|contact:|press contact|"
    r"updated? (?:at|on) |"
    r"published (?:at|on) |this (?:article|story) (?:was|is) |translated by|"
    r"tags?:|topics?:|click here|ends?$|###$)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:/(?:Pool|AP|AFP|Reuters|EPA)\b|\bvia (?:Reuters|AP|AFP|REUTERS)\b|\bfile photo\b|\bPhoto ?:|"
    r"\[[^\]]{0,80}(?:Reuters|AFP|AP|EPA|Getty|Anadolu)[^\]]{0,30}\]|\bGetty Images\b|\bphoto by\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s$\\}\])>\"']+")
_MAIL_ADDRESS = re.compile(r"^\S{0,20}:?\s*\S+@\S+$")
_WORD = re.compile(r"\w+")


class Paragraph(Struct, frozen=True, kw_only=True, eq=False):
    """Hold a paragraph of the report itself; they are counted from 1."""

    number: int
    text: Mapped
    page: int = 0


class Article(Struct, frozen=True, kw_only=True, eq=False):
    """Hold a report with what is known of it.

    `sha256` is that of the file, `fingerprint` that of the words of its paragraphs: a reprint has the same.
    `dated` is None where no date was found. `shingles` are what reprints are compared by.
    """

    name: str
    form: str
    title: str
    publisher: str
    dated: date | None
    place: str
    agency: str
    address: str
    original: str
    sha256: str
    fingerprint: str
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[tuple[str, Mapped], ...]
    shingles: frozenset[int]

    def quote(self, start: int, end: int) -> str:
        """Give the characters of the original between two places."""
        return self.original[start:end]


def read_article(piece: Piece, data: bytes, name: str, dated: date | None = None) -> Article:
    """Find the report in what a file gave; `dated`, where given, outranks what the file says."""
    left_out: list[tuple[str, Mapped]] = []
    blocks = [block for block in piece.blocks if not _is_note(block, left_out)]
    front, line, body = _divided(blocks)
    tail = _tail(body)
    body = body[: len(body) - len(tail)]
    notes = [text.text for reason, text in left_out if reason == "note"]
    for block in (*front, *tail):
        left_out.append(("front", block.text))
    paragraphs = tuple(
        Paragraph(number=number, text=part, page=block.page)
        for number, block in enumerate(body, start=1)
        for part in _parts(_marked(_without_stamp(block.text)))
    )
    said = " ".join(p.text.text for p in paragraphs)
    return Article(
        name=name,
        form=piece.form,
        title=piece.title or _title(front),
        publisher=piece.publisher or (line.agency if line else ""),
        dated=dated
        or _dated(piece, line, (*front, *tail), said)
        or _noted(line, notes)
        or _beside(piece.original, line, paragraphs),
        place=line.place if line else "",
        agency=line.agency if line else "",
        address=piece.address or _address(piece),
        original=piece.original,
        sha256=hashlib.sha256(data).hexdigest(),
        fingerprint=hashlib.sha256(" ".join(_WORD.findall(said.lower())).encode()).hexdigest(),
        paragraphs=paragraphs,
        left_out=tuple(left_out),
        shingles=_shingles(said),
    )


_STAMP = re.compile(
    r"(?:[•▪·*–—-]\s+)?(?:\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m\.?|[A-Z]{3,4})?|\d{1,2}\s*[ap]\.?m\.?)"
    r"\s*[-–—:|]\s*|[•▪·–—-]\s+"
)


def _without_stamp(text: Mapped) -> Mapped:
    """Take the time of a live report, or the sign of a list, off the head of a paragraph."""
    found = _STAMP.match(text.text)
    return text.cut(found.end(), len(text.text)) if found and found.end() < len(text.text) else text


_SINGLE = re.compile(r"(?<![\w'’])[‘'](?=[A-Za-z])([^‘\"“”\n]{2,600}?[\w,.!?…])[’'](?![\w'])")


def _marked(text: Mapped) -> Mapped:
    """Turn single quotation marks into double ones, place for place, where a paragraph has no double ones."""
    if "‘" not in text.text and " '" not in text.text and not text.text.startswith("'"):
        return text
    if '"' in text.text or "“" in text.text:
        return text
    told = _SINGLE.sub(r"“\1”", text.text)
    return Mapped(text=told, starts=text.starts, ends=text.ends)


def _parts(text: Mapped) -> list[Mapped]:
    """Cut a paragraph that no newsroom writes at ends of sentences, so that it can be parsed."""
    found: list[Mapped] = []
    at = 0
    while len(text.text) - at > _SIGNS_IN_PARAGRAPH:
        end = at + _SIGNS_IN_PARAGRAPH
        stop = text.text.rfind(". ", at, end)
        end = stop + 1 if stop > at else end
        found.append(text.cut(at, end))
        at = end
    return [each for each in (*found, text.cut(at, len(text.text))) if each.text]


def _is_note(block: Block, left_out: list[tuple[str, Mapped]]) -> bool:
    """Tell whether a block is no part of the report: a byline, a caption, an address, a notice."""
    text = block.text.text
    reason = ""
    if _NOTES.match(text) and len(text) < 300:
        reason = "note"
    elif _MAIL_ADDRESS.match(text) or (_ADDRESS.search(text) and len(text.split()) < 8):
        reason = "address"
    elif _CAPTION.search(text) and find_dateline(text) is None and len(text) < 400:
        reason = "caption"
    if reason:
        left_out.append((reason, block.text))
    return bool(reason)


def _divided(blocks: Sequence[Block]) -> tuple[list[Block], Dateline | None, list[Block]]:
    """Divide what stands before the report from the report, at the dateline where there is one."""
    for index, block in enumerate(blocks[:FRONT_AT_MOST]):
        line = find_dateline(block.text.text)
        if line is None:
            continue
        front = [*blocks[:index]]
        if line.start:
            front.append(Block(text=block.text.cut(0, line.start), part="caption"))
        rest = block.text.cut(line.end, len(block.text.text))
        first = [Block(text=rest, page=block.page)] if rest.text else []
        return front, line, [*first, *(b for b in blocks[index + 1 :] if b.part != "heading")]
    front = []
    body = list(blocks)
    while len(body) > 1 and len(front) < FRONT_AT_MOST and _is_front(body[0]):
        front.append(body.pop(0))
    return front, None, [block for block in body if block.part != "heading"]


def _tail(body: Sequence[Block]) -> list[Block]:
    """Give what closes a report and is no sentence: who publishes it, a place and a day."""
    found: list[Block] = []
    for block in reversed(body[1:]):
        text = block.text.text
        if len(text.split()) > _TAIL_WORDS or text[-1] in ".!?\"”’'" or not text[0].isupper():
            break
        found.insert(0, block)
    return found


def _is_front(block: Block) -> bool:
    text = block.text.text
    return block.part == "heading" or (len(text.split()) < 20 and text[-1] not in '.!?"”')


def _title(front: Sequence[Block]) -> str:
    headings = [block for block in front if block.part == "heading"] or [
        block for block in front if block.part == "text"
    ]
    return headings[0].text.text[:200] if headings else ""


def _dated(piece: Piece, line: Dateline | None, front: Sequence[Block], said: str) -> date | None:
    """Find the day of the report: its dateline, what the file says, or the one date at its head."""
    told = read_day(piece.dated) if piece.dated else None
    heads = [day for block in front for day in full_dates(block.text.text)]
    if line is not None and line.written:
        exact = read_day(line.written)
        if exact is not None:
            return exact
        near = [told] if told else heads or full_dates(piece.original)
        years = {day.year for day in near}
        return read_day(line.written, years.pop()) if len(years) == 1 else None
    if told is not None:
        return told
    return heads[0] if len(set(heads)) == 1 else None


def _noted(line: Dateline | None, notes: Sequence[str]) -> date | None:
    """Take the day of "Published on 3 May 2031", where nothing else gives one; the first of several."""
    days = [day for note in notes for day in full_dates(note)]
    if not days:
        return None
    if line is not None and line.written:
        return read_day(line.written, days[0].year)
    return min(days)


_ISSUED = re.compile(
    r"\b(?:issued|published|released|broadcast|aired|bulletin|edition|transcript|dated|"
    r"press (?:conference|release))\b",
    re.IGNORECASE,
)
_OPENING_WORDS = 12
_VERB = re.compile(r"\b(?:is|was|were|are|has|had|have|will|would|said|signed|met|began|ended)\b")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(\d{4})\b", re.IGNORECASE)


def _beside(original: str, line: Dateline | None, paragraphs: Sequence[Paragraph]) -> date | None:
    """Find the day where only the file beside the report gives it, or a sentence on the report itself.

    That is: the year of the copyright, for a dateline without one; the one date of a closing line; that of a
    first sentence which says when the report was issued, or is only a heading; the one date outside the
    report's own words.
    """
    if not paragraphs:
        return None
    years = {int(year) for year in _COPYRIGHT.findall(original)}
    if line is not None and line.written:
        return read_day(line.written, years.pop()) if len(years) == 1 else None
    first, last = paragraphs[0].text.text, paragraphs[-1].text.text
    opening = first.split(". ")[0]
    closing = last if len(last.split()) <= _TAIL_WORDS and len(paragraphs) > 1 else ""
    said = [day for paragraph in paragraphs for day in full_dates(paragraph.text.text)]
    outside = set(full_dates(original)) - set(said)
    is_heading = len(opening.split()) <= _OPENING_WORDS and _VERB.search(opening) is None
    issued = full_dates(opening) if is_heading or _ISSUED.search(opening) else []
    for days in (outside, set(full_dates(closing)), set(issued)):
        if len(days) == 1:
            return days.pop()
    return None


def _address(piece: Piece) -> str:
    """Take the address at the end or the head of a text, if it gives exactly one."""
    if piece.form not in ("text", "markdown", "pdf", "mail"):
        return ""
    found = {each.rstrip(".,;") for each in _ADDRESS.findall(piece.original)}
    return found.pop() if len(found) == 1 else ""


def _shingles(text: str) -> frozenset[int]:
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(
        hash(tuple(words[at : at + _SHINGLE])) for at in range(max(len(words) - _SHINGLE + 1, 0))
    )


def is_reprint(one: Article, other: Article) -> bool:
    """Tell whether two reports are the same text, whole or with a part cut off or put in front."""
    if one.fingerprint == other.fingerprint:
        return True
    fewer = min(len(one.shingles), len(other.shingles))
    return fewer >= 20 and len(one.shingles & other.shingles) >= 0.8 * fewer
