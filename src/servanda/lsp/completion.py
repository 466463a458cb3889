"""Offer what could stand at a place: the words that the grammar takes there, and the names that fit."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lsprotocol import types

from servanda.base.calendar import Calendar
from servanda.base.spans import SourceFile
from servanda.lsp.desk import Looked
from servanda.lsp.sayings import title_of
from servanda.resolve.listening import Wanted, wanted_at
from servanda.resolve.names import Context, Names
from servanda.syntax import Kind
from servanda.syntax.tokens import tokenize
from servanda.workspace.load import PACT, RECORD

OFFERED_AT_MOST = 300
NEAR = 40
"""Lines before a place that are read with it, to know what may follow."""

ICONS = {
    "actor": types.CompletionItemKind.Class,
    "phase": types.CompletionItemKind.Module,
    "provision": types.CompletionItemKind.Function,
    "event": types.CompletionItemKind.Event,
    "process": types.CompletionItemKind.Event,
    "level": types.CompletionItemKind.Unit,
    "reading": types.CompletionItemKind.EnumMember,
    "ambiguity": types.CompletionItemKind.Enum,
    "source": types.CompletionItemKind.Reference,
    "label": types.CompletionItemKind.Reference,
}
TRIGGERS = [" ", ".", "[", '"']


def complete(
    source: SourceFile, line: int, column: int, looked: Looked | None, path: str
) -> tuple[list[types.CompletionItem], bool]:
    """Offer completions at a place, counted from 1; the second value tells that some were left out."""
    before = source.line_text(line)[: column - 1]
    state = _inside(before)
    if state == "comment":
        return [], False
    if state == "text":
        return list(_files(before, path)), False
    partial = _partial(before)
    names, calendar = _known(looked)
    text = _block(source, line, before.removesuffix(partial))
    wanted = wanted_at(text, source.path, names, calendar)
    items = [*_words(wanted), *_names(wanted, names, calendar, looked)]
    fitting = [item for item in items if _fits(item, partial)]
    return fitting[:OFFERED_AT_MOST], len(fitting) > OFFERED_AT_MOST


def _known(looked: Looked | None) -> tuple[Names, Calendar]:
    if looked is None or looked.names is None or looked.agreement is None:
        return Names(), Calendar()
    return looked.names, looked.agreement.header.calendar


def _inside(before: str) -> str:
    """Say whether a line ends in a comment or in a quoted text."""
    tokens, faults = tokenize(before, "", 1)
    if tokens and tokens[-1].kind is Kind.COMMENT:
        return "comment"
    return "text" if any(fault.rule == "unclosed-text" for fault in faults) else ""


def _partial(before: str) -> str:
    """Give the word, or the beginning of one, that a line ends with."""
    if not before or before[-1].isspace():
        return ""
    tokens, _ = tokenize(before, "", 1)
    if not tokens or tokens[-1].kind not in (Kind.WORD, Kind.NUMBER):
        # A dot after a name may be the beginning of what it reaches inside.
        is_dot = len(tokens) > 1 and tokens[-1].is_mark(".") and tokens[-2].kind is Kind.WORD
        return before[tokens[-2].column - 1 :] if is_dot else ""
    return before[tokens[-1].column - 1 :]


def _block(source: SourceFile, line: int, last: str) -> str:
    """Give the sentence that a line belongs to, up to a place: its nearest lines, and what stands above them.

    Of the lines further up only those are given below which the nearest ones stand.
    """
    lines = [last]
    margin = _margin(last)
    number = line - 1
    while margin and number > 0:
        text = source.line_text(number)
        is_above = bool(text.strip()) and not text.lstrip().startswith("#")
        if is_above and (line - number <= NEAR or _margin(text) < margin):
            lines.append(text)
            margin = min(margin, _margin(text))
        number -= 1
    return "\n".join(reversed(lines))


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _fits(item: types.CompletionItem, partial: str) -> bool:
    return (
        not partial
        or (item.filter_text or item.label).casefold().startswith(partial.casefold())
        or partial.casefold() in item.label.casefold()
    )


def _words(wanted: Wanted) -> Iterator[types.CompletionItem]:
    for wording in wanted.words:
        if wording[0].isalpha():
            yield types.CompletionItem(
                label=wording,
                kind=types.CompletionItemKind.Keyword,
                sort_text=f"b{wording}",
            )


def _names(
    wanted: Wanted, names: Names, calendar: Calendar, looked: Looked | None
) -> Iterator[types.CompletionItem]:
    context = Context(names=names, calendar=calendar, phase=wanted.phase)
    seen: set[str] = set()
    for kind in wanted.kinds:
        for name in names.of(kind):
            label = _short(kind, name, context)
            if label in seen:
                continue
            seen.add(label)
            agreement = looked.agreement if looked is not None else None
            title = title_of(agreement, kind, name) if agreement is not None else ""
            yield types.CompletionItem(
                label=label,
                label_details=types.CompletionItemLabelDetails(description=kind),
                detail=title if title != label else kind,
                kind=ICONS.get(kind, types.CompletionItemKind.Value),
                sort_text=f"a{label}",
            )


def _short(kind: str, name: str, context: Context) -> str:
    """Write a name as short as it can be told from all others."""
    last = name.rpartition(".")[2]
    if kind == "provision" and context.find(last, ("provision",)) == name:
        return last
    if kind == "reading":
        is_alone = len(context.names.readings.get(last, ())) == 1
        return last if is_alone and last not in context.names.of("reading") else name
    return name


def _files(before: str, path: str) -> Iterator[types.CompletionItem]:
    """Offer the files beside a text where it includes one."""
    tokens, _ = tokenize(before, "", 1)
    if not tokens or not tokens[0].is_word("include") or len(tokens) != 2:
        return
    try:
        beside = sorted(os.listdir(os.path.dirname(path)))
    except (OSError, ValueError):
        return
    for name in beside:
        if name.endswith((PACT, RECORD)) and name != os.path.basename(path):
            yield types.CompletionItem(label=name, kind=types.CompletionItemKind.File)
