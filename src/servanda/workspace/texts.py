"""Make a source file of bytes: what is no text is left out, and what is badly encoded is shown."""

from pathlib import Path

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic, Severity
from servanda.workspace.refusal import CannotRun

BYTES_AT_MOST = 64 * 1024 * 1024
PLACES_AT_MOST = 20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def read_text(path: Path, shown: str) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """Read a file under the path to be shown; none where it cannot be taken for a text."""
    return make_source(read_bytes(path, shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """Read a file, but of one that is too large no more than shows that it is."""
    try:
        with path.open("rb") as stream:
            return stream.read(BYTES_AT_MOST + 1)
    except (OSError, ValueError) as error:
        raise CannotRun(f"{shown} {refusal(error)}") from error


def refusal(error: OSError | ValueError) -> str:
    """Say why the system did not give a file."""
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, OSError):
        return f"cannot be read: {reason(error)}"
    return "cannot be the name of a file"


def reason(error: OSError) -> str:
    """Say why the system refused, in lower case and without its number."""
    return (error.strerror or type(error).__name__).lower()


def make_source(data: bytes, shown: str) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """Make a source file of bytes, with every fault of their encoding."""
    if len(data) > BYTES_AT_MOST:
        return None, (_too_large(shown),)
    if b"\0" in data or data.startswith(WIDE_MARKS):
        return None, (_not_text(data, shown),)
    data = data.removeprefix(BYTE_ORDER_MARK)
    text = _even_ends(data.decode("utf-8", "replace"))
    source = SourceFile(path=shown, text=text)
    faults = _bad_places(data, source) if REPLACEMENT in text else ()
    if not text or text.isspace():
        faults += (_empty(shown),)
    return source, faults


def _even_ends(text: str) -> str:
    """End every line with a line feed, as editors do: CR LF and a lone CR count as one too."""
    if "\r" not in text:
        return text  # a copy of a long text takes as long as reading it
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bad_places(data: bytes, source: SourceFile) -> tuple[Diagnostic, ...]:
    """Report the first places where bytes are no UTF-8, then how many more there are."""
    genuine = data.count(REPLACEMENT.encode())
    total = source.text.count(REPLACEMENT) - genuine
    faults: list[Diagnostic] = []
    begin = 0
    while len(faults) < min(total, PLACES_AT_MOST):
        try:
            data[begin:].decode("utf-8")
        except UnicodeDecodeError as error:
            start, end = begin + error.start, begin + error.end
            faults.append(_not_utf8(_place(data[:start], source.path), data[start:end]))
            begin = end
    if total > len(faults):
        faults.append(_more_bad_places(faults[-1].span, total - len(faults)))
    return tuple(faults)


def _place(before: bytes, path: str) -> Span:
    """Mark the character after some bytes, as it stands once they are decoded."""
    text = _even_ends(before.decode("utf-8", "replace"))
    column = len(text) - text.rfind("\n")
    return Span(path=path, line=text.count("\n") + 1, column=column, end_column=column + 1)


def _not_utf8(span: Span, found: bytes) -> Diagnostic:
    return Diagnostic(
        rule="not-utf8",
        severity=Severity.ERROR,
        message="bytes stand here that are no UTF-8, and were read as U+FFFD",
        span=span,
        found=" ".join(f"{byte:02x}" for byte in found),
        expected="text encoded as UTF-8",
        help="save the file as UTF-8",
    )


def _more_bad_places(span: Span, more: int) -> Diagnostic:
    places = "1 more place" if more == 1 else f"{more:,} more places"
    return Diagnostic(
        rule="not-utf8",
        severity=Severity.ERROR,
        message=f"{places} below have bytes that are no UTF-8",
        span=span,
        help="save the file as UTF-8; it may be written in an older encoding throughout",
    )


def _too_large(shown: str) -> Diagnostic:
    return Diagnostic(
        rule="file-too-large",
        severity=Severity.ERROR,
        message="the file is too large to be an agreement or a record, and was not read",
        span=first_place(shown),
        expected=f"at most {BYTES_AT_MOST:,} bytes",
        help='part it into several files, and name them with `include "…"`',
    )


def _not_text(data: bytes, shown: str) -> Diagnostic:
    is_wide = data.startswith(WIDE_MARKS)
    return Diagnostic(
        rule="not-text",
        severity=Severity.ERROR,
        message="the file is no plain text, and was left out",
        span=first_place(shown),
        found="text in UTF-16" if is_wide else "a zero byte",
        expected="text encoded as UTF-8",
        help="save it as UTF-8" if is_wide else "write the agreement in a plain text file",
    )


def _empty(shown: str) -> Diagnostic:
    return Diagnostic(
        rule="empty-file",
        severity=Severity.WARNING,
        message="the file says nothing",
        span=first_place(shown),
        help="write in it, or remove it",
    )


def first_place(shown: str) -> Span:
    """Mark the very beginning of a file, where the fault is of the file as a whole."""
    return Span(path=shown, line=1, column=1, end_column=1)
