"""State what somebody says the text guarantees."""

from enum import Enum

from msgspec import Struct

from servanda.base.identities import ActorId, ClaimId, PhaseId
from servanda.base.spans import Span
from servanda.model.sources import Citation
from servanda.model.times import Condition, Point


class Quantifier(Enum):
    """Say of how many runs a claim speaks."""

    EVERY = "every"
    NO = "no"
    SOME = "some"


class Verdict(Enum):
    """Answer a claim."""

    YES = "yes"
    NO = "no"
    UNSETTLED = "unsettled"
    VACUOUS = "vacuous"
    UNKNOWN = "unknown"


class Reaches(Struct, frozen=True, kw_only=True):
    """Say that a run reaches a goal, perhaps before, after or without something else, or by a point."""

    goal: Condition
    before: Condition | None = None
    after: Condition | None = None
    without: Condition | None = None
    by: Point | None = None


class KeepsRunning(Struct, frozen=True, kw_only=True):
    """Say that a run keeps a phase running past a point."""

    phase: PhaseId
    past: Point


class Claim(Struct, frozen=True, kw_only=True):
    """Claim something of every, no or some run, lawful ones only or all."""

    id: ClaimId
    title: str
    demanded_by: tuple[ActorId, ...]
    quantifier: Quantifier
    is_faithful: bool
    formula: Reaches | KeepsRunning
    expected: Verdict
    words: str
    labels: tuple[str, ...]
    citations: tuple[Citation, ...]
    span: Span
