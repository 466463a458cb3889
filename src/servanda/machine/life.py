"""Name the states of a provision, and hold what became of it at an instant.

After Symboleo's life cycle of obligations and powers; *overdue* is arithmetic, and *violated* is never
derived.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.machine.schedule import Tranche
from servanda.model.entries import Entry
from servanda.model.provisions import (
    Provision,
)


class LifeState(Enum):
    """Name the states of a provision."""

    CREATED = "created"
    IN_EFFECT = "in-effect"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled-late"
    OVERDUE = "overdue"
    EXCUSED = "excused"
    WITHHELD = "withheld"
    SUSPENDED = "suspended"
    DISCHARGED = "discharged"
    TERMINATED = "terminated"
    MISSED = "missed"
    EXCEEDED = "exceeded"
    EXERCISED = "exercised"
    UNRECORDED = "unrecorded"
    OPEN = "open"
    INAPPLICABLE = "inapplicable"


DONE = frozenset({LifeState.FULFILLED, LifeState.FULFILLED_LATE})


class Reason(Struct, frozen=True, kw_only=True):
    """Say why, in words, with the sentence and the entry it rests on."""

    text: str
    span: Span | None = None
    entry: Entry | None = None


class Life(NamedTuple):
    """Hold what became of a provision, or of one instance of it, at an instant.

    A plain tuple, since the checker makes many thousands of them.
    """

    id: str
    state: LifeState
    owed: Quantity | None = None
    owed_by_now: Quantity | None = None
    done: Quantity | None = None
    due: Instant | None = None
    met: Instant | None = None
    late_minutes: int = 0
    late_since: Instant | None = None
    is_curable: bool = False
    start_overdue: bool = False
    tranches: tuple[Tranche, ...] = ()
    reasons: tuple[Reason, ...] = ()
    parts: tuple[Life, ...] = ()


def unknown_life(provision: Provision) -> Life:
    """Give the life of a provision that waits for itself: it never comes into effect."""
    reason = Reason(text="it waits for itself", span=provision.span)
    return Life(id=provision.id, state=LifeState.CREATED, reasons=(reason,))
