"""List what a text declares, for an outline, and what of it can be folded away."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from servanda.base.spans import SourceFile
from servanda.lsp.places import Units, lines_of, range_of
from servanda.lsp.sayings import last_line
from servanda.resolve.entries import is_entry
from servanda.resolve.lines import is_provision
from servanda.resolve.provisions import provision_name
from servanda.syntax import Document, Kind, Sentence

KINDS = {
    "agreement": types.SymbolKind.Package,
    "phase": types.SymbolKind.Module,
    "event": types.SymbolKind.Event,
    "process": types.SymbolKind.Event,
    "level": types.SymbolKind.Number,
    "ambiguity": types.SymbolKind.Enum,
    "open": types.SymbolKind.Enum,
    "claim": types.SymbolKind.Boolean,
    "source": types.SymbolKind.File,
    "label": types.SymbolKind.Key,
    "instrument": types.SymbolKind.File,
    "include": types.SymbolKind.File,
}
LONGEST = 100


def outline(document: Document, units: Units) -> list[types.DocumentSymbol]:
    """List the sentences of a text, the provisions of a phase below it."""
    return [_symbol(sentence, document.file, units) for sentence in document.sentences]


def _symbol(sentence: Sentence, file: SourceFile, units: Units) -> types.DocumentSymbol:
    last = last_line(sentence)
    name, detail, kind = _named(sentence, file)
    return types.DocumentSymbol(
        name=name[:LONGEST] or "…",
        detail=detail[:LONGEST],
        kind=kind,
        range=lines_of(file, sentence.span.line, last, units),
        selection_range=range_of(sentence.span, file, units),
        children=[
            _symbol(child, file, units) for child in sentence.children if is_provision(child)
        ],
    )


def _named(sentence: Sentence, file: SourceFile) -> tuple[str, str, types.SymbolKind]:
    tokens = sentence.head.tokens
    if is_provision(sentence):
        text = " ".join(token.text for token in tokens)
        return (
            provision_name(sentence),
            text.partition(":")[2].strip(),
            types.SymbolKind.Function,
        )
    if is_entry(sentence):
        head, _, rest = file.line_text(sentence.span.line).strip().partition(" ")
        return head, rest.strip(), types.SymbolKind.Event
    skipped = 2 if tokens[0].is_word("open") else 1
    names = [token.text for token in tokens[skipped:] if token.kind is Kind.WORD]
    titles = [token.text for token in tokens if token.kind is Kind.STRING]
    keyword = tokens[0].text
    name = names[0] if names else keyword
    if len(names) > 1 and keyword not in KINDS:
        name = ", ".join(names)
    kind = KINDS.get(keyword, types.SymbolKind.Class)
    return name, f"{keyword} {', '.join(titles)}".strip(), kind


def folds(document: Document) -> Iterator[types.FoldingRange]:
    """Give what can be folded: sentences of several lines, and runs of comments."""
    for sentence in document.sentences:
        yield from _folds(sentence)
    yield from _comments(document.file)


def _folds(sentence: Sentence) -> Iterator[types.FoldingRange]:
    first, last = sentence.span.line, last_line(sentence)
    if last > first:
        yield types.FoldingRange(
            start_line=first - 1, end_line=last - 1, kind=types.FoldingRangeKind.Region
        )
    for child in sentence.children:
        yield from _folds(child)


def _comments(file: SourceFile) -> Iterator[types.FoldingRange]:
    start = None
    for number, text in enumerate((*file.lines, "")):
        is_comment = text.lstrip().startswith("#")
        if is_comment and start is None:
            start = number
        elif not is_comment and start is not None:
            if number - 1 > start:
                yield types.FoldingRange(
                    start_line=start, end_line=number - 1, kind=types.FoldingRangeKind.Comment
                )
            start = None
