"""Find where in the trees a part of the model was written, and where another clause may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from servanda.base.spans import SourceFile, Span
from servanda.checks.mending.text import Drop, Insert, Replace, TextChange
from servanda.syntax import Clause, Document, Kind, Sentence, Token

INDENT = "  "


class Places(Struct, frozen=True, kw_only=True):
    """Hold the trees of a text, and answer where its sentences and clauses stand."""

    documents: tuple[Document, ...]
    sentences: dict[tuple[str, int], Sentence] = field(default_factory=dict)
    files: dict[str, SourceFile] = field(default_factory=dict)

    def sentence(self, span: Span) -> Sentence | None:
        """Give the sentence whose line begins where a span lies."""
        return self.sentences.get((span.path, span.line))

    def clauses(self, span: Span) -> Iterator[tuple[Clause, Sentence]]:
        """Give the clauses of the sentence at a span, head left out, each with its own line.

        Provisions that stand below a phase are sentences of their own.
        """
        sentence = self.sentence(span)
        if sentence is not None:
            yield from ((clause, sentence) for clause in sentence.clauses[1:])
            yield from _below(sentence)

    def clause(self, home: Span, at: Span) -> tuple[Clause, Sentence] | None:
        """Give the clause of a sentence that stands at a span."""
        found = (pair for pair in self.clauses(home) if pair[0].span == at)
        return next(found, None)

    def last_line(self, sentence: Sentence) -> int:
        """Give the number of the last line of a sentence, with what stands below it."""
        own = max(token.line for clause in sentence.clauses for token in clause.tokens)
        return max([own, *(self.last_line(child) for child in sentence.children)])

    def add_clauses(self, home: Span, *clauses: str) -> Insert | None:
        """Put clauses below the last clause of the sentence at a span, before its provisions."""
        sentence = self.sentence(home)
        if sentence is None:
            return None
        below = [child for child in sentence.children if not is_provision(child)]
        last = below[-1] if below else None
        own = max(token.line for clause in sentence.clauses for token in clause.tokens)
        after = self.last_line(last) if last is not None else own
        margin = self._margin(sentence.children[0]) if sentence.children else None
        indent = margin if margin is not None else self._margin(sentence) + INDENT
        lines = tuple(f"{indent}{clause}" for clause in clauses)
        return Insert(path=home.path, after=after, lines=lines)

    def add_after(self, home: Span, *lines: str) -> Insert | None:
        """Put lines after the sentence at a span, indented as it is, with a blank line before."""
        sentence = self.sentence(home)
        if sentence is None:
            return None
        margin = self._margin(sentence)
        written = tuple(f"{margin}{line}" for line in lines)
        gap = ("",) if sentence.is_spaced else ()
        return Insert(path=home.path, after=self.last_line(sentence), lines=(*gap, *written))

    def _margin(self, sentence: Sentence) -> str:
        token = sentence.head.tokens[0]
        return self.files[token.path].line_text(token.line)[: token.column - 1]

    def take_out(self, clause: Clause, sentence: Sentence) -> TextChange | None:
        """Take a clause out of its line; a line that held nothing else goes, but for its comment."""
        first, last = clause.tokens[0], clause.tokens[-1]
        if first.line != last.line:
            return None
        others = [c for c in sentence.clauses if c is not clause]
        if not others:
            return self._empty_line(sentence)
        before = [c for c in others if c.tokens[-1].column < first.column]
        if before:
            start = before[-1].tokens[-1]
            return _columns(start.path, start.line, start.column + start.width, _end(last), "")
        after = others[0].tokens[0]
        return _columns(first.path, first.line, first.column, after.column, "")

    def _empty_line(self, sentence: Sentence) -> TextChange:
        first = sentence.head.tokens[0]
        if not sentence.comment:
            return Drop(path=first.path, line=first.line)
        line = self.files[first.path].line_text(first.line)
        comment = line.rfind(sentence.comment)
        return _columns(first.path, first.line, first.column, comment + 1, "")


def places_of(documents: Sequence[Document]) -> Places:
    """Note where the sentences of some trees stand."""
    places = Places(documents=tuple(documents))
    for document in documents:
        places.files[document.file.path] = document.file
        ahead = list(document.sentences)
        while ahead:
            sentence = ahead.pop()
            places.sentences[sentence.span.path, sentence.span.line] = sentence
            ahead.extend(sentence.children)
    return places


def _below(sentence: Sentence) -> Iterator[tuple[Clause, Sentence]]:
    for child in sentence.children:
        if not is_provision(child):
            yield from ((clause, child) for clause in child.clauses)
            yield from _below(child)


def is_provision(sentence: Sentence) -> bool:
    """Tell whether a line begins a provision: a name and a colon, perhaps after `under …:`."""
    tokens = sentence.head.tokens
    if tokens[0].is_word("under"):
        colon = next((i for i, token in enumerate(tokens) if token.is_mark(":")), len(tokens))
        tokens = tokens[colon + 1 :]
    return len(tokens) > 1 and tokens[0].kind is Kind.WORD and tokens[1].is_mark(":")


def body(clause: Clause) -> tuple[Token, ...]:
    """Give the words of a clause without its readings before them and its citations after them."""
    tokens = clause.tokens
    if tokens[0].is_word("under"):
        colon = next((i for i, token in enumerate(tokens) if token.is_mark(":")), len(tokens))
        tokens = tokens[colon + 1 :]
    cited = next((i for i, token in enumerate(tokens) if token.is_mark("[")), len(tokens))
    return tokens[:cited]


def begins(clause: Clause, *words: str) -> bool:
    """Tell whether the words of a clause begin so."""
    tokens = body(clause)
    return len(tokens) >= len(words) and all(
        token.is_word(word) for token, word in zip(tokens, words, strict=False)
    )


def reworded(clause: Clause, text: str) -> Replace | None:
    """Put other words in the place of those of a clause; its readings and citations stay."""
    tokens = body(clause)
    return replaced(tokens[0].span, tokens[-1].span, text) if tokens else None


def replaced(first: Span, last: Span, text: str) -> Replace | None:
    """Put words in the place of a stretch of one line; None where it goes over several."""
    if (first.path, first.line) != (last.path, last.line):
        return None
    return _columns(first.path, first.line, first.column, last.end_column, text)


def _columns(path: str, line: int, column: int, end: int, text: str) -> Replace:
    return Replace(path=path, line=line, column=column, end_column=end, text=text)


def _end(token: Token) -> int:
    return token.column + token.width
