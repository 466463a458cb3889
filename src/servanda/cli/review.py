"""Step through drafts: accept, edit, reject, merge, or leave for later."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from msgspec import Struct, field

from servanda.cli.terminal import height, shows_colour, width, write
from servanda.diagnostics import Severity, suggest
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
from servanda.reports.review_page import print_counts, print_item
from servanda.workspace import CannotRun, Loaded, load
from servanda.workspace.entering import append, digest_of, new_faults
from servanda.workspace.load import RECORD
from servanda.workspace.texts import reason, refusal

_HELP = """\
  a        accept: the entry goes to the record, its passage marked as checked
  e LINE   edit: put another entry in its place; `e` alone shows the line to change
  r        reject: it is remembered, and not drafted again
  m NAME   merge: add its passage to an entry of the record; `m` alone takes the one it repeats
  n        next: leave it for later
  p        previous
  q        quit, as the end of the input does; what was decided stays decided
"""


@click.command(name="review")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--for", "path", metavar="PATH", help="The agreement and record; the draft's folder if absent."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE.record",
    help="The record that accepted entries go to.",
)
def command(file: Path, path: str | None, into: Path | None) -> None:
    """Step through the drafts of FILE, and decide on each: accept, edit, reject, merge, next.

    Lines are read from standard input. Each decision is kept at once, so that one may stop at any moment and
    go on later.
    """
    home = path or str(file.parent)
    session = Session(file=file, home=home, into=into or _record(home), text=_drafts(file))
    session.run(sys.stdin)


def _drafts(file: Path) -> DraftText:
    try:
        return read_drafts(file.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise CannotRun(f"{file} {refusal(fault)}") from fault


def _record(home: str) -> Path:
    """Find the one record of a folder, or the one beside the agreement; else it must be named."""
    folder = Path(home) if Path(home).is_dir() else Path(home).parent
    records = sorted(folder.glob(f"*{RECORD}"))
    if len(records) == 1:
        return records[0]
    texts = sorted(folder.glob("*.pact"))
    if len(texts) == 1:
        return texts[0].with_suffix(RECORD)
    raise CannotRun(
        f"{folder} has {len(records)} records; name the one that entries go to with --into"
    )


class Session(Struct, kw_only=True):
    """Hold the drafts and the record, and do what each line says."""

    file: Path
    home: str
    into: Path
    text: DraftText
    at: int = 0
    has_ended: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def run(self, lines: Iterator[str]) -> None:
        """Show each draft and do what is said of it, until the end."""
        while not self.has_ended and (left := pending(self.text)):
            self.at = min(self.at, len(left) - 1)
            item = left[self.at]
            write("\n")
            write(
                print_item(
                    item,
                    self.at + 1,
                    len(left),
                    self._beside(item),
                    width=width(),
                    colour=shows_colour(),
                )
            )
            while not self.has_ended:
                line = self._next(lines)
                if line is None:
                    self.has_ended = True
                elif self._answer(item, line):
                    break
        write("\n")
        write(
            print_counts(
                self.counts,
                len(pending(self.text)),
                str(self.into),
                width=width(),
                colour=shows_colour(),
            )
        )

    def _next(self, lines: Iterator[str]) -> str | None:
        write("\na e r m n p q ? > " if height() is not None else "\n> ")
        sys.stdout.flush()
        line = next(lines, None)
        if not sys.stdin.isatty():
            write("\n" if line is None else f"{line.strip()}\n")
        return None if line is None else line.strip()

    def _answer(self, item: Item, line: str) -> bool:
        """Do what a line says; True where another draft is to be shown."""
        word, _, rest = line.partition(" ")
        action = _WORDS.get(word)
        if action is None:
            guess = suggest(word, _WORDS) if len(word) > 1 else None
            write(
                f"`{word}` is no answer here; {f'did you mean `{guess}`?' if guess else '`?` lists them'}\n"
            )
            return False
        try:
            return bool(getattr(self, action)(item, rest.strip()))
        except CannotRun as refused:
            write(f"{refused}\n")
            return False

    def accept(self, item: Item, _: str) -> bool:
        """Put the entry into the record, wholly or not at all, and remember that."""
        if item.is_open:
            raise CannotRun("something is open in it: `e` and the entry settles that")
        into = self.into.resolve()  # a link is followed here: whoever names it has it before him
        digest = digest_of(into)
        loaded = load(self.home)
        old = self._old()
        declared = [str(each) for each in loaded.agreement.sources] if loaded.agreement else []
        more = addition(self.text, item, old, declared)
        if more:
            self._refuse_unfit(loaded, self.into, f"{old.rstrip(chr(10))}\n{more}" if old else more)
            append(into, more, digest)
        self._keep(decide(self.text, item, ACCEPTED, f"in {self.into.name}"), ACCEPTED)
        return True

    def edit(self, item: Item, rest: str) -> bool:
        """Put another entry in the place of the draft's; it must be one of the language."""
        if not rest:
            write(f"{item.entry}\n")
            return False
        new = edited(item, rest)
        faults = _faults(load(self.home, [rest.split("[", 1)[0].strip()]), "--if 1")
        if faults:
            raise CannotRun(faults[0])
        parts = tuple(
            new if isinstance(p, Item) and p.id == item.id else p for p in self.text.parts
        )
        self._keep(DraftText(head=self.text.head, parts=parts), "edited")
        return True

    def reject(self, item: Item, _: str) -> bool:
        """Remember that it is not to be drafted again."""
        self._keep(decide(self.text, item, REJECTED), REJECTED)
        return True

    def merge(self, item: Item, rest: str) -> bool:
        """Add the draft's passage to an entry of the record."""
        loaded = load(self.home)
        name = rest or _named(item)
        if not name:
            raise CannotRun(
                "it repeats no entry; `m` and the name of one, or FILE:LINE, says which"
            )
        entry = entry_of(loaded.agreement.entries if loaded.agreement else (), name)
        if entry is None:
            raise CannotRun(f"the record has no entry {name}")
        source = loaded.sources[entry.span.path]
        changed = merged(source.lines, entry, item, loaded.documents)
        if changed is not None:
            declared = [str(each) for each in loaded.agreement.sources] if loaded.agreement else []
            more = sources_for(self.text, item, declared)
            changed = "\n".join([changed.rstrip("\n"), *more]) + "\n"
            path = Path(entry.span.path)
            self._refuse_unfit(loaded, path, changed)
            self._replace(path, changed)
        self._keep(decide(self.text, item, ACCEPTED, f"with {name}"), "merged")
        return True

    def next(self, _: Item, __: str) -> bool:
        """Leave it for later."""
        if self.at + 1 >= len(pending(self.text)):
            write("this is the last one\n")
            return False
        self.at += 1
        return True

    def previous(self, _: Item, __: str) -> bool:
        """Go back to the draft before."""
        if self.at == 0:
            write("this is the first one\n")
            return False
        self.at -= 1
        return True

    def quit(self, _: Item, __: str) -> bool:
        """End."""
        self.has_ended = True
        return True

    def help(self, _: Item, __: str) -> bool:
        """List what can be said."""
        write(_HELP)
        return False

    def _beside(self, item: Item) -> str:
        """Give the entry that a draft stands beside, as the record has it."""
        name = _named(item)
        if not name:
            return ""
        loaded = load(self.home)
        entry = entry_of(loaded.agreement.entries if loaded.agreement else (), name)
        if entry is None:
            return ""
        return loaded.sources[entry.span.path].line_text(entry.span.line).strip()

    def _old(self) -> str:
        try:
            return self.into.read_text("utf-8") if self.into.exists() else ""
        except (OSError, UnicodeDecodeError) as fault:
            raise CannotRun(f"{self.into} {refusal(fault)}") from fault

    def _refuse_unfit(self, loaded: Loaded, path: Path, text: str) -> None:
        """Refuse what would bring a new fault into the texts."""
        fresh = new_faults(loaded, path, text)
        if fresh:
            raise CannotRun(f"the record would not be in order: {fresh[0]}")

    def _keep(self, text: DraftText, what: str) -> None:
        """Write the drafts as they stand now, and count what was done."""
        self._replace(self.file, text.text())
        self.text = text
        self.counts[what] = self.counts.get(what, 0) + 1

    def _replace(self, path: Path, text: str) -> None:
        try:
            with replacing(path) as stream:
                stream.write(text.encode())
        except OSError as fault:
            raise CannotRun(f"{path} cannot be written: {reason(fault)}") from fault


def _named(item: Item) -> str:
    """Read from a draft's first line which entry it repeats, updates or contradicts."""
    standing = item.about.rpartition(" · ")[2].split(";")[0].split()
    return standing[1] if len(standing) == 2 else ""


def _faults(loaded: Loaded, path: str) -> Sequence[str]:
    return [
        fault.message
        for fault in loaded.diagnostics
        if fault.severity is Severity.ERROR and path == fault.span.path
    ]


_WORDS = {
    **dict.fromkeys(("a", "accept"), "accept"),
    **dict.fromkeys(("e", "edit"), "edit"),
    **dict.fromkeys(("r", "reject"), "reject"),
    **dict.fromkeys(("m", "merge"), "merge"),
    **dict.fromkeys(("n", "next", ""), "next"),
    **dict.fromkeys(("p", "previous"), "previous"),
    **dict.fromkeys(("q", "quit"), "quit"),
    **dict.fromkeys(("?", "help"), "help"),
}
