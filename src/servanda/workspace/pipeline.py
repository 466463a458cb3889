"""Write down the order of passes, once: read, parse, resolve, then what looks at the model."""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic, Severity, in_order
from servanda.model.agreement import Agreement
from servanda.model.entries import Record
from servanda.resolve import Stated, complete, state, with_end
from servanda.syntax import Document, parse
from servanda.syntax.plain import parse_plainly
from servanda.workspace.load import Texts as ReadTexts
from servanda.workspace.load import included, read_texts
from servanda.workspace.texts import make_source

if TYPE_CHECKING:
    from servanda.base.calendar import Instant
    from servanda.checks.claims import ClaimResult, Start, Texts
    from servanda.checks.claims.reach import Unreached
    from servanda.checks.comparing import Comparison, Over
    from servanda.checks.strategy import Standings
    from servanda.model.ambiguities import Choice
    from servanda.resolve.names import Context


class Loaded(Struct, frozen=True, kw_only=True):
    """Hold what was read: an agreement, if one was declared, and all the faults of its texts.

    `tables` are the tables among the sources, each with the maps by which it was read; `stated` is what the
    agreement was made of, for texts that grow.
    """

    agreement: Agreement | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]
    documents: tuple[Document, ...]
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stated: Stated | None = None

    @property
    def has_errors(self) -> bool:
        """Tell whether any fault is an error."""
        return any(fault.severity is Severity.ERROR for fault in self.diagnostics)


def load_plainly(path: str | Path, hypothetical: Sequence[str] = ()) -> Loaded:
    """Read as `load` does what is long: ordinary entries by their shapes, of which no trees are made."""
    with _uncollected():
        return resolved(read_texts(Path(path), parse_plainly), hypothetical)


def load(path: str | Path, hypothetical: Sequence[str] = ()) -> Loaded:
    """Read the agreement and record that a path stands for, with all their faults.

    A folder stands for the texts directly in it, a file for itself and what it includes, and a
    `X.pact` also for the `X.record` beside it. Each hypothetical text is an entry to be assumed.
    """
    with _uncollected():
        return resolved(read_texts(Path(path), parse), hypothetical)


def load_text(texts: Mapping[str, str], hypothetical: Sequence[str] = ()) -> Loaded:
    """Read an agreement from texts in memory, each under its path; inclusions are not followed."""
    read = ReadTexts()
    for path, text in texts.items():
        source, faults = make_source(text.encode("utf-8", "surrogatepass"), path)
        read.faults.extend(faults)
        if source is not None:
            document, faults = parse(source)
            read.documents.append(document)
            read.sources[path] = source
            read.faults.extend((*faults, *included(document)[1]))
    return resolved(read, hypothetical)


def resolved(
    read: ReadTexts, hypothetical: Sequence[str] = (), listening: Context | None = None
) -> Loaded:
    """Make an agreement of the texts that were read; a context may listen to it."""
    assumed: list[Document] = []
    sources, faults = dict(read.sources), list(read.faults)
    for number, text in enumerate(hypothetical, start=1):
        source = SourceFile(path=f"--if {number}", text=text)
        document, more = parse(source)
        assumed.append(document)
        sources[source.path] = source
        faults.extend(more)
    agreement = None
    stated, more = state(read.documents, assumed, listening)
    if stated is not None:
        agreement, more = complete(stated, more)
    faults.extend(more)
    if read.tables:
        from servanda.workspace.tables import gathered  # few texts include tables

        faults = gathered(faults, frozenset(read.tables))
    return Loaded(
        agreement=agreement,
        diagnostics=in_order(dict.fromkeys(faults)),
        sources=sources,
        documents=tuple(read.documents),
        tables=read.tables,
        stated=stated,
    )


def load_end(loaded: Loaded, source: SourceFile, first_line: int) -> Loaded | None:
    """Read the entries that now end one of the texts, from a line on, in the place of those that ended it.

    What stands before is taken as it was read. None where it cannot be, or where faults were told of the old
    end, or are to be told as errors of the new one.
    """
    told = any(f.span.path == source.path and f.span.line >= first_line for f in loaded.diagnostics)
    if loaded.stated is None or loaded.tables or told:
        return None
    with _uncollected():
        end = SourceFile(path=source.path, text="\n".join(source.lines[first_line - 1 :]))
        document, faults = parse(end, first_line - 1)
        read = with_end(loaded.stated, source.path, first_line, document.sentences)
        if read is None:
            return None
        stated, more = read
        agreement, every = complete(stated, [*loaded.diagnostics, *faults, *more])
        if isinstance(agreement.entries, Record):
            texts = {shown: each.text for shown, each in loaded.sources.items()}
            agreement.entries.lend({**texts, source.path: source.text})
    grown = Loaded(
        agreement=agreement,
        diagnostics=in_order(every),
        sources={**loaded.sources, source.path: source},
        documents=(),
        stated=stated,
    )
    return None if grown.has_errors else grown


def check(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """Give every fault of what was loaded: those of reading it, then those the rules find."""
    if loaded.agreement is None:
        return loaded.diagnostics
    from servanda.checks.lint import lint  # the rules are loaded only where they are asked

    return in_order((*loaded.diagnostics, *lint(loaded.agreement)))


def lay_out(agreement: Agreement, start: Start) -> Texts:
    """Prepare the runs of an agreement from a start, which all questions about its text share."""
    from servanda.checks.claims import Texts
    from servanda.checks.claims.reach import beginnings_of

    asked = [*agreement.claims.values(), *beginnings_of(agreement)]
    return Texts(agreement=agreement, start=start.at, together=asked)


def answer_claims(
    texts: Texts,
    fixed: Choice,
    seconds: float | None = None,
    only: Container[str] | None = None,
    *,
    with_reasons: bool = False,
    watch: Callable[[int], None] | None = None,
) -> Iterator[ClaimResult]:
    """Answer the claims of an agreement, or only some, with some readings fixed.

    Each may take so many seconds, and is unknown after that. With reasons, it is said what forces it, or
    leaves it open; `watch` is told of each state that is looked at.
    """
    from servanda.checks.claims import answer

    for claim in texts.agreement.claims.values():
        if only is not None and claim.id not in only:
            continue
        with _uncollected():
            result = answer(texts, claim, fixed, seconds, with_reasons=with_reasons, watch=watch)
        yield result


def find_unreached(
    texts: Texts,
    fixed: Choice,
    seconds: float | None = None,
    watch: Callable[[int], None] | None = None,
) -> tuple[Unreached, ...]:
    """Find the phases that no faithful run reaches."""
    from servanda.checks.claims.reach import unreached

    with _uncollected():
        return tuple(unreached(texts, fixed, seconds, watch))


def find_strategies(
    texts: Texts, fixed: Choice, seconds: float | None = None
) -> Iterator[Standings]:
    """Find who can lawfully stop or bring about each claim of an agreement."""
    from servanda.checks.strategy import standings

    for claim in texts.agreement.claims.values():
        with _uncollected():
            found = standings(texts, claim, fixed, seconds)
        yield found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: nothing that is read or explored is any, and looking costs a quarter."""
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_collecting:
            gc.enable()


def compare_texts(
    old: Loaded,
    new: Loaded,
    start: Instant,
    seconds: float | None = None,
    *,
    with_powers: bool,
    over: Over,
) -> Comparison:
    """Compare two texts in meaning, over runs from one start."""
    from servanda.checks.comparing import compare

    assert old.agreement is not None and new.agreement is not None
    return compare(old.agreement, new.agreement, start, seconds, with_powers=with_powers, over=over)
