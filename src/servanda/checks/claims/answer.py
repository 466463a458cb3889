"""Answer the claims of an agreement under every reading that matters to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.checks.claims.joined import Joining
from servanda.checks.claims.openings import Opening, open_words, openings
from servanda.checks.claims.outcome import ClaimAnswer, Rows
from servanda.checks.claims.runs import Budget, TooMany
from servanda.checks.claims.single import measured_in
from servanda.checks.claims.texts import Texts
from servanda.checks.claims.together import see_together
from servanda.machine.choices import decided, stands_for
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice, OpenWord
from servanda.model.claims import Claim, Verdict

__all__ = ["ClaimAnswer", "ClaimResult", "answer", "check_claims", "measured_in"]


class ClaimResult(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a claim, and the verdicts under the readings that matter to it.

    `openings` are the questions it turns on, with the clauses they stand in; `open_words` the words in sight
    that are declared open and have no readings.
    """

    claim: Claim
    verdict: Verdict
    answers: tuple[ClaimAnswer, ...]
    openings: tuple[Opening, ...] = ()
    open_words: tuple[OpenWord, ...] = ()

    @property
    def is_expected(self) -> bool:
        """Tell whether the verdict is the one the text expects."""
        return self.verdict is self.claim.expected


def check_claims(
    agreement: Agreement,
    start: Instant,
    fixed: Choice | None = None,
    seconds: float | None = None,
) -> Iterator[ClaimResult]:
    """Answer every claim of an agreement, over runs that begin at an instant.

    Each claim may take so many seconds, and is unknown after that.
    """
    texts = Texts(agreement=agreement, start=start)
    for claim in agreement.claims.values():
        yield answer(texts, claim, fixed or {}, seconds)


def answer(
    texts: Texts,
    claim: Claim,
    fixed: Choice,
    seconds: float | None = None,
    *,
    with_reasons: bool = False,
    watch: Callable[[int], None] | None = None,
) -> ClaimResult:
    """Answer one claim under every choice over the ambiguities that it can see.

    With reasons, it is said what forces it where no run shows it, which asks the claim many times more, and
    what leaves it open. `watch` is told of each state that is looked at.
    """
    budget = Budget.of(seconds, watch)
    joining = Joining(texts=texts, fixed=fixed, budget=budget)
    try:
        with texts.dangers.within(budget):
            see_together(texts, fixed)
            return _answer(joining, claim, with_reasons=with_reasons)
    except TooMany:
        return _out_of_time(claim, budget)


def _answer(joining: Joining, claim: Claim, *, with_reasons: bool) -> ClaimResult:
    """Answer a claim within the budget.

    Raises:
        TooMany: when the budget is spent before it is known what bears on the claim.
    """
    texts, fixed, rows = joining.texts, joining.fixed, joining.rows(claim)
    found = _summed(claim, rows)
    if not rows.is_whole and found.verdict is not Verdict.UNSETTLED:
        return _not_all_seen(found, len(rows.answers))
    if not with_reasons:
        return found
    names, _ = texts.sight(claim, fixed)
    questions = (question for row in found.answers for question, _ in row.reading)
    return replace(
        found,
        answers=tuple(_reasoned(joining, claim, rows, row) for row in found.answers),
        openings=openings(texts.agreement, questions, names),
        open_words=open_words(texts.agreement, names),
    )


def _reasoned(joining: Joining, claim: Claim, rows: Rows, row: ClaimAnswer) -> ClaimAnswer:
    """Say what forces a verdict that all runs bear out: no single run shows it."""
    if row.verdict not in (Verdict.YES, Verdict.NO) or row.run or row.kind:
        return row
    pairs = next(
        pairs
        for pairs, each in rows.answers.items()
        if each.story == row.story and stands_for(row.reading, pairs)
    )
    found = joining.reasons(claim, pairs)
    settled = {question for question, _ in row.reading}
    under = tuple(pair for pair in found.under if pair[0] not in settled)
    return replace(row, because=replace(found, under=under))


def _out_of_time(claim: Claim, budget: Budget) -> ClaimResult:
    """Leave a claim unknown where the time was up before it was known what bears on it."""
    note = f"unknown after {budget.seconds:g} s"
    row = ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=note)
    return ClaimResult(claim=claim, verdict=Verdict.UNKNOWN, answers=(row,))


def _not_all_seen(found: ClaimResult, count: int) -> ClaimResult:
    """Leave a claim unknown where one verdict was found, but not under every choice of readings."""
    note = f"{found.verdict.value} under {count:,} choices of readings, of more than could be seen"
    row = ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=note)
    return ClaimResult(claim=found.claim, verdict=Verdict.UNKNOWN, answers=(row,))


def _summed(claim: Claim, rows: Rows) -> ClaimResult:
    """Sum verdicts up: one where all agree, else `the text does not settle it`, with the rows."""
    verdicts = {row.verdict for row in rows.answers.values()}
    if len(verdicts) == 1:
        return ClaimResult(claim=claim, verdict=verdicts.pop(), answers=_lines(rows))
    settled = verdicts - {Verdict.UNKNOWN}
    overall = Verdict.UNSETTLED if len(settled) > 1 else Verdict.UNKNOWN
    return ClaimResult(claim=claim, verdict=overall, answers=_lines(rows))


def _lines(rows: Rows) -> tuple[ClaimAnswer, ...]:
    """Keep one row for each choice over the ambiguities that change the verdict or its story."""
    stories = {pairs: row.story for pairs, row in rows.answers.items()}
    found = []
    for reading, story in decided(stories):
        first = next(
            row
            for pairs, row in rows.answers.items()
            if row.story == story and stands_for(reading, pairs)
        )
        found.append(first.under(reading))
    return tuple(found)
