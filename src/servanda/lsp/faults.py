"""Show faults of the texts as an editor wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lsprotocol import types

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic, Severity
from servanda.lsp.places import Units, range_of

FAULTS_AT_MOST = 1000
SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
SOURCE = "servanda"
Address = Callable[[str], str]
"""Gives the address of a text by the path under which it is shown."""


def shown(
    fault: Diagnostic, sources: Mapping[str, SourceFile], address: Address, units: Units
) -> types.Diagnostic:
    """Show a fault: what it is, what to do, why, and the other places that bear on it."""
    parts = [fault.message]
    if fault.expected and not fault.help:
        parts.append(f"expected: {fault.expected}")
    parts.extend(
        f"{word}: {text}" for word, text in (("help", fault.help), ("note", fault.note)) if text
    )
    return types.Diagnostic(
        range=_visible(fault.span, sources.get(fault.span.path), units),
        severity=SEVERITIES[fault.severity],
        code=fault.rule,
        source=SOURCE,
        message="\n".join(parts),
        related_information=[
            types.DiagnosticRelatedInformation(
                location=types.Location(
                    uri=address(label.span.path),
                    range=range_of(label.span, sources.get(label.span.path), units),
                ),
                message=label.message,
            )
            for label in fault.labels
        ],
        data={"guess": fault.guess} if fault.guess else None,
    )


def _visible(span: Span, source: SourceFile | None, units: Units) -> types.Range:
    """Give the range of a span; where it is empty, that of the line's words, so that it can be seen."""
    if span.end_column > span.column or source is None:
        return range_of(span, source, units)
    text = source.line_text(span.line)
    wide = Span(path=span.path, line=span.line, column=1, end_column=len(text) + 1)
    return range_of(wide, source, units)


def by_path(faults: tuple[Diagnostic, ...]) -> dict[str, list[Diagnostic]]:
    """Sort faults to their texts, the first thousand of each."""
    found: dict[str, list[Diagnostic]] = {}
    for fault in faults:
        mine = found.setdefault(fault.span.path, [])
        if len(mine) < FAULTS_AT_MOST:
            mine.append(fault)
    return found
