"""State a fault in the user's text as a value."""

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct
from msgspec.structs import force_setattr

from servanda.base.spans import Span

_AT_MOST = {"message": 500, "found": 80, "expected": 200, "help": 1000, "note": 1000}


class Severity(Enum):
    """Say how much a diagnostic weighs: an error stops what follows, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Label(Struct, frozen=True, kw_only=True):
    """Point at another place that helps to understand a diagnostic."""

    span: Span
    message: str


class Fix(Struct, frozen=True, kw_only=True):
    """Suggest an edit: the text at the span gives way to the replacement.

    A safe fix keeps the meaning of the text; an unsafe one needs a person's eye.
    """

    span: Span
    replacement: str
    safe: bool


class Diagnostic(Struct, frozen=True, kw_only=True):
    """Report one fault: where it stands, what was found there, and what was expected.

    The message is one lower-case clause that stands alone. What to do goes in `help`, the article
    or the reason in `note`, other places in `labels`. `guess` is what was probably meant at the span.
    """

    rule: str
    severity: Severity
    message: str
    span: Span
    found: str = ""
    expected: str = ""
    help: str = ""
    note: str = ""
    labels: tuple[Label, ...] = ()
    fix: Fix | None = None
    guess: str = ""

    def __post_init__(self) -> None:
        # A name of a million letters must not bury the message that complains of it.
        for name, most in _AT_MOST.items():
            text = getattr(self, name)
            if len(text) > most:
                force_setattr(self, name, f"{text[:most]}…")


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort diagnostics by file, line, column and rule; equals keep their order."""
    return tuple(sorted(diagnostics, key=_place_and_rule))


def _place_and_rule(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    span = diagnostic.span
    return span.path, span.line, span.column, diagnostic.rule
