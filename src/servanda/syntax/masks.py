"""Mask what differs between lines of a long record that say the same: quoted texts, comments, numbers, names.

Masks tell a digit from other signs, but no digit from another: what is masked is found once for all lines
that differ in their digits alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

TEXT, NUMBER, NAME, DATE, REFERENCE, LINE = "\0", "\1", "\2", "\3", "\4", "\5"
"""What stands in a shape for a quoted text (after a quotation mark) or a comment, a number, the name of an
entry, a date, the name of another entry, and the beginning of a line below."""

MARKS = TEXT + NUMBER + NAME + DATE + REFERENCE

_TEXT_INSIDE = r'[^"\\\n¶]*'
_NUMBER_INSIDE = r"(?:\d{1,15}+(?!,\d{3})|\d{1,3}(?:,\d{3})+)(?:\.\d{1,9})?"
_NAME_INSIDE = r"[A-Za-z][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*"
_DATE_INSIDE = r"\d[\dTZ:+/~?-]*"
_END = rf"(?=[ ;\n{LINE}\]]|,(?!\d)|\Z)"

_TEXT = re.compile(f'"{_TEXT_INSIDE}"')
_ODD_INSIDE = "\\\n¶"
_COMMENT = re.compile(r"#[^\n]*")
_NAMED = re.compile(rf" named ({_NAME_INSIDE}){_END}")
_MASKS = (
    (re.compile(rf" recorded {_DATE_INSIDE}(?= )"), " recorded " + DATE),
    (re.compile(rf" (?=\d)(?<!credibility ){_NUMBER_INSIDE}{_END}"), " " + NUMBER),
    (re.compile(rf"¶{_NUMBER_INSIDE}{_END}"), "¶" + NUMBER),
)
_BELOW = re.compile(r"\n(?=[ \t]+[^ \t\n])")
_DIGITS = bytes.maketrans(b"123456789", b"000000000")


def masked(text: str) -> tuple[str, list[str]]:
    """Mask the quoted texts, the comments and the names that entries give themselves, and give these.

    Each line that begins with a blank is put behind what it goes on.
    """
    pieces = _NAMED.split(_COMMENT.sub(TEXT, _without_texts(text)))
    found = (" named " + NAME).join(pieces[::2])
    if "\n " in found or "\n\t" in found:
        found = _BELOW.sub(LINE, found)
    return found, pieces[1::2]


def _without_texts(text: str) -> str:
    pieces = text.split('"')
    inside = " ".join(pieces[1::2])
    if len(pieces) % 2 and not any(sign in inside for sign in _ODD_INSIDE):
        return ('"' + TEXT).join(pieces[::2])
    return _TEXT.sub('"' + TEXT, text)  # some are not closed, or hold what parts them


def with_digits_alike(text: str) -> str:
    """Put a nought for every digit."""
    try:
        data, coding = text.encode("latin-1"), "latin-1"  # as texts are in memory, if they can be
    except UnicodeEncodeError:
        data, coding = text.encode("utf-8", "surrogatepass"), "utf-8"
    return data.translate(_DIGITS).decode(coding, "surrogatepass")


def numbers_masked(lines: Iterable[str]) -> list[str]:
    """Mask the numbers, and the dates an entry was recorded on, in lines of which all else is masked."""
    found = "\n".join(lines)
    for pattern, mask in _MASKS:
        found = pattern.sub(mask, found)
    return found.split("\n")
