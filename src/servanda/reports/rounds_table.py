"""Tabulate a negotiation: texts and answers, channels, requests, movements, and what is still apart."""

from __future__ import annotations

from msgspec import Struct

from servanda.analysis.rounds import Asked, Rounds, Step
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Vote
from servanda.reports.positions_table import (
    CellRow,
    StatementRow,
    cell_row,
    place,
    statement_row,
)


class StepRow(Struct, frozen=True, kw_only=True):
    """Hold one step: who did what with which text, to whom, through whom, and where it stands.

    `version` is the name of the entry, by which a text or an answer goes; `answers` that of the entry
    it answers. `result` says how a vote ended, as recorded. `acknowledged` are lines in which an
    addressee or a carrier speaks of it, or that answer it.
    """

    on: str
    recorded: str
    actors: tuple[str, ...]
    move: str
    text: str
    version: str
    answers: str
    to: tuple[str, ...]
    through: tuple[str, ...]
    via: tuple[str, ...]
    words: str
    condition: str
    result: str
    acknowledged: tuple[str, ...]
    entry: str


class ChannelRow(Struct, frozen=True, kw_only=True):
    """Count the messages that went from somebody to somebody through a channel, with their lines."""

    by: tuple[str, ...]
    to: tuple[str, ...]
    through: tuple[str, ...]
    messages: tuple[str, ...]
    acknowledged: int


class RequestRow(Struct, frozen=True, kw_only=True):
    """Hold a request or a pledge beside the text, and whether it was met: `open` where nobody says."""

    kind: str
    on: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    words: str
    outcome: str
    answered: tuple[str, ...]
    entry: str


class MovementRow(Struct, frozen=True, kw_only=True):
    """Hold who moved on what: what was said before, and after."""

    actor: str
    about: str
    before: tuple[StatementRow, ...]
    after: tuple[StatementRow, ...]


class ApartRow(Struct, frozen=True, kw_only=True):
    """Hold a thing on which the parties are still apart, with where each stands."""

    about: str
    parties: tuple[CellRow, ...]


class RoundsTable(Struct, frozen=True, kw_only=True):
    """Hold a negotiation as far as the record tells it."""

    agreement: str
    on: str
    known: str | None
    steps: tuple[StepRow, ...]
    channels: tuple[ChannelRow, ...]
    requests: tuple[RequestRow, ...]
    moved: tuple[MovementRow, ...]
    apart: tuple[ApartRow, ...]


def tabulate_rounds(agreement: Agreement, found: Rounds, on: str, known: str | None) -> RoundsTable:
    """Make the table of a negotiation."""
    steps = tuple(_step(step) for step in found.steps)
    return RoundsTable(
        agreement=agreement.header.id,
        on=on,
        known=known,
        steps=steps,
        channels=_channels(steps),
        requests=tuple(_request(asked) for asked in found.asked),
        moved=tuple(
            MovementRow(
                actor=clash.actor,
                about=clash.about,
                before=tuple(statement_row(agreement, s) for s in (clash.first,) if s is not None),
                after=tuple(statement_row(agreement, said) for said in clash.against),
            )
            for clash in found.moved
        ),
        apart=tuple(
            ApartRow(
                about=each.about, parties=tuple(cell_row(agreement, cell) for cell in each.cells)
            )
            for each in found.apart
        ),
    )


def _step(step: Step) -> StepRow:
    entry = step.entry
    return StepRow(
        on=entry.when.written,
        recorded=entry.recorded.written,
        actors=entry.actors,
        move=step.move.value,
        text=step.text,
        version=_name(entry),
        answers=step.answers,
        to=entry.to,
        through=step.through,
        via=entry.via,
        words=entry.words,
        condition=dict(entry.details).get("if", ""),
        result=_result(entry.what) if isinstance(entry.what, Vote) else "",
        acknowledged=tuple(place(each) for each in step.acknowledged),
        entry=place(entry),
    )


def _result(vote: Vote) -> str:
    """Say how a vote ended: the outcome, then the counts or shares, as recorded."""
    outcome = {True: "adopted", False: "rejected", None: "outcome not recorded"}[vote.adopts]
    counts = [
        f"{count} {side}"
        for count, side in (
            (vote.in_favour, "for"),
            (vote.against, "against"),
            (vote.abstaining, "abstaining"),
        )
        if count is not None
    ]
    if vote.share is not None:
        counts.append(f"{vote.share.describe()} in favour")
    if vote.turnout is not None:
        counts.append(f"turnout {vote.turnout.describe()}")
    return ", ".join((outcome, *counts))


def _name(entry: Entry) -> str:
    return "" if ":" in entry.id else entry.id


def _channels(steps: tuple[StepRow, ...]) -> tuple[ChannelRow, ...]:
    """Gather the steps that went through somebody, or to somebody, by sender, channel and addressee."""
    rows: dict[tuple[tuple[str, ...], ...], list[StepRow]] = {}
    for step in steps:
        if step.through or step.via or step.to:
            channel = step.through or step.via
            rows.setdefault((step.actors, step.to, channel), []).append(step)
    return tuple(
        ChannelRow(
            by=by,
            to=to,
            through=through,
            messages=tuple(step.entry for step in sent),
            acknowledged=sum(bool(step.acknowledged) for step in sent),
        )
        for (by, to, through), sent in rows.items()
    )


def _request(asked: Asked) -> RequestRow:
    entry = asked.entry
    return RequestRow(
        kind=entry.kind,
        on=entry.when.written,
        by=entry.actors,
        to=asked.others,
        words=entry.words,
        outcome=asked.outcome.value,
        answered=tuple(place(each) for each in asked.answered),
        entry=place(entry),
    )
