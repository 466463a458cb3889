"""Break text into lines that fit, in any script."""

from collections.abc import Iterable

from servanda.diagnostics.glyphs import columns, printable


def wrap(text: str, width: int, hang: int = 0) -> list[str]:
    """Break a text into lines no wider than the page; a word too long for a line is cut.

    >>> wrap("one two three", 8, 2)
    ['one two', '  three']
    """
    lines: list[str] = []
    line, used = "", 0
    for word in _words(printable(text), max(width - hang, 8)):
        size = columns(word)
        if line.strip() and used + 1 + size > width:
            lines.append(line)
            line, used = " " * hang, hang
            line, used = line + word, used + size
        elif line.strip():
            line, used = f"{line} {word}", used + 1 + size
        else:
            line, used = line + word, used + size
    if line.strip():
        lines.append(line)
    return lines


def _words(text: str, width: int) -> Iterable[str]:
    for word in text.split():
        piece, used = "", 0
        for character in word:
            size = columns(character)
            if used + size > width:
                yield piece
                piece, used = "", 0
            piece, used = piece + character, used + size
        yield piece
