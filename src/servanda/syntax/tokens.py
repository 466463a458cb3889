"""Cut one line of text into tokens."""

import re
import unicodedata
from enum import Enum
from functools import cache

from msgspec import Struct

from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Severity
from servanda.syntax.marks import MARKS


class Kind(Enum):
    """Say what a token is; what it means is decided where it is read."""

    WORD = "a word"
    NUMBER = "a number"
    DATE = "a date"
    TIME = "a time"
    STRING = "a quoted text"
    MARK = "a mark"
    COMMENT = "a comment"


class Token(Struct, frozen=True, gc=False):
    """Hold one word of the text and its place; written without names, since a text has thousands."""

    kind: Kind
    text: str
    path: str
    line: int
    column: int
    width: int

    @property
    def span(self) -> Span:
        """Mark where the token stands."""
        return Span(
            path=self.path,
            line=self.line,
            column=self.column,
            end_column=self.column + self.width,
        )

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of the given words, written plainly."""
        return self.kind is Kind.WORD and self.text in words

    def is_mark(self, mark: str) -> bool:
        """Tell whether this is the given punctuation mark."""
        return self.kind is Kind.MARK and self.text == mark


_HOUR = r"T\d{1,2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?"
_ONE_DATE = rf"(?:\.\.|\d{{3}}[\dX]-[\dX]{{2}}(?:-[\dX]{{2}}(?:{_HOUR})?)?[~?%]?|\d{{4}}[~?])"
DATE = rf"{_ONE_DATE}(?:/(?:{_ONE_DATE}|\d{{4}}))?(?![\w-])|\d{{4}}/(?:\d{{4}}|\.\.)(?![\w-])"
TIME = r"\d{1,2}:\d{2}(?![\w:])"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?%?(?![^\W_])"
STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"?'
# A joiner has a place in scripts that join their letters; elsewhere nobody could see it.
_JOINER = r"(?<=[\u0600-\uffff])[\u200c\u200d](?=[\u0600-\uffff])"
_INSIDE = r"[-.](?=\w)"


def _pattern(inside: str, first: str = "") -> re.Pattern[str]:
    """Make the pattern of tokens: what may stand inside a word, and what is looked for first."""
    tail = rf"[\w'’]*(?:(?:{inside})[\w'’]*)*"
    return re.compile(
        rf"""
        [ \t]*
        (?:
        {first and f"(?P<word>{first}{tail}) |"}
        (?P<comment>\#.*)
      | (?P<string>{STRING})
      | (?P<date>{DATE})
      | (?P<time>{TIME})
      | (?P<number>{NUMBER})
      | (?P<other>[^\W_]{tail})
      | (?P<mark>[^\s\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff])
      | (?P<stray>[^ \t])
        )
        """,
        re.VERBOSE,
    )


# Most lines are plain ASCII, and most tokens words that begin with a letter, as nothing else does.
_OF_ASCII = _pattern(_INSIDE, first="[A-Za-z]")


@cache
def _of_unicode() -> re.Pattern[str]:
    """Make the pattern for lines in other scripts, which takes some milliseconds."""
    return _pattern(rf"{_INSIDE}|[{MARKS}]|{_JOINER}")


_KINDS = {
    "word": Kind.WORD,
    "other": Kind.WORD,
    "comment": Kind.COMMENT,
    "string": Kind.STRING,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "number": Kind.NUMBER,
    "mark": Kind.MARK,
}


@cache
def _kinds_in(pattern: re.Pattern[str]) -> tuple[Kind | None, ...]:
    """List what each group of a pattern finds, by its number; nothing for what cannot stand in a text."""
    names = sorted(pattern.groupindex, key=pattern.groupindex.__getitem__)
    return (None, *map(_KINDS.get, names))


def tokenize(line: str, path: str, number: int) -> tuple[list[Token], list[Diagnostic]]:
    """Cut a line into tokens; what cannot stand in a text is reported and left out."""
    tokens: list[Token] = []
    faults: list[Diagnostic] = []
    is_ascii = line.isascii()
    pattern = _OF_ASCII if is_ascii else _of_unicode()
    kinds = _kinds_in(pattern)
    for match in pattern.finditer(line):
        group = match.lastindex or 0
        kind = kinds[group]
        start, end = match.span(group)
        text = line[start:end]
        if kind is None:
            faults.append(_stray(text, _span(path, number, start, end)))
            continue
        if kind is Kind.STRING:
            text, fault = _unquote(text, _span(path, number, start, end))
            faults.extend(fault)
        elif not is_ascii and kind is Kind.WORD:
            text = unicodedata.normalize("NFC", text)  # one letter has one spelling
        tokens.append(Token(kind, text, path, number, start + 1, end - start))
    return tokens, faults


def _span(path: str, number: int, start: int, end: int) -> Span:
    return Span(path=path, line=number, column=start + 1, end_column=end + 1)


def _unquote(text: str, span: Span) -> tuple[str, list[Diagnostic]]:
    body = text[1:]
    closed = len(text) > 1 and text.endswith('"') and not _ends_escaped(body)
    inner = body[:-1] if closed else body
    value = re.sub(r"\\(.)", r"\1", inner) if "\\" in inner else inner
    if closed:
        return value, []
    return value.removesuffix("\\"), [
        Diagnostic(
            rule="unclosed-text",
            severity=Severity.ERROR,
            message="quoted text is not closed on its line",
            span=span,
            found=text[:20],
            expected='a closing "',
            help='close the text with ", or write \\" for a quotation mark inside it',
        )
    ]


def _ends_escaped(body: str) -> bool:
    """Tell whether the last quotation mark is escaped, by an odd run of backslashes."""
    before = body[:-1]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _stray(text: str, span: Span) -> Diagnostic:
    return Diagnostic(
        rule="stray-character",
        severity=Severity.ERROR,
        message="a character that cannot be seen stands outside quoted text",
        span=span,
        found=f"U+{ord(text):04X}",
        expected="words, numbers, dates, quoted text or punctuation",
        help="remove it, or put it inside quotation marks if it belongs to a text",
    )
