"""Hold a whole agreement and its record, with names resolved."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from servanda.base.calendar import Calendar, Duration
from servanda.base.identities import (
    ActorId,
    AmbiguityId,
    ClaimId,
    EventId,
    PhaseId,
    ProvisionId,
    SourceId,
)
from servanda.base.moments import Moment
from servanda.base.spans import Span
from servanda.model.actors import Actor
from servanda.model.ambiguities import Ambiguity, OpenWord
from servanda.model.claims import Claim
from servanda.model.entries import Entry
from servanda.model.events import Event, Level, Process
from servanda.model.incidents import IncidentKind, Place
from servanda.model.provisions import Phase, Provision
from servanda.model.sources import Instrument, Label, Source
from servanda.model.times import Point


class Counting(Struct, frozen=True, kw_only=True):
    """Say how days are counted: the number of the first day, and from where.

    Without an origin the count starts with the day of entry into force.
    """

    first: int = 0
    origin: Point | None = None
    is_stated: bool = False


class Header(Struct, frozen=True, kw_only=True):
    """Hold what the agreement says of itself."""

    id: str
    title: str
    calendar: Calendar
    counting: Counting
    falls_at_hour: bool = False
    signed: Moment | None = None
    in_force: Moment | None = None
    term: Duration | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    ratified_by: tuple[ActorId, ...] = ()
    span: Span


class Agreement(Struct, frozen=True, kw_only=True):
    """Hold an agreement and its record, in the order in which the text names things."""

    header: Header
    actors: Mapping[ActorId, Actor]
    labels: Mapping[str, Label]
    sources: Mapping[SourceId, Source]
    ambiguities: Mapping[AmbiguityId, Ambiguity]
    open_words: Mapping[str, OpenWord]
    events: Mapping[EventId, Event]
    processes: Mapping[str, Process]
    levels: Mapping[str, Level]
    phases: Mapping[PhaseId, Phase]
    provisions: Mapping[ProvisionId, Provision]
    claims: Mapping[ClaimId, Claim]
    entries: Sequence[Entry]
    silent_on: frozenset[str] = frozenset()
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    kinds: Mapping[str, IncidentKind] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)

    def in_phase(self, phase: PhaseId | None) -> tuple[Provision, ...]:
        """Give the provisions of a phase, or those outside all phases."""
        return tuple(p for p in self.provisions.values() if p.phase == phase)
