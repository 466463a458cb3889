"""Make the model of a changed text anew: nothing is changed in the model itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.spans import SourceFile
from servanda.checks.claims import ClaimResult, Texts, answer
from servanda.checks.claims.texts import targets_of
from servanda.checks.mending.edit import Edit
from servanda.checks.mending.text import TextChange, changed
from servanda.diagnostics import Diagnostic, Severity
from servanda.machine.choices import choices
from servanda.machine.cone import Cones
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim
from servanda.resolve import resolve
from servanda.resolve.entries import is_entry
from servanda.syntax import Document, parse

_SECONDS_AT_LEAST = 2.0
"""What was begun in time is answered all the same, if it does not take longer than this."""


class Text(Struct, frozen=True, kw_only=True):
    """Hold a text that was read: its trees, its model, and its faults."""

    documents: tuple[Document, ...]
    agreement: Agreement
    faults: tuple[Diagnostic, ...]
    cones: Cones
    texts: Texts

    @property
    def errors(self) -> frozenset[tuple[str, str]]:
        """Give its errors, by rule and message: places move when lines do."""
        found = (f for f in self.faults if f.severity is Severity.ERROR)
        return frozenset((fault.rule, fault.message) for fault in found)


class Bench(Struct, kw_only=True):
    """Hold a text without the rows of its record, and read it anew with edits made to it.

    Claims speak of the text, and not of what was done under it: the rows only cost time.
    """

    base: Text
    start: Instant
    fixed: Choice
    seconds_left: Callable[[], float] = lambda: math.inf
    _trees: dict[tuple[str, str], tuple[Document, tuple[Diagnostic, ...]]] = field(
        default_factory=dict
    )

    def changed_files(self, edits: Iterable[Edit]) -> dict[str, SourceFile]:
        """Give the files that edits change, as they read then."""
        sources = {d.file.path: d.file for d in self.base.documents}
        changes: list[TextChange] = [change for edit in edits for change in edit.changes]
        return changed(sources, changes)

    def read(self, edits: Sequence[Edit]) -> Text | None:
        """Read the text with edits made; None where it then has errors it had not."""
        files = self.changed_files(edits)
        documents: list[Document] = []
        faults: list[Diagnostic] = []
        for document in self.base.documents:
            file = files.get(document.file.path)
            if file is None:
                documents.append(document)
                continue
            tree, found = self._tree(file)
            faults.extend(found)
            documents.append(tree)
        text = _text(documents, faults, self.start)
        return None if text is None or text.errors - self.base.errors else text

    def _tree(self, file: SourceFile) -> tuple[Document, tuple[Diagnostic, ...]]:
        key = (file.path, file.text)
        if key not in self._trees:
            if len(self._trees) > 64:
                self._trees.clear()
            tree, faults = parse(file)
            self._trees[key] = without_rows(tree), faults
        return self._trees[key]

    def ask(self, text: Text, claim: Claim, fixed: Choice | None = None) -> ClaimResult:
        """Answer a claim on a text."""
        left = self.seconds_left()
        seconds = None if math.isinf(left) else max(left, _SECONDS_AT_LEAST)
        return answer(text.texts, claim, {**self.fixed, **(fixed or {})}, seconds)

    @property
    def is_over(self) -> bool:
        """Tell whether the time is up."""
        return self.seconds_left() <= 0

    def choices(self, text: Text, claim: Claim) -> tuple[Choice, ...]:
        """Give the choices over the questions that bear on a claim, each one for itself."""
        _, seen = text.texts.sight(claim, self.fixed)
        found = choices(text.agreement, seen, self.fixed)
        return tuple({name: choice[name] for name in sorted(seen)} for choice in found)


def bench_of(
    documents: Sequence[Document],
    start: Instant,
    fixed: Choice,
    seconds_left: Callable[[], float] = lambda: math.inf,
) -> Bench | None:
    """Set a text up for edits; None where it declares no agreement."""
    text = _text([without_rows(document) for document in documents], [], start)
    if text is None:
        return None
    return Bench(base=text, start=start, fixed=fixed, seconds_left=seconds_left)


def _text(
    documents: Sequence[Document], faults: Sequence[Diagnostic], start: Instant
) -> Text | None:
    agreement, found = resolve(documents)
    if agreement is None:
        return None
    texts = Texts(agreement=agreement, start=start)
    return Text(
        documents=tuple(documents),
        agreement=agreement,
        faults=(*faults, *found),
        cones=texts.cones,
        texts=texts,
    )


def without_rows(document: Document) -> Document:
    """Leave the rows of a record out of a tree; what it declares stays."""
    kept = tuple(s for s in document.sentences if not is_entry(s))
    return document if len(kept) == len(document.sentences) else replace(document, sentences=kept)


def sight(text: Text, claims: Iterable[Claim]) -> frozenset[str]:
    """Give every name on which the verdicts of some claims can depend."""
    return text.cones.binding(name for claim in claims for name in targets_of(claim))
