"""Hold the answers to a claim: under one choice of readings, and under all of them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.identities import AmbiguityId
from servanda.checks.claims.reasons import Reasons
from servanda.checks.claims.story import Told
from servanda.machine.choices import Line, Pairs
from servanda.model.ambiguities import Choice
from servanda.model.claims import Verdict


class ClaimAnswer(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a claim under one choice, with the run that shows it.

    `steps` counts those of the run, and `states` what was looked at to find out; `because` says what
    forces a claim that no run shows, where that was asked.
    """

    reading: Line
    verdict: Verdict
    run: tuple[Told, ...] = ()
    kind: str = ""
    note: str = ""
    steps: int = 0
    states: int = 0
    because: Reasons | None = None

    def under(self, reading: Line) -> ClaimAnswer:
        """Give the same answer with the readings it stands for."""
        return replace(self, reading=reading)

    @property
    def story(self) -> tuple[Verdict, str]:
        """Give what tells answers apart: all runs that merely come to rest are of one sort.

        Whom they wait for may differ.
        """
        is_rest = self.kind in ("deadlock", "postponement") or self.kind.startswith("blocked by")
        return self.verdict, "rest" if is_rest else self.kind


class Rows(Struct, frozen=True, kw_only=True):
    """Hold the answers under every choice over some ambiguities; not all, if not `is_whole`."""

    questions: tuple[AmbiguityId, ...]
    answers: Mapping[Pairs, ClaimAnswer]
    is_whole: bool = True

    def at(self, choice: Choice) -> ClaimAnswer:
        """Give the answer under a choice."""
        return self.answers[pairs_of(choice, self.questions)]


def pairs_of(choice: Choice, questions: tuple[AmbiguityId, ...]) -> Pairs:
    """Give the readings of some questions, listed in order, in a choice."""
    return tuple((name, choice[name]) for name in questions)


def fits(pairs: Pairs, others: Pairs) -> bool:
    """Tell whether two choices read alike whatever question both of them settle."""
    chosen = dict(others)
    return all(chosen.get(name, reading) == reading for name, reading in pairs)
