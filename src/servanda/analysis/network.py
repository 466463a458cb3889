"""Lay contacts out as a network over time: who is linked to whom, since when, through whom, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from msgspec import Struct

from servanda.analysis.contacts import Meeting
from servanda.analysis.presence import Presence, is_body
from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ActorId
from servanda.base.moments import Moment
from servanda.model.agreement import Agreement

Pair = tuple[ActorId, ActorId]


class Link(Struct, frozen=True, kw_only=True, eq=False):
    """Hold the contacts of two, in time; `through` is empty where they were in contact themselves."""

    pair: Pair
    through: tuple[ActorId, ...]
    meetings: tuple[Meeting, ...]


class Stretch(Struct, frozen=True, kw_only=True):
    """Hold a week or a month: its contacts, and the links by them.

    `new` are links of which the record has no earlier contact, and none of which the date leaves
    open whether it was earlier; `last` are those of which it has none later, as long as it tells
    anything. The stretch in which it ends has no last ones: it is not over.
    """

    name: str
    meetings: tuple[Meeting, ...]
    links: tuple[Link, ...]
    new: tuple[Link, ...]
    last: tuple[Link, ...]


class Broker(Struct, frozen=True, kw_only=True):
    """Hold who stands between others: what he carried, and pairs whom the record links by him only.

    A pair counts where each is linked to him, and the two are not linked with each other, on one
    side of a contact, or in one body. Pairs of this kind are counted after R. V. Gould and
    R. M. Fernandez, *Structures of mediation*, Sociological Methodology 19 (1989), 89-126.
    """

    actor: ActorId
    carried: tuple[Meeting, ...]
    between: tuple[Pair, ...]


class Network(Struct, frozen=True, kw_only=True):
    """Hold the links of a time, between those named and between those they speak for."""

    links: tuple[Link, ...]
    principals: tuple[Link, ...]
    stretches: tuple[Stretch, ...]
    undated: tuple[Meeting, ...]
    brokers: tuple[Broker, ...]


def network(
    agreement: Agreement, found: Sequence[Meeting], until: Instant, *, by_week: bool
) -> Network:
    """Lay contacts out as a network, as far as a record goes that ends at some moment.

    Those whose date fits in no single week or month stand apart.
    """
    naming = Naming(agreement=agreement)
    by_principal = Naming(agreement=agreement, by_principal=True)
    links = naming.links(found)
    calendar = agreement.header.calendar
    named = [(_stretch_of(calendar, each, by_week=by_week), each) for each in found]
    today = _name(calendar, until, by_week=by_week)
    return Network(
        links=links,
        principals=tuple(link for link in by_principal.links(found) if _is_between_others(link)),
        stretches=tuple(_stretches(named, links, naming, today)),
        undated=tuple(each for name, each in named if name is None),
        brokers=tuple(_brokers(agreement, found, links)),
    )


# -- links -------------------------------------------------------------------------------------


class Naming(Struct, frozen=True, kw_only=True):
    """Make links between those who took part, or between those for whom they spoke."""

    agreement: Agreement
    by_principal: bool = False

    def links(self, found: Iterable[Meeting]) -> tuple[Link, ...]:
        """Gather contacts by the pairs they link, each pair in the order of the text."""
        order = {name: place for place, name in enumerate(self.agreement.actors)}
        rows: dict[tuple[Pair, tuple[ActorId, ...]], dict[Meeting, None]] = {}
        for meeting in found:
            for tie in self._ties(meeting):
                rows.setdefault(_in_order(tie, order), {})[meeting] = None
        return tuple(
            Link(pair=pair, through=through, meetings=tuple(meetings))
            for (pair, through), meetings in rows.items()
        )

    def _ties(self, meeting: Meeting) -> Iterator[tuple[ActorId, ActorId, tuple[ActorId, ...]]]:
        """Give who was in contact with whom: through somebody, each with him and not with each other."""
        through = self._all(meeting.through)
        sides = [self._all(side) for side in meeting.sides]
        for side, other in combinations(sides, 2):
            yield from ((a, b, through) for a, b in product(side, other) if a != b)
        for side in sides if through else ():
            yield from ((a, carrier, ()) for a, carrier in product(side, through) if a != carrier)

    def _all(self, side: Iterable[Presence]) -> tuple[ActorId, ...]:
        return tuple(dict.fromkeys(name for each in side for name in self._names(each)))

    def _names(self, presence: Presence) -> tuple[ActorId, ...]:
        """Name one who took part, or those for whom he spoke and who speak for nobody among them."""
        if not self.by_principal or not presence.speaks_for:
            return (presence.actor,)
        for_others = {
            name
            for name in presence.speaks_for
            if set(self.agreement.actors[name].speaks_for) & set(presence.speaks_for)
        }
        return tuple(n for n in presence.speaks_for if n not in for_others) or (presence.actor,)


def _in_order(
    tie: tuple[ActorId, ActorId, tuple[ActorId, ...]], order: dict[ActorId, int]
) -> tuple[Pair, tuple[ActorId, ...]]:
    one, other, through = tie
    first, second = sorted((one, other), key=lambda each: (order.get(each, 0), each))
    return (first, second), through


def _is_between_others(link: Link) -> bool:
    """Tell whether one of two was there by another who spoke for him."""
    names = {each.actor for meeting in link.meetings for each in meeting.present}
    return not set(link.pair) <= names


# -- weeks and months --------------------------------------------------------------------------


def _name(calendar: Calendar, instant: Instant, *, by_week: bool) -> str:
    """Name the week, after ISO 8601, or the month of an instant."""
    day = calendar.date_of(instant)
    if not by_week:
        return f"{day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _stretch_of(calendar: Calendar, meeting: Meeting, *, by_week: bool) -> str | None:
    first, last = meeting.entry.when.earliest, meeting.entry.when.latest
    if first is None or last is None:
        return None
    name = _name(calendar, first, by_week=by_week)
    return name if name == _name(calendar, last, by_week=by_week) else None


def _stretches(
    named: Sequence[tuple[str | None, Meeting]],
    links: Sequence[Link],
    naming: Naming,
    today: str,
) -> Iterator[Stretch]:
    whole = {(link.pair, link.through): link for link in links}
    for name in sorted({at for at, _ in named if at is not None}):
        inside = tuple(each for at, each in named if at == name)
        these = frozenset(inside)
        here = naming.links(inside)
        apart = {
            link: tuple(m for m in whole[link.pair, link.through].meetings if m not in these)
            for link in here
        }
        yield Stretch(
            name=name,
            meetings=inside,
            links=here,
            new=tuple(link for link in here if _none(apart[link], inside, later=False)),
            last=tuple(
                link for link in here if name < today and _none(apart[link], inside, later=True)
            ),
        )


def _none(others: Iterable[Meeting], inside: Sequence[Meeting], *, later: bool) -> bool:
    """Tell whether surely none of some contacts is later, or earlier, than those of a stretch."""
    moments = [each.entry.when for each in inside]
    return not any(_may_be(each.entry.when, moments, later=later) for each in others)


def _may_be(when: Moment, moments: Sequence[Moment], *, later: bool) -> bool:
    """Tell whether a moment may be later, or earlier, than all those of a stretch."""
    if later:
        return not any(when.surely_before(each) for each in moments)
    return not any(each.surely_before(when) for each in moments)


# -- brokers -----------------------------------------------------------------------------------


def _brokers(
    agreement: Agreement, found: Sequence[Meeting], links: Iterable[Link]
) -> Iterator[Broker]:
    beside: dict[ActorId, dict[ActorId, None]] = {}
    for link in links:
        if not link.through:
            one, other = link.pair
            beside.setdefault(one, {})[other] = None
            beside.setdefault(other, {})[one] = None
    together = set(_together(agreement, found))
    listed = []
    for name, others in beside.items():
        carried = tuple(m for m in found if any(p.actor == name for p in m.through))
        between = tuple(
            pair
            for pair in combinations(others, 2)
            if pair[1] not in beside[pair[0]]
            and frozenset(pair) not in together
            and not _is_part(agreement, *pair)
        )
        if carried or between:
            listed.append(Broker(actor=name, carried=carried, between=between))
    yield from sorted(listed, key=lambda each: (-len(each.between), -len(each.carried)))


def _is_part(agreement: Agreement, one: ActorId, other: ActorId) -> bool:
    """Tell whether one of two is among the members of the other, such as a group."""
    return one in agreement.actors[other].members or other in agreement.actors[one].members


def _together(agreement: Agreement, found: Iterable[Meeting]) -> Iterator[frozenset[ActorId]]:
    """Give the pairs who stood on one side, sat in one body, or of whom one spoke for the other."""
    seats: dict[ActorId, set[ActorId]] = {}
    for meeting in found:
        for side in meeting.sides:
            yield from (frozenset((a.actor, b.actor)) for a, b in combinations(side, 2))
        for present in meeting.present:
            yield from (frozenset((present.actor, name)) for name in present.speaks_for)
            bodies = {body for body in present.bodies if is_body(agreement, body)}
            seats.setdefault(present.actor, set()).update(bodies)
    for one, other in combinations(seats, 2):
        if seats[one] & seats[other]:
            yield frozenset((one, other))
