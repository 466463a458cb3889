"""Find who was in contact with whom: who met, called, wrote, visited or hosted, or sent word through whom.

A contact is one entry of the record. Words about somebody, or to him in public, are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct

from servanda.analysis.presence import Presence, Presences
from servanda.analysis.rounds import acknowledging, carriers, steps
from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.model.entries import (
    Contact,
    Denial,
    Entry,
    Record,
    Saying,
    Signing,
    Utterance,
    Vote,
    telling_of,
)
from servanda.monitor.roster import each_of


class Manner(Enum):
    """Say how people were in contact; `sent` is word handed to somebody, or through somebody."""

    MET = "met"
    CALLED = "called"
    WROTE = "wrote"
    VISITED = "visited"
    HOSTED = "hosted"
    SENT = "sent"


_MANNERS = {
    "meet": Manner.MET,
    "call": Manner.CALLED,
    "write": Manner.WROTE,
    "visit": Manner.VISITED,
    "host": Manner.HOSTED,
}


class Meeting(Struct, frozen=True, kw_only=True, eq=False):
    """Hold one contact of the record: those on each side of it, and through whom it went.

    With one side only, the record does not say with whom. `least` and `most` say how often; `most`
    is None where that is not bounded. `is_sure` is false where a date leaves open whether it is of the
    time asked about, or where somebody denies it. `acknowledged` are later entries in which an
    addressee or a carrier of a named message speaks of it, or that answer it.
    """

    manner: Manner
    entry: Entry
    sides: tuple[tuple[Presence, ...], ...]
    through: tuple[Presence, ...]
    least: int = 1
    most: int | None = 1
    is_sure: bool = True
    acknowledged: tuple[Entry, ...] = ()
    denied_by: tuple[Entry, ...] = ()

    @property
    def present(self) -> tuple[Presence, ...]:
        """Give all who took part, those who carried it included."""
        return (*(each for side in self.sides for each in side), *self.through)

    @property
    def is_directed(self) -> bool:
        """Tell whether the entry says who was with, or turned to, whom."""
        return bool(self.entry.to)

    @property
    def is_joint(self) -> bool:
        """Tell whether more than two took part beside those who carried it."""
        return sum(len(side) for side in self.sides) > 2

    @property
    def has_counterpart(self) -> bool:
        """Tell whether the record says with whom."""
        return len(self.sides) > 1 or bool(self.through)


class Span(Struct, frozen=True, kw_only=True):
    """Say of which time, and as known when: from `since`, if given, until `on`."""

    on: Instant
    since: Instant | None = None
    known: Instant | None = None


def contacts(agreement: Agreement, span: Span) -> tuple[Meeting, ...]:
    """List the contacts of a time, by the first moment of each, or the last where only that is known."""
    told = telling_of(agreement.entries, object, which=_is_of_contacts)  # type: ignore[arg-type]
    entries = sorted(_known(told, span), key=_place_in_time)
    presences = Presences(agreement, span.on, span.known)
    moves = {step.entry.id: step for step in steps(agreement, entries)}
    denials = [entry for entry in entries if isinstance(entry.what, Denial)]
    found = []
    for place, entry in enumerate(entries):
        through = carriers(agreement, entry)
        is_move = entry.id in moves and bool(entry.to)
        manner = _manner(entry, is_message=is_move or bool(through))
        against = tuple(d for d in denials if _of(d).entry == entry.id)
        gone = any(_of(d).is_retraction and set(d.actors) & set(_told_by(entry)) for d in against)
        if manner is None or gone or not _may_be_since(entry, span):
            continue
        least, most = _how_often(entry)
        found.append(
            Meeting(
                manner=manner,
                entry=entry,
                sides=tuple(_sides(presences, entry, manner)),
                through=tuple(presences.of(name, entry.when) for name in through),
                least=least,
                most=most,
                is_sure=_is_surely_in(entry, span) and not against,
                acknowledged=tuple(acknowledging(agreement, entry, entries[place + 1 :])),
                denied_by=against,
            )
        )
    return tuple(found)


def _place_in_time(entry: Entry) -> Instant:
    """Sort by the first moment, or by the last where only that is known."""
    first, last = entry.when.earliest, entry.when.latest
    return first if first is not None else last if last is not None else 0


def until_when(agreement: Agreement, span: Span) -> Instant:
    """Say until when the record tells anything: the date asked about, or the last entry before it."""
    entries = agreement.entries
    if isinstance(entries, Record) and span.known is None:
        moments = [entries.when(date) for date in entries.dates_in(range(len(entries)))]
        begun = [m for m in moments if m.earliest is None or m.earliest <= span.on]
        lasts = [moment.latest for moment in begun]
    else:
        lasts = [entry.when.latest for entry in _known(entries, span)]
    return min(span.on, max((last for last in lasts if last is not None), default=span.on))


def _is_of_contacts(entry: Entry) -> bool:
    """Tell whether an entry can be a contact, or can bear on one: deny it, speak of it, answer it."""
    return isinstance(entry.what, _OF_CONTACTS) or any(key == "answers" for key, _ in entry.details)


_OF_CONTACTS = (Contact, Denial, Saying, Signing, Utterance, Vote)


def _known(entries: Iterable[Entry], span: Span) -> Iterator[Entry]:
    for entry in entries:
        first, recorded = entry.when.earliest, entry.recorded.earliest
        if first is not None and first > span.on:
            continue
        if span.known is None or recorded is None or recorded <= span.known:
            yield entry


def _manner(entry: Entry, *, is_message: bool) -> Manner | None:
    match entry.what:
        case Contact(verb=verb):
            return _MANNERS[verb]
        case Signing() | Saying() | Utterance() if is_message:
            return Manner.SENT
        case _:
            return None


def _of(entry: Entry) -> Denial:
    assert isinstance(entry.what, Denial)
    return entry.what


def _told_by(entry: Entry) -> tuple[ActorId, ...]:
    """Give those who can take an entry back: who took part in it, or told it."""
    return (*entry.actors, *entry.to, *entry.by)


def _may_be_since(entry: Entry, span: Span) -> bool:
    last = entry.when.latest
    return span.since is None or last is None or last >= span.since


def _is_surely_in(entry: Entry, span: Span) -> bool:
    first, last = entry.when.earliest, entry.when.latest
    begins = span.since is None or (first is not None and first >= span.since)
    return begins and last is not None and last <= span.on


def _how_often(entry: Entry) -> tuple[int, int | None]:
    times = entry.what.times if isinstance(entry.what, Contact) else None
    if times is None:
        return 1, 1
    least = 1
    if times.low is not None:
        least = max(1, times.low.__floor__() + 1 if times.low_open else times.low.__ceil__())
    if times.high is None:
        return least, None
    most = times.high.__ceil__() - 1 if times.high_open else times.high.__floor__()
    return least, max(least, most)


# -- sides -------------------------------------------------------------------------------------


def _sides(presences: Presences, entry: Entry, manner: Manner) -> Iterator[tuple[Presence, ...]]:
    """Give those who took part, side by side: as the entry parts them, or by whom they speak for.

    A visit is that of those who travel together, whoever they speak for.
    """
    others = [*entry.to]
    if isinstance(entry.what, Utterance):
        others = [*entry.what.others, *others]
    first = [presences.of(name, entry.when) for name in entry.actors]
    second = [presences.of(name, entry.when) for name in others]
    if second or manner not in (Manner.MET, Manner.CALLED, Manner.HOSTED):
        yield from (tuple(side) for side in (first, second) if side)
    else:
        yield from _by_principal(first)


def _by_principal(present: list[Presence]) -> list[tuple[Presence, ...]]:
    """Part those who are named in one list: who speak for the same one are on one side."""
    sides: list[list[Presence]] = []
    for each in present:
        side = next((s for s in sides if any(_is_one_side(each, other) for other in s)), None)
        if side is None:
            sides.append([each])
        else:
            side.append(each)
    return [tuple(side) for side in sides]


def _is_one_side(first: Presence, second: Presence) -> bool:
    return bool({first.actor, *first.speaks_for} & {second.actor, *second.speaks_for})


# -- whose contacts ----------------------------------------------------------------------------


def takes_part(agreement: Agreement, presence: Presence, name: ActorId) -> bool | None:
    """Tell whether somebody is, speaks for, or sits in whoever is named; None where that is open.

    A group acts as each of its members.
    """
    if name in presence.stands_for or name in each_of(agreement, presence.actor):
        return True
    return None if name in presence.perhaps else False


def of_actor(
    agreement: Agreement, found: tuple[Meeting, ...], name: ActorId
) -> tuple[Meeting, ...]:
    """Keep the contacts in which somebody took part, or another for him; those left open as well."""
    return tuple(
        each
        for each in found
        if any(takes_part(agreement, p, name) is not False for p in each.present)
    )


def through_actor(
    agreement: Agreement, found: tuple[Meeting, ...], name: ActorId
) -> tuple[Meeting, ...]:
    """Keep what went through somebody."""
    return tuple(
        each
        for each in found
        if any(takes_part(agreement, p, name) is not False for p in each.through)
    )
