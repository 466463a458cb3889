"""Join the answers of the parts of a claim, reading by reading, to the answer of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from servanda.base.identities import AmbiguityId
from servanda.checks.claims.outcome import ClaimAnswer, Rows, fits, pairs_of
from servanda.checks.claims.parts import Joined, Parted, parted
from servanda.checks.claims.reasons import Inquiry, Reasons, together
from servanda.checks.claims.runs import Budget
from servanda.checks.claims.single import COMBINATIONS_AT_MOST, Single
from servanda.checks.claims.story import Told
from servanda.checks.claims.texts import Texts
from servanda.machine.choices import Pairs, are_too_many, choices, mattering
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Verdict


class _Apart(Exception):
    """Say that the runs of the parts cannot be told as one."""


@dataclass(slots=True, kw_only=True)
class Joining:
    """Hold what the claims of one text are asked with."""

    texts: Texts
    fixed: Choice
    budget: Budget

    def rows(self, claim: Claim) -> Rows:
        """Answer a claim under every choice of readings, part by part where it has parts."""
        found = parted(self.texts, claim, self.fixed)
        if found is not None:
            try:
                return self._joined(found)
            except _Apart:
                pass
        single = Single(texts=self.texts, claim=claim, fixed=self.fixed, budget=self.budget)
        return single.rows()

    def _joined(self, found: Parted) -> Rows:
        parts = [self._shortened(self.rows(claim)) for claim in found.claims]
        agreement, fixed = self.texts.agreement, self.fixed
        asked = frozenset(question for rows in parts for question in rows.questions)
        questions = tuple(sorted(asked))
        answers: dict[Pairs, ClaimAnswer] = {}
        for choice in choices(agreement, asked, fixed, COMBINATIONS_AT_MOST):
            row = joined(found, [rows.at(choice) for rows in parts])
            answers[pairs_of(choice, questions)] = row
        is_whole = all(rows.is_whole for rows in parts) and not are_too_many(
            agreement, asked, fixed, COMBINATIONS_AT_MOST
        )
        return Rows(questions=questions, answers=answers, is_whole=is_whole)

    def reasons(self, claim: Claim, pairs: Pairs) -> Reasons:
        """Find what forces a claim under some readings, part by part where it has parts."""
        found = parted(self.texts, claim, self.fixed)
        if found is None:
            return self._reasons_of_one(claim, pairs)
        forced = Verdict.NO if claim.quantifier is Quantifier.SOME else Verdict.YES
        if (found.how is Joined.ALL) is (forced is Verdict.YES):
            return together(self.reasons(part, pairs) for part in found.claims)
        for part in found.claims:
            rows = self.rows(part)
            if any(row.verdict is forced for key, row in rows.answers.items() if fits(key, pairs)):
                return self.reasons(part, pairs)
        return self._reasons_of_one(claim, pairs)

    def _reasons_of_one(self, claim: Claim, pairs: Pairs) -> Reasons:
        names, seen = self.texts.sight(claim, self.fixed)
        given = {**self.fixed, **{name: r for name, r in pairs if name in seen}}
        choice = next(choices(self.texts.agreement, seen, given, COMBINATIONS_AT_MOST), None)
        if choice is None:
            return Reasons(is_minimal=False)
        inquiry = Inquiry(
            texts=self.texts, claim=claim, names=names, choice=choice, budget=self.budget
        )
        return inquiry.reasons()

    def _shortened(self, rows: Rows) -> Rows:
        """Leave out the questions on which a part does not turn, where readings go with any others."""
        if not rows.is_whole or any(self._is_bound(name) for name in rows.questions):
            return rows
        kept = tuple(sorted(mattering({p: row.story for p, row in rows.answers.items()})))
        answers: dict[Pairs, ClaimAnswer] = {}
        for pairs, row in rows.answers.items():
            answers.setdefault(tuple(pair for pair in pairs if pair[0] in kept), row)
        return replace(rows, questions=kept, answers=answers)

    def _is_bound(self, question: AmbiguityId) -> bool:
        readings = self.texts.agreement.ambiguities[question].readings
        return any(reading.requires or reading.excludes for reading in readings)


def joined(found: Parted, parts: Sequence[ClaimAnswer]) -> ClaimAnswer:
    """Join the answers of all parts under one choice.

    Raises:
        _Apart: where two of the runs that show the verdict together go round without end.
    """
    deciding, other = (
        (Verdict.NO, Verdict.YES) if found.how is Joined.ALL else (Verdict.YES, Verdict.NO)
    )
    for verdict in (Verdict.VACUOUS, deciding, Verdict.UNKNOWN):
        shown = [part for part in parts if part.verdict is verdict]
        if shown:
            return min(shown, key=lambda part: part.steps)
    states = sum(part.states for part in parts)
    if found.is_one_run and all(part.run for part in parts):
        return replace(_as_one(parts), states=states)
    whole = max(parts, key=lambda part: part.states)
    note = f"{_WITHOUT[other]} among {states:,} states"
    return replace(whole, note=note, states=states) if not whole.run else whole


_WITHOUT = {Verdict.YES: "no run to the contrary", Verdict.NO: "no such run"}


def _as_one(parts: Sequence[ClaimAnswer]) -> ClaimAnswer:
    """Tell the runs of parts that have nothing to do with one another as one run."""
    if sum(any(told.is_repeated for told in part.run) for part in parts):
        raise _Apart
    steps = Counter[Told]()
    for part in parts:  # what several parts tell is told once, what one does twice is told twice
        steps |= Counter(part.run[:-1])
    last = max((part.run[-1] for part in parts), key=lambda told: told.on)
    story: tuple[Told, ...] = (*sorted(steps.elements(), key=lambda told: told.on), last)
    kinds = dict.fromkeys(part.kind for part in parts)
    kind = next((k for k in ("lapse", "talks without end") if k in kinds), next(iter(kinds)))
    if len(kinds) > 1 and kind.startswith("blocked by"):
        kind = "postponement"
    return replace(parts[0], run=story, kind=kind, steps=sum(part.steps for part in parts))
