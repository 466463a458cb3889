"""Find what each actor has said of each thing: in which sense, on whose word, how strongly attested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ActorId, SourceId
from servanda.base.moments import Moment, parse_moment
from servanda.base.spans import Span
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Holding, Saying, Signing, Vote, telling_of
from servanda.model.sources import Citation
from servanda.monitor.bodies import named_choices
from servanda.monitor.deciding import Choice
from servanda.monitor.roster import spoken_for

SILENT_KINDS = frozenset({"press"})
"""The kinds of source that pass on what others said: their word alone is not the actor's own."""


class Sense(Enum):
    """Say how somebody stands to a thing. To support or to welcome is not yet to accept."""

    ACCEPTS = "accepts"
    FAVOURS = "favours"
    CONDITIONS = "conditions"
    REJECTS = "rejects"
    THREATENS = "threatens"
    DEMANDS = "demands"
    PREFERS = "prefers"
    HOLDS = "holds"
    ABSTAINS = "abstains"
    NOT_STATED = "not-stated"


class Evidence(Enum):
    """Say how a statement reached us, the strongest first.

    `assumed`: an assumption of the question; `direct`: by a deed, or in the actor's own or an
    official publication; `spokesman`: by somebody whom the text lets speak for the actor; `press`: a
    report says so, and names no relay; `relayed`: through a named person who does not speak for the
    actor; `unsourced`: the agreement's own file, or an entry, states it without a source.
    """

    ASSUMED = "assumed"
    DIRECT = "direct"
    SPOKESMAN = "spokesman"
    PRESS = "press"
    RELAYED = "relayed"
    UNSOURCED = "unsourced"

    @property
    def weakness(self) -> int:
        """Count the kinds of evidence that are stronger."""
        return list(Evidence).index(self)


POSITIVE = frozenset({Sense.ACCEPTS, Sense.FAVOURS})
VERDICTS = frozenset({*POSITIVE, Sense.CONDITIONS, Sense.REJECTS, Sense.ABSTAINS, Sense.NOT_STATED})
"""The senses that answer yes, no or maybe: of these a later one takes the place of an earlier one."""

_SAID: Mapping[str, Sense] = {
    "accepts": Sense.ACCEPTS,
    "supports": Sense.FAVOURS,
    "welcomes": Sense.FAVOURS,
    "commits": Sense.FAVOURS,
    "promises": Sense.FAVOURS,
    "urges": Sense.FAVOURS,
    "proposes": Sense.FAVOURS,
    "conditions": Sense.CONDITIONS,
    "rejects": Sense.REJECTS,
    "threatens": Sense.THREATENS,
    "demands": Sense.DEMANDS,
    "asks": Sense.DEMANDS,
    "holds": Sense.HOLDS,
    "abstains": Sense.ABSTAINS,
    "not-stated": Sense.NOT_STATED,
}
_SIGNED: Mapping[str, tuple[Sense, str]] = {
    "accept": (Sense.ACCEPTS, "accepts"),
    "sign": (Sense.ACCEPTS, "signs"),
    "ratify": (Sense.ACCEPTS, "ratifies"),
    "endorse": (Sense.FAVOURS, "endorses"),
    "welcome": (Sense.FAVOURS, "welcomes"),
    "propose": (Sense.FAVOURS, "proposes"),
}
_VOTED: Mapping[Choice, tuple[Sense, str]] = {
    Choice.FOR: (Sense.ACCEPTS, "votes for"),
    Choice.AGAINST: (Sense.REJECTS, "votes against"),
    Choice.ABSTAINS: (Sense.ABSTAINS, "abstains"),
}


class Statement(Struct, frozen=True, kw_only=True):
    """Hold what one actor said, or is said to have said, of one thing.

    `word` is the word of the record or the text; `via` the chain through which it reached us;
    `spoken_by` names who spoke where that is another who speaks for the actor. `held` is the reading
    of an ambiguity that the actor holds. Without an entry it stands in the agreement's own text.
    """

    actor: ActorId
    about: str
    sense: Sense
    word: str
    when: Moment
    recorded: Moment
    evidence: Evidence
    via: tuple[ActorId, ...] = ()
    spoken_by: ActorId | None = None
    condition: str = ""
    threat: str = ""
    held: str = ""
    entry: Entry | None = None
    citations: tuple[Citation, ...] = ()
    span: Span

    @property
    def is_own(self) -> bool:
        """Tell whether it is the actor's own word: what another relays of him is not."""
        return self.evidence not in (Evidence.RELAYED, Evidence.UNSOURCED)

    def surely_before(self, other: Statement) -> bool:
        """Tell whether this was surely said before the other."""
        return self.when.surely_before(other.when)


def statements(
    agreement: Agreement, on: Instant, known: Instant | None = None
) -> tuple[Statement, ...]:
    """Give every statement made by a date, as known at another, in the order of the record.

    What an actor's spokesman says stands with the actor too, and says who spoke.
    """
    found = list(_of_the_text(agreement, on))
    for entry in telling_of(agreement.entries, Saying, Signing, Holding, Vote):
        if counts(entry, on, known):
            found.extend(_of_entry(agreement, entry))
    spoken = [each for said in found for each in spoken_also(agreement, said)]
    return tuple(sorted((*found, *spoken), key=_when))


def counts(entry: Entry, on: Instant, known: Instant | None) -> bool:
    """Tell whether an entry may have been made by a date, as known at another."""
    if entry.when.earliest is not None and entry.when.earliest > on:
        return False
    first = entry.recorded.earliest
    return known is None or first is None or first <= known


def _when(statement: Statement) -> tuple[Instant, Instant]:
    moment = statement.when
    last = moment.latest if moment.latest is not None else moment.earliest
    first = moment.earliest if moment.earliest is not None else last
    return (last or 0, first or 0)


# -- the agreement's own text ------------------------------------------------------------------


def _of_the_text(agreement: Agreement, on: Instant) -> Iterator[Statement]:
    """Give who demands which claim, and who holds which reading, by the text itself."""
    for claim in agreement.claims.values():
        for actor in claim.demanded_by:
            yield _in_text(agreement, actor, claim.id, Sense.DEMANDS, claim.span, claim.citations)
    for ambiguity in agreement.ambiguities.values():
        for reading in ambiguity.readings:
            for holder in reading.held_by:
                said = _in_text(
                    agreement,
                    holder.actor,
                    ambiguity.id,
                    Sense.HOLDS,
                    reading.span,
                    holder.citations,
                    since=_since(agreement.header.calendar, holder.since),
                    held=reading.id,
                )
                if said.when.earliest is None or said.when.earliest <= on:
                    yield said


def _in_text(
    agreement: Agreement,
    actor: ActorId,
    about: str,
    sense: Sense,
    span: Span,
    citations: tuple[Citation, ...],
    *,
    since: Moment | None = None,
    held: str = "",
) -> Statement:
    when = since or Moment(earliest=None, latest=None)
    own = _grade(agreement, citations)
    return Statement(
        actor=actor,
        about=about,
        sense=sense,
        word=sense.value,
        when=when,
        recorded=when,
        evidence=own,
        held=held,
        citations=citations,
        span=span,
    )


def _since(calendar: Calendar, written: str) -> Moment | None:
    moment = parse_moment(written, calendar) if written else None
    return moment if isinstance(moment, Moment) else None


# -- the record --------------------------------------------------------------------------------


def _of_entry(agreement: Agreement, entry: Entry) -> Iterator[Statement]:
    """Give what an entry says of the stance of those who speak in it."""
    what = entry.what
    match what:
        case Saying(stance="proposes", target=target) if target != agreement.header.id:
            # Who proposes a variant stands for it, not for what it would replace.
            if ":" not in entry.id:
                yield from _said(
                    agreement, entry, entry.actors, entry.id, Sense.FAVOURS, "proposes"
                )
        case Saying(stance=word, target=target) if word in _SAID and target:
            yield from _said(agreement, entry, entry.actors, target, _SAID[word], word)
        case Signing(verb=word, target=target):
            about = target or agreement.header.id
            yield from _said(agreement, entry, entry.actors, about, *_SIGNED[word])
        case Holding(ambiguity=ambiguity, reading=reading):
            yield from _said(
                agreement, entry, entry.actors, ambiguity, Sense.HOLDS, "holds", held=reading
            )
        case Vote(body=body, target=target) if target:
            yield from _voted(agreement, entry, what, body, target)
        case _:
            return


def _voted(
    agreement: Agreement, entry: Entry, vote: Vote, body: ActorId, target: str
) -> Iterator[Statement]:
    """Give the stance of a body by its vote, and of those whom the entry names one by one."""
    if vote.adopts is not None:
        sense = Sense.ACCEPTS if vote.adopts else Sense.REJECTS
        word = "adopts" if vote.adopts else "rejects"
        yield from _said(agreement, entry, (body,), target, sense, word)
    for name, choice in named_choices(agreement, entry).items():
        if choice in _VOTED:
            sense, word = _VOTED[choice]
            yield from _said(agreement, entry, (name,), target, sense, word)


def said_in(agreement: Agreement, entry: Entry, sense: Sense, word: str) -> Iterator[Statement]:
    """Give what those who speak in an entry say of its thing, in a sense."""
    yield from _said(agreement, entry, entry.actors, getattr(entry.what, "target", ""), sense, word)


def _said(
    agreement: Agreement,
    entry: Entry,
    actors: Iterable[ActorId],
    about: str,
    sense: Sense,
    word: str,
    *,
    held: str = "",
) -> Iterator[Statement]:
    details = dict(entry.details)
    threat, condition = details.get("warns", ""), details.get("if", "")
    if condition and not threat and sense in (*POSITIVE, Sense.REJECTS):
        sense = Sense.CONDITIONS
    for actor in actors:
        yield Statement(
            actor=actor,
            about=about,
            sense=sense,
            word=word,
            when=said_by(entry),
            recorded=entry.recorded,
            evidence=_evidence(agreement, actor, entry),
            via=entry.via,
            condition=condition,
            threat=threat,
            held=held,
            entry=entry,
            citations=entry.citations,
            span=entry.span,
        )


def said_by(entry: Entry) -> Moment:
    """Give when something was said: within its own bounds, and no later than it was recorded.

    What a report of the 11th has as said in June was said by the 11th.
    """
    last, known = entry.when.latest, entry.recorded.latest
    first = entry.when.earliest
    if known is None or (last is not None and last <= known):
        return entry.when
    if first is not None and known < first:
        return entry.when  # recorded before it happened: a fault, and no bound
    return Moment(earliest=first, latest=known, written=entry.when.written)


def _evidence(agreement: Agreement, actor: ActorId, entry: Entry) -> Evidence:
    """Grade how a statement reached us."""
    if entry.is_hypothetical:
        return Evidence.ASSUMED
    own = _grade(agreement, entry.citations)
    if not entry.via:
        return own
    own_side = {actor, *represents(agreement, actor, entry.when)}
    if all(
        relay in own_side or actor in represents(agreement, relay, entry.when)
        for relay in entry.via
    ):
        return max(own, Evidence.SPOKESMAN, key=lambda each: each.weakness)
    return Evidence.RELAYED


def _grade(agreement: Agreement, citations: tuple[Citation, ...]) -> Evidence:
    """Grade the sources of a statement by their kind: one that is not the press is enough."""
    named = [c.source for c in citations if c.source is not None]
    kinds = {agreement.sources[SourceId(s)].kind for s in named if s in agreement.sources}
    if not kinds:
        return Evidence.UNSOURCED
    return Evidence.PRESS if kinds <= SILENT_KINDS else Evidence.DIRECT


# -- who speaks for whom -----------------------------------------------------------------------


def spoken_also(agreement: Agreement, said: Statement) -> Iterator[Statement]:
    """Give a statement once more for each actor on whose behalf it was made."""
    for other in represents(agreement, said.actor, said.when):
        graded = max(said.evidence, Evidence.SPOKESMAN, key=lambda each: each.weakness)
        yield replace(said, actor=other, evidence=graded, spoken_by=said.actor)


def represents(agreement: Agreement, actor: ActorId, when: Moment) -> tuple[ActorId, ...]:
    """Give those for whom an actor spoke at a moment; where that is open, only if throughout it."""
    first, last = when.earliest, when.latest
    at = first if first is not None else last
    if at is None:
        found = agreement.actors.get(actor)
        return found.speaks_for if found is not None else ()
    return spoken_for(agreement, actor, last if last is not None else at)
