"""Write down the order of passes, once: read, parse, resolve, then what looks at the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic, Severity, in_order
from servanda.model.agreement import Agreement
from servanda.resolve import resolve
from servanda.syntax import Document, parse
from servanda.workspace.load import Texts, included, read_texts
from servanda.workspace.texts import make_source

if TYPE_CHECKING:
    from servanda.checks.claims import ClaimResult, Start
    from servanda.model.ambiguities import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Hold what was read: an agreement, if one was declared, and all the faults of its texts."""

    agreement: Agreement | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]
    documents: tuple[Document, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether any fault is an error."""
        return any(fault.severity is Severity.ERROR for fault in self.diagnostics)


def load(path: str | Path, hypothetical: Sequence[str] = ()) -> Loaded:
    """Read the agreement and record that a path stands for, with all their faults.

    A folder stands for the texts directly in it, a file for itself and what it includes, and a
    `X.pact` also for the `X.record` beside it. Each hypothetical text is an entry to be assumed.
    """
    return _resolved(read_texts(Path(path), parse), hypothetical)


def load_text(texts: Mapping[str, str], hypothetical: Sequence[str] = ()) -> Loaded:
    """Read an agreement from texts in memory, each under its path; inclusions are not followed."""
    read = Texts()
    for path, text in texts.items():
        source, faults = make_source(text.encode("utf-8", "surrogatepass"), path)
        read.faults.extend(faults)
        if source is not None:
            document, faults = parse(source)
            read.documents.append(document)
            read.sources[path] = source
            read.faults.extend((*faults, *included(document)[1]))
    return _resolved(read, hypothetical)


def _resolved(read: Texts, hypothetical: Sequence[str]) -> Loaded:
    assumed: list[Document] = []
    sources, faults = dict(read.sources), list(read.faults)
    for number, text in enumerate(hypothetical, start=1):
        source = SourceFile(path=f"--if {number}", text=text)
        document, more = parse(source)
        assumed.append(document)
        sources[source.path] = source
        faults.extend(more)
    agreement, more = resolve(read.documents, assumed)
    return Loaded(
        agreement=agreement,
        diagnostics=in_order((*faults, *more)),
        sources=sources,
        documents=tuple(read.documents),
    )


def check(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """Give every fault of what was loaded: those of reading it, then those the rules find."""
    if loaded.agreement is None:
        return loaded.diagnostics
    from servanda.checks.lint import lint  # the rules are loaded only where they are asked

    return in_order((*loaded.diagnostics, *lint(loaded.agreement)))


def answer_claims(loaded: Loaded, start: Start, fixed: Choice) -> tuple[ClaimResult, ...]:
    """Answer the claims of what was loaded, over runs from a start, with some readings fixed."""
    if loaded.agreement is None:
        return ()
    import gc

    from servanda.checks.claims import check_claims

    gc.disable()  # nothing that an exploration keeps is garbage; looking for some costs a quarter
    try:
        return tuple(check_claims(loaded.agreement, start.at, fixed))
    finally:
        gc.enable()
