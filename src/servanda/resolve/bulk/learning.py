"""Learn what the lines of a shape mean, from the parser, by one of them and by the same with other texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from servanda.base.moments import MomentFault
from servanda.base.spans import SourceFile, Span
from servanda.model.entries import Entry, Exercise
from servanda.resolve.bulk.recipes import (
    HEAD,
    Comparison,
    Counted,
    Dated,
    Filled,
    Irregular,
    Layout,
    Listed,
    Made,
    Moments,
    Recipe,
    Written,
    layout_of,
)
from servanda.resolve.entries import additions, read_entry
from servanda.resolve.names import Context
from servanda.syntax import Sentence, parse
from servanda.syntax.masks import DATE, NAME, NUMBER, REFERENCE, TEXT
from servanda.syntax.plain import Shape

_DATES = ("1987-06", "1987-06-05", "1987-06-05T04:03Z", "1987-06-05/1987-06-09T04:03Z")
_HEADS = (*_DATES, "between 1987-06-05T04:03+00:00 and 1987-06-09T04:03+00:00")
_SPARE = "zz-another-entry-of-another-name"


class Learned(Struct, frozen=True):
    """Hold how the entries of a shape are made, and one of them.

    `tested` are the parts of the recipe that must be tried on every line: a number may be none that can
    stand there, and a date none that there ever was. `weighty` are the masked texts that go into more than
    the name, the words, the date and the citations of an entry.
    """

    shape: Shape
    layout: Layout
    sample: Entry
    recipe: Recipe
    tested: tuple[Recipe, ...]
    weighty: tuple[int, ...]

    def make(self, path: str, line: int, texts: Sequence[str], moments: Moments) -> Entry:
        """Make the entry of a line, or stop where its texts are not like those of others."""
        here = self.layout.fill(path, line, texts)
        entry = self.recipe.make(here, moments)
        assert isinstance(entry, Entry)
        return entry


def learn(
    shape: Shape, path: str, line: int, texts: Sequence[str], context: Context
) -> Learned | None:
    """Find how the entries of a shape are made; None where the parser has faults to tell, or there is no way.

    `texts` are those of one line of the shape, its date first.
    """
    layout = layout_of(shape.masks, shape.pieces)
    try:
        masked = enumerate(zip(layout.masks, texts, strict=True))
        others = [_other(mask, text, at) for at, (mask, text) in masked]
        one, other = (layout.fill(path, line + n, each) for n, each in enumerate((texts, others)))
        with _declared(context, shape):
            read = [_read(shape, each, context) for each in (one, other)]
            found = Comparison(layout, one, other, context.moment).recipe(*read)
    except Irregular:
        return None
    return Learned(shape, layout, read[0], found, tuple(_tested(found)), _weighty(found))


def written(shape: Shape, texts: Sequence[str]) -> str:
    """Write a line of a shape with its texts, the date first."""
    found = [texts[0], " ", shape.pieces[0]]
    for text, piece in zip(texts[1:], shape.pieces[1:], strict=True):
        found.extend((text, piece))
    return "".join(found)


def sentence_at(text: str, path: str, line: int) -> tuple[Sentence, bool]:
    """Parse an entry that begins on a line; tell whether the parser found faults."""
    document, faults = parse(SourceFile(path=path, text=text), line - 1)
    return document.sentences[0], bool(faults) or len(document.sentences) > 1


def _read(shape: Shape, here: Filled, context: Context) -> Entry:
    """Let the parser read a line, with no fault to tell."""
    sentence, has_faults = sentence_at(written(shape, here.texts), here.path, here.line)
    apart = Context(names=context.names, calendar=context.calendar, moments=context.moments)
    entry = read_entry(sentence, apart)
    if entry is None or has_faults or apart.faults or additions(sentence):
        raise Irregular
    if isinstance(entry.what, Exercise):  # numbers in its moments are read in ways of their own
        raise Irregular
    return entry


def _other(mask: str, text: str, at: int) -> str:
    """Give another text for a masked one: longer, and like no other in the line."""
    kind = mask[-1]
    if mask == HEAD or kind == DATE:
        found = next((d for d in (_HEADS if mask == HEAD else _DATES) if len(d) > len(text)), None)
        if found is None:
            raise Irregular
        return found
    if kind == NUMBER:
        return f"{71 + at}5319{'7' * len(text)}"[: max(len(text) + 1, 8)]
    if kind == REFERENCE:
        return _SPARE + "x" * len(text)
    if mask == TEXT:
        return f"{text}, and more"
    assert kind in (NAME, TEXT)
    return f"zq{at}{'w' * len(text)}"


@contextmanager
def _declared(context: Context, shape: Shape) -> Iterator[None]:
    """Have other entries to name while a line is tried that names some."""
    names = context.names.spaces.setdefault("entry", {})
    spare = [_SPARE + "x" * length for length in range(80)] if REFERENCE in shape.key else []
    before = {name: names[name] for name in spare if name in names}
    names.update(dict.fromkeys(spare, Span(path="", line=1, column=1, end_column=2)))
    try:
        yield
    finally:
        for name in spare:
            del names[name]
        names.update(before)


def _tested(recipe: Recipe) -> Iterator[Recipe]:
    """Give the parts of a recipe that may have no answer for some line."""
    match recipe:
        case Made(parts=parts):
            for _, part in parts:
                yield from _tested(part)
        case Listed(parts=listed):
            for part in listed:
                yield from _tested(part)
        case Dated(place=place) if place > 0:
            yield recipe
        case Counted(written=words, is_whole=is_whole) if is_whole or words.words != ("", ""):
            yield recipe
        case _:
            return


_LIGHT = frozenset({"id", "words", "citations", "span", "when"})


def _weighty(recipe: Recipe) -> tuple[int, ...]:
    """Give which masked texts tell entries of a shape apart in more than their names, words and dates."""
    assert isinstance(recipe, Made)
    found = {p for name, part in recipe.parts if name not in _LIGHT for p in _places(part)}
    return tuple(sorted(found - {0}))


def _places(recipe: Recipe) -> Iterator[int]:
    match recipe:
        case Made(parts=parts):
            for _, part in parts:
                yield from _places(part)
        case Listed(parts=listed):
            for part in listed:
                yield from _places(part)
        case Dated(place=place):
            yield place
        case Written(places=places):
            yield from places
        case Counted(written=words):
            yield from words.places
        case _:
            return


def is_moment(text: str, context: Context) -> bool:
    """Tell whether the wording of a date can be read."""
    return not isinstance(context.moment(text), MomentFault)
