"""Tabulate a count of a body."""

from __future__ import annotations

from msgspec import Struct

from servanda.model.agreement import Agreement
from servanda.monitor.bodies import Tally
from servanda.monitor.roster import Member


class SeatRow(Struct, frozen=True, kw_only=True):
    """Hold a member with its seats, and since when it belongs to the body."""

    id: str
    title: str
    seats: int
    since: str


class TallyTable(Struct, frozen=True, kw_only=True):
    """Hold who stands behind something in a body, and how many its rule asks for."""

    agreement: str
    body: str
    on: str
    members: tuple[SeatRow, ...]
    without: tuple[SeatRow, ...]
    with_: tuple[SeatRow, ...]
    for_: int
    seats: int
    threshold: int | None
    carried: bool | None
    rule: str
    may_veto: tuple[str, ...]


def tabulate_tally(agreement: Agreement, found: Tally, on: str) -> TallyTable:
    """Make the table of a count."""
    return TallyTable(
        agreement=agreement.header.id,
        body=found.body,
        on=on,
        members=tuple(_seats(agreement, member) for member in found.members),
        without=tuple(_seats(agreement, member) for member in found.without),
        with_=tuple(_seats(agreement, member) for member in found.joined_by),
        for_=found.in_favour,
        seats=found.seats,
        threshold=found.threshold,
        carried=found.carried,
        rule=found.rule,
        may_veto=tuple(found.may_veto),
    )


def _seats(agreement: Agreement, member: Member) -> SeatRow:
    title = agreement.actors[member.actor].title
    return SeatRow(id=member.actor, title=title, seats=member.seats, since=member.since)
