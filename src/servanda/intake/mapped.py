"""Keep a text together with the place of each of its characters in the original."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from msgspec import Struct

_INDEX = "L"


class Mapped(Struct, frozen=True, kw_only=True, eq=False):
    """Hold a text, and where each of its characters starts and ends in the original."""

    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the characters of the original that a stretch of the text stands for; the end is exclusive."""
        return self.starts[start], self.ends[end - 1]

    def cut(self, start: int, end: int) -> Mapped:
        """Give a stretch of the text, without the blanks around it."""
        part = self.text[start:end]
        first = start + len(part) - len(part.lstrip())
        last = max(end - len(part) + len(part.rstrip()), first)
        return Mapped(
            text=self.text[first:last], starts=self.starts[first:last], ends=self.ends[first:last]
        )

    def without(self, stretches: Iterable[tuple[int, int]]) -> Mapped:
        """Leave stretches out; they are in order and do not overlap."""
        parts: list[Mapped] = []
        at = 0
        for start, end in stretches:
            parts.append(self._piece(at, start))
            at = end
        parts.append(self._piece(at, len(self.text)))
        return joined(parts)

    def _piece(self, start: int, end: int) -> Mapped:
        return Mapped(
            text=self.text[start:end], starts=self.starts[start:end], ends=self.ends[start:end]
        )

    def lines(self) -> list[Mapped]:
        """Divide at the ends of lines."""
        found: list[Mapped] = []
        at = 0
        for line in self.text.split("\n"):
            found.append(self._piece(at, at + len(line)))
            at += len(line) + 1
        return found

    def even(self) -> Mapped:
        """Make one blank of each run of white space, and none at the ends."""
        text: list[str] = []
        starts, ends = array(_INDEX), array(_INDEX)
        for index, sign in enumerate(self.text):
            blank = sign.isspace()
            if blank and (not text or text[-1] == " "):
                continue
            text.append(" " if blank else sign)
            starts.append(self.starts[index])
            ends.append(self.ends[index])
        if text and text[-1] == " ":
            del text[-1], starts[-1], ends[-1]
        return Mapped(text="".join(text), starts=starts, ends=ends)


def whole(text: str) -> Mapped:
    """Map an original on itself.

    >>> whole("one two").cut(3, 7).span(0, 3)
    (4, 7)
    """
    count = len(text)
    return Mapped(
        text=text, starts=array(_INDEX, range(count)), ends=array(_INDEX, range(1, count + 1))
    )


def joined(parts: Iterable[Mapped]) -> Mapped:
    """Put texts behind one another."""
    texts: list[str] = []
    starts, ends = array(_INDEX), array(_INDEX)
    for part in parts:
        texts.append(part.text)
        starts.extend(part.starts)
        ends.extend(part.ends)
    return Mapped(text="".join(texts), starts=starts, ends=ends)


def replaced(of: Mapped, start: int, end: int, text: str) -> Mapped:
    """Give a text that stands for a stretch as a whole: an entity, a blank for a tag."""
    first, last = of.span(start, end)
    count = len(text)
    return Mapped(
        text=text, starts=array(_INDEX, [first] * count), ends=array(_INDEX, [last] * count)
    )
