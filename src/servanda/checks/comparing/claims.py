"""Compare what two texts guarantee: each claim of either put to both, over runs from the same start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.checks.claims import ClaimResult, Texts, answer
from servanda.checks.comparing.meaning import meaning
from servanda.model.agreement import Agreement
from servanda.model.claims import Claim, Verdict


class Outcome(Enum):
    """Say what became of a claim from one text to the other."""

    WON = "won"
    LOST = "lost"
    CHANGED = "changed"
    OTHERWISE = "same verdict, shown otherwise"
    SAME = "same"
    UNDECIDED = "undecided"
    INCOMPARABLE = "not comparable"


class ClaimDifference(Struct, frozen=True, kw_only=True):
    """Hold the verdicts on one claim, text by text; none where it speaks of what a text does not have.

    `stands_in_old` and `stands_in_new` tell which text makes the claim; `missing` names what the
    other lacks; `is_reworded` when both make a claim of this name and it is not the same one.
    """

    name: str
    claim: Claim
    stands_in_old: bool
    stands_in_new: bool
    old: ClaimResult | None
    new: ClaimResult | None
    missing: tuple[str, ...] = ()
    is_reworded: bool = False

    @property
    def outcome(self) -> Outcome:
        """Say what became of it."""
        if self.old is None or self.new is None:
            return Outcome.INCOMPARABLE
        before, after = self.old.verdict, self.new.verdict
        if self.old is self.new:
            return Outcome.SAME
        if Verdict.UNKNOWN in (before, after):
            return Outcome.UNDECIDED
        if before is after:
            return Outcome.SAME if _shape(self.old) == _shape(self.new) else Outcome.OTHERWISE
        if after is Verdict.YES and before in _FAILS:
            return Outcome.WON
        if before is Verdict.YES and after in _FAILS:
            return Outcome.LOST
        return Outcome.CHANGED


_FAILS = frozenset({Verdict.NO, Verdict.UNSETTLED})


def _shape(result: ClaimResult) -> tuple[object, ...]:
    """Give the verdicts under each reading with their kinds: the dates of a run are not in it."""
    return tuple((a.reading, a.verdict, a.kind) for a in result.answers)


class Pair(Struct, frozen=True, kw_only=True, dict=True):
    """Hold two texts to be compared, from the same start; `renamed` maps old names to new ones.

    `changed` names what does not mean the same in both.
    """

    old: Agreement
    new: Agreement
    start: Instant
    renamed: Mapping[str, str]
    changed: frozenset[str]
    seconds: float | None = None

    @cached_property
    def before(self) -> Texts:
        """Lay out the runs of the old text, for all that is asked of them."""
        return Texts(agreement=self.old, start=self.start)

    @cached_property
    def after(self) -> Texts:
        """Lay out the runs of the new text."""
        return Texts(agreement=self.new, start=self.start)

    def is_alike(self, mine: Claim, theirs: Claim) -> bool:
        """Tell whether nothing that a claim can see differs, so that one answer serves both texts."""
        if not self.changed:
            return True
        if "" in self.changed:
            return False
        seen, questions = self.after.sight(mine, {})
        had, asked = self.before.sight(theirs, {})
        names = {self.renamed.get(name, name) for name in (*had, *asked)}
        return names == {*seen, *questions} and not names & self.changed

    @property
    def back(self) -> dict[str, str]:
        """Map new names to old ones."""
        return {new: old for old, new in self.renamed.items()}


def compare_claims(pair: Pair) -> Iterator[ClaimDifference]:
    """Put every claim of either text to both, in the order of the new text, then of the old one."""
    for claim in pair.new.claims.values():
        yield _compared(pair, claim, pair.old.claims.get(claim.id))
    for claim in pair.old.claims.values():
        if claim.id not in pair.new.claims:
            yield _compared(pair, None, claim)


def _compared(pair: Pair, new: Claim | None, old: Claim | None) -> ClaimDifference:
    """Compare one claim; where only one text makes it, it is put to the other with its names."""
    shown = new if new is not None else old
    assert shown is not None
    mine = new if new is not None else renamed_claim(shown, pair.renamed)
    theirs = old if old is not None else renamed_claim(shown, pair.back)
    lacking = missing_in(pair.new, mine), missing_in(pair.old, theirs)
    to_new = None if lacking[0] else answer(pair.after, mine, {}, pair.seconds)
    is_reworded = (
        old is not None
        and new is not None
        and content(renamed_claim(old, pair.renamed)) != content(new)
    )
    if lacking[1]:
        to_old = None
    elif to_new is not None and not is_reworded and pair.is_alike(mine, theirs):
        to_old = to_new
    else:
        to_old = answer(pair.before, theirs, {}, pair.seconds)
    return ClaimDifference(
        name=shown.id,
        claim=shown,
        stands_in_old=old is not None,
        stands_in_new=new is not None,
        old=to_old,
        new=to_new,
        missing=lacking[0] or lacking[1],
        is_reworded=is_reworded,
    )


def content(claim: Claim) -> object:
    """Reduce a claim to what it says, without its name, title and expectation."""
    return meaning((claim.quantifier, claim.is_faithful, claim.formula))


def missing_in(agreement: Agreement, claim: Claim) -> tuple[str, ...]:
    """Name what a claim speaks of and a text does not have."""
    known: set[str] = {"entry", "signature", "agreement"}
    known.update(agreement.events, agreement.processes, agreement.levels)
    known.update(agreement.phases, agreement.provisions)
    return tuple(sorted({name for name in _names(claim.formula) if name not in known}))


def _names(value: object) -> Iterator[str]:
    """Give the names in a formula, a condition or a moment."""
    if isinstance(value, tuple):
        for each in value:
            yield from _names(each)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            if name in _NAMING and inner:
                yield inner
            elif name == "provisions":
                yield from inner
            elif name != "span":
                yield from _names(inner)


_NAMING = frozenset({"target", "phase"})


def renamed_claim(claim: Claim, names: Mapping[str, str]) -> Claim:
    """Put a claim in the names of another text."""
    formula = _renamed(claim.formula, names)
    return replace(claim, formula=formula)


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(_renamed(each, names) for each in value)
    if not isinstance(value, Struct):
        return value
    changes: dict[str, object] = {}
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if name in _NAMING:
            changes[name] = names.get(inner, inner)
        elif name == "provisions":
            changes[name] = tuple(names.get(each, each) for each in inner)
        elif name in _NESTED:
            changes[name] = _renamed(inner, names)
    return replace(value, **changes) if changes else value


_NESTED = frozenset(
    "goal before after without by past stages kept until trigger".split()
    + "inner parts point origin first second".split()
)
