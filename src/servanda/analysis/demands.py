"""Set what an actor demands of a text beside what every run of the text gives, and beside his stance."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from servanda.analysis.positions import Cell, Positions
from servanda.analysis.stances import POSITIVE, Evidence, Sense, Statement
from servanda.base.identities import ActorId, ClaimId
from servanda.checks.claims import ClaimResult
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict


class Given(Enum):
    """Say whether the text gives what is demanded: under every reading, under some, or not."""

    GIVEN = "given"
    UNSETTLED = "unsettled"
    NOT_GIVEN = "not-given"
    UNKNOWN = "unknown"


class Demand(Struct, frozen=True, kw_only=True):
    """Hold one demand: by whom, in which words, whether the text gives it, and his stance on the text.

    `remark` is set where stance and text part: he accepts, or is said to accept, a text that does not
    give what he demands; or he rejects one that gives it.
    """

    actor: ActorId
    claim: ClaimId
    statements: tuple[Statement, ...]
    given: Given
    result: ClaimResult | None
    stance: Statement | None
    remark: str


def demands(
    agreement: Agreement, found: Positions, results: Mapping[ClaimId, ClaimResult]
) -> tuple[Demand, ...]:
    """Compare each demand with the checker's verdict on it, and with the actor's stance.

    A demand that only a spokesman made stands with the spokesman.
    """
    listed = []
    for cell in found.cells:
        claim = ClaimId(cell.about)
        asked = tuple(said for said in cell.standing if _is_demand(said))
        if claim not in agreement.claims or not asked:
            continue
        whole = found.cell(cell.actor, agreement.header.id)
        stance = _stance(whole) if whole is not None else None
        given = _given(results.get(claim))
        listed.append(
            Demand(
                actor=cell.actor,
                claim=claim,
                statements=asked,
                given=given,
                result=results.get(claim),
                stance=stance,
                remark=_remark(given, stance),
            )
        )
    return tuple(listed)


def _stance(whole: Cell) -> Statement | None:
    """Give where an actor stands on the whole text; where he has not said so, what others say of him."""
    leading = whole.leading
    if leading is None or leading.sense is not Sense.NOT_STATED:
        return leading
    accounts = [said for said in whole.standing if said.evidence is Evidence.RELAYED]
    return accounts[-1] if accounts else leading


def _is_demand(said: Statement) -> bool:
    return said.sense is Sense.DEMANDS and said.spoken_by is None


def _given(result: ClaimResult | None) -> Given:
    match result.verdict if result is not None else None:
        case Verdict.YES:
            return Given.GIVEN
        case Verdict.UNSETTLED:
            return Given.UNSETTLED
        case Verdict.NO | Verdict.VACUOUS:
            return Given.NOT_GIVEN
        case _:
            return Given.UNKNOWN


_LACKS = {
    Given.NOT_GIVEN: "a text that does not give this",
    Given.UNSETTLED: "a text that gives this under some readings only",
}


def _remark(given: Given, stance: Statement | None) -> str:
    """Say where a stance and the text part; empty where they do not, or nobody can tell."""
    if stance is None:
        return ""
    if stance.sense in POSITIVE and given in _LACKS:
        verb = "accepts" if stance.sense is Sense.ACCEPTS else "favours"
        if not stance.is_own:
            verb = "accept" if stance.sense is Sense.ACCEPTS else "favour"
            return f"is said to {verb} {_LACKS[given]}"
        return f"{verb} {_LACKS[given]}"
    if stance.sense is Sense.REJECTS and given is Given.GIVEN:
        return "rejects a text that gives this"
    if stance.sense is Sense.CONDITIONS and given in _LACKS:
        return f"sets conditions on {_LACKS[given]}"
    return ""
