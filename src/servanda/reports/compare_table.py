"""Tabulate how two texts differ in meaning."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.spans import Span
from servanda.checks.claims import ClaimAnswer, ClaimResult
from servanda.checks.comparing import (
    ClaimDifference,
    Comparison,
    DateDifference,
    Difference,
    FaultDifference,
    PowerDifference,
)
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.reports.values import Reading, as_reading, deadline


class TextRow(Struct, frozen=True, kw_only=True):
    """Name one of the two texts."""

    path: str
    agreement: str
    title: str


class PlaceRow(Struct, frozen=True, kw_only=True):
    """Point to a line."""

    file: str
    line: int


class ToldRow(Struct, frozen=True, kw_only=True):
    """Hold one step of a run."""

    on: str
    what: str
    by: tuple[str, ...]


class AnswerRow(Struct, frozen=True, kw_only=True):
    """Hold a verdict under a reading, with the run that shows it."""

    reading: Reading
    verdict: str
    kind: str | None
    note: str | None
    run: tuple[ToldRow, ...]


class ClaimRow(Struct, frozen=True, kw_only=True):
    """Hold a claim in both texts: `stands_in` is `both`, `old` or `new`; a verdict may be missing."""

    name: str
    title: str
    words: str
    demanded_by: tuple[str, ...]
    outcome: str
    stands_in: str
    reworded: bool
    missing: tuple[str, ...]
    old: str | None
    new: str | None
    old_readings: tuple[AnswerRow, ...]
    new_readings: tuple[AnswerRow, ...]


class MovedRow(Struct, frozen=True, kw_only=True):
    """Hold a date that moved, came or went; `days` is by how many days it moved.

    `what` ends in `earliest`, `latest`, `due`, `first due` or `last due`. Without a date, an earliest one
    means that no run comes there, a latest one that it need never come, and a due one that it has none.
    """

    name: str
    what: str
    reading: Reading
    old: str | None
    new: str | None
    days: int | None


class DetailRow(Struct, frozen=True, kw_only=True):
    """Hold one thing that a sentence says otherwise."""

    about: str
    old: str | None
    new: str | None


class DifferenceRow(Struct, frozen=True, kw_only=True):
    """Hold how one thing differs: `fate` is `added`, `removed`, `changed` or `renamed`."""

    sort: str
    fate: str
    name: str
    was: str | None
    kind: str
    says: str
    changes: tuple[DetailRow, ...]
    old: PlaceRow | None
    new: PlaceRow | None


class FaultRow(Struct, frozen=True, kw_only=True):
    """Hold a fault that is `resolved`, `new`, or reads `otherwise`: what it was, what it is."""

    fate: str
    rule: str
    severity: str
    old: str | None
    new: str | None
    old_place: PlaceRow | None
    new_place: PlaceRow | None


class PowerRow(Struct, frozen=True, kw_only=True):
    """Hold how far a coalition could, and can now, lawfully `stop` a claim or `bring about` what it says.

    `also` lists those whom it takes besides, each a group that would suffice.
    """

    claim: str
    coalition: tuple[str, ...]
    can: str
    reading: Reading
    old: str
    new: str
    also: tuple[tuple[str, ...], ...]


class CompareTable(Struct, frozen=True, kw_only=True):
    """Hold all in which two texts differ in meaning."""

    old: TextRow
    new: TextRow
    start: str
    start_why: str
    same: bool
    claims: tuple[ClaimRow, ...]
    powers: tuple[PowerRow, ...]
    dates: tuple[MovedRow, ...]
    differences: tuple[DifferenceRow, ...]
    faults: tuple[FaultRow, ...]


def tabulate_compare(comparison: Comparison, paths: tuple[str, str], why: str) -> CompareTable:
    """Make the table of how two texts differ."""
    calendar = comparison.new.header.calendar
    return CompareTable(
        old=_text(comparison.old, paths[0]),
        new=_text(comparison.new, paths[1]),
        start=calendar.format(comparison.start),
        start_why=why,
        same=comparison.is_same,
        claims=tuple(_claim(calendar, claim) for claim in comparison.claims),
        powers=tuple(_power(power) for power in comparison.powers),
        dates=tuple(_date(calendar, date) for date in comparison.dates),
        differences=tuple(_difference(each) for each in comparison.differences),
        faults=tuple(_fault(each) for each in comparison.faults),
    )


def _text(agreement: Agreement, path: str) -> TextRow:
    return TextRow(path=path, agreement=agreement.header.id, title=agreement.header.title)


def _claim(calendar: Calendar, found: ClaimDifference) -> ClaimRow:
    claim = found.claim
    where = "old" if found.stands_in_old else "new"
    return ClaimRow(
        name=found.name,
        title=claim.title,
        words=claim.words,
        demanded_by=tuple(claim.demanded_by),
        outcome=found.outcome.value,
        stands_in="both" if found.stands_in_old and found.stands_in_new else where,
        reworded=found.is_reworded,
        missing=found.missing,
        old=_verdict(found.old),
        new=_verdict(found.new),
        old_readings=_answers(calendar, found.old),
        new_readings=_answers(calendar, found.new),
    )


def _verdict(result: ClaimResult | None) -> str | None:
    return None if result is None else result.verdict.value


def _answers(calendar: Calendar, result: ClaimResult | None) -> tuple[AnswerRow, ...]:
    return () if result is None else tuple(_answer(calendar, each) for each in result.answers)


def _answer(calendar: Calendar, answer: ClaimAnswer) -> AnswerRow:
    run = tuple(ToldRow(on=calendar.format(t.on), what=t.what, by=tuple(t.by)) for t in answer.run)
    return AnswerRow(
        reading=as_reading(answer.reading),
        verdict=answer.verdict.value,
        kind=answer.kind or None,
        note=(answer.note or None) if answer.verdict is not Verdict.YES else None,
        run=run,
    )


def _power(power: PowerDifference) -> PowerRow:
    return PowerRow(
        claim=power.claim,
        coalition=tuple(power.coalition),
        can=power.can.value,
        reading=as_reading(power.reading),
        old=power.old.value,
        new=power.new.value,
        also=tuple(tuple(group) for group in power.also),
    )


def _date(calendar: Calendar, found: DateDifference) -> MovedRow:
    return MovedRow(
        name=found.name,
        what=found.what,
        reading=as_reading(found.reading),
        old=_written(calendar, found.old),
        new=_written(calendar, found.new),
        days=found.days,
    )


def _written(calendar: Calendar, at: Instant | None) -> str | None:
    if at is None:
        return None
    if at == calendar.start_of_day(calendar.date_of(at)):
        return calendar.date_of(at).isoformat()
    return deadline(calendar, at)


def _difference(found: Difference) -> DifferenceRow:
    return DifferenceRow(
        sort=found.sort.value,
        fate=found.fate.value,
        name=found.name,
        was=found.was or None,
        kind=found.kind,
        says=found.says,
        changes=tuple(DetailRow(about=d.about, old=d.old, new=d.new) for d in found.details),
        old=_place(found.old),
        new=_place(found.new),
    )


def _place(span: Span | None) -> PlaceRow | None:
    return None if span is None else PlaceRow(file=span.path, line=span.line)


def _fault(found: FaultDifference) -> FaultRow:
    shown = found.new if found.new is not None else found.old
    assert shown is not None
    fate = "otherwise" if found.old is not None else "new"
    return FaultRow(
        fate=fate if found.new is not None else "resolved",
        rule=shown.rule,
        severity=shown.severity.value,
        old=None if found.old is None else found.old.message,
        new=None if found.new is None else found.new.message,
        old_place=None if found.old is None else _place(found.old.span),
        new_place=None if found.new is None else _place(found.new.span),
    )
