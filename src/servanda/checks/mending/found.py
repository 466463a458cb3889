"""Hold what is asked of a search for mends, and what it found."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, ClaimId
from servanda.base.spans import SourceFile
from servanda.checks.claims import ClaimResult
from servanda.checks.mending.conflict import Conflict
from servanda.checks.mending.costs import Change
from servanda.checks.mending.edit import Edit
from servanda.model.ambiguities import Choice


class Outcome(Enum):
    """Say how a search for mends came out."""

    HOLDS = "holds"
    MENDED = "mended"
    NONE = "none"
    UNKNOWN = "unknown"


class Wanted(Struct, frozen=True, kw_only=True):
    """Say what is wanted: which claims are to hold, on which runs, and how far to look."""

    claims: tuple[ClaimId, ...]
    start: Instant
    fixed: Choice
    edits_at_most: int = 4


class Mend(Struct, frozen=True, kw_only=True):
    """Hold edits after which the claims hold, the lines they change, and what they cost whom."""

    edits: tuple[Edit, ...]
    diff: tuple[str, ...]
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    files: tuple[SourceFile, ...] = ()

    @property
    def losses(self) -> tuple[Change, ...]:
        """Give the demands that stand worse than before."""
        return tuple(c for c in self.changes if c.is_loss and c.demanded_by)

    @property
    def gains(self) -> tuple[Change, ...]:
        """Give the demands that stand better than before."""
        return tuple(c for c in self.changes if c.is_gain and c.demanded_by)

    @property
    def losers(self) -> tuple[ActorId, ...]:
        """Give those who demanded what stands worse."""
        return tuple(dict.fromkeys(a for change in self.losses for a in change.demanded_by))


class Mending(Struct, frozen=True, kw_only=True):
    """Hold what a search found: mends in their order, or why there are none.

    `tried` counts the texts that were read and answered, `refused` those that were no mend.
    """

    outcome: Outcome
    before: tuple[ClaimResult, ...]
    mends: tuple[Mend, ...] = ()
    conflict: Conflict | None = None
    tried: int = 0
    candidates: int = 0
    refused: tuple[tuple[str, int], ...] = ()
    is_complete: bool = True
