"""State what somebody says the text guarantees."""

from enum import Enum

from msgspec import Struct

from servanda.base.calendar import Duration
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


class Follows(Struct, frozen=True, kw_only=True):
    """Say that a run reaches one goal and then another, each in its own time."""

    stages: tuple[Reaches, ...]


class KeepsRunning(Struct, frozen=True, kw_only=True):
    """Say that a run keeps a phase running past a point."""

    phase: PhaseId
    past: Point


class Keeps(Struct, frozen=True, kw_only=True):
    """Say that something holds on a run without a gap, until something else does, or for ever.

    From the first moment at which it holds; `is_from_start` from the start of the run.
    """

    kept: Condition
    until: Condition | None = None
    is_from_start: bool = False


class Answers(Struct, frozen=True, kw_only=True):
    """Say that whenever something comes to be, a goal is reached after it, perhaps within a time."""

    trigger: Condition
    goal: Condition
    within: Duration | None = None
    span: Span


Demand = Reaches | Follows | KeepsRunning | Keeps | Answers
"""What a claim says of the runs it speaks of."""


def stages_of(demand: Demand) -> tuple[Reaches, ...]:
    """Give the goals that a demand wants reached one after the other."""
    match demand:
        case Reaches():
            return (demand,)
        case Follows(stages=stages):
            return stages
        case _:
            return ()


def conditions_of(demand: Demand) -> tuple[Condition, ...]:
    """Give the conditions that a demand names, its goals first."""
    match demand:
        case Keeps(kept=kept, until=until):
            return (kept,) if until is None else (kept, until)
        case Answers(trigger=trigger, goal=goal):
            return goal, trigger
        case _:
            stages = stages_of(demand)
            limits = ((s.goal, s.before, s.after, s.without) for s in stages)
            return tuple(c for limit in limits for c in limit if c is not None)


def points_of(demand: Demand) -> tuple[Point, ...]:
    """Give the moments that a demand itself names, beside those in its conditions."""
    if isinstance(demand, KeepsRunning):
        return (demand.past,)
    return tuple(stage.by for stage in stages_of(demand) if stage.by is not None)


class Claim(Struct, frozen=True, kw_only=True):
    """Claim something of every, no or some run, lawful ones only or all."""

    id: ClaimId
    title: str
    demanded_by: tuple[ActorId, ...]
    quantifier: Quantifier
    is_faithful: bool
    formula: Demand
    expected: Verdict
    words: str
    labels: tuple[str, ...]
    citations: tuple[Citation, ...]
    span: Span
