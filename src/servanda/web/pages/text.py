"""Make the text as a document: clause by clause, with where each stands and what is to be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic
from servanda.reports.asked import Assumptions
from servanda.reports.attention import mark
from servanda.reports.status_table import AmbiguityRow, PhaseRow, ProvisionRow
from servanda.reports.tongue import marked
from servanda.web.page import Page, Row
from servanda.web.view import View

LINES_AT_MOST = 60


class FaultRow(Struct, frozen=True, kw_only=True):
    """Hold what is to be asked of a clause, by the rules of drafting."""

    rule: str
    severity: str
    message: str
    help: str
    file: str
    line: int


class ClauseRow(Struct, frozen=True, kw_only=True):
    """Hold a provision with its own lines of text, and what is to be asked of it."""

    mark: str
    provision: ProvisionRow
    text: tuple[str, ...]
    file: str
    line: int
    faults: tuple[FaultRow, ...]


class PartOfText(Struct, frozen=True, kw_only=True):
    """Hold the clauses of a phase, or those outside the phases."""

    phase: PhaseRow | None
    clauses: tuple[ClauseRow, ...]


class TextPage(Struct, frozen=True, kw_only=True):
    """Hold an agreement as a document; while rules are still asked of a long record, no fault is told."""

    agreement: str
    title: str
    on: str
    known: str | None
    assumptions: Assumptions
    parts: tuple[PartOfText, ...]
    ambiguities: tuple[AmbiguityRow, ...]
    faults: tuple[FaultRow, ...]
    labels: tuple[tuple[str, str], ...]
    are_rules_asked: bool


def tabulate(view: View) -> TextPage:
    """Make the value of the page."""
    now = view.status()
    found = view.faults()
    faults = found or ()
    clauses = [_clause(view, row, faults) for row in now.provisions if view.takes_provision(row.id)]
    told = {(f.file, f.line, f.rule) for clause in clauses for f in clause.faults}
    parts = [
        PartOfText(phase=phase, clauses=tuple(c for c in clauses if c.provision.phase == phase.id))
        for phase in now.phases
        if view.filter("phase") in ("", phase.id)
    ]
    outside = tuple(c for c in clauses if c.provision.phase is None)
    if outside and not view.filter("phase"):
        parts.append(PartOfText(phase=None, clauses=outside))
    return TextPage(
        agreement=now.agreement,
        title=now.title,
        on=now.on,
        known=now.known,
        assumptions=now.assumptions,
        parts=tuple(parts),
        ambiguities=now.ambiguities,
        faults=tuple(f for f in map(fault_row, faults) if (f.file, f.line, f.rule) not in told),
        labels=tuple((label.id, label.title) for label in view.agreement.labels.values()),
        are_rules_asked=found is not None,
    )


def _clause(view: View, row: ProvisionRow, faults: Sequence[Diagnostic]) -> ClauseRow:
    span = next(p.span for p in view.agreement.provisions.values() if p.id == row.id)
    lines = lines_of(view, span)
    mine = [
        fault
        for fault in faults
        if fault.span.path == span.path and 0 <= fault.span.line - span.line < len(lines)
    ]
    return ClauseRow(
        mark=mark(row, view.on_date),
        provision=row,
        text=lines,
        file=span.path,
        line=span.line,
        faults=tuple(map(fault_row, mine)),
    )


def lines_of(view: View, span: Span) -> tuple[str, ...]:
    """Give the lines of a sentence: the one at a span, and those below that stand further in."""
    source = view.snapshot.loaded.sources.get(span.path)
    if source is None:
        return ()
    first = source.line_text(span.line)
    depth = len(first) - len(first.lstrip())
    found = [first[depth:]]
    for line in source.lines[span.line : span.line + LINES_AT_MOST]:
        inner = len(line) - len(line.lstrip())
        if not line.strip() or inner <= depth:
            break
        found.append(line[depth:])
    return tuple(found)


def fault_row(fault: Diagnostic) -> FaultRow:
    """Lay out a fault."""
    return FaultRow(
        rule=fault.rule,
        severity=fault.severity.value,
        message=fault.message,
        help=fault.help,
        file=fault.span.path,
        line=fault.span.line,
    )


def rows(table: TextPage) -> Iterable[Row]:
    """Give one row for each provision, and under which reading."""
    yield "provision", "phase", "who", "words", "reading", "state", "due", "done", "owed", "cites"
    for part in table.parts:
        for clause in part.clauses:
            yield from _rows(clause.provision)


def _rows(row: ProvisionRow) -> Iterator[Row]:
    answers = [(r.reading, r.cells) for r in row.readings] or [((), row.cells)]
    for reading, cells in answers:
        named = "; ".join(f"{ambiguity}={value}" for ambiguity, value in reading)
        due = cells.amended_due or cells.due
        head = (row.id, row.phase, row.who, row.words)
        yield *head, named, cells.state, due, cells.done, cells.owed, row.cites


PAGE = Page(
    name="text",
    title=marked("Text"),
    says=marked("The agreement clause by clause, with where each stands"),
    template="text.html",
    value=TextPage,
    filters=("party", "phase"),
    tabulate=tabulate,
    rows=rows,
)
