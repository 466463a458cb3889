"""Hold what follows a hypothetical breach, on the text alone."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, ClaimId, EventId, ProvisionId
from servanda.base.spans import Span
from servanda.machine.choices import Line
from servanda.model.provisions import EffectKind


class BreachKind(Enum):
    """Say of what kind a hypothetical breach is."""

    NOT_DONE = "not done by its date"
    NEVER_DONE = "not done; it has no date"
    AGAINST = "an act against it"
    BEYOND = "beyond its limit"
    NONE = "no breach can be told"


class Change(Enum):
    """Say what becomes of something after a breach, beside what would have become of it."""

    NEVER = "never comes into effect"
    ARISES = "comes into effect"
    EXCUSED = "may be held back"
    SUSPENDED = "is suspended"
    DISCHARGED = "is discharged"
    ENDS = "ends undone"
    LESS = "less is owed"
    UNDATED = "its date never comes"
    LATER = "falls due or is done on another day"
    UNMET = "cannot be done in time any more"
    STAYS_OPEN = "stays open"
    NOT_BEGUN = "phase never begins"
    BEGINS = "phase begins"
    NOT_ENDED = "phase never ends"
    LAPSES = "phase lapses: nothing follows it"
    CUT_SHORT = "phase ends otherwise"
    NOT_HAPPENED = "never happens"
    HAPPENS = "happens"


HARMLESS = frozenset({Change.ARISES, Change.BEGINS, Change.HAPPENS, Change.LATER, Change.EXCUSED})
"""What takes nothing away for good: a run with nothing else is back on its course."""


class Mention(Struct, frozen=True, kw_only=True):
    """Point to a clause that looks at whether a duty was performed, and say how it does."""

    name: str
    how: str
    span: Span


class Effect(Struct, frozen=True, kw_only=True):
    """Say what changes for a provision, a phase or an event, and since when the course parts there."""

    name: str
    change: Change
    by: tuple[ActorId, ...]
    span: Span


class Means(Struct, frozen=True, kw_only=True):
    """Hold a power somebody could lawfully use: what it does, since when, and who must recommend it.

    `is_new` when it is there only because of the breach; `lasts` when it is still there after the late
    performance; `ends` has what its use would take away.
    """

    reading: Line
    power: ProvisionId
    by: tuple[ActorId, ...]
    is_joint: bool
    kind: EffectKind
    target: str
    since: Instant
    until: Instant | None
    is_new: bool
    lasts: bool
    advisers: tuple[ActorId, ...]
    ends: tuple[Effect, ...]
    span: Span


class Withheld(Struct, frozen=True, kw_only=True):
    """Hold an event on the course that somebody need not bring about, breach or no breach."""

    event: EventId
    by: tuple[ActorId, ...]
    at: Instant
    span: Span


class Excepted(Struct, frozen=True, kw_only=True):
    """Hold an exception to a prohibition that binds somebody else than whoever acted against another.

    Whether an act falls under it is somebody's assessment: `assessors` is empty where nobody is named.
    """

    prohibition: ProvisionId
    name: str
    title: str
    by: tuple[ActorId, ...]
    assessors: tuple[ActorId, ...]
    span: Span


class Return(Struct, frozen=True, kw_only=True):
    """Say whether late performance brings a run back to its course.

    `until` is the last instant at which it does, None where it does at any time; `cured_until` ends the
    time of cure, if the text gives one; `lost` is what stays lost after performance on the next day.
    """

    returns: bool
    until: Instant | None
    is_at_any_time: bool
    cured_until: Instant | None
    lost: tuple[Effect, ...]


class BreachPath(Struct, frozen=True, kw_only=True):
    """Hold what follows when one thing due at one date is not done, under some readings.

    `due` has all the dates from which the same follows, `at` the instant of the first; `stays` what
    binds right after it all the same.
    """

    reading: Line
    provision: ProvisionId
    by: tuple[ActorId, ...]
    kind: BreachKind
    at: Instant
    due: tuple[Instant, ...]
    event: EventId | None
    mentions: tuple[Mention, ...]
    means: tuple[Means, ...]
    effects: tuple[Effect, ...]
    anyway: tuple[Withheld, ...]
    exceptions: tuple[Excepted, ...]
    stays: tuple[ProvisionId, ...]
    back: Return
    note: str
    span: Span

    @property
    def has_consequence(self) -> bool:
        """Tell whether the text lets anything follow, or speaks of it at all."""
        return bool(self.mentions or self.effects or any(m.is_new for m in self.means))


class ProvisionPaths(Struct, frozen=True, kw_only=True):
    """Hold the breach paths of one provision: a row for each date and each reading that matters.

    `regardless` has the powers that can be used after the first of these dates, breach or no breach.
    """

    provision: ProvisionId
    paths: tuple[BreachPath, ...]
    regardless: tuple[Means, ...]
    span: Span

    @property
    def has_consequence(self) -> bool:
        """Tell whether anything follows under some reading."""
        return any(path.has_consequence for path in self.paths)


class VoidsAll(Struct, frozen=True, kw_only=True):
    """Say that one breach lets one side alone end a phase or the whole text, or ends it of itself.

    `cause` is the duty or prohibition that is broken, or an event that alone suffices.
    """

    cause: str
    power: ProvisionId | None
    by: tuple[ActorId, ...]
    target: str
    reading: Line
    span: Span


class HoldUp(Struct, frozen=True, kw_only=True):
    """Hold a stretch of an exchange in which one side has given all it owes and the other nothing.

    `since` is None where neither has a date: then it is so from whenever the first is done; `until` is
    None where what is owed in return has none. `is_secured` when the text looks at whether that comes.
    """

    given: ProvisionId
    given_by: tuple[ActorId, ...]
    owed: ProvisionId
    owed_by: tuple[ActorId, ...]
    since: Instant | None
    until: Instant | None
    how: str
    is_secured: bool
    reading: Line
    span: Span


class Hold(Enum):
    """Say how far a text holds what a claim asks for, over some runs."""

    GUARANTEED = "guaranteed"
    POSSIBLE = "can be met"
    OUT_OF_REACH = "can be met on no run"
    NO_RUN = "there is no such run"
    UNKNOWN = "unknown"


class AfterBreach(Struct, frozen=True, kw_only=True):
    """Say how far a claim is held before a breach, and on the runs on which it comes.

    Both are None where nothing that the claim can see depends on the breach.
    """

    claim: ClaimId
    reading: Line
    before: Hold | None
    after: Hold | None


class BreachResult(Struct, frozen=True, kw_only=True):
    """Hold the breach paths of an agreement, and what can be said of the whole text.

    `claims` are answered anew where the breach of one provision is followed.
    """

    start: Instant
    provisions: tuple[ProvisionPaths, ...]
    voids_all: tuple[VoidsAll, ...]
    hold_ups: tuple[HoldUp, ...]
    off_course: tuple[ProvisionId, ...]
    claims: tuple[AfterBreach, ...] = ()

    @property
    def without_consequence(self) -> tuple[ProvisionId, ...]:
        """Give the duties and prohibitions from whose breach nothing follows under any reading."""
        return tuple(p.provision for p in self.provisions if not p.has_consequence)
