"""Hold a question as a person asked it, with what was assumed for lack of an answer."""

from __future__ import annotations

from msgspec import Struct

from servanda.model.agreement import Agreement
from servanda.monitor import VIEWS, Question
from servanda.reports.values import Reading, as_reading, deadline
from servanda.reports.words import ReadingNames, actors


class Asked(Struct, frozen=True, kw_only=True):
    """Hold a question, whether its date is merely today's, and the entries assumed for it."""

    question: Question
    is_today: bool = False
    hypothetical: tuple[str, ...] = ()


class Assumptions(Struct, frozen=True, kw_only=True):
    """Say what an answer rests on besides the texts."""

    on_is_today: bool
    zone: str
    view: str
    view_means: str
    as_party: str | None
    readings_fixed: Reading
    hypothetical: tuple[str, ...]


def assumptions(agreement: Agreement, asked: Asked) -> Assumptions:
    """Say what was assumed."""
    question = asked.question
    return Assumptions(
        on_is_today=asked.is_today,
        zone=agreement.header.calendar.zone,
        view=question.view,
        view_means=VIEWS[question.view],
        as_party=question.as_party,
        readings_fixed=as_reading(question.fixed),
        hypothetical=asked.hypothetical,
    )


def assumed(agreement: Agreement, given: Assumptions) -> str:
    """Say in a sentence what an answer rests on besides the texts."""
    pieces = [f"time in {given.zone}"]
    if given.on_is_today:
        pieces.insert(0, "the date is today's")
    pieces.append(f"view `{given.view}` ({given.view_means})")
    if given.as_party:
        pieces.append(f"the readings of {actors(agreement, [given.as_party])}")
    elif not given.readings_fixed:
        pieces.append("nobody's readings")
    if given.readings_fixed:
        pieces.append(f"read as {ReadingNames(agreement).all(given.readings_fixed)}")
    pieces.extend(f"assumed: {entry}" for entry in given.hypothetical)
    return f"Assuming {'; '.join(pieces)}."


def asked_on(agreement: Agreement, asked: Asked) -> str:
    """Write the date asked about."""
    return deadline(agreement.header.calendar, asked.question.on)


def asked_known(agreement: Agreement, asked: Asked) -> str | None:
    """Write the date as known at which one asks; none where all that is known counts."""
    known = asked.question.known
    return None if known is None else deadline(agreement.header.calendar, known)
