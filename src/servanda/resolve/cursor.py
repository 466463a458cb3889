"""Walk along the tokens of a clause, and say what was expected where it fails."""

from collections.abc import Container, Sequence

from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Severity, suggest
from servanda.syntax import Kind, Token

NESTING_AT_MOST = 32
OPERATIONS_AT_MOST = 100


class Unreadable(Exception):
    """Leave a clause that cannot be read; caught where the clause began, it becomes a value."""

    def __init__(self, diagnostic: Diagnostic | None) -> None:
        super().__init__()
        self.diagnostic = diagnostic


class Cursor:
    """Hold a place in a clause. Reading moves it on; nothing else changes."""

    __slots__ = ("asks_of_parties", "at", "depth", "home", "operations", "size", "tokens")

    def __init__(self, tokens: Sequence[Token], home: Span) -> None:
        self.tokens = tokens
        self.size = len(tokens)
        self.at = 0
        self.home = home
        self.depth = 0
        self.operations = 0
        self.asks_of_parties = False

    @property
    def is_done(self) -> bool:
        """Tell whether every token has been read."""
        return self.at >= self.size

    def peek(self, ahead: int = 0) -> Token | None:
        """Look at a token without reading it."""
        place = self.at + ahead
        return self.tokens[place] if place < self.size else None

    def span(self) -> Span:
        """Mark the next token, or the end of the clause."""
        token = self.peek()
        if token is not None:
            return token.span
        return self.tokens[-1].span if self.tokens else self.home

    def whole(self) -> Span:
        """Mark the clause from its first token to its last."""
        if not self.tokens:
            return self.home
        return self.tokens[0].span.to(self.tokens[-1].span)

    def sees(self, *words: str, ahead: int = 0) -> bool:
        """Tell whether the next tokens are these words, in this order."""
        place = self.at + ahead
        if place + len(words) > self.size:
            return False
        for word in words:
            token = self.tokens[place]
            if token.text != word or token.kind is Kind.STRING:
                return False
            place += 1
        return True

    def sees_kind(self, kind: Kind, ahead: int = 0) -> bool:
        """Tell whether the next token is of a kind."""
        place = self.at + ahead
        return place < self.size and self.tokens[place].kind is kind

    def accept(self, *words: str) -> bool:
        """Read these words if they come next."""
        if len(words) == 1:
            if self.at < self.size:
                token = self.tokens[self.at]
                if token.text == words[0] and token.kind is not Kind.STRING:
                    self.at += 1
                    return True
            return False
        if self.sees(*words):
            self.at += len(words)
            return True
        return False

    def accept_any(self, *words: str) -> str:
        """Read whichever of these single words comes next; empty when none does."""
        token = self.peek()
        if token is not None and token.kind is not Kind.STRING and token.text in words:
            self.at += 1
            return token.text
        return ""

    def accept_from(self, words: Container[str]) -> str:
        """Read the next word where it is one of many; empty when it is none."""
        if self.at < self.size:
            token = self.tokens[self.at]
            if token.text in words and token.kind is not Kind.STRING:
                self.at += 1
                return token.text
        return ""

    def sees_from(self, words: Container[str], ahead: int = 0) -> bool:
        """Tell whether a token, so many words on, is one of many."""
        place = self.at + ahead
        return place < self.size and self.tokens[place].text in words

    def offer(self, *wordings: str) -> None:
        """Say which wordings would do here, to one who listens: `servanda.resolve.listening`."""

    def expect(self, *words: str) -> None:
        """Read these words, or stop."""
        if not self.accept(*words):
            raise self.fault(f"`{' '.join(words)}`")

    def take(self) -> Token:
        """Read the next token, whatever it is."""
        if self.at >= self.size:
            raise self.fault("more words")
        self.at += 1
        return self.tokens[self.at - 1]

    def word(self, expected: str = "a name") -> Token:
        """Read a word."""
        if not self.sees_kind(Kind.WORD):
            raise self.fault(expected)
        self.at += 1
        return self.tokens[self.at - 1]

    def string(self, expected: str = 'a text in "quotes"') -> str:
        """Read a quoted text."""
        token = self.peek()
        if token is None or token.kind is not Kind.STRING:
            raise self.fault(expected)
        self.at += 1
        return token.text

    def string_if_any(self) -> str:
        """Read a quoted text if one comes next."""
        return self.string() if self.sees_kind(Kind.STRING) else ""

    def rest(self) -> str:
        """Read all that is left as plain words."""
        words = " ".join(token.text for token in self.tokens[self.at :])
        self.at = self.size
        return words

    def end(self) -> None:
        """Stop unless everything has been read."""
        if not self.is_done:
            raise self.fault("the end of the clause")

    def deeper(self) -> "_Level":
        """Go one level into what is nested, or stop where that is too deep to be followed."""
        return _Level(self)

    def operate(self) -> None:
        """Count an operation of a formula, or stop where there are too many to be followed."""
        self.operations += 1
        if self.operations > OPERATIONS_AT_MOST:
            raise self.too_deep(f"at most {OPERATIONS_AT_MOST} operations")

    def too_deep(self, expected: str) -> Unreadable:
        """Make the fault of more levels or operations than are followed."""
        message = "the clause is nested too deeply to be followed"
        return self.fault(expected, rule="nested-too-deep", message=message)

    def fault(
        self, expected: str, *, rule: str = "syntax", message: str = "", among: Sequence[str] = ()
    ) -> Unreadable:
        """Make the fault of not finding what was expected here, perhaps among some words."""
        token = self.peek()
        self.offer(*among)
        guess = suggest(token.text, among) if token is not None and among else None
        listed = f"write one of: {', '.join(among)}" if among else ""
        found = f"`{token.text}`" if token is not None else "the end of the clause"
        return Unreadable(
            Diagnostic(
                rule=rule,
                severity=Severity.ERROR,
                message=message or f"expected {expected}, found {found}",
                span=self.span(),
                found=found,
                expected=expected,
                help=f"did you mean `{guess}`?" if guess else listed,
                guess=guess or "",
            )
        )


class _Level:
    """Hold a level of what is nested; a plain class, since every moment is read on one."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def __enter__(self) -> None:
        if self._cursor.depth >= NESTING_AT_MOST:
            raise self._cursor.too_deep(f"at most {NESTING_AT_MOST} levels")
        self._cursor.depth += 1

    def __exit__(self, *_: object) -> None:
        self._cursor.depth -= 1
