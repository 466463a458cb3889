"""Say who belonged to what, spoke for whom and held which office on a date, and how bodies decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ActorId
from servanda.base.moments import Moment, parse_moment
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.decisions import DecisionRule
from servanda.model.entries import (
    Dissolution,
    Division,
    Entry,
    Mandate,
    MembershipChange,
    OfficeChange,
    RuleChange,
    What,
)


class Member(Struct, frozen=True, kw_only=True):
    """Hold a member of a body with the seats it brings, and since when where that is known.

    `is_sure` is false where a vague date leaves open whether it belonged to the body then.
    `because` is the entry by which it joined, or by which it may have left.
    """

    actor: ActorId
    seats: int
    since: str
    is_sure: bool = True
    because: Entry | None = None


class Held(Struct, frozen=True, kw_only=True):
    """Hold what somebody has on a date: a mandate to speak for another, or an office."""

    what: str
    since: str = ""
    is_sure: bool = True
    because: Entry | None = None


def members_of(
    agreement: Agreement, body: ActorId, on: Instant, known: Instant | None = None
) -> tuple[Member, ...]:
    """Give the members of a body on a date, in the order of the text.

    A body that was dissolved or divided has none; what it was divided into takes its seat elsewhere.
    """
    belonging = _belonging(agreement, body, on, known)
    # One whose own declaration is at fault is named, and not there.
    found = {name: held for name, held in belonging.items() if name in agreement.actors}
    weighted = any(agreement.actors[name].seats is not None for name in found)
    return tuple(
        Member(
            actor=name,
            seats=seats_of(agreement, name, weighted=weighted),
            since=found[name].since,
            is_sure=found[name].is_sure,
            because=found[name].because,
        )
        for name in agreement.actors
        if name in found
    )


def _belonging(
    agreement: Agreement, body: ActorId, on: Instant, known: Instant | None
) -> dict[ActorId, Held]:
    found = {name: Held(what=body) for name in agreement.actors[body].members}
    for actor in agreement.actors.values():
        for membership in actor.memberships:
            covers = _covers(agreement, membership.since, membership.until, on)
            if membership.body == body and covers is not None:
                found[actor.id] = Held(what=body, since=membership.since, is_sure=covers)
    for entry in _changes(agreement, _concerns(body), on, known):
        who = tuple(one for name in entry.actors for one in each_of(agreement, name))
        _apply(found, body, entry, who, is_sure=_is_sure(entry, on))
    return found


def _concerns(body: ActorId) -> Callable[[What], bool]:
    """Pick what may change who belongs to a body: the end of any body may, if it was a member."""
    return lambda what: (
        what.body == body
        if isinstance(what, MembershipChange)
        else isinstance(what, Dissolution | Division)
    )


def each_of(agreement: Agreement, name: ActorId) -> tuple[ActorId, ...]:
    """Give the members of a group, which acts as each of them, or an actor itself."""
    actor = agreement.actors[name]
    return actor.members if Role.GROUP in actor.roles and actor.members else (name,)


def _apply(
    found: dict[ActorId, Held],
    body: ActorId,
    entry: Entry,
    who: tuple[ActorId, ...],
    *,
    is_sure: bool,
) -> None:
    """Let one entry change who belongs to a body."""
    match entry.what:
        case MembershipChange(joins=True):
            for name in who:
                found[name] = Held(
                    what=body, since=entry.when.written, is_sure=is_sure, because=entry
                )
        case MembershipChange():
            for name in who:
                _leave(found, name, entry, is_sure=is_sure)
        case Dissolution(body=gone):
            for name in list(found) if gone == body else [gone]:
                _leave(found, name, entry, is_sure=is_sure)
        case Division(body=gone, into=parts):
            for name in list(found) if gone == body else []:
                _leave(found, name, entry, is_sure=is_sure)
            if gone in found:
                _leave(found, gone, entry, is_sure=is_sure)
                for part in parts:
                    found[part] = Held(
                        what=body, since=entry.when.written, is_sure=is_sure, because=entry
                    )
        case _:
            return


def _leave(found: dict[ActorId, Held], name: ActorId, entry: Entry, *, is_sure: bool) -> None:
    """Let a member go; where the date leaves that open, it stays and is not sure."""
    if name not in found:
        return
    if is_sure:
        del found[name]
    else:
        found[name] = Held(
            what=found[name].what, since=found[name].since, is_sure=False, because=entry
        )


def seats_of(agreement: Agreement, name: ActorId, *, weighted: bool) -> int:
    """Give the seats of a member: where some members have seats, one without brings none."""
    seats = agreement.actors[name].seats
    if seats is not None:
        return seats
    return 0 if weighted else 1


def spoken_for(
    agreement: Agreement, actor: ActorId, on: Instant, known: Instant | None = None
) -> tuple[ActorId, ...]:
    """Give those for whom an actor surely spoke on a date, in the order of the text."""
    declared = agreement.actors.get(actor)
    if declared is None:
        return ()
    dated = {mandate.body for mandate in declared.mandates}
    found = {body for body in declared.speaks_for if body not in dated}
    for mandate in declared.mandates:
        if _covers(agreement, mandate.since, mandate.until, on):
            found.add(mandate.body)
    for entry in _changes(agreement, lambda what: isinstance(what, Mandate), on, known):
        assert isinstance(entry.what, Mandate)
        if actor in entry.actors and _is_sure(entry, on):
            found = found | set(entry.what.of) if entry.what.begins else found - set(entry.what.of)
    gone = {name for name in found if ended(agreement, name, on, known) is not None}
    return tuple(name for name in agreement.actors if name in found - gone)


def offices_of(
    agreement: Agreement, actor: ActorId, on: Instant, known: Instant | None = None
) -> tuple[Held, ...]:
    """Give the offices of an actor on a date."""
    found: dict[str, Held] = {}
    for office in agreement.actors[actor].offices:
        covers = _covers(agreement, office.since, office.until, on)
        if covers is not None:
            found[office.title] = Held(what=office.title, since=office.since, is_sure=covers)
    for entry in _changes(agreement, lambda what: isinstance(what, OfficeChange), on, known):
        assert isinstance(entry.what, OfficeChange)
        if actor not in entry.actors:
            continue
        title, sure = entry.what.office, _is_sure(entry, on)
        if entry.what.takes:
            found[title] = Held(what=title, since=entry.when.written, is_sure=sure, because=entry)
        elif title in found and sure:
            del found[title]
        elif title in found:
            before = found[title]
            found[title] = Held(what=title, since=before.since, is_sure=False, because=entry)
    return tuple(found.values())


def rule_of(
    agreement: Agreement, body: ActorId, on: Instant, known: Instant | None = None
) -> DecisionRule | None:
    """Give the rule by which a body surely decided on a date: that of the text, or one that replaced it."""
    rule = agreement.actors[body].rule
    for entry in _changes(agreement, lambda what: isinstance(what, RuleChange), on, known):
        assert isinstance(entry.what, RuleChange)
        if entry.what.body == body and _is_sure(entry, on):
            rule = entry.what.rule
    return rule


def ended(
    agreement: Agreement, body: ActorId, on: Instant, known: Instant | None = None
) -> Entry | None:
    """Give the entry by which a body surely ceased to be by a date; None while it goes on."""
    for entry in _changes(agreement, _ends(body), on, known):
        if _is_sure(entry, on):
            return entry
    return None


def _ends(body: ActorId) -> Callable[[What], bool]:
    return lambda what: isinstance(what, Dissolution | Division) and what.body == body


# -- dates -------------------------------------------------------------------------------------


def _changes(
    agreement: Agreement, concerns: Callable[[What], bool], on: Instant, known: Instant | None
) -> Iterator[Entry]:
    """Give the entries of a kind up to a date, in time."""
    found = [
        entry
        for entry in agreement.entries
        if concerns(entry.what)
        and (entry.when.earliest or 0) <= on
        and (known is None or (entry.recorded.earliest or 0) <= known)
    ]
    yield from sorted(found, key=lambda entry: entry.when.earliest or 0)


def _is_sure(entry: Entry, on: Instant) -> bool:
    """Tell whether an entry had surely happened by a date."""
    return entry.when.latest is None or entry.when.latest <= on or _is_of_a_day(entry)


def _is_of_a_day(entry: Entry) -> bool:
    """Tell whether an entry is dated to a day: on that day it counts from its first minute."""
    first, last = entry.when.earliest, entry.when.latest
    return first is not None and last is not None and last - first < 24 * 60


def _covers(agreement: Agreement, since: str, until: str, on: Instant) -> bool | None:
    """Tell whether a span in the text covers an instant: yes, perhaps (False), or no (None)."""
    calendar = agreement.header.calendar
    begin, end = _read(calendar, since), _read(calendar, until)
    if begin is not None and begin.earliest is not None and begin.earliest > on:
        return None
    if end is not None and end.latest is not None and on > end.latest:
        return None
    begun = begin is None or begin.latest is None or begin.is_day(calendar) or begin.latest <= on
    lasts = end is None or end.earliest is None or end.is_day(calendar) or on < end.earliest
    return begun and lasts


def _read(calendar: Calendar, written: str) -> Moment | None:
    if not written:
        return None
    moment = parse_moment(written, calendar)
    return moment if isinstance(moment, Moment) else None
