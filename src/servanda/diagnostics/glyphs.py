"""Show each character safely, and know how many columns of a terminal it takes."""

import unicodedata

TAB = "    "
LAST_ASCII = "\x7f"
JOINERS = "\u200c\u200d"
HANGUL_VOWELS_AND_FINALS = range(0x1160, 0x1200)
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def glyph(character: str) -> str:
    r"""Show a character as a terminal may print it.

    Controls, and above all those that turn the direction of writing, are spelled out: a text must
    never look different from what it says (see CVE-2021-42574).

    >>> glyph(chr(0x202E))
    '\\u{202e}'
    """
    if character == "\t":
        return TAB
    if " " <= character < LAST_ASCII or character in JOINERS:
        return character
    if unicodedata.category(character) in HIDDEN_CATEGORIES:
        return f"\\u{{{ord(character):x}}}"
    return character


def printable(text: str) -> str:
    """Show a text on one line, with every control spelled out."""
    return "".join(map(glyph, text))


def columns(shown: str) -> int:
    """Count the terminal columns of a text that has been made printable.

    >>> columns("停火"), columns("e" + chr(0x301))
    (4, 1)
    """
    if shown.isascii():
        return len(shown)
    return sum(map(_columns_of_one, shown))


def _columns_of_one(character: str) -> int:
    if character in JOINERS or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    if ord(character) in HANGUL_VOWELS_AND_FINALS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
