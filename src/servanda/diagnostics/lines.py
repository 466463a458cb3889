"""Print diagnostics for programs: one line each, or as plain data."""

from collections.abc import Iterable

from servanda.base.spans import Span
from servanda.diagnostics.diagnostic import Diagnostic, Fix, Label, in_order
from servanda.diagnostics.glyphs import printable


def print_concise(diagnostics: Iterable[Diagnostic]) -> str:
    """Print each diagnostic on one line, as editors and `grep` like it."""
    return "".join(f"{printable(_line(diagnostic))}\n" for diagnostic in in_order(diagnostics))


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Turn each diagnostic into plain data, ready to be written as JSON."""
    return [_data(diagnostic) for diagnostic in in_order(diagnostics)]


def _line(diagnostic: Diagnostic) -> str:
    name = f"{diagnostic.severity.value}[{diagnostic.rule}]"
    return f"{diagnostic.span}: {name} {diagnostic.message}"


def _data(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        **_place(diagnostic.span),
        "message": diagnostic.message,
        "found": diagnostic.found,
        "expected": diagnostic.expected,
        "help": diagnostic.help,
        "note": diagnostic.note,
        "labels": [_label(label) for label in diagnostic.labels],
        "fix": _fix(diagnostic.fix) if diagnostic.fix else None,
    }


def _place(span: Span) -> dict[str, object]:
    return {
        "file": span.path,
        "line": span.line,
        "column": span.column,
        "end_column": span.end_column,
    }


def _label(label: Label) -> dict[str, object]:
    return {**_place(label.span), "message": label.message}


def _fix(fix: Fix) -> dict[str, object]:
    return {**_place(fix.span), "replacement": fix.replacement, "safe": fix.safe}
