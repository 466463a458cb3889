"""Find the phases that no faithful run reaches, and texts that no run can keep at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from servanda.base.identities import AmbiguityId, ClaimId, PhaseId
from servanda.checks.claims.answer import answer
from servanda.checks.claims.texts import Texts
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
    for phase in texts.agreement.phases.values():
        goal = Is(target=phase.id, status=Status.STARTED, span=phase.span)
        for row in answer(texts, some_run(phase.id, goal), fixed, seconds, watch=watch).answers:
            if row.verdict in (Verdict.NO, Verdict.VACUOUS):
                yield Unreached(
                    phase=phase.id,
                    reading=row.reading,
                    is_vacuous=row.verdict is Verdict.VACUOUS,
                    note=row.note if row.verdict is Verdict.VACUOUS else "",
                )


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
