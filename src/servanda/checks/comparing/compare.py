"""Compare two texts in meaning: what they say, when, what they guarantee, and who can stop it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.base.calendar import Instant
from servanda.checks.comparing.blocking import PowerDifference, compare_powers
from servanda.checks.comparing.claims import ClaimDifference, Outcome, Pair, compare_claims
from servanda.checks.comparing.dates import DateDifference, compare_dates
from servanda.checks.comparing.findings import FindingDifference, compare_findings
from servanda.checks.comparing.texts import Difference, compare_texts, renamings
from servanda.model.agreement import Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Hold all in which two texts differ, for runs from one start."""

    old: Agreement
    new: Agreement
    start: Instant
    differences: tuple[Difference, ...]
    claims: tuple[ClaimDifference, ...]
    dates: tuple[DateDifference, ...]
    findings: tuple[FindingDifference, ...]
    powers: tuple[PowerDifference, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether both texts mean the same: only names, titles, layout or order may differ."""
        return (
            not any(d.is_of_meaning for d in self.differences)
            and not self.dates
            and all(c.outcome is Outcome.SAME and _stands_alike(c) for c in self.claims)
        )


def _stands_alike(claim: ClaimDifference) -> bool:
    return claim.stands_in_old == claim.stands_in_new and not claim.is_reworded


def compare(
    old: Agreement,
    new: Agreement,
    start: Instant,
    seconds: float | None = None,
    *,
    with_powers: bool = True,
) -> Comparison:
    """Compare two texts; each claim may take so many seconds in each of them.

    Who can lawfully stop what takes longest, and may be left out.
    """
    differences = compare_texts(old, new)
    renamed = renamings(old, new)
    changed = {name for d in differences if d.is_of_meaning for name in (d.name, d.was)}
    if not any(d.is_of_meaning and not d.name for d in differences):
        changed.discard("")
    pair = Pair(
        old=old,
        new=new,
        start=start,
        renamed=renamed,
        changed=frozenset(changed),
        seconds=seconds,
    )
    claims = tuple(compare_claims(pair))
    return Comparison(
        old=old,
        new=new,
        start=start,
        differences=differences,
        claims=claims,
        dates=compare_dates(old, new, start, renamed),
        findings=compare_findings(old, new, renamed),
        powers=tuple(compare_powers(pair, claims)) if with_powers else (),
    )
