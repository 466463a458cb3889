"""Make the page that adds an entry: it is prepared, looked at, and appended once somebody confirms it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from servanda.reports.record_pages import entry_notes, entry_sentence
from servanda.reports.record_table import entry_row
from servanda.reports.tongue import marked
from servanda.web.page import Elsewhere, Page, Row
from servanda.web.view import View
from servanda.workspace import CannotRun
from servanda.workspace.entering import append, digest_of, new_faults, records_of

LONGEST = 20_000


class SourceChoice(Struct, frozen=True, kw_only=True):
    """Name a source that an entry can cite."""

    id: str
    title: str


class AddPage(Struct, frozen=True, kw_only=True):
    """Hold an entry that is prepared: its text, what it would say, and what stands against it.

    `digest` tells the record as it was when the entry was looked at, and is empty for one that is not there
    yet. Only what `is_ready` can be confirmed.
    """

    may: bool
    records: tuple[str, ...]
    record: str
    text: str
    digest: str
    is_ready: bool
    says: tuple[str, ...]
    faults: tuple[str, ...]
    sources: tuple[SourceChoice, ...]


def tabulate(view: View) -> AddPage:
    """Make the value of the page: nothing is prepared yet."""
    return _page(view, _record(view, ""), _blank(view), "", (), ())


def act(view: View, form: Mapping[str, str]) -> AddPage:
    """Prepare an entry, or append it where that is confirmed."""
    path = _record(view, form.get("record", ""))
    text = _composed(form)
    if form.get("confirm"):
        faults = _faults(view, path, text)
        if faults:
            return _page(view, path, text, "", (), faults)
        append(path, f"{text}\n", form.get("digest", ""))
        view.site.now()
        raise Elsewhere(view.href("record"))
    digest = digest_of(path)
    faults = _faults(view, path, text)
    return _page(view, path, text, digest, () if faults else _says(view, text), faults)


def _composed(form: Mapping[str, str]) -> str:
    """Put the entry together: what was written, who passed it on, and the source."""
    text = form.get("text", "").replace("\r\n", "\n").strip()
    if not text or len(text) > LONGEST:
        raise CannotRun(f"an entry has between 1 and {LONGEST:,} characters")
    if form.get("confirm"):
        return text
    via, source, place = (form.get(name, "").strip() for name in ("via", "source", "place"))
    if via:
        text = f"{text} via {via}"
    if source:
        told = f' "{place.replace(chr(34), "")}"' if place else ""
        text = f"{text} [{source}{told}, {form.get('certainty') or 'unverified'}]"
    return text


def _faults(view: View, path: Path, text: str) -> tuple[str, ...]:
    old = path.read_text("utf-8", "replace") if path.exists() else ""
    new = f"{old.rstrip(chr(10))}\n{text}\n" if old else f"{text}\n"
    return tuple(new_faults(view.snapshot.loaded, path, new)[:5])


def _says(view: View, text: str) -> tuple[str, ...]:
    """Say in a sentence what each entry of a text would say."""
    from servanda.workspace import load

    agreement = load(view.site.path, [text]).agreement
    found = [e for e in agreement.entries if e.is_hypothetical] if agreement is not None else []
    rows = [entry_row(view.agreement, entry) for entry in found]
    return tuple(
        " · ".join(
            (
                entry_sentence(view.agreement, row, view.speech),
                *entry_notes(view.agreement, row, view.speech),
            )
        )
        for row in rows
    )


def _record(view: View, named: str) -> Path:
    """Find the record that is named, among those of the folder; the first where none is."""
    records = records_of(view.site.path)
    found = next((path for path in records if not named or path.name == named), None)
    if found is None:
        raise CannotRun("this folder has no record that an entry could go to")
    return found


def _blank(view: View) -> str:
    return f"{view.on[:10]} "


def _page(
    view: View,
    path: Path,
    text: str,
    digest: str,
    says: tuple[str, ...],
    faults: tuple[str, ...],
) -> AddPage:
    return AddPage(
        may=not view.site.is_read_only,
        records=tuple(each.name for each in records_of(view.site.path)),
        record=path.name,
        text=text,
        digest=digest,
        is_ready=bool(says) and not faults,
        says=says,
        faults=faults,
        sources=tuple(
            SourceChoice(id=s.id, title=s.title or s.id) for s in view.agreement.sources.values()
        ),
    )


def rows(table: AddPage) -> Iterable[Row]:
    """Give the entry as it is prepared."""
    yield "record", "text", "says", "faults"
    yield table.record, table.text, table.says, table.faults


PAGE = Page(
    name="add",
    title=marked("Add entry"),
    says=marked("Prepare an entry, look at it, and append it to the record"),
    template="add.html",
    value=AddPage,
    tabulate=tabulate,
    act=act,
    rows=rows,
)
