"""Print a tree as canonical text: two spaces a level, single spaces, comments kept."""

from collections.abc import Iterator

from msgspec import Struct, field

from servanda.syntax.tokens import Kind, Token
from servanda.syntax.tree import Clause, Document, Sentence

INDENT = "  "
LINE_WIDTH = 120
_NO_SPACE_BEFORE = frozenset({",", ")", "]", ":", "?", "!", "."})
_NO_SPACE_AFTER = frozenset({"(", "[", "¶", "§"})


class _Page(Struct, kw_only=True):
    """Collect the printed lines; `is_open` when the last line ends with a comma."""

    lines: list[str] = field(default_factory=list)
    is_open: bool = False


def print_document(document: Document) -> str:
    """Print a whole text; printing what was parsed from it gives the same text again."""
    page = _Page()
    for sentence in document.sentences:
        _print_sentence(sentence, 0, page)
    if document.below and document.is_spaced_below and page.lines:
        page.lines.append("")
    page.lines.extend(document.below)
    return "".join(f"{line}\n" for line in page.lines)


def _print_sentence(sentence: Sentence, depth: int, page: _Page) -> None:
    margin = INDENT * depth
    # Below a line that ends with a comma, an indented line would be read as a part of it.
    if page.lines and (sentence.is_spaced or (depth and page.is_open)):
        page.lines.append("")
    page.lines.extend((margin + comment).rstrip() for comment in sentence.above)
    text = "; ".join(_print_clause(clause) for clause in sentence.clauses)
    comment = f"  {sentence.comment}" if sentence.comment else ""
    page.lines.extend(_wrap(margin, text + comment, sentence))
    page.is_open = sentence.clauses[-1].tokens[-1].is_mark(",")
    for child in sentence.children:
        _print_sentence(child, depth + 1, page)


def _wrap(margin: str, text: str, sentence: Sentence) -> Iterator[str]:
    """Break a long line after commas, where the language allows it."""
    if len(margin) + len(text) <= LINE_WIDTH or sentence.comment:
        yield margin + text
        return
    line, deeper = "", margin + INDENT * 2
    for piece in _pieces(sentence):
        if line.strip() and len(line) + len(piece) > LINE_WIDTH and line.endswith(", "):
            yield line.rstrip()
            line = deeper
        line = (line or margin) + piece
    yield line.rstrip()


def _pieces(sentence: Sentence) -> Iterator[str]:
    """Cut a line into pieces that end after its commas and semicolons."""
    for index, clause in enumerate(sentence.clauses):
        last = index == len(sentence.clauses) - 1
        piece: list[Token] = []
        tokens = clause.tokens
        cited = 0
        for place, token in enumerate(tokens):
            piece.append(token)
            cited += token.is_mark("[") - token.is_mark("]")
            if token.is_mark(",") and place < len(tokens) - 1 and cited <= 0:
                yield _print_tokens(piece) + " "
                piece = []
        yield _print_tokens(piece) + ("" if last else "; ")


def _print_clause(clause: Clause) -> str:
    return _print_tokens(list(clause.tokens))


def _print_tokens(tokens: list[Token]) -> str:
    text = ""
    previous: Token | None = None
    for token in tokens:
        gap = " " if previous is not None and _is_apart(previous, token) else ""
        text += gap + print_token(token)
        previous = token
    return text


def _is_apart(left: Token, right: Token) -> bool:
    if _would_merge(left, right):
        return True
    if right.kind is Kind.MARK and right.text in _NO_SPACE_BEFORE:
        return False
    if _is_joined(left, right):
        return False
    return not (left.kind is Kind.MARK and left.text in _NO_SPACE_AFTER)


def _is_joined(left: Token, right: Token) -> bool:
    """Tell whether a stroke was written close to a word, as in `Asia/Beirut`."""
    pair = {left.kind, right.kind} == {Kind.WORD, Kind.MARK}
    close = left.line == right.line and left.column + left.width == right.column
    return pair and close and (left.text == "/" or right.text == "/")


def _would_merge(left: Token, right: Token) -> bool:
    """Tell whether two tokens, written without a space, would be read as one."""
    if right.is_mark("."):
        return left.is_mark(".")
    if right.is_mark(":"):
        return left.kind is Kind.TIME
    return right.is_mark("?") and left.kind in (Kind.DATE, Kind.NUMBER)


def print_token(token: Token) -> str:
    """Print one token as it is written in a text."""
    if token.kind is not Kind.STRING:
        return token.text
    escaped = token.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
