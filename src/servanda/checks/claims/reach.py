"""Find the phases that no faithful run reaches, and texts that no run can keep at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from servanda.base.identities import AmbiguityId, ClaimId, PhaseId
from servanda.checks.claims.answer import answer
from servanda.checks.claims.texts import Texts
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Reaches, Verdict
from servanda.model.times import Is, Status


class Unreached(Struct, frozen=True, kw_only=True):
    """Say that no faithful run reaches a phase under a reading.

    `is_vacuous` where there is no faithful run at all; `note` then names the duty that nobody can meet.
    """

    phase: PhaseId
    reading: tuple[tuple[AmbiguityId, str], ...]
    is_vacuous: bool = False
    note: str = ""


def unreached(
    texts: Texts,
    fixed: Choice,
    seconds: float | None = None,
    watch: Callable[[int], None] | None = None,
) -> Iterator[Unreached]:
    """Find the phases that no faithful run reaches; one that could not be decided is not named."""
    for claim in beginnings_of(texts.agreement):
        for row in answer(texts, claim, fixed, seconds, watch=watch).answers:
            if row.verdict in (Verdict.NO, Verdict.VACUOUS):
                yield Unreached(
                    phase=PhaseId(claim.id),
                    reading=row.reading,
                    is_vacuous=row.verdict is Verdict.VACUOUS,
                    note=row.note if row.verdict is Verdict.VACUOUS else "",
                )


def beginnings_of(agreement: Agreement) -> Iterator[Claim]:
    """Claim of each phase, under its name, that some faithful run reaches it."""
    for phase in agreement.phases.values():
        yield some_run(phase.id, Is(target=phase.id, status=Status.STARTED, span=phase.span))


def some_run(name: str, goal: Is) -> Claim:
    """Claim, under a name, that some faithful run reaches a goal."""
    return Claim(
        id=ClaimId(name),
        title="",
        demanded_by=(),
        quantifier=Quantifier.SOME,
        is_faithful=True,
        formula=Reaches(goal=goal),
        expected=Verdict.YES,
        words="",
        labels=(),
        citations=(),
        span=goal.span,
    )
