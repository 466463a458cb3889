"""Show what comes from a text so that it can do no harm, and look like nothing but what it is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup

CHARACTERS_AT_MOST = 20_000
"""So much of one value is shown; the rest is left out with a mark, and is there in the file."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Controls, and marks that turn the direction of writing or hide: a text must never look different from what
it says (see CVE-2021-42574)."""


def clean(text: str, at_most: int = CHARACTERS_AT_MOST) -> str:
    r"""Spell out what would not be seen, and leave out what is too long.

    >>> clean("a" + chr(0x202E) + "b")
    'a\\u{202e}b'
    >>> clean("abcdef", 3)
    'abc… (3 more characters)'
    """
    more = len(text) - at_most
    if more > 0:
        text = text[:at_most]
    shown = _HIDDEN.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text)
    return f"{shown}… ({more:,} more characters)" if more > 0 else shown


def finalize(value: object) -> object:
    """Make every value that a template puts on a page visible; markup was made so before."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return clean(value)
    return value


def web_address(written: str) -> str:
    """Give an address that may stand in a link; nothing for any that is not of the web.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return written.strip() if is_web and len(written) < 2000 and not _HIDDEN.search(written) else ""
