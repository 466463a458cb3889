"""Make the record as pages of entries: searched, filtered, each with its sources and the chain it came by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.model.entries import Entry
from servanda.reports.passing import counts, passing
from servanda.reports.record_pages import entry_notes, entry_sentence
from servanda.reports.record_table import EntryRow, Filter, entry_row
from servanda.reports.tongue import marked
from servanda.web import window
from servanda.web.page import Page, Row
from servanda.web.view import View
from servanda.workspace.asking import read_actor

ENTRIES_A_PAGE = 100


class EntryOnPage(Struct, frozen=True, kw_only=True):
    """Hold an entry with its sentence, how it came, and the link by which it is cited."""

    permalink: str
    sentence: str
    notes: tuple[str, ...]
    chain: tuple[str, ...]
    entry: EntryRow


class KindRow(Struct, frozen=True, kw_only=True):
    """Count the entries of a kind, a source or an actor among those that the date lets through."""

    name: str
    title: str
    number: int


class RecordPage(Struct, frozen=True, kw_only=True):
    """Hold a page of the entries that fit: `total` of them, of which these begin after `before` others."""

    agreement: str
    on: str
    known: str | None
    total: int
    before: int
    page: int
    pages: int
    entries: tuple[EntryOnPage, ...]
    kinds: tuple[KindRow, ...]
    sources: tuple[KindRow, ...]
    actors: tuple[KindRow, ...]


def tabulate(view: View) -> RecordPage:
    """Make the value of the page."""
    wanted = Filter(
        kind=view.filter("kind"),
        of=read_actor(view.agreement, "of", view.filter("of")) if view.filter("of") else None,
        about=view.filter("about"),
        on=view.question.on,
        known=view.question.known,
    )
    source, words = view.filter("source"), view.filter("q")
    key = ("record", key_of(wanted), source, words, view.filter("order"))
    found = view.keep(key, lambda: _found(view, wanted, source, words))
    pages = max(1, -(-len(found) // ENTRIES_A_PAGE))
    page = window.number(view.filter("page"), pages)
    before = (page - 1) * ENTRIES_A_PAGE
    kinds, sources, actors = view.keep(
        ("counts", wanted.on, wanted.known),
        lambda: _counts(view, Filter(on=wanted.on, known=wanted.known)),
    )
    return RecordPage(
        agreement=view.agreement.header.id,
        on=view.on,
        known=view.known or None,
        total=len(found),
        before=before,
        page=page,
        pages=pages,
        entries=tuple(_entry(view, each) for each in found[before : before + ENTRIES_A_PAGE]),
        kinds=kinds,
        sources=sources,
        actors=actors,
    )


def key_of(wanted: Filter) -> tuple[object, ...]:
    """Give a filter as a key."""
    return tuple(getattr(wanted, name) for name in wanted.__struct_fields__)


def _found(view: View, wanted: Filter, source: str, words: str) -> Sequence[Entry]:
    """Find what fits, the latest first unless the address says otherwise."""
    found = passing(view.agreement.entries, wanted, source)
    if words:
        found = found.saying(words, view.snapshot.loaded.sources)
    return found if view.filter("order") == "oldest" else found[::-1]


Counts = tuple[tuple[KindRow, ...], tuple[KindRow, ...], tuple[KindRow, ...]]


def _counts(view: View, wanted: Filter) -> Counts:
    found = counts(view.agreement.entries, wanted)
    titles = {str(source.id): source.title for source in view.agreement.sources.values()}
    ordered = {a: found.actors[a] for a in view.agreement.actors if a in found.actors}
    return (
        _rows(found.kinds, {}),
        _rows(found.sources, titles),
        tuple(
            KindRow(name=name, title=view.actor(name), number=number)
            for name, number in ordered.items()
        ),
    )


def _rows(found: Mapping[str, int], titles: dict[str, str]) -> tuple[KindRow, ...]:
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(KindRow(name=n, title=titles.get(n, n), number=number) for n, number in ordered)


def _entry(view: View, entry: Entry) -> EntryOnPage:
    row = entry_row(view.agreement, entry)
    return EntryOnPage(
        permalink=view.permalink(entry.span),
        sentence=entry_sentence(view.agreement, row, view.speech),
        notes=tuple(entry_notes(view.agreement, row, view.speech)),
        chain=tuple(_chain(view, row)),
        entry=row,
    )


def _chain(view: View, row: EntryRow) -> Iterator[str]:
    """Name those through whom it came to us, from whoever acted or spoke to the source."""
    speakers = row.actors or row.by
    if speakers:
        yield ", ".join(view.actor(ActorId(name)) for name in speakers)
    for name in row.via:
        yield view.actor(name)
    cited = [f"{source.id} {source.place}".strip() for source in row.sources if source.id]
    if cited:
        yield "; ".join(cited)


def rows(table: RecordPage) -> Iterable[Row]:
    """Give one row for each entry of the page."""
    yield "permalink", "on", "recorded", "kind", "sentence", "chain", "certainty", "file", "line"
    for each in table.entries:
        entry = each.entry
        head = (each.permalink, entry.on, entry.recorded, entry.kind, each.sentence, each.chain)
        yield *head, entry.certainty, entry.file, entry.line


PAGE = Page(
    name="record",
    title=marked("Record"),
    says=marked("What was said and done, on whose word, and how it reached us"),
    template="record.html",
    value=RecordPage,
    filters=("q", "kind", "of", "about", "source", "order", "page"),
    tabulate=tabulate,
    rows=rows,
)
