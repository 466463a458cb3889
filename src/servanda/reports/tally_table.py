"""Tabulate a count of a body."""

from __future__ import annotations

from msgspec import Struct

from servanda.model.agreement import Agreement
from servanda.monitor.bodies import Tally
from servanda.monitor.roster import Member


class SeatRow(Struct, frozen=True, kw_only=True):
    """Hold a member with its seats, and since when it belongs to the body; `sure` unless a date is vague."""

    id: str
    title: str
    seats: int
    since: str
    sure: bool


class TallyTable(Struct, frozen=True, kw_only=True):
    """Hold who stands behind something in a body, and how many its rule asks for.

    `for` counts sure members, `at_most` those too whose membership a vague date leaves open, and the
    seats whose holders are `not_named`. `ended` is the line by which the body ceased to be, if it did: then,
    and where nobody is counted, `carried` is null.
    """

    agreement: str
    body: str
    on: str
    members: tuple[SeatRow, ...]
    without: tuple[SeatRow, ...]
    with_: tuple[SeatRow, ...]
    for_: int
    at_most: int
    seats: int
    threshold: int | None
    carried: bool | None
    why: str
    rule: str
    may_veto: tuple[str, ...]
    not_named: int
    ended: str


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
        at_most=found.at_most,
        seats=found.seats,
        threshold=found.threshold,
        carried=found.carried,
        why=found.why,
        rule=found.rule,
        may_veto=tuple(found.may_veto),
        not_named=found.not_named,
        ended=f"{found.ended.span.path}:{found.ended.span.line}" if found.ended is not None else "",
    )


def _seats(agreement: Agreement, member: Member) -> SeatRow:
    title = agreement.actors[member.actor].title
    return SeatRow(
        id=member.actor,
        title=title,
        seats=member.seats,
        since=member.since,
        sure=member.is_sure,
    )
