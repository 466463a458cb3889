"""Compare many small agreements, count what they were made of, and keep what did not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from oracle import small as s
from oracle.by_z3 import OutsideThePart, decide_by_z3
from oracle.census import census
from oracle.compared import Difference, Unreadable, compare, walked
from oracle.day_by_day import TooLarge, choices
from oracle.minimal import minimal
from oracle.printed import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Hold an agreement on which the deciders differ, by its number."""

    number: int
    small: s.Small
    difference: Difference

    def told(self) -> str:
        """Tell it with a text as small as shows the same."""
        text, found = text_of(self.small), self.difference
        answers = f"the oracle: {found.ours}; Servanda: {found.theirs}"
        reading = ", ".join(found.chosen) or "every reading"
        head = f"agreement {self.number}, claim {found.claim} under {reading}"
        return "\n".join([head, text, answers, found.told])


@dataclass(slots=True, kw_only=True)
class Harvest:
    """Hold the sums of many comparisons."""

    made_of: Counter[str] = field(default_factory=lambda: census(()))
    reckoned: Counter[str] = field(default_factory=lambda: census(()))
    """Of what the agreements were made that arithmetic decided, too."""
    agreements: int = 0
    too_large: int = 0
    claims: int = 0
    unknown: int = 0
    replayed: int = 0
    by_arithmetic: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    disputes: list[Dispute] = field(default_factory=list)

    def add(self, number: int, small: s.Small, at_most: int) -> None:
        """Compare one agreement."""
        try:
            outcome = compare(small, at_most)
        except TooLarge:
            self.too_large += 1
            return
        self.made_of += census([small])
        self.agreements += 1
        self.claims += outcome.compared
        self.unknown += outcome.unknown
        self.replayed += outcome.replayed
        self.verdicts.update(outcome.verdicts)
        differences = [*outcome.differences, *self._arithmetic(small, at_most)]
        self.disputes += [Dispute(number=number, small=small, difference=d) for d in differences]

    def _arithmetic(self, small: s.Small, at_most: int) -> Iterator[Difference]:
        """Decide by arithmetic, too, under the first and the last choice of readings."""
        counted = self.by_arithmetic
        yield from self._disputed_by_arithmetic(small, at_most)
        if self.by_arithmetic > counted:
            self.reckoned += census([small])

    def _disputed_by_arithmetic(self, small: s.Small, at_most: int) -> Iterator[Difference]:
        every = choices(small)
        for chosen in {every[0], every[-1]}:
            try:
                verdicts = decide_by_z3(small, chosen)
            except OutsideThePart:
                return
            for claim in small.claims:
                if claim.name not in verdicts:
                    continue
                self.by_arithmetic += 1
                by_days = walked(small, claim, chosen, at_most)
                if by_days != verdicts[claim.name]:
                    yield Difference(
                        claim=claim.name,
                        chosen=tuple(sorted(chosen)),
                        ours=f"{by_days}, day by day",
                        theirs=f"{verdicts[claim.name]}, by arithmetic",
                    )

    def join(self, other: Harvest) -> None:
        """Add the sums of another harvest."""
        self.made_of.update(other.made_of)
        self.reckoned.update(other.reckoned)
        self.verdicts.update(other.verdicts)
        self.disputes += other.disputes
        for name in ("agreements", "too_large", "claims", "unknown", "replayed", "by_arithmetic"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def summary(self) -> str:
        """Say in one line what was compared."""
        verdicts = ", ".join(f"{count:,} {name}" for name, count in sorted(self.verdicts.items()))
        return (
            f"{self.agreements:,} agreements ({self.too_large:,} more were too large to walk): "
            f"{self.claims:,} verdicts ({verdicts}; Servanda left {self.unknown:,} unknown), "
            f"{self.by_arithmetic:,} of them by arithmetic too; {self.replayed:,} runs replayed; "
            f"{len(self.disputes):,} disputed"
        )


def gather(numbered: Iterable[tuple[int, s.Small]], *, wanted: int, at_most: int) -> Harvest:
    """Compare agreements until so many were small enough."""
    harvest = Harvest()
    for number, small in numbered:
        harvest.add(number, small, at_most)
        if harvest.agreements == wanted:
            break
    return harvest


def smallest(dispute: Dispute, at_most: int) -> Dispute:
    """Make a disputed agreement as small as still shows a dispute of the same kind."""
    kind = _kind(dispute.difference)

    def shown(small: s.Small) -> Difference | None:
        harvest = Harvest()
        try:
            harvest.add(dispute.number, small, at_most)
        except (Unreadable, AssertionError, KeyError, StopIteration, ValueError):
            return None  # what names a part that was taken out is no smaller agreement
        found = (each.difference for each in harvest.disputes)
        return next((difference for difference in found if _kind(difference) == kind), None)

    claims = tuple(c for c in dispute.small.claims if c.name == dispute.difference.claim)
    start = replace(dispute.small, claims=claims)
    small = minimal(start, lambda each: bool(each.claims) and shown(each) is not None)
    difference = shown(small)
    return dispute if difference is None else replace(dispute, small=small, difference=difference)


def _kind(difference: Difference) -> tuple[str, str]:
    """Say of what kind a difference is, without the dates and names in it."""
    words = [word for word in difference.ours.split() if not any(c.isdigit() for c in word)]
    return " ".join(words[:4]), difference.theirs
