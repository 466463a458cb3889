"""Make the inbox: drafts read from reports, each of which a person accepts, edits, rejects or merges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from servanda.intake.draft_text import DraftText, Item, read_drafts
from servanda.intake.review import (
    ACCEPTED,
    REJECTED,
    addition,
    decide,
    edited,
    entry_of,
    merged,
    pending,
    sources_for,
)
from servanda.record.files import replacing
from servanda.reports.tongue import marked
from servanda.web.page import Elsewhere, Page, Row
from servanda.web.view import View
from servanda.workspace import CannotRun, load
from servanda.workspace.entering import append, digest_of, faults_of, new_faults, records_of
from servanda.workspace.texts import reason, refusal

SHOWN_AT_MOST = 50
DRAFT = ".draft"


class DraftRow(Struct, frozen=True, kw_only=True):
    """Hold a draft: what it says, what bears it out, and what is open about it."""

    file: str
    digest: str
    id: str
    about: str
    comments: tuple[str, ...]
    entry: str
    open: bool
    beside: str


class InboxPage(Struct, frozen=True, kw_only=True):
    """Hold the drafts on which nobody has decided; `more` are not shown."""

    may: bool
    files: tuple[str, ...]
    record: str
    drafts: tuple[DraftRow, ...]
    more: int


def tabulate(view: View) -> InboxPage:
    """Make the value of the page."""
    files = _files(view)
    found = [row for file in files for row in _drafts(view, file)]
    records = records_of(view.site.path)
    return InboxPage(
        may=not view.site.is_read_only,
        files=tuple(file.name for file in files),
        record=records[0].name if records else "",
        drafts=tuple(found[:SHOWN_AT_MOST]),
        more=max(0, len(found) - SHOWN_AT_MOST),
    )


def _files(view: View) -> list[Path]:
    """List the drafts that lie in the folder itself; a link may lead elsewhere, and is none of them."""
    home = Path(view.site.home)
    return sorted(
        each for each in home.glob(f"*{DRAFT}") if each.is_file() and not each.is_symlink()
    )


def _drafts(view: View, file: Path) -> list[DraftRow]:
    text, digest = _read(file)
    return [
        DraftRow(
            file=file.name,
            digest=digest,
            id=item.id,
            about=item.about.strip(" ·"),
            comments=tuple(each.removeprefix("#").strip() for each in item.comments),
            entry=item.entry,
            open=item.is_open,
            beside=_beside(view, item),
        )
        for item in pending(text)
    ]


def _read(file: Path) -> tuple[DraftText, str]:
    try:
        return read_drafts(file.read_text("utf-8")), digest_of(file)
    except (OSError, ValueError) as fault:
        raise CannotRun(f"{file.name} {refusal(fault)}") from fault


def _beside(view: View, item: Item) -> str:
    """Give the entry that a draft repeats, updates or contradicts, as the record has it."""
    name = _named(item)
    entry = entry_of(view.agreement.entries, name) if name else None
    if entry is None:
        return ""
    source = view.snapshot.loaded.sources.get(entry.span.path)
    return source.line_text(entry.span.line).strip() if source is not None else ""


def _named(item: Item) -> str:
    """Read from a draft's first line which entry it repeats, updates or contradicts."""
    standing = item.about.rpartition(" · ")[2].split(";")[0].split()
    return standing[1] if len(standing) == 2 else ""


def act(view: View, form: Mapping[str, str]) -> InboxPage:
    """Decide on a draft, and keep the decision at once."""
    file = next((each for each in _files(view) if each.name == form.get("file", "")), None)
    if file is None:
        raise CannotRun("there is no such file of drafts")
    text, digest = _read(file)
    if digest != form.get("digest", ""):
        raise CannotRun(f"{file.name} was changed meanwhile; look at the draft again")
    item = next((each for each in pending(text) if each.id == form.get("id", "")), None)
    if item is None:
        raise CannotRun("nothing is left to decide on this draft")
    match form.get("what", ""):
        case "accept":
            changed = _accepted(view, text, item)
        case "reject":
            changed = decide(text, item, REJECTED)
        case "merge":
            changed = _merged(view, text, item)
        case "edit":
            changed = _edited(view, text, item, form.get("line", ""))
        case other:
            raise CannotRun(f"`{other[:20]}` is no decision")
    _write(file, changed.text())
    raise Elsewhere(view.href("inbox"))


def _accepted(view: View, text: DraftText, item: Item) -> DraftText:
    if item.is_open:
        raise CannotRun("something is open in it; an edit settles that")
    path = records_of(view.site.path)[0]
    digest = digest_of(path)
    old = path.read_text("utf-8") if path.exists() else ""
    more = addition(text, item, old, [str(each) for each in view.agreement.sources])
    if more:
        new = f"{old.rstrip(chr(10))}\n{more}" if old else more
        _refuse(new_faults(view.snapshot.loaded, path, new))
        append(path, more, digest)
    return decide(text, item, ACCEPTED, f"in {path.name}")


def _merged(view: View, text: DraftText, item: Item) -> DraftText:
    name = _named(item)
    loaded = load(view.site.path)
    entry = entry_of(view.agreement.entries, name) if name else None
    if entry is None or loaded.agreement is None:
        raise CannotRun("it repeats no entry of the record")
    source = loaded.sources[entry.span.path]
    changed = merged(source.lines, entry, item, loaded.documents)
    if changed is not None:
        more = sources_for(text, item, [str(each) for each in loaded.agreement.sources])
        changed = "\n".join([changed.rstrip("\n"), *more]) + "\n"
        path = Path(entry.span.path)
        _refuse(new_faults(loaded, path, changed))
        _write(path, changed)
    return decide(text, item, ACCEPTED, f"with {name}")


def _edited(view: View, text: DraftText, item: Item, line: str) -> DraftText:
    line = " ".join(line.split())
    if not line:
        raise CannotRun("an edit says what the entry is to be")
    new = edited(item, line)
    assumed = load(view.site.path, [line.split("[", 1)[0].strip()])
    known = set(faults_of(view.snapshot.loaded))
    _refuse([fault for fault in faults_of(assumed) if fault not in known])
    parts = tuple(
        new if isinstance(part, Item) and part.id == item.id else part for part in text.parts
    )
    return replace(text, parts=parts)


def _refuse(faults: list[str]) -> None:
    if faults:
        raise CannotRun(f"the record would not be in order: {faults[0]}")


def _write(path: Path, text: str) -> None:
    if path.is_symlink():
        raise CannotRun(f"{path.name} is a link, and is not written to")
    try:
        with replacing(path) as stream:
            stream.write(text.encode())
    except OSError as fault:
        raise CannotRun(f"{path.name} cannot be written: {reason(fault)}") from fault


def rows(table: InboxPage) -> Iterable[Row]:
    """Give one row for each draft."""
    yield "file", "id", "entry", "open", "about", "comments"
    for draft in table.drafts:
        yield draft.file, draft.id, draft.entry, draft.open, draft.about, draft.comments


PAGE = Page(
    name="inbox",
    title=marked("Inbox"),
    says=marked("Drafts from reports, to be accepted, edited, rejected or merged"),
    template="inbox.html",
    value=InboxPage,
    tabulate=tabulate,
    act=act,
    rows=rows,
)
