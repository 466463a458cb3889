"""Compare two texts in meaning: what they say, when, what they guarantee, and who can stop it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.checks.comparing.blocking import PowerDifference, compare_powers
from servanda.checks.comparing.claims import ClaimDifference, Outcome, Pair, compare_claims
from servanda.checks.comparing.dates import DateDifference, compare_dates
from servanda.checks.comparing.faults import FaultDifference, compare_faults
from servanda.checks.comparing.texts import Difference, compare_texts, renamings
from servanda.model.agreement import Agreement


class Comparison(Struct, frozen=True, kw_only=True):
    """Hold all in which two texts differ, for runs from one start."""

    old: Agreement
    new: Agreement
    start: Instant
    differences: tuple[Difference, ...]
    claims: tuple[ClaimDifference, ...]
    dates: tuple[DateDifference, ...]
    faults: tuple[FaultDifference, ...]
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


T = TypeVar("T")


class Over(Protocol):
    """Pass things on as they come, so that somebody may be shown how many of the total have come."""

    def __call__(self, things: Iterable[T], total: int, words: str, /) -> Iterable[T]:
        """Pass things on."""
        ...


def _unwatched(things: Iterable[T], total: int, words: str, /) -> Iterable[T]:
    return things


def compare(
    old: Agreement,
    new: Agreement,
    start: Instant,
    seconds: float | None = None,
    *,
    with_powers: bool = True,
    over: Over = _unwatched,
) -> Comparison:
    """Compare two texts; each claim may take so many seconds in each of them.

    Who can lawfully stop what takes longest, and may be left out. `over` is told of what is asked.
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
    count = len({*old.claims, *new.claims})
    claims = tuple(over(compare_claims(pair), count, "claims"))
    powers: tuple[PowerDifference, ...] = ()
    if with_powers:
        asked = over(compare_powers(pair, claims), count, "claims: who can stop them")
        powers = tuple(found for each in asked for found in each)
    return Comparison(
        old=old,
        new=new,
        start=start,
        differences=differences,
        claims=claims,
        dates=compare_dates(old, new, start, renamed),
        faults=compare_faults(old, new, renamed),
        powers=powers,
    )
