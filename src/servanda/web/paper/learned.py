"""Compare where an agreement stands as it was known once with where it stands by all that is recorded."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.moments import Moment
from servanda.model.entries import Entry
from servanda.reports.passing import in_time
from servanda.reports.record_pages import entry_sentence
from servanda.reports.record_table import entry_row
from servanda.reports.values import deadline
from servanda.web.pages.overview import ChangeRow, changed
from servanda.web.paper.view import PaperView

ENTRIES_AT_MOST = 100


class Later(Struct, frozen=True, kw_only=True):
    """Hold an entry that was recorded later than the date of what was known."""

    id: str
    place: str
    on: str
    recorded: str
    sentence: str


class Learned(Struct, frozen=True, kw_only=True):
    """Hold what was learned after a date of what had happened by the date asked about."""

    known: str
    changed: tuple[ChangeRow, ...]
    entries: tuple[Later, ...]
    number: int


def learned(view: PaperView) -> Learned | None:
    """Compare with what was known on the date that is asked for, or on the day itself; None where all was."""
    question = view.question
    known = question.on if question.known is None else question.known

    def happened(when: Moment) -> bool:
        return (when.earliest or 0) <= question.on

    found = [e for e in in_time(view.agreement.entries, happened) if _is_later(e, known)]
    if not found:
        return None
    before = view.status_of(replace(question, known=known))
    after = view.status_of(replace(question, known=None))
    return Learned(
        known=deadline(view.calendar, known),
        changed=tuple(changed(before, after)),
        entries=tuple(_later(view, entry) for entry in found[:ENTRIES_AT_MOST]),
        number=len(found),
    )


def _is_later(entry: Entry, known: int) -> bool:
    return entry.recorded.earliest is not None and entry.recorded.earliest > known


def _later(view: PaperView, entry: Entry) -> Later:
    span = entry.span
    return Later(
        id=view.cite(view.permalink(span)),
        place=view.place(span.path, span.line),
        on=entry.when.written,
        recorded=entry.recorded.written,
        sentence=entry_sentence(view.agreement, entry_row(view.agreement, entry), view.speech),
    )
