"""Find the texts that a path stands for: the files of a folder, or a file and what it includes."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic, Severity, suggest
from servanda.syntax import Document, Kind, parse
from servanda.workspace.refusal import CannotRun
from servanda.workspace.texts import first_place, read_text, refusal

PACT, RECORD, DRAFT = ".pact", ".record", ".draft"
NESTING_AT_MOST = 100
CHAIN_SHOWN = 8
LARGE_BYTES = 256 * 1024
"""Texts of fewer bytes are read in about half a second."""

Parse = Callable[[SourceFile], tuple[Document, tuple[Diagnostic, ...]]]
Read = Callable[[Path, str], tuple[SourceFile | None, tuple[Diagnostic, ...]]]


class Inclusion(Struct, frozen=True, kw_only=True):
    """Hold a sentence that includes another file: the name it gives, and where it stands."""

    name: str
    span: Span


class Texts(Struct, kw_only=True):
    """Collect the trees of the files read so far, and the faults found on the way.

    `tables` are the tables among the sources, each with the maps by which it was read.
    """

    documents: list[Document] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)


class TableInclusion(Struct, frozen=True, kw_only=True):
    """Hold a sentence that includes a table: its name, that of its map, and of which kind it is."""

    table: Inclusion
    map: Inclusion
    kind: str


class _File(Struct, frozen=True, kw_only=True):
    """Name a file: where it is, by which name it is shown, and which file it is in truth."""

    path: Path
    shown: str
    identity: str


class _Visit(Struct, kw_only=True):
    """Stand in a file, with the inclusions that are still to be followed."""

    file: _File
    left: Iterator[Inclusion]
    depth: int


def read_texts(path: Path, parse: Parse, read: Read = read_text) -> Texts:
    """Read the texts that a path stands for, each once, in a settled order.

    `read` gives the text of a file under the path by which it is shown.
    """
    if path.suffix == DRAFT and path.is_file():
        raise CannotRun(
            f"{path} holds drafts, on which a person decides: `servanda review {path}` steps through "
            f"them, and what is accepted goes to a record; to read all as they are, rename it to *{RECORD}"
        )
    files = _roots(path)
    if not files:
        raise CannotRun(f"{path} holds no file that ends in {PACT} or {RECORD}")
    home = os.path.realpath(path if path.is_dir() else path.parent)
    reader = _Reader(
        parse=parse, read=read, home=home, roots=frozenset(file.identity for file in files)
    )
    for file in files:
        reader.read_all(file)
    reader.read_tables()
    return reader.texts


def is_large(path: Path) -> bool:
    """Tell whether the texts that a path stands for take so long to read that it is worth keeping them."""
    total = 0
    for root in _roots(path):
        with suppress(OSError):
            total += os.stat(root.path).st_size
    return total >= LARGE_BYTES


def roots_of(path: Path) -> list[str]:
    """Name the files that a path stands for by itself, as they are shown."""
    return [root.shown for root in _roots(path)]


def files_of(path: Path) -> list[Path]:
    """List the texts directly in a folder, agreements first; a file stands for itself."""
    try:
        os.stat(path)
        if not path.is_dir():
            return [path]
        named = sorted(os.listdir(path))
        found = [path / name for end in (PACT, RECORD) for name in named if name.endswith(end)]
        return [each for each in found if each.is_file()]
    except (OSError, ValueError) as error:
        raise CannotRun(f"{path} {refusal(error)}") from error


def _roots(path: Path) -> list[_File]:
    files = files_of(path)
    if files != [path]:
        return [_file(each) for each in files]
    beside = path.with_suffix(RECORD)
    if path.suffix == PACT and beside.is_file():
        return [_file(path), _file(beside)]
    return [_file(path)]


def _file(path: Path) -> _File:
    """Show a path relative to the current folder where it lies in it, else as it was given."""
    shown = os.path.normpath(path)
    here = os.getcwd() + os.sep
    return _File(path=path, shown=shown.removeprefix(here), identity=os.path.realpath(path))


class _Reader(Struct, frozen=True, kw_only=True):
    """Follow inclusions from file to file without recursion, so that no chain is too long."""

    parse: Parse
    read: Read
    home: str
    roots: frozenset[str]
    texts: Texts = field(default_factory=Texts)
    known: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    tables: list[tuple[_File, TableInclusion]] = field(default_factory=list)

    def read_all(self, root: _File) -> None:
        """Read a file and all that it includes, unless it was read before."""
        if root.identity in self.known:
            return
        if not self._is_inside(root):
            self.texts.faults.append(_link_leaves(root.shown))
            return
        chain = [self._visit(root, 0)]
        while chain:
            inclusion = next(chain[-1].left, None)
            if inclusion is None:
                self.open.discard(chain.pop().file.identity)
                continue
            visit = self._follow(inclusion, chain)
            if visit is not None:
                chain.append(visit)

    def _follow(self, inclusion: Inclusion, chain: Sequence[_Visit]) -> _Visit | None:
        """Go to an included file; where that cannot be, or has been, report or pass over it."""
        last = chain[-1]
        target = _file(last.file.path.parent / inclusion.name)
        depth = 0 if target.identity in self.roots else last.depth + 1
        if fault := self._hindrance(inclusion, target, depth, chain):
            self.texts.faults.append(fault)
            return None
        if target.identity in self.known:
            return None
        try:
            return self._visit(target, depth)
        except CannotRun as stopped:
            self.texts.faults.append(_missing(inclusion, str(stopped), ""))
            return None

    def _hindrance(
        self, inclusion: Inclusion, target: _File, depth: int, chain: Sequence[_Visit]
    ) -> Diagnostic | None:
        """Say why an included file is not read, if so."""
        if not self._is_inside(target):
            return _outside(inclusion)
        if not os.path.isfile(target.path):  # unlike Path.is_file, it takes any name
            return _absent(inclusion, target.path)
        if target.identity in self.open:
            return _cycle(inclusion, _from(target, chain))
        if depth > NESTING_AT_MOST and target.identity not in self.known:
            return _too_deep(inclusion)
        return None

    def _visit(self, file: _File, depth: int) -> _Visit:
        self.known.add(file.identity)
        self.open.add(file.identity)
        source, faults = self.read(file.path, file.shown)
        self.texts.faults.extend(faults)
        if source is None:
            return _Visit(file=file, left=iter(()), depth=depth)
        document = self._add(source, self.parse)
        inclusions, missing = included(document)
        tables, unnamed = tables_of(document)
        self.texts.faults.extend((*missing, *unnamed))
        self.tables.extend((file, table) for table in tables)
        return _Visit(file=file, left=iter(inclusions), depth=depth)

    def _add(self, source: SourceFile, parse: Parse) -> Document:
        document, faults = parse(source)
        self.texts.documents.append(document)
        self.texts.sources[source.path] = source
        self.texts.faults.extend(faults)
        return document

    def read_tables(self) -> None:
        """Read the tables that the texts include, once all texts are known."""
        if not self.tables:
            return
        from servanda.workspace.tables import TableFiles, read_table  # few texts include tables

        declared = frozenset(_sources_of(self.texts.documents))
        for file, inclusion in self.tables:
            table, map_ = (
                _file(file.path.parent / each.name) for each in (inclusion.table, inclusion.map)
            )
            hindrances = [
                fault
                for each, target in ((inclusion.table, table), (inclusion.map, map_))
                if (fault := self._hindrance(each, target, 0, ()))
            ]
            if hindrances:
                self.texts.faults.extend(hindrances)
                continue
            read = read_table(
                TableFiles(
                    path=table.path,
                    shown=table.shown,
                    span=inclusion.table.span,
                    map_path=map_.path,
                    map_shown=map_.shown,
                    map_span=inclusion.map.span,
                    kind=inclusion.kind,
                ),
                declared,
            )
            self.texts.faults.extend(read.faults)
            for source in read.texts:
                # Of several texts of one table, each entry is at its line of the table.
                document = self._add(source, parse if len(read.texts) > 2 else self.parse)
                declared |= frozenset(_sources_of([document]))
            if len(read.texts) > 1:  # what is quoted are the rows
                self.texts.sources[table.shown] = read.texts[1]
            known = self.texts.tables.get(table.shown, ())
            self.texts.tables[table.shown] = (*known, map_.shown)

    def _is_inside(self, file: _File) -> bool:
        return file.identity == self.home or file.identity.startswith(
            self.home.rstrip(os.sep) + os.sep
        )


def _from(target: _File, chain: Sequence[_Visit]) -> list[str]:
    """Name the files of a chain from the one that is reached again."""
    names = [visit.file.identity for visit in chain]
    return [visit.file.shown for visit in chain[names.index(target.identity) :]]


def included(document: Document) -> tuple[list[Inclusion], list[Diagnostic]]:
    """List what a document includes, and report the inclusions that name no file."""
    found: list[Inclusion] = []
    faults: list[Diagnostic] = []
    for sentence in document.sentences:
        tokens = sentence.head.tokens
        if not tokens[0].is_word("include") or (len(tokens) > 1 and tokens[1].is_mark(":")):
            continue
        if len(tokens) > 1 and tokens[1].is_word("table"):
            continue
        is_plain = len(tokens) == 2 and tokens[1].kind is Kind.STRING
        if is_plain and tokens[1].text.strip() and "\0" not in tokens[1].text:
            found.append(Inclusion(name=tokens[1].text, span=tokens[1].span))
        else:
            faults.append(_names_no_file(sentence.span))
    return found, faults


def tables_of(document: Document) -> tuple[list[TableInclusion], list[Diagnostic]]:
    """List the tables that a document includes, and report the inclusions that do not say how to read one."""
    found: list[TableInclusion] = []
    faults: list[Diagnostic] = []
    for sentence in document.sentences:
        tokens = sentence.head.tokens
        if len(tokens) < 2 or not (tokens[0].is_word("include") and tokens[1].is_word("table")):
            continue
        rest = tokens[2:]
        is_whole = len(rest) in (3, 5) and rest[1].is_word("map")
        names = [rest[0], rest[2]] if is_whole else []
        is_named = all(
            n.kind is Kind.STRING and n.text.strip() and "\0" not in n.text for n in names
        )
        kind = "csv"
        if len(rest) == 5:
            is_whole, kind = is_whole and rest[3].is_word("as"), rest[4].text
        if not (is_whole and is_named):
            faults.append(_names_no_table(sentence.span))
            continue
        table, map_ = (Inclusion(name=name.text, span=name.span) for name in names)
        found.append(TableInclusion(table=table, map=map_, kind=kind))
    return found, faults


def _sources_of(documents: Iterable[Document]) -> Iterator[str]:
    """Name the sources that documents declare."""
    for document in documents:
        for sentence in document.sentences:
            tokens = sentence.head.tokens
            if tokens[0].is_word("source") and len(tokens) > 1:
                yield tokens[1].text


def _names_no_table(span: Span) -> Diagnostic:
    return Diagnostic(
        rule="include-missing",
        severity=Severity.ERROR,
        message="the inclusion of a table does not say which, and by which map",
        span=span,
        expected='a line such as `include table "incidents.csv" map "acled.toml" as acled`',
        help="write both names in quotation marks; `as` and a kind may follow",
    )


def _names_no_file(span: Span) -> Diagnostic:
    return Diagnostic(
        rule="include-missing",
        severity=Severity.ERROR,
        message="the inclusion names no file",
        span=span,
        expected='a line such as `include "annex.pact"`',
        help="write the name in quotation marks, one file to a line",
    )


def _absent(inclusion: Inclusion, path: Path) -> Diagnostic:
    if os.path.isdir(path):
        return _missing(inclusion, f"`{inclusion.name}` is a folder, not a file", "")
    try:
        beside = sorted(os.listdir(path.parent))
    except (OSError, ValueError):
        beside = []
    guess = suggest(path.name, [name for name in beside if name.endswith((PACT, RECORD))])
    return _missing(inclusion, f"there is no file `{inclusion.name}` to include", guess or "")


def _missing(inclusion: Inclusion, message: str, guess: str) -> Diagnostic:
    return Diagnostic(
        rule="include-missing",
        severity=Severity.ERROR,
        message=message,
        span=inclusion.span,
        found=inclusion.name[:80],
        expected="a file, named relative to this one",
        help=f"did you mean `{guess}`?" if guess else "add the file, or correct its name",
        guess=f'"{guess}"' if guess else "",
    )


def _outside(inclusion: Inclusion) -> Diagnostic:
    return Diagnostic(
        rule="include-outside",
        severity=Severity.ERROR,
        message=f"`{inclusion.name[:80]}` lies outside the folder, and was not read",
        span=inclusion.span,
        found=inclusion.name[:80],
        expected="a file in the folder of the agreement or below it",
        help="move or copy the file into the folder, so that the folder can be passed on whole",
    )


def _link_leaves(shown: str) -> Diagnostic:
    return Diagnostic(
        rule="include-outside",
        severity=Severity.ERROR,
        message="the file is a link that leaves the folder, and was not read",
        span=first_place(shown),
        help="copy the file into the folder, so that the folder can be passed on whole",
    )


def _cycle(inclusion: Inclusion, chain: Sequence[str]) -> Diagnostic:
    shown = [*chain, chain[0]]
    if len(shown) > CHAIN_SHOWN:
        shown = [*shown[: CHAIN_SHOWN - 2], f"… {len(shown) - CHAIN_SHOWN + 1} more …", chain[0]]
    return Diagnostic(
        rule="include-cycle",
        severity=Severity.ERROR,
        message=f"files include each other in a circle: {' → '.join(shown)}",
        span=inclusion.span,
        found=inclusion.name[:80],
        help="remove one of these inclusions; a file is read once however often it is named",
    )


def _too_deep(inclusion: Inclusion) -> Diagnostic:
    return Diagnostic(
        rule="include-too-deep",
        severity=Severity.ERROR,
        message="files include one another too deeply, and this one was not read",
        span=inclusion.span,
        expected=f"at most {NESTING_AT_MOST} files, each included by the one before",
        help="include the files from one file, beside each other",
    )
