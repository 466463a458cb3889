"""Read a PDF by the text in it; what is only drawn is not read."""

from __future__ import annotations

import io
import logging
from array import array

from servanda.intake.formats.pieces import Block, Piece
from servanda.intake.formats.plain import blocks_of
from servanda.intake.mapped import Mapped

PAGES_AT_MOST = 300
SIGNS_AT_MOST = 500_000


class NoText(Exception):
    """A PDF holds nothing that can be read; the message says why."""


def read_portable(data: bytes) -> Piece:
    """Read a PDF as one report; spans count in the text of all its pages.

    Raises `NoText` where the file is broken, locked, too long, or only holds pictures.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise NoText("is locked with a password")
        if len(reader.pages) > PAGES_AT_MOST:
            raise NoText(f"has {len(reader.pages):,} pages; at most {PAGES_AT_MOST} are read")
        pages = _pages(reader)
        told = reader.metadata
        title = str(told.title or "") if told else ""
    except NoText:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NoText("is broken, and no text could be taken from it") from fault
    except (OSError, IndexError, MemoryError, ArithmeticError, AssertionError) as fault:
        raise NoText("is broken, and no text could be taken from it") from fault
    if not "".join(pages).strip():
        raise NoText("holds pictures and no text; recognise its text first")
    return Piece(blocks=_blocks(pages), original="\n\n".join(pages), form="pdf", title=title)


def _pages(reader: object) -> list[str]:
    found: list[str] = []
    count = 0
    for page in reader.pages:  # type: ignore[attr-defined]
        found.append(page.extract_text())
        count += len(found[-1])
        if count > SIGNS_AT_MOST:
            raise NoText("holds more text than a report has")
    return found


def _blocks(pages: list[str]) -> tuple[Block, ...]:
    found: list[Block] = []
    at = 0
    for number, page in enumerate(pages, start=1):
        starts = array("L", range(at, at + len(page)))
        ends = array("L", range(at + 1, at + len(page) + 1))
        mapped = Mapped(text=page, starts=starts, ends=ends)
        found.extend(blocks_of(mapped, page=number))
        at += len(page) + 2
    return tuple(found)
