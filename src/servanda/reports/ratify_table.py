"""Tabulate whether a text passes each body, who can stop it and who could save it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from servanda.analysis.ballots import MemberVote
from servanda.analysis.games import Power
from servanda.analysis.ratification import BodyResult, Index, Ratification
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.model.entries import Vote
from servanda.monitor.bodies import vote_result
from servanda.reports.positions_table import StatementRow, place, statement_row


class MemberRow(Struct, frozen=True, kw_only=True):
    """Hold how a member would vote, and every statement on which that rests.

    `vote` is `for`, `against`, `abstains` or `open`; `open_because` is `silent`, `conditions`,
    `relayed`, `contradictory`, `not-stated`, `supports`, `membership`, `date`, `not-named` or
    `its-members`.
    """

    id: str
    title: str
    seats: int
    vote: str
    open_because: str
    condition: str
    threat: str
    through: str | None
    why: tuple[StatementRow, ...]


class PowerCells(Struct, frozen=True, kw_only=True):
    """Hold two indices, as fractions and as numbers.

    `banzhaf` is the share of all swings; `swings` their number, in digits; `shapley` is after Shapley
    and Shubik: None where it is not measured, and `shapley_exact` empty where it is not exact.
    """

    swings: str
    banzhaf: float
    banzhaf_exact: str
    shapley: float | None
    shapley_exact: str


class IndexRow(Struct, frozen=True, kw_only=True):
    """Hold the power of a member before anybody has spoken, and given the votes that are known."""

    member: str
    alone: PowerCells | None
    given: PowerCells | None


class RatifyRow(Struct, frozen=True, kw_only=True):
    """Hold whether a text passes a body: `yes`, `no` or `open`.

    `recorded` is the line of a vote in the record, and `also` says how many were against it and
    abstained, or the turnout, and whether the record has another outcome than the rule; without one,
    positions are counted. `decides`, `stops` and `saves` are smallest sets of members; `saves` may hold
    some of `outsiders`. `measured`
    says by which method the indices were found: `exact`; `quadrature` or `swings`, where Banzhaf is
    exact and Shapley is by so many `nodes`, or missing; `not-asked`, `wants-numpy`, `too-large` or
    `not-named`, where there are none; empty where a vote was taken. Indices by quadrature come to a
    whole but for `gap`. Where too many are undecided, only the sets of up to `sets_up_to` members are
    listed; else it is 0.
    """

    id: str
    title: str
    rule: str
    passes: str
    recorded: str
    count: str
    also: str
    members: tuple[MemberRow, ...]
    decides: tuple[tuple[str, ...], ...]
    stops: tuple[tuple[str, ...], ...]
    saves: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    outsiders: tuple[MemberRow, ...]
    indices: tuple[IndexRow, ...]
    measured: str
    nodes: int
    gap: float
    sets_up_to: int


class RatifyTable(Struct, frozen=True, kw_only=True):
    """Hold whether a text passes all the bodies it needs, and each of them.

    `passes` is `yes`, `no` or `open`; None where the text names no body whose approval it needs.
    """

    agreement: str
    text: str
    on: str
    known: str | None
    evidence: str
    only_accepts: bool
    assumed: tuple[str, ...]
    required: tuple[str, ...]
    passes: str | None
    bodies: tuple[RatifyRow, ...]


def tabulate_ratification(
    agreement: Agreement,
    found: Ratification,
    on: str,
    known: str | None,
    assumed: Iterable[str],
) -> RatifyTable:
    """Make the table of a ratification."""
    terms = found.terms
    return RatifyTable(
        agreement=agreement.header.id,
        text=terms.target,
        on=on,
        known=known,
        evidence=terms.evidence.value,
        only_accepts=terms.only_accepts,
        assumed=tuple(assumed),
        required=found.required,
        passes=None if found.passes is None else found.passes.value,
        bodies=tuple(_body(agreement, result) for result in found.bodies),
    )


def _body(agreement: Agreement, result: BodyResult) -> RatifyRow:
    measured = result.measured
    return RatifyRow(
        id=result.body,
        title=agreement.actors[result.body].title,
        rule=result.rule.written,
        passes=result.passes.value,
        recorded=place(result.vote),
        count=result.why,
        also=_also(agreement, result),
        members=tuple(_member(agreement, vote) for vote in result.votes),
        decides=result.decides,
        stops=result.stops,
        saves=result.saves,
        unless=result.unless,
        outsiders=tuple(_member(agreement, vote) for vote in result.outsiders),
        indices=tuple(_index(index) for index in result.indices),
        measured=measured.method.value if measured is not None else "",
        nodes=measured.nodes if measured is not None else 0,
        gap=measured.gap if measured is not None else 0.0,
        sets_up_to=result.up_to,
    )


def _also(agreement: Agreement, result: BodyResult) -> str:
    """Say what a recorded vote counts beside those in favour, and where the record has another outcome."""
    if result.vote is None or not isinstance(result.vote.what, Vote):
        return ""
    vote = result.vote.what
    counted = ((vote.against, "against"), (vote.abstaining, "abstaining"))
    parts = [f"{count} {side}" for count, side in counted if count is not None]
    if vote.turnout is not None and "turnout" not in result.why:
        parts.append(f"turnout {vote.turnout.describe()}")
    told = ", ".join(parts)
    carried = vote_result(agreement, result.vote).carried
    if None not in (vote.adopts, carried) and vote.adopts != carried:
        outcome = "adopted" if vote.adopts else "rejected"
        told = f"{told}; recorded as {outcome}, and by its rule the count says otherwise"
    return told.removeprefix("; ")


def _member(agreement: Agreement, vote: MemberVote) -> MemberRow:
    member = vote.member
    return MemberRow(
        id=member.actor,
        title=_title(agreement, member.actor),
        seats=member.seats,
        vote=vote.stand.value,
        open_because=vote.why_open,
        condition=vote.condition,
        threat=vote.threat,
        through=vote.through,
        why=tuple(statement_row(agreement, said) for said in vote.statements),
    )


def _title(agreement: Agreement, name: ActorId) -> str:
    found = agreement.actors.get(name)
    return found.title if found is not None else name


def _index(index: Index) -> IndexRow:
    return IndexRow(member=index.member, alone=_power(index.alone), given=_power(index.given))


def _power(power: Power | None) -> PowerCells | None:
    if power is None:
        return None
    by_order = power.shapley
    is_exact = isinstance(by_order, Fraction)
    return PowerCells(
        swings=str(power.swings),
        banzhaf=round(float(power.banzhaf), 6),
        banzhaf_exact=str(power.banzhaf),
        shapley=None if by_order is None else round(float(by_order), 6 if is_exact else 12),
        shapley_exact=str(by_order) if is_exact else "",
    )
