"""Read a mail: its text, or the page it carries, without what it quotes and without attachments."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from servanda.intake.formats.page import read_page
from servanda.intake.formats.pieces import Piece
from servanda.intake.formats.plain import blocks_of
from servanda.intake.mapped import whole

_QUOTED = re.compile(r"^>.*$\n?|^On .{5,120} wrote:$\n?", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- $.*\Z", re.MULTILINE | re.DOTALL)


def read_mail(data: bytes) -> Piece | None:
    """Read a mail as one report; None where it carries no text. Spans count in its decoded text."""
    message = message_from_bytes(data, policy=policy.default)
    part = message.get_body(("plain", "html"))
    if not isinstance(part, EmailMessage):
        return None
    try:
        text = str(part.get_content())
    except (LookupError, ValueError):
        return None
    if part.get_content_subtype() == "html":
        page = read_page(text)
        blocks = page.blocks
    else:
        original = whole(text)
        left_out = [found.span() for found in _QUOTED.finditer(text)]
        signature = _SIGNATURE.search(text)
        if signature is not None:
            left_out = [s for s in left_out if s[1] <= signature.start()] + [signature.span()]
        blocks = blocks_of(original.without(left_out))
    name, address = parseaddr(_header(message, "From"))
    return Piece(
        blocks=blocks,
        original=text,
        form="mail",
        title=_header(message, "Subject"),
        publisher=name or address,
        dated=_header(message, "Date"),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (LookupError, ValueError, AttributeError, TypeError, IndexError):
        return ""  # a header that cannot be read says nothing
