"""Make the model of a changed text anew: nothing is changed in the model itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, ClaimId
from servanda.base.spans import SourceFile
from servanda.checks.claims import ClaimResult, Texts, answer
from servanda.checks.claims.answer import measured_in
from servanda.checks.claims.runs import Budget, TooMany
from servanda.checks.claims.texts import targets_of
from servanda.checks.mending.contents import Contents
from servanda.checks.mending.edit import Edit
from servanda.checks.mending.text import TextChange, changed
from servanda.checks.mending.trails import Trail, decide, follow
from servanda.diagnostics import Diagnostic, Severity
from servanda.machine.choices import are_too_many, choices
from servanda.machine.cone import Cones
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Verdict
from servanda.resolve import resolve
from servanda.resolve.entries import is_entry
from servanda.syntax import Document, parse

_Key = tuple[ClaimId, Quantifier, int, tuple[object, ...]]
Sight = tuple[frozenset[str], frozenset[AmbiguityId]]

_CHOICES_AT_MOST = 64
_SECONDS_AT_LEAST = 2.0
"""What was begun in time is answered all the same, if it does not take longer than this."""


class TimeOver(Exception):
    """Leave the search; what was found so far stays."""


class Text(Struct, frozen=True, kw_only=True):
    """Hold a text that was read: its trees, its model, and its faults."""

    documents: tuple[Document, ...]
    agreement: Agreement
    faults: tuple[Diagnostic, ...]
    cones: Cones
    texts: Texts
    sights: dict[frozenset[str], Sight] = field(default_factory=dict)

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
    _contents: Contents = field(default_factory=Contents)
    _decided: dict[_Key, Trail] = field(default_factory=dict)

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
        """Answer a claim on a text, with its readings and runs."""
        return answer(text.texts, claim, {**self.fixed, **(fixed or {})}, self._seconds())

    def verdict(self, text: Text, claim: Claim, fixed: Choice | None = None) -> Verdict:
        """Give the verdict on a claim over all readings, as `ask` does, from what is known already."""
        settled = {**self.fixed, **(fixed or {})}
        if self.is_wide(text, claim, settled):
            return self.ask(text, claim, fixed).verdict
        found = {trail.verdict for trail in self.trails(text, claim, settled)}
        if len(found) > 1:
            is_split = len(found - {Verdict.UNKNOWN}) > 1
            return Verdict.UNSETTLED if is_split else Verdict.UNKNOWN
        return found.pop()

    def is_wide(self, text: Text, claim: Claim, fixed: Choice) -> bool:
        """Tell whether so many questions bear on a claim that it is better answered part by part."""
        _, seen = self.sight(text, claim, fixed)
        return are_too_many(text.agreement, seen, fixed, _CHOICES_AT_MOST)

    def trails(self, text: Text, claim: Claim, fixed: Choice) -> Iterator[Trail]:
        """Say how a claim stands under each choice over the questions that bear on it."""
        _, seen = self.sight(text, claim, fixed)
        for choice in choices(text.agreement, seen, fixed):
            yield self.trail(text, claim, choice, fixed)

    def trail(self, text: Text, claim: Claim, choice: Choice, fixed: Choice) -> Trail:
        """Say how a claim stands under a choice; what was decided of a like text is remembered."""
        names, _ = self.sight(text, claim, fixed)
        said = self._contents.of_text(text.cones, names, choice)
        key = claim.id, claim.quantifier, self._contents.of(claim.formula), said
        known = self._decided.get(key) or self._implied(key)
        if known is not None:
            return replace(known, claim=claim, choice=choice)
        if measured_in(text.agreement, names, claim):
            return Trail(claim=claim, choice=choice, verdict=Verdict.UNKNOWN)
        with self._in_time(text):
            hopeless = claim.is_faithful and text.texts.dangers.always(names, choice, fixed)
        if hopeless:
            return Trail(claim=claim, choice=choice, verdict=Verdict.VACUOUS)
        runs = text.texts.runs(claim, names, choice)
        runs.budget = Budget.of(self._seconds())
        found = decide(runs, claim, choice)
        if found.verdict is not Verdict.UNKNOWN:
            self._decided[key] = found
        return found

    def _implied(self, key: _Key) -> Trail | None:
        """Say that some run reaches what every run is known to reach."""
        claim, quantifier, formula, said = key
        if quantifier is not Quantifier.SOME:
            return None
        every = self._decided.get((claim, Quantifier.EVERY, formula, said))
        return every if every is not None and every.verdict is Verdict.YES else None

    def follow(self, text: Text, trail: Trail) -> Trail | None:
        """Follow a run to the contrary on a changed text; None where the claim need not fail on it.

        What could keep a run of the text as it was from being faithful is looked at here, too.
        """
        seen, _ = self.sight(self.base, trail.claim, self.fixed)
        with self._in_time(self.base):
            beside = self.base.texts.dangers.at_times(seen, self.fixed)
        names = text.cones.binding({*targets_of(trail.claim), *beside})
        runs = text.texts.runs(trail.claim, names, trail.choice)
        runs.budget = Budget.of(self._seconds())
        return follow(runs, trail.claim, trail)

    def sight(self, text: Text, claim: Claim, fixed: Choice) -> Sight:
        """Give the names that a claim can see, and the questions that bear on it."""
        key = frozenset((*targets_of(claim), f"{claim.is_faithful}", f"{sorted(fixed.items())}"))
        if key not in text.sights:
            with self._in_time(text):
                text.sights[key] = text.texts.sight(claim, fixed)
        return text.sights[key]

    @contextmanager
    def _in_time(self, text: Text) -> Iterator[None]:
        """Look at what is beside a claim, while there is time.

        Raises:
            TimeOver: when there is none left.
        """
        try:
            with text.texts.dangers.within(Budget.of(self._seconds())):
                yield
        except TooMany as why:
            raise TimeOver from why

    def _seconds(self) -> float | None:
        left = self.seconds_left()
        return None if math.isinf(left) else max(left, _SECONDS_AT_LEAST)

    @property
    def is_over(self) -> bool:
        """Tell whether the time is up."""
        return self.seconds_left() <= 0


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
