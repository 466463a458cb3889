"""Sum up what became of the mutants: a score for each module, and every survivor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from mutants.accepted import Accepted
from mutants.running import Fate, Outcome

WANTED = 0.85
NORMAL = 1.96
"""How many standard deviations lie on each side of the middle of 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Hold how many mutants of a module there are, were run, and were noticed."""

    module: str
    there: int
    run: int
    noticed: int
    listed: int

    @property
    def share(self) -> float:
        return self.noticed / self.run if self.run else 1.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Give the interval of Wilson (1927) for the share, at 95 %; a point where all were run."""
        if self.run in (0, self.there):
            return self.share, self.share
        return wilson(self.noticed, self.run)


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """Give the bounds within which the share lies of which a sample was drawn, at 95 %."""
    share, square = hits / tries, NORMAL**2
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = (
        NORMAL * sqrt(share * (1 - share) / tries + square / (4 * tries**2)) / (1 + square / tries)
    )
    return max(0.0, middle - half), min(1.0, middle + half)


def scores(there: dict[str, int], outcomes: Iterable[Outcome], accepted: Accepted) -> list[Score]:
    """Count what became of the mutants of each module."""
    by_module: dict[str, list[Outcome]] = {module: [] for module in there}
    for outcome in outcomes:
        by_module[outcome.mutant.module].append(outcome)
    return [
        Score(
            module=module,
            there=there[module],
            run=len(found),
            noticed=sum(each.is_noticed for each in found),
            listed=sum(not o.is_noticed and o.mutant.key in accepted for o in found),
        )
        for module, found in by_module.items()
        if there[module]
    ]


def table(found: list[Score]) -> Iterator[str]:
    """Give the lines of a table in Markdown."""
    yield "| module | mutants | run | noticed | survivors listed with a reason | others | score | 95 % |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from map(_row, found)
    yield _row(
        Score(
            module="all",
            there=sum(each.there for each in found),
            run=sum(each.run for each in found),
            noticed=sum(each.noticed for each in found),
            listed=sum(each.listed for each in found),
        )
    )


def _row(score: Score) -> str:
    low, high = score.bounds
    others = score.run - score.noticed - score.listed
    interval = "" if low == high else f"{low:.0%} to {high:.0%}"
    return (
        f"| {score.module} | {score.there} | {score.run} | {score.noticed} | {score.listed}"
        f" | {others} | {score.share:.1%} | {interval} |"
    )


def survivor(outcome: Outcome, path: str) -> str:
    """Tell of a survivor in one line: file, line, function, and the change."""
    mutant = outcome.mutant
    fate = "no test runs it" if outcome.fate is Fate.UNSEEN else f"{outcome.tried} tests"
    number = f" (number {mutant.number})" if mutant.number else ""
    return (
        f"{path}:{mutant.line}: {mutant.function or 'on import'}: {mutant.operator}:"
        f" {mutant.change}{number}  [{fate}]"
    )
