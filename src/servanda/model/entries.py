"""Hold what the record says: who said what happened, when, on whose word."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from enum import Enum

from msgspec import Struct

from servanda.base.calendar import Duration
from servanda.base.identities import ActorId, AmbiguityId, EntryId, EventId, ProvisionId, ReadingId
from servanda.base.moments import Moment
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.model.ambiguities import Guard
from servanda.model.decisions import DecisionRule
from servanda.model.provisions import Clause
from servanda.model.sources import Citation
from servanda.model.times import Point


class InForce(Struct, frozen=True, kw_only=True, eq=False):
    """The agreement enters into force."""


class Signing(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody proposes, signs, endorses, ratifies, accepts or welcomes a text."""

    verb: str
    target: str


class Saying(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody takes a stance on a thing, or says words; `over`: what he prefers the thing to, in order."""

    stance: str
    target: str
    over: tuple[str, ...] = ()


class Contact(Struct, frozen=True, kw_only=True, eq=False):
    """People meet, call, write, visit or host; `times` says how often where that is not once."""

    verb: str
    times: Quantity | None = None


class PartVote(Struct, frozen=True, kw_only=True, eq=False):
    """Say how a part of a body voted."""

    part: ActorId
    in_favour: int | None
    against: int | None
    abstaining: int | None


class Vote(Struct, frozen=True, kw_only=True, eq=False):
    """A body votes; counts are as reported, and the outcome may not be known."""

    body: ActorId
    adopts: bool | None
    target: str
    in_favour: int | None
    against: int | None
    abstaining: int | None
    share: Quantity | None
    turnout: Quantity | None
    parts: tuple[PartVote, ...] = ()


class MembershipChange(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody joins or leaves a body."""

    body: ActorId
    joins: bool


class Dissolution(Struct, frozen=True, kw_only=True, eq=False):
    """A body ceases to be."""

    body: ActorId


class Division(Struct, frozen=True, kw_only=True, eq=False):
    """A body is divided into others, which take its seat wherever it had one."""

    body: ActorId
    into: tuple[ActorId, ...]


class Mandate(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody begins, or ceases, to speak for others."""

    of: tuple[ActorId, ...]
    begins: bool


class OfficeChange(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody takes or leaves an office."""

    office: str
    takes: bool


class RuleChange(Struct, frozen=True, kw_only=True, eq=False):
    """A body decides by another rule from then on."""

    body: ActorId
    rule: DecisionRule


class Part(Struct, frozen=True, kw_only=True, eq=False):
    """Say how much of an act, or of a figure, was of a category or counts for another provision."""

    quantity: Quantity
    category: str
    provision: ProvisionId | None = None


class Act(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody performs a provision, in whole, in part, or begins to."""

    provision: ProvisionId
    quantity: Quantity | None
    category: str
    parts: tuple[Part, ...]
    area: str
    is_start: bool
    defect: str
    is_total: bool = False


class Occurrence(Struct, frozen=True, kw_only=True, eq=False):
    """An event occurs."""

    event: EventId


class Exercise(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody uses a power of the text."""

    power: ProvisionId
    until: Point | None
    duration: Duration | None
    area: str


class Certificate(Struct, frozen=True, kw_only=True, eq=False):
    """A verifier certifies a provision, or refuses to."""

    provision: ProvisionId
    is_given: bool


class Change(Struct, frozen=True, kw_only=True, eq=False):
    """Change one provision or phase by one clause."""

    target: str
    clause: Clause


class Amendment(Struct, frozen=True, kw_only=True, eq=False):
    """Those entitled change the text from then on."""

    changes: tuple[Change, ...]


class Declaration(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody suspends, resumes, waives or terminates without a power in the text to do it."""

    verb: str
    target: str


class Notice(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody gives notice; it has no effect unless the text gives it one."""

    verb: str
    target: str


class Figure(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody gives a figure; figures that conflict stand side by side."""

    name: str
    value: Quantity
    of: Quantity | None
    unit: str
    parts: tuple[Part, ...] = ()


class IncidentState(Enum):
    """Say how far an incident has been established; unverifiable is not the same as unverified."""

    ALLEGED = "alleged"
    REPORTED = "reported"
    OBSERVED = "observed"
    CORROBORATED = "corroborated"
    ATTRIBUTED = "attributed"
    UNATTRIBUTABLE = "unattributable"
    UNVERIFIABLE = "unverifiable"


class Incident(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody says that something happened: an allegation or an observation, never a violation.

    `provision` is the one that whoever says so names, empty for none; `harm` is how many of what it cost.
    """

    provision: ProvisionId
    state: IncidentState
    kind: str = ""
    upon: tuple[ActorId, ...] = ()
    harm: tuple[Part, ...] = ()


class Identity(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody says that entries tell of one event, or that they do not."""

    entries: tuple[str, ...]
    is_one: bool


class Finding(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody finds that a provision was breached, late, excused, fulfilled, not met or unclear."""

    provision: ProvisionId
    verdict: str


class Holding(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody holds a reading of an ambiguity."""

    ambiguity: AmbiguityId
    reading: ReadingId


class Settlement(Struct, frozen=True, kw_only=True, eq=False):
    """Those concerned settle a question: from then on the ambiguity has one reading only.

    After the Vienna Convention on the Law of Treaties, article 31(3)(a): subsequent agreement.
    """

    ambiguity: AmbiguityId
    reading: ReadingId


class Utterance(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody appraises, requests, pledges or announces; `others` are those addressed."""

    verb: str
    others: tuple[ActorId, ...]
    target: str


class Denial(Struct, frozen=True, kw_only=True, eq=False):
    """Somebody denies another's entry, or retracts his own."""

    entry: str
    is_retraction: bool


class Remark(Struct, frozen=True, kw_only=True, eq=False):
    """Something worth keeping that has no effect, perhaps about something."""

    target: str = ""


What = (
    InForce
    | Signing
    | Saying
    | Contact
    | Vote
    | MembershipChange
    | Dissolution
    | Division
    | Mandate
    | OfficeChange
    | RuleChange
    | Act
    | Occurrence
    | Exercise
    | Certificate
    | Amendment
    | Declaration
    | Notice
    | Figure
    | Incident
    | Identity
    | Finding
    | Holding
    | Settlement
    | Utterance
    | Denial
    | Remark
)


class Entry(Struct, frozen=True, kw_only=True, eq=False):
    """Say what somebody says happened: when it happened, when it was recorded, through whom it came.

    `actors` are those who acted or spoke, `by` the observer or author where that is another.
    """

    id: EntryId
    kind: str
    when: Moment
    recorded: Moment
    what: What
    actors: tuple[ActorId, ...] = ()
    by: tuple[ActorId, ...] = ()
    via: tuple[ActorId, ...] = ()
    to: tuple[ActorId, ...] = ()
    words: str = ""
    details: tuple[tuple[str, str], ...] = ()
    under: Guard
    labels: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    credibility: str = ""
    is_hypothetical: bool = False
    span: Span


class Alike(Struct, frozen=True, eq=False):
    """Hold the places of entries that are alike but for dates, words and names, in order, and one of them.

    `dates` are the wordings of their dates, where these were asked for.
    """

    sample: Entry
    places: Sequence[int]
    dates: frozenset[str] = frozenset()


class Record(Sequence[Entry]):
    """Hold the entries of a long record, in its order, and find some of them without making the others.

    What `which` asks of an entry may turn on its words, its actors and what it is about, and on nothing else.
    """

    @abstractmethod
    def telling_of(
        self, kinds: tuple[type[What], ...], which: Callable[[Entry], bool] | None = None
    ) -> Sequence[Entry]:
        """Give the entries that tell of some kinds of things."""

    @abstractmethod
    def alike(self, kinds: tuple[type[What], ...], late: Collection[str] = ()) -> Sequence[Alike]:
        """Part the entries that tell of some kinds of things into groups that are alike.

        Those with a date that is worded as one of the `late` are left out.
        """

    @abstractmethod
    def once(self, key: Hashable, find: Callable[[], Sequence[Entry]]) -> Sequence[Entry]:
        """Give the entries that were found under a key, and find them the first time."""

    @abstractmethod
    def samples(self, kinds: tuple[type[What], ...]) -> Sequence[Entry]:
        """Give entries that tell of some kinds of things, such that all others are like one of them.

        They are alike in what they are about, in their actors and in the readings under which they count.
        """

    @abstractmethod
    def dates_in(self, places: Iterable[int]) -> set[str]:
        """Give the wordings of the dates of the entries in some places."""

    @abstractmethod
    def dates(self) -> set[str]:
        """Give the wordings of the dates of all entries."""

    @abstractmethod
    def by_date(self, places: Iterable[int]) -> dict[str, list[int]]:
        """Part the entries in some places by the wording of their dates."""

    @abstractmethod
    def date_at(self, place: int) -> str:
        """Give the wording of the date of an entry."""

    @abstractmethod
    def stands_at(self, place: int) -> tuple[str, int]:
        """Give the text and the line at which an entry stands."""

    @abstractmethod
    def when(self, date: str) -> Moment:
        """Read the wording of a date of the record."""

    @abstractmethod
    def lend(self, texts: Mapping[str, str]) -> None:
        """Lend the texts of the record, by their paths, of which entries are made."""

    @abstractmethod
    def names_in_end(self, path: str, line: int) -> set[str]:
        """Give the names that entries give themselves at the end of a text, from a line on."""

    @abstractmethod
    def with_end(
        self, path: str, line: int, added: Sequence[Entry], names: object
    ) -> Record | None:
        """Give the record with others in the place of what ends a text, from the entry of a line on."""

    @abstractmethod
    def named(self, names: Iterable[str]) -> Sequence[Entry]:
        """Give the entries that have some names."""

    @abstractmethod
    def with_others(self, pairs: Iterable[tuple[Entry, Entry]]) -> Record:
        """Give the record with others in the place of some of its entries."""


class Growth(tuple[Entry, ...]):
    """Hold entries to which others are added at the end; what was found of some kinds is gone on with."""

    _told: dict[Hashable, list[Entry]]

    def telling_of(
        self, kinds: tuple[type[What], ...], which: Callable[[Entry], bool] | None = None
    ) -> Sequence[Entry]:
        """Give the entries that tell of some kinds of things, as `telling_of` does."""
        told, key = self.__dict__.setdefault("_told", {}), (kinds, which)
        if key not in told:
            told[key] = _telling(self, kinds, which)
        return tuple(told[key])

    def with_more(self, added: Sequence[Entry]) -> Growth:
        """Give these entries and others after them."""
        found = Growth((*self, *added))
        found._told = {
            (kinds, which): mine + _telling(added, kinds, which)
            for (kinds, which), mine in self.__dict__.get("_told", {}).items()
        }
        return found


def _telling(
    entries: Iterable[Entry],
    kinds: tuple[type[What], ...],
    which: Callable[[Entry], bool] | None,
) -> list[Entry]:
    return [e for e in entries if isinstance(e.what, kinds) and (which is None or which(e))]


def telling_of(
    entries: Sequence[Entry], *kinds: type[What], which: Callable[[Entry], bool] | None = None
) -> Sequence[Entry]:
    """Give the entries that tell of some kinds of things, in their order; `which` as in `Record`."""
    if isinstance(entries, Record | Growth):
        return entries.telling_of(kinds, which)
    return _telling(entries, kinds, which)


def samples_of(entries: Sequence[Entry], *kinds: type[What]) -> Sequence[Entry]:
    """Give entries that tell of some kinds of things, such that all others are like one of them."""
    if isinstance(entries, Record):
        return entries.samples(kinds)
    return telling_of(entries, *kinds)


def named_in(entries: Sequence[Entry], names: Collection[str]) -> Sequence[Entry]:
    """Give the entries that have some names, in their order."""
    if isinstance(entries, Record):
        return entries.named(names) if names else ()
    return [entry for entry in entries if entry.id in names]


def with_others(entries: Sequence[Entry], pairs: Sequence[tuple[Entry, Entry]]) -> Sequence[Entry]:
    """Give entries with others in the place of some of them."""
    if isinstance(entries, Record):
        return entries.with_others(pairs) if pairs else entries
    others = {id(old): new for old, new in pairs}
    return tuple(others.get(id(entry), entry) for entry in entries)
