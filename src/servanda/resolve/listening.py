"""Listen to a text as it is read: which word stands for which name, and what could stand at a place.

The readers of sentences say what they look for, and only here is it kept. So an editor offers what the
grammar takes, and finds every use of a name, without a grammar of its own.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from servanda.base.calendar import Calendar
from servanda.base.spans import SourceFile, Span
from servanda.resolve.cursor import Cursor
from servanda.resolve.names import Context, Names
from servanda.resolve.resolve import read_alone
from servanda.syntax import Document, Kind, Sentence, Token, parse

CARET = "xcaretx7fx"
"""A word that stands where the caret is; no text has it."""
ENTRY_AT_MOST = 500
"""Lines of an entry among which its name is looked for."""


class Use(Struct, frozen=True, kw_only=True):
    """Hold a word of the text that stands for a name of a kind, or declares it."""

    token: Token
    kind: str
    name: str
    is_declaration: bool = False


class Listening(Context, kw_only=True):
    """Keep which word stands for which name, while texts are read."""

    uses: dict[tuple[Span, str, str], Use] = field(default_factory=dict)

    def named(self, token: Token, kinds: Iterable[str]) -> str | None:
        """Find the name that a word stands for, and keep it."""
        for kind in kinds:
            found = self.find(token.text, (kind,))
            if found is not None:
                self.mark(token, kind, found)
                return found
        return None

    def mark(self, token: Token, kind: str, name: str) -> None:
        """Keep what a word stands for."""
        self.uses.setdefault((token.span, kind, name), Use(token=token, kind=kind, name=name))


def listening() -> Listening:
    """Make a context that listens, before any name is known."""
    return Listening(names=Names(), calendar=Calendar())


def declarations(names: Names, documents: Sequence[Document]) -> Iterator[Use]:
    """Find the words that declare names, each where the names say that it was declared."""
    lines: dict[tuple[str, int], list[Token]] = {}
    for document in documents:
        for sentence in document.sentences:
            for each in _tokens(sentence):
                lines.setdefault((each.path, each.line), []).append(each)
    for kind, declared in names.spaces.items():
        for name, span in declared.items():
            token = _declaring(kind, name, span, lines)
            if token is not None:
                yield Use(token=token, kind=kind, name=name, is_declaration=True)


def _tokens(sentence: Sentence) -> Iterator[Token]:
    for clause in sentence.clauses:
        yield from clause.tokens
    for child in sentence.children:
        yield from _tokens(child)


def _declaring(
    kind: str, name: str, span: Span, lines: dict[tuple[str, int], list[Token]]
) -> Token | None:
    """Find the word by which a name is declared; what follows from another declaration has none."""
    here = lines.get((span.path, span.line), [])
    if kind == "entry":
        return _of_entry(name, span, lines)
    wanted = {name, name.rpartition(".")[2]} if kind in ("provision", "reading") else {name}
    found = [
        token
        for token in here
        if token.kind is Kind.WORD and token.text in wanted and token.column >= span.column
    ]
    if kind in ("provision", "actor"):
        return found[0] if found else None
    # What stands first is the keyword, which may be a name, too.
    return next((token for token in found if token.column > span.column), None)


def _of_entry(name: str, span: Span, lines: dict[tuple[str, int], list[Token]]) -> Token | None:
    """Find the name after `named`, on the line of an entry or one of those that belong to it."""
    line = span.line
    while line == span.line or _belongs(lines.get((span.path, line), ())):
        for before, token in pairwise(lines.get((span.path, line), ())):
            if before.is_word("named") and token.text == name:
                return token
        line += 1
        if line > span.line + ENTRY_AT_MOST:
            return None
    return None


def _belongs(tokens: Sequence[Token]) -> bool:
    return not tokens or tokens[0].column > 1


class Wanted(Struct, kw_only=True):
    """Hold what could stand at a place: wordings of the grammar, and names of some kinds."""

    words: dict[str, None] = field(default_factory=dict)
    kinds: dict[str, None] = field(default_factory=dict)
    phase: str = ""


class _AtCaret(Cursor):
    """Keep every wording that is looked for where the caret is."""

    __slots__ = ("wanted",)

    def __init__(self, tokens: Sequence[Token], home: Span, wanted: Wanted) -> None:
        super().__init__(tokens, home)
        self.wanted = wanted

    def _is_caret(self, place: int) -> bool:
        return place < self.size and self.tokens[place].text == CARET

    def sees(self, *words: str, ahead: int = 0) -> bool:
        """Tell whether these words come next; those that the caret stands in for are wanted."""
        for index, word in enumerate(words):
            place = self.at + ahead + index
            if self._is_caret(place):
                self.wanted.words[" ".join(words[index:])] = None
                return False
            if place >= self.size or self.tokens[place].text != word:
                return False
            if self.tokens[place].kind is Kind.STRING:
                return False
        return True

    def accept(self, *words: str) -> bool:
        """Read these words if they come next."""
        is_next = self.sees(*words)
        self.at += len(words) * is_next
        return is_next

    def accept_any(self, *words: str) -> str:
        """Read whichever of these words comes next."""
        if self._is_caret(self.at):
            self.offer(*words)
        return super().accept_any(*words)

    def accept_from(self, words: Container[str]) -> str:
        """Read the next word where it is one of many."""
        self.sees_from(words)
        return super().accept_from(words)

    def sees_from(self, words: Container[str], ahead: int = 0) -> bool:
        """Tell whether a token is one of many; all of them are wanted at the caret."""
        if self._is_caret(self.at + ahead) and isinstance(words, Iterable):
            self.wanted.words.update(dict.fromkeys(sorted(words)))
        return super().sees_from(words, ahead)

    def offer(self, *wordings: str) -> None:
        """Keep which wordings would do."""
        if self._is_caret(self.at):
            self.wanted.words.update(dict.fromkeys(wordings))


class _Offering(Context, kw_only=True):
    """Keep of which kinds a name could stand where the caret is."""

    wanted: Wanted = field(default_factory=Wanted)

    def cursor(self, tokens: Sequence[Token], home: Span) -> Cursor:
        """Set a cursor that keeps what is looked for."""
        return _AtCaret(tokens, home, self.wanted)

    def named(self, token: Token, kinds: Iterable[str]) -> str | None:
        """Find a name; at the caret one of these kinds is wanted."""
        kinds = tuple(kinds)
        if token.text == CARET:
            self.wanted.kinds.update(dict.fromkeys(kinds))
            self.wanted.phase = self.phase
        return super().named(token, kinds)


def wanted_at(text: str, path: str, names: Names, calendar: Calendar) -> Wanted:
    """Say what could stand at the end of a text, which ends in the middle of a sentence."""
    file = SourceFile(path=path, text=text + CARET + ("]" if _is_cited(text) else ""))
    document, _ = parse(file)
    context = _Offering(names=names, calendar=calendar)
    if document.sentences:
        read_alone(document.sentences[-1], context)
    return context.wanted


def _is_cited(text: str) -> bool:
    """Tell whether the last line ends inside brackets."""
    line = text.rpartition("\n")[2]
    return line.rfind("[") > line.rfind("]")
