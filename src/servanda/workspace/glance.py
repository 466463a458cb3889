"""Tell the faults of the few entries that were just typed, before a long text is read again.

What stands elsewhere keeps the faults that were told of it, moved by as many lines as came in or went. The
typed entries are read by themselves, with the names that the texts declared when they were last read. It is
a glance: what the new words change elsewhere is found when the texts are read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic, in_order
from servanda.resolve import read_apart
from servanda.syntax import parse
from servanda.workspace.pipeline import Loaded

LINES_AT_MOST = 400
"""So many lines that changed are read by themselves; more are left to the next reading."""


def glance(
    loaded: Loaded, faults: Sequence[Diagnostic], now: SourceFile
) -> tuple[Diagnostic, ...] | None:
    """Give the faults of texts of which one changed; None where more than some entries of it did."""
    before = loaded.sources.get(now.path)
    if before is None or loaded.stated is None:
        return None
    first, old_end, new_end = _changed(before.lines, now.lines)
    if max(old_end, new_end) - first > LINES_AT_MOST:
        return None
    region = SourceFile(path=now.path, text="\n".join(now.lines[first:new_end]))
    document, told = parse(region, first)
    more = read_apart(loaded.stated, document.sentences)
    if more is None:
        return None
    moved = _moved(faults, now.path, first, old_end, new_end - old_end)
    return in_order((*moved, *told, *more))


def _changed(old: Sequence[str], new: Sequence[str]) -> tuple[int, int, int]:
    """Find the lines that changed, widened to whole sentences: where they begin, and end in each text."""
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    same = 0
    while same < shorter - first and old[-1 - same] == new[-1 - same]:
        same += 1
    old_end, new_end = len(old) - same, len(new) - same
    while first > 0 and not (first < len(new) and _begins(new[first]) and _begins(old[first])):
        first -= 1
        if _begins(new[first]):
            break
    while new_end < len(new) and not _begins(new[new_end]):
        old_end, new_end = old_end + 1, new_end + 1
    return first, old_end, new_end


def _begins(line: str) -> bool:
    """Tell whether a line begins a sentence: it is neither empty nor indented."""
    return bool(line) and not line[0].isspace()


def _moved(
    faults: Sequence[Diagnostic], path: str, first: int, end: int, by: int
) -> Iterator[Diagnostic]:
    """Give the faults that lie outside the lines from `first` up to `end`, counted from 0."""

    def here(span: Span) -> Span:
        is_below = span.path == path and span.line > end
        return replace(span, line=span.line + by) if is_below else span

    for fault in faults:
        if fault.span.path == path and first < fault.span.line <= end:
            continue
        if by == 0:
            yield fault
            continue
        labels = tuple(replace(label, span=here(label.span)) for label in fault.labels)
        fix = replace(fault.fix, span=here(fault.fix.span)) if fault.fix is not None else None
        yield replace(fault, span=here(fault.span), labels=labels, fix=fix)
