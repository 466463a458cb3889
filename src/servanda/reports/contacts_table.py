"""Tabulate who was in contact with whom, the network over time, and how usual contacts are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from servanda.analysis.contacts import (
    Meeting,
    Span,
    contacts,
    of_actor,
    through_actor,
    until_when,
)
from servanda.analysis.network import Broker, Link, Network, Stretch, network
from servanda.analysis.presence import Presence
from servanda.analysis.usual import Rate, Share, phrase_shares, rate, shares
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.record.contents import target_of
from servanda.reports.positions_table import place
from servanda.reports.record_table import SourceRow, entry_sources
from servanda.reports.status_table import certainty


class PresenceRow(Struct, frozen=True, kw_only=True):
    """Hold who took part, with the offices he held then, for whom he spoke and where he sat.

    `perhaps` are those of them that the date of the contact leaves open.
    """

    actor: str
    title: str
    offices: tuple[str, ...]
    speaks_for: tuple[str, ...]
    bodies: tuple[str, ...]
    perhaps: tuple[str, ...]


class SideRow(Struct, frozen=True, kw_only=True):
    """Hold those on one side of a contact."""

    present: tuple[PresenceRow, ...]


class ContactRow(Struct, frozen=True, kw_only=True):
    """Hold one contact: how, when, who, where, through whom, and on whose word.

    `manner` is `met`, `called`, `wrote`, `visited`, `hosted`, or `sent` for word handed to or through
    somebody, about the text in `about`; `directed` where it says who was with whom, or turned to whom.
    `joint` where more than two took part. `times` is once, or at least and at most how often; null for
    no bound. `sure` is false where a date or a denial leaves it open. `acknowledged` are lines in
    which an addressee or a carrier speaks of a message, or that answer it.
    """

    on: str
    recorded: str
    manner: str
    sides: tuple[SideRow, ...]
    through: tuple[PresenceRow, ...]
    places: tuple[str, ...]
    directed: bool
    joint: bool
    times: tuple[int, int | None]
    sure: bool
    about: str
    words: str
    acknowledged: tuple[str, ...]
    denied_by: tuple[str, ...]
    certainty: str | None
    sources: tuple[SourceRow, ...]
    entry: str


class LinkRow(Struct, frozen=True, kw_only=True):
    """Hold the contacts of two; `through` names those by whom alone these contacts went."""

    between: tuple[str, str]
    through: tuple[str, ...]
    contacts: tuple[int, int | None]
    first: str
    last: str
    entries: tuple[str, ...]


class StretchRow(Struct, frozen=True, kw_only=True):
    """Hold a week or a month: contacts and links, those that are new, and those not heard of again."""

    period: str
    contacts: tuple[str, ...]
    links: tuple[LinkRow, ...]
    new: tuple[LinkRow, ...]
    last: tuple[LinkRow, ...]


class BrokerRow(Struct, frozen=True, kw_only=True):
    """Hold who stands between others: lines of what he carried, and pairs linked by him only."""

    actor: str
    carried: tuple[str, ...]
    between: tuple[tuple[str, str], ...]


class ShareRow(Struct, frozen=True, kw_only=True):
    """Hold how many of an actor's recorded contacts were with another, of how many.

    `interval` bounds the share by an exact interval of 95 per cent; null where `why_not` is `few` (the
    base is too small) or `open` (a count is not settled). `phrase` is what the record says of it.
    """

    of: str
    with_: str
    contacts: tuple[int, int | None]
    base: tuple[int, int | None]
    share: float | None
    interval: tuple[float, float] | None
    why_not: str
    entries: tuple[str, ...]
    base_entries: tuple[str, ...]
    phrase: str
    phrase_by: tuple[str, ...]
    phrase_entry: str


class RateRow(Struct, frozen=True, kw_only=True):
    """Hold how many contacts a month an actor had, with an exact interval of 95 per cent."""

    of: str
    contacts: int
    days: float
    a_month: float
    interval: tuple[float, float]


class ContactsTable(Struct, frozen=True, kw_only=True):
    """Hold the contacts of a time, the network they make, and how usual they are.

    `undated` are contacts whose date fits in no single period. `principals` are links between those for
    whom others took part.
    """

    agreement: str
    on: str
    known: str | None
    since: str | None
    of: str | None
    with_: str | None
    through: str | None
    by: str
    contacts: tuple[ContactRow, ...]
    links: tuple[LinkRow, ...]
    principals: tuple[LinkRow, ...]
    periods: tuple[StretchRow, ...]
    undated: tuple[str, ...]
    brokers: tuple[BrokerRow, ...]
    usual: tuple[ShareRow, ...]
    rate: RateRow | None


class Asked(Struct, frozen=True, kw_only=True):
    """Hold what was asked, as it is shown."""

    on: str
    known: str | None
    since: str | None
    of: ActorId | None
    with_: ActorId | None
    through: ActorId | None
    by: str


def contacts_as_asked(agreement: Agreement, span: Span, asked: Asked) -> ContactsTable:
    """Find the contacts that are asked about, with the network and the base they are measured by."""
    found = contacts(agreement, span)
    usual = phrase_shares(agreement, found, span, asked.of)
    monthly = None
    if asked.of is not None:
        beside = {(each.of, each.with_) for each in usual}
        every = shares(agreement, found, asked.of, asked.with_)
        usual += tuple(each for each in every if (each.of, each.with_) not in beside)
        monthly = rate(agreement, found, asked.of, span)
        found = of_actor(agreement, found, asked.of)
    if asked.through is not None:
        found = through_actor(agreement, found, asked.through)
    net = network(agreement, found, until_when(agreement, span), by_week=asked.by == "week")
    return _tabulated(agreement, found, net, usual, monthly, asked)


def _tabulated(
    agreement: Agreement,
    found: Sequence[Meeting],
    net: Network,
    usual: Iterable[Share],
    rate: Rate | None,
    asked: Asked,
) -> ContactsTable:
    """Make the table of contacts."""
    return ContactsTable(
        agreement=agreement.header.id,
        on=asked.on,
        known=asked.known,
        since=asked.since,
        of=asked.of,
        with_=asked.with_,
        through=asked.through,
        by=asked.by,
        contacts=tuple(_contact(agreement, each) for each in found),
        links=tuple(_link(link) for link in net.links),
        principals=tuple(_link(link) for link in net.principals),
        periods=tuple(_stretch(stretch) for stretch in net.stretches),
        undated=tuple(place(each.entry) for each in net.undated),
        brokers=tuple(_broker(broker) for broker in net.brokers),
        usual=tuple(_share(each) for each in usual),
        rate=None if rate is None else _rate(rate),
    )


def _contact(agreement: Agreement, meeting: Meeting) -> ContactRow:
    entry = meeting.entry
    return ContactRow(
        on=entry.when.written,
        recorded=entry.recorded.written,
        manner=meeting.manner.value,
        sides=tuple(
            SideRow(present=tuple(_presence(agreement, each) for each in side))
            for side in meeting.sides
        ),
        through=tuple(_presence(agreement, each) for each in meeting.through),
        places=tuple(text for key, text in entry.details if key == "place"),
        directed=meeting.is_directed,
        joint=meeting.is_joint,
        times=(meeting.least, meeting.most),
        sure=meeting.is_sure,
        about=target_of(entry),
        words=entry.words,
        acknowledged=tuple(place(each) for each in meeting.acknowledged),
        denied_by=tuple(place(each) for each in meeting.denied_by),
        certainty=certainty(entry.citations),
        sources=tuple(entry_sources(agreement, entry.citations)),
        entry=place(entry),
    )


def _presence(agreement: Agreement, presence: Presence) -> PresenceRow:
    found = agreement.actors.get(presence.actor)
    return PresenceRow(
        actor=presence.actor,
        title=found.title if found is not None else presence.actor,
        offices=presence.offices,
        speaks_for=presence.speaks_for,
        bodies=presence.bodies,
        perhaps=presence.perhaps,
    )


def _link(link: Link) -> LinkRow:
    meetings = link.meetings
    bounded = [each.most for each in meetings if each.most is not None]
    return LinkRow(
        between=link.pair,
        through=link.through,
        contacts=(
            sum(each.least for each in meetings if each.is_sure),
            sum(bounded) if len(bounded) == len(meetings) else None,
        ),
        first=meetings[0].entry.when.written,
        last=meetings[-1].entry.when.written,
        entries=tuple(place(each.entry) for each in meetings),
    )


def _stretch(stretch: Stretch) -> StretchRow:
    return StretchRow(
        period=stretch.name,
        contacts=tuple(place(each.entry) for each in stretch.meetings),
        links=tuple(_link(link) for link in stretch.links),
        new=tuple(_link(link) for link in stretch.new),
        last=tuple(_link(link) for link in stretch.last),
    )


def _broker(broker: Broker) -> BrokerRow:
    return BrokerRow(
        actor=broker.actor,
        carried=tuple(place(each.entry) for each in broker.carried),
        between=broker.between,
    )


def _share(share: Share) -> ShareRow:
    bounds = share.bounds
    return ShareRow(
        of=share.of,
        with_=share.with_,
        contacts=(share.least, share.most),
        base=(share.base, share.base_most),
        share=None if bounds is None else round(share.least / share.base, 4),
        interval=None if bounds is None else (round(bounds[0], 4), round(bounds[1], 4)),
        why_not=share.why_not,
        entries=tuple(place(each.entry) for each in share.meetings),
        base_entries=tuple(place(each.entry) for each in share.of_meetings),
        phrase=share.phrase.words if share.phrase is not None else "",
        phrase_by=share.phrase.actors if share.phrase is not None else (),
        phrase_entry=place(share.phrase),
    )


def _rate(rate: Rate) -> RateRow:
    low, high = rate.bounds
    return RateRow(
        of=rate.of,
        contacts=rate.counted,
        days=round(rate.days, 2),
        a_month=round(rate.a_month, 4),
        interval=(round(low, 4), round(high, 4)),
    )
