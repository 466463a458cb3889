"""Read entries that were added at the end of a text, without reading again what stands before them.

What a sentence says depends on the names that all texts declare. Entries at the end of a text declare only
their own names, and no sentence that could be read without them reads otherwise with them. Where that is not
so, nothing is given, and the texts are to be read whole.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Record
from servanda.resolve.acts import CLAUSE_WORDS
from servanda.resolve.entries import additions, entry_name, is_entry, read_entry
from servanda.resolve.names import Context, Names
from servanda.syntax import Sentence


class Stated(Struct, frozen=True, kw_only=True):
    """Hold what sentences state, before what follows from it is added, and the names they declare."""

    agreement: Agreement
    names: Names


def with_end(
    stated: Stated, path: str, line: int, sentences: Sequence[Sentence]
) -> tuple[Stated, tuple[Diagnostic, ...]] | None:
    """Put the entries that now end a text, from a line on, in the place of those that ended it."""
    if not all(is_entry(sentence) and not additions(sentence) for sentence in sentences):
        return None
    entries = stated.agreement.entries
    ending = [] if isinstance(entries, Record) else _ending(entries, path, line)
    if not isinstance(entries, Record) and not ending:
        return None
    names = _declared_anew(stated, path, line, sentences)
    if names is None:
        return None
    context = Context(names=names, calendar=stated.agreement.header.calendar)
    read = [read_entry(sentence, context) for sentence in sentences]
    added: list[Entry] = [entry for entry in read if entry is not None]
    whole: Sequence[Entry] | None
    if isinstance(entries, Record):
        whole = entries.with_end(path, line, added, names)
    else:
        whole = (*entries[: ending[0]], *added, *entries[ending[-1] + 1 :])
    if whole is None:
        return None
    agreement = replace(stated.agreement, entries=whole)
    return Stated(agreement=agreement, names=names), tuple(context.faults)


def _ending(entries: Sequence[Entry], path: str, line: int) -> list[int]:
    """Give the places of the entries that end a text, if one of them begins on a line."""
    found = [at for at, entry in enumerate(entries) if _is_in_end(entry.span, path, line)]
    return found if found and entries[found[0]].span.line == line else []


def _declared_anew(
    stated: Stated, path: str, line: int, sentences: Sequence[Sentence]
) -> Names | None:
    """Give the names with those of the new end for those of the old one; None where others change."""
    names, entries = stated.names, stated.agreement.entries
    ended = {
        kind: {name for name, span in space.items() if _is_in_end(span, path, line)}
        for kind, space in names.spaces.items()
    }
    named = ended.pop("entry", set())
    if any(ended.values()):
        return None
    kept = {n: s for n, s in names.spaces.get("entry", {}).items() if n not in named}
    if isinstance(entries, Record):
        named |= entries.names_in_end(path, line)
    added: dict[str, Span] = {}
    for sentence in sentences:
        name = entry_name(sentence)
        if not name:
            continue
        is_plain = names.plain is not None and name not in named and name in names.plain
        if is_plain or name in kept or name in added or name in CLAUSE_WORDS:
            return None
        added[name] = sentence.span
    if not named <= added.keys():
        return None
    return replace(names, spaces={**names.spaces, "entry": {**kept, **added}})


def _is_in_end(span: Span, path: str, line: int) -> bool:
    return span.line >= line and span.path == path
