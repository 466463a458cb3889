"""Tell what a file is by its content, and open it."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from servanda.intake.formats.feed import read_feed
from servanda.intake.formats.mail import read_mail
from servanda.intake.formats.page import read_page
from servanda.intake.formats.pieces import Piece
from servanda.intake.formats.plain import read_plain
from servanda.intake.formats.portable import NoText, read_portable

BYTES_AT_MOST = 16 * 2**20
SIGNS_AT_MOST = 500_000
_ARCHIVES = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"\xfd7zXZ",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)
_CHARSET = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_MAIL = re.compile(rb"\A(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.DOTALL)
_MAIL_HEADS = re.compile(rb"^(?:From|Date|Message-ID|Received|MIME-Version):", re.I | re.M)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|article|div|p)[\s>/]", re.IGNORECASE)


class Refused(Struct, frozen=True, kw_only=True):
    """Say why a file is not read: the clause goes on from its name."""

    reason: str


def open_report(data: bytes, name: str) -> tuple[Piece, ...] | Refused:
    """Take a file apart into its reports, by what it holds rather than by its name."""
    if len(data) > BYTES_AT_MOST:
        return Refused(
            reason=f"has more than {BYTES_AT_MOST // 2**20} MB, the most that a report has"
        )
    kind = sniff(data, name)
    match kind:
        case "empty":
            return Refused(reason="is empty")
        case "archive":
            return Refused(reason="is an archive; unpack it, and read what is in it")
        case "binary":
            return Refused(reason="is no text, page, feed, mail or PDF")
        case "pdf":
            try:
                return (read_portable(data),)
            except NoText as fault:
                return Refused(reason=str(fault))
        case "mail":
            mail = read_mail(data)
            return Refused(reason="is a mail without text") if mail is None else (mail,)
    return _of_text(_decoded(data), kind)


def _of_text(text: str, kind: str) -> tuple[Piece, ...] | Refused:
    match kind:
        case "feed":
            pieces = tuple(read_feed(text))
            if not pieces:
                return Refused(reason="is a feed in which no item has text")
        case "page":
            pieces = (read_page(text),)
        case _:
            pieces = (read_plain(text, markdown=kind == "markdown"),)
    size = sum(len(block.text.text) for piece in pieces for block in piece.blocks)
    if size > SIGNS_AT_MOST:
        return Refused(reason=f"holds {size:,} characters of text, which is no report")
    if not size:
        return Refused(reason="holds no text")
    return pieces


def sniff(data: bytes, name: str) -> str:
    """Tell the form of a file: its first bytes decide, its name only between text and Markdown."""
    if not data.strip():
        return "empty"
    if data.startswith(_ARCHIVES):
        return "archive"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if b"\0" in data[:4096] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "binary"
    head = data[:65536].replace(b"\r\n", b"\n")
    mail = _MAIL.match(head)
    if mail is not None and _MAIL_HEADS.search(mail[0]):
        return "mail"
    text = head.decode("utf-8", "replace")
    if _FEED.search(text[:2000]):
        return "feed"
    if _PAGE.search(text[:2000]):
        return "page"
    return (
        "markdown"
        if name.lower().endswith((".md", ".markdown")) or text.startswith("#")
        else "text"
    )


def _decoded(data: bytes) -> str:
    """Decode by its mark, else as UTF-8, else as it says of itself, else as Western Windows."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _even_ends(data[len(mark) :].decode(encoding, "replace"))
    try:
        return _even_ends(data.decode("utf-8"))
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:4096])
        return _even_ends(_as(data, said[1].decode("ascii") if said else "cp1252"))


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")  # takes encodings of text only
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def _even_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
