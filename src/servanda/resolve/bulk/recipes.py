"""Say how the entry of a line is made from that of another line of the same shape.

A recipe is found by comparing what the parser made of two lines of one shape whose every date, text,
number and name differs: what is alike is the same for all, and what differs must be told by what was
masked, or there is no recipe.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from servanda.base.moments import Moment, MomentFault
from servanda.base.quantities import Quantity, QuantityFault, parse_quantity
from servanda.base.spans import Span
from servanda.syntax.masks import DATE, NUMBER

Moments = Callable[[str], Moment | MomentFault]
HEAD = "head"
"""What the date with which a line begins is called among what is masked."""


class Irregular(Exception):
    """Leave a shape whose entries do not follow from what is masked in it."""


class Filled(Struct):
    """Hold one line of a shape: the texts of what is masked, the date it begins with first, and its places.

    `begins` are the columns, counted through the whole entry, of the lines of the entry; `shifts` how far
    what follows each masked text is moved by those before it.
    """

    path: str
    line: int
    texts: Sequence[str]
    shifts: list[int]
    begins: list[int]


class Layout(Struct, frozen=True):
    """Hold what is masked in a shape, and after how many masked texts, and where, its lines begin."""

    masks: tuple[str, ...]
    lines: tuple[tuple[int, int], ...]

    def fill(self, path: str, line: int, texts: Sequence[str]) -> Filled:
        """Place the texts of one line."""
        shifts = list(accumulate(map(len, texts), initial=0))
        begins = [0, *(begin + shifts[before] for before, begin in self.lines)]
        return Filled(path, line, texts, shifts, begins)


class Same(Struct, frozen=True):
    """Give what is the same for all lines."""

    value: Any

    def make(self, here: Filled, moments: Moments) -> Any:
        """Give it."""
        return self.value


class Written(Struct, frozen=True):
    """Give masked texts among words that are the same for all."""

    words: tuple[str, ...]
    places: tuple[int, ...]

    def make(self, here: Filled, moments: Moments) -> str:
        """Write them out."""
        found = [self.words[0]]
        for place, word in zip(self.places, self.words[1:], strict=True):
            found.extend((here.texts[place], word))
        return "".join(found)


class Placed(Struct, frozen=True):
    """Name an entry by its file and line."""

    def make(self, here: Filled, moments: Moments) -> str:
        """Give the name."""
        return f"{here.path}:{here.line}"


class Dated(Struct, frozen=True):
    """Give the moment that a masked date stands for."""

    place: int

    def make(self, here: Filled, moments: Moments) -> Moment:
        """Read the date."""
        found = moments(here.texts[self.place])
        if isinstance(found, MomentFault):
            raise Irregular
        return found


class Counted(Struct, frozen=True):
    """Give an amount, in words of which a masked number is a part."""

    written: Written
    is_whole: bool = False

    def make(self, here: Filled, moments: Moments) -> Quantity | int:
        """Read the amount."""
        found = parse_quantity(self.written.make(here, moments))
        if isinstance(found, QuantityFault):
            raise Irregular
        if not self.is_whole:
            return found
        if found.low is None or found.low != found.high or found.low.denominator != 1:
            raise Irregular
        return int(found.low)


class Spanned(Struct, frozen=True):
    """Mark a place: on which line of the entry, and from and to where behind how many masked texts."""

    line: int
    first: tuple[int, int]
    last: tuple[int, int]

    def make(self, here: Filled, moments: Moments) -> Span:
        """Mark it."""
        shifts, back = here.shifts, here.begins[self.line] - 1
        (before, at), (within, end) = self.first, self.last
        return Span(
            path=here.path,
            line=here.line + self.line,
            column=at + shifts[before] - back,
            end_column=end + shifts[within] - back,
        )


class Made(Struct, frozen=True):
    """Give a value with other parts."""

    value: Any
    parts: tuple[tuple[str, Any], ...]

    def make(self, here: Filled, moments: Moments) -> Any:
        """Put it together."""
        return replace(self.value, **{name: part.make(here, moments) for name, part in self.parts})


class Listed(Struct, frozen=True):
    """Give several values."""

    parts: tuple[Any, ...]

    def make(self, here: Filled, moments: Moments) -> tuple[Any, ...]:
        """Give each."""
        return tuple([part.make(here, moments) for part in self.parts])


Recipe = Same | Written | Placed | Dated | Counted | Spanned | Made | Listed


class Comparison(Struct, frozen=True):
    """Find recipes by two lines of one shape and what the parser made of each."""

    layout: Layout
    one: Filled
    other: Filled
    moments: Moments

    def recipe(self, one: Any, other: Any) -> Recipe:
        """Say how a value follows from what is masked, or stop."""
        if type(one) is not type(other):
            raise Irregular
        if isinstance(one, Span):
            return self._span(one, other)
        if isinstance(one, Moment):
            return self._moment(one, other)
        if isinstance(one, Quantity):
            return self._quantity(one, other)
        if isinstance(one, Struct):
            names = [each.name for each in fields(one)]
            found = {n: self.recipe(getattr(one, n), getattr(other, n)) for n in names}
            parts = tuple((n, r) for n, r in found.items() if not isinstance(r, Same))
            return Made(one, parts) if parts else Same(one)
        if isinstance(one, tuple):
            if len(one) != len(other):
                raise Irregular
            listed = [self.recipe(*pair) for pair in zip(one, other, strict=True)]
            is_same = all(isinstance(part, Same) for part in listed)
            return Same(one) if is_same else Listed(tuple(listed))
        if one == other:
            return Same(one)
        if isinstance(one, str):
            return self._text(one, other)
        if isinstance(one, int) and not isinstance(one, bool):
            return self._whole(one, other)
        raise Irregular

    def _text(self, one: str, other: str) -> Recipe:
        lines = (f"{self.one.path}:{self.one.line}", f"{self.other.path}:{self.other.line}")
        if (one, other) == lines:
            return Placed()
        return self._written(one, other)

    def _written(self, one: str, other: str) -> Written:
        """Find the masked texts in words: those of the other line are found nowhere else."""
        at = sorted((other.find(t), n) for n, t in enumerate(self.other.texts) if t in other)
        words: list[str] = []
        end = 0
        for begin, place in at:
            words.append(other[end:begin])
            end = begin + len(self.other.texts[place])
        found = Written((*words, other[end:]), tuple(place for _, place in at))
        if not at or found.make(self.one, self.moments) != one:
            raise Irregular
        return found

    def _moment(self, one: Moment, other: Moment) -> Recipe:
        masks = self.layout.masks
        for place, mask in enumerate(masks):
            if mask in (HEAD, DATE) and self.other.texts[place] == other.written:
                found = Dated(place)
                if (found.make(self.one, self.moments), found.make(self.other, self.moments)) == (
                    one,
                    other,
                ):
                    return found
        if one == other:
            return Same(one)
        raise Irregular

    def _quantity(self, one: Quantity, other: Quantity) -> Recipe:
        if (one, one.written) == (other, other.written):
            return Same(one)
        found = Counted(self._written(one.written, other.written))
        for line, value in ((self.one, one), (self.other, other)):
            made = found.make(line, self.moments)
            assert isinstance(made, Quantity)
            if (made, made.written) != (value, value.written):
                raise Irregular
        return found

    def _whole(self, one: int, other: int) -> Recipe:
        for place, mask in enumerate(self.layout.masks):
            if mask == NUMBER:
                found = Counted(Written(("", ""), (place,)), is_whole=True)
                made = [found.make(line, self.moments) for line in (self.one, self.other)]
                if made == [one, other]:
                    return found
        raise Irregular

    def _span(self, one: Span, other: Span) -> Recipe:
        below = one.line - self.one.line
        if other.line - self.other.line != below or not 0 <= below < len(self.one.begins):
            raise Irregular
        if (one.path, other.path) != (self.one.path, self.other.path):
            raise Irregular
        first = self._column(below, one.column, other.column)
        return Spanned(below, first, self._column(below, one.end_column, other.end_column))

    def _column(self, below: int, one: int, other: int) -> tuple[int, int]:
        """Say after how many masked texts a column stands, and where if all were empty."""
        mine, theirs = one + self.one.begins[below] - 1, other + self.other.begins[below] - 1
        pairs = zip(self.one.shifts, self.other.shifts, strict=True)
        for before, (shift, shifted) in enumerate(pairs):
            if mine - shift == theirs - shifted:
                return before, mine - shift
        raise Irregular


def layout_of(masks: Sequence[str], pieces: Sequence[str]) -> Layout:
    """Say where the lines of a shape begin, by the words that stand between its masked texts."""
    lines: list[tuple[int, int]] = []
    total = 1  # the blank behind the date
    for before, piece in enumerate(pieces, start=1):
        lines.extend((before, total + at + 1) for at, sign in enumerate(piece) if sign == "\n")
        total += len(piece)
    return Layout((HEAD, *masks), tuple(lines))
