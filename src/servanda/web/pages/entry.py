"""Make the page of an entry: what it says, on whose word, through whom, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from servanda.model.entries import Entry
from servanda.reports.record_pages import entry_notes, entry_sentence
from servanda.reports.record_table import EntryRow, SourceRow, entry_row
from servanda.reports.tongue import marked
from servanda.web.page import Page, Row
from servanda.web.view import View
from servanda.workspace import CannotRun


class CitedSource(Struct, frozen=True, kw_only=True):
    """Hold a source that an entry cites, with what the record says of it."""

    cited: SourceRow
    publisher: str
    dated: str
    reliability: str
    address: str
    words: str


class EntryPage(Struct, frozen=True, kw_only=True):
    """Hold an entry, and the provisions whose standing rests on it."""

    permalink: str
    sentence: str
    notes: tuple[str, ...]
    quote: str
    entry: EntryRow
    sources: tuple[CitedSource, ...]
    bears_on: tuple[tuple[str, str], ...]


def tabulate(view: View) -> EntryPage:
    """Make the value of the page."""
    shown, line = view.find_line(view.filter("of"))
    entry = entry_at(view, shown, line)
    if entry is None:
        raise CannotRun(f"{view.place(shown, line)} is no entry of the record")
    row = entry_row(view.agreement, entry)
    source = view.snapshot.loaded.sources[shown]
    resting = [
        (p.id, p.words)
        for p in view.status().provisions
        if any(reason.entry == entry.id for reason in p.because)
    ]
    return EntryPage(
        permalink=view.permalink(entry.span),
        sentence=entry_sentence(view.agreement, row, view.speech),
        notes=tuple(entry_notes(view.agreement, row, view.speech)),
        quote=source.line_text(line).strip(),
        entry=row,
        sources=tuple(_sources(view, row)),
        bears_on=tuple(resting),
    )


def entry_at(view: View, shown: str, line: int) -> Entry | None:
    """Find the entry that stands at a line, or the one whose lines go over it."""
    best: Entry | None = None
    for entry in view.agreement.entries:
        span = entry.span
        if (
            span.path == shown
            and span.line <= line
            and (best is None or span.line > best.span.line)
        ):
            best = entry
    return best


def _sources(view: View, row: EntryRow) -> Iterator[CitedSource]:
    for cited in row.sources:
        source = next((s for s in view.agreement.sources.values() if s.id == cited.id), None)
        if source is not None:
            yield CitedSource(
                cited=cited,
                publisher=source.publisher,
                dated=source.dated,
                reliability=source.reliability,
                address=source.address,
                words=source.words,
            )


def rows(table: EntryPage) -> Iterable[Row]:
    """Give the entry as a row."""
    entry = table.entry
    yield "permalink", "on", "recorded", "kind", "sentence", "via", "certainty", "sources"
    cited = tuple(f"{source.id} {source.place}".strip() for source in entry.sources)
    head = (table.permalink, entry.on, entry.recorded, entry.kind)
    yield *head, table.sentence, entry.via, entry.certainty, cited


PAGE = Page(
    name="entry",
    title=marked("Entry"),
    says=marked("What an entry says, on whose word, and what rests on it"),
    template="entry.html",
    value=EntryPage,
    filters=("of",),
    tabulate=tabulate,
    rows=rows,
)
