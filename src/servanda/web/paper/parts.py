"""Make what stands in a report and on no page: the claims at once, the sources, what all of it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from servanda.reports.record_pages import entry_sentence
from servanda.reports.record_table import entry_row
from servanda.reports.tongue import marked
from servanda.web.pages.entry import entry_at
from servanda.web.paper.view import PaperView

VERDICTS = {
    "yes": marked("the words guarantee it"),
    "no": marked("the words do not guarantee it"),
    "unsettled": marked("the text does not settle it"),
    "vacuous": marked("nobody can keep all the words"),
    "unknown": marked("not decided"),
}


class Told(Struct, frozen=True, kw_only=True):
    """Hold an entry that the report cites, in one sentence, with its sources."""

    id: str
    place: str
    on: str
    sentence: str
    certainty: str | None
    sources: tuple[str, ...]


class Source(Struct, frozen=True, kw_only=True):
    """Hold a source of the record, with the number of entries that cite it."""

    id: str
    title: str
    publisher: str
    dated: str
    reliability: str
    address: str
    entries: int


def claims(view: PaperView, seconds: float | None) -> dict[str, Any]:
    """Answer the claims of the text, each in so many seconds at most."""
    from servanda.checks.claims import start_of
    from servanda.reports.claims_page import claims_as_data
    from servanda.workspace.pipeline import answer_claims, lay_out

    agreement = view.agreement
    start = start_of(agreement, None, view.today)
    fixed = dict(view.question.fixed)
    texts = lay_out(agreement, start)
    results = tuple(answer_claims(texts, fixed, seconds, with_reasons=True))
    sources = view.snapshot.loaded.sources
    return {
        "start": view.calendar.format(start.at),
        "why": start.why,
        "claims": claims_as_data(agreement, results, sources),
    }


def positions(view: PaperView) -> Any:
    """Tabulate who stands where."""
    from servanda.analysis.contradictions import contradictions
    from servanda.analysis.demands import demands
    from servanda.analysis.positions import positions as find
    from servanda.reports.positions_table import Wanted, tabulate_positions

    agreement, question = view.agreement, view.question
    found = find(agreement, question.on, question.known)
    return tabulate_positions(
        agreement,
        found,
        contradictions(agreement, found),
        demands(agreement, found, {}),
        Wanted(),
        view.on,
        view.known or None,
    )


def entries(view: PaperView) -> Iterator[Told]:
    """Tell the entries that the report cites, in the order of the record."""
    found = []
    for permalink, place in view.cited.items():
        shown, line = view.find_line(permalink)
        entry = entry_at(view, shown, line)
        if entry is not None:
            found.append((entry.span, place, entry))
    for span, place, entry in sorted(found, key=lambda each: each[0]):
        row = entry_row(view.agreement, entry)
        yield Told(
            id=place,
            place=view.place(span.path, span.line),
            on=entry.when.written,
            sentence=entry_sentence(view.agreement, row, view.speech),
            certainty=row.certainty,
            sources=tuple(f"{each.id} {each.place}".strip() for each in row.sources),
        )


def sources(view: PaperView) -> Sequence[Source]:
    """List the sources that the texts declare, with how many entries cite each."""
    counts: dict[str, int] = {}
    for entry in view.agreement.entries:
        for name in {citation.source for citation in entry.citations if citation.source}:
            counts[name] = counts.get(name, 0) + 1
    return [
        Source(
            id=source.id,
            title=source.title,
            publisher=source.publisher,
            dated=source.dated,
            reliability=source.reliability,
            address=source.address,
            entries=counts.get(source.id, 0),
        )
        for source in view.agreement.sources.values()
    ]
