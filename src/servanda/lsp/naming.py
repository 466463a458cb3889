"""Find what a word names, where that is declared and used, and rename it where nothing else changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Severity
from servanda.lsp.desk import Looked, covers
from servanda.resolve.listening import Use
from servanda.resolve.names import Names
from servanda.syntax import Kind
from servanda.syntax.tokens import tokenize
from servanda.workspace.buffers import Buffers

OWNERS = {"provision": "phase", "reading": "ambiguity", "event": "process"}
"""What may stand before the dot of a name, by what stands after it."""


class Symbol(Struct, frozen=True):
    """Name a thing of the agreement: its kind, and its name in full."""

    kind: str
    name: str


class Part(Struct, frozen=True, kw_only=True):
    """Hold a word, or the part of one beside a dot, that stands for a thing."""

    symbol: Symbol
    span: Span
    is_declaration: bool


class Refused(Exception):
    """Refuse to rename; the message says why in one sentence."""


def parts_of(use: Use, looked: Looked) -> Iterator[Part]:
    """Give what a word stands for: `one.captives` is a phase and a provision of it."""
    names = looked.names
    if names is None:
        return
    span, symbol = use.token.span, Symbol(use.kind, use.name)
    source = looked.heard.loaded.sources.get(span.path)
    raw = source.line_text(span.line)[span.column - 1 : span.end_column - 1] if source else ""
    owner = owner_of(symbol, names)
    dot = raw.rfind(".")
    if owner is None or dot < 0:
        is_edge = owner is not None and owner.kind == "process"
        found = owner if owner is not None and is_edge else symbol
        yield Part(symbol=found, span=span, is_declaration=use.is_declaration)
        return
    first = Span(path=span.path, line=span.line, column=span.column, end_column=span.column + dot)
    last = Span(
        path=span.path,
        line=span.line,
        column=span.column + dot + 1,
        end_column=span.end_column,
    )
    yield Part(symbol=owner, span=first, is_declaration=False)
    yield Part(symbol=symbol, span=last, is_declaration=use.is_declaration)


def owner_of(symbol: Symbol, names: Names) -> Symbol | None:
    """Give the thing before the dot of a name in full, where there is one."""
    before, dot, _ = symbol.name.rpartition(".")
    kind = OWNERS.get(symbol.kind, "")
    if dot and kind and before in names.of(kind):
        return Symbol(kind, before)
    return None


def part_at(looked: Looked, path: str, line: int, column: int) -> Part | None:
    """Find what the word at a place stands for; places count from 1."""
    for use in looked.uses_on(path, line):
        for part in parts_of(use, looked):
            if covers(part.span, line, column):
                return part
    return None


def all_parts(looked: Looked, symbol: Symbol) -> list[Part]:
    """List all words that stand for a thing, each once."""
    found = {
        part.span: part
        for use in looked.heard.uses
        for part in parts_of(use, looked)
        if part.symbol == symbol
    }
    return list(found.values())


def declared(looked: Looked, symbol: Symbol) -> Part | None:
    """Find where a thing is declared; the edges of a process are declared with it."""
    parts = all_parts(looked, symbol)
    found = next((part for part in parts if part.is_declaration), None)
    if found is None and looked.names is not None:
        owner = owner_of(symbol, looked.names)
        return declared(looked, owner) if owner is not None else None
    return found


def own_name(symbol: Symbol, names: Names) -> str:
    """Give the name of a thing without what it belongs to."""
    owner = owner_of(symbol, names)
    return symbol.name[len(owner.name) + 1 :] if owner is not None else symbol.name


def renamed(looked: Looked, symbol: Symbol, new: str, buffers: Buffers) -> list[Part]:
    """Give the words to replace by a new name; refuse where any word would then mean something else."""
    names = looked.names
    if names is None:
        raise Refused("the texts declare no agreement, so that nothing in them can be renamed")
    _check_word(new)
    parts = all_parts(looked, symbol)
    if not any(part.is_declaration for part in parts):
        raise Refused(f"`{own_name(symbol, names)}` is not declared by a word of its own")
    after = _after(looked, parts, new, buffers)
    _compare(looked, after, symbol, new)
    return parts


def _check_word(new: str) -> None:
    tokens, faults = tokenize(new, "", 1)
    is_word = len(tokens) == 1 and tokens[0].kind is Kind.WORD and not faults
    if not is_word or tokens[0].width != len(new):
        raise Refused(
            f"`{new[:40]}` is no name; a name is one word of letters, digits, `-` and `_`"
        )
    if "." in new:
        raise Refused(f"`{new[:40]}` has a dot, which reaches inside of something else")


def _after(looked: Looked, parts: Iterable[Part], new: str, buffers: Buffers) -> Looked:
    """Read the texts as they would be."""
    changed: dict[str, list[Part]] = {}
    for part in parts:
        changed.setdefault(part.span.path, []).append(part)
    trial = buffers.copy()
    for shown, mine in changed.items():
        source = looked.heard.loaded.sources[shown]
        lines = list(source.lines)
        for part in sorted(mine, key=lambda each: each.span, reverse=True):
            text = lines[part.span.line - 1]
            before, behind = text[: part.span.column - 1], text[part.span.end_column - 1 :]
            lines[part.span.line - 1] = f"{before}{new}{behind}"
        trial.put(looked.heard.files.get(shown, shown), "\n".join(lines))
    heard = trial.read_again(looked.heard)
    return Looked(heard=heard, faults=heard.loaded.diagnostics, versions={})


def _compare(before: Looked, after: Looked, symbol: Symbol, new: str) -> None:
    """Refuse where a text would have a new fault, or a word would stand for something else."""
    names = before.names
    assert names is not None
    faults = Counter(map(_fault, _errors(before.heard.loaded.diagnostics)))
    for fault in _errors(after.heard.loaded.diagnostics):
        if faults[_fault(fault)] == 0:
            raise Refused(
                f"with the name `{new}`, {fault.message} ({fault.span.path}:{fault.span.line})"
            )
        faults[_fault(fault)] -= 1
    own = own_name(symbol, names)
    full = symbol.name[: len(symbol.name) - len(own)] + new
    was = Counter(
        (u.token.path, u.token.line, u.kind, _mapped(Symbol(u.kind, u.name), symbol, full))
        for u in before.heard.uses
    )
    now = Counter((u.token.path, u.token.line, u.kind, u.name) for u in after.heard.uses)
    if was != now:
        path, line, _, name = next(iter((was - now) or (now - was)))
        raise Refused(f"with the name `{new}`, `{name}` would mean something else in {path}:{line}")


def _mapped(known: Symbol, symbol: Symbol, full: str) -> str:
    """Give the name that a thing has once another is renamed."""
    if known == symbol:
        return full
    belongs = symbol.kind in (OWNERS.get(known.kind), *_WITH_SILENCES.get(known.kind, ()))
    if belongs and known.name.startswith(f"{symbol.name}."):
        return full + known.name[len(symbol.name) :]
    return known.name


_WITH_SILENCES = {"reading": ("event", "process")}
"""What has readings of its own where the text names nobody."""


def _errors(faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    return (fault for fault in faults if fault.severity is Severity.ERROR)


def _fault(fault: Diagnostic) -> tuple[str, str, int]:
    return fault.rule, fault.span.path, fault.span.line
