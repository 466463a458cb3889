"""Make a tree of a text: lines to sentences by indentation, lines to clauses by semicolons.

The parser never gives up: a fault costs at most its own line, and every fault is reported.
"""

from msgspec import Struct, field

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic, Severity
from servanda.syntax.tokens import Kind, Token, tokenize
from servanda.syntax.tree import Clause, Document, Sentence

LINE_AT_MOST = 20_000
NESTING_AT_MOST = 12
TAB_WIDTH = 4


class _Open(Struct, kw_only=True):
    """Collect a sentence while its children are still being read."""

    indent: int
    clauses: tuple[Clause, ...]
    above: tuple[str, ...]
    comment: str
    is_spaced: bool
    children: list["_Open"] = field(default_factory=list)


class _Line(Struct, kw_only=True):
    """Hold one logical line: tokens, with lines joined after a comma."""

    indent: int
    tokens: list[Token]
    comment: str
    comments_inside: list[str]


class _Nest(Struct, kw_only=True):
    """Hold the sentences that are still open, from the text itself to the innermost."""

    levels: list[_Open]
    is_too_deep: bool = False


def parse(file: SourceFile, before: int = 0) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a text into a tree, with all its faults; `before` lines stand above it in its file."""
    faults: list[Diagnostic] = []
    root = _Open(indent=-1, clauses=(), above=(), comment="", is_spaced=False)
    nest = _Nest(levels=[root])
    above: list[str] = []
    is_spaced = False
    number = 0
    while number < len(file.lines):
        line, number = _read_line(file, number, faults, before)
        if line is None:
            is_spaced = _space(above) or is_spaced
            continue
        if not line.tokens:
            above.extend(filter(None, [line.comment]))
            continue
        clauses = _split(line.tokens, faults)
        if not clauses:
            continue
        opened = _Open(
            indent=line.indent,
            clauses=clauses,
            above=(*above, *line.comments_inside),
            comment=line.comment,
            is_spaced=is_spaced,
        )
        _attach(nest, opened, faults)
        above, is_spaced = [], False
    sentences = tuple(_close(child) for child in root.children)
    below = tuple(above[:-1] if above[-1:] == [""] else above)
    document = Document(file=file, sentences=sentences, below=below, is_spaced_below=is_spaced)
    return document, tuple(faults)


def _space(above: list[str]) -> bool:
    """Keep a blank line between comments; True where it stands before any of them."""
    if above and above[-1]:
        above.append("")
    return not above


def _read_line(
    file: SourceFile, number: int, faults: list[Diagnostic], before: int
) -> tuple[_Line | None, int]:
    """Read the logical line that starts at a line index; give it and the next index."""
    text = file.lines[number]
    if not text or text.isspace():
        return None, number + 1
    indent = _indent(text)
    tokens, comment = _tokens(file, number, faults, before)
    inside: list[str] = []
    number += 1
    while tokens and tokens[-1].is_mark(",") and number < len(file.lines):
        more = file.lines[number]
        if not more or more.isspace() or _indent(more) == 0:
            break
        added, tail = _tokens(file, number, faults, before)
        number += 1
        inside.extend(filter(None, [comment]))
        comment = tail
        tokens = tokens + added
    return _Line(indent=indent, tokens=tokens, comment=comment, comments_inside=inside), number


def _indent(text: str) -> int:
    margin = text[: len(text) - len(text.lstrip(" \t"))]
    return len(margin) + margin.count("\t") * (TAB_WIDTH - 1)


def _tokens(
    file: SourceFile, number: int, faults: list[Diagnostic], before: int
) -> tuple[list[Token], str]:
    text = file.lines[number]
    if len(text) > LINE_AT_MOST:
        faults.append(_too_long(file.path, before + number + 1, len(text)))
        return [], ""
    tokens, found = tokenize(text, file.path, before + number + 1)
    faults.extend(found)
    if tokens and tokens[-1].kind is Kind.COMMENT:
        return tokens[:-1], tokens[-1].text.rstrip()
    return tokens, ""


def _too_long(path: str, line: int, length: int) -> Diagnostic:
    return Diagnostic(
        rule="line-too-long",
        severity=Severity.ERROR,
        message="the line is too long to be a sentence, and was left out",
        span=Span(path=path, line=line, column=1, end_column=2),
        found=f"{length:,}",
        expected=f"at most {LINE_AT_MOST:,} characters",
        help="break the line after a comma, or put each clause on a line of its own",
    )


def _split(tokens: list[Token], faults: list[Diagnostic]) -> tuple[Clause, ...]:
    if ";" not in [token.text for token in tokens]:
        return (Clause(tokens=tuple(tokens)),) if tokens else ()
    clauses: list[Clause] = []
    current: list[Token] = []
    for token in tokens:
        if token.text != ";" or token.kind is not Kind.MARK:
            current.append(token)
            continue
        if current:
            clauses.append(Clause(tokens=tuple(current)))
        else:
            faults.append(_empty_clause(token))
        current = []
    if current:
        clauses.append(Clause(tokens=tuple(current)))
    return tuple(clauses)


def _empty_clause(token: Token) -> Diagnostic:
    return Diagnostic(
        rule="empty-clause",
        severity=Severity.ERROR,
        message="nothing stands before this semicolon",
        span=token.span,
        found=";",
        expected="a clause",
        help="remove the semicolon, or write the clause that belongs before it",
    )


def _attach(nest: _Nest, opened: _Open, faults: list[Diagnostic]) -> None:
    levels = nest.levels
    closed = None
    while levels[-1].indent >= opened.indent:
        closed = levels.pop()
    siblings = levels[-1].children
    if len(levels) > NESTING_AT_MOST:
        # It hangs below the last level and opens none of its own; only the first line is reported.
        if not nest.is_too_deep:
            faults.append(_too_deep(opened))
        nest.is_too_deep = True
        siblings.append(opened)
        return
    nest.is_too_deep = False
    if closed is not None and siblings and siblings[-1].indent != opened.indent:
        faults.append(_uneven(opened, siblings[-1].indent))
    siblings.append(opened)
    levels.append(opened)


def _too_deep(opened: _Open) -> Diagnostic:
    return Diagnostic(
        rule="nested-too-deep",
        severity=Severity.ERROR,
        message="the lines from here on are indented too deeply, and were read as one level",
        span=opened.clauses[0].span,
        expected=f"at most {NESTING_AT_MOST} levels",
        help="write the clauses of one sentence at one level",
    )


def _uneven(opened: _Open, expected: int) -> Diagnostic:
    return Diagnostic(
        rule="uneven-indent",
        severity=Severity.WARNING,
        message="the line is indented unlike the lines beside it",
        span=opened.clauses[0].span,
        found=f"{opened.indent} spaces",
        expected=f"{expected} spaces",
        help="indent the lines of one sentence alike; `servanda fmt` does it",
    )


def _close(opened: _Open) -> Sentence:
    return Sentence(
        clauses=opened.clauses,
        children=tuple(_close(child) for child in opened.children),
        above=opened.above,
        comment=opened.comment,
        is_spaced=opened.is_spaced,
    )
