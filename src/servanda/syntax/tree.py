"""Hold a text as sentences of clauses of tokens, with its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.base.spans import SourceFile, Span
from servanda.syntax.tokens import Token

if TYPE_CHECKING:
    from servanda.syntax.plain import PlainLines


class Clause(Struct, frozen=True, kw_only=True):
    """Hold the tokens between two semicolons or line ends; never empty."""

    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """Mark the clause from its first token to its last on the same line."""
        first, last = self.tokens[0], self.tokens[-1]
        if first.line != last.line:
            return first.span
        return Span(
            path=first.path,
            line=first.line,
            column=first.column,
            end_column=last.column + last.width,
        )


class Sentence(Struct, frozen=True, kw_only=True):
    """Hold a line, cut at its semicolons, and the deeper-indented lines below it.

    `above` are the comment lines that stand before it, `comment` the one that ends its line.
    """

    clauses: tuple[Clause, ...]
    children: tuple[Sentence, ...] = ()
    above: tuple[str, ...] = ()
    comment: str = ""
    is_spaced: bool = False

    @property
    def head(self) -> Clause:
        """Give the first clause of the line."""
        return self.clauses[0]

    @property
    def span(self) -> Span:
        """Mark the head of the sentence."""
        return self.head.span

    @property
    def line_span(self) -> Span:
        """Mark the whole line of the sentence."""
        return self.head.span.to(self.clauses[-1].span)


class Document(Struct, frozen=True, kw_only=True):
    """Hold a whole text: its sentences in order, and the comments after the last one.

    Where a long record was read plainly, `plain` holds the lines of which no sentences were made.
    """

    file: SourceFile
    sentences: tuple[Sentence, ...]
    below: tuple[str, ...] = ()
    is_spaced_below: bool = False
    plain: PlainLines | None = None


def shape(document: Document) -> tuple[object, ...]:
    """Give the tree without its places, so that two texts can be compared."""
    return (*map(_sentence_shape, document.sentences), document.below)


def _sentence_shape(sentence: Sentence) -> tuple[object, ...]:
    return (
        tuple(tuple((t.kind, t.text) for t in clause.tokens) for clause in sentence.clauses),
        tuple(map(_sentence_shape, sentence.children)),
        sentence.above,
        sentence.comment,
    )
